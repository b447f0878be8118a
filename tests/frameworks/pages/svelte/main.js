import { hydrate, mount } from "svelte";
import { defined, evaluator, hear, pack } from "../shared.js";
import Page from "./Page.svelte";

await defined;
const target = document.querySelector("#app");
(target.firstElementChild ? hydrate : mount)(Page, { target, props: { pack, evaluator, hear } });

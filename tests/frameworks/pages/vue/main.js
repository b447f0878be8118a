import { createApp, createSSRApp } from "vue/dist/vue.esm-bundler.js";
import { defined, evaluator, hear, pack } from "../shared.js";
import { isCustomElement, page } from "./page.js";

await defined;
const root = document.querySelector("#app");
const app = (root.firstElementChild ? createSSRApp : createApp)(page({ pack, evaluator, hear }));
app.config.compilerOptions.isCustomElement = isCustomElement;
app.mount(root);

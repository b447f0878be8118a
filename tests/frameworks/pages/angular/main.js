// First of all: what follows is compiled as it is loaded.
import "@angular/compiler";
import { bootstrapApplication } from "@angular/platform-browser";
import { defined, evaluator, hear, pack } from "../shared.js";
import { page, providers } from "./page.js";

await defined;
await bootstrapApplication(page({ pack, evaluator, hear }), { providers });

import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { defined, evaluator, hear, pack } from "../shared.js";
import { Page } from "./page.jsx";

await defined;
const root = document.querySelector("#app");
const page = (
  <StrictMode>
    <Page pack={pack} evaluator={evaluator} hear={hear} />
  </StrictMode>
);
if (root.firstElementChild) hydrateRoot(root, page);
else createRoot(root).render(page);

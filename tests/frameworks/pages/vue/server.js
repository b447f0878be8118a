import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { isCustomElement, page } from "./page.js";

export const render = () => {
  const app = createSSRApp(page({}));
  app.config.compilerOptions.isCustomElement = isCustomElement;
  return renderToString(app);
};

// First of all: what follows is compiled as it is loaded.
import "@angular/compiler";
import { bootstrapApplication } from "@angular/platform-browser";
import { provideServerRendering, renderApplication } from "@angular/platform-server";
import { page, providers } from "./page.js";

/** The root with what it takes to go on in it, which stands beside it. */
export const render = async () => {
  const start = (context) => bootstrapApplication(page({}), { providers: [provideServerRendering(), ...providers] }, context);
  const document = await renderApplication(start, { document: `<html><head></head><body><div id="app"></div></body></html>`, url: "/" });
  return /<body>(.*)<\/body>/s.exec(document)[1];
};

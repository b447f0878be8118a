/**
 * The element inside other people's frameworks, built by Vite and run in Chromium: properties before and after the definition, objects as
 * properties, events, conditional rendering, moves by key, double mounting, and a server's markup that comes to life later.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build, createServer } from "vite";
import { Site, launch, outcome, visit } from "../e2e/rig.js";
import { install } from "./installed.js";

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  await install();
  site = await Site.start();
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.close();
});

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What Vite needs to know of a framework; nothing of the element. */
const FRAMEWORKS = {
  "React 19": { folder: "react", server: "server.jsx" },
  "Vue 3": { folder: "vue", server: "server.js" },
  "Svelte 5": { folder: "svelte", server: "server.js", plugins: () => [svelte({ configFile: false })] },
  "Angular 21": { folder: "angular", server: "server.js" },
};

/** The files of a page, built. @returns {Promise<Map<string, string | Uint8Array>>} */
async function bundle({ folder, plugins = () => [] }) {
  const { output } = await build({
    root: here(`pages/${folder}/`),
    configFile: false,
    logLevel: "error",
    base: "./",
    plugins: plugins(),
    define: { "process.env.NODE_ENV": `"development"` },
    mode: "development",
    build: { write: false, target: "esnext", minify: false },
  });
  return new Map(output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
}

/** What the framework's server renders. @returns {Promise<string>} */
async function renderOnServer({ folder, server, plugins = () => [] }) {
  const vite = await createServer({
    root: here(`pages/${folder}/`),
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: plugins(),
  });
  try {
    const { render } = await vite.ssrLoadModule(`/${server}`);
    return await render();
  } finally {
    await vite.close();
  }
}

/** Serves a built page, with some markup in its root. @param {Map<string, string | Uint8Array>} files @param {string} name @param {string} markup */
function serve(files, name, markup = "") {
  site.rules.unshift((path) => {
    const prefix = `/${name}/`;
    if (!path.startsWith(prefix)) return undefined;
    const file = path.slice(prefix.length) || "index.html";
    const body = files.get(file);
    if (body === undefined) return { status: 404, headers: {}, body: "not found" };
    const type = { html: "text/html; charset=utf-8", js: "text/javascript", wasm: "application/wasm" }[file.split(".").pop()] ?? "application/octet-stream";
    // Some servers render what is in the root, others the root as well.
    const root = /id="app"/.test(markup) ? `<div id="app"><!--app--></div>` : "<!--app-->";
    const text = file === "index.html" ? `${body}`.replace(root, markup) : body;
    return { headers: { "content-type": type }, body: typeof text === "string" ? text : Buffer.from(text) };
  });
  return `${site.origin}/${name}/`;
}

const element = (page, key) => page.locator(`interview-practice#${key}`);
const heard = (page, key, type) =>
  page.evaluate(([id, name]) => globalThis.heard.filter(([one, event]) => one === id && event === name).map(([, , detail]) => detail), [key, type]);

/** Everything that a page's elements must have come to, however they were made. */
async function assertAlive(page) {
  for (const key of ["a", "b"]) {
    const practice = element(page, key);
    await practice.waitFor({ state: "attached" });
    assert.equal(await outcome(practice), "ready");
    const state = await practice.evaluate((node) => ({
      role: node.packData?.role,
      evaluator: typeof node.evaluator,
      // A framework that meets the element before its definition may write any attribute; none of them may be one of ours.
      attributes: node.constructor.observedAttributes.filter((name) => /\[object|=>/.test(node.getAttribute(name))),
      own: Object.keys(node).filter((name) => name in node.constructor.prototype),
      fallback: node.textContent.trim(),
      widgets: node.shadowRoot.querySelectorAll(".ip-root").length,
    }));
    assert.deepEqual(state, {
      role: "Lighthouse keeper: night watch",
      evaluator: "function",
      attributes: [],
      own: [],
      fallback: `Fallback of ${key}`,
      widgets: 1,
    });
    assert.equal(await practice.getByRole("heading").first().evaluate((node) => node.tagName), "H4");
    await practice.getByText("Lighthouse keeper: night watch").first().waitFor();
  }
}

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  describe(name, () => {
    /** @type {Map<string, string | Uint8Array>} */ let files;
    before(async () => {
      files = await bundle(framework);
    });

    for (const late of [false, true]) {
      it(`sets properties, objects too, and hears events, ${late ? "defined after" : "defined before"} it renders`, async (t) => {
        const { page, problems } = await visit(t, browser, serve(files, `${framework.folder}-${late}`) + (late ? "?late" : ""));
        if (late) {
          await element(page, "b").waitFor({ state: "attached" });
          assert.equal(await element(page, "a").evaluate((node) => node.shadowRoot), null);
          await page.evaluate(() => globalThis.define());
        }
        await assertAlive(page);
        assert.equal((await heard(page, "a", "ip-ready")).length, 1);
        assert.equal((await heard(page, "b", "ip-ready"))[0].pack, "lighthouse-keeper");
        assert.deepEqual(problems, []);
      });
    }

    it("changes a view, moves by key without a new widget, and renders on condition", async (t) => {
      const { page, problems } = await visit(t, browser, serve(files, `${framework.folder}-steps`));
      await assertAlive(page);
      await page.locator("#view").click();
      for (const key of ["a", "b"]) await element(page, key).locator("[aria-current=page]", { hasText: "Quiz" }).waitFor();
      await page.evaluate(() => {
        for (const practice of document.querySelectorAll("interview-practice")) practice.shadowRoot.querySelector(".ip-root").toldApart = practice.id;
      });
      await page.locator("#reverse").click();
      await page.waitForFunction(() => document.querySelector("interview-practice").id === "b");
      const after = await page.evaluate(() => [...document.querySelectorAll("interview-practice")].map((practice) => practice.shadowRoot.querySelector(".ip-root")?.toldApart));
      assert.deepEqual(after, ["b", "a"], "the widgets are the same ones as before");
      await page.locator("#toggle").click();
      await element(page, "b").waitFor({ state: "detached" });
      await page.locator("#toggle").click();
      await assertAlive(page);
      assert.deepEqual(problems, []);
    });

    it("takes over what its server has rendered, and the element comes to life in it", async (t) => {
      const markup = await renderOnServer(framework);
      assert.match(markup, /<interview-practice[^>]*heading-level="4"/);
      const { page, problems } = await visit(t, browser, "about:blank");
      // Before any script of the page runs: whoever makes the node anew loses this.
      await page.addInitScript(() => {
        document.addEventListener("readystatechange", () => {
          const practice = document.querySelector("interview-practice");
          if (document.readyState === "interactive" && practice) practice.isTheServers = true;
        });
      });
      await page.goto(`${serve(files, `${framework.folder}-server`, markup)}?late`);
      await page.waitForFunction(() => document.querySelector("#reverse") && globalThis.define);
      assert.ok(await page.getByText("Fallback of a").isVisible());
      await page.waitForTimeout(100);
      await page.evaluate(() => globalThis.define());
      await assertAlive(page);
      assert.ok(await page.locator("interview-practice").first().evaluate((node) => node.isTheServers), "the server's node was kept");
      await page.locator("#view").click();
      await element(page, "a").locator("[aria-current=page]", { hasText: "Quiz" }).waitFor();
      assert.deepEqual(problems, []);
    });
  });
}

describe("Vite's development server", () => {
  it("serves the element once it is told to leave the package where it is", async (t) => {
    const vite = await createServer({
      root: here("pages/vue/"),
      configFile: false,
      logLevel: "error",
      cacheDir: here("node_modules/.vite-development"),
      optimizeDeps: { exclude: ["interview-practice"] },
      server: { port: 0, host: "127.0.0.1", fs: { allow: [here("../..")] } },
    });
    t.after(() => vite.close());
    await vite.listen();
    const { port } = vite.httpServer.address();
    const { page } = await visit(t, browser, `http://127.0.0.1:${port}/`);
    await assertAlive(page);
  });
});

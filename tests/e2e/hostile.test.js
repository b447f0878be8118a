/**
 * Pages that mean no good, or only their own: broken globals, style sheets that reach for everything, policies, old ways of making pages. The
 * element works, or the host's fallback is in view with a plain reason.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, builtFile, hostPage, launch, outcome, shot, strictPolicy, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  site = await Site.start();
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.close();
});

const ELEMENT = `<interview-practice loading="eager" seed="7"><p id="fallback">See the guide.</p></interview-practice>`;

/** What is broken before our script comes, and how; each is a script of its own page. @type {Record<string, string>} */
const POISONS = {
  "Array.prototype has more functions, as old libraries add": `for (const name of ["each", "remove", "last", "contains"]) Array.prototype[name] = function () { return this; };`,
  "Array.prototype.toJSON": `Array.prototype.toJSON = function () { return "no"; };`,
  "Array.prototype.map throws": `Array.prototype.map = () => { throw new Error("poison"); };`,
  "Array.prototype.filter answers nothing": `Array.prototype.filter = () => undefined;`,
  "Array.from is an old polyfill": `Array.from = (list) => Array.prototype.slice.call(list);`,
  "arrays are not iterable": `delete Array.prototype[Symbol.iterator];`,
  "Object.prototype has more properties": `Object.prototype.extra = function () {}; Object.prototype.get = undefined;`,
  "Object.keys throws": `Object.keys = () => { throw new Error("poison"); };`,
  "Object.assign is gone": `delete Object.assign;`,
  "Object.defineProperty throws": `Object.defineProperty = () => { throw new Error("poison"); };`,
  "Object.hasOwn is gone": `delete Object.hasOwn;`,
  "Function.prototype.bind throws": `Function.prototype.bind = () => { throw new Error("poison"); };`,
  "Promise is an old polyfill": `const Native = Promise; window.Promise = function (run) { return new Native(run); }; for (const name of ["all", "race", "resolve", "reject"]) Promise[name] = (...given) => Native[name](...given);`,
  "Promise.prototype.then is wrapped": `const then = Promise.prototype.then; Promise.prototype.then = function (...steps) { return then.apply(this, steps); };`,
  "JSON is gone": `delete window.JSON;`,
  "JSON.parse throws": `JSON.parse = () => { throw new Error("poison"); };`,
  "JSON.stringify answers nothing": `JSON.stringify = () => undefined;`,
  "fetch is gone": `delete window.fetch;`,
  "fetch throws": `window.fetch = () => { throw new Error("poison"); };`,
  "fetch rejects": `window.fetch = () => Promise.reject(new Error("poison"));`,
  "fetch answers nothing": `window.fetch = async () => undefined;`,
  "TextDecoder is gone": `delete window.TextDecoder;`,
  "TextDecoder throws": `TextDecoder.prototype.decode = () => { throw new Error("poison"); };`,
  "TextEncoder is gone": `delete window.TextEncoder;`,
  "Map is gone": `delete window.Map;`,
  "Set throws": `window.Set = class { constructor() { throw new Error("poison"); } };`,
  "FinalizationRegistry and WeakRef are gone": `delete window.FinalizationRegistry; delete window.WeakRef;`,
  "URL is gone": `delete window.URL;`,
  "AbortController is gone": `delete window.AbortController;`,
  "IntersectionObserver is gone": `delete window.IntersectionObserver;`,
  "CustomEvent throws": `window.CustomEvent = class { constructor() { throw new Error("poison"); } };`,
  "Reflect is gone": `delete window.Reflect;`,
  "Symbol is gone": `delete window.Symbol;`,
  "Error is replaced": `window.Error = function (message) { return { message }; };`,
  "String.prototype.replace throws": `String.prototype.replace = () => { throw new Error("poison"); };`,
  "RegExp.prototype.test throws": `RegExp.prototype.test = () => { throw new Error("poison"); };`,
  "customElements is gone": `Object.defineProperty(window, "customElements", { value: undefined });`,
  "customElements.define is wrapped": `const define = customElements.define; customElements.define = function (...given) { return define.apply(this, given); };`,
  "attachShadow is gone": `delete Element.prototype.attachShadow;`,
  "appendChild throws": `Node.prototype.appendChild = () => { throw new Error("poison"); };`,
  "append is an old polyfill": `Element.prototype.append = function (...nodes) { for (const node of nodes) this.appendChild(typeof node === "string" ? document.createTextNode(node) : node); };`,
  "createElement is wrapped": `const create = document.createElement; document.createElement = function (...given) { return create.apply(document, given); };`,
  "innerHTML throws": `Object.defineProperty(Element.prototype, "innerHTML", { set() { throw new Error("poison"); } });`,
  "adoptedStyleSheets throws": `Object.defineProperty(ShadowRoot.prototype, "adoptedStyleSheets", { get() { throw new Error("poison"); }, set() { throw new Error("poison"); } });`,
  "CSSStyleSheet throws": `window.CSSStyleSheet = class { constructor() { throw new Error("poison"); } };`,
  "every click is stopped at the window": `for (const type of ["pointerdown", "mousedown", "keyup"]) addEventListener(type, (event) => event.stopImmediatePropagation(), true);`,
  "setTimeout never comes": `window.setTimeout = () => 0;`,
  "queueMicrotask is gone": `delete window.queueMicrotask;`,
  "crypto is gone": `Object.defineProperty(window, "crypto", { value: undefined });`,
  "localStorage throws": `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });`,
  "indexedDB is gone": `Object.defineProperty(window, "indexedDB", { value: undefined });`,
  "Date is frozen in time": `const Then = Date; window.Date = class extends Then { constructor() { super(0); } static now() { return 0; } };`,
  "Math.random always answers 0": `Math.random = () => 0;`,
  "Intl is gone": `delete window.Intl;`,
  "performance is gone": `Object.defineProperty(window, "performance", { value: undefined });`,
  "console is gone": `delete window.console;`,
  "WebAssembly.instantiate throws": `WebAssembly.instantiate = () => { throw new Error("poison"); };`,
  "WebAssembly.compileStreaming is gone": `delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;`,
  "navigator.language is empty": `Object.defineProperty(Navigator.prototype, "language", { value: "" });`,
  "all intrinsics are frozen": `for (const one of [Object, Array, Function, Promise, String, RegExp, Map, Set, Error, Number, Symbol, Date]) { Object.freeze(one); Object.freeze(one.prototype); }`,
};

/**
 * What a page has come to: it works, or the fallback is in view with a reason; after a while, neither. Only by locators, which look from a
 * world of their own: the page's is broken.
 * @param {import("playwright-core").Page} page
 */
async function comeTo(page) {
  const element = page.locator("interview-practice");
  const fallback = page.locator("#fallback");
  let words = "";
  for (let n = 0; n < 400; n += 1) {
    if ((await element.locator("nav button").first().isVisible()) && !(await fallback.isVisible())) return { works: true, words: "" };
    const reason = element.locator("[part=error]").first();
    words = (await reason.isVisible()) ? (await reason.innerText()).replaceAll(/\s+/g, " ") : "";
    if (words.length > 20 && (await fallback.isVisible())) return { works: false, words };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { works: undefined, words: `${(await fallback.isVisible()) ? "the fallback alone" : "nothing"} ${words}` };
}

describe("A page with broken globals", () => {
  for (const [name, script] of Object.entries(POISONS)) {
    it(`works, or says why: ${name}`, async (t) => {
      const url = site.page(hostPage(ELEMENT).replace("<script", `<script>{ ${script} }</script><script`));
      const context = await browser.newContext();
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(url);
      const { works, words } = await comeTo(page);
      assert.notEqual(works, undefined, `${name}: ${words}`);
      t.diagnostic(works ? "works" : words);
      if (works) {
        await page.locator("interview-practice").getByRole("button", { name: "Quiz", exact: true }).click();
        await page.locator("interview-practice").locator("[aria-current=page]", { hasText: "Quiz" }).waitFor();
      }
    });
  }
});

/** What belongs to the element's own box is the host's to say; the rest must not reach in. Inline, so that it wins over `!important`. */
const BOX = Object.entries({
  display: "block",
  width: "620px",
  height: "auto",
  "max-width": "none",
  margin: "0",
  padding: "0",
  border: "0",
  float: "none",
  position: "absolute",
  left: "20px",
  top: "20px",
  transform: "none",
  animation: "none",
  transition: "none",
  "box-sizing": "content-box",
  "writing-mode": "horizontal-tb",
  "--ip-font": "sans-serif",
  "--ip-font-size": "16px",
  "color-scheme": "light",
})
  .map(([name, value]) => `${name}: ${value} !important`)
  .join("; ");

/** Each must leave no trace inside. */
const SHEETS = [
  `* { margin: 0 !important; padding: 0 !important; border: 0 !important; box-sizing: content-box !important; }`,
  `*, *::before, *::after { all: unset !important; }`,
  `* { font: italic 900 40px/3 cursive !important; font-variant: small-caps !important; }`,
  `* { color: red !important; background: yellow !important; border-color: lime !important; }`,
  `button, input, select, textarea, label, fieldset { display: none !important; }`,
  `ul, ol, li { list-style: square inside !important; margin: 40px !important; display: inline !important; }`,
  `h1, h2, h3, h4, h5, h6 { font-size: 90px !important; text-transform: uppercase !important; }`,
  `* { letter-spacing: 1em !important; word-spacing: 2em !important; text-indent: 5em !important; }`,
  `* { text-align: right !important; white-space: nowrap !important; text-transform: uppercase !important; }`,
  `* { visibility: hidden !important; }`,
  `* { animation: spin 1s infinite !important; transition: all 5s !important; } @keyframes spin { to { letter-spacing: 9px; color: red } }`,
  `div, nav, section, header { float: left !important; width: 30px !important; position: absolute !important; }`,
  `[hidden], slot { display: block !important; } *:not(#none) { --_accent: red; --_text: red; --_space-4: 90px; }`,
  `* { line-height: 0 !important; vertical-align: super !important; }`,
  `* { text-shadow: 0 0 9px red !important; -webkit-text-stroke: 2px red !important; -webkit-text-fill-color: red !important; }`,
  `* { cursor: none !important; user-select: none !important; pointer-events: none !important; }`,
  `html { font-size: 62.5% !important; }`,
  `html { font-size: 40px !important; } body { font-size: 9px !important; }`,
  `* { hyphens: auto !important; word-break: break-all !important; tab-size: 1 !important; quotes: "!" "!" !important; text-wrap: nowrap !important; }`,
  `.stack, .card, .button, .prose, .actions, .shell, .item, [part] { display: none !important; } #item-stem { color: red !important; }`,
  `table, td, th, tr { display: block !important; border: 9px solid red !important; border-collapse: separate !important; }`,
  `svg, path { width: 200px !important; fill: red !important; stroke: red !important; } * { fill: red !important; stroke-width: 9px !important; }`,
  `*:focus, *:hover, *:target { outline: 9px solid red !important; } a { color: lime !important; text-decoration: line-through !important; }`,
  `@media all { body * { text-orientation: upright !important; font-feature-settings: "smcp" !important; font-kerning: none !important; -webkit-font-smoothing: none; } }`,
];

describe("A page with a hostile style sheet", () => {
  /** The widget in three views, each on a page of its own, whose sheet can be changed. @param {import("node:test").TestContext} t */
  async function views(t) {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice storage="none" style="${BOX.replaceAll('"', "'")}"`);
    const url = site.page(hostPage(body, { head: "<style></style>" }));
    const pages = [];
    for (const given of [["home"], ["quiz", { length: 2, seed: 7 }], ["progress"]]) {
      const { page, element } = await visit(t, browser, url, { reducedMotion: "reduce" });
      assert.equal(await outcome(element), "ready");
      await element.evaluate((node, options) => /** @type {any} */ (node).start(...options), given);
      await page.waitForTimeout(100);
      pages.push(page);
    }
    return pages;
  }

  /** What the views show under a sheet. @param {import("playwright-core").Page[]} pages @param {string} sheet @param {string} [name] */
  async function pictures(pages, sheet, name) {
    const taken = [];
    for (const page of pages) {
      await page.evaluate((text) => Object.assign(/** @type {HTMLStyleElement} */ (document.querySelector("style")), { textContent: text }), sheet);
      const clip = await page.locator(".ip-root").boundingBox();
      assert.ok(clip, "the widget has a box");
      taken.push(await page.screenshot({ clip, fullPage: true, animations: "disabled" }));
      if (name) await shot(page, `${name}-${taken.length}`);
    }
    return taken;
  }

  /** The most that any channel of any pixel differs by, of 255; more where the sizes differ. @param {import("playwright-core").Page} page @param {Buffer[]} pair */
  const difference = (page, pair) =>
    page.evaluate(
      async (pictures) => {
        const [one, two] = await Promise.all(
          pictures.map(async (base64) => {
            const image = new Image();
            image.src = `data:image/png;base64,${base64}`;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height);
            const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height);
          }),
        );
        if (!one || !two || one.width !== two.width || one.height !== two.height) return 256;
        return one.data.reduce((most, value, n) => Math.max(most, Math.abs(value - (two.data[n] ?? 0))), 0);
      },
      pair.map((picture) => picture.toString("base64")),
    );

  it(`shows the same picture as a page without one (${SHEETS.length} sheets)`, async (t) => {
    const pages = await views(t);
    const clean = await pictures(pages, "", "hostile-clean");
    const { page } = await visit(t, browser, "about:blank");
    const other = await pictures(pages, "interview-practice { --ip-text: #2f3338 }");
    assert.ok((await difference(page, [clean[0], other[0]].map((picture) => /** @type {Buffer} */ (picture)))) > 8, "the comparison sees a shade");
    const different = [];
    for (const [n, sheet] of SHEETS.entries()) {
      let most = 0;
      for (const [view, picture] of (await pictures(pages, sheet)).entries()) {
        if (!picture.equals(/** @type {Buffer} */ (clean[view]))) most = Math.max(most, await difference(page, [picture, /** @type {Buffer} */ (clean[view])]));
      }
      // The browser itself draws the edge of a curve by a shade or two differently where a page animates.
      if (most > 8) {
        different.push(sheet);
        await pictures(pages, sheet, `hostile-differs-${n}`);
      }
    }
    assert.deepEqual(different, []);
  });
});

describe("A page with a policy", () => {
  /** A policy of single files, and the directive that it lacks something in. @type {Record<string, [() => Promise<string>, RegExp, string?]>} */
  const POLICIES = {
    "without the right to compile WebAssembly": [async () => strictPolicy().replace(" 'wasm-unsafe-eval'", ""), /widget.*script-src 'wasm-unsafe-eval'/s],
    "that allows no connection": [async () => strictPolicy().replace("connect-src 'self'", "connect-src 'none'"), /connect-src/],
    "that names scripts alone": [async () => "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", /connect-src/],
    "of single scripts, without the runtime": [async () => `script-src-elem ${site.origin}/npm/interview-practice.js; script-src 'wasm-unsafe-eval'`, /runtime.*script-src-elem/s],
    "of single scripts, without the glue": [
      async () => `script-src-elem ${site.origin}/npm/interview-practice.js ${site.origin}${await builtFile("runtime")}; script-src 'wasm-unsafe-eval'`,
      /glue.*script-src-elem/s,
    ],
    "of single connections, without the WebAssembly": [async () => `connect-src ${site.origin}/npm/packs/`, /widget.*connect-src/s],
    "of single connections, without the pack": [async () => `connect-src ${site.origin}${await builtFile("widget")}`, /packs\/.*connect-src/s],
    "that does not know where the host's own pack is": [async () => "connect-src 'self'", /127\.0\.0\.1:9\/pack\.json.*connect-src/s, `pack="http://127.0.0.1:9/pack.json"`],
    "of single connections, without the reader": [
      async () => `connect-src ${site.origin}${await builtFile("widget")} ${site.origin}/own.md`,
      /reader.*connect-src/s,
      `pack="/own.md"`,
    ],
  };
  for (const [name, [policy, words, attribute = ""]] of Object.entries(POLICIES)) {
    it(`${name} is told which directive it is`, async (t) => {
      site.rules.push((path) => (path === "/own.md" ? { headers: { "content-type": "text/markdown" }, body: "# Mine\n" } : undefined));
      const body = ELEMENT.replace("<interview-practice", `<interview-practice ${attribute}`);
      const { page, element } = await visit(t, browser, site.page(hostPage(body), { "content-security-policy": await policy() }));
      assert.equal(await outcome(element), "csp");
      assert.ok(await page.locator("#fallback").isVisible());
      assert.match(await element.evaluate((node) => node.shadowRoot?.textContent ?? ""), words);
    });
  }

  for (const [name, policy] of Object.entries({
    "of nonces, with strict-dynamic": "script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'",
    "without any style": "style-src 'none'; style-src-attr 'none'",
    "in a sandbox without an origin": "sandbox allow-scripts",
  })) {
    it(`${name} is enough`, async (t) => {
      const own = await Site.start();
      t.after(() => own.close());
      own.headers = { "access-control-allow-origin": "*" };
      const url = own.page(hostPage(ELEMENT).replace("<script", `<script nonce="n"`), { "content-security-policy": policy });
      const { element } = await visit(t, browser, url);
      assert.equal(await outcome(element), "ready");
    });
  }
});

describe("A page made in another way", () => {
  it("by document.write", async (t) => {
    const written = `<script>document.write('<h1>Old<\\/h1>' + ${JSON.stringify(ELEMENT).replaceAll("</", "<\\/")}); document.write('<scr' + 'ipt src="/npm/embed.js"><\\/scr' + 'ipt>');</script>`;
    const { problems, element } = await visit(t, browser, site.page(`<title>A host</title><link rel="icon" href="data:,">${written}`));
    assert.equal(await outcome(element), "ready");
    assert.deepEqual(problems, []);
  });

  for (const [name, style] of Object.entries({
    "transformed, filtered and contained": "transform: rotate(3deg) scale(0.9); filter: sepia(0.4); contain: strict; height: 900px; overflow: auto; will-change: transform",
    "a flex item without room": "display: flex; width: 300px; min-width: 0",
    "a grid of narrow tracks": "display: grid; grid-template-columns: 280px 1fr",
    "a column layout": "columns: 2; height: 500px; overflow: auto",
  })) {
    it(`in a container: ${name}`, async (t) => {
      const { page, problems, element } = await visit(t, browser, site.page(hostPage(`<div style="${style}">${ELEMENT}<p>Beside</p></div>`)));
      assert.equal(await outcome(element), "ready");
      await element.getByRole("button", { name: "Quiz", exact: true }).click();
      await element.getByRole("button", { name: /^Start/ }).first().waitFor();
      assert.ok(await element.evaluate((node) => node.getBoundingClientRect().width > 0));
      assert.deepEqual(problems, []);
      await shot(page, `hostile-container-${name.split(" ").pop()}`);
    });
  }

  it("hidden at first: nothing is fetched until it is shown", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const { page, element } = await visit(t, browser, own.page(hostPage(`<div id="tab" style="display: none"><interview-practice></interview-practice></div>`)));
    await page.waitForTimeout(300);
    assert.equal(own.fetches("widget"), 0);
    await page.evaluate(() => document.querySelector("#tab")?.removeAttribute("style"));
    assert.equal(await outcome(element), "ready");
    await element.getByRole("navigation").first().waitFor();
  });

  it("of shadow roots inside shadow roots, closed ones too", async (t) => {
    const body = `<div id="outer"></div><script>
      let place = document.querySelector("#outer");
      for (let n = 0; n < 4; n += 1) {
        const root = place.attachShadow({ mode: n === 2 ? "closed" : "open" });
        root.innerHTML = "<style>* { all: revert !important }</style><section></section>";
        place = root.querySelector("section");
      }
      place.innerHTML = '<interview-practice loading="eager" view="quiz"></interview-practice>';
      innermost = place.firstChild;
      addEventListener("ip-view", (event) => { document.title = event.detail.view; });
    </script>`;
    const { page, problems } = await visit(t, browser, site.page(hostPage(body)));
    await page.waitForFunction(() => document.title === "quiz");
    const element = await page.evaluateHandle(() => /** @type {any} */ (window).innermost);
    await element.evaluate((/** @type {any} */ node) => node.shadowRoot.querySelector("nav button").click());
    await page.waitForFunction(() => document.title === "home");
    assert.deepEqual(problems, []);
  });

  it("inside a form that listens to everything: neither sends the other's", async (t) => {
    const body = `<form id="outer" action="/sent" onsubmit="sent = true"><input name="q"><button>Send</button></form>
      <script>sent = false; document.querySelector("#outer").insertAdjacentHTML("beforeend", ${JSON.stringify(ELEMENT)});
      addEventListener("keydown", (event) => { if (event.target.localName === "input") event.preventDefault(); });</script>`;
    const { page, element } = await visit(t, browser, site.page(hostPage(body)));
    assert.equal(await outcome(element), "ready");
    await element.evaluate((node) => /** @type {Element} */ (node).start("quiz", { length: 1, kinds: ["single"], seed: 7 }));
    await element.getByRole("radio").first().check();
    await element.getByRole("button", { name: "Check answer" }).press("Enter");
    await element.getByRole("button", { name: "Finish" }).waitFor();
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).sent), false);
    assert.equal(await page.evaluate(() => new FormData(/** @type {HTMLFormElement} */ (document.querySelector("#outer"))).has("choice")), false);
  });
});

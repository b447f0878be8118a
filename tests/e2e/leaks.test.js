/** What stays behind when an element has gone: nothing. A thousand mounts under `--thorough`, fewer in every run. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, hostPage, launch } from "./rig.js";

const MOUNTS = process.env.IP_THOROUGH ? 1000 : 60;
/** Before anything is measured: caches and pools have filled by then. */
const WARM = 20;

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

/** In the page, before anything else: keeps count of listeners on what outlives an element, and of the WebAssembly memory. */
function count() {
  /** @type {Map<string, number>} */
  const listeners = new Map();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const lasting = (/** @type {any} */ target) => target === window || target === undefined || target === document || target instanceof MediaQueryList;
  const key = (/** @type {any} */ target, /** @type {string} */ type) => `${(target ?? window).constructor.name} ${type}`;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (lasting(this)) listeners.set(key(this, type), (listeners.get(key(this, type)) ?? 0) + 1);
    const signal = typeof options === "object" ? options?.signal : undefined;
    if (lasting(this) && signal) addEventListener.call(signal, "abort", () => listeners.set(key(this, type), (listeners.get(key(this, type)) ?? 0) - 1));
    return addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (lasting(this)) listeners.set(key(this, type), (listeners.get(key(this, type)) ?? 0) - 1);
    return removeEventListener.call(this, type, listener, options);
  };
  const intervals = new Set();
  const { setInterval, clearInterval } = window;
  window.setInterval = /** @type {any} */ (
    (/** @type {any[]} */ ...args) => {
      const id = Reflect.apply(setInterval, window, args);
      intervals.add(id);
      return id;
    }
  );
  window.clearInterval = (id) => {
    intervals.delete(id);
    clearInterval(id);
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any[]} */ ...args) => {
      const made = await Reflect.apply(instantiate, WebAssembly, args);
      const { memory } = (made.instance ?? made).exports;
      // Parts that come later share it.
      if (memory) Object.assign(window, { memory });
      return made;
    }
  );
  Object.assign(window, {
    left: () => [...[...listeners].filter(([, n]) => n > 0).map(([name, n]) => `${n} ${name}`), ...[...intervals].map((id) => `interval ${id}`)],
    globals: Object.getOwnPropertyNames(window).sort(),
  });
}

describe("An element that goes", () => {
  it("leaves no listener, timer, style, global, node or frame behind", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(count);
    await page.goto(site.page(hostPage(`<div id="place"></div>`)));
    const before = await page.evaluate(() => /** @type {any} */ (window).left());
    await page.evaluate(async () => {
      const place = /** @type {HTMLElement} */ (document.querySelector("#place"));
      const element = /** @type {any} */ (document.createElement("interview-practice"));
      place.append(element);
      for (const view of ["guide", "quiz", "practice", "mock", "progress", "review"]) {
        await element.start(view);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      await element.start("practice", { question: "slow-query" });
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    const after = await page.evaluate(() => ({
      left: /** @type {any} */ (window).left(),
      globals: Object.getOwnPropertyNames(window).filter((name) => !/** @type {any} */ (window).globals.includes(name)),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      styles: document.documentElement.getAttributeNames().concat(document.body.getAttributeNames(), document.documentElement.style.cssText),
      nodes: document.querySelectorAll("iframe, style, link:not([rel=icon]), #place > *").length,
    }));
    assert.deepEqual(after.left, before, "listeners on window and document, and intervals");
    // What the page of this test has put there itself.
    assert.deepEqual(after.globals.filter((name) => !["left", "globals", "memory"].includes(name)), []);
    assert.deepEqual([after.sheets, after.styles, after.nodes], [0, ["lang", ""], 0]);
  });

  it("leaves no connection to IndexedDB open", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(() => {
      const open = new Set();
      const { open: real } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (...args) {
        const request = real.apply(this, args);
        // One that is being opened counts as well.
        open.add(request);
        request.addEventListener("success", () => open.delete(request) && open.add(request.result));
        request.addEventListener("error", () => open.delete(request));
        return request;
      };
      const { close } = IDBDatabase.prototype;
      IDBDatabase.prototype.close = function () {
        open.delete(this);
        close.call(this);
      };
      Object.assign(window, { connections: open });
    });
    await page.goto(site.page(hostPage(`<div id="place"></div>`)));
    const connections = () => page.evaluate(() => /** @type {any} */ (window).connections.size);
    await page.evaluate(async () => {
      for (let left = 6; left > 0; left -= 1) {
        const element = /** @type {any} */ (document.createElement("interview-practice"));
        document.querySelector("#place")?.append(element);
        await element.start("progress");
        // Half of them go before the second store is there.
        if (left % 2) await new Promise((resolve) => setTimeout(resolve, 200));
        element.remove();
      }
    });
    await page.waitForFunction(() => /** @type {any} */ (window).connections.size === 0).catch(() => {});
    assert.equal(await connections(), 0, "after elements that are gone");
    await page.evaluate(async () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = () => {
        IDBObjectStore.prototype.put = put;
        throw new DOMException("no", "UnknownError");
      };
      const element = /** @type {any} */ (document.createElement("interview-practice"));
      document.querySelector("#place")?.append(element);
      await element.start("guide");
    });
    // The origin's own database, and that of the bucket.
    await page.waitForFunction(() => {
      const all = [.../** @type {any} */ (window).connections];
      return all.length === 2 && all.every((one) => one instanceof IDBDatabase);
    });
    await page.getByRole("button", { name: "Mark as read" }).click();
    // Two seconds later it is tried again, so that asking once more may be too late.
    await page.waitForFunction(() => /** @type {any} */ (window).connections.size === 0);
  });

  it(`leaves memory flat over ${MOUNTS} mounts`, { timeout: 1_200_000 }, async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.addInitScript(count);
    await page.goto(site.page(hostPage(`<div id="place"></div>`)));
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    const mount = (/** @type {number} */ times) =>
      page.evaluate(async (n) => {
        const place = /** @type {HTMLElement} */ (document.querySelector("#place"));
        for (let left = n; left > 0; left -= 1) {
          const element = /** @type {any} */ (document.createElement("interview-practice"));
          element.storage = "none";
          element.view = ["home", "guide", "quiz", "practice", "progress"][left % 5];
          place.append(element);
          await element.load();
          element.remove();
          await new Promise((resolve) => setTimeout(resolve));
        }
      }, times);
    const measure = async () => {
      for (let n = 0; n < 3; n += 1) await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (/** @type {string} */ name) => metrics.find((one) => one.name === name)?.value ?? NaN;
      const wasm = await page.evaluate(() => /** @type {any} */ (window).memory.buffer.byteLength);
      return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), wasm };
    };
    await mount(WARM);
    const first = await measure();
    await mount(MOUNTS / 2);
    const half = await measure();
    await mount(MOUNTS / 2);
    const last = await measure();
    t.diagnostic(JSON.stringify({ first, half, last }));
    assert.ok(last.nodes <= first.nodes + 20, `nodes: ${first.nodes}, ${half.nodes}, ${last.nodes}`);
    assert.ok(last.listeners <= first.listeners + 20, `listeners: ${first.listeners}, ${half.listeners}, ${last.listeners}`);
    assert.equal(last.wasm, first.wasm, "WebAssembly memory");
    // A kilobyte a mount would be a leak; engines keep a little of their own.
    assert.ok(last.heap - first.heap < 300_000 + MOUNTS * 300, `heap: ${first.heap}, ${half.heap}, ${last.heap}`);
  });
});

/**
 * The custom-elements manifest against the element as it runs, both ways: what the manifest names is there, and what is there it names. A
 * test that fails here says what to add to `www/custom-elements.json` (and, for members and events, to `www/index.d.ts`).
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { Site, hostPage, launch, outcome, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */
/** @typedef {{name: string, kind?: string, readonly?: boolean, fieldName?: string, default?: string, description: string, type?: {text: string}}} Entry */
/** @typedef {{parts: string[], slots: string[], styles: string, events: [string, any][]}} Seen */

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Record<"attributes" | "members" | "events" | "slots" | "cssParts" | "cssProperties", Entry[]>} */ let manifest;
/** The types, as text. */
let types = "";
/** All that came to light on a walk through every view. @type {Seen} */ let seen;

before(async () => {
  site = await Site.start();
  browser = await launch();
  const { body } = await site.file("/npm/custom-elements.json");
  manifest = JSON.parse(`${body}`).modules[0].declarations[0];
  types = await readFile(new URL("../../www/index.d.ts", import.meta.url), "utf8");
  seen = await walk();
});
after(async () => {
  await browser.close();
  site.close();
});

const names = (/** @type {Entry[]} */ entries) => entries.map(({ name }) => name).sort();

/** Two lists of names, and what to do where they differ. @param {string} list @param {string[]} there @param {string[]} named */
function assertSame(list, there, named) {
  const missing = [...new Set(there)].filter((name) => !named.includes(name));
  const gone = named.filter((name) => !there.includes(name));
  assert.deepEqual(missing, [], `www/custom-elements.json: add to "${list}"`);
  assert.deepEqual(gone, [], `www/custom-elements.json: "${list}" names what no view has; take it out, or let the walk of this test find it`);
}

/** Everything public in one state of a page. @returns {Pick<Seen, "parts" | "slots" | "styles">} */
function look() {
  const shadow = document.querySelector("interview-practice")?.shadowRoot;
  if (!shadow) throw new Error("no shadow root");
  const all = [...shadow.querySelectorAll("*")];
  return {
    parts: all.flatMap((node) => [...node.part]),
    slots: all.filter((node) => node instanceof HTMLSlotElement).map((node) => node.name),
    styles: [
      ...shadow.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
      ...all.map((node) => node.getAttribute("style") ?? ""),
    ].join("\n"),
  };
}

/** Fills in what stands on the screen and presses the last primary button. @returns {boolean} whether there was one */
function goOn() {
  const shadow = document.querySelector("interview-practice")?.shadowRoot;
  const all = (/** @type {string} */ selector) => /** @type {any[]} */ ([...(shadow?.querySelectorAll(selector) ?? [])]);
  const groups = new Set();
  for (const box of all("input[type=radio], input[type=checkbox]")) {
    if (groups.has(box.name) && box.type === "radio") continue;
    groups.add(box.name);
    if (!box.checked) box.click();
  }
  for (const field of all("textarea, select, input[type=text], input[type=number]")) {
    if (field instanceof HTMLSelectElement) field.selectedIndex = 1;
    else if (field.type !== "number") field.value = "I measured first, then changed one thing at a time.";
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  for (const details of all("details")) details.open = true;
  const button = all("[part~=primary]").filter((one) => one.checkVisibility()).pop();
  button?.click();
  return Boolean(button);
}

/** Records every event of ours, whatever its name, before the page begins. */
function recordEvents() {
  const events = /** @type {[string, any][]} */ ([]);
  Object.assign(window, { events });
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event.type.startsWith("ip-")) events.push([event.type, /** @type {CustomEvent} */ (event).detail]);
    return dispatch.call(this, event);
  };
}

/** Goes through every view, on from step to step, and through what only shows when something is wrong. @returns {Promise<Seen>} */
async function walk() {
  /** @type {Seen} */
  const all = { parts: [], slots: [], styles: "", events: [] };
  /** @param {string} attributes @param {(page: import("playwright-core").Page, note: () => Promise<void>) => Promise<void>} steps @param {() => void} [init] */
  const onPage = async (attributes, steps, init) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(recordEvents);
    if (init) await page.addInitScript(init);
    await page.goto(site.page(hostPage(`<interview-practice loading="eager" ${attributes}></interview-practice>`)));
    await outcome(page.locator("interview-practice"));
    const note = async () => {
      const { parts, slots, styles } = await page.evaluate(look);
      all.parts.push(...parts);
      all.slots.push(...slots);
      if (!all.styles.includes(styles)) all.styles += styles;
    };
    await steps(page, note);
    all.events.push(...(await page.evaluate(() => /** @type {any} */ (window).events)));
    await context.close();
  };
  const start = (/** @type {import("playwright-core").Page} */ page, /** @type {any[]} */ ...options) =>
    page.locator("interview-practice").evaluate((node, [view, more]) => /** @type {Element} */ (node).start(view, more), options);
  await onPage(`seed="7" storage="session"`, async (page, note) => {
    for (const view of ["home", "review", "progress", "guide"]) {
      await start(page, view);
      await note();
    }
    await start(page, "quiz");
    await note();
    await start(page, "quiz", { length: 6 });
    for (let step = 0; step < 14; step += 1) {
      await note();
      if (!(await page.evaluate(goOn))) break;
      await page.waitForTimeout(60);
    }
    for (const [view, options] of /** @type {const} */ ([["practice"], ["practice", { question: "slow-query" }], ["mock"]])) {
      await start(page, view, options);
      for (let step = 0; step < 5; step += 1) {
        await page.waitForTimeout(80);
        await note();
        if (!(await page.evaluate(goOn))) break;
      }
    }
    // A mock interview that ends early shows its report.
    const end = page.getByRole("button", { name: /^End the interview/ });
    if ((await end.count()) > 0) await end.first().click();
    await page.waitForTimeout(80);
    await note();
    for (const view of ["review", "progress", "home"]) {
      await start(page, view);
      await page.waitForTimeout(40);
      await note();
    }
  });
  await onPage(`pack="no-such-pack"`, (_page, note) => note());
  const full = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    IDBFactory.prototype.open = () => {
      throw new DOMException("off", "InvalidStateError");
    };
  };
  await onPage(
    "",
    async (page, note) => {
      await start(page, "quiz", { length: 1 });
      await page.evaluate(goOn);
      await page.waitForTimeout(200);
      await note();
    },
    full,
  );
  return all;
}

describe("The manifest and the running element", () => {
  it("have the same attributes and members", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage("<interview-practice></interview-practice>")));
    await element.evaluate((node) => /** @type {Element} */ (node).load());
    const running = await element.evaluate((node) => {
      const own = Object.getOwnPropertyDescriptors(node.constructor.prototype);
      const members = Object.entries(own)
        .filter(([name]) => name !== "constructor" && !name.endsWith("Callback"))
        .map(([name, { get, set }]) => ({ name, kind: get ? "field" : "method", readonly: Boolean(get && !set) }));
      return { attributes: /** @type {any} */ (node.constructor).observedAttributes, members };
    });
    assertSame("attributes", running.attributes, names(manifest.attributes));
    assertSame("members", names(/** @type {any} */ (running.members)), names(manifest.members));
    for (const { name, kind, readonly } of running.members) {
      const entry = manifest.members.find((one) => one.name === name);
      assert.deepEqual([entry?.kind, entry?.readonly ?? false], [kind, readonly], `${name}: kind and readonly`);
    }
  });

  it("let every attribute set its property, and never the other way round", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage("<interview-practice></interview-practice>")));
    const other = { pack: "/a.json", view: "quiz", loading: "eager", storage: "none", "storage-key": "k", seed: "7", theme: "dark", "heading-level": "3" };
    for (const { name, fieldName } of manifest.attributes.filter(({ fieldName }) => fieldName)) {
      const value = /** @type {Record<string, string>} */ (other)[name];
      assert.ok(value, `${name}: this test knows no value for it`);
      const [before, after, kept] = await element.evaluate(
        (node, [attribute = "", field = "", text = ""]) => {
          const fresh = /** @type {any} */ (document.createElement(node.localName));
          const first = fresh[field];
          fresh.setAttribute(attribute, text);
          const second = fresh[field];
          fresh[field] = first;
          return [first, second, fresh.getAttribute(attribute)];
        },
        [name, fieldName ?? "", value],
      );
      assert.equal(`${after}`, value);
      assert.notEqual(`${before}`, value);
      assert.equal(kept, value);
    }
  });

  it("have the same slots", () => {
    assertSame("slots", seen.slots, names(manifest.slots));
  });

  it("have the same parts", () => {
    assertSame("cssParts", seen.parts, names(manifest.cssParts));
  });

  it("have the same CSS properties, each of use", () => {
    const used = [...seen.styles.matchAll(/var\((--ip-[a-z-]+)/g)].map(([, name = ""]) => name);
    assertSame("cssProperties", used, names(manifest.cssProperties));
    for (const [, inner = "", name] of seen.styles.matchAll(/(--_[\w-]+): var\((--ip-[a-z-]+)/g)) {
      assert.ok(seen.styles.includes(`var(${inner})`), `${name} is read into ${inner}, which no rule uses`);
    }
    for (const { name, default: standard = "" } of manifest.cssProperties) {
      // Those in words speak of another property.
      if (/^(light-dark|\d|inherit)/.test(standard) && !standard.includes("from")) {
        assert.ok(seen.styles.replaceAll(/\s+/g, " ").includes(`var(${name}, ${standard})`), `${name}: its default is not ${standard}`);
      }
    }
  });

  it("have the same events, each with a plain detail of the documented shape", () => {
    assertSame("events", seen.events.map(([name]) => name), names(manifest.events));
    for (const { name, type } of manifest.events) {
      const shape = [...(type?.text ?? "").matchAll(/(\w+)(\??): ([^,}]+)/g)].map(([, key = "", mark, of = ""]) => ({ key, optional: mark === "?", of: of.trim() }));
      for (const [, detail] of seen.events.filter(([one]) => one === name)) {
        assert.deepEqual(JSON.parse(JSON.stringify(detail)), detail, `${name}: plain data`);
        if (shape.length === 0) continue;
        const required = shape.filter(({ optional }) => !optional).map(({ key }) => key);
        assert.deepEqual(required.filter((key) => !(key in detail)), [], `${name}: fields that are missing`);
        const known = shape.map(({ key }) => key);
        assert.deepEqual(Object.keys(detail).filter((key) => !known.includes(key)), [], `${name}: fields that are not documented`);
        for (const { key, of } of shape.filter((one) => one.key in detail)) {
          if (/^\d/.test(of)) assert.equal(detail[key], Number(of), `${name}.${key}`);
          else assert.equal(typeof detail[key], of === "View" ? "string" : of, `${name}.${key}`);
        }
      }
    }
  });

  it("agree with the types", () => {
    const inClass = types.slice(types.indexOf("export class InterviewPractice"));
    const declared = [...inClass.matchAll(/^  (?:readonly )?(\w+)[:(]/gm)].map(([, name = ""]) => name);
    assert.deepEqual(declared.sort(), names(manifest.members), "www/index.d.ts and www/custom-elements.json");
    for (const { name, type } of manifest.events) {
      const [, shape = ""] = types.match(new RegExp(`"${name}": ([^\\n]+);\\n`)) ?? [];
      assert.equal(type?.text, `CustomEvent<${shape.replaceAll(";", ",")}>`, `${name} in www/index.d.ts and www/custom-elements.json`);
    }
  });

  it("describe everything, also to editors", async () => {
    const read = async (/** @type {string} */ name) => JSON.parse(`${(await site.file(`/npm/vscode.${name}-custom-data.json`)).body}`);
    const html = await read("html");
    assert.deepEqual(names(html.tags[0].attributes), names(manifest.attributes));
    const css = await read("css");
    assert.deepEqual(names(css.properties), names(manifest.cssProperties));
    for (const entry of Object.values(manifest).flatMap((list) => (Array.isArray(list) ? list : []))) {
      assert.match(entry.description, /\.$/, `${entry.name}: say in a sentence what it is`);
    }
  });
});

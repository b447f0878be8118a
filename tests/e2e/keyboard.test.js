/** Everything by keyboard alone: each control can be reached, is seen when it has the focus, and the focus never gets lost. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, launch, outcome, visit } from "./rig.js";

/** @typedef {import("playwright-core").Page} Page */

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

/** @param {import("node:test").TestContext} t @param {string} view @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, view, options) {
  const visited = await visit(t, browser, `${site.origin}/#/${view}`, { serviceWorkers: "block", ...options });
  assert.equal(await outcome(visited.element), "ready");
  await visited.page.waitForSelector(".shell");
  return visited;
}

/**
 * What has the focus: its number among the widget's nodes in document order (-1 outside, -2 for nothing), its name, and what is wrong
 * with how it shows.
 * @param {Page} page
 */
const focus = (page) =>
  page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector("interview-practice")?.shadowRoot);
    const node = /** @type {HTMLElement | null} */ (root.activeElement ?? document.activeElement);
    if (!node || node === document.body) return { at: -2, tag: "", name: "", problem: "", checked: false, value: "" };
    const label = node.getAttribute("aria-label") ?? /** @type {HTMLInputElement} */ (node).labels?.[0]?.innerText ?? node.innerText ?? "";
    const box = (/** @type {Element} */ (node.closest(".item-choice, .quiz-option, label") ?? node)).getBoundingClientRect();
    const outlined = (/** @type {Element | null} */ one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const seen = outlined(node) || outlined(node.closest("label"));
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0;
    const { type, checked, value } = /** @type {HTMLInputElement} */ (node);
    return {
      at: root.activeElement ? [...root.querySelectorAll("*")].indexOf(node) : -1,
      tag: node.localName + (node.localName === "input" ? `:${type}` : ""),
      name: label.replace(/\s+/g, " ").trim(),
      problem: seen ? (inView ? "" : "out of view") : "no visible focus",
      checked,
      value,
    };
  });

/** Presses Tab until the focus is on a control with this name; never more often than a page has controls. @param {Page} page @param {RegExp} name @param {string} [key] */
async function tabTo(page, name, key = "Tab") {
  const passed = [];
  for (let presses = 0; presses < 120; presses += 1) {
    const now = await focus(page);
    if (now.at >= 0 && now.tag !== "div" && name.test(now.name)) {
      assert.equal(now.problem, "", now.name);
      return now;
    }
    passed.push(now.name);
    await page.keyboard.press(key);
  }
  throw new Error(`no ${name} among: ${passed.join(" | ")}`);
}

/** The focus is somewhere in the widget. @param {Page} page @param {string} after */
async function kept(page, after) {
  await page.waitForTimeout(80);
  const now = await focus(page);
  assert.ok(now.at >= 0, `after ${after} the focus is lost`);
  return now;
}

/** Waits until a view has all its controls, those too that come with a file of their own. @param {Page} page @param {string} view */
async function whole(page, view) {
  await page.waitForTimeout(200);
  await page.locator(".shell-coming").waitFor({ state: "detached" });
  if (view === "practice") await page.getByRole("heading", { name: "More questions, from the mock interviews" }).waitFor();
  if (view === "practice/slow-query") await page.locator(".practice .practice-prompt").waitFor();
  if (view === "mock") await page.getByRole("button", { name: "Start the interview" }).waitFor();
}

const VIEWS = ["home", "guide", "quiz", "practice", "practice/slow-query", "review", "mock", "progress"];

describe("By keyboard", () => {
  for (const width of [320, 1280]) {
    it(`every control of every view can be reached, in reading order, and is seen when it has the focus, ${width} px wide`, async (t) => {
      const { page } = await open(t, "home", { viewport: { width, height: 900 } });
      for (const view of VIEWS) {
        await page.goto(`${site.origin}/#/${view}`);
        await whole(page, view);
        // What a pointer can use; of radio buttons with one name the keyboard stops at one.
        const controls = await page.evaluate(() => {
          const root = /** @type {ShadowRoot} */ (document.querySelector("interview-practice")?.shadowRoot);
          const groups = new Set();
          const all = [...root.querySelectorAll("*")];
          const usable = root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
          return [...usable].flatMap((node) => {
            const { disabled, type, name } = /** @type {HTMLInputElement} */ (node);
            if (disabled || node.getClientRects().length === 0 || !node.checkVisibility({ contentVisibilityAuto: true })) return [];
            const group = type === "radio" && node.closest("fieldset, [role=radiogroup]");
            if (group && groups.has(group)) return [];
            if (group) groups.add(group);
            return [type === "radio" ? `radio of ${name}` : `${all.indexOf(node)}`];
          });
        });
        await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
        const stops = [];
        let last = -1;
        for (let presses = 0; presses < 150; presses += 1) {
          await page.keyboard.press("Tab");
          const now = await focus(page);
          if (now.at < 0) {
            if (stops.length > 0) break;
            continue;
          }
          assert.equal(now.problem, "", `${view}: ${now.tag} ${now.name}`);
          assert.ok(now.at > last, `${view}: ${now.name} comes before what had the focus before it`);
          last = now.at;
          stops.push(now);
        }
        assert.equal(stops.length, controls.length, `${view}: ${controls.length} controls, but the focus stops at ${stops.map(({ name }) => name).join(" | ")}`);
      }
    });
  }

  it("home leads on, and the switch between views keeps the focus where the learner is", async (t) => {
    const { page, problems } = await open(t, "home");
    await tabTo(page, /^Take a short quiz$/);
    await page.keyboard.press("Enter");
    await page.getByText("Item 1 of 5").waitFor();
    await kept(page, "starting a quiz");
    for (const view of ["Guide", "Progress", "Mock interview", "Review", "Practice", "Home"]) {
      await tabTo(page, new RegExp(`^${view}$`), "Shift+Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction((name) => {
        const root = document.querySelector("interview-practice")?.shadowRoot;
        return root?.querySelector("[aria-current=page]")?.textContent === name;
      }, view);
      const now = await kept(page, `opening ${view}`);
      assert.equal(now.tag, "div", `${view} itself has the focus`);
    }
    assert.deepEqual(problems.filter((problem) => !problem.includes("Service Worker")), []);
  });

  it("the guide is read, marked and left for a question", async (t) => {
    const { page } = await open(t, "guide");
    await tabTo(page, /Must-have skills/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Must-have skills" }).waitFor();
    await kept(page, "choosing a section");
    await tabTo(page, /^Mark as read$/);
    await page.keyboard.press("Enter");
    await page.getByText("Marked as read").waitFor();
    await kept(page, "marking a section");
    await page.keyboard.press("Tab");
    const next = await focus(page);
    assert.match(next.name, /\?|\.|Quiz on this section/, "the keyboard goes on below the mark");
    await tabTo(page, /^Next: /);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Preferred qualifications" }).waitFor();
    await kept(page, "turning the page");
    await tabTo(page, /^Quiz on this section$/);
    await page.keyboard.press("Enter");
    await page.getByText(/^Item 1 of \d/).waitFor();
    await kept(page, "the quiz on a section");
  });

  for (const [kind, name] of /** @type {const} */ ([
    ["single", "Single choice"],
    ["multiple", "Multiple choice"],
    ["true-false", "True or false"],
    ["matching", "Matching"],
    ["ordering", "Ordering"],
    ["cloze", "Fill in the gaps"],
  ])) {
    it(`a quiz of one kind is chosen, answered and finished: ${kind}`, async (t) => {
      const { page } = await open(t, "quiz");
      await tabTo(page, /^10$/);
      await page.keyboard.press("ArrowLeft");
      await kept(page, "choosing a length");
      await tabTo(page, /^More choices$/);
      await page.keyboard.press("Enter");
      await tabTo(page, new RegExp(`^${name}$`));
      await page.keyboard.press("Space");
      await tabTo(page, /^Start the quiz$/);
      await page.keyboard.press("Enter");
      for (let n = 1; n <= 5; n += 1) {
        await page.getByText(`Item ${n} of 5`).waitFor();
        await kept(page, `coming to item ${n}`);
        await answer(page, kind);
        await page.locator(".quiz-verdict").waitFor();
        await page.waitForTimeout(80);
        const now = await focus(page);
        assert.equal(now.name, n < 5 ? "Next" : "Finish");
        await page.keyboard.press("Enter");
      }
      await page.getByRole("heading", { name: "Your quiz" }).waitFor();
      await kept(page, "the summary");
      await tabTo(page, /^Another quiz$/);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Choose your quiz" }).waitFor();
      await kept(page, "another quiz");
    });
  }

  it("progress is shown as a table, exported, and deleted only after a second word", async (t) => {
    const { page } = await open(t, "home");
    await tabTo(page, /^Take a short quiz$/);
    await page.keyboard.press("Enter");
    await page.getByText("Item 1 of 5").waitFor();
    await page.locator(".quiz-run").evaluate((form) => /** @type {HTMLElement} */ (form.querySelector("input, select, .item-moves button:not([disabled])"))?.focus());
    await page.keyboard.press("Space");
    for (const field of await page.locator(".quiz-run input[type=text]").all()) await field.fill("index");
    for (const list of await page.locator(".quiz-run select").all()) await list.selectOption({ index: 1 });
    await tabTo(page, /^Check answer$/);
    await page.keyboard.press("Enter");
    await page.locator(".quiz-verdict").waitFor();
    await page.goto(`${site.origin}/#/progress`);
    await page.getByText("By skill").first().waitFor();
    await tabTo(page, /^Show as a table$/);
    await page.keyboard.press("Enter");
    await kept(page, "showing a table");
    await tabTo(page, /^Export progress$/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.match(download.suggestedFilename(), /-progress\.json$/);
    await kept(page, "an export");
    await tabTo(page, /^Import progress$/);
    await tabTo(page, /^Delete my progress$/);
    await page.keyboard.press("Enter");
    const asked = await kept(page, "asking to delete");
    assert.notEqual(asked.tag, "button", "a second press of Enter deletes nothing");
    await tabTo(page, /^Cancel$/);
    await page.keyboard.press("Enter");
    await kept(page, "keeping the progress");
  });

  for (const view of ["practice", "review", "mock"]) {
    it(`what ${view} offers first begins by Enter and keeps the focus`, async (t) => {
      const { page } = await open(t, view);
      const first = page.locator(".shell-main").locator("button:not([disabled])").first();
      await whole(page, view);
      await first.waitFor();
      const name = (await first.innerText()).replace(/\s+/g, " ").trim();
      await tabTo(page, new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
      await page.keyboard.press("Enter");
      await kept(page, name);
    });
  }
});

/** Answers the item that is shown, with keys alone, and sends it off. @param {Page} page @param {string} kind */
async function answer(page, kind) {
  if (kind === "single" || kind === "true-false") {
    await toInput(page, "input:radio");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    assert.ok((await focus(page)).checked, "the arrow chooses the next");
  } else if (kind === "multiple") {
    await toInput(page, "input:checkbox");
    await page.keyboard.press("Space");
    assert.ok((await focus(page)).checked);
  } else if (kind === "matching") {
    await toInput(page, "select");
    await page.keyboard.press("ArrowDown");
    assert.notEqual((await focus(page)).value, "", "the arrow picks a side");
  } else if (kind === "ordering") {
    const before = await page.locator(".item-steps li").allInnerTexts();
    const now = await tabTo(page, /^Move down: /);
    await page.keyboard.press("Enter");
    await kept(page, "moving a step");
    assert.notDeepEqual(await page.locator(".item-steps li").allInnerTexts(), before);
    assert.equal((await focus(page)).name.replace(/^Move (up|down): /, ""), now.name.slice("Move down: ".length), "the focus stays with the step");
  } else {
    await toInput(page, "input:text");
    await page.keyboard.type("index");
    await page.keyboard.press("Enter");
    return;
  }
  await tabTo(page, /^Check answer$/);
  await page.keyboard.press("Enter");
}

/** Presses Tab until the focus is in a field of a kind. @param {Page} page @param {string} tag */
async function toInput(page, tag) {
  for (let presses = 0; presses < 40; presses += 1) {
    const now = await focus(page);
    if (now.tag === tag) {
      assert.equal(now.problem, "", now.name);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${tag} within reach`);
}

/** What a candidate does: a whole quiz, a question practised, the guide, a mock interview; and what everyone must be able to use. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { Site, launch, shot, visit } from "./rig.js";

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

/** The app at a view, with nothing known of earlier visits. @param {import("node:test").TestContext} t @param {string} view @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, view, options) {
  const visited = await visit(t, browser, `${site.origin}/#/${view}`, { serviceWorkers: "block", ...options });
  await visited.page.waitForSelector(".shell");
  return visited;
}

/** Gives some answer to the item on the screen. @param {Page} page */
async function answer(page) {
  const form = page.locator(".quiz-run");
  const boxes = form.locator("input[type=radio], input[type=checkbox]");
  if ((await boxes.count()) > 0) await boxes.first().check();
  for (const list of await form.locator("select").all()) await list.selectOption({ index: 1 });
  for (const field of await form.locator("input[type=text]").all()) await field.fill("index");
}

/** What has the focus, through shadow roots. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.textContent ?? "";
  });

/** Problems other than the blocked service worker, which is no part of these tests. @param {string[]} problems */
const real = (problems) => problems.filter((problem) => !problem.includes("Service Worker"));

describe("The quiz", () => {
  it("goes from the first item to the summary, by keyboard from item to item, and survives a reload on the way", async (t) => {
    const { page, problems } = await open(t, "home");
    await page.getByRole("button", { name: "Take a short quiz" }).click();
    for (let n = 1; n <= 5; n += 1) {
      await page.getByText(`Item ${n} of 5`).waitFor();
      if (n === 3) {
        await page.reload();
        await page.getByText("Item 3 of 5").waitFor();
      }
      await answer(page);
      await page.getByRole("button", { name: "Check answer" }).click();
      await page.locator(".quiz-verdict").waitFor();
      await page.waitForFunction(() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return /^(Next|Finish)$/.test(node?.textContent ?? "");
      });
      assert.equal(await focused(page), n < 5 ? "Next" : "Finish");
      await page.keyboard.press("Enter");
    }
    await page.getByRole("heading", { name: "Your quiz" }).waitFor();
    assert.match(await page.locator(".shell-main").innerText(), /5 items answered/);
    await shot(page, "quiz-summary");
    await page.reload();
    await page.getByRole("heading", { name: "Your quiz" }).waitFor();
    await page.getByRole("button", { name: "Home", exact: true }).first().click();
    await page.getByText(/answered 5 quiz items/).waitFor();
    assert.deepEqual(real(problems), []);
  });

  it("asks for an answer before it grades, and tells only at the end when that was chosen", async (t) => {
    const { page } = await open(t, "quiz");
    await page.getByText("More choices").click();
    await page.getByLabel("At the end").check();
    await page.getByLabel("Single choice").check();
    await page.getByLabel("5", { exact: true }).check();
    await page.getByRole("button", { name: "Start the quiz" }).click();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText("Choose an answer first.").waitFor();
    for (let n = 1; n <= 5; n += 1) {
      await page.getByText(`Item ${n} of 5`).waitFor();
      await answer(page);
      assert.equal(await page.locator(".quiz-verdict").count(), 0);
      await page.getByRole("button", { name: n < 5 ? "Next" : "Finish", exact: true }).click();
    }
    await page.getByRole("heading", { name: "Your answers" }).waitFor();
    assert.equal(await page.locator(".quiz-again").count(), 5);
  });

  it("tells the host of the session and each answer, never with a learner's words", async (t) => {
    const { page } = await open(t, "home");
    await page.evaluate(() => {
      const heard = /** @type {any[]} */ ([]);
      Object.assign(window, { heard });
      for (const type of ["ip-session-start", "ip-answer", "ip-session-end", "ip-progress"]) {
        document.addEventListener(type, (event) => heard.push([type, /** @type {CustomEvent} */ (event).detail]));
      }
    });
    await page.getByRole("button", { name: "Take a short quiz" }).click();
    await page.locator(".quiz-run").waitFor();
    await answer(page);
    await page.getByRole("button", { name: "Check answer" }).click();
    await page.locator(".quiz-verdict").waitFor();
    await page.getByRole("button", { name: "Stop here" }).click();
    await page.getByRole("heading", { name: "Your quiz" }).waitFor();
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
    const of = (/** @type {string} */ type) => heard.filter((/** @type {any} */ [name]) => name === type).map((/** @type {any} */ [, detail]) => detail);
    assert.equal(of("ip-session-start").length, 1);
    assert.equal(of("ip-session-start")[0].items, 5);
    assert.equal(of("ip-answer").length, 1);
    assert.ok(of("ip-answer")[0].score >= 0 && of("ip-answer")[0].score <= 1);
    assert.equal(of("ip-session-end")[0].answered, 1);
    assert.ok(of("ip-progress").length >= 1);
  });
});

describe("Practice", () => {
  it("keeps the draft over a reload, takes the verdicts, and shows them the next time", async (t) => {
    const { page, problems } = await open(t, "practice/slow-query");
    await page.getByLabel("Write it down").check();
    await page.getByLabel("Your answer").fill("I look at the execution plan, ¿no?");
    await page.reload();
    await page.waitForSelector(".practice");
    assert.equal(await page.getByLabel("Your answer").inputValue(), "I look at the execution plan, ¿no?");
    // What was only thought through, the coach cannot look at.
    await page.getByLabel("Think it through").check();
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText("Give a verdict on at least one point first.").waitFor();
    for (const point of await page.locator(".practice-point").all()) await point.getByLabel("Covered").check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText("This attempt counts: 100% of the points covered.").waitFor();
    await page.getByRole("button", { name: "All questions" }).click();
    await page.getByText("100% covered last time").waitFor();
    assert.equal(await page.locator(".practice-list").first().getByRole("listitem").count(), 10);
    assert.deepEqual(real(problems), []);
  });
});

describe("The guide", () => {
  it("keeps the place and what was read, and offers questions where they belong", async (t) => {
    const { page } = await open(t, "guide");
    await page.getByRole("button", { name: /^Next: / }).click();
    await page.getByRole("button", { name: "Mark as read" }).click();
    await page.getByText("1 of 7 sections read").waitFor();
    const title = await page.locator(".guide-shown .guide-title").innerText();
    await page.getByRole("button", { name: "Home", exact: true }).click();
    await page.getByRole("button", { name: "Guide", exact: true }).click();
    assert.equal(await page.locator(".guide-shown .guide-title").innerText(), title);
    await page.getByText("Marked as read").waitFor();
    await page.locator(".guide-question").first().click();
    await page.getByRole("button", { name: "Done, check my answer" }).waitFor();
  });
});

describe("The printed guide", () => {
  it("is the whole guide with glossary and references, and nothing of the page around it", async (t) => {
    const { page } = await open(t, "guide");
    await page.emulateMedia({ media: "print" });
    const paper = await page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector("interview-practice")?.shadowRoot);
      const seen = (/** @type {string} */ selector) => [...root.querySelectorAll(selector)].filter((node) => node.getClientRects().length > 0);
      return {
        titles: seen(".guide-title").map((node) => node.textContent),
        controls: seen("button, input, nav").length,
        terms: seen("dt").length,
        sources: seen(".guide-appendix li").length,
        bar: document.querySelector(".bar")?.getClientRects().length,
      };
    });
    assert.equal(paper.titles.length, 7);
    assert.equal(new Set(paper.titles).size, 7);
    assert.equal(paper.controls, 0);
    assert.ok(paper.terms >= 30 && paper.sources >= 12, `${paper.terms} terms, ${paper.sources} sources`);
    assert.equal(paper.bar, 0);
    const pdf = await page.pdf({ format: "A4" });
    assert.ok((pdf.toString("latin1").match(/\/Type ?\/Page\b/g) ?? []).length >= 8, "it fills its pages");
    await shot(page, "guide-print");
  });
});

describe("The mock interview", () => {
  it("fetches its questions when it is opened, and not before", async (t) => {
    site.requests.length = 0;
    const { page } = await open(t, "home");
    assert.equal(site.fetches("prompts-senior-software-engineer"), 0);
    await page.getByRole("button", { name: "Mock interview", exact: true }).click();
    await page.getByRole("button", { name: "Start the interview" }).click();
    await page.getByRole("button", { name: "I am ready" }).waitFor();
    assert.equal(site.fetches("prompts-senior-software-engineer"), 1);
  });
});

describe("Progress", () => {
  it("moves to another browser by export and import, and is gone after deleting it", async (t) => {
    const { page } = await open(t, "guide");
    await page.getByRole("button", { name: "Mark as read" }).click();
    await page.getByText("1 of 7 sections read").waitFor();
    const call = (/** @type {Page} */ on, /** @type {string} */ method, /** @type {unknown[]} */ ...args) =>
      on.evaluate(([name, rest]) => /** @type {any} */ (document.querySelector("interview-practice"))[name](...rest), /** @type {[string, any[]]} */ ([method, args]));
    const text = await call(page, "exportProgress");
    assert.equal(JSON.parse(text).format, "interview-practice-progress");
    const other = await open(t, "guide");
    assert.deepEqual(await call(other.page, "importProgress", text), { added: 1, known: 0, rejected: 0 });
    assert.deepEqual(await call(other.page, "importProgress", text), { added: 0, known: 1, rejected: 0 });
    await other.page.getByText("1 of 7 sections read").waitFor();
    await assert.rejects(call(other.page, "importProgress", "{"), /can’t be imported/);
    await call(other.page, "resetProgress");
    await other.page.getByText("0 of 7 sections read").waitFor();
    await other.page.reload();
    await other.page.getByText("0 of 7 sections read").waitFor();
    const summary = await call(other.page, "summary");
    assert.equal(summary.competencies.length, 11);
  });
});

describe("Everyone", () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const width of [320, 1280]) {
      it(`finds every view free of axe's findings, ${colorScheme}, ${width} px wide`, async (t) => {
        const { page } = await open(t, "home", { colorScheme, viewport: { width, height: 900 } });
        for (const view of ["home", "guide", "quiz", "practice", "practice/slow-query", "review", "mock", "progress"]) {
          await page.goto(`${site.origin}/#/${view}`);
          await page.waitForTimeout(200);
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
          assert.deepEqual(violations.map(({ id, nodes }) => `${view}: ${id} ${nodes[0]?.target}`), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is wider than the page`);
          await shot(page, `view-${view.replace("/", "-")}-${colorScheme}-${width}`);
        }
      });
    }
  }

  for (const [colorScheme, width] of /** @type {const} */ ([["light", 1280], ["dark", 320]])) {
    it(`finds every kind of item, asked and graded, and the summary free of axe's findings, ${colorScheme}, ${width} px wide`, async (t) => {
      const { page } = await open(t, "quiz", { colorScheme, viewport: { width, height: 900 } });
      const clean = async (/** @type {string} */ state) => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.target}`), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state} is wider than the page`);
        await shot(page, `item-${state}-${colorScheme}-${width}`);
      };
      for (const kind of ["single", "multiple", "true-false", "matching", "ordering", "cloze"]) {
        await page.evaluate((kind) => /** @type {any} */ (document.querySelector("interview-practice")).start("quiz", { kinds: [kind], length: 5, seed: 3 }), kind);
        await page.locator(".quiz-run .item").waitFor();
        await answer(page);
        await clean(`${kind}-asked`);
        await page.getByRole("button", { name: "Check answer" }).click();
        await page.locator(".quiz-verdict").waitFor();
        await clean(`${kind}-graded`);
      }
      await page.getByRole("button", { name: "Stop here" }).click();
      await page.getByRole("heading", { name: "Your quiz" }).waitFor();
      await clean("summary");
    });
  }

  it("is where it was after a reload, in every view", async (t) => {
    const { page, problems } = await open(t, "home");
    const headings = () => page.locator(".shell-main").locator("h1, h2, h3, h4").allInnerTexts();
    for (const view of ["home", "guide", "quiz", "practice", "practice/slow-query", "review", "mock", "progress"]) {
      await page.goto(`${site.origin}/#/${view}`);
      // The list of questions is whole once the mock interviews' file has come.
      const late = view === "practice" ? page.getByRole("heading", { name: "More questions, from the mock interviews" }) : undefined;
      // A question that is addressed shows only after that file, too; until then the list stands in its place.
      const question = view.startsWith("practice/") ? page.locator(".practice .practice-prompt") : undefined;
      const last = late ?? question ?? page.locator(".shell-main").locator("h1, h2, h3, h4").first();
      await last.waitFor();
      const before = await headings();
      await page.reload();
      await last.waitFor();
      assert.deepEqual(await headings(), before, view);
      assert.equal(await page.evaluate(() => location.hash), `#/${view}`);
    }
    assert.deepEqual(real(problems), []);
  });

  it("reads the interface in Spanish where the page is Spanish", async (t) => {
    const { page } = await open(t, "home");
    await page.evaluate(() => document.querySelector("interview-practice")?.setAttribute("lang", "es"));
    await page.getByRole("button", { name: "Hacer un test corto" }).waitFor();
  });
});

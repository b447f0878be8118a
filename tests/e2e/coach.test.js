/** The coach in the practice view: live and on demand, evidence, overruling, comparing, the host's second opinion, hostile text. */
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

const ANSWER = `A process is a running program with memory of its own. Threads are paths of execution inside a process, and all of them share its memory.
I would take processes where isolation matters, like a browser does for each site. Basically, um, a context switch between threads is cheaper.`;
const LATER = `${ANSWER} Shared memory brings race conditions, which I prevent with a mutex or by passing messages.`;

/** The app at a question, with nothing known of earlier visits. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, options) {
  const visited = await visit(t, browser, `${site.origin}/#/practice/process-and-thread`, { serviceWorkers: "block", ...options });
  await visited.page.waitForSelector(".practice");
  return visited;
}

/** Begins to write. @param {Page} page @param {string} text */
async function write(page, text) {
  await page.getByLabel("Write it down").check();
  await page.getByLabel("Your answer").fill(text);
}

/** Does what has the word neighbours fetched, and waits until they have come: a judged answer is judged anew with them. @param {Page} page @param {() => Promise<unknown>} fetches */
async function knowing(page, fetches) {
  const [response] = await Promise.all([page.waitForResponse(/\/neighbours-/), fetches()]);
  await response.finished();
}

/** @param {Page} page */
async function checkAnswer(page) {
  await page.getByRole("button", { name: "Done, check my answer" }).click();
  await page.locator(".coach-band").first().waitFor();
}

/** The row of a point. @param {Page} page @param {RegExp} text */
const point = (page, text) => page.locator(".practice-point").filter({ hasText: text });

/** What has the focus, through shadow roots. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.textContent ?? "";
  });

/** Problems other than the blocked service worker, which is no part of these tests. @param {string[]} problems */
const real = (problems) => problems.filter((problem) => !problem.includes("Service Worker"));

describe("The coach beside the text", () => {
  it("looks when asked, or while the learner types when that is chosen, and keeps the choice", async (t) => {
    const { page, problems } = await open(t);
    await write(page, ANSWER);
    const panel = page.locator(".coach-panel");
    await panel.getByText("Write a sentence or two").waitFor();
    await panel.getByRole("button", { name: "Ask the coach" }).click();
    await panel.getByText(/\d of 6 points covered/).first().waitFor();
    assert.match(await panel.locator(".coach-point").first().innerText(), /“A process is a running program with memory of its own.”/);
    assert.match(await panel.locator("[role=status]").innerText(), /of 6 points covered.* Add next: /);
    assert.equal(await panel.getByText(/\d %|\d%/).count(), 0, "shares are for those who want them");
    await panel.getByText("Coach settings").click();
    await panel.getByLabel("Show shares as numbers").check();
    await panel.locator(".coach-band").first().filter({ hasText: /Coach: \w+, \d+%/ }).waitFor();
    await panel.getByLabel("While I type").check();
    await page.getByLabel("Your answer").fill(LATER);
    await panel.locator(".coach-point").filter({ hasText: "Shared memory brings race conditions" }).waitFor();
    await page.reload();
    await panel.locator(".coach-point").filter({ hasText: "Shared memory brings race conditions" }).waitFor();
    assert.equal(await panel.getByRole("button", { name: "Ask the coach" }).count(), 0);
    assert.deepEqual(real(problems), []);
  });

  it("fetches its word neighbours when practice begins and works without them", async (t) => {
    site.requests.length = 0;
    const first = await visit(t, browser, `${site.origin}/#/home`, { serviceWorkers: "block" });
    await first.page.waitForSelector(".shell");
    assert.equal(site.fetches("neighbours"), 0);
    await first.page.goto(`${site.origin}/#/practice/process-and-thread`);
    await knowing(first.page, () => write(first.page, ANSWER));
    await first.page.getByRole("button", { name: "Ask the coach" }).click();
    await first.page.locator(".coach-point").first().waitFor();
    assert.equal(site.fetches("neighbours"), 1);
    site.rules.push((path) => (/neighbours-/.test(path) ? { status: 404 } : undefined));
    t.after(() => site.rules.pop());
    const { page } = await open(t);
    await write(page, ANSWER);
    await page.getByRole("button", { name: "Ask the coach" }).click();
    await page.locator(".coach-point").first().waitFor();
  });
});

describe("The coach after an answer", () => {
  it("can be used by keyboard alone: from a sign to its point, back to the place, and to another verdict", async (t) => {
    const { page } = await open(t);
    await knowing(page, () => write(page, ANSWER));
    await page.getByRole("button", { name: "Done, check my answer" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Shows point 1: Defines a process/ }).first().focus();
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^1\. Defines a process/);
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /^Show in my answer/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /A process is a running program/);
    await page.getByRole("button", { name: /^Shows point 1: Defines a process/ }).first().focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await point(page, /Defines a process/).getByText("You see it differently: your verdict counts.").waitFor();
  });

  it("is overruled with one click, which a reload keeps and the progress counts", async (t) => {
    const { page, problems } = await open(t);
    await write(page, ANSWER);
    await checkAnswer(page);
    const races = point(page, /races/);
    assert.equal(await races.getByLabel("Covered").isChecked(), false);
    await races.getByLabel("Covered").check();
    await races.getByText("You see it differently").waitFor();
    await page.reload();
    await page.locator(".coach-band").first().waitFor();
    assert.ok(await races.getByLabel("Covered").isChecked());
    for (const row of await page.locator(".practice-point").all()) await row.getByLabel("Covered").check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText("This attempt counts: 100% of the points covered.").waitFor();
    const summary = await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).summary());
    const question = summary.questions.find((/** @type {any} */ one) => one.id === "process-and-thread");
    assert.equal(question.attempts, 1);
    assert.deepEqual(real(problems), []);
  });

  it("names a pitfall with the words that show it, observes delivery and structure, and says what it cannot judge", async (t) => {
    const { page } = await open(t);
    await knowing(page, () => write(page, `${ANSWER} Only separate processes can run on several cores. More threads always make a program faster.`));
    await checkAnswer(page);
    const ticked = page.locator(".coach-pitfall").filter({ hasText: "More threads always make a program faster." });
    assert.ok(await ticked.getByRole("checkbox").isChecked());
    await page.getByRole("button", { name: /^Shows pitfall e: Believes that more threads/ }).waitFor();
    await page.getByText("Fillers: basically, um").waitFor();
    await page.getByText("Definition: found").waitFor();
    await page.getByText("What the coach cannot judge").click();
    await page.getByText("The coach compares words, here on your device.").waitFor();
    assert.equal(await page.locator("mark.coach-mark").first().evaluate((mark) => getComputedStyle(mark).textDecorationLine), "underline");
  });

  it("offers the follow-up nearest to what is missing, goes on with it, and compares attempts", async (t) => {
    const { page } = await open(t);
    await write(page, ANSWER);
    await checkAnswer(page);
    await page.getByText("Add next").first().waitFor();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText(/This attempt counts: \d+% of the points covered/).waitFor();
    await page.getByRole("button", { name: "Answer this next" }).click();
    await page.getByRole("heading", { name: "Follow-up question" }).waitFor();
    assert.equal(await page.getByLabel("Your answer").inputValue(), ANSWER);
    await page.getByLabel("Your answer").fill(LATER);
    await knowing(page, () => page.reload());
    await page.getByRole("heading", { name: "Follow-up question" }).waitFor();
    await checkAnswer(page);
    await page.getByText("Compare two attempts").click();
    await page.getByText(/^Newly covered: .*races/).waitFor();
    const sides = page.locator("details .card .practice-own");
    await sides.nth(1).waitFor();
    assert.deepEqual(await sides.allInnerTexts(), [ANSWER, LATER]);
    const races = point(page, /races/);
    await races.getByLabel("Missing").check();
    await page.getByText(/^Newly covered: .*races/).waitFor({ state: "detached" });
    await races.getByLabel("Covered").check();
    await page.getByText(/^Newly covered: .*races/).waitFor();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText(/This attempt counts: \d+% of the points covered/).waitFor();
    await page.reload();
    await page.getByText("Compare two attempts").click();
    await page.getByText(/^Newly covered: .*races/).waitFor();
    await sides.nth(1).waitFor();
    assert.deepEqual(await sides.allInnerTexts(), [ANSWER, LATER]);
  });
});

describe("The host's second opinion", () => {
  /** Checks an answer with an evaluator in place. @param {import("node:test").TestContext} t @param {string} evaluator its source */
  async function asked(t, evaluator) {
    const visited = await open(t);
    await visited.page.evaluate((source) => {
      const element = /** @type {any} */ (document.querySelector("interview-practice"));
      element.evaluator = new Function("request", source);
    }, evaluator);
    await visited.page.clock.install();
    await write(visited.page, ANSWER);
    await visited.page.getByRole("button", { name: "Done, check my answer" }).click();
    return { ...visited, second: visited.page.locator(".coach-second") };
  }

  it("is shown apart, and is handed the question, the answer and what the coach found", async (t) => {
    const { page, second } = await asked(t, `window.request = request; return Promise.resolve({ score: 0.714, notes: ["Good <b>start</b>.", "\\u202eName a cost."] })`);
    await second.getByText("It gives 71%.").waitFor();
    await second.getByText("Good <b>start</b>.", { exact: true }).waitFor();
    await second.getByText("Name a cost.", { exact: true }).waitFor();
    const request = await page.evaluate(() => /** @type {any} */ (window).request);
    assert.equal(request.answer, ANSWER);
    assert.equal(request.question.id, "process-and-thread");
    assert.equal(request.question.points.length, 6);
    assert.deepEqual(Object.keys(request.feedback), ["score", "points", "pitfalls"]);
    assert.equal(request.feedback.points[0].evidence[0], "A process is a running program with memory of its own.");
    await shot(page, "practice-second-opinion");
  });

  it("never blocks: silence, throwing and nonsense are told in a sentence, and the attempt is saved", async (t) => {
    for (const [name, source] of /** @type {const} */ ([
      ["silent", "return new Promise(() => {})"],
      ["throwing", "throw new Error('broken')"],
      ["rejecting", "return Promise.reject(null)"],
      ["nonsense", "return { score: 'NaN', notes: [{}, 7, null] }"],
      ["hostile", "return { get score() { throw new Error('trap') }, notes: 1 }"],
      ["nothing", "return undefined"],
    ])) {
      const { page, second } = await asked(t, source);
      if (name === "silent") {
        await second.getByText("Asked. You can go on meanwhile.").waitFor();
        await page.clock.fastForward(21_000);
      }
      await second.getByText("No second opinion came.").waitFor();
      await page.getByRole("button", { name: "Save this attempt" }).click();
      await page.getByText(/This attempt counts: \d+% of the points covered/).waitFor();
    }
  });

  it("bounds what it shows", async (t) => {
    const { second } = await asked(t, "return { score: 1e9, notes: Array(1000).fill('x'.repeat(1e5) + '\\ud800') }");
    await second.getByText("It gives 100%.").waitFor();
    const text = await second.innerText();
    assert.ok(text.length < 10_000, `${text.length} letters`);
  });

  it("is asked once about an answer, whatever is built anew or loaded again", async (t) => {
    const source = `sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1; return { score: 0.5, notes: ["Round " + sessionStorage.asked] }`;
    const { page, second } = await asked(t, source);
    await second.getByText("Round 1").waitFor();
    await page.evaluate(() => document.querySelector("interview-practice")?.setAttribute("lang", "es"));
    await second.getByText("Una segunda opinión").waitFor();
    await second.getByText("Round 1").waitFor();
    await page.reload();
    await second.getByText("Round 1").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.asked), "1");
    // Another answer is another question to the host.
    await page.evaluate((text) => {
      /** @type {any} */ (document.querySelector("interview-practice")).evaluator = new Function("request", text);
    }, source);
    await page.getByRole("button", { name: "Keep writing" }).click();
    await write(page, `${ANSWER} And more.`);
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    await second.getByText("Round 2").waitFor();
  });

  it("is not asked where there is no evaluator", async (t) => {
    const { page } = await open(t);
    await write(page, ANSWER);
    await checkAnswer(page);
    assert.equal(await page.locator(".coach-second").count(), 0);
  });
});

describe("Hostile text", () => {
  const texts = {
    "one megabyte of words": "memory of a process ".repeat(50_000),
    "no spaces": "memory".repeat(30_000),
    emoji: "👩‍👩‍👧‍👦🦀".repeat(5_000),
    "bidirectional and zero-width": "\u202ethread\u202c \u200bmem\u200dory\u2066 shared\u2069. ".repeat(2_000),
    "combining marks": `a${"\u0301".repeat(20_000)} process`,
    "lone surrogates": `A process \ud800 is a running program \udc00 with memory of its own.\ud83d`,
    "nothing but signs": "\u0000\u0007 <b>…</b> &amp; ```",
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`is judged without harm: ${name}`, async (t) => {
      const { page, problems } = await open(t);
      await page.getByLabel("Write it down").check();
      await page.getByLabel("Your answer").evaluate((area, value) => {
        /** @type {HTMLTextAreaElement} */ (area).value = value;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }, text);
      await page.getByRole("button", { name: "Ask the coach" }).click();
      await page.locator(".coach-point").first().waitFor();
      await checkAnswer(page);
      assert.equal(await page.locator(".practice-point").count(), 6);
      await page.getByRole("button", { name: "Save this attempt" }).click();
      await page.getByText(/This attempt counts: \d+% of the points covered/).waitFor();
      assert.deepEqual(real(problems), []);
    });
  }
});

describe("Everyone", () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const width of [320, 1280]) {
      it(`finds each state of practice free of axe's findings, ${colorScheme}, ${width} px wide`, async (t) => {
        const { page } = await open(t, { colorScheme, viewport: { width, height: 900 } });
        const inspect = async (/** @type {string} */ state) => {
          await page.waitForTimeout(200);
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
          assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.target}`), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state} is wider than the page`);
          await shot(page, `practice-${state}-${colorScheme}-${width}`);
        };
        await write(page, "");
        await inspect("empty");
        await write(page, ANSWER);
        await page.getByRole("button", { name: "Ask the coach" }).click();
        await page.getByText("Coach settings").click();
        await inspect("coached");
        await write(page, `${ANSWER} More threads always make a program faster.`);
        await checkAnswer(page);
        await page.getByText("What the coach cannot judge").click();
        await inspect("checked");
        await page.getByRole("button", { name: "Save this attempt" }).click();
        await page.getByText(/This attempt counts: \d+% of the points covered/).waitFor();
        await page.getByRole("button", { name: "Answer this next" }).click();
        await page.getByLabel("Your answer").fill(LATER);
        await inspect("follow-up");
        await checkAnswer(page);
        await page.getByText("Compare two attempts").click();
        await inspect("compared");
      });
    }
  }

  it("hears the coach in Spanish where the page is Spanish", async (t) => {
    const { page } = await open(t);
    await page.evaluate(() => document.querySelector("interview-practice")?.setAttribute("lang", "es"));
    await page.getByLabel("Escribirla").check();
    await page.getByRole("button", { name: "Preguntar al asistente" }).waitFor();
  });
});

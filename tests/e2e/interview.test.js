/** The mock interview: from the greeting to the printed report, by keyboard, over reloads, with and without a voice. */
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

/** @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, options) {
  const visited = await visit(t, browser, `${site.origin}/#/mock`, { serviceWorkers: "block", ...options });
  await visited.page.waitForSelector(".shell");
  return visited;
}

/** Begins an interview with a seed of its own. @param {Page} page @param {object} [options] */
async function start(page, options = {}) {
  const all = { assessment: "algorithms-interview", minutes: 15, seed: 7, ...options };
  await page.evaluate((given) => /** @type {any} */ (document.querySelector("interview-practice")).start("mock", given), all);
  await page.getByRole("button", { name: "I am ready" }).waitFor();
}

/** What has the focus, through shadow roots. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return { tag: node?.tagName ?? "", text: node?.textContent ?? "" };
  });

/** @param {Page} page */
const prompt = (page) => page.locator("#mock-question").innerText();

/** Problems other than the blocked service worker, which is no part of these tests. @param {string[]} problems */
const real = (problems) => problems.filter((problem) => !problem.includes("Service Worker"));

const ANSWER = "I would first ask how large the input is, then count with a hash map in one pass, which takes linear time and memory.";

/** Places oneself on every scale and opens the report. @param {Page} page */
async function judge(page) {
  await page.getByRole("heading", { name: "First your own view" }).waitFor();
  for (const scale of await page.locator(".mock fieldset").all()) await scale.getByLabel(/^Level 3/).check();
  await page.getByRole("button", { name: "Show the report" }).click();
  await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
}

describe("The interview", () => {
  it("goes from the greeting to the report by keyboard alone", async (t) => {
    const { page, problems } = await open(t);
    const press = async (/** @type {string} */ text) => {
      for (let n = 0; n < 40; n += 1) {
        if ((await focused(page)).text === text) return page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
      }
      assert.fail(`no way to ${text} by keyboard`);
    };
    await page.getByRole("button", { name: "Start the interview" }).waitFor();
    await press("Start the interview");
    await page.getByRole("button", { name: "I am ready" }).waitFor();
    await press("I am ready");
    await page.locator("#mock-question").waitFor();
    for (let n = 0; n < 3; n += 1) {
      await page.waitForFunction(() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node?.tagName === "TEXTAREA";
      });
      const before = await prompt(page);
      await page.keyboard.type(`${ANSWER} Number ${n}.`);
      await page.keyboard.press("Control+Enter");
      await page.waitForFunction((old) => document.querySelector("interview-practice")?.shadowRoot?.querySelector("#mock-question")?.textContent !== old, before);
    }
    await press("End the interview");
    await press("End it");
    await page.getByRole("heading", { name: "First your own view" }).waitFor();
    for (let n = 0, chosen = 0; n < 60 && chosen < (await page.locator(".mock fieldset").count()); n += 1) {
      await page.keyboard.press("Tab");
      if ((await focused(page)).tag === "INPUT") {
        await page.keyboard.press("Space");
        chosen += 1;
      }
    }
    await press("Show the report");
    await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
    assert.match((await focused(page)).text, /^Interview of/);
    assert.equal(await page.locator(".mock-report").getByText("Level 1", { exact: true }).count() > 0, true);
    assert.deepEqual(real(problems), []);
  });

  it("asks the same of the same seed and answers, and goes on where it was after a reload at every step", async (t) => {
    const answers = [ANSWER, "I don't know.", "", "", "By hand.", ANSWER, "No idea", "nothing", ANSWER, ANSWER];
    /** @param {boolean} reload */
    const run = async (reload) => {
      const { page, context } = await open(t);
      const again = async () => {
        if (!reload) return;
        await page.reload();
        await page.waitForSelector(".shell");
      };
      await start(page);
      await again();
      await page.getByRole("button", { name: "I am ready" }).click();
      const asked = [];
      for (const answer of answers) {
        await page.locator("#mock-question").waitFor();
        await again();
        await page.locator("#mock-question").waitFor();
        asked.push([await page.locator("#mock-said").textContent(), await prompt(page)]);
        await page.locator("textarea").fill(answer);
        await again();
        assert.equal(await page.locator("textarea").inputValue(), answer);
        const before = JSON.stringify(asked.at(-1));
        await page.getByRole("button", { name: "That is my answer" }).click();
        await page.waitForFunction((old) => {
          const root = document.querySelector("interview-practice")?.shadowRoot;
          const now = [root?.querySelector("#mock-said")?.textContent, root?.querySelector("#mock-question")?.textContent];
          return JSON.stringify(now) !== old;
        }, before);
        if ((await page.locator("#mock-question").count()) === 0) break;
      }
      if ((await page.locator("#mock-question").count()) > 0) {
        await page.getByRole("button", { name: "End the interview" }).click();
        await page.getByRole("button", { name: "End it", exact: true }).click();
      }
      await again();
      await page.getByLabel(/^Level 4/).check();
      await again();
      assert.ok(await page.getByLabel(/^Level 4/).isChecked());
      await page.getByRole("button", { name: "Show the report" }).click();
      await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
      await again();
      await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
      for (const fold of await page.locator(".mock-asked summary").all()) await fold.click();
      const words = await page.locator(".mock-report blockquote").allInnerTexts();
      await context.close();
      return { asked, words };
    };
    const straight = await run(false);
    const broken = await run(true);
    assert.ok(straight.asked.length >= 6);
    assert.deepEqual(broken, straight);
    assert.ok(straight.words.some((text) => text.includes("hash map in one pass")));
  });

  it("keeps an honest clock: pauses are recorded, the time away counts up to two minutes, and the end comes by itself", async (t) => {
    const { page } = await open(t);
    await page.clock.install({ time: new Date("2026-11-24T10:00:00Z") });
    await page.reload();
    await page.waitForSelector(".shell");
    await start(page);
    // From here on time goes on only where it is told to.
    await page.clock.pauseAt(new Date("2026-11-24T10:02:00Z"));
    await page.getByRole("button", { name: "I am ready" }).click();
    await page.getByText("15:00 left").waitFor();
    await page.clock.runFor(60_500);
    await page.getByText("14:00 left").waitFor();
    await page.getByRole("status").getByText(/^(Take a moment|No hurry)/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    assert.equal(await page.locator("#mock-question").count(), 0);
    await page.clock.runFor(120_000);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("14:00 left").waitFor();
    await page.clock.pauseAt(new Date("2026-11-24T10:30:00Z"));
    await page.getByText(/^You were away for \d+:\d\d; 2:00 of it counted/).waitFor();
    await page.reload();
    await page.locator("#mock-question").waitFor();
    await page.getByText(/(11|12):\d\d left/).waitFor();
    await page.locator("textarea").fill(ANSWER);
    await page.clock.runFor(12 * 60_000);
    await page.getByText(/Time is up/).waitFor();
    await page.clock.runFor(61_000);
    await page.getByText("It ended when the time was up.").waitFor();
    await page.getByLabel(/^Level 2/).check();
    await page.getByRole("button", { name: "Show the report" }).click();
    await page.getByText(/16:00 of 15:00 used · 1 question · 0 follow-ups · 1 pause · 2:0\d paused · 2\d:\d\d away/).waitFor();
  });
});

describe("The report", () => {
  it("compares with the interview before, leads on in one click, prints by itself and is saved as Markdown", async (t) => {
    const { page, problems } = await open(t);
    // A frame of the report is not really printed, but looked at.
    await page.addInitScript(() => {
      window.print = () => {
        const { title, body, adoptedStyleSheets } = document;
        const count = (/** @type {string} */ selector) => document.querySelectorAll(selector).length;
        Object.assign(/** @type {Window} */ (window.top), {
          printed: { framed: window !== window.top, title, text: body.innerText, sheets: adoptedStyleSheets.length, closed: count("details:not([open])"), buttons: count(".button") },
        });
      };
    });
    await page.reload();
    await page.waitForSelector(".shell");
    for (let n = 0; n < 2; n += 1) {
      await start(page, { seed: 3 + n });
      await page.getByRole("button", { name: "I am ready" }).click();
      await page.locator("textarea").fill(ANSWER);
      await page.getByRole("button", { name: "That is my answer" }).click();
      await page.getByRole("button", { name: "End the interview" }).click();
      await page.getByRole("button", { name: "End it", exact: true }).click();
      await judge(page);
      if (n === 0) await page.getByRole("button", { name: "Another interview", exact: true }).click();
    }
    await page.getByRole("heading", { name: "Compared with earlier interviews" }).waitFor();
    await page.getByText("1 interview before").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as Markdown" }).click()]);
    assert.match(download.suggestedFilename(), /^interview-.*\.md$/);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    assert.match(text, /^# Interview of /);
    assert.match(text, /> I would first ask how large/);
    await page.getByRole("button", { name: "Print" }).click();
    const printed = await page.evaluate(() => /** @type {any} */ (window).printed);
    assert.match(printed.title, /^Interview of/);
    assert.match(printed.text, /Compared with earlier interviews/);
    assert.deepEqual([printed.framed, printed.sheets, printed.closed, printed.buttons], [true, 1, 0, 0]);
    const steps = page.locator(".mock-report ol button");
    assert.equal(await steps.count(), 3);
    await steps.first().click();
    await page.getByRole("button", { name: "Done, check my answer" }).waitFor();
    await page.getByRole("button", { name: "Mock interview", exact: true }).click();
    await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
    await page.getByRole("button", { name: "Another interview", exact: true }).click();
    assert.equal(await page.getByRole("heading", { name: "Earlier interviews" }).count(), 1);
    await page.getByRole("button", { name: /^Open the report/ }).first().click();
    await page.getByText("1 interview before").waitFor();
    const exported = await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).exportProgress());
    assert.ok(!exported.includes("hash map in one pass"), "a learner's words are in the export");
    assert.deepEqual(real(problems), []);
  });
});

/** Answers the first question, ends the interview and judges oneself. @param {Page} page @param {string[]} answers */
async function interviewed(page, answers = [ANSWER]) {
  await page.getByRole("button", { name: "I am ready" }).click();
  for (const answer of answers) {
    const before = await prompt(page);
    await page.locator("textarea").fill(answer);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.waitForFunction((old) => document.querySelector("interview-practice")?.shadowRoot?.querySelector("#mock-question")?.textContent !== old, before);
  }
  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByRole("button", { name: "End it", exact: true }).click();
  await judge(page);
}

describe("What an interview leaves", () => {
  it("counts in the progress by the learner's verdict, is told to the host, and comes back in review after a reload", async (t) => {
    const { page, problems } = await open(t);
    /** @returns {Promise<any>} */
    const summary = () => page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).summary());
    await page.evaluate(() => {
      const heard = /** @type {any[]} */ ([]);
      Object.assign(window, { heard });
      for (const type of ["ip-session-start", "ip-answer", "ip-session-end", "ip-xapi"]) {
        document.addEventListener(type, (event) => heard.push([type, /** @type {CustomEvent} */ (event).detail]));
      }
    });
    const before = await summary();
    assert.ok(before.competencies.every((/** @type {any} */ known) => known.mastery === 0 && known.seen === 0));
    await start(page);
    await interviewed(page);
    const asked = await page.locator(".mock-asked summary").first().innerText();
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
    const of = (/** @type {string} */ type) => heard.filter((/** @type {any} */ [name]) => name === type).map((/** @type {any} */ [, detail]) => detail);
    const [told] = of("ip-answer");
    assert.deepEqual(of("ip-answer").length, 1);
    assert.deepEqual([told.session, told.kind, told.question], [of("ip-session-start")[0].session, "mock", told.item]);
    assert.ok(told.score > 0 && told.score <= 1);
    assert.equal(of("ip-session-end")[0].session, told.session);
    assert.ok(of("ip-xapi").some((/** @type {any} */ statement) => statement.verb.id.endsWith("/answered") && statement.object.id.endsWith(`/questions/${told.item}`)));
    assert.ok(!JSON.stringify(heard).includes("hash map in one pass"), "a learner's words in an event");
    const after = await summary();
    const moved = after.competencies.filter((/** @type {any} */ known) => known.mastery > 0);
    assert.ok(moved.length > 0 && moved.every((/** @type {any} */ known) => known.seen === 1));
    const question = after.questions.find((/** @type {any} */ known) => known.id === told.item);
    assert.equal(question.attempts, 1);
    assert.ok(question.due);

    // The prompts come in a file of their own: what is due of them waits for it.
    await page.goto(`${site.origin}/#/review`);
    await page.reload();
    await page.getByRole("button", { name: "Start the review" }).click();
    await page.locator(".review").waitFor();
    assert.ok((await page.locator(".review").innerText()).includes(asked), "the review asks something else");
    await page.goto(`${site.origin}/#/progress`);
    await page.reload();
    const row = page.locator(".progress-questions tbody tr", { has: page.locator("td", { hasText: /^1$/ }) });
    await row.waitFor();
    assert.equal(await row.count(), 1);
    assert.deepEqual(real(problems), []);
  });
});

describe("The host's evaluator", () => {
  /** @param {import("node:test").TestContext} t @param {string} evaluator its source @param {string[]} [answers] */
  async function judged(t, evaluator, answers) {
    const visited = await open(t);
    await visited.page.evaluate((source) => {
      const element = /** @type {any} */ (document.querySelector("interview-practice"));
      Object.assign(window, { requests: [] });
      element.evaluator = new Function("request", source);
    }, evaluator);
    await visited.page.clock.install();
    await start(visited.page);
    await visited.page.getByText(/this site is given your answers/).waitFor();
    await interviewed(visited.page, answers);
    return visited;
  }

  it("is asked of each answer once the interview is over, and speaks apart, as the host's own voice", async (t) => {
    const source = `window.requests.push(request); return Promise.resolve({ score: 0.25 * window.requests.length, notes: ["<b>Note</b> " + window.requests.length] })`;
    const { page, problems } = await judged(t, source, [ANSWER, "Because a map finds a word in constant time, whatever came before."]);
    const section = page.locator("section", { has: page.getByRole("heading", { name: "The site's own opinion" }) });
    await section.getByText("<b>Note</b> 2").waitFor();
    assert.equal(await section.getByText(/Waiting/).count(), 0);
    assert.deepEqual(await section.locator(".practice-own").allInnerTexts(), ["It gives 25%.\n<b>Note</b> 1", "It gives 50%.\n<b>Note</b> 2"]);
    await section.getByText(/not from the coach\. It does not count in your progress/).waitFor();
    const requests = await page.evaluate(() => /** @type {any} */ (window).requests);
    assert.deepEqual(requests.map((/** @type {any} */ request) => request.answer), [ANSWER, "Because a map finds a word in constant time, whatever came before."]);
    assert.equal(requests[0].question.id, requests[1].question.id);
    assert.notEqual(requests[0].question.prompt, requests[1].question.prompt);
    assert.deepEqual(Object.keys(requests[1].feedback), ["score", "points", "pitfalls"]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as Markdown" }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    assert.match(text, /\n\*\*The site's own opinion\*\*: From the site[^]*\n\*\*The site's own opinion\*\*\n\n> It gives 25%\.\n> \\<b\\>Note/);
    await page.locator("section", { has: page.getByRole("heading", { name: "The site's own opinion" }) }).scrollIntoViewIfNeeded();
    await shot(page, "interview-second-opinion");
    assert.deepEqual(real(problems), []);
  });

  it("never blocks or changes the rest: silence, throwing and nonsense leave the same report", async (t) => {
    const texts = new Set();
    for (const [name, source] of /** @type {const} */ ([
      ["none", ""],
      ["silent", "return new Promise(() => {})"],
      ["throwing", "throw new Error('broken')"],
      ["nonsense", "return { score: 'NaN', notes: [{}, 7, null] }"],
      ["hostile", "return { get score() { throw new Error('trap') }, notes: 1 }"],
    ])) {
      const { page } = await judged(t, source);
      await page.getByRole("heading", { name: "Three things to do next" }).waitFor();
      const own = page.locator("section", { has: page.getByRole("heading", { name: "The site's own opinion" }) });
      if (name === "silent") {
        await own.getByText("Waiting for its remarks.").waitFor();
        await page.clock.fastForward(21_000);
      }
      await own.getByText("No usable remarks came.").waitFor();
      texts.add((await page.locator(".mock-report").innerText()).replace(/\d+:\d\d/g, "time").replace(/^Interview of.*/, ""));
      await page.locator(".mock-report ol button").first().click();
      await page.getByRole("button", { name: "Done, check my answer" }).waitFor();
    }
    assert.equal(texts.size, 1);
  });
});

describe("Everyone", () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const width of [320, 1280]) {
      it(`finds every state free of axe's findings, ${colorScheme}, ${width} px wide`, async (t) => {
        const { page } = await open(t, { colorScheme, viewport: { width, height: 900 } });
        const look = async (/** @type {string} */ state) => {
          await page.waitForTimeout(100);
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
          assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.target} ${nodes[0]?.failureSummary}`), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state} is wider than the page`);
          await shot(page, `interview-${state}-${colorScheme}-${width}`);
        };
        await look("choose");
        await start(page, { assessment: undefined, minutes: 30, seed: 11 });
        await look("opening");
        await page.getByRole("button", { name: "I am ready" }).click();
        await look("asking");
        await page.getByRole("button", { name: "Pause" }).click();
        await look("paused");
        await page.getByRole("button", { name: "Go on" }).click();
        for (const answer of ["", "I don't know.", ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER]) {
          if ((await page.locator("textarea").count()) === 0) break;
          await page.locator("textarea").fill(answer);
          await page.getByRole("button", { name: "That is my answer" }).click();
          await page.waitForTimeout(60);
          if (answer === "") await look("encouraged");
        }
        if ((await page.locator("textarea").count()) > 0) {
          await page.getByRole("button", { name: "End the interview" }).click();
          await look("sure");
          await page.getByRole("button", { name: "End it", exact: true }).click();
        }
        await look("judge");
        await judge(page);
        await page.locator(".mock-asked summary").first().click();
        await look("report");
        await page.getByRole("button", { name: "Another interview", exact: true }).click();
        await look("earlier");
      });
    }
  }

  it("is interviewed in Spanish where the page is Spanish", async (t) => {
    const { page } = await open(t);
    await page.evaluate(() => document.querySelector("interview-practice")?.setAttribute("lang", "es"));
    await page.getByRole("button", { name: "Empezar la entrevista" }).click();
    await page.getByRole("button", { name: "Empecemos" }).click();
    await page.getByRole("button", { name: "Esa es mi respuesta" }).click();
    assert.match((await page.locator("#mock-said").innerText()).trim(), /^(Tómate un momento|Sin prisa)/);
    await page.locator("textarea").fill("No lo sé");
    await page.getByRole("button", { name: "Esa es mi respuesta" }).click();
    await page.getByText(/^(Está bien decirlo|De acuerdo)/).waitFor();
    await shot(page, "interview-spanish");
  });
});

/** The review: what is due comes back, is rated, taken back, put aside; and how memory fares is drawn and told. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { DAY, answered, exported, rate, yearOfWork } from "./history.js";
import { Site, launch, shot, visit } from "./rig.js";

/** @typedef {import("playwright-core").Page} Page */

const ITEMS = ["composite-index", "wrong-estimate", "harmful-copies", "deep-pages"];
const QUESTION = "question:slow-query";
const POINT = "point:slow-query/plan";

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

/** The review view, with this progress. @param {import("node:test").TestContext} t @param {import("./history.js").Happening[]} happenings @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, happenings, options) {
  const visited = await visit(t, browser, `${site.origin}/#/review`, { serviceWorkers: "block", timezoneId: "UTC", ...options });
  const { page } = visited;
  await page.waitForSelector(".shell");
  if (happenings.length > 0) {
    await page.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), exported(happenings));
  }
  return visited;
}

/** The kinds of everything that is kept, in order. @param {Page} page @returns {Promise<any[]>} */
const events = (page) =>
  page.evaluate(async () => JSON.parse(await /** @type {any} */ (document.querySelector("interview-practice")).exportProgress()).events);

/** Targets that were known well two months ago and are due by now. @param {string[]} targets */
const due = (targets) => targets.map((target, n) => rate(Date.now() - 60 * DAY + n * 1000, target, "easy"));

/** Whether the focus is inside the thing that is asked. @param {Page} page */
const focusIsIn = (page, /** @type {string} */ selector) =>
  page.waitForFunction((inside) => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.closest(inside) !== null;
  }, selector);

/** Gives some answer to the item on the screen. @param {Page} page */
async function answer(page) {
  const form = page.locator(".quiz-run");
  const boxes = form.locator("input[type=radio], input[type=checkbox]");
  if ((await boxes.count()) > 0) await boxes.first().check();
  for (const list of await form.locator("select").all()) await list.selectOption({ index: 1 });
  for (const field of await form.locator("input[type=text]").all()) await field.fill("index");
}

describe("A review", () => {
  it("asks items, rates by key, and takes the last one back by key", async (t) => {
    const { page, problems } = await open(t, due(ITEMS.map((id) => `item:${id}`)));
    await page.getByText(`${ITEMS.length} things are ready to review.`).waitFor();
    await page.getByRole("button", { name: "Start the review" }).press("Enter");
    await page.getByText(`0 reviewed · ${ITEMS.length} left`).waitFor();
    await answer(page);
    await page.getByRole("button", { name: "Check answer" }).press("Enter");
    await page.locator(".review-ratings").waitFor();
    assert.equal(await page.locator(".review-rating").count(), 4);
    assert.equal(await page.locator(".review-rating[data-suggested]").count(), 1);
    for (const rating of await page.locator(".review-rating").all()) assert.match(await rating.innerText(), /in \d+ (minute|day)s?|tomorrow/);
    await focusIsIn(page, ".review");
    await page.keyboard.press("4");
    await page.getByText(`1 reviewed · ${ITEMS.length - 1} left`).waitFor();
    await page.getByText(/^Last: Easy, back in \d+ days\./).waitFor();
    const kinds = async () => (await events(page)).filter((event) => event.actor !== "00000000000000aa").map((event) => event.kind);
    assert.deepEqual(await kinds(), ["session-start", "answer", "rate"]);
    // The rating can be changed without asking again,
    await page.getByLabel("Change the rating").selectOption("Hard");
    await page.getByText(/^Last: Hard, back in \d+ days\./).waitFor();
    // and all of it taken back by one key.
    await focusIsIn(page, ".review");
    await page.locator(".item-stem").focus();
    await page.keyboard.press("u");
    await page.getByText(`0 reviewed · ${ITEMS.length} left`).waitFor();
    const summary = await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).summary());
    assert.equal(summary.items.length, 0, "the answer counts no more");
    // The keys wait until something can be rated.
    await page.keyboard.press("3");
    await page.getByText(`0 reviewed · ${ITEMS.length} left`).waitFor();
    assert.deepEqual(problems.filter((problem) => !problem.includes("Service Worker")), []);
  });

  it("goes on after a reload, and ends when everything is done", async (t) => {
    const { page } = await open(t, due(ITEMS.slice(0, 2).map((id) => `item:${id}`)));
    await page.getByRole("button", { name: "Start the review" }).click();
    await answer(page);
    await page.getByRole("button", { name: "Check answer" }).click();
    await page.keyboard.press("4");
    await page.getByText("1 reviewed · 1 left").waitFor();
    await page.reload();
    await page.getByText("1 reviewed · 1 left").waitFor();
    await answer(page);
    await page.getByRole("button", { name: "Check answer" }).click();
    await page.getByRole("button", { name: /^4?\s*Easy/ }).click();
    await page.getByRole("heading", { name: "Today’s review is done." }).waitFor();
    const kept = await events(page);
    assert.deepEqual([kept.at(-1).kind, kept.at(-1).answered], ["session-end", 2]);
    await page.goto(`${site.origin}/#/home`);
    assert.equal(await page.getByRole("button", { name: /Go on with your review/ }).count(), 0);
  });

  it("asks a question by its points, whose ticks suggest a rating, and a single point by itself", async (t) => {
    const { page } = await open(t, due([QUESTION, "point:cap-theorem/none", POINT]));
    // The point waits behind its question, and what the pack does not have is not asked.
    await page.getByText("1 thing is ready to review.").waitFor();
    await page.getByRole("button", { name: "Start the review" }).click();
    await page.getByRole("button", { name: "Show the points" }).press("Enter");
    assert.match(await page.locator(".review-rating[data-suggested]").innerText(), /Again/);
    for (const box of await page.locator(".practice-pitfall input").all()) await box.check();
    assert.match(await page.locator(".review-rating[data-suggested]").innerText(), /Good/);
    await page.locator(".practice-pitfall input").last().uncheck();
    await page.keyboard.press("2");
    // The point that was missing comes once more, since nothing else is left.
    await page.getByRole("button", { name: "Show the point" }).click();
    await page.locator(".review-ratings").waitFor();
    await page.keyboard.press("4");
    await page.getByRole("heading", { name: "Today’s review is done." }).waitFor();
    const kept = (await events(page)).filter((event) => event.actor !== "00000000000000aa");
    assert.deepEqual(kept.map((event) => event.kind), ["session-start", "attempt", "rate", "rate", "session-end"]);
    assert.equal(kept[1].points.filter((/** @type {string[]} */ [, verdict]) => verdict === "covered").length, kept[1].points.length - 1);
    assert.equal(kept[2].of, `${kept[1].actor}-${kept[1].seq}`);

    const other = await open(t, [rate(Date.now() - 60 * DAY, POINT, "hard")]);
    await other.page.getByRole("button", { name: "Start the review" }).click();
    await other.page.getByRole("button", { name: "Show the point" }).click();
    await other.page.keyboard.press("3");
    await other.page.getByRole("heading", { name: "Today’s review is done." }).waitFor();
  });

  it("counts and asks only what the pack still has, interview questions too, from the first visit on", async (t) => {
    const gone = await open(t, due(["item:taken-out", "question:taken-out"]));
    await gone.page.getByText("Nothing is ready to review now.").waitFor();
    await gone.page.reload();
    await gone.page.goto(`${site.origin}/#/home`);
    await gone.page.getByRole("button", { name: "Take a short quiz" }).waitFor();
    assert.equal(await gone.page.getByText(/ready to review/).count(), 0);

    const { page } = await open(t, due(["question:notifications"]));
    await page.getByText("1 thing is ready to review.").waitFor();
    await page.goto(`${site.origin}/#/home`);
    await page.reload();
    await page.getByRole("button", { name: "Review what is ready" }).click();
    await page.getByRole("button", { name: "Start the review" }).click();
    await page.getByText("Design a real-time notification system").waitFor();
    await page.goto(`${site.origin}/#/practice/notifications`);
    await page.reload();
    await page.getByLabel("Write it down").waitFor();
    assert.ok(await page.getByText("Design a real-time notification system").isVisible());
  });

  it("says so when only what was just met can be asked again", async (t) => {
    const { page } = await open(t, [answered(Date.now() - 1000, `${ITEMS[0]}`)]);
    await page.getByText("1 thing from just now can be asked again already.").waitFor();
    await page.goto(`${site.origin}/#/progress`);
    await page.getByText("0 ready to review").waitFor();
  });

  it("puts things off until tomorrow or for good, asks them again, and takes that back as well", async (t) => {
    const { page } = await open(t, due(ITEMS.map((id) => `item:${id}`)));
    await page.getByRole("button", { name: "Start the review" }).click();
    await page.getByRole("button", { name: "Not today" }).click();
    await page.getByText(`0 reviewed · ${ITEMS.length - 1} left`).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(`0 reviewed · ${ITEMS.length} left`).waitFor();
    await page.getByRole("button", { name: "Stop asking this" }).click();
    await page.getByRole("button", { name: "Not today" }).click();
    await page.getByRole("button", { name: "Stop here" }).click();
    await page.getByText(`${ITEMS.length - 2} things are ready to review.`).waitFor();
    await page.getByText("Set aside (2)").click();
    await page.getByText("until tomorrow").waitFor();
    await page.getByRole("button", { name: "Ask again" }).first().click();
    await page.getByText(`${ITEMS.length - 1} things are ready to review.`).waitFor();
  });

  it("keeps to a limit a day, goes beyond it on demand, and reviews ahead", async (t) => {
    const { page } = await open(t, [
      { at: Date.now() - 61 * DAY, kind: "setting", name: "reviews-a-day", value: "1" },
      ...due(ITEMS.slice(0, 3).map((id) => `item:${id}`)),
    ]);
    await page.getByText("1 thing is ready to review.").waitFor();
    const one = async () => {
      await answer(page);
      await page.getByRole("button", { name: "Check answer" }).click();
      await page.keyboard.press("4");
    };
    await page.getByRole("button", { name: "Start the review" }).click();
    await one();
    await page.getByText("2 more are due beyond today’s limit.").waitFor();
    await page.getByRole("button", { name: "Review 2 more" }).click();
    await page.getByText("0 reviewed · 2 left").waitFor();
    await one();
    await one();
    await page.getByText(/^The next comes back on/).waitFor();

    const ahead = await open(t, [rate(Date.now() - 3 * DAY, `item:${ITEMS[0]}`, "easy")]);
    await ahead.page.getByText("1 comes back within seven days.").waitFor();
    await ahead.page.getByRole("button", { name: "Review ahead" }).click();
    await ahead.page.getByText("0 reviewed · 1 left").waitFor();
  });

  it("points out what is forgotten again and again", async (t) => {
    const lapses = [];
    for (let n = 0; n < 7; n += 1) {
      lapses.push(rate(Date.now() - (40 - n * 4) * DAY, QUESTION, "easy"), rate(Date.now() - (38 - n * 4) * DAY, QUESTION, "again"));
    }
    const { page } = await open(t, lapses);
    await page.getByRole("heading", { name: "Forgotten again and again" }).waitFor();
    await page.getByText(/forgotten \d times/).waitFor();
    await shot(page, "review-leech");
    await page.getByRole("button", { name: "Stop asking this" }).click();
    await page.getByText("Set aside (1)").waitFor();
    assert.equal(await page.getByRole("heading", { name: "Forgotten again and again" }).count(), 0);
  });

  it("lets the learner choose how much a day and how well", async (t) => {
    const { page } = await open(t, due([QUESTION]));
    await page.getByText("How much, how well").click();
    await page.getByLabel("Reviews a day").selectOption("20");
    const aim = page.getByLabel("Recall to aim for");
    await aim.focus();
    await aim.press("ArrowRight");
    await page.getByText("91%", { exact: true }).waitFor();
    const settings = (await events(page)).filter((event) => event.kind === "setting");
    assert.deepEqual(settings.map(({ name, value }) => [name, value]), [["reviews-a-day", "20"], ["retention", "910"]]);
  });
});

describe("How memory fares", () => {
  // Most of them things that a former version of the pack had: known to the log, asked no more.
  const TARGETS = [...ITEMS.map((id) => `item:${id}`), QUESTION, POINT, ...Array.from({ length: 150 }, (_, n) => `item:former-${n}`)];

  for (const lang of ["en", "es"]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      for (const width of [320, 1280]) {
        // In Spanish half of them: its words are longer, its colours the same.
        if (lang === "es" && (colorScheme === "dark") === (width === 320)) continue;
        it(`is drawn and told, free of axe's findings, in every state: ${lang}, ${colorScheme}, ${width} px wide`, async (t) => {
          const { page } = await open(t, [], { colorScheme, locale: lang, viewport: { width, height: 900 } });
          const look = async (/** @type {string} */ state) => {
            await page.waitForTimeout(100);
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
            assert.deepEqual(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.target}`), []);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state} is wider than the page`);
            await shot(page, `review-${state}-${lang}-${colorScheme}-${width}`);
          };
          await look("empty");
          const history = exported(yearOfWork(Date.now(), TARGETS));
          await page.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), history);
          await page.locator(".review-days").waitFor();
          await look("due");
          const changes = page.getByRole("button", { name: /Show as a table|Ver como tabla/ });
          for (let left = await changes.count(); left > 0; left -= 1) await changes.first().click();
          await look("tables");
          assert.ok((await page.locator(".review-table tbody tr").count()) > 15);
          await page.locator(".shell-main .primary").first().click();
          await page.locator(".review").waitFor();
          await look("asked");
          const show = page.getByRole("button", { name: /Show the point|Ver el punto|Ver los puntos/ });
          if ((await show.count()) > 0) await show.click();
          else await answer(page).then(() => page.locator(".quiz-run button[type=submit]").click());
          await page.locator(".review-ratings").waitFor();
          await look("rating");
        });
      }
    }
  }

  it("shows days as they were where they happened, wherever the learner is now", async (t) => {
    const work = yearOfWork(Date.now(), TARGETS);
    const tables = [];
    for (const timezoneId of ["Pacific/Kiritimati", "America/Los_Angeles"]) {
      const { page } = await open(t, work, { timezoneId });
      await page.locator(".review-days").waitFor();
      const days = page.locator("section", { has: page.getByRole("heading", { name: "Your last year" }) });
      await days.getByRole("button", { name: "Show as a table" }).click();
      // The first and last month may be cut elsewhere, since "today" differs.
      tables.push((await days.locator("tbody tr").allInnerTexts()).slice(1, -1));
    }
    assert.ok(tables[0].length > 9);
    assert.deepEqual(tables[0], tables[1]);
  });
});

/**
 * WebAssembly that traps at any point of a learner's way: a card within a second on every element of the page, a restart from it, and
 * nothing lost that was acknowledged. A hundred points spread over the way under `--thorough`, fewer in every run.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { catchFuel, serveWithFuel } from "./fuel.js";
import { Site, hostPage, launch, outcome } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */

const POINTS = process.env.IP_THOROUGH ? 100 : 20;
/** More than any way takes. */
const PLENTY = 2 ** 30;

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  site = await Site.start();
  await serveWithFuel(site);
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.close();
});

/** In the page: everything that a test asks of it. */
function equip() {
  const page = /** @type {any} */ (window);
  page.answers = [];
  addEventListener("ip-answer", (event) => page.answers.push(`${event.detail.session} ${event.detail.item}`));
  const elements = () => /** @type {Element[]} */ ([...document.querySelectorAll("interview-practice")]);
  const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
  const inside = (/** @type {Element} */ element, /** @type {string} */ selector) => /** @type {any[]} */ ([...(element.shadowRoot?.querySelectorAll(selector) ?? [])]);
  page.cards = () => elements().filter((element) => inside(element, "[part=error]").length > 0).length;
  const trapped = () => page.fuel.value <= 0;
  const press = (/** @type {Element} */ element, /** @type {RegExp} */ label) => {
    const button = inside(element, "button").find((one) => label.test(one.textContent));
    button?.click();
    return Boolean(button);
  };

  /** A learner's way through the first element; it ends early when the trap has come. @param {number} seed */
  page.way = async (seed) => {
    const [element, other] = /** @type {[Element, Element]} */ (page.both ??= elements());
    const steps = [
      () => element.start("quiz", { length: 3, seed }),
      ...[1, 2, 3].flatMap(() => [
        () => {
          const box = inside(element, "input[type=radio], input[type=checkbox]")[0];
          if (box && !box.checked) box.click();
          for (const field of inside(element, "select, input[type=text]")) {
            if (field.localName === "select") field.selectedIndex = 1;
            else field.value = "index";
            for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
          }
        },
        () => press(element, /^Check answer$/),
        () => press(element, /^(Next|Finish)$/),
      ]),
      () => Object.assign(element, { view: "guide" }),
      () => press(element, /^Next: /),
      () => press(element, /^Mark as read$/),
      () => element.summary(),
      () => element.exportProgress(),
      () => Object.assign(element, { headingLevel: element.headingLevel === 2 ? 3 : 2, theme: seed % 2 ? "dark" : "light" }),
      () => Object.assign(element, { view: "progress" }),
      () => Object.assign(other, { lang: other.lang === "es" ? "en" : "es" }),
      () => element.start("practice", { question: "slow-query" }),
      () => element.parentElement?.insertBefore(other, element) && element.parentElement?.append(other),
      () => other.remove(),
      () => document.body.append(other),
      () => other.load(),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch {
        // A call that the trap has stopped.
      }
      await tick();
      if (trapped()) return true;
    }
    return false;
  };

  /** What an export has of answers, as the events named them. */
  page.kept = async () => {
    const { events } = JSON.parse(await /** @type {Element} */ (elements()[0]).exportProgress());
    return { total: events.length, answers: events.filter((/** @type {any} */ event) => event.kind === "answer").map((/** @type {any} */ event) => event.item) };
  };
}

describe("A trap at any point", () => {
  it(`shows a card within a second, loses nothing acknowledged, and lets every element restart (${POINTS} points)`, async (t) => {
    const body = `<interview-practice loading="eager"></interview-practice><interview-practice loading="eager" storage-key="other"></interview-practice>`;
    const blank = await browser.newContext();
    t.after(() => blank.close());
    const page = await blank.newPage();
    await page.addInitScript(catchFuel);
    await page.addInitScript(equip);
    await page.goto(site.page(hostPage(body)));
    for (const n of [0, 1]) assert.equal(await outcome(page.locator("interview-practice").nth(n)), "ready");
    // One way without a trap tells how many calls there are to stop at.
    const total = await page.evaluate(async (plenty) => {
      const { fuel, way } = /** @type {any} */ (window);
      fuel.value = plenty;
      await way(0);
      return plenty - fuel.value;
    }, PLENTY);
    assert.ok(total > 10_000, `only ${total} calls`);
    let kept = await page.evaluate(() => /** @type {any} */ (window).kept());
    let traps = 0;
    for (let n = 0; traps < POINTS; n += 1) {
      assert.ok(n < POINTS * 1.5, `only ${traps} of ${n} ways ran into the trap`);
      // Spread evenly, each at a place of its own between two neighbours; those past the last make up for ways that were too short.
      const calls = 1 + Math.floor((total * ((n % POINTS) + ((n * 7) % 10) / 10)) / POINTS);
      const trapped = await page.evaluate(
        ([at, seed]) => {
          const { fuel, way } = /** @type {any} */ (window);
          fuel.value = at;
          return way(seed);
        },
        [calls, n + 1],
      );
      if (!trapped) {
        // This way was shorter than the first one.
        await page.evaluate((plenty) => Object.assign(/** @type {any} */ (window).fuel, { value: plenty }), PLENTY);
        continue;
      }
      traps += 1;
      await page.waitForFunction(() => /** @type {any} */ (window).cards() === document.querySelectorAll("interview-practice").length, undefined, { timeout: 1000 }).catch(() => {
        throw new Error(`no card within a second after a trap at call ${calls}`);
      });
      await page.locator("interview-practice").first().getByRole("button", { name: /Restart|Try again|Reiniciar|Reintentar/ }).click();
      await page.waitForFunction(() => /** @type {any} */ (window).cards() === 0);
      await page.evaluate(async () => {
        const [element, other] = /** @type {any} */ (window).both;
        // It may have been out of the page when the trap came.
        if (!other.isConnected) document.body.append(other);
        await Promise.all([element.load(), other.load()]);
      });
      const now = await page.evaluate(() => /** @type {any} */ (window).kept());
      assert.ok(now.total >= kept.total, `call ${calls}: ${kept.total} events before, ${now.total} after`);
      const answered = await page.evaluate(() => /** @type {any} */ (window).answers.length);
      assert.ok(now.answers.length >= answered, `call ${calls}: the host heard ${answered} answers, ${now.answers.length} are kept`);
      kept = now;
    }
    t.diagnostic(`${traps} traps over ${total} calls; ${kept.total} events kept`);
    await page.reload();
    assert.equal(await outcome(page.locator("interview-practice").first()), "ready");
    const stored = await page.evaluate(() => /** @type {any} */ (window).kept());
    assert.ok(stored.total >= kept.total, `after a reload ${stored.total} of ${kept.total} events`);
  });
});

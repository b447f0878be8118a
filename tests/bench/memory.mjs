/** How long a log of 100,000 events takes to open in the browser, and what looking through the mirror costs after that. */
import { chromium } from "playwright-core";
import { answered, exported, rate } from "../e2e/history.js";

const EVENTS = 100_000;
const RUNS = 7;
const url = new URL("/#/guide", process.env.IP_URL).href;

const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.IP_CHROMIUM ?? "/usr/bin/chromium", args: flags });

/** @param {number[]} times */
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Milliseconds from the start of the page's navigation until the widget is interactive, and of the long tasks after that. @param {import("playwright-core").Page} page */
async function open(page) {
  await page.goto("about:blank");
  await page.goto(url);
  return page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("interview-practice"));
    await element.ready;
    const ready = performance.now();
    let after = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.startTime >= ready) after += entry.duration;
    }).observe({ type: "longtask", buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return { ready, after };
  });
}

/** @param {import("playwright-core").Page} page */
async function times(page) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await open(page));
  return { ready: median(runs.map(({ ready }) => ready)), after: median(runs.map(({ after }) => after)) };
}

const empty = await browser.newPage({ serviceWorkers: "block" });
const before = await times(empty);

const full = await browser.newPage({ serviceWorkers: "block" });
await full.goto(url);
// As the element writes them: at whole seconds.
const begun = Math.floor(Date.now() / 1000) * 1000 - 400 * 86_400_000;
const work = Array.from({ length: EVENTS }, (_, n) => {
  const at = begun + n * 300_000;
  const item = `item-${Math.imul(n, 2_654_435_761) >>> 23}`;
  return n % 5 === 4 ? rate(at, `item:${item}`, "good") : answered(at, item, n % 3 === 0 ? 0 : 1);
});
await full.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), exported(work));
// Until the mirror holds everything.
await full.waitForFunction(
  async (count) => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("interview-practice", 1);
      request.onsuccess = () => resolve(request.result);
    });
    const found = await new Promise((resolve) => {
      const request = database.transaction("events").objectStore("events").count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return found >= count;
  },
  EVENTS,
  { timeout: 300_000, polling: 1_000 },
);
const characters = await full.evaluate(() => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0));
const after = await times(full);
console.log(`bench\tmemory: open 100,000 events in the browser\t${(after.ready - before.ready).toFixed(0)}\tms`);
console.log(`bench\tmemory: compare them with the mirror, after that\t${(after.after - before.after).toFixed(0)}\tms`);
console.log(`bench\tmemory: characters an event in localStorage\t${(characters / EVENTS).toFixed(2)}\tcharacters`);
await browser.close();

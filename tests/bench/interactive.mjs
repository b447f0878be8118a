/**
 * From the address to an element that answers, in Chromium: the page's own first visit, a later one from the service worker, and a
 * second element on a page that has one. Prints `bench<TAB>name<TAB>value<TAB>unit`; each value is the median of several runs.
 */
import { chromium } from "playwright-core";

const RUNS = 7;
const url = process.env.IP_URL ?? "http://127.0.0.1:8080/";
const browser = await chromium.launch({
  executablePath: process.env.IP_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Milliseconds from the navigation's start until the element is interactive. @param {import("playwright-core").Page} page */
const interactive = (page) =>
  page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("interview-practice"));
    await customElements.whenDefined("interview-practice");
    await element.ready;
    return performance.now();
  });

/** @param {string} name @param {number[]} times */
function row(name, times) {
  const sorted = [...times].sort((one, other) => one - other);
  console.log(`bench\t${name}\t${(sorted[Math.floor(sorted.length / 2)] ?? NaN).toFixed(0)}\tms`);
}

/** @type {number[]} */ const first = [];
/** @type {number[]} */ const later = [];
/** @type {number[]} */ const second = [];
for (let run = 0; run < RUNS; run += 1) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  first.push(await interactive(page));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  later.push(await interactive(page));
  second.push(
    await page.evaluate(async () => {
      const begin = performance.now();
      const element = /** @type {any} */ (document.createElement("interview-practice"));
      element.loading = "eager";
      element.storage = "none";
      document.body.append(element);
      await element.ready;
      return performance.now() - begin;
    }),
  );
  await context.close();
}
row("page: interactive on a first visit", first);
row("page: interactive on a later visit, from the service worker", later);
row("page: a second element on the same page is interactive", second);
await browser.close();

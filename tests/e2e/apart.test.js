/**
 * Storage that a browser keeps apart or does not keep: frames on another site, whose storage is partitioned, private windows, and a learner who
 * blocks all of it. Real browsers with real settings, started as people start them: where Playwright starts one, nothing is partitioned.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { TOLD, known, record, untilKnown } from "./kept.js";
import { Site, hostPage, startByHand, watch } from "./rig.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Frame} Frame */
/** @typedef {import("node:test").TestContext} Test */

/** @type {Site} */ let site;
/** Where the element comes from: another site, so that a frame of it is a third party's. @type {Site} */ let other;
let elsewhere = "";

before(async () => {
  [site, other] = [await Site.start(), await Site.start()];
  elsewhere = other.origin.replace("127.0.0.1", "localhost");
});
after(() => {
  site.close();
  other.close();
});

/** A browser on a profile of its own. @param {Test} t @param {object} [preferences] as its settings would write them */
async function browse(t, preferences) {
  const folder = await mkdtemp(join(tmpdir(), "ip-apart-"));
  if (preferences) {
    await mkdir(join(folder, "Default"), { recursive: true });
    await writeFile(join(folder, "Default", "Preferences"), JSON.stringify(preferences));
  }
  const { browser, kill, exited } = await startByHand(folder);
  t.after(async () => {
    kill();
    await exited;
    await browser.close().catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const [context] = browser.contexts();
  if (!context) throw new Error("the browser has no window");
  return { browser, context };
}

/** @param {import("playwright-core").BrowserContext} context @param {string} url */
async function open(context, url) {
  const page = await context.newPage();
  const problems = await watch(page);
  await page.goto(url);
  return { page, problems };
}

const element = '<interview-practice loading="eager" view="guide"></interview-practice>';
const notice = (/** @type {Page | Frame} */ place) => place.locator(".shell-notice");

/** A host's page with the element in a frame from another site. @param {import("playwright-core").BrowserContext} context */
async function framed(context) {
  const inner = other.page(hostPage(element)).replace(other.origin, elsewhere);
  const url = site.page(`<!doctype html><title>Host</title><link rel="icon" href="/icons/mark.svg"><iframe width="900" height="600" src="${inner}"></iframe>`);
  const { page, problems } = await open(context, url);
  return { page, problems, inner, frame: await frameOf(page) };
}

/** @param {Page} page */
async function frameOf(page) {
  await page.frameLocator("iframe").locator(".shell").waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(elsewhere));
  if (!frame) throw new Error("the frame is gone");
  return frame;
}

/** Reads a section of the guide, as a learner does. @param {Page | Frame} place */
async function read(place) {
  await place.getByRole("button", { name: "Mark as read" }).click();
  await place.getByText("1 of 7 sections read").waitFor();
}

describe("A frame on another site", () => {
  it("has storage of its own, which lasts: nobody is told anything, and the host's other pages know nothing", async (t) => {
    const { context } = await browse(t);
    const { page, problems, frame, inner } = await framed(context);
    await read(frame);
    await record(frame, "a");
    await page.waitForTimeout(300);
    assert.equal(await notice(frame).count(), 0);
    // The same address by itself is another place: storage is partitioned by the site at the top.
    const alone = await open(context, inner);
    await alone.page.locator(".shell").waitFor();
    await alone.page.waitForTimeout(300);
    assert.deepEqual(await known(alone.page), [], "storage is not partitioned here, so this test proves nothing");
    await page.reload();
    assert.deepEqual(await untilKnown(await frameOf(page), ["a"]), ["a"]);
    assert.deepEqual(problems, []);
  });

  it("shares its progress between two pages of the same host", async (t) => {
    const { context } = await browse(t);
    const one = await framed(context);
    const two = await open(context, one.page.url());
    const second = await frameOf(two.page);
    await record(one.frame, "a");
    await record(second, "b");
    assert.deepEqual(await untilKnown(one.frame, ["a", "b"]), ["a", "b"]);
    assert.deepEqual(await untilKnown(second, ["a", "b"]), ["a", "b"]);
  });

  it("works where it is refused all storage, tells once, exports, and writes later", async (t) => {
    const { context } = await browse(t);
    await context.addInitScript(() => {
      if (window === window.top) return;
      for (const name of ["localStorage", "indexedDB"]) {
        const real = /** @type {any} */ (window)[name];
        Object.defineProperty(window, name, {
          get() {
            if (/** @type {any} */ (window).healed) return real;
            throw new DOMException("denied", "SecurityError");
          },
        });
      }
    });
    const { page, frame } = await framed(context);
    await notice(frame).getByText(TOLD).waitFor();
    await read(frame);
    await record(frame, "a");
    await notice(frame).getByRole("button", { name: "Dismiss" }).click();
    await record(frame, "b");
    await page.waitForTimeout(300);
    assert.equal(await notice(frame).count(), 0, "told once");
    assert.deepEqual(await known(frame), ["a", "b"]);
    await frame.evaluate(() => Object.assign(window, { healed: true }));
    // By itself, whatever store comes first; a page of the same host then knows it.
    const later = async () => {
      const { page: fresh } = await open(context, page.url());
      const inside = await frameOf(fresh);
      await inside.evaluate(() => Object.assign(window, { healed: true }));
      const found = await untilKnown(inside, ["a", "b"]);
      await fresh.close();
      return found;
    };
    let found = /** @type {string[]} */ ([]);
    for (let tries = 0; tries < 10 && found.length < 2; tries += 1) found = await later();
    assert.deepEqual(found, ["a", "b"]);
  });
});

describe("A learner who blocks what pages keep", () => {
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };

  it("practises all the same, is told once and kindly, and can export", async (t) => {
    const { context } = await browse(t, preferences);
    const { page, problems } = await open(context, site.page(hostPage(element)));
    await page.locator(".shell").waitFor();
    assert.equal(
      await page.evaluate(() => {
        try {
          return typeof window.localStorage;
        } catch (error) {
          return /** @type {Error} */ (error).name;
        }
      }),
      "SecurityError",
      "this browser does not block storage, so this test proves nothing",
    );
    await notice(page).getByText(TOLD).waitFor();
    await read(page);
    await record(page, "a");
    await notice(page).getByRole("button", { name: "Dismiss" }).click();
    await record(page, "b");
    await page.waitForTimeout(300);
    assert.equal(await notice(page).count(), 0, "told once");
    assert.deepEqual(await known(page), ["a", "b"]);
    assert.deepEqual(problems.filter((problem) => /uncaught/.test(problem)), []);
  });

  it("does so in a frame on another site, too", async (t) => {
    const { context } = await browse(t, preferences);
    const { frame, problems } = await framed(context);
    await notice(frame).getByText(TOLD).waitFor();
    await read(frame);
    await record(frame, "a");
    assert.deepEqual(await known(frame), ["a"]);
    assert.deepEqual(problems.filter((problem) => /uncaught/.test(problem)), []);
  });
});

describe("A private window", () => {
  it("keeps everything between its tabs and over a reload, exports it, and leaves nothing behind", async (t) => {
    const { browser, context: normal } = await browse(t);
    const context = await browser.newContext();
    const url = site.page(hostPage(element));
    const { page, problems } = await open(context, url);
    await page.locator(".shell").waitFor();
    await read(page);
    await record(page, "a");
    const second = await open(context, url);
    await second.page.locator(".shell").waitFor();
    await record(second.page, "b");
    assert.deepEqual(await untilKnown(page, ["a", "b"]), ["a", "b"]);
    await page.reload();
    await page.locator(".shell").waitFor();
    assert.deepEqual(await untilKnown(page, ["a", "b"]), ["a", "b"]);
    assert.deepEqual(problems, []);
    await context.close();
    const fresh = await open(normal, url);
    await fresh.page.locator(".shell").waitFor();
    await fresh.page.waitForTimeout(300);
    assert.deepEqual(await known(fresh.page), []);
    const next = await open(await browser.newContext(), url);
    await next.page.locator(".shell").waitFor();
    await next.page.waitForTimeout(300);
    assert.deepEqual(await known(next.page), []);
  });
});

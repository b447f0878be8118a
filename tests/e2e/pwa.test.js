/** The installable page: routes, offline, updates, installing. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Site, launch, launchPersistent, outcome, shot, visit, watch } from "./rig.js";

/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {import("node:test").TestContext} t @param {string} [path] @param {import("playwright-core").BrowserContextOptions} [options] */
async function open(t, path = "/", options) {
  const site = await Site.start();
  t.after(() => site.close());
  return { site, ...(await visit(t, browser, site.origin + path, options)) };
}

/** The view that the widget shows. @param {import("playwright-core").Locator} element */
const shown = (element) => element.locator("[aria-current=page]").first().innerText();

/** @param {import("playwright-core").Page} page */
const hash = (page) => page.evaluate(() => location.hash);

/** Waits for the first service worker. @param {import("playwright-core").Page} page */
const installed = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

describe("The page's routes", () => {
  it("follow the learner, and the back button follows them back", async (t) => {
    const { page, element, problems } = await open(t);
    assert.equal(await outcome(element), "ready");
    assert.equal(await page.title(), "Interview practice");
    await element.getByRole("button", { name: "Guide", exact: true }).click();
    await page.waitForFunction(() => location.hash === "#/guide");
    assert.equal(await page.title(), "Guide · Interview practice");
    await element.getByRole("button", { name: "Quiz", exact: true }).click();
    await page.waitForFunction(() => location.hash === "#/quiz");
    await page.goBack();
    await page.waitForFunction(() => document.title.startsWith("Guide"));
    assert.equal(await shown(element), "Guide");
    await page.goBack();
    await page.waitForFunction(() => document.title === "Interview practice");
    assert.equal(await shown(element), "Home");
    await page.goForward();
    await page.waitForFunction(() => document.title.startsWith("Guide"));
    assert.equal(await shown(element), "Guide");
    assert.deepEqual(problems, []);
  });

  it("lead from an address into its view", async (t) => {
    const { page, element } = await open(t, "/#/progress");
    assert.equal(await outcome(element), "ready");
    await page.waitForFunction(() => document.title.startsWith("Progress"));
    assert.equal(await shown(element), "Progress");
    assert.equal(await hash(page), "#/progress");
  });

  it("lead to one question, and survive a reload", async (t) => {
    const id = "cap-theorem";
    const { page, element } = await open(t, `/#/practice/${id}`);
    assert.equal(await outcome(element), "ready");
    await element.getByText("CAP theorem").first().waitFor();
    await page.reload();
    assert.equal(await outcome(element), "ready");
    await element.getByText("CAP theorem").first().waitFor();
    await page.waitForFunction((end) => location.hash === end, `#/practice/${id}`);
    assert.equal(await shown(element), "Practice");
    assert.equal(await page.evaluate(() => document.title), "Practice · Interview practice");
  });

  it("show what is addressed last, though what was addressed before it comes later", async (t) => {
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    const { site, page, element } = await open(t, "/#/guide", { serviceWorkers: "block" });
    assert.equal(await outcome(element), "ready");
    await element.getByRole("article").waitFor();
    site.rules.push(async (path) => {
      if (/prompts/.test(path)) await held;
      return undefined;
    });
    await page.evaluate(() => (location.hash = "#/practice/cap-theorem"));
    await page.waitForTimeout(100);
    await page.goBack();
    release();
    await page.waitForTimeout(1_000);
    assert.equal(await hash(page), "#/guide");
    assert.equal(await shown(element), "Guide");
  });

  it("take nonsense for home", async (t) => {
    const { page, element, problems } = await open(t, "/#/%E0%A4%A/__proto__/%00");
    assert.equal(await outcome(element), "ready");
    assert.equal(await shown(element), "Home");
    assert.deepEqual(problems, []);
    await shot(page, "pwa-home");
  });

  it("speak the browser's language", async (t) => {
    const { page, element } = await open(t, "/#/guide", { locale: "es-ES" });
    assert.equal(await outcome(element), "ready");
    await page.waitForFunction(() => document.title.startsWith("Guía"));
    assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
  });
});

describe("Offline", () => {
  it("it works after one visit", async (t) => {
    const { site, context, page, element, problems } = await open(t);
    await outcome(element);
    await installed(page);
    // The page itself has fetched all that it wants by then.
    await element.evaluate((node) => /** @type {import("../../www/index.d.ts").InterviewPractice} */ (node).summary());
    await context.setOffline(true);
    const before = site.requests.length;
    await page.reload();
    assert.equal(await outcome(element), "ready");
    await element.getByRole("button", { name: "Quiz", exact: true }).click();
    await page.waitForFunction(() => location.hash === "#/quiz");
    assert.equal(site.requests.length, before, "nothing came from the server");
    assert.deepEqual(problems, []);
    await page.goto(`${site.origin}/somewhere/else`);
    assert.equal(await page.title(), "Interview practice", "an address that is not kept leads to the app");
  });

  it("keeps no file that the version does not have", async (t) => {
    const { site, page, element } = await open(t);
    await outcome(element);
    await installed(page);
    const kept = await page.evaluate(async () => {
      const [name = ""] = await caches.keys();
      const requests = await (await caches.open(name)).keys();
      return requests.map((request) => new URL(request.url).pathname).sort();
    });
    for (const path of ["/", "/app.js", "/app.css", "/npm/interview-practice.js", "/manifest.webmanifest"]) assert.ok(kept.includes(path), path);
    for (const path of kept) assert.equal((await site.file(path)).status ?? 200, 200, path);
  });
});

describe("A new version", () => {
  it("waits for the learner's word, then takes over as a whole", async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    let release = "first";
    site.rules.push(async (path) => {
      if (path !== "/sw.js" && path !== "/app.css") return undefined;
      const answer = await site.file(path);
      const body = path === "/sw.js" ? `${answer.body}`.replace(/const VERSION = ?"[^"]*"/, `const VERSION="${release}"`) : `${answer.body}\nbody { --release: ${release} }`;
      return { ...answer, body };
    });
    const { page, element, problems } = await visit(t, browser, `${site.origin}/#/guide`);
    const shownRelease = () => page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--release").trim());
    await outcome(element);
    await installed(page);
    await page.reload();
    await outcome(element);
    assert.equal(await page.getByText("A new version is ready").count(), 0);

    release = "second";
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText("A new version is ready").waitFor();
    await shot(page, "pwa-update");
    assert.equal(await shownRelease(), "first");
    await page.reload();
    await outcome(element);
    assert.equal(await shownRelease(), "first", "a reload alone does not mix versions");

    await page.getByText("A new version is ready").waitFor();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
    assert.equal(await outcome(element), "ready");
    assert.equal(await shownRelease(), "second");
    assert.equal(await hash(page), "#/guide");
    const caches = await page.evaluate(() => globalThis.caches.keys());
    assert.equal(caches.length, 1);
    assert.match(`${caches[0]}`, /second$/);
    assert.deepEqual(problems, []);
  });
});

describe("Installing", () => {
  it("is possible", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "interview-practice-"));
    const site = await Site.start();
    const context = await launchPersistent(folder);
    t.after(async () => {
      await context.close();
      site.close();
      await rm(folder, { recursive: true, force: true });
    });
    const page = await context.newPage();
    await watch(page);
    await page.goto(`${site.origin}/`);
    await installed(page);
    const devtools = await context.newCDPSession(page);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors, []);
    const { data = "", errors } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).name, "Interview practice");
  });
});

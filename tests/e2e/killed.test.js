/**
 * Browsers that are killed, and tabs that write at the same time. What the mirror has acknowledged is never lost, and nothing is counted
 * twice. A small share runs every time; `IP_THOROUGH=1` runs the whole campaign: 200 kills, four tabs of 2,500 reviews three times, an
 * older build beside this one with 1,000 writes each.
 */
import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { exported, rate } from "./history.js";
import { Site, launch, startByHand } from "./rig.js";

const THOROUGH = process.env.IP_THOROUGH === "1";
const KILLS = THOROUGH ? 200 : 6;
const IMPORTS_KILLED = THOROUGH ? 30 : 3;
const REVIEWS = THOROUGH ? 2_500 : 120;
const ROUNDS = THOROUGH ? 3 : 1;
const LONG = { timeout: THOROUGH ? 3_600_000 : 120_000 };

/** @typedef {import("playwright-core").Page} Page */

/**
 * Notes, from outside of the widget, which events IndexedDB has acknowledged: those whose transactions completed, one in the origin's own
 * database and one in that of the bucket. Runs in the page before anything else.
 */
function noteAcknowledged() {
  const acknowledged = /** @type {string[]} */ ([]);
  const once = new Set();
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    if (this.name === "events") {
      const id = String(key).split("/").pop() ?? "";
      this.transaction.addEventListener("complete", () => {
        if (!once.has(id)) return once.add(id);
        once.delete(id);
        acknowledged.push(id);
        /** @type {any} */ (window).tell?.(id);
      });
    }
    return put.call(this, value, key);
  };
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    request.addEventListener("upgradeneeded", () => /** @type {any} */ (window).made?.());
    return request;
  };
  Object.assign(window, { acknowledged });
}

/**
 * Answers quiz items through the widget's own controls, as fast as it goes, until so many are answered.
 * Runs in the page. @param {number} count
 */
async function answerItems(count) {
  const element = /** @type {HTMLElement} */ (document.querySelector("interview-practice"));
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  let answered = 0;
  element.addEventListener("ip-answer", () => (answered += 1));
  const tick = () => new Promise((resolve) => setTimeout(resolve));
  const press = (/** @type {string} */ words) => {
    const buttons = [...root.querySelectorAll("button")];
    const button = buttons.find((one) => one.textContent?.trim() === words);
    button?.click();
    return button !== undefined;
  };
  for (let tries = 0; answered < count && tries < count * 40; tries += 1) {
    const form = root.querySelector(".quiz-run");
    if (!form) {
      // Before the first quiz, and after each.
      if (!press("Start the quiz")) press("Another quiz");
    } else if (!press("Next") && !press("Finish")) {
      const box = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=radio], input[type=checkbox]"));
      if (box && !box.checked) box.click();
      for (const list of form.querySelectorAll("select")) {
        list.selectedIndex = 1;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }
      for (const field of form.querySelectorAll("input[type=text]")) {
        /** @type {HTMLInputElement} */ (field).value = "index";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      press("Check answer");
    }
    await tick();
  }
  return answered;
}

/** All events that a page knows. @param {Page} page @returns {Promise<{actor: string, seq: number, kind: string}[]>} */
const events = (page) =>
  page.evaluate(async () => JSON.parse(await /** @type {any} */ (document.querySelector("interview-practice")).exportProgress()).events);

/** @param {Page} page */
async function ready(page) {
  await page.locator("interview-practice .shell").first().waitFor();
}

/** Numbers that look random and are the same in every run. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("A killed browser", () => {
  it(`keeps every acknowledged event over ${KILLS} kills at random moments`, LONG, async (t) => {
    const site = await Site.start();
    const profile = await mkdtemp(join(tmpdir(), "ip-killed-"));
    t.after(async () => {
      site.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const chance = random(7);
    const acknowledged = /** @type {Set<string>} */ (new Set());
    let [fewest, thrown] = [Infinity, 0];
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const { browser, kill: end, exited } = await startByHand(profile);
      try {
        const context = browser.contexts()[0];
        const page = await context.newPage();
        let mine = 0;
        await page.exposeFunction("tell", (/** @type {string} */ id) => {
          acknowledged.add(id);
          mine += 1;
        });
        await page.exposeFunction("made", () => (thrown += kill === 0 ? 0 : 1));
        await page.addInitScript(noteAcknowledged);
        const before = new Set(acknowledged);
        await page.goto(`${site.origin}/#/quiz`);
        await ready(page);
        // What earlier browsers acknowledged is there, however they ended.
        let lost = [...before];
        for (let tries = 0; tries < 400 && lost.length > 0; tries += 1) {
          const known = new Set((await events(page)).map(({ actor, seq }) => `${actor}-${seq}`));
          lost = [...before].filter((id) => !known.has(id));
          if (lost.length > 0) await page.waitForTimeout(50);
        }
        if (lost.length > 0) {
          // What there is to find out by: whether the stores or the widget lack them, and whether for good.
          const keys = await page.evaluate(() => Object.keys(localStorage).length);
          t.diagnostic(`${lost.length} of ${before.size} not known: ${await countMirrored(page)} in IndexedDB, ${keys} keys in localStorage`);
          await page.waitForTimeout(20_000);
          t.diagnostic(`20 s later ${(await events(page)).length} are known, ${await countMirrored(page)} in IndexedDB`);
        }
        assert.deepEqual(lost, [], `lost after ${kill} kills`);
        if (kill === KILLS) break;
        page.evaluate(answerItems, 100_000).catch(() => {});
        const until = Date.now() + 150 + chance() * 1_500;
        while (Date.now() < until || mine === 0) await new Promise((resolve) => setTimeout(resolve, 10));
        fewest = Math.min(fewest, mine);
      } finally {
        end();
        await exited;
        await browser.close().catch(() => {});
      }
    }
    t.diagnostic(`${KILLS} kills, ${acknowledged.size} acknowledged events, 0 lost; at least ${fewest} between two kills; Chromium threw a database away ${thrown} times`);
    assert.ok(acknowledged.size > KILLS * 3);
  });
});

describe("A record that a kill cut in half", () => {
  it("has the browser throw its databases away at the next start but one, and nothing is lost", { timeout: 120_000 }, async (t) => {
    const site = await Site.start();
    const profile = await mkdtemp(join(tmpdir(), "ip-cut-"));
    t.after(async () => {
      site.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    const attempt = { kind: "attempt", question: "cap-theorem", mode: "written", seconds: 9, points: [], pitfalls: [], text: "t7" };
    const document = { ...JSON.parse(exported([{ at: Date.now() - 60_000, ...attempt }])), texts: { t7: "Either, while the net is cut." } };
    /** Runs in a browser that is killed afterwards. @template T @param {(page: Page) => Promise<T>} run @returns {Promise<T>} */
    const inBrowser = async (run) => {
      const { browser, kill, exited } = await startByHand(profile);
      try {
        return await run(await browser.contexts()[0].newPage());
      } finally {
        kill();
        await exited;
        await browser.close().catch(() => {});
      }
    };
    /** Answers some items and gives what IndexedDB has acknowledged. @param {Page} page */
    const work = async (page) => {
      await page.addInitScript(noteAcknowledged);
      await page.goto(`${site.origin}/#/quiz`);
      await ready(page);
      await page.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), JSON.stringify(document));
      assert.equal(await page.evaluate(answerItems, 3), 3);
      const enough = await page.waitForFunction(() => /** @type {any} */ (window).acknowledged.length >= 3 && /** @type {any} */ (window).acknowledged);
      return /** @type {string[]} */ (await enough.jsonValue());
    };
    const acknowledged = await inBrowser(work);
    const port = new URL(site.origin).port;
    const folder = join(profile, "Default", "IndexedDB", `http_127.0.0.1_${port}.indexeddb.leveldb`);
    const log = (await readdir(folder)).filter((name) => name.endsWith(".log")).at(-1);
    // A checksum, a length, a kind, and nothing of the 75 bytes that they promise.
    await appendFile(join(folder, /** @type {string} */ (log)), Buffer.from([1, 2, 3, 4, 75, 0, 1]));
    acknowledged.push(...(await inBrowser(work)));
    await inBrowser(async (page) => {
      await page.goto(`${site.origin}/app.css`);
      assert.equal(await countMirrored(page), 0, "the browser has thrown them away");
      await page.goto(`${site.origin}/#/progress`);
      await ready(page);
      await page.locator(".progress-texts").getByRole("button", { name: "Read" }).click();
      await page.getByText("Either, while the net is cut.").waitFor();
      await page.getByText("Everything is saved in this browser.").waitFor();
      const known = (await events(page)).map(({ actor, seq }) => `${actor}-${seq}`);
      assert.deepEqual(acknowledged.filter((id) => !known.includes(id)), []);
      await page.goto(`${site.origin}/app.css`);
      assert.equal(await countMirrored(page), known.length, "and they are there again");
    });
  });
});

/** How many events the mirror holds, seen from a page without the widget. @param {Page} page @returns {Promise<number>} */
const countMirrored = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("interview-practice", 1);
        // Killed before the widget had made it.
        open.onupgradeneeded = () => ["events", "texts"].forEach((name) => open.result.createObjectStore(name));
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const count = open.result.transaction("events").objectStore("events").count();
          count.onsuccess = () => {
            open.result.close();
            resolve(count.result);
          };
          count.onerror = () => reject(count.error);
        };
      }),
  );

describe("An import", () => {
  it(`is in IndexedDB whole or not at all, over ${IMPORTS_KILLED} kills at random moments`, LONG, async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    const now = Date.now();
    const happenings = Array.from({ length: 2_000 }, (_, n) => rate(now - (2_000 - n) * 60_000, `item:made-up-${n % 50}`, "good"));
    const file = exported(happenings);
    const chance = random(11);
    const kept = [];
    for (let kill = 0; kill <= IMPORTS_KILLED; kill += 1) {
      const profile = await mkdtemp(join(tmpdir(), "ip-import-"));
      t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
      const first = await startByHand(profile);
      try {
        const page = await first.browser.contexts()[0].newPage();
        const begun = /** @type {Promise<void>} */ (new Promise((resolve) => page.exposeFunction("begun", () => resolve())));
        await page.addInitScript(() => {
          const { put } = IDBObjectStore.prototype;
          let told = false;
          IDBObjectStore.prototype.put = function (value, key) {
            if (!told) /** @type {any} */ (window).begun();
            told = true;
            this.transaction.addEventListener("complete", () => Object.assign(window, { done: true }), { once: true });
            return put.call(this, value, key);
          };
        });
        await page.goto(`${site.origin}/#/home`);
        await ready(page);
        // It hears of the import, and brings it to IndexedDB as well.
        await page.evaluate(() => {
          const second = Object.assign(document.createElement("interview-practice"), { loading: "eager" });
          document.body.append(second);
          return /** @type {any} */ (second).ready;
        });
        const imported = page.evaluate((file) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(file), file);
        imported.catch(() => {});
        if (kill < IMPORTS_KILLED) {
          await begun;
          await new Promise((resolve) => setTimeout(resolve, chance() * 250));
        } else {
          assert.equal((await imported).added, happenings.length);
          await page.waitForFunction(() => /** @type {any} */ (window).done);
        }
      } finally {
        first.kill();
        await first.exited;
        await first.browser.close().catch(() => {});
      }
      const second = await startByHand(profile);
      try {
        const page = await second.browser.contexts()[0].newPage();
        await page.goto(`${site.origin}/app.css`);
        kept.push(await countMirrored(page));
      } finally {
        second.kill();
        await second.exited;
        await second.browser.close().catch(() => {});
      }
    }
    const parts = kept.filter((count) => count !== 0 && count !== happenings.length);
    assert.deepEqual(parts, []);
    assert.equal(kept.at(-1), happenings.length, "what was acknowledged is there");
    t.diagnostic(`${IMPORTS_KILLED} kills: ${kept.filter((count) => count > 0).length - 1} imports kept whole, ${kept.filter((count) => count === 0).length} not at all`);
  });
});

describe("Four tabs", () => {
  it(`keep exactly what was answered: ${REVIEWS} each, ${ROUNDS} times`, LONG, async (t) => {
    const site = await Site.start();
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      site.close();
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext({ serviceWorkers: "block" });
      const tabs = await Promise.all(
        [1, 2, 3, 4].map(async () => {
          const page = await context.newPage();
          await page.goto(`${site.origin}/#/quiz`);
          await ready(page);
          return page;
        }),
      );
      const answered = await Promise.all(tabs.map((page) => page.evaluate(answerItems, REVIEWS)));
      assert.deepEqual(answered, [REVIEWS, REVIEWS, REVIEWS, REVIEWS]);
      await assertKept(context, site, 4 * REVIEWS, "answer");
      // Every tab has heard of what the others did.
      for (const page of tabs) await assertCount(page, 4 * REVIEWS);
      t.diagnostic(`round ${round + 1}: ${4 * REVIEWS} answers in four tabs, all kept`);
      await context.close();
    }
  });
});

/** @param {Page} page @param {number} count */
async function assertCount(page, count) {
  let found = 0;
  for (let tries = 0; tries < 200 && found !== count; tries += 1) {
    found = (await events(page)).filter(({ kind }) => kind === "answer").length;
    if (found !== count) await page.waitForTimeout(100);
  }
  assert.equal(found, count);
}

/** A fresh tab finds so many events of a kind, with the first store alone and with the second alone. @param {import("playwright-core").BrowserContext} context @param {Site} site @param {number} count @param {string} kind */
async function assertKept(context, site, count, kind) {
  for (const without of ["nothing", "localStorage", "indexedDB"]) {
    const page = await context.newPage();
    await page.addInitScript((missing) => {
      // Reading is refused, and nothing is written either.
      if (missing !== "nothing") Object.defineProperty(window, missing, { value: undefined });
    }, without);
    await page.goto(`${site.origin}/#/guide`);
    await ready(page);
    let found = -1;
    for (let tries = 0; tries < 200 && found !== count; tries += 1) {
      found = (await events(page)).filter((event) => event.kind === kind).length;
      if (found !== count) await page.waitForTimeout(100);
    }
    assert.equal(found, count, `without ${without}`);
    await page.close();
  }
}

describe("An older build", () => {
  // `cargo xtask test --thorough` builds it from the history (xtask/src/older.rs). In every run the core's own tests hold what it wrote.
  const folder = process.env.IP_OLD_DIST;
  it("writes beside this one, a thousand each, and none is lost", { ...LONG, skip: folder ? false : "IP_OLD_DIST names no older build" }, async (t) => {
    const [site, old] = [await Site.start(), await Site.start(/** @type {string} */ (folder))];
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      site.close();
      old.close();
    });
    const context = await browser.newContext({ serviceWorkers: "block" });
    // Both builds on one origin: the older one below a folder of its own.
    site.rules.push((path) => (path.startsWith("/old/") ? old.file(path.slice(4)) : undefined));
    const pages = await Promise.all(
      ["/old/#/quiz", "/#/quiz"].map(async (path) => {
        const page = await context.newPage();
        await page.goto(site.origin + path);
        await ready(page);
        return page;
      }),
    );
    const answered = await Promise.all(pages.map((page) => page.evaluate(answerItems, 1_000)));
    assert.deepEqual(answered, [1_000, 1_000]);
    // What the present build writes in a form of its own the older one leaves alone; the present one knows all.
    await assertCount(pages[1], 2_000);
    await assertKept(context, site, 2_000, "answer");
    t.diagnostic("1,000 answers in the older build and 1,000 in this one, all kept");
  });
});

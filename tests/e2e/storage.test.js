/**
 * Storage that fails in every way it does in the field: the learner goes on, is told once, can export, and what was in memory is written
 * when storage works again. The faults are put into the browser's own objects, before the element loads.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { answered, exported } from "./history.js";
import { TOLD, known, record, trap, untilKnown } from "./kept.js";
import { Site, hostPage, launch, shot, watch } from "./rig.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContext} BrowserContext */

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

/** What can be broken in a page, by name. Each runs in the page before anything else; `faults.healed = true` there mends it. */
const FAULTS = {
  localStorageBlocked: () => {
    const real = window.localStorage;
    Object.defineProperty(window, "localStorage", {
      get() {
        if (/** @type {any} */ (window).healed) return real;
        throw new DOMException("denied", "SecurityError");
      },
    });
  },
  localStorageMissing: () => {
    Object.defineProperty(window, "localStorage", { value: null });
  },
  localStorageFull: () => {
    // Full on the fifth write, and from then on.
    const { setItem } = Storage.prototype;
    let writes = 0;
    Storage.prototype.setItem = function (...args) {
      if (this === window.localStorage && !(/** @type {any} */ (window).healed) && (writes += 1) >= 5) throw new DOMException("no room", "QuotaExceededError");
      return setItem.apply(this, args);
    };
  },
  indexedDbBlocked: () => {
    const real = window.indexedDB;
    Object.defineProperty(window, "indexedDB", {
      get() {
        if (/** @type {any} */ (window).healed) return real;
        throw new DOMException("denied", "SecurityError");
      },
    });
  },
  indexedDbMissing: () => {
    Object.defineProperty(window, "indexedDB", { value: undefined });
  },
  indexedDbFailsToOpen: () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...args) {
      if (/** @type {any} */ (window).healed) return open.apply(this, args);
      // As Firefox's private windows did: a version that is too low fails after a while.
      const request = open.call(this, "interview-practice-refused", 2);
      request.addEventListener("success", () => request.result.close());
      return open.call(this, "interview-practice-refused", 1);
    };
  },
  indexedDbFullOnTheThirdWrite: () => {
    const { put } = IDBObjectStore.prototype;
    let writes = 0;
    IDBObjectStore.prototype.put = function (...args) {
      if (!(/** @type {any} */ (window).healed) && (writes += 1) >= 3) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, args);
    };
  },
};

/** @param {import("node:test").TestContext} t @param {(keyof typeof FAULTS)[]} faults */
async function open(t, faults, path = "/#/guide") {
  const context = await browser.newContext({ serviceWorkers: "block" });
  t.after(() => context.close());
  for (const fault of faults) await context.addInitScript(FAULTS[fault]);
  return { context, ...(await tab(context, path)) };
}

/** @param {BrowserContext} context */
async function tab(context, path = "/#/guide", healthy = false) {
  const page = await context.newPage();
  if (healthy) await page.addInitScript(() => Object.assign(window, { healed: true }));
  const problems = await watch(page);
  await page.goto(site.origin + path);
  await page.locator("interview-practice .shell").first().waitFor();
  return { page, problems };
}

/** Calls a method of the element. @param {Page} page @param {string} method @param {string} [text] @returns {Promise<any>} */
const ask = (page, method, text) => page.evaluate(([name, given]) => /** @type {any} */ (document.querySelector("interview-practice"))[/** @type {string} */ (name)](given), [method, text]);
const heal = (/** @type {Page} */ page) => page.evaluate(() => Object.assign(window, { healed: true }));
const notice = (/** @type {Page} */ page) => page.locator(".shell-notice");

/** Waits until a fresh tab, whose storage works and which knows only what is stored, knows all of this. @param {BrowserContext} context @param {string[]} names */
async function assertStored(context, names) {
  let found = /** @type {string[]} */ ([]);
  for (let tries = 0; tries < 40; tries += 1) {
    const { page } = await tab(context, "/#/guide", true);
    for (let waits = 0; waits < 10; waits += 1) {
      found = await known(page);
      if (found.length === names.length) break;
      await page.waitForTimeout(50);
    }
    await page.close();
    if (found.length === names.length) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.deepEqual(found, names);
}

/**
 * The keys that the second store holds: in the origin's own database, or in that of the bucket.
 * @param {Page} page @param {boolean} [bucket] @param {string} [store] @returns {Promise<string[]>}
 */
const mirrored = (page, bucket = false, store = "events") =>
  page.evaluate(
    async ([bucket, store]) => {
      const kept = bucket ? await /** @type {any} */ (navigator).storageBuckets.open("interview-practice") : window;
      const database = await new Promise((resolve) => {
        const request = kept.indexedDB.open("interview-practice", 1);
        // Making it is up to the element.
        request.onupgradeneeded = () => request.transaction.abort();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      });
      if (!database) return [];
      const keys = await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAllKeys();
        request.onsuccess = () => resolve(request.result);
      });
      database.close();
      return keys;
    },
    /** @type {[boolean, string]} */ ([bucket, store]),
  );

describe("One store fails under two tabs: the other has it, and nobody is disturbed", () => {
  for (const fault of /** @type {(keyof typeof FAULTS)[]} */ (Object.keys(FAULTS))) {
    it(fault, async (t) => {
      const { context, page, problems } = await open(t, [fault]);
      const other = await tab(context);
      const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
      for (const [n, name] of names.entries()) await record(n % 2 === 0 ? page : other.page, name);
      await page.waitForTimeout(300);
      assert.equal(await notice(page).count(), 0);
      assert.deepEqual(problems.filter((problem) => /uncaught/.test(problem)), []);
      assert.equal(await notice(other.page).count(), 0);
      await assertStored(context, names);
    });
  }
});

describe("Both stores fail in two tabs: the learner goes on in memory and is told once in each", () => {
  const pairs = /** @type {(keyof typeof FAULTS)[][]} */ ([
    ["localStorageBlocked", "indexedDbBlocked"],
    ["localStorageMissing", "indexedDbMissing"],
    ["localStorageFull", "indexedDbFullOnTheThirdWrite"],
    ["localStorageBlocked", "indexedDbFailsToOpen"],
    ["localStorageFull", "indexedDbMissing"],
  ]);
  for (const faults of pairs) {
    it(faults.join(" and "), async (t) => {
      const { context, page, problems } = await open(t, faults);
      const other = await tab(context);
      for (const name of ["a", "b", "c", "d", "e", "f"]) await record(page, name);
      for (const name of ["u", "v", "w", "x", "y", "z"]) await record(other.page, name);
      await notice(other.page).getByText(TOLD).waitFor();
      await notice(page).getByText(TOLD).waitFor();
      if (faults[0] === "localStorageBlocked" && faults[1] === "indexedDbBlocked") await shot(page, "storage-told");
      await notice(page).getByRole("button", { name: "Dismiss" }).click();
      await record(page, "g");
      await page.waitForTimeout(300);
      assert.equal(await notice(page).count(), 0, "told once");
      const own = ["a", "b", "c", "d", "e", "f", "g"];
      const exported = await known(page);
      assert.deepEqual(own.filter((name) => !exported.includes(name)), [], "all of it can be exported");
      assert.deepEqual([...problems, ...other.problems].filter((problem) => /uncaught/.test(problem)), []);
      if (!faults.some((fault) => /Missing/.test(fault))) {
        await heal(page);
        await heal(other.page);
        // Without anything else happening: both try again by themselves.
        await assertStored(context, [...own, "u", "v", "w", "x", "y", "z"]);
      }
    });
  }

  it("tells again when it fails another time, and goes on with what was not read yet", async (t) => {
    const faults = /** @type {(keyof typeof FAULTS)[]} */ (["localStorageFull", "indexedDbFullOnTheThirdWrite"]);
    const context = await browser.newContext({ serviceWorkers: "block" });
    t.after(() => context.close());
    const before = await tab(context);
    await record(before.page, "old");
    await assertStored(context, ["old"]);
    await before.page.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => /\/log\/.*\/e0$/.test(one)) ?? "";
      localStorage.setItem(key, `${localStorage.getItem(key)}damaged`);
    });
    await before.page.close();
    for (const fault of faults) await context.addInitScript(FAULTS[fault]);
    const { page } = await tab(context);
    const damaged = notice(page).getByText(/could not be read/);
    await damaged.waitFor();
    const fill = async (/** @type {string} */ letter) => {
      for (let n = 0; n < 6; n += 1) await record(page, `${letter}${n}`);
    };
    await fill("a");
    await notice(page).getByText(TOLD).waitFor();
    await heal(page);
    await damaged.waitFor();
    await page.evaluate(() => Object.assign(window, { healed: false }));
    await fill("b");
    await notice(page).getByText(TOLD).waitFor();
  });

  it("shows what is stored once both can be read again", async (t) => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    t.after(() => context.close());
    const before = await tab(context);
    const work = exported([answered(Date.now() - 60_000, "deep-pages"), answered(Date.now() - 30_000, "wrong-estimate")]);
    await before.page.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), work);
    await before.page.close();
    await context.addInitScript(FAULTS.localStorageBlocked);
    await context.addInitScript(FAULTS.indexedDbBlocked);
    const { page } = await tab(context, "/#/home");
    await notice(page).getByText(TOLD).waitFor();
    await page.evaluate(() =>
      document.addEventListener("ip-progress", (event) => Object.assign(window, { told: /** @type {CustomEvent} */ (event).detail.answered })),
    );
    await heal(page);
    await page.waitForFunction(() => /** @type {any} */ (window).told === 2);
    await page.getByText(/answered 2 quiz items/).waitFor();
  });

  it("keeps an import over a trap", async (t) => {
    const { page } = await open(t, ["localStorageBlocked", "indexedDbBlocked"]);
    await record(page, "a");
    await trap(page);
    assert.deepEqual(await known(page), ["a"]);
  });

  it("takes back what it said once it is true no more", async (t) => {
    const { page } = await open(t, ["localStorageBlocked", "indexedDbBlocked"]);
    await notice(page).getByText(TOLD).waitFor();
    await heal(page);
    await notice(page).waitFor({ state: "detached" });
  });
});

describe("What is under way", () => {
  it("reaches the second store although the element is gone by then", async (t) => {
    const { context, page } = await open(t, ["localStorageBlocked"]);
    await record(page, "a");
    await assertStored(context, ["a"]);
    const before = await mirrored(page);
    await page.evaluate(() => {
      const element = /** @type {any} */ (document.querySelector("interview-practice"));
      const buttons = /** @type {HTMLElement[]} */ ([...element.shadowRoot.querySelectorAll("button")]);
      buttons.find((one) => one.textContent?.trim() === "Mark as read")?.click();
      element.remove();
    });
    let now = before;
    for (let tries = 0; tries < 100 && now.length === before.length; tries += 1) {
      await page.waitForTimeout(50);
      now = await mirrored(page);
    }
    assert.equal(now.length, before.length + 1);
    for (let tries = 0; tries < 100 && (await mirrored(page, true)).length < now.length; tries += 1) await page.waitForTimeout(50);
    assert.deepEqual(await mirrored(page, true), now, "in the bucket as well");
  });

  it("is not taken for kept where the browser takes the databases away meanwhile", async (t) => {
    const { context, page } = await open(t, ["localStorageBlocked"]);
    await record(page, "a");
    await assertStored(context, ["a"]);
    await page.evaluate(async () => {
      const bucket = await /** @type {any} */ (navigator).storageBuckets.open("interview-practice");
      Object.assign(window, { bucket });
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...args) {
        IDBObjectStore.prototype.put = put;
        // The write goes on until the page has heard that the database is to go, and then succeeds.
        let heard = false;
        const { db } = this.transaction;
        const last = put.apply(this, args);
        const wait = () => {
          if (heard) return Object.assign(window, { taken: true });
          return Object.assign(this.get("x"), { onsuccess: wait });
        };
        const handler = db.onversionchange;
        db.onversionchange = function (event) {
          heard = true;
          handler?.call(this, event);
        };
        bucket.indexedDB.deleteDatabase(db.name);
        indexedDB.deleteDatabase(db.name);
        wait();
        return last;
      };
    });
    await page.getByRole("button", { name: "Mark as read" }).first().click();
    await page.waitForFunction(() => /** @type {any} */ (window).taken);
    for (let tries = 0; tries < 100 && (await mirrored(page)).length < 2; tries += 1) await page.waitForTimeout(100);
    assert.equal((await mirrored(page)).length, 2);
    assert.equal((await mirrored(page, true)).length, 2);
  });
});

describe("What was deleted", () => {
  for (const view of ["home", "progress"]) {
    it(`is gone from every store although the page went at once, where the next one opens on ${view}`, async (t) => {
      const { context, page } = await open(t, [], "/#/progress");
      const attempt = { at: Date.now() - 60_000, kind: "attempt", question: "cap-theorem", mode: "written", seconds: 9, points: [], pitfalls: [], text: "t7" };
      await ask(page, "importProgress", JSON.stringify({ ...JSON.parse(exported([attempt])), texts: { t7: "Either." } }));
      assert.equal((await mirrored(page, true)).length, 1);
      assert.deepEqual(await mirrored(page, true, "texts"), await mirrored(page, false, "texts"));
      assert.equal((await mirrored(page, true, "texts")).length, 1);
      // The page hears of no write any more.
      await page.evaluate(() => {
        Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set() {} });
        return /** @type {any} */ (document.querySelector("interview-practice")).resetProgress();
      });
      await page.waitForTimeout(300);
      await page.close();
      const { page: next } = await tab(context, `/#/${view}`);
      for (const [bucket, store, left] of /** @type {[boolean, string, number][]} */ ([[false, "events", 1], [true, "events", 1], [false, "texts", 0], [true, "texts", 0]])) {
        let found = await mirrored(next, bucket, store);
        for (let tries = 0; tries < 120 && found.length !== left; tries += 1) {
          await next.waitForTimeout(50);
          found = await mirrored(next, bucket, store);
        }
        assert.equal(found.length, left, `${store} ${bucket ? "in the bucket" : ""}`);
      }
      // The one that is left is the reset, in both.
      const reset = await mirrored(next);
      let twin = await mirrored(next, true);
      for (let tries = 0; tries < 120 && twin[0] !== reset[0]; tries += 1) {
        await next.waitForTimeout(50);
        twin = await mirrored(next, true);
      }
      assert.deepEqual(twin, reset);
    });
  }
});

describe("What another element or tab has written", () => {
  it("is not said to be unsaved", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const two = `<interview-practice loading="eager" view="guide"></interview-practice><interview-practice id="other" loading="eager" view="progress"></interview-practice>`;
    await page.goto(site.page(hostPage(two)));
    const other = page.locator("#other");
    await other.getByText("Everything is saved in this browser.").waitFor();
    await record(page, "a");
    await other.locator("p", { hasText: "is not saved yet" }).waitFor({ state: "detached" });
    await other.getByText("Everything is saved in this browser.").waitFor();
    await assertStored(context, ["a"]);
    await other.getByText("Everything is saved in this browser.").waitFor({ timeout: 2_000 });
  });

  it("stays where it was brought back, whatever a tab erases that has not heard of it", async (t) => {
    const { context, page: first } = await open(t, ["localStorageBlocked"]);
    // More than go to the second store at a time.
    const work = Array.from({ length: 300 }, (_, n) => answered(Date.now() - 400_000 + n * 1000, `item-${n}`));
    const old = exported(work);
    await ask(first, "importProgress", old);
    await ask(first, "resetProgress");
    const answers = async (/** @type {Page} */ page) => JSON.parse(await ask(page, "exportProgress")).events.filter((/** @type {any} */ { kind }) => kind === "answer").length;
    const stored = async (/** @type {number} */ wanted) => {
      const { page } = await tab(context, "/#/guide", true);
      await page.evaluate(() => localStorage.clear());
      await page.close();
      const { page: fresh } = await tab(context);
      let found = -1;
      for (let tries = 0; tries < 60 && found !== wanted; tries += 1) {
        found = await answers(fresh);
        await fresh.waitForTimeout(50);
      }
      await fresh.close();
      return found;
    };
    const second = await tab(context, "/#/progress");
    await second.page.waitForFunction(async () => JSON.parse(await /** @type {any} */ (document.querySelector("interview-practice")).exportProgress()).events.length === 1);
    await second.page.getByText("Paste exported progress").click();
    await second.page.getByRole("textbox", { name: "Paste exported progress" }).fill(old);
    await second.page.getByRole("button", { name: "See what it holds" }).click();
    await second.page.getByRole("button", { name: "Bring back what you deleted, too" }).click();
    await second.page.getByText("Imported: 300 new").waitFor();
    assert.equal(await answers(second.page), 300);
    assert.equal(await stored(300), 300);
    // The first has not heard of that. A reset that comes from elsewhere has it look for what is to be erased.
    const reset = { at: Date.now(), kind: "reset", heads: { "00000000000000cc": 1 } };
    await ask(first, "importProgress", exported([reset], { actor: "00000000000000dd" }));
    await first.locator(".shell").waitFor();
    await stored(301);
    assert.equal(await stored(300), 300);
  });
});

describe("Storage is cleared under us", () => {
  it("writes again what it knows, in both stores", async (t) => {
    const { context, page } = await open(t, []);
    for (const name of ["a", "b"]) await record(page, name);
    await assertStored(context, ["a", "b"]);
    const session = await context.newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "local_storage,indexeddb" });
    await record(page, "c");
    await assertStored(context, ["a", "b", "c"]);
    // The second store by itself, once the page has tried it again: with the page closed, nobody fills the first one anew.
    const lacks = async (/** @type {boolean} */ inBucket) => (await mirrored(page, inBucket)).length < 3;
    for (let tries = 0; tries < 400 && ((await lacks(false)) || (await lacks(true))); tries += 1) await page.waitForTimeout(50);
    const fresh = await context.newPage();
    await fresh.goto(`${site.origin}/manifest.webmanifest`);
    await page.close();
    await fresh.evaluate(() => localStorage.clear());
    await fresh.close();
    const { page: last } = await tab(context);
    assert.deepEqual(await untilKnown(last, ["a", "b", "c"]), ["a", "b", "c"]);
  });

  it("another tab's clearing is noticed", async (t) => {
    const { context, page } = await open(t, []);
    await record(page, "a");
    const other = await tab(context);
    await other.page.evaluate(() => localStorage.clear());
    // There are none in this tab until the first has written them again.
    await other.page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes("/log/")));
    const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/log/")).length);
    assert.ok(keys > 0);
  });
});

describe("Frames", () => {
  it("a sandboxed frame has no storage: it works, tells, and exports", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    // Such a frame's origin is nobody's, so its files come from another one.
    site.headers = { "access-control-allow-origin": "*" };
    t.after(() => {
      site.headers = {};
    });
    const inner = site.page(hostPage('<interview-practice loading="eager" view="guide"></interview-practice>'));
    await page.goto(site.page(`<!doctype html><title>Host</title><iframe sandbox="allow-scripts" width="900" height="600" src="${inner}"></iframe>`));
    const frame = page.frameLocator("iframe");
    await frame.locator(".shell").waitFor();
    await frame.getByText(TOLD).waitFor();
    await frame.getByRole("button", { name: "Mark as read" }).click();
    await frame.getByText("1 of 7 sections read").waitFor();
    const events = await frame.locator("interview-practice").evaluate(async (node) => JSON.parse(await /** @type {any} */ (node).exportProgress()).events.length);
    assert.equal(events, 1);
  });
});

describe("Keeping", () => {
  const storage = () => {
    const calls = /** @type {string[]} */ ([]);
    Object.assign(window, { calls });
    Object.defineProperty(navigator, "storage", {
      value: { persisted: async () => false, persist: async () => calls.push("persist") > 0, estimate: async () => ({}) },
    });
  };

  it("asks the browser to keep what the app stores once there is something to lose, and once only", async (t) => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    t.after(() => context.close());
    await context.addInitScript(storage);
    const { page } = await tab(context, "/#/home");
    const calls = () => page.evaluate(() => /** @type {any} */ (window).calls);
    await page.getByRole("button", { name: "Take a short quiz" }).click();
    for (let n = 1; n <= 4; n += 1) {
      await page.getByText(`Item ${n} of 5`).waitFor();
      assert.deepEqual(await calls(), n <= 3 ? [] : ["persist"]);
      const form = page.locator(".quiz-run");
      const boxes = form.locator("input[type=radio], input[type=checkbox]");
      if ((await boxes.count()) > 0) await boxes.first().check();
      for (const list of await form.locator("select").all()) await list.selectOption({ index: 1 });
      for (const field of await form.locator("input[type=text]").all()) await field.fill("index");
      await page.getByRole("button", { name: "Check answer" }).click();
      await page.getByRole("button", { name: "Next", exact: true }).click();
    }
    assert.deepEqual(await calls(), ["persist"]);
  });

  it("reminds of exporting where the browser forgets after a week, and not again right after", async (t) => {
    const { answered, exported, DAY } = await import("./history.js");
    const context = await browser.newContext({ serviceWorkers: "block" });
    t.after(() => context.close());
    await context.addInitScript(() => Object.defineProperty(navigator, "vendor", { value: "Apple Computer, Inc." }));
    const { page } = await tab(context);
    await page.reload();
    await page.locator(".shell").waitFor();
    assert.equal(await notice(page).count(), 0, "nothing to lose yet");
    const work = Array.from({ length: 25 }, (_, n) => answered(Date.now() - 3 * DAY + n * 1000, "deep-pages"));
    await page.evaluate((text) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(text), exported(work));
    await page.reload();
    await notice(page).getByText(/after seven days without a visit/).waitFor();
    await shot(page, "storage-reminder");
    await page.reload();
    await page.locator(".shell").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await notice(page).count(), 0);
  });
});

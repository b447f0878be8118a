/** Progress that moves: out by file, clipboard and share sheet, in after a look; and the texts of answers, which stay and can be deleted. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { answered, exported } from "./history.js";
import { Site, hostPage, launch, shot, visit } from "./rig.js";

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

/** @param {import("node:test").TestContext} t @param {string} view @param {import("playwright-core").BrowserContextOptions} [options] @param {() => void} [prepare] */
async function open(t, view, options, prepare) {
  const visited = await visit(t, browser, "about:blank", { serviceWorkers: "block", ...options });
  if (prepare) await visited.context.addInitScript(prepare);
  await visited.page.goto(`${site.origin}/#/${view}`);
  await visited.page.waitForSelector(".shell");
  return visited;
}

const importText = (/** @type {Page} */ page, /** @type {string} */ text) =>
  page.evaluate((given) => /** @type {any} */ (document.querySelector("interview-practice")).importProgress(given), text);
/** Waits until the pack is here whole: from then on an import begins in the call that asks for it. @param {Page} page */
const whole = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).summary());
const exportText = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).exportProgress());

/** Has a text looked at, not taken in. @param {Page} page @param {string} text */
async function paste(page, text) {
  if (!(await page.getByRole("textbox", { name: "Paste exported progress" }).isVisible())) await page.getByText("Paste exported progress").click();
  await page.getByRole("textbox", { name: "Paste exported progress" }).fill(text);
  await page.getByRole("button", { name: "See what it holds" }).click();
}

/** Nobody else writes to the second store until what is returned was called. @param {import("playwright-core").BrowserContext} context */
async function hold(context) {
  const holder = await context.newPage();
  await holder.goto(`${site.origin}/app.css`);
  await holder.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("interview-practice", 1);
      request.onsuccess = () => resolve(request.result);
    });
    const store = database.transaction("events", "readwrite").objectStore("events");
    const hold = () => {
      if (!(/** @type {any} */ (window).let)) store.count().onsuccess = hold;
    };
    hold();
  });
  return async () => {
    await holder.evaluate(() => Object.assign(window, { let: true }));
  };
}

const WORK = exported([answered(1_790_000_000_000, "deep-pages"), answered(1_790_000_060_000, "wrong-estimate", 0)]);

describe("Taking progress out", () => {
  it("gives a file, the clipboard and the share sheet the same", async (t) => {
    const { page, context } = await open(t, "progress", {}, () => {
      Object.assign(window, { shared: [] });
      navigator.canShare = () => true;
      navigator.share = async (data) => {
        const [file] = data?.files ?? [];
        /** @type {any} */ (window).shared.push([file?.name, await file?.text()]);
      };
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await importText(page, WORK);
    const text = await exportText(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export progress" }).click()]);
    assert.equal(download.suggestedFilename(), "senior-software-engineer-progress.json");
    assert.equal(await readFile(await download.path(), "utf8"), text);
    await page.getByRole("button", { name: "Copy it" }).click();
    await page.getByText("Copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
    await page.getByRole("button", { name: "Share it" }).click();
    await page.waitForFunction(() => /** @type {any} */ (window).shared.length === 1);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shared[0]), ["senior-software-engineer-progress.json", text]);
    await page.getByText("Everything is saved in this browser.").waitFor();
  });

  it("says where the clipboard is out of reach, and offers no share sheet where there is none", async (t) => {
    const { page } = await open(t, "progress", {}, () => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) } });
      Object.defineProperty(navigator, "canShare", { value: undefined });
    });
    await page.getByRole("button", { name: "Copy it" }).click();
    await page.getByText("This page may not use the clipboard.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Share it" }).count(), 0);
  });
});

describe("Bringing progress in", () => {
  it("shows what it would add before it does, from a pasted text and from a file", async (t) => {
    const { page } = await open(t, "progress");
    await paste(page, WORK);
    await page.getByText("This adds 2 entries.").waitFor();
    await page.getByText(/^2 answers, from Sep \d+, 2026 to Sep \d+, 2026\.$/).waitFor();
    assert.equal(JSON.parse(await exportText(page)).events.length, 0, "nothing is taken in yet");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.locator("input[type=file]").setInputFiles({ name: "p.json", mimeType: "application/json", buffer: Buffer.from(WORK) });
    await page.getByText("This adds 2 entries.").waitFor();
    await shot(page, "moving-preview");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("Imported: 2 new, 0 known already.").waitFor();
    await paste(page, WORK);
    await page.getByText("Everything in this file is here already.").waitFor();
  });

  it("brings back what was deleted when the learner says so, and else leaves it out", async (t) => {
    const { page } = await open(t, "progress");
    await importText(page, WORK);
    await page.getByText("2 answers").waitFor();
    await page.getByRole("button", { name: "Delete my progress" }).click();
    await page.getByRole("button", { name: "Delete it", exact: true }).click();
    await page.getByText("Deleted.").waitFor();
    await paste(page, WORK);
    await page.getByText("2 entries of it you deleted earlier.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Import", exact: true }).count(), 0, "there is nothing else to import");
    await shot(page, "moving-restore");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Nothing here yet.").waitFor();
    // With something new beside it the choice is between both.
    const more = exported([...JSON.parse(WORK).events, answered(1_790_000_090_000, "composite-index")]);
    await paste(page, more);
    await page.getByText("This adds 1 entry.").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("Imported: 1 new, 0 known already.").waitFor();
    await page.getByText("1 answer").first().waitFor();
    await paste(page, more);
    await page.getByText("2 entries of it you deleted earlier.").waitFor();
    await page.getByRole("button", { name: "Bring back what you deleted, too" }).click();
    await page.getByText("Imported: 2 new, 1 known already.").waitFor();
    await page.getByText("3 answers").first().waitFor();
    await page.getByText("Everything is saved in this browser.").waitFor();
    await paste(page, more);
    await page.getByText("Everything in this file is here already.").waitFor();
    await page.reload();
    await page.getByText("3 answers").first().waitFor();
    // Both stores have it: without the first, the second alone gives it back.
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.getByText("3 answers").first().waitFor();
  });

  it("is seen nowhere before IndexedDB has it, and then everywhere", async (t) => {
    const { page, context } = await open(t, "progress");
    await importText(page, exported([answered(1_780_000_000_000, "deep-pages")], { actor: "00000000000000bb" }));
    const other = await context.newPage();
    await other.goto(`${site.origin}/#/progress`);
    await other.getByText("1 answer").first().waitFor();
    const letGo = await hold(context);
    const stored = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes("/log/"))));
    const before = await stored();
    await paste(page, WORK);
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("Importing…").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await stored(), before);
    for (const one of [page, other]) assert.equal(JSON.parse(await exportText(one)).events.length, 1);
    await letGo();
    await page.getByText("Imported: 2 new, 0 known already.").waitFor();
    for (const one of [page, other]) await one.getByText("3 answers").first().waitFor();
    assert.notEqual(await stored(), before);
  });

  it("is whole, with its texts, although the element goes meanwhile", async (t) => {
    const { page, context } = await open(t, "progress");
    await page.getByText("Everything is saved in this browser.").waitFor();
    const attempt = { at: 1_790_000_000_000, kind: "attempt", question: "cap-theorem", mode: "written", seconds: 9, points: [], pitfalls: [], text: "t7" };
    await whole(page);
    const letGo = await hold(context);
    const imported = importText(page, JSON.stringify({ ...JSON.parse(exported([attempt])), texts: { t7: "Either.", t8: "Nobody's." } }));
    await page.waitForTimeout(300);
    await page.evaluate(() => document.querySelector("interview-practice")?.remove());
    await letGo();
    assert.deepEqual(await imported, { added: 1, known: 0, rejected: 0 });
    await untilTexts(page, ["Either."]);
    const next = await context.newPage();
    await next.goto(`${site.origin}/#/progress`);
    await next.locator(".progress-texts").getByRole("button", { name: "Read" }).click();
    await next.getByText("Either.").waitFor();
  });

  it("is erased by a reset that comes while it is on its way, and one that comes meanwhile waits for it", async (t) => {
    const { page, context } = await open(t, "progress");
    await page.getByText("Everything is saved in this browser.").waitFor();
    await whole(page);
    const letGo = await hold(context);
    const imported = importText(page, WORK);
    const second = importText(page, WORK);
    await page.waitForTimeout(300);
    await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).resetProgress());
    await letGo();
    assert.deepEqual(await imported, { added: 0, known: 0, rejected: 2 });
    assert.deepEqual(await second, { added: 0, known: 0, rejected: 2 });
    assert.deepEqual(JSON.parse(await exportText(page)).events.map((/** @type {any} */ { kind }) => kind), ["reset"]);
    const other = exported([answered(1_790_000_000_000, "deep-pages")], { actor: "00000000000000bb" });
    assert.deepEqual(await Promise.all([importText(page, other), importText(page, other)]), [{ added: 1, known: 0, rejected: 0 }, { added: 0, known: 1, rejected: 0 }]);
  });

  it("refuses what is broken, newer, of another pack or too large, with the place, and changes nothing", async (t) => {
    const { page } = await open(t, "progress");
    const document = JSON.parse(WORK);
    document.events[1].score = "much";
    const cases = [
      [JSON.stringify(document), /\$\.events\[1\]\.score: expected/],
      [WORK.replace('"format_version":1', '"format_version":2'), /\$\.format_version: a newer version/],
      [exported([], { pack: "baker" }), /\$\.pack: this is the progress of another pack, `baker`/],
      [WORK.slice(0, -9), /JSON|position|Expected/],
      ["<script>alert(1)</script>", /JSON|token/],
      ["[]", /\$\.format/],
    ];
    for (const [text, message] of /** @type {[string, RegExp][]} */ (cases)) {
      await paste(page, text);
      await page.getByText(message).waitFor();
      await page.getByText("nothing was changed").waitFor();
    }
    const large = Buffer.alloc(65 * 1024 * 1024, 32);
    await page.locator("input[type=file]").evaluate((node, size) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(size)], "large.json"));
      /** @type {HTMLInputElement} */ (node).files = transfer.files;
      node.dispatchEvent(new Event("change", { bubbles: true }));
    }, large.length);
    await page.getByText("The text is too large.").waitFor();
    assert.equal(JSON.parse(await exportText(page)).events.length, 0);
  });
});

describe("What is said of the learner's data", () => {
  for (const [storage, words] of /** @type {[string, RegExp][]} */ ([
    ["local", /It is kept in this browser/],
    ["session", /It is kept until you close this tab/],
    ["none", /This page keeps nothing in the browser/],
  ])) {
    it(`is true with storage="${storage}"`, async (t) => {
      const url = site.page(hostPage(`<interview-practice loading="eager" view="progress" storage="${storage}"></interview-practice>`));
      const { page } = await visit(t, browser, url, { serviceWorkers: "block" });
      await page.getByText(words).waitFor();
      await importText(page, WORK);
      await page.getByText("2 answers").waitFor();
      if (storage === "local") await page.getByText("Everything is saved in this browser.").waitFor();
      else assert.equal(await page.getByText("in this browser.").count(), 0);
      assert.equal(await page.getByText(/receives your results/).count(), 0);
    });
  }

  it("tells where the page has results sent to it", async (t) => {
    const head = `<script type="module">document.querySelector("interview-practice").xapi = { endpoint: "https://lrs.invalid/", auth: "Basic x" };</script>`;
    const url = site.page(hostPage('<interview-practice loading="eager" view="progress"></interview-practice>', { head }));
    const { page } = await visit(t, browser, url, { serviceWorkers: "block" });
    await page.getByText(/also receives your results/).waitFor();
  });
});

describe("Written answers", () => {
  /** @param {Page} page @param {string} question @param {string} words */
  async function write(page, question, words) {
    await page.goto(`${site.origin}/#/practice/${question}`);
    await page.getByLabel("Write it down").check();
    await page.getByLabel("Your answer").fill(words);
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    await page.locator(".practice-point").first().getByLabel("Covered").check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText(/This attempt counts: \d+%/).waitFor();
  }

  it("are listed with the room they take, read, deleted one by one and all, and stay deleted", async (t) => {
    const { page, context } = await open(t, "home", { viewport: { width: 320, height: 800 } });
    await write(page, "slow-query", "I read the plan <b>first</b>.");
    await write(page, "cap-theorem", "Partitions happen.");
    await page.goto(`${site.origin}/#/progress`);
    await page.getByText("1 kB of 5000 kB used").waitFor();
    const rows = page.locator(".progress-texts > li");
    assert.equal(await rows.count(), 2);
    await rows.last().getByRole("button", { name: "Read" }).click();
    await page.getByText("I read the plan <b>first</b>.").waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    assert.deepEqual(violations.map(({ id }) => id), []);
    await shot(page, "moving-texts-320");
    await rows.last().getByRole("button", { name: "Delete this text" }).click();
    await page.getByRole("button", { name: "Delete it", exact: true }).click();
    await page.waitForFunction(() => document.querySelector("interview-practice")?.shadowRoot?.querySelectorAll(".progress-texts > li").length === 1);
    await untilTexts(page, ["Partitions happen."]);
    await page.getByRole("button", { name: "Delete all texts" }).click();
    await page.getByRole("button", { name: "Delete it", exact: true }).click();
    await page.locator(".progress-texts").waitFor({ state: "detached" });
    await untilTexts(page, []);
    // The attempts stay, and another tab has heard.
    const other = await context.newPage();
    await other.goto(`${site.origin}/#/progress`);
    await other.getByText("2 answers").waitFor();
    assert.equal(await other.locator(".progress-texts").count(), 0);
  });

  it("are deleted here when they were deleted elsewhere", async (t) => {
    const { page } = await open(t, "home");
    await write(page, "slow-query", "Mine.");
    const { events } = JSON.parse(await exportText(page));
    const { text } = events.find((/** @type {any} */ { kind }) => kind === "attempt");
    await importText(page, exported([{ at: Date.now(), kind: "delete-text", text }]));
    await page.goto(`${site.origin}/#/progress`);
    await page.getByText("1 answer").waitFor();
    assert.equal(await page.locator(".progress-texts").count(), 0);
  });

  it("that an import deletes are counted before, and gone from the second store after", async (t) => {
    const { page } = await open(t, "home");
    await write(page, "slow-query", "Mine.");
    await write(page, "cap-theorem", "Also mine.");
    const { events } = JSON.parse(await exportText(page));
    const { text } = events.find((/** @type {any} */ { question }) => question === "slow-query");
    await page.goto(`${site.origin}/#/progress`);
    await untilTexts(page, ["Also mine.", "Mine."]);
    await paste(page, exported([{ at: Date.now(), kind: "delete-text", text }]));
    await page.getByText("The text of 1 answer here will be deleted for good.").waitFor();
    await shot(page, "moving-deletes-preview");
    await page.getByRole("button", { name: "Cancel" }).click();
    await paste(page, exported([{ at: Date.now(), kind: "delete-text" }], { actor: "00000000000000bb" }));
    await page.getByText("The texts of 2 answers here will be deleted for good.").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await untilTexts(page, []);
    // Nothing more to delete, nothing more to say.
    await paste(page, exported([{ at: Date.now(), kind: "delete-text" }], { actor: "00000000000000cc" }));
    await page.getByText("This adds 1 entry.").waitFor();
    assert.equal(await page.getByText(/deleted for good/).count(), 0);
  });

  /** A page whose clock is wrong by as much as the test says. @param {import("node:test").TestContext} t */
  async function openWithClock(t) {
    const { page } = await open(t, "home", {}, () => {
      const Real = Date;
      const wrong = () => Number(localStorage.getItem("wrong"));
      window.Date = /** @type {any} */ (class extends Real {
        constructor(/** @type {any[]} */ ...given) {
          super(...(given.length > 0 ? /** @type {[number]} */ (given) : /** @type {[number]} */ ([Real.now() + wrong()])));
        }
        static now() {
          return Real.now() + wrong();
        }
      });
    });
    const turn = (/** @type {number} */ by) => page.evaluate((value) => localStorage.setItem("wrong", `${value}`), by);
    const deleteAll = async () => {
      await page.goto(`${site.origin}/#/progress`);
      await page.getByRole("button", { name: "Delete all texts" }).click();
      await page.getByRole("button", { name: "Delete it", exact: true }).click();
      await untilTexts(page, []);
    };
    return { page, turn, deleteAll };
  }

  it("go when all are deleted, also those that a clock that was ahead has named", async (t) => {
    const { page, turn, deleteAll } = await openWithClock(t);
    await turn(3_600_000);
    await write(page, "slow-query", "An hour ahead.");
    await untilTexts(page, ["An hour ahead."]);
    await turn(0);
    await deleteAll();
  });

  it("stay when they were written after all were deleted, whatever clocks say", async (t) => {
    const { page, turn, deleteAll } = await openWithClock(t);
    await turn(3_600_000);
    await write(page, "slow-query", "An hour ahead.");
    await deleteAll();
    await turn(0);
    await write(page, "cap-theorem", "Written after.");
    await untilTexts(page, ["Written after."]);
    await lookedThrough(page, ["Written after."]);
    // So do a text whose name tells no moment, and one beside a deletion that says it was made in the year 9999.
    const at = Date.now() + 4_000_000;
    const attempt = { kind: "attempt", question: "slow-query", mode: "written", seconds: 9, points: [], pitfalls: [] };
    const came = exported([
      { at, kind: "delete-text" },
      { at: 253_402_300_799_000, clock: [at + 1000, 0], kind: "delete-text" },
      { ...attempt, at: at + 2000, text: "x1" },
      { ...attempt, at: at + 3000, text: "t7" },
    ]);
    await importText(page, JSON.stringify({ ...JSON.parse(came), texts: { x1: "No moment.", t7: "Long ago." } }));
    await untilTexts(page, ["Long ago.", "No moment."]);
    await write(page, "social-feed", "Written last.");
    const kept = ["Long ago.", "No moment.", "Written last."];
    await untilTexts(page, kept);
    await lookedThrough(page, kept);
  });

  it("are waited for when an export is to have them, and their absence is said", async (t) => {
    const { page, context } = await open(t, "home", {}, () => {
      // The second store gives texts only once the test lets it.
      let open = () => {};
      const gate = new Promise((resolve) => (open = () => resolve(null)));
      Object.assign(window, { open, deny: false });
      const { get } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.get = function (key) {
        if (this.name !== "texts") return get.call(this, key);
        if (/** @type {any} */ (window).deny) throw new DOMException("denied", "UnknownError");
        const request = get.call(this, key);
        Object.defineProperty(request, "onsuccess", {
          set: (/** @type {() => void} */ act) => request.addEventListener("success", () => gate.then(act)),
        });
        return request;
      };
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await write(page, "slow-query", "I read the plan first.");
    await page.goto(`${site.origin}/#/progress`);
    await untilTexts(page, ["I read the plan first."]);
    await page.getByText("Everything is saved in this browser.").waitFor();
    let downloads = 0;
    page.on("download", () => (downloads += 1));
    const done = page.waitForEvent("download");
    await page.getByLabel("With the texts of my answers").check();
    await page.getByRole("button", { name: "Export progress" }).click();
    await page.getByText("Reading the texts of your answers…").waitFor();
    assert.equal(await page.getByText("Exported.").count(), 0);
    await page.evaluate(() => /** @type {any} */ (window).open());
    assert.deepEqual(Object.values(JSON.parse(await readFile(await (await done).path(), "utf8")).texts), ["I read the plan first."]);
    await page.getByText("Exported.").waitFor();
    // Where they cannot be read nothing goes out that lacks them; the next press tries again.
    await page.evaluate(() => Object.assign(window, { deny: true }));
    await page.getByLabel("With the texts of my answers").uncheck();
    await page.getByLabel("With the texts of my answers").check();
    await page.getByRole("button", { name: "Export progress" }).click();
    await page.getByText(/can.t be read right now, so nothing was exported/).waitFor();
    assert.equal(downloads, 1);
    await page.evaluate(() => Object.assign(window, { deny: false }));
    const [again] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export progress" }).click()]);
    assert.match(await readFile(await again.path(), "utf8"), /I read the plan first/);
  });

  it("go along when the learner wants it, and are kept on the other device, each once", async (t) => {
    const { page, context } = await open(t, "home");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await write(page, "slow-query", "I read the plan <b>first</b>.");
    await write(page, "cap-theorem", "Größer als gedacht.");
    await page.goto(`${site.origin}/#/progress`);
    const box = page.getByLabel("With the texts of my answers");
    await box.waitFor();
    assert.equal(await box.isChecked(), false);
    assert.equal("texts" in JSON.parse(await exportText(page)), false, "the host never gets them");
    const copied = async () => {
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await page.getByRole("button", { name: "Copy it" }).click();
      await page.waitForFunction(() => navigator.clipboard.readText());
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal("texts" in JSON.parse(await copied()), false);
    await box.check();
    const text = await copied();
    const { texts, events } = JSON.parse(text);
    assert.deepEqual(Object.values(texts).sort(), ["Größer als gedacht.", "I read the plan <b>first</b>."]);
    assert.equal("texts" in JSON.parse(await exportText(page)), false, "nor when the learner takes them out");
    // Elsewhere: what no answer speaks of is not taken in.
    const fresh = await open(t, "progress");
    const stray = JSON.stringify({ ...JSON.parse(text), texts: { ...texts, t1: "stray" } });
    await paste(fresh.page, stray);
    await fresh.page.getByText(`This adds ${events.length} entries.`).waitFor();
    await fresh.page.getByText("The texts of 2 answers come along.").waitFor();
    await shot(fresh.page, "moving-texts-preview");
    await fresh.page.getByRole("button", { name: "Import", exact: true }).click();
    await untilTexts(fresh.page, ["Größer als gedacht.", "I read the plan <b>first</b>."]);
    await paste(fresh.page, text);
    await fresh.page.getByText("Everything in this file is here already.").waitFor();
    await fresh.page.getByRole("button", { name: "Cancel" }).click();
    await fresh.page.locator(".progress-texts > li").last().getByRole("button", { name: "Read" }).click();
    await fresh.page.getByText("I read the plan <b>first</b>.").waitFor();
    // What is here is not overwritten, and what was deleted does not come back.
    await fresh.page.locator(".progress-texts > li").first().getByRole("button", { name: "Delete this text" }).click();
    await fresh.page.getByRole("button", { name: "Delete it", exact: true }).click();
    await untilTexts(fresh.page, ["I read the plan <b>first</b>."]);
    const forged = JSON.stringify({ ...JSON.parse(text), texts: Object.fromEntries(Object.keys(texts).map((name) => [name, "forged"])) });
    await importText(fresh.page, forged);
    await fresh.page.waitForTimeout(500);
    await untilTexts(fresh.page, ["I read the plan <b>first</b>."]);
    await shot(page, "moving-with-texts");
  });

  it("wait until the second store is there, over a reload too, and can be read and taken out meanwhile", async (t) => {
    const { page, context } = await open(t, "home", {}, () => {
      const real = window.indexedDB;
      Object.defineProperty(window, "indexedDB", {
        get() {
          if (sessionStorage.getItem("healed")) return real;
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await write(page, "slow-query", "I read the plan first.");
    await page.goto(`${site.origin}/#/progress`);
    await page.reload();
    await page.locator(".progress-texts").getByRole("button", { name: "Read" }).click();
    await page.getByText("I read the plan first.").waitFor();
    await page.getByLabel("With the texts of my answers").check();
    await page.getByRole("button", { name: "Copy it" }).click();
    await page.getByText("Copied.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /I read the plan first/);
    await page.evaluate(() => sessionStorage.setItem("healed", "yes"));
    await untilTexts(page, ["I read the plan first."]);
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes("/place/text/")));
  });

  it("wait in memory where nothing can be kept, and the learner is told", async (t) => {
    const { page } = await open(t, "home", {}, () => {
      for (const name of ["localStorage", "indexedDB"]) Object.defineProperty(window, name, { value: undefined });
    });
    await page.getByText(/can.t be kept in this browser/).waitFor();
    await write(page, "slow-query", "I read the plan first.");
    await page.goto(`${site.origin}/#/progress`);
    await page.locator(".progress-texts").getByRole("button", { name: "Read" }).click();
    await page.getByText("I read the plan first.").waitFor();
    await page.getByText(/is not saved yet|are not saved yet/).waitFor();
  });

  it("are not called saved where nothing is kept", async (t) => {
    const url = site.page(hostPage('<interview-practice loading="eager" view="practice" storage="none"></interview-practice>'));
    const { page, element } = await visit(t, browser, url, { serviceWorkers: "block" });
    await element.evaluate((node) => /** @type {any} */ (node).start("practice", { question: "slow-query" }));
    await page.getByLabel("Write it down").check();
    await page.getByLabel("Your answer").fill("Mine.");
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    await page.locator(".practice-point").first().getByLabel("Covered").check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByRole("button", { name: "Try it again" }).waitFor();
    await page.getByRole("status").filter({ hasText: /\d+% of the points covered/ }).waitFor();
    assert.equal(await page.getByRole("status").filter({ hasText: /\b(saved|kept)\b/i }).count(), 0);
  });

  it("are refused when they are more than there is room for, and the learner is told", async (t) => {
    const { page } = await open(t, "home");
    await write(page, "slow-query", "Mine.");
    const { events } = JSON.parse(await exportText(page));
    assert.equal(events.filter((/** @type {any} */ { kind }) => kind === "attempt").length, 1);
    const large = { ...JSON.parse(exported([{ at: Date.now(), kind: "attempt", question: "cap-theorem", mode: "written", seconds: 9, points: [], pitfalls: [], text: "t7" }])), texts: { t7: "x".repeat(4_999_999) } };
    await importText(page, JSON.stringify(large));
    await page.getByText(/no room for more written answers/).waitFor();
    await untilTexts(page, ["Mine."]);
    await assert.rejects(importText(page, JSON.stringify({ ...large, texts: { t7: "x".repeat(5_000_001) } })), /\$\.texts\.t7: expected at most 5000000 bytes/);
  });
});

/**
 * Starts anew, waits until what is to be deleted was looked for, and expects these texts after it: one that nothing speaks of goes then.
 * @param {Page} page @param {string[]} texts
 */
async function lookedThrough(page, texts) {
  await page.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("interview-practice", 1);
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("texts", "readwrite");
    const store = transaction.objectStore("texts");
    const [key] = await new Promise((resolve) => {
      const request = store.getAllKeys();
      request.onsuccess = () => resolve(request.result);
    });
    store.put("Nobody's.", `${key.slice(0, key.lastIndexOf("/"))}/t1`);
    await new Promise((resolve) => (transaction.oncomplete = () => resolve(null)));
    database.close();
  });
  await page.reload();
  await untilTexts(page, texts);
}

/** Waits until the second store holds these texts and no others. @param {Page} page @param {string[]} texts */
async function untilTexts(page, texts) {
  let found = /** @type {string[]} */ ([]);
  for (let tries = 0; tries < 300; tries += 1) {
    found = await page.evaluate(async () => {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open("interview-practice", 1);
        // Making it is up to the element.
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      });
      if (!database) return [];
      const kept = await new Promise((resolve) => {
        const request = database.transaction("texts").objectStore("texts").getAll();
        request.onsuccess = () => resolve(request.result);
      });
      database.close();
      return kept.sort();
    });
    if (JSON.stringify(found) === JSON.stringify(texts)) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(found, texts);
}

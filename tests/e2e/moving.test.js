/** Progress that moves: out by file, clipboard and share sheet, in after a look; and the texts of answers, which stay and can be deleted. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { answered, exported } from "./history.js";
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
const exportText = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).exportProgress());

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
  /** @param {Page} page @param {string} text */
  async function paste(page, text) {
    if (!(await page.getByRole("textbox", { name: "Paste exported progress" }).isVisible())) await page.getByText("Paste exported progress").click();
    await page.getByRole("textbox", { name: "Paste exported progress" }).fill(text);
    await page.getByRole("button", { name: "See what it holds" }).click();
  }

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

describe("Written answers", () => {
  /** @param {Page} page @param {string} question @param {string} words */
  async function write(page, question, words) {
    await page.goto(`${site.origin}/#/practice/${question}`);
    await page.getByLabel("Write it down").check();
    await page.getByLabel("Your answer").fill(words);
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    await page.locator(".practice-point").first().getByLabel("Covered").check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText(/Saved: \d+%/).waitFor();
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
    const kept = () =>
      page.evaluate(async () => {
        const database = await new Promise((resolve) => {
          const request = indexedDB.open("interview-practice", 1);
          request.onsuccess = () => resolve(request.result);
        });
        const texts = await new Promise((resolve) => {
          const request = database.transaction("texts").objectStore("texts").getAll();
          request.onsuccess = () => resolve(request.result);
        });
        database.close();
        return texts;
      });
    await rows.last().getByRole("button", { name: "Delete this text" }).click();
    await page.getByRole("button", { name: "Delete it", exact: true }).click();
    await page.waitForFunction(() => document.querySelector("interview-practice")?.shadowRoot?.querySelectorAll(".progress-texts > li").length === 1);
    await page.waitForTimeout(300);
    assert.deepEqual(await kept(), ["Partitions happen."]);
    await page.getByRole("button", { name: "Delete all texts" }).click();
    await page.getByRole("button", { name: "Delete it", exact: true }).click();
    await page.locator(".progress-texts").waitFor({ state: "detached" });
    await page.waitForTimeout(300);
    assert.deepEqual(await kept(), []);
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
});

/** The coach gives the same bytes natively and in the browser. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { PAGE, buildCommand, buildModule, neighbours } from "../coach-module/module.js";
import { Site, launch, visit } from "./rig.js";

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;
/** @type {string} */ let command;

before(async () => {
  site = await Site.start();
  browser = await launch();
  command = buildCommand();
  const files = /** @type {Record<string, Buffer>} */ ({ "/coach.wasm": await buildModule(), "/neighbours.bin": await neighbours() });
  site.rules.push((path) => (files[path] ? { headers: { "content-type": "application/octet-stream" }, body: files[path] } : undefined));
});
after(async () => {
  await browser.close();
  site.close();
});

/** Repeatable chance, so that a failure can be looked at again. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = `a the of its not never no thread threads process memory share shares shared private own switch switching cost costs cheaper faster
  slower lock deadlock race mutex atomic O(n) O(log n) 10 100 3.5 c++ C# node.js cache caching partition shard true false wrong that is it and but because
  é naïve Größe 进程 共享 😀 👩‍👩‍👧 \u202e \u200b \u0301 . . ! ? , ; : — \n ( ) "quoted" it's don't`.split(/ +/);

/** A text of chance words, some of them broken. @param {(below: number) => number} next @param {number} most */
function text(next, most) {
  const words = Array.from({ length: next(most) }, () => {
    const word = WORDS[next(WORDS.length)] ?? "";
    return next(8) === 0 ? Array.from(word).reverse().join("") : word;
  });
  return words.join(next(20) === 0 ? "" : " ");
}

/** Lines of the golden cases, of chance, and of ill will. */
async function corpus() {
  const lines = [];
  const golden = new URL("../coach/", import.meta.url);
  for (const entry of await readdir(golden, { withFileTypes: true })) {
    if (entry.isDirectory()) lines.push(JSON.parse(await readFile(new URL(`${entry.name}/input.json`, golden), "utf8")));
  }
  const next = chance(7);
  for (let n = 0; n < 400; n += 1) {
    const texts = (/** @type {number} */ count, /** @type {number} */ most) => Array.from({ length: next(count) }, () => text(next, most));
    lines.push({ question: text(next, 15), model_answer: text(next, 60), points: texts(6, 15), pitfalls: texts(3, 12), answer: text(next, 120) });
  }
  const question = { question: "How do threads and processes differ?", points: ["Threads share the memory of their process", "A switch costs less"] };
  const hostile = [
    "memory of a process ".repeat(50_000),
    "memory".repeat(100_000),
    "not ".repeat(20_000),
    "it is wrong that ".repeat(5_000),
    "👩‍👩‍👧‍👦".repeat(4_000),
    "\u202e\u2066thread\u2069 ".repeat(3_000),
    `a${"\u0301".repeat(40_000)}`,
    "\u0000\u0001\u001f\u007f\ufffe\uffff",
    "进程共享内存。".repeat(2_000),
    "....!!!???".repeat(3_000),
    "",
  ];
  for (const answer of hostile) lines.push({ ...question, answer }, { ...question, model_answer: answer, answer: "Threads share memory." });
  return lines.map((line, n) => JSON.stringify({ id: n, ...line }));
}

describe("The coach", () => {
  it("gives the same bytes natively and in the browser", async (t) => {
    const lines = await corpus();
    const native = spawnSync(command, ["coach", "--jsonl"], { input: lines.join("\n"), encoding: "utf8", maxBuffer: 256 << 20 });
    assert.equal(native.status, 0, native.stderr);
    const expected = native.stdout.trimEnd().split("\n");
    assert.equal(expected.length, lines.length);
    const { page } = await visit(t, browser, site.page(PAGE));
    await page.waitForFunction("window.ready");
    const found = await page.evaluate((all) => all.map((line) => /** @type {any} */ (window).judge(line)), lines);
    for (const [n, line] of lines.entries()) assert.equal(found[n], expected[n], line.slice(0, 400));
  });

  it("refuses lone surrogates written as escapes on both sides", async (t) => {
    const line = JSON.stringify({ id: 1, question: "q", answer: "\ud800" });
    assert.ok(line.includes("\\ud800"));
    const native = spawnSync(command, ["coach", "--jsonl"], { input: line, encoding: "utf8" });
    assert.equal(native.status, 1);
    assert.match(native.stderr, /^stdin:1:\d+: error: /);
    const { page } = await visit(t, browser, site.page(PAGE));
    await page.waitForFunction("window.ready");
    assert.equal(await page.evaluate((text) => /** @type {any} */ (window).judge(text), line), null);
  });
});

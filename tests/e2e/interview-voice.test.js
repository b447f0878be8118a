/**
 * The mock interview with a voice: questions spoken, answers dictated or recorded, a language model's remarks; and each of them refused,
 * broken or missing. The microphone is Chromium's fake one; recogniser and model are stubs that follow their specifications.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { Site, hostPage, launch, shot, strictPolicy, watch } from "./rig.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  site = await Site.start();
  browser = await launch(["--use-fake-device-for-media-stream"]);
});
after(async () => {
  await browser.close();
  site.close();
});

const ANSWER = "I would first ask how large the input is, then count with a hash map in one pass, which takes linear time and memory.";

/**
 * An interview's first question on a host's page under the strict policy.
 * @param {import("node:test").TestContext} t
 * @param {{permissions?: string[], stub?: () => void, storage?: string, choose?: (page: Page) => Promise<void>}} [options]
 */
async function asked(t, { permissions = [], stub, storage = "local", choose } = {}) {
  const context = await browser.newContext();
  t.after(() => context.close());
  await context.grantPermissions(permissions);
  const page = await context.newPage();
  const problems = await watch(page);
  if (stub) await page.addInitScript(stub);
  const body = `<interview-practice view="mock" loading="eager" storage="${storage}" seed="5"></interview-practice>`;
  await page.goto(site.page(hostPage(body), { "content-security-policy": strictPolicy() }));
  await page.getByRole("button", { name: "Start the interview" }).waitFor();
  if (choose) await choose(page);
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.getByRole("button", { name: "I am ready" }).click();
  await page.locator("#mock-question").waitFor();
  return { context, page, problems };
}

/** Ends the interview, judges oneself and opens the report. @param {Page} page */
async function finish(page) {
  await page.getByRole("button", { name: "End the interview" }).click();
  await page.getByRole("button", { name: "End it", exact: true }).click();
  for (const scale of await page.locator(".mock fieldset").all()) await scale.getByLabel(/^Level 3/).check();
  await page.getByRole("button", { name: "Show the report" }).click();
  await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
}

/** Stub of a recogniser, as the Web Speech API has it: one at a time, events after the call, an end after everything. */
function recogniser() {
  class SpeechRecognition extends EventTarget {
    lang = "";
    continuous = false;
    interimResults = false;
    #started = false;
    constructor() {
      super();
      for (const type of ["start", "result", "error", "end"]) {
        this.addEventListener(type, (event) => /** @type {any} */ (this)[`on${type}`]?.(event));
      }
      Object.assign(window, { recogniser: this });
    }
    start() {
      if (this.#started) throw new DOMException("already started", "InvalidStateError");
      this.#started = true;
      /** @type {any} */ (window).starts = (/** @type {any} */ (window).starts ?? 0) + 1;
      setTimeout(() => this.dispatchEvent(new Event("start")));
    }
    abort() {
      /** @type {any} */ (window).aborted = true;
      if (this.#started) this.finish();
    }
    stop() {
      this.abort();
    }
    /** @param {[string, boolean][]} results @param {number} resultIndex */
    hear(results, resultIndex) {
      const list = results.map(([transcript, isFinal]) => Object.assign([{ transcript, confidence: 0.9 }], { isFinal }));
      this.dispatchEvent(Object.assign(new Event("result"), { results: list, resultIndex }));
    }
    /** @param {string} error */
    fail(error) {
      this.dispatchEvent(Object.assign(new Event("error"), { error, message: "" }));
      this.finish();
    }
    finish() {
      this.#started = false;
      this.dispatchEvent(new Event("end"));
    }
  }
  Object.assign(window, { SpeechRecognition, webkitSpeechRecognition: SpeechRecognition });
}

/** @param {Page} page @param {string} method @param {unknown[]} values */
const hear = (page, method, ...values) =>
  page.evaluate(([name, given]) => /** @type {any} */ (window).recogniser[name](...given), /** @type {[string, any[]]} */ ([method, values]));

describe("Dictation", () => {
  it("asks first, says who may hear it, and writes down what is heard", async (t) => {
    const { page, problems } = await asked(t, { stub: recogniser });
    await page.getByRole("button", { name: "Dictate", exact: true }).click();
    await page.getByText(/may send what you say to its maker/).waitFor();
    assert.equal(await page.evaluate(() => "recogniser" in window), false, "it listens before it may");
    await page.getByRole("button", { name: "No", exact: true }).click();
    await page.getByRole("button", { name: "Dictate", exact: true }).click();
    await page.getByRole("button", { name: "Yes, dictate" }).click();
    await page.getByText("Listening.").waitFor();
    assert.deepEqual(await page.evaluate(() => { const { lang, continuous, interimResults } = /** @type {any} */ (window).recogniser; return [lang, continuous, interimResults]; }), ["en", true, true]);
    await page.locator("textarea").fill("First:");
    await hear(page, "hear", [["I would first", false]], 0);
    await page.getByText("I would first", { exact: true }).waitFor();
    await hear(page, "hear", [["I would first ask how large the input is", true], [" then", false]], 0);
    await hear(page, "hear", [["I would first ask how large the input is", true], [" then count with a hash map in one pass", true]], 1);
    assert.equal(await page.locator("textarea").inputValue(), "First: I would first ask how large the input is then count with a hash map in one pass");
    // After a silence the recogniser ends by itself and is begun again.
    await hear(page, "fail", "no-speech");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).starts), 2);
    await page.getByRole("button", { name: "Stop dictating" }).click();
    assert.ok(await page.evaluate(() => /** @type {any} */ (window).aborted));
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.waitForTimeout(200);
    await finish(page);
    await page.locator(".mock-asked summary").first().click();
    await page.getByText("First: I would first ask how large the input is").last().waitFor();
    // What was agreed to can be taken back.
    await page.getByRole("button", { name: "Another interview", exact: true }).click();
    await page.getByLabel(/^Dictate without asking again/).uncheck();
    await page.getByRole("button", { name: "Start the interview" }).click();
    await page.getByRole("button", { name: "I am ready" }).click();
    await page.getByRole("button", { name: "Dictate", exact: true }).click();
    await page.getByText(/may send what you say to its maker/).waitFor();
    assert.deepEqual(problems, []);
  });

  it("says what went wrong, and writing goes on", async (t) => {
    const { page } = await asked(t, { stub: recogniser });
    await page.getByRole("button", { name: "Dictate", exact: true }).click();
    await page.getByRole("button", { name: "Yes, dictate" }).click();
    for (const [error, words] of [["not-allowed", /microphone is not allowed/], ["audio-capture", /No microphone/], ["network", /needs a connection/], ["language-not-supported", /does not know this language/], ["bad-grammar", /did not work/]]) {
      await page.getByText("Listening.").waitFor();
      await hear(page, "fail", error);
      await page.getByText(words).waitFor();
      await page.getByRole("button", { name: "Dictate", exact: true }).click();
    }
    await page.locator("textarea").fill(ANSWER);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.locator("#mock-said").getByText(/./).waitFor();
    assert.ok(await page.evaluate(() => /** @type {any} */ (window).aborted), "it goes on listening after the answer");
  });
});

/** How many recordings the browser holds. @param {Page} page @returns {Promise<number>} */
const recordings = (page) =>
  page.evaluate(async () => {
    const name = "interview-practice-recordings";
    // Opening it would make an empty one.
    if ((await indexedDB.databases()).every((found) => found.name !== name)) return 0;
    return new Promise((resolve) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => {
        const all = request.result.transaction("recordings").objectStore("recordings").count();
        all.onsuccess = () => {
          request.result.close();
          resolve(all.result);
        };
      };
    });
  });

/** Waits until the browser holds so many. @param {Page} page @param {number} count */
async function recorded(page, count) {
  for (let n = 0; n < 200 && (await recordings(page)) !== count; n += 1) await page.waitForTimeout(50);
  assert.equal(await recordings(page), count);
}

describe("Recording", () => {
  it("keeps the answer on the device, replays it under the strict policy, shows its size, and deletes it", async (t) => {
    const { page, problems } = await asked(t, { permissions: ["microphone"] });
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("Recording. It stays on this device.").waitFor();
    await page.waitForTimeout(1500);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.getByText(/I can only listen to that/).waitFor();
    await page.locator("textarea").fill(ANSWER);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await recorded(page, 1);
    await finish(page);
    await page.locator(".mock-asked summary").first().click();
    await page.getByText("Spoken, without a transcript").waitFor();
    await page.getByText(/^Recording, \d+ kB$/).waitFor();
    await shot(page, "interview-recording");
    await page.getByRole("button", { name: "Play the recording" }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    await page.getByRole("button", { name: "Play the recording" }).waitFor({ timeout: 15_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the recording" }).click()]);
    assert.match(download.suggestedFilename(), /^r\d+\.webm$/);
    const exported = await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).exportProgress());
    assert.ok(exported.length < 20_000, "sound in the export");
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await page.getByText("The recording is deleted.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Play the recording" }).count(), 0);
    await page.reload();
    await page.getByRole("heading", { name: /^Interview of/ }).waitFor();
    await page.locator(".mock-asked summary").first().click();
    assert.equal(await page.getByRole("button", { name: "Play the recording" }).count(), 0);
    assert.deepEqual(problems, []);
  });

  it("goes with everything else: deleted together, and erased with the progress", async (t) => {
    const { page } = await asked(t, { permissions: ["microphone"] });
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("Recording. It stays on this device.").waitFor();
    await page.waitForTimeout(600);
    await page.getByRole("button", { name: "Stop recording" }).click();
    await page.getByText("Recorded. It stays on this device.").waitFor();
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.getByText(/I can only listen to that/).waitFor();
    await finish(page);
    await page.getByRole("button", { name: "Another interview", exact: true }).click();
    await page.getByText(/^1 recording on this device, \d+ kB\./).waitFor();
    assert.equal(await recordings(page), 1);
    await page.getByRole("button", { name: "Delete all recordings" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText(/recording on this device/).waitFor({ state: "detached" });
    assert.equal(await recordings(page), 0);
    await page.getByRole("button", { name: "Start the interview" }).click();
    await page.getByRole("button", { name: "I am ready" }).click();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("Recording. It stays on this device.").waitFor();
    await page.waitForTimeout(600);
    await page.getByRole("button", { name: "Stop recording" }).click();
    await page.getByText("Recorded. It stays on this device.").waitFor();
    assert.equal(await recordings(page), 1);
    await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).resetProgress());
    await recorded(page, 0);
  });

  it("goes on after a pause without losing what was said before it", async (t) => {
    const { page } = await asked(t, { permissions: ["microphone"] });
    for (let n = 0; n < 2; n += 1) {
      await page.getByRole("button", { name: "Record", exact: true }).click();
      await page.getByText("Recording. It stays on this device.").waitFor();
      await page.waitForTimeout(600);
      if (n === 0) {
        await page.getByRole("button", { name: "Pause" }).click();
        await page.waitForTimeout(300);
        await page.getByRole("button", { name: "Go on" }).click();
      }
    }
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.getByText(/I can only listen to that/).waitFor();
    await recorded(page, 2);
    await finish(page);
    await page.locator(".mock-asked summary").first().click();
    await page.getByRole("button", { name: "Play the recording" }).nth(1).waitFor();
    assert.equal(await page.getByRole("button", { name: "Play the recording" }).count(), 2);
  });

  it("ends quietly when the element is taken out, and the page's other element goes on", async (t) => {
    const { page, problems } = await asked(t, { permissions: ["microphone"] });
    await page.evaluate(() => {
      const other = document.createElement("interview-practice");
      for (const [name, value] of Object.entries({ id: "other", view: "mock", loading: "eager", "storage-key": "other" })) other.setAttribute(name, value);
      document.body.append(other);
    });
    const other = page.locator("#other");
    await other.getByRole("button", { name: "Start the interview" }).waitFor();
    const mine = page.locator("interview-practice").first();
    await mine.getByRole("button", { name: "Record", exact: true }).click();
    await mine.getByText("Recording. It stays on this device.").waitFor();
    await page.waitForTimeout(600);
    await page.evaluate(() => document.querySelector("interview-practice")?.remove());
    await page.waitForTimeout(600);
    await other.getByRole("button", { name: "Start the interview" }).click();
    await other.getByRole("button", { name: "I am ready" }).click();
    await other.locator("#mock-question").waitFor();
    assert.deepEqual(problems, []);
  });

  it("takes a refused microphone for an answer", async (t) => {
    const { page, problems } = await asked(t);
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText(/The microphone is not allowed here/).waitFor();
    await page.locator("textarea").fill(ANSWER);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.locator("#mock-said").getByText(/./).waitFor();
    assert.deepEqual(problems, []);
  });

  it("is not offered where nothing is kept, nor where the browser cannot", async (t) => {
    const { page } = await asked(t, { storage: "none" });
    assert.equal(await page.getByRole("button", { name: "Record", exact: true }).count(), 0);
    const bare = await asked(t, {
      stub: () => {
        for (const name of ["MediaRecorder", "speechSynthesis", "SpeechSynthesisUtterance", "SpeechRecognition", "webkitSpeechRecognition", "LanguageModel", "AudioContext"]) {
          Object.defineProperty(window, name, { value: undefined, configurable: true });
        }
      },
    });
    for (const name of ["Record", "Dictate", "Say it again"]) {
      assert.equal(await bare.page.getByRole("button", { name, exact: true }).count(), 0, name);
    }
    await bare.page.locator("textarea").fill(ANSWER);
    await bare.page.getByRole("button", { name: "That is my answer" }).click();
    await bare.page.waitForTimeout(200);
    await finish(bare.page);
    assert.deepEqual(bare.problems, []);
  });
});

describe("The interviewer's voice", () => {
  it("speaks each question when that is wanted, and is silent when the learner goes on", async (t) => {
    const { page } = await asked(t, {
      stub: () => {
        const spoken = /** @type {any[]} */ ([]);
        class SpeechSynthesisUtterance {
          lang = "";
          /** @param {string} text */
          constructor(text) {
            this.text = text;
          }
        }
        const speechSynthesis = {
          speak: (/** @type {any} */ said) => spoken.push([said.text, said.lang]),
          cancel: () => spoken.push("hush"),
        };
        for (const [name, value] of Object.entries({ spoken, SpeechSynthesisUtterance, speechSynthesis })) {
          Object.defineProperty(window, name, { value, configurable: true });
        }
      },
      choose: (page) => page.getByLabel("Read the questions aloud").check(),
    });
    const question = await page.locator("#mock-question").innerText();
    const spoken = () => page.evaluate(() => /** @type {any} */ (window).spoken);
    assert.deepEqual((await spoken()).slice(-1), [[question, "en"]]);
    await page.locator("textarea").fill("I don't know.");
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.waitForTimeout(200);
    const said = (await page.locator("#mock-said").innerText()).trim();
    assert.deepEqual((await spoken()).slice(-2), [[said, "en"], [await page.locator("#mock-question").innerText(), "en"]]);
    await page.getByRole("button", { name: "Say it again" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.waitForTimeout(100);
    assert.deepEqual((await spoken()).slice(-1), ["hush"]);
  });
});

describe("The browser's language model", () => {
  /** @param {Page} page */
  const choose = (page) => page.getByLabel(/language model/).check();
  /** @param {Page} page */
  const answerAll = async (page) => {
    await page.locator("textarea").fill(ANSWER);
    await page.getByRole("button", { name: "That is my answer" }).click();
    await page.waitForTimeout(200);
    await finish(page);
  };

  it("is a voice of its own, marked as such, and in the exported report", async (t) => {
    const { page } = await asked(t, {
      stub: () => {
        const LanguageModel = {
          availability: async () => "available",
          create: async () => ({ prompt: async (/** @type {string} */ text) => (text.includes("hash map in one pass") ? "A clear start.\nName what happens when memory is short." : "?"), destroy() {} }),
        };
        Object.defineProperty(window, "LanguageModel", { value: LanguageModel, configurable: true });
      },
      choose,
    });
    await answerAll(page);
    await page.getByText("A clear start.").waitFor();
    await page.getByRole("heading", { name: "From your browser's language model" }).waitFor();
    await page.getByText(/Not from the coach; it may be wrong/).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.filter(({ id }) => !["region", "landmark-one-main", "page-has-heading-one"].includes(id)).map(({ id }) => id), []);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as Markdown" }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    assert.match(Buffer.concat(chunks).toString(), /From your browser's language model.*\n\n> A clear start\.\n> Name what/);
  });

  for (const [what, stub] of /** @type {[string, () => void][]} */ ([
    ["fails", () => Object.defineProperty(window, "LanguageModel", { value: { availability: async () => "available", create: async () => { throw new DOMException("no", "NotSupportedError"); } }, configurable: true })],
    ["talks nonsense", () => Object.defineProperty(window, "LanguageModel", { value: { availability: async () => "available", create: async () => ({ prompt: async () => "%%% \u0000 42", destroy() {} }) }, configurable: true })],
    ["gives something else", () => Object.defineProperty(window, "LanguageModel", { value: { availability: async () => "available", create: () => 7 }, configurable: true })],
  ])) {
    it(`changes nothing else when it ${what}`, async (t) => {
      const { page, problems } = await asked(t, { stub, choose });
      await answerAll(page);
      await page.getByText("No usable remarks came.").waitFor();
      await page.getByRole("heading", { name: "Three things to do next" }).waitFor();
      assert.deepEqual(problems, []);
    });
  }

  it("keeps nobody waiting", async (t) => {
    const stub = () => Object.defineProperty(window, "LanguageModel", { value: { availability: async () => "available", create: () => new Promise(() => {}) }, configurable: true });
    const { page } = await asked(t, { stub, choose });
    await answerAll(page);
    await page.getByText("Waiting for its remarks.").waitFor();
    await page.getByRole("heading", { name: "Three things to do next" }).waitFor();
    await page.locator(".mock-report ol button").first().click();
    await page.getByRole("button", { name: "Done, check my answer" }).waitFor();
  });

  it("is not offered where the browser has none to give", async (t) => {
    const { page } = await asked(t, {
      stub: () => Object.defineProperty(window, "LanguageModel", { value: { availability: async () => "unavailable" }, configurable: true }),
      choose: async (page) => {
        await page.waitForTimeout(200);
        assert.equal(await page.getByLabel(/language model/).count(), 0);
      },
    });
    assert.ok(page);
  });
});

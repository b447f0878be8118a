/** What can go wrong on the way, each told apart in plain words with the host's fallback in view; and life after a trap. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { answered, exported } from "./history.js";
import { trap } from "./kept.js";
import { Site, builtFile, hostPage, launch, outcome, shot, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */

/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const ELEMENT = `<interview-practice loading="eager"><p id="fallback">See the guide.</p></interview-practice>
<script>addEventListener("ip-error", (event) => { document.title = event.detail.code; });</script>`;

/**
 * A host's page whose server answers as `rule` says.
 * @param {import("node:test").TestContext} t @param {import("./rig.js").Rule} rule
 * @param {{body?: string, page?: Parameters<typeof hostPage>[1], context?: import("playwright-core").BrowserContextOptions}} [options]
 */
async function open(t, rule, { body = ELEMENT, page, context } = {}) {
  const site = await Site.start();
  t.after(() => site.close());
  site.rules.push(rule);
  return { site, ...(await visit(t, browser, site.page(hostPage(body, page)), context)) };
}

/**
 * The fallback is in view, the reason beside it, and the host has been told.
 * @param {Awaited<ReturnType<typeof open>>} visited @param {string} code @param {RegExp} words
 */
async function assertFails({ page, element }, code, words) {
  assert.equal(await outcome(element), code);
  assert.ok(await page.locator("#fallback").isVisible(), "the fallback is in view");
  assert.match(await element.getByRole("alert").innerText(), words);
  assert.equal(await page.title(), code, "ip-error told the host");
}

/** @param {string} stem @param {import("./rig.js").Answer} answer @returns {import("./rig.js").Rule} */
const instead = (stem, answer) => (path) => (new RegExp(`/${stem}-[0-9a-f]{16}\\.`).test(path) ? answer : undefined);
const MISSING = { status: 404, headers: { "content-type": "text/plain" }, body: "not found" };

describe("When it cannot load, it says why", () => {
  for (const stem of ["widget", "glue", "outline-senior-software-engineer"]) {
    it(`${stem} is missing`, async (t) => {
      const visited = await open(t, instead(stem, MISSING));
      await assertFails(visited, "file-missing", new RegExp(`${stem}.*404`, "s"));
      if (stem === "widget") await shot(visited.page, "failure-missing");
    });
  }

  it("the runtime is missing", async (t) => {
    const { page, element } = await open(t, instead("runtime", MISSING));
    assert.equal(await outcome(element), "network");
    assert.ok(await page.locator("#fallback").isVisible());
    assert.equal(await page.title(), "network");
  });

  it("the wasm file is a page, as servers of single-page apps answer", async (t) => {
    const visited = await open(t, instead("widget", { headers: { "content-type": "text/html" }, body: "<!doctype html><title>App</title>" }));
    // The integrity speaks first.
    await assertFails(visited, "integrity", /widget/);
  });

  it("the glue has a type that browsers do not run", async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    const { body } = await site.file(await builtFile("glue"));
    const visited = await open(t, instead("glue", { headers: { "content-type": "text/plain" }, body }));
    await assertFails(visited, "mime-type", /text\/plain.*text\/javascript/s);
  });

  it("a wasm file of a wrong type is compiled all the same", async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    const { body } = await site.file(await builtFile("widget"));
    const { element } = await open(t, instead("widget", { headers: { "content-type": "text/plain" }, body }));
    assert.equal(await outcome(element), "ready");
  });

  it("a file was changed on its way", async (t) => {
    const visited = await open(t, instead("outline-senior-software-engineer", { headers: {}, body: "something else" }));
    await assertFails(visited, "integrity", /senior-software-engineer/);
  });

  it("a pack on another origin may not be read", async (t) => {
    const other = await Site.start();
    t.after(() => other.close());
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="${other.origin}/manifest.webmanifest"`);
    await assertFails(await open(t, () => undefined, { body }), "cors", /CORS/);
  });

  it("nothing answers", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="http://127.0.0.1:9/pack.json"`);
    await assertFails(await open(t, () => undefined, { body }), "network", /connection/);
  });

  it("the page was opened as a file", async (t) => {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const fixture = new URL("fixtures/opened-as-a-file.html", import.meta.url);
    await page.goto(fixture.href);
    await page.waitForFunction(() => document.title === "file-protocol");
    assert.ok(await page.locator("#fallback").isVisible());
    assert.ok(await page.getByText("web server").isVisible());
  });

  it("the browser lacks WebAssembly", async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    const url = site.page(hostPage(ELEMENT, { head: "<script>delete globalThis.WebAssembly</script>" }));
    const visited = await visit(t, browser, url);
    await assertFails({ site, ...visited }, "old-browser", /too old/);
  });

  it("the host has broken fetch after the script was loaded, which does not matter", async (t) => {
    const body = `${ELEMENT}<script type="module">globalThis.fetch = () => { throw new Error("broken by the host"); }; JSON.parse = undefined;</script>`;
    const { element } = await open(t, () => undefined, { body });
    assert.equal(await outcome(element), "ready");
  });

  it("the pack is not one", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="/bad.json"`);
    const rule = (/** @type {string} */ path) => (path === "/bad.json" ? { headers: { "content-type": "application/json" }, body: `{"format": 7` } : undefined);
    await assertFails(await open(t, rule, { body }), "bad-pack", /bad\.json/);
  });

  it("a compiled pack that the widget refuses is explained by the reader, place by place", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="/refused.json"`);
    const pack = JSON.stringify({ format: "interview-practice-pack", format_version: 1, id: "refused", questions: 7 });
    const rule = (/** @type {string} */ path) => (path === "/refused.json" ? { headers: { "content-type": "application/json" }, body: pack } : undefined);
    const visited = await open(t, rule, { body });
    await assertFails(visited, "bad-pack", /refused\.json/);
    assert.ok(visited.site.fetches("reader") > 0, "the reader was fetched only for this");
  });

  it("a Markdown pack with errors names file and line", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="/broken.md"`);
    const rule = (/** @type {string} */ path) => (path === "/broken.md" ? { headers: { "content-type": "text/markdown" }, body: "# A page without a pack\n" } : undefined);
    await assertFails(await open(t, rule, { body }), "bad-pack", /broken\.md:\d+:\d+/);
  });

  it("says that a pack nests too deep, before anything reads it", async (t) => {
    const quote = (/** @type {number} */ levels) => `${'[{"quote":'.repeat(levels)}[]${"}]".repeat(levels)}`;
    const pack = { format: "interview-practice-pack", format_version: 1, id: "deep", version: "1.0.0", role: "Diver", language: "en", summary: 0 };
    const deep = JSON.stringify(pack).replace(':0}', `:${quote(50_000)}}`);
    const rule = (/** @type {string} */ path) => (path === "/deep.json" ? { headers: { "content-type": "application/json" }, body: deep } : undefined);
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="/deep.json"`);
    await assertFails(await open(t, rule, { body }), "bad-pack", /deeper than 128 levels/);
  });

  it("there is no bundled pack of that name", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="pastry-chef"`);
    await assertFails(await open(t, () => undefined, { body }), "bad-pack", /pastry-chef.*senior-software-engineer/s);
  });

  it("speaks Spanish where the page does", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice lang="es-MX"`);
    await assertFails(await open(t, instead("widget", MISSING), { body }), "file-missing", /Falta un archivo/);
  });

  it("tries again when asked, and then works", async (t) => {
    let broken = true;
    const { page, element } = await open(t, (path) => (broken && /\/widget-/.test(path) ? MISSING : undefined));
    assert.equal(await outcome(element), "file-missing");
    broken = false;
    await element.getByRole("button", { name: "Try again" }).click();
    await element.getByRole("navigation", { name: "Views" }).waitFor();
    assert.equal(await outcome(element), "ready");
    assert.ok(await page.locator("#fallback").isHidden());
    const held = await element.evaluate((node) => node.shadowRoot?.activeElement?.getAttribute("role"));
    assert.equal(held, "region", "the focus goes on from where the card was");
  });

  for (const stem of ["runtime", "glue"]) {
    it(`tries the ${stem} again when asked`, async (t) => {
      let broken = true;
      const { element } = await open(t, (path) => (broken && path.includes(`/${stem}-`) ? { status: 503, body: "" } : undefined));
      assert.notEqual(await outcome(element), "ready");
      broken = false;
      await element.evaluate((node) => /** @type {any} */ (node).load());
      assert.equal(await outcome(element), "ready");
    });
  }

  it("takes another pack after a bad one", async (t) => {
    const body = ELEMENT.replace("<interview-practice", `<interview-practice pack="pastry-chef"`);
    const { element } = await open(t, () => undefined, { body });
    assert.equal(await outcome(element), "bad-pack");
    await element.evaluate((node) => node.setAttribute("pack", "senior-software-engineer"));
    await element.getByRole("navigation", { name: "Views" }).waitFor();
    assert.equal(await outcome(element), "ready");
  });
});

describe("After a trap", () => {
  /** Glue whose `summary` runs into `unreachable`, at once or in a task of its own. @param {Site} site */
  async function trappingGlue(site) {
    const glue = await site.file(await builtFile("glue"));
    const trap = `
const unreachable = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,5,1,3,0,0,11]);
function trap() { new WebAssembly.Instance(new WebAssembly.Module(unreachable)).exports.f(); }
Widget.prototype.summary = trap;
Widget.prototype.exportProgress = () => new Promise(() => { setTimeout(trap); });`;
    return { ...glue, body: `${glue.body}${trap}` };
  }

  for (const method of /** @type {const} */ (["summary", "exportProgress"])) {
    it(`in ${method}, every element shows a card, and starts again from it`, async (t) => {
      const own = await Site.start();
      t.after(() => own.close());
      const glue = await trappingGlue(own);
      const two = ELEMENT + ELEMENT.replace("<script", "<script hidden").replace("eager", `eager" storage="none`);
      const { page, element } = await open(t, instead("glue", glue), { body: two });
      const second = page.locator("interview-practice").nth(1);
      assert.equal(await outcome(element), "ready");
      assert.equal(await outcome(second), "ready");
      await element.getByRole("button", { name: "Guide", exact: true }).click();
      const code = await element.evaluate(
        (node, name) => /** @type {Element} */ (node)[name]().then(() => "fine", (/** @type {any} */ error) => error.code),
        method,
      );
      assert.equal(code, "stopped");
      await element.getByRole("alert").waitFor({ timeout: 1000 });
      await second.getByRole("alert").waitFor({ timeout: 1000 });
      if (method === "summary") await shot(page, "failure-stopped");
      await second.getByRole("button", { name: "Restart" }).click();
      await element.getByRole("navigation", { name: "Views" }).waitFor();
      await second.getByRole("navigation", { name: "Views" }).waitFor();
      assert.equal(await element.locator("[aria-current=page]").first().innerText(), "Guide", "it goes on where the learner was");
      await second.getByRole("button", { name: "Quiz", exact: true }).click();
      assert.equal(await second.locator("[aria-current=page]").first().innerText(), "Quiz");
    });
  }

  it("of which only a text speaks, nothing happens: what a file or a host says is refused in its own words", async (t) => {
    const { element } = await open(t, () => undefined, { body: ELEMENT + ELEMENT.replace("<script", "<script hidden") });
    assert.equal(await outcome(element), "ready");
    const words = ["too much recursion", "RuntimeError: unreachable", "RangeError: Maximum call stack size exceeded", "InternalError"];
    for (const said of words) {
      const [imported, started] = await element.evaluate(async (node, pack) => {
        const { importProgress, start } = /** @type {any} */ (node);
        const file = JSON.stringify({ format: "interview-practice-progress", format_version: 1, pack });
        const refusal = (/** @type {Promise<any>} */ call) => call.then(() => "fine", (/** @type {any} */ error) => `${error.code}: ${error.message}`);
        return [await refusal(importProgress.call(node, file)), await refusal(start.call(node, pack))];
      }, said);
      assert.match(`${imported}`, /^bad-import: .*another pack/);
      assert.ok(imported?.includes(said), imported);
      assert.match(`${started}`, /^undefined: There is no view called/);
    }
    for (const one of await element.page().locator("interview-practice").all()) {
      assert.equal(await one.getByRole("alert").count(), 0, "no element has stopped");
      assert.ok(await one.getByRole("navigation", { name: "Views" }).isVisible());
    }
  });

  it("what is kept in memory only is there: what came as a checkpoint, what was done since, and what was being written", async (t) => {
    const body = `<interview-practice loading="eager" storage="none" storage-key="first"></interview-practice><interview-practice id="other" loading="eager" storage="none"></interview-practice>`;
    const { page } = await open(t, () => undefined, { body });
    const other = page.locator("#other");
    const ask = (/** @type {string} */ method, /** @type {unknown[]} */ ...given) =>
      other.evaluate((node, [name, ...rest]) => /** @type {any} */ (node)[/** @type {string} */ (name)](...rest), [method, ...given]);
    const work = exported([answered(Date.now() - 90_000, "deep-pages"), answered(Date.now() - 60_000, "wrong-estimate", 0)]);
    const checkpoint = await page.locator("interview-practice").first().evaluate(async (node, text) => {
      await /** @type {Element} */ (node).importProgress(text);
      return /** @type {Element} */ (node).exportProgress({ checkpoint: 4096 });
    }, work);
    await ask("importProgress", checkpoint);
    await ask("importProgress", exported([answered(Date.now() - 30_000, "long-transaction")], { actor: "00000000000000bb" }));
    await ask("start", "practice", { question: "slow-query" });
    await other.getByLabel("Write it down").check();
    await other.getByLabel("Your answer").fill("I read the plan first.");
    const standing = async () => [await ask("exportProgress", { checkpoint: 4096 }), JSON.parse(await ask("exportProgress")).events.length];
    const before = await standing();
    assert.ok(before[0].length > checkpoint.length && before[1] === 1);
    const same = async (/** @type {string} */ what) => {
      assert.deepEqual(await standing(), before, what);
      await ask("start", "practice", { question: "slow-query" });
      assert.equal(await other.getByLabel("Your answer").inputValue(), "I read the plan first.", what);
    };
    await trap(page);
    await same("after a trap");
    await other.evaluate(async (node) => {
      const place = node.parentElement;
      node.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      place?.append(node);
      await /** @type {Element} */ (node).load();
    });
    await same("after it was taken out and put back");
    await other.evaluate((node) => Object.assign(node, { seed: 7 }));
    await same("after another seed");
    await other.evaluate((node) => Object.assign(node, { view: "home" }));
    await trap(page);
    // Nobody asks for the pack here, without which a checkpoint cannot be read.
    await other.getByText(/answered 3 quiz items/).waitFor();
    await ask("resetProgress");
    await trap(page);
    assert.deepEqual((await ask("summary")).items, []);
  });

  it("of the host's own WebAssembly, nothing happens", async (t) => {
    const body = `${ELEMENT}<script type="module">
      await document.querySelector("interview-practice").ready;
      const unreachable = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,5,1,3,0,0,11]);
      setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(unreachable)).exports.f());
    </script>`;
    const { page, element, problems } = await open(t, () => undefined, { body });
    assert.equal(await outcome(element), "ready");
    while (problems.length === 0) await page.waitForTimeout(20);
    assert.match(`${problems[0]}`, /unreachable/);
    assert.ok(await element.getByRole("navigation", { name: "Views" }).isVisible());
  });
});

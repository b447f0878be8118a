/** What is fetched later: when it comes, what stands meanwhile, and what happens when it cannot come. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, builtFile, hostPage, launch, outcome, shot, strictPolicy, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */

/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

const ELEMENT = `<interview-practice loading="eager"><p id="fallback">See the guide.</p></interview-practice>
<script>
  const told = []; for (const type of ["ip-view", "ip-error"]) addEventListener(type, ({ detail }) => told.push(detail.code ?? detail.view));
  // Nothing comes by itself in these tests.
  Object.defineProperty(navigator, "connection", { value: { saveData: true } });
</script>`;

/** @param {string} path */
const isViews = (path) => /\/npm\/views-/.test(path);

/**
 * A host's page whose server answers as `rule` says.
 * @param {import("node:test").TestContext} t @param {import("./rig.js").Rule} [rule]
 * @param {{body?: string, policy?: boolean, context?: import("playwright-core").BrowserContextOptions}} [options]
 */
async function open(t, rule = () => undefined, { body = ELEMENT, policy, context } = {}) {
  const site = await Site.start();
  t.after(() => site.close());
  site.rules.push(rule);
  // The script above stands for the host's own.
  const headers = policy ? { "content-security-policy": strictPolicy().replace("script-src", "script-src 'unsafe-inline'") } : {};
  return { site, ...(await visit(t, browser, site.page(hostPage(body), /** @type {any} */ (headers)), context)) };
}

/** The same, with the views' code held back until `release` is called. @param {import("node:test").TestContext} t @param {string} [body] */
async function openHeld(t, body = ELEMENT) {
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = resolve));
  const hold = async (/** @type {string} */ path) => {
    if (isViews(path)) await held;
    return undefined;
  };
  const opened = await open(t, hold, { body });
  assert.equal(await outcome(opened.element), "ready");
  return { ...opened, release };
}

/** Has the platform answer the next call for a text node with a trap. @param {import("playwright-core").Locator} element */
const trapNext = (element) =>
  element.evaluate(() => {
    const unreachable = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    const { createTextNode } = document;
    document.createTextNode = (text) => {
      document.createTextNode = createTextNode;
      /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(unreachable)).exports).f();
      return createTextNode.call(document, text);
    };
  });

/** @param {import("playwright-core").Locator} element @param {string} name */
const press = (element, name) => element.getByRole("button", { name, exact: true }).first().click();

describe("The code of the views", () => {
  it("is not needed to be interactive, and comes with the first view, under the strict policy", async (t) => {
    const { site, element, problems } = await open(t, undefined, { policy: true });
    assert.equal(await outcome(element), "ready");
    assert.equal(site.fetches("views"), 0);
    await press(element, "Guide");
    await element.getByRole("article").waitFor();
    assert.equal(site.fetches("views"), 1);
    for (const [view, words] of /** @type {const} */ ([["Quiz", "Start the quiz"], ["Progress", "Export"], ["Practice", "Choose a question"]])) {
      await press(element, view);
      await element.getByText(words).first().waitFor();
    }
    assert.equal(site.fetches("views"), 1);
    assert.deepEqual(problems, []);
  });

  it("comes by itself once the browser is idle", async (t) => {
    const { site, page, element } = await open(t, undefined, { body: ELEMENT.replace("saveData: true", "saveData: false") });
    assert.equal(await outcome(element), "ready");
    while (site.fetches("views") === 0) await page.waitForTimeout(20);
  });

  it("comes on intent, before the click", async (t) => {
    const { site, page, element } = await open(t);
    assert.equal(await outcome(element), "ready");
    await element.getByRole("button", { name: "Guide", exact: true }).hover();
    while (site.fetches("views") === 0) await page.waitForTimeout(20);
    assert.equal(await element.getByRole("article").count(), 0);
  });

  it("is waited for although something else stands in the place of Promise", async (t) => {
    const replaced = `<script>
      const Native = Promise;
      window.Promise = function (run) { return new Native(run); };
      for (const name of ["all", "race", "resolve", "reject"]) Promise[name] = (...given) => Native[name](...given);
    </script>`;
    const { page, element, release } = await openHeld(t, replaced + ELEMENT);
    await press(element, "Guide");
    await page.waitForTimeout(200);
    release();
    await element.getByRole("article").waitFor();
  });

  it("comes side by side with the rest for an element that begins with such a view", async (t) => {
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const asked = new Promise((resolve) => (release = resolve));
    const { element } = await open(
      t,
      async (path) => {
        if (isViews(path)) release();
        // Whoever waited for these before asking for the view would wait for ever.
        if (/\/(widget|glue|outline)-/.test(path)) await asked;
        return undefined;
      },
      { body: ELEMENT.replace("<interview-practice", `<interview-practice view="guide"`) },
    );
    assert.equal(await outcome(element), "ready");
    assert.ok(await element.getByRole("article").isVisible(), "the view stands when the element says that it is ready");
  });

  it("comes from another origin", async (t) => {
    const other = await Site.start();
    t.after(() => other.close());
    other.headers = { "access-control-allow-origin": "*" };
    const site = await Site.start();
    t.after(() => site.close());
    const url = site.page(hostPage(ELEMENT, { src: `${other.origin}/npm/interview-practice.js` }));
    const { element } = await visit(t, browser, url);
    assert.equal(await outcome(element), "ready");
    await press(element, "Guide");
    await element.getByRole("article").waitFor();
    assert.equal(other.fetches("views"), 1);
  });

  it("is taken from a server that sends it as something else", async (t) => {
    const other = await Site.start();
    t.after(() => other.close());
    const { body } = await other.file(await builtFile("views"));
    const { element } = await open(t, (path) => (isViews(path) ? { headers: { "content-type": "text/plain" }, body } : undefined));
    assert.equal(await outcome(element), "ready");
    await press(element, "Guide");
    await element.getByRole("article").waitFor();
  });

  it("says so only where one waits, and then shows what was asked for last", async (t) => {
    const { element, release } = await openHeld(t);
    await press(element, "Guide");
    const wait = element.getByText("Loading…");
    await wait.waitFor({ state: "attached" });
    await wait.waitFor({ state: "visible" });
    await press(element, "Home");
    await element.getByRole("button", { name: "Take a short quiz" }).waitFor();
    await press(element, "Quiz");
    release();
    await element.getByText("Start the quiz").waitFor();
  });

  it("lets methods wait for it", async (t) => {
    const { site, element } = await open(t);
    const summary = await element.evaluate((node) => /** @type {Element} */ (node).summary());
    assert.equal(/** @type {any} */ (summary).pack, "senior-software-engineer");
    assert.equal(site.fetches("views"), 1);
  });

  it("lets methods wait for it beside a view, and opens what they ask for", async (t) => {
    const { element, release } = await openHeld(t);
    const asked = element.evaluate((node) => {
      const practice = /** @type {Element} */ (node);
      // The view is built a moment later, so the loader is the first to hear that all is here.
      practice.view = "practice";
      return Promise.all([practice.exportProgress(), practice.start("practice", { question: "process-and-thread" })]);
    });
    await element.getByText("Loading…").waitFor({ state: "attached" });
    release();
    const [text] = await asked;
    assert.equal(JSON.parse(text).pack, "senior-software-engineer");
    await element.getByRole("heading", { name: "How do processes and threads differ" }).waitFor();
  });

  it("is taken from a method that could fetch it where a view could not, which then shows it", async (t) => {
    let broken = true;
    const { element } = await open(t, (path) => (broken && isViews(path) ? { status: 404, body: "not found" } : undefined));
    assert.equal(await outcome(element), "ready");
    await press(element, "Guide");
    await element.getByRole("alert").waitFor();
    broken = false;
    const summary = await element.evaluate((node) => /** @type {Element} */ (node).summary());
    assert.equal(summary.pack, "senior-software-engineer");
    await element.getByRole("article").waitFor();
  });

  /** @type {[string, import("./rig.js").Answer, RegExp][]} */
  const faults = [
    ["is missing", { status: 404, headers: { "content-type": "text/plain" }, body: "not found" }, /views-.*404/s],
    ["was changed on its way", { headers: { "content-type": "application/wasm" }, body: "something else" }, /views-.*not the file that belongs/s],
  ];
  for (const [what, answer, words] of faults) {
    it(`when it ${what}, the view says so, the rest goes on, and trying again helps`, async (t) => {
      let broken = true;
      const { page, element } = await open(t, (path) => (broken && isViews(path) ? answer : undefined));
      assert.equal(await outcome(element), "ready");
      await press(element, "Guide");
      const alert = element.getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.innerText(), words);
      assert.equal(await element.locator("[aria-current=page]").first().innerText(), "Guide");
      if (what === "is missing") await shot(page, "chunk-missing");
      const refused = await element.evaluate((node) => /** @type {Element} */ (node).exportProgress().catch((error) => error.code));
      assert.match(`${refused}`, /file-missing|integrity/);
      await press(element, "Home");
      await element.getByRole("button", { name: "Take a short quiz" }).waitFor();
      await press(element, "Guide");
      await alert.waitFor();
      // The pointer on its way to the link has had the file fetched again: that attempt still fails, and has to be over.
      await element.evaluate((node) => /** @type {Element} */ (node).exportProgress().catch(() => {}));
      broken = false;
      await press(element, "Try again");
      await element.getByRole("article").waitFor();
      assert.equal(await alert.count(), 0);
    });
  }

  it("works offline in the installed page, though it was never opened", async (t) => {
    const site = await Site.start();
    t.after(() => site.close());
    const { context, page, element } = await visit(t, browser, `${site.origin}/`);
    await outcome(element);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await context.setOffline(true);
    await page.reload();
    assert.equal(await outcome(element), "ready");
    await press(element, "Guide");
    await element.getByRole("article").waitFor();
  });

  it("starts afresh after a trap inside it, without being fetched again", async (t) => {
    const { site, element } = await open(t);
    assert.equal(await outcome(element), "ready");
    await press(element, "Practice");
    await element.getByText("Choose a question").waitFor();
    await trapNext(element);
    await element.evaluate((node) => /** @type {Element} */ (node).start("guide").catch(() => {}));
    await press(element, "Restart");
    await element.getByRole("article").waitFor();
    await press(element, "Practice");
    await element.getByText("Choose a question").waitFor();
    assert.equal(site.fetches("views"), 1);
    // Once more, from home, where the fresh instance does not have the views' code yet when the host asks for something.
    await press(element, "Home");
    await element.getByRole("button", { name: "Take a short quiz" }).waitFor();
    await trapNext(element);
    await element.evaluate((node) => /** @type {Element} */ (node).start("home").catch(() => {}));
    await element.getByRole("button", { name: "Restart" }).waitFor();
    const asked = element.evaluate(
      (node) =>
        new Promise((resolve) => {
          const ask = () => /** @type {Element} */ (node).summary().then(({ pack }) => resolve(pack), (error) => resolve(error.message));
          node.addEventListener("ip-ready", ask, { once: true });
        }),
    );
    await press(element, "Restart");
    assert.equal(await asked, "senior-software-engineer");
    assert.equal(site.fetches("views"), 1);
  });
});

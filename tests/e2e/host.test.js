/** The element as a guest on other people's pages: policies, slots, life cycle, several at once. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { answered, exported } from "./history.js";
import { Site, hostPage, launch, outcome, shot, strictPolicy, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */

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

const ELEMENT = `<interview-practice><p id="fallback">See the guide.</p></interview-practice>`;
const EAGER = ELEMENT.replace("<interview-practice", `<interview-practice loading="eager"`);

/** Visible text of the widget itself. @param {import("playwright-core").Locator} element */
const heading = (element) => element.getByRole("heading").first();

describe("On a host's page", () => {
  it("works under the strict policy without a single violation", async (t) => {
    const url = site.page(hostPage(EAGER), { "content-security-policy": strictPolicy() });
    const { page, problems, element } = await visit(t, browser, url);
    assert.equal(await outcome(element), "ready");
    for (const view of ["guide", "quiz", "practice", "review", "mock", "progress", "home"]) {
      await element.evaluate((node, name) => Object.assign(node, { view: name }), view);
      await page.waitForTimeout(50);
    }
    assert.deepEqual(problems, []);
    await shot(page, "host-strict-policy");
  });

  it("works with its files on another origin, under a policy that names it", async (t) => {
    const other = await Site.start();
    t.after(() => other.close());
    other.headers = { "access-control-allow-origin": "*" };
    const policy = strictPolicy(other.origin).replace("img-src", "img-src 'self'");
    const url = site.page(hostPage(EAGER, { src: `${other.origin}/npm/interview-practice.js` }), { "content-security-policy": policy });
    const { problems, element } = await visit(t, browser, url);
    assert.equal(await outcome(element), "ready");
    assert.deepEqual(problems.filter((problem) => !problem.includes("mark.svg")), []);
    assert.equal(other.fetches("widget"), 1);
  });

  it("works in quirks mode, below a <base> that points elsewhere", async (t) => {
    const url = site.page(hostPage(EAGER, { doctype: "", head: `<base href="/nowhere/">` }));
    const { page, problems, element } = await visit(t, browser, url);
    assert.equal(await outcome(element), "ready");
    assert.equal(await page.evaluate(() => document.compatMode), "BackCompat");
    assert.deepEqual(problems, []);
  });

  it("works by the classic script, which finds its own address", async (t) => {
    const url = site.page(`<!doctype html><title>A host</title><link rel="icon" href="data:,">${EAGER}<script src="/npm/embed.js"></script>`);
    const { problems, element } = await visit(t, browser, url);
    assert.equal(await outcome(element), "ready");
    assert.deepEqual(problems, []);
  });

  it("shows the fallback until it is interactive, then hides it", async (t) => {
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    const slow = await Site.start();
    t.after(() => slow.close());
    slow.rules.push(async (path) => {
      if (path.endsWith(".wasm")) await held;
      return undefined;
    });
    const { page, element } = await visit(t, browser, slow.page(hostPage(EAGER)));
    assert.ok(await page.locator("#fallback").isVisible());
    release();
    assert.equal(await outcome(element), "ready");
    assert.ok(await page.locator("#fallback").isHidden());
    assert.ok(await heading(element).isVisible());
  });

  it("fetches nothing but the entry module until the learner comes near", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const url = own.page(hostPage(`<div style="height: 4000px">Far above</div>${ELEMENT}`));
    const { page, element } = await visit(t, browser, url);
    await page.waitForTimeout(300);
    assert.deepEqual(
      own.requests.filter((path) => path.startsWith("/npm/")),
      ["/npm/interview-practice.js"],
    );
    await page.evaluate(() => scrollTo(0, 3000));
    assert.equal(await outcome(element), "ready");
    assert.equal(own.fetches("widget"), 1);
  });

  it("begins on the first intent, wherever it is", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const url = own.page(
      hostPage(`<div style="height: 4000px">Far above</div><interview-practice><a href="#" id="link">Guide</a></interview-practice>`),
    );
    const { page, element } = await visit(t, browser, url);
    await page.locator("#link").evaluate((link) => link.focus({ preventScroll: true }));
    assert.equal(await outcome(element), "ready");
  });

  it("loads by a method, which then does its work", async (t) => {
    const url = site.page(hostPage(`<div style="height: 4000px">Far above</div>${ELEMENT}`));
    const { page, element } = await visit(t, browser, url);
    const told = await element.evaluate(async (node) => {
      const practice = /** @type {Element} */ (node);
      const shown = new Promise((resolve) =>
        practice.addEventListener("ip-view", ({ detail }) => detail.view === "guide" && resolve(detail.view)),
      );
      await practice.start("guide");
      return shown;
    });
    assert.equal(told, "guide");
    assert.equal(await page.evaluate(() => location.hash), "");
  });

  it("keeps what the host set before the definition", async (t) => {
    const script = `<script>
      const element = document.createElement("interview-practice");
      element.view = "guide"; element.loading = "eager"; element.headingLevel = 4;
      document.body.append(element);
      addEventListener("ip-view", (event) => { document.title = event.detail.view; });
    </script>`;
    const page = hostPage(script).replace(/<script type="module".*?<\/script>/, "").replace("</body>", `<script type="module" src="/npm/interview-practice.js"></script></body>`);
    const visited = await visit(t, browser, site.page(page));
    assert.equal(await outcome(visited.element), "ready");
    assert.equal(await heading(visited.element).evaluate((node) => node.tagName), "H4");
    await visited.page.waitForFunction(() => document.title === "guide");
    const own = await visited.element.evaluate((node) => Object.keys(node));
    assert.deepEqual(own, [], "the properties moved to the prototype's accessors");
  });

  it("normalises its properties and never writes attributes back", async (t) => {
    const url = site.page(hostPage(`<interview-practice view="nonsense" heading-level="9" seed="7"></interview-practice>`));
    const { element } = await visit(t, browser, url);
    const values = await element.evaluate(async (node) => {
      const practice = /** @type {Element} */ (node);
      await practice.load();
      practice.theme = "dark";
      practice.view = "quiz";
      const { pack, view, loading, storage, storageKey, seed, theme, headingLevel, packData, evaluator, xapi, version } = practice;
      const attributes = practice.getAttributeNames().map((name) => `${name}=${practice.getAttribute(name)}`);
      return { pack, view, loading, storage, storageKey, seed, theme, headingLevel, packData, evaluator, xapi, version, attributes };
    });
    const { version, ...rest } = values;
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.deepEqual(rest, {
      pack: "senior-software-engineer",
      view: "quiz",
      loading: "lazy",
      storage: "local",
      storageKey: "",
      seed: 7,
      theme: "dark",
      headingLevel: 2,
      packData: null,
      evaluator: null,
      xapi: null,
      attributes: ["view=nonsense", "heading-level=9", "seed=7"],
    });
  });

  it("does what a method says after a property was set in the same task", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage(EAGER)));
    assert.equal(await outcome(element), "ready");
    const exported = JSON.stringify({ format: "interview-practice-pack", format_version: 1 });
    for (const [name, value] of [["seed", 7], ["storage", "none"], ["storageKey", "other"], ["pack", "senior-software-engineer"]]) {
      const view = await element.evaluate(
        async (node, [property, given]) => {
          const practice = /** @type {Element} */ (node);
          Object.assign(practice, { [property]: given });
          await practice.start("guide");
          await practice.exportProgress();
          return practice.shadowRoot?.querySelector("[aria-current=page]")?.textContent;
        },
        /** @type {[string, any]} */ ([name, value]),
      );
      assert.equal(view, "Guide", `${name}`);
    }
    const refused = await element.evaluate(async (node, pack) => {
      const practice = /** @type {Element} */ (node);
      practice.packData = pack;
      return practice.summary().then(
        () => "taken",
        (error) => error.code,
      );
    }, exported);
    assert.equal(refused, "bad-pack", "a pack that cannot be read rejects the call with its reason");
  });

  it("does what a method says though a property is set, or the element taken out, after it in the same task", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage(EAGER)));
    assert.equal(await outcome(element), "ready");
    const file = exported([answered(Date.now() - 60_000, "deep-pages")]);
    const { added, text, left } = await element.evaluate(async (node, file) => {
      const practice = /** @type {Element} */ (node);
      const { added } = await practice.importProgress(file);
      const exporting = practice.exportProgress();
      practice.seed = 5;
      const text = /** @type {string} */ (await exporting);
      practice.remove();
      const erasing = practice.resetProgress();
      await new Promise((resolve) => setTimeout(resolve, 100));
      document.body.append(practice);
      await erasing;
      return { added, text, left: (await practice.summary()).items.length };
    }, file);
    assert.deepEqual([added, JSON.parse(text).events.length, left], [1, 1, 0]);
  });

  it("shows the fallback while another pack comes", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const { page, element } = await visit(t, browser, own.page(hostPage(EAGER)));
    assert.equal(await outcome(element), "ready");
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    const pack = await readFile(new URL("../packs/complete/pack.json", import.meta.url), "utf8");
    own.rules.push(async (path) => {
      if (path !== "/late.json") return undefined;
      await held;
      return { headers: { "content-type": "application/json" }, body: pack };
    });
    await element.evaluate((node) => node.setAttribute("pack", "/late.json"));
    await page.locator("#fallback").waitFor();
    release();
    assert.equal(await outcome(element), "ready");
    assert.ok(await page.locator("#fallback").isHidden());
  });

  it("takes a checkpoint in only where the host keeps the progress", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage(EAGER.replace("<interview-practice", `<interview-practice storage="none"`))));
    assert.equal(await outcome(element), "ready");
    const told = await element.evaluate(async (node) => {
      const practice = /** @type {Element} */ (node);
      const text = await practice.exportProgress({ checkpoint: 4096 });
      const counts = await practice.importProgress(text);
      practice.storage = "local";
      const refusal = await practice.importProgress(text).then(
        () => "taken",
        (error) => error.message,
      );
      return { form: text.slice(0, 4), counts, refusal };
    });
    assert.deepEqual(told.counts, { added: 0, known: 0, rejected: 0 });
    assert.equal(told.form, "ip2.");
    assert.match(told.refusal, /storage="none"/);
  });

  it("shares one WebAssembly instance between two elements", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const two = EAGER + EAGER.replace(`"eager"`, `"eager" storage="none" lang="es"`);
    const { page, problems, element } = await visit(t, browser, own.page(hostPage(two)));
    const second = page.locator("interview-practice").nth(1);
    assert.equal(await outcome(element), "ready");
    assert.equal(await outcome(second), "ready");
    assert.equal(own.fetches("widget"), 1);
    assert.notEqual(await element.getByRole("navigation").first().innerText(), await second.getByRole("navigation").first().innerText());
    assert.deepEqual(problems, []);
    await shot(page, "host-two-elements");
  });

  it("takes the language of the nearest ancestor, through shadow roots", async (t) => {
    const body = `<div lang="es"><div id="outer"></div></div><script>
      document.querySelector("#outer").attachShadow({ mode: "open" }).innerHTML = '<interview-practice loading="eager"></interview-practice>';
    </script>`;
    const { element } = await visit(t, browser, site.page(hostPage(body)));
    assert.equal(await outcome(element), "ready");
    await element.getByRole("button", { name: "Progreso", exact: true }).waitFor();
  });

  it("is defined once: the second version steps back and says so", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    own.rules.push(async (path) => {
      if (path !== "/other/interview-practice.js") return undefined;
      const answer = await own.file("/npm/interview-practice.js");
      return { ...answer, body: `${answer.body}`.replace(/"version": ?"[^"]+"/, `"version":"99.0.0"`) };
    });
    /** @type {string[]} */
    const warnings = [];
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await page.goto(own.page(hostPage(EAGER, { head: `<script type="module" src="/other/interview-practice.js"></script>` })));
    const element = page.locator("interview-practice");
    assert.equal(await outcome(element), "ready");
    assert.equal(warnings.length, 1);
    assert.match(`${warnings[0]}`, /99\.0\.0/);
    assert.notEqual(await element.evaluate((node) => /** @type {Element} */ (node).version), "99.0.0");
  });

  it("keeps its state when it is moved, and comes back when it was taken out", async (t) => {
    const url = site.page(hostPage(`<div id="a">${EAGER}</div><div id="b"></div>`));
    const { page, problems, element } = await visit(t, browser, url);
    await outcome(element);
    await element.getByRole("button", { name: "Guide", exact: true }).click();
    await element.evaluate((node) => Object.assign(window, { kept: node.shadowRoot?.querySelector("[role=region]") }));
    /** The widget's own outermost node: another one means that it was mounted anew; so with the view, built anew within it. */
    const kept = await page.evaluate(async () => {
      const practice = /** @type {Element} */ (document.querySelector("interview-practice"));
      const inside = () => practice.shadowRoot?.querySelector("div")?.firstElementChild;
      const before = inside();
      document.querySelector("#b")?.append(practice);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return before === inside() && inside() != null && /** @type {any} */ (window).kept.isConnected;
    });
    assert.ok(kept, "a move leaves the widget standing");
    const moved = await page.evaluate(async () => {
      const practice = /** @type {Element} */ (document.querySelector("interview-practice"));
      const inside = () => practice.shadowRoot?.querySelector("div")?.firstElementChild;
      const before = inside();
      /** @type {any} */ (document.querySelector("#a")).moveBefore(practice, null);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return before === inside() && inside() != null;
    });
    assert.ok(moved, "so does a move that keeps it connected");
    const gone = await page.evaluate(async () => {
      const practice = /** @type {Element} */ (document.querySelector("interview-practice"));
      practice.remove();
      await new Promise((resolve) => setTimeout(resolve));
      const left = practice.shadowRoot?.querySelector("div")?.childElementCount;
      document.querySelector("#a")?.append(practice);
      return left;
    });
    assert.equal(gone, 0, "removal unmounts");
    assert.equal(await outcome(element), "ready");
    await element.getByRole("button", { name: "Guide", exact: true }).waitFor();
    assert.equal(await element.locator("[aria-current=page]").first().innerText(), "Guide", "it is where the learner left it");
    assert.deepEqual(problems, []);
  });

  it("obeys the host's hidden attribute, display, width and margin", async (t) => {
    const style = `<style>interview-practice { max-width: 300px; margin: 10px } .flex { display: flex }</style>`;
    const url = site.page(hostPage(EAGER, { head: style }));
    const { element } = await visit(t, browser, url);
    await outcome(element);
    const seen = await element.evaluate((node) => {
      const practice = /** @type {Element} */ (node);
      const { width } = practice.getBoundingClientRect();
      const display = getComputedStyle(practice).display;
      practice.className = "flex";
      const flex = getComputedStyle(practice).display;
      practice.hidden = true;
      const hidden = getComputedStyle(practice).display;
      return { width, display, flex, hidden };
    });
    assert.deepEqual(seen, { width: 300, display: "block", flex: "flex", hidden: "none" });
  });

  it("changes the host's page in nothing: no global, no history, no style", async (t) => {
    const plain = await visit(t, browser, site.page(hostPage("<p>Nothing</p>", { src: "/npm/none.js" })));
    const globals = () => Object.getOwnPropertyNames(globalThis).sort();
    const before = await plain.page.evaluate(globals);
    const state = () => ({
      history: history.length,
      address: location.href,
      title: document.title,
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      nodes: document.querySelectorAll("*").length,
      styles: document.documentElement.outerHTML,
    });
    const { page, element } = await visit(t, browser, site.page(hostPage(`<div style="height: 4000px">Far above</div>${ELEMENT}`)));
    const untouched = await page.evaluate(state);
    await element.evaluate((node) => /** @type {Element} */ (node).load());
    await element.getByRole("button", { name: "Quiz", exact: true }).click();
    assert.deepEqual(await page.evaluate(globals), before);
    assert.deepEqual(await page.evaluate(state), untouched);
    const workers = await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length));
    assert.equal(workers, 0);
  });

  it("reads a Markdown pack, from an address or in hand, by a reader that only then is fetched", async (t) => {
    const own = await Site.start();
    t.after(() => own.close());
    const starter = await readFile(new URL("../../src/cli/starter/pack.md", import.meta.url), "utf8");
    const question = await readFile(new URL("../../src/cli/starter/question.md", import.meta.url), "utf8");
    const quiz = await readFile(new URL("../../src/cli/starter/quiz.md", import.meta.url), "utf8");
    const pack = [starter, question, quiz].join("\n");
    own.rules.push((path) => (path === "/my-role.md" ? { headers: { "content-type": "text/markdown" }, body: pack } : undefined));
    const { problems, element } = await visit(t, browser, own.page(hostPage(EAGER.replace("<interview-practice", `<interview-practice pack="/my-role.md"`))));
    assert.equal(await outcome(element), "ready");
    assert.equal(own.fetches("reader"), 1);
    assert.equal(own.fetches("senior-software-engineer"), 0);
    const inHand = await visit(t, browser, own.page(hostPage("<p>Nothing yet</p>")));
    await inHand.page.evaluate(async (text) => {
      const practice = /** @type {Element} */ (document.createElement("interview-practice"));
      practice.packData = text;
      document.body.append(practice);
      await practice.load();
    }, pack);
    assert.equal(await inHand.element.getByRole("heading").first().innerText(), await element.getByRole("heading").first().innerText());
    assert.deepEqual([...problems, ...inHand.problems], []);
  });

  it("counts what was done under an id's former name, and asks it under its present one", async (t) => {
    const pack = (/** @type {Record<string, unknown>} */ item) => ({
      format: "interview-practice-pack",
      format_version: 1,
      id: "renamed",
      version: "1.0.0",
      role: "Baker",
      language: "en",
      competencies: [],
      guide: [],
      questions: [],
      items: [{ stem: [{ paragraph: [{ text: "Is bread baked?" }] }], body: { true_false: { answer: true } }, ...item }],
    });
    const { page, problems, element } = await visit(t, browser, site.page(hostPage("<p>Nothing yet</p>")));
    const answerIn = (/** @type {object} */ data, /** @type {boolean} */ click) =>
      page.evaluate(
        async ([data, click]) => {
          document.querySelector("interview-practice")?.remove();
          const practice = /** @type {Element} */ (document.createElement("interview-practice"));
          practice.packData = /** @type {object} */ (data);
          document.body.append(practice);
          await (click ? practice.start("quiz", { length: 1 }) : practice.start("review"));
        },
        /** @type {[object, boolean]} */ ([data, click]),
      );
    await answerIn(pack({ id: "stove" }), true);
    await element.getByRole("radio", { name: "False" }).check();
    await element.getByRole("button", { name: "Check answer" }).click();
    await element.getByRole("button", { name: "Finish" }).click();
    await answerIn(pack({ id: "oven", was: ["stove"] }), false);
    const summary = await element.evaluate((node) => /** @type {Element} */ (node).summary());
    assert.deepEqual(summary.items.map(({ id, attempts }) => [id, attempts]), [["oven", 1]]);
    // It comes back once, and the review has an end.
    await element.getByRole("button", { name: "Start the review" }).click();
    await element.getByRole("radio", { name: "True" }).check();
    await element.getByRole("button", { name: "Check answer" }).click();
    await page.keyboard.press("4");
    await element.getByRole("heading", { name: "Today’s review is done." }).waitFor();
    assert.deepEqual(problems, []);
  });

  it("refuses to start what the pack does not have", async (t) => {
    const { element } = await visit(t, browser, site.page(hostPage(EAGER)));
    /** @type {[import("../../www/index.d.ts").View, object, RegExp][]} */
    const wrong = [
      ["quiz", { competencies: ["typo"] }, /competency typo/],
      ["quiz", { kinds: ["essay"] }, /kind of item called essay/],
      ["quiz", { question: "notifications" }, /no quiz items of that choice/],
      ["practice", { question: "typo" }, /question typo/],
    ];
    for (const [view, options, reason] of wrong) {
      const said = await element.evaluate((node, [view, options]) => /** @type {any} */ (node).start(view, options).catch((/** @type {Error} */ error) => error.message), [view, options]);
      assert.match(said ?? "it began", reason);
    }
    // Questions of the mock interviews come in a file of their own; who asks for one waits for it.
    await element.evaluate((node) => /** @type {Element} */ (node).start("practice", { question: "notifications" }));
    await element.getByLabel("Write it down").waitFor();
  });

  it("tells the host that it is ready once it stands, and of a view once", async (t) => {
    const { page, element } = await visit(t, browser, site.page(hostPage("<p>Nothing yet</p>")));
    const heard = await page.evaluate(async () => {
      const practice = /** @type {Element} */ (document.createElement("interview-practice"));
      /** @type {string[]} */
      const heard = [];
      for (const name of ["ip-ready", "ip-view"]) practice.addEventListener(name, () => heard.push(`${name} ${practice.shadowRoot?.querySelector("nav") ? "with" : "without"} nav`));
      document.body.append(practice);
      await practice.load();
      practice.lang = "es";
      practice.headingLevel = 3;
      await new Promise((resolve) => setTimeout(resolve, 100));
      await practice.start("guide");
      await new Promise((resolve) => setTimeout(resolve, 100));
      return heard;
    });
    assert.deepEqual(heard, ["ip-ready with nav", "ip-view with nav", "ip-view with nav"]);
    assert.equal(await element.getAttribute("lang"), "es");
  });

  it("shows the host's own words where there is nothing to show yet", async (t) => {
    const slots = `<interview-practice loading="eager" view="progress"><p slot="empty">Nothing yet. Begin with week 1.</p></interview-practice>`;
    const { page, element } = await visit(t, browser, site.page(hostPage(slots)));
    await outcome(element);
    assert.ok(await page.getByText("Begin with week 1").isVisible());
    await element.evaluate((node) => Object.assign(node, { view: "home" }));
    await page.getByText("Begin with week 1").waitFor({ state: "hidden" });
  });

  it("shows header and footer from its slots", async (t) => {
    const slots = `<interview-practice loading="eager"><h3 slot="header">Before you begin</h3><p slot="footer">By us</p></interview-practice>`;
    const { page, element } = await visit(t, browser, site.page(hostPage(slots)));
    await outcome(element);
    const tops = await page.evaluate(() => ["[slot=header]", "[slot=footer]"].map((one) => document.querySelector(one)?.getBoundingClientRect().top ?? 0));
    assert.ok(Number(tops[0]) < Number(tops[1]));
    assert.ok(await page.getByText("Before you begin").isVisible());
  });
});

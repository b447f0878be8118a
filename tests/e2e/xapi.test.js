/** xAPI: every statement valid, and on its way to a real learning record store whatever the network does. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import factory from "@learninglocker/xapi-validation";
import { Lrs } from "./lrs.js";
import { Site, hostPage, launch, outcome, strictPolicy, visit } from "./rig.js";

/** @typedef {import("../../www/index.d.ts").InterviewPractice} Element */
/** @typedef {import("playwright-core").Page} Page */

/** @type {Site} */ let site;
/** @type {Lrs} */ let lrs;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  [site, lrs, browser] = await Promise.all([Site.start(), Lrs.start(), launch()]);
});
after(async () => {
  await browser.close();
  site.close();
  await lrs.close();
});

const { default: validate } = /** @type {any} */ (factory);
/** Every statement that a test of this file saw. @type {Map<string, any>} */
const seen = new Map();

/** What the validator says of a statement. @param {any} statement @returns {string[]} */
function complaints(statement) {
  return validate(statement).map((/** @type {any} */ warning) => `${statement.verb?.id}: ${JSON.stringify(warning)}`);
}

const ELEMENT = `<interview-practice loading="eager" seed="7"></interview-practice>`;

/** A page with the element; what it tells is kept in `heard`. @param {import("node:test").TestContext} t @param {{lang?: string, headers?: Record<string, string>, storage?: string}} [options] */
async function open(t, { lang = "en", headers = {}, storage = "local" } = {}) {
  lrs.asked.length = 0;
  lrs.door = () => undefined;
  const element = ELEMENT.replace("seed", `storage="${storage}" lang="${lang}" seed`);
  // Pages under a policy have no inline script, so the listener comes from outside.
  const url = site.page(hostPage(element), headers);
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await listen(context, url);
  return { context, page, url };
}

/** @param {import("playwright-core").BrowserContext} context @param {string} url */
async function listen(context, url) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const heard = /** @type {any[]} */ ([]);
    Object.assign(window, { heard });
    for (const type of ["ip-xapi", "ip-error"]) {
      addEventListener(type, (event) => heard.push([type, JSON.parse(JSON.stringify(/** @type {CustomEvent} */ (event).detail))]));
    }
  });
  await page.goto(url);
  assert.equal(await outcome(page.locator("interview-practice")), "ready");
  return page;
}

/** @param {Page} page @param {string} [type] @returns {Promise<any[]>} */
async function heard(page, type = "ip-xapi") {
  const all = await page.evaluate((wanted) => /** @type {any} */ (window).heard.filter((/** @type {any} */ [name]) => name === wanted).map((/** @type {any} */ [, detail]) => detail), type);
  if (type === "ip-xapi") for (const statement of all) seen.set(statement.id, statement);
  return all;
}

/** @param {Page} page @param {object | null} xapi */
function setXapi(page, xapi) {
  return page.locator("interview-practice").evaluate((node, value) => Object.assign(node, { xapi: value }), xapi);
}

/** @param {Page} page @param {string} view @param {object} [options] */
function start(page, view, options = {}) {
  return page.locator("interview-practice").evaluate((node, [name, rest]) => /** @type {Element} */ (node).start(/** @type {any} */ (name), rest), /** @type {[string, any]} */ ([view, options]));
}

/** Answers the item on the screen in some way. @param {Page} page */
async function answer(page) {
  const form = page.locator(".quiz-run");
  const boxes = form.locator("input[type=radio], input[type=checkbox]");
  if ((await boxes.count()) > 0) await boxes.first().check();
  for (const list of await form.locator("select").all()) await list.selectOption({ index: 1 });
  for (const field of await form.locator("input[type=text]").all()) await field.fill("a secret of mine");
  await form.locator("button[type=submit]").click();
  await page.locator(".quiz-verdict").waitFor();
}

/** A quiz from the first item to the last. @param {Page} page @param {number} length @param {object} [options] */
async function quiz(page, length, options = {}) {
  await start(page, "quiz", { length, ...options });
  for (let n = 0; n < length; n += 1) {
    await answer(page);
    await page.locator(".quiz-run button[type=submit]").click();
  }
  await page.locator(".quiz-run").waitFor({ state: "detached" });
}

const verbs = (/** @type {any[]} */ statements) => statements.map(({ verb }) => verb.id.split("/").pop());

/** Waits until a condition holds. @param {() => boolean | Promise<boolean>} holds @param {string} what */
async function until(holds, what) {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`never: ${what}`);
}

/** Waits until the store has all that the page has told and the page has heard so, and checks that it has each once. @param {Page} page */
async function arrived(page) {
  const told = await heard(page);
  const have = async () => new Set((await lrs.statements()).map(({ id }) => id));
  await until(async () => {
    const ids = await have();
    return told.every(({ id }) => ids.has(id));
  }, "everything arrives");
  // The store has a statement some milliseconds before its word reaches the page, which strikes it off then.
  await until(async () => (await waiting(page)) === 0, "the queue runs empty");
  const ids = (await lrs.statements()).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "nothing is stored twice");
  return told;
}

const waiting = (/** @type {Page} */ page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("interview-practice/xapi/")).length);

describe("Statements", () => {
  it("tell a session of every kind of item, a practised question and a session that was left, all valid", async (t) => {
    for (const lang of ["en", "es"]) {
      const { page } = await open(t, { lang });
      for (const kind of ["single", "multiple", "true-false", "matching", "ordering", "cloze"]) {
        await quiz(page, 2, { kinds: [kind] });
      }
      await start(page, "quiz", { length: 5 });
      await answer(page);
      await page.getByRole("button", { name: /^(Stop here|Dejarlo aquí)$/ }).click();
      await start(page, "practice", { question: "slow-query" });
      await page.locator(".practice button").last().waitFor();
      const statements = await heard(page);
      const told = verbs(statements);
      assert.equal(told.filter((verb) => verb === "launched").length, 7);
      assert.equal(told.filter((verb) => verb === "answered").length, 13);
      assert.equal(told.filter((verb) => verb === "completed").length, 6);
      assert.equal(told.filter((verb) => verb === "passed" || verb === "failed").length, 6);
      assert.equal(told.filter((verb) => verb === "terminated").length, 1);
      assert.ok(told.includes("progressed"));
      assert.deepEqual(statements.flatMap(complaints), []);
      const kinds = new Set(statements.map(({ object }) => object.definition.interactionType));
      for (const kind of ["choice", "true-false", "matching", "sequencing", "fill-in"]) assert.ok(kinds.has(kind), kind);
      assert.ok(!JSON.stringify(statements).includes("a secret of mine"), "what was typed is in none");
      assert.equal(new Set(statements.map(({ actor }) => actor.account.name)).size, 1);
      assert.equal(new Set(statements.map(({ context }) => context.registration)).size, 1);
      assert.equal(new Set(statements.map(({ id }) => id)).size, statements.length);
      assert.ok(statements.every(({ context }) => context.language === lang));
    }
  });

  it("tell an attempt at a question as a performance of its points", async (t) => {
    const { page } = await open(t);
    await start(page, "practice", { question: "slow-query" });
    await page.getByRole("button", { name: "Done, check my answer" }).click();
    for (const point of await page.locator(".practice-point").all()) await point.locator("input").nth(1).check();
    await page.getByRole("button", { name: "Save this attempt" }).click();
    await page.getByText(/This attempt counts: 50%/).waitFor();
    const [attempt] = (await heard(page)).filter(({ verb }) => verb.id.endsWith("/answered"));
    assert.equal(attempt.object.id, "https://interview-practice.invalid/xapi/packs/senior-software-engineer/questions/slow-query");
    assert.equal(attempt.object.definition.interactionType, "performance");
    assert.equal(attempt.result.score.scaled, 0.5);
    assert.deepEqual(complaints(attempt), []);
  });

  it("stay in the page where no store is named, and cost no request", async (t) => {
    site.requests.length = 0;
    const { page } = await open(t);
    await quiz(page, 2);
    assert.ok((await heard(page)).length > 3);
    assert.equal(lrs.asked.length, 0);
    assert.equal(site.fetches("xapi"), 0);
    assert.equal(await waiting(page), 0);
  });
});

describe("On the way to a learning record store", () => {
  it("arrive once each, with the host's learner and registration, in the version asked for", async (t) => {
    const { page } = await open(t);
    const actor = { objectType: "Agent", account: { homePage: "https://school.example", name: "4711" } };
    const registration = "5a3f61c0-1f5c-4b56-9d5e-9a3f5fbd1a11";
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth, actor, registration });
    await quiz(page, 3);
    const told = await arrived(page);
    const stored = (await lrs.statements()).filter(({ context }) => context.registration === registration);
    assert.equal(stored.length, told.length);
    assert.ok(stored.every((statement) => statement.actor.account.name === "4711"));
    assert.ok(lrs.asked.every(({ headers }) => headers["x-experience-api-version"] === "1.0.3" && headers.authorization === lrs.auth));
    assert.ok(lrs.asked.every(({ headers }) => headers.referer === undefined));
    assert.deepEqual(await heard(page, "ip-error"), []);
  });

  it("wait in storage while the store is away, outlive the page, and go with the next visit", async (t) => {
    const { page, context, url } = await open(t);
    lrs.door = () => ({ status: 503 });
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 2);
    const told = await heard(page);
    await until(async () => (await waiting(page)) === told.length, "all of it waits");
    await page.close();
    lrs.door = () => undefined;
    const next = await listen(context, url);
    assert.equal(await waiting(next), told.length);
    await setXapi(next, { endpoint: lrs.endpoint, auth: lrs.auth });
    await until(async () => (await waiting(next)) === 0, "the queue runs empty");
    const stored = new Map((await lrs.statements()).map((statement) => [statement.id, statement]));
    for (const statement of told) assert.equal(stored.get(statement.id)?.timestamp, statement.timestamp);
  });

  it("are dropped with the progress that they tell of, also those of an earlier visit", async (t) => {
    const { page, context, url } = await open(t);
    lrs.door = () => ({ status: 503 });
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 1);
    await until(async () => (await waiting(page)) > 0, "a statement waits");
    const reset = (/** @type {Page} */ one) => one.locator("interview-practice").evaluate((node) => /** @type {Element} */ (node).resetProgress());
    await reset(page);
    await until(async () => (await waiting(page)) === 0, "nothing waits any more");
    await quiz(page, 1);
    await page.close();
    const next = await listen(context, url);
    assert.ok((await waiting(next)) > 0);
    const other = "interview-practice/xapi/1/x/00000000000000-1@another-store@senior-software-engineer";
    await next.evaluate((key) => localStorage.setItem(key, "{}"), other);
    await reset(next);
    await until(async () => (await waiting(next)) === 1, "what another store's progress tells stays");
    await next.evaluate((key) => localStorage.removeItem(key), other);
  });

  it("stay when another pack's progress under the same storage key is erased", async (t) => {
    const { page } = await open(t);
    lrs.door = () => ({ status: 503 });
    await page.evaluate(
      ([endpoint, auth]) => {
        const settings = { storageKey: "shared", loading: "eager", xapi: { endpoint, auth } };
        const item = { stem: [{ paragraph: [{ text: "Is bread baked?" }] }], body: { true_false: { answer: true } }, id: "baked" };
        const packData = { format: "interview-practice-pack", format_version: 1, id: "baker", version: "1.0.0", role: "Baker", language: "en", competencies: [], guide: [], questions: [], items: [item] };
        Object.assign(/** @type {Element} */ (document.querySelector("interview-practice")), settings);
        document.body.append(Object.assign(document.createElement("interview-practice"), settings, { packData }));
      },
      [lrs.endpoint, lrs.auth],
    );
    const [mine, others] = [page.locator("interview-practice").first(), page.locator("interview-practice").last()];
    const begin = (/** @type {import("playwright-core").Locator} */ one) => one.evaluate((node) => /** @type {Element} */ (node).start("quiz", { length: 1 }));
    const reset = (/** @type {import("playwright-core").Locator} */ one) => one.evaluate((node) => /** @type {Element} */ (node).resetProgress());
    await begin(mine);
    await until(async () => (await waiting(page)) > 0, "a statement waits");
    const before = await waiting(page);
    await begin(others);
    await until(async () => (await waiting(page)) > before, "one of the other pack waits, too");
    await reset(others);
    await until(async () => (await waiting(page)) <= before, "what tells of the other pack goes");
    assert.equal(await waiting(page), before, "what tells of this pack stays");
    await reset(mine);
    await until(async () => (await waiting(page)) === 0, "nothing waits any more");
  });

  it("wait without a single request while the browser is offline, and go when it is back", async (t) => {
    const { page, context } = await open(t);
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 1);
    await arrived(page);
    const before = lrs.asked.length;
    await context.setOffline(true);
    await quiz(page, 1);
    assert.equal(lrs.asked.length, before);
    assert.ok((await waiting(page)) > 0);
    await context.setOffline(false);
    await arrived(page);
  });

  it("are sent again ever later while the store fails, and once each when an answer was lost", async (t) => {
    const { page } = await open(t);
    let failures = 0;
    lrs.door = () => ((failures += 1) <= 3 ? { status: 500 } : failures === 4 ? "lose" : undefined);
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 2);
    await arrived(page);
    const times = lrs.asked.map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => at - /** @type {number} */ (times[n]));
    assert.ok(/** @type {number} */ (gaps[2]) > /** @type {number} */ (gaps[0]), `the third wait is longer than the first: ${gaps}`);
    assert.deepEqual(await heard(page, "ip-error"), []);
  });

  it("are done when the store says that it has them (409), and told to the host when it will not have one (400)", async (t) => {
    const { page } = await open(t);
    let victim = "";
    lrs.door = ({ method, body }) => {
      victim ||= body.match(/"id":"([0-9a-f-]{36})"/)?.[1] ?? "";
      if (method === "POST") return { status: 409 };
      return { status: body.includes(victim) ? 400 : 409 };
    };
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 2);
    await until(async () => (await heard(page, "ip-error")).length > 0 && (await waiting(page)) === 0, "the host is told and the queue runs empty");
    const errors = await heard(page, "ip-error");
    assert.deepEqual(errors.map(({ code }) => code), ["xapi-rejected"]);
    assert.match(errors[0].message, new RegExp(victim));
  });

  it("are kept when the store refuses the host, which is told, and go once the settings are right", async (t) => {
    const { page } = await open(t);
    await setXapi(page, { endpoint: lrs.endpoint, auth: "Basic bm9ib2R5Om5vdGhpbmc=" });
    await quiz(page, 1);
    await until(async () => (await heard(page, "ip-error")).length > 0, "the host is told");
    assert.deepEqual((await heard(page, "ip-error")).map(({ code }) => code), ["xapi-refused"]);
    const asked = lrs.asked.length;
    await quiz(page, 1);
    assert.equal(lrs.asked.length, asked, "it does not knock again");
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await arrived(page);
  });

  it("go by the settings that the host gives while the store is about to refuse the former ones", async (t) => {
    const { page } = await open(t);
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    /** @type {(value?: unknown) => void} */
    let ask = () => {};
    const asked = new Promise((resolve) => (ask = resolve));
    await page.route(
      /\/statements/,
      async (route) => {
        ask();
        await held;
        await route.fulfill({ status: 401, headers: { "access-control-allow-origin": "*" } });
      },
      { times: 1 },
    );
    await setXapi(page, { endpoint: lrs.endpoint, auth: "Basic bm9ib2R5Om5vdGhpbmc=" });
    await quiz(page, 1);
    await asked;
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    release();
    await arrived(page);
  });

  it("say so when there is no room to keep them, and still arrive while the page stands", async (t) => {
    const { page } = await open(t, { storage: "session" });
    lrs.door = () => ({ status: 503 });
    await page.evaluate(() => {
      for (let size = 1 << 20; size >= 1; size >>= 1) {
        try {
          for (let n = 0; ; n += 1) sessionStorage.setItem(`filler-${size}-${n}`, "x".repeat(size));
        } catch {
          // Full at this size.
        }
      }
    });
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 1);
    await until(async () => (await heard(page, "ip-error")).some(({ code }) => code === "xapi-full"), "the host is told");
    lrs.door = () => undefined;
    await arrived(page);
  });

  it("need the store in the page's policy, and name the directive that blocks it", async (t) => {
    const { page, context } = await open(t, { headers: { "content-security-policy": strictPolicy() } });
    await setXapi(page, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(page, 1);
    await until(async () => (await heard(page, "ip-error")).length > 0, "the host is told");
    const [error] = await heard(page, "ip-error");
    assert.equal(error.code, "csp");
    assert.match(error.message, /connect-src/);
    assert.equal(lrs.asked.length, 0);
    const policy = strictPolicy().replace("connect-src 'self'", `connect-src 'self' ${new URL(lrs.endpoint).origin}`);
    const allowed = await listen(context, site.page(hostPage(ELEMENT), { "content-security-policy": policy }));
    await setXapi(allowed, { endpoint: lrs.endpoint, auth: lrs.auth });
    await quiz(allowed, 1);
    // What waited under the other policy goes too.
    await arrived(allowed);
  });
});

it("Every statement that these tests saw is valid by @learninglocker/xapi-validation", () => {
  assert.ok(seen.size > 80, `${seen.size} statements`);
  assert.deepEqual([...seen.values()].flatMap(complaints), []);
  console.log(`# ${seen.size} statements are valid`);
});

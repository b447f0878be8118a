/** Files from another origin, each held to the release's table of hashes: by the script tag, by the entry module, by an import map. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { Site, builtFile, launch, outcome, visit } from "./rig.js";

/** @type {Site} */ let site;
/** @type {Record<string, string>} */ let table;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  site = await Site.start();
  table = JSON.parse(`${(await site.file("/npm/integrity.json")).body}`).files;
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.close();
});

/**
 * A page of one origin with the files of another, every hash in place, and one file changed on its way.
 * @param {import("node:test").TestContext} t @param {string} [changed]
 */
async function open(t, changed) {
  const cdn = await Site.start();
  t.after(() => cdn.close());
  cdn.headers = { "access-control-allow-origin": "*" };
  cdn.rules.push(async (path) => {
    if (path !== changed) return undefined;
    const answer = await cdn.file(path);
    return { ...answer, body: `${answer.body}\n// changed on its way\n` };
  });
  const scripts = [await builtFile("runtime"), await builtFile("glue")];
  const hash = (/** @type {string} */ path) => table[path.replace("/npm/", "")];
  const map = { integrity: Object.fromEntries(scripts.map((path) => [cdn.origin + path, hash(path)])) };
  const body = `<!doctype html><title>A host</title><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify(map)}</script>
    <script type="module" src="${cdn.origin}/npm/interview-practice.js" integrity="${hash("/npm/interview-practice.js")}" crossorigin></script>
    <interview-practice loading="eager"><p id="fallback">See the guide.</p></interview-practice>`;
  return { cdn, scripts, ...(await visit(t, browser, site.page(body))) };
}

describe("Integrity", () => {
  it("has an import map in the README for every script that is imported", async () => {
    const readme = await readFile(new URL("../../www/README.md", import.meta.url), "utf8");
    const named = [...readme.matchAll(/npm\/([a-z-]+)-HASH\.js/g)].map(([, stem]) => stem).sort();
    const built = Object.keys(table).flatMap((path) => /^([a-z-]+)-[0-9a-f]{16}\.js$/.exec(path)?.[1] ?? []).sort();
    assert.deepEqual(named, built);
  });

  it("lets a release through that is what it should be", async (t) => {
    const { problems, element } = await open(t);
    assert.equal(await outcome(element), "ready");
    assert.deepEqual(problems, []);
  });

  it("keeps a changed entry module from running", async (t) => {
    const { page, element } = await open(t, "/npm/interview-practice.js");
    await page.waitForTimeout(300);
    assert.equal(await element.evaluate((node) => node.shadowRoot), null);
    assert.ok(await page.locator("#fallback").isVisible());
  });

  for (const stem of ["runtime", "glue"]) {
    it(`keeps a changed ${stem} from running, by the import map, and names it`, async (t) => {
      const file = await builtFile(stem);
      const { page, element } = await open(t, file);
      assert.notEqual(await outcome(element), "ready");
      assert.ok(await page.locator("#fallback").isVisible());
      assert.match(await element.evaluate((node) => node.shadowRoot?.textContent ?? ""), new RegExp(stem));
    });
  }

  for (const stem of ["widget", "outline-senior-software-engineer"]) {
    it(`keeps a changed ${stem} out, by the hash in the entry module`, async (t) => {
      const file = await builtFile(stem, stem === "widget" ? "npm/" : "npm/packs/");
      const { element } = await open(t, file);
      assert.equal(await outcome(element), "integrity");
    });
  }
});

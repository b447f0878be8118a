/** The element in another document than the one it was made in: it keeps its widget and is dressed there as at home. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, hostPage, launch, outcome, shot, strictPolicy, visit } from "./rig.js";

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

/** How it looks, as far as only its own style sheets make it so. @param {import("playwright-core").Locator} element */
function looks(element) {
  return element.evaluate((node) => {
    const inside = (/** @type {string} */ selector) => /** @type {Element} */ (node.shadowRoot?.querySelector(selector));
    const of = (/** @type {Element} */ one, /** @type {string[]} */ names) => names.map((name) => getComputedStyle(one).getPropertyValue(name));
    return {
      host: of(node, ["display"]),
      tabs: of(inside(".shell-nav ul"), ["display", "list-style-type", "gap"]),
      button: of(inside("button"), ["border-radius", "padding", "min-height"]),
      view: of(inside(".shell-main > *"), ["display", "gap"]),
      sheets: node.shadowRoot?.adoptedStyleSheets.length,
    };
  });
}

const BODY = `<interview-practice loading="eager" storage="none"><p>See the guide.</p></interview-practice>
  <iframe title="Another document" style="width: 900px; height: 700px"></iframe>`;

describe("In another document", () => {
  for (const [when, view] of [["before the views have come", "home"], ["in the midst of a view", "guide"]]) {
    it(`keeps its widget and its looks, moved ${when}, and on the way back`, async (t) => {
      const url = site.page(hostPage(BODY), { "content-security-policy": strictPolicy().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") });
      const { page, problems, element } = await visit(t, browser, url);
      assert.equal(await outcome(element), "ready");
      if (view !== "home") await element.evaluate((node, name) => /** @type {any} */ (node).start(name), view);
      // Both as wide: the layout answers to the width.
      await element.evaluate((node) => node.style.setProperty("width", "700px"));
      const before = await looks(element);
      await element.evaluate((node) => {
        /** @type {any} */ (globalThis).kept = node.shadowRoot?.querySelector(".shell");
        document.querySelector("iframe")?.contentDocument?.body.append(node);
      });
      const frame = page.frameLocator("iframe").locator("interview-practice");
      const kept = async () => {
        await page.waitForTimeout(100);
        return page.evaluate(() => /** @type {any} */ (globalThis).kept.isConnected);
      };
      assert.ok(await kept(), "the widget is the same one");
      assert.deepEqual(await looks(frame), before);
      await frame.getByRole("button", { name: "Quiz", exact: true }).click();
      await frame.getByRole("button", { name: /^Start/ }).first().waitFor();
      const quiz = await looks(frame);
      assert.ok(Number(quiz.sheets) >= 12, "what comes with the views is there as well");
      await shot(page, `adopted-${view}`);
      await page.evaluate(() => {
        const practice = document.querySelector("iframe")?.contentDocument?.querySelector("interview-practice");
        if (practice) document.body.prepend(practice);
      });
      assert.ok(await kept());
      assert.deepEqual(await looks(element), quiz);
      assert.deepEqual(problems, []);
    });
  }

  it("breaks nothing in a document that nobody sees", async (t) => {
    const { page, problems, element } = await visit(t, browser, site.page(hostPage(BODY)));
    assert.equal(await outcome(element), "ready");
    const before = await looks(element);
    await page.evaluate(() => {
      const practice = /** @type {Element} */ (document.querySelector("interview-practice"));
      const elsewhere = document.implementation.createHTMLDocument("Elsewhere");
      elsewhere.body.append(practice);
      document.body.prepend(document.adoptNode(practice));
    });
    assert.equal(await outcome(element), "ready");
    assert.deepEqual(await looks(element), before);
    assert.deepEqual(problems, []);
  });
});

/** Dressed by its hosts: the ready themes, the example pages, switches of the colour scheme followed live, right to left, forced colours. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { Site, hostPage, launch, outcome, shot, visit } from "./rig.js";

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

const ELEMENT = `<interview-practice loading="eager" storage="none" seed="7"></interview-practice>`;

/** Brings the first element to a graded item, where every tone stands. @param {import("playwright-core").Locator} element */
async function grade(element) {
  await element.evaluate((node) => /** @type {Element} */ (node).start("quiz", { length: 3, kinds: ["single"], seed: 7 }));
  await element.getByRole("radio").last().check();
  await element.getByRole("button", { name: "Check answer" }).click();
  await element.getByRole("button", { name: "Next", exact: true }).waitFor();
}

/** @param {import("playwright-core").Page} page @param {string[]} rules */
async function findings(page, rules) {
  const { violations } = await new AxeBuilder({ page }).withRules(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.any[0]?.message}`));
}

/** @param {import("playwright-core").Page} page */
const isWider = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** @param {import("playwright-core").Page} page */
const ground = (page) => page.locator(".ip-root").first().evaluate((node) => getComputedStyle(node).backgroundColor);

describe("A ready theme", () => {
  for (const theme of ["paper", "harbour", "contrast"]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      it(`${theme} can be read, ${colorScheme}`, async (t) => {
        const head = `<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="/npm/themes/${theme}.css">`;
        const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT, { head })), { colorScheme });
        assert.equal(await outcome(element), "ready");
        const rule = theme === "contrast" ? "color-contrast-enhanced" : "color-contrast";
        for (const view of ["home", "practice", "progress"]) {
          await element.evaluate((node, name) => Object.assign(node, { view: name }), view);
          await page.waitForTimeout(60);
          assert.deepEqual(await findings(page, [rule]), [], view);
        }
        await grade(element);
        assert.deepEqual(await findings(page, [rule]), [], "a graded item");
        await shot(page, `theme-${theme}-${colorScheme}`);
      });
    }
  }

  it("gives way to the host's own rules, whatever the order", async (t) => {
    const head = `<style>interview-practice { --ip-radius: 3px }</style><link rel="stylesheet" href="/npm/themes/harbour.css">`;
    const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT, { head })));
    assert.equal(await outcome(element), "ready");
    assert.equal(await page.locator("[part~=primary]").first().evaluate((node) => getComputedStyle(node).borderRadius), "3px");
  });
});

describe("A host's own look", () => {
  it("is followed live when it switches to dark and back, and the theme attribute wins over it", async (t) => {
    const head = `<style>:root { color-scheme: light } :root.dark { color-scheme: dark }</style>`;
    const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT, { head })), { colorScheme: "dark" });
    assert.equal(await outcome(element), "ready");
    const light = await ground(page);
    await page.evaluate(() => document.documentElement.classList.add("dark"));
    const dark = await ground(page);
    assert.notEqual(dark, light);
    await element.evaluate((node) => node.setAttribute("theme", "light"));
    await page.waitForTimeout(30);
    assert.equal(await ground(page), light);
    await element.evaluate((node) => node.removeAttribute("theme"));
    await page.evaluate(() => document.documentElement.classList.remove("dark"));
    await page.waitForTimeout(30);
    assert.equal(await ground(page), light);
  });

  it("follows the system where the host does", async (t) => {
    const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT, { head: `<meta name="color-scheme" content="light dark">` })));
    assert.equal(await outcome(element), "ready");
    const light = await ground(page);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.notEqual(await ground(page), light);
  });

  for (const width of [320, 1280]) {
    it(`runs from right to left, ${width} px wide`, async (t) => {
      const url = site.page(hostPage(ELEMENT).replace("<html", `<html dir="rtl"`));
      const { page, element } = await visit(t, browser, url, { viewport: { width, height: 900 } });
      assert.equal(await outcome(element), "ready");
      for (const view of ["home", "guide", "practice", "progress"]) {
        await element.evaluate((node, name) => Object.assign(node, { view: name }), view);
        await page.waitForTimeout(60);
        assert.equal(await isWider(page), false, view);
        await shot(page, `rtl-${view}-${width}`);
      }
      await grade(element);
      assert.equal(await isWider(page), false);
      const title = element.locator("[part~=title]");
      const [box, own] = await Promise.all([title.boundingBox(), element.boundingBox()]);
      assert.ok(box && own && own.x + own.width - (box.x + box.width) < 40, "the title stands at the right");
      await shot(page, `rtl-graded-${width}`);
    });
  }

  it("keeps its edges and states in forced colours", async (t) => {
    const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT)), { forcedColors: "active" });
    assert.equal(await outcome(element), "ready");
    await grade(element);
    const border = await page.locator("[part~=primary]").first().evaluate((node) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(node);
      return { visible: borderTopStyle === "solid" && borderTopWidth !== "0px", apart: borderTopColor !== backgroundColor };
    });
    assert.deepEqual(border, { visible: true, apart: true });
    await shot(page, "forced-colours");
  });

  it("does not move where motion is unwanted, whatever the duration", async (t) => {
    const head = `<style>interview-practice { --ip-duration: 2s }</style>`;
    const { page, element } = await visit(t, browser, site.page(hostPage(ELEMENT, { head })), { reducedMotion: "reduce" });
    assert.equal(await outcome(element), "ready");
    assert.equal(await page.locator("[part~=primary]").first().evaluate((node) => getComputedStyle(node).transitionDuration), "0s");
  });
});

describe("The example pages", () => {
  /** The others have one scheme, whatever the system's. */
  const followers = ["index", "blog"];
  for (const name of [...followers, "careers", "course", "wiki"]) {
    for (const colorScheme of /** @type {const} */ (followers.includes(name) ? ["light", "dark"] : ["light"])) {
      for (const width of [320, 1280]) {
        it(`${name}, ${colorScheme}, ${width} px wide`, async (t) => {
          const { page, problems } = await visit(t, browser, `${site.origin}/examples/${name}.html`, { colorScheme, viewport: { width, height: 900 } });
          for (const element of await page.locator("interview-practice").all()) {
            await element.evaluate((node) => customElements.whenDefined(node.localName).then(() => /** @type {Element} */ (node).load()));
          }
          if (name === "wiki") await page.frameLocator("iframe").locator("interview-practice nav").waitFor();
          assert.equal(await isWider(page), false);
          assert.deepEqual(await findings(page, ["color-contrast", "heading-order", "landmark-unique", "region"]), []);
          assert.deepEqual(problems, []);
          await shot(page, `example-${name}-${colorScheme}-${width}`);
        });
      }
    }
  }

  it("of a course shows no chrome of ours, and the page's own way back", async (t) => {
    const { page } = await visit(t, browser, `${site.origin}/examples/course.html`);
    const lesson = page.locator("interview-practice").first();
    await lesson.evaluate((node) => customElements.whenDefined(node.localName).then(() => /** @type {Element} */ (node).load()));
    assert.equal(await lesson.locator("[part~=header]").isVisible(), false);
    const back = page.getByRole("button", { name: "Back to the lesson" });
    assert.equal(await back.isVisible(), false);
    await lesson.getByRole("button", { name: "Quiz on this section" }).click();
    await back.click();
    await lesson.getByRole("article").waitFor();
    assert.equal(await back.isVisible(), false);
  });
});

/** The page for iframes and the script for the page around it: heights both ways, across origins, sandboxed, and heeding nobody else. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Site, launch, shot, visit } from "./rig.js";

/** The page around. @type {Site} */ let site;
/** Where the files are: another origin. @type {Site} */ let other;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
  [site, other] = [await Site.start(), await Site.start()];
  other.headers = { "access-control-allow-origin": "*" };
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.close();
  other.close();
});

/** @param {string} attributes @param {string} [query] */
const host = (attributes, query = "view=quiz") => `<!doctype html><title>A host</title><link rel="icon" href="data:,">
<p>Before</p><iframe src="${other.origin}/npm/embed.html?${query}" title="Practice" style="width: 100%; height: 40px; border: 2px solid" ${attributes}></iframe><p>After</p>
<script src="${other.origin}/npm/embed-host.js" async></script>`;

/**
 * Waits until the frame is exactly as high as what it shows, and gives the height.
 * @param {import("playwright-core").Page} page @param {import("playwright-core").FrameLocator} frame @param {(height: number) => boolean} [also]
 */
async function settled(page, frame, also = () => true) {
  for (let n = 0; n < 100; n += 1) {
    const inner = await frame.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    const outer = await page.locator("iframe").evaluate((node) => node.clientHeight);
    if (inner > 60 && inner === outer && also(outer)) return outer;
    await page.waitForTimeout(50);
  }
  throw new Error("the frame never came to the height of its content");
}

/** @param {import("playwright-core").FrameLocator} frame */
const ready = (frame) => frame.locator("interview-practice").getByRole("navigation").first().waitFor();

describe("In an iframe", () => {
  for (const [name, attributes] of [
    ["on another origin", ""],
    ["sandboxed, with an origin", `sandbox="allow-scripts allow-same-origin"`],
    ["sandboxed, without one", `sandbox="allow-scripts"`],
  ]) {
    it(`is as high as its content, growing and shrinking, ${name}`, async (t) => {
      const { page, problems } = await visit(t, browser, site.page(host(attributes ?? "")));
      const frame = page.frameLocator("iframe");
      await ready(frame);
      const quiz = await settled(page, frame);
      await frame.getByRole("button", { name: "Guide", exact: true }).click();
      const guide = await settled(page, frame, (height) => height > quiz);
      await frame.getByRole("button", { name: "Review", exact: true }).click();
      const review = await settled(page, frame, (height) => height < guide);
      await page.setViewportSize({ width: 320, height: 700 });
      await settled(page, frame, (height) => height !== review);
      assert.deepEqual(problems, []);
      if (attributes === "") await shot(page, "embed-narrow");
    });
  }

  it("takes the element's attributes from its address", async (t) => {
    const { page } = await visit(t, browser, `${other.origin}/npm/embed.html?view=guide&lang=es&theme=dark&storage=none&heading-level=2`);
    const element = page.locator("interview-practice");
    await element.getByRole("button", { name: "Guía", exact: true }).waitFor();
    assert.equal(await element.getByRole("heading").first().evaluate((node) => node.tagName), "H2");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  it("tells its height to nobody who has not answered, and to that origin alone", async (t) => {
    const { page } = await visit(t, browser, site.page(host("").replace(/<script.*<\/script>/, "<script>heard = []; addEventListener('message', (event) => heard.push(event.data));</script>")));
    await ready(page.frameLocator("iframe"));
    const heard = () => page.evaluate(() => /** @type {any} */ (window).heard);
    assert.deepEqual(await heard(), [{ type: "interview-practice:frame", v: 1, hello: true }]);
    await page.evaluate(() => {
      const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
      // From a frame of ours, so not from the page around.
      const stranger = document.body.appendChild(document.createElement("iframe"));
      const script = /** @type {any} */ (stranger.contentWindow);
      script.target = contentWindow;
      script.eval("target.postMessage({ type: 'interview-practice:frame', v: 1, hello: true }, '*')");
    });
    await page.waitForTimeout(200);
    assert.equal((await heard()).length, 1);
  });

  it("is heeded for a height alone, in bounds, from its own address", async (t) => {
    const { page } = await visit(t, browser, site.page(host("")));
    const frame = page.frameLocator("iframe").first();
    await ready(frame);
    const height = await settled(page, frame);
    // Another frame that claims to be ours: it stands on an address that is none of ours.
    await page.evaluate(() => {
      const forged = (/** @type {any} */ message) => `parent.postMessage(${JSON.stringify({ type: "interview-practice:frame", v: 1, ...message })}, "*")`;
      const stranger = document.body.appendChild(document.createElement("iframe"));
      /** @type {any} */ (stranger.contentWindow).eval(forged({ height: 5000 }));
      window.postMessage({ type: "interview-practice:frame", v: 1, height: 4000 }, "*");
    });
    await page.waitForTimeout(200);
    assert.equal(await page.locator("iframe").first().evaluate((node) => node.clientHeight), height);
    for (const wrong of [-5, 0, 1e9, "300px", null, 12.5]) {
      await frame.locator("body").evaluate((_, value) => parent.postMessage({ type: "interview-practice:frame", v: 1, height: value }, "*"), wrong);
    }
    await page.waitForTimeout(200);
    assert.equal(await page.locator("iframe").first().evaluate((node) => node.clientHeight), height);
  });

  it("works when the script of the page around comes long after the frame", async (t) => {
    const { page } = await visit(t, browser, site.page(host("").replace(/<script.*<\/script>/, "")));
    const frame = page.frameLocator("iframe").first();
    await ready(frame);
    await page.addScriptTag({ url: `${other.origin}/npm/embed-host.js` });
    await settled(page, frame);
    assert.deepEqual(await page.evaluate(() => Object.keys(window).filter((name) => /interview|embed/i.test(name))), []);
  });
});

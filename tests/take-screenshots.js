/**
 * Takes the pictures that shops and install prompts show: `node tests/take-screenshots.js`, after a build and a visible change. The
 * results, `www/screenshots/*.png`, are committed and named in the app's manifest.
 */
import { fileURLToPath } from "node:url";
import { Site, launch, outcome } from "./e2e/rig.js";

const folder = new URL("../www/screenshots/", import.meta.url);
const site = await Site.start();
const browser = await launch();
const shapes = { wide: { width: 1280, height: 800 }, narrow: { width: 412, height: 892 } };
for (const [shape, viewport] of Object.entries(shapes)) {
  for (const view of ["guide", "quiz", "practice"]) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${site.origin}/#/${view}`);
    await outcome(page.locator("interview-practice"));
    if (view === "quiz") {
      await page.evaluate(() => /** @type {any} */ (document.querySelector("interview-practice")).start("quiz", { kinds: ["single"], length: 5, seed: 3 }));
      await page.locator(".item-choice").first().click();
      await page.getByRole("button", { name: "Check answer" }).click();
      await page.locator(".quiz-verdict").waitFor();
    }
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: fileURLToPath(new URL(`${view}-${shape}.png`, folder)) });
    await page.close();
  }
}
await browser.close();
site.close();

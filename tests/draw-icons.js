/**
 * Draws the app's icons from `www/icons/mark.svg`: `node tests/draw-icons.js`, after the mark has changed. The results are committed.
 * Maskable icons bleed to the edges and keep the mark within the safe zone, the inner four fifths.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const icons = new URL("../www/icons/", import.meta.url);
const mark = await readFile(new URL("mark.svg", icons), "utf8");
const bleeding = mark.replace(' rx="14"', "");

const browser = await chromium.launch({ executablePath: process.env.IP_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();

/** @param {string} name @param {number} size @param {string} svg @param {number} scale */
async function draw(name, size, svg, scale = 1) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0;height:100vh;display:grid;place-items:center;${scale < 1 ? "background:#1f5fbf" : ""}}
    svg{width:${100 * scale}vmin;height:${100 * scale}vmin}</style>${svg}`);
  await page.screenshot({ path: fileURLToPath(new URL(name, icons)), omitBackground: true });
}

await draw("icon-192.png", 192, mark);
await draw("icon-512.png", 512, mark);
await draw("maskable-192.png", 192, bleeding, 0.86);
await draw("maskable-512.png", 512, bleeding, 0.86);
await draw("apple-touch-icon.png", 180, bleeding);
await browser.close();

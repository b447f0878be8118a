/**
 * What every browser test stands on: a server over `dist/` whose answers a test can change, a browser, pages that report what went
 * wrong in them, and screenshots.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url);
// `cargo xtask test` names the build and the browser; alone, a test finds them where they are.
const dist = process.env.IP_DIST ? pathToFileURL(`${process.env.IP_DIST}/`) : new URL("dist/", root);
const shots = new URL("tests/shots/", root);

/** The policy that the contract promises to work under, with the page's own server as HOST. @param {string} host */
export function strictPolicy(host = "'self'") {
  return [
    "default-src 'none'",
    `script-src ${host} 'wasm-unsafe-eval'`,
    `connect-src ${host}`,
    `style-src ${host}`,
    `img-src ${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  bin: "application/octet-stream",
  md: "text/markdown; charset=utf-8",
};

/**
 * @typedef {{status?: number, headers?: Record<string, string>, body?: string | Buffer}} Answer
 * @typedef {(path: string) => Answer | undefined | Promise<Answer | undefined>} Rule
 */

/** A server over `dist/`, on a port of its own and so an origin of its own. */
export class Site {
  /** Every path that was asked for, in order. @type {string[]} */
  requests = [];
  /** Tried in order before the files. @type {Rule[]} */
  rules = [];
  /** Added to every answer. @type {Record<string, string>} */
  headers = {};
  origin = "";
  #pages = 0;
  #dist = dist;

  /** @param {string} [folder] another build than this one's */
  static async start(folder) {
    const site = new Site();
    if (folder) site.#dist = pathToFileURL(`${folder}/`);
    const server = createServer((request, response) => {
      site.#answer(request.url ?? "/").then(
        ({ status = 200, headers = {}, body = "" }) => {
          response.writeHead(status, { "cache-control": "no-store", ...headers, ...site.headers });
          response.end(body);
        },
        (error) => {
          response.writeHead(500).end(`${error}`);
        },
      );
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    site.origin = `http://127.0.0.1:${address.port}`;
    site.close = () => {
      server.close();
      server.closeAllConnections();
    };
    return site;
  }

  close() {}

  /** @param {string} url @returns {Promise<Answer>} */
  async #answer(url) {
    const path = decodeURIComponent(new URL(url, this.origin).pathname);
    this.requests.push(path);
    for (const rule of this.rules) {
      const answer = await rule(path);
      if (answer) return answer;
    }
    return this.file(path);
  }

  /** What `dist/` has at a path. @param {string} path @returns {Promise<Answer>} */
  async file(path) {
    const name = path.endsWith("/") ? `${path}index.html` : path;
    try {
      const body = await readFile(new URL(`.${name}`, this.#dist));
      const ending = /** @type {keyof typeof TYPES} */ (name.split(".").pop());
      return { headers: { "content-type": TYPES[ending] ?? "application/octet-stream" }, body };
    } catch {
      return { status: 404, headers: { "content-type": "text/plain" }, body: "not found" };
    }
  }

  /** Puts a page on the server and gives its address. @param {string} body @param {Record<string, string>} [headers] */
  page(body, headers = {}) {
    const path = `/test-page-${(this.#pages += 1)}.html`;
    this.rules.push((asked) => (asked === path ? { headers: { "content-type": TYPES.html, ...headers }, body } : undefined));
    return this.origin + path;
  }

  /** How often a file was asked for: `name` is its name without hash and ending. @param {string} name */
  fetches(name) {
    return this.requests.filter((path) => new RegExp(`/${name}(-[0-9a-f]{16})?\\.\\w+$`).test(path)).length;
  }
}

/** A host's page. @param {string} body @param {{head?: string, doctype?: string, src?: string}} [options] */
export function hostPage(body, { head = "", doctype = "<!doctype html>", src = "/npm/interview-practice.js" } = {}) {
  return `${doctype}<html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="/icons/mark.svg">
<script type="module" src="${src}"></script>${head}</head><body>${body}</body></html>`;
}

/** The name of a built file. @param {string} stem such as `widget` @param {string} [folder] */
export async function builtFile(stem, folder = "npm/") {
  const names = await readdir(new URL(folder, dist));
  const name = names.find((one) => new RegExp(`^${stem}-[0-9a-f]{16}\\.\\w+$`).test(one));
  if (!name) throw new Error(`dist/${folder} has no ${stem}: run \`cargo xtask build\``);
  return `/${folder}${name}`;
}

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** The browser's program. */
export const executablePath = process.env.IP_CHROMIUM ?? "/usr/bin/chromium";

/** One browser for a test file, which closes it after its last test. @param {string[]} [flags] more flags */
export function launch(flags = []) {
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/**
 * Starts a browser as people do, in a process group of its own, and connects to it: it can be killed, and nothing is switched off in it
 * for the sake of tests, as partitioned storage is where Playwright starts it. @param {string} profile
 */
export async function startByHand(profile) {
  await rm(join(profile, "DevToolsActivePort"), { force: true });
  const all = ["--headless", ...FLAGS, "--no-first-run", `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"];
  const child = spawn(executablePath, all, { detached: true, stdio: "ignore" });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  for (let tries = 0; tries < 2400; tries += 1) {
    const port = await readFile(join(profile, "DevToolsActivePort"), "utf8").catch(() => "");
    if (port) {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port.split("\n")[0]}`);
      return { browser, kill: () => process.kill(-(/** @type {number} */ (child.pid)), "SIGKILL"), exited };
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("Chromium did not start");
}

/** A browser with a profile on disk, as people have. @param {string} folder */
export function launchPersistent(folder) {
  return chromium.launchPersistentContext(folder, { executablePath, args: FLAGS });
}

/**
 * Opens an address in a context of its own.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function visit(t, browser, url, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  const page = await context.newPage();
  const problems = await watch(page);
  await page.goto(url);
  return { context, page, problems, element: page.locator("interview-practice").first() };
}

/** Collects what a page complains of: console errors, uncaught errors, policy violations. @param {import("playwright-core").Page} page */
export async function watch(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`violation: ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return problems;
}

/** Waits until an element is interactive, or gives its error's code. @param {import("playwright-core").Locator} element @returns {Promise<string>} */
export function outcome(element) {
  return element.evaluate(async (node) => {
    // What comes by `import()` may be defined after the page has loaded.
    const never = new Promise((_, reject) => setTimeout(() => reject(new Error("the element is never defined")), 30_000));
    await Promise.race([customElements.whenDefined(node.localName), never]);
    const { ready } = /** @type {import("../../www/index.d.ts").InterviewPractice} */ (node);
    return ready.then(
      () => "ready",
      (error) => error.code,
    );
  });
}

/** Keeps a picture in `tests/shots/` for people to look at. @param {import("playwright-core").Page} page @param {string} name */
export async function shot(page, name) {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, shots)), fullPage: true });
}

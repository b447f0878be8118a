/**
 * A real learning record store for tests: Ralph (PyPI), behind a door that a test can close, so that the page meets what networks do.
 */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("../lrs/", import.meta.url));
const home = fileURLToPath(new URL("../../target/lrs/", import.meta.url));

/** The Python that has Ralph, installed into `target/` the first time. */
export async function python() {
  if (process.env.IP_LRS_PYTHON) return process.env.IP_LRS_PYTHON;
  const wanted = await readFile(join(folder, "requirements.txt"), "utf8");
  const stamp = join(home, "installed.txt");
  const program = join(home, "bin/python");
  if (!existsSync(stamp) || (await readFile(stamp, "utf8")) !== wanted) {
    await rm(home, { recursive: true, force: true });
    await run("python3", ["-m", "venv", home]);
    await run(program, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(folder, "requirements.txt")], { maxBuffer: 1 << 24 });
    await writeFile(stamp, wanted);
  }
  return program;
}

/** @returns {Promise<number>} a port that was free a moment ago */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @typedef {{method: string, url: string, headers: import("node:http").IncomingHttpHeaders, body: string, at: number}} Asked */
/** @typedef {{status: number, headers?: Record<string, string>} | "lose" | undefined} Instead what to answer instead of the store; `lose`: the store does it, the answer is lost */

export class Lrs {
  /** The address for `xapi.endpoint`. */
  endpoint = "";
  auth = `Basic ${Buffer.from("learner:secret").toString("base64")}`;
  /** Every request but preflights. @type {Asked[]} */
  asked = [];
  /** @type {(asked: Asked) => Instead} */
  door = () => undefined;
  #store = "";
  #inside = "";

  static async start() {
    const lrs = new Lrs();
    const [program, port] = [await python(), await freePort()];
    lrs.#store = await mkdtemp(join(tmpdir(), "ip-lrs-"));
    lrs.#inside = `http://127.0.0.1:${port}/xAPI/`;
    const ralph = spawn(program, [join(folder, "run.py"), lrs.#store, `${port}`], { cwd: lrs.#store, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    ralph.stderr.on("data", (text) => (said += text));
    for (let tries = 0; ; tries += 1) {
      if (ralph.exitCode !== null || tries > 300) throw new Error(`Ralph did not start: ${said}`);
      if (await fetch(`${lrs.#inside}about`).catch(() => null)) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const server = createServer((request, response) => void lrs.#answer(request, response));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    lrs.endpoint = `http://127.0.0.1:${address.port}/xAPI`;
    lrs.close = async () => {
      server.close();
      server.closeAllConnections();
      ralph.kill();
      await rm(lrs.#store, { recursive: true, force: true });
    };
    return lrs;
  }

  async close() {}

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #answer(request, response) {
    const cors = {
      "access-control-allow-origin": request.headers.origin ?? "*",
      "access-control-allow-methods": "GET, PUT, POST",
      "access-control-allow-headers": "authorization, content-type, x-experience-api-version",
      "access-control-expose-headers": "retry-after",
    };
    if (request.method === "OPTIONS") {
      response.writeHead(204, cors).end();
      return;
    }
    let body = "";
    for await (const part of request) body += part;
    const asked = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body, at: performance.now() };
    this.asked.push(asked);
    const instead = this.door(asked);
    if (instead && instead !== "lose") {
      response.writeHead(instead.status, { ...cors, ...instead.headers }).end();
      return;
    }
    const headers = Object.fromEntries(["authorization", "content-type", "x-experience-api-version"].map((name) => [name, `${request.headers[name] ?? ""}`]));
    const answer = await fetch(this.#inside + asked.url.replace(/^\/xAPI\//, ""), { method: asked.method, headers, body });
    if (instead === "lose") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { ...cors, "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(answer.status === 204 ? undefined : await answer.text());
  }

  /** Every statement that the store has, a line each as it keeps them. @returns {Promise<any[]>} */
  async statements() {
    const text = await readFile(join(this.#store, "fs_lrs.jsonl"), "utf8");
    // It may be writing the last of them.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return whole.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }
}

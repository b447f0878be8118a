/** Builds what is held against each other: the coach as a wasm module, and the native command. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string[]} args @returns {any[]} what cargo says of what it made */
function cargo(args) {
  const { status, stdout, stderr } = spawnSync("cargo", [...args, "--message-format=json-render-diagnostics"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`cargo ${args.join(" ")} failed:\n${stderr}`);
  return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** The coach's module, built as the widget's is. */
export async function buildModule() {
  const made = cargo(["build", "--package", "coach-module", "--target", "wasm32-unknown-unknown", "--profile", "wasm"]);
  const path = made.flatMap(({ filenames = [] }) => filenames).find((name) => name.endsWith("coach_module.wasm"));
  return readFile(path);
}

/** The word neighbours, as they are shipped. */
export function neighbours() {
  return readFile(new URL("../../src/core/coach/neighbours.bin", import.meta.url));
}

/** The path of the native command. @returns {string} */
export function buildCommand() {
  const made = cargo(["build", "--bin", "interview-practice"]);
  return made.find(({ executable, target }) => executable && target?.name === "interview-practice").executable;
}

/**
 * Runs in the page: the module at `/coach.wasm` with the neighbours at `/neighbours.bin`, as functions on bytes.
 */
export const PAGE = `<!doctype html><meta charset="utf-8"><title>The coach's module</title><script type="module">
  const { instance } = await WebAssembly.instantiate(await (await fetch("/coach.wasm")).arrayBuffer());
  const coach = instance.exports;
  const give = (bytes) => {
    const at = coach.input(bytes.length);
    new Uint8Array(coach.memory.buffer, at, bytes.length).set(bytes);
  };
  give(new Uint8Array(await (await fetch("/neighbours.bin")).arrayBuffer()));
  if (coach.load_neighbours() !== 1) throw new Error("the neighbours are not whole");
  window.judge = (line) => {
    give(new TextEncoder().encode(line));
    if (coach.judge() !== 1) return null;
    return new TextDecoder().decode(new Uint8Array(coach.memory.buffer, coach.output(), coach.output_length()));
  };
  window.prepare = (line) => {
    give(new TextEncoder().encode(line));
    return coach.prepare() === 1;
  };
  window.assess = () => coach.assess();
  window.ready = true;
</script>`;

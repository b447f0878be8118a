/**
 * Parts of the WebAssembly module that are fetched later. They share memory and table with the instance, and belong to it: a fresh one
 * takes them in anew, compiled once a page.
 */
import { compile } from "./files.js";

/** @typedef {import("./runtime.js").Place} Place */
/** @typedef {import("./runtime.js").Glue} Glue */

/** By file. @type {Map<string, Promise<WebAssembly.Module>>} */
const modules = new Map();

/** What the present instance has taken in, or is about to, by file; `true` when it is there. @type {Map<string, true | Promise<void>>} */
let parts = new Map();

/** @param {Place} place @param {[string, string][]} files @param {Promise<Glue>} engine @returns {Promise<void> | undefined} nothing when all are there */
export function join(place, files, engine) {
  if (files.every(([file]) => parts.get(file) === true)) return undefined;
  return Promise.all(files.map((file) => take(place, file, engine))).then(() => {});
}

/** The instance is gone, and with it what it had taken in. */
export function leave() {
  parts = new Map();
}

/** @param {Place} place @param {[string, string]} file @param {Promise<Glue>} engine @returns {true | Promise<void>} */
function take(place, [file, integrity], engine) {
  const known = parts.get(file);
  if (known) return known;
  const own = parts;
  const module = modules.get(file) ?? compile(place, file, integrity);
  modules.set(file, module);
  const taken = Promise.all([module, engine])
    .then(([compiled, glue]) => place.early.WebAssembly.instantiate(compiled, { __wasm_split: /** @type {any} */ (glue.initSync()) }))
    .then(
      () => void own.set(file, true),
      (error) => {
        // The next one who asks tries again.
        own.delete(file);
        if (modules.get(file) === module) modules.delete(file);
        throw error;
      },
    );
  own.set(file, taken);
  return taken;
}

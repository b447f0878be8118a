/**
 * Fetching, with integrity, and finding out what went wrong where the browser only says that something did.
 */
import { fault, words } from "./faults.js";

/** @typedef {import("./runtime.js").Place} Place */
/** @typedef {import("./runtime.js").Module} Module */

/** @param {Place} place @param {Module} module @returns {Promise<any>} the glue, ready for use */
export async function instantiate(place, module) {
  const { WebAssembly } = place.early;
  if (!WebAssembly) throw fault(place, "old-browser", { finding: "WebAssembly" });
  const [glue, compiled] = await Promise.all([importFile(place, module.glue), compile(place, ...module.wasm)]);
  await glue.default({ module_or_path: compiled });
  return glue;
}

/** @param {Place} place @param {string} file @param {string} integrity @returns {Promise<WebAssembly.Module>} */
export async function compile(place, file, integrity) {
  const { WebAssembly } = place.early;
  const url = new URL(file, place.base).href;
  const response = await get(place, url, integrity);
  const type = response.headers.get("content-type") ?? "";
  try {
    if (WebAssembly.compileStreaming && /^application\/wasm *$/i.test(type)) return await WebAssembly.compileStreaming(response);
    // A server that does not know the type: the bytes are good all the same.
    const bytes = await response.arrayBuffer();
    if (new DataView(bytes).getUint32(0) !== 0x0061736d) throw fault(place, "mime-type", { url, type, want: "application/wasm" });
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (/** @type {any} */ (error).code) throw error;
    await reportsOfViolations();
    const forbidden = place.blocked.some((one) => one.blockedURI === "wasm-eval") || /security policy/i.test(words(error));
    if (forbidden) throw fault(place, "csp", { url, directive: "script-src 'wasm-unsafe-eval'" }, error);
    throw fault(place, "old-browser", { finding: words(error) }, error);
  }
}

/** @param {Place} place @param {string} file */
export async function importFile(place, file) {
  const url = new URL(file, place.base).href;
  try {
    return await import(/* @vite-ignore */ url);
  } catch (error) {
    throw await explain(place, url, "", error);
  }
}

/** @param {Place} place @param {string} url @param {string} [integrity] */
export async function get(place, url, integrity = "") {
  let response;
  try {
    response = await place.early.fetch(url, { integrity });
  } catch (error) {
    throw await explain(place, url, integrity, error);
  }
  if (!response.ok) throw fault(place, "file-missing", { url, finding: `${response.status}` });
  return response;
}

/** The browser says the same "failed to fetch" of everything: find out. @param {Place} place @param {string} url @param {string} integrity @param {unknown} cause */
async function explain(place, url, integrity, cause) {
  await reportsOfViolations();
  const { fetch } = place.early;
  const violation = place.blocked.find((one) => one.blockedURI && url.startsWith(one.blockedURI));
  if (violation) return fault(place, "csp", { url, directive: violation.effectiveDirective }, cause);
  if (/^file:/.test(url)) return fault(place, "file-protocol", {}, cause);
  try {
    const response = await fetch(url);
    if (!response.ok) return fault(place, "file-missing", { url, finding: `${response.status}` }, cause);
    if (integrity) return fault(place, "integrity", { url }, cause);
    const type = response.headers.get("content-type") ?? "";
    if (!/javascript/.test(type)) return fault(place, "mime-type", { url, type, want: "text/javascript" }, cause);
    return fault(place, "unexpected", { finding: `${url}: ${words(cause)}` }, cause);
  } catch {
    // Without the right to read it, does anything answer?
    const answers = await fetch(url, { mode: "no-cors" }).then(Boolean, () => false);
    return fault(place, answers ? "cors" : "network", { url }, cause);
  }
}

/** Reports of violations arrive as tasks of their own, after the failure. */
function reportsOfViolations() {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

/**
 * The pack that an element asks for, wherever it comes from.
 */
import { fault, isTrap, language, text, words } from "./faults.js";
import { get, instantiate } from "./files.js";

/** @typedef {import("./runtime.js").Place} Place */

/** Larger packs are refused: a mistake, or an attack on the page's memory. */
const MOST_PACK_BYTES = 32 << 20;

/** Deeper objects are refused before they are read, since reading them takes as deep a stack; no sound pack comes near. */
const MOST_LEVELS = 128;

/**
 * What the reader finds in a pack; line and column are missing in JSON, whose messages begin with a path.
 * @typedef {{severity: "error" | "warning", file: string, line?: number, column?: number, message: string, mend?: string}} Finding
 *
 * A pack in the compact form: its outline, and the whole, when it is wanted.
 * @typedef {{outline: Uint8Array, whole: () => Promise<Uint8Array>}} Found
 *
 * Fetches what is needed of the widget's code.
 * @typedef {(chunk: string) => Promise<import("./runtime.js").Glue>} Chunk
 */

/** @param {Place} place @param {Chunk} chunk @param {boolean} eager whether the whole is wanted at once @returns {Promise<Found>} */
export async function readPack(place, chunk, eager) {
  const { element, files } = place;
  const { pack, packData } = element;
  if (typeof packData === "string") return readText(place, chunk, packData, "packData");
  if (packData !== null) return readObject(place, chunk, packData);
  if (/^[a-z0-9-]+$/.test(pack)) {
    const bundled = Object.hasOwn(files.packs, pack) ? files.packs[pack] : undefined;
    if (!bundled) throw badPack(place, text(place, "no-such-pack", { name: pack, known: Object.keys(files.packs).join(", ") }));
    const [outline = "", integrity, file = "", fileIntegrity] = bundled;
    const fetched = () => readBundled(place, file, fileIntegrity);
    let first = eager ? fetched() : undefined;
    first?.catch(() => {});
    const whole = () => {
      const pack = first ?? fetched();
      first = undefined;
      return pack;
    };
    return { outline: await readBundled(place, outline, integrity), whole };
  }
  let url;
  try {
    url = new URL(pack, element.baseURI).href;
  } catch (error) {
    throw badPack(place, `pack="${pack}"`, error);
  }
  const response = await get(place, url);
  return readText(place, chunk, await response.text(), url);
}

/** A pack that the build has made no outline of. @param {Chunk} chunk @param {Uint8Array} pack @returns {Promise<Found>} */
async function unbundled(chunk, pack) {
  const glue = await chunk("views");
  return { outline: glue.outline(pack), whole: async () => pack };
}

/** @param {Place} place @param {Chunk} chunk @param {unknown} object @param {() => Promise<Finding[]>} [explain] what the reader knows of it */
async function readObject(place, chunk, object, explain) {
  if (!fits(object, MOST_LEVELS)) throw badPack(place, text(place, "too-deep", { levels: `${MOST_LEVELS}` }));
  const glue = await chunk("objects");
  let pack;
  try {
    pack = glue.read_object(object, language(place.element));
  } catch (error) {
    if (isTrap(error)) throw error;
    throw refusal(place, (await Promise.resolve(explain?.()).catch(() => undefined)) ?? [], error);
  }
  return unbundled(chunk, pack);
}

/** Whether an object nests no deeper than so many levels, as one that holds itself does. @param {any} object @param {number} levels @returns {boolean} */
function fits(object, levels) {
  if (typeof object !== "object" || object === null) return true;
  if (levels === 0) return false;
  for (const key in object) if (!fits(object[key], levels - 1)) return false;
  return true;
}

/** A file of the build, checked against its hash. @param {Place} place @param {string} path @param {string} [integrity] */
async function readBundled(place, path, integrity) {
  const response = await get(place, new URL(path, place.base).href, integrity);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * The interview prompts of a bundled pack, which come in a file of their own; null for every other pack.
 * @param {Place} place @returns {Promise<Uint8Array | null>}
 */
export async function readPrompts(place) {
  const { pack, packData } = place.element;
  const [path, integrity] = (packData === null && Object.hasOwn(place.files.packs, pack) && place.files.packs[pack]?.slice(4)) || [];
  return path ? readBundled(place, path, integrity) : null;
}

/** The coach's word neighbours. @param {Place} place */
export function readNeighbours(place) {
  return readBundled(place, ...place.files.neighbours);
}

/** @param {Place} place @param {Chunk} chunk @param {string} source @param {string} name @returns {Promise<Found>} */
async function readText(place, chunk, source, name) {
  if (source.length > MOST_PACK_BYTES) throw badPack(place, text(place, "too-large", { name }));
  const file = name.split(/[?#]/)[0]?.split("/").pop() ?? name;
  if (/^\s*[{[]/.test(source) || file.endsWith(".json")) {
    let object;
    try {
      object = place.early.parse(source);
    } catch (error) {
      throw badPack(place, `${file}: ${words(error)}`, error);
    }
    return readObject(place, chunk, object, async () => (await reader(place)).explain_json(source, file));
  }
  const glue = await reader(place);
  let read;
  try {
    read = glue.read_markdown(source, file);
  } catch (error) {
    if (isTrap(error)) {
      readers = undefined;
      traps += 1;
      throw fault(place, "unexpected", { finding: words(error) }, error);
    }
    throw refusal(place, /** @type {any} */ (error).findings ?? [], error);
  }
  // The pack will do; its author may want to know.
  if (read.findings.length > 0) console.warn(list(read.findings));
  return unbundled(chunk, read.pack);
}

/** Why a pack cannot be used: everything that was found, else what the error says. @param {Place} place @param {Finding[]} findings @param {unknown} cause */
function refusal(place, findings, cause) {
  const errors = findings.filter(({ severity }) => severity === "error");
  const error = errors.length > 0 ? badPack(place, `\n${list(errors)}`, cause) : Object.assign(new Error(words(cause), { cause }), { code: "bad-pack" });
  return Object.assign(error, { findings });
}

/** @param {Place} place @param {string} finding @param {unknown} [cause] */
function badPack(place, finding, cause) {
  return fault(place, "bad-pack", { finding }, cause);
}

/** One finding a line; past the first few, the author has enough to do. @param {Finding[]} findings */
function list(findings) {
  const most = 8;
  const lines = findings.slice(0, most).map(({ file, line, column, message, mend }) => {
    const where = [file, line, column].filter(Boolean).join(":");
    return `${where}: ${message}${mend ? ` (${mend})` : ""}`;
  });
  if (findings.length > most) lines.push(`+ ${findings.length - most}`);
  return lines.join("\n");
}

/** The reader's instance, on the pages that need it. @type {Promise<any> | undefined} */
let readers;

/** How often it has trapped; each time its glue is imported anew, by an address that differs in the fragment. */
let traps = 0;

/** @param {Place} place @returns {Promise<any>} the reader's glue */
function reader(place) {
  const { glue, wasm } = place.files.reader;
  readers ??= instantiate(place, { glue: traps > 0 ? `${glue}#${traps}` : glue, wasm }).catch((error) => {
    readers = undefined;
    throw error;
  });
  return readers;
}

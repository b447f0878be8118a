/**
 * WebAssembly that can be made to trap at any point: every function counts down a global on its way in, and the one that brings it to zero
 * runs into `unreachable`. So a test sets how many calls are left, and the trap comes wherever the program is by then.
 */
import { createHash } from "node:crypto";

/** The name by which the global is exported. */
const FUEL = "test-fuel";

/** @param {number} number @returns {number[]} unsigned LEB128 */
function leb(number) {
  const bytes = [];
  do {
    const low = number & 127;
    number >>>= 7;
    bytes.push(number > 0 ? low | 128 : low);
  } while (number > 0);
  return bytes;
}

/** @param {string} name */
const text = (name) => [name.length, ...Buffer.from(name)];

/** Reads numbers and skips what they measure. */
class Reader {
  at = 0;
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }
  byte() {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error("the module ends too early");
    this.at += 1;
    return byte;
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
  /** @param {number} length */
  take(length) {
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}

/** How many globals a module imports. @param {Uint8Array} section */
function importedGlobals(section) {
  const reader = new Reader(section);
  let globals = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.take(reader.number());
    reader.take(reader.number());
    const kind = reader.byte();
    if (kind === 0) reader.number();
    else if (kind === 3) {
      globals += 1;
      reader.take(2);
    } else {
      if (kind === 1) reader.byte();
      const limits = reader.byte();
      reader.number();
      if (limits & 1) reader.number();
    }
  }
  return globals;
}

/** @param {Uint8Array} section @param {number[]} entry */
function append(section, entry) {
  const reader = new Reader(section);
  const count = reader.number();
  return Buffer.concat([Buffer.from(leb(count + 1)), section.subarray(reader.at), Buffer.from(entry)]);
}

/** @param {Uint8Array} section @param {Buffer} prologue */
function withPrologue(section, prologue) {
  const reader = new Reader(section);
  const count = reader.number();
  const parts = [Buffer.from(leb(count))];
  for (let n = 0; n < count; n += 1) {
    const body = reader.take(reader.number());
    const locals = new Reader(body);
    for (let left = locals.number(); left > 0; left -= 1) {
      locals.number();
      locals.byte();
    }
    parts.push(Buffer.from(leb(body.length + prologue.length)), body.subarray(0, locals.at), prologue, body.subarray(locals.at));
  }
  return Buffer.concat(parts);
}

/** The module with the counter in every function; a part that comes later counts on the main one's. @param {Uint8Array} bytes */
export function withFuel(bytes, isPart = false) {
  const reader = new Reader(bytes);
  const parts = [reader.take(8)];
  let global = 0;
  while (reader.at < bytes.length) {
    const id = reader.byte();
    let section = reader.take(reader.number());
    if (id === 2) {
      global += importedGlobals(section);
      // It has no globals of its own whose numbers would shift.
      if (isPart) section = append(section, [...text("__wasm_split"), ...text(FUEL), 3, 0x7f, 1]);
    }
    if (id === 6) {
      global += new Reader(section).number();
      section = append(section, [0x7f, 1, 0x41, 0, 0x0b]);
    }
    if (id === 7) section = append(section, [...text(FUEL), 3, ...leb(global)]);
    if (id === 10) {
      const [get, set] = [[0x23, ...leb(global)], [0x24, ...leb(global)]];
      // fuel -= 1; if fuel == 0 { unreachable }
      section = withPrologue(section, Buffer.from([...get, 0x41, 1, 0x6b, ...set, ...get, 0x45, 0x04, 0x40, 0x00, 0x0b]));
    }
    parts.push(Buffer.from([id, ...leb(section.length)]), section);
  }
  return Buffer.concat(parts);
}

/** Serves the widget with fuel, in all its parts, and an entry module that knows their hashes. @param {import("./rig.js").Site} site */
export async function serveWithFuel(site) {
  const table = JSON.parse(`${(await site.file("/npm/integrity.json")).body}`);
  const entry = await site.file("/npm/interview-practice.js");
  let body = `${entry.body}`;
  for (const name of Object.keys(table.files).filter((one) => /^(widget|views|shared-objects-views)-.*\.wasm$/.test(one))) {
    const path = `/npm/${name}`;
    const wasm = withFuel(Buffer.from(/** @type {Buffer} */ ((await site.file(path)).body)), !name.startsWith("widget"));
    body = body.replaceAll(table.files[name], `sha384-${createHash("sha384").update(wasm).digest("base64")}`);
    site.rules.push((asked) => (asked === path ? { headers: { "content-type": "application/wasm" }, body: wasm } : undefined));
  }
  site.rules.push((asked) => (asked === "/npm/interview-practice.js" ? { ...entry, body } : undefined));
}

/** For the page, before anything else: finds the counter of whichever instance was made last, as `fuel`. */
export function catchFuel() {
  const { Instance, instantiate } = WebAssembly;
  /** @param {any} instance */
  const note = (instance) => {
    const fuel = instance.exports?.["test-fuel"];
    if (fuel) Object.assign(window, { fuel });
  };
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args);
      note(instance);
      return instance;
    },
  });
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any[]} */ ...args) => {
      const made = await Reflect.apply(instantiate, WebAssembly, args);
      note(made.instance ?? made);
      return made;
    }
  );
}

/**
 * What is needed once loading begins: fetches the WebAssembly module, its glue and the pack side by side, mounts widgets, tells apart
 * what can go wrong on the way, and starts afresh after a trap. One WebAssembly instance serves all elements of a page.
 *
 * The build joins the modules it imports from here into one file.
 */
import { dispatch, fault, isTrap, language, showCard, words } from "./faults.js";
import { join, leave } from "./chunks.js";
import { evaluate } from "./evaluator.js";
import { importFile, instantiate } from "./files.js";
import { readNeighbours, readPack, readPrompts } from "./packs.js";

/**
 * The files of a release, relative to the entry module; a pair is a file and its integrity.
 * @typedef {{glue: string, wasm: [string, string]}} Module
 * @typedef {Module & {runtime: string, xapi: string, reader: Module, packs: Record<string, string[]>, chunks: Record<string, [string, string][]>, neighbours: [string, string], version: string}} Files
 *
 * References that the entry module took before the page could break them.
 * @typedef {{fetch: typeof fetch, parse: typeof JSON.parse, WebAssembly: typeof WebAssembly}} Early
 *
 * What the element class hands in, one an element; it outlives the element's removal and return.
 * @typedef {object} Place
 * @property {import("./index.d.ts").InterviewPractice} element
 * @property {ShadowRoot} shadow
 * @property {HTMLElement} root where the widget mounts
 * @property {HTMLElement} slot shows the host's fallback
 * @property {Early} early
 * @property {Files} files
 * @property {string} base the entry module's URL
 * @property {Map<string, string>} unsaved records that storage has not acknowledged
 * @property {MemoryStorage} [memory] what `storage="none"` keeps
 * @property {{view: string, question?: string} | null} at where the learner is
 * @property {SecurityPolicyViolationEvent[]} blocked what the page's policy forbade since loading began
 * @property {Promise<import("./xapi.js").Outbox>} [outbox] brings statements to the host's learning record store
 * @property {boolean} [focus] whether the learner was on the card that the widget is about to replace
 * @property {() => void} pending makes `ready` wait again
 * @property {(error?: Error) => void} done settles `ready`
 *
 * The glue that wasm-bindgen writes, as far as it is used here.
 * @typedef {object} Widget
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} restyle
 * @property {() => void} unmount
 * @property {() => void} free
 * @typedef {object} Host
 * @property {(type: string, detail: any) => void} emit
 * @property {(id: string, record: string | null | undefined) => void} unsaved
 * @property {(pack: string) => void} erased
 * @property {() => Promise<Uint8Array | null>} prompts
 * @property {() => Uint8Array | Promise<Uint8Array>} views
 * @property {() => Promise<Uint8Array>} neighbours
 * @property {(request: object) => Promise<object> | undefined} evaluate
 * @typedef {object} Glue
 * @property {(input: {module_or_path: WebAssembly.Module}) => Promise<unknown>} default
 * @property {new (shadow: ShadowRoot, root: HTMLElement, config: object, outline: Uint8Array, host: Host) => Widget} Widget
 * @property {(pack: unknown, lang: string) => Uint8Array} read_object
 * @property {(pack: Uint8Array) => Uint8Array} outline
 * @property {() => void} __wbg_reset_state
 * @property {() => WebAssembly.Exports} initSync once there is an instance, its exports
 */

/** Properties that a living widget follows; a change of any other mounts a new one. */
const LIVE = new Set(["view", "theme", "lang", "headingLevel", "evaluator", "xapi"]);

/** What comes before a press. */
const SIGNS = ["pointerover", "focusin"];

/** The page's one instance. @type {Promise<Glue> | undefined} */
let engine;

/** Whether a trap has poisoned it. */
let stopped = false;

/** How to know our files in an error's stack. @type {string[]} */
let ourFiles = [];

/** Every element that shows a widget, or the card in place of one. @type {Set<Session>} */
const sessions = new Set();

/** @param {Place} place */
export function open(place) {
  return new Session(place);
}

/** One element's widget, from the beginning of loading to removal. */
export class Session {
  #place;
  #closed = false;
  /** @type {Widget | null} */
  #widget = null;
  /** @type {import("./packs.js").Found | undefined} */
  #found;
  /** The whole pack, once it is here. @type {Uint8Array | undefined} */
  #pack;
  /** What is on its way with the views. @type {Promise<Uint8Array> | undefined} */
  #coming;
  /** @type {Glue | undefined} */
  #glue;
  /** Properties changed in this task. @type {Set<string>} */
  #changes = new Set();
  /** Calls under way: a trap must not leave them waiting for ever. @type {Set<(error: Error) => void>} */
  #calls = new Set();
  #interactive = false;
  #failed = false;
  /** Counts loads: what an overtaken one brings is dropped. */
  #round = 0;

  /** @param {Place} place */
  constructor(place) {
    this.#place = place;
    for (const sign of SIGNS) place.root.addEventListener(sign, this.#notice, { passive: true });
    this.#load();
  }

  /** Somebody is about to press something. @param {Event} event */
  #notice = ({ target }) => {
    if (this.#interactive && /** @type {Element} */ (target).closest("button")) this.#prefetch();
  };

  async #load() {
    const place = this.#place;
    const round = ++this.#round;
    const overtaken = () => this.#closed || round !== this.#round;
    try {
      const atHome = (place.at ?? place.element).view === "home";
      if (!atHome) later(place)?.catch(() => {});
      const [glue, found] = await Promise.all([begin(place), readPack(place, (name) => chunk(place, name), !atHome)]);
      if (overtaken()) return;
      this.#found = found;
      this.#pack = this.#coming = undefined;
      // Whatever keeps the view away, the view itself can say so.
      if (!atHome) await Promise.resolve(this.#views()).catch(() => {});
      if (overtaken()) return;
      this.#glue = glue;
      sessions.add(this);
      watch();
      if (stopped) restart();
      else this.mount();
    } catch (error) {
      if (isTrap(error)) stop();
      if (!overtaken()) this.fail(error);
    }
  }

  /** What the views need: the pack's bytes when these and the code are here, else a promise of them. */
  #views() {
    const code = later(this.#place);
    if (!code && this.#pack) return this.#pack;
    const found = this.#found;
    const coming = (this.#coming ??= Promise.all([this.#pack ?? found?.whole(), code])
      .then(([pack]) => {
        if (found === this.#found) this.#pack = pack;
        return /** @type {Uint8Array} */ (pack);
      })
      .finally(() => {
        // Whoever asks next asks anew: what failed is tried again, and after a trap the code has to come again.
        if (coming === this.#coming) this.#coming = undefined;
      }));
    return coming;
  }

  /** Has what the views need come before it is needed; whoever needs it hears of what keeps it away. */
  #prefetch() {
    Promise.resolve(this.#views()).catch(() => {});
  }

  /** Constructs the widget; every error ends on the card. */
  mount() {
    const place = this.#place;
    const { element, shadow, root } = place;
    const glue = /** @type {Glue} */ (this.#glue);
    root.replaceChildren();
    // A former widget's sheets would pile up; the first is the element's own.
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.slice(0, 1);
    this.#interactive = false;
    try {
      this.#widget = new glue.Widget(shadow, root, config(place), /** @type {import("./packs.js").Found} */ (this.#found).outline, this.#host());
      for (const name of ["evaluator", "xapi"]) {
        const value = Reflect.get(element, name);
        if (value !== null) this.#widget.set(name, value);
      }
      this.#send();
    } catch (error) {
      if (isTrap(error)) stop();
      else this.fail(error);
    }
  }

  /** The widget's way to the element. @returns {Host} */
  #host() {
    const place = this.#place;
    // Those of this widget's progress; the next one's may be another's.
    const { unsaved } = place;
    let mine = true;
    const current = () => mine && !this.#closed;
    this.#disown = () => {
      mine = false;
    };
    return {
      emit: (type, detail) => {
        if (!current()) return;
        if (type === "ip-view") place.at = { view: detail.view, question: detail.question };
        if (type === "ip-error" && !this.#interactive) {
          this.fail(Object.assign(new Error(detail.message), { code: detail.code }));
          return;
        }
        if (type === "ip-ready") {
          this.#interactive = true;
          place.slot.hidden = true;
          place.root.hidden = false;
          // Once the view stands.
          if (place.focus) Promise.resolve().then(() => goOn(place));
          place.done();
          idle(() => current() && this.#prefetch());
        }
        if (type === "ip-xapi") {
          const { actor, registration } = place.element.xapi ?? {};
          if (actor) detail.actor = actor;
          if (registration) detail.context.registration = registration;
          this.#send(detail);
        }
        dispatch(place, type, detail);
      },
      // Also from a widget that has left: what it writes still counts.
      unsaved: (id, record) => {
        if (typeof record === "string") unsaved.set(id, record);
        else unsaved.delete(id);
      },
      erased: (pack) => {
        // What still waits to be told of what is erased is nobody's business any more; earlier visits may have left some.
        if (place.outbox || waits(place.element)) this.#outbox().then((outbox) => outbox.forget(pack), () => {});
      },
      prompts: () => readPrompts(place),
      views: () => this.#views(),
      neighbours: () => readNeighbours(place),
      evaluate: (request) => (current() ? evaluate(place.element.evaluator, request) : undefined),
    };
  }

  /** Brings a statement, and what waits from earlier visits, to the learning record store, where the host names one. @param {any} [statement] */
  #send(statement) {
    const place = this.#place;
    const { xapi } = place.element;
    if (!xapi && !place.outbox) return;
    this.#outbox().then(
      (outbox) => {
        // What a widget tells as it goes waits for the next visit.
        if (!this.#closed) outbox.start();
        if (xapi && statement) outbox.add(statement);
      },
      ({ code, message }) => {
        place.outbox = undefined;
        dispatch(place, "ip-error", { v: 1, code, message });
      },
    );
  }

  #outbox() {
    const place = this.#place;
    return (place.outbox ??= importFile(place, place.files.xapi).then(({ Outbox }) => new Outbox(place, () => language(place.element))));
  }

  /** Stops listening to the widget that stands now. */
  #disown = () => {};

  /** Shows why it cannot go on, and the host's fallback. @param {unknown} cause */
  fail(cause) {
    const place = this.#place;
    if (this.#closed) return;
    this.#failed = true;
    const error = /** @type {Error & {code?: string}} */ (
      typeof (/** @type {any} */ (cause)?.code) === "string" ? cause : fault(place, "unexpected", { finding: words(cause) }, cause)
    );
    sessions.delete(this);
    this.#release();
    unwatch();
    showCard(place, error.message, "again", () => place.element.load().catch(() => {}));
    place.slot.hidden = false;
    place.done(error);
    dispatch(place, "ip-error", { v: 1, code: error.code, message: error.message });
  }

  /** @param {string} method @param {unknown[]} options */
  async call(method, options) {
    // Twice: what the host has changed meanwhile means the widget to come, with another pack perhaps.
    for (let times = 0; times < 2; times += 1) {
      await this.#place.element.ready;
      await this.#views();
    }
    const widget = /** @type {any} */ (this.#widget);
    if (!widget) throw fault(this.#place, "stopped");
    /** @type {(error: Error) => void} */
    let stopCall = () => {};
    const trapped = new Promise((_, reject) => {
      stopCall = reject;
    });
    this.#calls.add(stopCall);
    // What may be about a mock interview's question waits for these.
    const [first, second] = /** @type {any[]} */ (options);
    const ofAll = { start: second?.question, summary: true, importProgress: true, exportProgress: first?.checkpoint };
    try {
      if (Reflect.get(ofAll, method)) await Promise.race([widget.prompts(), trapped]);
      if (this.#widget !== widget) throw fault(this.#place, "stopped");
      return await Promise.race([widget[method](...options), trapped]);
    } catch (error) {
      if (!isTrap(error)) throw error;
      stop();
      throw fault(this.#place, "stopped", {}, error);
    } finally {
      this.#calls.delete(stopCall);
    }
  }

  /** The host has set a property. @param {string} name */
  changed(name) {
    // Together and later: hosts set several at once, and may do so while the widget tells them something.
    if (this.#changes.size === 0) Promise.resolve().then(() => this.#follow());
    this.#changes.add(name);
    // Whoever calls a method in this same task means the widget to come.
    if (!LIVE.has(name)) this.#place.pending();
  }

  /** The element stands in another document. */
  restyle() {
    try {
      this.#widget?.restyle();
    } catch (error) {
      if (!isTrap(error)) throw error;
      stop();
    }
  }

  #follow() {
    const { element, root, slot } = this.#place;
    const names = [...this.#changes];
    this.#changes.clear();
    if (this.#closed || !element.isConnected) return;
    if (names.every((name) => LIVE.has(name))) {
      const widget = this.#widget;
      // Whatever is not mounted yet reads the properties then.
      if (!widget) return;
      try {
        for (const name of names) widget.set(name, name === "lang" ? language(element) : Reflect.get(element, name));
        if (names.includes("xapi")) this.#send();
      } catch (error) {
        if (!isTrap(error)) throw error;
        stop();
      }
    } else if (this.#failed) {
      // The element has given this attempt up and begins another.
      element.load().catch(() => {});
    } else {
      this.#release();
      // A restart of the instance meanwhile is not to mount what is given up.
      sessions.delete(this);
      // Until the next one is interactive.
      root.hidden = true;
      slot.hidden = false;
      this.#load();
    }
  }

  /** A trap has stopped the instance. */
  stop() {
    // The widget's own `unmount` would run in the poisoned instance.
    this.#disown();
    this.#widget = null;
    this.#coming = undefined;
    const error = fault(this.#place, "stopped");
    for (const stopCall of this.#calls) stopCall(error);
    this.#calls.clear();
    showCard(this.#place, error.message, "restart", restart);
    dispatch(this.#place, "ip-error", { v: 1, code: "stopped", message: error.message });
  }

  close() {
    const { root, slot } = this.#place;
    this.#closed = true;
    for (const sign of SIGNS) root.removeEventListener(sign, this.#notice);
    sessions.delete(this);
    this.#place.outbox?.then((outbox) => outbox.stop(), () => {});
    this.#release();
    unwatch();
    root.replaceChildren();
    root.hidden = true;
    slot.hidden = false;
  }

  #release() {
    const widget = this.#widget;
    this.#widget = null;
    this.#disown();
    if (!widget) return;
    try {
      widget.unmount();
      widget.free();
    } catch (error) {
      if (!isTrap(error)) throw error;
      stop();
    }
  }
}

// --- The instance ---------------------------------------------------------------------------------------------------------------------

/** @param {Place} place @returns {Promise<Glue>} */
function begin(place) {
  ourFiles = [place.files.glue, place.files.wasm[0], ...Object.values(place.files.chunks).flat(2)];
  engine ??= instantiate(place, place.files).catch((error) => {
    engine = undefined;
    throw error;
  });
  return /** @type {Promise<Glue>} */ (engine);
}

/** Code of the module that comes later: nothing when it is there, else a promise of its arrival. @param {Place} place @param {string} [name] */
function later(place, name = "views") {
  return join(place, place.files.chunks[name] ?? [], begin(place));
}

/** The glue, with a chunk in place. @param {Place} place @param {string} name */
async function chunk(place, name) {
  if (stopped) await restart();
  await later(place, name);
  return begin(place);
}

/** When the browser has nothing better to do; never for people who save data. @param {() => void} act */
function idle(act) {
  if (/** @type {any} */ (navigator).connection?.saveData) return;
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 500);
}

/** Whether our files are in an error's stack: the page may run WebAssembly of its own. @param {any} error */
function isOurs(error) {
  return ourFiles.some((file) => `${error.stack}`.includes(file));
}

/** @param {ErrorEvent | PromiseRejectionEvent} event */
function notice(event) {
  const error = event instanceof ErrorEvent ? event.error : event.reason;
  // Listeners and timers of the stopped instance, after a restart.
  if (/previous WASM instance/.test(words(error))) event.preventDefault();
  else if (isTrap(error) && isOurs(error)) stop();
}

function watch() {
  addEventListener("error", notice);
  addEventListener("unhandledrejection", notice);
}

/** Leaves the page as it was once the last widget has gone. */
function unwatch() {
  if (sessions.size > 0) return;
  removeEventListener("error", notice);
  removeEventListener("unhandledrejection", notice);
}

/** After a trap: nothing of the instance may run again. */
function stop() {
  if (stopped) return;
  stopped = true;
  for (const session of [...sessions]) session.stop();
}

/** A fresh instance for every element of the page. */
async function restart() {
  if (!stopped || !engine) return;
  const glue = await engine;
  if (!stopped) return;
  stopped = false;
  leave();
  try {
    glue.__wbg_reset_state();
  } catch (error) {
    for (const session of [...sessions]) session.fail(error);
    return;
  }
  for (const session of [...sessions]) session.mount();
}

/** The focus goes on from the card's button into the view; not when the learner is elsewhere meanwhile. @param {Place} place */
function goOn(place) {
  place.focus = false;
  const { activeElement, body } = document;
  if (activeElement === body || activeElement === place.element) /** @type {HTMLElement | null} */ (place.root.querySelector("[role=region]"))?.focus();
}

/** Whether statements wait in the element's storage, from this visit or another. @param {Place["element"]} element */
function waits({ storage }) {
  try {
    return storage !== "none" && Object.keys(storage === "session" ? sessionStorage : localStorage).some((key) => key.startsWith("interview-practice/xapi/"));
  } catch {
    return false;
  }
}

/** A storage area in memory, for `storage="none"`: it outlives the widget, and the instance that a trap has poisoned. */
class MemoryStorage {
  /** @type {Map<string, string>} */
  #texts = new Map();

  get length() {
    return this.#texts.size;
  }

  /** @param {number} n */
  key(n) {
    return [...this.#texts.keys()][n] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.#texts.get(key) ?? null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    this.#texts.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#texts.delete(key);
  }
}

/** @param {Place} place */
function config(place) {
  const { element, files, unsaved, at } = place;
  const { view, storage, storageKey, seed, theme, headingLevel } = element;
  const filled = Array.from(element.children, (child) => child.slot).filter(Boolean);
  return {
    version: files.version,
    view,
    storage,
    storageKey,
    memory: (place.memory ??= new MemoryStorage()),
    seed: seed ?? undefined,
    theme,
    headingLevel,
    lang: language(element),
    // Who writes events from here on: a stored identity would be cloned with a duplicated tab.
    actor: Array.from(crypto.getRandomValues(new Uint32Array(2))),
    slots: [...new Set(filled)],
    unsaved: [...unsaved.values()],
    at,
  };
}

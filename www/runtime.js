/**
 * What is needed once loading begins: fetches the WebAssembly module, its glue and the pack side by side, mounts widgets, tells apart
 * what can go wrong on the way, and starts afresh after a trap. One WebAssembly instance serves all elements of a page.
 */

/**
 * The files of a release, relative to the entry module; a pair is a file and its integrity.
 * @typedef {{glue: string, wasm: [string, string]}} Module
 * @typedef {Module & {runtime: string, reader?: Module, packs: Record<string, string[]>, version: string}} Files
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
 * @property {{view: string, question?: string} | null} at where the learner is
 * @property {SecurityPolicyViolationEvent[]} blocked what the page's policy forbade since loading began
 * @property {() => void} pending makes `ready` wait again
 * @property {(error?: Error) => void} done settles `ready`
 *
 * The glue that wasm-bindgen writes, as far as it is used here.
 * @typedef {object} Widget
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} unmount
 * @property {() => void} free
 * @typedef {object} Host
 * @property {(type: string, detail: any) => void} emit
 * @property {(id: string, record: string | null | undefined) => void} unsaved
 * @property {() => Promise<Uint8Array | null>} prompts
 * @typedef {object} Glue
 * @property {(input: {module_or_path: WebAssembly.Module}) => Promise<unknown>} default
 * @property {new (shadow: ShadowRoot, root: HTMLElement, config: object, pack: unknown, host: Host) => Widget} Widget
 * @property {() => void} __wbg_reset_state
 */

/** Properties that a living widget follows; a change of any other mounts a new one. */
const LIVE = new Set(["view", "theme", "lang", "headingLevel", "evaluator", "xapi"]);

/** Larger packs are refused: a mistake, or an attack on the page's memory. */
const MOST_PACK_BYTES = 32 << 20;

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
  /** @type {unknown} */
  #pack;
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
    this.#load();
  }

  async #load() {
    const place = this.#place;
    const round = ++this.#round;
    const overtaken = () => this.#closed || round !== this.#round;
    try {
      const [glue, pack] = await Promise.all([begin(place), readPack(place)]);
      if (overtaken()) return;
      this.#glue = glue;
      this.#pack = pack;
      sessions.add(this);
      watch();
      if (stopped) restart();
      else this.mount();
    } catch (error) {
      if (!overtaken()) this.fail(error);
    }
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
      this.#widget = new glue.Widget(shadow, root, config(place), this.#pack, this.#host());
      for (const name of ["evaluator", "xapi"]) {
        const value = Reflect.get(element, name);
        if (value !== null) this.#widget.set(name, value);
      }
    } catch (error) {
      if (isTrap(error)) stop();
      else this.fail(Object.assign(new Error(words(error), { cause: error }), { code: "bad-pack" }));
    }
  }

  /** The widget's way to the element. @returns {Host} */
  #host() {
    const place = this.#place;
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
          place.done();
        }
        dispatch(place, type, detail);
      },
      // Also from a widget that has left: what it writes still counts.
      unsaved: (id, record) => {
        if (typeof record === "string") place.unsaved.set(id, record);
        else place.unsaved.delete(id);
      },
      prompts: () => readPrompts(place),
    };
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
    dispatch(place, "ip-error", { code: error.code, message: error.message });
  }

  /** @param {string} method @param {unknown[]} options */
  async call(method, options) {
    const widget = /** @type {any} */ (this.#widget);
    if (!widget) throw fault(this.#place, "stopped");
    /** @type {(error: Error) => void} */
    let stopCall = () => {};
    const trapped = new Promise((_, reject) => {
      stopCall = reject;
    });
    this.#calls.add(stopCall);
    try {
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
  }

  #follow() {
    const { element, pending } = this.#place;
    const names = [...this.#changes];
    this.#changes.clear();
    if (this.#closed || !element.isConnected) return;
    if (names.every((name) => LIVE.has(name))) {
      const widget = this.#widget;
      // Whatever is not mounted yet reads the properties then.
      if (!widget) return;
      try {
        for (const name of names) widget.set(name, name === "lang" ? language(element) : Reflect.get(element, name));
      } catch (error) {
        if (!isTrap(error)) throw error;
        stop();
      }
    } else if (this.#failed) {
      // The element has given this attempt up and begins another.
      element.load().catch(() => {});
    } else {
      this.#release();
      pending();
      this.#load();
    }
  }

  /** A trap has stopped the instance. */
  stop() {
    // The widget's own `unmount` would run in the poisoned instance.
    this.#disown();
    this.#widget = null;
    const error = fault(this.#place, "stopped");
    for (const stopCall of this.#calls) stopCall(error);
    this.#calls.clear();
    showCard(this.#place, error.message, "restart", restart);
    dispatch(this.#place, "ip-error", { code: "stopped", message: error.message });
  }

  close() {
    const { root, slot } = this.#place;
    this.#closed = true;
    sessions.delete(this);
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

// --- The instance -------------------------------------------------------------------------------------------------------------

/** @param {Place} place @returns {Promise<Glue>} */
function begin(place) {
  ourFiles = [place.files.glue, place.files.wasm[0]];
  engine ??= instantiate(place, place.files).catch((error) => {
    engine = undefined;
    throw error;
  });
  return /** @type {Promise<Glue>} */ (engine);
}

/** @param {Place} place @param {Module} module @returns {Promise<any>} the glue, ready for use */
async function instantiate(place, module) {
  const { WebAssembly } = place.early;
  if (!WebAssembly) throw fault(place, "old-browser", { finding: "WebAssembly" });
  const [glue, compiled] = await Promise.all([importFile(place, module.glue), compile(place, ...module.wasm)]);
  await glue.default({ module_or_path: compiled });
  return glue;
}

/** @param {Place} place @param {string} file @param {string} integrity */
async function compile(place, file, integrity) {
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

/** Whether an error means that our WebAssembly instance cannot be used any more. @param {any} error */
function isTrap(error) {
  // By name: a page with frames has several classes of each.
  return error?.name === "RuntimeError" || (error?.name === "RangeError" && /stack/i.test(error.message)) || /too much recursion/.test(words(error));
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
  try {
    glue.__wbg_reset_state();
  } catch (error) {
    for (const session of [...sessions]) session.fail(error);
    return;
  }
  for (const session of [...sessions]) session.mount();
}

// --- Packs --------------------------------------------------------------------------------------------------------------------

/** The pack that the element asks for: bytes in the compact form, or a plain object. @param {Place} place @returns {Promise<unknown>} */
async function readPack(place) {
  const { element, files } = place;
  const { pack, packData } = element;
  if (typeof packData === "string") return readText(place, packData, "packData");
  if (packData !== null) return packData;
  if (/^[a-z0-9-]+$/.test(pack)) {
    const bundled = Object.hasOwn(files.packs, pack) ? files.packs[pack] : undefined;
    if (!bundled) throw fault(place, "bad-pack", { finding: `pack="${pack}" ∉ ${Object.keys(files.packs).join(", ")}` });
    return readBundled(place, bundled[0] ?? "", bundled[1]);
  }
  let url;
  try {
    url = new URL(pack, element.baseURI).href;
  } catch (error) {
    throw fault(place, "bad-pack", { finding: `pack="${pack}"` }, error);
  }
  const response = await get(place, url);
  return readText(place, await response.text(), url);
}

/** A file of the build, checked against its hash. @param {Place} place @param {string} path @param {string} [integrity] */
async function readBundled(place, path, integrity) {
  const response = await get(place, new URL(path, place.base).href, integrity);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * The interview prompts of a bundled pack, which come in a file of their own; null for every other pack.
 * @param {Place} place
 */
async function readPrompts(place) {
  const { pack, packData } = place.element;
  const [, , path, integrity] = (packData === null && Object.hasOwn(place.files.packs, pack) && place.files.packs[pack]) || [];
  return path ? readBundled(place, path, integrity) : null;
}

/** @param {Place} place @param {string} text @param {string} name */
async function readText(place, text, name) {
  if (text.length > MOST_PACK_BYTES) throw fault(place, "bad-pack", { finding: `${name}: ${text.length} > ${MOST_PACK_BYTES}` });
  if (/^\s*[{[]/.test(text) || /\.json$/.test(name.split(/[?#]/)[0] ?? "")) {
    try {
      return place.early.parse(text);
    } catch (error) {
      throw fault(place, "bad-pack", { finding: `${name}: ${words(error)}` }, error);
    }
  }
  const { reader } = place.files;
  if (!reader) throw fault(place, "bad-pack", { finding: `${name}: Markdown` });
  const glue = await (readers ??= instantiate(place, reader).catch((error) => {
    readers = undefined;
    throw error;
  }));
  try {
    return glue.read_pack(text, name.split("/").pop());
  } catch (error) {
    if (isTrap(error)) readers = undefined;
    throw fault(place, "bad-pack", { finding: words(error) }, error);
  }
}

/** The reader's instance, on the pages that need it. @type {Promise<any> | undefined} */
let readers;

// --- Fetching, and what can go wrong -------------------------------------------------------------------------------------------

/** @param {Place} place @param {string} file */
async function importFile(place, file) {
  const url = new URL(file, place.base).href;
  try {
    return await import(/* @vite-ignore */ url);
  } catch (error) {
    throw await explain(place, url, "", error);
  }
}

/** @param {Place} place @param {string} url @param {string} [integrity] */
async function get(place, url, integrity = "") {
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

// --- Words ----------------------------------------------------------------------------------------------------------------------

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {
  en: {
    title: "The interview practice is not available",
    again: "Try again",
    restart: "Restart",
    "file-missing": "A file is missing: {url} (the server answered {finding}).",
    "mime-type": "The server sends {url} as “{type}”. It has to be sent as “{want}”.",
    cors: "{url} may not be loaded by other sites. Its server has to allow that (CORS).",
    network: "{url} could not be loaded. Check the connection and try again.",
    csp: "This page's Content-Security-Policy blocks {url}. The directive “{directive}” has to allow it.",
    "file-protocol": "This page was opened as a file, and browsers load no modules then. Open it from a web server.",
    "old-browser": "This browser is too old, or has WebAssembly switched off. A current version of any browser will do. ({finding})",
    "bad-pack": "This pack cannot be used. {finding}",
    integrity: "{url} is not the file that belongs to this release, so it was not used.",
    stopped: "The practice has stopped because of a fault of its own. Your answers are kept.",
    unexpected: "Something unexpected happened. ({finding})",
  },
  es: {
    title: "La práctica de entrevistas no está disponible",
    again: "Reintentar",
    restart: "Reiniciar",
    "file-missing": "Falta un archivo: {url} (el servidor respondió {finding}).",
    "mime-type": "El servidor envía {url} como «{type}». Debe enviarse como «{want}».",
    cors: "Otros sitios no pueden cargar {url}. Su servidor tiene que permitirlo (CORS).",
    network: "No se pudo cargar {url}. Comprueba la conexión y vuelve a intentarlo.",
    csp: "La Content-Security-Policy de esta página bloquea {url}. La directiva «{directive}» tiene que permitirlo.",
    "file-protocol": "Esta página se abrió como archivo, y así los navegadores no cargan módulos. Ábrela desde un servidor web.",
    "old-browser": "Este navegador es demasiado antiguo o tiene WebAssembly desactivado. Sirve cualquier navegador actual. ({finding})",
    "bad-pack": "Este paquete no se puede usar. {finding}",
    integrity: "{url} no es el archivo de esta versión, así que no se ha usado.",
    stopped: "La práctica se ha detenido por un fallo propio. Tus respuestas se conservan.",
    unexpected: "Ha ocurrido algo inesperado. ({finding})",
  },
};

/** @param {Place} place @param {string} key @param {Record<string, string>} [values] */
function text(place, key, values = {}) {
  const texts = /** @type {Record<string, string>} */ (TEXTS[language(place.element).slice(0, 2)] ?? TEXTS.en);
  return `${texts[key]}`.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** An error that hosts can tell by its code and people by its message. @param {Place} place @param {string} code @param {Record<string, string>} [values] @param {unknown} [cause] */
function fault(place, code, values, cause) {
  return Object.assign(new Error(text(place, code, values), { cause }), { code });
}

/** @param {unknown} error */
function words(error) {
  return error instanceof Error ? error.message : `${error}`;
}

const CARD_STYLE = {
  all: "initial",
  display: "block",
  "box-sizing": "border-box",
  "max-width": "68ch",
  padding: "16px",
  border: "1px solid var(--ip-border, GrayText)",
  "border-radius": "var(--ip-radius, 8px)",
  color: "var(--ip-text, CanvasText)",
  background: "var(--ip-surface-raised, Canvas)",
  font: "inherit",
  "line-height": "1.5",
  "overflow-wrap": "anywhere",
};

const BUTTON_STYLE = {
  "min-height": "44px",
  padding: "0 16px",
  border: "1px solid",
  "border-radius": "var(--ip-radius, 8px)",
  color: "inherit",
  background: "none",
  font: "inherit",
  cursor: "pointer",
};

/** The card in the widget's place. @param {Place} place @param {string} message @param {"again" | "restart"} action @param {() => void} act */
function showCard(place, message, action, act) {
  // Styled one by one: the page's policy may forbid style attributes, and the widget's style sheets may not be there.
  const make = (/** @type {string} */ name, /** @type {Record<string, string>} */ style, /** @type {string} */ content = "") => {
    const node = document.createElement(name);
    for (const [property, value] of Object.entries(style)) node.style.setProperty(property, value);
    node.textContent = content;
    return node;
  };
  const card = make("div", CARD_STYLE);
  card.setAttribute("part", "error");
  card.setAttribute("role", "alert");
  const button = make("button", BUTTON_STYLE, text(place, action));
  button.setAttribute("type", "button");
  button.addEventListener("click", act);
  card.append(make("strong", {}, text(place, "title")), make("p", { margin: "4px 0 12px", "white-space": "pre-line" }, message), button);
  place.root.replaceChildren(card);
  place.root.hidden = false;
}

/** @param {Place} place @param {string} type @param {object} detail */
function dispatch(place, type, detail) {
  place.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

// --- Settings -------------------------------------------------------------------------------------------------------------------

/** The interface's language: the nearest ancestor's, through shadow roots, then the browser's. @param {HTMLElement} element */
function language(element) {
  for (let node = /** @type {any} */ (element); node; node = node.parentNode ?? node.host) {
    const tag = node.getAttribute?.("lang");
    if (tag) return /** @type {string} */ (tag);
  }
  return navigator.language || "en";
}

/** @param {Place} place */
function config({ element, files, unsaved, at }) {
  const { view, storage, storageKey, seed, theme, headingLevel } = element;
  const filled = Array.from(element.children, (child) => child.slot).filter(Boolean);
  return {
    version: files.version,
    view,
    storage,
    storageKey,
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

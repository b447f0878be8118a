/**
 * The entry module: defines `<interview-practice>` and waits. Nothing heavy is fetched before a learner comes near the element or
 * the host asks; then `runtime.js` does the rest. This file is what every page pays for, so it holds only what the platform wants of
 * an element from its first moment: attributes, properties, methods, slots, life cycle.
 */

const NAME = "interview-practice";

/** A sentence for where the runtime with its card is out of reach. @param {string} message */
function reason(message) {
  const sentence = document.createElement("p");
  sentence.setAttribute("part", "error");
  sentence.setAttribute("role", "alert");
  sentence.textContent = message;
  return sentence;
}

/** A page may have broken so much that this module cannot even begin: it says so beside the host's fallback. @param {ErrorEvent} event */
function refuse({ error, message }) {
  if (!`${error?.stack}`.includes(import.meta.url)) return;
  for (const element of document.querySelectorAll(NAME)) {
    const sentence = reason(`Interview practice cannot start on this page. (${message})`);
    try {
      (element.shadowRoot ?? element.attachShadow({ mode: "open" })).replaceChildren(document.createElement("slot"), sentence);
    } catch {
      element.append(sentence);
    }
  }
}
globalThis.addEventListener?.("error", refuse);

/** Where the other files are. @type {import("./runtime.js").Files} */
// @ts-ignore: the build writes the whole object here
const FILES = /* filled in by the build */ {};

/** References taken before anything else on the page can break them. */
const { fetch } = globalThis;
const early = {
  // The browser wants it called on the global object, or on nothing.
  fetch: fetch && ((/** @type {Parameters<typeof fetch>} */ ...given) => fetch(...given)),
  parse: globalThis.JSON?.parse,
  WebAssembly: globalThis.WebAssembly,
};

/** Attributes: what each allows (the first is the default), or its only default where any text will do. */
const ATTRIBUTES = {
  pack: Object.keys(FILES.packs ?? {}).slice(0, 1),
  view: ["home", "guide", "quiz", "practice", "review", "mock", "progress"],
  loading: ["lazy", "eager"],
  storage: ["local", "session", "none"],
  "storage-key": [""],
  seed: [],
  theme: ["auto", "light", "dark"],
  "heading-level": [2, 1, 3, 4, 5],
};

/** @param {string} name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** @param {string} name @param {unknown} value What the host has set, which may be anything. */
function normalise(name, value) {
  const allowed = /** @type {Record<string, unknown[]>} */ (ATTRIBUTES)[name];
  if (name === "seed") return /^-?\d{1,15}$/.test(`${value}`) ? Number(value) : null;
  if (!allowed) return value ?? null;
  return allowed.length > 1 ? (allowed.find((one) => `${one}` === `${value}`) ?? allowed[0]) : `${value || (allowed[0] ?? "")}`;
}

/** Properties, by the name they have in `#values`. */
const PROPERTIES = [...Object.keys(ATTRIBUTES), "packData", "evaluator", "xapi"];

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object);

class InterviewPractice extends Base {
  static observedAttributes = [...Object.keys(ATTRIBUTES), "lang"];

  /** What the host has set, by attribute or property, the later one counting. @type {Record<string, unknown>} */
  #values = {};
  /** What the runtime works on; it outlives removal and return. @type {import("./runtime.js").Place} */
  #place;
  /** The runtime's hold on this element. @type {import("./runtime.js").Session | null} */
  #session = null;
  /** Stands for one attempt to load; null while there is none, or it failed. @type {object | null} */
  #attempt = null;
  #wanted = false;
  /** @type {Promise<void>} */
  #ready = Promise.resolve();
  /** Settles `ready`; null once that has happened. @type {((error?: Error) => void) | null} */
  #settle = null;
  /** Ends the wait for the learner to come near. @type {AbortController | undefined} */
  #waiting;

  static {
    for (const name of PROPERTIES) {
      // On the prototype, enumerable: frameworks look there to know a property from an attribute.
      Object.defineProperty(this.prototype, camelCase(name), {
        /** @this {InterviewPractice} */
        get() {
          return normalise(name, this.#values[name]);
        },
        /** @this {InterviewPractice} @param {unknown} value */
        set(value) {
          this.#set(name, value);
        },
        enumerable: true,
        configurable: true,
      });
    }
  }

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    this.#dress(shadow);
    const [header, root, slot, footer] = /** @type {[HTMLElement, HTMLElement, HTMLElement, HTMLElement]} */ (
      ["slot", "div", "slot", "slot"].map((name) => shadow.appendChild(document.createElement(name)))
    );
    header.setAttribute("name", "header");
    footer.setAttribute("name", "footer");
    root.hidden = true;
    this.#place = {
      element: /** @type {any} */ (this),
      shadow,
      root,
      slot,
      early,
      files: FILES,
      base: import.meta.url,
      unsaved: new Map(),
      at: null,
      blocked: [],
      pending: () => this.#pending(),
      done: (error) => this.#done(error),
    };
    this.#pending();
  }

  get ready() {
    return this.#ready;
  }

  get version() {
    return FILES.version;
  }

  load() {
    this.#begin();
    return this.#ready;
  }

  /** @param {unknown[]} options */
  start(...options) {
    return this.#call("start", options);
  }

  /** @param {unknown[]} options */
  exportProgress(...options) {
    return this.#call("exportProgress", options);
  }

  /** @param {string} text */
  importProgress(text) {
    return this.#call("importProgress", [text]);
  }

  resetProgress() {
    return this.#call("resetProgress");
  }

  summary() {
    return this.#call("summary");
  }

  connectedCallback() {
    // Properties that were set before the definition hide the accessors: set them again, properly.
    const self = /** @type {any} */ (this);
    for (const name of PROPERTIES.map(camelCase)) {
      if (Object.hasOwn(this, name)) {
        const value = self[name];
        delete self[name];
        self[name] = value;
      }
    }
    if (this.#attempt) this.#session?.changed("lang");
    else if (this.#wanted || normalise("loading", this.#values.loading) === "eager") this.#begin();
    else this.#wait();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it back at once: whatever is there after this task's end stays as it is.
    Promise.resolve().then(() => {
      if (this.isConnected) return;
      this.#waiting?.abort();
      this.#end();
      this.#pending();
    });
  }

  /** In another document, such as a frame's, the sheets of the first one are gone. */
  adoptedCallback() {
    this.#dress(this.#place.shadow);
    this.#session?.restyle();
  }

  /** A style sheet belongs to the document that it was made in. @param {ShadowRoot} shadow */
  #dress(shadow) {
    try {
      const sheet = new /** @type {typeof globalThis} */ (shadow.ownerDocument.defaultView).CSSStyleSheet();
      sheet.replaceSync(":host{display:block}:host([hidden]),[hidden]{display:none!important}");
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      // An old browser, of which the runtime says so; or a document without a window, where nothing is shown.
    }
  }

  /** `moveBefore` keeps the element connected; an empty answer tells the browser that it may. */
  connectedMoveCallback() {}

  /** @param {string} name @param {string | null} _old @param {string | null} value */
  attributeChangedCallback(name, _old, value) {
    if (name === "lang") this.#session?.changed(name);
    else this.#set(name, value);
  }

  /** @param {string} name @param {unknown} value */
  #set(name, value) {
    // Setting the view again goes there again; for the rest only a change is news.
    if (name !== "view" && this.#values[name] === value) return;
    this.#values[name] = value;
    if (/pack|storage/.test(name)) this.#place.unsaved = new Map();
    if (/pack|storage|view/.test(name)) this.#place.at = null;
    if (name !== "loading") this.#session?.changed(camelCase(name));
    else if (this.isConnected && value === "eager") this.#begin();
  }

  #pending() {
    if (this.#settle) return;
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    // Nobody needs to handle it.
    this.#ready.catch(() => {});
  }

  /** Loading has ended, well or with an error. @param {Error} [error] */
  #done(error) {
    document.removeEventListener("securitypolicyviolation", this.#noteViolation);
    if (error) this.#attempt = null;
    this.#settle?.(error);
    this.#settle = null;
  }

  /** Gives up whatever is loading or stands. */
  #end() {
    document.removeEventListener("securitypolicyviolation", this.#noteViolation);
    this.#session?.close();
    this.#session = this.#attempt = null;
  }

  /** @param {SecurityPolicyViolationEvent} event */
  #noteViolation = (event) => {
    if (event.disposition === "enforce") this.#place.blocked.push(event);
  };

  #begin() {
    this.#waiting?.abort();
    this.#wanted = true;
    if (this.#attempt || !this.isConnected) return;
    this.#end();
    const attempt = (this.#attempt = {});
    const place = this.#place;
    place.blocked.length = 0;
    document.addEventListener("securitypolicyviolation", this.#noteViolation);
    this.#pending();
    const url = new URL(FILES.runtime, place.base).href;
    import(/* @vite-ignore */ url).then(
      ({ open }) => {
        if (this.#attempt === attempt) this.#session = open(place);
      },
      // Reports of violations arrive as tasks of their own.
      (cause) =>
        setTimeout(() => {
          if (this.#attempt !== attempt) return;
          const violation = place.blocked.find((one) => one.blockedURI && url.startsWith(one.blockedURI));
          const message = `${url}: ${violation ? `Content-Security-Policy ${violation.effectiveDirective}` : cause.message}`;
          const detail = { v: 1, code: violation ? "csp" : "network", message };
          place.root.replaceChildren(reason(message));
          place.root.hidden = place.slot.hidden = false;
          this.#done(Object.assign(new Error(message), { code: detail.code }));
          this.dispatchEvent(new CustomEvent("ip-error", { detail, bubbles: true, composed: true }));
        }, 50),
    );
  }

  /** Begins when the learner comes near or shows intent. */
  #wait() {
    this.#waiting?.abort();
    const { signal } = (this.#waiting = new AbortController());
    const begin = () => this.#begin();
    for (const intent of ["pointerover", "focusin", "touchstart"]) this.addEventListener(intent, begin, { signal, passive: true });
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && begin(), {
      rootMargin: "400px",
    });
    observer.observe(this);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** @param {string} method @param {unknown[]} [options] @returns {Promise<any>} */
  async #call(method, options = []) {
    // Taken off the page meanwhile, it waits until it is back.
    do await this.load();
    while (!this.#session);
    return this.#session.call(method, options);
  }
}

const registry = globalThis.customElements;
const first = registry?.get(NAME);
if (first) {
  console.warn(`<${NAME}>: version ${first.prototype.version} is on this page already and stays; version ${FILES.version} steps back.`);
} else if (globalThis.document) {
  registry.define(NAME, InterviewPractice);
}
globalThis.removeEventListener?.("error", refuse);

const Defined = /** @type {typeof InterviewPractice} */ (first ?? InterviewPractice);
export { Defined as InterviewPractice, Defined as default };

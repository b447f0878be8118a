/**
 * Brings xAPI statements to the learning record store that the host names. Fetched only then; without it statements are events and
 * nothing more.
 *
 * A statement waits under a key of its own in the element's storage, so that two tabs never overwrite each other's, and leaves it once the
 * store has answered for it. Its id makes sending it twice harmless: a store that has it says 409, which is as good as done.
 */

/** @typedef {import("./runtime.js").Place} Place */
/** @typedef {Record<string, any> & {id: string}} Statement */
/** @typedef {"done" | "later" | "refused" | "rejected" | "apart"} Verdict */

/** What every key begins with; the endpoint and a name in the order of time follow. */
const PREFIX = "interview-practice/xapi/1/";
/** So many statements wait in storage, about a megabyte; further ones in memory only. */
const MOST_STORED = 500;
/** So many wait in memory. */
const MOST = 2_000;
/** So many go in one request. */
const BATCH = 20;
/** The longest body that a page may still send while it is being left. */
const MOST_KEEPALIVE = 60_000;
/** Milliseconds before the first repetition and the longest. */
const [FIRST_WAIT, LONGEST_WAIT] = [1_000, 300_000];

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {
  en: {
    "xapi-refused": "The learning record store at {url} does not accept statements ({finding}). They are kept until the settings change.",
    "xapi-rejected": "The learning record store at {url} rejected a statement ({finding}), and it was not recorded.",
    "xapi-full": "The learning record store at {url} cannot be reached, and there is no room to keep more statements once this page is left.",
    "xapi-lost": "The learning record store at {url} cannot be reached, and a statement could not be kept.",
    csp: "This page's Content-Security-Policy blocks {url}. The directive “connect-src” has to allow it.",
  },
  es: {
    "xapi-refused": "El registro de aprendizaje de {url} no acepta declaraciones ({finding}). Se guardan hasta que cambie la configuración.",
    "xapi-rejected": "El registro de aprendizaje de {url} rechazó una declaración ({finding}), que no quedó registrada.",
    "xapi-full": "No se puede contactar con el registro de aprendizaje de {url} y no queda sitio para guardar más declaraciones al salir de esta página.",
    "xapi-lost": "No se puede contactar con el registro de aprendizaje de {url} y no se pudo guardar una declaración.",
    csp: "La Content-Security-Policy de esta página bloquea {url}. La directiva «connect-src» debe permitirlo.",
  },
};

/** The statements of one element on their way. */
export class Outbox {
  #place;
  /** What waits, by key, oldest first. @type {Map<string, Statement>} */
  #waiting = new Map();
  /** Keys that are in memory only. @type {Set<string>} */
  #homeless = new Set();
  #endpoint = "";
  #auth = "";
  #sending = false;
  #running = false;
  /** Whether only other settings can help. */
  #refused = false;
  #wait = 0;
  #count = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Troubles that the host was told of since the store last answered. @type {Set<string>} */
  #told = new Set();
  #blocked = false;

  #language;

  /** @param {Place} place @param {() => string} language of the interface */
  constructor(place, language) {
    this.#place = place;
    this.#language = language;
  }

  /** Takes the host's settings and begins, or begins again. */
  start() {
    const { xapi, baseURI } = this.#place.element;
    let endpoint = "";
    try {
      endpoint = new URL(`${xapi?.endpoint}`.replace(/\/?$/, "/"), baseURI).href;
    } catch {
      // Told below.
    }
    const auth = `${xapi?.auth ?? ""}`;
    const same = endpoint === this.#endpoint && auth === this.#auth;
    if (same && (this.#running || this.#refused)) return;
    this.stop();
    this.#endpoint = endpoint;
    this.#auth = auth;
    if (!xapi) return;
    if (!/^https?:/.test(endpoint)) return this.#tell("xapi-refused", "endpoint");
    this.#running = true;
    this.#told.clear();
    addEventListener("online", this.#again);
    document.addEventListener("securitypolicyviolation", this.#note);
    this.#again();
  }

  /** Leaves the page as it was; what waits in storage is sent the next time. */
  stop() {
    this.#running = this.#refused = false;
    clearTimeout(this.#timer);
    removeEventListener("online", this.#again);
    document.removeEventListener("securitypolicyviolation", this.#note);
  }

  /** @param {Statement} statement */
  add(statement) {
    if (!this.#endpoint) return;
    const order = `${Date.now()}`.padStart(14, "0") + `${(this.#count += 1)}`.padStart(6, "0");
    const key = `${this.#prefix()}${order}-${statement.id}${this.#mark(statement.context.contextActivities.grouping[0].id.split("/").pop())}`;
    if (this.#waiting.size >= MOST) return this.#tell("xapi-lost", "", false);
    this.#waiting.set(key, statement);
    const stored = this.#waiting.size - this.#homeless.size <= MOST_STORED && this.#store((area) => area.setItem(key, JSON.stringify(statement)));
    if (!stored) {
      this.#homeless.add(key);
      if (this.#area() !== null) this.#tell("xapi-full");
    }
    if (this.#wait === 0) this.#again();
  }

  /** What has been erased is not told any more. @param {string} pack */
  forget(pack) {
    const mark = this.#mark(pack);
    for (const key of this.#waiting.keys()) if (key.endsWith(mark)) this.#done(key);
    this.#store((area) => {
      for (const key of Object.keys(area)) if (key.startsWith(PREFIX) && key.endsWith(mark)) area.removeItem(key);
    });
  }

  /** The end of a key, by whose progress the statement is of: packs that share a storage key are apart. @param {string} pack */
  #mark(pack) {
    return `@${encodeURIComponent(this.#place.element.storageKey || pack)}@${encodeURIComponent(pack)}`;
  }

  #prefix() {
    return `${PREFIX}${encodeURIComponent(this.#endpoint)}/`;
  }

  /** Where statements wait; null where nothing is to be kept. */
  #area() {
    const { storage } = this.#place.element;
    return storage === "none" ? null : storage;
  }

  /** Whether the storage did it: it may be full or forbidden. @param {(area: Storage) => void} act */
  #store(act) {
    const kind = this.#area();
    if (kind === null) return false;
    try {
      act(kind === "session" ? sessionStorage : localStorage);
      return true;
    } catch {
      return false;
    }
  }

  /** Brings what waits in line with the storage: other tabs, and earlier visits, put there and take away. */
  #read() {
    this.#store((area) => {
      const keys = Object.keys(area).filter((key) => key.startsWith(this.#prefix()));
      const there = new Set(keys);
      for (const key of this.#waiting.keys()) if (!there.has(key) && !this.#homeless.has(key)) this.#waiting.delete(key);
      for (const key of keys.sort()) {
        if (this.#waiting.has(key)) continue;
        try {
          this.#waiting.set(key, JSON.parse(area.getItem(key) ?? ""));
        } catch {
          area.removeItem(key);
        }
      }
    });
  }

  /** @param {string} key */
  #done(key) {
    this.#waiting.delete(key);
    if (!this.#homeless.delete(key)) this.#store((area) => area.removeItem(key));
  }

  /** Sends now, whatever the wait. */
  #again = () => {
    clearTimeout(this.#timer);
    if (!this.#running || this.#sending) return;
    this.#sending = true;
    // After this task: what happens together goes together.
    Promise.resolve()
      .then(() => this.#exclusively())
      .finally(() => {
        this.#sending = false;
      });
  };

  /** One tab at a time, where the browser can tell. */
  async #exclusively() {
    const { locks } = navigator;
    if (!locks || this.#area() !== "local") return this.#send();
    await locks.request(this.#prefix(), { ifAvailable: true }, (lock) => (lock ? this.#send() : this.#later(FIRST_WAIT)));
  }

  async #send() {
    while (this.#running) {
      this.#read();
      // Only those of this endpoint: the host may have changed it.
      const batch = [...this.#waiting].filter(([key]) => key.startsWith(this.#prefix())).slice(0, BATCH);
      if (batch.length === 0) {
        this.#wait = 0;
        return;
      }
      if (navigator.onLine === false) return this.#later();
      const [endpoint, auth] = [this.#endpoint, this.#auth];
      const same = () => endpoint === this.#endpoint && auth === this.#auth;
      let verdict = await this.#deliver(batch);
      if (verdict === "apart") {
        // One of them is at fault, or known already: each for itself.
        for (const entry of batch) {
          if (!same()) break;
          verdict = await this.#deliver([entry]);
          if (verdict === "later" || verdict === "refused") break;
        }
      }
      // A verdict on former settings says nothing of those that the host has given meanwhile.
      if (!same()) continue;
      if (verdict === "later") return this.#later();
      if (verdict === "refused") {
        this.stop();
        this.#refused = true;
        return;
      }
      this.#wait = 0;
    }
  }

  /** @param {number} [least] */
  #later(least = 0) {
    this.#wait = Math.min(Math.max(this.#wait * 2, FIRST_WAIT, least), LONGEST_WAIT);
    // Spread out, so that a store that comes back is not met by everyone at once.
    if (this.#running) this.#timer = setTimeout(this.#again, this.#wait * (0.8 + Math.random() * 0.4));
  }

  /** @param {[string, Statement][]} batch @returns {Promise<Verdict>} */
  async #deliver(batch) {
    const [first] = batch;
    const single = batch.length === 1 && first;
    const body = JSON.stringify(single ? single[1] : batch.map(([, statement]) => statement));
    const url = `${this.#endpoint}statements${single ? `?statementId=${encodeURIComponent(single[1].id)}` : ""}`;
    this.#blocked = false;
    let response;
    try {
      response = await this.#fetch(url, {
        method: single ? "PUT" : "POST",
        body,
        keepalive: new Blob([body]).size < MOST_KEEPALIVE,
        referrerPolicy: "no-referrer",
        headers: {
          "Content-Type": "application/json",
          "X-Experience-API-Version": "1.0.3",
          ...(this.#auth && { Authorization: this.#auth }),
        },
      });
    } catch {
      // Reports of violations arrive as tasks of their own.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!this.#blocked) return "later";
      this.#tell("csp");
      return "refused";
    }
    const { ok, status } = response;
    // Whatever else stands in the answer is of no use; reading it frees the connection.
    response.arrayBuffer().catch(() => {});
    if (ok || (status === 409 && single)) {
      for (const [key] of batch) this.#done(key);
      this.#told.clear();
      return "done";
    }
    if ([401, 403, 404, 405].includes(status)) {
      this.#tell("xapi-refused", `${status}`);
      return "refused";
    }
    if ([400, 409, 413, 422].includes(status)) {
      if (!single) return "apart";
      this.#done(single[0]);
      this.#tell("xapi-rejected", `${status}, ${single[1].id}`, false);
      return "rejected";
    }
    const asked = Number(response.headers.get("retry-after")) * 1_000;
    if (asked > 0) this.#wait = Math.min(asked, LONGEST_WAIT) / 2;
    return "later";
  }

  /** Once more without `keepalive`, whose room the page's other requests may have taken. @param {string} url @param {RequestInit} request */
  async #fetch(url, request) {
    const { fetch } = this.#place.early;
    try {
      return await fetch(url, request);
    } catch (error) {
      if (!request.keepalive || navigator.onLine === false) throw error;
      return fetch(url, { ...request, keepalive: false });
    }
  }

  /** @param {SecurityPolicyViolationEvent} event */
  #note = (event) => {
    if (event.disposition === "enforce" && event.blockedURI && this.#endpoint.startsWith(new URL(event.blockedURI, document.baseURI).origin)) this.#blocked = true;
  };

  /** Tells the host, the same trouble once until the store answers again. @param {string} code @param {string} [finding] @param {boolean} [once] */
  #tell(code, finding = "", once = true) {
    if (once && this.#told.has(code)) return;
    this.#told.add(code);
    const { element } = this.#place;
    const texts = /** @type {Record<string, string>} */ (TEXTS[this.#language().slice(0, 2)] ?? TEXTS.en);
    const message = `${texts[code]}`.replace("{url}", this.#endpoint || `${element.xapi?.endpoint}`).replace("{finding}", finding);
    element.dispatchEvent(new CustomEvent("ip-error", { detail: { v: 1, code, message }, bubbles: true, composed: true }));
  }
}

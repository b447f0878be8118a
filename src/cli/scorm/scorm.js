/**
 * A SCORM course around `<interview-practice>`: finds the LMS's interface, goes on where the learner was, and tells the LMS what
 * happens, in the vocabulary of its version. What it tells is made of the element's own events.
 *
 * Everything is written early and often, since a tab may be gone at any moment: suspend data after each event, a commit soon after, and
 * `exit` as `suspend` from the beginning. In review and browse mode nothing is written at all.
 */

/** @typedef {Record<string, (...args: string[]) => unknown>} Api */
/** @typedef {import("../../../www/index.d.ts").InterviewPractice} Practice */

const { version = "1.2", mastery = "80", items = "10" } = document.body.dataset;
const OLD = version === "1.2";

/** Where the two versions differ: names of methods, of elements, of values, and how much suspend data they grant. */
const [API, METHOD, PATH, WORD, ROOM] = OLD
  ? [
      "API",
      { initialize: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", terminate: "LMSFinish" },
      {
        mode: "cmi.core.lesson_mode",
        exit: "cmi.core.exit",
        place: "cmi.core.lesson_location",
        score: "cmi.core.score.",
        time: "cmi.core.session_time",
        mastery: "cmi.student_data.mastery_score",
        response: "student_response",
        when: "time",
      },
      { wrong: "wrong", true: "t", false: "f" },
      4_096,
    ]
  : [
      "API_1484_11",
      { initialize: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", terminate: "Terminate" },
      {
        mode: "cmi.mode",
        exit: "cmi.exit",
        place: "cmi.location",
        score: "cmi.score.",
        time: "cmi.session_time",
        mastery: "cmi.scaled_passing_score",
        response: "learner_response",
        when: "timestamp",
      },
      { wrong: "incorrect", true: "true", false: "false" },
      64_000,
    ];

/** The longest place that both versions keep. */
const MOST_PLACE = 255;
/** Milliseconds from an event to the commit. */
const COMMIT_AFTER = 200;
/** Between the parts of an xAPI response, and within a pair. */
const [AND, WITH] = ["[,]", "[.]"];

/** The interface in a window or those around it. @param {any} from @returns {Api | null} */
function around(from) {
  for (let frame = from, steps = 0; frame && steps < 100; frame = frame.parent, steps += 1) {
    try {
      if (frame[API]) return frame[API];
    } catch {
      // Another origin's window; the LMS may be further out.
    }
    if (frame.parent === frame) break;
  }
  return null;
}

/** @returns {Api | null} */
function find() {
  const inside = around(window);
  if (inside) return inside;
  try {
    return around(window.opener) ?? around(/** @type {Window} */ (window.top).opener);
  } catch {
    return null;
  }
}

/** The LMS, as far as it answers: one that throws must not stop the learner. */
class Lms {
  #api;
  /** Whether anything may be written. */
  open = false;

  /** @param {Api | null} api */
  constructor(api) {
    this.#api = api;
  }

  /** @param {keyof typeof METHOD} method @param {string[]} args */
  #call(method, ...args) {
    try {
      return `${this.#api?.[METHOD[method]]?.(...args) ?? ""}`;
    } catch (error) {
      console.warn("The LMS failed:", error);
      return "";
    }
  }

  initialize() {
    this.open = this.#call("initialize", "") === "true";
    return this.open;
  }

  /** @param {string} path */
  get(path) {
    return this.#call("get", path);
  }

  /** @param {string} path @param {string | number} value */
  set(path, value) {
    return this.open && this.#call("set", path, `${value}`) === "true";
  }

  commit() {
    if (this.open) this.#call("commit", "");
  }

  terminate() {
    this.#call("terminate", "");
    this.open = false;
  }
}

/** An amount of time as the version writes it. @param {number} seconds */
function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (!OLD) return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${whole % 60}S`;
  const two = (/** @type {number} */ number) => `${Math.floor(number)}`.padStart(2, "0");
  return `${two(Math.min(whole / 3600, 9999))}:${two((whole / 60) % 60)}:${two(whole % 60)}`;
}

/** A moment as the version writes it: the time of day, or the whole, whose zone 2004 grants only after a fraction. @param {string} timestamp */
function moment(timestamp) {
  const date = new Date(timestamp);
  return OLD ? date.toTimeString().slice(0, 8) : `${date.toISOString().slice(0, 19)}.0Z`;
}

/** An id in characters that no LMS refuses. @param {string} id */
function plain(id) {
  return decodeURIComponent(id)
    .replace(OLD ? /\W/g : /[^\w.-]/g, OLD ? "_" : ".")
    .slice(0, 250);
}

/** Letters for the parts of an answer, as 1.2 wants them. @param {{id: string}[] | undefined} parts @param {string} id */
function letter(parts, id) {
  const at = parts?.findIndex((part) => part.id === id) ?? -1;
  return at < 0 ? "" : at.toString(36);
}

/**
 * An xAPI response as the version writes it; empty where there is none that fits.
 * @param {any} definition @param {string} response
 */
function written(definition, response) {
  const { interactionType, choices, source, target } = definition;
  const parts = response.split(AND);
  switch (interactionType) {
    case "true-false":
      return WORD[/** @type {"true" | "false"} */ (response)];
    case "choice":
    case "sequencing":
      return OLD ? parts.map((id) => letter(choices, id)).join(",") : parts.map(plain).join(AND);
    case "matching": {
      const pairs = parts.map((pair) => pair.split(WITH));
      if (OLD) return pairs.map(([left = "", right = ""]) => `${letter(source, left)}.${letter(target, right)}`).join(",");
      return pairs.map((pair) => pair.map(plain).join(WITH)).join(AND);
    }
    case "performance":
      // Of each point its verdict; 1.2 wants letters and digits only.
      return OLD ? parts.map((pair) => pair.split(WITH)[1]?.[0] ?? "").join("") : parts.map((pair) => pair.split(WITH).map(plain).join(WITH)).join(AND);
    default:
      return OLD ? response.replace(/^\{[^}]*\}/, "").replaceAll(AND, ",").slice(0, 255) : response.slice(0, 250);
  }
}

/** What the learner does, told to the LMS. */
class Course {
  #lms;
  #practice;
  #began = Date.now();
  #finished = false;
  #count = 0;
  #best = Number.NaN;
  #passed = false;
  /** Whether suspend data may be written: not over that of a newer version. */
  #keeps = true;
  /** What the LMS has kept, until the element has gone on from it. */
  #suspended = "";
  #place = "";
  #ready = false;
  #saving = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Lms} lms @param {Practice} practice */
  constructor(lms, practice) {
    this.#lms = lms;
    this.#practice = practice;
  }

  async run() {
    const lms = this.#lms;
    if (lms.initialize()) {
      addEventListener("pagehide", () => this.finish());
      // What the browser brings back has been told to be over: begin a new session.
      addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
      document.addEventListener("visibilitychange", () => document.hidden && this.#save(0));
      this.#suspended = lms.get("cmi.suspend_data");
      this.#place = lms.get(PATH.place);
      this.#count = Number(lms.get("cmi.interactions._count")) || 0;
      const raw = lms.get(`${PATH.score}raw`);
      this.#best = raw === "" ? Number.NaN : Number(raw);
      this.#begin();
    }
    this.#listen();
    await customElements.whenDefined("interview-practice");
    await this.#practice.load();
    await this.#goOn().catch(() => {});
    const [view, question] = this.#place.split("/");
    if (view) {
      const options = question && !/quiz|review/.test(view) ? { question } : {};
      await this.#practice.start(/** @type {any} */ (view), options).catch(() => {});
    }
    this.#ready = true;
    this.#save(COMMIT_AFTER);
  }

  /** Goes on where the LMS has the learner. @throws when the element cannot, for now: nothing may be written over what is kept then */
  async #goOn() {
    const suspended = this.#suspended;
    if (!suspended) return;
    try {
      await this.#practice.importProgress(suspended);
    } catch (error) {
      const { code, message } = /** @type {Error & {code?: string}} */ (error);
      console.warn(message);
      // Only what is wrong with the text itself stays wrong: a file may come yet, an element that stopped start again.
      if (code !== "bad-import") throw error;
      this.#keeps = !suspended.startsWith("ip") || /^ip[12]\./.test(suspended);
    }
    this.#suspended = "";
  }

  /** What is known from the first moment. */
  #begin() {
    const lms = this.#lms;
    const mode = lms.get(PATH.mode);
    if (mode === "review" || mode === "browse") {
      // Read, but change nothing; only the end is told.
      lms.set = () => false;
      lms.commit = () => {};
      return;
    }
    if (OLD) {
      const status = lms.get("cmi.core.lesson_status");
      this.#passed = status === "passed";
      if (!["passed", "failed", "completed"].includes(status)) lms.set("cmi.core.lesson_status", "incomplete");
    } else {
      this.#passed = lms.get("cmi.success_status") === "passed";
      if (lms.get("cmi.completion_status") !== "completed") lms.set("cmi.completion_status", "incomplete");
      const language = lms.get("cmi.learner_preference.language");
      if (/^[a-z]{2,3}(-[\w-]+)?$/i.test(language)) this.#practice.lang = language;
    }
    lms.set(PATH.exit, "suspend");
    lms.commit();
  }

  #listen() {
    const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ act) =>
      this.#practice.addEventListener(type, (event) => {
        act(/** @type {CustomEvent} */ (event).detail);
        this.#save(COMMIT_AFTER);
      });
    on("ip-xapi", (statement) => this.#tell(statement));
    on("ip-progress", () => {});
    on("ip-view", ({ view, question }) => {
      const place = question ? `${view}/${question}` : view;
      // The first view of all is shown before it is known where the learner was.
      if (this.#ready && place.length <= MOST_PLACE) this.#lms.set(PATH.place, (this.#place = place));
    });
  }

  /** @param {any} statement */
  #tell(statement) {
    const { verb, object, result, context } = statement;
    const name = verb.id.split("/").pop();
    // A mock interview is for the learner alone.
    if (context.contextActivities.parent?.[0].id.endsWith("/views/mock")) return;
    if (name === "answered") this.#interaction(statement);
    else if (name === "completed" && object.id.endsWith("/views/quiz")) this.#score(result);
    else if (name === "progressed" && !OLD) {
      const [percent] = Object.values(result.extensions);
      this.#lms.set("cmi.progress_measure", percent / 100);
    }
  }

  /** @param {any} statement */
  #interaction({ object, result, timestamp }) {
    const { definition } = object;
    const [, folder, id = ""] = object.id.match(/\/(items|questions)\/(.*)$/) ?? [];
    const start = `cmi.interactions.${this.#count}.`;
    const set = (/** @type {string} */ name, /** @type {string | number} */ value) => this.#lms.set(start + name, value);
    if (!set("id", plain(folder === "items" ? id : `question.${id}`))) return;
    this.#count += 1;
    set("type", definition.interactionType);
    set(PATH.when, moment(timestamp));
    const pattern = written(definition, definition.correctResponsesPattern?.[0] ?? "");
    if (pattern) set("correct_responses.0.pattern", pattern);
    const response = written(definition, result.response ?? "");
    if (response) set(PATH.response, response);
    set("result", result.success ? "correct" : WORD.wrong);
    set("weighting", 1);
    set("latency", span(Number(/\d+/.exec(result.duration)?.[0] ?? 0)));
    // One line, and no brace at its start: that would be the mark of a language.
    if (!OLD) set("description", `${Object.values(definition.name)[0]}`.replace(/\s+/g, " ").replace(/^\{/, "("));
  }

  /** A session was gone through to its end: the best one counts. @param {any} result */
  #score({ score, extensions }) {
    const lms = this.#lms;
    const answered = Number(Object.values(extensions)[0]);
    if (answered < Number(items) || this.#best >= score.raw) return;
    this.#best = score.raw;
    if (!OLD) lms.set(`${PATH.score}scaled`, score.scaled);
    lms.set(`${PATH.score}raw`, score.raw);
    lms.set(`${PATH.score}min`, 0);
    lms.set(`${PATH.score}max`, 100);
    const asked = lms.get(PATH.mastery);
    const mark = asked === "" || Number.isNaN(Number(asked)) ? Number(mastery) : Number(asked) * (OLD ? 1 : 100);
    this.#passed ||= score.raw >= mark;
    const verdict = this.#passed ? "passed" : "failed";
    if (OLD) {
      lms.set("cmi.core.lesson_status", verdict);
    } else {
      lms.set("cmi.completion_status", "completed");
      lms.set("cmi.success_status", verdict);
    }
    this.#save(0);
  }

  /** Puts into the LMS's hands where the learner is, and has it kept after a while. @param {number} wait */
  #save(wait) {
    if (this.#finished || !this.#lms.open) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lms.commit(), wait);
    if (!this.#ready || this.#saving) return;
    this.#saving = true;
    // After the event that asked for it has been dealt with.
    Promise.resolve()
      .then(() => this.#goOn())
      .then(() => {
        this.#saving = false;
        return this.#practice.exportProgress({ checkpoint: ROOM });
      })
      .then((text) => {
        if (this.#finished) return;
        if (this.#keeps) this.#lms.set("cmi.suspend_data", text);
        this.#lms.set(PATH.time, span((Date.now() - this.#began) / 1000));
      })
      .catch(() => {
        this.#saving = false;
      });
  }

  /** Once, whatever comes: the LMS takes nothing after it. */
  finish() {
    if (this.#finished) return;
    this.#finished = true;
    clearTimeout(this.#timer);
    this.#lms.set(PATH.time, span((Date.now() - this.#began) / 1000));
    this.#lms.commit();
    this.#lms.terminate();
  }
}

const practice = /** @type {Practice} */ (document.querySelector("interview-practice"));
new Course(new Lms(find()), practice).run().catch((error) => console.error(error));

/**
 * An LMS's run-time interface that refuses everything that the data models of SCORM 1.2 and 2004 (4th edition) do not allow, as real
 * systems do: unknown elements, wrong vocabulary, values out of range, calls out of order. Runs in the LMS's page.
 *
 * @param {"1.2" | "2004"} version
 * @param {Record<string, string>} data what is stored from earlier launches
 * @param {(data: Record<string, string>) => void} stored called with what a commit stores
 */
export function strictLms(version, data, stored) {
  const old = version === "1.2";
  const words = (/** @type {string[]} */ ...list) => (/** @type {string} */ value) => list.includes(value);
  const form = (/** @type {RegExp} */ pattern) => (/** @type {string} */ value) => pattern.test(value);
  const length = (/** @type {number} */ most) => (/** @type {string} */ value) => value.length <= most;
  const decimal = (/** @type {number} */ least, /** @type {number} */ most) => (/** @type {string} */ value) =>
    /^-?\d+(\.\d{1,7})?$/.test(value) && Number(value) >= least && Number(value) <= most;
  const span = form(old ? /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/ : /^P(?=\d|T)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/);
  const short = "[A-Za-z0-9][A-Za-z0-9._-]{0,249}";
  const list = (/** @type {string} */ part, /** @type {string} */ between) => form(new RegExp(`^${part}(${between}${part})*$`));
  const [and, pair] = ["\\[,\\]", `${short}\\[\\.\\]${short}`];
  const distinct = (/** @type {(value: string) => boolean} */ test, /** @type {string} */ between) => (/** @type {string} */ value) =>
    test(value) && new Set(value.split(between)).size === value.split(between).length;

  /** What an answer may look like, by type. @type {Record<string, (value: string) => boolean>} */
  const answers = old
    ? {
        "true-false": words("t", "f", "0", "1"),
        choice: distinct(list("[a-z0-9]", ","), ","),
        "fill-in": length(255),
        matching: list("[a-z0-9]\\.[a-z0-9]", ","),
        performance: form(/^\w{1,255}$/),
        sequencing: distinct(list("[a-z0-9]", ","), ","),
        likert: form(/^[a-z0-9]?$/),
        numeric: decimal(-1e9, 1e9),
      }
    : {
        "true-false": words("true", "false"),
        choice: distinct(list(short, and), "[,]"),
        "fill-in": (value) => value.replace(/^\{case_matters=(true|false)\}/, "").split("[,]").every(length(250)),
        "long-fill-in": length(4000),
        matching: list(pair, and),
        performance: list(pair, and),
        sequencing: list(short, and),
        likert: form(new RegExp(`^${short}$`)),
        numeric: decimal(-1e9, 1e9),
        other: length(4000),
      };
  const results = old ? words("correct", "wrong", "unanticipated", "neutral") : words("correct", "incorrect", "unanticipated", "neutral");

  /** Elements that may be set. @type {Record<string, (value: string) => boolean>} */
  const writable = old
    ? {
        "cmi.core.lesson_location": length(255),
        "cmi.core.lesson_status": words("passed", "completed", "failed", "incomplete", "browsed"),
        "cmi.core.exit": words("time-out", "suspend", "logout", ""),
        "cmi.core.session_time": span,
        "cmi.core.score.raw": decimal(0, 100),
        "cmi.core.score.min": decimal(0, 100),
        "cmi.core.score.max": decimal(0, 100),
        "cmi.suspend_data": length(4096),
      }
    : {
        "cmi.location": length(1000),
        "cmi.completion_status": words("completed", "incomplete", "not attempted", "unknown"),
        "cmi.success_status": words("passed", "failed", "unknown"),
        "cmi.exit": words("time-out", "suspend", "logout", "normal", ""),
        "cmi.session_time": span,
        "cmi.score.scaled": decimal(-1, 1),
        "cmi.score.raw": decimal(-1e9, 1e9),
        "cmi.score.min": decimal(-1e9, 1e9),
        "cmi.score.max": decimal(-1e9, 1e9),
        "cmi.progress_measure": decimal(0, 1),
        "cmi.suspend_data": length(64000),
      };
  /** Elements of an interaction. @type {Record<string, (value: string) => boolean>} */
  const ofInteraction = {
    id: form(old ? /^\w{1,255}$/ : /^[A-Za-z0-9][A-Za-z0-9._:-]{0,3999}$/),
    type: (value) => value in answers,
    [old ? "time" : "timestamp"]: form(old ? /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d:\d\d)?)?$/),
    weighting: decimal(-1e9, 1e9),
    result: (value) => results(value) || decimal(-1e9, 1e9)(value),
    latency: span,
  };
  if (!old) ofInteraction.description = form(/^(\{lang=[\w-]+\})?(?!\{).{0,250}$/);
  /** Elements that may only be read, with what they hold at first. @type {Record<string, string>} */
  const readable = old
    ? {
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": data["cmi.suspend_data"] ? "resume" : "ab-initio",
        "cmi.core.credit": "credit",
        "cmi.student_data.mastery_score": "",
        "cmi.student_preference.language": "",
      }
    : {
        "cmi.mode": "normal",
        "cmi.entry": data["cmi.suspend_data"] ? "resume" : "ab-initio",
        "cmi.credit": "credit",
        "cmi.scaled_passing_score": "",
        "cmi.learner_preference.language": "",
      };
  const firstStatus = old ? { "cmi.core.lesson_status": "not attempted" } : { "cmi.completion_status": "unknown", "cmi.success_status": "unknown" };

  /** @type {string[]} */
  const calls = [];
  /** What was refused, and why. @type {string[]} */
  const refused = [];
  let state = "before";
  let now = /** @type {Record<string, string>} */ ({ ...firstStatus, ...data });
  const interactions = () => new Set(Object.keys(now).flatMap((path) => /^cmi\.interactions\.(\d+)\./.exec(path)?.[1] ?? [])).size;

  const no = (/** @type {string} */ why) => {
    refused.push(why);
    return "false";
  };
  const running = (/** @type {string} */ what) => {
    calls.push(what);
    if (state !== "running") no(`${what}: the session is not running (${state})`);
    return state === "running";
  };
  const initialize = (/** @type {unknown} */ ...args) => {
    calls.push("initialize");
    if (args.length !== 1 || args[0] !== "" || state !== "before") return no("initialize: once, with an empty string");
    state = "running";
    return "true";
  };
  const get = (/** @type {string} */ path) => {
    if (!running(`get ${path}`)) return "";
    if (path === "cmi.interactions._count") return `${interactions()}`;
    if (/^cmi\.interactions/.test(path) && old) return no(`get ${path}: write only`) && "";
    if (old && /exit|session_time/.test(path)) return no(`get ${path}: write only`) && "";
    if (!(path in readable) && !(path in writable) && !/^cmi\.interactions/.test(path)) return no(`get ${path}: no such element`) && "";
    return readable[path] ?? now[path] ?? "";
  };
  const set = (/** @type {string} */ path, /** @type {unknown} */ value) => {
    if (!running(`set ${path}`)) return "false";
    if (typeof value !== "string") return no(`set ${path}: ${typeof value} is no string`);
    const [, number, rest = ""] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(path) ?? [];
    if (number === undefined) {
      if (!(path in writable)) return no(`set ${path}: no such element, or read only`);
      if (!writable[path]?.(value)) return no(`set ${path}: ${value.slice(0, 80)}`);
    } else {
      if (Number(number) > interactions()) return no(`set ${path}: out of order`);
      const start = `cmi.interactions.${number}.`;
      if (rest !== "id" && !(`${start}id` in now)) return no(`set ${path}: before its id`);
      const type = now[`${start}type`] ?? "";
      const answer = rest === (old ? "student_response" : "learner_response") || /^correct_responses\.0\.pattern$/.test(rest);
      if (answer && !type) return no(`set ${path}: before its type`);
      const test = answer ? answers[type] : ofInteraction[rest];
      if (!test) return no(`set ${path}: no such element`);
      if (!test(value)) return no(`set ${path} (${type}): ${value.slice(0, 80)}`);
    }
    now[path] = value;
    return "true";
  };
  const commit = (/** @type {unknown} */ ...args) => {
    if (!running("commit")) return "false";
    if (args.length !== 1 || args[0] !== "") return no("commit: with an empty string");
    stored({ ...now });
    return "true";
  };
  const terminate = (/** @type {unknown} */ ...args) => {
    if (!running("terminate")) return "false";
    if (args.length !== 1 || args[0] !== "") return no("terminate: with an empty string");
    state = "over";
    stored({ ...now });
    return "true";
  };
  const api = old
    ? { LMSInitialize: initialize, LMSGetValue: get, LMSSetValue: set, LMSCommit: commit, LMSFinish: terminate }
    : { Initialize: initialize, GetValue: get, SetValue: set, Commit: commit, Terminate: terminate };
  return { api, calls, refused, readable, now: () => now };
}

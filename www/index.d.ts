/** The views, as `view`, `start` and `ip-view` name them. */
export type View = "home" | "guide" | "quiz" | "practice" | "review" | "mock" | "progress";

/** The kinds of quiz items. */
export type ItemKind = "single" | "multiple" | "true-false" | "matching" | "ordering" | "cloze";

/** What `start` may ask for; everything may be missing. */
export interface StartOptions {
  /** A question's id; for the guide, a section's. */
  question?: string;
  /** Only these competencies, by id. */
  competencies?: string[];
  /** Only these kinds of item. */
  kinds?: ItemKind[];
  /** How many items. */
  length?: number;
  /** A mock interview's assessment; one over all of them without it. */
  assessment?: string;
  /** A mock interview's length in minutes, 5 to 90. */
  minutes?: number;
  /** Makes this session repeatable. */
  seed?: number;
}

/**
 * What an evaluator is asked: plain data of its own to keep, about one answer that the learner has finished. `prompt` is what was asked: the
 * question, or in a mock interview a follow-up to it.
 */
export interface EvaluatorRequest {
  question: { id: string; prompt: string; language: string; points: { id: string; text: string }[] };
  /** The learner's own words. */
  answer: string;
  /** What the built-in coach found: `score` and `share` from 0 to 1, evidence as sentences of the answer, pitfalls by id. */
  feedback: {
    score: number;
    points: { id: string; band: "missing" | "partly" | "covered"; share: number; evidence: string[] }[];
    pitfalls: string[];
  };
}

/** What an evaluator answers; one of the two may be missing. */
export interface EvaluatorResult {
  /** From 0 to 1; what lies outside is brought inside. */
  score?: number;
  /** For the learner, as plain text: at most 12 notes of at most 600 characters are shown. */
  notes?: string | string[];
}

/**
 * Asked once an answer is finished (of a mock interview about each answer, when the report opens), beside the built-in coach; what it
 * says is shown apart, as the host's voice, and never counts in the progress. It has 20 seconds. Its failure, silence or nonsense never blocks the learner.
 */
export type Evaluator = (request: EvaluatorRequest) => EvaluatorResult | Promise<EvaluatorResult>;

/** Where xAPI statements go; nothing is sent without it. */
export interface XapiSettings {
  /** The learning record store's address, to which `/statements` is added. A page with a policy has to allow it in `connect-src`. */
  endpoint: string;
  /** The value of the `Authorization` header. It is kept nowhere. */
  auth?: string;
  /** The learner, as an xAPI agent. Without it, an account that stands for this store and names nobody. */
  actor?: object;
  /** The registration, a UUID. Without it, one that stands for this store and pack. */
  registration?: string;
}

/** An xAPI 1.0.3 statement as plain data. */
export interface XapiStatement {
  /** The UUIDv5 of the event it tells, so the same whenever it is told. */
  id: string;
  actor: object;
  /** Below `http://adlnet.gov/expapi/verbs/`: launched, answered, completed, terminated, passed, failed, progressed. */
  verb: { id: string; display: Record<string, string> };
  object: { objectType: "Activity"; id: string; definition: Record<string, unknown> };
  /** What a learner typed is never in it. */
  result?: Record<string, unknown>;
  context: { registration: string; [key: string]: unknown };
  timestamp: string;
}

/** What an import did. */
export interface ImportResult {
  added: number;
  known: number;
  rejected: number;
}

/** Where the learner stands. `mastery` and `score` go from 0 to 1; moments are RFC 3339 in UTC, `due` the one from which to ask again. */
export interface Summary {
  pack: string;
  /** Each of the pack's, with how many questions and authored items exercise it, and how many of those were done. */
  competencies: { id: string; mastery: number; total: number; seen: number }[];
  /** Each question to practise, and what was answered in mock interviews. `due` is null while nothing is remembered of it. */
  questions: { id: string; attempts: number; due: string | null; mastery: number }[];
  /** Each quiz item that was answered, with its last score. */
  items: { id: string; attempts: number; score: number; due: string | null }[];
  /** In order; `score` and `seconds` are null until a session has ended. */
  sessions: { id: string; view: View; at: string; answered: number; score: number | null; seconds: number | null }[];
}

/** An error of loading: `code` tells programs, `message` people. */
export interface LoadError extends Error {
  code:
    | "file-missing"
    | "mime-type"
    | "cors"
    | "network"
    | "csp"
    | "file-protocol"
    | "old-browser"
    | "bad-pack"
    | "integrity"
    | "stopped"
    | "unexpected";
}

/**
 * The details of the element's events: plain objects that survive `structuredClone` and JSON. `v` is the version of a detail's shape: it goes
 * up when a field changes its meaning or goes away; new fields come without notice. A learner's free text is never in one.
 */
export interface InterviewPracticeEvents {
  /** The element is interactive. */
  "ip-ready": { v: 1; pack: string; version: string };
  /** Another view is shown; `question` is the question's id, or in the guide the section's. */
  "ip-view": { v: 1; view: View; question?: string };
  /** A session begins, of so many items; of a mock interview, subjects. */
  "ip-session-start": { v: 1; session: string; view: View; items: number };
  /**
   * An answer was graded: `score` from 0 to 1; `kind` is an item's kind, `practice`, or `mock` for a question of an interview; `session` is
   * absent for a question practised alone.
   */
  "ip-answer": { v: 1; session?: string; item: string; question?: string; kind: string; score: number; correct: boolean; seconds: number };
  /** A session ends: `score` from 0 to 1 over what was answered, `seconds` spent on it. */
  "ip-session-end": { v: 1; session: string; view: View; score: number; answered: number; seconds: number };
  /** Progress has changed: questions and items answered, mastered, and due for review now. */
  "ip-progress": { v: 1; answered: number; mastered: number; due: number };
  /**
   * Something could not be done. `code` is one of `LoadError`'s, or names what else failed: of statements on their way `xapi-refused`,
   * `xapi-rejected`, `xapi-full`, `xapi-lost` and `csp`.
   */
  "ip-error": { v: 1; code: string; message: string };
  /** An xAPI 1.0.3 statement, whether or not `xapi` is set. */
  "ip-xapi": XapiStatement;
}

/** The element's events as the DOM delivers them: bubbling and composed. */
export type InterviewPracticeEventMap = {
  [Type in keyof InterviewPracticeEvents]: CustomEvent<InterviewPracticeEvents[Type]>;
};

/** The element's attributes and settable properties, for template languages that check them. Attributes go by their own names too. */
export interface InterviewPracticeProps
  extends Partial<
    Pick<
      InterviewPractice,
      "pack" | "view" | "loading" | "storage" | "storageKey" | "theme" | "headingLevel" | "packData" | "evaluator" | "xapi"
    >
  > {
  seed?: number | string | null;
  "storage-key"?: string;
  "heading-level"?: number | string;
}

/** Handlers as JSX names them: `onip-answer={(event) => event.detail.score}`. */
export type InterviewPracticeHandlers = {
  [Type in keyof InterviewPracticeEventMap as `on${Type}`]?: (event: InterviewPracticeEventMap[Type]) => void;
};

/**
 * `<interview-practice>`: practise for a job interview. Children without a `slot` are the fallback: shown until the element is
 * interactive, and again when it cannot load. Slots: `header`, `footer`, `empty`.
 */
export class InterviewPractice extends HTMLElement {
  /** The id of a bundled pack, or the URL of a pack (`.md` or `.json`). Default: the first bundled pack. */
  pack: string;
  /** The view shown first, and again whenever it is set. Default: `home`. */
  view: View;
  /** `lazy` fetches when the learner comes near or shows intent, `eager` at once. Default: `lazy`. */
  loading: "lazy" | "eager";
  /** `local`: localStorage and its IndexedDB mirror; `session`: sessionStorage only; `none`: memory only. Default: `local`. */
  storage: "local" | "session" | "none";
  /** A separate progress store on the same origin; empty for the pack's id. */
  storageKey: string;
  /** Makes order and generated items repeatable. Default: none, so random. */
  seed: number | null;
  /** The colours. Default: `auto`. */
  theme: "auto" | "light" | "dark";
  /** The level of the widget's top heading, 1 to 5. Default: 2. */
  headingLevel: number;
  /** A pack that the host has in hand, compiled (object or JSON) or Markdown; wins over `pack`. */
  packData: object | string | null;
  /** A second opinion on free answers, asked when it is set. It is the one way in which free text reaches the host. */
  evaluator: Evaluator | null;
  /** Where xAPI statements go. */
  xapi: XapiSettings | null;
  /** Resolved when interactive, rejected with a `LoadError` when loading failed. Reading it loads nothing; nobody needs to handle it. */
  readonly ready: Promise<void>;
  /** The release. */
  readonly version: string;

  /** Begins loading; resolves once interactive. An element outside a document loads once it is put into one. */
  load(): Promise<void>;
  /**
   * Opens a view and begins what the options ask for; what a view has no use for is left aside. Rejected, with everything left as it was,
   * for a view, question or section, competency, kind or assessment that is not there, and for a quiz of which nothing is left to ask.
   */
  start(view: View, options?: StartOptions): Promise<void>;
  /**
   * All progress, as text, without the words of answers. With `checkpoint`, where the learner stands in at most so many characters: for
   * hosts that keep little, as an LMS does; what does not fit is kept less exactly, and only then left out, the least needed first.
   */
  exportProgress(options?: { checkpoint?: number }): Promise<string>;
  /**
   * Adds exported progress: a union, so importing twice changes nothing. Takes a checkpoint too, with `storage="none"` and where there is
   * no progress yet. Rejected, with nothing changed, for what is broken, newer than this release or another pack's; the error's `code` is
   * `bad-import` then.
   */
  importProgress(text: string): Promise<ImportResult>;
  /** Erases all progress with this pack. Rejected, with nothing changed, where the code for it cannot be fetched. */
  resetProgress(): Promise<void>;
  /** Where the learner stands, as plain data. */
  summary(): Promise<Summary>;
}

export default InterviewPractice;

declare global {
  interface HTMLElementTagNameMap {
    "interview-practice": InterviewPractice;
  }

  // The events bubble, so that a listener may stand further up.
  interface GlobalEventHandlersEventMap extends InterviewPracticeEventMap {}
}

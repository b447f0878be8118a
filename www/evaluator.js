/**
 * The host's evaluator: a function of its own code, which may be slow, throw, or answer anything. What it says is shown to the learner,
 * so it is brought to a plain form here, within a time that a learner waits.
 */

/** How long it may take, in milliseconds. */
const EVALUATOR_LIMIT = 20_000;
const MOST_NOTES = 12;
const MOST_NOTE_LETTERS = 600;

/**
 * Asks the evaluator; rejects when nothing that can be shown has come in time.
 * @param {unknown} evaluator @param {object} request
 * @returns {Promise<{score: number | undefined, notes: string[]}> | undefined} undefined when there is no evaluator
 */
export function evaluate(evaluator, request) {
  if (typeof evaluator !== "function") return undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("The evaluator has not answered in time.")), EVALUATOR_LIMIT);
  });
  // Called later, so that whatever it throws is a rejection and it cannot call back into the widget that asks.
  const answer = Promise.resolve().then(() => evaluator(request));
  return Promise.race([answer, late])
    .then(opinion)
    .catch((error) => {
      // The host's own trouble, for the host's developers.
      console.warn("evaluator:", error);
      throw error;
    })
    .finally(() => clearTimeout(timer));
}

/** @param {any} answer whatever the host gave */
function opinion(answer) {
  const { score: given, notes: told } = answer ?? {};
  const score = typeof given === "number" && Number.isFinite(given) ? Math.min(1, Math.max(0, given)) : undefined;
  const notes = (Array.isArray(told) ? told.slice(0, MOST_NOTES) : [told]).filter((note) => typeof note === "string").map(clean);
  const shown = notes.filter((note) => note !== "");
  if (score === undefined && shown.length === 0) throw new Error("The evaluator gave neither a score from 0 to 1 nor a note.");
  return { score, notes: shown };
}

/** Plain, bounded text: no lone surrogates, no control characters, and none that would turn the reading direction of what follows. @param {string} note */
function clean(note) {
  const text = Array.from(note.slice(0, MOST_NOTE_LETTERS)).filter((letter) => !/[\ud800-\udfff]/.test(letter) || letter.length > 1);
  return text.join("").replace(/[\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
}

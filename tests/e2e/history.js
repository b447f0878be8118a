/** Progress as another device would have exported it: events made up by a test, in the form that `importProgress` takes. */

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** @typedef {{at: number} & Record<string, unknown>} Happening what an event holds beside its identity */

/**
 * A document of exported progress.
 * @param {Happening[]} happenings in order of time, each with its kind and that kind's fields
 * @param {{actor?: string, pack?: string}} [options]
 */
export function exported(happenings, { actor = "00000000000000aa", pack = "senior-software-engineer" } = {}) {
  const events = happenings.map((fields, n) => ({
    actor,
    seq: n + 1,
    offset: 0,
    clock: [Math.round(fields.at), 0],
    pack_version: "1.0.0",
    ...fields,
    at: Math.round(fields.at),
  }));
  return JSON.stringify({ format: "interview-practice-progress", format_version: 1, pack, events });
}

/** The id of the event that `exported` makes of the nth happening. @param {number} n @param {string} [actor] */
export function idOf(n, actor = "00000000000000aa") {
  return `${actor}-${n + 1}`;
}

/** A rating. @param {number} at @param {string} target @param {"again" | "hard" | "good" | "easy"} rating @returns {Happening} */
export function rate(at, target, rating) {
  return { at, kind: "rate", target, rating };
}

/** An answered item. @param {number} at @param {string} item @param {number} [score] @returns {Happening} */
export function answered(at, item, score = 1) {
  return { at, kind: "answer", item, score, seconds: 30, response: [] };
}

/**
 * A year of work on these targets, until yesterday: more on some days than on others, and none on some.
 * @param {number} now @param {string[]} targets @returns {Happening[]}
 */
export function yearOfWork(now, targets) {
  const work = [];
  for (let day = 365; day > 0; day -= 1) {
    // Any repeatable unevenness will do.
    const much = (day * 7919) % 13;
    if (much > 8) continue;
    for (let n = 0; n < much * 6; n += 1) {
      const target = /** @type {string} */ (targets[(day * 29 + n * 3) % targets.length]);
      const rating = (day + n * 7) % 11 === 0 ? "again" : n % 5 === 0 ? "hard" : "good";
      work.push(rate(now - day * DAY + n * 60_000, target, rating));
    }
  }
  return work;
}

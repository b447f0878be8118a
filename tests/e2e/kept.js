/** What tests of storage ask of a page or a frame with one element in it. */

/** @typedef {import("playwright-core").Page | import("playwright-core").Frame} Place */

/** What the learner reads where nothing can be kept. */
export const TOLD = /can.t be kept|storage is full/;

/** Has something happen that is to be remembered: a setting. @param {Place} place @param {string} name */
export const record = (place, name) =>
  place.evaluate(async (id) => {
    const element = /** @type {any} */ (document.querySelector("interview-practice"));
    await element.importProgress(
      JSON.stringify({
        format: "interview-practice-progress",
        format_version: 1,
        pack: "senior-software-engineer",
        events: [
          { actor: Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(""), seq: 1, at: Date.now(), offset: 0, clock: [Date.now(), 0], pack_version: "1", kind: "setting", name: id, value: "x" },
        ],
      }),
    );
  }, name);

/** The names of what was recorded. @param {Place} place @returns {Promise<string[]>} */
export const known = (place) =>
  place.evaluate(async () => {
    const { events } = JSON.parse(await /** @type {any} */ (document.querySelector("interview-practice")).exportProgress());
    return events.filter((/** @type {any} */ { kind }) => kind === "setting").map((/** @type {any} */ { name }) => name).sort();
  });

/** Waits until a place knows all of this. @param {Place} place @param {string[]} names */
export async function untilKnown(place, names) {
  let found = /** @type {string[]} */ ([]);
  for (let tries = 0; tries < 400 && found.join() !== names.join(); tries += 1) {
    found = await known(place);
    if (found.join() !== names.join()) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return found;
}

/** Stops everything as a trap does, and starts it again from the card. @param {Place} place */
export async function trap(place) {
  await place.evaluate(() => {
    const { name } = performance.getEntriesByType("resource").find((one) => /\/glue-/.test(one.name)) ?? {};
    const error = Object.assign(new WebAssembly.RuntimeError("unreachable"), { stack: `at f (${name}:1:1)` });
    dispatchEvent(new ErrorEvent("error", { error }));
  });
  await place.getByRole("button", { name: "Restart" }).first().click();
  await place.locator("interview-practice .shell").first().waitFor();
}

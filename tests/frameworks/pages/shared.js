/**
 * What the pages of all frameworks share: when the element is defined, a pack in hand, and what was heard. Every page shows a list of two
 * elements by key and has three buttons: one reverses the list, one takes the second element out and puts it back, one changes
 * the view of all.
 */
import pack from "../../packs/complete/pack.json";

/** The pack as an object, as an application has it after an import or a fetch. */
export { pack };

/** A second opinion that the page offers. */
export const evaluator = async () => ({ score: 1, notes: ["Well said."] });

/** Events, as [key, type, detail], in order. */
export const heard = [];

/** `?late` defines the element only when the test calls `define()`: after the framework has made and set everything. */
const define = () => import("interview-practice");
Object.assign(globalThis, { define, heard });
export const defined = new URLSearchParams(location.search).has("late") ? Promise.resolve() : define();

/** Notes an event under its element's key. */
export const hear = (key) => (event) => heard.push([key, event.type, event.detail]);

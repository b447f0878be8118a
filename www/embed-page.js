/**
 * The page for iframes, where scripts are stripped: `embed.html?pack=...&view=...`. The element's attributes come from the address; the
 * height goes to the page around it, once that has answered a greeting (`embed-host.js` does), and only to that page's origin.
 */
import "./interview-practice.js";

/** Both sides tell their messages by this name, and by the version of their shape. */
const NAME = "interview-practice:frame";
const VERSION = 1;

const ATTRIBUTES = ["pack", "view", "storage", "storage-key", "seed", "theme", "heading-level", "lang"];

const asked = new URLSearchParams(location.search);
const element = /** @type {import("./index.d.ts").InterviewPractice} */ (document.createElement("interview-practice"));
element.setAttribute("loading", "eager");
// The frame's own heading is the first of its document.
element.setAttribute("heading-level", "1");
for (const name of ATTRIBUTES) {
  const value = asked.get(name);
  if (value !== null) element.setAttribute(name, value);
}
const language = asked.get("lang");
if (language) document.documentElement.lang = language;
const theme = asked.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.className = theme;
document.body.append(element);

/** The origin of the page around us, once it has answered; "null" is one that has none, such as a sandboxed page's. @type {string | undefined} */
let host;
let told = 0;

function tell() {
  // The content's own height: the document's is never less than the frame's, so it would only ever grow.
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (host === undefined || height === told) return;
  told = height;
  // An origin of "null" cannot be addressed; a height alone is no secret.
  parent.postMessage({ type: NAME, v: VERSION, height }, host === "null" ? "*" : host);
}

if (parent !== window) {
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.type !== NAME || data.v !== VERSION || data.hello !== true) return;
    host = origin;
    told = 0;
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
  // Says only that we are here: whoever is around does not have to be known for that.
  parent.postMessage({ type: NAME, v: VERSION, hello: true }, "*");
}

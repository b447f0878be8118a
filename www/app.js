/**
 * The page of the installable app: routes between the address and the element, offers to install, tells of new versions, and
 * registers the service worker. The element itself knows nothing of all this.
 */

/** @type {Record<string, {name: string, views: Record<string, string>, install: string, newVersion: string, reload: string}>} */
const TEXTS = {
  en: {
    name: "Interview practice",
    views: { guide: "Guide", quiz: "Quiz", practice: "Practice", review: "Review", mock: "Mock interview", progress: "Progress" },
    install: "Install",
    newVersion: "A new version is ready.",
    reload: "Reload",
  },
  es: {
    name: "Práctica de entrevistas",
    views: { guide: "Guía", quiz: "Test", practice: "Práctica", review: "Repaso", mock: "Simulacro", progress: "Progreso" },
    install: "Instalar",
    newVersion: "Hay una versión nueva.",
    reload: "Recargar",
  },
};

/** @template {Element} T @param {string} selector @param {new () => T} kind */
function find(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`index.html has no ${selector}`);
  return found;
}

const element = /** @type {import("./index.d.ts").InterviewPractice} */ (find("interview-practice", HTMLElement));
const language = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in TEXTS) ?? "en";
const texts = /** @type {typeof TEXTS[string]} */ (TEXTS[language]);
document.documentElement.lang = language;
find(".name span", HTMLElement).textContent = texts.name;

// --- Routes: `#/view` or `#/view/question` ------------------------------------------------------------------------------------

/** @typedef {{view: import("./index.d.ts").View, question?: string}} Route */

/** The place that the address names; an address from elsewhere may hold anything. @returns {Route} */
function addressed() {
  const [view = "", question = ""] = location.hash.replace(/^#\/?/, "").split("/");
  const known = view in texts.views ? /** @type {Route["view"]} */ (view) : "home";
  try {
    return { view: known, ...(question && { question: decodeURIComponent(question) }) };
  } catch {
    return { view: known };
  }
}

/** @param {Route} route */
function address({ view, question }) {
  return `#/${view}${question ? `/${encodeURIComponent(question)}` : ""}`;
}

/** How many moves to an address are under way: what the element shows meanwhile is not a step of the learner's. */
let moving = 0;

let begun = false;

/** Shows what the address names. */
async function follow() {
  const { hash } = location;
  const { view, question } = addressed();
  moving += 1;
  try {
    // To begin with, also where a question is named: the element then opens in its view.
    if (!question || !begun) element.view = view;
    begun = true;
    if (question) await element.start(view, { question });
    else await element.ready;
  } catch {
    // The element says itself why it cannot; a question that is gone leaves its view.
  }
  moving -= 1;
  // Another address was named meanwhile, and this one's question may have come after it.
  if (moving === 0 && location.hash !== hash) follow();
}

element.addEventListener("ip-view", ({ detail }) => {
  const { view } = detail;
  const section = texts.views[view];
  document.title = section ? `${section} · ${texts.name}` : texts.name;
  const here = addressed();
  if (moving > 0 || address(detail) === address(here)) return;
  // A view that settles on one of its questions is still the same step.
  if (view === here.view && !here.question) history.replaceState(null, "", address(detail));
  else history.pushState(null, "", address(detail));
  if (view !== here.view) scrollTo(0, 0);
});

// Back, forward, links to `#/...` and edits of the address.
addEventListener("popstate", follow);
follow();

// --- Installing -----------------------------------------------------------------------------------------------------------------

const install = find(".install", HTMLButtonElement);
install.textContent = texts.install;

/** @type {(Event & {prompt(): Promise<unknown>}) | undefined} */
let offer;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = /** @type {typeof offer} */ (event);
  install.hidden = false;
});

addEventListener("appinstalled", () => {
  install.hidden = true;
});

install.addEventListener("click", async () => {
  install.hidden = true;
  await offer?.prompt();
});

// --- Keeping ------------------------------------------------------------------------------------------------------------------------

/** From how many answers on there is something to lose: some browsers ask the learner, who should know by then what for. */
const WORTH_KEEPING = 3;

let asked = false;

// Asks the browser not to delete what the app keeps when it runs out of space or after days without a visit.
element.addEventListener("ip-progress", async ({ detail }) => {
  const { storage } = navigator;
  if (asked || detail.answered < WORTH_KEEPING || !storage?.persist) return;
  asked = true;
  // A refusal changes nothing: progress can be exported.
  if (!(await storage.persisted().catch(() => true))) await storage.persist().catch(() => {});
});

// --- Offline, and new versions ----------------------------------------------------------------------------------------------------

const notice = find(".notice", HTMLElement);

/** Says that a new version waits; it starts when the learner agrees. @param {ServiceWorkerRegistration} registration */
function tellOfUpdate(registration) {
  if (notice.hasChildNodes()) return;
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = texts.reload;
  reload.addEventListener("click", () => {
    const { waiting } = registration;
    // Another tab may have let the new version in already.
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("use the new version");
  });
  notice.append(texts.newVersion, reload);
}

async function goOffline() {
  const container = navigator.serviceWorker;
  // Where service workers are missing or refused, the page works on while there is a network.
  if (!container) return;
  const registration = await container.register("sw.js", { updateViaCache: "none" });
  if (registration.waiting && container.controller) tellOfUpdate(registration);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      // Without a controller it is the first installation, which nobody has to hear of.
      if (installing.state === "installed" && container.controller) tellOfUpdate(registration);
    });
  });
  // Another tab has agreed: this one still runs the former version, whose files are gone from the cache.
  if (container.controller) container.addEventListener("controllerchange", () => tellOfUpdate(registration));
  // An installed app may stay open for days.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

goOffline().catch((error) => console.info(`Not available offline: ${error.message}`));

/**
 * Keeps one whole version of the app for use offline. A version is installed completely or not at all, serves only its own files,
 * and makes way for the next when the learner agrees.
 */
/// <reference lib="webworker" />

const VERSION = /* filled in by the build */ "";
/** Every file of the version, relative to this one. @type {string[]} */
const PRECACHE = /* filled in by the build */ [];

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
/** Another app of ours on the same origin has another scope. */
const PREFIX = `interview-practice ${worker.registration.scope} `;
const CACHE = PREFIX + VERSION;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      // Names that carry a hash never change; of the others the browser may hold an older copy.
      cache.addAll(PRECACHE.map((path) => new Request(path, { cache: /-[0-9a-f]{16}\./.test(path) ? "default" : "no-cache" }))),
    ),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(removeFormerVersions());
});

worker.addEventListener("message", (event) => {
  if (event.data === "use the new version") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

async function removeFormerVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const home = new URL("./", location.href);
  const url = new URL(request.url);
  const isHome = url.pathname === home.pathname || url.pathname === `${home.pathname}index.html`;
  const kept = await cache.match(request.mode === "navigate" && isHome ? home : request, { ignoreVary: true });
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    // A page that is not kept, without a network: the app itself is better than nothing.
    const page = request.mode === "navigate" && (await cache.match(home, { ignoreVary: true }));
    if (page) return page;
    throw error;
  }
}

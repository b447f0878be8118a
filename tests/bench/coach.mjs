/** How long the coach takes in wasm: a 400-word answer against 12 points. Prints rows for `cargo xtask bench`. */
import { PAGE, buildModule, neighbours } from "../coach-module/module.js";
import { Site, launch } from "../e2e/rig.js";

const POINTS = [
  "Defines a process as a running program with its own memory",
  "Defines threads as paths of execution that share one process's memory",
  "Chooses processes where isolation or security matters, with an example",
  "Chooses threads where tasks share data, with an example",
  "Compares the cost of creating and switching the two",
  "Warns that shared memory brings races, and says how to prevent them",
  "Explains how the scheduler divides time between threads",
  "Names a lock, a semaphore or an atomic operation and when each fits",
  "Describes a deadlock and the order of locks that avoids it",
  "Says what a thread pool is for and how large it should be",
  "Contrasts blocking calls with an event loop",
  "Mentions how a crash in one thread takes down its process",
];
const SENTENCES = [
  "A process is a running program with memory of its own, while threads are paths of execution inside it.",
  "All threads of a process share its heap, so they can exchange data without copying anything.",
  "I would isolate parsers of untrusted files in separate processes, as browsers do for each site.",
  "Switching between threads is cheaper than switching between processes because the page tables stay.",
  "The danger is a race condition: two threads add to one counter and an update is lost.",
  "A mutex or an atomic operation prevents that, and taking locks in one order avoids deadlocks.",
  "For a service that mostly waits I would rather use an event loop than two hundred blocked threads.",
  "In my last team we measured the pool and halved it, which cut the tail latency by a third.",
];
const words = [];
for (let n = 0; words.length < 400; n += 1) words.push(...(SENTENCES[n % SENTENCES.length] ?? "").split(" "));
const answer = words.slice(0, 400).join(" ");
const line = { id: 1, question: "How do processes and threads differ, and when do you choose which?", model_answer: answer, points: POINTS, answer };

const site = await Site.start();
const files = { "/coach.wasm": await buildModule(), "/neighbours.bin": await neighbours() };
site.rules.push((path) => (files[path] ? { headers: { "content-type": "application/octet-stream" }, body: files[path] } : undefined));
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(site.page(PAGE));
  await page.waitForFunction("window.ready");
  const { prepared, took } = await page.evaluate((text) => {
    const once = performance.now();
    window.prepare(text);
    const prepared = performance.now() - once;
    const took = [];
    for (let n = 0; n < 220; n += 1) {
      const start = performance.now();
      window.assess();
      took.push(performance.now() - start);
    }
    return { prepared, took: took.slice(20).sort((a, b) => a - b) };
  }, JSON.stringify(line));
  const at = (share) => took[Math.floor((took.length - 1) * share)].toFixed(2);
  console.log(`bench\tcoach, wasm: 400 words against 12 points, median\t${at(0.5)}\tms`);
  console.log(`bench\tcoach, wasm: 400 words against 12 points, 95 of 100 within\t${at(0.95)}\tms`);
  console.log(`bench\tcoach, wasm: making a question of 12 points ready\t${prepared.toFixed(2)}\tms`);
} finally {
  await browser.close();
  site.close();
}

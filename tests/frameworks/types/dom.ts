/** The types as a page without a framework meets them. What must not compile is marked, and is an error itself once it compiles. */
import practice, { InterviewPractice } from "interview-practice";
import type { Evaluator, InterviewPracticeEventMap, LoadError, Summary, View } from "interview-practice";

const element = document.createElement("interview-practice");
const found: InterviewPractice | null = document.querySelector("interview-practice");
const same: typeof practice = InterviewPractice;
element.view = "quiz";
element.seed = 7;
element.packData = { format: "interview-practice-pack" };
element.packData = "# A pack";
// @ts-expect-error: no such view
element.view = "settings";
// @ts-expect-error: only read
element.version = "1.0.0";
// @ts-expect-error: the runtime decides
element.ready = Promise.resolve();

element.addEventListener("ip-answer", ({ detail, currentTarget }) => {
  const score: number = detail.score;
  const version: 1 = detail.v;
  // @ts-expect-error: a learner's words are in no event
  detail.text;
  return [score, version, currentTarget];
});
document.addEventListener("ip-view", (event) => {
  const view: View = event.detail.view;
  return view;
});
// @ts-expect-error: such an event there is not in the map, so its detail is unknown
element.addEventListener("ip-nothing", (event) => event.detail);
element.addEventListener("click", (event) => event.clientX);

const evaluator: Evaluator = async ({ question, answer }) => ({ score: answer.length > 0 && question ? 1 : 0, notes: ["Read it aloud."] });
element.evaluator = evaluator;
element.xapi = { endpoint: "https://lrs.example/xapi/" };

async function use(): Promise<[Summary, string, number]> {
  await element.start("quiz", { length: 5, competencies: ["system-design"], kinds: ["single"] });
  // @ts-expect-error: no such kind of item
  await element.start("quiz", { kinds: ["essay"] });
  // @ts-expect-error: minutes is a number
  await element.start("mock", { minutes: "20" });
  const { added } = await element.importProgress(await element.exportProgress());
  try {
    await element.load();
  } catch (error) {
    const { code } = error as LoadError;
    if (code === "csp") await element.resetProgress();
  }
  const summary = await element.summary();
  const last: number | null = summary.sessions.at(-1)?.score ?? summary.items[0]?.score ?? null;
  const share: number | undefined = summary.competencies.find(({ seen, total }) => seen < total)?.mastery;
  return [summary, element.version, added + (last ?? share ?? 0)];
}

type Detail = InterviewPracticeEventMap["ip-session-end"]["detail"];
const detail: Detail = { v: 1, session: "s", view: "quiz", score: 0.5, answered: 2, seconds: 40 };
export { detail, found, same, use };

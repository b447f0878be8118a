/** The element with types for Preact's JSX. */
import type { HTMLAttributes } from "preact";
import type { InterviewPractice, InterviewPracticeHandlers, InterviewPracticeProps } from "./index.js";

export * from "./index.js";
export { default } from "./index.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "interview-practice": HTMLAttributes<InterviewPractice> & InterviewPracticeProps & InterviewPracticeHandlers;
    }
  }
}

/** The element with types for React's JSX (19 and later, which sets properties and takes `onip-*` handlers). */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { InterviewPractice, InterviewPracticeHandlers, InterviewPracticeProps } from "./index.js";

export * from "./index.js";
export { default } from "./index.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "interview-practice": DetailedHTMLProps<HTMLAttributes<InterviewPractice>, InterviewPractice> &
        InterviewPracticeProps &
        InterviewPracticeHandlers;
    }
  }
}

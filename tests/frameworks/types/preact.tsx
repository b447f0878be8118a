/** @jsxImportSource preact */
/** The types as a Preact page meets them. */
import type { InterviewPractice } from "interview-practice/preact";
import "interview-practice/preact";

export function Page({ show }: { show: (practice: InterviewPractice | null) => void }) {
  return (
    <interview-practice
      ref={show}
      class="practice"
      view="quiz"
      heading-level={3}
      packData="# A pack"
      onip-answer={(event) => event.detail.score > 0.5}
    >
      <p slot="header">Before you begin</p>
    </interview-practice>
  );
}

// @ts-expect-error: no such view
export const wrongView = <interview-practice view="settings" />;
// @ts-expect-error: the detail has no such field
export const wrongDetail = <interview-practice onip-answer={(event) => event.detail.text} />;

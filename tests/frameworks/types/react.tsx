/** @jsxImportSource react */
/** The types as a React page meets them. */
import { useRef } from "react";
import type { InterviewPractice } from "interview-practice/react";
import "interview-practice/react";

export function Page() {
  const practice = useRef<InterviewPractice>(null);
  return (
    <interview-practice
      ref={practice}
      className="practice"
      view="quiz"
      storage-key="course"
      headingLevel={3}
      packData={{ format: "interview-practice-pack" }}
      onip-answer={(event) => practice.current?.setAttribute("data-score", `${event.detail.score}`)}
    >
      <p slot="header">Before you begin</p>
    </interview-practice>
  );
}

// @ts-expect-error: no such view
export const wrongView = <interview-practice view="settings" />;
// @ts-expect-error: the detail has no such field
export const wrongDetail = <interview-practice onip-answer={(event) => event.detail.text} />;

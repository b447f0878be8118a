//! The host's second opinion, shown as the host's voice. It comes or it does not; nothing waits for it.

use interview_practice_core::coach::Feedback;
use interview_practice_core::content::Question;
use interview_practice_core::messages::coach;
use wasm_bindgen_futures::spawn_local;

use super::super::parts::heading;
use crate::app::App;
use crate::coach::{Opinion, request};
use crate::dom::{El, Kids, Signal, el};

/// What became of the question to the host.
enum Asked {
    Waiting,
    Given(Vec<String>),
    Failed,
}

/// What is kept when nothing usable came; no line of an opinion is empty.
const NOTHING: &str = "\n";

/// Where what came is kept until the attempt is saved: the host is asked once about an answer, whatever is built anew or loaded again.
pub fn place(question: &str) -> String {
    ["second/", question].concat()
}

/// Asks the host's evaluator about an answer, where there is one; `None` where there is none.
pub fn second_opinion(app: App, question: &Question, answer: &str, feedback: impl Fn() -> Feedback) -> Option<El> {
    let place = place(question.id.as_str());
    let asked = Signal::new(Asked::Waiting);
    match app.place(&place) {
        Some(kept) if kept == NOTHING => asked.set(Asked::Failed),
        Some(kept) => asked.set(Asked::Given(kept.lines().map(String::from).collect())),
        None => {
            let pack = app.pack();
            let promise = app.evaluate(&request(question, &question.prompt, &pack.language, answer, &feedback()))?;
            let language = app.language.peek();
            spawn_local(async move {
                let lines = Opinion::promised(promise).await.map(|opinion| opinion.lines(language));
                // Of an answer that is no longer judged nothing is kept.
                if asked.try_peek_with(|_| ()).is_some() {
                    let kept = lines.as_ref().map(|lines| lines.join("\n"));
                    app.save_place(&place, kept.as_deref().unwrap_or(NOTHING));
                    asked.set(lines.map_or(Asked::Failed, Asked::Given));
                }
            });
        }
    }
    let body = el("div", "stack tight").attr("role", "status").live(move || {
        asked.with(|asked| match asked {
            Asked::Waiting => Kids::from(el("p", "muted").add(app.say(coach::SECOND_ASKED))),
            Asked::Failed => el("p", "muted").add(app.say(coach::SECOND_FAILED)).into(),
            Asked::Given(lines) => {
                let lines = lines.iter().map(|line| el("p", "").attr("dir", "auto").add(line.as_str()));
                lines.collect::<Vec<_>>().into()
            }
        })
    });
    Some(
        el("section", "coach-second stack tight")
            .add(heading(2, "", app.say(coach::SECOND_OPINION)))
            .add(el("p", "muted small").add(app.say(coach::SECOND_ABOUT)))
            .add(body),
    )
}

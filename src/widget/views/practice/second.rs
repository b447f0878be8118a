//! The host's second opinion, shown as the host's voice. It comes or it does not; nothing waits for it.

use interview_practice_core::coach::Feedback;
use interview_practice_core::content::Question;
use interview_practice_core::messages::coach;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::super::parts::heading;
use crate::app::App;
use crate::coach::Request;
use crate::dom::{El, Kids, Signal, el};

/// What became of the question to the host.
enum Opinion {
    Asked,
    Given { score: Option<f64>, notes: Vec<String> },
    Failed,
}

/// Asks the host's evaluator about an answer, where there is one.
pub fn second_opinion(app: App, question: &Question, answer: &str, feedback: &Feedback) -> Option<El> {
    let promise = app.evaluate(&Request::new(question, &app.pack().language, answer, feedback))?;
    let opinion = Signal::new(Opinion::Asked);
    spawn_local(async move {
        opinion.set(JsFuture::from(promise).await.map_or(Opinion::Failed, |given| read(&given)));
    });
    let body = el("div", "stack tight").attr("role", "status").live(move || {
        opinion.with(|opinion| match opinion {
            Opinion::Asked => Kids::from(el("p", "muted").add(app.say(coach::SECOND_ASKED))),
            Opinion::Failed => el("p", "muted").add(app.say(coach::SECOND_FAILED)).into(),
            Opinion::Given { score, notes } => {
                let score = score.map(|score| app.fill(coach::SECOND_SCORE, &[("share", &app.percent(score))]));
                let notes: Vec<El> =
                    notes.iter().map(|note| el("p", "").attr("dir", "auto").add(note.as_str())).collect();
                Kids::from(score.map(|score| el("p", "").add(score))).and(notes)
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

/// Reads what the loader has already brought to a plain form.
fn read(given: &JsValue) -> Opinion {
    let field = |name: &str| Reflect::get(given, &name.into()).unwrap_or_default();
    let notes = field("notes").dyn_into::<Array>().unwrap_or_default();
    Opinion::Given { score: field("score").as_f64(), notes: notes.iter().filter_map(|note| note.as_string()).collect() }
}

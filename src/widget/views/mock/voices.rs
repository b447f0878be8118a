//! Other voices beside the coach's: what the browser's language model remarks, marked as such. They come or they do not; nothing waits.

use std::rc::Rc;

use interview_practice_core::interview::{Remark, Report};
use interview_practice_core::messages::debrief;
use wasm_bindgen_futures::spawn_local;

use super::options::{Wish, wants};
use super::report::section;
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::voice;

/// At most so many questions are remarked on.
const QUESTIONS: usize = 4;

/// The remarks of an interview, and whether more may come.
#[derive(Clone, Copy)]
pub struct Voices {
    /// What was remarked so far.
    pub remarks: Signal<Vec<Remark>>,
    coming: Signal<bool>,
}

impl Voices {
    /// Asks the language model about the opening answers, where the learner wants it; `None` where not.
    pub fn ask(app: App, report: &Report, words: &Rc<str>) -> Option<Self> {
        if !wants(app, Wish::Remark) || words.is_empty() {
            return None;
        }
        let voices = Self { remarks: Signal::new(Vec::new()), coming: Signal::new(true) };
        let asked: Vec<(String, String)> = report
            .questions
            .iter()
            .filter_map(|asked| {
                let answer = Report::quote(words, asked.turns.first()?.answer);
                (!answer.is_empty()).then(|| (asked.question.clone(), answer.to_owned()))
            })
            .take(QUESTIONS)
            .collect();
        spawn_local(async move {
            let language = app.language.peek();
            for (id, answer) in asked {
                // The learner may have gone elsewhere meanwhile.
                if voices.coming.try_peek_with(|_| ()).is_none() {
                    return;
                }
                let pack = app.pack();
                let Some(question) = pack.question(&id) else { continue };
                let points: Vec<&str> = question.points.iter().map(|point| point.text.as_str()).collect();
                if let Some(notes) = voice::remark(&question.prompt, &points, &answer, language).await {
                    let remark = Remark { voice: debrief::REMARKS_MODEL, question: id, notes };
                    voices.remarks.update(|remarks| remarks.push(remark));
                }
            }
            voices.coming.set(false);
        });
        Some(voices)
    }

    /// The remarks, under whose voice they are.
    pub fn show(self, app: App) -> El {
        let inner = el("div", "stack tight").attr("role", "status").live(move || {
            let pack = app.pack();
            let coming = self.coming.get();
            let remarks = self.remarks.get();
            let mut rows: Vec<El> = remarks
                .iter()
                .filter_map(|remark| {
                    let prompt = pack.question(&remark.question)?.prompt.as_str();
                    let prompt = el("p", "muted small").attr("lang", &pack.language).add(prompt);
                    let notes = el("p", "practice-own").attr("dir", "auto").add(remark.notes.as_str());
                    Some(el("div", "card stack tight").add(prompt).add(notes))
                })
                .collect();
            let waits = match (coming, rows.is_empty()) {
                (true, _) => Some(debrief::REMARKS_COMING),
                (false, true) => Some(debrief::REMARKS_NONE),
                (false, false) => None,
            };
            rows.extend(waits.map(|message| el("p", "muted small").add(app.say(message))));
            rows
        });
        let about = el("p", "muted small").add(app.say(debrief::REMARKS_ABOUT));
        section(app, debrief::REMARKS_MODEL, vec![about, inner])
    }
}

//! Other voices beside the coach's, each marked as what it is: the host's evaluator on every answer, and the browser's language model on the
//! opening ones. What they say comes or it does not; nothing waits for it, and nothing else changes by it.

use interview_practice_core::coach::Coach;
use interview_practice_core::content::Pack;
use interview_practice_core::interview::{Remark, Report};
use interview_practice_core::messages::{Language, Message, coach, debrief};
use js_sys::Promise;
use wasm_bindgen_futures::spawn_local;

use super::options::{Wish, wants};
use super::report::section;
use crate::app::App;
use crate::coach::{Opinion, request};
use crate::dom::{El, Signal, el};
use crate::voice;

/// The language model remarks on at most so many answers.
const MODEL_ANSWERS: usize = 4;
/// A voice that had nothing usable to say so many times in a row is not asked again.
const PATIENCE: u8 = 3;

/// An answer that is remarked on.
#[derive(Clone)]
struct Answer {
    /// The opening question, by id.
    question: String,
    /// The place among what was asked of it.
    turn: usize,
    /// What was asked, in words.
    asked: String,
    /// What was answered.
    text: String,
}

/// Whose voice it is.
#[derive(Clone, Copy)]
enum Source {
    /// The host's.
    Host,
    /// The browser's language model.
    Model,
}

/// What one voice says of an interview.
#[derive(Clone, Copy)]
pub struct Voice {
    title: Message,
    about: Message,
    /// What it said so far.
    pub remarks: Signal<Vec<Remark>>,
    coming: Signal<bool>,
}

/// Asks each voice that there is about the answers.
pub fn ask(app: App, report: &Report, words: &str) -> Vec<Voice> {
    let pack = app.pack();
    let language = app.language.peek();
    let mut answers = Vec::new();
    for asked in &report.questions {
        let Some(question) = pack.question(&asked.question) else { continue };
        for (place, turn) in asked.turns.iter().enumerate() {
            let text = Report::quote(words, turn.answer).to_owned();
            if !text.is_empty() {
                let prompt = turn.ask.sentence(question, language);
                answers.push(Answer { question: asked.question.clone(), turn: place, asked: prompt, text });
            }
        }
    }
    let mut voices = Vec::new();
    if app.has_evaluator() && !answers.is_empty() {
        let voice = Voice::new(debrief::REMARKS_HOST, coach::SECOND_ABOUT);
        voice.listen(app, Source::Host, answers.clone());
        voices.push(voice);
    }
    answers.retain(|answer| answer.turn == 0);
    answers.truncate(MODEL_ANSWERS);
    if wants(app, Wish::Remark) && !answers.is_empty() {
        let voice = Voice::new(debrief::REMARKS_MODEL, debrief::REMARKS_ABOUT);
        voice.listen(app, Source::Model, answers);
        voices.push(voice);
    }
    voices
}

/// Asks the host's evaluator, where there is one, with what the interview's coach finds in the answer.
fn evaluate(app: App, pack: &Pack, answer: &Answer) -> Option<Promise> {
    let question = pack.question(&answer.question)?;
    let feedback = Coach::for_question(question, pack, None).assess(&answer.text);
    app.evaluate(&request(question, &answer.asked, &pack.language, &answer.text, &feedback))
}

impl Source {
    async fn remark(self, app: App, pack: &Pack, answer: &Answer, language: Language) -> Option<String> {
        match self {
            Self::Host => {
                let promise = evaluate(app, pack, answer)?;
                Some(Opinion::promised(promise).await?.lines(language).join("\n"))
            }
            Self::Model => {
                let points = &pack.question(&answer.question)?.points;
                let points: Vec<&str> = points.iter().map(|point| point.text.as_str()).collect();
                voice::remark(&answer.asked, &points, &answer.text, language).await
            }
        }
    }
}

impl Voice {
    fn new(title: Message, about: Message) -> Self {
        Self { title, about, remarks: Signal::new(Vec::new()), coming: Signal::new(true) }
    }

    /// Hears what it says of one answer after the other.
    fn listen(self, app: App, source: Source, answers: Vec<Answer>) {
        let (pack, language) = (app.pack(), app.language.peek());
        spawn_local(async move {
            let mut silences = 0;
            for answer in answers {
                // The learner may have gone elsewhere meanwhile.
                if silences == PATIENCE || self.coming.try_peek_with(|_| ()).is_none() {
                    break;
                }
                match source.remark(app, &pack, &answer, language).await {
                    Some(notes) => {
                        silences = 0;
                        let Answer { question, turn, asked, .. } = answer;
                        let remark = Remark { voice: self.title, about: self.about, question, turn, asked, notes };
                        self.remarks.update(|remarks| remarks.push(remark));
                    }
                    None => silences += 1,
                }
            }
            self.coming.set(false);
        });
    }

    /// The remarks, under whose voice they are.
    pub fn show(self, app: App) -> El {
        let inner = el("div", "stack tight").attr("role", "status").live(move || {
            let (coming, remarks) = (self.coming.get(), self.remarks.get());
            let mut rows: Vec<El> = remarks
                .iter()
                .map(|remark| {
                    let asked = el("p", "muted small").attr("dir", "auto").add(remark.asked.as_str());
                    let notes = el("p", "practice-own").attr("dir", "auto").add(remark.notes.as_str());
                    el("div", "card stack tight").add(asked).add(notes)
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
        let about = el("p", "muted small prose").add(app.say(self.about));
        section(app, self.title, vec![about, inner])
    }
}

//! The coach in the browser: made for a question of the pack, with the word neighbours that come in a file of their own, and the
//! learner's choices about it.

use std::any::Any;
use std::rc::Rc;

use interview_practice_core::coach::{Band, Coach, Feedback, Neighbours};
use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, Language, coach};
use interview_practice_core::progress::{Kind, Name};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::App;
use crate::voice::dynamic::{get, object};

/// The setting that says when the coach looks at a text: [`LIVE`], or when it is asked.
const WHEN: &str = "coach";
/// The value of [`WHEN`] for a coach that follows the typing.
const LIVE: &str = "live";
/// The value of [`WHEN`] for a coach that waits.
const ASKED: &str = "asked";
/// The setting that says whether shares are shown as numbers.
const SHARES: &str = "coach-shares";
/// The value of a setting that is on.
const ON: &str = "on";
/// The value of a setting that is off.
const OFF: &str = "off";

impl App {
    /// A coach for a question. Who builds with it is built anew when the word neighbours arrive; until then, and where they cannot be
    /// had, it knows spellings, stems and the question's concepts.
    pub fn coach(self, question: &Question) -> Coach {
        let found = self.neighbours();
        Coach::for_question(question, &self.pack(), found.as_deref().and_then(<dyn Any>::downcast_ref))
    }

    /// A coach for a question with what is here now.
    pub fn coach_as_it_is(self, question: &Question) -> Coach {
        let found = self.neighbours.peek();
        Coach::for_question(question, &self.pack(), found.as_deref().and_then(<dyn Any>::downcast_ref))
    }

    /// The word neighbours, which are fetched when they are first asked for.
    fn neighbours(self) -> Option<Rc<dyn Any>> {
        if let Some(promise) = self.ask_for_neighbours() {
            spawn_local(async move {
                let bytes = JsFuture::from(promise).await.ok();
                let bytes = bytes.as_ref().and_then(|bytes| bytes.dyn_ref::<js_sys::Uint8Array>());
                match bytes.and_then(|bytes| Neighbours::from_bytes(&bytes.to_vec()).ok()) {
                    Some(found) => self.neighbours.set(Some(Rc::new(found))),
                    // The next question asks again: a network comes and goes.
                    None => self.forget_neighbours(),
                }
            });
        }
        self.neighbours.get()
    }

    fn setting_is(self, name: &str, value: &str) -> bool {
        self.with_state(|state| state.settings.get(name).is_some_and(|chosen| chosen == value))
    }

    fn choose(self, name: &str, value: &str) {
        if let Ok(name) = Name::new(name) {
            self.record(Kind::Setting { name, value: value.to_owned() });
        }
    }

    /// Whether the coach looks at a text while it is written.
    pub fn coach_is_live(self) -> bool {
        self.setting_is(WHEN, LIVE)
    }

    /// Has the coach look while the learner types, or only when asked.
    pub fn set_coach_live(self, live: bool) {
        self.choose(WHEN, if live { LIVE } else { ASKED });
    }

    /// Whether the shares of points are shown as numbers.
    pub fn shows_shares(self) -> bool {
        self.setting_is(SHARES, ON)
    }

    /// Shows the shares of points as numbers, or not.
    pub fn set_shows_shares(self, on: bool) {
        self.choose(SHARES, if on { ON } else { OFF });
    }
}

/// What a host's evaluator says of an answer. The loader has brought it to a plain, bounded form.
pub struct Opinion {
    score: Option<f64>,
    notes: Vec<String>,
}

impl Opinion {
    /// What was promised by [`App::evaluate`]; `None` when nothing usable came in time.
    pub async fn promised(promise: Promise) -> Option<Self> {
        let given = JsFuture::from(promise).await.ok()?;
        let notes = get(&given, "notes").dyn_into::<Array>().unwrap_or_default();
        Some(Self {
            score: get(&given, "score").as_f64(),
            notes: notes.iter().filter_map(|note| note.as_string()).collect(),
        })
    }

    /// In lines: the score in words, where there is one, then each note.
    pub fn lines(self, language: Language) -> Vec<String> {
        let percent = |score| messages::percent(language, score);
        let score = self.score.map(|score| coach::SECOND_SCORE.fill(language, &[("share", &percent(score))]));
        score.into_iter().chain(self.notes).collect()
    }
}

/// What a host's evaluator is handed about an answer to what was `asked`, the question itself or a follow-up: plain data, with the learner's
/// words and what the coach found in them. Made by hand, which weighs less than a serialiser.
pub fn request(question: &Question, asked: &str, language: &str, answer: &str, feedback: &Feedback) -> JsValue {
    let points = question
        .points
        .iter()
        .map(|point| object(&[("id", point.id.as_str().into()), ("text", point.text.as_str().into())]));
    let found = feedback.points.iter().map(|point| {
        let band = match point.band {
            Band::Covered => "covered",
            Band::Partly => "partly",
            Band::Missing => "missing",
        };
        let evidence = point.evidence.iter().map(|span| JsValue::from_str(span.of(answer)));
        object(&[
            ("id", point.id.as_str().into()),
            ("band", band.into()),
            ("share", point.share.value().into()),
            ("evidence", list(evidence)),
        ])
    });
    let pitfalls = feedback.pitfalls.iter().map(|pitfall| JsValue::from_str(&pitfall.id));
    let question = object(&[
        ("id", question.id.as_str().into()),
        ("prompt", asked.into()),
        ("language", language.into()),
        ("points", list(points)),
    ]);
    let feedback =
        object(&[("score", feedback.score.value().into()), ("points", list(found)), ("pitfalls", list(pitfalls))]);
    object(&[("question", question), ("answer", answer.into()), ("feedback", feedback)])
}

fn list(items: impl Iterator<Item = JsValue>) -> JsValue {
    items.collect::<Array>().into()
}

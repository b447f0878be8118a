//! Sessions and answers, told to the log and to the host in one breath.

use interview_practice_core::progress::{End, EventId, Kind, Name, Score, Start};
use interview_practice_core::xapi::Beside;
use wasm_bindgen::JsValue;

use crate::app::App;
use crate::route::ViewName;

/// An answer, as `ip-answer` tells it. The learner's words are no part of it.
pub struct Told<'a> {
    /// The item, or the question that was practised.
    pub item: &'a str,
    /// The question that it is about.
    pub question: Option<&'a str>,
    /// The kind of item; `practice` for a question that was practised, `mock` for one of an interview.
    pub kind: &'a str,
    /// The result, 0 to 1.
    pub score: f64,
    /// Whether all of it was right.
    pub correct: bool,
    /// How long it took.
    pub seconds: u32,
}

impl App {
    /// Begins a session of a view with so many items (of a mock interview, subjects): its id, unless the log does not take it.
    pub fn begin_session(self, view: ViewName, settings: String, seed: u64, items: usize) -> Option<EventId> {
        let start = Start { view: Name::new(view.name()).ok()?, settings, seed };
        let id = self.record(Kind::Start(start))?;
        let items = u32::try_from(items).unwrap_or(u32::MAX);
        let session = id.to_string();
        self.emit_plain(
            "ip-session-start",
            &[("session", session.into()), ("view", view.name().into()), ("items", items.into())],
        );
        Some(id)
    }

    /// Ends a session with its result, 0 to 1, and of what it had so many; without `items` it counts as gone through to its end.
    pub fn end_session(
        self,
        view: ViewName,
        session: EventId,
        score: f64,
        answered: usize,
        seconds: u32,
        items: Option<u32>,
    ) {
        let answered = u32::try_from(answered).unwrap_or(u32::MAX);
        let beside = Beside { items, ..Beside::default() };
        self.record_of(Kind::End(End { session, score: Score::new(score), answered, seconds }), beside);
        self.emit_plain(
            "ip-session-end",
            &[
                ("session", session.to_string().into()),
                ("view", view.name().into()),
                ("score", score.into()),
                ("answered", answered.into()),
                ("seconds", seconds.into()),
            ],
        );
    }

    /// Tells the host of an answer; `session` is the one that it belongs to, if any.
    pub fn tell_answer(self, session: Option<EventId>, told: &Told<'_>) {
        let mut values: Vec<(&str, JsValue)> = vec![
            ("item", told.item.into()),
            ("kind", told.kind.into()),
            ("score", told.score.into()),
            ("correct", told.correct.into()),
            ("seconds", told.seconds.into()),
        ];
        values.extend(session.map(|id| ("session", id.to_string().into())));
        values.extend(told.question.map(|id| ("question", id.into())));
        self.emit_plain("ip-answer", &values);
    }
}

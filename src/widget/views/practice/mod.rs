//! Practice: one question at a time. Think, write or speak, then judge yourself point by point.

mod answer;
mod check;
mod list;

use interview_practice_core::progress::Mode;
use leptos::prelude::*;

use crate::app::App;
use crate::route::{Route, ViewName};

/// An answer on its way: what a reload must not lose.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The question's id.
    pub question: String,
    /// How it is being answered.
    pub mode: Mode,
    /// Seconds on the clock so far.
    pub seconds: u32,
    /// Whether the learner is done answering and judges.
    pub checking: bool,
    /// What was written.
    pub text: String,
}

impl Draft {
    fn new(question: &str) -> Self {
        Self { question: question.to_owned(), mode: Mode::Thought, seconds: 0, checking: false, text: String::new() }
    }

    fn read(app: App, question: &str) -> Option<Self> {
        let kept = app.place(&place(question))?;
        let mut parts = kept.splitn(4, ' ');
        let mode = Mode::from_name(parts.next()?)?;
        let seconds = parts.next()?.parse().ok()?;
        let checking = parts.next()? == "checking";
        let text = parts.next().unwrap_or_default().to_owned();
        Some(Self { question: question.to_owned(), mode, seconds, checking, text })
    }

    fn keep(&self, app: App) {
        let stage = if self.checking { "checking" } else { "answering" };
        let text = [self.mode.name(), &self.seconds.to_string(), stage, &self.text].join(" ");
        app.save_place(&place(&self.question), &text);
    }
}

fn place(question: &str) -> String {
    ["practice/", question].concat()
}

/// Whether an answer to this question is on its way.
pub fn is_open(app: App, question: &str) -> bool {
    Draft::read(app, question).is_some()
}

/// The practice view: the question asked for, the one on its way, or the list of all.
#[component]
pub fn PracticeView(
    /// Which question, if one was asked for.
    route: Route,
) -> impl IntoView {
    let app = App::current();
    let pack = app.pack();
    let Some(question) = route.options.question.as_deref().and_then(|id| pack.question(id)) else {
        app.forget_place(ViewName::Practice.name());
        return list::list(app);
    };
    let id = question.id.to_string();
    app.save_place(ViewName::Practice.name(), &id);
    let draft = RwSignal::new_local(Draft::read(app, &id).unwrap_or_else(|| Draft::new(&id)));
    // Kept at every change, so that a reload, a crash or a closed tab loses nothing.
    Effect::new(move |before: Option<Draft>| {
        let now = draft.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            now.keep(app);
        }
        now
    });
    let checking = Memo::new(move |_| draft.with(|draft| draft.checking));
    (move || {
        let pack = app.pack();
        let Some(question) = pack.question(&id) else { return list::list(app) };
        if checking.get() { check::check(app, question, draft) } else { answer::answer(app, question, draft) }
    })
    .into_any()
}

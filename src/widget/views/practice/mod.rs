//! Practice: one question at a time. Think, write or speak; the coach says what it finds in what was written; the learner judges.

mod answer;
mod attempts;
mod check;
mod coaching;
mod list;
mod observations;
mod own;
mod points;
mod second;

use std::cell::RefCell;

use interview_practice_core::progress::Mode;

use crate::app::App;
use crate::dom::{El, Signal, effect, el, memo};
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
    /// The follow-up that the learner goes on with, by id.
    pub follow_up: Option<String>,
    /// What was written.
    pub text: String,
}

impl Draft {
    /// Whether there is anything for the coach to look at.
    fn is_written(&self) -> bool {
        self.mode == Mode::Written && !self.text.trim().is_empty()
    }
}

impl Draft {
    fn new(question: &str) -> Self {
        Self {
            question: question.to_owned(),
            mode: Mode::Thought,
            seconds: 0,
            checking: false,
            follow_up: None,
            text: String::new(),
        }
    }

    fn read(app: App, question: &str) -> Option<Self> {
        let kept = app.place(&place(question))?;
        let mut parts = kept.splitn(4, ' ');
        let mode = Mode::from_name(parts.next()?)?;
        let seconds = parts.next()?.parse().ok()?;
        let stage = parts.next()?;
        let (stage, follow_up) =
            stage.split_once(':').map_or((stage, None), |(stage, id)| (stage, Some(id.to_owned())));
        let text = parts.next().unwrap_or_default().to_owned();
        Some(Self { question: question.to_owned(), mode, seconds, checking: stage == "checking", follow_up, text })
    }

    fn keep(&self, app: App) {
        let stage = if self.checking { "checking" } else { "answering" };
        let follow_up = self.follow_up.as_ref().map(|id| [":", id].concat()).unwrap_or_default();
        let stage = [stage, &follow_up].concat();
        let text = [self.mode.name(), &self.seconds.to_string(), &stage, &self.text].join(" ");
        app.save_place(&place(&self.question), &text);
    }
}

fn place(question: &str) -> String {
    ["practice/", question].concat()
}

/// Where what the learner says of an answer is kept until it is saved.
fn judged(question: &str) -> String {
    ["judged/", question].concat()
}

/// Whether an answer to this question is on its way.
pub fn is_open(app: App, question: &str) -> bool {
    Draft::read(app, question).is_some()
}

/// The practice view: the question asked for, or the list of all.
pub fn practice_view(app: App, route: &Route) -> El {
    let asked = route.options.question.clone();
    el("div", "").live(move || {
        let pack = app.pack();
        let question = asked.as_deref().and_then(|id| pack.question(id));
        let Some(question) = question else {
            // A question of the mock interviews may still be on its way.
            app.want_prompts();
            app.forget_place(ViewName::Practice.name());
            return list::list(app);
        };
        practise(app, question.id.as_str())
    })
}

fn practise(app: App, id: &str) -> El {
    app.save_place(ViewName::Practice.name(), id);
    let draft = Signal::new(Draft::read(app, id).unwrap_or_else(|| Draft::new(id)));
    // Kept at every change, so that a reload, a crash or a closed tab loses nothing.
    let before = RefCell::new(draft.peek());
    effect(move || {
        let now = draft.get();
        if *before.borrow() != now {
            now.keep(app);
            before.replace(now);
        }
    });
    let checking = memo(move || draft.with(|draft| draft.checking));
    let id = id.to_owned();
    el("div", "").live(move || {
        let pack = app.pack();
        let question = pack.question(&id)?;
        if checking.get() {
            return Some(check::check(app, question, draft));
        }
        // What was said of an answer holds for that answer only.
        app.forget_place(&judged(&id));
        app.forget_place(&second::place(&id));
        Some(answer::answer(app, question, draft))
    })
}

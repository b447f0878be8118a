//! Choosing what to be asked. Nothing needs to be chosen: the first press starts.

use interview_practice_core::content::{Difficulty, ItemKind};
use interview_practice_core::messages::{Message, quiz, shell};
use interview_practice_core::quiz::{Feedback, ItemBank, Pool, Session, Settings};

use super::super::parts::{actions, heading, item, options, submit};
use super::{Runs, competencies, history, plan};
use crate::app::App;
use crate::dom::{El, Signal, el};

/// The form that starts a quiz.
pub fn setup(app: App, runs: Runs, asked: &Settings) -> El {
    let settings = Signal::new(asked.clone());
    let available = move || {
        let wanted = settings.get();
        let pack = app.pack();
        Session::available(&ItemBank::new(&pack), &wanted, &history(app), usize::from(wanted.length))
    };
    let found = el("p", "small").attr("role", "status").live(move || {
        let found = available();
        if found == 0 {
            app.say(quiz::NONE_MATCH).to_owned()
        } else if found < usize::from(settings.with(|wanted| wanted.length)) {
            app.count(quiz::FEWER, found)
        } else {
            String::new()
        }
    });
    let start = submit(app.say(quiz::START)).live_attr("disabled", move || (available() == 0).then(String::new));
    let more = el("details", "").add(el("summary", "").add(app.say(quiz::MORE_CHOICES))).add(
        el("div", "stack loose quiz-more")
            .add(one(app, settings, quiz::FEEDBACK, "feedback", &FEEDBACK, |wanted, feedback| {
                wanted.feedback = feedback
            }))
            .add(one(app, settings, quiz::DIFFICULTY, "difficulty", &DIFFICULTY, |wanted, level| {
                wanted.difficulty = level
            }))
            .add(kinds(app, settings))
            .add(skills(app, settings)),
    );
    el("form", "quiz-setup stack loose")
        .attr("part", "form")
        .on("submit", move |event| {
            event.prevent_default();
            plan(app, runs, &settings.peek(), None);
        })
        .add(heading(1, "", app.say(quiz::SET_UP)).attr("tabindex", "-1"))
        .add(length(app, settings))
        .add(one(app, settings, quiz::POOL, "pool", &POOL, |wanted, pool| wanted.pool = pool))
        .add(more)
        .add(el("div", "stack tight").add(found).add(actions(start)))
}

const POOL: [(Pool, Message); 3] =
    [(Pool::All, quiz::POOL_ALL), (Pool::Unseen, quiz::POOL_UNSEEN), (Pool::Missed, quiz::POOL_MISSED)];

const FEEDBACK: [(Feedback, Message); 2] =
    [(Feedback::AtOnce, quiz::FEEDBACK_AT_ONCE), (Feedback::AtEnd, quiz::FEEDBACK_AT_END)];

const DIFFICULTY: [(Option<Difficulty>, Message); 4] = [
    (None, quiz::ANY_DIFFICULTY),
    (Some(Difficulty::Easy), shell::EASY),
    (Some(Difficulty::Medium), shell::MEDIUM),
    (Some(Difficulty::Hard), shell::HARD),
];

/// One of several values; the first is chosen.
fn one<T: Copy + 'static>(
    app: App,
    settings: Signal<Settings>,
    legend: Message,
    name: &str,
    values: &'static [(T, Message)],
    put: fn(&mut Settings, T),
) -> El {
    let labels: Vec<_> =
        values.iter().enumerate().map(|(n, (_, message))| (app.say(*message).to_owned(), n == 0)).collect();
    options("radio", name, app.say(legend), &labels, move |n, _| {
        if let Some((value, _)) = values.get(n) {
            settings.update(|wanted| put(wanted, *value));
        }
    })
}

fn length(app: App, settings: Signal<Settings>) -> El {
    let now = settings.peek_with(|wanted| wanted.length);
    let labels: Vec<_> = Settings::LENGTHS.iter().map(|length| (length.to_string(), *length == now)).collect();
    options("radio", "length", app.say(quiz::LENGTH), &labels, move |n, _| {
        if let Some(length) = Settings::LENGTHS.get(n) {
            settings.update(|wanted| wanted.length = *length);
        }
    })
}

/// Any of the kinds; none means all.
fn kinds(app: App, settings: Signal<Settings>) -> El {
    let now = settings.peek_with(|wanted| wanted.kinds.clone());
    let labels: Vec<_> =
        ItemKind::ALL.iter().map(|kind| (item::kind_name(app, *kind).to_owned(), now.contains(kind))).collect();
    options("checkbox", "kinds", app.say(quiz::KINDS), &labels, move |n, on| {
        let Some(kind) = ItemKind::ALL.get(n) else { return };
        settings.update(|wanted| {
            wanted.kinds.retain(|known| known != kind);
            if on {
                wanted.kinds.push(*kind);
            }
        });
    })
}

/// Any of the skills; none means all.
fn skills(app: App, settings: Signal<Settings>) -> El {
    let skills = competencies(app);
    let now = settings.peek_with(|wanted| wanted.competencies.clone());
    let labels: Vec<_> = skills.iter().map(|(id, name)| (name.clone(), now.contains(id))).collect();
    options("checkbox", "skills", app.say(quiz::SKILLS), &labels, move |n, on| {
        let Some((id, _)) = skills.get(n) else { return };
        settings.update(|wanted| {
            wanted.competencies.retain(|known| known != id);
            if on {
                wanted.competencies.push(id.clone());
            }
        });
    })
}

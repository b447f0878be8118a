//! Review: what was missed or has not been seen for long comes back when it is due.

use interview_practice_core::messages::review;
use interview_practice_core::progress::{State, Target};
use interview_practice_core::quiz::{ItemBank, Session, Settings};
use interview_practice_core::review::{Limits, queue};

use super::parts::{actions, button, heading, primary};
use super::quiz::{Runs, stages};
use crate::app::App;
use crate::dom::{El, el};
use crate::route::{Route, ViewName};

/// What is due, by how it is asked.
struct Ready {
    items: Vec<String>,
    questions: Vec<String>,
}

fn ready(app: App) -> Ready {
    let pack = app.pack();
    let bank = ItemBank::new(&pack);
    let now = app.now();
    let due = app.with_state(|state: &State| queue(state, now, Limits { a_day: state.reviews_a_day(), days_ahead: 0 }));
    let mut ready = Ready { items: Vec::new(), questions: Vec::new() };
    for due in due {
        match &due.target {
            Target::Item(name) => {
                if bank.present(name.as_str(), 0).is_some() {
                    ready.items.push(name.to_string());
                }
            }
            target => {
                if let Some(id) = target.question().filter(|id| pack.question(id).is_some()).map(str::to_owned)
                    && !ready.questions.contains(&id)
                {
                    ready.questions.push(id);
                }
            }
        }
    }
    ready
}

/// The review view.
pub fn review_view(app: App) -> El {
    let runs = Runs::open(app, ViewName::Review);
    stages(app, runs, move || waiting(app, runs))
}

fn waiting(app: App, runs: Runs) -> El {
    let pack = app.pack();
    let Ready { items, questions } = ready(app);
    if items.is_empty() && questions.is_empty() {
        let words = el("div", "stack tight")
            .add(heading(1, "", app.say(review::NOTHING)).attr("tabindex", "-1"))
            .add(el("p", "muted prose").add(app.say(review::NOTHING_ABOUT)));
        let quiz = primary(app.say(review::TAKE_QUIZ), move || app.go(Route::to(ViewName::Quiz)));
        return el("div", "stack")
            .attr("part", "empty")
            .add(el("slot", "").attr("name", "empty").add(words))
            .add(actions(quiz));
    }
    let count = items.len();
    let start = primary(app.say(review::START), move || {
        let pack = app.pack();
        let length = u16::try_from(items.len()).unwrap_or(Settings::MAX_LENGTH);
        let settings = Settings { length, ..Settings::default() };
        runs.begin(Session::of(&ItemBank::new(&pack), &items, &settings, app.seed(None)));
    });
    let item_part = (count > 0).then(|| {
        el("section", "stack tight")
            .add(heading(2, "", app.say(review::ITEMS_DUE)))
            .add(el("p", "").add(app.count(review::DUE_ITEMS, count)))
            .add(actions(start))
    });
    let rows: Vec<El> = questions
        .iter()
        .filter_map(|id| pack.question(id))
        .map(|question| {
            let route = Route::practise(question.id.as_str());
            let label = vec![
                el("strong", "").attr("lang", &pack.language).add(question.prompt.as_str()),
                el("span", "small muted").add(app.say(review::PRACTISE)),
            ];
            el("li", "").add(button("practice-entry", label, move || app.go(route.clone())).attr("part", "card"))
        })
        .collect();
    let question_part = (!rows.is_empty()).then(|| {
        el("section", "stack tight")
            .add(heading(2, "", app.say(review::QUESTIONS_DUE)))
            .add(el("ul", "practice-list").add(rows))
    });
    let title = heading(1, "", app.say(review::TITLE)).attr("tabindex", "-1");
    el("div", "stack loose").add(title).add(item_part).add(question_part)
}

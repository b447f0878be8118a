//! Review: what was missed or has not been seen for long comes back when it is due.

use interview_practice_core::messages::review;
use interview_practice_core::progress::{State, Target};
use interview_practice_core::quiz::{ItemBank, Session, Settings};
use interview_practice_core::review::{Limits, queue};
use leptos::prelude::*;

use super::parts::heading;
use super::quiz::{Runs, running, summary};
use crate::app::App;
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
#[component]
pub fn ReviewView() -> impl IntoView {
    let app = App::current();
    let runs = Runs::open(app, ViewName::Review);
    let stage = Memo::new(move |_| runs.run.with(|run| run.as_ref().map(|run| (run.id, run.session.is_over()))));
    move || match stage.get() {
        None => waiting(app, runs),
        Some((_, false)) => running::running(app, runs),
        Some((_, true)) => summary::summary(app, runs),
    }
}

fn waiting(app: App, runs: Runs) -> AnyView {
    let pack = app.pack();
    let Ready { items, questions } = ready(app);
    if items.is_empty() && questions.is_empty() {
        let quiz = move |_| app.go(Route::to(ViewName::Quiz));
        return view! { class="ip",
            <div class="stack" part="empty">
                <slot name="empty">
                    <div class="stack tight">
                        {heading(1, "", app.say(review::NOTHING))}
                        <p class="muted prose">{app.say(review::NOTHING_ABOUT)}</p>
                    </div>
                </slot>
                <div class="actions"><button type="button" class="button primary" on:click=quiz>{app.say(review::TAKE_QUIZ)}</button></div>
            </div>
        }
        .into_any();
    }
    let count = items.len();
    let start = move |_| {
        let pack = app.pack();
        let settings =
            Settings { length: u16::try_from(items.len()).unwrap_or(Settings::MAX_LENGTH), ..Settings::default() };
        runs.begin(Session::of(&ItemBank::new(&pack), &items, &settings, app.seed(None)));
    };
    let item_part = (count > 0).then(|| {
        view! { class="ip",
            <section class="stack tight">
                {heading(2, "", app.say(review::ITEMS_DUE))}
                <p>{app.count(review::DUE_ITEMS, count)}</p>
                <div class="actions">
                    <button type="button" class="button primary" part="button primary" on:click=start>{app.say(review::START)}</button>
                </div>
            </section>
        }
    });
    let rows = questions
        .iter()
        .filter_map(|id| pack.question(id))
        .map(|question| {
            let id = question.id.to_string();
            view! { class="ip",
                <li>
                    <button type="button" class="practice-entry" part="card" on:click=move |_| app.go(Route::practise(&id))>
                        <strong lang=pack.language.clone()>{question.prompt.clone()}</strong>
                        <span class="small muted">{app.say(review::PRACTISE)}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    let question_part = (!questions.is_empty()).then(|| {
        view! { class="ip",
            <section class="stack tight">{heading(2, "", app.say(review::QUESTIONS_DUE))}<ul class="practice-list">{rows}</ul></section>
        }
    });
    view! { class="ip",
        <div class="stack loose">{heading(1, "", app.say(review::TITLE))}{item_part}{question_part}</div>
    }
    .into_any()
}

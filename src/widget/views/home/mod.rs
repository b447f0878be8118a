//! Home: where you stand in one sentence, one obvious next step, then the ways in.

use interview_practice_core::messages::{Message, home};
use interview_practice_core::quiz::{ItemBank, Settings};
use leptos::prelude::*;

use super::parts::{blocks, heading};
use super::quiz::Runs;
use crate::app::App;
use crate::route::{Route, StartOptions, ViewName};

/// The one next step.
struct Step {
    label: String,
    route: Route,
}

/// The home view.
#[component]
pub fn HomeView() -> impl IntoView {
    let app = App::current();
    let pack = app.pack();
    let welcome = app.fill(home::WELCOME, &[("role", &pack.role)]);
    let ways = ViewName::ALL.into_iter().filter(|view| *view != ViewName::Home).map(|view| {
        let about = app.say(match view {
            ViewName::Guide => home::ABOUT_GUIDE,
            ViewName::Quiz => home::ABOUT_QUIZ,
            ViewName::Practice => home::ABOUT_PRACTICE,
            ViewName::Review => home::ABOUT_REVIEW,
            ViewName::Mock => home::ABOUT_MOCK,
            ViewName::Home | ViewName::Progress => home::ABOUT_PROGRESS,
        });
        view! { class="ip",
            <li>
                <button type="button" class="home-way" part="card" on:click=move |_| app.go(Route::to(view))>
                    <strong>{app.view_name(view)}</strong>
                    <span class="muted small">{about}</span>
                </button>
            </li>
        }
    });
    let step = move || {
        app.revision.track();
        let Step { label, route } = next_step(app);
        view! { class="ip",
            <button type="button" class="button primary" part="button primary" on:click=move |_| app.go(route.clone())>{label}</button>
        }
    };
    let stand = move || {
        app.revision.track();
        stand(app)
    };
    view! { class="ip",
        <div class="stack loose">
            <div class="stack">
                {heading(1, "home-welcome", welcome)}
                <p class="lead prose">{stand}</p>
                <div class="actions">{step}</div>
            </div>
            <section class="stack tight">
                {heading(2, "", app.say(home::WAYS_IN))}
                <ul class="home-ways">{ways.collect_view()}</ul>
            </section>
            {about(app)}
        </div>
    }
}

/// Where the learner stands, in a sentence or two.
fn stand(app: App) -> String {
    let pack = app.pack();
    let items = app.with_state(|state| state.items.len());
    let practised = app.with_state(|state| {
        pack.practice_questions()
            .filter(|question| {
                state.questions.get(question.id.as_str()).is_some_and(|known| !known.attempts.is_empty())
            })
            .count()
    });
    if items == 0 && practised == 0 {
        return app.say(home::STAND_NOTHING).to_owned();
    }
    let total = pack.practice_questions().count().to_string();
    let language = app.language.get_untracked();
    let mut sentence = home::STAND.fill(language, practised, &[("total", &total), ("items", &items.to_string())]);
    let due = app.totals().due as usize;
    if due > 0 {
        sentence.push(' ');
        sentence.push_str(&app.count(home::DUE, due));
    }
    sentence
}

/// What to do next: go on with what was begun; else what is due; else what was never tried.
fn next_step(app: App) -> Step {
    let step = |label: Message, route: Route| Step { label: app.say(label).to_owned(), route };
    for (view, label) in [(ViewName::Quiz, home::CONTINUE_QUIZ), (ViewName::Review, home::CONTINUE_REVIEW)] {
        let open =
            Runs::open(app, view).run.with_untracked(|run| run.as_ref().is_some_and(|run| !run.session.is_over()));
        if open {
            return step(label, Route::to(view));
        }
    }
    if super::mock::is_open(app) {
        return step(home::CONTINUE_MOCK, Route::to(ViewName::Mock));
    }
    let pack = app.pack();
    if let Some(id) = app
        .place(ViewName::Practice.name())
        .filter(|id| super::practice::is_open(app, id) && pack.question(id).is_some())
    {
        return step(home::CONTINUE_PRACTICE, Route::practise(&id));
    }
    let totals = app.totals();
    if totals.due > 0 {
        return step(home::START_REVIEW, Route::to(ViewName::Review));
    }
    let bank = ItemBank::new(&pack);
    let has_items =
        interview_practice_core::quiz::Session::available(&bank, &Settings::default(), &super::quiz::history(app), 1)
            > 0;
    if totals.answered == 0 && has_items {
        let options = StartOptions { length: Some(5), ..StartOptions::default() };
        return step(home::START_QUIZ, Route::begin(ViewName::Quiz, options));
    }
    let untried = pack.practice_questions().find(|question| {
        app.with_state(|state| state.questions.get(question.id.as_str()).is_none_or(|known| known.attempts.is_empty()))
    });
    match untried {
        Some(question) => step(home::PRACTISE_NEXT, Route::practise(question.id.as_str())),
        None if has_items => step(home::START_QUIZ, Route::to(ViewName::Quiz)),
        None => step(home::READ_GUIDE, Route::to(ViewName::Guide)),
    }
}

/// What the pack is and whom it names.
fn about(app: App) -> AnyView {
    let pack = app.pack();
    let credits = pack.credits.iter().map(|credit| view! { class="ip", <p>{credit.clone()}</p> }).collect_view();
    let version = app.fill(home::VERSION, &[("version", &pack.version), ("updated", &pack.updated)]);
    let licence = (!pack.licence.is_empty())
        .then(|| view! { class="ip", <p>{app.fill(home::LICENCE, &[("licence", &pack.licence)])}</p> });
    view! { class="ip",
        <details class="small">
            <summary>{app.say(home::CREDITS)}</summary>
            <div class="prose muted">
                <div lang=pack.language.clone() class="prose">{blocks(&pack.summary, 2)}{credits}</div>
                <p>{version}</p>
                {licence}
            </div>
        </details>
    }
    .into_any()
}

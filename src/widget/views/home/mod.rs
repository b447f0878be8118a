//! Home: where you stand, one obvious next step, the ways in.

use interview_practice_core::messages::home;
use leptos::prelude::*;

use super::parts::{blocks, heading};
use crate::app::App;
use crate::route::{Route, ViewName};

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
            _ => home::ABOUT_PROGRESS,
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
    view! { class="ip",
        <div class="stack loose">
            <div class="stack">
                {heading(1, "lead", welcome)}
                <div class="prose">{blocks(&pack.summary, 2)}</div>
            </div>
            <section class="stack tight">
                {heading(1, "", app.say(home::WAYS_IN))}
                <ul class="home-ways">{ways.collect_view()}</ul>
            </section>
        </div>
    }
}

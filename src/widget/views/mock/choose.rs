//! Choosing an assessment and a length.

use interview_practice_core::messages::mock;
use leptos::prelude::*;

use super::super::parts::{blocks, heading};
use super::MINUTES;
use crate::app::App;
use crate::route::{Route, ViewName};

/// The form that starts an interview by `begin(assessment, minutes, seed)`.
pub fn choose(app: App, begin: impl Fn(&str, u32, Option<f64>) + Copy + 'static) -> AnyView {
    let pack = app.pack();
    let Some(first) = pack.assessments.first() else {
        return view! { class="ip",
            <div class="stack">
                <p class="muted">{app.say(mock::EMPTY)}</p>
                <div class="actions">
                    <button type="button" class="button primary" on:click=move |_| app.go(Route::to(ViewName::Practice))>
                        {app.view_name(ViewName::Practice)}
                    </button>
                </div>
            </div>
        }
        .into_any();
    };
    let chosen = RwSignal::new(first.id.to_string());
    let minutes = RwSignal::new(15_u32);
    let rows = pack
        .assessments
        .iter()
        .enumerate()
        .map(|(n, assessment)| {
            let id = assessment.id.to_string();
            view! { class="ip",
                <div class="mock-choice">
                    <label class="item-choice">
                        <input type="radio" name="assessment" checked=n == 0 on:change=move |_| chosen.set(id.clone())/>
                        <span lang=pack.language.clone()><strong>{assessment.title.clone()}</strong></span>
                    </label>
                    <details>
                        <summary class="small">{app.say(mock::WHAT_IS_JUDGED)}</summary>
                        <div class="prose" lang=pack.language.clone()>{blocks(&assessment.body, 3)}</div>
                    </details>
                </div>
            }
        })
        .collect_view();
    let lengths = MINUTES.map(|length| {
        view! { class="ip",
            <label class="quiz-option">
                <input type="radio" name="minutes" checked=length == 15 on:change=move |_| minutes.set(length)/>
                <span>{app.count(mock::MINUTE_CHOICE, length as usize)}</span>
            </label>
        }
    });
    let start = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        begin(&chosen.get_untracked(), minutes.get_untracked(), None);
    };
    view! { class="ip",
        <form class="stack loose" on:submit=start part="form">
            <div class="stack tight">{heading(1, "", app.say(mock::CHOOSE))}<p class="muted prose">{app.say(mock::ABOUT)}</p></div>
            <div role="radiogroup" aria-label=app.say(mock::CHOOSE) class="stack tight">{rows}</div>
            <fieldset>
                <legend class="quiz-legend">{app.say(mock::MINUTES)}</legend>
                <div class="quiz-options">{lengths.into_iter().collect_view()}</div>
            </fieldset>
            <div class="actions"><button type="submit" class="button primary" part="button primary">{app.say(mock::START)}</button></div>
        </form>
    }
    .into_any()
}

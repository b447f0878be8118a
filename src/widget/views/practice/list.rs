//! All questions, with what became of each so far.

use interview_practice_core::content::{Pack, Question};
use interview_practice_core::messages::practice;
use leptos::prelude::*;

use super::super::parts::heading;
use crate::app::App;
use crate::route::Route;

/// The list of questions.
pub fn list(app: App) -> AnyView {
    let pack = app.pack();
    if pack.questions.is_empty() {
        return view! { class="ip", <p class="muted">{app.say(practice::EMPTY)}</p> }.into_any();
    }
    let own = pack.practice_questions().map(|question| entry(app, &pack, question)).collect_view();
    let groups = pack
        .assessments
        .iter()
        .filter(|assessment| pack.opening_prompts(&assessment.id).next().is_some())
        .map(|assessment| {
            let prompts =
                pack.opening_prompts(&assessment.id).map(|question| entry(app, &pack, question)).collect_view();
            view! { class="ip",
                <details>
                    <summary lang=pack.language.clone()>{assessment.title.clone()}</summary>
                    <ul class="practice-list">{prompts}</ul>
                </details>
            }
        })
        .collect_view();
    let more = (!pack.assessments.is_empty() && pack.questions.iter().any(|question| question.assessment.is_some()))
        .then(|| view! { class="ip", <section class="stack tight">{heading(2, "", app.say(practice::MOCK_QUESTIONS))}{groups}</section> });
    view! { class="ip",
        <div class="stack loose">
            <section class="stack">
                {heading(1, "", app.say(practice::CHOOSE))}
                <ul class="practice-list">{own}</ul>
            </section>
            {more}
        </div>
    }
    .into_any()
}

fn entry(app: App, pack: &Pack, question: &Question) -> impl IntoView + use<> {
    let id = question.id.to_string();
    let last = app.with_state(|state| {
        state.questions.get(question.id.as_str()).and_then(|known| known.attempts.last()?.attempt.share())
    });
    let stand = match last {
        Some(share) => app.fill(practice::LAST_RESULT, &[("share", &app.percent(share))]),
        None => app.say(practice::NOT_PRACTISED).to_owned(),
    };
    let facts = [
        app.kind_name(question.kind).to_owned(),
        app.difficulty_name(question.difficulty).to_owned(),
        app.duration(question.seconds),
    ]
    .join(" · ");
    view! { class="ip",
        <li>
            <button type="button" class="practice-entry" part="card" on:click=move |_| app.go(Route::practise(&id))>
                <strong lang=pack.language.clone()>{question.prompt.clone()}</strong>
                <span class="muted small">{facts}</span>
                <span class="small practice-stand">{stand}</span>
            </button>
        </li>
    }
}

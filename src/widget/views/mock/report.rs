//! The end: the learner places the answers on the rubric's levels; the result is kept.

use interview_practice_core::messages::{self, Message, mock, practice};
use interview_practice_core::progress::{Kind, Value};
use leptos::prelude::*;

use super::super::parts::{Glyph, Icon, heading};
use super::Interview;
use crate::app::App;
use crate::route::ViewName;

/// Grading, and after it the result.
pub fn report(app: App, interview: RwSignal<Option<Interview>, LocalStorage>) -> AnyView {
    let Some(now) = interview.get_untracked() else { return ().into_any() };
    let pack = app.pack();
    let Some(assessment) = pack.assessment(&now.assessment) else { return ().into_any() };
    let language = pack.language.clone();
    let level: RwSignal<Option<u8>> = RwSignal::new(None);
    let saved = RwSignal::new(false);
    let problem: RwSignal<Option<Message>, LocalStorage> = RwSignal::new_local(None);

    let levels = assessment
        .rubric
        .iter()
        .map(|step| {
            let value = step.level;
            view! { class="ip",
                <label class="item-choice">
                    <input type="radio" name="level" on:change=move |_| level.set(Some(value))/>
                    <span>
                        <strong>{app.fill(mock::LEVEL, &[("n", &value.to_string())])}</strong>" "
                        <span lang=language.clone()>{step.text.clone()}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let reached = now.openings.iter().take(now.at.0 + 1).filter_map(|id| pack.question(id));
    let points = reached
        .map(|question| {
            let rows = question.points.iter().map(|point| view! { class="ip", <li>{point.text.clone()}</li> }).collect_view();
            view! { class="ip", <details><summary>{question.prompt.clone()}</summary><ul class="prose">{rows}</ul></details> }
        })
        .collect_view();
    let notes: Vec<_> = now
        .notes
        .iter()
        .filter(|note| !note.trim().is_empty())
        .map(|note| view! { class="ip", <p class="practice-own card">{note.clone()}</p> })
        .collect();
    let has_notes = !notes.is_empty();
    let used =
        app.fill(mock::USED, &[("used", &messages::clock(now.used)), ("total", &messages::clock(now.minutes * 60))]);
    let total = assessment.rubric.len();
    let title = assessment.title.clone();
    let save_run = now.clone();
    let save = move |_| {
        let Some(chosen) = level.get_untracked() else {
            problem.set(Some(mock::LEVEL_FIRST));
            return;
        };
        problem.set(None);
        let fields = [
            ("assessment", Value::text(&save_run.assessment)),
            ("level", Value::Int(chosen.into())),
            ("minutes", Value::Int(save_run.minutes.into())),
            ("seconds", Value::Int(save_run.used.into())),
            ("questions", Value::Int(save_run.asked.into())),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        app.record(Kind::Interview(Value::Map(fields.collect())));
        app.forget_place(ViewName::Mock.name());
        saved.set(true);
    };
    let end = move || {
        if saved.get() {
            let result = level.get_untracked().map(|chosen| {
                let values =
                    [("assessment", title.as_str()), ("n", &chosen.to_string()), ("total", &total.to_string())];
                app.fill(mock::REPORT_LEVEL, &values)
            });
            view! { class="ip",
                <div class="card stack tight">
                    <p class="lead" role="status"><Icon glyph=Glyph::Tick/>" "{result}</p>
                    <div class="actions">
                        <button type="button" class="button primary" on:click=move |_| interview.set(None)>{app.say(mock::ANOTHER)}</button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            let save = save.clone();
            view! { class="ip",
                <p class="negative" role="alert">{move || problem.get().map(|message| app.say(message))}</p>
                <div class="actions">
                    <button type="button" class="button primary" part="button primary" on:click=save>{app.say(mock::SAVE)}</button>
                </div>
            }
            .into_any()
        }
    };
    view! { class="ip",
        <div class="mock stack loose">
            <div class="stack tight">
                {heading(1, "", app.say(mock::REPORT))}
                <p class="muted">{app.count(mock::QUESTIONS, now.asked as usize)}" · "{used}</p>
            </div>
            <section class="stack tight">
                {heading(2, "", app.say(mock::POINTS))}
                <div lang=pack.language.clone()>{points}</div>
            </section>
            {has_notes.then(|| view! { class="ip", <section class="stack tight">{heading(2, "", app.say(practice::YOUR_ANSWER))}{notes}</section> })}
            <section class="stack tight">
                {heading(2, "", app.say(mock::GRADE))}
                <p class="muted small">{app.say(mock::GRADE_ABOUT)}</p>
                <div class="item-choices" role="radiogroup" aria-label=app.say(mock::GRADE)>{levels}</div>
            </section>
            {end}
        </div>
    }
    .into_any()
}

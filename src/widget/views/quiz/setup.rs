//! Choosing what to be asked. Nothing needs to be chosen: the first press starts.

use interview_practice_core::content::{Difficulty, ItemKind};
use interview_practice_core::messages::{quiz, shell};
use interview_practice_core::quiz::{Feedback, ItemBank, Pool, Session, Settings};
use leptos::prelude::*;

use super::super::parts::{heading, item};
use super::{Runs, competencies, history, plan};
use crate::app::App;

/// The form that starts a quiz.
pub fn setup(app: App, runs: Runs, asked: &Settings) -> AnyView {
    let settings = RwSignal::new(asked.clone());
    let available = move || {
        let wanted = settings.get();
        let pack = app.pack();
        Session::available(&ItemBank::new(&pack), &wanted, &history(app), usize::from(wanted.length))
    };
    let start = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        plan(app, runs, &settings.get_untracked(), None);
    };
    view! { class="ip",
        <form class="quiz-setup stack loose" on:submit=start part="form">
            {heading(1, "", app.say(quiz::SET_UP))}
            {choice(app.say(quiz::LENGTH), "length", Settings::LENGTHS.map(|length| (length, length.to_string())),
                move || settings.with(|wanted| wanted.length), move |length| settings.update(|wanted| wanted.length = length))}
            {choice(app.say(quiz::POOL), "pool", [
                (Pool::All, app.say(quiz::POOL_ALL).to_owned()),
                (Pool::Unseen, app.say(quiz::POOL_UNSEEN).to_owned()),
                (Pool::Missed, app.say(quiz::POOL_MISSED).to_owned()),
            ], move || settings.with(|wanted| wanted.pool), move |pool| settings.update(|wanted| wanted.pool = pool))}
            <details>
                <summary>{app.say(quiz::MORE_CHOICES)}</summary>
                <div class="stack loose quiz-more">
                    {choice(app.say(quiz::FEEDBACK), "feedback", [
                        (Feedback::AtOnce, app.say(quiz::FEEDBACK_AT_ONCE).to_owned()),
                        (Feedback::AtEnd, app.say(quiz::FEEDBACK_AT_END).to_owned()),
                    ], move || settings.with(|wanted| wanted.feedback), move |feedback| settings.update(|wanted| wanted.feedback = feedback))}
                    {choice(app.say(quiz::DIFFICULTY), "difficulty", [
                        (None, app.say(quiz::ANY_DIFFICULTY).to_owned()),
                        (Some(Difficulty::Easy), app.say(shell::EASY).to_owned()),
                        (Some(Difficulty::Medium), app.say(shell::MEDIUM).to_owned()),
                        (Some(Difficulty::Hard), app.say(shell::HARD).to_owned()),
                    ], move || settings.with(|wanted| wanted.difficulty), move |difficulty| settings.update(|wanted| wanted.difficulty = difficulty))}
                    {several(app.say(quiz::KINDS), ItemKind::ALL.map(|kind| (kind, item::kind_name(app, kind).to_owned())),
                        move || settings.with(|wanted| wanted.kinds.clone()), move |kinds| settings.update(|wanted| wanted.kinds = kinds))}
                    {several(app.say(quiz::SKILLS), competencies(app),
                        move || settings.with(|wanted| wanted.competencies.clone()), move |ids| settings.update(|wanted| wanted.competencies = ids))}
                </div>
            </details>
            <div class="stack tight">
                <p class="small" role="status">
                    {move || {
                        let found = available();
                        if found == 0 {
                            app.say(quiz::NONE_MATCH).to_owned()
                        } else if found < usize::from(settings.with(|wanted| wanted.length)) {
                            app.count(quiz::FEWER, found)
                        } else {
                            String::new()
                        }
                    }}
                </p>
                <div class="actions">
                    <button type="submit" class="button primary" part="button primary" disabled=move || available() == 0>
                        {app.say(quiz::START)}
                    </button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// One of several values, as radio buttons.
fn choice<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    name: &'static str,
    values: impl IntoIterator<Item = (T, String)>,
    current: impl Fn() -> T,
    choose: impl Fn(T) + Copy + 'static,
) -> AnyView {
    let now = current();
    let rows = values
        .into_iter()
        .map(|(value, text)| {
            let checked = value == now;
            view! { class="ip",
                <label class="quiz-option">
                    <input type="radio" name=name checked=checked on:change=move |_| choose(value.clone())/>
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view();
    view! { class="ip", <fieldset><legend class="quiz-legend">{label}</legend><div class="quiz-options">{rows}</div></fieldset> }.into_any()
}

/// Any of several values, as check boxes; none means all.
fn several<T: Clone + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    values: impl IntoIterator<Item = (T, String)>,
    current: impl Fn() -> Vec<T> + Copy + 'static,
    choose: impl Fn(Vec<T>) + Copy + 'static,
) -> AnyView {
    let now = current();
    let rows = values
        .into_iter()
        .map(|(value, text)| {
            let checked = now.contains(&value);
            let toggle = move |event| {
                let mut chosen = untrack(current);
                chosen.retain(|known| *known != value);
                if event_target_checked(&event) {
                    chosen.push(value.clone());
                }
                choose(chosen);
            };
            view! { class="ip",
                <label class="quiz-option"><input type="checkbox" checked=checked on:change=toggle/><span>{text}</span></label>
            }
        })
        .collect_view();
    view! { class="ip", <fieldset><legend class="quiz-legend">{label}</legend><div class="quiz-options">{rows}</div></fieldset> }.into_any()
}

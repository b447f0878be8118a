//! The interview itself: the question, the clock, room for an answer. Nothing else.

use gloo::timers::callback::Interval;
use interview_practice_core::messages::{self, mock};
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::super::parts::{Glyph, Icon, heading};
use super::Interview;
use crate::app::App;

/// The interview on its way.
pub fn run(app: App, interview: RwSignal<Option<Interview>, LocalStorage>) -> AnyView {
    let last_tick = StoredValue::new(app.now().at as f64);
    let tick = move || {
        let now = app.now().at as f64;
        let whole = ((now - last_tick.get_value()) / 1000.0).floor();
        if whole < 1.0 {
            return;
        }
        last_tick.update_value(|at| *at += whole * 1000.0);
        interview.update(|interview| {
            if let Some(interview) = interview
                && !interview.paused
            {
                interview.used = interview.used.saturating_add(whole as u32);
            }
        });
    };
    let timer = SendWrapper::new(Interval::new(500, tick));
    on_cleanup(move || drop(timer));

    let at = Memo::new(move |_| interview.with(|interview| interview.as_ref().map(|interview| interview.at)));
    let paused =
        Memo::new(move |_| interview.with(|interview| interview.as_ref().is_some_and(|interview| interview.paused)));
    let left = Memo::new(move |_| {
        interview.with(|interview| {
            interview.as_ref().map_or(0, |interview| (interview.minutes * 60).saturating_sub(interview.used))
        })
    });
    // Spoken seldom: once near the end and once at it.
    let spoken = Memo::new(move |_| match left.get() {
        0 => Some(mock::TIME_UP),
        1..=60 => Some(mock::LAST_MINUTE),
        _ => None,
    });
    let change = move |act: fn(&mut Interview, &interview_practice_core::content::Pack)| {
        let pack = app.pack();
        interview.update(|interview| {
            if let Some(interview) = interview {
                act(interview, &pack);
            }
        });
    };
    let question = move || {
        at.track();
        let pack = app.pack();
        interview.with_untracked(|now| {
            let now = now.as_ref()?;
            let (_, text) = now.question(&pack)?;
            let label = app.say(if now.at.1 == 0 { mock::OPENING } else { mock::FOLLOW_UP });
            let prompt = view! { class="ip", <span lang=pack.language.clone()>{text.to_owned()}</span> };
            let note = now.notes.last().cloned().unwrap_or_default();
            let has_next = now.has_next(&pack);
            Some(view! { class="ip",
                <div class="stack">
                    <p class="muted small">{label}</p>
                    {heading(1, "practice-prompt", prompt)}
                    <label class="stack tight">
                        <span class="quiz-legend">{app.say(mock::NOTES)}</span>
                        <textarea class="practice-text" part="input" rows="8" placeholder=app.say(mock::NOTES_HINT) prop:value=note
                            on:input=move |event| interview.update(|interview| {
                                if let Some(note) = interview.as_mut().and_then(|interview| interview.notes.last_mut()) {
                                    *note = event_target_value(&event);
                                }
                            })></textarea>
                    </label>
                    <div class="actions">
                        {has_next.then(|| view! { class="ip",
                            <button type="button" class="button primary" part="button primary" on:click=move |_| change(|now, pack| now.advance(pack))>
                                {app.say(mock::NEXT_QUESTION)}
                            </button>
                        })}
                        <button type="button" class="button" on:click=move |_| change(|now, _| now.ended = true)>{app.say(mock::END)}</button>
                    </div>
                </div>
            })
        })
    };
    view! { class="ip",
        <div class="mock stack">
            <div class="practice-clock">
                <span class="practice-time" role="timer">
                    <Icon glyph=Glyph::Clock/>" "
                    <span>{move || app.fill(mock::TIME_LEFT, &[("time", &messages::clock(left.get()))])}</span>
                </span>
                <button type="button" class="button" on:click=move |_| change(|now, _| now.paused = !now.paused)>
                    {move || app.say(if paused.get() { mock::GO_ON } else { mock::PAUSE })}
                </button>
                <span class="muted small">{move || paused.get().then(|| app.say(mock::PAUSED))}</span>
            </div>
            <p class="small" role="status">{move || spoken.get().map(|message| app.say(message))}</p>
            {question}
        </div>
    }
    .into_any()
}

//! Answering: the question stays in sight, the clock runs when wanted, the text is kept as it is typed.

use gloo::timers::callback::Interval;
use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, practice};
use interview_practice_core::progress::Mode;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::super::parts::{Glyph, Icon, blocks, heading};
use super::Draft;
use crate::app::App;
use crate::route::{Route, ViewName};

/// The question with the ways to answer it.
pub fn answer(app: App, question: &Question, draft: RwSignal<Draft, LocalStorage>) -> AnyView {
    let pack = app.pack();
    let total = question.seconds;
    let running = RwSignal::new(false);
    let clock_shown = RwSignal::new(true);
    // Counts whole seconds while the clock runs; a hidden tab's delayed ticks are made up for by the real time gone by.
    let last_tick = StoredValue::new(0.0_f64);
    let tick = move || {
        let gone = app.now().at as f64 - last_tick.get_value();
        let whole = (gone / 1000.0).floor();
        if running.get_untracked() && whole >= 1.0 {
            last_tick.update_value(|at| *at += whole * 1000.0);
            draft.update(|draft| draft.seconds = draft.seconds.saturating_add(whole as u32));
        }
    };
    let timer = SendWrapper::new(Interval::new(500, tick));
    on_cleanup(move || drop(timer));
    let run = move |on: bool| {
        last_tick.set_value(app.now().at as f64);
        running.set(on);
    };
    let seconds = Memo::new(move |_| draft.with(|draft| draft.seconds));
    let mode = Memo::new(move |_| draft.with(|draft| draft.mode));

    let modes = [
        (Mode::Thought, practice::THINK),
        (Mode::Written, practice::WRITE),
        (Mode::Spoken, practice::SPEAK),
    ]
    .map(|(value, label)| {
        let checked = draft.with_untracked(|draft| draft.mode == value);
        view! { class="ip",
            <label class="quiz-option">
                <input type="radio" name="mode" checked=checked on:change=move |_| draft.update(|draft| draft.mode = value)/>
                <span>{app.say(label)}</span>
            </label>
        }
    });
    let field = move || match mode.get() {
        Mode::Written => {
            let text = draft.with_untracked(|draft| draft.text.clone());
            let words = move || draft.with(|draft| app.count(practice::WORDS, draft.text.split_whitespace().count()));
            view! { class="ip",
                <label class="stack tight">
                    <span class="quiz-legend">{app.say(practice::YOUR_ANSWER)}</span>
                    <textarea class="practice-text" part="input" rows="10" placeholder=app.say(practice::ANSWER_HINT) prop:value=text
                        on:input=move |event| {
                            if !running.get_untracked() && draft.with_untracked(|draft| draft.seconds == 0) {
                                run(true);
                            }
                            draft.update(|draft| draft.text = event_target_value(&event));
                        }></textarea>
                </label>
                <p class="small muted">{words}</p>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    let about = move || {
        app.say(match mode.get() {
            Mode::Thought => practice::THINK_ABOUT,
            Mode::Written => practice::WRITE_ABOUT,
            Mode::Spoken => practice::SPEAK_ABOUT,
        })
    };
    let clock = move || {
        let label = move || {
            let spent = messages::clock(seconds.get());
            app.fill(practice::TIME, &[("spent", &spent), ("total", &messages::clock(total))])
        };
        let over = move || (seconds.get() >= total).then(|| app.say(practice::TIME_UP));
        view! { class="ip",
            <div class="practice-clock">
                {move || clock_shown.get().then(|| view! { class="ip",
                    <span class="practice-time" role="timer"><Icon glyph=Glyph::Clock/>" "<span>{label}</span></span>
                })}
                <button type="button" class="button" on:click=move |_| run(!running.get_untracked())>
                    {move || app.say(match (running.get(), seconds.get()) {
                        (true, _) => practice::PAUSE_CLOCK,
                        (false, 0) => practice::START_CLOCK,
                        (false, _) => practice::RESUME_CLOCK,
                    })}
                </button>
                <button type="button" class="button quiet" on:click=move |_| clock_shown.update(|shown| *shown = !*shown)>
                    {move || app.say(if clock_shown.get() { practice::HIDE_CLOCK } else { practice::SHOW_CLOCK })}
                </button>
            </div>
            <p class="small" role="status">{over}</p>
        }
    };
    view! { class="ip",
        <div class="practice stack">
            {head(app, question)}
            <fieldset>
                <legend class="quiz-legend">{app.say(practice::HOW)}</legend>
                <div class="quiz-options">{modes.into_iter().collect_view()}</div>
            </fieldset>
            <p class="muted small">{about}</p>
            {clock}
            {field}
            <div class="actions">
                <button type="button" class="button primary" part="button primary"
                    on:click=move |_| draft.update(|draft| draft.checking = true)>
                    {app.say(practice::DONE)}
                </button>
                <button type="button" class="button quiet" on:click=move |_| app.go(Route::to(ViewName::Practice))>
                    {app.say(practice::ALL_QUESTIONS)}
                </button>
            </div>
            <details>
                <summary>{app.say(practice::ASSESSED)}</summary>
                <div class="prose" lang=pack.language.clone()>{blocks(&question.context, 3)}</div>
            </details>
        </div>
    }
    .into_any()
}

/// The question, the loudest thing on screen.
pub fn head(app: App, question: &Question) -> AnyView {
    let facts = [
        app.kind_name(question.kind).to_owned(),
        app.difficulty_name(question.difficulty).to_owned(),
        app.duration(question.seconds),
    ];
    let tags = facts.into_iter().map(|fact| view! { class="ip", <li class="tag">{fact}</li> }).collect_view();
    let prompt = view! { class="ip", <span lang=app.pack().language.clone()>{question.prompt.clone()}</span> };
    view! { class="ip", <div class="practice-head stack tight">{heading(1, "practice-prompt", prompt)}<ul class="tags">{tags}</ul></div> }.into_any()
}

//! Judging: points of assessment as a checklist beside one's own answer, pitfalls, the model answer, what may be asked next.

use std::collections::BTreeMap;

use interview_practice_core::content::Question;
use interview_practice_core::messages::{self, Message, practice};
use interview_practice_core::progress::{Attempt, Kind, Mode, Name, Verdict};
use leptos::prelude::*;
use serde::Serialize;

use super::super::parts::{Glyph, Icon, blocks, heading};
use super::Draft;
use super::answer::head;
use crate::app::App;
use crate::route::{Route, StartOptions, ViewName};

/// The detail of `ip-answer` for a question that was practised.
#[derive(Serialize)]
struct Practised<'a> {
    v: u8,
    session: Option<String>,
    item: &'a str,
    question: &'a str,
    kind: &'static str,
    score: f64,
    correct: bool,
    seconds: u32,
}

/// The checklist for a question.
pub fn check(app: App, question: &Question, draft: RwSignal<Draft, LocalStorage>) -> AnyView {
    let pack = app.pack();
    let language = pack.language.clone();
    let verdicts: RwSignal<BTreeMap<String, Verdict>> = RwSignal::new(BTreeMap::new());
    let admitted: RwSignal<Vec<String>> = RwSignal::new(Vec::new());
    let problem: RwSignal<Option<Message>, LocalStorage> = RwSignal::new_local(None);
    let saved: RwSignal<Option<f64>> = RwSignal::new(None);
    let id = question.id.to_string();

    let points = question
        .points
        .iter()
        .map(|point| point_row(app, &language, point.id.as_str(), &point.text, verdicts))
        .collect_view();
    let pitfalls = question
        .pitfalls
        .iter()
        .map(|pitfall| {
            let id = pitfall.id.to_string();
            let toggle = move |event| {
                admitted.update(|ids| {
                    ids.retain(|known| *known != id);
                    if event_target_checked(&event) {
                        ids.push(id.clone());
                    }
                });
            };
            view! { class="ip",
                <label class="practice-pitfall"><input type="checkbox" on:change=toggle/><span lang=language.clone()>{pitfall.text.clone()}</span></label>
            }
        })
        .collect_view();
    let saving_id = id.clone();
    let save = move |_| {
        let judged = verdicts.get_untracked();
        if judged.is_empty() {
            problem.set(Some(practice::JUDGE_FIRST));
            return;
        }
        problem.set(None);
        let now = draft.get_untracked();
        let Ok(name) = Name::new(&saving_id) else { return };
        let text =
            (now.mode == Mode::Written && !now.text.trim().is_empty()).then(|| app.keep_text(&now.text)).flatten();
        let attempt = Attempt {
            session: None,
            question: name,
            mode: now.mode,
            seconds: now.seconds,
            points: judged.iter().filter_map(|(id, verdict)| Some((Name::new(id).ok()?, *verdict))).collect(),
            pitfalls: admitted.get_untracked().iter().filter_map(|id| Name::new(id).ok()).collect(),
            text,
        };
        let share = attempt.share().unwrap_or_default();
        app.record(Kind::Attempt(attempt));
        app.emit(
            "ip-answer",
            &Practised {
                v: 1,
                session: None,
                item: &saving_id,
                question: &saving_id,
                kind: "practice",
                score: share,
                correct: share >= 1.0,
                seconds: now.seconds,
            },
        );
        app.forget_place(&super::place(&saving_id));
        saved.set(Some(share));
    };
    let own_text = draft.with_untracked(|draft| draft.text.clone());
    let own = (!own_text.trim().is_empty()).then(|| {
        view! { class="ip",
            <section class="card stack tight">
                {heading(2, "", app.say(practice::YOUR_ANSWER))}
                <p class="practice-own">{own_text}</p>
            </section>
        }
    });
    let again_id = id.clone();
    let again = move |_| {
        draft.set(Draft { mode: draft.get_untracked().mode, ..Draft::new(&again_id) });
    };
    let next = next_question(app, &id);
    let quiz_id = id.clone();
    let end = move || match saved.get() {
        None => {
            let save = save.clone();
            view! { class="ip",
                <div class="stack tight">
                    <p class="negative" role="alert">{move || problem.get().map(|message| app.say(message))}</p>
                    <div class="actions">
                        <button type="button" class="button primary" part="button primary" on:click=save>{app.say(practice::SAVE)}</button>
                        <button type="button" class="button quiet" on:click=move |_| draft.update(|draft| draft.checking = false)>
                            {app.say(practice::NOT_THIS_ANSWER)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
        Some(share) => {
            let again = again.clone();
            let next = next.clone();
            let quiz_id = quiz_id.clone();
            let quiz = move |_| {
                app.go(Route::begin(ViewName::Quiz, StartOptions::about(&quiz_id)));
            };
            view! { class="ip",
                <div class="card stack tight">
                    <p class="lead" role="status"><Icon glyph=Glyph::Tick/>" "{app.fill(practice::SAVED, &[("share", &app.percent(share))])}</p>
                    <div class="actions">
                        {next.map(|next| view! { class="ip",
                            <button type="button" class="button primary" on:click=move |_| app.go(Route::practise(&next))>
                                {app.say(practice::NEXT_QUESTION)}
                            </button>
                        })}
                        <button type="button" class="button" on:click=again>{app.say(practice::AGAIN)}</button>
                        <button type="button" class="button" on:click=quiz>{app.say(practice::QUIZ_ON_THIS)}</button>
                        <button type="button" class="button quiet" on:click=move |_| app.go(Route::to(ViewName::Practice))>
                            {app.say(practice::ALL_QUESTIONS)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
    };
    let follow_ups = question
        .follow_ups
        .iter()
        .map(|follow_up| view! { class="ip", <li>{follow_up.text.clone()}</li> })
        .collect_view();
    let concepts = question
        .concepts
        .iter()
        .map(|concept| view! { class="ip", <li class="tag">{concept.name.clone()}</li> })
        .collect_view();
    view! { class="ip",
        <div class="practice stack loose">
            {head(app, question)}
            <div class="practice-sides">
                {own}
                <section class="stack tight">
                    {heading(2, "", app.say(practice::CHECKLIST))}
                    <p class="muted small">{app.say(practice::CHECKLIST_ABOUT)}</p>
                    <div class="practice-points">{points}</div>
                </section>
            </div>
            <fieldset class="stack tight">
                <legend class="practice-legend">{app.say(practice::PITFALLS)}</legend>
                <p class="muted small">{app.say(practice::PITFALLS_ABOUT)}</p>
                <div>{pitfalls}</div>
            </fieldset>
            <details>
                <summary>{app.say(practice::SHOW_MODEL)}</summary>
                <div class="prose" lang=language.clone()>{blocks(&question.model_answer, 3)}</div>
            </details>
            {end}
            <section class="stack tight">
                {heading(2, "", app.say(practice::FOLLOW_UPS))}
                <ul class="prose" lang=language.clone()>{follow_ups}</ul>
            </section>
            <section class="stack tight">
                {heading(2, "", app.say(practice::CONCEPTS))}
                <ul class="tags" lang=language>{concepts}</ul>
            </section>
            {earlier(app, &id)}
        </div>
    }
    .into_any()
}

fn point_row(
    app: App,
    language: &str,
    id: &str,
    text: &str,
    verdicts: RwSignal<BTreeMap<String, Verdict>>,
) -> impl IntoView + use<> {
    let name = ["point-", id].concat();
    let options = [
        (Verdict::Covered, practice::COVERED, Glyph::Tick),
        (Verdict::Partly, practice::PARTLY, Glyph::Half),
        (Verdict::Missing, practice::MISSING, Glyph::Circle),
    ]
    .map(|(verdict, label, glyph)| {
        let id = id.to_owned();
        view! { class="ip",
            <label class="practice-verdict">
                <input type="radio" name=name.clone()
                    on:change=move |_| verdicts.update(|verdicts| { verdicts.insert(id.clone(), verdict); })/>
                <span><Icon glyph=glyph/>" "{app.say(label)}</span>
            </label>
        }
    });
    view! { class="ip",
        <fieldset class="practice-point">
            <legend lang=language.to_owned()>{text.to_owned()}</legend>
            <div class="practice-verdicts">{options.into_iter().collect_view()}</div>
        </fieldset>
    }
}

/// The question after this one in the same list.
fn next_question(app: App, id: &str) -> Option<String> {
    let pack = app.pack();
    let assessment = pack.question(id)?.assessment.clone();
    let mut same = pack.questions.iter().filter(|question| question.assessment == assessment);
    same.find(|question| question.id == id)?;
    same.next().map(|question| question.id.to_string())
}

/// What became of this question before.
fn earlier(app: App, id: &str) -> AnyView {
    let attempts =
        app.with_state(|state| state.questions.get(id).map(|known| known.attempts.clone()).unwrap_or_default());
    if attempts.is_empty() {
        return ().into_any();
    }
    let rows = attempts
        .iter()
        .rev()
        .take(5)
        .map(|known| {
            let mode = app.say(match known.attempt.mode {
                Mode::Thought => practice::MODE_THOUGHT,
                Mode::Written => practice::MODE_WRITTEN,
                Mode::Spoken => practice::MODE_SPOKEN,
            });
            let line = app.fill(
                practice::ATTEMPT_OF,
                &[
                    ("date", &app.date(known.now)),
                    ("share", &app.percent(known.attempt.share().unwrap_or_default())),
                    ("mode", mode),
                    ("time", &messages::clock(known.attempt.seconds)),
                ],
            );
            view! { class="ip", <li>{line}</li> }
        })
        .collect_view();
    view! { class="ip", <section class="stack tight">{heading(2, "", app.say(practice::EARLIER))}<ul>{rows}</ul></section> }.into_any()
}

//! One item at a time: asked, graded, on to the next by Enter.

use std::sync::Arc;

use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::progress::{Answer, Kind, Name, Score};
use interview_practice_core::quiz::{Feedback, Grade, ItemBank, PresentedItem, Response};
use leptos::html;
use leptos::prelude::*;
use serde::Serialize;

use super::super::parts::{Icon, item, segments};
use super::{Run, Runs};
use crate::app::App;

/// The detail of `ip-answer`.
#[derive(Serialize)]
struct Answered<'a> {
    v: u8,
    session: String,
    item: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    kind: &'static str,
    score: f64,
    correct: bool,
    seconds: u32,
}

/// The run's current item, and the way through it.
pub fn running(app: App, runs: Runs) -> AnyView {
    let place = Memo::new(move |_| runs.run.with(|run| run.as_ref().map(|run| run.session.position())));
    (move || {
        place.track();
        let Some(run) = runs.run.get_untracked() else { return ().into_any() };
        let current = run.session.current(&ItemBank::new(&app.pack()));
        match current {
            Some(current) => step(app, runs, &run, Arc::new(current)),
            None => ().into_any(),
        }
    })
    .into_any()
}

fn step(app: App, runs: Runs, run: &Run, current: Arc<PresentedItem>) -> AnyView {
    let at_end = run.session.settings().feedback == Feedback::AtEnd;
    let last = run.session.at_last();
    let given = run.session.given().and_then(|given| given.response.clone());
    let draft: item::Draft = RwSignal::new_local(given.clone());
    let first_grade = given.filter(|_| !at_end).map(|response| {
        let grade = interview_practice_core::quiz::grade(&current, &response);
        (response, grade)
    });
    let graded: RwSignal<Option<(Response, Grade)>, LocalStorage> = RwSignal::new_local(first_grade);
    let problem: RwSignal<Option<Message>, LocalStorage> = RwSignal::new_local(None);
    let shown_at = app.now().at;
    let next_button = NodeRef::<html::Button>::new();
    let (done, total) = (run.session.position(), run.session.len());

    let advance = move || {
        let Some(mut run) = runs.run.get_untracked() else { return };
        run.session.advance();
        if run.session.is_over() {
            if at_end {
                record_all(app, &run);
            }
            runs.end(run);
        } else {
            runs.keep(run);
        }
    };
    let asked_item = Arc::clone(&current);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if graded.with_untracked(Option::is_some) {
            return advance();
        }
        let response = draft.get_untracked();
        if let Some(message) = item::missing(&asked_item, response.as_ref()) {
            problem.set(Some(message));
            return;
        }
        let (Some(mut run), Some(response)) = (runs.run.get_untracked(), response) else { return };
        problem.set(None);
        let seconds = app.seconds_since(shown_at);
        let Ok(grade) = run.session.answer(&ItemBank::new(&app.pack()), &response) else { return };
        run.seconds = run.seconds.saturating_add(seconds);
        if at_end {
            runs.keep(run);
            return advance();
        }
        record(app, &run, &asked_item, &response, &grade, seconds);
        runs.keep(run);
        graded.set(Some((response, grade)));
        // The inputs are gone; Enter goes on from the button that took their place.
        request_animation_frame(move || {
            if let Some(button) = next_button.get_untracked() {
                let _ = button.focus();
            }
        });
    };
    let body_item = Arc::clone(&current);
    let body = move || {
        graded.with(|graded| match graded {
            None => item::asked(app, &body_item, draft),
            Some((response, grade)) => item::graded(app, &body_item, response, grade),
        })
    };
    let verdict = move || {
        graded.with(|graded| {
            graded.as_ref().map(|(_, grade)| {
                let (glyph, tone, words) = item::verdict(app, grade);
                let class = ["quiz-verdict ", tone].concat();
                view! { class="ip", <p class=class><Icon glyph=glyph/>" "<span>{words}</span></p> }
            })
        })
    };
    let label = move || {
        app.say(match (at_end || graded.with(Option::is_some), last) {
            (false, _) => quiz::CHECK,
            (true, false) => quiz::NEXT,
            (true, true) => quiz::FINISH,
        })
    };
    let leave = move |_| {
        if let Some(run) = runs.run.get_untracked() {
            if at_end {
                record_all(app, &run);
            }
            runs.end(run);
        }
    };
    view! { class="ip",
        <form class="quiz-run stack" on:submit=submit novalidate=true part="form">
            {segments(app.fill(quiz::ITEM_OF, &[("n", &(done + 1).to_string()), ("total", &total.to_string())]), done + 1, total)}
            {body}
            <div role="status">{verdict}</div>
            <p class="negative" role="alert">{move || problem.get().map(|message| app.say(message))}</p>
            <div class="actions">
                <button type="submit" class="button primary" part="button primary" node_ref=next_button>{label}</button>
                <button type="button" class="button quiet" on:click=leave>{app.say(quiz::LEAVE)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Tells the log and the host of an answer.
fn record(app: App, run: &Run, current: &PresentedItem, response: &Response, grade: &Grade, seconds: u32) {
    let Ok(name) = Name::new(&current.id) else { return };
    app.record(Kind::Answer(Answer {
        session: Some(run.id),
        item: name,
        question: current.question.as_ref().and_then(|id| Name::new(id.as_str()).ok()),
        score: Score::new(grade.score),
        seconds,
        response: names(response, grade),
    }));
    app.emit(
        "ip-answer",
        &Answered {
            v: 1,
            session: run.id.to_string(),
            item: &current.id,
            question: current.question.as_ref().map(|id| id.as_str()),
            kind: current.kind.name(),
            score: grade.score,
            correct: grade.correct,
            seconds,
        },
    );
}

/// Where feedback comes at the end, answers may change until then; so they are recorded together.
fn record_all(app: App, run: &Run) {
    let pack = app.pack();
    let bank = ItemBank::new(&pack);
    let answered = run.session.review(&bank).filter(|(_, given)| given.is_some()).count();
    let each = run.seconds / u32::try_from(answered.max(1)).unwrap_or(1);
    for (current, given) in run.session.review(&bank) {
        if let Some((given, grade)) = given
            && let Some(response) = &given.response
        {
            record(app, run, &current, response, &grade, each);
        }
    }
}

/// What may be kept of a response: ids, or the outcome of each gap; never what was typed.
fn names(response: &Response, grade: &Grade) -> Vec<Name> {
    let ids: Vec<String> = match response {
        Response::Choice(id) => vec![id.clone()],
        Response::Choices(ids) | Response::Order(ids) => ids.clone(),
        Response::Truth(truth) => vec![truth.to_string()],
        Response::Pairs(pairs) => pairs.iter().map(|(left, right)| [left.as_str(), "/", right].concat()).collect(),
        Response::Gaps(_) => {
            grade.parts.iter().map(|part| if part.outcome.is_right() { "right" } else { "wrong" }.to_owned()).collect()
        }
    };
    ids.iter().filter_map(|id| Name::new(id).ok()).collect()
}

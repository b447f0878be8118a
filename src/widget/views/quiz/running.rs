//! One item at a time: asked, graded, on to the next by Enter.

use std::rc::Rc;

use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::progress::{Answer, Kind, Name, Score};
use interview_practice_core::quiz::{Feedback, Grade, ItemBank, PresentedItem, Response};
use interview_practice_core::xapi::Beside;

use super::super::parts::{actions, icon, item, quiet, segments, submit};
use super::{Run, Runs};
use crate::app::App;
use crate::dom::{El, Signal, el, soon};
use crate::session::Told;

/// The run's current item, and the way through it.
pub fn running(app: App, runs: Runs) -> Option<El> {
    let run = runs.run.peek()?;
    let current = run.session.current(&ItemBank::new(&app.pack()))?;
    Some(step(app, runs, &run, Rc::new(current)))
}

/// Goes on to the next item, or ends the run.
fn advance(app: App, runs: Runs, at_end: bool) {
    let Some(mut run) = runs.run.peek() else { return };
    run.session.advance();
    if run.session.is_over() { end(app, runs, run, at_end) } else { runs.keep(run) }
}

fn end(app: App, runs: Runs, run: Run, at_end: bool) {
    if at_end {
        record_all(app, &run);
    }
    runs.end(run);
}

fn step(app: App, runs: Runs, run: &Run, current: Rc<PresentedItem>) -> El {
    let at_end = run.session.settings().feedback == Feedback::AtEnd;
    let last = run.session.at_last();
    let given = run.session.given().and_then(|given| given.response.clone());
    let draft: item::Draft = Signal::new(given.clone());
    let before = given.filter(|_| !at_end).map(|response| {
        let grade = interview_practice_core::quiz::grade(&current, &response);
        (response, grade)
    });
    let graded: Signal<Option<(Response, Grade)>> = Signal::new(before);
    let problem: Signal<Option<Message>> = Signal::new(None);
    let shown_at = app.now().at;
    let (done, total) = (run.session.position(), run.session.len());

    let label = move || {
        app.say(match (at_end || graded.with(Option::is_some), last) {
            (false, _) => quiz::CHECK,
            (true, false) => quiz::NEXT,
            (true, true) => quiz::FINISH,
        })
    };
    let next = submit(()).live(label);
    let next_button = next.clone();
    let asked_item = Rc::clone(&current);
    let answer = move || {
        if graded.peek_with(Option::is_some) {
            return advance(app, runs, at_end);
        }
        let response = draft.peek();
        if let Some(message) = item::missing(&asked_item, response.as_ref()) {
            return problem.set(Some(message));
        }
        let (Some(mut run), Some(response)) = (runs.run.peek(), response) else { return };
        problem.set(None);
        let seconds = app.seconds_since(shown_at);
        // An answer that was kept but cannot be shown again is not taken twice: the run goes on.
        let Ok(grade) = run.session.answer(&ItemBank::new(&app.pack()), &response) else {
            return advance(app, runs, at_end);
        };
        run.seconds = run.seconds.saturating_add(seconds);
        if at_end {
            runs.keep(run);
            return advance(app, runs, at_end);
        }
        record(app, &run, &asked_item, &response, &grade, seconds);
        runs.keep(run);
        graded.set(Some((response, grade)));
        // The inputs are gone; Enter goes on from the button that took their place.
        let button = next_button.clone();
        soon(move || button.focus());
    };
    let body = el("div", "").live(move || {
        graded.with(|graded| match graded {
            None => item::asked(app, &current, draft),
            Some((response, grade)) => item::graded(app, &current, response, grade),
        })
    });
    let verdict = el("div", "").attr("role", "status").live(move || {
        graded.with(|graded| {
            graded.as_ref().map(|(_, grade)| {
                let (glyph, tone, words) = item::verdict(app, grade);
                el("p", &["quiz-verdict ", tone].concat())
                    .attr("part", "verdict")
                    .add(icon(glyph))
                    .add(" ")
                    .add(el("span", "").add(words))
            })
        })
    });
    let alert = el("p", "negative").attr("role", "alert").live(move || problem.get().map(|message| app.say(message)));
    let leave = quiet(app.say(quiz::LEAVE), move || {
        if let Some(run) = runs.run.peek() {
            end(app, runs, run, at_end);
        }
    });
    let label = app.fill(quiz::ITEM_OF, &[("n", &(done + 1).to_string()), ("total", &total.to_string())]);
    el("form", "quiz-run stack")
        .attr("part", "form")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            answer();
        })
        .add(segments(&label, done + 1, total))
        .add(body)
        .add(verdict)
        .add(alert)
        .add(actions(vec![next, leave]))
}

/// Tells the log and the host of an answer.
fn record(app: App, run: &Run, current: &PresentedItem, response: &Response, grade: &Grade, seconds: u32) {
    let Ok(name) = Name::new(&current.id) else { return };
    let answer = Kind::Answer(Answer {
        session: Some(run.id),
        item: name,
        question: current.question.as_ref().and_then(|id| Name::new(id.as_str()).ok()),
        score: Score::new(grade.score),
        seconds,
        response: item::names(response, grade),
    });
    app.record_of(answer, Beside { seed: Some(run.session.seed()), ..Beside::default() });
    let told = Told {
        item: &current.id,
        question: current.question.as_ref().map(|id| id.as_str()),
        kind: current.kind.name(),
        score: grade.score,
        correct: grade.correct,
        seconds,
    };
    app.tell_answer(Some(run.id), &told);
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

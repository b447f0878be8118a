//! The interview itself: the question, the clock, room for an answer. Nothing else.

use interview_practice_core::interview::{Input, Interview, Reaction};
use interview_practice_core::messages::{self, mock};
use wasm_bindgen::JsCast;

use super::super::parts::{Glyph, actions, focus_first, heading, icon, primary, quiet, secondary, ticker, value};
use super::options::{Wish, wants};
use super::{Desk, keep_clock, speaking};
use crate::dom::{El, Kids, Signal, el, memo, on_cleanup, soon};
use crate::voice;

/// The greeting: what will come, before the clock runs.
pub fn opening(desk: Desk) -> El {
    let (app, pack) = (desk.app, desk.app.pack());
    let (minutes, parts) = desk.interview.peek_with(|interview| {
        interview.as_ref().map_or((0, Vec::new()), |interview| (interview.minutes(), interview.parts().to_vec()))
    });
    let parts: Vec<El> = parts
        .iter()
        .filter_map(|id| pack.assessment(id))
        .map(|assessment| el("li", "").attr("lang", &pack.language).add(assessment.title.as_str()))
        .collect();
    let kept = if app.has_evaluator() { mock::RULE_GIVEN } else { mock::RULE_KEPT };
    let rules: Vec<El> =
        [mock::RULE_CLOCK, mock::RULE_PAUSE, kept].into_iter().map(|rule| el("li", "").add(app.say(rule))).collect();
    el("div", "mock stack")
        .add(heading(1, "", app.count(mock::GREETING_TITLE, minutes.into())).attr("tabindex", "-1"))
        .add(el("p", "lead").add(app.say(Reaction::Greeting.message(0))))
        .add(el("p", "").add(app.say(mock::WILL_COME)))
        .add(el("ul", "prose").add(parts))
        .add(el("ul", "prose muted small").add(rules))
        .add(actions(vec![
            primary(app.say(mock::READY), move || desk.step(Input::Begin)),
            quiet(app.say(mock::NOT_NOW), move || desk.step(Input::End)),
        ]))
}

/// What a question on the screen is known by: the place of its turn, and whether the learner was encouraged, or paused.
type Asking = (usize, bool, bool);

/// The interview on its way.
pub fn run(desk: Desk) -> El {
    let app = desk.app;
    ticker(app, move |_| desk.step(Input::Tick));
    keep_clock(desk);
    let read = move |read: fn(&Interview) -> u32| {
        memo(move || desk.interview.with(|interview| interview.as_ref().map_or(0, read)))
    };
    let left = read(|interview| interview.left().div_ceil(1000));
    let paused = read(|interview| interview.clock().is_stopped().into());
    let quiet_now = read(|interview| interview.is_quiet().into());
    let asking = memo(move || {
        desk.interview.with(|interview| {
            interview.as_ref().map(|interview| {
                let nudged = interview.current().is_some_and(|turn| turn.nudged);
                (interview.turns().len(), nudged, interview.clock().is_stopped())
            })
        })
    });
    let asked = memo(move || asking.get().map_or(0, |(turn, ..)| turn));
    // Said seldom, and shown to everyone alike.
    let warning = memo(move || match left.get() {
        0 => Some(mock::TIME_UP),
        1..=60 => Some(mock::LAST_MINUTE),
        61..=300 => Some(mock::FIVE_MINUTES),
        _ => None,
    });
    let time = el("span", "practice-time").attr("part", "timer").attr("role", "timer").add(icon(Glyph::Clock)).add(
        el("span", "")
            .live(move || [" ", &app.fill(mock::TIME_LEFT, &[("time", &messages::clock(left.get()))])].concat()),
    );
    let pause = secondary((), move || {
        desk.step(if paused.peek() == 1 { Input::GoOn } else { Input::Pause });
    })
    .live(move || app.say(if paused.get() == 1 { mock::GO_ON } else { mock::PAUSE }));
    let status = el("p", "small mock-status").attr("role", "status").live(move || {
        let paused = (paused.get() == 1).then_some(mock::PAUSED);
        // After a long silence a kind word, which takes nothing away.
        let kind = (quiet_now.get() == 1).then(|| Reaction::Encourage.message(asked.get()));
        let said = paused.or(warning.get()).map(|message| app.say(message).to_owned());
        let said = [desk.note.get(), said].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let kind = kind.filter(|_| said.is_empty()).map(|message| el("span", "mock-said").add(app.say(message)));
        Kids::from(said).and(kind)
    });
    let body = el("div", "stack");
    let shown = body.clone();
    let before: std::cell::Cell<Option<Asking>> = std::cell::Cell::new(None);
    let body = body.live(move || {
        let now = asking.get()?;
        if before.replace(Some(now)).is_some_and(|before| before != now) {
            // The focus goes on into the field for the next answer, whose name is the question: so it is read out, and typing goes on.
            let shown = shown.clone();
            soon(move || focus_first(&shown, &["textarea"]));
        }
        (!now.2).then(|| question(desk))
    });
    el("div", "mock stack").add(el("div", "practice-clock").add(vec![time, pause, end(desk)])).add(status).add(body)
}

/// Ending, asked once more in place.
fn end(desk: Desk) -> El {
    let app = desk.app;
    let sure = Signal::new(false);
    el("span", "mock-end").live(move || {
        if !sure.get() {
            return vec![quiet(app.say(mock::END), move || sure.set(true))];
        }
        vec![
            el("span", "small").attr("role", "status").add(app.say(mock::END_SURE)),
            secondary(app.say(mock::END_NOW), move || desk.step(Input::End)),
            quiet(app.say(mock::STAY), move || sure.set(false)),
        ]
    })
}

fn question(desk: Desk) -> Vec<El> {
    let (app, pack) = (desk.app, desk.app.pack());
    let Some(interview) = desk.interview.peek() else { return Vec::new() };
    let Some(turn) = interview.current() else { return Vec::new() };
    let Some(known) = pack.question(&turn.question) else { return Vec::new() };
    let (reaction, number) = interview.reaction();
    let said = (reaction != Reaction::Greeting).then(|| app.say(reaction.message(number)));
    let area = el("textarea", "practice-text")
        .attr("rows", "8")
        .attr("aria-labelledby", "mock-question mock-answer")
        .attr_if("aria-describedby", said.map(|_| "mock-said"))
        .attr("placeholder", app.say(mock::ANSWER_HINT))
        .add(interview.draft())
        .on("input", move |event| desk.step(Input::Write(value(&event))))
        .on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
            if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
                event.prevent_default();
                desk.step(Input::Answer);
            }
        });
    let sentence = turn.ask.sentence(known, app.language.peek());
    let speaks = voice::can_speak().then(|| {
        let (words, tongue) = (sentence.clone(), pack.language.clone());
        let own = app.language.peek().tag();
        let aloud = move || voice::speak(&[(said.unwrap_or_default(), own), (&words, &tongue)]);
        if wants(app, Wish::Speak) {
            aloud();
        }
        on_cleanup(voice::hush);
        quiet(app.say(messages::voice::SPEAK_AGAIN), aloud)
    });
    let tools = speaking::tools(desk, &area);
    let prompt = el("span", "").attr("lang", &pack.language).add(sentence);
    let field = el("div", "stack tight")
        .add(el("span", "quiz-legend").attr("id", "mock-answer").add(app.say(mock::ANSWER)))
        .add(area)
        .add(el("p", "small muted").add(app.say(mock::ANSWER_KEYS)));
    vec![
        el("p", "mock-said").attr("id", "mock-said").add(said),
        heading(1, "practice-prompt", prompt).attr("part", "question").attr("id", "mock-question"),
        field.add(tools),
        actions(vec![
            primary(app.say(mock::DONE), move || desk.step(Input::Answer)),
            quiet(app.say(mock::SKIP), move || desk.step(Input::Skip)),
        ])
        .add(speaks),
    ]
}

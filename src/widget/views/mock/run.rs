//! The interview itself: the question, the clock, room for an answer. Nothing else.

use interview_practice_core::content::Pack;
use interview_practice_core::messages::{self, mock};

use super::super::parts::{Glyph, actions, heading, icon, primary, secondary, ticker, value};
use super::Interview;
use crate::app::App;
use crate::dom::{El, Signal, el, memo};

/// Changes the interview that is on its way.
fn change(app: App, interview: Signal<Option<Interview>>, act: fn(&mut Interview, &Pack)) {
    let pack = app.pack();
    interview.update(|interview| {
        if let Some(interview) = interview {
            act(interview, &pack);
        }
    });
}

/// The interview on its way.
pub fn run(app: App, interview: Signal<Option<Interview>>) -> El {
    ticker(app, move |seconds| {
        if interview.peek_with(|now| now.as_ref().is_some_and(|now| !now.paused)) {
            interview.update(|now| {
                if let Some(now) = now {
                    now.used = now.used.saturating_add(seconds);
                }
            });
        }
    });
    let read = move |read: fn(&Interview) -> u32| memo(move || interview.with(|now| now.as_ref().map_or(0, read)));
    let paused = read(|now| u32::from(now.paused));
    let left = read(|now| (now.minutes * 60).saturating_sub(now.used));
    let asked = read(|now| now.asked);
    // Spoken seldom: once near the end and once at it.
    let spoken = memo(move || match left.get() {
        0 => Some(mock::TIME_UP),
        1..=60 => Some(mock::LAST_MINUTE),
        _ => None,
    });
    let time = el("span", "practice-time").attr("part", "timer").attr("role", "timer").add(icon(Glyph::Clock)).add(
        el("span", "")
            .live(move || [" ", &app.fill(mock::TIME_LEFT, &[("time", &messages::clock(left.get()))])].concat()),
    );
    let pause = secondary((), move || change(app, interview, |now, _| now.paused = !now.paused))
        .live(move || app.say(if paused.get() == 1 { mock::GO_ON } else { mock::PAUSE }));
    let still = el("span", "muted small").live(move || (paused.get() == 1).then(|| app.say(mock::PAUSED)));
    let status = el("p", "small").attr("role", "status").live(move || spoken.get().map(|message| app.say(message)));
    let question = el("div", "stack").live(move || {
        asked.track();
        question(app, interview)
    });
    el("div", "mock stack").add(el("div", "practice-clock").add(vec![time, pause, still])).add(status).add(question)
}

fn question(app: App, interview: Signal<Option<Interview>>) -> Vec<El> {
    let pack = app.pack();
    let Some(now) = interview.peek() else { return Vec::new() };
    let Some((_, text)) = now.question(&pack) else { return Vec::new() };
    let label = app.say(if now.at.1 == 0 { mock::OPENING } else { mock::FOLLOW_UP });
    let area = el("textarea", "practice-text")
        .attr("rows", "8")
        .attr("placeholder", app.say(mock::NOTES_HINT))
        .add(now.notes.last().map(String::as_str))
        .on("input", move |event| {
            interview.update(|now| {
                if let Some(note) = now.as_mut().and_then(|now| now.notes.last_mut()) {
                    *note = value(&event);
                }
            });
        });
    let mut buttons = Vec::new();
    if now.has_next(&pack) {
        buttons.push(primary(app.say(mock::NEXT_QUESTION), move || change(app, interview, Interview::advance)));
    }
    buttons.push(secondary(app.say(mock::END), move || change(app, interview, |now, _| now.ended = true)));
    let prompt = el("span", "").attr("lang", &pack.language).add(text);
    vec![
        el("p", "muted small").add(label),
        heading(1, "practice-prompt", prompt).attr("part", "question"),
        el("label", "stack tight").add(el("span", "quiz-legend").add(app.say(mock::NOTES))).add(area),
        actions(buttons),
    ]
}

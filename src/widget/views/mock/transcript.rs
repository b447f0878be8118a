//! Question by question: what was asked and why, what was answered, how the interviewer took it.

use interview_practice_core::interview::{Asked, Report, TurnResult};
use interview_practice_core::messages::{self, debrief, interviewer, mock};

use super::super::parts::heading;
use super::recording::recording;
use super::report::section;
use crate::app::App;
use crate::dom::{El, el};

/// Everything that was asked, folded question by question.
pub fn transcript(app: App, report: &Report, words: &str) -> El {
    let questions: Vec<El> = report.questions.iter().filter_map(|asked| question(app, asked, words)).collect();
    section(app, debrief::TRANSCRIPT, questions)
}

fn question(app: App, asked: &Asked, words: &str) -> Option<El> {
    let pack = app.pack();
    let language = app.language.peek();
    let known = pack.question(&asked.question)?;
    let turns: Vec<El> = asked
        .turns
        .iter()
        .enumerate()
        .map(|(number, turn)| {
            let title = (number > 0).then(|| {
                el("div", "stack tight").add(el("p", "muted small").add(app.say(mock::FOLLOW_UP))).add(heading(
                    3,
                    "",
                    el("span", "").attr("lang", &pack.language).add(turn.ask.sentence(known, language)),
                ))
            });
            let why = app.fill(debrief::WHY, &[("reason", &turn.why.sentence(&pack, known, language))]);
            let names = turn.recording.iter().flat_map(|names| names.split(','));
            let recordings: Vec<El> = names.filter_map(|name| recording(app, name)).collect();
            el("div", "mock-turn stack tight")
                .add(title)
                .add(el("p", "muted small").add([&notes(app, turn, known.seconds, number == 0), " · ", &why].concat()))
                .add(answer(turn, words))
                .add(recordings)
        })
        .collect();
    let left = el("p", "muted small").add(app.say(asked.left.message()));
    let summary = el("summary", "").add(el("span", "").attr("lang", &pack.language).add(known.prompt.as_str()));
    Some(el("details", "mock-asked").add(summary).add(el("div", "stack").add(turns).add(left)))
}

fn notes(app: App, turn: &TurnResult, suggested: u32, opening: bool) -> String {
    let time = messages::clock(turn.spent / 1000);
    let mut text = if opening {
        app.fill(debrief::SPENT, &[("time", &time), ("suggested", &messages::clock(suggested))])
    } else {
        time
    };
    let nudged = turn.nudged.then_some(interviewer::NUDGED);
    for note in [turn.manner.message(), nudged].into_iter().flatten() {
        text.push_str(" · ");
        text.push_str(app.say(note));
    }
    text
}

fn answer(turn: &TurnResult, words: &str) -> Option<El> {
    let answer = Report::quote(words, turn.answer);
    (!answer.is_empty()).then(|| el("blockquote", "practice-own").attr("dir", "auto").add(answer))
}

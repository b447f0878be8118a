//! The learner's own verdict, before anything that the coach found is seen.

use interview_practice_core::interview::Part;
use interview_practice_core::messages::{Message, debrief, mock};
use interview_practice_core::progress::Kind;

use super::super::parts::{actions, heading, primary, quiet};
use super::Desk;
use crate::dom::{El, Signal, el};
use crate::session::Told;

/// The scales, one a part.
pub fn judge(desk: Desk) -> El {
    let app = desk.app;
    let pack = app.pack();
    let Some(interview) = desk.interview.peek() else { return el("div", "") };
    let report = interview.report(&pack);
    let problem: Signal<Option<Message>> = Signal::new(None);
    let scales: Vec<El> = report
        .parts
        .iter()
        .enumerate()
        .filter(|(place, _)| report.questions_of(*place).next().is_some())
        .map(|(place, part)| scale(desk, place, part))
        .collect();
    let wanted: Vec<usize> =
        (0..report.parts.len()).filter(|place| report.questions_of(*place).next().is_some()).collect();
    let alert = el("p", "negative").attr("role", "alert").live(move || problem.get().map(|message| app.say(message)));
    let show = primary(app.say(debrief::SELF_DONE), move || {
        let own = desk.own.peek();
        if wanted.iter().any(|place| own.get(*place).is_none_or(|level| *level == 0)) {
            problem.set(Some(debrief::SELF_MISSING));
        } else {
            save(desk);
        }
    });
    el("div", "mock stack loose")
        .add(
            el("div", "stack tight")
                .add(heading(1, "", app.say(debrief::SELF_TITLE)).attr("tabindex", "-1"))
                .add(el("p", "").add(app.say(report.ending.message())))
                .add(el("p", "muted prose").add(app.say(debrief::SELF_ABOUT))),
        )
        .add(scales)
        .add(alert)
        .add(actions(vec![show, quiet(app.say(mock::DROP), move || desk.clear())]))
}

fn scale(desk: Desk, place: usize, part: &Part) -> El {
    let (app, pack) = (desk.app, desk.app.pack());
    let assessment = pack.assessment(&part.assessment);
    let title = assessment.map_or(part.assessment.as_str(), |known| &known.title);
    let chosen = desk.own.peek().get(place).copied().unwrap_or(0);
    let name = ["level-", &place.to_string()].concat();
    let levels: Vec<El> = assessment
        .map(|known| known.rubric.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|step| {
            let level = step.level;
            let input = el("input", "").attr("type", "radio").attr("name", &name).flag("checked", level == chosen).on(
                "change",
                move |_| {
                    desk.own.update(|own| {
                        if let Some(own) = own.get_mut(place) {
                            *own = level;
                        }
                    });
                    desk.keep();
                },
            );
            let words = el("span", "")
                .add(el("strong", "").add(app.fill(debrief::LEVEL, &[("n", &level.to_string())])))
                .add(" ")
                .add(el("span", "").attr("lang", &pack.language).add(step.text.as_str()));
            el("label", "item-choice").add(input).add(words)
        })
        .collect();
    let legend = app.fill(debrief::SELF_PART, &[("assessment", title)]);
    el("fieldset", "stack tight")
        .add(el("legend", "practice-legend").add(legend))
        .add(el("div", "item-choices").add(levels))
}

/// Keeps the report with the learner's verdict, the words of the answers apart from it, and what it means for the progress; then shows it.
fn save(desk: Desk) {
    let app = desk.app;
    let Some(interview) = desk.interview.peek() else { return };
    let pack = app.pack();
    let (own, session) = (desk.own.peek(), desk.session.peek());
    let mut report = interview.report(&pack);
    for (part, own) in report.parts.iter_mut().zip(&own) {
        part.own = (*own > 0).then_some(*own);
    }
    let transcript = interview.transcript();
    if !transcript.is_empty() {
        report.text = app.keep_text(&transcript).map(|name| name.to_string());
    }
    let Some(event) = app.record(Kind::Interview(report.to_value())) else { return };
    for attempt in interview.attempts(&pack, session, &own) {
        let (question, seconds) = (attempt.question.to_string(), attempt.seconds);
        let score = attempt.share().unwrap_or_default();
        app.record(Kind::Attempt(attempt));
        let (item, correct) = (question.as_str(), score >= 1.0);
        app.tell_answer(session, &Told { item, question: Some(item), kind: "mock", score, correct, seconds });
    }
    desk.show(event, Some(transcript));
}

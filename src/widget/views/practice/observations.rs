//! How an answer is built and said, as the coach observes it, and what it cannot judge.

use interview_practice_core::coach::{Delivery, Doubt, Feedback, Span, Step, Structure};
use interview_practice_core::messages::{self, Message, coach, practice};

use super::super::parts::{Glyph, heading, icon};
use super::coaching::quoted;
use crate::app::App;
use crate::dom::{El, el};

/// Reasons for which the answer's words counted for less.
pub fn doubts(app: App, feedback: &Feedback) -> Vec<El> {
    let say = |doubt: &Doubt| {
        app.say(match doubt {
            Doubt::Scrambled => coach::DOUBT_SCRAMBLED,
            Doubt::Repetitive => coach::DOUBT_REPETITIVE,
            Doubt::Denied => coach::DOUBT_DENIED,
            Doubt::Echo => coach::DOUBT_ECHO,
            Doubt::CutOff => coach::DOUBT_CUT_OFF,
        })
    };
    let row = |doubt| el("p", "small warning").add(icon(Glyph::Warning)).add([" ", say(doubt)].concat());
    feedback.doubts.iter().map(row).collect()
}

/// The steps that the answer takes, and how it is said.
pub fn observations(app: App, feedback: &Feedback, answer: &str) -> El {
    let built = feedback.structure.as_ref().map(|structure| built(app, structure, answer));
    el("div", "practice-sides").add(built).add(said(app, &feedback.delivery, answer))
}

/// What the coach cannot judge, in plain words.
pub fn limits(app: App) -> El {
    el("details", "coach-limits")
        .add(el("summary", "").add(app.say(coach::CANNOT)))
        .add(el("p", "prose").add(app.say(coach::CANNOT_ABOUT)))
}

fn built(app: App, structure: &Structure, answer: &str) -> El {
    let steps: Vec<El> = structure
        .steps
        .iter()
        .map(|finding| {
            let (glyph, word) = match finding.evidence {
                Some(_) => (Glyph::Tick, coach::STEP_FOUND),
                None => (Glyph::Circle, coach::STEP_NOT_FOUND),
            };
            let name = [" ", app.say(step_name(finding.step)), ": ", app.say(word)].concat();
            el("li", "coach-step")
                .add(el("span", "").add(icon(glyph)).add(name))
                .add(finding.evidence.map(|span| el("span", "small").add(quoted(app, span.of(answer)))))
        })
        .collect();
    let story = structure.steps.first().is_some_and(|finding| finding.step == Step::Situation);
    let mut notes = Vec::new();
    if story {
        let values = [("me", &*structure.first_person.to_string()), ("us", &structure.we.to_string())];
        notes.push(app.fill(coach::I_AND_WE, &values));
        if structure.we > structure.first_person {
            notes.push(app.say(coach::WE_PREVAILS).to_owned());
        }
        notes.push(match structure.figures.len() {
            0 => app.say(coach::NO_FIGURES).to_owned(),
            count => app.count(coach::FIGURES, count),
        });
    }
    section(app, coach::STRUCTURE, coach::STRUCTURE_ABOUT)
        .add(el("ul", "coach-steps").add(steps))
        .add(notes.into_iter().map(|note| el("p", "").add(note)).collect::<Vec<El>>())
}

fn said(app: App, delivery: &Delivery, answer: &str) -> El {
    let words = app.count(practice::WORDS, delivery.words as usize);
    let time = messages::clock(delivery.seconds);
    let total = delivery.suggested_seconds.map(messages::clock);
    let values = [("words", &*words), ("time", &time), ("total", total.as_deref().unwrap_or_default())];
    let mut notes = vec![app.fill(if total.is_some() { coach::LENGTH_OF } else { coach::LENGTH }, &values)];
    for (spans, message) in [(&delivery.fillers, coach::FILLERS), (&delivery.hedges, coach::HEDGES)] {
        if !spans.is_empty() {
            notes.push(app.fill(message, &[("list", &tally(spans, answer))]));
        }
    }
    if !delivery.long_sentences.is_empty() {
        notes.push(app.count(coach::LONG_SENTENCES, delivery.long_sentences.len()));
    } else if notes.len() == 1 {
        notes.push(app.say(coach::DELIVERY_CALM).to_owned());
    }
    section(app, coach::DELIVERY, coach::DELIVERY_ABOUT)
        .add(notes.into_iter().map(|note| el("p", "").add(note)).collect::<Vec<El>>())
}

fn section(app: App, title: Message, about: Message) -> El {
    el("section", "stack tight").add(heading(2, "", app.say(title))).add(el("p", "muted small").add(app.say(about)))
}

/// Each phrase once, in the order of its first use, with how often it comes: "basically ×2, um".
fn tally(spans: &[Span], answer: &str) -> String {
    let mut found: Vec<(String, usize)> = Vec::new();
    for span in spans {
        let phrase = span.of(answer).to_lowercase();
        match found.iter_mut().find(|(known, _)| *known == phrase) {
            Some((_, count)) => *count += 1,
            None => found.push((phrase, 1)),
        }
    }
    let phrases: Vec<String> = found
        .into_iter()
        .map(|(phrase, count)| if count > 1 { [&*phrase, " ×", &count.to_string()].concat() } else { phrase })
        .collect();
    phrases.join(", ")
}

fn step_name(step: Step) -> Message {
    match step {
        Step::Situation => coach::STEP_SITUATION,
        Step::Task => coach::STEP_TASK,
        Step::Action => coach::STEP_ACTION,
        Step::Result => coach::STEP_RESULT,
        Step::Requirements => coach::STEP_REQUIREMENTS,
        Step::Estimates => coach::STEP_ESTIMATES,
        Step::Interface => coach::STEP_INTERFACE,
        Step::Data => coach::STEP_DATA,
        Step::Scaling => coach::STEP_SCALING,
        Step::TradeOffs => coach::STEP_TRADE_OFFS,
        Step::Failure => coach::STEP_FAILURE,
        Step::Definition => coach::STEP_DEFINITION,
        Step::Mechanism => coach::STEP_MECHANISM,
        Step::Example => coach::STEP_EXAMPLE,
        Step::Contrast => coach::STEP_CONTRAST,
    }
}

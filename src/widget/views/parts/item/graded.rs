//! An item after grading: what was answered, what is right, and why.

use std::sync::Arc;

use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::quiz::{
    Body, Grade, Note, Outcome, PartGrade, PresentedChoice, PresentedItem, PresentedPart, Response, Side,
};
use leptos::prelude::*;

use super::super::{Glyph, Icon, blocks, inlines};
use super::stem;
use crate::app::App;

/// The item with its grade.
pub fn graded(app: App, item: &Arc<PresentedItem>, response: &Response, grade: &Grade) -> AnyView {
    let body = match &item.body {
        Body::Single(choices) | Body::Multiple(choices) => choices_graded(app, choices, grade),
        Body::TrueFalse { answer } => truth(app, *answer, response),
        Body::Matching { left, right } => matching(app, left, right, response, grade),
        Body::Ordering { steps, order } => ordering(app, steps, order, response),
        Body::Cloze(parts) => cloze(app, parts, response, grade),
    };
    let why = (!item.explanation.is_empty()).then(|| {
        view! { class="ip",
            <div class="item-why prose" part="explanation" lang=app.pack().language.clone()>{blocks(&item.explanation, 3)}</div>
        }
    });
    view! { class="ip", <div class="item stack" part="item">{stem(app, item)}{body}{why}</div> }.into_any()
}

/// The sentence about the whole answer.
pub fn verdict(app: App, grade: &Grade) -> (Glyph, &'static str, String) {
    if grade.correct {
        (Glyph::Tick, "positive", app.say(quiz::CORRECT).to_owned())
    } else if grade.score > 0.0 {
        (Glyph::Half, "warning", app.fill(quiz::PARTLY, &[("share", &app.percent(grade.score))]))
    } else {
        (Glyph::Cross, "negative", app.say(quiz::INCORRECT).to_owned())
    }
}

fn mark(app: App, glyph: Glyph, tone: &'static str, message: Message) -> AnyView {
    let class = ["item-mark ", tone].concat();
    view! { class="ip", <span class=class><Icon glyph=glyph/><span>{app.say(message)}</span></span> }.into_any()
}

fn outcome<'a>(grade: &'a Grade, id: &str) -> Option<&'a Outcome> {
    grade.parts.iter().find(|part: &&PartGrade| part.id == id).map(|part| &part.outcome)
}

fn choices_graded(app: App, choices: &[PresentedChoice], grade: &Grade) -> AnyView {
    let rows = choices.iter().map(|choice| {
        let label = match outcome(grade, &choice.id) {
            Some(Outcome::Right | Outcome::Misspelt(_)) => {
                Some(mark(app, Glyph::Tick, "positive", quiz::YOUR_RIGHT_CHOICE))
            }
            Some(Outcome::Wrong) => Some(mark(app, Glyph::Cross, "negative", quiz::YOUR_WRONG_CHOICE)),
            Some(Outcome::Missed) => Some(mark(app, Glyph::Tick, "positive", quiz::RIGHT_CHOICE)),
            Some(Outcome::Avoided) | None => None,
        };
        let class = if choice.correct { "item-graded right" } else { "item-graded" };
        view! { class="ip",
            <li class=class>
                <div class="item-graded-text"><span>{inlines(&choice.text)}</span>{label}</div>
                {note(app, &choice.note)}
            </li>
        }
    });
    view! { class="ip", <ul class="item-results" lang=app.pack().language.clone()>{rows.collect_view()}</ul> }
        .into_any()
}

fn note(app: App, note: &Note) -> AnyView {
    let words = match note {
        Note::None => return ().into_any(),
        Note::Words(words) => inlines(words),
        Note::Elsewhere(question) => app.fill(quiz::ELSEWHERE, &[("question", question)]).into_any(),
        Note::Concerns(point) => app.fill(quiz::CONCERNS, &[("point", point)]).into_any(),
        Note::Weakens => app.say(quiz::WEAKENS).into_any(),
        Note::Strengthens => app.say(quiz::STRENGTHENS).into_any(),
        Note::AskedBy(question) => app.fill(quiz::ASKED_BY, &[("question", question)]).into_any(),
    };
    view! { class="ip", <p class="muted small">{words}</p> }.into_any()
}

fn truth(app: App, answer: bool, response: &Response) -> AnyView {
    let rows = [(true, quiz::TRUE), (false, quiz::FALSE)].map(|(truth, message)| {
        let chosen = *response == Response::Truth(truth);
        let label = match (chosen, truth == answer) {
            (true, true) => Some(mark(app, Glyph::Tick, "positive", quiz::YOUR_RIGHT_CHOICE)),
            (true, false) => Some(mark(app, Glyph::Cross, "negative", quiz::YOUR_WRONG_CHOICE)),
            (false, true) => Some(mark(app, Glyph::Tick, "positive", quiz::RIGHT_CHOICE)),
            (false, false) => None,
        };
        let class = if truth == answer { "item-graded right" } else { "item-graded" };
        view! { class="ip", <li class=class><div class="item-graded-text"><span>{app.say(message)}</span>{label}</div></li> }
    });
    view! { class="ip", <ul class="item-results">{rows.into_iter().collect_view()}</ul> }.into_any()
}

fn matching(app: App, left: &[Side], right: &[Side], response: &Response, grade: &Grade) -> AnyView {
    let text_of = |id: &str| right.iter().find(|side| side.id == id).map(|side| inlines(&side.text));
    let rows = left.iter().map(|side| {
        let is_right = outcome(grade, &side.id).is_some_and(Outcome::is_right);
        let given = match response {
            Response::Pairs(pairs) if !is_right => pairs.get(&side.id).and_then(|id| text_of(id)),
            _ => None,
        };
        let label = if is_right {
            mark(app, Glyph::Tick, "positive", quiz::RIGHT)
        } else {
            mark(app, Glyph::Cross, "negative", quiz::WRONG)
        };
        view! { class="ip",
            <li class="item-graded right">
                <div class="item-graded-text"><strong>{inlines(&side.text)}</strong>{label}</div>
                <p>{text_of(&side.id)}</p>
                {given.map(|given| view! { class="ip", <p class="muted small">{app.say(quiz::YOUR_CHOICE)}": "<s>{given}</s></p> })}
            </li>
        }
    });
    view! { class="ip", <ul class="item-results" lang=app.pack().language.clone()>{rows.collect_view()}</ul> }
        .into_any()
}

fn ordering(app: App, steps: &[Side], order: &[String], response: &Response) -> AnyView {
    let given: &[String] = match response {
        Response::Order(given) => given,
        _ => &[],
    };
    let rows = order.iter().enumerate().filter_map(|(n, id)| {
        let side = steps.iter().find(|side| side.id == *id)?;
        let place = given.iter().position(|other| other == id);
        let label = if place == Some(n) {
            mark(app, Glyph::Tick, "positive", quiz::RIGHT)
        } else {
            let yours = place.map(|place| (place + 1).to_string()).unwrap_or_default();
            let text = [app.say(quiz::YOUR_CHOICE), ": ", &yours].concat();
            view! { class="ip", <span class="item-mark negative"><Icon glyph=Glyph::Cross/><span>{text}</span></span> }.into_any()
        };
        Some(view! { class="ip", <li class="item-graded right"><div class="item-graded-text"><span>{inlines(&side.text)}</span>{label}</div></li> })
    });
    view! { class="ip",
        <p class="small muted">{app.say(quiz::RIGHT_ORDER)}</p>
        <ol class="item-results numbered" lang=app.pack().language.clone()>{rows.collect_view()}</ol>
    }
    .into_any()
}

fn cloze(app: App, parts: &[PresentedPart], response: &Response, grade: &Grade) -> AnyView {
    let texts: &[String] = match response {
        Response::Gaps(texts) => texts,
        _ => &[],
    };
    let mut n = 0;
    let shown = parts
        .iter()
        .map(|part| match part {
            PresentedPart::Text(text) => view! { class="ip", <span>{text.clone()}</span> }.into_any(),
            PresentedPart::Gap(gap) => {
                let given = texts.get(n).cloned().unwrap_or_default();
                n += 1;
                let answer = gap.answers.first().cloned().unwrap_or_default();
                match outcome(grade, &gap.id) {
                    Some(Outcome::Right) => view! { class="ip", <strong class="positive"><Icon glyph=Glyph::Tick/>" "{given}</strong> }.into_any(),
                    Some(Outcome::Misspelt(spelling)) => {
                        view! { class="ip", <strong class="positive"><Icon glyph=Glyph::Tick/>" "{spelling.clone()}</strong> }.into_any()
                    }
                    _ => view! { class="ip",
                        <span class="negative"><Icon glyph=Glyph::Cross/>" "<s>{given}</s></span>" "<strong>{answer}</strong>
                    }
                    .into_any(),
                }
            }
        })
        .collect_view();
    view! { class="ip", <div class="item-cloze" lang=app.pack().language.clone()>{shown}</div> }.into_any()
}

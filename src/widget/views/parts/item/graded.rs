//! An item after grading: what was answered, what is right, and why.

use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::quiz::{
    Body, Grade, Note, Outcome, PresentedChoice, PresentedItem, PresentedPart, Response, Side,
};

use super::super::{Glyph, blocks, icon, inlines};
use super::stem;
use crate::app::App;
use crate::dom::{El, Kids, el};

/// The item with its grade.
pub fn graded(app: App, item: &PresentedItem, response: &Response, grade: &Grade) -> El {
    let language = &app.pack().language;
    let body = match &item.body {
        Body::Single(choices) | Body::Multiple(choices) => choices_graded(app, choices, grade),
        Body::TrueFalse { answer } => truth(app, *answer, response),
        Body::Matching { left, right } => matching(app, left, right, response, grade),
        Body::Ordering { steps, order } => ordering(app, steps, order, response),
        Body::Cloze(parts) => cloze(app, parts, response, grade),
    };
    let why = (!item.explanation.is_empty()).then(|| {
        el("div", "item-why prose").attr("part", "explanation").attr("lang", language).add(blocks(&item.explanation, 3))
    });
    el("div", "item stack").attr("part", "item").add(stem(app, item)).add(body).add(why)
}

/// The sentence about the whole answer, with its mark and tone.
pub fn verdict(app: App, grade: &Grade) -> (Glyph, &'static str, String) {
    if grade.correct {
        (Glyph::Tick, "positive", app.say(quiz::CORRECT).to_owned())
    } else if grade.score > 0.0 {
        (Glyph::Half, "warning", app.fill(quiz::PARTLY, &[("share", &app.percent(grade.score))]))
    } else {
        (Glyph::Cross, "negative", app.say(quiz::INCORRECT).to_owned())
    }
}

fn mark(glyph: Glyph, tone: &str, text: &str) -> El {
    el("span", &["item-mark ", tone].concat()).add(icon(glyph)).add(el("span", "").add(text))
}

fn right(app: App, message: Message) -> El {
    mark(Glyph::Tick, "positive", app.say(message))
}

fn wrong(app: App, message: Message) -> El {
    mark(Glyph::Cross, "negative", app.say(message))
}

fn outcome<'a>(grade: &'a Grade, id: &str) -> Option<&'a Outcome> {
    grade.parts.iter().find(|part| part.id == id).map(|part| &part.outcome)
}

/// A part with its mark: green where it is right, red where the learner went wrong, plain where there is nothing to say.
fn row(is_right: Option<bool>, text: El, label: Option<El>) -> El {
    let (class, part) = match is_right {
        Some(true) => ("item-graded right", "answer right"),
        Some(false) => ("item-graded wrong", "answer"),
        None => ("item-graded", "answer"),
    };
    el("li", class).attr("part", part).add(el("div", "item-graded-text").add(text).add(label))
}

fn choices_graded(app: App, choices: &[PresentedChoice], grade: &Grade) -> El {
    let rows: Vec<El> = choices
        .iter()
        .map(|choice| {
            let label = match outcome(grade, &choice.id) {
                Some(Outcome::Right | Outcome::Misspelt(_)) => Some(right(app, quiz::YOUR_RIGHT_CHOICE)),
                Some(Outcome::Wrong) => Some(wrong(app, quiz::YOUR_WRONG_CHOICE)),
                Some(Outcome::Missed) => Some(right(app, quiz::RIGHT_CHOICE)),
                Some(Outcome::Avoided) | None => None,
            };
            let is_right = (choice.correct || label.is_some()).then_some(choice.correct);
            row(is_right, el("span", "").add(inlines(&choice.text)), label).add(note(app, &choice.note))
        })
        .collect();
    results("ul", app, rows)
}

fn results(tag: &str, app: App, rows: Vec<El>) -> El {
    let class = if tag == "ol" { "item-results numbered" } else { "item-results" };
    el(tag, class).attr("lang", &app.pack().language).add(rows)
}

fn note(app: App, note: &Note) -> Option<El> {
    let words: Kids = match note {
        Note::None => return None,
        Note::Words(words) => inlines(words),
        Note::Elsewhere(question) => app.fill(quiz::ELSEWHERE, &[("question", question)]).into(),
        Note::Concerns(point) => app.fill(quiz::CONCERNS, &[("point", point)]).into(),
        Note::Weakens => app.say(quiz::WEAKENS).into(),
        Note::Strengthens => app.say(quiz::STRENGTHENS).into(),
        Note::AskedBy(follow_up) => app.fill(quiz::ASKED_BY, &[("question", follow_up)]).into(),
    };
    Some(el("p", "muted small").add(words))
}

fn truth(app: App, answer: bool, response: &Response) -> El {
    let rows = [(true, quiz::TRUE), (false, quiz::FALSE)].map(|(truth, message)| {
        let label = match (*response == Response::Truth(truth), truth == answer) {
            (true, true) => Some(right(app, quiz::YOUR_RIGHT_CHOICE)),
            (true, false) => Some(wrong(app, quiz::YOUR_WRONG_CHOICE)),
            (false, true) => Some(right(app, quiz::RIGHT_CHOICE)),
            (false, false) => None,
        };
        let is_right = (truth == answer || label.is_some()).then_some(truth == answer);
        row(is_right, el("span", "").add(app.say(message)), label)
    });
    el("ul", "item-results").add(Vec::from(rows))
}

fn matching(app: App, left: &[Side], right_sides: &[Side], response: &Response, grade: &Grade) -> El {
    let text_of = |id: &str| right_sides.iter().find(|side| side.id == id).map(|side| inlines(&side.text));
    let rows: Vec<El> = left
        .iter()
        .map(|side| {
            let is_right = outcome(grade, &side.id).is_some_and(Outcome::is_right);
            let given = match response {
                Response::Pairs(pairs) if !is_right => pairs.get(&side.id).and_then(|id| text_of(id)),
                _ => None,
            };
            let given = given.map(|given| {
                el("p", "muted small").add([app.say(quiz::YOUR_CHOICE), ": "].concat()).add(el("s", "").add(given))
            });
            let label = if is_right { right(app, quiz::RIGHT) } else { wrong(app, quiz::WRONG) };
            row(Some(is_right), el("strong", "").add(inlines(&side.text)), Some(label))
                .add(el("p", "").add(text_of(&side.id)))
                .add(given)
        })
        .collect();
    results("ul", app, rows)
}

fn ordering(app: App, steps: &[Side], order: &[String], response: &Response) -> El {
    let given: &[String] = match response {
        Response::Order(given) => given,
        _ => &[],
    };
    let rows: Vec<El> = order
        .iter()
        .enumerate()
        .filter_map(|(n, id)| {
            let side = steps.iter().find(|side| side.id == *id)?;
            let place = given.iter().position(|other| other == id);
            let label = if place == Some(n) {
                right(app, quiz::RIGHT)
            } else {
                let yours = place.map(|place| (place + 1).to_string()).unwrap_or_default();
                mark(Glyph::Cross, "negative", &[app.say(quiz::YOUR_CHOICE), ": ", &yours].concat())
            };
            Some(row(Some(place == Some(n)), el("span", "").add(inlines(&side.text)), Some(label)))
        })
        .collect();
    el("div", "stack tight").add(el("p", "small muted").add(app.say(quiz::RIGHT_ORDER))).add(results("ol", app, rows))
}

fn cloze(app: App, parts: &[PresentedPart], response: &Response, grade: &Grade) -> El {
    let texts: &[String] = match response {
        Response::Gaps(texts) => texts,
        _ => &[],
    };
    let mut given = texts.iter();
    let body = el("div", "item-cloze").attr("lang", &app.pack().language);
    parts.iter().fold(body, |body, part| match part {
        PresentedPart::Text(text) => body.add(el("span", "").add(text.as_str())),
        PresentedPart::Gap(gap) => {
            let typed = given.next().map_or("", String::as_str);
            let tick = |text: &str| el("strong", "positive").add(icon(Glyph::Tick)).add(" ").add(text);
            match outcome(grade, &gap.id) {
                Some(Outcome::Right) => body.add(tick(typed)),
                Some(Outcome::Misspelt(spelling)) => body.add(tick(spelling)),
                _ => body
                    .add(el("span", "negative").add(icon(Glyph::Cross)).add(" ").add(el("s", "").add(typed)))
                    .add(" ")
                    .add(el("strong", "").add(gap.answers.first().map(String::as_str))),
            }
        }
    })
}

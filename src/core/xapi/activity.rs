//! What things are done with: a pack, its views, its items and questions, each with a stable id and a description.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::statement::{Activity, BASE, Interaction};
use crate::content::{Pack, Question, plain_text, plain_text_of_blocks};
use crate::messages::{Language, made, shell};
use crate::quiz::{Body, PresentedItem, PresentedPart, Side, Stem};

/// Names longer than this are cut, in characters.
const MAX_NAME: usize = 250;

/// The id of something in a pack: `packs/PACK/FOLDER/ID` below [`BASE`], or the pack's own without a folder.
pub fn id(pack: &Pack, folder: &str, name: &str) -> String {
    let mut id = [BASE, "packs/", pack.id.as_str()].concat();
    if folder.is_empty() {
        return id;
    }
    for part in ["/", folder, "/"] {
        id.push_str(part);
    }
    // Ids of packs are plain; what an import brought along may be anything.
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte) {
            id.push(char::from(byte));
        } else {
            id.push('%');
            for digit in [byte >> 4, byte & 15] {
                id.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    id
}

/// The pack as a course.
pub fn of_pack(pack: &Pack) -> Activity {
    Activity {
        id: id(pack, "", ""),
        kind: "course",
        language: tag(&pack.language),
        name: cut(&pack.role),
        interaction: None,
    }
}

/// A view in which sessions run.
pub fn of_view(pack: &Pack, view: &str, language: Language) -> Activity {
    let name = match view {
        "quiz" => shell::QUIZ.text(language),
        "review" => shell::REVIEW.text(language),
        "mock" => shell::MOCK.text(language),
        "practice" => shell::PRACTICE.text(language),
        other => other,
    };
    Activity {
        id: id(pack, "views", view),
        kind: "assessment",
        language: language.tag().to_owned(),
        name: cut(name),
        interaction: None,
    }
}

/// A question for practice, whose points of assessment are the steps of its performance.
pub fn of_question(pack: &Pack, question: &Question) -> Activity {
    let steps = question.points.iter().map(|point| (point.id.as_str().to_owned(), point.text.clone())).collect();
    let interaction = Interaction { kind: "performance", parts: Vec::from([("steps", steps)]), correct: Vec::new() };
    Activity {
        id: id(pack, "questions", question.id.as_str()),
        kind: "cmi.interaction",
        language: tag(&pack.language),
        name: cut(&question.prompt),
        interaction: Some(interaction),
    }
}

/// A quiz item. What its parts are listed in does not depend on the order in which they were shown.
pub fn of_item(pack: &Pack, item: &PresentedItem, language: Language) -> Activity {
    // The sentence of a made item is the interface's; where the rest is in another language the name keeps to the pack's words.
    let same = tag(&pack.language).split('-').next() == Some(language.tag());
    let mut name = match &item.stem {
        Stem::Authored(blocks) => plain_text_of_blocks(blocks),
        Stem::Made { template, subject, quoted } => {
            let quoted = plain_text(quoted);
            let sentence =
                if same { made::stem(*template).fill(language, &[("subject", subject)]) } else { subject.clone() };
            [sentence, quoted].join(" ")
        }
    };
    if let Body::Cloze(parts) = &item.body {
        name.push(' ');
        for part in parts {
            name.push_str(match part {
                PresentedPart::Text(text) => text,
                PresentedPart::Gap(_) => "___",
            });
        }
    }
    if name.trim().is_empty() {
        name.push_str(&item.id);
    }
    Activity {
        id: id(pack, "items", &item.id),
        kind: "cmi.interaction",
        language: tag(&pack.language),
        name: cut(name.trim()),
        interaction: Some(interaction(item)),
    }
}

fn interaction(item: &PresentedItem) -> Interaction {
    let mut parts = Vec::new();
    let (kind, correct) = match &item.body {
        Body::Single(choices) | Body::Multiple(choices) => {
            let mut listed: Vec<_> =
                choices.iter().map(|choice| (choice.id.clone(), plain_text(&choice.text), choice.correct)).collect();
            listed.sort();
            let right = listed.iter().filter(|choice| choice.2).map(|choice| choice.0.as_str());
            let correct = right.collect::<Vec<_>>().join(AND);
            parts.push(("choices", listed.into_iter().map(|(id, text, _)| (id, text)).collect()));
            ("choice", correct)
        }
        Body::TrueFalse { answer } => ("true-false", truth(*answer).to_owned()),
        Body::Matching { left, right } => {
            let left = sides(left);
            let pairs = left.iter().map(|(id, _)| [id, WITH, id].concat());
            let correct = pairs.collect::<Vec<_>>().join(AND);
            parts.extend([("source", left), ("target", sides(right))]);
            ("matching", correct)
        }
        Body::Ordering { steps, order } => {
            parts.push(("choices", sides(steps)));
            ("sequencing", order.join(AND))
        }
        Body::Cloze(stretches) => {
            let first = |part: &PresentedPart| match part {
                PresentedPart::Text(_) => None,
                PresentedPart::Gap(gap) => gap.answers.first().cloned(),
            };
            let answers: Vec<String> = stretches.iter().filter_map(first).collect();
            ("fill-in", ["{case_matters=false}", &answers.join(AND)].concat())
        }
    };
    Interaction { kind, parts, correct: Vec::from([correct]) }
}

/// Between the parts of an answer.
pub const AND: &str = "[,]";
/// Between what belongs together.
pub const WITH: &str = "[.]";

fn truth(answer: bool) -> &'static str {
    if answer { "true" } else { "false" }
}

fn sides(sides: &[Side]) -> Vec<(String, String)> {
    let mut listed: Vec<_> = sides.iter().map(|side| (side.id.clone(), plain_text(&side.text))).collect();
    listed.sort();
    listed
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_NAME).collect()
}

/// A pack's language, where it is written as a tag may be; else the tag of an undetermined one.
fn tag(language: &str) -> String {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let plain = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest = parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if plain && rest { language.to_owned() } else { "und".to_owned() }
}

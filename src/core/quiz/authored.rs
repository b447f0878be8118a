//! Authored items, shuffled for showing.

use alloc::string::String;
use alloc::vec::Vec;

use super::spelling::confusable;
use super::{Body, Gap, Note, PresentedChoice, PresentedItem, PresentedPart, Side, Stem};
use crate::content::{Choice, ClozePart, Id, Inline, Item, ItemBody, Pack};
use crate::random::Random;

/// An author's item in the order of a seed.
pub(super) fn present(pack: &Pack, item: &Item, seed: u64) -> PresentedItem {
    let mut random = Random::named(seed, item.id.as_str());
    let body = match &item.body {
        ItemBody::Single { choices } => Body::Single(shuffled(choices, &mut random)),
        ItemBody::Multiple { choices } => Body::Multiple(shuffled(choices, &mut random)),
        ItemBody::TrueFalse { answer } => Body::TrueFalse { answer: *answer },
        ItemBody::Matching { pairs } => {
            let left = pairs.iter().map(|pair| side(&pair.id, &pair.left)).collect();
            let right = pairs.iter().map(|pair| side(&pair.id, &pair.right)).collect();
            matching(left, right, &mut random)
        }
        ItemBody::Ordering { steps } => {
            ordering(steps.iter().map(|step| side(&step.id, &step.text)).collect(), &mut random)
        }
        ItemBody::Cloze { parts } => Body::Cloze(cloze(pack, parts)),
    };
    PresentedItem {
        id: item.id.as_str().into(),
        kind: item.body.kind(),
        competencies: item.competencies.clone(),
        question: item.question.clone(),
        section: item.section.clone(),
        difficulty: item.difficulty,
        stem: Stem::Authored(item.stem.clone()),
        body,
        explanation: item.explanation.clone(),
    }
}

fn shuffled(choices: &[Choice], random: &mut Random) -> Vec<PresentedChoice> {
    let mut shown: Vec<PresentedChoice> = choices
        .iter()
        .map(|choice| PresentedChoice {
            id: choice.id.as_str().into(),
            text: choice.text.clone(),
            correct: choice.correct,
            note: if choice.explanation.is_empty() { Note::None } else { Note::Words(choice.explanation.clone()) },
        })
        .collect();
    random.shuffle(&mut shown);
    shown
}

fn side(id: &Id, text: &[Inline]) -> Side {
    Side { id: id.as_str().into(), text: text.to_vec() }
}

/// A matching whose right sides are shuffled.
pub(super) fn matching(left: Vec<Side>, mut right: Vec<Side>, random: &mut Random) -> Body {
    random.shuffle(&mut right);
    Body::Matching { left, right }
}

/// An ordering that is shuffled, but not into the right order.
pub(super) fn ordering(mut steps: Vec<Side>, random: &mut Random) -> Body {
    let order: Vec<String> = steps.iter().map(|step| step.id.clone()).collect();
    let right = |steps: &[Side]| steps.iter().map(|step| &step.id).eq(&order);
    // A shuffle of three steps hits the right order once in six times: sixteen failures in a row do not happen to anyone.
    for _ in 0..16 {
        random.shuffle(&mut steps);
        if !right(&steps) {
            break;
        }
    }
    Body::Ordering { steps, order }
}

fn cloze(pack: &Pack, parts: &[ClozePart]) -> Vec<PresentedPart> {
    parts
        .iter()
        .map(|part| match part {
            ClozePart::Text(text) => PresentedPart::Text(text.clone()),
            ClozePart::Gap { id, answers } => {
                let mut others = confusable_words(pack, answers);
                others.extend(
                    parts
                        .iter()
                        .filter_map(|part| match part {
                            ClozePart::Gap { id: other, answers: theirs } if other != id => Some(theirs),
                            _ => None,
                        })
                        .flatten()
                        .filter(|word| confusable(word, answers))
                        .cloned(),
                );
                PresentedPart::Gap(Gap {
                    id: id.as_str().into(),
                    answers: answers.clone(),
                    others,
                    hint: String::new(),
                })
            }
        })
        .collect()
}

/// The pack's own terms and concepts that a slip in typing one of the answers could turn it into.
pub(super) fn confusable_words(pack: &Pack, answers: &[String]) -> Vec<String> {
    let concepts = pack.questions.iter().flat_map(|question| &question.concepts);
    let mut words: Vec<String> = concepts
        .flat_map(|concept| core::iter::once(&concept.name).chain(&concept.synonyms))
        .chain(pack.glossary.iter().map(|term| &term.term))
        .filter(|word| confusable(word, answers))
        .cloned()
        .collect();
    words.sort();
    words.dedup();
    words
}

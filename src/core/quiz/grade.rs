//! Grading a response.

use alloc::string::String;
use alloc::vec::Vec;

use super::spelling::{Match, compare};
use super::{Body, PresentedChoice, PresentedItem, Response, presented::gaps};

/// How a response was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// From 0 to 1, by the item's [`Credit`](super::Credit).
    pub score: f64,
    /// Whether all of it is right.
    pub correct: bool,
    /// Each choice, left side, step or gap, in the order shown (steps: in the right order); empty for true or false.
    pub parts: Vec<PartGrade>,
}

/// How a part of a response was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartGrade {
    /// The id of the choice, left side, step or gap.
    pub id: String,
    /// How it was judged.
    pub outcome: Outcome,
}

/// How a part can turn out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Right: chosen and correct, or put, matched or filled correctly.
    Right,
    /// Right but for a slip in the spelling; the spelling that was meant.
    Misspelt(String),
    /// Wrong: chosen and not correct, or put, matched or filled wrongly.
    Wrong,
    /// Correct but not chosen, or left empty.
    Missed,
    /// Not correct and rightly not chosen.
    Avoided,
}

impl Outcome {
    /// Whether it counts as right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        matches!(self, Self::Right | Self::Misspelt(_))
    }
}

/// Judges a response. A response to another kind of item, or with unknown ids, counts as wrong there and never fails.
#[must_use]
pub fn grade(item: &PresentedItem, response: &Response) -> Grade {
    let fitted = response.fitted(item);
    match (&item.body, fitted) {
        (Body::Single(choices), Some(Response::Choice(id))) => {
            let parts = choice_parts(choices, core::slice::from_ref(&id));
            let correct = choices.iter().any(|choice| choice.correct && choice.id == id);
            Grade { score: if correct { 1.0 } else { 0.0 }, correct, parts }
        }
        (Body::Single(choices) | Body::Multiple(choices), fitted) => {
            let ids = match fitted {
                Some(Response::Choices(ids)) => ids,
                _ => Vec::new(),
            };
            let parts = choice_parts(choices, &ids);
            let count = |outcome| share(parts.iter().filter(|part| part.outcome == outcome).count());
            let right = count(Outcome::Right) / (count(Outcome::Right) + count(Outcome::Missed)).max(1.0);
            let wrong = count(Outcome::Wrong) / (count(Outcome::Wrong) + count(Outcome::Avoided)).max(1.0);
            let correct = parts.iter().all(|part| matches!(part.outcome, Outcome::Right | Outcome::Avoided));
            Grade { score: (right - wrong).clamp(0.0, 1.0), correct, parts }
        }
        (Body::TrueFalse { answer }, fitted) => {
            let correct = fitted == Some(Response::Truth(*answer));
            Grade { score: if correct { 1.0 } else { 0.0 }, correct, parts: Vec::new() }
        }
        (Body::Matching { left, .. }, fitted) => {
            let pairs = match fitted {
                Some(Response::Pairs(pairs)) => pairs,
                _ => Default::default(),
            };
            by_share(
                left.iter()
                    .map(|side| PartGrade {
                        id: side.id.clone(),
                        outcome: match pairs.get(&side.id) {
                            Some(chosen) if *chosen == side.id => Outcome::Right,
                            Some(_) => Outcome::Wrong,
                            None => Outcome::Missed,
                        },
                    })
                    .collect(),
            )
        }
        (Body::Ordering { order, .. }, fitted) => {
            let given = match fitted {
                Some(Response::Order(given)) => given,
                _ => Vec::new(),
            };
            ordering(order, &given)
        }
        (Body::Cloze(parts), fitted) => {
            let mut texts = match fitted {
                Some(Response::Gaps(texts)) => texts,
                _ => Vec::new(),
            }
            .into_iter();
            by_share(
                gaps(parts)
                    .map(|gap| {
                        let text = texts.next().unwrap_or_default();
                        let outcome = match compare(&text, &gap.answers, &gap.others) {
                            Match::Same => Outcome::Right,
                            Match::Near(answer) => Outcome::Misspelt(answer),
                            Match::Empty => Outcome::Missed,
                            Match::Other => Outcome::Wrong,
                        };
                        PartGrade { id: gap.id.clone(), outcome }
                    })
                    .collect(),
            )
        }
    }
}

fn choice_parts(choices: &[PresentedChoice], ids: &[String]) -> Vec<PartGrade> {
    choices
        .iter()
        .map(|choice| PartGrade {
            id: choice.id.clone(),
            outcome: match (ids.contains(&choice.id), choice.correct) {
                (true, true) => Outcome::Right,
                (true, false) => Outcome::Wrong,
                (false, true) => Outcome::Missed,
                (false, false) => Outcome::Avoided,
            },
        })
        .collect()
}

/// The share of parts that are right.
fn by_share(parts: Vec<PartGrade>) -> Grade {
    let right = parts.iter().filter(|part| part.outcome.is_right()).count();
    let score = share(right) / share(parts.len()).max(1.0);
    Grade { score, correct: right == parts.len() && right > 0, parts }
}

/// Pairs of steps in the right order less those in the wrong one, as a share of all pairs. A step left out is in no pair.
fn ordering(order: &[String], given: &[String]) -> Grade {
    let places: Vec<Option<usize>> = order.iter().map(|id| given.iter().position(|other| other == id)).collect();
    let mut balance = 0.0;
    let mut pairs = 0.0;
    for (n, earlier) in places.iter().enumerate() {
        for later in places.iter().skip(n + 1) {
            pairs += 1.0;
            if let (Some(earlier), Some(later)) = (earlier, later) {
                balance += if earlier < later { 1.0 } else { -1.0 };
            }
        }
    }
    let parts = order
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(n, (id, place))| PartGrade {
            id: id.clone(),
            outcome: match place {
                Some(place) if *place == n => Outcome::Right,
                Some(_) => Outcome::Wrong,
                None => Outcome::Missed,
            },
        })
        .collect();
    let score = if pairs > 0.0 { f64::max(balance / pairs, 0.0) } else { 0.0 };
    Grade { score, correct: given == order && !order.is_empty(), parts }
}

/// A count as a number to divide: counts here are small.
fn share(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

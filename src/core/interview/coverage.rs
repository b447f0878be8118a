//! What the answers to one opening question and its follow-ups cover together.

use alloc::string::String;
use alloc::vec::Vec;

use super::manner::Manner;
use super::turn::{Ask, Left, Turn};
use crate::coach::Band;
use crate::content::Question;

/// What a point counts for when it took a follow-up to hear it, in tenths.
const PROMPTED: u32 = 8;
/// What a pitfall costs, in thousandths of the question.
const PITFALL: u32 = 60;

/// The best that was heard of one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Covered {
    pub point: String,
    pub band: Band,
    /// In ten-thousandths, for telling equals apart.
    pub share: u16,
    /// Whether it took a follow-up.
    pub prompted: bool,
    /// The turn that showed it, and where in its answer.
    pub evidence: Option<(usize, (u32, u32))>,
}

/// The turns that belong to one opening question, with their places.
pub(super) fn turns_of<'t>(turns: &'t [Turn], question: &'t str) -> impl Iterator<Item = (usize, &'t Turn)> {
    turns.iter().enumerate().filter(move |(_, turn)| turn.question == question)
}

/// The best that was heard of each point, in the question's order.
pub(super) fn coverage(question: &Question, turns: &[Turn]) -> Vec<Covered> {
    let mut all: Vec<Covered> = Vec::new();
    for point in &question.points {
        let mut best =
            Covered { point: point.id.as_str().into(), band: Band::Missing, share: 0, prompted: false, evidence: None };
        for (place, turn) in turns_of(turns, question.id.as_str()) {
            for found in turn.found.iter().filter(|found| point.id == found.point.as_str()) {
                if (found.band, found.share) > (best.band, best.share) {
                    best.prompted = found.band > best.band && turn.ask != Ask::Opening;
                    best.band = found.band;
                    best.share = found.share;
                    best.evidence = (found.evidence.1 > found.evidence.0).then_some((place, found.evidence));
                }
            }
        }
        all.push(best);
    }
    all
}

/// Whether there is anything of a question to judge: an answer that could be read, or silence. Not what was only listened to, and not
/// what the end of the interview cut off.
pub(super) fn is_judged(question: &Question, turns: &[Turn]) -> bool {
    let tells =
        |turn: &Turn| !turn.found.is_empty() || (turn.manner != Manner::Unread && turn.left != Some(Left::Ended));
    !question.points.is_empty() && turns_of(turns, question.id.as_str()).any(|(_, turn)| tells(turn))
}

/// How much of a question was said, in thousandths.
pub(super) fn share(points: &[Covered], pitfalls: usize) -> u16 {
    let sum: u32 = points
        .iter()
        .map(|point| {
            let said = match point.band {
                Band::Covered => 100,
                Band::Partly => 50,
                Band::Missing => 0,
            };
            said * if point.prompted { PROMPTED } else { 10 }
        })
        .sum();
    let count = u32::try_from(points.len()).unwrap_or(u32::MAX).max(1);
    let cost = PITFALL.saturating_mul(u32::try_from(pitfalls).unwrap_or(u32::MAX));
    u16::try_from((sum / count).saturating_sub(cost)).unwrap_or(1000)
}

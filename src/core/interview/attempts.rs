//! What an interview leaves in the progress: an attempt at each question that could be judged, with the learner's verdict in it.
//!
//! Where learner and coach agree on the level of an assessment, what the coach heard of each point stands, as in practice. Where they do
//! not, the learner's level stands: findings give way one after another, each by one band at the most, until the answers come to that
//! level. Those of which most was heard rise first, those of which least was heard fall first.

use alloc::vec::Vec;

use super::coverage::{Covered, coverage, is_judged, share, turns_of};
use super::report::level;
use super::session::Interview;
use super::turn::How;
use crate::coach::Band;
use crate::content::{Assessment, Pack, Question};
use crate::progress::{Attempt, EventId, Mode, Name, Verdict};

/// A judged question with what counts of it.
struct Judged<'p> {
    question: &'p Question,
    pitfalls: usize,
    points: Vec<Covered>,
}

impl Interview {
    /// An attempt at each question that could be judged, in the order in which they were asked; `own` holds the learner's level for each
    /// part, 0 for none.
    #[must_use]
    pub fn attempts(&self, pack: &Pack, session: Option<EventId>, own: &[u8]) -> Vec<Attempt> {
        let mut attempts: Vec<(usize, Attempt)> = Vec::new();
        for (place, id) in self.parts().iter().enumerate() {
            let mut judged: Vec<Judged<'_>> = Vec::new();
            for question in pack.questions.iter().filter(|known| is_judged(known, self.turns())) {
                let mine =
                    turns_of(self.turns(), question.id.as_str()).any(|(_, turn)| usize::from(turn.part) == place);
                if mine {
                    let points = coverage(question, self.turns());
                    judged.push(Judged { question, pitfalls: self.pitfalls_of(question), points });
                }
            }
            let own = own.get(place).copied().filter(|level| *level > 0);
            if let (Some(own), Some(assessment)) = (own, pack.assessment(id)) {
                settle(&mut judged, assessment, own);
            }
            attempts.extend(judged.iter().filter_map(|judged| self.attempt(judged, session)));
        }
        attempts.sort_by_key(|(turn, _)| *turn);
        attempts.into_iter().map(|(_, attempt)| attempt).collect()
    }

    /// The attempt at a question, with the place of the turn that opened it.
    fn attempt(&self, judged: &Judged<'_>, session: Option<EventId>) -> Option<(usize, Attempt)> {
        let turns = || turns_of(self.turns(), judged.question.id.as_str()).map(|(_, turn)| turn);
        let (place, opening) = turns_of(self.turns(), judged.question.id.as_str()).next()?;
        let spent = turns().fold(0_u32, |sum, turn| sum.saturating_add(turn.to - turn.from));
        let verdict = |band| match band {
            Band::Covered => Verdict::Covered,
            Band::Partly => Verdict::Partly,
            Band::Missing => Verdict::Missing,
        };
        let points = judged.points.iter();
        let stepped = |id: &str| turns().any(|turn| turn.stepped.iter().any(|known| known.pitfall == id));
        let pitfalls = judged.question.pitfalls.iter().filter(|known| stepped(known.id.as_str()));
        let attempt = Attempt {
            session,
            question: Name::from(&judged.question.id),
            mode: if opening.how == How::Typed { Mode::Written } else { Mode::Spoken },
            seconds: spent / 1000,
            points: points.filter_map(|point| Some((Name::new(&point.point).ok()?, verdict(point.band)))).collect(),
            pitfalls: pitfalls.map(|known| Name::from(&known.id)).collect(),
            text: None,
        };
        Some((place, attempt))
    }
}

/// Lets findings give way until the questions of a part come to the learner's level.
fn settle(judged: &mut [Judged<'_>], assessment: &Assessment, own: u8) {
    let stands = |judged: &[Judged<'_>]| {
        let sum: u32 = judged.iter().map(|judged| u32::from(share(&judged.points, judged.pitfalls))).sum();
        let mean = sum.checked_div(u32::try_from(judged.len()).unwrap_or(u32::MAX))?;
        level(assessment, u16::try_from(mean).unwrap_or(1000))
    };
    let Some(found) = stands(judged) else { return };
    let up = own > found;
    let mut moved: Vec<(usize, usize)> = Vec::new();
    while stands(judged).is_some_and(|level| if up { level < own } else { level > own }) {
        let points = judged.iter().enumerate().flat_map(|(question, judged)| {
            judged.points.iter().enumerate().map(move |(point, covered)| ((question, point), covered))
        });
        let best = if up { Band::Covered } else { Band::Missing };
        let closest = points
            .filter(|(place, covered)| covered.band != best && !moved.contains(place))
            .min_by_key(|(_, covered)| if up { u16::MAX - covered.share } else { covered.share });
        let Some((place, _)) = closest else { return };
        moved.push(place);
        let point = judged.get_mut(place.0).and_then(|judged| judged.points.get_mut(place.1));
        if let Some(point) = point {
            point.band = match (up, point.band) {
                (true, Band::Partly) => Band::Covered,
                (true, _) | (false, Band::Covered) => Band::Partly,
                (false, _) => Band::Missing,
            };
        }
    }
}

//! What is known of the learner before an interview begins.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::report::Report;
use crate::content::{Id, Pack};
use crate::progress::{Now, State, summary};

/// The questions of so many interviews before count as asked lately.
const INTERVIEWS: usize = 3;
/// A question practised within so many milliseconds counts as asked lately: two days.
const PRACTISED: i64 = 2 * 86_400_000;

/// What is known of the learner.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct History {
    /// Questions asked lately, by id, the latest last.
    pub lately: Vec<String>,
    /// Each competency that something is known of, by id, with its mastery in thousandths.
    pub mastery: Vec<(String, u16)>,
}

impl History {
    /// What progress tells.
    #[must_use]
    pub fn of(state: &State, pack: &Pack, now: Now) -> Self {
        let mut lately: Vec<String> = Vec::new();
        for (id, known) in &state.questions {
            if known.attempts.last().is_some_and(|last| now.at.saturating_sub(last.now.at) < PRACTISED) {
                lately.push(id.as_str().into());
            }
        }
        let skip = state.interviews.len().saturating_sub(INTERVIEWS);
        for (_, _, kept) in state.interviews.iter().skip(skip) {
            for asked in Report::from_value(kept).map(|report| report.questions).unwrap_or_default() {
                let present = pack.question(&asked.question).map_or(asked.question.as_str(), |known| known.id.as_str());
                lately.retain(|id| id != present);
                lately.push(present.into());
            }
        }
        let mastery = summary(pack, state, now)
            .competencies
            .into_iter()
            .filter(|known| known.seen > 0)
            .map(|known| (known.id, crate::progress::Score::new(known.mastery).in_thousandths()))
            .collect();
        Self { lately, mastery }
    }

    /// How lately a question was asked: 0 for not, then more the later.
    pub(super) fn rank(&self, question: &str) -> usize {
        self.lately.iter().position(|id| id == question).map_or(0, |place| place + 1)
    }

    /// The mean mastery of competencies in thousandths; what nothing is known of counts as half known.
    pub(super) fn mean(&self, competencies: &[Id]) -> u16 {
        let known = competencies.iter().map(|id| self.mastery(id.as_str()).unwrap_or(500));
        let (sum, count) = known.fold((0_u32, 0_u32), |(sum, count), mastery| (sum + u32::from(mastery), count + 1));
        u16::try_from(sum.checked_div(count).unwrap_or(500)).unwrap_or(1000)
    }

    /// The mastery of a competency in thousandths, where something is known.
    pub(super) fn mastery(&self, competency: &str) -> Option<u16> {
        self.mastery.iter().find(|(id, _)| id == competency).map(|(_, mastery)| *mastery)
    }
}

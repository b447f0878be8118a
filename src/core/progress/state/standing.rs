//! Where the learner stands: mastery, and what is due.

use super::State;
use crate::progress::clock::Now;
use crate::progress::event::Target;
use crate::progress::name::Name;

/// From this mastery on a question counts as mastered.
pub const MASTERED: f64 = 0.8;
/// Days of stability from which a memory counts in full towards mastery.
const STEADY_DAYS: f64 = 7.0;

/// Where the learner stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Answers and attempts so far.
    pub answered: u32,
    /// Questions mastered.
    pub mastered: u32,
    /// Memories due now.
    pub due: u32,
}
impl State {
    /// How well a question is mastered at `now`, 0 to 1.
    ///
    /// Each point of assessment that was ever judged counts for its last verdict (said 1, in part ½, missing 0), times how
    /// likely it is to be recalled now, times how steady the memory is: one half when new, rising to one at a stability of
    /// seven days. So one good attempt is worth at most two thirds, and mastery (0.8) takes a second good one on another day.
    /// The mean over the points is the mastery. Quiz items that prepare for the question count likewise by their last score,
    /// but for at most one half: recognising is less than saying. The higher of the two is taken.
    #[must_use]
    pub fn mastery(&self, question: &str, now: Now) -> f64 {
        let Some(known) = self.questions.get(question) else { return 0.0 };
        let held = |target: Target| {
            self.cards.get(&target).map_or(0.0, |card| {
                let steady = (card.memory.stability / STEADY_DAYS).min(1.0);
                card.memory.recall(now.at) * f64::midpoint(steady, 1.0)
            })
        };
        let name = Name::new(question).ok();
        let said = mean(
            known
                .points
                .iter()
                .filter_map(|(point, verdict)| Some(verdict.share() * held(Target::point(name.as_ref()?, point)))),
        );
        let chosen = mean(
            known
                .items
                .iter()
                .filter_map(|item| Some(self.items.get(item)?.last.share() * held(Target::Item(item.clone())))),
        );
        said.max(chosen / 2.0)
    }

    /// Where the learner stands at `now`.
    #[must_use]
    pub fn totals(&self, now: Now) -> Totals {
        let mastered = self.questions.keys().filter(|question| self.mastery(question, now) >= MASTERED).count();
        let limits = crate::review::Limits { a_day: self.reviews_a_day(), days_ahead: 0 };
        let due = crate::review::waiting(self, now, limits, &|_| true).len();
        Totals {
            answered: self.answered,
            mastered: u32::try_from(mastered).unwrap_or(u32::MAX),
            due: u32::try_from(due).unwrap_or(u32::MAX),
        }
    }
}

/// The mean, 0 of nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

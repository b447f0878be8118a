//! The derived state: everything that views show, made from the events by [`fold`](super::fold).
//!
//! [`apply`] is the fold's step, [`standing`] what is worked out from the state when somebody asks.

mod apply;
mod standing;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::aliases::Aliases;
use super::clock::Now;
use super::event::{Attempt, End, EventId, Score, Start, Target, Verdict};
use super::name::Name;
use super::value::Value;
use crate::review::fsrs::{DEFAULT_RETENTION, Memory, Phase, Rating, Wait};

#[cfg(test)]
pub(super) use apply::LOOKED_AT;
pub use standing::{MASTERED, Totals};

/// The setting that holds the retention aimed at, in thousandths (700 to 970).
pub const RETENTION: &str = "retention";
/// The setting that holds the reviews a day.
pub const REVIEWS_A_DAY: &str = "reviews-a-day";
/// The reviews a day unless the learner chooses otherwise.
pub const DEFAULT_REVIEWS_A_DAY: u32 = 100;

/// Everything that is derived from the events. Views read it; nobody writes it but the fold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Each quiz item that was answered.
    pub items: BTreeMap<Name, ItemState>,
    /// Each question that was practised or had an item of its own answered.
    pub questions: BTreeMap<Name, QuestionState>,
    /// The memory of each question, point and item.
    pub cards: BTreeMap<Target, Card>,
    /// Targets that are not to be asked until they are resumed.
    pub suspended: BTreeSet<Target>,
    /// Targets that are not to be asked again on the day given (see [`Now::day`]).
    pub buried: BTreeMap<Target, i32>,
    /// Each section of the guide that was opened.
    pub sections: BTreeMap<Name, SectionState>,
    /// The sessions in the order in which they began.
    pub sessions: Vec<Session>,
    /// What the learner chose, by name.
    pub settings: BTreeMap<Name, String>,
    /// What was done on each day (see [`Now::day`]).
    pub days: BTreeMap<i32, DayState>,
    /// The reports of mock interviews, in order.
    pub interviews: Vec<(EventId, Now, Value)>,
    /// Answers and attempts so far.
    pub answered: u32,
    /// The last event that counted in [`DayState::asked`].
    last_asked: Option<EventId>,
    /// Where each session is in `sessions`.
    places: BTreeMap<EventId, usize>,
    pub(super) aliases: Aliases,
}

/// What is known of a quiz item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemState {
    /// How often it was answered.
    pub attempts: u32,
    /// How often all of it was right.
    pub right: u32,
    /// How often in a row, up to the last time, all of it was right.
    pub streak: u32,
    /// The last score.
    pub last: Score,
    /// When it was last answered.
    pub last_at: Now,
    /// The question it prepares for.
    pub question: Option<Name>,
}

impl ItemState {
    /// Whether it was not fully right when it was last answered.
    #[must_use]
    pub fn missed(&self) -> bool {
        self.last != Score::FULL
    }
}

/// What is known of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuestionState {
    /// The attempts in order.
    pub attempts: Vec<AttemptState>,
    /// How many more came before those: a checkpoint keeps the last one and the number of the others.
    pub earlier: u32,
    /// The last verdict on each point.
    pub points: BTreeMap<Name, Verdict>,
    /// The items that were answered and prepare for it.
    pub items: BTreeSet<Name>,
}

impl QuestionState {
    /// How often it was practised.
    #[must_use]
    pub fn known(&self) -> u32 {
        u32::try_from(self.attempts.len()).unwrap_or(u32::MAX).saturating_add(self.earlier)
    }
}

/// One attempt at a question.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptState {
    /// The event.
    pub event: EventId,
    /// When.
    pub now: Now,
    /// What happened. Its `text` is gone once the text was deleted.
    pub attempt: Attempt,
}

impl Attempt {
    /// The share of the points that was said, 0 to 1; `None` when no point was judged.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let points = u32::try_from(self.points.len()).ok().filter(|&count| count > 0)?;
        Some(self.points.iter().map(|(_, verdict)| verdict.share()).sum::<f64>() / f64::from(points))
    }
}

/// One memory and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The memory after the last review.
    pub memory: Memory,
    /// The last review.
    pub last: Review,
    /// How many reviews there were.
    pub reviews: u32,
    /// How often it was forgotten after it had been known.
    pub lapses: u32,
}

/// A review and what it started from.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The event that made it.
    pub event: EventId,
    /// When.
    pub now: Now,
    /// The rating.
    pub rating: Rating,
    /// The memory before it; `None` for the first review.
    pub before: Option<Memory>,
    /// The retention that was aimed at.
    pub retention: f64,
}

impl Review {
    fn memory(&self) -> Memory {
        match &self.before {
            None => Memory::first(self.rating, self.now.at, self.retention),
            Some(before) => before.next(self.rating, self.now.at, self.retention),
        }
    }

    /// Whether it put a known memory to the test.
    #[must_use]
    pub fn tested(&self) -> bool {
        self.before.is_some_and(|before| before.phase == Phase::Review)
    }

    /// Whether a known memory was forgotten.
    fn lapsed(&self) -> bool {
        self.tested() && self.rating == Rating::Again
    }
}

impl Card {
    /// The local day on which it is due, when it waits days; `None` when it waits minutes.
    #[must_use]
    pub fn due_day(&self) -> Option<i32> {
        match self.memory.wait {
            Wait::Days(days) => Some(self.last.now.day().saturating_add(days)),
            Wait::Within(_) => None,
        }
    }
}

/// What is known of a section of the guide.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionState {
    /// How far the reader was last.
    pub position: Score,
    /// Whether it was ever read through.
    pub through: bool,
    /// When it was last read.
    pub last_at: Now,
}

/// One session.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id: that of the event that started it.
    pub id: EventId,
    /// When it began.
    pub now: Now,
    /// How it began.
    pub start: Start,
    /// How many answers and attempts belong to it.
    pub answered: u32,
    /// How it ended, and when.
    pub end: Option<(Now, End)>,
}

/// What was done on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayState {
    /// Answers and attempts.
    pub answered: u32,
    /// Memories reviewed.
    pub reviews: u32,
    /// How often known memories were asked for: what counts towards the limit a day. An attempt counts once, however many
    /// points it has; what was new or waits minutes does not count.
    pub asked: u32,
    /// Reviews of known memories.
    pub tested: u32,
    /// Those that were recalled.
    pub kept: u32,
    /// Seconds spent on answers and attempts.
    pub seconds: u32,
}

impl State {
    /// An empty state that knows the same former ids as another one.
    pub(super) fn named_as(other: &Self) -> Self {
        Self { aliases: other.aliases.clone(), ..Self::default() }
    }

    /// The same state, under the names of things as another one knows them.
    pub(super) fn with_names_of(self, other: &Self) -> Self {
        Self { aliases: other.aliases.clone(), ..self }
    }

    /// The retention aimed at, 0 to 1.
    #[must_use]
    pub fn retention(&self) -> f64 {
        match self.settings.get(RETENTION).and_then(|text| text.parse::<u16>().ok()) {
            Some(thousandths @ 700..=970) => f64::from(thousandths) / 1000.0,
            _ => DEFAULT_RETENTION,
        }
    }

    /// The most reviews a day.
    #[must_use]
    pub fn reviews_a_day(&self) -> u32 {
        let chosen = self.settings.get(REVIEWS_A_DAY).and_then(|text| text.parse().ok());
        chosen.unwrap_or(DEFAULT_REVIEWS_A_DAY)
    }

    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: EventId) -> Option<&Session> {
        self.sessions.get(*self.places.get(&id)?)
    }

    /// The target under its present name.
    pub(super) fn present(&self, target: &Target) -> Target {
        self.aliases.target(target)
    }

    pub(super) fn add_session(&mut self, session: Session) {
        self.places.insert(session.id, self.sessions.len());
        self.sessions.push(session);
    }
}

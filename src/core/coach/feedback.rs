//! What the coach finds: typed, without a sentence of the interface's text.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::delivery::Delivery;
use super::structure::Structure;

/// A number from 0 to 1, kept in ten-thousandths so that it prints alike everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u16);

impl Share {
    /// The nearest share; what is below 0 or no number becomes 0, what is above 1 becomes 1.
    #[must_use]
    pub fn new(value: f64) -> Self {
        // The cast saturates, and maps NaN to 0.
        Self(((value * 10_000.0 + 0.5) as u16).min(10_000))
    }

    /// In ten-thousandths, 0..=10000.
    #[must_use]
    pub fn ten_thousandths(self) -> u16 {
        self.0
    }

    /// As a number from 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

/// A stretch of the answer, in bytes, on character boundaries; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset after its last byte.
    pub end: usize,
}

impl Span {
    /// Its text in the answer that it was found in.
    #[must_use]
    pub fn of<'a>(&self, answer: &'a str) -> &'a str {
        answer.get(self.start..self.end).unwrap_or("")
    }
}

/// How well a point is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Band {
    /// Not found.
    #[default]
    Missing,
    /// Touched, or said in a way that the coach is not sure of.
    Partly,
    /// Found.
    Covered,
}

/// What became of one point of assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointFinding {
    /// The point's id.
    pub id: String,
    /// The verdict.
    pub band: Band,
    /// How much of the point was found.
    pub share: Share,
    /// The sentences of the answer that show it, in order; empty when the point is missing and nothing came near.
    pub evidence: Vec<Span>,
    /// The words are there, but in a statement that the answer itself calls false.
    pub denied: bool,
}

/// A pitfall that the answer stepped into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PitfallFinding {
    /// The pitfall's id.
    pub id: String,
    /// The words that show it.
    pub evidence: Vec<Span>,
}

/// What makes the answer's words count for less than they would in a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The words stand in an order that no sentence has.
    Scrambled,
    /// A few words come again and again.
    Repetitive,
    /// The answer calls what it says false.
    Denied,
    /// Hardly anything but the question's own words.
    Echo,
    /// The text is longer than the coach reads; the rest was not looked at.
    CutOff,
}

/// The one thing to add next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The id of the point least covered.
    pub point: String,
    /// The id of the follow-up question nearest to it.
    pub follow_up: Option<String>,
}

/// All that the coach has to say about an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// How near the whole answer comes to what was hoped for.
    pub score: Share,
    /// One finding a point, in the points' order.
    pub points: Vec<PointFinding>,
    /// Only the pitfalls stepped into.
    pub pitfalls: Vec<PitfallFinding>,
    /// The steps of a good answer of the question's kind, found or not; `None` for kinds and languages without such steps.
    pub structure: Option<Structure>,
    /// How it was said.
    pub delivery: Delivery,
    /// Reasons for doubt, each at most once, in order.
    pub doubts: Vec<Doubt>,
    /// What to add next; `None` when every point is covered or there are no points.
    pub next: Option<NextStep>,
}

/// How two attempts at a question differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Ids of points covered now and not before.
    pub gained: Vec<String>,
    /// Ids of points covered before and not now.
    pub lost: Vec<String>,
}

/// Compares two attempts at the same question by the points' ids.
#[must_use]
pub fn compare(earlier: &Feedback, later: &Feedback) -> Progress {
    let covered = |feedback: &Feedback, id: &str| {
        feedback.points.iter().any(|point| point.id == id && point.band == Band::Covered)
    };
    let only = |here: &Feedback, there: &Feedback| {
        let new = here.points.iter().filter(|point| point.band == Band::Covered && !covered(there, &point.id));
        new.map(|point| point.id.clone()).collect()
    };
    Progress { gained: only(later, earlier), lost: only(earlier, later) }
}

//! The mock interview: an interviewer that asks, listens, digs, minds the clock, and says afterwards what it heard.
//!
//! An [`Interview`] is a value that goes on input by input ([`Interview::next`]); the moment of each input comes in with it, so that it
//! can be stored at any step and taken up again, with the clock honest about the time between. What it asks depends on the pack, the
//! seed, what was known of the learner at the beginning, and the answers: the same of all four gives the same interview. When it is
//! over, a [`Report`] holds what there is to say, as data; no sentence of the interface is made here but the exported Markdown.

mod attempts;
mod choice;
mod clock;
mod compare;
mod coverage;
mod history;
mod kept;
mod manner;
mod markdown;
mod plan;
mod report;
mod session;
mod turn;
mod wording;

pub use clock::Clock;
pub use compare::{Change, NextStep, PartChange, compare, next_steps};
pub use history::History;
pub use manner::Manner;
pub use markdown::{Remark, facts, markdown};
pub use report::{Asked, Part, PitfallResult, Place, PointResult, Report, Skill, TurnResult};
pub use session::{DamagedInterview, Ending, Input, Interview, Room, Stage};
pub use turn::{Ask, Finding, How, Left, Reaction, Stepped, Turn, Why};
pub use wording::{pitfall, point};

/// The lengths that views offer, in minutes.
pub const MINUTES: [u16; 3] = [15, 30, 45];

/// The shortest and the longest interview, in minutes.
pub const MINUTES_RANGE: core::ops::RangeInclusive<u16> = 5..=90;

/// At most so many questions follow an opening question before the interviewer moves on.
pub const MAX_DEPTH: usize = 3;

/// After so many milliseconds without a word the interviewer encourages.
pub const QUIET: u32 = 60_000;

/// When the time is up, an answer that was begun may be finished within so many milliseconds.
pub const GRACE: u32 = 60_000;

#[cfg(test)]
mod tests;

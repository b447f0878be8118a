//! Events: what a learner did, as it is remembered for ever.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::clock::{Clock, Now};
use super::name::Name;
use super::value::{Fields, Value};
use crate::review::fsrs::Rating;

/// The most entries a list in an event may have.
pub const MAX_LIST: usize = 256;
/// The most characters of a setting's value or a session's settings.
pub const MAX_TEXT: usize = 1_000;
/// The most bytes (by [`Value::weight`]) of the parts of an event that this build does not interpret.
pub const MAX_WEIGHT: usize = 8_000;
/// The most bytes (by [`Value::weight`]) of unknown fields beside those of a known kind.
pub const MAX_EXTRA: usize = 2_000;
/// The most actors that one reset or restore names, so that it fits in a block of the store.
pub const MAX_HEADS: usize = 500;

/// Who writes: fresh randomness at every opening of the log, because a stored one would be cloned with a duplicated tab.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u64);

/// The identity of an event: its actor and its number among that actor's events, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number, from 1.
    pub seq: u32,
}

/// For each actor the highest number that is meant.
pub type Heads = BTreeMap<ActorId, u32>;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identity.
    pub id: EventId,
    /// When it happened and in which local time.
    pub now: Now,
    /// Its place in the order of all events (before actor and number).
    pub clock: Clock,
    /// The version of the pack it was about.
    pub pack_version: Name,
    /// What happened.
    pub kind: Kind,
    /// Fields that a newer build wrote beside those of the kind, kept as they came.
    pub extra: Fields,
}

impl Event {
    /// What events are ordered by.
    #[must_use]
    pub fn order(&self) -> (Clock, EventId) {
        (self.clock, self.id)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A quiz item was answered and graded.
    Answer(Answer),
    /// A question was practised and graded.
    Attempt(Attempt),
    /// A memory was rated by hand.
    Rate(Rate),
    /// The named event is to count as if it had not happened. (An undo that is itself undone does not count.)
    Undo(EventId),
    /// A part of the guide was read.
    Read(Read),
    /// A session began. It is known by this event's id.
    Start(Start),
    /// A session ended.
    End(End),
    /// The target is not to be asked again before tomorrow.
    Bury(Target),
    /// The target is not to be asked again until it is resumed.
    Suspend(Target),
    /// The target may be asked again.
    Resume(Target),
    /// A setting was chosen.
    Setting {
        /// Which.
        name: Name,
        /// The value, at most [`MAX_TEXT`] characters.
        value: String,
    },
    /// The text kept under this name was deleted, or all of them.
    DeleteText(Option<Name>),
    /// Everything up to these numbers is erased.
    Reset(Heads),
    /// Everything up to these numbers counts again, where it is still known.
    Restore(Heads),
    /// A mock interview's report, in a form of its own.
    Interview(Value),
    /// Something that a newer build wrote, kept as it came.
    Other {
        /// The kind's name.
        kind: Name,
        /// All its fields.
        fields: Fields,
    },
}

impl Kind {
    /// The name of the answer's text that it speaks of.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Attempt(attempt) => attempt.text.as_ref().map(Name::as_str),
            Self::Interview(report) => report.field("text").and_then(Value::as_text),
            _ => None,
        }
    }

    /// The kind's name in files.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Answer(_) => "answer",
            Self::Attempt(_) => "attempt",
            Self::Rate(_) => "rate",
            Self::Undo(_) => "undo",
            Self::Read(_) => "read",
            Self::Start(_) => "session-start",
            Self::End(_) => "session-end",
            Self::Bury(_) => "bury",
            Self::Suspend(_) => "suspend",
            Self::Resume(_) => "resume",
            Self::Setting { .. } => "setting",
            Self::DeleteText(_) => "delete-text",
            Self::Reset(_) => "reset",
            Self::Restore(_) => "restore",
            Self::Interview(_) => "interview",
            Self::Other { kind, .. } => kind,
        }
    }
}

/// A quiz item answered and graded. Never holds what a learner typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The session it belongs to: the id of the event that started it.
    pub session: Option<EventId>,
    /// The item.
    pub item: Name,
    /// The question that the item prepares for.
    pub question: Option<Name>,
    /// How right it was.
    pub score: Score,
    /// How long it took.
    pub seconds: u32,
    /// Ids of what was chosen, in order, or the outcome of each gap.
    pub response: Vec<Name>,
}

/// A question practised and graded, point by point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The session it belongs to: the id of the event that started it.
    pub session: Option<EventId>,
    /// The question.
    pub question: Name,
    /// How it was answered.
    pub mode: Mode,
    /// How long it took.
    pub seconds: u32,
    /// For each point of assessment what became of it.
    pub points: Vec<(Name, Verdict)>,
    /// The pitfalls that the learner admits.
    pub pitfalls: Vec<Name>,
    /// The name under which the answer's text is kept, apart from the log.
    pub text: Option<Name>,
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// In thought.
    Thought,
    /// In writing.
    Written,
    /// Aloud.
    Spoken,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Thought, Self::Written, Self::Spoken];

    /// The mode's name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Thought => "thought",
            Self::Written => "written",
            Self::Spoken => "spoken",
        }
    }

    /// The mode with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// What became of a point of assessment in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Not said.
    Missing,
    /// Said in part.
    Partly,
    /// Said.
    Covered,
}

impl Verdict {
    /// Every verdict, from worst to best.
    pub const ALL: [Self; 3] = [Self::Missing, Self::Partly, Self::Covered];

    /// The verdict's name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Partly => "partly",
            Self::Covered => "covered",
        }
    }

    /// The verdict with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// What it counts for: 0, a half, or 1.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Missing => 0.0,
            Self::Partly => 0.5,
            Self::Covered => 1.0,
        }
    }
}

/// A memory rated by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// What was rated.
    pub target: Target,
    /// How well it was recalled.
    pub rating: Rating,
    /// The answer or attempt whose implied rating this one replaces; without it the rating is a review of its own.
    pub of: Option<EventId>,
}

/// A part of the guide read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The section.
    pub section: Name,
    /// How far: 1 when read through.
    pub position: Score,
}

/// The beginning of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The view it runs in.
    pub view: Name,
    /// Its settings in a compact form that belongs to the view, at most [`MAX_TEXT`] characters.
    pub settings: String,
    /// The seed of its order and generated items.
    pub seed: u64,
}

/// The end of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The event that started it.
    pub session: EventId,
    /// The result.
    pub score: Score,
    /// How many items or questions were answered.
    pub answered: u32,
    /// How long it took.
    pub seconds: u32,
}

/// What a memory is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A question.
    Question(Name),
    /// A point of assessment, named `question/point`.
    Point(Name),
    /// A quiz item, authored or generated.
    Item(Name),
}

impl Target {
    /// The point `point` of the question `question`.
    #[must_use]
    pub fn point(question: &Name, point: &Name) -> Self {
        Self::Point(Name::within(question, point))
    }

    /// The id without its kind.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::Question(name) | Self::Point(name) | Self::Item(name) => name,
        }
    }

    /// The question that a question or a point belongs to.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        match self {
            Self::Question(name) => Some(name),
            Self::Point(name) => name.split('/').next(),
            Self::Item(_) => None,
        }
    }
}

/// The form in files: `question:id`, `point:question/point`, `item:id`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Question(_) => "question:",
            Self::Point(_) => "point:",
            Self::Item(_) => "item:",
        })?;
        f.write_str(self.name())
    }
}

impl core::str::FromStr for Target {
    type Err = super::name::InvalidName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, name) = text.split_once(':').ok_or(super::name::InvalidName)?;
        let name = Name::new(name)?;
        match kind {
            "question" => Ok(Self::Question(name)),
            "point" => Ok(Self::Point(name)),
            "item" => Ok(Self::Item(name)),
            _ => Err(super::name::InvalidName),
        }
    }
}

/// A share between 0 and 1, kept in thousandths so that every form of an event gives it back exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score(u16);

impl Score {
    /// All of it.
    pub const FULL: Self = Self(1000);
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// The nearest thousandth, brought between 0 and 1; what is no number counts as 0.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 before the cast")]
    pub fn new(share: f64) -> Self {
        if share.is_nan() { Self(0) } else { Self(libm::rint(share.clamp(0.0, 1.0) * 1000.0) as u16) }
    }

    /// From thousandths; more than 1000 count as 1000.
    #[must_use]
    pub const fn thousandths(number: u16) -> Self {
        if number < 1000 { Self(number) } else { Self::FULL }
    }

    /// In thousandths.
    #[must_use]
    pub fn in_thousandths(self) -> u16 {
        self.0
    }

    /// The share, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// The form in files: sixteen hexadecimal digits.
impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for shift in (0..16).rev() {
            let digit = u32::try_from((self.0 >> (shift * 4)) & 15).unwrap_or(0);
            fmt::Write::write_char(f, char::from_digit(digit, 16).unwrap_or('0'))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no [`ActorId`] or [`EventId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidEventId;

impl core::str::FromStr for ActorId {
    type Err = InvalidEventId;

    fn from_str(text: &str) -> Result<Self, InvalidEventId> {
        let plain = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !plain {
            return Err(InvalidEventId);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| InvalidEventId)
    }
}

/// The form in files: the actor, a hyphen, the number.
impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.actor, f)?;
        f.write_str("-")?;
        fmt::Display::fmt(&self.seq, f)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::str::FromStr for EventId {
    type Err = InvalidEventId;

    fn from_str(text: &str) -> Result<Self, InvalidEventId> {
        let (actor, seq) = text.split_once('-').ok_or(InvalidEventId)?;
        let plain = !seq.starts_with(['0', '+']) && seq.len() <= 10;
        let seq = seq.parse().ok().filter(|_| plain).ok_or(InvalidEventId)?;
        Ok(Self { actor: actor.parse()?, seq })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_they_were_written() {
        for id in [EventId { actor: ActorId(0), seq: 1 }, EventId { actor: ActorId(u64::MAX), seq: u32::MAX }] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for bad in [
            "",
            "-1",
            "0123456789abcdef-0",
            "0123456789abcdef-+1",
            "0123456789ABCDEF-1",
            "0123456789abcdef-99999999999",
        ] {
            assert_eq!(bad.parse::<EventId>(), Err(InvalidEventId), "{bad}");
        }
        for text in ["question:a", "point:a/b", "item:t:a/b"] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_score_survives_its_own_decimal_form() {
        for number in 0..=1000 {
            let score = Score::thousandths(number);
            assert_eq!(Score::new(score.share()), score);
        }
        assert_eq!(Score::new(f64::NAN), Score::NONE);
        assert_eq!(Score::new(9.0), Score::FULL);
    }
}

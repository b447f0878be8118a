//! A turn: one question with its reason, and what came back.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::manner::Manner;
use crate::coach::Band;
use crate::content::Question;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// The question itself.
    Opening,
    /// A follow-up that the pack prepared, by id.
    FollowUp(String),
    /// A point of assessment, by id, where the pack prepared no follow-up to it.
    Point(String),
    /// A pitfall, by id, where the pack prepared no follow-up that challenges it.
    Pitfall(String),
}

impl Ask {
    /// The pack's words: the prompt, the follow-up, or the point or pitfall that the interviewer speaks of. `None` when the pack no
    /// longer has them.
    #[must_use]
    pub fn words<'q>(&self, question: &'q Question) -> Option<&'q str> {
        match self {
            Self::Opening => Some(&question.prompt),
            Self::FollowUp(id) => {
                question.follow_ups.iter().find(|known| known.id == id.as_str()).map(|known| &*known.text)
            }
            Self::Point(id) => question.points.iter().find(|known| known.id == id.as_str()).map(|known| &*known.text),
            Self::Pitfall(id) => {
                question.pitfalls.iter().find(|known| known.id == id.as_str()).map(|known| &*known.text)
            }
        }
    }
}

/// Why it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// To warm up.
    WarmUp,
    /// A competency that earlier progress shows to be weak, by id.
    Weak(String),
    /// Another sort of question than those before.
    Variety,
    /// The next in turn.
    Turn,
    /// A point that was not covered yet, by id.
    Point(String),
    /// A pitfall that the answer stepped into, by id.
    Pitfall(String),
    /// Something narrower on a point, by id, after the learner had no answer.
    Narrower(String),
    /// The points were covered; the interviewer goes further.
    Further,
    /// The answer was given aloud and could not be read, so the next prepared follow-up comes.
    Unread,
}

/// How an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum How {
    /// In writing.
    #[default]
    Typed,
    /// Spoken, and written down by the browser.
    Dictated,
    /// Aloud.
    Aloud,
}

impl How {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Typed, Self::Dictated, Self::Aloud];
}

/// Why the interviewer left a question for the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Left {
    /// Everything was covered.
    Covered,
    /// There was nothing more to ask about it.
    Nothing,
    /// It had gone as deep as it goes.
    Depth,
    /// Its time was over.
    Time,
    /// Nothing was said twice.
    Silent,
    /// The learner did not know twice.
    Unsure,
    /// The answer was long, and there was more to get to.
    Long,
    /// The learner left it.
    Skipped,
    /// The interview ended.
    Ended,
}

impl Left {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Covered,
        Self::Nothing,
        Self::Depth,
        Self::Time,
        Self::Silent,
        Self::Unsure,
        Self::Long,
        Self::Skipped,
        Self::Ended,
    ];
}

/// What the coach found of one point in one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The point's id.
    pub point: String,
    /// How well it is covered.
    pub band: Band,
    /// How much of it was found, in ten-thousandths.
    pub share: u16,
    /// The sentence that shows it: offsets of its first byte and of the one after its last; both 0 where there is none.
    pub evidence: (u32, u32),
}

/// A pitfall that one answer stepped into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stepped {
    /// The pitfall's id.
    pub pitfall: String,
    /// Where, as in [`Finding::evidence`].
    pub evidence: (u32, u32),
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The place of its assessment among those of the interview.
    pub part: u8,
    /// The opening question that it belongs to, by id.
    pub question: String,
    /// What is asked.
    pub ask: Ask,
    /// Why.
    pub why: Why,
    /// When it was asked, in milliseconds of counted time.
    pub from: u32,
    /// When it was answered; the same as `from` before that.
    pub to: u32,
    /// Whether the interviewer encouraged the learner after a silence.
    pub nudged: bool,
    /// The answer.
    pub answer: String,
    /// How it was given.
    pub how: How,
    /// The names of its recordings, with commas between; `None` where there are none.
    pub recording: Option<String>,
    /// In which manner.
    pub manner: Manner,
    /// What the coach found of each point.
    pub found: Vec<Finding>,
    /// The pitfalls that it stepped into.
    pub stepped: Vec<Stepped>,
    /// Why the question was left after this answer; `None` while it goes on.
    pub left: Option<Left>,
}

impl Turn {
    pub(super) fn new(part: u8, question: &str, ask: Ask, why: Why, from: u32) -> Self {
        Self {
            part,
            question: question.into(),
            ask,
            why,
            from,
            to: from,
            nudged: false,
            answer: String::new(),
            how: How::default(),
            recording: None,
            manner: Manner::default(),
            found: Vec::new(),
            stepped: Vec::new(),
            left: None,
        }
    }
}

/// What the interviewer says before the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reaction {
    /// Nothing yet: the first question.
    Greeting,
    /// Take your time: after a silence, the same question.
    Encourage,
    /// Let us leave it: after a second silence.
    LeaveSilence,
    /// Not knowing is fine; something narrower follows.
    Narrower,
    /// Not knowing is fine; another question follows.
    LeaveUnsure,
    /// Tell me more: after a short answer.
    More,
    /// I have to stop you there.
    Interrupt,
    /// Let me push back on that.
    Challenge,
    /// Let me dig into that.
    Dig,
    /// That covers it; one step further.
    Further,
    /// Thank you; I could only listen.
    Heard,
    /// Let us leave it, as you wish.
    LeaveSkipped,
    /// We have to move on for the sake of time.
    Time,
    /// Thank you, next question.
    Thanks,
}

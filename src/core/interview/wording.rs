//! From what the interviewer does and thinks to messages.

use alloc::string::{String, ToString};

use super::manner::Manner;
use super::session::Ending;
use super::turn::{Ask, Left, Reaction, Why};
use crate::content::{Pack, Question};
use crate::messages::{Language, Message, debrief, interviewer as say};

impl Reaction {
    /// What the interviewer says; `number` chooses among ways to say it.
    #[must_use]
    pub fn message(self, number: usize) -> Message {
        let ways: &[Message] = match self {
            Self::Greeting => &[say::GREETING],
            Self::Encourage => &[say::ENCOURAGE_1, say::ENCOURAGE_2],
            Self::LeaveSilence => &[say::LEAVE_SILENCE_1, say::LEAVE_SILENCE_2],
            Self::Narrower => &[say::NARROWER_1, say::NARROWER_2],
            Self::LeaveUnsure => &[say::LEAVE_UNSURE_1, say::LEAVE_UNSURE_2],
            Self::More => &[say::MORE_1, say::MORE_2],
            Self::Interrupt => &[say::INTERRUPT_1, say::INTERRUPT_2],
            Self::Challenge => &[say::CHALLENGE_1, say::CHALLENGE_2],
            Self::Dig => &[say::DIG_1, say::DIG_2, say::DIG_3],
            Self::Further => &[say::FURTHER_1, say::FURTHER_2],
            Self::Heard => &[say::HEARD_1],
            Self::LeaveSkipped => &[say::LEAVE_SKIPPED_1],
            Self::Time => &[say::TIME_1, say::TIME_2],
            Self::Thanks => &[say::THANKS_1, say::THANKS_2, say::THANKS_3],
        };
        ways.get(number % ways.len().max(1)).copied().unwrap_or(say::THANKS_1)
    }
}

impl Ask {
    /// The question in words; empty when the pack no longer has it.
    #[must_use]
    pub fn sentence(&self, question: &Question, language: Language) -> String {
        let words = self.words(question).unwrap_or_default();
        match self {
            Self::Opening | Self::FollowUp(_) => words.to_string(),
            Self::Point(_) => say::ASK_POINT.fill(language, &[("point", words)]),
            Self::Pitfall(_) => say::ASK_PITFALL.fill(language, &[("pitfall", words)]),
        }
    }
}

impl Why {
    /// The reason in words.
    #[must_use]
    pub fn sentence(&self, pack: &Pack, question: &Question, language: Language) -> String {
        let (message, name, value) = match self {
            Self::WarmUp => (say::WHY_WARM_UP, "", None),
            Self::Variety => (say::WHY_VARIETY, "", None),
            Self::Turn => (say::WHY_TURN, "", None),
            Self::Further => (say::WHY_FURTHER, "", None),
            Self::Unread => (say::WHY_UNREAD, "", None),
            Self::Weak(id) => (say::WHY_WEAK, "skill", pack.competency(id).map(|known| known.name.as_str())),
            Self::Point(id) => (say::WHY_POINT, "point", point(question, id)),
            Self::Narrower(id) => (say::WHY_NARROWER, "point", point(question, id)),
            Self::Pitfall(id) => (say::WHY_PITFALL, "pitfall", pitfall(question, id)),
        };
        message.fill(language, &[(name, value.unwrap_or_default())])
    }
}

/// A point's text.
#[must_use]
pub fn point<'q>(question: &'q Question, id: &str) -> Option<&'q str> {
    question.point(id).map(|point| point.text.as_str())
}

/// A pitfall's text.
#[must_use]
pub fn pitfall<'q>(question: &'q Question, id: &str) -> Option<&'q str> {
    question.pitfalls.iter().find(|pitfall| pitfall.id == id).map(|pitfall| pitfall.text.as_str())
}

impl Left {
    /// The reason in words.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Covered => say::LEFT_COVERED,
            Self::Nothing => say::LEFT_NOTHING,
            Self::Depth => say::LEFT_DEPTH,
            Self::Time => say::LEFT_TIME,
            Self::Silent => say::LEFT_SILENT,
            Self::Unsure => say::LEFT_UNSURE,
            Self::Long => say::LEFT_LONG,
            Self::Skipped => say::LEFT_SKIPPED,
            Self::Ended => say::LEFT_ENDED,
        }
    }
}

impl Manner {
    /// What is worth saying of it; nothing of a plain answer.
    #[must_use]
    pub fn message(self) -> Option<Message> {
        match self {
            Self::Plain => None,
            Self::Silent => Some(say::MANNER_SILENT),
            Self::Unsure => Some(say::MANNER_UNSURE),
            Self::Short => Some(say::MANNER_SHORT),
            Self::Long => Some(say::MANNER_LONG),
            Self::Unread => Some(say::MANNER_UNREAD),
            Self::Skipped => Some(say::MANNER_SKIPPED),
        }
    }
}

impl Ending {
    /// In words.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Time => debrief::ENDED_TIME,
            Self::Enough => debrief::ENDED_ENOUGH,
            Self::Learner => debrief::ENDED_LEARNER,
        }
    }
}

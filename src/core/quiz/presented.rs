//! An item as it is shown: shuffled, with everything that grading and explaining need.

use alloc::string::String;
use alloc::vec::Vec;

use super::Response;
use crate::content::{Block, Difficulty, Id, Inline, ItemKind};

/// An item ready to be shown. It is a pure function of the pack, the item's id and the session's seed.
#[derive(Debug, Clone, PartialEq)]
pub struct PresentedItem {
    /// What progress is kept under: the id of an authored item, or [`Template::name`] and the ids of what it is made from
    /// (`pitfall:url-shortener/no-questions`).
    pub id: String,
    /// What the learner does.
    pub kind: ItemKind,
    /// The competencies it tests.
    pub competencies: Vec<Id>,
    /// The question it prepares for.
    pub question: Option<Id>,
    /// The guide section it belongs to.
    pub section: Option<Id>,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// The problem.
    pub stem: Stem,
    /// What there is to choose, match, order or fill, in the order in which it is shown.
    pub body: Body,
    /// Why the right answer is right, in the pack's words; may be empty.
    pub explanation: Vec<Block>,
}

/// The problem of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stem {
    /// As its author wrote it; empty for a cloze that is its own text.
    Authored(Vec<Block>),
    /// Made from the pack: the message catalogue words the template in the interface's language, around the pack's own words.
    Made {
        /// What is asked.
        template: Template,
        /// What it is asked about, as each [`Template`] says; may be empty.
        subject: String,
        /// Words of the pack to be shown as a quotation, as each [`Template`] says; may be empty.
        quoted: Vec<Inline>,
    },
}

/// The ways in which an item is made from the pack's content. `subject` and `quoted` are those of [`Stem::Made`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// Which of these is a mistake that answers to this question make? `subject`: the question's prompt. Single.
    Pitfall,
    /// Which of these does a strong answer to this question do? `subject`: the prompt. Single.
    Strength,
    /// Which of these weakens an answer to this question (the others strengthen it)? `subject`: the prompt. Single.
    Weaken,
    /// The answer has done this: which of these would the interviewer ask next? `subject`: the prompt; `quoted`: the point. Single.
    FollowUp,
    /// Which part of the answer does this follow-up dig into? `subject`: the prompt; `quoted`: the follow-up. Single.
    Digs,
    /// A candidate's answer has this flaw: which follow-up brings it to light? `subject`: the prompt; `quoted`: the pitfall. Single.
    Challenge,
    /// A strong answer does this: which of these ideas would show it? `subject`: the prompt; `quoted`: the point. Single.
    Listen,
    /// Which of these strengthen an answer to this question (the others weaken it)? `subject`: the prompt. Multiple.
    Strengthen,
    /// Which of these skills does this question exercise? `subject`: the prompt. Single.
    Exercises,
    /// Which skill is this? `quoted`: its description. Single.
    Skill,
    /// Which term is this? `quoted`: its definition. Single.
    Term,
    /// Does this definition belong to this term? `subject`: the term; `quoted`: a definition, its own or another's. True or false.
    Meaning,
    /// Match each skill and its description. Matching.
    MatchSkills,
    /// Match each term and its definition. Matching.
    MatchTerms,
    /// Put these levels of an assessment in order, lowest first. `subject`: the assessment's title. Ordering.
    Levels,
    /// Fill the gap in a sentence of the model answer. `subject`: the prompt. Cloze.
    Gap,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 16] = [
        Self::Pitfall,
        Self::Strength,
        Self::Weaken,
        Self::FollowUp,
        Self::Digs,
        Self::Challenge,
        Self::Listen,
        Self::Strengthen,
        Self::Exercises,
        Self::Skill,
        Self::Term,
        Self::Meaning,
        Self::MatchSkills,
        Self::MatchTerms,
        Self::Levels,
        Self::Gap,
    ];

    /// The template's name, as the ids of its items begin. Progress refers to it: it never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pitfall => "pitfall",
            Self::Strength => "strength",
            Self::Weaken => "weaken",
            Self::FollowUp => "follow-up",
            Self::Digs => "digs",
            Self::Challenge => "challenge",
            Self::Listen => "listen",
            Self::Strengthen => "strengthen",
            Self::Exercises => "exercises",
            Self::Skill => "skill",
            Self::Term => "term",
            Self::Meaning => "meaning",
            Self::MatchSkills => "match-skills",
            Self::MatchTerms => "match-terms",
            Self::Levels => "levels",
            Self::Gap => "gap",
        }
    }

    /// The template with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// The kind of item that it makes.
    #[must_use]
    pub fn kind(self) -> ItemKind {
        match self {
            Self::Strengthen => ItemKind::Multiple,
            Self::Meaning => ItemKind::TrueFalse,
            Self::MatchSkills | Self::MatchTerms => ItemKind::Matching,
            Self::Levels => ItemKind::Ordering,
            Self::Gap => ItemKind::Cloze,
            _ => ItemKind::Single,
        }
    }
}

/// What the learner has before them, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Choose the one right choice.
    Single(Vec<PresentedChoice>),
    /// Choose every right choice.
    Multiple(Vec<PresentedChoice>),
    /// Decide whether the stem is true.
    TrueFalse {
        /// Whether it is.
        answer: bool,
    },
    /// Find the right side of each left side: the one with the same id.
    Matching {
        /// What is given.
        left: Vec<Side>,
        /// What is to be found, shuffled.
        right: Vec<Side>,
    },
    /// Put the steps in order.
    Ordering {
        /// The steps, shuffled and never in the right order.
        steps: Vec<Side>,
        /// The ids in the right order.
        order: Vec<String>,
    },
    /// Fill the gaps by typing.
    Cloze(Vec<PresentedPart>),
}

/// A choice as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedChoice {
    /// Its id, unique in the item.
    pub id: String,
    /// What it says.
    pub text: Vec<Inline>,
    /// Whether choosing it is right.
    pub correct: bool,
    /// Why it is right or wrong, to be shown after grading.
    pub note: Note,
}

/// What can be said of a choice after grading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    None,
    /// These words, from the pack.
    Words(Vec<Inline>),
    /// It belongs to this other question (its prompt).
    Elsewhere(String),
    /// It concerns this point of assessment instead (its text).
    Concerns(String),
    /// It is a thing that weak answers to the question do.
    Weakens,
    /// It is a thing that strong answers to the question do.
    Strengthens,
    /// Another follow-up asks for it (its text).
    AskedBy(String),
}

/// A side of a pair, or a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its id, unique on its side.
    pub id: String,
    /// What it says.
    pub text: Vec<Inline>,
}

/// A stretch of a text with gaps, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PresentedPart {
    /// Text that is shown.
    Text(String),
    /// A gap.
    Gap(Gap),
}

/// A gap to be filled by typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its id, unique in the item.
    pub id: String,
    /// What may be typed; the first is the answer that is shown.
    pub answers: Vec<String>,
    /// Words that are near an answer but mean something else: never taken for a slip of the fingers.
    pub others: Vec<String>,
    /// The beginning of the answer, to be shown as a hint, or empty: a sentence of a model answer alone would leave too much open.
    pub hint: String,
}

/// How an item that is partly right counts: the rule that the view words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// Right or not.
    Whole,
    /// Multiple choice: each right choice adds its share of the right ones, each wrong choice takes away its share of the wrong
    /// ones, never below 0. Choosing everything, or nothing, earns nothing; so does blind chance, on average.
    RightLessWrong,
    /// Matching: the share of pairs that are right.
    Pairs,
    /// Ordering: over all pairs of steps, those in the right order less those in the wrong one, as a share of all, never below 0
    /// (Kendall's rank correlation, cut at 0).
    Order,
    /// Cloze: the share of gaps that are right.
    Gaps,
}

impl PresentedItem {
    /// How it counts when it is partly right.
    #[must_use]
    pub fn credit(&self) -> Credit {
        match &self.body {
            Body::Single(_) | Body::TrueFalse { .. } => Credit::Whole,
            Body::Multiple(_) => Credit::RightLessWrong,
            Body::Matching { .. } => Credit::Pairs,
            Body::Ordering { .. } => Credit::Order,
            Body::Cloze(_) => Credit::Gaps,
        }
    }

    /// The response that is fully right.
    #[must_use]
    pub fn right_response(&self) -> Response {
        let right = |choices: &[PresentedChoice]| -> Vec<String> {
            choices.iter().filter(|choice| choice.correct).map(|choice| choice.id.clone()).collect()
        };
        match &self.body {
            Body::Single(choices) => Response::Choice(right(choices).pop().unwrap_or_default()),
            Body::Multiple(choices) => Response::Choices(right(choices)),
            Body::TrueFalse { answer } => Response::Truth(*answer),
            Body::Matching { left, .. } => {
                Response::Pairs(left.iter().map(|side| (side.id.clone(), side.id.clone())).collect())
            }
            Body::Ordering { order, .. } => Response::Order(order.clone()),
            Body::Cloze(parts) => {
                Response::Gaps(gaps(parts).map(|gap| gap.answers.first().cloned().unwrap_or_default()).collect())
            }
        }
    }
}

/// The gaps of a text, in order.
pub fn gaps(parts: &[PresentedPart]) -> impl Iterator<Item = &Gap> {
    parts.iter().filter_map(|part| match part {
        PresentedPart::Gap(gap) => Some(gap),
        PresentedPart::Text(_) => None,
    })
}

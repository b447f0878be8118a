//! Quiz items as authors write them.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Block, Difficulty, Id, Inline};

/// A quiz item written by an author: a stem, something to do, and an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its stable id, unique among the pack's items.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// The competencies it tests.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// The guide section it belongs to.
    #[serde(default)]
    pub section: Option<Id>,
    /// The question it prepares for.
    #[serde(default)]
    pub question: Option<Id>,
    /// How hard it is.
    #[serde(default)]
    pub difficulty: Difficulty,
    /// The problem, which can be answered before reading the choices.
    pub stem: Vec<Block>,
    /// What the learner does.
    pub body: ItemBody,
    /// Why the right answer is right, shown after grading.
    #[serde(default)]
    pub explanation: Vec<Block>,
}

/// What the learner does with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemBody {
    /// Choose the one right choice.
    Single {
        /// Two to six choices, one of them correct.
        choices: Vec<Choice>,
    },
    /// Choose every right choice.
    Multiple {
        /// Two to eight choices, at least one correct and one not.
        choices: Vec<Choice>,
    },
    /// Decide whether the stem is true.
    TrueFalse {
        /// Whether it is.
        answer: bool,
    },
    /// Find each left side's right side.
    Matching {
        /// Three to eight pairs; all right sides differ.
        pairs: Vec<Pair>,
    },
    /// Put steps in order.
    Ordering {
        /// Three to eight steps in the right order.
        steps: Vec<Step>,
    },
    /// Fill the gaps of a text by typing.
    Cloze {
        /// Text and gaps in turn.
        parts: Vec<ClozePart>,
    },
}

/// The kinds of item, as a learner chooses among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One right choice.
    Single,
    /// Several right choices.
    Multiple,
    /// True or false.
    TrueFalse,
    /// Pairs.
    Matching,
    /// Steps in order.
    Ordering,
    /// Gaps to fill.
    Cloze,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Single, Self::Multiple, Self::TrueFalse, Self::Matching, Self::Ordering, Self::Cloze];

    /// The kind's name in attributes, events and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::TrueFalse => "true-false",
            Self::Matching => "matching",
            Self::Ordering => "ordering",
            Self::Cloze => "cloze",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One of the choices of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its stable id, unique in its item.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// What it says.
    pub text: Vec<Inline>,
    /// Whether choosing it is right.
    pub correct: bool,
    /// Why it is right or wrong, shown after grading.
    #[serde(default)]
    pub explanation: Vec<Inline>,
}

/// Two things that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Its stable id, unique in its item.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// The side that is given.
    pub left: Vec<Inline>,
    /// The side to be found.
    pub right: Vec<Inline>,
}

/// One of the steps to be put in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its stable id, unique in its item.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// What is done.
    pub text: Vec<Inline>,
}

/// A stretch of a text with gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClozePart {
    /// Text that is shown.
    Text(String),
    /// A gap to be filled.
    Gap {
        /// Its stable id, unique in its item.
        id: Id,
        /// What may be typed; the first is shown as the answer, the others are synonyms.
        answers: Vec<String>,
    },
}

impl ItemBody {
    /// The kind of item that this body makes.
    #[must_use]
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Single { .. } => ItemKind::Single,
            Self::Multiple { .. } => ItemKind::Multiple,
            Self::TrueFalse { .. } => ItemKind::TrueFalse,
            Self::Matching { .. } => ItemKind::Matching,
            Self::Ordering { .. } => ItemKind::Ordering,
            Self::Cloze { .. } => ItemKind::Cloze,
        }
    }
}

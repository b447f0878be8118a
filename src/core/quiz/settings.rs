//! What a learner asks of a session, and what is known of earlier ones.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::content::{Difficulty, Id, ItemKind};

/// What a session is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How many items; at most [`Settings::MAX_LENGTH`]. Views offer [`Settings::LENGTHS`].
    pub length: u16,
    /// Only items of one of these competencies; empty for all.
    pub competencies: Vec<Id>,
    /// Only these kinds of item; empty for all.
    pub kinds: Vec<ItemKind>,
    /// Only items of this difficulty.
    pub difficulty: Option<Difficulty>,
    /// Whether to ask everything, what was not asked yet, or what went wrong.
    pub pool: Pool,
    /// When the learner is told.
    pub feedback: Feedback,
    /// Only items that prepare for this question.
    pub question: Option<Id>,
    /// Only items of this guide section, or of the questions that it offers for practice.
    pub section: Option<Id>,
    /// Which items: written by the author, made from the content, or both.
    pub source: Source,
}

/// Items by what is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pool {
    /// All of them; what is new or went badly comes first.
    #[default]
    All,
    /// Those that were never answered.
    Unseen,
    /// Those that were not fully right the last time.
    Missed,
}

/// When a learner sees how an answer was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feedback {
    /// After each item.
    #[default]
    AtOnce,
    /// After the last one.
    AtEnd,
}

/// Where items come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// From the author's items and from the content, in turn.
    #[default]
    Both,
    /// Only the author's items.
    Authored,
    /// Only items made from the content.
    Made,
}

impl Settings {
    /// The lengths that views offer.
    pub const LENGTHS: [u16; 3] = [5, 10, 20];

    /// The longest session.
    pub const MAX_LENGTH: u16 = 100;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            length: 10,
            competencies: Vec::new(),
            kinds: Vec::new(),
            difficulty: None,
            pool: Pool::All,
            feedback: Feedback::AtOnce,
            question: None,
            section: None,
            source: Source::Both,
        }
    }
}

/// What is known of earlier answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// By the item's present id, as [`PresentedItem::id`](super::PresentedItem::id) and the fold of progress give it.
    pub items: BTreeMap<String, ItemHistory>,
}

/// What is known of one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemHistory {
    /// How often it was answered.
    pub attempts: u32,
    /// The last score, from 0 to 1.
    pub last_score: f64,
    /// When it was last answered, in milliseconds of any fixed epoch: only their order counts.
    pub last_at: i64,
}

impl ItemHistory {
    /// Whether the last answer was not fully right.
    #[must_use]
    pub fn missed(&self) -> bool {
        self.attempts > 0 && self.last_score < 1.0
    }
}

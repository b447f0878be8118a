//! What a learner gives as an answer.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Body, PresentedItem, presented::gaps};
use crate::content::{Id, Item, ItemBody};

/// The longest text of a gap that is kept and looked at, in characters.
pub const MAX_GAP_LENGTH: usize = 120;

/// An answer to an item: ids and typed words, nothing else, so that it stays small where it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The chosen choice of a single-choice item.
    Choice(String),
    /// The chosen choices of a multiple-choice item, in any order.
    Choices(Vec<String>),
    /// Whether the stem is held to be true.
    Truth(bool),
    /// For each left side its right side.
    Pairs(BTreeMap<String, String>),
    /// The steps in the order given.
    Order(Vec<String>),
    /// The texts of the gaps, in the order of the gaps.
    Gaps(Vec<String>),
}

impl Response {
    /// The same response after an edit of the pack: former ids of the item's choices, pairs and steps become the present ones.
    pub(super) fn rename(&mut self, item: &Item) {
        let parts: Vec<(&Id, &[Id])> = match &item.body {
            ItemBody::Single { choices } | ItemBody::Multiple { choices } => {
                choices.iter().map(|choice| (&choice.id, choice.was.as_slice())).collect()
            }
            ItemBody::Matching { pairs } => pairs.iter().map(|pair| (&pair.id, pair.was.as_slice())).collect(),
            ItemBody::Ordering { steps } => steps.iter().map(|step| (&step.id, step.was.as_slice())).collect(),
            ItemBody::TrueFalse { .. } | ItemBody::Cloze { .. } => return,
        };
        let present = |id: &mut String| {
            if let Some((present, _)) = parts.iter().find(|(_, was)| was.iter().any(|was| *was == id.as_str())) {
                *id = present.as_str().into();
            }
        };
        match self {
            Self::Choice(id) => present(id),
            Self::Choices(ids) | Self::Order(ids) => ids.iter_mut().for_each(present),
            Self::Pairs(pairs) => {
                *pairs = core::mem::take(pairs)
                    .into_iter()
                    .map(|(mut left, mut right)| {
                        present(&mut left);
                        present(&mut right);
                        (left, right)
                    })
                    .collect();
            }
            Self::Truth(_) | Self::Gaps(_) => {}
        }
    }

    /// What of this response concerns the item: unknown ids, repeated ids and superfluous gaps are dropped, typed text is cut at
    /// [`MAX_GAP_LENGTH`]. It grades the same and is bounded by the item's size. `None` for a response to another kind of item.
    #[must_use]
    pub fn fitted(&self, item: &PresentedItem) -> Option<Self> {
        Some(match (self, &item.body) {
            (Self::Choice(id), Body::Single(choices)) => {
                Self::Choice(choices.iter().find(|choice| choice.id == *id).map(|choice| choice.id.clone())?)
            }
            (Self::Choices(ids), Body::Multiple(choices)) => Self::Choices(
                choices.iter().filter(|choice| ids.contains(&choice.id)).map(|choice| choice.id.clone()).collect(),
            ),
            (Self::Truth(truth), Body::TrueFalse { .. }) => Self::Truth(*truth),
            (Self::Pairs(pairs), Body::Matching { left, right }) => Self::Pairs(
                left.iter()
                    .filter_map(|side| {
                        let chosen = pairs.get(&side.id)?;
                        right.iter().any(|side| side.id == *chosen).then(|| (side.id.clone(), chosen.clone()))
                    })
                    .collect(),
            ),
            (Self::Order(ids), Body::Ordering { steps, .. }) => {
                let mut order: Vec<String> = Vec::new();
                for id in ids {
                    if order.len() < steps.len() && steps.iter().any(|step| step.id == *id) && !order.contains(id) {
                        order.push(id.clone());
                    }
                }
                Self::Order(order)
            }
            (Self::Gaps(texts), Body::Cloze(parts)) => Self::Gaps(
                texts
                    .iter()
                    .take(gaps(parts).count())
                    .map(|text| text.chars().take(MAX_GAP_LENGTH).collect())
                    .collect(),
            ),
            _ => return None,
        })
    }
}

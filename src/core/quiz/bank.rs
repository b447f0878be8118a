//! Which items a pack offers.

use alloc::string::String;
use alloc::vec::Vec;

use super::{PresentedItem, Template, authored};
use crate::content::{Difficulty, Id, ItemKind, Pack};

/// The items that a pack offers, authored and made from its content. Cheap to build again from the pack whenever it is needed.
pub struct ItemBank<'a> {
    pub(super) pack: &'a Pack,
}

/// What a plan needs to know of an item before it is presented.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    /// Its id.
    pub(super) id: String,
    /// Ids under which progress may still know it.
    pub(super) was: &'a [Id],
    /// The template it is made by; `None` for an authored one.
    pub(super) template: Option<Template>,
    pub(super) kind: ItemKind,
    pub(super) competencies: Vec<&'a Id>,
    pub(super) question: Option<&'a Id>,
    pub(super) section: Option<&'a Id>,
    pub(super) difficulty: Difficulty,
}

impl<'a> ItemBank<'a> {
    /// The bank of a pack.
    #[must_use]
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack }
    }

    /// The item with this id (or a former id) as a session with this seed shows it. `None` when the pack has no such item, or has
    /// changed so that it can no longer be made.
    #[must_use]
    pub fn present(&self, id: &str, seed: u64) -> Option<PresentedItem> {
        Some(authored::present(self.pack, self.pack.item(id)?, seed))
    }

    /// Every item that might be asked; one made from content may still turn out to lack good wrong choices.
    pub(super) fn candidates(&self) -> Vec<Candidate<'a>> {
        self.pack
            .items
            .iter()
            .map(|item| Candidate {
                id: item.id.as_str().into(),
                was: &item.was,
                template: None,
                kind: item.body.kind(),
                competencies: item.competencies.iter().collect(),
                question: item.question.as_ref(),
                section: item.section.as_ref(),
                difficulty: item.difficulty,
            })
            .collect()
    }
}

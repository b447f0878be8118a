//! Which items a pack offers.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::OnceCell;

use super::made::{self, Compared, Lexicon};
use super::{History, PresentedItem, Settings, Template, authored, plan};
use crate::content::{Difficulty, Id, ItemKind, Pack, Question};

/// The items that a pack offers, authored and made from its content. Cheap to build again from the pack whenever it is needed.
pub struct ItemBank<'a> {
    pub(super) pack: &'a Pack,
    lexicon: OnceCell<Lexicon>,
    terms: OnceCell<Vec<Compared>>,
}

/// What a plan needs to know of an item before it is presented.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    /// Its id.
    pub(super) id: String,
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
        Self { pack, lexicon: OnceCell::new(), terms: OnceCell::new() }
    }

    /// Whether a quiz of any kind has items.
    #[must_use]
    pub fn has_items(&self) -> bool {
        plan::available(self, &Settings::default(), &History::default(), 1) > 0
    }

    /// The item with this id (or made of former ids) as a session with this seed shows it. `None` when the pack has no such item, or
    /// has changed so that it can no longer be made.
    #[must_use]
    pub fn present(&self, id: &str, seed: u64) -> Option<PresentedItem> {
        match self.pack.item(id) {
            Some(item) => Some(authored::present(self.pack, item, seed)),
            None => made::make(self, id, seed),
        }
    }

    /// The ids of all items: the author's, and those that can be made from the pack's content. For tests and for looking a pack over; a
    /// session asks for less.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let questions: Vec<&Question> = self.pack.practice_questions().collect();
        let all = self.authored().into_iter().chain(self.made(&questions)).map(|candidate| candidate.id);
        all.filter(|id| self.present(id, 0).is_some()).collect()
    }

    /// The ids of all items that there may be, each with the question it prepares for: more than [`ItemBank::ids`], since it is not tried
    /// whether each can be made.
    #[must_use]
    pub fn all(&self) -> Vec<(String, Option<&'a Id>)> {
        let questions: Vec<&Question> = self.pack.practice_questions().collect();
        let all = self.authored().into_iter().chain(self.made(&questions));
        all.map(|candidate| (candidate.id, candidate.question)).collect()
    }

    /// The words that the pack's questions have in common.
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::new(self.pack))
    }

    /// What the glossary's terms are compared by, in its order.
    pub(super) fn terms(&self) -> &[Compared] {
        self.terms.get_or_init(|| Compared::glossary(self.lexicon(), &self.pack.glossary))
    }

    /// Every authored item.
    pub(super) fn authored(&self) -> Vec<Candidate<'a>> {
        self.pack
            .items
            .iter()
            .map(|item| Candidate {
                id: item.id.as_str().into(),
                template: None,
                kind: item.body.kind(),
                competencies: item.competencies.iter().collect(),
                question: item.question.as_ref(),
                section: item.section.as_ref(),
                difficulty: item.difficulty,
            })
            .collect()
    }

    /// Every item that might be made from these questions and the rest of the pack; one may still turn out to lack good wrong choices.
    pub(super) fn made(&self, questions: &[&'a Question]) -> Vec<Candidate<'a>> {
        made::candidates(self, questions)
    }
}

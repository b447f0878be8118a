//! What stands of a pack before anything in it is opened.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Block, Id, Pack};

/// The first page of a pack: what it is, and what there is to do. The widget starts with it, and fetches the pack itself once a view
/// needs more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The pack's id.
    pub id: Id,
    /// The pack's own version.
    pub version: String,
    /// The role it prepares for.
    pub role: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Its licence.
    pub licence: String,
    /// When it was last edited.
    pub updated: String,
    /// Who is to be named, a sentence each.
    pub credits: Vec<String>,
    /// What the pack is.
    pub summary: Vec<Block>,
    /// The questions for practice, in the author's order.
    pub questions: Vec<Id>,
    /// Whether a quiz on it has items.
    pub has_items: bool,
}

impl Outline {
    /// The outline of a pack; whether it has items for a quiz is for the quiz to say.
    #[must_use]
    pub fn of(pack: &Pack, has_items: bool) -> Self {
        Self {
            id: pack.id.clone(),
            version: pack.version.clone(),
            role: pack.role.clone(),
            language: pack.language.clone(),
            licence: pack.licence.clone(),
            updated: pack.updated.clone(),
            credits: pack.credits.clone(),
            summary: pack.summary.clone(),
            questions: pack.practice_questions().map(|question| question.id.clone()).collect(),
            has_items,
        }
    }
}

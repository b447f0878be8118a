//! The content model: what a role pack holds.
//!
//! A [`Pack`] is read from Markdown (by the reader crate), from its compiled JSON, or from the compact binary form that the
//! widget bundles ([`binary`]). Everything that progress can refer to carries a stable [`Id`]; [`Pack::problems`] says what
//! a well-formed pack still gets wrong. This module knows no file, no syntax and no screen.

pub mod binary;
mod id;
mod item;
pub mod made;
mod outline;
mod pack;
mod question;
mod rich_text;
mod validate;

pub use id::{Id, InvalidId};
pub use item::{Choice, ClozePart, Item, ItemBody, ItemKind, Pair, Step};
pub use outline::Outline;
pub use pack::{
    Assessment, Competency, FORMAT, FORMAT_VERSION, Level, Pack, Reference, ReferenceGroup, RubricLevel, Section, Term,
};
pub use question::{Concept, Difficulty, FollowUp, Pitfall, Point, Question, QuestionKind};
pub use rich_text::{Block, Inline, InvalidUrl, MAX_DEPTH, Url, plain_text, plain_text_of_blocks};
pub use validate::{Problem, ProblemKind, Severity, nearest};

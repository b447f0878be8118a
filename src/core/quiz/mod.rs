//! The quiz: items written by the author or made from the pack's content, sessions of them, grading and what to do next.
//!
//! Everything is a pure function of the pack, the settings, the seed and the history. An [`ItemBank`] knows which items a pack
//! offers and presents one by its id; a [`Session`] is planned from it, holds only ids and responses, and can be stored at any step
//! and taken up again. This module knows no sentence of the interface: what is asked and advised is typed, and the message
//! catalogue words it.

mod authored;
mod bank;
mod grade;
mod made;
mod plan;
mod presented;
mod response;
mod session;
mod settings;
mod spelling;
mod summary;

pub use bank::ItemBank;
pub use grade::{Grade, Outcome, PartGrade, grade};
pub use presented::{
    Body, Credit, Gap, Note, PresentedChoice, PresentedItem, PresentedPart, Side, Stem, Template, gaps,
};
pub use response::{MAX_GAP_LENGTH, Response};
pub use session::{AnswerError, DamagedSession, Given, Session};
pub use settings::{Feedback, History, ItemHistory, Pool, Settings, Source};
pub use summary::{Advice, CompetencyResult, Summary};

#[cfg(test)]
mod tests;

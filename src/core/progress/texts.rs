//! The texts of answers: kept apart from the log, under names that attempts and interviews speak of.

use alloc::vec::Vec;
use core::cmp::Reverse;

use super::clock::Now;
use super::name::Name;
use super::state::State;
use super::value::Value;

/// The most bytes that all texts of a space take together, and those of an import.
pub const TEXTS_BUDGET: usize = 5_000_000;

/// A text that was not deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// What it is kept under.
    pub name: Name,
    /// The question that it answers; `None` for what was said in a mock interview.
    pub question: Option<Name>,
    /// When.
    pub now: Now,
}

impl State {
    /// The texts that were not deleted, latest first.
    #[must_use]
    pub fn texts(&self) -> Vec<KeptText> {
        let mut texts = Vec::new();
        for (question, known) in &self.questions {
            for one in &known.attempts {
                if let Some(name) = &one.attempt.text {
                    texts.push(KeptText { name: name.clone(), question: Some(question.clone()), now: one.now });
                }
            }
        }
        for (_, now, report) in &self.interviews {
            let name = report.field("text").and_then(Value::as_text).and_then(|name| Name::new(name).ok());
            texts.extend(name.map(|name| KeptText { name, question: None, now: *now }));
        }
        texts.sort_by_key(|text| Reverse(text.now.at));
        texts
    }
}

//! What the coach is told about a question.

use alloc::vec::Vec;

use crate::content::QuestionKind;

/// A text with its id: a point, a pitfall, a follow-up.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it says.
    pub text: &'a str,
    /// For a point, the ids of the concepts that show it; for a follow-up, the ids of the points it digs into.
    pub links: Vec<&'a str>,
}

/// An idea with all its names.
#[derive(Clone, Debug, Default)]
pub struct ConceptNames<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its usual name and other words for it.
    pub names: Vec<&'a str>,
}

/// What the coach needs to know about a question. Everything but the question and one of `points` and `model_answer` may be empty.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    /// The question as asked.
    pub question: &'a str,
    /// A good answer, plain text.
    pub model_answer: &'a str,
    /// What a good answer does.
    pub points: Vec<Entry<'a>>,
    /// What weak answers do.
    pub pitfalls: Vec<Entry<'a>>,
    /// What may be asked next.
    pub follow_ups: Vec<Entry<'a>>,
    /// The ideas that an answer is likely to name.
    pub concepts: Vec<ConceptNames<'a>>,
    /// The questions of the pack, each as its texts: a word that many of them use tells less. Empty: the texts above are all there is.
    pub pack: Vec<Vec<&'a str>>,
    /// The language of the texts, as a BCP 47 tag; empty means English.
    pub language: &'a str,
    /// The kind of question, which decides the steps that are looked for.
    pub kind: Option<QuestionKind>,
    /// How long an answer should take, in seconds.
    pub suggested_seconds: Option<u32>,
}

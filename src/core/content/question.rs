//! Interview questions and what an answer to them is judged by.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Block, Id};

/// What sort of answer a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// A story of one's own: situation, task, action, result.
    Behavioural,
    /// A design worked out aloud.
    SystemDesign,
    /// An explanation of an idea.
    Concept,
    /// A technical problem to be worked through.
    Technical,
    /// What one wants, and why.
    Motivation,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Behavioural, Self::SystemDesign, Self::Concept, Self::Technical, Self::Motivation];
}

/// How hard something is for a candidate of the pack's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Difficulty {
    /// Most candidates manage.
    Easy,
    /// Needs preparation.
    #[default]
    Medium,
    /// Tells strong candidates apart.
    Hard,
}

/// An interview question, with all that a candidate needs to prepare for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its stable id, unique among the pack's questions.
    pub id: Id,
    /// Former ids, under which progress may still stand.
    #[serde(default)]
    pub was: Vec<Id>,
    /// The question as the interviewer asks it.
    pub prompt: String,
    /// What sort of answer it asks for.
    pub kind: QuestionKind,
    /// The competencies it exercises.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// How hard it is.
    #[serde(default)]
    pub difficulty: Difficulty,
    /// How long a spoken answer should take, in seconds.
    pub seconds: u32,
    /// The mock-interview assessment it opens; questions without one are the pack's questions for practice.
    #[serde(default)]
    pub assessment: Option<Id>,
    /// What is assessed, and other help to understand the question.
    #[serde(default)]
    pub context: Vec<Block>,
    /// What a good answer does.
    #[serde(default)]
    pub points: Vec<Point>,
    /// An answer that a hiring manager would accept, spoken language in the first person.
    #[serde(default)]
    pub model_answer: Vec<Block>,
    /// What answers often get wrong.
    #[serde(default)]
    pub pitfalls: Vec<Pitfall>,
    /// What an interviewer asks next.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// The ideas that an answer is likely to name.
    #[serde(default)]
    pub concepts: Vec<Concept>,
}

/// A point of assessment: one thing that a good answer does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its stable id, unique in its question.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// What a good answer does, as a sentence that begins with a verb ("Names two trade-offs").
    pub text: String,
    /// The key concepts by which it is recognised, by id.
    #[serde(default)]
    pub concepts: Vec<Id>,
}

/// A pitfall: one thing that weak answers do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pitfall {
    /// Its stable id, unique in its question.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// What weak answers do.
    pub text: String,
}

/// A follow-up question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Its stable id, unique in its question.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// The follow-up as the interviewer asks it.
    pub text: String,
    /// The points it digs into, by id.
    #[serde(default)]
    pub points: Vec<Id>,
    /// The pitfalls it challenges, by id.
    #[serde(default)]
    pub pitfalls: Vec<Id>,
}

/// A key concept, with the other words that people use for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Its stable id, unique in its question.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// Its usual name.
    pub name: String,
    /// Other names and spellings that mean the same.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

impl Question {
    /// The point with this id or former id.
    #[must_use]
    pub fn point(&self, id: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.id == id || point.was.iter().any(|was| *was == id))
    }
}

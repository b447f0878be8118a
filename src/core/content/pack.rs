//! The role pack and its parts that are read rather than asked.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Block, Id, Inline, Item, Question, Url};

/// The name of the compiled form, in its `format` field.
pub const FORMAT: &str = "interview-practice-pack";

/// The version of the compiled form that this build writes, and the highest that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// Everything about one role: a guide to read, competencies, questions, quiz items and mock-interview assessments.
///
/// Serialised with a self-describing format it is the compiled pack that the README and the JSON Schema describe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of the form, at most [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The pack's id; progress is kept under it, so translations share it.
    pub id: Id,
    /// The pack's own version, which the author raises with each release.
    pub version: String,
    /// The role it prepares for, as a title.
    pub role: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Its licence, an SPDX expression where there is one.
    #[serde(default)]
    pub licence: String,
    /// When it was last edited, `YYYY-MM-DD` or `YYYY-MM`.
    #[serde(default)]
    pub updated: String,
    /// Who is to be named, a sentence each.
    #[serde(default)]
    pub credits: Vec<String>,
    /// What the pack is, in a paragraph or two.
    #[serde(default)]
    pub summary: Vec<Block>,
    /// What the role asks for.
    #[serde(default)]
    pub competencies: Vec<Competency>,
    /// The guide, section by section.
    #[serde(default)]
    pub guide: Vec<Section>,
    /// The interview questions; those with an `assessment` open a mock interview.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The authored quiz items.
    #[serde(default)]
    pub items: Vec<Item>,
    /// The mock-interview assessments.
    #[serde(default)]
    pub assessments: Vec<Assessment>,
    /// What the pack rests on, in groups.
    #[serde(default)]
    pub references: Vec<ReferenceGroup>,
    /// Terms and what they mean.
    #[serde(default)]
    pub glossary: Vec<Term>,
}

/// Whether a competency is expected of every candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Expected of everyone in the role.
    #[default]
    MustHave,
    /// An advantage.
    Preferred,
}

/// A skill or quality that the role asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competency {
    /// Its stable id, unique among the pack's competencies.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// Its name.
    pub name: String,
    /// Whether every candidate needs it.
    #[serde(default)]
    pub level: Level,
    /// What it is, in one plain sentence that does not repeat its name.
    pub description: String,
    /// Why it matters and how an interviewer probes it.
    #[serde(default)]
    pub body: Vec<Block>,
}

/// A section of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its stable id, unique among the pack's sections.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// Its title.
    pub title: String,
    /// The competencies it speaks of.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// The competencies that are listed below its text, by level.
    #[serde(default)]
    pub lists: Option<Level>,
    /// The questions that a reader can practise right after it.
    #[serde(default)]
    pub questions: Vec<Id>,
    /// Its text.
    #[serde(default)]
    pub body: Vec<Block>,
}

/// A part of a mock interview: what is judged, and by which levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its stable id, unique among the pack's assessments.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// Its title.
    pub title: String,
    /// The competencies it judges.
    #[serde(default)]
    pub competencies: Vec<Id>,
    /// What is judged.
    #[serde(default)]
    pub body: Vec<Block>,
    /// The levels, lowest first.
    #[serde(default)]
    pub rubric: Vec<RubricLevel>,
}

/// A level of an assessment's rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RubricLevel {
    /// The level, from 1.
    pub level: u8,
    /// What a candidate on this level does, as it can be observed.
    pub text: String,
}

/// Sources that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceGroup {
    /// What they are about.
    pub title: String,
    /// The sources.
    #[serde(default)]
    pub entries: Vec<Reference>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Who published it, or empty.
    #[serde(default)]
    pub publisher: String,
    /// Where it stands, when known.
    #[serde(default)]
    pub url: Option<Url>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its stable id, unique among the pack's terms.
    pub id: Id,
    /// Former ids.
    #[serde(default)]
    pub was: Vec<Id>,
    /// The term.
    pub term: String,
    /// What it means, one plain sentence that does not repeat it.
    pub definition: Vec<Inline>,
}

impl Pack {
    /// The question with this id or former id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id || question.was.iter().any(|was| *was == id))
    }

    /// The competency with this id or former id.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.competencies.iter().find(|competency| competency.id == id || competency.was.iter().any(|was| *was == id))
    }

    /// The authored item with this id or former id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id || item.was.iter().any(|was| *was == id))
    }

    /// The guide section with this id or former id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.guide.iter().find(|section| section.id == id || section.was.iter().any(|was| *was == id))
    }

    /// The assessment with this id or former id.
    #[must_use]
    pub fn assessment(&self, id: &str) -> Option<&Assessment> {
        self.assessments.iter().find(|assessment| assessment.id == id || assessment.was.iter().any(|was| *was == id))
    }

    /// The questions for practice, in the author's order.
    pub fn practice_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.assessment.is_none())
    }

    /// The questions that open a mock interview on this assessment, in the author's order.
    pub fn opening_prompts<'a>(&'a self, assessment: &'a Id) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.assessment.as_ref() == Some(assessment))
    }

    /// Takes out the questions that open mock interviews. A bundled pack goes without them until a view asks for them, since they are
    /// a good third of it; [`Pack::add_prompts`] brings them back.
    pub fn take_prompts(&mut self) -> Vec<Question> {
        let (prompts, questions) =
            core::mem::take(&mut self.questions).into_iter().partition(|question| question.assessment.is_some());
        self.questions = questions;
        prompts
    }

    /// Adds questions that were taken out; those whose id the pack has already are left out.
    pub fn add_prompts(&mut self, prompts: Vec<Question>) {
        for prompt in prompts {
            if self.question(prompt.id.as_str()).is_none() {
                self.questions.push(prompt);
            }
        }
    }
}

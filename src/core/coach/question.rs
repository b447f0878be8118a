//! From a question of a pack to the coach.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Coach, ConceptNames, Context, Entry, Neighbours};
use crate::content::{Id, Question, plain_text_of_blocks};

impl Coach {
    /// Makes a pack's question ready; `language` is the pack's.
    #[must_use]
    pub fn for_question(question: &Question, language: &str, neighbours: Option<&Neighbours>) -> Self {
        let model_answer: String = plain_text_of_blocks(&question.model_answer);
        let context = Context {
            question: &question.prompt,
            model_answer: &model_answer,
            points: question
                .points
                .iter()
                .map(|point| Entry {
                    id: point.id.as_str(),
                    text: &point.text,
                    links: point.concepts.iter().map(Id::as_str).collect(),
                })
                .collect(),
            pitfalls: question
                .pitfalls
                .iter()
                .map(|pitfall| Entry { id: pitfall.id.as_str(), text: &pitfall.text, links: Vec::new() })
                .collect(),
            follow_ups: question
                .follow_ups
                .iter()
                .map(|follow| Entry {
                    id: follow.id.as_str(),
                    text: &follow.text,
                    links: follow.points.iter().map(Id::as_str).collect(),
                })
                .collect(),
            concepts: question
                .concepts
                .iter()
                .map(|concept| ConceptNames {
                    id: concept.id.as_str(),
                    names: core::iter::once(&concept.name).chain(&concept.synonyms).map(String::as_str).collect(),
                })
                .collect(),
            language,
            kind: Some(question.kind),
            suggested_seconds: Some(question.seconds),
        };
        Self::new(&context, neighbours)
    }
}

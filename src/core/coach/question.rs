//! From a question of a pack to the coach.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Coach, ConceptNames, Context, Entry, MAX_ENTRIES, Neighbours};
use crate::content::{Id, Pack, Question, plain_text_of_blocks};

impl Coach {
    /// Makes a pack's question ready. How much a word tells follows from the pack's questions for practice; those that open mock interviews
    /// do not count, so that it does not matter whether they have come yet.
    #[must_use]
    pub fn for_question(question: &Question, pack: &Pack, neighbours: Option<&Neighbours>) -> Self {
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
            pack: pack.practice_questions().take(MAX_ENTRIES).map(texts_of).collect(),
            language: &pack.language,
            kind: Some(question.kind),
            suggested_seconds: Some(question.seconds),
        };
        Self::new(&context, neighbours)
    }
}

/// What a question asks for and warns of.
fn texts_of(question: &Question) -> Vec<&str> {
    let points = question.points.iter().map(|point| point.text.as_str());
    let pitfalls = question.pitfalls.iter().map(|pitfall| pitfall.text.as_str());
    core::iter::once(question.prompt.as_str()).chain(points).chain(pitfalls).collect()
}

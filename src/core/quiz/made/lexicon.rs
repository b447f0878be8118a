//! How near texts are to each other by their words.
//!
//! Words are compared by their beginnings, in any language, which rather finds too much in common than too little: what counts is
//! that a wrong choice has nothing to do with the problem. Words that most questions use say nothing and are left out.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::spelling::words;
use crate::content::{Pack, Question, plain_text_of_blocks};
use crate::random::hash;

/// How many questions are read to find the common words.
const SAMPLE: usize = 200;

/// How many letters of a word count.
const BEGINNING: usize = 5;

/// The words that a pack's questions have in common.
pub(crate) struct Lexicon {
    common: Vec<u64>,
}

/// The telling words of a text, sorted, each once.
pub(super) struct Topic(Vec<u64>);

impl Lexicon {
    /// Reads the pack's questions.
    pub(crate) fn new(pack: &Pack) -> Self {
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        let read = pack.questions.len().min(SAMPLE);
        for question in pack.questions.iter().take(SAMPLE) {
            for stem in stems(&full_text(question)) {
                *counts.entry(stem).or_default() += 1;
            }
        }
        // In more than two questions of five, and in more than one.
        let common = counts.into_iter().filter(|(_, count)| *count > 1 && count * 5 > read * 2);
        Self { common: common.map(|(stem, _)| stem).collect() }
    }

    /// The telling words of a text.
    pub(super) fn topic(&self, text: &str) -> Topic {
        let mut stems = stems(text);
        stems.retain(|stem| self.common.binary_search(stem).is_err());
        Topic(stems)
    }
}

impl Topic {
    /// All words of a text, telling or not: for names, of which each word counts.
    pub(super) fn of_all(text: &str) -> Self {
        Self(stems(text))
    }

    /// How many telling words there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many of them another text has, too.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.0.iter().filter(|stem| other.0.binary_search(stem).is_ok()).count()
    }

    /// Whether the texts have none of them in common.
    pub(super) fn apart(&self, other: &Self) -> bool {
        self.shared(other) == 0
    }

    /// Whether the texts say much the same.
    pub(super) fn alike(&self, other: &Self) -> bool {
        2 * self.shared(other) > self.len().min(other.len())
    }
}

/// Everything that a question's part of the pack says.
pub(super) fn full_text(question: &Question) -> String {
    let mut text = question.prompt.clone();
    let mut add = |more: &str| {
        text.push('\n');
        text.push_str(more);
    };
    add(&plain_text_of_blocks(&question.context));
    add(&plain_text_of_blocks(&question.model_answer));
    question.points.iter().for_each(|point| add(&point.text));
    question.pitfalls.iter().for_each(|pitfall| add(&pitfall.text));
    question.follow_ups.iter().for_each(|follow_up| add(&follow_up.text));
    for concept in &question.concepts {
        add(&concept.name);
        concept.synonyms.iter().for_each(|synonym| add(synonym));
    }
    text
}

/// The beginnings of the words of three letters or more, hashed, sorted, each once.
fn stems(text: &str) -> Vec<u64> {
    let mut stems: Vec<u64> = words(text)
        .iter()
        .filter(|word| word.chars().count() >= 3)
        .map(|word| {
            // The commonest endings of short words (`race`, `races`, `raced`, `racing`); longer ones are cut anyway.
            let bare = ["ing", "es", "ed", "s", "e"].iter().find_map(|ending| {
                word.strip_suffix(ending).filter(|bare| bare.chars().count() >= 3 && !bare.ends_with('s'))
            });
            let word = bare.unwrap_or(word);
            let end = word.char_indices().nth(BEGINNING).map_or(word.len(), |(at, _)| at);
            hash(word.as_bytes().get(..end).unwrap_or_default())
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

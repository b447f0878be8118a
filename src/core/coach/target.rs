//! What an answer is held against: a point, a pitfall or the model answer, prepared once for all answers.

use alloc::vec::Vec;

use super::lexicon::Role;
use super::reading::Reading;
use super::spread::Spread;
use super::vocabulary::Vocabulary;

/// A word that the target hopes to find, once for each stem.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub term: u32,
    pub weight: f64,
    pub content: bool,
    /// It stands in the question already, so finding it tells little.
    pub asked: bool,
    /// Whether the target negates it; `None` when it does both.
    pub negated: Option<bool>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    /// In the order of the text.
    pub wanted: Vec<Wanted>,
    /// Terms side by side in the text; sorted.
    pub pairs: Vec<(u32, u32)>,
    /// How many words the text has.
    pub words: usize,
    /// Concepts that stand in the text: which, and the places in `wanted` of one of its names.
    pub concepts: Vec<(usize, Vec<u32>)>,
}

/// How much finding a word tells, by its role alone. Chosen on the training sets; see the README.
fn weight(role: Role) -> f64 {
    match role {
        Role::Content => 1.0,
        Role::Function => 0.1,
        Role::Place => 0.3,
        Role::Negator => 1.2,
    }
}

impl Target {
    pub(crate) fn new(reading: &Reading, vocabulary: &Vocabulary, asked: &[u32], spread: &Spread) -> Self {
        let mut target = Self { words: reading.tokens.len(), ..Self::default() };
        let mut before: Option<u32> = None;
        for token in &reading.tokens {
            let Some(term) = vocabulary.term(&token.stem) else { continue };
            if let Some(before) = before {
                target.pairs.push((before, term));
            }
            before = Some(term);
            match target.wanted.iter_mut().find(|wanted| wanted.term == term) {
                Some(known) => {
                    if known.negated != Some(token.negated) {
                        known.negated = None;
                    }
                }
                None => target.wanted.push(Wanted {
                    term,
                    weight: weight(token.role) * spread.tells(&token.stem),
                    content: token.role == Role::Content,
                    asked: asked.binary_search(&term).is_ok(),
                    negated: Some(token.negated),
                }),
            }
        }
        target.pairs.sort_unstable();
        target.pairs.dedup();
        target
    }

    /// Notes that the target's text holds a name of a concept, given as the terms of that name.
    pub(crate) fn note_concept(&mut self, concept: usize, name: &[u32]) {
        let places: Option<Vec<u32>> = name
            .iter()
            .map(|term| {
                self.wanted.iter().position(|wanted| wanted.term == *term).and_then(|at| u32::try_from(at).ok())
            })
            .collect();
        if let Some(places) = places.filter(|places| !places.is_empty()) {
            self.concepts.push((concept, places));
        }
    }
}

//! The words of a question's targets, and how near a word of the answer comes to them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::lexicon::{Lexicon, Role};
use super::neighbours::Neighbours;
use super::reading::Reading;

/// Spelling counts as near from this Dice coefficient of letter trigrams on; below, chance resemblances prevail.
const NEAR_SPELLING: f64 = 0.45;
/// What a synonym that the pack's author wrote counts for.
pub(crate) const SYNONYM: f64 = 0.9;
/// Longer words are compared whole.
const MAX_FUZZY_LETTERS: usize = 40;

#[derive(Clone, Debug)]
struct Term {
    stem: String,
    /// Structure words match themselves only.
    content: bool,
    trigrams: usize,
}

/// The distinct stems of all targets; a term is its index here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// Sorted by stem.
    terms: Vec<Term>,
    /// Other stems with the terms that they are near to; sorted.
    links: Vec<(String, u32, f64)>,
    /// Letter trigrams with the terms that have them; sorted.
    trigrams: Vec<(u64, u32)>,
}

impl Vocabulary {
    /// Collects the stems of the given texts and prepares all that does not depend on the answer. `synonyms` are pairs of stems
    /// that mean the same for this question.
    pub(crate) fn new<'a>(
        texts: impl Iterator<Item = &'a Reading>,
        synonyms: &[(String, String)],
        neighbours: Option<&Neighbours>,
        lexicon: &Lexicon,
    ) -> Self {
        let mut terms: Vec<Term> = texts
            .flat_map(|reading| &reading.tokens)
            .map(|token| Term { stem: token.stem.clone(), content: token.role == Role::Content, trigrams: 0 })
            .collect();
        // Of equal stems the one with content comes first and stays.
        terms.sort_unstable_by(|a, b| a.stem.cmp(&b.stem).then(b.content.cmp(&a.content)));
        terms.dedup_by(|later, earlier| later.stem == earlier.stem);
        let (mut trigrams, mut links, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for (number, term) in (0_u32..).zip(terms.iter_mut()).filter(|(_, term)| term.content && !is_number(&term.stem))
        {
            trigrams_of(&term.stem, &mut own);
            term.trigrams = own.len();
            trigrams.extend(own.iter().map(|&trigram| (trigram, number)));
            for (other, value) in neighbours.into_iter().flat_map(|neighbours| neighbours.of(&term.stem)) {
                if !lexicon.are_opposite(other, &term.stem) {
                    links.push((other.to_string(), number, value));
                }
            }
        }
        trigrams.sort_unstable();
        let mut vocabulary = Self { terms, links: Vec::new(), trigrams };
        for (one, other) in synonyms {
            for (from, to) in [(one, other), (other, one)] {
                if let Some(term) = vocabulary.term(to) {
                    links.push((from.clone(), term, SYNONYM));
                }
            }
        }
        links.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)).then(b.2.total_cmp(&a.2)));
        links.dedup_by(|later, earlier| later.0 == earlier.0 && later.1 == earlier.1);
        vocabulary.links = links;
        vocabulary
    }

    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The term with exactly this stem.
    pub(crate) fn term(&self, stem: &str) -> Option<u32> {
        self.terms.binary_search_by(|term| term.stem.as_str().cmp(stem)).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// The terms that a stem of the answer stands for, each with how well, 0 (excluded) to 1.
    pub(crate) fn near(&self, stem: &str, content: bool, lexicon: &Lexicon, scratch: &mut Scratch) -> Vec<(u32, f64)> {
        let exact = self.term(stem);
        let mut found: Vec<(u32, f64)> = exact.map(|term| (term, 1.0)).into_iter().collect();
        if !content || is_number(stem) {
            return found;
        }
        let first = self.links.partition_point(|(from, ..)| from.as_str() < stem);
        let linked =
            self.links.iter().skip(first).take_while(|(from, ..)| from == stem).map(|&(_, term, value)| (term, value));
        found.extend(linked.filter(|&(term, _)| Some(term) != exact));
        trigrams_of(stem, &mut scratch.own);
        scratch.counts.resize(self.terms.len(), 0);
        for &trigram in &scratch.own {
            let first = self.trigrams.partition_point(|&(known, _)| known < trigram);
            for &(_, term) in self.trigrams.iter().skip(first).take_while(|&&(known, _)| known == trigram) {
                if let Some(count) = scratch.counts.get_mut(term as usize) {
                    if *count == 0 {
                        scratch.touched.push(term);
                    }
                    *count += 1;
                }
            }
        }
        for term in scratch.touched.drain(..) {
            let count = scratch.counts.get_mut(term as usize).map_or(0, core::mem::take);
            let Some(known) = self.terms.get(term as usize) else { continue };
            let dice = f64::from(2 * count) / (known.trigrams + scratch.own.len()) as f64;
            if dice < NEAR_SPELLING || Some(term) == exact || lexicon.are_opposite(stem, &known.stem) {
                continue;
            }
            match found.iter_mut().find(|(same, _)| *same == term) {
                Some((_, value)) => *value = value.max(dice),
                None => found.push((term, dice)),
            }
        }
        found.sort_unstable_by_key(|&(term, _)| term);
        found
    }
}

/// Working memory of [`Vocabulary::near`], kept between words.
#[derive(Default)]
pub(crate) struct Scratch {
    own: Vec<u64>,
    counts: Vec<u32>,
    touched: Vec<u32>,
}

/// Numbers are right or wrong: 10 is not near 100.
fn is_number(stem: &str) -> bool {
    stem.starts_with(|first: char| first.is_ascii_digit())
}

/// The distinct letter trigrams of a word with its ends marked, sorted.
fn trigrams_of(stem: &str, into: &mut Vec<u64>) {
    into.clear();
    if stem.len() > MAX_FUZZY_LETTERS {
        return;
    }
    let mut window = u64::from(b'^');
    let mut length = 1;
    for letter in stem.chars().chain(['$']) {
        window = (window << 21 | u64::from(letter)) & ((1 << 63) - 1);
        length += 1;
        if length >= 3 {
            into.push(window);
        }
    }
    into.sort_unstable();
    into.dedup();
}

#[cfg(test)]
mod tests {
    use super::super::reading::read;
    use super::*;

    fn near(target: &str, word: &str) -> Option<f64> {
        let lexicon = Lexicon::new(true);
        let reading = read(target, &lexicon);
        let vocabulary = Vocabulary::new([&reading].into_iter(), &[("shard".into(), "partit".into())], None, &lexicon);
        vocabulary.near(word, true, &lexicon, &mut Scratch::default()).first().map(|&(_, value)| value)
    }

    #[test]
    fn typing_slips_are_near_and_opposites_are_not() {
        assert_eq!(near("queue", "queue"), Some(1.0));
        assert!(near("consistency", "consistancy").is_some_and(|value| value > 0.5));
        assert_eq!(near("consistent", "inconsist"), None);
        assert_eq!(near("cache", "thread"), None);
        assert_eq!(near("100", "1000"), None);
    }

    #[test]
    fn an_authors_synonyms_count_almost_fully() {
        assert_eq!(near("partition", "shard"), Some(SYNONYM));
    }
}

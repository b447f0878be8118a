//! How far a stretch of the answer says what a target says.
//!
//! The heart is coverage: of the target's words, the share found in the answer, each as well as its best match; once with and once
//! without the words that the question itself supplies, since those cost nothing to repeat. Words in the target's order, pairs side by
//! side, and few words beside the point add to it, so that a heap of right words is worth less than a sentence. A word whose
//! negation differs from the target's counts less, one inside a denied statement hardly at all.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use super::lexicon::{Lexicon, Role};
use super::reading::{Reading, read};
use super::target::Target;
use super::vocabulary::{Scratch, Vocabulary};

/// What a match counts when exactly one side negates it.
const CONTRARY: f64 = 0.4;
/// What a match counts inside a statement that the writer calls false.
const DENIED: f64 = 0.15;
/// Words in order stand at most so many words apart.
const ORDER_REACH: usize = 5;

/// A place where the answer says (nearly) a word of a target.
#[derive(Clone, Copy, Debug)]
struct Hit {
    /// Which token of the answer.
    at: usize,
    /// Which wanted word of the target.
    wanted: usize,
    value: f64,
}

/// A name of a concept in the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub concept: usize,
    /// Tokens `first..last`.
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Debug)]
struct Distinct {
    exact: Option<u32>,
    content: bool,
    asked: bool,
    matches: Vec<(u32, f64)>,
}

/// The answer, matched against all targets.
pub(crate) struct Answer {
    pub reading: Reading,
    /// For each token its distinct stem.
    kinds: Vec<usize>,
    distinct: Vec<Distinct>,
    hits: Vec<Vec<Hit>>,
    /// Concepts named, in order of place.
    pub mentions: Vec<Mention>,
    /// Whether a few words come again and again.
    pub repetitive: bool,
}

/// The parts of a comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agreement {
    /// Square root of the coverage, 0..=1, the mean of counting and not counting the question's words. Order plays no part.
    pub bag: f64,
    /// The same as if nothing were denied or contradicted.
    pub bag_undenied: f64,
    /// The share of neighbouring wanted words that stand in the target's order, near each other.
    pub order: f64,
    /// The share of the target's adjacent pairs that are adjacent in the answer.
    pub pairs: f64,
    /// The share of the answer's own words that the target has too.
    pub focus: f64,
    /// For each wanted word its best place, with what it adds.
    pub best: Vec<Option<(usize, f64)>>,
}

impl Answer {
    /// Reads the answer and matches its words with every target.
    pub(crate) fn new(
        text: &str,
        lexicon: &Lexicon,
        vocabulary: &Vocabulary,
        asked: &[u32],
        targets: &[Target],
        names: &[(usize, Vec<u32>)],
    ) -> Self {
        let reading = read(text, lexicon);
        let mut order: Vec<usize> = (0..reading.tokens.len()).collect();
        let key = |at: usize| reading.tokens.get(at).map(|token| (token.stem.as_str(), token.role));
        order.sort_by_key(|&at| key(at));
        let mut kinds = vec![0; reading.tokens.len()];
        let mut distinct: Vec<Distinct> = Vec::new();
        let mut scratch = Scratch::default();
        let mut before = None;
        for at in order {
            let Some((stem, role)) = key(at) else { continue };
            if before != Some((stem, role)) {
                before = Some((stem, role));
                let content = role == Role::Content;
                let matches = vocabulary.near(stem, content, lexicon, &mut scratch);
                let exact = vocabulary.term(stem);
                distinct.push(Distinct {
                    exact,
                    content,
                    asked: exact.is_some_and(|term| asked.binary_search(&term).is_ok()),
                    matches,
                });
            }
            if let Some(kind) = kinds.get_mut(at) {
                *kind = distinct.len() - 1;
            }
        }
        let mentions = mentions_of(&reading, &kinds, &distinct, names);
        let hits =
            targets.iter().map(|target| hits_of(target, &kinds, &distinct, &mentions, vocabulary.len())).collect();
        let content = reading.tokens.iter().filter(|token| token.role == Role::Content).count();
        let own = distinct.iter().filter(|kind| kind.content).count();
        let repetitive = content >= 12 && own * 4 < content;
        Self { reading, kinds, distinct, hits, mentions, repetitive }
    }

    /// Compares tokens `range` with target number `target`.
    pub(crate) fn agree(&self, number: usize, target: &Target, range: &Range<usize>) -> Agreement {
        let mut agreement = Agreement { best: vec![None; target.wanted.len()], ..Agreement::default() };
        let Some(hits) = self.hits.get(number) else { return agreement };
        let from = hits.partition_point(|hit| hit.at < range.start);
        let hits: Vec<(Hit, f64)> = hits
            .iter()
            .skip(from)
            .take_while(|hit| hit.at < range.end)
            .map(|hit| (*hit, hit.value * self.stance(target, hit)))
            .collect();
        let mut undenied = vec![0.0_f64; target.wanted.len()];
        for (hit, value) in &hits {
            if let (Some(best), Some(plain)) = (agreement.best.get_mut(hit.wanted), undenied.get_mut(hit.wanted)) {
                *plain = plain.max(hit.value);
                if best.is_none_or(|(_, known)| *value > known) {
                    *best = Some((hit.at, *value));
                }
            }
        }
        let values = agreement.best.iter().map(|best| best.map_or(0.0, |(_, value)| value));
        agreement.bag = coverage(target, values);
        agreement.bag_undenied = coverage(target, undenied.iter().copied());
        agreement.order = order_of(target, &hits, &agreement);
        agreement.pairs = self.pairs_of(target, range, agreement.bag);
        agreement.focus = self.focus_of(&agreement, range);
        agreement
    }

    /// What the match counts for what is said about it.
    fn stance(&self, target: &Target, hit: &Hit) -> f64 {
        let (Some(token), Some(wanted)) = (self.reading.tokens.get(hit.at), target.wanted.get(hit.wanted)) else {
            return 0.0;
        };
        if token.denied {
            DENIED
        } else if wanted.content && wanted.negated.is_some_and(|negated| negated != token.negated) {
            CONTRARY
        } else {
            1.0
        }
    }

    fn pairs_of(&self, target: &Target, range: &Range<usize>, otherwise: f64) -> f64 {
        if target.pairs.is_empty() {
            return otherwise;
        }
        let exact =
            |at: usize| self.kinds.get(at).and_then(|&kind| self.distinct.get(kind)).and_then(|kind| kind.exact);
        let mut found: Vec<usize> = (range.start..range.end.saturating_sub(1))
            .filter_map(|at| target.pairs.binary_search(&(exact(at)?, exact(at + 1)?)).ok())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.len() as f64 / target.pairs.len() as f64
    }

    fn focus_of(&self, agreement: &Agreement, range: &Range<usize>) -> f64 {
        let mut used: Vec<usize> =
            agreement.best.iter().flatten().filter_map(|&(at, _)| self.kinds.get(at).copied()).collect();
        used.sort_unstable();
        let mut kinds: Vec<usize> = self.kinds.get(range.clone()).unwrap_or_default().to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.retain(|&kind| self.distinct.get(kind).is_some_and(|kind| kind.content && !kind.asked));
        let found = kinds.iter().filter(|kind| used.binary_search(kind).is_ok()).count();
        if kinds.is_empty() { 0.0 } else { found as f64 / kinds.len() as f64 }
    }
}

fn hits_of(target: &Target, kinds: &[usize], distinct: &[Distinct], mentions: &[Mention], terms: usize) -> Vec<Hit> {
    let mut place = vec![None; terms];
    for (at, wanted) in target.wanted.iter().enumerate() {
        if let Some(slot) = place.get_mut(wanted.term as usize) {
            *slot = Some(at);
        }
    }
    let mut hits = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        for &(term, value) in distinct.get(*kind).map_or(&[][..], |kind| &kind.matches) {
            if let Some(&Some(wanted)) = place.get(term as usize) {
                hits.push(Hit { at, wanted, value });
            }
        }
    }
    for mention in mentions {
        for (_, places) in target.concepts.iter().filter(|(concept, _)| *concept == mention.concept) {
            hits.extend(places.iter().map(|&wanted| Hit {
                at: mention.first,
                wanted: wanted as usize,
                value: super::vocabulary::SYNONYM,
            }));
        }
    }
    hits.sort_by_key(|hit| (hit.at, hit.wanted));
    hits
}

/// The concepts' names in the answer; structure words between the words of a name do not part it.
fn mentions_of(reading: &Reading, kinds: &[usize], distinct: &[Distinct], names: &[(usize, Vec<u32>)]) -> Vec<Mention> {
    let telling: Vec<(usize, &Distinct)> = reading
        .tokens
        .iter()
        .zip(kinds)
        .enumerate()
        .filter(|(_, (token, _))| matches!(token.role, Role::Content | Role::Place) && !token.denied && !token.negated)
        .filter_map(|(at, (_, kind))| distinct.get(*kind).map(|kind| (at, kind)))
        .collect();
    // Names by their first word, so that the work is bounded by what is there.
    let mut by_first: Vec<(u32, usize)> =
        names.iter().enumerate().filter_map(|(number, (_, name))| Some((*name.first()?, number))).collect();
    by_first.sort_unstable();
    let mut mentions = Vec::new();
    for (index, (first, kind)) in telling.iter().enumerate() {
        for &(term, value) in &kind.matches {
            if value < NAME_LIKENESS {
                continue;
            }
            let from = by_first.partition_point(|&(known, _)| known < term);
            for &(_, number) in by_first.iter().skip(from).take_while(|&&(known, _)| known == term) {
                let Some((concept, name)) = names.get(number) else { continue };
                let mut follow = telling.iter().skip(index);
                let mut last = *first;
                let whole = name.iter().all(|term| {
                    follow.next().is_some_and(|(at, kind)| {
                        last = *at;
                        kind.matches.iter().any(|&(known, value)| known == *term && value >= NAME_LIKENESS)
                    })
                });
                if whole && last - first <= name.len() * 2 + 1 {
                    mentions.push(Mention { concept: *concept, first: *first, last: last + 1 });
                }
            }
        }
    }
    mentions
}

/// A word of a concept's name may be misspelt this much.
const NAME_LIKENESS: f64 = 0.7;

/// Mean of the square roots of the weighted coverage with and without the question's words.
fn coverage(target: &Target, values: impl Iterator<Item = f64>) -> f64 {
    let (mut all, mut found, mut new, mut new_found) = (0.0, 0.0, 0.0, 0.0);
    for (wanted, value) in target.wanted.iter().zip(values) {
        all += wanted.weight;
        found += wanted.weight * value;
        if !wanted.asked {
            new += wanted.weight;
            new_found += wanted.weight * value;
        }
    }
    if all <= 0.0 {
        return 0.0;
    }
    let whole = (found / all).sqrt();
    if new > 0.0 { (whole + (new_found / new).sqrt()) / 2.0 } else { whole }
}

/// Of the target's neighbouring content words, the share that follow each other closely in the answer too.
fn order_of(target: &Target, hits: &[(Hit, f64)], agreement: &Agreement) -> f64 {
    let content: Vec<usize> =
        (0..target.wanted.len()).filter(|&at| target.wanted.get(at).is_some_and(|wanted| wanted.content)).collect();
    if content.len() < 2 {
        return agreement.bag;
    }
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); target.wanted.len()];
    for (hit, value) in hits {
        let best = agreement.best.get(hit.wanted).copied().flatten().map_or(0.0, |(_, value)| value);
        if let Some(list) = places.get_mut(hit.wanted).filter(|_| *value >= best * 0.999) {
            list.push(hit.at);
        }
    }
    let found: Vec<&Vec<usize>> =
        content.iter().filter_map(|&at| places.get(at)).filter(|list| !list.is_empty()).collect();
    let followed = found
        .iter()
        .zip(found.iter().skip(1))
        .filter(|(one, other)| {
            one.iter().any(|&at| {
                let next = other.partition_point(|&later| later <= at);
                other.get(next).is_some_and(|&later| later - at <= ORDER_REACH)
            })
        })
        .count();
    followed as f64 / (content.len() - 1) as f64
}

impl Answer {
    /// At how many places of the stretch one of a concept's names stands; names that share words are one place.
    pub(crate) fn mentions_of(&self, concept: usize, range: &Range<usize>) -> usize {
        let mut free = range.start;
        let mut count = 0;
        for mention in self.mentions.iter().filter(|mention| mention.concept == concept && mention.last <= range.end) {
            if mention.first >= free {
                count += 1;
                free = mention.last;
            }
        }
        count
    }

    /// Whether the answer hardly says anything that the question does not.
    pub(crate) fn only_asks(&self) -> bool {
        let content = self.distinct.iter().filter(|kind| kind.content).count();
        let asked = self.distinct.iter().filter(|kind| kind.content && kind.asked).count();
        asked >= 4 && asked * 10 >= content * 9
    }
}

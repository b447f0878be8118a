//! Items about the glossary.

use alloc::vec::Vec;

use super::super::authored::matching;
use super::super::{Body, ItemBank, Note, Template};
use super::choices::{Likeness, Offer, choose};
use super::lexicon::{Lexicon, Topic};
use super::{Made, Parts, groups, plain, side};
use crate::content::{Term, plain_text};
use crate::random::Random;

/// How far around a term its like are looked for, so that the work does not grow with the square of the glossary.
const NEIGHBOURS: usize = 60;

/// How many of the nearest terms are offered as wrong choices.
const NEAREST: usize = 10;

/// What may be asked.
pub(super) fn parts<'a>(bank: &ItemBank<'a>, all: &mut Vec<Parts<'a>>) {
    let terms: Vec<&Term> = bank.pack.glossary.iter().collect();
    for term in &terms {
        all.push(Parts { terms: alloc::vec![*term], ..Parts::of(Template::Term) });
        all.push(Parts { terms: alloc::vec![*term, *term], ..Parts::of(Template::Meaning) });
        if let Some(other) = near(bank, term).first() {
            all.push(Parts { terms: alloc::vec![*term, *other], ..Parts::of(Template::Meaning) });
        }
    }
    for group in groups(&terms) {
        all.push(Parts { terms: group.to_vec(), ..Parts::of(Template::MatchTerms) });
    }
}

pub(super) fn make(bank: &ItemBank<'_>, parts: &Parts<'_>, random: &mut Random) -> Option<Made> {
    let term = parts.terms.first()?;
    match parts.template {
        Template::Term => {
            let wrong = near(bank, term).into_iter().map(offer).collect();
            let choices = choose(bank.lexicon(), offer(term), wrong, Likeness::Name, random)?;
            let made = Made { quoted: term.definition.clone(), ..Made::about("", Body::Single(choices)) };
            let lexicon = bank.lexicon();
            lexicon.topic(&term.term).apart(&lexicon.topic(&plain_text(&term.definition))).then_some(made)
        }
        Template::Meaning => {
            let shown = parts.terms.get(1)?;
            let body = Body::TrueFalse { answer: shown.id == term.id };
            Some(Made { quoted: shown.definition.clone(), ..Made::about(&term.term, body) })
        }
        _ => {
            let left = parts.terms.iter().map(|term| side(term.id.as_str(), plain(&term.term)));
            let right = parts.terms.iter().map(|term| side(term.id.as_str(), term.definition.clone()));
            Some(Made::about("", matching(left.collect(), right.collect(), random)))
        }
    }
}

/// What a term is compared by.
pub(crate) struct Compared {
    name: Topic,
    definition: Topic,
}

impl Compared {
    /// The terms of a glossary, in its order.
    pub(crate) fn glossary(lexicon: &Lexicon, terms: &[Term]) -> Vec<Self> {
        let compared = |term: &Term| Self {
            name: lexicon.topic(&term.term),
            definition: lexicon.topic(&plain_text(&term.definition)),
        };
        terms.iter().map(compared).collect()
    }
}

/// Terms that somebody could confuse with this one: their definitions share words with its own, though they do not say the same, and
/// neither definition names the other term. The nearest first; of equals those that the author put nearest.
fn near<'a>(bank: &ItemBank<'a>, term: &Term) -> Vec<&'a Term> {
    let glossary = &bank.pack.glossary;
    let compared = bank.terms();
    let Some(place) = glossary.iter().position(|other| other.id == term.id) else { return Vec::new() };
    let Some(own) = compared.get(place) else { return Vec::new() };
    let first = place.saturating_sub(NEIGHBOURS);
    let around = glossary.iter().zip(compared).enumerate().skip(first).take(2 * NEIGHBOURS);
    let mut found: Vec<((usize, usize), &Term)> = around
        .filter(|(n, (_, theirs))| {
            *n != place
                && !theirs.definition.alike(&own.definition)
                && theirs.definition.apart(&own.name)
                && theirs.name.apart(&own.definition)
        })
        .map(|(n, (other, theirs))| {
            // A single word in common may be chance; authors put like to like.
            ((4 * theirs.definition.shared(&own.definition).saturating_sub(1), n.abs_diff(place)), other)
        })
        .collect();
    let most = found.iter().map(|((shared, _), _)| *shared).max().unwrap_or_default();
    found.sort_by_key(|((shared, distance), _)| distance + most - shared);
    found.into_iter().take(NEAREST).map(|(_, other)| other).collect()
}

/// A term, explained by its definition.
fn offer(term: &Term) -> Offer {
    Offer { id: term.id.as_str().into(), text: plain(&term.term), note: Note::Words(term.definition.clone()) }
}

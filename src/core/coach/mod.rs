//! The answer coach: what a free answer covers, what it misses, and what to add next.
//!
//! A [`Coach`] is made once for a question from a [`Context`]; [`Coach::assess`] then judges any number of answers, fast enough to
//! run while the learner types. It gives [`Feedback`]: bands, numbers and places in the answer, never sentences. How it judges, how
//! well, and what it cannot judge is told in this folder's README.
//!
//! It knows neither sessions nor progress nor the interface. Nothing here is random, and no number depends on the platform.

mod agreement;
mod assessing;
mod context;
mod delivery;
mod feedback;
mod lexicon;
mod line;
mod neighbours;
mod pieces;
mod question;
mod reading;
mod spread;
mod structure;
mod target;
mod vocabulary;

#[cfg(test)]
mod tests;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use context::{ConceptNames, Context, Entry};
pub use delivery::{Delivery, WORDS_A_MINUTE};
pub use feedback::{Band, Doubt, Feedback, NextStep, PitfallFinding, PointFinding, Progress, Share, Span, compare};
use lexicon::{Lexicon, Role};
pub use line::{Judged, Line};
pub use neighbours::{Neighbours, NeighboursError};
pub use pieces::{Piece, pieces};
use reading::{Reading, read};
use spread::Spread;
pub use structure::{Step, StepFinding, Structure};
use target::Target;
use vocabulary::Vocabulary;

use crate::content::QuestionKind;
use crate::text::beginning;

/// The most points, pitfalls, follow-ups or concepts of a question that are looked at.
pub const MAX_ENTRIES: usize = 100;
/// How much of a target's text is looked at, in bytes.
const MAX_TARGET_BYTES: usize = 8_000;
/// How much of a pack's questions is looked at for how widely they use a word, in bytes.
const MAX_PACK_BYTES: usize = 100_000;

/// A question made ready for judging answers to it.
#[derive(Clone, Debug)]
pub struct Coach {
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    english: bool,
    kind: Option<QuestionKind>,
    suggested_seconds: Option<u32>,
    /// Terms of the question; sorted.
    asked: Vec<u32>,
    /// The points, then the pitfalls, then the model answer.
    targets: Vec<Target>,
    points: Vec<Point>,
    pitfalls: Vec<Pitfall>,
    has_model: bool,
    /// Names of concepts as terms.
    names: Vec<(usize, Vec<u32>)>,
}

#[derive(Clone, Debug)]
struct Point {
    id: String,
    concepts: Vec<usize>,
    follow_up: Option<String>,
}

#[derive(Clone, Debug)]
struct Pitfall {
    id: String,
    /// Whether words can show it at all; what an answer leaves out, they cannot.
    shows: bool,
}

impl Coach {
    /// Makes a question ready. `neighbours` is the optional resource; the coach works without, a little worse.
    #[must_use]
    pub fn new(context: &Context<'_>, neighbours: Option<&Neighbours>) -> Self {
        let english =
            context.language.is_empty() || context.language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
        let lexicon = Lexicon::new(english);
        let reading = |text: &str| read(beginning(text, MAX_TARGET_BYTES), &lexicon);
        let question = reading(context.question);
        let points: Vec<&Entry<'_>> = context.points.iter().take(MAX_ENTRIES).collect();
        let pitfalls: Vec<&Entry<'_>> = context.pitfalls.iter().take(MAX_ENTRIES).collect();
        let mut texts: Vec<Reading> = points.iter().chain(&pitfalls).map(|entry| reading(entry.text)).collect();
        texts.push(reading(context.model_answer));
        let name_readings: Vec<(usize, Reading)> = context
            .concepts
            .iter()
            .take(MAX_ENTRIES)
            .enumerate()
            .flat_map(|(number, concept)| concept.names.iter().take(MAX_ENTRIES).map(move |name| (number, *name)))
            .map(|(number, name)| (number, reading(name)))
            .collect();
        let synonyms = single_word_synonyms(&name_readings);
        let all = texts.iter().chain([&question]).chain(name_readings.iter().map(|(_, reading)| reading));
        let vocabulary = Vocabulary::new(all, &synonyms, neighbours, &lexicon);
        let mut asked: Vec<u32> = question.tokens.iter().filter_map(|token| vocabulary.term(&token.stem)).collect();
        asked.sort_unstable();
        asked.dedup();
        let spread = if context.pack.is_empty() {
            Spread::over(texts.iter().chain([&question]).map(core::slice::from_ref))
        } else {
            spread_over(&context.pack, &lexicon)
        };
        let mut targets: Vec<Target> =
            texts.iter().map(|text| Target::new(text, &vocabulary, &asked, &spread)).collect();
        let names: Vec<(usize, Vec<u32>)> = name_readings
            .iter()
            .map(|(number, name)| (*number, telling_terms(name, &vocabulary)))
            .filter(|(_, name)| !name.is_empty())
            .collect();
        for target in &mut targets {
            for (number, name) in &names {
                target.note_concept(*number, name);
            }
        }
        let concept_number =
            |id: &&str| context.concepts.iter().take(MAX_ENTRIES).position(|concept| concept.id == *id);
        Self {
            english,
            kind: context.kind,
            suggested_seconds: context.suggested_seconds,
            asked,
            has_model: targets.last().is_some_and(|target| !target.wanted.is_empty()),
            points: points
                .iter()
                .map(|point| Point {
                    id: point.id.to_string(),
                    concepts: point.links.iter().filter_map(concept_number).collect(),
                    follow_up: nearest_follow_up(point, &context.follow_ups, &vocabulary, &lexicon),
                })
                .collect(),
            pitfalls: pitfalls
                .iter()
                .map(|pitfall| Pitfall { id: pitfall.id.to_string(), shows: shows_in_words(pitfall.text) })
                .collect(),
            targets,
            names,
            vocabulary,
            lexicon,
        }
    }
}

/// How widely a pack's questions use each word.
fn spread_over(pack: &[Vec<&str>], lexicon: &Lexicon) -> Spread {
    let mut left = MAX_PACK_BYTES;
    let mut readings = |text: &&str| {
        let text = beginning(text, left.min(MAX_TARGET_BYTES));
        left -= text.len();
        read(text, lexicon)
    };
    let questions: Vec<Vec<Reading>> =
        pack.iter().map(|question| question.iter().map(&mut readings).collect()).collect();
    Spread::over(&questions)
}

/// Pairs of stems that the question's concepts make synonyms: names of one telling word each.
fn single_word_synonyms(names: &[(usize, Reading)]) -> Vec<(String, String)> {
    let single: Vec<(usize, &str)> = names
        .iter()
        .filter_map(|(number, name)| match name.tokens.as_slice() {
            [only] => Some((*number, only.stem.as_str())),
            _ => None,
        })
        .collect();
    let mut pairs = Vec::new();
    for (at, (number, stem)) in single.iter().enumerate() {
        for (_, other) in single.iter().skip(at + 1).filter(|(same, other)| same == number && other != stem) {
            pairs.push((stem.to_string(), other.to_string()));
        }
    }
    pairs
}

/// The terms of a concept's name, without structure words.
fn telling_terms(name: &Reading, vocabulary: &Vocabulary) -> Vec<u32> {
    let telling = name.tokens.iter().filter(|token| matches!(token.role, Role::Content | Role::Place));
    telling.filter_map(|token| vocabulary.term(&token.stem)).collect()
}

/// The follow-up that names the point, else the one that shares most words with it.
fn nearest_follow_up(
    point: &Entry<'_>,
    follow_ups: &[Entry<'_>],
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
) -> Option<String> {
    let follow_ups = || follow_ups.iter().take(MAX_ENTRIES);
    if let Some(named) =
        follow_ups().filter(|follow| follow.links.contains(&point.id)).min_by_key(|follow| follow.links.len())
    {
        return Some(named.id.to_string());
    }
    let terms = |text: &str| -> Vec<u32> {
        let reading = read(beginning(text, MAX_TARGET_BYTES), lexicon);
        let mut terms: Vec<u32> = reading
            .tokens
            .iter()
            .filter(|token| token.role == Role::Content)
            .filter_map(|token| vocabulary.term(&token.stem))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    let own = terms(point.text);
    follow_ups()
        .map(|follow| (terms(follow.text).iter().filter(|term| own.binary_search(term).is_ok()).count(), follow))
        .filter(|(shared, _)| *shared > 0)
        .fold(
            None,
            |best: Option<(usize, &Entry<'_>)>, next| {
                if best.is_some_and(|best| best.0 >= next.0) { best } else { Some(next) }
            },
        )
        .map(|(_, follow)| follow.id.to_string())
}

/// A pitfall of leaving something out ("Forgets the scale", "No figures") has no words in the answer that could show it.
fn shows_in_words(text: &str) -> bool {
    const ABSENT: [&str; 28] = [
        "no",
        "not",
        "never",
        "nothing",
        "forgets",
        "forgetting",
        "ignores",
        "ignoring",
        "omits",
        "omitting",
        "leaves",
        "leaving",
        "lacks",
        "lacking",
        "misses",
        "missing",
        "skips",
        "skipping",
        "without",
        "vague",
        "generic",
        "fails",
        "stays",
        "gives",
        "starts",
        "jumps",
        "neglects",
        "only",
    ];
    // What is left out may also come after what is said: "Praises shared memory and forgets the races".
    const LEFT_OUT: [&str; 6] = ["forgets", "ignores", "omits", "neglects", "skips", "without"];
    let found = crate::text::words(text);
    let is = |word: &crate::text::Word, listed: &[&str]| listed.contains(&word.folded.as_str());
    found.first().is_some_and(|first| !is(first, &ABSENT)) && !found.iter().any(|word| is(word, &LEFT_OUT))
}

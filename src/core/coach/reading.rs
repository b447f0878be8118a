//! A text as the coach reads it: words with their roles, what is negated, what is denied, and whether the order is English at all.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::lexicon::{Lexicon, Role, calls_false, calls_true, opens_clause, pads_denial};
use crate::text::{sentences, stem, words};

/// How many content words a negator reaches, unless its clause ends before.
const NEGATION_REACH: u32 = 8;
/// The stem under which every negator is compared.
const NO: &str = "~no";

#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Byte offsets in the text.
    pub start: usize,
    pub end: usize,
    pub stem: String,
    pub role: Role,
    /// Within reach of a negator.
    pub negated: bool,
    /// In a statement that the writer calls false.
    pub denied: bool,
}

/// A sentence, or a part of one that is too long to be shown as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Byte offsets in the text.
    pub start: usize,
    pub end: usize,
    /// Tokens `first..last` belong to it.
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub tokens: Vec<Token>,
    pub segments: Vec<Segment>,
    /// Whether the words stand in an order that no English sentence has.
    pub scrambled: bool,
}

/// The most words a segment holds: more is cut, since speech comes without full stops.
const SEGMENT_WORDS: usize = 40;

pub(crate) fn read(text: &str, lexicon: &Lexicon) -> Reading {
    let mut reading = Reading::default();
    let mut order = Order::default();
    let mut last_sentence = 0;
    for (start, end) in sentences(text) {
        let Some(sentence) = text.get(start..end) else { continue };
        let found = words(sentence);
        let folded: Vec<&str> = found.iter().map(|word| word.folded.as_str()).collect();
        let roles: Vec<Role> = folded.iter().map(|word| lexicon.role(word)).collect();
        order.look_at(&folded);
        // "False." may also be the whole answer: then there is nothing before that it could deny.
        if let Some(all) = denies_what_was_said(&folded, &roles).filter(|_| !reading.segments.is_empty()) {
            deny(&mut reading, if all { 0 } else { last_sentence });
            continue;
        }
        let denied_from = denial_opens(&folded, &roles);
        let first = reading.tokens.len();
        last_sentence = first;
        let (mut reach, mut denying, mut before) = (0_u32, false, 0);
        for (index, (word, &role)) in found.iter().zip(&roles).enumerate() {
            let comma = sentence.get(before..word.start).is_some_and(|gap| gap.contains([',', ';', ':', '—']));
            before = word.end;
            if comma || opens_clause(&word.folded) {
                reach = 0;
            }
            denying = (denying || denied_from == Some(index))
                && !matches!(word.folded.as_str(), "but" | "instead" | "rather" | "actually");
            let content = role == Role::Content;
            reading.tokens.push(Token {
                start: start + word.start,
                end: start + word.end,
                stem: if role == Role::Negator { NO.to_string() } else { stem(&word.folded) },
                role,
                negated: content && reach > 0,
                denied: denying,
            });
            if role == Role::Negator {
                reach = NEGATION_REACH;
            } else if content {
                reach = reach.saturating_sub(1);
            }
        }
        push_segments(&mut reading, first, start, end);
    }
    reading.scrambled = order.is_broken();
    reading
}

fn push_segments(reading: &mut Reading, first: usize, start: usize, end: usize) {
    let last = reading.tokens.len();
    if last - first <= SEGMENT_WORDS {
        reading.segments.push(Segment { start, end, first, last });
        return;
    }
    let step = SEGMENT_WORDS / 2;
    let mut from = first;
    while from < last {
        // The last piece takes a short rest with it.
        let to = if last - from < step * 3 / 2 { last } else { from + step };
        if let (Some(head), Some(tail)) = (reading.tokens.get(from), reading.tokens.get(to - 1)) {
            reading.segments.push(Segment { start: head.start, end: tail.end, first: from, last: to });
        }
        from = to;
    }
}

/// Whether a sentence only says that what came before is false; `Some(true)` when it means all of it.
fn denies_what_was_said(folded: &[&str], roles: &[Role]) -> Option<bool> {
    if folded.is_empty() || folded.len() > 10 {
        return None;
    }
    let negated = roles.contains(&Role::Negator);
    let truth = folded.iter().any(|word| calls_true(word));
    let falsity = folded.iter().any(|word| calls_false(word));
    let closed = folded
        .iter()
        .zip(roles)
        .all(|(word, role)| *role != Role::Content || calls_true(word) || calls_false(word) || pads_denial(word));
    let denies = closed && if falsity { !negated } else { negated && truth };
    denies.then(|| folded.iter().any(|word| matches!(*word, "none" | "nothing" | "all" | "everything" | "above")))
}

fn deny(reading: &mut Reading, from: usize) {
    for token in reading.tokens.iter_mut().skip(from) {
        token.denied = true;
    }
}

/// The word from which a sentence is denied: after "it is not true that", "it is wrong to say", "I do not believe that".
fn denial_opens(folded: &[&str], roles: &[Role]) -> Option<usize> {
    let mut negator: Option<usize> = None;
    for (index, (word, role)) in folded.iter().zip(roles).enumerate() {
        if *role == Role::Negator {
            negator = Some(index);
        }
        let denies = calls_false(word) || calls_true(word) && negator.is_some_and(|at| index - at <= 3);
        if denies {
            let follows = |offset: usize, expected: &str| folded.get(index + offset) == Some(&expected);
            if follows(1, "that") {
                return Some(index + 2);
            }
            if follows(1, "to")
                && (follows(2, "say") || follows(2, "think") || follows(2, "believe") || follows(2, "claim"))
            {
                return Some(index + 3);
            }
        }
    }
    None
}

/// Counts neighbours that English does not put side by side ("the of", "is are", "and and"). A writer slips now and then; in a text
/// whose words were shuffled a fifth or more are such.
#[derive(Default)]
struct Order {
    seen: usize,
    broken: usize,
}

impl Order {
    fn look_at(&mut self, folded: &[&str]) {
        for (index, word) in folded.iter().enumerate() {
            let next = folded.get(index + 1).copied();
            if let Some(broken) = clashes(word, next) {
                self.seen += 1;
                self.broken += usize::from(broken);
            }
        }
    }

    fn is_broken(&self) -> bool {
        self.broken >= 2 && self.broken * 5 >= self.seen
    }
}

fn determines(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "my" | "your" | "its" | "their" | "our" | "every")
}
fn relates(word: &str) -> bool {
    matches!(word, "of" | "to" | "in" | "on" | "at" | "by" | "for" | "with" | "from" | "into" | "onto" | "than" | "as")
}
fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "am"
            | "has"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "does"
            | "did"
            | "must"
    )
}
fn helps(word: &str) -> bool {
    is_finite(word) || matches!(word, "be" | "been" | "have" | "do" | "may" | "might")
}
fn joins(word: &str) -> bool {
    matches!(word, "and" | "or" | "but" | "because")
}
fn acts(word: &str) -> bool {
    matches!(word, "i" | "we" | "he" | "she" | "they")
}

/// Whether the second word cannot follow the first; `None` when the first tells nothing.
fn clashes(word: &str, next: Option<&str>) -> Option<bool> {
    let after = |test: fn(&str) -> bool| next.is_some_and(test);
    if determines(word) {
        let connects = |next: &str| {
            joins(next) || matches!(next, "so" | "if" | "when" | "while" | "that" | "which" | "who" | "then")
        };
        Some(next.is_none_or(connects) || after(determines) || after(relates) || after(helps) || after(acts))
    } else if relates(word) {
        let lone = !matches!(
            (word, next),
            ("from" | "as", Some("to")) | ("than", _) | ("as", Some("in" | "for" | "of" | "with" | "at" | "on"))
        );
        Some(
            after(is_finite)
                || after(joins)
                || next == Some("so")
                || after(relates) && lone
                || after(acts) && !matches!(word, "than" | "as" | "for"),
        )
    } else if is_finite(word) {
        Some(after(is_finite) || next == Some("of"))
    } else if joins(word) {
        Some(next.is_none() || matches!(next, Some("and" | "or" | "of")) || word == "because" && after(is_finite))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(text: &str) -> Reading {
        read(text, &Lexicon::new(true))
    }

    fn marked(text: &str, mark: fn(&Token) -> bool) -> Vec<&str> {
        english(text).tokens.iter().filter(|token| mark(token)).map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn a_negator_reaches_to_the_end_of_its_clause() {
        let text = "Threads do not copy memory, but processes copy pages.";
        assert_eq!(marked(text, |token| token.negated), ["copy", "memory"]);
    }

    #[test]
    fn a_denial_covers_what_it_is_about() {
        assert_eq!(
            marked("It is not true that threads share memory.", |token| token.denied),
            ["threads", "share", "memory"]
        );
        assert_eq!(
            marked("It is wrong to say that caches help, but they cost.", |token| token.denied),
            ["that", "caches", "help"]
        );
        assert_eq!(marked("Queues are slow. Caches help. That is wrong.", |token| token.denied), ["Caches", "help"]);
        assert_eq!(marked("Queues are slow. Caches help. None of that is true.", |token| token.denied).len(), 5);
    }

    #[test]
    fn praise_and_content_are_no_denial() {
        assert!(marked("Caches help. That is correct.", |token| token.denied).is_empty());
        assert!(marked("Caches help. That is not a wrong idea.", |token| token.denied).is_empty());
        assert!(marked("Caches help. The wrong key evicts the page.", |token| token.denied).is_empty());
    }

    #[test]
    fn shuffled_words_are_noticed_and_plain_ones_are_not() {
        assert!(english("of the the memory is in are process and of threads share").scrambled);
        assert!(
            !english("A process has its own memory, and the threads of a process share it with each other.").scrambled
        );
    }

    #[test]
    fn long_sentences_are_cut_into_segments() {
        let text = "word ".repeat(130);
        let reading = english(&text);
        assert!(reading.segments.iter().all(|segment| segment.last - segment.first <= SEGMENT_WORDS));
        assert_eq!(reading.segments.iter().map(|segment| segment.last - segment.first).sum::<usize>(), 130);
    }
}

//! How an answer was said: observations, never a mark.

use alloc::vec::Vec;

use super::feedback::Span;
use crate::text::{Word, sentences, words};

/// Words a minute of calm, clear speech in an interview.
pub const WORDS_A_MINUTE: u32 = 140;
/// A sentence of more words is hard to follow when heard.
const LONG_SENTENCE: usize = 35;
/// At most so many places are reported of each sort.
const MOST_PLACES: usize = 50;

/// Observations on the delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Words in the answer.
    pub words: u32,
    /// How long it takes to say, in seconds.
    pub seconds: u32,
    /// The time that was suggested, in seconds, when the question has one.
    pub suggested_seconds: Option<u32>,
    /// Words that fill a pause ("basically", "you know").
    pub fillers: Vec<Span>,
    /// Words that weaken what they go with ("sort of", "I guess").
    pub hedges: Vec<Span>,
    /// Sentences that are hard to follow when heard.
    pub long_sentences: Vec<Span>,
}

const FILLERS: [&str; 16] = [
    "um",
    "uh",
    "uhm",
    "erm",
    "er",
    "basically",
    "literally",
    "you know",
    "i mean",
    "or whatever",
    "and stuff",
    "and so on and so forth",
    "at the end of the day",
    "to be honest",
    "obviously",
    "kind of like",
];

const HEDGES: [&str; 16] = [
    "i guess",
    "i suppose",
    "maybe",
    "perhaps",
    "sort of",
    "kind of",
    "somewhat",
    "i think maybe",
    "probably",
    "i am not sure",
    "i'm not sure",
    "not really sure",
    "hopefully",
    "i feel like",
    "more or less",
    "if i remember correctly",
];

impl Delivery {
    pub(crate) fn observe(answer: &str, english: bool, suggested_seconds: Option<u32>) -> Self {
        let found = words(answer);
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let long = sentences(answer).into_iter().filter_map(|(start, end)| {
            let from = found.partition_point(|word| word.start < start);
            let to = found.partition_point(|word| word.start < end);
            (to - from > LONG_SENTENCE).then_some(Span { start, end })
        });
        Self {
            words: count,
            seconds: count.saturating_mul(60) / WORDS_A_MINUTE,
            suggested_seconds,
            fillers: if english { places(&found, &FILLERS) } else { Vec::new() },
            hedges: if english { places(&found, &HEDGES) } else { Vec::new() },
            long_sentences: long.take(MOST_PLACES).collect(),
        }
    }
}

/// Where one of the phrases begins and ends; the longest wins.
pub(crate) fn places(found: &[Word], phrases: &[&str]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, word) in found.iter().enumerate() {
        if spans.last().is_some_and(|span| word.start < span.end) {
            continue;
        }
        let longest = phrases.iter().filter_map(|phrase| ends_at(found, at, phrase)).max();
        if let Some(end) = longest.filter(|&end| !means_itself(found, at, end)) {
            spans.push(Span { start: word.start, end });
            if spans.len() == MOST_PLACES {
                break;
            }
        }
    }
    spans
}

/// Whether the words are no filler here: "what sort of", "the kind of", and estimates such as "perhaps 80".
fn means_itself(found: &[Word], at: usize, end: usize) -> bool {
    let word = |at: usize| found.get(at).map_or("", |word| word.folded.as_str());
    let before = at.checked_sub(1).map_or("", word);
    let after = word(found.partition_point(|word| word.start < end));
    match word(at) {
        "sort" | "kind" => matches!(
            before,
            "the"
                | "a"
                | "what"
                | "which"
                | "this"
                | "that"
                | "any"
                | "some"
                | "one"
                | "every"
                | "another"
                | "each"
                | "same"
        ),
        "perhaps" | "maybe" | "probably" | "somewhat" => {
            after.starts_with(|c: char| c.is_ascii_digit()) || matches!(after, "a" | "an" | "half" | "twice")
        }
        _ => false,
    }
}

/// The end of `phrase` when it begins at word `at`.
pub(crate) fn ends_at(found: &[Word], at: usize, phrase: &str) -> Option<usize> {
    let mut end = None;
    let mut rest = found.iter().skip(at);
    for part in phrase.split(' ') {
        let word = rest.next().filter(|word| word.folded == part)?;
        end = Some(word.end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_and_hedges_are_shown_in_place() {
        let text = "Basically, it is, you know, sort of a cache. Maybe.";
        let seen = Delivery::observe(text, true, Some(60));
        let shown = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|");
        assert_eq!(shown(&seen.fillers), "Basically|you know");
        assert_eq!(shown(&seen.hedges), "sort of|Maybe");
        assert_eq!((seen.words, seen.seconds), (10, 4));
    }

    #[test]
    fn what_means_itself_is_no_hedge() {
        let text = "That is the sort of cache I like. It takes perhaps 80 ms, perhaps a little. What kind of lock? It is kind of slow, perhaps.";
        let seen = Delivery::observe(text, true, None);
        let shown: Vec<&str> = seen.hedges.iter().map(|span| span.of(text)).collect();
        assert_eq!(shown, ["kind of", "perhaps"]);
    }

    #[test]
    fn long_sentences_are_noticed() {
        let text = alloc::format!("{}end. Short one.", "and then ".repeat(20));
        let seen = Delivery::observe(&text, true, None);
        assert_eq!(seen.long_sentences.len(), 1);
    }
}

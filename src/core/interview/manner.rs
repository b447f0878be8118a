//! How an answer was given: what a human interviewer would react to before weighing what was said.

use serde::{Deserialize, Serialize};

use super::turn::How;
use crate::coach::WORDS_A_MINUTE;
use crate::text::words;

/// An opening question answered in fewer words is answered shortly.
const SHORT_OPENING: usize = 20;
/// A follow-up answered in fewer words is answered shortly.
const SHORT_FOLLOW_UP: usize = 7;
/// Only an answer of up to so many words can be an "I don't know".
const UNSURE_WORDS: usize = 14;
/// From so many words on an answer is long, whatever time was suggested for it.
const LONG_WORDS: usize = 350;

/// What is said when nothing can be said, in English and Spanish, as words are folded.
const UNSURE: [&str; 19] = [
    "i don't know",
    "i do not know",
    "dont know",
    "don't know",
    "no idea",
    "no clue",
    "not sure",
    "dunno",
    "i can't answer",
    "i cannot answer",
    "can't say",
    "never heard",
    "pass",
    "no lo se",
    "ni idea",
    "no estoy seguro",
    "no estoy segura",
    "no sabria",
    "paso",
];

/// How an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Manner {
    /// As one would expect.
    #[default]
    Plain,
    /// Nothing was said.
    Silent,
    /// "I don't know."
    Unsure,
    /// Hardly more than a sentence.
    Short,
    /// At least twice as much as was asked for.
    Long,
    /// Aloud, without a transcript: nothing that can be read.
    Unread,
    /// The learner left the question.
    Skipped,
}

impl Manner {
    /// Every manner.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Silent, Self::Unsure, Self::Short, Self::Long, Self::Unread, Self::Skipped];

    /// The manner of an answer to a question for which so many seconds were suggested, given in `spent` milliseconds.
    #[must_use]
    pub fn of(text: &str, how: How, opening: bool, suggested: u32, spent: u32) -> Self {
        let found = words(text);
        if found.is_empty() {
            return if how == How::Aloud { Self::Unread } else { Self::Silent };
        }
        if found.len() <= UNSURE_WORDS {
            let mut said = alloc::string::String::from(" ");
            for word in &found {
                said.push_str(&word.folded);
                said.push(' ');
            }
            // Folded, "no sé" is the "no se" of any impersonal sentence: so it is taken with its accent, or as the whole answer.
            let unknown = said == " no se " || text.to_lowercase().contains("no sé");
            if unknown || UNSURE.iter().any(|phrase| holds(&said, phrase, found.len())) {
                return Self::Unsure;
            }
        }
        if found.len() < if opening { SHORT_OPENING } else { SHORT_FOLLOW_UP } {
            return Self::Short;
        }
        let twice = usize::try_from(suggested.saturating_mul(WORDS_A_MINUTE) / 30).unwrap_or(usize::MAX);
        let many = found.len() >= LONG_WORDS.max(twice);
        let slow = suggested > 0 && spent / 2_000 >= suggested.max(60);
        if many || (slow && opening) { Self::Long } else { Self::Plain }
    }
}

/// Whether a phrase stands in words that are set between spaces; a single word only when it is nearly all there is.
fn holds(said: &str, phrase: &str, count: usize) -> bool {
    if !phrase.contains(' ') && count > 3 {
        return false;
    }
    said.match_indices(phrase).any(|(at, _)| {
        let before = said.get(..at).is_some_and(|before| before.ends_with(' '));
        let after = said.get(at + phrase.len()..).is_some_and(|after| after.starts_with(' '));
        before && after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Manner {
        Manner::of(text, How::Typed, true, 120, 30_000)
    }

    #[test]
    fn an_answer_is_heard_as_a_human_would_hear_it() {
        for silent in ["", "  \n", "...", "\u{200b}"] {
            assert_eq!(of(silent), Manner::Silent, "{silent:?}");
        }
        for unsure in [
            "I don’t know.",
            "Sorry, no idea",
            "Pass",
            "Pues no lo sé",
            "I am not sure about that",
            "No se",
            "La verdad, NO SÉ qué decir",
        ] {
            assert_eq!(of(unsure), Manner::Unsure, "{unsure:?}");
        }
        assert_eq!(of("I would pass the request on to a queue."), Manner::Short);
        for known in [
            "A hash map.",
            "No se puede garantizar sin un quórum de lecturas.",
            "No se pierde nada: se escribe dos veces.",
        ] {
            assert_eq!(of(known), Manner::Short, "{known}");
        }
        assert_eq!(
            Manner::of("It costs one more read for each request.", How::Typed, false, 120, 9_000),
            Manner::Plain
        );
        assert_eq!(of(&"word ".repeat(60)), Manner::Plain);
        assert_eq!(of(&"word ".repeat(600)), Manner::Long);
        assert_eq!(Manner::of(&"word ".repeat(60), How::Typed, true, 120, 240_000), Manner::Long);
        assert_eq!(Manner::of("", How::Aloud, true, 120, 30_000), Manner::Unread);
    }

    #[test]
    fn not_knowing_one_thing_in_a_full_answer_is_no_i_dont_know() {
        let text = "I'm not sure about the figures, but I would first ask how many people write at once and then size the queue.";
        assert_eq!(of(text), Manner::Plain);
    }
}

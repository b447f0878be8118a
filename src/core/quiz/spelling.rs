//! Whether typed words are the words that were meant, slips of the fingers forgiven.
//!
//! Case, diacritics, hyphens, spacing and punctuation never count. Of what remains, a word of five letters or more may hold one slip
//! and a word of nine or more two (a letter missing, added, wrong, or two letters swapped), but not in its first letter, where
//! `synchronous` would turn into `asynchronous`, nor where the slip makes another word that is known.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::response::MAX_GAP_LENGTH;

/// How a typed text compares with the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// It is one of them.
    Same,
    /// It is this one, with a slip.
    Near(String),
    /// Nothing was typed.
    Empty,
    /// It is something else.
    Other,
}

/// Articles that may stand before an answer, in the languages that packs are most likely to be in.
const ARTICLES: [&str; 9] = ["the", "a", "an", "el", "la", "los", "las", "un", "una"];

/// Compares a typed text with the answers; `others` are near words that mean something else.
pub(super) fn compare(text: &str, answers: &[String], others: &[String]) -> Match {
    let cut: String = text.chars().take(MAX_GAP_LENGTH).collect();
    let typed = words(&cut);
    let Some((first, rest)) = typed.split_first() else { return Match::Empty };
    let bare = if ARTICLES.contains(&first.as_str()) && !rest.is_empty() { rest } else { &typed };
    let same = |other: &String| {
        let other = words(other).concat();
        other == typed.concat() || other == bare.concat()
    };
    if answers.iter().any(same) {
        return Match::Same;
    }
    if !others.iter().any(same) {
        for answer in answers {
            if near(bare, &words(answer)) || near(&typed, &words(answer)) {
                return Match::Near(answer.clone());
            }
        }
    }
    Match::Other
}

/// Whether a known word could be taken for a slip in typing one of the answers. The same word with another ending could not: it is
/// what was meant.
pub(super) fn confusable(known: &str, answers: &[String]) -> bool {
    // A slip is never in the first letter: most words need not be looked at any closer.
    if !answers.iter().any(|answer| first_letter(answer) == first_letter(known)) {
        return false;
    }
    let known = words(known);
    let answers = || answers.iter().map(|answer| words(answer));
    answers().any(|answer| near(&known, &answer))
        && !answers().any(|answer| {
            answer.concat() == known.concat()
                || answer.len() == known.len() && answer.iter().zip(&known).all(|(one, other)| inflected(one, other))
        })
}

fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next()).map(without_mark)
}

/// Whether two words differ by an ending at most (`cache`, `caches`, `cached`).
pub(super) fn inflected(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.starts_with(short) && long.len() - short.len() <= if short.len() >= 4 { 2 } else { 0 }
}

/// The words of a text in lower case, without diacritics; everything but letters, digits, `+` and `#` parts them.
pub(super) fn words(text: &str) -> Vec<String> {
    spans(text).into_iter().map(|(_, word)| word).collect()
}

/// The same with the place of each, in bytes.
pub(super) fn spans(text: &str) -> Vec<(Range<usize>, String)> {
    let mut spans = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut end = 0;
    for (at, original) in text.char_indices() {
        for c in original.to_lowercase() {
            match c {
                '\u{300}'..='\u{36F}' | '\'' | '\u{2019}' => {}
                _ if c.is_alphanumeric() || c == '+' || c == '#' => {
                    if word.is_empty() {
                        start = at;
                    }
                    end = at + original.len_utf8();
                    if c == 'ß' { word.push_str("ss") } else { word.push(without_mark(c)) }
                }
                _ if word.is_empty() => {}
                _ => spans.push((start..end, core::mem::take(&mut word))),
            }
        }
    }
    if !word.is_empty() {
        spans.push((start..end, word));
    }
    spans
}

/// A lower-case letter of Latin-1 or Latin Extended-A without its mark; other characters as they are.
fn without_mark(c: char) -> char {
    // From U+00E0 to U+017F.
    const LETTERS: &[u8; 160] = b"aaaaaaaceeeeiiiidnooooo/ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt\
        uuuuuuuuuuuuwwyyyzzzzzzs";
    let letter = u32::from(c).checked_sub(0xE0).and_then(|at| LETTERS.get(usize::try_from(at).ok()?));
    letter.map_or(c, |letter| char::from(*letter))
}

fn near(typed: &[String], answer: &[String]) -> bool {
    if typed.len() != answer.len() {
        return false;
    }
    let mut slips = 0;
    for (typed, answer) in typed.iter().zip(answer) {
        if typed == answer {
            continue;
        }
        let length = answer.chars().count();
        let allowed = if length >= 9 { 2 } else { usize::from(length >= 5) };
        // A digit is never a slip (Base62, Base64), and where a character is a word, neither is a character.
        let strict = |word: &str| word.chars().any(|c| !c.is_alphabetic() || c >= '\u{2E80}');
        if strict(typed) || strict(answer) || typed.chars().next() != answer.chars().next() {
            return false;
        }
        let found = slips_between(typed, answer);
        if found > allowed {
            return false;
        }
        slips += found;
    }
    slips <= 2
}

/// Letters to insert, delete, change or swap with their neighbour (the optimal string alignment distance, after Damerau 1964).
fn slips_between(typed: &str, answer: &str) -> usize {
    let answer: Vec<char> = answer.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=answer.len()).collect();
    let mut last = None;
    for (n, letter) in typed.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(n + 1);
        let mut left = n + 1;
        for (m, other) in answer.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&row, m) + usize::from(letter != *other)).min(cell(&row, m + 1) + 1).min(left + 1);
            let swapped = m > 0 && last == Some(*other) && answer.get(m - 1) == Some(&letter);
            if swapped {
                best = best.min(cell(&before, m - 1) + 1);
            }
            next.push(best);
            left = best;
        }
        last = Some(letter);
        before = core::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| String::from(*text)).collect()
    }

    fn judged(text: &str, accepted: &[&str]) -> Match {
        compare(text, &answers(accepted), &[])
    }

    #[test]
    fn form_never_counts() {
        for (typed, accepted) in [
            ("Message Queue", "message queue"),
            ("  message   queue. ", "message queue"),
            ("write through", "write-through"),
            ("fanout", "fan-out"),
            ("the cache", "cache"),
            ("una caché", "cache"),
            ("resume", "résumé"),
            ("re\u{301}sume\u{301}", "résumé"),
            ("Strasse", "Straße"),
            ("c++", "C++"),
            ("Łódź", "lodz"),
            ("Conways law", "Conway’s law"),
        ] {
            assert_eq!(judged(typed, &[accepted]), Match::Same, "{typed}");
        }
    }

    #[test]
    fn small_slips_are_forgiven_in_long_words() {
        for (typed, accepted) in [
            ("qeue", "queue"),
            ("quere", "queue"),
            ("replicatoin", "replication"),
            ("idempotancy", "idempotency"),
            ("indexx", "index"),
            ("eventaul consistancy", "eventual consistency"),
        ] {
            assert_eq!(judged(typed, &[accepted]), Match::Near(accepted.into()), "{typed}");
        }
    }

    #[test]
    fn another_word_is_no_slip() {
        for (typed, accepted) in [
            ("asynchronous", "synchronous"),
            ("inconsistent", "consistent"),
            ("denormalise", "normalise"),
            ("scale up", "scale out"),
            ("Base64", "Base62"),
            ("AP", "CP"),
            ("lock", "look"),
            ("write-around", "write-through"),
            ("effect", "affect"),
            ("eventtaul konsistancy", "eventual consistency"),
            ("分布式系统", "分布式系絡"),
        ] {
            assert_eq!(judged(typed, &[accepted]), Match::Other, "{typed}");
        }
        assert_eq!(compare("sharing", &answers(&["sharding"]), &answers(&["sharing"])), Match::Other);
        assert_eq!(compare("sharing", &answers(&["sharding"]), &[]), Match::Near("sharding".into()));
        assert!(confusable("sharing", &answers(&["sharding"])));
        assert!(!confusable("Sharding", &answers(&["sharding"])));
        assert!(!confusable("shardings", &answers(&["sharding"])), "another ending is what was meant");
        assert!(!confusable("replica", &answers(&["sharding"])));
    }

    #[test]
    fn nothing_typed_is_nothing() {
        for empty in ["", "  ", "…", "--"] {
            assert_eq!(judged(empty, &["cache"]), Match::Empty, "{empty:?}");
        }
        assert_eq!(judged("the", &["cache"]), Match::Other);
        assert_eq!(judged(&"cache ".repeat(100_000), &["cache"]), Match::Other);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        assert_eq!(slips_between("ab", "ba"), 1);
        assert_eq!(slips_between("kitten", "sitting"), 3);
        assert_eq!(slips_between("", "abc"), 3);
        assert_eq!(slips_between("abc", ""), 3);
    }
}

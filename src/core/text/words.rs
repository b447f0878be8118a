//! Cutting a text into words that remember where they stood.

/// A word of a text: its place, and its folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Byte offset of its first character in the text.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// Lower case, without accents on Latin letters, without possessive `'s`, with the straight apostrophe.
    pub folded: String,
}

/// The words of `text`, in order.
///
/// A word is a run of letters and digits; an apostrophe between letters belongs to it (`don't`), a hyphen or underscore
/// parts words, `+` and `#` right after a single letter stay with it (`C++`, `C#`). Characters that cannot be seen (zero-width,
/// directional, soft hyphen) neither part nor fill a word. Characters of scripts without spaces are words of their own.
///
/// ```
/// use interview_practice_core::text::words;
/// let found: Vec<String> = words("Don’t re-use C++’s naïve idea").into_iter().map(|w| w.folded).collect();
/// assert_eq!(found, ["don't", "re", "use", "c++", "naive", "idea"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut open: Option<Word> = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let after = at + character.len_utf8();
        if is_invisible(character) {
            continue;
        }
        if stands_alone(character) {
            close(&mut open, &mut found);
            found.push(Word { start: at, end: after, folded: character.to_string() });
        } else if character.is_alphanumeric() {
            let word = open.get_or_insert_with(|| Word { start: at, end: after, folded: String::new() });
            word.end = after;
            fold_into(character, &mut word.folded);
        } else if let Some(word) = open.as_mut() {
            let next_is_letter = rest.peek().is_some_and(|&(_, next)| next.is_alphanumeric() && !stands_alone(next));
            let single =
                word.folded.trim_end_matches('+').len() == 1 && !word.folded.ends_with(|c: char| c.is_ascii_digit());
            if matches!(character, '\'' | '’' | 'ʼ') && next_is_letter {
                word.folded.push('\'');
            } else if single && (character == '+' && word.folded.len() < 3 || character == '#') {
                // `c +` is not reached: a space has closed the word. `a+b` parts again below.
                if character == '+' && next_is_letter {
                    close(&mut open, &mut found);
                } else {
                    word.folded.push(character);
                    word.end = after;
                }
            } else {
                close(&mut open, &mut found);
            }
        }
    }
    close(&mut open, &mut found);
    found
}

fn close(open: &mut Option<Word>, found: &mut Vec<Word>) {
    if let Some(mut word) = open.take() {
        if let Some(length) = word.folded.strip_suffix("'s").map(str::len) {
            word.folded.truncate(length);
        }
        if word.folded.len() == 2 && word.folded.ends_with('+') {
            word.folded.truncate(1);
        }
        if !word.folded.is_empty() {
            found.push(word);
        }
    }
}

/// Format characters that a reader does not see, and combining accents (left out so that both spellings of `é` agree).
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
}

/// Han, Kana, Thai, Lao, Khmer and Burmese are written without spaces.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{e01}'..='\u{e33}' | '\u{e81}'..='\u{eb3}' | '\u{1000}'..='\u{102a}' | '\u{1780}'..='\u{17b3}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn fold_into(character: char, folded: &mut String) {
    for lower in character.to_lowercase() {
        match lower {
            'à'..='å' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' => folded.push('c'),
            'è'..='ë' => folded.push('e'),
            'ì'..='ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò'..='ö' | 'ø' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'ù'..='ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            other if is_invisible(other) => {}
            other => folded.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_know_their_places() {
        let text = "Ein Größenwahn, naïve!";
        let places: Vec<&str> = words(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(places, ["Ein", "Größenwahn", "naïve"]);
        assert_eq!(folded(text), ["ein", "grossenwahn", "naive"]);
    }

    #[test]
    fn the_two_spellings_of_an_accent_agree() {
        assert_eq!(folded("caf\u{e9}"), folded("cafe\u{301}"));
    }

    #[test]
    fn invisible_characters_do_not_part_words() {
        assert_eq!(folded("ca\u{200b}che in\u{ad}valid\u{202e}ation"), ["cache", "invalidation"]);
    }

    #[test]
    fn names_of_languages_and_sums_are_kept_apart() {
        assert_eq!(folded("C++ and C# but a+b, O(n), 3+4"), ["c++", "and", "c#", "but", "a", "b", "o", "n", "3", "4"]);
    }

    #[test]
    fn scripts_without_spaces_give_a_word_a_character() {
        assert_eq!(folded("进程 threads"), ["进", "程", "threads"]);
    }

    proptest! {
        #[test]
        fn places_are_character_boundaries_in_order(text in "\\PC{0,200}|[a-c'’ +#😀\u{200b}\u{301}]{0,80}") {
            let mut before = 0;
            for word in words(&text) {
                prop_assert!(word.start >= before && word.start < word.end);
                prop_assert!(text.get(word.start..word.end).is_some());
                before = word.end;
            }
        }
    }
}

//! Cutting a text into sentences.

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 10] = ["e.g", "i.e", "vs", "etc", "cf", "dr", "mr", "mrs", "approx", "resp"];

/// Byte ranges of the sentences of `text`, in order, without the white space around them; none is empty.
///
/// A sentence ends at `.`, `!`, `?` or `…` before white space or the end, at their full-width forms, and at a line's end. A point inside
/// a number or a name (`3.5`, `node.js`) or after a common abbreviation ends nothing.
#[must_use]
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let after = at + character.len_utf8();
        let before_space =
            rest.peek().is_none_or(|&(_, next)| next.is_whitespace() || matches!(next, '"' | '\'' | '”' | '’' | ')'));
        let ends = match character {
            '\n' | '。' | '！' | '？' | '\u{2028}' | '\u{2029}' => true,
            '!' | '?' | '…' => before_space,
            '.' => before_space && !is_abbreviation(text.get(start..at).unwrap_or("")),
            _ => false,
        };
        if ends {
            push_trimmed(text, start, after, &mut found);
            start = after;
        }
    }
    push_trimmed(text, start, text.len(), &mut found);
    found
}

fn is_abbreviation(before: &str) -> bool {
    // Only the last few bytes matter; walking back over a whole text at each full stop would not be linear.
    let tail = before
        .char_indices()
        .rev()
        .take(8)
        .take_while(|&(_, c)| !c.is_whitespace() && c != '(')
        .last()
        .map_or("", |(at, _)| before.get(at..).unwrap_or(""));
    ABBREVIATIONS.iter().any(|known| tail.eq_ignore_ascii_case(known))
}

fn push_trimmed(text: &str, start: usize, end: usize, found: &mut Vec<(usize, usize)>) {
    let Some(part) = text.get(start..end) else { return };
    if !part.chars().any(char::is_alphanumeric) {
        return;
    }
    let lead = part.len() - part.trim_start().len();
    found.push((start + lead, start + part.trim_end().len()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_says() {
        assert_eq!(
            parts("We cut p99 to 3.5 ms. Why? Node.js, e.g. its loop!\n- done"),
            ["We cut p99 to 3.5 ms.", "Why?", "Node.js, e.g. its loop!", "- done"]
        );
        assert_eq!(parts("他们共享内存。线程更轻"), ["他们共享内存。", "线程更轻"]);
    }

    #[test]
    fn nothing_but_signs_is_no_sentence() {
        assert!(parts(" ... \n\n ?! ").is_empty());
    }

    proptest! {
        #[test]
        fn sentences_hold_every_word_once(text in "\\PC{0,200}|[ab.!?\n \u{3002}😀]{0,80}") {
            let ranges = sentences(&text);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0));
            for word in crate::text::words(&text) {
                prop_assert_eq!(ranges.iter().filter(|(start, end)| *start <= word.start && word.end <= *end).count(), 1);
            }
        }
    }
}

//! The shared language layer: words with their places, stems, sentences.
//!
//! It knows nothing of questions or points. English is stemmed; words of other languages are only folded to lower case, so
//! that matching degrades to comparing whole words. Scripts written without spaces give a word for each character.
//! Places are byte offsets into the text as given, always on character boundaries.

mod sentences;
mod stem;
mod words;

pub use sentences::sentences;
pub use stem::stem;
pub use words::{Word, words};

/// How much of a text is looked at, in bytes: about 6,000 English words, forty minutes of speech. What follows is ignored, so
/// that the work for a hostile text stays bounded.
pub const MAX_TEXT_BYTES: usize = 40_000;

/// The beginning of `text`, at most `limit` bytes, cut at a character boundary.
#[must_use]
pub fn beginning(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(beginning("naïve", 3), "na");
        assert_eq!(beginning("naïve", 4), "naï");
        assert_eq!(beginning("short", 100), "short");
        assert_eq!(beginning("😀", 3), "");
    }
}

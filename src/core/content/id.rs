//! Stable identifiers.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// The name of something that progress may refer to: 1 to 64 of `a`-`z`, `0`-`9` and inner `-`.
///
/// An id is written by the author or derived once and kept; it never changes when the text it names is reworded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// A text that is no [`Id`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId(
    /// The text, cut to a length that is safe to show.
    pub String,
);

impl Id {
    /// The longest id, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// Takes a text as an id.
    ///
    /// # Errors
    /// When the text is empty, longer than [`Id::MAX_LENGTH`], has a character other than `a`-`z`, `0`-`9` and `-`, or begins or
    /// ends with `-`.
    pub fn new(text: &str) -> Result<Self, InvalidId> {
        let fits = !text.is_empty()
            && text.len() <= Self::MAX_LENGTH
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId(text.chars().take(80).collect())) }
    }

    /// Derives an id from a title: lower case letters and digits of ASCII, everything else a hyphen, cut at a word near 48
    /// characters. `None` when nothing usable is left (a title in another script, say).
    #[must_use]
    pub fn derive(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for word in title.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'' && c != '\u{2019}') {
            let word: String =
                word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
            if word.is_empty() {
                continue;
            }
            if !slug.is_empty() {
                if slug.len() + word.len() > 47 {
                    break;
                }
                slug.push('-');
            }
            slug.extend(word.chars().take(Self::MAX_LENGTH));
        }
        Self::new(&slug).ok()
    }

    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl TryFrom<String> for Id {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::new(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`")?;
        f.write_str(&self.0)?;
        f.write_str("` is no id: use 1 to 64 of a-z, 0-9 and inner hyphens, such as `cap-theorem`")
    }
}

impl core::error::Error for InvalidId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        assert!(Id::new("cap-theorem").is_ok());
        for bad in ["", "-a", "a-", "A", "a b", "a_b", "é", &"a".repeat(65)] {
            assert!(Id::new(bad).is_err(), "{bad:?} passed");
        }
    }

    #[test]
    fn a_derived_id_reads_like_its_title() {
        assert_eq!(Id::derive("What’s the CAP theorem?").unwrap(), "whats-the-cap-theorem");
        assert_eq!(Id::derive("你好"), None);
        assert_eq!(Id::derive(&"word ".repeat(40)).unwrap().as_str().len(), 44);
        assert!(Id::derive(&"x".repeat(300)).is_some());
    }
}

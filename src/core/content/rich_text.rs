//! Text with a little structure: the only way from an author's words to the screen.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

/// How deep blocks and inlines may nest, together; deeper text is refused where it enters.
pub const MAX_DEPTH: usize = 16;

/// A piece of text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading inside a longer text; the view that shows it chooses its level.
    Heading(Vec<Inline>),
    /// A list, numbered or not; each entry holds blocks.
    List {
        /// Whether the entries are numbered from 1.
        ordered: bool,
        /// The entries.
        entries: Vec<Vec<Block>>,
    },
    /// Code or other text to be shown letter by letter.
    Code {
        /// The language's name as the author wrote it, or empty.
        language: String,
        /// The code itself.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
}

/// A piece of text within a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Code within a sentence.
    Code(String),
    /// A link.
    Link {
        /// Where it leads.
        url: Url,
        /// What it shows.
        text: Vec<Inline>,
    },
}

/// An address that is safe to follow: `https:`, `http:`, `mailto:` or relative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Url(String);

/// A text that is no [`Url`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidUrl(
    /// The text, cut to a length that is safe to show.
    pub String,
);

impl Url {
    /// Takes a text as an address.
    ///
    /// # Errors
    /// When the text is empty or longer than 2,048 bytes, has white space or control characters (browsers drop some of them, which
    /// would hide a scheme), or names a scheme other than `https`, `http` and `mailto`.
    pub fn new(text: &str) -> Result<Self, InvalidUrl> {
        let clean =
            !text.is_empty() && text.len() <= 2048 && !text.chars().any(|c| c.is_control() || c.is_whitespace());
        let head = text.split(['/', '?', '#']).next().unwrap_or_default();
        let scheme = match head.split_once(':') {
            None => true,
            Some((scheme, _)) => ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        };
        if clean && scheme { Ok(Self(text.to_owned())) } else { Err(InvalidUrl(text.chars().take(80).collect())) }
    }

    /// The address's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Url {
    type Error = InvalidUrl;

    fn try_from(text: String) -> Result<Self, InvalidUrl> {
        Self::new(&text)
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0
    }
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`")?;
        f.write_str(&self.0)?;
        f.write_str("` is no address that may be linked: use https:, http:, mailto: or a relative one")
    }
}

impl core::error::Error for InvalidUrl {}

/// The words of inline text without their emphasis, for labels, matching and speech.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_inlines(&mut text, inlines);
    text
}

/// The words of blocks without their structure: paragraphs and entries on lines of their own.
#[must_use]
pub fn plain_text_of_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    push_blocks(&mut text, blocks);
    text.truncate(text.trim_end().len());
    text
}

fn push_inlines(text: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                push_inlines(text, inner)
            }
        }
    }
}

fn push_blocks(text: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => {
                push_inlines(text, inlines);
                text.push('\n');
            }
            Block::List { entries, .. } => entries.iter().for_each(|entry| push_blocks(text, entry)),
            Block::Code { text: code, .. } => {
                text.push_str(code);
                text.push('\n');
            }
            Block::Quote(inner) => push_blocks(text, inner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_pass() {
        for good in [
            "https://a.example/x?y:z",
            "HTTP://a",
            "mailto:a@b.example",
            "../x",
            "#part",
            "a/b:c",
            "//host/x",
            "?q=a:b",
        ] {
            assert!(Url::new(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVa\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "",
            "a b",
        ] {
            assert!(Url::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn plain_text_keeps_every_word() {
        let blocks = [
            Block::Paragraph(alloc::vec![
                Inline::Text("A ".into()),
                Inline::Strong(alloc::vec![Inline::Emphasis(alloc::vec![Inline::Text("deep".into())])]),
                Inline::Code(" x".into()),
            ]),
            Block::List {
                ordered: true,
                entries: alloc::vec![alloc::vec![Block::Quote(alloc::vec![Block::Code {
                    language: String::new(),
                    text: "y".into()
                }])]],
            },
        ];
        assert_eq!(plain_text_of_blocks(&blocks), "A deep x\ny");
    }
}

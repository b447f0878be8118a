//! The one way from a pack's words to the screen: typed blocks to DOM nodes, never through a string of HTML.

use interview_practice_core::content::{Block, Inline, Url};

use super::heading;
use crate::dom::{El, Kids, el};

/// Blocks of text; headings inside them stand `depth` levels below the widget's top heading.
pub fn blocks(blocks: &[Block], depth: u8) -> Vec<El> {
    blocks.iter().map(|each| block(each, depth)).collect()
}

fn block(block: &Block, depth: u8) -> El {
    match block {
        Block::Paragraph(text) => el("p", "").add(inlines(text)),
        Block::Heading(text) => heading(depth, "prose-heading", inlines(text)),
        Block::List { ordered, entries } => {
            let entries: Vec<El> = entries
                .iter()
                // An entry of one paragraph reads better without a paragraph's margins.
                .map(|entry| match entry.as_slice() {
                    [Block::Paragraph(text)] => el("li", "").add(inlines(text)),
                    blocks => el("li", "").add(self::blocks(blocks, depth)),
                })
                .collect();
            el(if *ordered { "ol" } else { "ul" }, "").add(entries)
        }
        // A scrolling region has to be reachable by keyboard.
        Block::Code { text, .. } => {
            el("pre", "").attr("tabindex", "0").attr("dir", "ltr").add(el("code", "").add(text.as_str()))
        }
        Block::Quote(blocks) => el("blockquote", "").add(self::blocks(blocks, depth)),
    }
}

/// Text within a line.
pub fn inlines(line: &[Inline]) -> Kids {
    line.iter().fold(Kids::default(), |kids, inline| match inline {
        Inline::Text(text) => kids.and(text.as_str()),
        Inline::Strong(inner) => kids.and(el("strong", "").add(inlines(inner))),
        Inline::Emphasis(inner) => kids.and(el("em", "").add(inlines(inner))),
        Inline::Code(text) => kids.and(el("code", "").attr("dir", "ltr").add(text.as_str())),
        Inline::Link { url, text } => kids.and(link(url, inlines(text))),
    })
}

/// A link that leaves the page alone.
pub fn link(url: &Url, text: impl Into<Kids>) -> El {
    el("a", "").attr("href", url.as_str()).attr("target", "_blank").attr("rel", "noopener noreferrer").add(text)
}

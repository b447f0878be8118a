//! The one way from a pack's words to the screen: typed blocks to DOM nodes, never through a string of HTML.

use interview_practice_core::content::{Block, Inline};
use leptos::prelude::*;

use super::heading;

/// Blocks of text; headings inside them stand `depth` levels below the widget's top heading.
pub fn blocks(blocks: &[Block], depth: u8) -> AnyView {
    blocks.iter().map(|each| block(each, depth)).collect_view().into_any()
}

/// Text within a line.
pub fn inlines(line: &[Inline]) -> AnyView {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone().into_any(),
            Inline::Strong(inner) => view! { class="ip", <strong>{inlines(inner)}</strong> }.into_any(),
            Inline::Emphasis(inner) => view! { class="ip", <em>{inlines(inner)}</em> }.into_any(),
            Inline::Code(text) => view! { class="ip", <code dir="ltr">{text.clone()}</code> }.into_any(),
            Inline::Link { url, text } => {
                let url = url.as_str().to_owned();
                view! { class="ip", <a href=url target="_blank" rel="noopener noreferrer">{inlines(text)}</a> }
                    .into_any()
            }
        })
        .collect_view()
        .into_any()
}

fn block(block: &Block, depth: u8) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { class="ip", <p>{inlines(text)}</p> }.into_any(),
        Block::Heading(text) => view! { class="ip", {heading(depth, "prose-heading", inlines(text))} }.into_any(),
        Block::List { ordered, entries } => {
            let entries = entries
                .iter()
                .map(|entry| {
                    // An entry of one paragraph reads better without a paragraph's margins.
                    let inner = match entry.as_slice() {
                        [Block::Paragraph(text)] => inlines(text),
                        blocks => blocks.iter().map(|each| self::block(each, depth)).collect_view().into_any(),
                    };
                    view! { class="ip", <li>{inner}</li> }
                })
                .collect_view();
            if *ordered {
                view! { class="ip", <ol>{entries}</ol> }.into_any()
            } else {
                view! { class="ip", <ul>{entries}</ul> }.into_any()
            }
        }
        Block::Code { text, .. } => {
            view! { class="ip", <pre tabindex="0" dir="ltr"><code>{text.clone()}</code></pre> }.into_any()
        }
        Block::Quote(blocks) => {
            let inner = blocks.iter().map(|each| self::block(each, depth)).collect_view();
            view! { class="ip", <blockquote>{inner}</blockquote> }.into_any()
        }
    }
}

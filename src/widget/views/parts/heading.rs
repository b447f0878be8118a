//! A heading whose level fits the page around the widget.

use crate::app::App;
use crate::dom::{El, Kids, el};

/// A heading `depth` levels below the widget's own top heading (0), never beyond `h6`.
pub fn heading(depth: u8, class: &str, inner: impl Into<Kids>) -> El {
    let tag = match App::current().heading_level.peek().saturating_add(depth) {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    };
    el(tag, class).add(inner)
}

//! Markdown as a tree with places: what the parser's events mean, before anyone asks what the pack format makes of it.

mod attributes;
mod leaf;
mod text;
mod tree;

pub(crate) use attributes::Attributes;
pub(crate) use leaf::{Leaf, Letter};
pub(crate) use text::blocks;
pub(crate) use tree::{Entry, Kind, Node, parse};

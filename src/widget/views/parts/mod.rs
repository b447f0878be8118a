//! Pieces that several views share.

mod heading;
mod icon;
mod rich_text;

pub use heading::heading;
pub use icon::{Glyph, Icon};
pub use rich_text::{blocks, inlines};

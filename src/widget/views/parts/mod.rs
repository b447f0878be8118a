//! Pieces that several views share.

mod heading;
mod icon;
pub mod item;
mod meter;
mod rich_text;

pub use heading::heading;
pub use icon::{Glyph, Icon};
pub use meter::{bar, segments};
pub use rich_text::{blocks, inlines};

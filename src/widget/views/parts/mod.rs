//! Pieces that several views share.

mod button;
mod heading;
mod icon;
pub mod item;
mod meter;
mod rich_text;

pub use button::{actions, button, primary, quiet, secondary, submit};
pub use heading::heading;
pub use icon::{Glyph, icon};
pub use meter::{bar, percent, segments};
pub use rich_text::{blocks, inlines, link};

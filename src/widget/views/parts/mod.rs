//! Pieces that several views share.

mod button;
mod download;
pub mod figure;
mod heading;
mod icon;
mod input;
pub mod item;
mod meter;
mod prompts;
mod rich_text;
mod stage;
mod ticker;

pub use button::{actions, button, primary, quiet, secondary, submit};
pub use download::{download, download_blob};
pub use heading::heading;
pub use icon::{Glyph, icon};
pub use input::{checked, options, value};
pub use meter::{bar, percent, segments};
pub use prompts::awaited;
pub use rich_text::{blocks, inlines, link};
pub use stage::{focus_first, stages};
pub use ticker::ticker;

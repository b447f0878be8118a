//! Elements and signals: the few types that every view is made of.
//!
//! Leptos' reactive graph drives the widget: owners, effects, triggers. Its `view!` macro gives each piece of a view a type of its own,
//! and each type its own code; for a widget of this size that came to 413 kB of compressed WebAssembly. So views build their elements
//! through one plain type, [`El`], and keep what changes in one plain [`Signal`]: the same reactive system at a fraction of the bytes.
//! No HTML is ever parsed: elements, attributes and texts are made one by one, which every Content-Security-Policy allows.

mod element;
mod signal;

pub use element::{El, Kids, el, svg};
pub use signal::{Signal, effect, keep, memo, on_cleanup, soon};

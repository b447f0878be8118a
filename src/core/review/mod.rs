//! When to ask again: the FSRS-6 algorithm and what the review view draws from the derived state.
//!
//! [`fsrs`] is the algorithm alone and knows nothing of the rest, [`implied`] rates results; the progress log's fold uses both
//! to keep the memory of each question, point and item. Everything else here is pure functions of the derived
//! [`State`](crate::progress::State) and a moment.

pub mod fsrs;
pub mod implied;
mod queue;

pub use queue::{Due, Limits, due, is_open, queue};

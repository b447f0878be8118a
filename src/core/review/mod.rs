//! When to ask again: the FSRS-6 algorithm and what the review view draws from the derived state.
//!
//! [`fsrs`] is the algorithm alone and knows nothing of the rest, [`implied`] rates results; the progress log's fold uses both
//! to keep the memory of each question, point and item. Everything else here is pure functions of the derived
//! [`State`](crate::progress::State) and a moment.
//!
//! The review view in short: [`queue`] is what to ask, today's due first, within the learner's limits. Asking an item or a
//! question appends an `answer` or `attempt`, which implies a rating; [`alternatives`] gives the dates for the four buttons, and
//! a `rate` event that names the answer replaces the implied rating. An `undo` event takes either back. `bury`, `suspend` and
//! `resume` do what they say.

pub mod fsrs;
mod history;
pub mod implied;
mod outcome;
mod queue;

#[cfg(test)]
mod tests;

pub use history::{
    FORECAST_DAYS, LEECH_LAPSES, RETENTION_DAYS, Retention, forecast, heat_map, leeches, retention, streak,
    weekly_retention,
};
pub use outcome::{alternatives, outcomes};
pub use queue::{Due, LEARN_AHEAD, Limits, due, is_open, next_day, queue, waiting};

//! Memory: the log of what a learner did, and everything that is derived from it.
//!
//! Nothing is ever overwritten. What happens becomes an [`Event`], known by its actor (fresh at every opening of the log) and
//! its number. The [`State`] that views show is one fold over all events in the order of clock, actor and number, and merging
//! two logs is the union of their events; so two tabs, two devices, an import and a reload may interleave in any way.
//!
//! - [`Log`] holds the events and the state, and writes what is new to a [`Store`] (in the browser `localStorage`).
//! - Each appended event also comes as a record, one line of text, for a second and slower store (in the browser
//!   `IndexedDB`) and for whoever has to outlive a crash of this code.
//! - [`Value`] is plain data of any shape, the form in which events are exported and imported.
//!
//! This module knows no browser, no clock and no random source; the edge hands in moments, actors and stores.

mod aliases;
mod bytes;
mod checkpoint;
mod clock;
mod event;
mod exchange;
mod fields;
mod fold;
mod ids;
mod ledger;
mod log;
mod name;
mod names;
mod place;
mod segment;
mod space;
mod state;
mod store;
mod summary;
mod texts;
mod value;

#[cfg(test)]
mod tests;

pub use checkpoint::{CHECKPOINT, CHECKPOINT_MARK, Checkpoint, CheckpointError, Names as CheckpointNames, SCORM_12};
pub use clock::{Clock, MAX_MILLIS, Now, date_of_day, day_of_date, rfc3339};
pub use event::{
    ActorId, Answer, Attempt, End, Event, EventId, Heads, InvalidEventId, Kind, MAX_HEADS, MAX_LIST, MAX_TEXT,
    MAX_WEIGHT, Mode, Rate, Read, Score, Start, Target, Verdict,
};
pub use exchange::{
    Erased, Export, FORMAT, FORMAT_VERSION, Import, ImportError, Imported, MAX_AHEAD, MAX_EVENTS, MAX_IMPORT, Prepared,
    Preview,
};
pub use fields::Fault;
pub use fold::fold;
pub use ids::Ids;
pub use log::{Absorbed, Appended, Log, Opened, Record};
pub use name::{InvalidName, Name};
pub use place::MAX_PLACE;
pub use space::Space;
pub use state::{
    AttemptState, Card, DEFAULT_REVIEWS_A_DAY, DayState, ItemState, MASTERED, QuestionState, RETENTION, REVIEWS_A_DAY,
    Review, SectionState, Session, State, Totals,
};
pub use store::{MemoryStore, Store, StoreError};
pub use summary::{CompetencySummary, ItemSummary, QuestionSummary, SessionSummary, Summary, summary};
pub use texts::{KeptText, TEXTS_BUDGET};
pub use value::{Fields, Value};

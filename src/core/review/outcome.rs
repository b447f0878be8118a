//! What each rating would lead to: the next date on each of the four buttons.

use super::fsrs::{Memory, Rating};
use crate::progress::{Card, Now, State, Target};

/// For each rating, from again to easy, the memory that it would leave if `target` were rated at `now`.
#[must_use]
pub fn outcomes(state: &State, target: &Target, now: Now) -> [(Rating, Memory); 4] {
    let before = state.cards.get(target).map(|card| card.memory);
    all(before, now.at, state.retention())
}

/// For each rating, from again to easy, the memory that it would leave in place of the last review's rating.
#[must_use]
pub fn alternatives(card: &Card) -> [(Rating, Memory); 4] {
    all(card.last.before, card.last.now.at, card.last.retention)
}

fn all(before: Option<Memory>, at: i64, retention: f64) -> [(Rating, Memory); 4] {
    Rating::ALL.map(|rating| {
        let after = match &before {
            None => Memory::first(rating, at, retention),
            Some(before) => before.next(rating, at, retention),
        };
        (rating, after)
    })
}

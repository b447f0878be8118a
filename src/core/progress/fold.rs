//! The fold: from events to the derived state.
//!
//! Events are taken in the order of clock, actor and number. Some speak about others: an undo, a rating put in place of an
//! implied one, a reset, a restore. Each speaks only about events that come before it, so the newest event never needs
//! to look ahead, and appending one costs no new fold unless it is an undo, a reset or a restore.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::clock::Clock;
use super::event::{ActorId, Event, EventId, Kind, Target};
use super::name::Name;
use super::state::State;
use crate::review::fsrs::Rating;

type Order = (Clock, EventId);
/// What a reset (`true`) or restore says of an actor: the highest number that it speaks of, and its own place.
type Erasure = (u32, Order, bool);

/// What events say about other events.
#[derive(Debug, Default)]
pub struct Words {
    /// For each actor the resets that speak of its numbers, latest first, each with the highest number that it speaks of: higher than in all
    /// before it.
    resets: BTreeMap<ActorId, Vec<Erasure>>,
    /// For each actor the resets (`true`) and restores (`false`) that have the last word on some of its numbers, latest first, each with
    /// the highest number that it speaks of: higher than in all before it.
    erasures: BTreeMap<ActorId, Vec<Erasure>>,
    /// Events that were undone.
    undone: BTreeSet<EventId>,
    /// Ratings in place of implied ones, latest last.
    ratings: BTreeMap<EventId, Vec<(Order, Target, Rating)>>,
}

impl Words {
    /// What `events`, which are in order, say about each other. `base` knows the present names of targets.
    #[must_use]
    pub fn of(base: &State, events: &[Event]) -> Self {
        let mut words = Self::default();
        for event in events.iter().rev() {
            let (Kind::Reset(heads) | Kind::Restore(heads)) = &event.kind else { continue };
            let resets = matches!(event.kind, Kind::Reset(_));
            let kinds = [Some(&mut words.erasures), resets.then_some(&mut words.resets)];
            for words in kinds.into_iter().flatten() {
                for (&actor, &head) in heads {
                    let words = words.entry(actor).or_default();
                    // What comes later and speaks of as much has the last word.
                    if words.last().is_none_or(|&(later, _, _)| later < head) {
                        words.push((head, event.order(), resets));
                    }
                }
            }
        }
        let mut undos: BTreeMap<EventId, Vec<Order>> = BTreeMap::new();
        // Latest first: whether an undo counts is decided before what it undoes.
        for event in events.iter().rev() {
            if let Kind::Undo(of) = event.kind
                && !words.erased(event)
                && !names_before(&undos, event)
            {
                undos.entry(of).or_default().push(event.order());
            }
        }
        for event in events {
            if undos.contains_key(&event.id) && names_before(&undos, event) {
                words.undone.insert(event.id);
            }
        }
        for event in events {
            if let Kind::Rate(rate) = &event.kind
                && let Some(of) = rate.of
                && words.counts(event)
            {
                words.ratings.entry(of).or_default().push((event.order(), base.present(&rate.target), rate.rating));
            }
        }
        words
    }

    /// Whether the last word on an event is a reset. A reset or a restore is itself erased only where later resets say all that it says.
    #[must_use]
    pub fn erased(&self, event: &Event) -> bool {
        let EventId { actor, seq } = event.id;
        if let Kind::Reset(said) | Kind::Restore(said) = &event.kind {
            let said_later = |actor: ActorId, seq: u32| {
                let resets = self.resets.get(&actor)?;
                // Of those that speak of the number the latest.
                let &(_, order, _) = resets.get(resets.partition_point(|&(head, _, _)| head < seq))?;
                (order > event.order()).then_some(())
            };
            let all = said.iter().try_for_each(|(&actor, &seq)| said_later(actor, seq));
            return said_later(actor, seq).and(all).is_some();
        }
        let Some(words) = self.erasures.get(&actor) else { return false };
        let last = words.get(words.partition_point(|&(head, _, _)| head < seq));
        last.is_some_and(|&(_, order, resets)| resets && order > event.order())
    }

    /// Whether an event counts: neither erased nor undone. What was deleted stays deleted, undone or not.
    #[must_use]
    pub fn counts(&self, event: &Event) -> bool {
        !self.erased(event) && (matches!(event.kind, Kind::DeleteText(_)) || !self.undone.contains(&event.id))
    }

    /// The rating in place of the one that `event` implies for `target`.
    fn rating(&self, event: &Event, target: &Target) -> Option<Rating> {
        let given = self.ratings.get(&event.id)?;
        let last = given.iter().rev().find(|(order, about, _)| about == target && *order > event.order());
        last.map(|(_, _, rating)| *rating)
    }
}

/// The texts that were deleted.
#[derive(Debug, Default)]
struct Deleted {
    /// Whether all that had been kept was.
    all: bool,
    /// Those that were deleted by name.
    names: BTreeSet<Name>,
    /// The events whose text was deleted after them.
    events: BTreeSet<EventId>,
}

impl Deleted {
    /// What is deleted in `events`, which are in order: in one walk, however many deletions there are.
    fn of(words: &Words, events: &[Event]) -> Self {
        let mut deleted = Self::default();
        // Latest first: a deletion speaks of what comes before it.
        for event in events.iter().rev() {
            match &event.kind {
                Kind::DeleteText(name) if words.counts(event) => match name {
                    None => deleted.all = true,
                    Some(name) => {
                        deleted.names.insert(name.clone());
                    }
                },
                kind if text_of(kind).is_some_and(|name| deleted.names(name)) => {
                    deleted.events.insert(event.id);
                }
                _ => {}
            }
        }
        deleted
    }

    fn is_empty(&self) -> bool {
        !self.all && self.names.is_empty()
    }

    /// Whether a text of this name that was kept before all events is deleted.
    fn names(&self, name: &str) -> bool {
        self.all || self.names.contains(name)
    }
}

/// The name of the text that what happened speaks of.
fn text_of(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Attempt(attempt) => attempt.text.as_deref(),
        Kind::Interview(report) => report.field("text")?.as_text(),
        _ => None,
    }
}

fn names_before(undos: &BTreeMap<EventId, Vec<Order>>, event: &Event) -> bool {
    undos.get(&event.id).is_some_and(|orders| orders.iter().any(|&order| order > event.order()))
}

/// The state after `events`, which are in order, on top of `base`.
#[must_use]
pub fn fold(base: &State, events: &[Event]) -> State {
    let words = Words::of(base, events);
    // What was kept without its events is among what a reset erases.
    let reset = events.iter().any(|event| matches!(event.kind, Kind::Reset(_)));
    let mut state = if reset { State::named_as(base) } else { base.clone() };
    let deleted = Deleted::of(&words, events);
    if !deleted.is_empty() {
        state.forget_texts(&|_, name| deleted.names(name));
    }
    for event in events {
        if words.counts(event) {
            state.apply(event, |target| words.rating(event, target));
        }
    }
    if !deleted.events.is_empty() {
        state.forget_texts(&|event, _| deleted.events.contains(&event));
    }
    state
}

/// Takes in an event that comes after all others. `false` when only a new fold can tell what it means; the state is then as
/// it was.
#[must_use]
pub fn append(state: &mut State, event: &Event) -> bool {
    match &event.kind {
        Kind::Undo(_) | Kind::Reset(_) | Kind::Restore(_) => false,
        Kind::DeleteText(text) => {
            state.forget_texts(&|_, name| text.as_deref().is_none_or(|text| text == name));
            true
        }
        Kind::Rate(rate) => match rate.of {
            Some(of) => state.rerate(&rate.target, of, rate.rating),
            None => {
                state.apply(event, |_| None);
                true
            }
        },
        _ => {
            state.apply(event, |_| None);
            true
        }
    }
}

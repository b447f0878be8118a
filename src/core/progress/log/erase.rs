//! Leaving things behind: what a reset erased, and the ledgers of writers that have closed.

use alloc::vec::Vec;

use super::super::clock::Now;
use super::super::event::{ActorId, Event, EventId, Heads, Kind, MAX_HEADS};
use super::super::fields::Fault;
use super::super::ids::Ids;
use super::super::ledger::{self, Ledger, LedgerId};
use super::super::store::StoreError;
use super::{Appended, Log, Other, is_homeless, join};

/// From this many ledgers of others on, [`Log::compact`] takes over what it may.
const MANY_LEDGERS: usize = 8;

impl Log {
    /// Erases everything so far, here and, by the event, everywhere it is merged to: also what the mirror holds, though it be read only later.
    /// One event, or several where it names more than [`MAX_HEADS`] actors.
    ///
    /// # Errors
    /// Never in practice; the result has the form of [`Log::append`].
    pub fn reset(&mut self, now: Now) -> Result<Vec<Appended>, Fault> {
        self.reload();
        self.reset_unread = (!self.mirror_read).then_some(now);
        let mut heads = self.ids.heads();
        // What earlier resets erased stays erased, although this one takes their place.
        for event in &self.events {
            if let Kind::Reset(before) = &event.kind {
                join(&mut heads, before);
            }
        }
        // An empty log is reset as well: the mirror may hold more than is known.
        if heads.is_empty() {
            return Ok(Vec::from([self.append(Kind::Reset(heads), now)?]));
        }
        self.append_resets(heads, now)
    }

    /// Leaves what the mirror holds, though a reset came before it was read: from now on it can no longer be told from what came after.
    pub(in crate::progress) fn keep_what_is_unread(&mut self) {
        self.reset_unread = None;
    }

    /// Appends the reset of these numbers but 0.
    pub(super) fn append_resets(&mut self, heads: Heads, now: Now) -> Result<Vec<Appended>, Fault> {
        in_parts(heads, Kind::Reset).into_iter().map(|kind| self.append(kind, now)).collect()
    }

    /// What is to be appended to restore these numbers but 0: it comes after the resets here, and after those that are `coming`.
    pub(in crate::progress) fn draft_restores(&mut self, heads: Heads, coming: &[Event], now: Now) -> Vec<Event> {
        for event in coming {
            self.clock = self.clock.max(event.clock);
        }
        in_parts(heads, Kind::Restore).into_iter().filter_map(|kind| self.draft(kind, now).ok()).collect()
    }

    /// Takes over the ledgers that earlier openings left, once there are many, and removes them. Cheap when there is nothing to
    /// do, so it may be called after every write to the mirror. Only those whose every event the
    /// mirror holds, and only those of lower actors, so that two tabs can never remove each other's. Returns how many were
    /// removed.
    ///
    /// # Errors
    /// When the store cannot be read or written; nothing is lost.
    pub fn compact(&mut self) -> Result<usize, StoreError> {
        if self.takeable().len() < MANY_LEDGERS {
            return Ok(0);
        }
        self.reload();
        let taken = self.takeable();
        let (ledger, others) = (&mut self.ledger, &self.others);
        let from_taken =
            |event: &&Event| taken.iter().any(|id| others.get(id).is_some_and(|other| other.ids.contains(event.id)));
        ledger.add(self.events.iter().filter(from_taken));
        self.flush()?;
        // Found where it is now before it is removed where it was.
        let base = self.ledger.id.base(self.space.prefix());
        let written = ledger::read(&*self.store, &base, &self.store.keys(&base)?, None)?;
        let written: Ids = written.events.iter().map(|event| event.id).collect();
        let mut removed = 0;
        for id in taken {
            let Some(other) = self.others.get(&id) else { continue };
            let needed = |event: &&Event| other.ids.contains(event.id);
            if self.events.iter().filter(needed).all(|event| written.contains(event.id)) {
                ledger::remove(&*self.store, &id.base(self.space.prefix()))?;
                self.others.remove(&id);
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// The ledgers that may be taken over.
    fn takeable(&self) -> Vec<LedgerId> {
        let exposed: Vec<EventId> =
            self.events.iter().map(|event| event.id).filter(|&id| !self.mirrored.contains(id)).collect();
        let takes = |(id, other): (&LedgerId, &Other)| {
            let safe = other.readable && !exposed.iter().any(|&event| other.ids.contains(event));
            (safe && id.actor < self.actor).then_some(*id)
        };
        self.others.iter().filter_map(takes).collect()
    }

    /// After a reset: leaves nothing of what it erased in the store, as far as it is this writer's to remove. What cannot be done now is done
    /// with the next [`Log::append`] or [`Log::reload`].
    pub(super) fn erase(&mut self) -> Result<(), StoreError> {
        self.erasing = true;
        let ours = core::mem::take(&mut self.ledger.ids);
        self.rewrite(|id| ours.contains(id));
        if self.flush() == Err(StoreError::Full) {
            // What is to be erased stands in the way; without it there is room for the rest, which is less.
            let (mut erased, _) = self.erased_ledgers()?;
            for &old in &self.stale {
                let base = old.base(self.space.prefix());
                let found = ledger::read(&*self.store, &base, &self.store.keys(&base)?, None)?;
                // What outlives the reset has no other place yet, and a crash may come before the next write.
                if !found.events.iter().any(|event| self.ids.contains(event.id)) {
                    erased.push(old);
                }
            }
            let mut freed = 0;
            for id in &erased {
                freed += ledger::size(&*self.store, &id.base(self.space.prefix()))?;
            }
            if self.ledger.unwritten() <= freed {
                self.remove_ledgers(erased)?;
            }
            self.flush()?;
        }
        let (erased, another) = self.erased_ledgers()?;
        self.remove_ledgers(erased)?;
        for key in self.store.keys(&[self.space.prefix(), "torn/"].concat())? {
            self.store.remove(&key)?;
        }
        self.adopt()?;
        self.erasing = another;
        Ok(())
    }

    /// The ledgers of others that hold nothing any more but what was erased, and whether another reset was found in one.
    fn erased_ledgers(&mut self) -> Result<(Vec<LedgerId>, bool), StoreError> {
        let mut ledgers = self.ledgers()?;
        // Also those that could not be read before.
        ledgers.retain(|(id, _)| *id != self.ledger.id && !self.stale.contains(id));
        let mut another = false;
        for (id, keys) in ledgers {
            // Its writer may have gone on since it was last read.
            let (events, _) = self.read_ledger(id, &keys, None)?;
            another |= self.find(events);
        }
        let empty = |(_, other): &(&LedgerId, &Other)| other.readable && !other.ids.touches(&self.ids);
        Ok((self.others.iter().filter(empty).map(|(&id, _)| id).collect(), another))
    }

    fn remove_ledgers(&mut self, ids: Vec<LedgerId>) -> Result<(), StoreError> {
        for id in ids {
            ledger::remove(&*self.store, &id.base(self.space.prefix()))?;
            self.others.remove(&id);
            self.stale.retain(|old| *old != id);
        }
        Ok(())
    }

    /// Begins a new generation of the ledger with what is `ours` and what no other ledger holds. [`Log::flush`] writes it, and
    /// then removes the old one.
    pub(super) fn rewrite(&mut self, ours: impl Fn(EventId) -> bool) {
        let old = self.ledger.id;
        self.stale.push(old);
        let id = LedgerId { actor: self.actor, generation: old.generation.saturating_add(1) };
        self.ledger = Ledger::new(id, self.space.prefix());
        let others = &self.others;
        let mine = |event: &&Event| ours(event.id) || is_homeless(others, event.id);
        self.ledger.add(self.events.iter().filter(mine));
    }
}

/// What is to be said of these numbers but 0, in as many events as they take.
fn in_parts(heads: Heads, kind: fn(Heads) -> Kind) -> Vec<Kind> {
    let heads: Vec<(ActorId, u32)> = heads.into_iter().filter(|&(_, head)| head > 0).collect();
    heads.chunks(MAX_HEADS).map(|part| kind(part.iter().copied().collect())).collect()
}

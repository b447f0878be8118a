//! What the mirror, the second and slower store, is known to hold.

use alloc::vec::Vec;

use super::super::event::{Event, EventId, Kind};
use super::super::ids::Ids;
use super::{Log, Record};

impl Log {
    /// The events that the mirror is not known to hold, oldest first, at most `most` of them; before all others those that bring back what
    /// was erased, or another tab takes that for erased still. Meaningful once [`Log::absorb_mirror`] has told what the mirror holds.
    #[must_use]
    pub fn pending(&self, most: usize) -> Vec<Record> {
        let missing = |restores| {
            let wanted = move |event: &&Event| matches!(event.kind, Kind::Restore(_)) == restores;
            self.events.iter().filter(wanted).filter(|event| !self.mirrored.contains(event.id))
        };
        missing(true).chain(missing(false)).take(most).map(Record::of).collect()
    }

    /// Notes that the mirror holds these events.
    pub fn acknowledged(&mut self, ids: impl IntoIterator<Item = EventId>) {
        // What was erased on the way is about to leave the mirror.
        self.mirrored.extend(ids.into_iter().filter(|&id| self.ids.contains(id)));
    }

    /// How many events the mirror is not known to hold.
    #[must_use]
    pub fn unmirrored(&self) -> usize {
        self.events.iter().filter(|event| !self.mirrored.contains(event.id)).count()
    }

    /// Notes what the mirror holds by the names alone, and gives those that are not known here: [`Log::absorb_mirror`] wants their records.
    pub fn mirror_holds(&mut self, ids: impl IntoIterator<Item = EventId>) -> Vec<EventId> {
        let mut unknown = Vec::new();
        for id in ids {
            if self.ids.contains(id) {
                self.mirrored.insert(id);
            } else {
                unknown.push(id);
            }
        }
        unknown
    }

    /// Notes that the mirror was lost: it may hold nothing any more, until [`Log::absorb_mirror`] tells.
    pub fn mirror_lost(&mut self) {
        self.mirrored = Ids::default();
    }

    /// Whether anything was ever erased or a text deleted, so that the mirror may hold what it should not.
    #[must_use]
    pub fn has_erased(&self) -> bool {
        self.events.iter().any(|event| matches!(event.kind, Kind::Reset(_) | Kind::DeleteText(_)))
    }
}

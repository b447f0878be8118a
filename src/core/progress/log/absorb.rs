//! Taking in events from elsewhere: the loader's array, the mirror, other tabs and elements, imports.

use alloc::vec::Vec;

use super::super::clock::Now;
use super::super::event::{Event, EventId, Heads, Kind};
use super::super::fold::{Words, append, fold};
use super::super::ids::Ids;
use super::super::names::Names;
use super::super::segment;
use super::{Absorbed, Log, is_homeless, join};

impl Log {
    /// Takes in records from the loader's array of unsaved events, from another tab or from anywhere else, and writes them to
    /// the store when no ledger holds them.
    pub fn absorb<'r>(&mut self, records: impl IntoIterator<Item = &'r str>) -> Absorbed {
        let (events, damaged) = decode_records(records);
        let mut absorbed = self.absorb_events(events);
        absorbed.damaged = damaged;
        absorbed
    }

    /// Takes in records of another writer that is at work in the same store and keeps them there itself: another element of the
    /// page, or a tab that sends what it appends.
    pub fn overhear<'r>(&mut self, records: impl IntoIterator<Item = &'r str>) -> Absorbed {
        let (events, damaged) = decode_records(records);
        let mut absorbed = self.take_in(events);
        absorbed.damaged = damaged;
        if absorbed.reset.is_some() {
            let _ = self.erase();
        }
        absorbed
    }

    /// Takes in all records that the mirror holds, and remembers that it holds them. What was there before a reset that came before the mirror
    /// was read is erased as well.
    pub fn absorb_mirror<'r>(&mut self, records: impl IntoIterator<Item = &'r str>) -> Absorbed {
        let (events, damaged) = decode_records(records);
        let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
        let unread: Ids = ids.iter().copied().filter(|&id| !self.ids.contains(id)).collect();
        let mut absorbed = self.absorb_events(events);
        // What was erased is about to leave it.
        self.mirrored.extend(ids.into_iter().filter(|&id| self.ids.contains(id)));
        absorbed.damaged = damaged;
        self.mirror_read = true;
        if let Some(now) = self.reset_unread.take() {
            self.reset_what_was_unread(&unread, now, &mut absorbed);
        }
        absorbed
    }

    /// Erases those of `ids`, which were just read, that are older than this writer's last reset: it did not know of them. Of an actor of whom
    /// something else is here that such numbers would cover, nothing.
    fn reset_what_was_unread(&mut self, ids: &Ids, now: Now, absorbed: &mut Absorbed) {
        let ours = |event: &&Event| event.id.actor == self.actor && matches!(event.kind, Kind::Reset(_));
        let Some(reset) = self.events.iter().rev().find(ours).map(Event::order) else { return };
        let unread = |event: &Event| ids.contains(event.id) && event.order() < reset;
        let mut heads = Heads::new();
        for event in self.events.iter().filter(|event| unread(event)) {
            let head = heads.entry(event.id.actor).or_default();
            *head = event.id.seq.max(*head);
        }
        for EventId { actor, seq } in self.events.iter().filter(|event| !unread(event)).map(|event| event.id) {
            let head = heads.entry(actor).or_default();
            if seq <= *head {
                *head = 0;
            }
        }
        let before = self.events.len();
        let resets = self.append_resets(heads, now).unwrap_or_default();
        let erased = (before + resets.len()).saturating_sub(self.events.len());
        absorbed.added = absorbed.added.saturating_sub(erased);
        absorbed.erased += erased;
        for appended in resets {
            join(absorbed.reset.get_or_insert_with(Heads::new), &appended.erased.unwrap_or_default());
        }
    }

    /// Takes in events, and writes those to the store that no ledger holds.
    pub fn absorb_events(&mut self, events: Vec<Event>) -> Absorbed {
        let new = |event: &&Event| !self.ids.contains(event.id);
        let new: Vec<Event> = events.iter().filter(new).cloned().collect();
        let absorbed = self.take_in(events);
        let (ids, others) = (&self.ids, &self.others);
        let homeless = |event: &&Event| ids.contains(event.id) && is_homeless(others, event.id);
        self.ledger.add(new.iter().filter(homeless));
        // What cannot be written now stays in the ledger until it can.
        let _ = if absorbed.reset.is_some() { self.erase() } else { self.flush() };
        absorbed
    }

    /// Takes in the events of an import. Those that were `restored` are written whoever else holds them, who may be about to erase them.
    pub(in super::super) fn absorb_import(&mut self, events: Vec<Event>, restored: &[Event]) -> Absorbed {
        let absorbed = self.absorb_events(events);
        let ids = &self.ids;
        self.ledger.add(restored.iter().filter(|event| ids.contains(event.id)));
        let _ = self.flush();
        absorbed
    }

    /// Adds to `found` what was found where the store was read again for other reasons, since this was last asked.
    pub fn with_news(&mut self, found: Absorbed) -> Absorbed {
        let mut all = core::mem::take(&mut self.news);
        all.add(found);
        all
    }

    /// Takes in events that reading the store again has found; `true` when a reset is among them.
    pub(super) fn find(&mut self, events: Vec<Event>) -> bool {
        let found = self.take_in(events);
        let reset = found.reset.is_some();
        self.news.add(found);
        reset
    }

    /// Merges events into memory and brings the state up to date.
    pub(super) fn take_in(&mut self, mut new: Vec<Event>) -> Absorbed {
        let mut absorbed = Absorbed::default();
        let given = new.len();
        let ids = &mut self.ids;
        new.retain(|event| ids.insert(event.id));
        absorbed.added = new.len();
        absorbed.known = given - new.len();
        let added: Ids = new.iter().map(|event| event.id).collect();
        let resets = new.iter().filter(|event| matches!(event.kind, Kind::Reset(_)));
        let resets: Vec<EventId> = resets.map(|event| event.id).collect();
        for event in &new {
            self.clock = self.clock.max(event.clock);
            if event.id.actor == self.actor {
                self.seq = self.seq.max(event.id.seq);
            }
            absorbed.deleted |= matches!(event.kind, Kind::DeleteText(_));
            if let Kind::Reset(heads) = &event.kind {
                join(absorbed.reset.get_or_insert_with(Heads::new), heads);
                // The mirror is to delete all this, and be given anew what remains of it.
                self.mirrored.remove_up_to(heads);
            }
        }
        let newest = self.events.last().map(Event::order);
        if let [event] = new.as_slice()
            && newest < Some(event.order())
            && append(&mut self.state, event)
        {
            self.events.append(&mut new);
        } else if !new.is_empty() {
            self.events.append(&mut new);
            self.events.sort_unstable_by_key(Event::order);
            self.state = fold(&self.base, &self.events);
            self.forget_erased(&added, &mut absorbed);
            // One that a later reset took the place of has nothing more to say.
            absorbed.reset = absorbed.reset.filter(|_| resets.iter().any(|&id| self.ids.contains(id)));
        }
        absorbed
    }

    /// Drops events that a reset erased from memory, of which some have just been `added`.
    fn forget_erased(&mut self, added: &Ids, absorbed: &mut Absorbed) {
        let words = Words::of(&self.base, &self.events);
        let gone: Ids = self.events.iter().filter(|event| words.erased(event)).map(|event| event.id).collect();
        let new = self.events.iter().filter(|event| gone.contains(event.id) && added.contains(event.id)).count();
        absorbed.added -= new;
        absorbed.erased += new;
        let before = self.events.len();
        self.events.retain(|event| !gone.contains(event.id));
        if self.events.len() < before {
            self.ids = self.events.iter().map(|event| event.id).collect();
        }
    }
}

fn decode_records<'r>(records: impl IntoIterator<Item = &'r str>) -> (Vec<Event>, usize) {
    let names = Names::default();
    let mut events = Vec::new();
    let mut damaged = 0;
    for record in records {
        match segment::decode(record, &names) {
            Ok(mut decoded) => events.append(&mut decoded.events),
            Err(_) => damaged += 1,
        }
    }
    (events, damaged)
}

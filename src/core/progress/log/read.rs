//! Reading the store: everything at once, or what another tab has changed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::bytes::crc32;
use super::super::event::Event;
use super::super::ledger::{self, FOLDER, LedgerId};
use super::super::store::StoreError;
use super::{Absorbed, Log, Opened, Other, is_homeless};

impl Log {
    /// Notes that another tab changed `key` of the store, and takes in what it wrote. `None` when the key is none of this log's
    /// concern.
    pub fn changed(&mut self, key: &str) -> Option<Absorbed> {
        let id = LedgerId::of_key(key, self.space.prefix())?;
        if id == self.ledger.id {
            return None;
        }
        let mut absorbed = Absorbed::default();
        // Of a ledger that was not known the whole is news.
        let only = self.others.contains_key(&id).then_some(key);
        let keys = self.store.keys(&id.base(self.space.prefix())).unwrap_or_default();
        if let Ok((events, _)) = self.read_ledger(id, &keys, only) {
            absorbed = self.take_in(events);
            if absorbed.reset.is_some() {
                let _ = self.erase();
            }
        }
        Some(absorbed)
    }

    /// Reads the whole store again, takes in what is new there, and writes what is there no more.
    pub fn reload(&mut self) -> Opened {
        let opened = self.read();
        if opened.trouble.is_none() {
            let _ = if self.erasing { self.erase() } else { self.adopt() };
        }
        opened
    }

    /// Writes the events that no ledger holds any more: one that was known may have been removed or damaged.
    pub(super) fn adopt(&mut self) -> Result<(), StoreError> {
        let others = &self.others;
        self.ledger.add(self.events.iter().filter(|event| is_homeless(others, event.id)));
        self.flush()
    }

    /// Reads the whole store and takes in what is new there.
    pub(super) fn read(&mut self) -> Opened {
        let mut opened = Opened::default();
        let mut events = Vec::new();
        match self.ledgers() {
            Ok(mut ledgers) => {
                // What is about to be removed is no place to find anything.
                ledgers
                    .retain(|(id, _)| !self.stale.contains(id) && (*id != self.ledger.id || !self.ledger.is_begun()));
                self.others.retain(|id, _| ledgers.iter().any(|(there, _)| there == id));
                for (id, keys) in ledgers {
                    match self.read_ledger(id, &keys, None) {
                        Ok((mut found, part)) => {
                            events.append(&mut found);
                            opened.set_aside += part.set_aside;
                            opened.newer += part.newer;
                        }
                        Err(error) => opened.trouble = Some(error),
                    }
                }
            }
            Err(error) => opened.trouble = Some(error),
        }
        if self.find(events) {
            let _ = self.erase();
        }
        opened
    }

    /// The ledgers in the store with their keys. They are listed at once: a browser's store has no index, each listing walks all of it.
    pub(super) fn ledgers(&self) -> Result<Vec<(LedgerId, Vec<String>)>, StoreError> {
        let prefix = self.space.prefix();
        let mut ledgers: Vec<(LedgerId, Vec<String>)> = Vec::new();
        let mut keys = self.store.keys(&[prefix, FOLDER].concat())?;
        keys.sort_unstable();
        for key in keys {
            match (LedgerId::of_key(&key, prefix), ledgers.last_mut()) {
                (Some(id), Some((last, keys))) if *last == id => keys.push(key),
                (Some(id), _) => ledgers.push((id, Vec::from([key]))),
                (None, _) => {}
            }
        }
        Ok(ledgers)
    }

    /// Reads the ledger of another writer that has these `keys`, or only the block `only` of it, setting aside what is damaged.
    pub(super) fn read_ledger(
        &mut self,
        id: LedgerId,
        keys: &[String],
        only: Option<&str>,
    ) -> Result<(Vec<Event>, Opened), StoreError> {
        let base = id.base(self.space.prefix());
        let found = ledger::read(&*self.store, &base, keys, only)?;
        let mut opened = Opened { newer: found.newer, ..Opened::default() };
        let mut kept = true;
        for line in &found.damaged {
            let key = [self.space.prefix(), "torn/", &crc32(line.as_bytes()).to_string()].concat();
            if self.store.get(&key).is_ok_and(|text| text.is_none()) {
                kept &= self.store.set(&key, line).is_ok();
                opened.set_aside += 1;
            }
        }
        let ids = found.events.iter().map(|event| event.id);
        let readable = found.newer == 0 && kept;
        match self.others.get_mut(&id).filter(|_| only.is_some()) {
            Some(other) => {
                other.ids.extend(ids);
                other.readable &= readable;
            }
            None => {
                self.others.insert(id, Other { ids: ids.collect(), readable });
            }
        }
        Ok((found.events, opened))
    }
}

//! What a page does: opens logs, appends, hears of other tabs and of its other elements.

pub use super::super::erasures::is_erased as is_erased_by;
use super::learner::PACK;
use super::store::Handle;
use super::world::{Place, Tab, World};
use crate::progress::{Absorbed, ActorId, Appended, Event, EventId, Kind, Log, Now, Record, Space};

pub fn space() -> Space {
    Space::new("key", "pack")
}

fn texts(records: &[Record]) -> impl Iterator<Item = &str> {
    records.iter().map(|record| record.text.as_str())
}

impl World {
    /// Opens a log, on a page of its own or beside another element, with what the loader kept of one that trapped.
    pub fn open(&mut self, beside: Option<Place>, unsaved: Vec<Record>) -> Result<(), String> {
        self.opened += 1;
        // Actors are random, so neither their order nor the order of tabs says anything.
        let actor = ActorId(self.random.number());
        let number = self.opened;
        let skew = self.skew(3_600_000);
        let (fuse, torn) = Default::default();
        let new = || Place { page: number, handle: Handle { disk: self.disk.clone(), page: number, fuse, torn }, skew };
        let Place { page, handle, skew } = beside.unwrap_or_else(new);
        let (mut log, opened) = Log::open(Box::new(handle.clone()), space(), actor, "1");
        self.note(|| format!("tab {number} opens on page {page} as {actor}: {opened:?}"));
        if opened.trouble.is_none() {
            self.all_in(&self.saved, &log, "was saved in the store but not found on opening")?;
        }
        log.absorb(texts(&unsaved));
        self.tabs.push(Tab {
            number,
            page,
            actor,
            log,
            handle,
            skew,
            named: false,
            own: unsaved.iter().map(|record| record.id).collect(),
            held: Vec::new(),
            unsaved,
            connected: false,
            erasing: false,
            owes: false,
            posted: Vec::new(),
            arrived: Vec::new(),
            prepared: None,
        });
        let at = self.tabs.len() - 1;
        // The mirror may take its time.
        if !self.chance(4) {
            self.connect(at)?;
        }
        self.bury();
        if self.tabs.get(at).is_some_and(|tab| tab.number == number) { self.check(at) } else { Ok(()) }
    }

    pub fn append(&mut self, at: usize, kind: Kind) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        let now = Now { at: self.time + tab.skew, offset_minutes: 60 };
        let resets = matches!(kind, Kind::Reset(_));
        // So few actors fit one reset.
        let whole = |mut parts: Vec<Appended>| parts.remove(0);
        let result = if resets { tab.log.reset(now).map(whole) } else { tab.log.append(kind, now) };
        let appended = result.map_err(|fault| fault.to_string())?;
        let (number, saved) = (tab.number, appended.saved);
        if resets {
            // What was erased needs no saving any more.
            let log = &tab.log;
            tab.unsaved.retain(|record| log.holds(record.id));
            tab.erasing = true;
            tab.owes = true;
        }
        self.note(|| format!("tab {number} appends at {}: {saved:?}", now.at));
        self.appended(at, appended.record.id)?;
        self.tabs[at].unsaved.push(appended.record.clone());
        if saved.is_ok() {
            self.saved_by(at);
            if core::mem::take(&mut self.tabs[at].owes) {
                self.nothing_erased_is_stored(at)?;
            }
        }
        self.tell_siblings(at, &[appended.record]);
        Ok(())
    }

    /// An event was appended by the log of a tab.
    pub fn appended(&mut self, at: usize, id: EventId) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        tab.own.push(id);
        let event = tab.log.events().iter().rev().find(|event| event.id == id).cloned();
        self.made(&event.ok_or_else(|| format!("{id} is not there after it was appended"))?)
    }

    /// An event was made here.
    pub fn made(&mut self, event: &Event) -> Result<(), String> {
        let id = event.id;
        self.note(|| format!("  {id} is {:?}", event.kind));
        self.learn_word(event);
        self.counts.appended += 1;
        if self.truth.insert(id, event.clone()).is_some() { Err(format!("{id} was given twice")) } else { Ok(()) }
    }

    /// The store said that it holds all that a tab had to write. (What was taken over after a trap may be in the ledger of the tab that
    /// trapped, which nobody writes any more.)
    fn saved_by(&mut self, at: usize) {
        let tab = &self.tabs[at];
        let own: Vec<EventId> =
            tab.own.iter().copied().filter(|&id| id.actor == tab.actor && tab.log.holds(id)).collect();
        let words = self.known_words();
        self.saved.extend(own.into_iter().filter(|id| !is_erased_by(&words, &self.truth[id])));
    }

    /// The other elements of the page hear of records.
    pub fn tell_siblings(&mut self, at: usize, records: &[Record]) {
        let (page, number) = (self.tabs[at].page, self.tabs[at].number);
        for sibling in 0..self.tabs.len() {
            if self.tabs[sibling].page == page && self.tabs[sibling].number != number {
                let found = self.tabs[sibling].log.overhear(texts(records));
                self.counts.overheard += 1;
                self.took_in(sibling, &found);
            }
        }
    }

    pub fn took_in(&mut self, at: usize, found: &Absorbed) {
        let tab = &mut self.tabs[at];
        tab.erasing |= found.reset.is_some() || found.erased > 0 || found.deleted;
        let number = tab.number;
        self.note(|| format!("  tab {number} takes in {found:?}"));
    }

    /// A tab is told of some writes of others, in any order, some again, some never.
    pub fn hear(&mut self, at: usize) {
        let Tab { number, page, .. } = self.tabs[at];
        let news = self.disk.borrow().news.clone();
        for _ in 0..self.random.below(6) {
            if let Some((writer, key)) = news.get(self.random.below(news.len()))
                && *writer != page
            {
                self.note(|| format!("tab {number} hears of {key}"));
                if let Some(found) = self.tabs[at].log.changed(key) {
                    self.took_in(at, &found);
                }
            }
        }
    }

    pub fn reload(&mut self, at: usize) {
        let opened = self.tabs[at].log.reload();
        self.note(|| format!("tab {at} reads again: {opened:?}"));
        let tab = &mut self.tabs[at];
        tab.erasing |= tab.log.has_erased();
    }

    /// The pack has come, and with it the former names.
    pub fn know(&mut self, at: usize) {
        let tab = &mut self.tabs[at];
        tab.log.know(&PACK);
        tab.named = true;
        self.note(|| format!("tab {at} knows the pack"));
    }
}

/// Whether an event is a reset or a restore.
pub fn is_word(event: &Event) -> bool {
    matches!(event.kind, Kind::Reset(_) | Kind::Restore(_))
}

/// Whether a reset speaks of this event.
pub fn covers(kind: &Kind, id: EventId) -> bool {
    matches!(kind, Kind::Reset(heads) if heads.get(&id.actor).is_some_and(|&head| id.seq <= head))
}

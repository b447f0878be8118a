//! Ledgers: how a writer keeps events in a store.
//!
//! A ledger belongs to one writer, and only that writer changes it, so writers never overwrite each other. Its keys begin with
//! `log/ACTOR.GENERATION/`, below the prefix of the [`Space`](super::Space):
//!
//! - `e0`, `e1`, ...: blocks of at most [`MAX_BLOCK`] characters, each some [segments](super::segment), one a line;
//! - `n0`, `n1`, ...: the table of [names](super::names) that the segments refer to, and `m0`, `m1`, ...: the same once more.
//!
//! Numbers in a segment mean nothing without the table, so a ledger is never rewritten in another way under the same keys: a writer
//! that has to drop events (after a reset) begins a new generation and then removes the old one.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::bytes::crc32;
use super::event::{ActorId, Event};
use super::ids::Ids;
use super::names::{Names, PART};
use super::segment::{self, MAX_EVENTS, Unreadable};
use super::store::{Store, StoreError};

/// The most characters of a block: a store that writes synchronously must not take long.
pub const MAX_BLOCK: usize = 16_384;

/// Where all ledgers are, below the prefix.
pub const FOLDER: &str = "log/";

/// A part of a ledger, in the order in which parts must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Names(u32),
    NamesAgain(u32),
    Block(u32),
}

/// The name of a ledger: its writer and how often that writer began anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerId {
    pub actor: ActorId,
    pub generation: u32,
}

impl LedgerId {
    /// What its keys begin with.
    pub fn base(self, prefix: &str) -> String {
        [prefix, FOLDER, &self.actor.to_string(), ".", &self.generation.to_string(), "/"].concat()
    }

    /// The ledger that a key belongs to.
    pub fn of_key(key: &str, prefix: &str) -> Option<Self> {
        let (id, _) = key.strip_prefix(prefix)?.strip_prefix(FOLDER)?.split_once('/')?;
        let (actor, generation) = id.split_once('.')?;
        let ledger = Self { actor: actor.parse().ok()?, generation: generation.parse().ok()? };
        // One spelling only, so that a key can be made again from its ledger.
        key.starts_with(&ledger.base(prefix)).then_some(ledger)
    }
}

/// A ledger that is being written.
#[derive(Debug)]
pub struct Ledger {
    /// Its name.
    pub id: LedgerId,
    /// The events that it holds.
    pub ids: Ids,
    base: String,
    names: Names,
    /// The number of the block that is being filled, its finished segments, and the events of the segment in progress.
    block: u32,
    finished: String,
    open: Vec<Event>,
    /// What the store does not hold yet.
    outbox: BTreeMap<Part, String>,
    /// The checksum of the first names as they were written, once anything was.
    begun: Option<u32>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new(id: LedgerId, prefix: &str) -> Self {
        Self {
            id,
            ids: Ids::default(),
            base: id.base(prefix),
            names: Names::default(),
            block: 0,
            finished: String::new(),
            open: Vec::new(),
            outbox: BTreeMap::new(),
            begun: None,
        }
    }

    /// Takes events in; [`Ledger::flush`] writes them.
    pub fn add<'e>(&mut self, events: impl Iterator<Item = &'e Event>) {
        let named = self.names.len();
        let new: Vec<&Event> = events.filter(|event| self.ids.insert(event.id)).collect();
        for (index, &event) in new.iter().enumerate() {
            self.open.push(event.clone());
            // A segment is put into words once it is full or nothing more comes.
            if self.open.len() < MAX_EVENTS && index + 1 < new.len() {
                continue;
            }
            let mut line = segment::encode(self.open.iter(), &mut self.names);
            if !self.finished.is_empty() && self.finished.len() + 1 + line.len() > MAX_BLOCK {
                self.block = self.block.saturating_add(1);
                self.finished.clear();
            }
            if line.len() > MAX_BLOCK && self.open.len() > 1 {
                line = self.split();
            }
            let mut text = self.finished.clone();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&line);
            if self.open.len() >= MAX_EVENTS {
                self.finished.clone_from(&text);
                self.open.clear();
            }
            self.outbox.insert(Part::Block(self.block), text);
        }
        if self.names.len() > named {
            for part in named / PART..self.names.len().div_ceil(PART) {
                let text = self.names.part(part);
                let part = u32::try_from(part).unwrap_or(u32::MAX);
                self.outbox.insert(Part::Names(part), text.clone());
                self.outbox.insert(Part::NamesAgain(part), text);
            }
        }
    }

    /// Gives each of the open events but the last a block of its own, because together they are too long for one. Returns
    /// the line of the last.
    fn split(&mut self) -> String {
        let last = self.open.split_off(self.open.len() - 1);
        for event in self.open.drain(..) {
            // The present block stays as it was written last, for a crash may come between any two writes.
            self.block = self.block.saturating_add(1);
            let line = segment::encode(core::iter::once(&event), &mut self.names);
            self.outbox.insert(Part::Block(self.block), line);
        }
        self.block = self.block.saturating_add(1);
        self.open = last;
        segment::encode(self.open.iter(), &mut self.names)
    }

    /// Whether anything was ever written.
    pub fn is_begun(&self) -> bool {
        self.begun.is_some()
    }

    /// How many characters the store does not hold yet, keys included.
    pub fn unwritten(&self) -> usize {
        self.outbox.values().map(|text| self.base.len() + 11 + text.len()).sum()
    }

    /// Whether everything is written.
    pub fn is_flushed(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Writes what the store does not hold yet.
    ///
    /// # Errors
    /// When the store cannot be written; what was not written stays here for the next time.
    pub fn flush(&mut self, store: &dyn Store) -> Result<(), StoreError> {
        while let Some(entry) = self.outbox.first_entry() {
            let (letter, number) = match entry.key() {
                Part::Names(number) => ("n", number),
                Part::NamesAgain(number) => ("m", number),
                Part::Block(number) => ("e", number),
            };
            store.set(&[&self.base, letter, &number.to_string()].concat(), entry.get())?;
            if *entry.key() == Part::Names(0) {
                self.begun = Some(crc32(entry.get().as_bytes()));
            }
            entry.remove();
        }
        Ok(())
    }

    /// Whether something removed what was written, or changed it. Only the first names are looked at: they are short, everything
    /// else depends on them, and whatever clears a store takes them too.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_gone(&self, store: &dyn Store) -> Result<bool, StoreError> {
        let Some(written) = self.begun else { return Ok(false) };
        let there = store.get(&[&self.base, "n0"].concat())?;
        Ok(there.is_none_or(|names| crc32(names.as_bytes()) != written))
    }
}

/// A ledger as it was found in a store.
#[derive(Debug, Default)]
pub struct Found {
    /// Its events.
    pub events: Vec<Event>,
    /// Lines that could not be read, or not wholly.
    pub damaged: Vec<String>,
    /// How many segments a newer build wrote.
    pub newer: u32,
}

/// Reads the ledger of which these are the `keys`, or only its block under the key `only`.
///
/// # Errors
/// When the store cannot be read.
pub fn read(store: &dyn Store, base: &str, keys: &[String], only: Option<&str>) -> Result<Found, StoreError> {
    let texts = |letters: &[char], only: Option<&str>| {
        let wanted = |key: &&String| {
            only.is_none_or(|only| only == *key) && key.strip_prefix(base).is_some_and(|part| part.starts_with(letters))
        };
        keys.iter().filter(wanted).filter_map(|key| store.get(key).transpose()).collect::<Result<Vec<String>, _>>()
    };
    let names = texts(&['n', 'm'], None)?;
    let names = Names::from_lines(names.iter().map(String::as_str));
    let mut found = Found::default();
    for block in texts(&['e'], only)? {
        for line in block.split('\n') {
            match segment::decode(line, &names) {
                Ok(mut decoded) => {
                    found.events.append(&mut decoded.events);
                    if !decoded.whole {
                        found.damaged.push(String::from(line));
                    }
                }
                Err(Unreadable::Damaged) => found.damaged.push(String::from(line)),
                Err(Unreadable::Newer) => found.newer += 1,
            }
        }
    }
    Ok(found)
}

/// How many characters a ledger takes, keys included.
///
/// # Errors
/// When the store cannot be read.
pub fn size(store: &dyn Store, base: &str) -> Result<usize, StoreError> {
    let mut size = 0;
    for key in store.keys(base)? {
        size += key.len() + store.get(&key)?.map_or(0, |text| text.len());
    }
    Ok(size)
}

/// Removes a ledger, blocks before the names they need.
///
/// # Errors
/// When the store cannot be written; what is left of the ledger can still be read.
pub fn remove(store: &dyn Store, base: &str) -> Result<(), StoreError> {
    let mut keys = store.keys(base)?;
    keys.sort_unstable();
    keys.iter().try_for_each(|key| store.remove(key))
}

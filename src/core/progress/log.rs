//! The log: all events, the state derived from them, and what is written where.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::bytes::crc32;
use super::clock::{Clock, Now};
use super::event::{ActorId, Event, EventId, Heads, Kind};
use super::fields::Fault;
use super::fold::{Words, append, fold};
use super::ids::Ids;
use super::ledger::{self, FOLDER, Ledger, LedgerId};
use super::name::Name;
use super::segment;
use super::state::State;
use super::store::{Store, StoreError};

/// From this many ledgers of others on, [`Log::compact`] takes over what it may.
const MANY_LEDGERS: usize = 8;

/// Where the progress of one pack is kept: the keys `interview-practice/1/STORAGE-KEY/PACK/...`, both names percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    prefix: String,
}

impl Space {
    /// The space of a pack under a storage key.
    #[must_use]
    pub fn new(storage_key: &str, pack: &str) -> Self {
        let mut prefix = String::from("interview-practice/1/");
        for part in [storage_key, pack] {
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
                    prefix.push(char::from(byte));
                } else {
                    prefix.push('%');
                    for digit in [byte >> 4, byte & 15] {
                        prefix.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
                    }
                }
            }
            prefix.push('/');
        }
        Self { prefix }
    }

    /// What every key of the space begins with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// One event as a line of text that can be kept anywhere and given back to [`Log::absorb`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The event's identity.
    pub id: EventId,
    /// The event, encoded and checksummed.
    pub text: String,
}

/// What opening the log found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// How many events there are.
    pub events: usize,
    /// How many damaged segments were found for the first time. Each is kept under a key of its own (`torn/...`).
    pub set_aside: usize,
    /// How many segments a newer build wrote, which this one leaves alone.
    pub newer: u32,
    /// Why the store could not be read, when it could not. The log then works in memory.
    pub trouble: Option<StoreError>,
}

/// What became of an event that was appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    /// The event as a record, for the mirror and for the loader's array of unsaved events.
    pub record: Record,
    /// Whether the store holds it. When not, the log holds it in memory and writes it when the store works again.
    pub saved: Result<(), StoreError>,
    /// After a reset: the events up to these numbers are erased. Once the mirror holds this event it must delete those, and then
    /// take what [`Log::pending`] gives.
    pub erased: Option<Heads>,
}

/// What became of events that came from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absorbed {
    /// How many are new.
    pub added: usize,
    /// How many were known.
    pub known: usize,
    /// How many a reset has erased, so that they were not taken in.
    pub erased: usize,
    /// How many records could not be read.
    pub damaged: usize,
    /// After a reset came among them: the events up to these numbers are erased, as in [`Appended::erased`].
    pub reset: Option<Heads>,
}

/// A ledger of another writer, or one left by an earlier opening.
#[derive(Debug)]
struct Other {
    ids: Ids,
    /// Whether this build can read all of it. When not, it is left alone.
    readable: bool,
}

/// All events of one space, the state derived from them, and the writer's own ledger.
pub struct Log {
    store: Box<dyn Store>,
    space: Space,
    actor: ActorId,
    pack_version: Name,
    seq: u32,
    clock: Clock,
    /// In order.
    events: Vec<Event>,
    ids: Ids,
    base: State,
    state: State,
    ledger: Ledger,
    /// Former generations of the ledger, to be removed once the present one is written.
    stale: Vec<LedgerId>,
    others: BTreeMap<LedgerId, Other>,
    mirrored: Ids,
}

impl core::fmt::Debug for Log {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Log").field("actor", &self.actor).field("events", &self.events.len()).finish_non_exhaustive()
    }
}

impl Log {
    /// Opens the log: reads everything in the store and folds it.
    ///
    /// `actor` must be fresh randomness. `pack_version` is noted on each event. When the store cannot be read the log works in
    /// memory and [`Opened::trouble`] says why.
    #[must_use]
    pub fn open(store: Box<dyn Store>, space: Space, actor: ActorId, pack_version: &str) -> (Self, Opened) {
        Self::open_on(State::default(), store, space, actor, pack_version)
    }

    /// Like [`Log::open`], on top of a state that was kept without its events.
    #[must_use]
    pub fn open_on(
        base: State,
        store: Box<dyn Store>,
        space: Space,
        actor: ActorId,
        pack_version: &str,
    ) -> (Self, Opened) {
        let pack_version = Name::new(pack_version).unwrap_or_else(|_| Name::unknown());
        let ledger = Ledger::new(LedgerId { actor, generation: 0 }, space.prefix());
        let mut log = Self {
            store,
            space,
            actor,
            pack_version,
            seq: 0,
            clock: Clock::default(),
            events: Vec::new(),
            ids: Ids::default(),
            state: base.clone(),
            base,
            ledger,
            stale: Vec::new(),
            others: BTreeMap::new(),
            mirrored: Ids::default(),
        };
        let mut opened = log.read();
        // An actor that is not fresh after all goes on under a new generation rather than overwriting what is there.
        if let Some(last) = log.others.keys().filter(|id| id.actor == actor).max() {
            let id = LedgerId { actor, generation: last.generation.saturating_add(1) };
            log.ledger = Ledger::new(id, log.space.prefix());
        }
        opened.events = log.events.len();
        (log, opened)
    }

    /// Goes on from a state that was kept without its events. `false`, and nothing changed, where there are events already: they may be among
    /// those that led to it, and would count twice.
    #[must_use]
    pub fn begin_on(&mut self, base: State) -> bool {
        if self.events.is_empty() {
            self.state = base.clone();
            self.base = base;
        }
        self.events.is_empty()
    }

    /// The derived state.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// All events in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether there is an event with this identity.
    #[must_use]
    pub fn holds(&self, id: EventId) -> bool {
        self.ids.contains(id)
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.store
    }

    pub(super) fn space(&self) -> &Space {
        &self.space
    }

    /// Whether the store holds everything that this log is to write.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.ledger.is_flushed()
    }

    /// Appends what just happened.
    ///
    /// # Errors
    /// When `kind` breaks a limit (a text that is too long, say); nothing is appended then.
    pub fn append(&mut self, kind: Kind, now: Now) -> Result<Appended, Fault> {
        let now = now.sound();
        let id = EventId { actor: self.actor, seq: self.seq.saturating_add(1) };
        let pack_version = self.pack_version.clone();
        let clock = self.clock.next(now.at);
        let event = Event { id, now, clock, pack_version, kind, extra: super::value::Fields::new() };
        Event::from_value(event.to_value(), "$")?;
        self.seq = id.seq;
        let record = Record { id, text: segment::encode_record(&event) };
        let erased = match &event.kind {
            Kind::Reset(heads) => Some(heads.clone()),
            _ => None,
        };
        let erases = erased.is_some();
        self.take_in(Vec::from([event.clone()]));
        let saved = if erases {
            self.erase()
        } else {
            self.ledger.add(core::iter::once(&event));
            self.flush()
        };
        Ok(Appended { record, saved, erased })
    }

    /// Erases everything so far, here and, by the event, everywhere it is merged to.
    ///
    /// # Errors
    /// Never in practice; the result has the form of [`Log::append`].
    pub fn reset(&mut self, now: Now) -> Result<Appended, Fault> {
        self.reload();
        let mut heads = self.ids.heads();
        // What earlier resets erased stays erased, although this one takes their place.
        for event in &self.events {
            if let Kind::Reset(before) = &event.kind {
                join(&mut heads, before);
            }
        }
        self.append(Kind::Reset(heads), now)
    }

    /// Writes what the store does not hold yet. Call it when the store may work again.
    ///
    /// # Errors
    /// When the store still cannot be written; nothing is lost.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        if self.is_cleared()? {
            // Cleared by someone, or taken over by another writer: find out, and write what is nowhere any more.
            self.read();
            let actor = self.actor;
            self.rewrite(|id| id.actor == actor);
        }
        self.ledger.flush(&*self.store)?;
        while let Some(old) = self.stale.last() {
            ledger::remove(&*self.store, &old.base(self.space.prefix()))?;
            self.stale.pop();
        }
        Ok(())
    }

    /// Whether the store no longer holds what it did.
    fn is_cleared(&self) -> Result<bool, StoreError> {
        if self.ledger.is_begun() || self.ledger.is_flushed() || self.others.is_empty() {
            return self.ledger.is_gone(&*self.store);
        }
        // This writer's first write: are the others' ledgers still there?
        let there = self.ledgers()?;
        Ok(self.others.keys().any(|id| there.binary_search(id).is_err()))
    }

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

    /// Takes in all records that the mirror holds, and remembers that it holds them.
    pub fn absorb_mirror<'r>(&mut self, records: impl IntoIterator<Item = &'r str>) -> Absorbed {
        let (events, damaged) = decode_records(records);
        self.mirrored.extend(events.iter().map(|event| event.id));
        let mut absorbed = self.absorb_events(events);
        absorbed.damaged = damaged;
        absorbed
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
        if let Ok((events, _)) = self.read_ledger(id, only) {
            absorbed = self.take_in(events);
            if absorbed.reset.is_some() {
                let _ = self.erase();
            }
        }
        Some(absorbed)
    }

    /// The events that the mirror is not known to hold, oldest first, at most `most` of them. Meaningful once
    /// [`Log::absorb_mirror`] has told what the mirror holds.
    #[must_use]
    pub fn pending(&self, most: usize) -> Vec<Record> {
        let missing = self.events.iter().filter(|event| !self.mirrored.contains(event.id));
        missing.take(most).map(|event| Record { id: event.id, text: segment::encode_record(event) }).collect()
    }

    /// Notes that the mirror holds these events.
    pub fn acknowledged(&mut self, ids: impl IntoIterator<Item = EventId>) {
        self.mirrored.extend(ids);
    }

    /// Whether the mirror holds everything.
    #[must_use]
    pub fn is_mirrored(&self) -> bool {
        self.events.iter().all(|event| self.mirrored.contains(event.id))
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
        for id in &taken {
            ledger::remove(&*self.store, &id.base(self.space.prefix()))?;
            self.others.remove(id);
        }
        Ok(taken.len())
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

    /// Reads the whole store again, takes in what is new there, and writes what is there no more.
    pub fn reload(&mut self) -> Opened {
        let opened = self.read();
        if opened.trouble.is_none() {
            let _ = self.adopt();
        }
        opened
    }

    /// Writes the events that no ledger holds any more: one that was known may have been removed or damaged.
    fn adopt(&mut self) -> Result<(), StoreError> {
        let others = &self.others;
        self.ledger.add(self.events.iter().filter(|event| is_homeless(others, event.id)));
        self.flush()
    }

    /// Reads the whole store and takes in what is new there.
    fn read(&mut self) -> Opened {
        let mut opened = Opened::default();
        let mut events = Vec::new();
        match self.ledgers() {
            Ok(mut ledgers) => {
                // What is about to be removed is no place to find anything.
                ledgers.retain(|id| !self.stale.contains(id) && (*id != self.ledger.id || !self.ledger.is_begun()));
                self.others.retain(|id, _| ledgers.binary_search(id).is_ok());
                for id in ledgers {
                    match self.read_ledger(id, None) {
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
        if self.take_in(events).reset.is_some() {
            let _ = self.erase();
        }
        opened
    }

    /// The ledgers in the store, in order.
    fn ledgers(&self) -> Result<Vec<LedgerId>, StoreError> {
        let prefix = self.space.prefix();
        let keys = self.store.keys(&[prefix, FOLDER].concat())?;
        let mut ledgers: Vec<LedgerId> = keys.iter().filter_map(|key| LedgerId::of_key(key, prefix)).collect();
        ledgers.sort_unstable();
        ledgers.dedup();
        Ok(ledgers)
    }

    /// Reads one ledger of another writer, or only the block `only` of it, setting aside what is damaged.
    fn read_ledger(&mut self, id: LedgerId, only: Option<&str>) -> Result<(Vec<Event>, Opened), StoreError> {
        let base = id.base(self.space.prefix());
        let keys = self.store.keys(&base)?;
        let found = ledger::read(&*self.store, &base, &keys, only)?;
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

    /// Merges events into memory and brings the state up to date.
    fn take_in(&mut self, mut new: Vec<Event>) -> Absorbed {
        let mut absorbed = Absorbed::default();
        let given = new.len();
        let ids = &mut self.ids;
        new.retain(|event| ids.insert(event.id));
        absorbed.added = new.len();
        absorbed.known = given - new.len();
        for event in &new {
            self.clock = self.clock.max(event.clock);
            if event.id.actor == self.actor {
                self.seq = self.seq.max(event.id.seq);
            }
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
            self.forget_erased(&mut absorbed);
        }
        absorbed
    }

    /// Drops events that a reset erased from memory.
    fn forget_erased(&mut self, absorbed: &mut Absorbed) {
        let words = Words::of(&self.base, &self.events);
        let gone: Ids = self.events.iter().filter(|event| words.erased(event)).map(|event| event.id).collect();
        let before = self.events.len();
        self.events.retain(|event| !gone.contains(event.id));
        let erased = before - self.events.len();
        if erased > 0 {
            self.ids = self.events.iter().map(|event| event.id).collect();
            let new = erased.min(absorbed.added);
            absorbed.added -= new;
            absorbed.erased += new;
        }
    }

    /// After a reset: leaves nothing of what it erased in the store, as far as it is this writer's to remove.
    fn erase(&mut self) -> Result<(), StoreError> {
        let ours = core::mem::take(&mut self.ledger.ids);
        self.rewrite(|id| ours.contains(id));
        if self.flush() == Err(StoreError::Full) {
            // What is to be erased stands in the way; without it there is room for the rest, which is less.
            let mut freed = 0;
            for old in &self.stale {
                freed += ledger::size(&*self.store, &old.base(self.space.prefix()))?;
            }
            if self.ledger.unwritten() <= freed {
                for old in core::mem::take(&mut self.stale) {
                    ledger::remove(&*self.store, &old.base(self.space.prefix()))?;
                }
            }
            self.flush()?;
        }
        let candidates: Vec<LedgerId> = self.others.keys().copied().collect();
        for id in candidates {
            // Its writer may have gone on since it was last read.
            let (events, _) = self.read_ledger(id, None)?;
            self.take_in(events);
            if self.others.get(&id).is_some_and(|other| other.readable && !other.ids.touches(&self.ids)) {
                ledger::remove(&*self.store, &id.base(self.space.prefix()))?;
                self.others.remove(&id);
            }
        }
        for key in self.store.keys(&[self.space.prefix(), "torn/"].concat())? {
            self.store.remove(&key)?;
        }
        self.adopt()
    }

    /// Begins a new generation of the ledger with what is `ours` and what no other ledger holds. [`Log::flush`] writes it, and
    /// then removes the old one.
    fn rewrite(&mut self, ours: impl Fn(EventId) -> bool) {
        let old = self.ledger.id;
        self.stale.push(old);
        let id = LedgerId { actor: self.actor, generation: old.generation.saturating_add(1) };
        self.ledger = Ledger::new(id, self.space.prefix());
        let others = &self.others;
        let mine = |event: &&Event| ours(event.id) || is_homeless(others, event.id);
        self.ledger.add(self.events.iter().filter(mine));
    }
}

/// Whether no other ledger holds an event.
fn is_homeless(others: &BTreeMap<LedgerId, Other>, id: EventId) -> bool {
    !others.values().any(|other| other.ids.contains(id))
}

/// Raises `heads` to `others` where those are higher.
fn join(heads: &mut Heads, others: &Heads) {
    for (&actor, &seq) in others {
        let head = heads.entry(actor).or_default();
        *head = seq.max(*head);
    }
}

fn decode_records<'r>(records: impl IntoIterator<Item = &'r str>) -> (Vec<Event>, usize) {
    let names = super::names::Names::default();
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

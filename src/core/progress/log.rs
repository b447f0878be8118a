//! The log: all events, the state derived from them, and what is written where.

mod absorb;
mod erase;
mod mirror;
mod read;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::aliases::Aliases;
use super::clock::{Clock, Now};
use super::event::{ActorId, Event, EventId, Heads, Kind};
use super::fields::Fault;
use super::fold::fold;
use super::ids::Ids;
use super::ledger::{self, Ledger, LedgerId};
use super::name::Name;
use super::segment;
use super::space::Space;
use super::state::State;
use super::store::{Store, StoreError};
use crate::content::Pack;

/// One event as a line of text that can be kept anywhere and given back to [`Log::absorb`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The event's identity.
    pub id: EventId,
    /// The event, encoded and checksummed.
    pub text: String,
}

impl Record {
    /// The record of an event.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        Self { id: event.id, text: segment::encode_record(event) }
    }
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
    /// Whether the deletion of a text came among them, so that the second store has something to delete.
    pub deleted: bool,
}

impl Absorbed {
    /// Adds what became of others.
    fn add(&mut self, others: Self) {
        self.added += others.added;
        self.known += others.known;
        self.erased += others.erased;
        self.damaged += others.damaged;
        self.deleted |= others.deleted;
        if let Some(heads) = &others.reset {
            join(self.reset.get_or_insert_with(Heads::new), heads);
        }
    }
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
    /// Whether it is known what the mirror holds.
    mirror_read: bool,
    /// When a reset came before the mirror was read: what it holds from before is still to be erased.
    reset_unread: Option<Now>,
    /// Whether something that was erased may still be in the store.
    erasing: bool,
    /// What reading the store again has found, until somebody asks.
    news: Absorbed,
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
            base: State::default(),
            state: State::default(),
            ledger,
            stale: Vec::new(),
            others: BTreeMap::new(),
            mirrored: Ids::default(),
            mirror_read: false,
            reset_unread: None,
            erasing: false,
            news: Absorbed::default(),
        };
        let mut opened = log.read();
        log.news = Absorbed::default();
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
        let first = self.events.is_empty();
        if first {
            self.return_to(base);
        }
        first
    }

    /// Goes on again from the state that [`Log::begin_on`] was given: the events here happened since.
    pub fn return_to(&mut self, base: State) {
        self.base = base.with_names_of(&self.base);
        self.state = fold(&self.base, &self.events);
    }

    /// Learns which ids the pack's things had before, so that what was done under them counts for what they are called now. `true` when
    /// that was news, which may have changed the state.
    pub fn know(&mut self, pack: &Pack) -> bool {
        let aliases = Aliases::of(pack);
        let news = aliases != self.base.aliases;
        if news {
            self.base.aliases = aliases;
            self.state = fold(&self.base, &self.events);
        }
        news
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

    /// Appends what just happened, at the second it happened in.
    ///
    /// # Errors
    /// When `kind` breaks a limit (a text that is too long, say); nothing is appended then.
    pub fn append(&mut self, kind: Kind, now: Now) -> Result<Appended, Fault> {
        let event = self.draft(kind, now)?;
        let record = Record::of(&event);
        let erased = match &event.kind {
            Kind::Reset(heads) => Some(heads.clone()),
            _ => None,
        };
        let erases = erased.is_some();
        self.take_in(Vec::from([event.clone()]));
        let mut saved = Ok(());
        if !erases {
            self.ledger.add(core::iter::once(&event));
            saved = self.flush();
        }
        if erases || (saved.is_ok() && self.erasing) {
            saved = self.erase();
        }
        Ok(Appended { record, saved, erased })
    }

    /// The next event of this writer, which is not taken in yet.
    fn draft(&mut self, kind: Kind, now: Now) -> Result<Event, Fault> {
        let now = now.sound();
        let now = Now { at: now.at - now.at % 1000, ..now };
        let id = EventId { actor: self.actor, seq: self.seq.saturating_add(1) };
        let pack_version = self.pack_version.clone();
        let clock = self.clock.next(now.at);
        let event = Event { id, now, clock, pack_version, kind, extra: super::value::Fields::new() };
        Event::from_value(event.to_value(), "$")?;
        self.seq = id.seq;
        Ok(event)
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
        Ok(self.others.keys().any(|id| there.iter().all(|(other, _)| other != id)))
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

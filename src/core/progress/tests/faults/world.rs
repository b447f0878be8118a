//! The world of a schedule and its steps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::mirror::Mirror;
use super::store::{Disk, Handle};
use crate::progress::{ActorId, Event, EventId, Heads, Kind, Log, Prepared, Record};
use crate::random::Random;

const STEPS: usize = 28;
const TABS: usize = 4;
const START: i64 = 1_700_000_000_000;

/// One element with its log.
pub struct Tab {
    pub number: u32,
    /// The page it is on: elements of a page crash together, and tell each other what they append.
    pub page: u32,
    pub actor: ActorId,
    pub log: Log,
    pub handle: Handle,
    /// How wrong its clock is, in milliseconds.
    pub skew: i64,
    /// Whether it knows the pack, and with it the former names.
    pub named: bool,
    /// What it appended or imported itself, and what it took over after a trap.
    pub own: Vec<EventId>,
    /// What it held when it was last looked at.
    pub held: Vec<EventId>,
    /// The loader's array: what of its own the mirror has not acknowledged.
    pub unsaved: Vec<Record>,
    /// Whether it has found out what the mirror holds, and no write has failed since.
    pub connected: bool,
    /// Whether the mirror may hold what was erased.
    pub erasing: bool,
    /// Whether a reset of its own could not be written, so that what it erased may still be in the store.
    pub owes: bool,
    /// On their way to the mirror.
    pub posted: Vec<Record>,
    /// In the mirror, but the tab has not heard of it yet.
    pub arrived: Vec<EventId>,
    /// A document that it is about to take in, which the mirror holds already.
    pub prepared: Option<(Vec<Event>, Prepared)>,
}

/// How much happened.
#[derive(Debug, Default)]
pub struct Counts {
    pub appended: u64,
    pub acknowledged: u64,
    pub overheard: u64,
    pub imported: u64,
    pub restored: u64,
    pub faults: u64,
}

impl Counts {
    pub fn add(&mut self, other: &Self) {
        self.appended += other.appended;
        self.acknowledged += other.acknowledged;
        self.overheard += other.overheard;
        self.imported += other.imported;
        self.restored += other.restored;
        self.faults += other.faults;
    }
}

pub struct World {
    pub random: Random,
    pub disk: Rc<RefCell<Disk>>,
    pub mirror: Mirror,
    pub tabs: Vec<Tab>,
    pub opened: u32,
    pub time: i64,
    /// Everything that was ever appended, here or on the other device.
    pub truth: BTreeMap<EventId, Event>,
    /// The resets and restores that were made here or came here, in order.
    pub words: Vec<Event>,
    /// What must never be lost: acknowledged by the mirror, and not erased.
    pub acked: BTreeSet<EventId>,
    /// What the store alone must still hold: it said so, and nothing has damaged it since.
    pub saved: BTreeSet<EventId>,
    /// Whether something in the store was damaged that live tabs do not write again.
    pub damaged: bool,
    /// What the learner exported here.
    pub exports: Vec<Vec<Event>>,
    /// The same learner's other device.
    pub device: Option<Log>,
    steps: Option<Vec<String>>,
    pub counts: Counts,
}

impl World {
    pub fn new(seed: u64, tracing: bool) -> Self {
        Self {
            random: Random::named(seed, "faults"),
            disk: Rc::default(),
            mirror: Mirror::default(),
            tabs: Vec::new(),
            opened: 0,
            time: START,
            truth: BTreeMap::new(),
            words: Vec::new(),
            acked: BTreeSet::new(),
            saved: BTreeSet::new(),
            damaged: false,
            exports: Vec::new(),
            device: None,
            steps: tracing.then(Vec::new),
            counts: Counts::default(),
        }
    }

    pub fn trace(&self) -> String {
        self.steps.as_deref().unwrap_or_default().join("\n")
    }

    pub fn note(&mut self, step: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.random.below(one_in) == 0
    }

    /// A number of milliseconds up to so far in the past or the future.
    pub fn skew(&mut self, most: usize) -> i64 {
        i64::try_from(self.random.below(2 * most)).unwrap() - i64::try_from(most).unwrap()
    }

    /// Runs the schedule.
    pub fn run(&mut self) -> Result<(), String> {
        for _ in 0..STEPS {
            self.step()?;
        }
        self.heal()
    }

    fn step(&mut self) -> Result<(), String> {
        self.time += i64::try_from(self.random.below(200_000)).unwrap() - 5_000;
        if self.tabs.is_empty() || (self.tabs.len() < TABS && self.chance(8)) {
            let which = self.random.below(2 * self.tabs.len() + 1);
            let beside = self.tabs.get(which).map(Place::of);
            return self.open(beside, Vec::new());
        }
        let at = self.random.below(self.tabs.len());
        match self.random.below(79) {
            0..30 => {
                let kind = self.kind();
                self.append(at, kind)?;
            }
            30..42 => self.post(at)?,
            42..49 => self.hear(at),
            49 => self.reload(at),
            50 | 51 => {
                let compacted = self.tabs[at].log.compact();
                self.note(|| format!("tab {at} takes over {compacted:?}"));
            }
            52 => self.append(at, Kind::Reset(Heads::new()))?,
            53 => {
                self.note(|| format!("tab {at} closes"));
                self.tabs.remove(at);
            }
            54 => self.know(at),
            55 => self.export(at),
            56..63 => self.import(at)?,
            fault => {
                self.counts.faults += 1;
                return self.suffer(at, fault - 63);
            }
        }
        // A step changes what one tab knows; the others are checked in their turn and at the end.
        let touched = self.tabs.get(at).map(|tab| tab.number);
        self.bury();
        match self.tabs.iter().position(|tab| Some(tab.number) == touched) {
            Some(at) => self.check(at),
            None => Ok(()),
        }
    }
}

/// Where an element stands: which page, and what that page has of the storage and of time.
pub struct Place {
    pub page: u32,
    pub handle: Handle,
    pub skew: i64,
}

impl Place {
    pub fn of(tab: &Tab) -> Self {
        Self { page: tab.page, handle: tab.handle.clone(), skew: tab.skew }
    }
}

//! The world of a schedule, and what must hold in it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::store::{Disk, Handle};
use crate::progress::{
    ActorId, Answer, Event, EventId, Heads, Kind, Log, Name, Now, Rate, Record, Score, Space, Start, State, StoreError,
    Target, fold,
};
use crate::random::Random;
use crate::review::fsrs::Rating;

const STEPS: usize = 28;
const TABS: usize = 3;
const START: i64 = 1_700_000_000_000;

/// One tab with its log.
struct Tab {
    number: u32,
    log: Log,
    handle: Handle,
    /// How wrong its clock is, in milliseconds.
    skew: i64,
    /// What it appended itself, and what it took over after a trap.
    own: Vec<EventId>,
    /// The loader's array: what of that the mirror has not acknowledged.
    unsaved: Vec<Record>,
    /// On their way to the mirror.
    posted: Vec<Record>,
    /// In the mirror, but the tab has not heard of it yet.
    arrived: Vec<EventId>,
}

pub struct World {
    random: Random,
    disk: Rc<RefCell<Disk>>,
    mirror: BTreeMap<EventId, String>,
    tabs: Vec<Tab>,
    opened: u32,
    time: i64,
    /// Everything that was ever appended.
    truth: BTreeMap<EventId, Event>,
    /// What must never be lost: acknowledged by the mirror, and not erased.
    acked: BTreeSet<EventId>,
    /// What the store alone must still hold: it said so, and nothing has damaged it since.
    saved: BTreeSet<EventId>,
    /// The resets.
    resets: BTreeMap<EventId, Heads>,
    /// Whether something in the store was damaged that live tabs do not write again.
    damaged: bool,
    steps: Option<Vec<String>>,
    pub appended: u64,
    pub acknowledged: u64,
    pub faults: u64,
}

impl World {
    pub fn new(seed: u64, tracing: bool) -> Self {
        Self {
            random: Random::named(seed, "faults"),
            disk: Rc::default(),
            mirror: BTreeMap::new(),
            tabs: Vec::new(),
            opened: 0,
            time: START,
            truth: BTreeMap::new(),
            acked: BTreeSet::new(),
            saved: BTreeSet::new(),
            resets: BTreeMap::new(),
            damaged: false,
            steps: tracing.then(Vec::new),
            appended: 0,
            acknowledged: 0,
            faults: 0,
        }
    }

    pub fn trace(&self) -> String {
        self.steps.as_deref().unwrap_or_default().join("\n")
    }

    fn note(&mut self, step: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.random.below(one_in) == 0
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
        if self.tabs.is_empty() || (self.tabs.len() < TABS && self.chance(10)) {
            return self.open(Vec::new());
        }
        let tab = self.random.below(self.tabs.len());
        match self.random.below(64) {
            0..28 => {
                let kind = self.kind();
                self.append(tab, kind)?;
            }
            28..38 => self.post(tab),
            38..45 => self.hear(tab),
            45 => {
                let opened = self.tabs[tab].log.reload();
                self.note(|| format!("tab {tab} reads again: {opened:?}"));
            }
            46 | 47 => {
                let compacted = self.tabs[tab].log.compact();
                self.note(|| format!("tab {tab} takes over {compacted:?}"));
            }
            48 => self.append(tab, Kind::Reset(Heads::new()))?,
            49 => {
                self.note(|| format!("tab {tab} closes"));
                self.tabs.remove(tab);
            }
            fault => {
                self.faults += 1;
                match fault {
                    50 | 51 => return self.trap(tab),
                    52..55 => self.light_fuse(tab),
                    55 | 56 => self.kill(),
                    57 => self.clear(),
                    58 | 59 => self.flip(),
                    60 | 61 => self.toggle(),
                    62 => {
                        self.tabs[tab].skew = i64::try_from(self.random.below(8_000_000_000)).unwrap() - 4_000_000_000
                    }
                    _ => self.disk.borrow_mut().sync(),
                }
            }
        }
        let touched = self.tabs.get(tab).map(|tab| tab.number);
        self.bury();
        // A step changes what one tab knows; the others are checked in their turn and at the end.
        match self.tabs.iter().position(|tab| Some(tab.number) == touched) {
            Some(at) => self.check(at),
            None => Ok(()),
        }
    }

    // What the learner and the page do.

    fn open(&mut self, unsaved: Vec<Record>) -> Result<(), String> {
        self.opened += 1;
        // Actors are random, so neither their order nor the order of tabs says anything.
        let actor = ActorId(self.random.number());
        let handle = Handle { disk: self.disk.clone(), tab: self.opened, fuse: Rc::default(), torn: Rc::default() };
        let (mut log, opened) = Log::open(Box::new(handle.clone()), Space::new("key", "pack"), actor, "1");
        let number = self.opened;
        self.note(|| format!("tab {number} opens as {actor}: {opened:?}"));
        if opened.trouble.is_none() {
            all_in(&self.saved, &log, "was saved in the store but not found on opening")?;
        }
        log.absorb(unsaved.iter().map(|record| record.text.as_str()));
        let own: Vec<EventId> = unsaved.iter().map(|record| record.id).collect();
        log.absorb_mirror(self.mirror.values().map(String::as_str));
        all_in(&self.acked, &log, "was acknowledged but not found on opening")?;
        for (reset, heads) in &self.resets {
            let covered = |event: &&Event| heads.get(&event.id.actor).is_some_and(|&head| event.id.seq <= head);
            if log.holds(*reset)
                && let Some(event) = log.events().iter().find(covered)
            {
                return Err(format!("{} is there in spite of the reset {reset}", event.id));
            }
        }
        let skew = i64::try_from(self.random.below(7_200_000)).unwrap() - 3_600_000;
        let (posted, arrived) = (Vec::new(), Vec::new());
        self.tabs.push(Tab { number, log, handle, skew, own, unsaved, posted, arrived });
        self.check(self.tabs.len() - 1)
    }

    fn append(&mut self, at: usize, kind: Kind) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        let now = Now { at: self.time + tab.skew, offset_minutes: 60 };
        let result = if matches!(kind, Kind::Reset(_)) {
            tab.log.reset(now).map(|mut parts| parts.remove(0))
        } else {
            tab.log.append(kind, now)
        };
        let appended = result.map_err(|fault| fault.to_string())?;
        let id = appended.record.id;
        tab.own.push(id);
        tab.unsaved.push(appended.record);
        let event = tab.log.events().iter().rev().find(|event| event.id == id).cloned();
        let event = event.ok_or_else(|| format!("{id} is not there after it was appended"))?;
        let (number, saved) = (tab.number, appended.saved);
        self.note(|| format!("tab {number} appends {id} {:?}: {saved:?}", event.kind));
        if self.truth.insert(id, event).is_some() {
            return Err(format!("{id} was given twice"));
        }
        self.appended += 1;
        if let Some(heads) = appended.erased {
            self.resets.insert(id, heads);
            let resets = &self.resets;
            self.acked.retain(|&id| !is_erased(resets, id));
            self.saved.retain(|&id| !is_erased(resets, id));
        }
        if saved.is_ok() {
            // A write that succeeds brings what could not be written before. (What was taken over after a trap may be in the
            // ledger of the tab that trapped, which nobody writes any more.)
            let own = self.tabs[at].own.iter().copied().filter(|own| own.actor == id.actor);
            self.saved.extend(own.filter(|&id| !is_erased(&self.resets, id)));
        }
        Ok(())
    }

    fn kind(&mut self) -> Kind {
        let item = Name::new(["a", "b", "c", "d"][self.random.below(4)]).unwrap();
        let which = self.random.below(self.truth.len().max(1));
        let some = self.truth.iter().nth(which).map(|(&id, event)| (id, event.clone()));
        let rating = Rating::ALL[self.random.below(4)];
        match (self.random.below(12), some) {
            (0, Some((of, Event { kind: Kind::Answer(answer), .. }))) => {
                Kind::Rate(Rate { target: Target::Item(answer.item), rating, of: Some(of) })
            }
            (1, _) => Kind::Rate(Rate { target: Target::Item(item), rating, of: None }),
            (2, Some((of, _))) => Kind::Undo(of),
            (3, _) => Kind::Start(Start { view: item, settings: "x".repeat(self.random.below(40)), seed: 7 }),
            (4, _) => Kind::Suspend(Target::Item(item)),
            (which, some) => Kind::Answer(Answer {
                session: some.filter(|_| which < 8).map(|(id, _)| id),
                item,
                question: None,
                score: Score::thousandths(u16::try_from(self.random.below(5)).unwrap() * 250),
                seconds: 3,
                response: Vec::new(),
            }),
        }
    }

    /// Moves events one stage on their way to the mirror and back, as the page does.
    fn post(&mut self, at: usize) {
        let tab = &mut self.tabs[at];
        if !tab.arrived.is_empty() {
            tab.log.acknowledged(tab.arrived.iter().copied());
            tab.unsaved.retain(|record| !tab.arrived.contains(&record.id));
            self.acknowledged += u64::try_from(tab.arrived.len()).unwrap();
            let arrived = core::mem::take(&mut tab.arrived);
            self.note(|| format!("tab {at} hears that {arrived:?} are in the mirror"));
            let resets = &self.resets;
            self.acked.extend(arrived.into_iter().filter(|&id| !is_erased(resets, id)));
        } else if !tab.posted.is_empty() {
            for record in tab.posted.drain(..) {
                tab.arrived.push(record.id);
                self.mirror.insert(record.id, record.text);
                if let Some(heads) = self.resets.get(&record.id) {
                    self.mirror.retain(|id, _| heads.get(&id.actor).is_none_or(|&head| id.seq > head));
                }
            }
        } else {
            tab.posted = tab.log.pending(1 + self.random.below(8));
        }
    }

    /// A tab is told of some writes of others, in any order, some again, some never.
    fn hear(&mut self, at: usize) {
        let number = self.tabs[at].number;
        let news = self.disk.borrow().news.clone();
        for _ in 0..self.random.below(6) {
            if let Some((writer, key)) = news.get(self.random.below(news.len()))
                && *writer != number
            {
                let heard = self.tabs[at].log.changed(key);
                self.note(|| format!("tab {number} hears of {key}: {heard:?}"));
            }
        }
    }

    // What goes wrong.

    /// The module traps and starts afresh on the same page, whose loader kept the unsaved events.
    fn trap(&mut self, at: usize) -> Result<(), String> {
        let tab = self.tabs.remove(at);
        self.note(|| format!("tab {} traps", tab.number));
        self.open(tab.unsaved)
    }

    /// The tab will die after some more writes, or in the middle of one.
    fn light_fuse(&mut self, at: usize) {
        let fuse = 1 + u32::try_from(self.random.below(6)).unwrap();
        let torn = if self.chance(3) { Some(self.random.below(120)) } else { None };
        let tab = &self.tabs[at];
        tab.handle.fuse.set(Some(fuse));
        tab.handle.torn.set(torn);
        let number = tab.number;
        self.note(|| format!("tab {number} will die at write {fuse}, torn {torn:?}"));
    }

    /// Takes away the tabs that died.
    fn bury(&mut self) {
        for at in (0..self.tabs.len()).rev() {
            if self.tabs[at].handle.is_dead() {
                let tab = self.tabs.remove(at);
                self.note(|| format!("tab {} is dead", tab.number));
                if tab.handle.torn.get().is_some() {
                    self.harm();
                }
            }
        }
    }

    /// The store no longer holds what it said it held.
    fn harm(&mut self) {
        self.saved.clear();
        self.damaged = true;
    }

    fn kill(&mut self) {
        let writes = self.disk.borrow().unsynced();
        let kept = self.random.below(writes + 1);
        let torn = if self.chance(3) { Some(self.random.below(200)) } else { None };
        self.note(|| format!("the browser is killed: {kept} of {writes} writes are kept, torn {torn:?}"));
        self.tabs.clear();
        self.disk.borrow_mut().kill(kept, torn);
        self.harm();
        // No tab is left that knows more than the disk.
        self.damaged = false;
    }

    fn clear(&mut self) {
        self.note(|| "the store is cleared".into());
        let keys: Vec<String> = self.disk.borrow().live.keys().cloned().collect();
        for key in keys {
            self.disk.borrow_mut().put(&key, None);
        }
        self.saved.clear();
    }

    fn flip(&mut self) {
        let mut disk = self.disk.borrow_mut();
        let which = self.random.below(disk.live.len());
        let Some((key, value)) = disk.live.iter().nth(which).map(|(key, value)| (key.clone(), value.clone())) else {
            return;
        };
        let mut bytes = value.into_bytes();
        let at = self.random.below(bytes.len());
        let bit = self.random.below(8);
        match bytes.get_mut(at) {
            Some(byte) if bit < 7 => *byte ^= 1 << bit,
            _ => bytes.truncate(at),
        }
        disk.put(&key, Some(String::from_utf8(bytes).unwrap()));
        drop(disk);
        self.note(|| format!("bit {bit} of character {at} of {key} flips"));
        self.harm();
    }

    fn toggle(&mut self) {
        let (refused, quota) = match self.random.below(5) {
            0 => (Some(StoreError::Blocked), None),
            1 => (Some(StoreError::Missing), None),
            // A browser never allows less than what is there already.
            2 | 3 => (None, Some(self.disk.borrow().size() + self.random.below(500))),
            _ => (None, None),
        };
        self.note(|| format!("the store refuses with {refused:?}, quota {quota:?}"));
        let mut disk = self.disk.borrow_mut();
        disk.refused = refused;
        disk.quota = quota;
    }

    // What must hold.

    fn check(&self, at: usize) -> Result<(), String> {
        let tab = &self.tabs[at];
        let events = tab.log.events();
        if !events.is_sorted_by_key(Event::order) {
            return Err(format!("tab {}: events are out of order", tab.number));
        }
        if let Some(event) = events.iter().find(|event| self.truth.get(&event.id) != Some(event)) {
            return Err(format!("tab {}: {event:?} was invented", tab.number));
        }
        if fold(&State::default(), events) != *tab.log.state() {
            return Err(format!("tab {}: the state is not the fold", tab.number));
        }
        let missing = tab.own.iter().find(|&&id| !is_erased(&self.resets, id) && !tab.log.holds(id));
        missing.map_or(Ok(()), |id| Err(format!("tab {}: its own {id} is gone", tab.number)))
    }

    /// Everything works again: what was in memory is written, and whoever opens the log next finds it.
    fn heal(&mut self) -> Result<(), String> {
        self.note(|| "everything works again".into());
        self.disk.borrow_mut().refused = None;
        self.disk.borrow_mut().quota = None;
        for at in 0..self.tabs.len() {
            self.tabs[at].handle.fuse.set(None);
            let kind = self.kind();
            self.append(at, kind)?;
            if !self.tabs[at].log.is_saved() {
                return Err(format!("tab {} still has something to write", self.tabs[at].number));
            }
        }
        let known: BTreeSet<EventId> = self
            .tabs
            .iter()
            .flat_map(|tab| tab.log.events())
            .map(|event| event.id)
            .filter(|&id| !is_erased(&self.resets, id))
            .collect();
        if !self.damaged {
            self.saved.extend(known.iter().copied());
        }
        for at in 0..self.tabs.len() {
            while self.tabs[at].log.unmirrored() > 0 {
                self.post(at);
            }
        }
        self.acked.extend(known);
        (0..self.tabs.len()).try_for_each(|at| self.check(at))?;
        self.open(Vec::new())
    }
}

fn is_erased(resets: &BTreeMap<EventId, Heads>, id: EventId) -> bool {
    resets.values().any(|heads| heads.get(&id.actor).is_some_and(|&head| id.seq <= head))
}

fn all_in(ids: &BTreeSet<EventId>, log: &Log, what: &str) -> Result<(), String> {
    ids.iter().find(|&&id| !log.holds(id)).map_or(Ok(()), |id| Err(format!("{id} {what}")))
}

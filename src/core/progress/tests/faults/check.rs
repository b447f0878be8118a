//! What must hold.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::learner::NAMED;
use super::page::{covers, is_erased_by, is_word, space};
use super::store::Handle;
use super::world::World;
use crate::progress::ledger::{self, LedgerId};
use crate::progress::{Event, EventId, Kind, Log, State, Store, fold};

impl World {
    /// A reset or restore was made here, or came here: what it erases need not be kept any more.
    pub fn learn_word(&mut self, event: &Event) {
        if !is_word(event) || self.words.contains(event) {
            return;
        }
        self.words.push(event.clone());
        self.words.sort_by_key(Event::order);
        let (kept, known, truth) = (self.kept_words(), self.known_words(), &self.truth);
        self.acked.retain(|id| !is_erased_by(&kept, &truth[id]));
        self.saved.retain(|id| !is_erased_by(&known, &truth[id]));
    }

    /// All resets, and the restores that the mirror has: others may die with their tab.
    pub fn kept_words(&self) -> Vec<Event> {
        self.words_if(|id| self.mirror.records.contains_key(&id))
    }

    /// All resets, and the restores that a tab knows.
    pub fn known_words(&self) -> Vec<Event> {
        self.words_if(|id| self.tabs.iter().any(|tab| tab.log.holds(id)))
    }

    fn words_if(&self, lives: impl Fn(EventId) -> bool) -> Vec<Event> {
        let lives = |word: &&Event| matches!(word.kind, Kind::Reset(_)) || lives(word.id);
        self.words.iter().filter(lives).cloned().collect()
    }

    /// All of `ids` are in the log.
    pub fn all_in(&self, ids: &BTreeSet<EventId>, log: &Log, what: &str) -> Result<(), String> {
        ids.iter().find(|&&id| !log.holds(id)).map_or(Ok(()), |id| Err(format!("{id} {what}")))
    }

    pub fn check(&mut self, at: usize) -> Result<(), String> {
        let tab = &self.tabs[at];
        let events = tab.log.events();
        let complaint = |what: String| Err(format!("tab {}: {what}", tab.number));
        if !events.is_sorted_by_key(Event::order) {
            return complaint("events are out of order".into());
        }
        if let Some(event) = events.iter().find(|event| self.truth.get(&event.id) != Some(event)) {
            return complaint(format!("{event:?} was invented"));
        }
        let plain = State::default();
        if fold(if tab.named { &NAMED } else { &plain }, events) != *tab.log.state() {
            return complaint("the state is not the fold".into());
        }
        let words: Vec<Event> = events.iter().filter(|event| is_word(event)).cloned().collect();
        if let Some(event) = events.iter().find(|event| !words.is_empty() && is_erased_by(&words, event)) {
            return complaint(format!("{} is there in spite of a reset", event.id));
        }
        let erased = |id: EventId| words.iter().any(|word| covers(&word.kind, id));
        if let Some(id) = tab.held.iter().find(|&&id| !tab.log.holds(id) && !erased(id)) {
            return complaint(format!("{id} is gone from memory"));
        }
        let held = events.iter().map(|event| event.id).collect();
        self.tabs[at].held = held;
        Ok(())
    }

    /// No ledger is left in the store that holds only what is erased as far as the tab knows.
    pub fn nothing_erased_is_stored(&mut self, at: usize) -> Result<(), String> {
        let events = self.tabs[at].log.events().to_vec();
        self.nothing_is_stored_of(&events)
    }

    fn nothing_is_stored_of(&mut self, words: &[Event]) -> Result<(), String> {
        let reader = Handle { disk: Rc::clone(&self.disk), page: 0, fuse: Rc::default(), torn: Rc::default() };
        let space = space();
        let prefix = space.prefix();
        let keys = reader.keys(prefix).map_err(|error| error.to_string())?;
        let ledgers: BTreeSet<LedgerId> = keys.iter().filter_map(|key| LedgerId::of_key(key, prefix)).collect();
        for id in ledgers {
            let base = id.base(prefix);
            let keys: Vec<String> = keys.iter().filter(|key| key.starts_with(&base)).cloned().collect();
            let found = ledger::read(&reader, &base, &keys, None).map_err(|error| error.to_string())?;
            let erased = |event: &Event| is_erased_by(words, event);
            if !found.events.is_empty() && found.events.iter().all(erased) {
                let ids: Vec<EventId> = found.events.iter().map(|event| event.id).collect();
                return Err(format!("{ids:?} are still in the store at {base}, in spite of a reset"));
            }
        }
        Ok(())
    }

    /// Everything works again: what was in memory is written, and whoever opens the log next finds it.
    pub fn heal(&mut self) -> Result<(), String> {
        self.note(|| "everything works again".into());
        self.disk.borrow_mut().refused = None;
        self.disk.borrow_mut().quota = None;
        self.mirror.cut = None;
        for at in 0..self.tabs.len() {
            self.tabs[at].handle.fuse.set(None);
            let kind = self.kind();
            self.append(at, kind)?;
            if !self.tabs[at].log.is_saved() {
                return Err(format!("tab {} still has something to write", self.tabs[at].number));
            }
            // As the page does once the store works again: what was overheard may have no other place.
            self.reload(at);
        }
        let known = self.alive();
        if !self.damaged {
            self.saved.extend(known.iter().copied());
        }
        for at in 0..self.tabs.len() {
            self.settle(at)?;
        }
        self.acked.extend(self.alive());
        (0..self.tabs.len()).try_for_each(|at| self.check(at))?;
        self.open(None, Vec::new())?;
        let at = self.tabs.len() - 1;
        self.settle(at)?;
        self.check(at)?;
        let events = self.tabs[at].log.events().to_vec();
        let erased = |id: &&EventId| is_erased_by(&events, &self.truth[id]);
        if let Some(id) = self.mirror.records.keys().find(erased) {
            return Err(format!("{id} is still in the mirror"));
        }
        self.nothing_is_stored_of(&events)
    }

    /// What all tabs together know of and no reset has erased.
    fn alive(&self) -> BTreeSet<EventId> {
        let words = self.known_words();
        let events = self.tabs.iter().flat_map(|tab| tab.log.events());
        events.filter(|event| !is_erased_by(&words, event)).map(|event| event.id).collect()
    }

    /// Brings everything to the mirror, and has it delete what was erased.
    fn settle(&mut self, at: usize) -> Result<(), String> {
        loop {
            self.post(at)?;
            let tab = &self.tabs[at];
            let waits = tab.posted.len() + tab.arrived.len() + tab.log.unmirrored();
            if waits == 0 && tab.connected && !tab.erasing {
                return Ok(());
            }
        }
    }
}

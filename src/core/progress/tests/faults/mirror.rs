//! The mirror, a second store of records which can fail between any two of them, and what a page does with it.

use std::collections::BTreeMap;

use super::page::{covers, is_erased_by};
use super::world::World;
use crate::progress::{EventId, Record};

/// How many records go there at a time.
const BATCH: usize = 8;

/// That a write failed; what came before is done.
#[derive(Debug)]
pub struct Cut;

/// Records by their event. What it reported done stays, whatever happens.
#[derive(Debug, Default)]
pub struct Mirror {
    pub records: BTreeMap<EventId, String>,
    /// After how many more records a write fails, once.
    pub cut: Option<usize>,
}

impl Mirror {
    pub fn put(&mut self, records: &[Record]) -> Result<(), Cut> {
        for record in records {
            self.touch()?;
            self.records.insert(record.id, record.text.clone());
        }
        Ok(())
    }

    pub fn erase(&mut self, ids: &[EventId]) -> Result<(), Cut> {
        for id in ids {
            self.touch()?;
            self.records.remove(id);
        }
        Ok(())
    }

    pub fn ids(&self) -> Vec<EventId> {
        self.records.keys().copied().collect()
    }

    fn touch(&mut self) -> Result<(), Cut> {
        let fails = self.cut == Some(0);
        self.cut = if fails { None } else { self.cut.map(|left| left - 1) };
        if fails { Err(Cut) } else { Ok(()) }
    }
}

impl World {
    /// Brings log and mirror together.
    pub fn connect(&mut self, at: usize) -> Result<(), String> {
        self.learn_from_mirror(at)?;
        let tab = &mut self.tabs[at];
        tab.connected = true;
        tab.erasing |= tab.log.has_erased();
        self.all_in(&self.acked, &self.tabs[at].log, "was acknowledged but not found in either store")
    }

    /// Takes in what the mirror holds and the log does not.
    fn learn_from_mirror(&mut self, at: usize) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        let unknown = tab.log.mirror_holds(self.mirror.ids());
        let found = tab.log.absorb_mirror(unknown.iter().map(|id| self.mirror.records[id].as_str()));
        self.note(|| format!("tab {at} learns of {unknown:?} from the mirror"));
        self.took_in(at, &found);
        // A log may itself append what it has to say of that.
        let tab = &self.tabs[at];
        let said = tab.log.events().iter().filter(|event| !self.truth.contains_key(&event.id)).map(|event| event.id);
        let said: Vec<EventId> = said.filter(|id| id.actor == tab.actor).collect();
        said.into_iter().try_for_each(|id| self.appended(at, id))
    }

    /// Moves events one stage on their way to the mirror and back, or has the mirror delete what was erased once nothing is on its way.
    pub fn post(&mut self, at: usize) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        if !tab.arrived.is_empty() {
            let arrived = core::mem::take(&mut tab.arrived);
            tab.log.acknowledged(arrived.iter().copied());
            tab.unsaved.retain(|record| !arrived.contains(&record.id));
            self.counts.acknowledged += u64::try_from(arrived.len()).unwrap();
            self.note(|| format!("tab {at} hears that {arrived:?} are in the mirror"));
            let words = self.kept_words();
            self.acked.extend(arrived.into_iter().filter(|id| !is_erased_by(&words, &self.truth[id])));
        } else if !tab.posted.is_empty() {
            let posted = core::mem::take(&mut tab.posted);
            let ids: Vec<EventId> = posted.iter().map(|record| record.id).collect();
            let put = self.mirror.put(&posted);
            self.note(|| format!("{ids:?} of tab {at} arrive at the mirror: {put:?}"));
            match put {
                Ok(()) => self.tabs[at].arrived = ids,
                Err(_) => self.lose_mirror(at),
            }
        } else if !tab.connected {
            return self.connect(at);
        } else {
            tab.posted = tab.log.pending(1 + self.random.below(BATCH));
            if tab.posted.is_empty() && tab.erasing {
                return self.erase_in_mirror(at);
            }
        }
        Ok(())
    }

    fn lose_mirror(&mut self, at: usize) {
        self.tabs[at].connected = false;
        self.tabs[at].log.mirror_lost();
    }

    fn erase_in_mirror(&mut self, at: usize) -> Result<(), String> {
        // Another tab may have brought back what this one takes for erased.
        self.learn_from_mirror(at)?;
        let log = &self.tabs[at].log;
        let covered = |id: &EventId| log.events().iter().any(|event| covers(&event.kind, *id));
        let gone: Vec<EventId> = self.mirror.ids().into_iter().filter(|id| !log.holds(*id) && covered(id)).collect();
        let erased = self.mirror.erase(&gone);
        self.note(|| format!("tab {at} has the mirror erase {gone:?}: {erased:?}"));
        self.tabs[at].erasing = erased.is_err();
        if erased.is_err() {
            self.lose_mirror(at);
        }
        Ok(())
    }
}

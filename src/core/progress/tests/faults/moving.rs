//! Export and import: the learner's other device, and older exports of this one.

use super::page::{is_erased_by, is_word, space};
use super::world::World;
use crate::progress::{ActorId, Erased, Event, FORMAT, Import, Log, MemoryStore, Now, Prepared, Value};

/// A document as an import finds it.
fn read(events: &[Event], now: Now) -> Result<Import, String> {
    let events = events.iter().map(Event::to_value).collect();
    let fields = [
        ("format", Value::text(FORMAT)),
        ("format_version", Value::Int(1)),
        ("pack", Value::text("pack")),
        ("events", Value::List(events)),
    ];
    let document = Value::Map(fields.map(|(name, value)| (String::from(name), value)).into());
    Import::read(document, "pack", now).map_err(|error| error.to_string())
}

impl World {
    pub fn export(&mut self, at: usize) {
        self.note(|| format!("tab {at} exports"));
        self.exports.push(self.tabs[at].log.events().to_vec());
    }

    /// What the other device exports, after something happened there; it may have imported from here before.
    fn device_export(&mut self) -> Result<Vec<Event>, String> {
        let now = Now { at: self.time + self.skew(3_600_000), offset_minutes: -300 };
        let actor = ActorId(self.random.number());
        let new = || Log::open(Box::<MemoryStore>::default(), space(), actor, "1").0;
        let mut device = self.device.take().unwrap_or_else(new);
        if !self.exports.is_empty() && self.chance(2) {
            let export = &self.exports[self.random.below(self.exports.len())];
            let import = read(export, now)?;
            let erased = if self.chance(2) { Erased::LeaveOut } else { Erased::Restore };
            let imported = device.import(&import, erased, now);
            self.note(|| format!("the device imports: {imported:?}"));
        }
        for _ in 0..1 + self.random.below(3) {
            let kind = self.kind();
            device.append(kind, now).map_err(|fault| fault.to_string())?;
        }
        if self.chance(6) {
            device.reset(now).map_err(|fault| fault.to_string())?;
        }
        let events = device.events().to_vec();
        self.note(|| {
            format!("the device holds {:?}", events.iter().map(|event| (event.id, &event.kind)).collect::<Vec<_>>())
        });
        for event in &events {
            if *self.truth.entry(event.id).or_insert_with(|| event.clone()) != *event {
                return Err(format!("the device changed {event:?}"));
            }
        }
        self.device = Some(device);
        Ok(events)
    }

    /// A tab takes in what it has prepared, or prepares to take something in; without the mirror, both at once.
    pub fn import(&mut self, at: usize) -> Result<(), String> {
        if let Some((document, prepared)) = self.tabs[at].prepared.take() {
            return self.take(at, &document, &prepared, true);
        }
        let which = self.random.below(self.exports.len() * 2 + 1);
        let document = match self.exports.get(which) {
            Some(export) => export.clone(),
            None => self.device_export()?,
        };
        let now = Now { at: self.time + self.tabs[at].skew, offset_minutes: 60 };
        let import = read(&document, now)?;
        let erased = if self.chance(2) { Erased::LeaveOut } else { Erased::Restore };
        let log = &mut self.tabs[at].log;
        let preview = log.preview(&import);
        let prepared = log.prepare(&import, erased, now);
        self.note(|| format!("tab {at} prepares {} with {erased:?}: {preview:?}", document.len()));
        if prepared.restores.is_empty() == (erased == Erased::Restore && preview.erased > 0) {
            return Err(format!("{preview:?} led to {prepared:?}"));
        }
        document.iter().filter(|event| is_word(event)).for_each(|word| self.learn_word(word));
        for restore in &prepared.restores {
            self.counts.restored += 1;
            self.made(restore)?;
        }
        if !self.tabs[at].connected || self.mirror.cut.is_some() {
            return self.take(at, &document, &prepared, false);
        }
        let records = prepared.records();
        if self.mirror.put(&records).is_err() {
            return Err("a mirror that works did not".into());
        }
        let words = self.kept_words();
        let brought = records.iter().map(|record| record.id);
        self.acked.extend(brought.filter(|id| !is_erased_by(&words, &self.truth[id])));
        if self.chance(2) {
            return self.take(at, &document, &prepared, true);
        }
        // Much may happen before it does.
        self.tabs[at].prepared = Some((document, prepared));
        Ok(())
    }

    fn take(&mut self, at: usize, document: &[Event], prepared: &Prepared, mirrored: bool) -> Result<(), String> {
        let tab = &mut self.tabs[at];
        let new: Vec<Event> = document.iter().filter(|event| !tab.log.holds(event.id)).cloned().collect();
        let imported = tab.log.take(prepared);
        if mirrored && tab.connected {
            tab.log.acknowledged(prepared.records().iter().map(|record| record.id));
        }
        let saved = tab.log.flush();
        tab.erasing |= imported.reset.is_some();
        tab.own.extend(&imported.restored);
        self.note(|| format!("tab {at} imports {}: {imported:?}", document.len()));
        self.counts.imported += 1;
        if imported.added + imported.known + imported.rejected != document.len() {
            return Err(format!("{imported:?} does not account for {} events", document.len()));
        }
        let tab = &self.tabs[at];
        let words: Vec<Event> = tab.log.events().iter().filter(|event| is_word(event)).cloned().collect();
        for event in document {
            if !tab.log.holds(event.id) && !is_erased_by(&words, event) {
                return Err(format!("{} was not imported", event.id));
            }
        }
        if saved.is_ok() {
            let words = self.known_words();
            let held = new.iter().filter(|event| tab.log.holds(event.id) && !is_erased_by(&words, event));
            self.saved.extend(held.map(|event| event.id));
        }
        self.tell_siblings(at, &prepared.records());
        Ok(())
    }
}

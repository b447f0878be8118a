//! Export and import: the learner's other device, and older exports of this one.

use super::page::{is_erased_by, is_word, space};
use super::world::World;
use crate::progress::{ActorId, Erased, Event, FORMAT, Import, Log, MemoryStore, Now, Value};

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

    pub fn import(&mut self, at: usize) -> Result<(), String> {
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
        let new: Vec<Event> = document.iter().filter(|event| !log.holds(event.id)).cloned().collect();
        let imported = log.import(&import, erased, now);
        self.note(|| format!("tab {at} imports {} with {erased:?}: {preview:?} {imported:?}", document.len()));
        let saved = self.tabs[at].log.flush();
        self.tabs[at].erasing |= imported.reset.is_some();
        document.iter().filter(|event| is_word(event)).for_each(|word| self.learn_word(word));
        for restored in &imported.restored {
            self.counts.restored += 1;
            self.appended(at, restored.record.id)?;
        }
        self.counts.imported += 1;
        if imported.restored.is_empty() == (erased == Erased::Restore && preview.erased > 0) {
            return Err(format!("{preview:?} led to {imported:?}"));
        }
        if imported.added + imported.known + imported.rejected != document.len() {
            return Err(format!("{imported:?} does not account for {} events", document.len()));
        }
        let tab = &self.tabs[at];
        let words: Vec<Event> = tab.log.events().iter().filter(|event| is_word(event)).cloned().collect();
        for event in &document {
            if !tab.log.holds(event.id) && !is_erased_by(&words, event) {
                return Err(format!("{} was not imported", event.id));
            }
        }
        if saved.is_ok() {
            let words = self.known_words();
            let held = new.iter().filter(|event| tab.log.holds(event.id) && !is_erased_by(&words, event));
            self.saved.extend(held.map(|event| event.id));
        }
        let records = self.tabs[at].log.pending(usize::MAX);
        self.tell_siblings(at, &records);
        Ok(())
    }
}

//! Taking progress out, bringing it in, deleting it. The browser's parser reads the JSON; the core decides.

use interview_practice_core::messages::progress;
use interview_practice_core::progress::{Erased, Import, MAX_IMPORT, Preview, Record, Summary, Value, summary};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen_futures::spawn_local;

use crate::app::{App, message_of};
use crate::config::Storage;
use crate::memory::Recordings;

/// What an import did, as the host hears it.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// How many events were new.
    pub added: usize,
    /// How many were known.
    pub known: usize,
    /// How many were left out.
    pub rejected: usize,
}

impl App {
    /// All progress of this pack as a text. Empty only where the element is gone already.
    pub fn export_progress(self) -> String {
        self.export_with(None)
    }

    /// The same, with texts of answers.
    pub fn export_with(self, texts: Option<&Value>) -> String {
        let pack = self.pack();
        let document = self.memory(|memory| {
            let export = memory.log.export(pack.id.as_str());
            let export = match texts {
                Some(texts) => export.with_texts(texts),
                None => export,
            };
            export.serialize(&Serializer::json_compatible()).ok()
        });
        let text = document.flatten().and_then(|document| js_sys::JSON::stringify(&document).ok());
        text.map(String::from).unwrap_or_default()
    }

    /// Reads exported progress without taking it in.
    ///
    /// # Errors
    /// With the place and the cause, when it cannot be imported.
    pub fn read_import(self, text: &str) -> Result<Import, String> {
        if text.len() > MAX_IMPORT {
            return Err(self.say(progress::IMPORT_LARGE).to_owned());
        }
        let document = js_sys::JSON::parse(text).map_err(|error| message_of(&error))?;
        let document =
            Value::deserialize(Deserializer::from(document)).map_err(|error| ["$: ", &error.to_string()].concat())?;
        Import::read(document, self.pack().id.as_str(), self.now()).map_err(|error| error.to_string())
    }

    /// What importing would do.
    pub fn preview(self, import: &Import) -> Preview {
        self.memory(|memory| memory.log.preview(import)).unwrap_or_default()
    }

    /// Takes exported progress in. What a reset erased is left out or restored, as `erased` says. It goes to the mirror first, in one
    /// transaction, and only then where other tabs see it: whatever ends this page meanwhile, it is there whole or not at all.
    pub async fn import(self, import: &Import, erased: Erased) -> Counts {
        let now = self.now();
        let prepared = self.memory_mut(|memory| (memory.log.prepare(import, erased, now), memory.mirror.clone()));
        let Some((prepared, mirror)) = prepared else { return Counts::default() };
        let records = prepared.records();
        let mut held = None;
        if let Some(mirror) = mirror.filter(|_| !records.is_empty()) {
            held = mirror.put(&records).await.is_ok().then_some(mirror);
        }
        let done = self.memory_mut(|memory| {
            let done = memory.log.take(&prepared);
            // Taken away meanwhile, it keeps nothing, whatever it says.
            if held.is_some() && memory.mirror == held {
                memory.log.acknowledged(records.iter().map(|record| record.id));
            }
            memory.erasing |= memory.log.has_erased();
            memory.forget_unspoken_texts();
            (done, memory.log.pending(usize::MAX), memory.log.flush())
        });
        let Some((done, waiting, saved)) = done else { return Counts::default() };
        self.hold(&waiting, saved);
        self.import_texts(import);
        self.note_saved(saved);
        self.tell_siblings(&records);
        self.changed();
        self.write_mirror();
        Counts { added: done.added, known: done.known, rejected: done.rejected }
    }

    /// Erases everything kept for this pack under this storage key: events, places with what was written there, texts.
    pub fn reset_progress(self) {
        let now = self.now();
        let done = self.memory_mut(|memory| {
            let waiting = memory.log.pending(usize::MAX);
            let done = memory.log.reset(now).ok()?;
            memory.erasing = true;
            memory.texts.clear();
            // Where the store cannot be written the learner is told, as for the events.
            let saved = done.iter().try_for_each(|part| part.saved).and(memory.log.forget_places());
            let gone: Vec<Record> = waiting.into_iter().filter(|record| !memory.log.holds(record.id)).collect();
            Some((done.into_iter().map(|part| part.record).collect::<Vec<Record>>(), saved, gone))
        });
        let Some((records, saved, gone)) = done.flatten() else { return };
        for record in gone {
            self.unsaved(&record.id.to_string(), None);
        }
        self.hold(&records, saved);
        self.note_saved(saved);
        self.tell_siblings(&records);
        self.changed();
        self.write_mirror();
        self.erase_recordings();
        self.tell_erased();
    }

    /// Erases what was recorded, which is kept apart from the progress.
    fn erase_recordings(self) {
        let local = self.settings(|config| config.storage == Storage::Local);
        let Some(prefix) = self.space().filter(|_| local) else { return };
        spawn_local(async move {
            if let Ok(recordings) = Recordings::open(prefix).await {
                let _ = recordings.delete_all().await;
            }
        });
    }

    /// Where the learner stands, as plain data.
    pub fn summary(self) -> Option<Summary> {
        let (pack, now) = (self.pack(), self.now());
        self.memory(|memory| summary(&pack, memory.state(), now))
    }
}

//! Taking progress out, bringing it in, deleting it. The browser's parser reads the JSON; the core decides.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use interview_practice_core::messages::progress;
use interview_practice_core::progress::{
    Erased, Import, Imported, MAX_IMPORT, Name, Preview, Record, Summary, TEXTS_BUDGET, Value, summary,
};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::{App, message_of};
use crate::config::Storage;
use crate::memory::{Mirror, Recordings};

/// How long an import waits before it looks whether the one before is done, in milliseconds.
const PAUSE: u32 = 20;

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

impl Counts {
    fn of(imported: &Imported) -> Self {
        Self { added: imported.added, known: imported.known, rejected: imported.rejected }
    }
}

/// Waits for [`PAUSE`].
async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let go_on = move || {
            let _ = resolve.call0(&JsValue::NULL);
        };
        Timeout::new(PAUSE, go_on).forget();
    });
    let _ = JsFuture::from(promise).await;
}

/// Brings an import to the mirror. Gives where it is, and whether its texts are there too: more than there is room for are left to those who
/// tell the learner so.
async fn bring(
    mirror: Option<Mirror>,
    prefix: &str,
    records: &[Record],
    texts: &[(Name, String)],
) -> Result<(Mirror, bool), JsValue> {
    let mirror = Mirror::or_open(mirror, prefix).await?;
    let size: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let fits = size == 0 || mirror.texts_size().await? + size <= TEXTS_BUDGET;
    mirror.put(records, if fits { texts } else { &[] }).await?;
    Ok((mirror, fits))
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
    /// transaction with its texts, and only then where other tabs see it: whatever ends this page meanwhile, it is there whole or not at all.
    pub async fn import(self, import: &Import, erased: Erased) -> Counts {
        // One after the other: what the first brings decides what the second does.
        while self.memory(|memory| memory.importing.is_some()) == Some(true) {
            pause().await;
        }
        let now = self.now();
        let prepared = self.memory_mut(|memory| {
            let prepared = Rc::new(memory.log.prepare(import, erased, now));
            memory.importing = Some(Rc::clone(&prepared));
            let texts = prepared.texts(import, memory.state());
            (prepared, texts, memory.mirrored.then(|| (memory.mirror.clone(), memory.space.prefix().to_owned())))
        });
        let Some((prepared, texts, mirror)) = prepared else { return Counts::default() };
        let records = prepared.records();
        let held = match mirror.filter(|_| !records.is_empty()) {
            Some((mirror, prefix)) => bring(mirror, &prefix, &records, &texts).await.ok(),
            None => None,
        };
        let done = self.memory_mut(|memory| {
            memory.importing = None;
            let done = memory.log.take(&prepared);
            // Taken away meanwhile, it keeps nothing, whatever it says.
            if held.as_ref().is_some_and(|(mirror, _)| memory.mirror.as_ref() == Some(mirror)) {
                memory.log.acknowledged(records.iter().map(|record| record.id));
            }
            memory.erasing |= memory.log.has_erased();
            memory.forget_unspoken_texts();
            (done, memory.log.pending(usize::MAX), memory.log.flush())
        });
        let Some((done, waiting, saved)) = done else {
            // The element is gone, and leaves it to the next one.
            return held.map(|_| Counts::of(&prepared.prospect())).unwrap_or_default();
        };
        self.hold(&waiting, saved);
        if !held.is_some_and(|(_, with_texts)| with_texts) {
            self.import_texts(import);
        }
        self.note_saved(saved);
        self.tell_siblings(&records);
        self.changed();
        self.write_mirror();
        Counts::of(&done)
    }

    /// Erases everything kept for this pack under this storage key: events, places with what was written there, texts.
    pub fn reset_progress(self) {
        let now = self.now();
        let done = self.memory_mut(|memory| {
            // What is on its way is erased as well.
            if let Some(prepared) = &memory.importing {
                memory.log.take(prepared);
            }
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

//! Taking progress out, bringing it in, deleting it. The browser's parser reads the JSON; the core decides.

use interview_practice_core::messages::progress;
use interview_practice_core::progress::{Erased, Import, MAX_IMPORT, Preview, Summary, Value, summary};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::ELEMENTS;
use crate::app::App;

/// What an import did, as the host hears it.
#[derive(Debug, Clone, Copy, Serialize)]
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
        let pack = self.pack();
        let document =
            self.memory(|memory| memory.log.export(pack.id.as_str()).serialize(&Serializer::json_compatible()).ok());
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
        let document = js_sys::JSON::parse(text).map_err(|error| cause(&error))?;
        let document = Value::deserialize(Deserializer::from(document)).map_err(|error| error.to_string())?;
        Import::read(document, self.pack().id.as_str()).map_err(|error| error.to_string())
    }

    /// What importing would do.
    pub fn preview(self, import: &Import) -> Preview {
        self.memory(|memory| memory.log.preview(import)).unwrap_or_default()
    }

    /// Takes exported progress in. What a reset erased is left out or restored, as `erased` says.
    pub fn import(self, import: &Import, erased: Erased) -> Counts {
        let now = self.now();
        let done = self.memory_mut(|memory| memory.log.import(import, erased, now).ok()).flatten();
        let Some(done) = done else { return Counts { added: 0, known: 0, rejected: 0 } };
        self.changed_as_a_whole(done.reset.is_some());
        Counts { added: done.added, known: done.known, rejected: done.rejected }
    }

    /// Erases everything kept for this pack under this storage key.
    pub fn reset_progress(self) {
        let now = self.now();
        let done = self.memory_mut(|memory| memory.log.reset(now).ok()).flatten();
        if let Some(done) = done {
            for place in ["quiz", "review", "mock", "practice", "guide"] {
                self.forget_place(place);
            }
            self.unsaved(&done.record.id.to_string(), Some(&done.record.text));
            self.changed_as_a_whole(true);
        }
    }

    /// Where the learner stands, as plain data.
    pub fn summary(self) -> Option<Summary> {
        let (pack, now) = (self.pack(), self.now());
        self.memory(|memory| summary(&pack, memory.state(), now))
    }

    /// After an import or a reset: everyone on the page hears of it, and the mirror follows; where something was erased it is emptied
    /// first.
    fn changed_as_a_whole(self, erased: bool) {
        let siblings = ELEMENTS.with_borrow(Clone::clone);
        for sibling in siblings.into_iter().filter(|app| app.space() == self.space()) {
            if !sibling.is_same(self) {
                sibling.memory_mut(|memory| {
                    let _ = memory.log.reload();
                });
            }
            sibling.revision.update(|revision| *revision += 1);
            sibling.tell_progress();
        }
        let mirror = self.memory(|memory| memory.mirror.clone()).flatten();
        let (Some(mirror), true) = (mirror, erased) else { return self.write_mirror() };
        spawn_local(async move {
            if mirror.clear().await.is_ok() {
                // The mirror holds nothing now, so that all that remains goes there again.
                self.memory_mut(|memory| memory.log.absorb_mirror([]));
            }
            self.write_mirror();
        });
    }
}

/// What the browser's parser says.
fn cause(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_default()
}

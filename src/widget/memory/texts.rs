//! The texts of answers, kept apart from the log in IndexedDB: within a budget, never leaving the device, deleted when the learner says so.

use interview_practice_core::progress::{EventId, Kind, Name, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::mirror::Mirror;
use super::{Memory, Notice};
use crate::app::App;
use crate::dom::Signal;

/// The most characters that all texts of a space take together.
pub const BUDGET: usize = 5_000_000;

/// When a text was kept, which its name tells.
fn text_at(name: &str) -> Option<i64> {
    name.strip_prefix('t')?.parse().ok()
}

impl Memory {
    /// Of what the mirror holds, the events that a reset erased; the texts that were deleted; and those that were kept before the last
    /// reset and that no attempt speaks of any more.
    fn erased(&self, mut ids: Vec<EventId>, mut texts: Vec<String>) -> (Vec<EventId>, Vec<String>) {
        let (mut resets, mut last, mut spoken) = (Vec::new(), None, Vec::new());
        let (mut deleted, mut all_deleted) = (Vec::new(), None);
        for event in self.log.events() {
            match &event.kind {
                Kind::Reset(heads) => {
                    resets.push(heads);
                    last = last.max(Some(event.now.at));
                }
                Kind::Attempt(attempt) => spoken.extend(attempt.text.as_ref().map(Name::as_str)),
                Kind::Interview(report) => spoken.extend(report.field("text").and_then(Value::as_text)),
                Kind::DeleteText(Some(name)) => deleted.push(name.as_str()),
                Kind::DeleteText(None) => all_deleted = all_deleted.max(Some(event.now.at)),
                _ => {}
            }
        }
        ids.retain(|id| {
            let covered = resets.iter().any(|heads| heads.get(&id.actor).is_some_and(|&head| id.seq <= head));
            covered && !self.log.holds(*id)
        });
        texts.retain(|name| {
            // Events know whole seconds, names of texts milliseconds.
            let before = |moment: Option<i64>| text_at(name).zip(moment).is_some_and(|(at, moment)| at <= moment + 999);
            deleted.contains(&name.as_str())
                || before(all_deleted)
                || (before(last) && !spoken.contains(&name.as_str()))
        });
        (ids, texts)
    }
}

impl App {
    /// Deletes from the mirror what was erased; events of others that are not known here yet stay.
    pub(super) async fn erase_in(self, mirror: &Mirror) -> Result<(), JsValue> {
        self.memory_mut(|memory| memory.erasing = false);
        let (events, texts) = mirror.names().await?;
        // Only the log knows what is erased: once the element is gone nothing is deleted, and the next one to open the mirror does it.
        let gone = self.memory(|memory| memory.erased(events, texts));
        match gone {
            Some((events, texts)) => mirror.erase(&events, &texts).await,
            None => Ok(()),
        }
    }

    /// Keeps an answer's text apart from the log, in IndexedDB, and returns its name. `None` where there is no IndexedDB.
    pub fn keep_text(self, text: &str) -> Option<Name> {
        let mirror = self.memory(|memory| memory.mirror.clone())??;
        let now = self.now();
        let name = Name::new(&["t", &now.at.to_string()].concat()).ok()?;
        let (key, text) = (name.clone(), text.to_owned());
        spawn_local(async move {
            // Written first and weighed after: whoever leaves the page right away loses nothing.
            if mirror.put_text(key.as_str(), &text).await.is_err() {
                return;
            }
            if mirror.texts_size().await.unwrap_or_default() > BUDGET {
                let _ = mirror.erase(&[], &[key.to_string()]).await;
                self.notice.set(Some(Notice::TextsFull));
            } else {
                self.stored.update(|times| *times += 1);
            }
        });
        Some(name)
    }

    /// The text kept under a name: nothing until it has been read, then the text, if there is one.
    pub fn kept_text(self, name: &Name) -> Signal<Option<Option<String>>> {
        let found = Signal::new(None);
        let known = self.memory(|memory| (memory.mirror.clone(), memory.space.prefix().to_owned(), memory.mirrored));
        let Some((mirror, prefix, true)) = known else {
            found.set(Some(None));
            return found;
        };
        let name = name.clone();
        spawn_local(async move {
            let mirror = match mirror {
                Some(mirror) => Ok(mirror),
                None => Mirror::open(&prefix, || ()).await,
            };
            let text = match mirror {
                Ok(mirror) => mirror.text(name.as_str()).await.ok().flatten(),
                Err(_) => None,
            };
            found.set(Some(text));
        });
        found
    }

    /// How many characters the kept texts take together; `None` where there is no IndexedDB.
    pub async fn texts_size(self) -> Option<usize> {
        let mirror = self.memory(|memory| memory.mirror.clone())??;
        mirror.texts_size().await.ok()
    }

    /// Deletes the text kept under a name, or all of them, for good: here, and wherever this progress is brought together with another.
    pub fn delete_text(self, name: Option<Name>) {
        self.memory_mut(|memory| memory.erasing = true);
        self.record(Kind::DeleteText(name));
    }
}

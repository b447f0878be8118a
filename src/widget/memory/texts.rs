//! The texts of answers, kept apart from the log in IndexedDB: within a budget, never leaving the device, deleted when the learner says so.

use interview_practice_core::progress::{
    Absorbed, EventId, Fields, Import, KeptText, Kind, Log, Name, StoreError, TEXTS_BUDGET, Value,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::mirror::Mirror;
use super::{Memory, Notice, State};
use crate::app::App;
use crate::dom::Signal;
use crate::later;

/// When a text was kept, which its name tells.
fn text_at(name: &str) -> Option<i64> {
    name.strip_prefix('t')?.parse().ok()
}

/// Where a text waits in the first store until the second has it, as a place.
const WAITING: &str = "text/";

fn waiting_place(name: &Name) -> Option<Name> {
    Name::new(&[WAITING, name.as_str()].concat()).ok()
}

/// The texts that an earlier page could not bring to the mirror.
pub(super) fn left_waiting(log: &Log) -> Vec<(Name, String)> {
    let text = |place: Name| Some((Name::new(place.strip_prefix(WAITING)?).ok()?, log.place(&place)?));
    log.places(WAITING).into_iter().filter_map(text).collect()
}

impl Memory {
    /// How many bytes the waiting texts take.
    fn waiting_size(&self) -> usize {
        self.texts.iter().map(|(_, text)| text.len()).sum()
    }

    /// Brings the waiting texts to the first store, which keeps them until the second has them.
    ///
    /// # Errors
    /// When it does not take them all; they wait in memory then.
    pub(super) fn save_texts(&self) -> Result<(), StoreError> {
        for (name, text) in &self.texts {
            let Some(place) = waiting_place(name) else { continue };
            if self.log.place(&place).is_none() {
                self.log.save_place(&place, text)?;
            }
        }
        Ok(())
    }

    /// These texts wait no longer.
    pub(super) fn forget_texts(&mut self, gone: impl Fn(&(Name, String)) -> bool) {
        let Self { texts, log, .. } = self;
        texts.retain(|text| {
            let gone = gone(text);
            if let Some(place) = waiting_place(&text.0).filter(|_| gone) {
                let _ = log.save_place(&place, "");
            }
            !gone
        });
    }

    /// Of the waiting texts, forgets those that nothing speaks of: they were deleted meanwhile.
    pub(super) fn forget_unspoken_texts(&mut self) {
        if !self.texts.is_empty() {
            let spoken = self.state().texts();
            self.forget_texts(|(name, _)| spoken.iter().all(|text| text.name != *name));
        }
    }

    /// Of what the mirror holds, the events that a reset erased, and the texts that are to go: the state speaks of them no more, and they
    /// were named once, or kept before everything was deleted. What the state speaks of stays, whatever clocks said at the time.
    fn erased(&self, mut ids: Vec<EventId>, mut texts: Vec<String>) -> (Vec<EventId>, Vec<String>) {
        let spoken = self.state().texts();
        let (mut resets, mut last, mut named) = (Vec::new(), None, Vec::new());
        for event in self.log.events() {
            match &event.kind {
                Kind::Reset(heads) => {
                    resets.push(heads);
                    last = last.max(Some(event.now.at));
                }
                Kind::DeleteText(Some(name)) => named.push(name.as_str()),
                Kind::DeleteText(None) => last = last.max(Some(event.now.at)),
                kind => named.extend(kind.text()),
            }
        }
        ids.retain(|id| {
            let covered = resets.iter().any(|heads| heads.get(&id.actor).is_some_and(|&head| id.seq <= head));
            covered && !self.log.holds(*id)
        });
        texts.retain(|name| {
            // Events know whole seconds, names of texts milliseconds. A name that tells no moment came from elsewhere.
            let before = last.is_some_and(|moment| text_at(name).is_none_or(|at| at <= moment + 999));
            (before || named.contains(&name.as_str())) && spoken.iter().all(|text| text.name.as_str() != name)
        });
        (ids, texts)
    }
}

impl App {
    /// Deletes from the mirror what was erased; events of others that are not known here yet stay.
    pub async fn erase_in(self, mirror: &Mirror) -> Result<(), JsValue> {
        self.memory_mut(|memory| memory.erasing = false);
        // What is not known here may bring back what was erased.
        let (held, found) = self.look_into(mirror).await?;
        self.took_in(Some(Absorbed { erased: 0, ..found }));
        let texts = mirror.texts().await?;
        // Only the log knows what is erased: once the element is gone nothing is deleted, and the next one to open the mirror does it.
        let gone = self.memory(|memory| memory.erased(held.clone(), texts));
        let Some((events, texts)) = gone else { return Ok(()) };
        // The texts go first: while an event is left, so is the reason to try again.
        if !texts.is_empty() {
            mirror.erase_texts(&texts).await?;
        }
        if !events.is_empty() && !mirror.erase(&events, &held).await? {
            self.memory_mut(|memory| memory.erasing = true);
        }
        Ok(())
    }

    /// Keeps an answer's text apart from the log, in IndexedDB, and returns its name. Until IndexedDB has it, it waits in memory and in the
    /// first store. `None` where there is no room for it; the learner is told.
    pub fn keep_text(self, text: &str) -> Option<Name> {
        let name = Name::new(&["t", &self.now().at.to_string()].concat()).ok()?;
        self.add_texts(vec![(name.clone(), text.to_owned())]).then_some(name)
    }

    /// Keeps the texts that came with an import and that an answer here speaks of.
    pub(super) fn import_texts(self, import: &Import) {
        let spoken = self.with_state(State::texts);
        let mut texts = import.texts().to_vec();
        texts.retain(|(name, _)| spoken.iter().any(|text| text.name == *name));
        if !texts.is_empty() {
            self.add_texts(texts);
        }
    }

    fn add_texts(self, mut texts: Vec<(Name, String)>) -> bool {
        let saved = self.memory_mut(|memory| {
            if memory.waiting_size() + texts.iter().map(|(_, text)| text.len()).sum::<usize>() > TEXTS_BUDGET {
                return None;
            }
            memory.texts.append(&mut texts);
            Some(memory.save_texts())
        });
        let Some(Some(saved)) = saved else {
            self.notice.set(Some(Notice::TextsFull));
            return false;
        };
        if let Err(error) = saved {
            self.note_saved(Err(error));
        }
        self.write_texts();
        true
    }

    /// Has the texts that wait be written, once the code that does so is here.
    pub fn write_texts(self) {
        if self.has_pack() {
            later::bring_texts(self);
        }
    }

    /// Writes the texts that wait.
    pub fn bring_texts(self) {
        let waiting = self.memory(|memory| Some((memory.mirror.clone()?, memory.texts.clone())));
        let Some(Some((mirror, texts))) =
            waiting.filter(|waiting| waiting.as_ref().is_some_and(|(_, texts)| !texts.is_empty()))
        else {
            return;
        };
        spawn_local(async move {
            // Written first and weighed after: whoever leaves the page right away loses nothing.
            let put = mirror.put(&[], &texts).await;
            if self.memory(|memory| memory.mirror.as_ref() != Some(&mirror)) != Some(false) {
                // Taken away meanwhile, it keeps nothing, whatever it says.
                return;
            }
            let Ok(new) = put else { return self.mirror_lost() };
            self.memory_mut(|memory| memory.forget_texts(|text| texts.contains(text)));
            if mirror.texts_size().await.unwrap_or_default() > TEXTS_BUDGET {
                let _ = mirror.erase_texts(&new).await;
                self.notice.set(Some(Notice::TextsFull));
            }
            self.judge_storage();
            self.stored.update(|times| *times += 1);
        });
    }

    /// All texts that were not deleted and are kept here, by name, to be taken out; `None` where the mirror that may hold some of them
    /// cannot be read.
    pub async fn texts(self) -> Option<Value> {
        let spoken = self.with_state(State::texts);
        let (mut mirror, mirrored, prefix, waiting) = self.memory(|memory| {
            (memory.mirror.clone(), memory.mirrored, memory.space.prefix().to_owned(), memory.texts.clone())
        })?;
        let mut texts = Fields::new();
        for KeptText { name, .. } in spoken {
            let found = match waiting.iter().find(|(waiting, _)| *waiting == name) {
                Some((_, words)) => Some(words.clone()),
                None if mirrored => {
                    // The element's own may still be on its way.
                    mirror = Some(Mirror::or_open(mirror, &prefix).await.ok()?);
                    mirror.as_ref()?.text(name.as_str()).await.ok()?
                }
                None => None,
            };
            texts.extend(found.map(|found| (name.as_str().to_owned(), Value::Text(found))));
        }
        Some(Value::Map(texts))
    }

    /// The names of the texts that are kept here.
    pub async fn text_names(self) -> Vec<String> {
        let Some((mirror, waiting)) = self.memory(|memory| (memory.mirror.clone(), memory.texts.clone())) else {
            return Vec::new();
        };
        let mut names: Vec<String> = waiting.iter().map(|(name, _)| name.as_str().to_owned()).collect();
        if let Some(mirror) = mirror {
            names.extend(mirror.texts().await.unwrap_or_default());
        }
        names
    }

    /// The text kept under a name: nothing until it has been read, then the text, if there is one.
    pub fn kept_text(self, name: &Name) -> Signal<Option<Option<String>>> {
        let waiting = self.memory(|memory| {
            memory.texts.iter().find(|(waiting, _)| waiting == name).map(|(_, text)| Some(text.clone()))
        });
        let found = Signal::new(waiting.flatten());
        if found.peek_with(Option::is_some) {
            return found;
        }
        let known = self.memory(|memory| (memory.mirror.clone(), memory.space.prefix().to_owned(), memory.mirrored));
        let Some((mirror, prefix, true)) = known else {
            found.set(Some(None));
            return found;
        };
        let name = name.clone();
        spawn_local(async move {
            let text = match Mirror::or_open(mirror, &prefix).await {
                Ok(mirror) => mirror.text(name.as_str()).await.ok().flatten(),
                Err(_) => None,
            };
            found.set(Some(text));
        });
        found
    }

    /// How many bytes the kept texts take together; `None` where IndexedDB cannot tell.
    pub async fn texts_size(self) -> Option<usize> {
        let (mirror, waiting) = self.memory(|memory| (memory.mirror.clone(), memory.waiting_size()))?;
        match mirror {
            Some(mirror) => Some(mirror.texts_size().await.ok()? + waiting),
            None => Some(waiting),
        }
    }

    /// Deletes the text kept under a name, or all of them, for good: here, and wherever this progress is brought together with another.
    pub fn delete_text(self, name: Option<Name>) {
        self.memory_mut(|memory| {
            memory.erasing = true;
            memory.forget_texts(|(waiting, _)| name.as_ref().is_none_or(|name| waiting == name));
        });
        self.record(Kind::DeleteText(name));
    }
}

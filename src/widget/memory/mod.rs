//! The learner's progress in this browser: the core's log on `localStorage`, mirrored in IndexedDB, shared between the elements of a
//! page and between tabs.
//!
//! An event counts as saved once IndexedDB has acknowledged it, since browsers bring `localStorage` to the disk late. Until then the
//! loader holds it in an array of its own, so that a trap of this module loses nothing.

mod exchange;
mod mirror;
mod recordings;
mod storage;

use std::cell::RefCell;

use interview_practice_core::progress::{
    Absorbed, ActorId, Event, EventId, Kind, Log, MemoryStore, Name, Now, Record, Space, State, Store, StoreError,
    Value,
};
use interview_practice_core::xapi::Beside;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::config::{Config, Storage};
use crate::dom::Signal;
pub use exchange::Counts;
use mirror::Mirror;
pub use recordings::Recordings;
use storage::{Area, BrowserStore};

/// How many events go to the mirror at a time.
const BATCH: usize = 256;

/// What the learner has to be told about storage, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nothing can be kept here.
    NotSaved,
    /// There is no room left.
    Full,
    /// A part of what was kept could not be read.
    Damaged,
}

/// One element's progress.
pub struct Memory {
    log: Log,
    space: Space,
    mirror: Option<Mirror>,
    /// Whether a mirror is to be expected at all.
    mirrored: bool,
    /// Whether something is on its way to the mirror.
    writing: bool,
    /// Whether the mirror may hold what a reset erased.
    erasing: bool,
    /// Whether the learner was told that storage fails.
    told: bool,
}

thread_local! {
    /// The elements of this page, so that what one writes shows in the others of the same space.
    static ELEMENTS: RefCell<Vec<App>> = const { RefCell::new(Vec::new()) };
}

/// When a text was kept, which its name tells.
fn text_at(name: &str) -> Option<i64> {
    name.strip_prefix('t')?.parse().ok()
}

impl Memory {
    /// Opens the progress of a pack as the settings say, with events that a trapped instance left unsaved.
    pub fn open(config: &Config, pack: &str, pack_version: &str) -> (Self, Option<Notice>) {
        let key = if config.storage_key.is_empty() { pack } else { &config.storage_key };
        let space = Space::new(key, pack);
        let store: Box<dyn Store> = match config.storage {
            Storage::Local => Box::new(BrowserStore(Area::Local)),
            Storage::Session => Box::new(BrowserStore(Area::Session)),
            Storage::None => Box::new(MemoryStore::default()),
        };
        let actor = ActorId(u64::from(config.actor.0) << 32 | u64::from(config.actor.1));
        let (mut log, opened) = Log::open(store, space.clone(), actor, pack_version);
        log.absorb(config.unsaved.iter().map(String::as_str));
        let notice = match opened.trouble {
            Some(StoreError::Full) => Some(Notice::Full),
            Some(_) => Some(Notice::NotSaved),
            None => (opened.set_aside > 0).then_some(Notice::Damaged),
        };
        let mirrored = config.storage == Storage::Local;
        (Self { log, space, mirror: None, mirrored, writing: false, erasing: false, told: notice.is_some() }, notice)
    }

    /// The derived state.
    pub fn state(&self) -> &State {
        self.log.state()
    }

    /// Goes on from a state that was kept without its events; `false` where there is progress already.
    pub fn begin_on(&mut self, base: State) -> bool {
        self.log.begin_on(base)
    }

    /// The event that comes last in order.
    pub fn newest(&self) -> Option<&Event> {
        self.log.events().last()
    }

    /// Of what the mirror holds, the events that a reset erased, and the texts that were kept before the last reset and that no
    /// attempt speaks of any more.
    fn erased(&self, mut ids: Vec<EventId>, mut texts: Vec<String>) -> (Vec<EventId>, Vec<String>) {
        let (mut resets, mut last, mut spoken) = (Vec::new(), None, Vec::new());
        for event in self.log.events() {
            match &event.kind {
                Kind::Reset(heads) => {
                    resets.push(heads);
                    last = last.max(Some(event.now.at));
                }
                Kind::Attempt(attempt) => spoken.extend(attempt.text.as_ref().map(Name::as_str)),
                Kind::Interview(report) => spoken.extend(report.field("text").and_then(Value::as_text)),
                _ => {}
            }
        }
        ids.retain(|id| {
            let covered = resets.iter().any(|heads| heads.get(&id.actor).is_some_and(|&head| id.seq <= head));
            covered && !self.log.holds(*id)
        });
        texts.retain(|name| {
            let before = text_at(name).zip(last).is_some_and(|(at, last)| at <= last);
            before && !spoken.contains(&name.as_str())
        });
        (ids, texts)
    }
}

impl App {
    /// Brings the mirror up, hears of other tabs, and of other elements on the page.
    pub fn connect(self) {
        ELEMENTS.with_borrow_mut(|elements| elements.push(self));
        let name = self.memory(|memory| memory.mirrored.then(|| memory.space.prefix().to_owned()));
        let Some(Some(name)) = name else { return };
        spawn_local(async move {
            let Ok(mirror) = Mirror::open(&name).await else { return };
            let Ok(records) = mirror.records().await else { return };
            let found = self.memory_mut(|memory| {
                let found = memory.log.absorb_mirror(records.iter().map(String::as_str));
                memory.mirror = Some(mirror);
                found
            });
            self.took_in(found);
            self.write_mirror();
        });
    }

    /// Stops hearing of others; what is on its way to the mirror still arrives.
    pub fn disconnect(self) {
        ELEMENTS.with_borrow_mut(|elements| elements.retain(|app| !app.is_same(self)));
    }

    /// Another tab changed a key of the storage.
    pub fn storage_changed(self, key: Option<&str>) {
        let found = self.memory_mut(|memory| match key {
            Some(key) => memory.log.changed(key),
            // Everything was cleared: what this element knows is written again.
            None => {
                let _ = memory.log.reload();
                None
            }
        });
        self.took_in(found.flatten());
    }

    /// Takes note of events that came from elsewhere.
    fn took_in(self, found: Option<Absorbed>) {
        let Some(found) = found else { return };
        if found.reset.is_some() || found.erased > 0 {
            self.memory_mut(|memory| memory.erasing = true);
            self.write_mirror();
        }
        if found.added > 0 || found.reset.is_some() {
            self.changed();
        }
    }

    /// Has everyone hear that the progress changed.
    pub fn changed(self) {
        self.revision.update(|revision| *revision += 1);
        self.tell_progress();
    }

    /// The other elements of this page that keep the same progress in the same place hear of these records.
    fn tell_siblings(self, records: &[Record]) {
        let place = |app: Self| (app.space(), app.settings(|config| config.storage));
        let siblings = ELEMENTS.with_borrow(Clone::clone);
        for sibling in siblings.into_iter().filter(|app| !app.is_same(self) && place(*app) == place(self)) {
            let records = records.iter().map(|record| record.text.as_str());
            let found = sibling.memory_mut(|memory| memory.log.overhear(records));
            sibling.took_in(found);
        }
    }

    /// Tells the learner when the first store did not take what happened.
    fn note_saved(self, saved: Result<(), StoreError>) {
        match saved {
            Ok(()) => {}
            Err(StoreError::Full) => self.tell_once(Notice::Full),
            Err(_) => self.tell_once(Notice::NotSaved),
        }
    }

    /// Appends what just happened. `None` only for an event that breaks a limit of the log, which no view can make.
    pub fn record(self, kind: Kind) -> Option<EventId> {
        self.record_of(kind, None)
    }

    /// Like [`App::record`], for the end of a session that had so many items.
    pub fn record_of(self, kind: Kind, items: Option<u32>) -> Option<EventId> {
        let seen = self.seen();
        let now = self.now();
        let appended = self.memory_mut(|memory| memory.log.append(kind, now))?.ok()?;
        let id = appended.record.id;
        self.unsaved(&id.to_string(), Some(&appended.record.text));
        self.note_saved(appended.saved);
        self.tell_siblings(&[appended.record]);
        self.changed();
        self.write_mirror();
        self.tell(id, Beside { items, seen });
        Some(id)
    }

    /// Tells the learner about storage, the first time only.
    fn tell_once(self, notice: Notice) {
        if self.memory_mut(|memory| !std::mem::replace(&mut memory.told, true)) == Some(true) {
            self.notice.set(Some(notice));
        }
    }

    /// Sends what the mirror does not hold yet on its way, batch by batch; then has it delete what a reset erased, for the reset itself
    /// has to be there before.
    fn write_mirror(self) {
        let without = self.memory(|memory| !memory.mirrored && memory.log.is_saved());
        if without == Some(true) {
            // No second store to wait for: the first one's word is all there is.
            return;
        }
        let batch = self.memory_mut(|memory| {
            if memory.writing {
                return None;
            }
            let mirror = memory.mirror.clone()?;
            let records = memory.log.pending(BATCH);
            memory.writing = !records.is_empty() || memory.erasing;
            memory.writing.then_some((mirror, records))
        });
        let Some(Some((mirror, records))) = batch else { return };
        spawn_local(async move {
            let written = if records.is_empty() {
                self.erase_in(&mirror).await.is_ok()
            } else {
                mirror.put(&records).await.is_ok()
            };
            self.memory_mut(|memory| {
                memory.writing = false;
                memory.erasing |= records.is_empty() && !written;
                if written {
                    memory.log.acknowledged(records.iter().map(|record| record.id));
                }
            });
            if written {
                for record in &records {
                    self.unsaved(&record.id.to_string(), None);
                }
                let _ = self.memory_mut(|memory| memory.log.compact());
                self.write_mirror();
            }
        });
    }

    /// Deletes from the mirror what a reset erased; events of others that are not known here yet stay.
    async fn erase_in(self, mirror: &Mirror) -> Result<(), JsValue> {
        self.memory_mut(|memory| memory.erasing = false);
        let (events, texts) = mirror.names().await?;
        // Only the log knows what is erased: once the element is gone nothing is deleted, and the next one to open the mirror does it.
        let gone = self.memory(|memory| memory.erased(events, texts));
        match gone {
            Some((events, texts)) => mirror.erase(&events, &texts).await,
            None => Ok(()),
        }
    }

    /// The progress store's prefix, which tells apart packs and storage keys.
    pub fn space(self) -> Option<String> {
        self.memory(|memory| memory.space.prefix().to_owned())
    }

    /// What a view kept under a name so that a reload finds it again.
    pub fn place(self, name: &str) -> Option<String> {
        let name = Name::new(name).ok()?;
        self.memory(|memory| memory.log.place(&name)).flatten()
    }

    /// Keeps what a view needs after a reload; a convenience, never part of the progress, so a store that refuses is no news.
    pub fn save_place(self, name: &str, text: &str) {
        if let Ok(name) = Name::new(name) {
            self.memory(|memory| memory.log.save_place(&name, text).ok());
        }
    }

    /// Forgets what a view kept.
    pub fn forget_place(self, name: &str) {
        self.save_place(name, "");
    }

    /// Keeps an answer's text apart from the log, in IndexedDB, and returns its name. `None` where there is no IndexedDB.
    pub fn keep_text(self, text: &str) -> Option<Name> {
        let mirror = self.memory(|memory| memory.mirror.clone())??;
        let now = self.now();
        let name = Name::new(&["t", &now.at.to_string()].concat()).ok()?;
        let (key, text) = (name.clone(), text.to_owned());
        spawn_local(async move {
            let _ = mirror.put_text(key.as_str(), &text).await;
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
                None => Mirror::open(&prefix).await,
            };
            let text = match mirror {
                Ok(mirror) => mirror.text(name.as_str()).await.ok().flatten(),
                Err(_) => None,
            };
            found.set(Some(text));
        });
        found
    }

    /// The moment now, and the local time's offset.
    pub fn now(self) -> Now {
        let date = js_sys::Date::new_0();
        // Both are whole numbers far inside the target's range.
        Now { at: date.get_time() as i64, offset_minutes: -(date.get_timezone_offset() as i16) }
    }

    /// Whole seconds since a moment, for how long something took.
    pub fn seconds_since(self, at: i64) -> u32 {
        u32::try_from((self.now().at - at).max(0) / 1000).unwrap_or(u32::MAX)
    }

    /// The seed of a new session: the one asked for, the element's, or chance.
    pub fn seed(self, asked: Option<f64>) -> u64 {
        let chosen = asked.or_else(|| self.settings(|config| config.seed));
        match chosen {
            // Negative and broken seeds are brought into range; equal seeds stay equal.
            Some(seed) => seed.clamp(-9e15, 9e15) as i64 as u64,
            None => (js_sys::Math::random() * 9e15) as u64,
        }
    }
}

//! The learner's progress in this browser: the core's log on `localStorage`, mirrored in IndexedDB, shared between the elements of a
//! page and between tabs.
//!
//! An event counts as saved once IndexedDB has acknowledged it, since browsers bring `localStorage` to the disk late. Until then the
//! loader holds it in an array of its own, so that a trap of this module loses nothing.

mod exchange;
mod keeping;
mod mirror;
mod recordings;
mod storage;
mod texts;

use std::cell::RefCell;
use std::rc::Rc;

use interview_practice_core::content::Pack;
use interview_practice_core::progress::{
    Absorbed, ActorId, Event, EventId, Kind, Log, Name, Now, Prepared, Record, Space, State, StoreError,
};
use interview_practice_core::xapi::Beside;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::App;
use crate::config::{Config, Storage};
use crate::later;
pub use exchange::Counts;
use keeping::Keeping;
pub use mirror::Mirror;
pub use recordings::Recordings;
use storage::{Area, BrowserStore};

/// What the learner has to be told about storage, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nothing can be kept here.
    NotSaved,
    /// There is no room left.
    Full,
    /// A part of what was kept could not be read.
    Damaged,
    /// There is no room left for the texts of answers.
    TextsFull,
    /// This browser deletes what pages keep after some days without a visit.
    Forgetful,
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
    /// Whether the mirror may hold what a reset or a deletion erased.
    erasing: bool,
    /// What is being imported, while the mirror has not said that it holds it.
    importing: Option<Rc<Prepared>>,
    /// Texts of answers that the mirror does not hold yet.
    texts: Vec<(Name, String)>,
    /// How storage fares.
    keeping: Keeping,
}

thread_local! {
    /// The elements of this page, so that what one writes shows in the others of the same space.
    static ELEMENTS: RefCell<Vec<App>> = const { RefCell::new(Vec::new()) };
}

impl Memory {
    /// Opens the progress of a pack as the settings say, with events that a trapped instance left unsaved.
    pub fn open(config: &Config, pack: &str, pack_version: &str) -> (Self, Option<Notice>) {
        let key = if config.storage_key.is_empty() { pack } else { &config.storage_key };
        let space = Space::new(key, pack);
        let store = BrowserStore(match config.storage {
            Storage::Local => Area::Local,
            Storage::Session => Area::Session,
            Storage::None => Area::Page(config.memory.clone()),
        });
        let actor = ActorId(u64::from(config.actor.0) << 32 | u64::from(config.actor.1));
        let (mut log, opened) = Log::open(Box::new(store), space.clone(), actor, pack_version);
        log.absorb(config.unsaved.iter().map(String::as_str));
        let notice = (opened.set_aside > 0).then_some(Notice::Damaged);
        let mirrored = config.storage == Storage::Local;
        let keeping = Keeping::new(opened.trouble);
        let (mirror, texts) = (None, texts::left_waiting(&log));
        (Self { log, space, mirror, mirrored, writing: false, erasing: false, importing: None, texts, keeping }, notice)
    }

    /// The derived state.
    pub fn state(&self) -> &State {
        self.log.state()
    }

    /// Learns which ids the pack's things had before; `true` when that was news.
    pub fn know(&mut self, pack: &Pack) -> bool {
        self.log.know(pack)
    }

    /// Goes on from a state that was kept without its events; `false` where there is progress already.
    pub fn begin_on(&mut self, base: State) -> bool {
        self.log.begin_on(base)
    }

    /// Goes on again from the state that everything here began on.
    pub fn return_to(&mut self, base: State) {
        self.log.return_to(base);
    }

    /// The event that comes last in order.
    pub fn newest(&self) -> Option<&Event> {
        self.log.events().last()
    }
}

impl App {
    /// Brings the mirror up, hears of other tabs, and of other elements on the page.
    pub fn connect(self) {
        ELEMENTS.with_borrow_mut(|elements| elements.push(self));
        self.connect_mirror();
        self.remind_to_export();
    }

    /// Stops hearing of others. What the mirror does not hold yet goes there in a last write, which needs nothing of the element any more.
    pub fn disconnect(self) {
        ELEMENTS.with_borrow_mut(|elements| elements.retain(|app| !app.is_same(self)));
        let left = self.memory_mut(|memory| {
            let exposed = memory.keeping.is_in_trouble() || !memory.log.is_saved();
            let mirror = memory.mirror.take();
            if !memory.mirrored || (mirror.is_none() && !exposed) {
                return None;
            }
            let records = memory.log.pending(usize::MAX);
            let texts = std::mem::take(&mut memory.texts);
            (records.len() + texts.len() > 0).then(|| (mirror, memory.space.prefix().to_owned(), records, texts))
        });
        let (Some(Some((mirror, prefix, records, texts))), Some(host)) = (left, self.host()) else { return };
        spawn_local(async move {
            let Ok(mirror) = Mirror::or_open(mirror, &prefix).await else { return };
            if mirror.put(&records, &texts).await.is_ok() {
                for record in &records {
                    host.unsaved(&record.id.to_string(), None);
                }
            }
        });
    }

    /// Another tab changed a key of the storage.
    pub fn storage_changed(self, key: Option<&str>) {
        let found = self.memory_mut(|memory| match key {
            Some(key) => memory.log.changed(key),
            // Everything was cleared: what this element knows is written again.
            None => {
                memory.log.reload();
                Some(Absorbed::default())
            }
        });
        self.took_in(found.flatten());
    }

    /// Takes note of events that came from elsewhere, and of those that the first store had when it was read again.
    fn took_in(self, found: Option<Absorbed>) {
        let Some(found) = found else { return };
        let found = self.memory_mut(|memory| {
            let found = memory.log.with_news(found);
            if found.reset.is_some() || found.erased > 0 || found.deleted {
                memory.erasing = true;
                memory.forget_unspoken_texts();
            }
            found
        });
        // Whoever made them brings them to the mirror as well, but may be gone before it has.
        self.write_mirror();
        if found.is_some_and(|found| found.added > 0 || found.reset.is_some()) {
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
            // In memory each has a store of its own.
            let apart = self.settings(|config| config.storage == Storage::None);
            let found = sibling.memory_mut(|memory| match apart {
                true => memory.log.absorb(records),
                false => memory.log.overhear(records),
            });
            sibling.took_in(found);
        }
    }

    /// Appends what just happened. `None` only for an event that breaks a limit of the log, which no view can make.
    pub fn record(self, kind: Kind) -> Option<EventId> {
        self.record_of(kind, Beside::default())
    }

    /// Like [`App::record`], with what the log does not say of it; what had been seen before is filled in.
    pub fn record_of(self, kind: Kind, beside: Beside) -> Option<EventId> {
        let seen = self.seen();
        let now = self.now();
        let appended = self.memory_mut(|memory| memory.log.append(kind, now))?.ok()?;
        let id = appended.record.id;
        let records = [appended.record];
        self.hold(&records, appended.saved);
        self.note_saved(appended.saved);
        self.tell_siblings(&records);
        self.changed();
        self.write_mirror();
        self.tell(id, Beside { seen, ..beside });
        Some(id)
    }

    /// Has the loader hold these records until the mirror has them, so that a trap loses nothing. Without a mirror, those that the one store
    /// did not take.
    fn hold(self, records: &[Record], saved: Result<(), StoreError>) {
        if saved.is_err() || self.memory(|memory| memory.mirrored) == Some(true) {
            for record in records {
                self.unsaved(&record.id.to_string(), Some(&record.text));
            }
        }
    }

    /// Sends what the mirror does not hold yet on its way, in one transaction, so that an import is there whole or not at all; then has it
    /// delete what a reset erased, for the reset itself has to be there before, once the code that does so is here.
    pub fn write_mirror(self) {
        let without = self.memory(|memory| !memory.mirrored && memory.log.is_saved());
        if without == Some(true) {
            // No second store to wait for: the first one's word is all there is.
            return;
        }
        let able = self.has_pack();
        let pending = self.memory_mut(|memory| {
            if memory.writing {
                return None;
            }
            let mirror = memory.mirror.clone()?;
            let records = memory.log.pending(usize::MAX);
            memory.writing = !records.is_empty() || (memory.erasing && able);
            memory.writing.then_some((mirror, records))
        });
        let Some(Some((mirror, records))) = pending else { return };
        spawn_local(async move {
            let written = if records.is_empty() {
                JsFuture::from(later::erase_in(self, mirror.clone())).await.is_ok()
            } else {
                mirror.put(&records, &[]).await.is_ok()
            };
            let lost = self.memory_mut(|memory| {
                memory.writing = false;
                memory.erasing |= records.is_empty() && !written;
                // Taken away meanwhile, it keeps nothing, whatever it says.
                let lost = memory.mirror.as_ref() != Some(&mirror);
                if written && !lost {
                    memory.keeping.works();
                    memory.log.acknowledged(records.iter().map(|record| record.id));
                }
                lost
            });
            if lost != Some(false) {
                return self.write_mirror();
            }
            if !written {
                return self.mirror_lost();
            }
            for record in &records {
                self.unsaved(&record.id.to_string(), None);
            }
            let _ = self.memory_mut(|memory| memory.log.compact());
            self.judge_storage();
            self.stored.update(|times| *times += 1);
            self.took_in(Some(Absorbed::default()));
        });
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

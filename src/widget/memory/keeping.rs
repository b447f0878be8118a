//! What happens when storage fails: the learner goes on in memory and is told once, and what was in memory is written when storage
//! works again.
//!
//! Two stores are two chances: nobody is told while either of them has taken what happened, or is still expected to.

use gloo::timers::callback::Timeout;
use interview_practice_core::progress::{Absorbed, EventId, StoreError};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::mirror::Mirror;
use super::{Memory, Notice};
use crate::app::App;

/// The first wait before storage is tried again, and the longest, in milliseconds. Each is twice the one before.
const WAITS: (u32, u32) = (2_000, 60_000);
/// How long after the mirror was opened the code that it needs is asked for where no view has done so, in milliseconds: never in the way of
/// what the learner waits for.
const SOON: u32 = 2_000;
/// How long after an export, or after being reminded of one, the next reminder may come.
const REMINDER: i64 = 7 * 86_400_000;
/// How many answers are worth a reminder.
const WORTH: u32 = 20;

/// How storage fares.
#[derive(Debug)]
pub struct Keeping {
    /// What the first store said last, where it did not do what was asked.
    trouble: Option<StoreError>,
    /// Whether the mirror could not be opened or written when it was last tried.
    mirror_fails: bool,
    /// Whether the mirror is being opened.
    opening: bool,
    /// The wait before the next try, once one is arranged.
    retrying: bool,
    wait: u32,
    /// Whether the learner was told that storage fails, and has not heard of it being well since.
    told: bool,
    /// What the learner had not read yet when that was said in its place.
    covered: Option<Notice>,
}

impl Keeping {
    /// How storage fares after the log was opened with this trouble.
    pub fn new(trouble: Option<StoreError>) -> Self {
        Self {
            trouble,
            mirror_fails: false,
            opening: false,
            retrying: false,
            wait: WAITS.0,
            told: false,
            covered: None,
        }
    }

    /// Whether the first store did not do what was asked last.
    pub fn is_in_trouble(&self) -> bool {
        self.trouble.is_some()
    }

    /// Takes note that something was written: should it fail again, the first try comes soon again.
    pub fn works(&mut self) {
        self.wait = WAITS.0;
    }
}

impl App {
    /// Opens the mirror and brings it and the log together.
    pub(super) fn connect_mirror(self) {
        let prefix = self.memory_mut(|memory| {
            let wanted = memory.mirrored && memory.mirror.is_none() && !memory.keeping.opening;
            memory.keeping.opening |= wanted;
            wanted.then(|| memory.space.prefix().to_owned())
        });
        let Some(Some(prefix)) = prefix else { return self.judge_storage() };
        spawn_local(async move {
            let opened = self.read_mirror(&prefix).await;
            let found = self.memory_mut(|memory| {
                memory.keeping.opening = false;
                memory.keeping.mirror_fails = opened.is_err();
                let (mirror, found) = opened.ok()?;
                memory.mirror = Some(mirror);
                // What was erased elsewhere, or by an element that left before it could tell the mirror.
                memory.erasing |= memory.log.has_erased();
                Some(found)
            });
            self.took_in(found.flatten());
            // Now that all is known that is kept anywhere.
            self.memory_mut(Memory::forget_unspoken_texts);
            self.write_texts();
            self.judge_storage();
            self.stored.update(|times| *times += 1);
            Timeout::new(SOON, move || self.want_what_waits()).forget();
        });
    }

    /// Has the code come that brings waiting texts to the mirror and deletes there what was erased, for a home view never asks for it.
    fn want_what_waits(self) {
        if self.memory(|memory| memory.erasing || !memory.texts.is_empty()) == Some(true) {
            self.ask_for_views();
        }
    }

    /// Opens the mirror and takes in what it holds.
    async fn read_mirror(self, prefix: &str) -> Result<(Mirror, Absorbed), JsValue> {
        let mirror = Mirror::open(prefix, Box::new(move || self.mirror_lost())).await?;
        let (_, found) = self.look_into(&mirror).await?;
        Ok((mirror, found))
    }

    /// Takes in what the mirror holds and is not known here. Gives which events it holds, too.
    pub(super) async fn look_into(self, mirror: &Mirror) -> Result<(Vec<EventId>, Absorbed), JsValue> {
        let held = mirror.events().await?;
        let unknown = self.memory_mut(|memory| memory.log.mirror_holds(held.iter().copied())).unwrap_or_default();
        let records = mirror.records(&unknown).await?;
        let found = self.memory_mut(|memory| memory.log.absorb_mirror(records.iter().map(String::as_str)));
        let found = found.unwrap_or_default();
        if found.reset.is_some() {
            // It may have led to another one, which the others on the page cannot know.
            self.tell_siblings(&self.memory(|memory| memory.log.pending(usize::MAX)).unwrap_or_default());
        }
        Ok((held, found))
    }

    /// The mirror does not work any more; what it holds has to be found out again.
    pub(super) fn mirror_lost(self) {
        self.memory_mut(|memory| {
            memory.mirror = None;
            memory.keeping.mirror_fails = true;
            memory.log.mirror_lost();
        });
        self.judge_storage();
    }

    /// Takes note of whether the first store took what happened.
    pub(super) fn note_saved(self, saved: Result<(), StoreError>) {
        self.memory_mut(|memory| {
            memory.keeping.trouble = saved.err();
            if saved.is_ok() && !memory.mirrored {
                memory.keeping.works();
            }
        });
        self.judge_storage();
    }

    /// Tells the learner once when neither store takes what happens, and arranges for another try while either does not.
    pub(super) fn judge_storage(self) {
        let judged = self.memory_mut(|memory| {
            let keeping = &mut memory.keeping;
            let mirror_works = memory.mirror.is_some() && !keeping.mirror_fails;
            let fails = keeping.trouble.is_some() || (memory.mirrored && keeping.mirror_fails);
            let retry = (fails && !keeping.retrying).then_some(keeping.wait);
            keeping.retrying |= retry.is_some();
            // The mirror may still be on its way.
            let hopeless = !memory.mirrored || keeping.mirror_fails;
            let tell = keeping.trouble.filter(|_| hopeless && !mirror_works);
            let first = tell.filter(|_| !std::mem::replace(&mut keeping.told, true));
            // A store that can be opened again may still have no room: only what it has taken counts.
            let well = keeping.trouble.is_none() || (mirror_works && memory.log.unmirrored() == 0);
            let shown = self.notice.peek();
            let about_storage = matches!(shown, Some(Notice::Full | Notice::NotSaved));
            let show = match first {
                Some(error) => {
                    keeping.covered = shown.filter(|_| !about_storage);
                    Some(if error == StoreError::Full { Notice::Full } else { Notice::NotSaved })
                }
                // It works again: what was said is true no more, and would be news another time.
                None if well && std::mem::take(&mut keeping.told) && (about_storage || shown.is_none()) => {
                    keeping.covered.take()
                }
                None => shown,
            };
            (retry, (show != shown).then_some(show))
        });
        let Some((retry, show)) = judged else { return };
        if let Some(show) = show {
            self.notice.set(show);
        }
        if let Some(wait) = retry {
            Timeout::new(wait, move || self.retry_storage()).forget();
        }
    }

    /// Tries again what did not work.
    fn retry_storage(self) {
        self.memory_mut(|memory| {
            memory.keeping.retrying = false;
            memory.keeping.wait = (memory.keeping.wait * 2).min(WAITS.1);
            if memory.keeping.trouble.is_some() {
                let read = memory.log.reload().trouble;
                let written = memory.log.flush().and_then(|()| memory.save_texts());
                memory.keeping.trouble = read.or(written.err());
            }
        });
        self.took_in(Some(Absorbed::default()));
        self.connect_mirror();
    }

    /// How many entries only this page knows, or only the store that may be late to reach the disk.
    pub fn unstored(self) -> usize {
        self.memory(|memory| {
            if memory.mirrored {
                memory.log.unmirrored() + memory.texts.len()
            } else {
                usize::from(memory.keeping.trouble.is_some() || !memory.log.is_saved())
            }
        })
        .unwrap_or_default()
    }

    /// Notes that the learner took the progress out.
    pub fn note_exported(self) {
        self.save_place("exported", &self.now().at.to_string());
        if self.notice.try_peek_with(|notice| *notice == Some(Notice::Forgetful)) == Some(true) {
            self.notice.set(None);
        }
    }

    /// Reminds of exporting where the browser deletes what pages keep after a week without a visit; now and then, and never before there
    /// is something to lose.
    pub(super) fn remind_to_export(self) {
        let now = self.now().at;
        let long_ago = |place: &str| {
            let at = self.place(place).and_then(|text| text.parse::<i64>().ok());
            at.is_none_or(|at| (now - at).abs() > REMINDER)
        };
        let answered = self.with_state(|state| state.answered);
        let due = answered >= WORTH && self.memory(|memory| memory.mirrored) == Some(true) && is_forgetful();
        if due && self.notice.peek().is_none() && long_ago("exported") && long_ago("reminded") {
            self.save_place("reminded", &now.to_string());
            self.notice.set(Some(Notice::Forgetful));
        }
    }
}

/// Whether this browser deletes what pages keep after seven days without a visit: WebKit does, except for apps on the home screen.
fn is_forgetful() -> bool {
    let get = |name: &str| {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
        Reflect::get(&navigator, &name.into()).ok()
    };
    let apple = get("vendor").and_then(|vendor| vendor.as_string()).is_some_and(|vendor| vendor.starts_with("Apple"));
    apple && get("standalone").is_none_or(|standalone| standalone != true)
}

//! One recording beside its answer in the report: how large it is, to be played, saved, deleted.

use std::cell::RefCell;
use std::rc::Rc;

use interview_practice_core::messages::voice as say;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::super::parts::{actions, download_blob, quiet, secondary};
use super::options::{keeps_recordings, size};
use crate::app::App;
use crate::dom::{El, Signal, el, on_cleanup};
use crate::memory::Recordings;
use crate::voice::Playback;

/// A recording by its name; nothing once it is deleted, or where it was never kept.
pub fn recording(app: App, name: &str) -> Option<El> {
    let prefix = app.space().filter(|_| keeps_recordings(app))?;
    let blob: Signal<Option<Blob>> = Signal::new(None);
    let said: Signal<Option<&'static str>> = Signal::new(None);
    let looked = name.to_owned();
    spawn_local(async move {
        if let Ok(recordings) = Recordings::open(prefix).await {
            blob.set(recordings.sound(&looked).await);
        }
    });
    let playing: Rc<RefCell<Option<Playback>>> = Rc::default();
    let plays = Signal::new(false);
    let leaving = Rc::clone(&playing);
    on_cleanup(move || {
        leaving.borrow_mut().take();
    });
    let name = name.to_owned();
    let tools = el("div", "").live(move || {
        let sound = blob.get()?;
        let bytes = sound.size();
        let line = el("p", "small muted").add(app.fill(say::SIZE, &[("size", &size(app, bytes))]));
        let (held, played) = (Rc::clone(&playing), sound.clone());
        let play = secondary((), move || {
            let stopped = held.borrow_mut().take().is_some();
            plays.set(!stopped);
            if !stopped {
                begin(app, &played, &held, plays, said);
            }
        })
        .live(move || app.say(if plays.get() { say::STOP } else { say::PLAY }));
        let file = [&name, ".webm"].concat();
        let save = quiet(app.say(say::SAVE), move || download_blob(&file, &sound));
        let gone = name.clone();
        let delete = quiet(app.say(say::DELETE), move || {
            let Some(prefix) = app.space() else { return };
            let gone = gone.clone();
            spawn_local(async move {
                if let Ok(recordings) = Recordings::open(prefix).await
                    && recordings.delete(&gone).await.is_ok()
                {
                    blob.set(None);
                    said.set(Some(app.say(say::DELETED)));
                }
            });
        });
        Some(el("div", "stack tight").add(line).add(actions(vec![play, save, delete])))
    });
    let status = el("p", "small").attr("role", "status").live(move || said.get());
    Some(el("div", "screen-only stack tight").add(tools).add(status))
}

fn begin(
    app: App,
    sound: &Blob,
    held: &Rc<RefCell<Option<Playback>>>,
    plays: Signal<bool>,
    said: Signal<Option<&'static str>>,
) {
    let (sound, held) = (sound.clone(), Rc::clone(held));
    spawn_local(async move {
        let over = Rc::clone(&held);
        let ended = move || {
            let over = Rc::clone(&over);
            // The replay is still on its way out of this call; it goes right after.
            spawn_local(async move {
                over.borrow_mut().take();
                plays.set(false);
            });
        };
        match Playback::begin(&sound, ended).await {
            // Whoever pressed again meanwhile, or left, wants no sound.
            Some(playback) if plays.try_peek_with(|plays| *plays) == Some(true) => *held.borrow_mut() = Some(playback),
            Some(_) => {}
            None => {
                plays.set(false);
                said.set(Some(app.say(say::NOT_PLAYED)));
            }
        }
    });
}

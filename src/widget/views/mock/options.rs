//! What the learner wants of the browser's voice and other helpers: chosen before an interview, kept on this device.

use interview_practice_core::messages::{self, voice as say};
use wasm_bindgen_futures::spawn_local;

use super::super::parts::{actions, checked, quiet, secondary};
use crate::app::App;
use crate::config::Storage;
use crate::dom::{El, Signal, el};
use crate::memory::Recordings;
use crate::voice;

/// The place that holds the letters of what is wanted.
const PLACE: &str = "mock-voice";

/// Something that is only done when it is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Questions are read aloud.
    Speak,
    /// Dictation, knowing that the browser may send what is said to its maker.
    Dictate,
    /// The browser's language model remarks on answers.
    Remark,
}

impl Wish {
    fn letter(self) -> &'static str {
        match self {
            Self::Speak => "s",
            Self::Dictate => "d",
            Self::Remark => "m",
        }
    }
}

/// Whether something is wanted.
pub fn wants(app: App, wish: Wish) -> bool {
    app.place(PLACE).is_some_and(|letters| letters.contains(wish.letter()))
}

/// Takes note of a wish, or of its end.
pub fn wish(app: App, wish: Wish, on: bool) {
    let rest = app.place(PLACE).unwrap_or_default().replace(wish.letter(), "");
    app.save_place(PLACE, &if on { [&rest, wish.letter()].concat() } else { rest });
}

/// Whether recordings may be kept here: not on a shared computer, where nothing is.
pub fn keeps_recordings(app: App) -> bool {
    app.settings(|config| config.storage == Storage::Local) && voice::can_record()
}

/// The choices; nothing where the browser has none of it.
pub fn options(app: App) -> El {
    let model = Signal::new(false);
    spawn_local(async move {
        if voice::can_remark(app.language.peek()).await {
            model.set(true);
        }
    });
    let recordings = recordings(app);
    el("div", "")
        .live(move || {
            let mut rows = Vec::new();
            if voice::can_speak() {
                rows.push(toggle(app, Wish::Speak, app.say(say::SPEAK)));
            }
            // What was agreed to can be taken back.
            if voice::can_dictate() && wants(app, Wish::Dictate) {
                rows.push(toggle(app, Wish::Dictate, app.say(say::DICTATE_KEPT)));
            }
            if model.get() {
                rows.push(toggle(app, Wish::Remark, app.say(say::MODEL)));
                rows.push(el("p", "small muted").add(app.say(say::MODEL_ABOUT)));
            }
            (!rows.is_empty()).then(|| {
                el("fieldset", "stack tight").add(el("legend", "quiz-legend").add(app.say(say::OPTIONS))).add(rows)
            })
        })
        .add(recordings)
}

fn toggle(app: App, what: Wish, label: &str) -> El {
    let input = el("input", "")
        .attr("type", "checkbox")
        .flag("checked", wants(app, what))
        .on("change", move |event| wish(app, what, checked(&event)));
    el("label", "practice-pitfall").add(input).add(el("span", "").add(label))
}

/// What recordings there are, and the way to delete them all.
pub fn recordings(app: App) -> El {
    let total: Signal<(usize, f64)> = Signal::new((0, 0.0));
    let sure = Signal::new(false);
    let count = move || {
        let Some(prefix) = app.space().filter(|_| keeps_recordings(app)) else { return };
        spawn_local(async move {
            let Ok(kept) = Recordings::open(prefix).await else { return };
            if let Ok(found) = kept.total().await {
                total.set(found);
            }
        });
    };
    count();
    el("div", "").live(move || {
        let (number, bytes) = total.get();
        if number == 0 {
            return None;
        }
        let values = [("count", &*app.count(say::RECORDINGS, number)), ("size", &size(app, bytes))];
        let line = el("p", "small").add(app.fill(say::KEPT, &values));
        let buttons = if sure.get() {
            let delete = secondary(app.say(say::DELETE_DO), move || {
                sure.set(false);
                let Some(prefix) = app.space() else { return };
                spawn_local(async move {
                    if let Ok(kept) = Recordings::open(prefix).await
                        && kept.delete_all().await.is_ok()
                    {
                        total.set((0, 0.0));
                    }
                });
            });
            let keep = quiet(app.say(say::KEEP), move || sure.set(false));
            el("div", "stack tight").add(el("p", "").add(app.say(say::DELETE_SURE))).add(actions(vec![delete, keep]))
        } else {
            actions(quiet(app.say(say::DELETE_ALL), move || sure.set(true)))
        };
        Some(el("div", "stack tight").add(line).add(buttons))
    })
}

/// A size in the words of the language: kilobytes, from a million bytes on megabytes with one digit.
pub fn size(app: App, bytes: f64) -> String {
    let (number, unit) = if bytes < 1e6 {
        (js_sys::Math::ceil(bytes / 1000.0), " kB")
    } else {
        (js_sys::Math::round(bytes / 1e5) / 10.0, " MB")
    };
    let number = number.to_string();
    let number = match app.language.peek() {
        messages::Language::Es => number.replace('.', ","),
        messages::Language::En => number,
    };
    [number.as_str(), unit].concat()
}

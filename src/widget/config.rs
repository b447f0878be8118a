//! What the element class hands in: attributes and properties, already resolved to their defaults, and the way back to the host.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

/// Where progress is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// In localStorage, mirrored in IndexedDB.
    Local,
    /// In sessionStorage only.
    Session,
    /// In memory only.
    None,
}

/// Which colours to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the page has it.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The theme of this name, or the page's own.
    pub fn of_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// The level of a heading as a number that a host may have set.
pub fn heading_level(level: f64) -> u8 {
    // Held within the range first, so that nothing is cut off.
    level.clamp(1.0, 5.0) as u8
}

/// The element's settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// The release, for events.
    pub version: String,
    /// The view to show first.
    pub view: String,
    /// Where progress is kept.
    pub storage: Storage,
    /// Where it is kept when it is in memory only: a storage area of the loader's, as browsers have them.
    pub memory: web_sys::Storage,
    /// The progress store's name; empty for the pack's id.
    pub storage_key: String,
    /// Makes order and generated items repeatable.
    pub seed: Option<f64>,
    /// Which colours to show.
    pub theme: Theme,
    /// The level of the widget's top heading, 1 to 5.
    pub heading_level: u8,
    /// The interface's language, a BCP 47 tag.
    pub lang: String,
    /// Fresh randomness from the browser: who writes events from here on.
    pub actor: (u32, u32),
    /// Records of events that an earlier instance could not bring to storage before it trapped.
    pub unsaved: Vec<String>,
    /// Where the learner was before the element was taken out and put back, or started again after a trap; wins over `view`.
    pub at: Option<Place>,
}

/// A place in the widget, as `ip-view` named it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The view.
    pub view: String,
    /// The question or section in it.
    pub question: Option<String>,
}

impl Config {
    /// Reads what the loader hands in. It has brought everything into its range before, so that nothing can be wrong here; what is missing
    /// has its default. By hand: a deserialiser for this alone weighs several times as much.
    pub fn read(config: &JsValue) -> Self {
        let list = |name| get(config, name).dyn_into::<Array>().map(|list| list.to_vec()).unwrap_or_default();
        let number = |number: JsValue| number.as_f64().unwrap_or_default() as u32;
        let actor: Vec<u32> = list("actor").into_iter().map(number).collect();
        let at = get(config, "at");
        Self {
            version: text(config, "version"),
            view: text(config, "view"),
            storage: match text(config, "storage").as_str() {
                "session" => Storage::Session,
                "none" => Storage::None,
                _ => Storage::Local,
            },
            memory: get(config, "memory").unchecked_into(),
            storage_key: text(config, "storageKey"),
            seed: get(config, "seed").as_f64(),
            theme: Theme::of_name(&text(config, "theme")),
            heading_level: heading_level(get(config, "headingLevel").as_f64().unwrap_or(2.0)),
            lang: text(config, "lang"),
            actor: (actor.first().copied().unwrap_or_default(), actor.get(1).copied().unwrap_or_default()),
            unsaved: list("unsaved").into_iter().filter_map(|record| record.as_string()).collect(),
            at: at.is_object().then(|| Place { view: text(&at, "view"), question: get(&at, "question").as_string() }),
        }
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

#[wasm_bindgen]
extern "C" {
    /// The way back to the element: events, and records that storage has not acknowledged yet.
    #[derive(Clone)]
    pub type Host;

    /// Dispatches a custom event from the element.
    #[wasm_bindgen(method)]
    pub fn emit(this: &Host, kind: &str, detail: &JsValue);

    /// Keeps a record that storage has not acknowledged (or drops it, on null), so that a trap loses nothing.
    #[wasm_bindgen(method)]
    pub fn unsaved(this: &Host, id: &str, record: Option<&str>);

    /// The progress of this pack was erased: what still waits to be told of it is dropped.
    #[wasm_bindgen(method)]
    pub fn erased(this: &Host, pack: &str);

    /// Fetches the interview prompts of a bundled pack: a promise of their bytes, or of null for a pack that holds its own.
    #[wasm_bindgen(method)]
    pub fn prompts(this: &Host) -> js_sys::Promise;

    /// Fetches the views' code and the pack: the pack's bytes when both are here, else a promise of them.
    #[wasm_bindgen(method)]
    pub fn views(this: &Host) -> JsValue;

    /// Fetches the coach's word neighbours: a promise of their bytes.
    #[wasm_bindgen(method)]
    pub fn neighbours(this: &Host) -> js_sys::Promise;

    /// Asks the host's evaluator, where there is one: a promise of `{score, notes}`, whose score may be missing and whose notes are texts
    /// of bounded length, rejected when nothing that can be shown has come in time.
    #[wasm_bindgen(method)]
    pub fn evaluate(this: &Host, request: &JsValue) -> Option<js_sys::Promise>;
}

//! What the element class hands in: attributes and properties, already resolved to their defaults, and the way back to the host.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// Where progress is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Storage {
    /// In localStorage, mirrored in IndexedDB.
    Local,
    /// In sessionStorage only.
    Session,
    /// In memory only.
    None,
}

/// Which colours to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the page has it.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The element's settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The release, for events.
    pub version: String,
    /// The view to show first.
    pub view: String,
    /// Where progress is kept.
    pub storage: Storage,
    /// The progress store's name; empty for the pack's id.
    #[serde(default)]
    pub storage_key: String,
    /// Makes order and generated items repeatable.
    #[serde(default)]
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
    #[serde(default)]
    pub unsaved: Vec<String>,
    /// Where the learner was before the element was taken out and put back, or started again after a trap; wins over `view`.
    #[serde(default)]
    pub at: Option<Place>,
}

/// A place in the widget, as `ip-view` named it.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    /// The view.
    pub view: String,
    /// The question or section in it.
    #[serde(default)]
    pub question: Option<String>,
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

    /// Fetches the interview prompts of a bundled pack: a promise of their bytes, or of null for a pack that holds its own.
    #[wasm_bindgen(method)]
    pub fn prompts(this: &Host) -> js_sys::Promise;
}

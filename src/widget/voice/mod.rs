//! What the browser lends the mock interview of voice and hearing: speech, dictation, recordings and their replay, a language model.
//!
//! Each part is optional. It is asked for by name at run time, so that a browser without it loads the same code, and a refusal is an
//! answer like any other.

mod dictation;
pub mod dynamic;
mod language_model;
mod playback;
mod recorder;
mod speech;

pub use dictation::{Dictation, Heard, can_dictate};
pub use language_model::{can_remark, remark};
pub use playback::Playback;
pub use recorder::{Recorder, can_record};
pub use speech::{can_speak, hush, speak};

use interview_practice_core::messages::{Message, voice};
use wasm_bindgen::JsValue;

/// What to tell the learner when the microphone cannot be had.
fn refusal(name: &str) -> Message {
    match name {
        "NotAllowedError" | "SecurityError" | "not-allowed" | "service-not-allowed" => voice::DENIED,
        "NotFoundError" | "audio-capture" => voice::NO_MICROPHONE,
        "network" => voice::NO_NETWORK,
        "language-not-supported" => voice::NO_LANGUAGE,
        _ => voice::FAILED,
    }
}

/// The name of what was thrown.
fn name_of(error: &JsValue) -> String {
    dynamic::get(error, "name").as_string().unwrap_or_default()
}

//! Packs that come as plain objects: the compiled form, parsed by the browser.

use interview_practice_core::content::{Pack, Severity, binary};
use interview_practice_core::messages::{Language, errors};
use wasm_bindgen::prelude::*;

/// The compact form of a pack.
///
/// # Errors
/// When it is no sound pack.
pub fn read(pack: JsValue, language: Language) -> Result<Vec<u8>, JsError> {
    let refuse = |cause: &str| JsError::new(&[errors::BAD_PACK.text(language), cause].join(" "));
    let pack: Pack = serde_wasm_bindgen::from_value(pack).map_err(|error| refuse(&error.to_string()))?;
    match pack.problems().iter().find(|problem| problem.severity() == Severity::Error) {
        Some(problem) => Err(refuse(&problem.to_string())),
        None => Ok(binary::encode(&pack)),
    }
}

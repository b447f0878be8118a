//! The reader as a module of its own for the browser, fetched only when a pack comes as Markdown.

use interview_practice_core::content::binary;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{Finding, Outcome, Severity, read_json, read_text};

/// Reads a pack from Markdown: gives `{pack, findings}`, the pack in the compact binary form that the widget reads.
///
/// `name` stands for the file in findings; each is `{severity, file, line, column, excerpt, message, mend}`, the excerpt with a caret on
/// a line of its own.
///
/// # Errors
/// When a finding is an error: a JavaScript `Error` that says what the first one says, with all of them as its `findings`.
#[wasm_bindgen]
pub fn read_markdown(text: &str, name: &str) -> Result<Object, JsValue> {
    let outcome = read_text(name, text);
    let findings = list(&outcome.findings);
    let Some(pack) = &outcome.pack else { return Err(refusal(&outcome, &findings)) };
    let result = Object::new();
    set(&result, "pack", &Uint8Array::from(binary::encode(pack).as_slice()));
    set(&result, "findings", &findings);
    Ok(result)
}

/// Says what is wrong with a compiled pack that the widget could not read: a list of findings as `read_markdown` gives them, each
/// message beginning with the path in the JSON. The list is empty when nothing is wrong.
#[wasm_bindgen]
pub fn explain_json(text: &str, name: &str) -> Array {
    list(&read_json(name, text).findings)
}

fn refusal(outcome: &Outcome, findings: &Array) -> JsValue {
    let first = outcome.findings.iter().find(|finding| finding.severity == Severity::Error);
    let error = js_sys::Error::new(&first.map(ToString::to_string).unwrap_or_default());
    set(&error, "findings", findings);
    error.into()
}

fn list(findings: &[Finding]) -> Array {
    findings.iter().map(object).collect()
}

fn object(finding: &Finding) -> Object {
    let object = Object::new();
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let number = |number: usize| JsValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    set(&object, "severity", &severity.into());
    set(&object, "file", &finding.file.as_str().into());
    set(&object, "line", &number(finding.line));
    set(&object, "column", &number(finding.column));
    set(&object, "excerpt", &finding.excerpt_with_caret().into());
    set(&object, "message", &finding.message.as_str().into());
    set(&object, "mend", &finding.mend.as_str().into());
    object
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a field of a fresh, ordinary object has no way to fail.
    let _always_set = Reflect::set(object, &name.into(), value);
}

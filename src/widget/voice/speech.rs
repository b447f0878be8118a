//! Questions spoken by the browser's own voice.

use wasm_bindgen::JsValue;

use super::dynamic::{call, construct, global, set};

/// Whether the browser can speak.
pub fn can_speak() -> bool {
    global("speechSynthesis").is_some() && global("SpeechSynthesisUtterance").is_some()
}

/// Speaks texts, each in its language, instead of whatever is being spoken.
pub fn speak(texts: &[(&str, &str)]) {
    let (Some(voice), Some(kind)) = (global("speechSynthesis"), global("SpeechSynthesisUtterance")) else { return };
    let _ = call(&voice, "cancel", &[]);
    for (text, language) in texts.iter().filter(|(text, _)| !text.is_empty()) {
        let Ok(said) = construct(&kind, &[JsValue::from_str(text)]) else { return };
        set(&said, "lang", *language);
        let _ = call(&voice, "speak", &[said]);
    }
}

/// Stops speaking.
pub fn hush() {
    if let Some(voice) = global("speechSynthesis") {
        let _ = call(&voice, "cancel", &[]);
    }
}

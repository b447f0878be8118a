//! Speech written down by the browser, by the Web Speech API's recogniser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interview_practice_core::messages::Message;
use wasm_bindgen::prelude::*;

use super::dynamic::{call, construct, get, global, handle, set};
use super::refusal;

/// A recogniser ends by itself after a silence; it is begun again so many times in a row without a word.
const SILENCES: u8 = 5;

fn constructor() -> Option<JsValue> {
    global("SpeechRecognition").or_else(|| global("webkitSpeechRecognition"))
}

/// Whether the browser has a recogniser.
pub fn can_dictate() -> bool {
    constructor().is_some()
}

/// What a dictation tells.
pub enum Heard {
    /// Words that are final.
    Words(String),
    /// Words that may still change, shown meanwhile.
    Passing(String),
    /// It is over: by itself, or because of this.
    Over(Option<Message>),
}

/// A dictation on its way; dropping it ends it.
#[must_use = "the dictation ends once this is dropped"]
pub struct Dictation {
    recogniser: JsValue,
    wanted: Rc<Cell<bool>>,
    _handlers: Vec<Closure<dyn FnMut(JsValue)>>,
}

impl Dictation {
    /// Begins to listen; `tell` hears what comes of it.
    ///
    /// # Errors
    /// When the browser does not begin.
    pub fn begin(language: &str, tell: impl Fn(Heard) + 'static) -> Result<Self, Message> {
        let recogniser = constructor().and_then(|kind| construct(&kind, &[]).ok()).ok_or(refusal(""))?;
        set(&recogniser, "lang", language);
        set(&recogniser, "continuous", true);
        set(&recogniser, "interimResults", true);
        let tell = Rc::new(tell);
        let wanted = Rc::new(Cell::new(true));
        let problem: Rc<RefCell<Option<Message>>> = Rc::default();
        let silences = Rc::new(Cell::new(0_u8));
        let (teller, quiet) = (Rc::clone(&tell), Rc::clone(&silences));
        let results = handle(&recogniser, "onresult", move |event| {
            quiet.set(0);
            let results = get(&event, "results");
            let number = |of: &JsValue, name: &str| get(of, name).as_f64().unwrap_or(0.0) as u32;
            let (mut passing, mut words) = (String::new(), String::new());
            for place in number(&event, "resultIndex")..number(&results, "length") {
                let result = js_sys::Reflect::get_u32(results.unchecked_ref(), place).unwrap_or_default();
                let best = js_sys::Reflect::get_u32(result.unchecked_ref(), 0).unwrap_or_default();
                let text = get(&best, "transcript").as_string().unwrap_or_default();
                if get(&result, "isFinal").is_truthy() { words.push_str(&text) } else { passing.push_str(&text) }
            }
            if !words.trim().is_empty() {
                teller(Heard::Words(words));
            }
            teller(Heard::Passing(passing));
        });
        let seen = Rc::clone(&problem);
        let errors = handle(&recogniser, "onerror", move |event| {
            let error = get(&event, "error").as_string().unwrap_or_default();
            // Silence and a wanted end are no problems; the end follows by itself.
            if error != "no-speech" && error != "aborted" {
                *seen.borrow_mut() = Some(refusal(&error));
            }
        });
        let (again, still, teller) = (recogniser.clone(), Rc::clone(&wanted), tell);
        let ends = handle(&recogniser, "onend", move |_| {
            let problem = problem.borrow_mut().take();
            silences.set(silences.get().saturating_add(1));
            let goes_on = still.get() && problem.is_none() && silences.get() <= SILENCES;
            if !goes_on || call(&again, "start", &[]).is_err() {
                still.set(false);
                teller(Heard::Over(problem));
            }
        });
        call(&recogniser, "start", &[]).map_err(|error| refusal(&super::name_of(&error)))?;
        Ok(Self { recogniser, wanted, _handlers: vec![results, errors, ends] })
    }
}

impl Drop for Dictation {
    fn drop(&mut self) {
        self.wanted.set(false);
        for name in ["onresult", "onerror", "onend"] {
            set(&self.recogniser, name, JsValue::NULL);
        }
        let _ = call(&self.recogniser, "abort", &[]);
    }
}

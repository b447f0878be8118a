//! What a host can ask of a mounted element, beyond its settings. The element's methods wait for this code, which comes later.

use interview_practice_core::content::ItemKind;
use interview_practice_core::messages::errors;
use interview_practice_core::progress::{CHECKPOINT_MARK, CheckpointError, Erased, Target};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::app::{App, Prompts};
use crate::route::{Route, StartOptions, ViewName};
use crate::views::quiz;

impl App {
    /// Asks for the mock interviews' questions where something was done with one of them; whether they are still on their way. Whoever is
    /// being built follows their arrival.
    pub fn awaits_prompts(self) -> bool {
        let pack = self.pack();
        let missing = |id: &str| pack.question(id).is_none();
        let in_use = self.with_state(|state| {
            let asked = state.cards.keys().filter_map(Target::question);
            state.questions.keys().map(|id| id.as_str()).chain(asked).any(missing)
        });
        in_use && matches!(self.want_prompts(), Prompts::Away | Prompts::Coming)
    }

    /// Opens a view and begins what the options ask for.
    ///
    /// # Errors
    /// When the pack has no such view, question, competency, kind of item or assessment, or nothing to ask of that choice, or the options
    /// are of another shape.
    pub fn start(self, view: &str, options: JsValue) -> Result<(), JsError> {
        let language = self.language.peek();
        let name = ViewName::from_name(view)
            .ok_or_else(|| JsError::new(&errors::UNKNOWN_VIEW.fill(language, &[("view", view)])))?;
        let options: StartOptions = if options.is_undefined() || options.is_null() {
            StartOptions::default()
        } else {
            serde_wasm_bindgen::from_value(options)?
        };
        let pack = self.pack();
        if let Some(id) =
            options.question.as_deref().filter(|id| pack.question(id).is_none() && pack.section(id).is_none())
        {
            return Err(JsError::new(&errors::UNKNOWN_QUESTION.fill(language, &[("id", id)])));
        }
        if let Some(id) = options.assessment.as_deref().filter(|id| pack.assessment(id).is_none()) {
            return Err(JsError::new(&errors::UNKNOWN_ASSESSMENT.fill(language, &[("id", id)])));
        }
        if let Some(id) = options.competencies.iter().find(|id| pack.competency(id).is_none()) {
            return Err(JsError::new(&errors::UNKNOWN_COMPETENCY.fill(language, &[("id", id)])));
        }
        if let Some(id) = options.kinds.iter().find(|name| ItemKind::from_name(name).is_none()) {
            return Err(JsError::new(&errors::UNKNOWN_KIND.fill(language, &[("id", id)])));
        }
        // A question or section alone is a place to open; a quiz on it is something to begin.
        let only_place = options == StartOptions { question: options.question.clone(), ..StartOptions::default() };
        let begin = !only_place || (name == ViewName::Quiz && options.question.is_some());
        if begin && name == ViewName::Quiz && quiz::planned(self, &options).is_empty() {
            return Err(JsError::new(self.say(errors::NO_ITEMS)));
        }
        self.go(Route { view: name, options, begin, by_host: true });
        Ok(())
    }

    /// All progress as a text; with the option `checkpoint`, where the learner stands in at most so many characters.
    pub fn export_as(self, options: &JsValue) -> String {
        let most = js_sys::Reflect::get(options, &"checkpoint".into()).ok().and_then(|most| most.as_f64());
        match most {
            // A cast that saturates: a negative number leaves no room.
            Some(most) => self.export_checkpoint(most as usize),
            None => self.export_progress(),
        }
    }

    /// Takes in exported progress, or a checkpoint: `{added, known, rejected}`, at once or as a promise. What the learner deleted stays deleted.
    ///
    /// # Errors
    /// When the text is broken, newer or of another pack, with the code `bad-import`, or there is progress that a checkpoint would double;
    /// nothing is changed then.
    pub fn import_progress(self, text: &str) -> Result<JsValue, JsValue> {
        let refuse = |cause: &str| js_sys::Error::new(&[self.say(errors::BAD_IMPORT), " ", cause].concat());
        let bad = |cause: &str| {
            let error = refuse(cause);
            let _ = js_sys::Reflect::set(&error, &"code".into(), &"bad-import".into());
            JsValue::from(error)
        };
        if text.starts_with(CHECKPOINT_MARK) {
            return match self.import_checkpoint(text) {
                Ok(counts) => Ok(plain(&counts)),
                // The text may be well; another time it may be taken.
                Err(cause @ CheckpointError::Occupied) => Err(refuse(&cause.to_string()).into()),
                Err(cause) => Err(bad(&cause.to_string())),
            };
        }
        let import = self.read_import(text).map_err(|cause| bad(&cause))?;
        let counts = async move { Ok(plain(&self.import(&import, Erased::LeaveOut).await)) };
        Ok(future_to_promise(counts).into())
    }

    /// Where the learner stands, as plain data.
    pub fn plain_summary(self) -> JsValue {
        self.summary().map(|summary| plain(&summary)).unwrap_or_default()
    }
}

/// A plain object of the same shape.
fn plain(data: &impl Serialize) -> JsValue {
    data.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

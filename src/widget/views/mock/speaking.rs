//! Answering with one's voice: dictated, where the browser has a recogniser, or recorded.

use std::cell::RefCell;
use std::rc::Rc;

use interview_practice_core::interview::Input;
use interview_practice_core::messages::voice as say;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;

use super::super::parts::{actions, quiet, secondary};
use super::Desk;
use super::options::{Wish, keeps_recordings, wants, wish};
use crate::app::App;
use crate::dom::{El, Signal, el, on_cleanup};
use crate::memory::Recordings;
use crate::voice::{self, Dictation, Heard, Recorder};

/// What the tools of one question share.
#[derive(Clone)]
struct Tools {
    desk: Desk,
    field: El,
    dictation: Rc<RefCell<Option<Dictation>>>,
    dictating: Signal<bool>,
    /// The recording on its way, with its name: by the time that it ends another question may be asked.
    recorder: Rc<RefCell<Option<(String, Recorder)>>>,
    recording: Signal<bool>,
    /// What the learner is told.
    said: Signal<String>,
    /// The words that are heard and may still change.
    passing: Signal<String>,
}

/// The buttons beside the field for an answer; nothing where the browser has neither.
pub fn tools(desk: Desk, field: &El) -> Option<El> {
    let app = desk.app;
    let (dictates, records) = (voice::can_dictate(), keeps_recordings(app));
    if !dictates && !records {
        return None;
    }
    let tools = Tools {
        desk,
        field: field.clone(),
        dictation: Rc::default(),
        dictating: Signal::new(false),
        recorder: Rc::default(),
        recording: Signal::new(false),
        said: Signal::new(String::new()),
        passing: Signal::new(String::new()),
    };
    // Whatever takes the question away ends both; what was recorded is kept.
    let leaving = tools.clone();
    on_cleanup(move || {
        leaving.dictation.borrow_mut().take();
        leaving.keep_recording();
    });
    let mut buttons = Vec::new();
    if dictates {
        buttons.push(tools.clone().dictate());
    }
    if records {
        buttons.push(tools.clone().record());
    }
    let Tools { said, passing, .. } = tools;
    Some(
        el("div", "stack tight")
            .add(actions(buttons))
            .add(el("p", "small").attr("role", "status").live(move || said.get()))
            .add(el("p", "small muted").attr("dir", "auto").live(move || passing.get())),
    )
}

impl Tools {
    fn app(&self) -> App {
        self.desk.app
    }

    fn dictate(self) -> El {
        let app = self.app();
        let asking = Signal::new(false);
        el("span", "mock-tool").live(move || {
            let (here, yes) = (self.clone(), self.clone());
            if asking.get() {
                let allow = secondary(app.say(say::DICTATE_YES), move || {
                    wish(app, Wish::Dictate, true);
                    asking.set(false);
                    yes.begin_dictation();
                });
                let no = quiet(app.say(say::NO), move || asking.set(false));
                return vec![el("span", "small").attr("role", "status").add(app.say(say::DICTATE_ASK)), allow, no];
            }
            if self.dictating.get() {
                return vec![secondary(app.say(say::STOP_DICTATING), move || here.end_dictation(None))];
            }
            vec![secondary(app.say(say::DICTATE), move || {
                if wants(app, Wish::Dictate) { here.begin_dictation() } else { asking.set(true) }
            })]
        })
    }

    fn begin_dictation(&self) {
        let app = self.app();
        let heard = self.clone();
        match Dictation::begin(&app.pack().language, move |told| heard.hear(told)) {
            Ok(dictation) => {
                *self.dictation.borrow_mut() = Some(dictation);
                self.dictating.set(true);
                self.said.set(app.say(say::LISTENING).to_owned());
                self.desk.step(Input::Speak { recording: None });
            }
            Err(problem) => self.said.set(app.say(problem).to_owned()),
        }
    }

    fn hear(&self, told: Heard) {
        match told {
            Heard::Passing(words) => self.passing.set(words),
            Heard::Words(words) => self.write(words.trim()),
            Heard::Over(problem) => {
                let said = problem.map(|problem| self.app().say(problem).to_owned());
                // The recogniser is still on its way out of this call; it goes right after.
                let here = self.clone();
                spawn_local(async move { here.end_dictation(said) });
            }
        }
    }

    /// Puts words behind what stands in the field.
    fn write(&self, words: &str) {
        let Some(field) = self.field.element().dyn_ref::<HtmlTextAreaElement>() else { return };
        let before = field.value();
        let space = if before.is_empty() || before.ends_with(char::is_whitespace) { "" } else { " " };
        let text = [before.as_str(), space, words].concat();
        field.set_value(&text);
        self.desk.step(Input::Write(text));
    }

    fn end_dictation(&self, said: Option<String>) {
        self.dictation.borrow_mut().take();
        self.dictating.set(false);
        self.passing.set(String::new());
        self.said.set(said.unwrap_or_default());
    }

    fn record(self) -> El {
        let app = self.app();
        el("span", "mock-tool").live(move || {
            let here = self.clone();
            if self.recording.get() {
                secondary(app.say(say::STOP_RECORDING), move || here.keep_recording())
            } else {
                secondary(app.say(say::RECORD), move || here.begin_recording())
            }
        })
    }

    fn begin_recording(&self) {
        let here = self.clone();
        let app = self.app();
        spawn_local(async move {
            match Recorder::begin().await {
                Ok(recorder) => {
                    // The question may be gone by the time that the microphone is allowed.
                    if here.recording.try_peek_with(|_| ()).is_none() {
                        return;
                    }
                    let name = ["r", &app.now().at.to_string()].concat();
                    let names = here.names(&name);
                    *here.recorder.borrow_mut() = Some((name, recorder));
                    here.recording.set(true);
                    here.said.set(app.say(say::RECORDING).to_owned());
                    here.desk.step(Input::Speak { recording: Some(names) });
                }
                Err(problem) => here.said.set(app.say(problem).to_owned()),
            }
        });
    }

    /// The names of this answer's recordings with one more: a pause ends a recording, and what was said before it stays.
    fn names(&self, name: &str) -> String {
        let known = self.desk.interview.peek_with(|interview| interview.as_ref()?.current()?.recording.clone());
        known.map_or_else(|| name.to_owned(), |known| [&known, ",", name].concat())
    }

    /// Ends the recording and keeps it.
    fn keep_recording(&self) {
        let Some((name, recorder)) = self.recorder.borrow_mut().take() else { return };
        let app = self.app();
        let (recording, said) = (self.recording, self.said);
        recording.set(false);
        let Some(prefix) = app.space() else { return };
        spawn_local(async move {
            let kept = match recorder.end().await {
                Some(blob) => match Recordings::open(prefix).await {
                    Ok(recordings) => recordings.put(&name, &blob).await.is_ok(),
                    Err(_) => false,
                },
                None => false,
            };
            said.set(app.say(if kept { say::RECORDED } else { say::NOT_KEPT }).to_owned());
        });
    }
}

//! Recording the microphone.

use interview_practice_core::messages::Message;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::dynamic::{call, construct, get, global, handle, object, wait};
use super::{name_of, refusal};

/// Whether the browser can record here: pages without a secure context have no microphone.
pub fn can_record() -> bool {
    global("MediaRecorder").is_some() && global("indexedDB").is_some() && !devices().is_undefined()
}

fn devices() -> JsValue {
    global("navigator").map(|navigator| get(&navigator, "mediaDevices")).unwrap_or_default()
}

/// A recording on its way; dropping it throws it away and lets the microphone go.
#[must_use = "the recording is lost once this is dropped"]
pub struct Recorder {
    recorder: JsValue,
    stream: JsValue,
    chunks: Array,
    _data: Closure<dyn FnMut(JsValue)>,
}

impl Recorder {
    /// Asks for the microphone and begins.
    ///
    /// # Errors
    /// What to tell the learner, when the microphone is refused or missing.
    pub async fn begin() -> Result<Self, Message> {
        let wish = object(&[("audio", true.into())]);
        let stream = wait(&devices(), "getUserMedia", &[wish]).await.map_err(|error| refusal(&name_of(&error)))?;
        let made = global("MediaRecorder").and_then(|kind| construct(&kind, core::slice::from_ref(&stream)).ok());
        let Some(recorder) = made else {
            release(&stream);
            return Err(refusal(""));
        };
        let chunks = Array::new();
        let into = chunks.clone();
        let data = handle(&recorder, "ondataavailable", move |event| {
            into.push(&get(&event, "data"));
        });
        let recording = Self { recorder, stream, chunks, _data: data };
        call(&recording.recorder, "start", &[1000.into()]).map_err(|_| refusal(""))?;
        Ok(recording)
    }

    /// Ends it and gives what was recorded, a blob; `None` when nothing was.
    pub async fn end(self) -> Option<web_sys::Blob> {
        let stopped = js_sys::Promise::new(&mut |resolve, _| {
            super::dynamic::set(&self.recorder, "onstop", resolve);
        });
        if get(&self.recorder, "state").as_string().as_deref() != Some("inactive") {
            call(&self.recorder, "stop", &[]).ok()?;
            super::dynamic::settled(stopped.into()).await.ok()?;
        }
        let kind = object(&[("type", get(&self.recorder, "mimeType"))]);
        let blob = construct(&global("Blob")?, &[self.chunks.clone().into(), kind]).ok()?;
        blob.dyn_into::<web_sys::Blob>().ok().filter(|blob| blob.size() > 0.0)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // What it heard last may come after its handler is gone.
        super::dynamic::set(&self.recorder, "ondataavailable", JsValue::NULL);
        release(&self.stream);
    }
}

/// Lets the microphone go, so that the browser's mark goes out.
fn release(stream: &JsValue) {
    if let Ok(tracks) = call(stream, "getTracks", &[]) {
        for track in Array::from(&tracks).iter() {
            let _ = call(&track, "stop", &[]);
        }
    }
}

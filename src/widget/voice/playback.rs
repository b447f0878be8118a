//! Replaying a recording through Web Audio: a policy that forbids `blob:` media forbids the audio element, not this.

use wasm_bindgen::prelude::*;

use super::dynamic::{call, construct, get, global, handle, set, wait};

/// A replay on its way; dropping it stops it.
#[must_use = "the replay stops once this is dropped"]
pub struct Playback {
    context: JsValue,
    _ended: Closure<dyn FnMut(JsValue)>,
}

impl Playback {
    /// Plays a blob; `over` hears when it has ended. `None` when it cannot be played.
    pub async fn begin(blob: &web_sys::Blob, over: impl Fn() + 'static) -> Option<Self> {
        let context = construct(&global("AudioContext")?, &[]).ok()?;
        let bytes = wait(blob, "arrayBuffer", &[]).await.ok()?;
        let Ok(sound) = wait(&context, "decodeAudioData", &[bytes]).await else {
            let _ = call(&context, "close", &[]);
            return None;
        };
        let source = call(&context, "createBufferSource", &[]).ok()?;
        set(&source, "buffer", sound);
        call(&source, "connect", &[get(&context, "destination")]).ok()?;
        let ended = handle(&source, "onended", move |_| over());
        call(&source, "start", &[]).ok()?;
        Some(Self { context, _ended: ended })
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        let _ = call(&self.context, "close", &[]);
    }
}

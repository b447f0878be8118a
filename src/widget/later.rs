//! Code that comes later: what stands behind these functions is cut off from the module by `cargo xtask build` and fetched when a view
//! other than home is opened, when someone shows the intent, or when the browser is idle.
//!
//! The functions are the only way from the first module into that code. Whoever calls one has made sure before, with
//! [`App::want_views`](crate::app::App::want_views), [`App::has_pack`](crate::app::App::has_pack) or in the loader, that the code is there:
//! calling one too early is a trap. Built without the feature `chunks` they are plain functions.

use interview_practice_core::content::{Outline, binary};
use interview_practice_core::messages::Language;
use interview_practice_core::quiz::ItemBank;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::app::App;
use crate::dom::Kids;
use crate::memory::Mirror;
use crate::objects;
use crate::route::{Route, ViewName};
use crate::views::guide::guide_view;
use crate::views::home::home_view;
use crate::views::mock::mock_view;
use crate::views::practice::practice_view;
use crate::views::progress::progress_view;
use crate::views::quiz::quiz_view;
use crate::views::review::{self, review_view};

/// Declares functions of a chunk. The names of the pair, one imported and one exported, are what `wasm_split_cli_support` knows the cut
/// by; the number is any that no other function has, in 32 hexadecimal digits.
macro_rules! later {
    ($chunk:literal: $($(#[$about:meta])* $number:literal fn $name:ident($($argument:ident: $kind:ty),*) -> $result:ty $body:block)*) => {$(
        $(#[$about])*
        #[cfg(not(feature = "chunks"))]
        pub fn $name($($argument: $kind),*) -> $result $body

        $(#[$about])*
        #[cfg(feature = "chunks")]
        #[expect(unsafe_code, reason = "both sides of the cut are declared here, with one signature")]
        pub fn $name($($argument: $kind),*) -> $result {
            #[expect(improper_ctypes_definitions, reason = "one compiler compiles both sides")]
            #[unsafe(export_name = concat!("__wasm_split_00", $chunk, "00_export_", $number))]
            extern "C" fn behind($($argument: $kind),*) -> $result $body

            #[expect(improper_ctypes, reason = "one compiler compiles both sides")]
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", $chunk, "00_import_", $number)]
                safe fn before($($argument: $kind),*) -> $result;
            }
            before($($argument),*)
        }
    )*};
}

later! { "objects":
    /// A pack that came as a plain object, in the compact form.
    "00000000000000000000000000000010" fn read_object(pack: JsValue, language: Language) -> Result<Vec<u8>, JsError> {
        objects::read(pack, language)
    }
}

later! { "views":
    /// Takes in the pack that came with this code.
    "00000000000000000000000000000006" fn take_pack(app: App, bytes: &[u8]) -> Result<(), String> {
        app.take_pack(bytes)
    }

    /// The outline of a pack in the compact form, where the build made none.
    "00000000000000000000000000000007" fn outline(pack: &[u8]) -> Result<Vec<u8>, JsError> {
        let pack = binary::decode(pack)?;
        let has_items = ItemBank::new(&pack).has_items();
        Ok(binary::encode_outline(&Outline::of(&pack, has_items)))
    }

    /// Any view.
    "00000000000000000000000000000001" fn view(app: App, route: &Route) -> Kids {
        match route.view {
            ViewName::Home => home_view(app),
            ViewName::Guide => guide_view(app, route),
            ViewName::Quiz => quiz_view(app, route),
            ViewName::Practice => practice_view(app, route),
            ViewName::Review => review_view(app),
            ViewName::Mock => mock_view(app, route),
            ViewName::Progress => progress_view(app),
        }
        .into()
    }

    /// Opens a view and begins what the options ask for.
    "00000000000000000000000000000002" fn start(app: App, view: &str, options: JsValue) -> Result<(), JsError> {
        app.start(view, options)
    }

    /// All progress as a text.
    "00000000000000000000000000000003" fn export_progress(app: App, options: &JsValue) -> String {
        app.export_as(options)
    }

    /// Takes in exported progress.
    "00000000000000000000000000000004" fn import_progress(app: App, text: &str) -> Result<JsValue, JsValue> {
        app.import_progress(text)
    }

    /// Erases everything kept for this pack.
    "00000000000000000000000000000011" fn reset_progress(app: App) -> () {
        app.reset_progress();
    }

    /// A promise that is kept once the mirror has deleted what was erased.
    "00000000000000000000000000000012" fn erase_in(app: App, mirror: Mirror) -> js_sys::Promise {
        future_to_promise(async move { app.erase_in(&mirror).await.map(|()| JsValue::UNDEFINED) })
    }

    /// Writes the texts of answers that wait for the mirror.
    "00000000000000000000000000000013" fn bring_texts(app: App) -> () {
        app.bring_texts();
    }

    /// How much is due of what the pack has; `None` while a part of it is on its way.
    "00000000000000000000000000000008" fn due_now(app: App) -> Option<usize> {
        (!app.awaits_prompts()).then(|| review::due_now(app))
    }

    /// A promise of the mock interviews' questions.
    "00000000000000000000000000000009" fn prompts(app: App) -> Option<js_sys::Promise> {
        app.prompts_settled()
    }

    /// Where the learner stands, as plain data.
    "00000000000000000000000000000005" fn summary(app: App) -> JsValue {
        app.plain_summary()
    }
}

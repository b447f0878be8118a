//! The Rust side of the custom element: settings and commands in, events out.

use interview_practice_core::content::{Pack, binary};
use interview_practice_core::messages::{Language, errors};
use interview_practice_core::progress::Erased;
use leptos::prelude::{Owner, provide_context};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::app::App;
use crate::config::{Config, Host, Theme};
use crate::dom::El;
use crate::route::{Route, StartOptions, ViewName};
use crate::style;
use crate::views::shell::shell;

/// One mounted widget. Dropping it (or calling `unmount`) takes it off the page and releases all it holds.
#[wasm_bindgen]
pub struct Widget {
    app: App,
    mounted: Option<Mounted>,
}

/// What has to live as long as the widget stands on the page.
struct Mounted {
    /// The element that holds everything.
    view: El,
    /// Everything reactive; ending it releases every listener, timer and signal.
    owner: Owner,
}

#[wasm_bindgen]
impl Widget {
    /// Mounts the app into `root`, which stands inside `shadow`.
    ///
    /// `pack` is the compact binary form as a `Uint8Array`, or the compiled form as a plain object.
    ///
    /// # Errors
    /// An `Error` with a `code` and a message for people when the settings or the pack cannot be used; nothing is mounted then.
    #[wasm_bindgen(constructor)]
    pub fn new(
        shadow: ShadowRoot,
        root: HtmlElement,
        config: JsValue,
        pack: JsValue,
        host: Host,
    ) -> Result<Self, JsError> {
        let config: Config = serde_wasm_bindgen::from_value(config)?;
        let pack = read_pack(pack, Language::of_tag(&config.lang))?;
        style::adopt(&shadow);
        // The reactive graph runs its effects as microtasks; a second element finds that already arranged.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let owner = Owner::new();
        let (app, view) = owner.with(|| {
            let app = App::new(pack, config, host);
            provide_context(app);
            (app, shell(app))
        });
        let _ = root.append_child(view.element());
        Ok(Self { app, mounted: Some(Mounted { view, owner }) })
    }

    /// Changes a setting on the living widget: `view`, `theme`, `lang` or `headingLevel`; others need a new widget.
    pub fn set(&self, name: &str, value: JsValue) {
        match name {
            "view" => {
                if let Some(view) = value.as_string().as_deref().and_then(ViewName::from_name) {
                    self.app.go(Route { by_host: true, ..Route::to(view) });
                }
            }
            "theme" => {
                if let Ok(theme) = serde_wasm_bindgen::from_value::<Theme>(value) {
                    self.app.theme.set(theme);
                }
            }
            "lang" => {
                if let Some(tag) = value.as_string() {
                    self.app.language.set(Language::of_tag(&tag));
                }
            }
            "headingLevel" => {
                if let Ok(level) = u8::deserialize(serde_wasm_bindgen::Deserializer::from(value)) {
                    self.app.heading_level.set(level.clamp(1, 5));
                }
            }
            _ => {}
        }
    }

    /// Opens a view and begins what the options ask for.
    ///
    /// # Errors
    /// When there is no such view, question or assessment, or the options are of another shape.
    pub fn start(&self, view: &str, options: JsValue) -> Result<(), JsError> {
        let language = self.app.language.peek();
        let name = ViewName::from_name(view)
            .ok_or_else(|| JsError::new(&errors::UNKNOWN_VIEW.fill(language, &[("view", view)])))?;
        let options: StartOptions = if options.is_undefined() || options.is_null() {
            StartOptions::default()
        } else {
            serde_wasm_bindgen::from_value(options)?
        };
        let pack = self.app.pack();
        if let Some(id) =
            options.question.as_deref().filter(|id| pack.question(id).is_none() && pack.section(id).is_none())
        {
            return Err(JsError::new(&errors::UNKNOWN_QUESTION.fill(language, &[("id", id)])));
        }
        if let Some(id) = options.assessment.as_deref().filter(|id| pack.assessment(id).is_none()) {
            return Err(JsError::new(&errors::UNKNOWN_ASSESSMENT.fill(language, &[("id", id)])));
        }
        // A question or section alone is a place to open; a quiz on it is something to begin.
        let only_place = options == StartOptions { question: options.question.clone(), ..StartOptions::default() };
        let begin = !only_place || (name == ViewName::Quiz && options.question.is_some());
        self.app.go(Route { view: name, options, begin, by_host: true });
        Ok(())
    }

    /// All progress as a text that `importProgress` takes, here or on another device.
    #[wasm_bindgen(js_name = exportProgress)]
    pub fn export_progress(&self) -> String {
        self.app.export_progress()
    }

    /// Takes in exported progress: `{added, known, rejected}`. What the learner deleted stays deleted.
    ///
    /// # Errors
    /// When the text is broken, newer or of another pack; nothing is changed then.
    #[wasm_bindgen(js_name = importProgress)]
    pub fn import_progress(&self, text: &str) -> Result<JsValue, JsError> {
        let language = self.app.language.peek();
        let import = self
            .app
            .read_import(text)
            .map_err(|cause| JsError::new(&[errors::BAD_IMPORT.text(language), " ", &cause].concat()))?;
        Ok(plain(&self.app.import(&import, Erased::LeaveOut)))
    }

    /// Erases everything kept for this pack.
    #[wasm_bindgen(js_name = resetProgress)]
    pub fn reset_progress(&self) {
        self.app.reset_progress();
    }

    /// Where the learner stands, as plain data.
    pub fn summary(&self) -> JsValue {
        self.app.summary().map(|summary| plain(&summary)).unwrap_or_default()
    }

    /// Takes the widget off the page and releases everything; a second call does nothing.
    pub fn unmount(&mut self) {
        if let Some(Mounted { view, owner }) = self.mounted.take() {
            view.element().remove();
            owner.cleanup();
        }
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.unmount();
    }
}

/// A plain object of the same shape.
fn plain(data: &impl serde::Serialize) -> JsValue {
    data.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

fn read_pack(pack: JsValue, language: Language) -> Result<Pack, JsError> {
    let refuse = |cause: &str| JsError::new(&[errors::BAD_PACK.text(language), cause].join(" "));
    let pack = if let Some(bytes) = pack.dyn_ref::<js_sys::Uint8Array>() {
        binary::decode(&bytes.to_vec()).map_err(|error| refuse(&error.to_string()))?
    } else {
        let pack: Pack = serde_wasm_bindgen::from_value(pack).map_err(|error| refuse(&error.to_string()))?;
        if let Some(problem) = pack
            .problems()
            .iter()
            .find(|problem| problem.severity() == interview_practice_core::content::Severity::Error)
        {
            return Err(refuse(&problem.to_string()));
        }
        pack
    };
    Ok(pack)
}

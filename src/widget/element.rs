//! The Rust side of the custom element: settings and commands in, events out.

use interview_practice_core::content::binary;
use interview_practice_core::messages::{Language, shell};
use leptos::prelude::{Owner, provide_context};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::app::{App, Views};
use crate::config::{Config, Host, Theme, heading_level};
use crate::dom::El;
use crate::later;
use crate::route::{Route, ViewName};
use crate::style;
use crate::views::shell::{announce, shell as frame};

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
    /// `outline` is the pack's outline in the compact form; the pack itself comes from the host when a view needs it.
    ///
    /// # Errors
    /// An `Error` with a message for people when the settings or the outline cannot be used; nothing is mounted then.
    #[wasm_bindgen(constructor)]
    pub fn new(
        shadow: ShadowRoot,
        root: HtmlElement,
        config: JsValue,
        outline: &[u8],
        host: Host,
    ) -> Result<Self, JsError> {
        let config = Config::read(&config);
        let outline = binary::decode_outline(outline)?;
        style::adopt_first(&shadow);
        // The reactive graph runs its effects as microtasks; a second element finds that already arranged.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let owner = Owner::new();
        let (app, view) = owner.with(|| {
            let app = App::new(outline, config, host, shadow);
            provide_context(app);
            (app, frame(app))
        });
        let _ = root.append_child(view.element());
        owner.with(|| announce(app));
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
                self.app.theme.set(Theme::of_name(&value.as_string().unwrap_or_default()));
            }
            "lang" => {
                // Asked at every move; views are built anew only for another language.
                if let Some(language) = value.as_string().map(|tag| Language::of_tag(&tag))
                    && language != self.app.language.peek()
                {
                    self.app.language.set(language);
                }
            }
            "headingLevel" => {
                if let Some(level) = value.as_f64() {
                    self.app.heading_level.set(heading_level(level));
                }
            }
            _ => {}
        }
    }

    /// Puts the style sheets back, which stay behind when the element is moved into another document.
    pub fn restyle(&self) {
        self.app.restyle();
    }

    /// Opens a view and begins what the options ask for.
    ///
    /// # Errors
    /// When there is no such view, question, section, competency, kind of item or assessment, nothing to ask of that choice, or the
    /// options are of another shape; or when the pack is not here.
    pub fn start(&self, view: &str, options: JsValue) -> Result<(), JsError> {
        later::start(self.with_pack()?, view, options)
    }

    /// All progress as a text that `importProgress` takes, here or on another device; with the option `checkpoint`, where the learner
    /// stands in at most so many characters.
    ///
    /// # Errors
    /// When the pack is not here.
    #[wasm_bindgen(js_name = exportProgress)]
    pub fn export_progress(&self, options: &JsValue) -> Result<String, JsError> {
        Ok(later::export_progress(self.with_pack()?, options))
    }

    /// Takes in exported progress, or a checkpoint: `{added, known, rejected}`, at once or as a promise. What the learner deleted stays deleted.
    ///
    /// # Errors
    /// When the text is broken, newer or of another pack, with the code `bad-import`; or when it is a checkpoint and there is progress already.
    /// Nothing is changed then.
    #[wasm_bindgen(js_name = importProgress)]
    pub fn import_progress(&self, text: &str) -> Result<JsValue, JsValue> {
        later::import_progress(self.with_pack()?, text)
    }

    /// Erases everything kept for this pack.
    ///
    /// # Errors
    /// When the pack is not here.
    #[wasm_bindgen(js_name = resetProgress)]
    pub fn reset_progress(&self) -> Result<(), JsError> {
        later::reset_progress(self.with_pack()?);
        Ok(())
    }

    /// Where the learner stands, as plain data.
    ///
    /// # Errors
    /// When the pack is not here.
    pub fn summary(&self) -> Result<JsValue, JsError> {
        Ok(later::summary(self.with_pack()?))
    }

    /// A promise that is kept once the mock interviews' questions are here, or could not be fetched: what a host asks for may be about
    /// them, and a bundled pack brings them in a file of their own.
    ///
    /// # Errors
    /// When the pack is not here.
    pub fn prompts(&self) -> Result<Option<js_sys::Promise>, JsError> {
        Ok(later::prompts(self.with_pack()?))
    }

    /// The app, once it has taken in the pack, which the loader has fetched for every method.
    fn with_pack(&self) -> Result<App, JsError> {
        match self.app.have_views() {
            Views::Here => Ok(self.app),
            Views::Coming => Err(JsError::new(self.app.say(shell::COMING))),
            Views::Failed(cause) => Err(JsError::new(&cause)),
        }
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

/// The compact form of a pack that came as a plain object. The loader has fetched the code for it before.
///
/// # Errors
/// An `Error` with a message for people when it is no sound pack.
#[wasm_bindgen]
pub fn read_object(pack: JsValue, lang: &str) -> Result<Vec<u8>, JsError> {
    later::read_object(pack, Language::of_tag(lang))
}

/// The outline of a pack in the compact form, for packs that are not bundled. The loader has fetched the views' code before.
///
/// # Errors
/// When it is damaged.
#[wasm_bindgen]
pub fn outline(pack: &[u8]) -> Result<Vec<u8>, JsError> {
    later::outline(pack)
}

//! What every view of one element shares: the pack, the language, where the learner is, and the way to the host.

use std::rc::Rc;

use interview_practice_core::content::{Id, Pack, QuestionKind};
use interview_practice_core::messages::{self, Language, Message, Plural, shell};
use leptos::prelude::*;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;

use crate::config::{Config, Host, Theme};
use crate::route::{Route, ViewName};

/// One element's app. Cheap to copy; everything behind it is dropped with the element's reactive owner.
#[derive(Clone, Copy)]
pub struct App {
    shared: StoredValue<Shared, LocalStorage>,
    /// Where the learner is.
    pub route: RwSignal<Route, LocalStorage>,
    /// The interface's language.
    pub language: RwSignal<Language>,
    /// The colours.
    pub theme: RwSignal<Theme>,
    /// The level of the widget's own top heading.
    pub heading_level: RwSignal<u8>,
}

struct Shared {
    pack: Rc<Pack>,
    config: Config,
    host: Host,
}

impl App {
    /// An app on a pack, at the view that the settings name.
    pub fn new(pack: Pack, config: Config, host: Host) -> Self {
        let view = ViewName::from_name(&config.view).unwrap_or(ViewName::Home);
        Self {
            route: RwSignal::new_local(Route::to(view)),
            language: RwSignal::new(Language::of_tag(&config.lang)),
            theme: RwSignal::new(config.theme),
            heading_level: RwSignal::new(config.heading_level.clamp(1, 5)),
            shared: StoredValue::new_local(Shared { pack: Rc::new(pack), config, host }),
        }
    }

    /// The app of the element in whose views this is called.
    pub fn current() -> Self {
        expect_context::<Self>()
    }

    /// The pack.
    pub fn pack(self) -> Rc<Pack> {
        self.shared.with_value(|shared| Rc::clone(&shared.pack))
    }

    /// The release's version.
    pub fn version(self) -> String {
        self.shared.with_value(|shared| shared.config.version.clone())
    }

    /// A message in the interface's language. Views are built anew when the language changes, so this does not track it.
    pub fn say(self, message: Message) -> &'static str {
        message.text(self.language.get_untracked())
    }

    /// A message with values.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        message.fill(self.language.get_untracked(), values)
    }

    /// A message about a number.
    pub fn count(self, message: Plural, n: usize) -> String {
        message.count(self.language.get_untracked(), n)
    }

    /// A share as a percentage.
    pub fn percent(self, share: f64) -> String {
        messages::percent(self.language.get_untracked(), share)
    }

    /// Opens a place.
    pub fn go(self, route: Route) {
        self.route.set(route);
    }

    /// The name of a view.
    pub fn view_name(self, view: ViewName) -> &'static str {
        self.say(match view {
            ViewName::Home => shell::HOME,
            ViewName::Guide => shell::GUIDE,
            ViewName::Quiz => shell::QUIZ,
            ViewName::Practice => shell::PRACTICE,
            ViewName::Review => shell::REVIEW,
            ViewName::Mock => shell::MOCK,
            ViewName::Progress => shell::PROGRESS,
        })
    }

    /// The name of a kind of question.
    pub fn kind_name(self, kind: QuestionKind) -> &'static str {
        self.say(match kind {
            QuestionKind::Behavioural => shell::KIND_BEHAVIOURAL,
            QuestionKind::SystemDesign => shell::KIND_SYSTEM_DESIGN,
            QuestionKind::Concept => shell::KIND_CONCEPT,
            QuestionKind::Technical => shell::KIND_TECHNICAL,
            QuestionKind::Motivation => shell::KIND_MOTIVATION,
        })
    }

    /// A competency's name, or its id where the pack has none.
    pub fn competency_name(self, id: &Id) -> String {
        let pack = self.pack();
        pack.competency(id.as_str()).map_or_else(|| id.to_string(), |competency| competency.name.clone())
    }

    /// Dispatches an event from the element, with a plain object as its detail.
    pub fn emit(self, kind: &str, detail: &impl Serialize) {
        // Only a detail that cannot be written as a plain object could fail here, and ours are structs.
        let detail = detail.serialize(&Serializer::json_compatible()).unwrap_or_default();
        self.shared.with_value(|shared| shared.host.emit(kind, &detail));
    }
}

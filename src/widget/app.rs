//! What every view of one element shares: the pack, the language, where the learner is, and the way to the host.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interview_practice_core::content::{Difficulty, Id, Outline, Pack, QuestionKind, binary};
use interview_practice_core::messages::{self, Language, Message, Plural, shell};
use interview_practice_core::progress::{Now, State, Totals};
use leptos::prelude::{LocalStorage, StoredValue, WithValue, expect_context};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::ShadowRoot;

use crate::config::{Config, Host, Theme};
use crate::dom::Signal;
use crate::later;
use crate::memory::{Memory, Notice};
use crate::route::{Route, StartOptions, ViewName};
use crate::style;

/// One element's app. Cheap to copy; everything behind it is dropped with the element's reactive owner.
#[derive(Clone, Copy)]
pub struct App {
    shared: StoredValue<Shared, LocalStorage>,
    /// Where the learner is.
    pub route: Signal<Route>,
    /// The interface's language.
    pub language: Signal<Language>,
    /// The colours.
    pub theme: Signal<Theme>,
    /// The level of the widget's own top heading.
    pub heading_level: Signal<u8>,
    /// Goes up whenever the progress changes.
    pub revision: Signal<u32>,
    /// Goes up whenever the mirror has taken something in, or was brought up.
    pub stored: Signal<u32>,
    /// What the learner has to be told about storage.
    pub notice: Signal<Option<Notice>>,
    /// The pack, once it is here. What kind of thing it is only the code that comes later has to know.
    pack: Signal<Option<Rc<dyn Any>>>,
    /// The words that mean much the same, once they are here; their kind, too, only later code has to know.
    pub neighbours: Signal<Option<Rc<dyn Any>>>,
    prompts: Signal<Prompts>,
    views: Signal<Option<Views>>,
}

/// Whether the views' code and the pack are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Views {
    /// They are on their way.
    Coming,
    /// They are here.
    Here,
    /// They could not be fetched, for this reason.
    Failed(String),
}

/// Whether the questions that open mock interviews are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompts {
    /// Nobody asked for them yet.
    Away,
    /// They are on their way.
    Coming,
    /// They are here, or there are none.
    Here,
    /// They could not be fetched.
    Failed,
}

/// What an error of the browser or the loader says.
pub fn message_of(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| String::from(js_sys::JsString::from(error.clone())))
}

struct Shared {
    memory: RefCell<Memory>,
    outline: Rc<Outline>,
    config: Config,
    host: Host,
    shadow: ShadowRoot,
    /// The promise of [`App::prompts_settled`].
    prompts: RefCell<Option<js_sys::Promise>>,
    /// Whether the word neighbours were asked for.
    asked_for_neighbours: Cell<bool>,
}

impl App {
    /// An app on a pack, where the learner was or at the view that the settings name.
    pub fn new(outline: Outline, config: Config, host: Host, shadow: ShadowRoot) -> Self {
        let (view, question) = config.at.as_ref().map_or((&config.view, None), |at| (&at.view, at.question.clone()));
        let view = ViewName::from_name(view).unwrap_or(ViewName::Home);
        let route = Route { options: StartOptions { question, ..StartOptions::default() }, ..Route::to(view) };
        let (memory, notice) = Memory::open(&config, outline.id.as_str(), &outline.version);
        let memory = RefCell::new(memory);
        Self {
            revision: Signal::new(0),
            stored: Signal::new(0),
            notice: Signal::new(notice),
            route: Signal::new(route),
            language: Signal::new(Language::of_tag(&config.lang)),
            theme: Signal::new(config.theme),
            heading_level: Signal::new(config.heading_level),
            pack: Signal::new(None),
            neighbours: Signal::new(None),
            prompts: Signal::new(Prompts::Away),
            views: Signal::new(None),
            shared: StoredValue::new_local(Shared {
                memory,
                outline: Rc::new(outline),
                config,
                host,
                shadow,
                prompts: RefCell::default(),
                asked_for_neighbours: Cell::new(false),
            }),
        }
    }

    /// The app of the element in whose views this is called.
    pub fn current() -> Self {
        expect_context::<Self>()
    }

    /// What is known of the pack from the first moment on.
    pub fn outline(self) -> Rc<Outline> {
        self.shared.with_value(|shared| shared.outline.clone())
    }

    /// The pack. Only for views other than home and for what else stands behind [`later`](crate::later): it is not there before.
    #[expect(clippy::expect_used, reason = "whatever comes later comes with the pack")]
    pub fn pack(self) -> Rc<Pack> {
        self.pack.peek().and_then(|pack| pack.downcast().ok()).expect("the pack comes with the code that asks for it")
    }

    /// Takes in the pack in its compact form. The second time nothing happens.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn take_pack(self, bytes: &[u8]) -> Result<(), String> {
        // Once the element is gone there is nothing to take it in for.
        if self.pack.try_peek_with(Option::is_none) == Some(true) {
            let pack = binary::decode(bytes).map_err(|error| error.to_string())?;
            self.shared.try_with_value(|shared| style::adopt_later(&shared.shadow));
            self.set_pack(pack);
        }
        Ok(())
    }

    /// What the learner did under former ids counts from here on.
    fn set_pack(self, pack: Pack) {
        let news = self.memory_mut(|memory| memory.know(&pack)) == Some(true);
        self.pack.set(Some(Rc::new(pack)));
        if self.return_to_checkpoint() || news {
            self.changed();
        }
        // What waited for the code that came with it.
        self.write_mirror();
        self.write_texts();
    }

    /// Whether the pack is here, and with it the views' code.
    pub fn has_pack(self) -> bool {
        self.pack.try_peek_with(Option::is_some) == Some(true)
    }

    /// Dresses the element anew, in a document that it was moved into.
    pub fn restyle(self) {
        let later = self.has_pack();
        self.shared.try_with_value(|shared| {
            style::adopt_first(&shared.shadow);
            if later {
                style::adopt_later(&shared.shadow);
            }
        });
    }

    /// Asks for the questions that open mock interviews, which a bundled pack brings only when a view wants them. Whoever is being
    /// built follows their arrival.
    pub fn want_prompts(self) -> Prompts {
        let known = self.prompts.get();
        if known != Prompts::Away {
            return known;
        }
        self.fetch_prompts();
        Prompts::Coming
    }

    /// A promise of the questions that open mock interviews: it is kept once they are here or could not be fetched.
    pub fn prompts_settled(self) -> Option<js_sys::Promise> {
        if self.prompts.peek_with(|known| matches!(known, Prompts::Away | Prompts::Failed)) {
            self.fetch_prompts();
        }
        self.shared.try_with_value(|shared| shared.prompts.borrow().clone())?
    }

    fn fetch_prompts(self) {
        let Some(promise) = self.shared.try_with_value(|shared| shared.host.prompts()) else { return };
        self.prompts.set(Prompts::Coming);
        let settled = future_to_promise(async move {
            let found = match JsFuture::from(promise).await {
                Ok(bytes) => match bytes.dyn_ref::<js_sys::Uint8Array>() {
                    Some(bytes) => binary::decode_prompts(&bytes.to_vec()).ok(),
                    None => Some(Vec::new()),
                },
                Err(_) => None,
            };
            self.prompts.set(match found {
                Some(prompts) => {
                    // The element may have gone meanwhile.
                    if !self.has_pack() {
                        return Ok(JsValue::UNDEFINED);
                    }
                    let mut pack = Rc::unwrap_or_clone(self.pack());
                    pack.add_prompts(prompts);
                    self.set_pack(pack);
                    Prompts::Here
                }
                None => Prompts::Failed,
            });
            Ok(JsValue::UNDEFINED)
        });
        self.shared.try_with_value(|shared| shared.prompts.replace(Some(settled)));
    }

    /// Tries once more to fetch what [`App::want_prompts`] could not.
    pub fn retry_prompts(self) {
        self.prompts.set(Prompts::Away);
    }

    /// Asks for the views' code and the pack. Whoever is being built follows their arrival.
    pub fn want_views(self) -> Views {
        // Before it is followed: what is there already must not have its follower run twice.
        self.ask_for_views();
        self.views.get().unwrap_or(Views::Coming)
    }

    /// Takes in the views' code and the pack, which the loader has fetched: a view that waits for them hears of it a moment later, and one
    /// that could not have them does not try again by itself.
    pub fn have_views(self) -> Views {
        if self.views.peek_with(|views| matches!(views, Some(Views::Coming | Views::Failed(_)))) {
            self.retry_views();
        }
        self.want_views()
    }

    /// Has the views' code and the pack come, unless that was asked for.
    pub fn ask_for_views(self) {
        if self.views.peek_with(Option::is_none) {
            self.views.set(Some(self.fetch_views()));
        }
    }

    fn fetch_views(self) -> Views {
        let Some(found) = self.shared.try_with_value(|shared| shared.host.views()) else { return Views::Coming };
        // Told by the bytes: where the page has put something else in the place of `Promise`, promises are no instances of it.
        let promise: js_sys::Promise = match found.dyn_into::<js_sys::Uint8Array>() {
            Ok(pack) => return self.views_arrived(pack.into()),
            Err(promise) => promise.unchecked_into(),
        };
        spawn_local(async move {
            let found = JsFuture::from(promise).await;
            // A method that the host called may have had them taken in already: the view that follows them is not built twice.
            if self.views.try_peek_with(|views| matches!(views, Some(Views::Coming))) == Some(true) {
                self.views.set(Some(match found {
                    Ok(pack) => self.views_arrived(pack),
                    Err(error) => Views::Failed(message_of(&error)),
                }));
            }
        });
        Views::Coming
    }

    fn views_arrived(self, pack: JsValue) -> Views {
        let pack = pack.dyn_into().map(|bytes: js_sys::Uint8Array| bytes.to_vec()).unwrap_or_default();
        later::take_pack(self, &pack).map_or_else(Views::Failed, |()| Views::Here)
    }

    /// Tries once more to fetch what [`App::want_views`] could not.
    pub fn retry_views(self) {
        self.views.set(None);
    }

    /// Begins to fetch the word neighbours, unless that was done.
    pub fn ask_for_neighbours(self) -> Option<js_sys::Promise> {
        let first = |shared: &Shared| !shared.asked_for_neighbours.replace(true);
        self.shared.try_with_value(|shared| first(shared).then(|| shared.host.neighbours()))?
    }

    /// Has the word neighbours be fetched again the next time that they are asked for.
    pub fn forget_neighbours(self) {
        self.shared.try_with_value(|shared| shared.asked_for_neighbours.set(false));
    }

    /// Whether the host has an evaluator.
    pub fn has_evaluator(self) -> bool {
        let found = |shared: &Shared| js_sys::Reflect::get(&shared.shadow.host(), &"evaluator".into());
        self.shared.try_with_value(found).and_then(Result::ok).is_some_and(|found| found.is_function())
    }

    /// Asks the host's evaluator, where there is one: a promise of `{score, notes}`.
    pub fn evaluate(self, request: &JsValue) -> Option<js_sys::Promise> {
        self.shared.try_with_value(|shared| shared.host.evaluate(request))?
    }

    /// The release's version.
    pub fn version(self) -> String {
        self.shared.with_value(|shared| shared.config.version.clone())
    }

    /// A setting of the element.
    pub fn settings<T>(self, read: impl FnOnce(&Config) -> T) -> T {
        self.shared.with_value(|shared| read(&shared.config))
    }

    /// Whether the host has statements sent to a learning record store.
    pub fn tells_statements(self) -> bool {
        let set = |shared: &Shared| {
            js_sys::Reflect::get(&shared.shadow.host(), &"xapi".into()).is_ok_and(|it| it.is_object())
        };
        self.shared.try_with_value(set) == Some(true)
    }

    /// Whether this is the same element's app.
    pub fn is_same(self, other: Self) -> bool {
        self.shared == other.shared
    }

    /// Reads the memory; `None` when the element is gone already, as a late answer of the browser may find it.
    pub fn memory<T>(self, read: impl FnOnce(&Memory) -> T) -> Option<T> {
        self.shared.try_with_value(|shared| shared.memory.try_borrow().ok().map(|memory| read(&memory)))?
    }

    /// Changes the memory; `None` when the element is gone already.
    pub fn memory_mut<T>(self, change: impl FnOnce(&mut Memory) -> T) -> Option<T> {
        self.shared
            .try_with_value(|shared| shared.memory.try_borrow_mut().ok().map(|mut memory| change(&mut memory)))?
    }

    /// Reads the derived state. Does not track: who wants to follow it tracks `revision`.
    pub fn with_state<T: Default>(self, read: impl FnOnce(&State) -> T) -> T {
        self.memory(|memory| read(memory.state())).unwrap_or_default()
    }

    /// Where the learner stands. Until the pack is here, what it no longer has counts as due.
    pub fn totals(self) -> Totals {
        let now = self.now();
        let totals = self.with_state(|state| state.totals(now));
        if totals.due == 0 || self.views.peek_with(|views| *views != Some(Views::Here)) {
            return totals;
        }
        let due = later::due_now(self).and_then(|due| u32::try_from(due).ok());
        Totals { due: due.unwrap_or(totals.due), ..totals }
    }

    /// The element's width in CSS pixels.
    pub fn width(self) -> i32 {
        self.shared.try_with_value(|shared| shared.shadow.host().client_width()).unwrap_or_default()
    }

    /// Tells the host where the learner stands.
    pub fn tell_progress(self) {
        let Totals { answered, mastered, due } = self.totals();
        self.emit_plain(
            "ip-progress",
            &[("answered", answered.into()), ("mastered", mastered.into()), ("due", due.into())],
        );
    }

    /// Has the loader keep a record that storage has not acknowledged, or drop it.
    pub fn unsaved(self, id: &str, record: Option<&str>) {
        self.shared.try_with_value(|shared| shared.host.unsaved(id, record));
    }

    /// The way to the host, for what is still to be said once the element is gone.
    pub fn host(self) -> Option<Host> {
        self.shared.try_with_value(|shared| shared.host.clone())
    }

    /// The language to speak in. A late answer of the browser may find the element gone: then nobody reads it.
    fn tongue(self) -> Language {
        self.language.try_peek_with(|language| *language).unwrap_or(Language::En)
    }

    /// Has the host drop what still waits to be told of the progress that was erased.
    pub fn tell_erased(self) {
        self.shared.try_with_value(|shared| shared.host.erased(shared.outline.id.as_str()));
    }

    /// A message in the interface's language. Views are built anew when the language changes, so this does not track it.
    pub fn say(self, message: Message) -> &'static str {
        message.text(self.tongue())
    }

    /// A message with values.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        message.fill(self.tongue(), values)
    }

    /// A message about a number.
    pub fn count(self, message: Plural, n: usize) -> String {
        message.count(self.tongue(), n)
    }

    /// A share as a percentage.
    pub fn percent(self, share: f64) -> String {
        messages::percent(self.tongue(), share)
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

    /// The name of a difficulty.
    pub fn difficulty_name(self, difficulty: Difficulty) -> &'static str {
        self.say(match difficulty {
            Difficulty::Easy => shell::EASY,
            Difficulty::Medium => shell::MEDIUM,
            Difficulty::Hard => shell::HARD,
        })
    }

    /// A suggested time in words: minutes, or seconds below two minutes that are not whole.
    pub fn duration(self, seconds: u32) -> String {
        if seconds < 120 && !seconds.is_multiple_of(60) {
            self.count(shell::SECONDS, seconds as usize)
        } else {
            self.count(shell::MINUTES, seconds.div_ceil(60) as usize)
        }
    }

    /// A day as the reader's language writes it, in the local time it happened in.
    pub fn date(self, now: Now) -> String {
        let local = now.at + i64::from(now.offset_minutes) * 60_000;
        self.format_day(local as f64, &[("dateStyle", "medium")])
    }

    /// A local day counted from 1970 as the reader's language writes it, shortly: day and month, with the year on demand.
    pub fn day(self, day: i32, year: bool) -> String {
        let options = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
        self.format_day(f64::from(day) * 86_400_000.0, if year { &options } else { &options[..2] })
    }

    /// A month as the reader's language writes it, by one of its days counted from 1970: its name, with the year on demand.
    pub fn month(self, day: i32, year: bool) -> String {
        let options = [("month", if year { "long" } else { "short" }), ("year", "numeric")];
        self.format_day(f64::from(day) * 86_400_000.0, if year { &options } else { &options[..1] })
    }

    fn format_day(self, at: f64, wanted: &[(&str, &str)]) -> String {
        let options = js_sys::Object::new();
        for (name, value) in wanted.iter().chain(&[("timeZone", "UTC")]) {
            let _ = js_sys::Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        String::from(js_sys::Date::new(&at.into()).to_locale_date_string(self.language.peek().tag(), &options))
    }

    /// A competency's name, or its id where the pack has none.
    pub fn competency_name(self, id: &Id) -> String {
        let pack = self.pack();
        pack.competency(id.as_str()).map_or_else(|| id.to_string(), |competency| competency.name.clone())
    }

    /// Dispatches an event from the element with these details and the version of their form. The first views use it: it weighs less than
    /// a serialiser.
    pub fn emit_plain(self, kind: &str, values: &[(&str, JsValue)]) {
        let detail = js_sys::Object::new();
        for (name, value) in [("v", 1.into())].iter().chain(values) {
            // Setting a field of a fresh, ordinary object has no way to fail.
            let _ = js_sys::Reflect::set(&detail, &(*name).into(), value);
        }
        self.shared.try_with_value(|shared| shared.host.emit(kind, &detail));
    }

    /// Dispatches an event from the element, with a plain object as its detail.
    pub fn emit(self, kind: &str, detail: &impl Serialize) {
        // Only a detail that cannot be written as a plain object could fail here, and ours are structs.
        let detail = detail.serialize(&Serializer::json_compatible()).unwrap_or_default();
        self.shared.try_with_value(|shared| shared.host.emit(kind, &detail));
    }
}

//! The learner's data: taking it out, bringing it in after a look at what it would add, deleting it.

use std::cell::Cell;
use std::rc::Rc;

use interview_practice_core::messages::{Plural, progress, shell};
use interview_practice_core::progress::{Erased, Import, MAX_IMPORT, Name, State, Value};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

use super::super::parts::{actions, checked, download, heading, primary, quiet, secondary, value};
use crate::app::App;
use crate::config::Storage;
use crate::dom::{El, Signal, effect, el};

/// A file that was read but not taken in yet.
type Waiting = Signal<Option<Rc<Import>>>;

/// What a button does with exported progress.
type Act = Rc<dyn Fn(String)>;

/// The texts of answers that go along with an export, where the learner wants it. Read beforehand: clipboard and share sheet take only what
/// is there at once.
#[derive(Clone, Copy)]
struct Texts {
    wanted: Signal<bool>,
    /// Nothing while they are being read; then the texts, or nothing where they cannot be read.
    found: Signal<Option<Option<Value>>>,
    /// What waits for them.
    then: Signal<Option<Act>>,
    said: Signal<String>,
}

/// The part about the learner's data.
pub fn data(app: App) -> El {
    let said = Signal::new(String::new());
    let waiting: Waiting = Signal::new(None);
    let asking = Signal::new(false);
    let deleting =
        el("div", "").live(move || if asking.get() { confirm(app, asking, said) } else { offer(app, asking) });
    let here = texts_here(app, waiting);
    let preview = el("div", "").live(move || {
        app.revision.track();
        let (import, here) = (waiting.get()?, here.get()?);
        Some(preview(app, import, &here, waiting, said))
    });
    let (about, all_kept) = match app.settings(|config| config.storage) {
        Storage::Local => (progress::DATA_IN_BROWSER, progress::ALL_KEPT),
        Storage::Session => (progress::DATA_IN_TAB, progress::ALL_IN_TAB),
        Storage::None => (progress::DATA_IN_PAGE, progress::DATA_MOVES),
    };
    let told = app.tells_statements().then(|| el("p", "muted prose").add(app.say(progress::DATA_TOLD)));
    let kept = el("p", "small").live(move || {
        app.revision.track();
        app.stored.track();
        match app.unstored() {
            0 => app.say(all_kept).to_owned(),
            count => app.count(progress::NOT_KEPT, count),
        }
    });
    el("section", "stack tight screen-only")
        .add(heading(2, "", app.say(progress::YOUR_DATA)))
        .add(el("p", "muted prose").add(app.say(about)))
        .add(told)
        .add(kept)
        .add(taking_out(app, said))
        .add(bringing_in(app, said, waiting))
        .add(preview)
        .add(el("p", "").attr("role", "status").live(move || said.get()))
        .add(deleting)
}

impl Texts {
    /// Keeps them read: anew whenever something was written or deleted, or the second store has taken something in.
    fn new(app: App, said: Signal<String>) -> Self {
        let texts = Self { wanted: Signal::new(false), found: Signal::new(None), then: Signal::new(None), said };
        let latest = Rc::new(Cell::new(0_u32));
        effect(move || {
            app.revision.track();
            app.stored.track();
            let reading = latest.get().wrapping_add(1);
            latest.set(reading);
            texts.found.set(None);
            if !texts.wanted.get() {
                return texts.go_on(app);
            }
            let latest = Rc::clone(&latest);
            spawn_local(async move {
                let found = app.texts().await;
                // Nobody waits for them once the view is gone, and what has changed meanwhile is being read already.
                if latest.get() == reading && texts.wanted.try_peek_with(|wanted| *wanted) == Some(true) {
                    texts.found.set(Some(found));
                    texts.go_on(app);
                }
            });
        });
        texts
    }

    /// What a button does with the text of the progress: at once where it can, else as soon as the texts are read.
    fn take(self, app: App, act: impl Fn(String) + 'static) -> impl Fn() + 'static {
        let act: Act = Rc::new(act);
        move || {
            self.then.set(Some(Rc::clone(&act)));
            if self.found.peek_with(|found| *found == Some(None)) {
                // They could not be read: perhaps now.
                self.found.set(None);
                self.wanted.set(true);
            }
            self.go_on(app);
        }
    }

    fn go_on(self, app: App) {
        let Some(act) = self.then.peek() else { return };
        let text = if self.wanted.peek() {
            self.found.peek_with(|found| Some(found.as_ref()?.as_ref().map(|texts| app.export_with(Some(texts)))))
        } else {
            Some(Some(app.export_with(None)))
        };
        let Some(text) = text else { return self.said.set(app.say(progress::TEXTS_COMING).to_owned()) };
        self.then.set(None);
        match text {
            Some(text) => {
                self.said.set(String::new());
                if !text.is_empty() {
                    act(text);
                }
            }
            None => self.said.set(app.say(progress::TEXTS_UNREAD).to_owned()),
        }
    }
}

/// Export by file, by the clipboard, and by the system's share sheet where there is one for files.
fn taking_out(app: App, said: Signal<String>) -> El {
    let texts = Texts::new(app, said);
    let export = texts.take(app, move |text| {
        download(&file_name(app), "application/json", &text);
        app.note_exported();
        said.set(app.say(progress::EXPORTED).to_owned());
    });
    let copy = texts.take(app, move |text| {
        let copying = navigator_call("clipboard", "writeText", &text.into());
        spawn_local(async move {
            let copied = match copying {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            if copied {
                app.note_exported();
            }
            said.set(app.say(if copied { progress::COPIED } else { progress::COPY_FAILED }).to_owned());
        });
    });
    let share = can_share().then(|| {
        let share = texts.take(app, move |text| {
            let data = share_data(&file_name(app), &text);
            let Some(sharing) = data.and_then(|data| navigator_call("", "share", &data)) else { return };
            spawn_local(async move {
                // That the learner thinks better of it is no news.
                if JsFuture::from(sharing).await.is_ok() {
                    app.note_exported();
                }
            });
        });
        quiet(app.say(progress::SHARE), share)
    });
    let with_texts = el("div", "").live(move || {
        app.revision.track();
        (!app.with_state(State::texts).is_empty()).then(|| with_texts(app, texts.wanted))
    });
    let buttons = vec![secondary(app.say(progress::EXPORT), export), quiet(app.say(progress::COPY), copy)];
    el("div", "stack tight").add(with_texts).add(actions(buttons).add(share))
}

/// Whether the texts of answers go along.
fn with_texts(app: App, wanted: Signal<bool>) -> El {
    let tick = el("input", "")
        .attr("type", "checkbox")
        .flag("checked", wanted.peek())
        .on("change", move |event| wanted.set(checked(&event)));
    el("label", "practice-pitfall").add(tick).add(el("span", "").add(app.say(progress::WITH_TEXTS)))
}

/// Import by file or by a pasted text, each looked at before anything is taken in.
fn bringing_in(app: App, said: Signal<String>, waiting: Waiting) -> El {
    let field = el("input", "hidden-text").attr("type", "file").attr("accept", "application/json,.json").on(
        "change",
        move |event| {
            let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
            if file.size() > MAX_IMPORT as f64 {
                field.set_value("");
                return said.set(app.say(progress::IMPORT_LARGE).to_owned());
            }
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
                field.set_value("");
                // The learner may have gone elsewhere meanwhile, and the element with its pack may be gone.
                if said.try_peek_with(|_| ()).is_none() {
                    return;
                }
                look(app, &text, said, waiting);
            });
        },
    );
    let import = el("label", "button").add(el("span", "").add(app.say(progress::IMPORT))).add(field);
    let pasted = Signal::new(String::new());
    let area = el("textarea", "progress-paste")
        .attr("rows", "3")
        .attr("spellcheck", "false")
        .attr("aria-label", app.say(progress::IMPORT_TEXT))
        .on("input", move |event| pasted.set(value(&event)));
    let paste = el("details", "").add(el("summary", "").add(app.say(progress::IMPORT_TEXT))).add(
        el("div", "stack tight").add(area).add(actions(secondary(app.say(progress::IMPORT_LOOK), move || {
            look(app, &pasted.peek(), said, waiting);
        }))),
    );
    el("div", "stack tight").add(actions(import)).add(paste)
}

fn file_name(app: App) -> String {
    [app.pack().id.as_str(), "-progress.json"].concat()
}

/// Calls a function of the browser's `navigator`, or of one of its parts, where there is one.
fn navigator_call(part: &str, function: &str, argument: &JsValue) -> Option<js_sys::Promise> {
    let mut object = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    if !part.is_empty() {
        object = Reflect::get(&object, &part.into()).ok()?;
    }
    let function: js_sys::Function = Reflect::get(&object, &function.into()).ok()?.dyn_into().ok()?;
    function.call1(&object, argument).ok()?.dyn_into().ok()
}

/// Whether the system's share sheet takes files.
fn can_share() -> bool {
    let ask = || {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
        let function: js_sys::Function = Reflect::get(&navigator, &"canShare".into()).ok()?.dyn_into().ok()?;
        function.call1(&navigator, &share_data("progress.json", "{}")?).ok()?.as_bool()
    };
    ask().unwrap_or(false)
}

/// A text as the one file of what is to be shared.
fn share_data(name: &str, text: &str) -> Option<JsValue> {
    let options = web_sys::FilePropertyBag::new();
    options.set_type("application/json");
    let file = web_sys::File::new_with_str_sequence_and_options(&Array::of1(&text.into()), name, &options).ok()?;
    let data = js_sys::Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(&file)).ok()?;
    Some(data.into())
}

/// Reads a file without taking it in.
fn look(app: App, text: &str, said: Signal<String>, waiting: Waiting) {
    match app.read_import(text) {
        Ok(import) => {
            said.set(String::new());
            waiting.set(Some(Rc::new(import)));
        }
        Err(cause) => said.set(app.fill(progress::IMPORT_FAILED, &[("cause", &cause)])),
    }
}

/// The names of the texts that are here, once they are known: only the second store can tell. Asked for while a file waits.
fn texts_here(app: App, waiting: Waiting) -> Signal<Option<Vec<String>>> {
    let here = Signal::new(None);
    effect(move || {
        app.stored.track();
        if waiting.with(Option::is_some) {
            spawn_local(async move {
                let names = Some(app.text_names().await);
                if here.try_peek_with(|known| *known != names) == Some(true) {
                    here.set(names);
                }
            });
        } else {
            here.set(None);
        }
    });
    here
}

/// What the file would add and delete, and whether to do so.
fn preview(app: App, import: Rc<Import>, here: &[String], waiting: Waiting, said: Signal<String>) -> El {
    let found = app.preview(&import);
    let is_here = |name: &Name| here.iter().any(|known| known == name.as_str());
    let missing = |names: &[Name]| names.iter().filter(|name| !is_here(name)).count();
    let (texts, texts_back) = (missing(&found.texts), missing(&found.restored_texts));
    let texts_go = found.deleted_texts.iter().filter(|name| is_here(name)).count();
    let take = move |import: &Rc<Import>, erased: Erased| {
        let import = Rc::clone(import);
        waiting.set(None);
        said.set(app.say(progress::IMPORTING).to_owned());
        spawn_local(async move {
            let counts = app.import(&import, erased).await;
            let values = [("added", &*counts.added.to_string()), ("known", &counts.known.to_string())];
            said.set(app.fill(progress::IMPORTED, &values));
        });
    };
    let cancel = quiet(app.say(shell::CANCEL), move || waiting.set(None));
    let card = el("div", "card stack tight").attr("role", "status");
    let line = |count: usize, words: Plural| (count > 0).then(|| el("p", "").add(app.count(words, count)));
    let rejected = line(found.rejected, progress::REJECTED);
    if found.added == 0 && found.erased == 0 && texts == 0 {
        let nothing = rejected.is_none().then(|| el("p", "").add(app.say(progress::IMPORT_NOTHING)));
        return card.add(nothing).add(rejected).add(actions(cancel));
    }
    let all = Rc::clone(&import);
    let restore =
        (found.erased > 0).then(|| secondary(app.say(progress::IMPORT_RESTORE), move || take(&all, Erased::Restore)));
    let go = (found.added > 0 || texts > 0)
        .then(|| primary(app.say(progress::IMPORT_DO), move || take(&import, Erased::LeaveOut)));
    let span = found.span.filter(|_| found.answers > 0).map(|(first, last)| {
        let answers = app.count(progress::ANSWERED, found.answers);
        let values = [("answers", &*answers), ("first", &app.date(first)), ("last", &app.date(last))];
        el("p", "muted").add(app.fill(progress::IMPORT_SPAN, &values))
    });
    card.add(line(found.added, progress::IMPORT_WILL))
        .add(span)
        .add(line(texts, progress::IMPORT_TEXTS))
        .add(line(found.erases, progress::IMPORT_ERASES))
        .add(line(texts_go, progress::IMPORT_TEXTS_GO))
        .add(line(found.erased, progress::IMPORT_ERASED))
        .add(line(texts_back, progress::IMPORT_TEXTS_BACK))
        .add(rejected)
        .add(actions(go).add(restore).add(cancel))
}

fn offer(app: App, asking: Signal<bool>) -> El {
    actions(quiet(app.say(progress::RESET), move || asking.set(true)))
}

fn confirm(app: App, asking: Signal<bool>, said: Signal<String>) -> El {
    let delete = secondary(app.say(progress::RESET_DO), move || {
        app.reset_progress();
        asking.set(false);
        said.set(app.say(progress::RESET_DONE).to_owned());
    });
    el("div", "card stack tight")
        .attr("role", "group")
        .attr("aria-label", app.say(progress::RESET))
        .add(el("p", "").add(app.say(progress::RESET_CONFIRM)))
        .add(actions(vec![delete, quiet(app.say(shell::CANCEL), move || asking.set(false))]))
}

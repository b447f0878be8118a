//! The learner's data: taking it out, bringing it in after a look at what it would add, deleting it.

use std::rc::Rc;

use interview_practice_core::messages::{progress, shell};
use interview_practice_core::progress::{Erased, Import};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

use super::super::parts::{actions, download, heading, primary, quiet, secondary};
use crate::app::App;
use crate::dom::{El, Signal, el};

/// A file that was read but not taken in yet.
type Waiting = Signal<Option<Rc<Import>>>;

/// The part about the learner's data.
pub fn data(app: App) -> El {
    let said = Signal::new(String::new());
    let waiting: Waiting = Signal::new(None);
    let asking = Signal::new(false);
    let export = secondary(app.say(progress::EXPORT), move || {
        let text = app.export_progress();
        if !text.is_empty() {
            download(&[app.pack().id.as_str(), "-progress.json"].concat(), "application/json", &text);
            said.set(app.say(progress::EXPORTED).to_owned());
        }
    });
    let field = el("input", "hidden-text").attr("type", "file").attr("accept", "application/json,.json").on(
        "change",
        move |event| {
            let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
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
    let deleting =
        el("div", "").live(move || if asking.get() { confirm(app, asking, said) } else { offer(app, asking) });
    let preview = el("div", "").live(move || waiting.get().map(|import| preview(app, import, waiting, said)));
    el("section", "stack tight screen-only")
        .add(heading(2, "", app.say(progress::YOUR_DATA)))
        .add(el("p", "muted prose").add(app.say(progress::YOUR_DATA_ABOUT)))
        .add(actions(vec![export, import]))
        .add(preview)
        .add(el("p", "").attr("role", "status").live(move || said.get()))
        .add(deleting)
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

/// What the file would add, and whether to do so.
fn preview(app: App, import: Rc<Import>, waiting: Waiting, said: Signal<String>) -> El {
    let found = app.preview(&import);
    let take = move |import: &Import, erased: Erased| {
        let counts = app.import(import, erased);
        let values = [("added", &*counts.added.to_string()), ("known", &counts.known.to_string())];
        said.set(app.fill(progress::IMPORTED, &values));
        waiting.set(None);
    };
    let cancel = quiet(app.say(shell::CANCEL), move || waiting.set(None));
    let card = el("div", "card stack tight").attr("role", "status");
    let rejected = (found.rejected > 0).then(|| el("p", "").add(app.count(progress::REJECTED, found.rejected)));
    if found.added == 0 && found.erased == 0 {
        let nothing = rejected.is_none().then(|| el("p", "").add(app.say(progress::IMPORT_NOTHING)));
        return card.add(nothing).add(rejected).add(actions(cancel));
    }
    let erased = (found.erased > 0).then(|| el("p", "").add(app.count(progress::IMPORT_ERASED, found.erased)));
    let all = Rc::clone(&import);
    let restore =
        (found.erased > 0).then(|| secondary(app.say(progress::IMPORT_RESTORE), move || take(&all, Erased::Restore)));
    let go = primary(app.say(progress::IMPORT_DO), move || take(&import, Erased::LeaveOut));
    card.add(el("p", "").add(app.count(progress::IMPORT_WILL, found.added)))
        .add(erased)
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

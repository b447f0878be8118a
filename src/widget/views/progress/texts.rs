//! The texts of the learner's written answers: what is kept, how much room it takes, and deleting it.

use interview_practice_core::messages::{progress, shell};
use interview_practice_core::progress::{KeptText, State, TEXTS_BUDGET};
use wasm_bindgen_futures::spawn_local;

use super::super::parts::{actions, bar, heading, quiet, secondary};
use crate::app::App;
use crate::dom::{El, Signal, el};
use crate::route::ViewName;

/// The part about written answers; nothing where there are none.
pub fn texts(app: App) -> El {
    el("div", "screen-only").live(move || {
        app.revision.track();
        let kept = app.with_state(State::texts);
        (!kept.is_empty()).then(|| section(app, kept))
    })
}

fn section(app: App, kept: Vec<KeptText>) -> El {
    let used = Signal::new(None::<usize>);
    // Measured again whenever the second store has taken something in or given it up.
    let room = el("div", "progress-room").live(move || {
        app.stored.track();
        spawn_local(async move {
            let size = app.texts_size().await;
            if used.try_peek_with(|known| *known != size) == Some(true) {
                used.set(size);
            }
        });
    });
    let shown = el("div", "stack tight").live(move || {
        used.get().map(|used| {
            let values = [("used", &*kilobytes(used)), ("most", &kilobytes(TEXTS_BUDGET))];
            vec![el("p", "small").add(app.fill(progress::TEXTS_USED, &values)), bar(used as f64 / TEXTS_BUDGET as f64)]
        })
    });
    let rows: Vec<El> = kept.into_iter().map(|text| row(app, text)).collect();
    let asking = Signal::new(false);
    let all = el("div", "").live(move || {
        if asking.get() {
            confirm(app, progress::TEXTS_CONFIRM, progress::TEXTS_DELETE, asking, move || app.delete_text(None))
        } else {
            actions(quiet(app.say(progress::TEXTS_DELETE), move || asking.set(true)))
        }
    });
    el("section", "stack tight")
        .add(heading(2, "", app.say(progress::TEXTS)))
        .add(el("p", "muted prose").add(app.say(progress::TEXTS_ABOUT)))
        .add(room)
        .add(shown)
        .add(el("ul", "progress-texts").add(rows))
        .add(all)
}

fn kilobytes(characters: usize) -> String {
    [&characters.div_ceil(1000).to_string(), "\u{a0}kB"].concat()
}

fn row(app: App, text: KeptText) -> El {
    let pack = app.pack();
    let title = match &text.question {
        None => el("strong", "").add(app.view_name(ViewName::Mock)),
        Some(id) => {
            let prompt = pack.question(id).map_or(id.as_str(), |question| question.prompt.as_str());
            el("strong", "").attr("lang", &pack.language).add(prompt)
        }
    };
    let head = el("div", "").add(title).add(el("span", "small muted").add([" · ", &app.date(text.now)].concat()));
    let open = Signal::new(false);
    let asking = Signal::new(false);
    let name = text.name.clone();
    let toggle = quiet((), move || open.update(|open| *open = !*open))
        .live(move || app.say(if open.get() { progress::TEXT_HIDE } else { progress::TEXT_READ }))
        .live_attr("aria-expanded", move || Some(open.get().to_string()));
    let words = el("div", "").live(move || {
        open.get().then(|| {
            let found = app.kept_text(&name);
            el("p", "card progress-text")
                .live(move || found.get().map(|text| text.unwrap_or_else(|| app.say(progress::TEXT_GONE).to_owned())))
        })
    });
    let deleting = el("div", "").live(move || {
        let name = text.name.clone();
        asking.get().then(|| {
            confirm(app, progress::TEXT_CONFIRM, progress::TEXT_DELETE, asking, move || {
                app.delete_text(Some(name.clone()))
            })
        })
    });
    let delete = quiet(app.say(progress::TEXT_DELETE), move || asking.set(true));
    el("li", "stack tight").add(head).add(words).add(actions(vec![toggle, delete])).add(deleting)
}

fn confirm(
    app: App,
    question: interview_practice_core::messages::Message,
    label: interview_practice_core::messages::Message,
    asking: Signal<bool>,
    act: impl Fn() + 'static,
) -> El {
    let delete = secondary(app.say(progress::RESET_DO), move || {
        asking.set(false);
        act();
    });
    el("div", "card stack tight")
        .attr("role", "group")
        .attr("aria-label", app.say(label))
        .add(el("p", "").add(app.say(question)))
        .add(actions(vec![delete, quiet(app.say(shell::CANCEL), move || asking.set(false))]))
}

//! The frame around every view: the pack's title, the view switch, notices, and the view itself.

use std::cell::Cell;

use interview_practice_core::messages::shell;
use wasm_bindgen::JsCast;

use super::home::home_view;
use super::parts::{Glyph, actions, button, heading, icon, primary, quiet, secondary};
use crate::app::{App, Views};
use crate::config::Theme;
use crate::dom::{El, Kids, effect, el, keep, on_cleanup};
use crate::later;
use crate::memory::Notice;
use crate::route::{Route, ViewName};

/// The whole app of one element.
pub fn shell(app: App) -> El {
    app.connect();
    if let Some(window) = web_sys::window() {
        keep(gloo::events::EventListener::new(&window, "storage", move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() {
                app.storage_changed(event.key().as_deref());
            }
        }));
    }
    on_cleanup(move || app.disconnect());
    let rebuilt = Cell::new(false);
    el("div", "ip-root")
        .attr("part", "root")
        .live_attr("data-theme", move || match app.theme.get() {
            Theme::Auto => None,
            Theme::Light => Some("light".to_owned()),
            Theme::Dark => Some("dark".to_owned()),
        })
        .live_attr("lang", move || Some(app.language.get().tag().to_owned()))
        // Everything is built anew when the language or the heading level changes; the views keep their place in the store.
        .live(move || {
            app.language.track();
            app.heading_level.track();
            frame(app, rebuilt.replace(true))
        })
}

/// Tells the host that the widget stands on the page, and what it shows.
pub fn announce(app: App) {
    app.emit_plain("ip-ready", &[("pack", app.outline().id.as_str().into()), ("version", app.version().into())]);
    tell_view(app, &app.route.peek());
    if app.began_on_checkpoint() {
        // It can be read only with the pack.
        app.ask_for_views();
    }
}

fn tell_view(app: App, route: &Route) {
    let mut shown = vec![("view", route.view.name().into())];
    shown.extend(route.options.question.as_ref().map(|question| ("question", question.into())));
    app.emit_plain("ip-view", &shown);
}

fn frame(app: App, rebuilt: bool) -> El {
    let rebuilt = Cell::new(rebuilt);
    let pack = app.outline();
    let title = el("span", "").attr("lang", &pack.language).add(pack.role.as_str());
    let tabs: Vec<El> = ViewName::ALL
        .into_iter()
        .map(|view| {
            let tab = button("shell-tab", app.view_name(view), move || app.go(Route::to(view)))
                .attr("part", "tab")
                .live_attr("aria-current", move || {
                    (app.route.with(|route| route.view) == view).then(|| "page".to_owned())
                });
            el("li", "").add(tab)
        })
        .collect();
    let nav = el("nav", "shell-nav")
        .attr("aria-label", app.say(shell::VIEWS))
        .attr("part", "nav")
        .add(el("ul", "").add(tabs));
    let main = el("div", "shell-main")
        .attr("part", "main")
        .attr("role", "region")
        .attr("tabindex", "-1")
        .live_attr("aria-label", move || Some(app.view_name(app.route.with(|route| route.view)).to_owned()))
        .live(move || {
            let mut route = app.route.get();
            // What the route asked to begin has begun before the frame was built anew; the learner is in the midst of it.
            if rebuilt.replace(false) {
                route.begin = false;
            }
            view(app, &route)
        });
    // The focus follows the learner into a view that they opened; it never leaves the page's own place by itself.
    let focused = main.clone();
    let first = Cell::new(true);
    effect(move || {
        let route = app.route.get();
        // A frame that is built anew shows what was shown before.
        if first.replace(false) {
            return;
        }
        tell_view(app, &route);
        if !route.by_host {
            focused.focus();
        }
    });
    el("div", "shell")
        .attr("part", "shell")
        .add(
            el("header", "shell-head")
                .attr("part", "header")
                .add(heading(0, "shell-title", title).attr("part", "title"))
                .add(nav),
        )
        .add(el("div", "shell-notices").live(move || notice(app)))
        .add(main)
}

/// The view itself, or what stands in its place while its code is away.
fn view(app: App, route: &Route) -> Kids {
    if route.view == ViewName::Home {
        return home_view(app).into();
    }
    match app.want_views() {
        Views::Here => later::view(app, route),
        Views::Coming => el("p", "shell-coming muted").attr("role", "status").add(app.say(shell::COMING)).into(),
        Views::Failed(cause) => el("div", "stack")
            .attr("part", "error")
            .add(el("p", "").attr("role", "alert").add(icon(Glyph::Warning)).add(" ").add(cause))
            .add(actions(primary(app.say(shell::TRY_AGAIN), move || app.retry_views())))
            .into(),
    }
}

/// What has to be said about storage: once, kindly, with the way out.
fn notice(app: App) -> Option<El> {
    let message = match app.notice.get()? {
        Notice::NotSaved => shell::NOT_SAVED,
        Notice::Full => shell::STORAGE_FULL,
        Notice::Damaged => shell::STORAGE_DAMAGED,
        Notice::TextsFull => shell::TEXTS_FULL,
        Notice::Forgetful => shell::FORGETFUL,
    };
    let text = el("p", "").add(icon(Glyph::Warning)).add(" ").add(app.say(message));
    let export = secondary(app.say(shell::EXPORT), move || app.go(Route::to(ViewName::Progress)));
    let dismiss = quiet(app.say(shell::DISMISS), move || app.notice.set(None));
    Some(
        el("div", "shell-notice")
            .attr("role", "status")
            .attr("part", "notice")
            .add(text)
            .add(actions(vec![export, dismiss])),
    )
}

//! The frame around every view: the pack's title, the view switch, notices, and the view itself.

use interview_practice_core::messages::shell;
use leptos::html;
use leptos::prelude::*;
use serde::Serialize;

use super::guide::GuideView;
use super::home::HomeView;
use super::mock::MockView;
use super::parts::{Glyph, Icon, heading};
use super::practice::PracticeView;
use super::progress::ProgressView;
use super::quiz::QuizView;
use super::review::ReviewView;
use crate::app::App;
use crate::config::Theme;
use crate::memory::Notice;
use crate::route::{Route, ViewName};

/// The detail of `ip-ready`.
#[derive(Serialize)]
struct Ready {
    v: u8,
    pack: String,
    version: String,
}

/// The detail of `ip-view`.
#[derive(Serialize)]
struct Shown {
    v: u8,
    view: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
}

/// The whole app of one element.
#[component]
pub fn Shell() -> impl IntoView {
    let app = App::current();
    let theme = move || match app.theme.get() {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    app.connect();
    let listener = window_event_listener(leptos::ev::storage, move |event| app.storage_changed(event.key().as_deref()));
    on_cleanup(move || {
        listener.remove();
        app.disconnect();
    });
    app.emit("ip-ready", &Ready { v: 1, pack: app.pack().id.to_string(), version: app.version() });
    view! { class="ip",
        <div class="ip-root" part="root" data-theme=theme lang=move || app.language.get().tag()>
            // Everything is built anew when the language or the heading level changes; the views keep their place in the store.
            {move || {
                app.language.track();
                app.heading_level.track();
                frame(app)
            }}
        </div>
    }
}

fn frame(app: App) -> AnyView {
    let pack = app.pack();
    let role = pack.role.clone();
    let language = pack.language.clone();
    let main = NodeRef::<html::Div>::new();
    let shown = Memo::new_with_compare(move |_| app.route.get(), |_, _| true);
    // The focus follows the learner into a view that they opened; it never leaves the page's own place by itself.
    Effect::new(move |before: Option<()>| {
        let route = shown.get();
        app.emit("ip-view", &Shown { v: 1, view: route.view.name(), question: route.options.question });
        if before.is_some()
            && !route.by_host
            && let Some(main) = main.get_untracked()
        {
            let _ = main.focus();
        }
    });
    view! { class="ip",
        <div class="shell" part="shell">
            <header class="shell-head" part="header">
                {heading(0, "shell-title", view! { class="ip", <span lang=language>{role}</span> })}
                <nav class="shell-nav" aria-label=app.say(shell::VIEWS) part="nav">
                    <ul>
                        {ViewName::ALL
                            .into_iter()
                            .map(|view| {
                                let current = move || (shown.get().view == view).then_some("page");
                                view! { class="ip",
                                    <li>
                                        <button type="button" class="shell-tab" part="tab" aria-current=current
                                            on:click=move |_| app.go(Route::to(view))>
                                            {app.view_name(view)}
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </nav>
            </header>
            {notice(app)}
            <div class="shell-main" part="main" role="region" tabindex="-1" node_ref=main
                aria-label=move || app.view_name(shown.get().view)>
                {move || {
                    let route = shown.get();
                    match route.view {
                        ViewName::Home => view! { class="ip", <HomeView/> }.into_any(),
                        ViewName::Guide => view! { class="ip", <GuideView route=route/> }.into_any(),
                        ViewName::Quiz => view! { class="ip", <QuizView route=route/> }.into_any(),
                        ViewName::Practice => view! { class="ip", <PracticeView route=route/> }.into_any(),
                        ViewName::Review => view! { class="ip", <ReviewView/> }.into_any(),
                        ViewName::Mock => view! { class="ip", <MockView route=route/> }.into_any(),
                        ViewName::Progress => view! { class="ip", <ProgressView/> }.into_any(),
                    }
                }}
            </div>
        </div>
    }
    .into_any()
}

/// What has to be said about storage: once, kindly, with the way out.
fn notice(app: App) -> impl IntoView {
    move || {
        app.notice.get().map(|notice| {
            let message = app.say(match notice {
                Notice::NotSaved => shell::NOT_SAVED,
                Notice::Full => shell::STORAGE_FULL,
                Notice::Damaged => shell::STORAGE_DAMAGED,
            });
            view! { class="ip",
                <div class="shell-notice" role="status" part="notice">
                    <p><Icon glyph=Glyph::Warning/>" "{message}</p>
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| app.go(Route::to(ViewName::Progress))>
                            {app.say(shell::EXPORT)}
                        </button>
                        <button type="button" class="button quiet" on:click=move |_| app.notice.set(None)>{app.say(shell::DISMISS)}</button>
                    </div>
                </div>
            }
        })
    }
}

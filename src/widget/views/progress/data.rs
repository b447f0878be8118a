//! The learner's data: taking it out, bringing it in, deleting it.

use interview_practice_core::messages::progress;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::super::parts::heading;
use crate::app::App;

/// The part about the learner's data.
pub fn data(app: App) -> AnyView {
    let said = RwSignal::new(String::new());
    let asking = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let export = move |_| {
        if let Ok(text) = app.export_progress() {
            download(&[app.pack().id.as_str(), "-progress.json"].concat(), &text);
            said.set(app.say(progress::EXPORTED).to_owned());
        }
    };
    let import = move |_| {
        let Some(file) = field.get_untracked().and_then(|field| field.files()).and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            said.set(match app.import_progress(&text) {
                Ok(result) => {
                    let values = [("added", result.added.to_string()), ("known", result.known.to_string())];
                    let values = [("added", values[0].1.as_str()), ("known", values[1].1.as_str())];
                    app.fill(progress::IMPORTED, &values)
                }
                Err(cause) => app.fill(progress::IMPORT_FAILED, &[("cause", &cause)]),
            });
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
        });
    };
    let reset = move |_| {
        app.reset_progress();
        asking.set(false);
        said.set(app.say(progress::RESET_DONE).to_owned());
    };
    let deleting = move || {
        if asking.get() {
            view! { class="ip",
                <div class="card stack tight" role="group" aria-label=app.say(progress::RESET)>
                    <p>{app.say(progress::RESET_CONFIRM)}</p>
                    <div class="actions">
                        <button type="button" class="button" on:click=reset>{app.say(progress::RESET_DO)}</button>
                        <button type="button" class="button quiet" on:click=move |_| asking.set(false)>
                            {app.say(interview_practice_core::messages::shell::CANCEL)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! { class="ip",
                <div class="actions"><button type="button" class="button quiet" on:click=move |_| asking.set(true)>{app.say(progress::RESET)}</button></div>
            }
            .into_any()
        }
    };
    view! { class="ip",
        <section class="stack tight screen-only">
            {heading(2, "", app.say(progress::YOUR_DATA))}
            <p class="muted prose">{app.say(progress::YOUR_DATA_ABOUT)}</p>
            <div class="actions">
                <button type="button" class="button" on:click=export>{app.say(progress::EXPORT)}</button>
                <label class="button">
                    <span>{app.say(progress::IMPORT)}</span>
                    <input class="hidden-text" type="file" accept="application/json,.json" node_ref=field on:change=import/>
                </label>
            </div>
            <p role="status">{said}</p>
            {deleting}
        </section>
    }
    .into_any()
}

/// Hands a text to the browser's downloads.
fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

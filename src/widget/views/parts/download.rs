//! Files that the learner takes away.

use wasm_bindgen::JsCast;
use web_sys::Blob;

use crate::dom::el;

/// Hands a text to the browser's downloads.
pub fn download(name: &str, kind: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    download_blob(name, &blob);
}

/// Hands a blob to the browser's downloads.
pub fn download_blob(name: &str, blob: &Blob) {
    let Ok(url) = web_sys::Url::create_object_url_with_blob(blob) else { return };
    if let Some(link) =
        el("a", "").attr("href", &url).attr("download", name).element().dyn_ref::<web_sys::HtmlElement>()
    {
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

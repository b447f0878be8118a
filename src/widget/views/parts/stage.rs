//! The stages of a view, and where the focus goes when one takes the place of another.

use std::cell::Cell;

use wasm_bindgen::JsCast;

use crate::dom::{El, Kids, el, soon};

/// One stage after another, each built by `build` as the signals that it reads say. The button that led to a new one is gone with the old
/// one: so the focus goes on to the first of `starts` that is there, selectors of where a stage may begin; it is read out, and the next Tab
/// leads into it. When the view opens, the focus is the frame's business.
pub fn stages(starts: &'static [&'static str], build: impl Fn() -> Kids + 'static) -> El {
    let moved = Cell::new(false);
    let root = el("div", "");
    let shown = root.clone();
    root.live(move || {
        if moved.replace(true) {
            let shown = shown.clone();
            soon(move || focus_first(&shown, starts));
        }
        build()
    })
}

/// Moves the focus to the first of the selectors that finds something.
pub fn focus_first(root: &El, starts: &[&str]) {
    let start = starts.iter().find_map(|start| root.element().query_selector(start).ok().flatten());
    if let Some(start) = start.as_ref().and_then(|start| start.dyn_ref::<web_sys::HtmlElement>()) {
        let _ = start.focus();
    }
}

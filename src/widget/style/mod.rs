//! The widget's style sheets, parsed once a page and adopted by every element's shadow root. A sheet belongs to the document that it was
//! made in: an element that was moved into a frame has sheets of its own.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast as _;
use web_sys::{CssStyleSheet, ShadowRoot};

/// What stands from the first moment on.
const FIRST: [&str; 4] = [
    include_str!("tokens.css"),
    include_str!("base.css"),
    include_str!("../views/shell/shell.css"),
    include_str!("../views/home/home.css"),
];

/// What comes with the views.
const LATER: [&str; 7] = [
    include_str!("../views/guide/guide.css"),
    include_str!("../views/parts/item/item.css"),
    include_str!("../views/quiz/quiz.css"),
    include_str!("../views/practice/practice.css"),
    include_str!("../views/review/review.css"),
    include_str!("../views/mock/mock.css"),
    include_str!("../views/progress/progress.css"),
];

thread_local! {
    static SHEETS: RefCell<[Option<Vec<CssStyleSheet>>; 2]> = const { RefCell::new([None, None]) };
}

/// Adds the sheets of the first view behind those that the root has already.
pub fn adopt_first(root: &ShadowRoot) {
    adopt(root, 0, &FIRST);
}

/// Adds the sheets of all other views.
pub fn adopt_later(root: &ShadowRoot) {
    adopt(root, 1, &LATER);
}

fn adopt(root: &ShadowRoot, part: usize, sources: &[&str]) {
    let adopted = root.adopted_style_sheets();
    let add = |sheets: &[CssStyleSheet]| {
        for sheet in sheets {
            adopted.push(sheet);
        }
    };
    let view = root.owner_document().and_then(|document| document.default_view());
    if view != web_sys::window() {
        // No window, nothing to be seen.
        let made = view.and_then(|view| Reflect::get(&view, &"CSSStyleSheet".into()).ok()?.dyn_into().ok());
        return add(&made.map(|made: Function| parse(sources, &made)).unwrap_or_default());
    }
    SHEETS.with_borrow_mut(|sheets| {
        let Some(sheets) = sheets.get_mut(part) else { return };
        let own = || Reflect::get(&js_sys::global(), &"CSSStyleSheet".into()).ok()?.dyn_into().ok();
        add(sheets.get_or_insert_with(|| own().map(|own: Function| parse(sources, &own)).unwrap_or_default()));
    });
}

/// The sheets, made by a window's own class.
fn parse(sources: &[&str], class: &Function) -> Vec<CssStyleSheet> {
    let parsed = sources.iter().filter_map(|source| {
        let sheet: CssStyleSheet = Reflect::construct(class, &Array::new()).ok()?.unchecked_into();
        sheet.replace_sync(source).ok()?;
        Some(sheet)
    });
    parsed.collect()
}

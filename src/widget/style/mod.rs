//! The widget's style sheets, parsed once a page and adopted by every element's shadow root.

use std::cell::RefCell;

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
    SHEETS.with_borrow_mut(|sheets| {
        let Some(sheets) = sheets.get_mut(part) else { return };
        for sheet in sheets.get_or_insert_with(|| parse(sources)) {
            adopted.push(sheet);
        }
    });
}

fn parse(sources: &[&str]) -> Vec<CssStyleSheet> {
    let parsed = sources.iter().filter_map(|source| {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(source).ok()?;
        Some(sheet)
    });
    parsed.collect()
}

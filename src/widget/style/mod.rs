//! The widget's style sheets, parsed once a page and adopted by every element's shadow root.

use web_sys::{CssStyleSheet, ShadowRoot};

const SOURCES: [&str; 10] = [
    include_str!("tokens.css"),
    include_str!("base.css"),
    include_str!("../views/shell/shell.css"),
    include_str!("../views/home/home.css"),
    include_str!("../views/guide/guide.css"),
    include_str!("../views/parts/item/item.css"),
    include_str!("../views/quiz/quiz.css"),
    include_str!("../views/practice/practice.css"),
    include_str!("../views/mock/mock.css"),
    include_str!("../views/progress/progress.css"),
];

thread_local! {
    static SHEETS: Vec<CssStyleSheet> = SOURCES.iter().filter_map(|source| {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(source).ok()?;
        Some(sheet)
    }).collect();
}

/// Adds the widget's sheets behind those that the root has already.
pub fn adopt(root: &ShadowRoot) {
    let adopted = root.adopted_style_sheets();
    SHEETS.with(|sheets| {
        for sheet in sheets {
            adopted.push(sheet);
        }
    });
}

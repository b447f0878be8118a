//! The rules of the house that no compiler knows: who may name whom, and that no text ever becomes HTML.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files below a folder with one of the endings; that there are none is an error in this file.
fn sources(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no such files");
    found
}

/// Fails, naming each place, when a line that is no comment holds one of the words.
fn forbid(sources: &[(PathBuf, String)], words: &[&str], why: &str) {
    let mut places = Vec::new();
    for (path, text) in sources {
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && !code.starts_with('*') && words.iter().any(|word| code.contains(word)) {
                places.push(format!("{}:{}: {code}", path.display(), number + 1));
            }
        }
    }
    assert!(places.is_empty(), "{why}:\n{}", places.join("\n"));
}

#[test]
fn the_core_knows_no_browser_no_clock_and_no_chance() {
    let mut core = sources("src/core", &["rs"]);
    core.push((root().join("src/core/Cargo.toml"), fs::read_to_string(root().join("src/core/Cargo.toml")).unwrap()));
    let words = [
        "wasm_bindgen",
        "wasm-bindgen",
        "web_sys",
        "web-sys",
        "js_sys",
        "js-sys",
        "leptos",
        "gloo",
        "getrandom",
        "SystemTime",
        "Instant::",
    ];
    forbid(&core, &words, "the core is handed what it needs of the world");
}

#[test]
fn the_reader_and_the_core_know_neither_widget_nor_command() {
    for folder in ["src/core", "src/reader"] {
        let words = ["interview_practice::", "interview_practice_cli", "leptos"];
        forbid(&sources(folder, &["rs"]), &words, "arrows point inwards");
    }
    forbid(&sources("src/core", &["rs"]), &["interview_practice_reader"], "arrows point inwards");
}

#[test]
fn the_widget_knows_neither_reader_nor_command() {
    // Few pages need a pack read, and those fetch the reader as a module of its own.
    let words = ["interview_practice_reader", "interview_practice_cli", "pulldown_cmark"];
    forbid(&sources("src/widget", &["rs"]), &words, "the loader brings the reader, on the pages that need it");
}

#[test]
fn no_text_becomes_html() {
    let words = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "createContextualFragment",
        "inner_html",
    ];
    let why = "content reaches the screen as DOM nodes, never as a text of HTML";
    forbid(&sources("src/widget", &["rs"]), &words, why);
    forbid(&sources("www", &["js"]), &words, why);
}

#[test]
fn views_are_built_from_plain_elements() {
    let why = "a view macro gives each piece of a view its own type and code, and sends static parts through innerHTML";
    forbid(&sources("src/widget", &["rs"]), &["view!"], why);
}

#[test]
fn every_class_that_has_a_style_is_some_elements() {
    let letters = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let views = sources("src/widget", &["rs"]);
    let named: BTreeSet<&str> = views.iter().flat_map(|(_, text)| text.split(|letter| !letters(letter))).collect();
    let mut unused = Vec::new();
    for (path, text) in &sources("src/widget", &["css"]) {
        for piece in text.split('.').skip(1) {
            let class = piece.split(|letter| !letters(letter)).next().unwrap_or_default();
            // The hyphen tells the classes of views from the ends of sentences and numbers.
            if class.contains('-')
                && class.starts_with(|first: char| first.is_ascii_lowercase())
                && !named.contains(class)
            {
                unused.push(format!("{}: .{class}", path.display()));
            }
        }
    }
    assert!(unused.is_empty(), "every visitor pays for these, and nothing looks like them:\n{}", unused.join("\n"));
}

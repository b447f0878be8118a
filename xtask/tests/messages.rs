//! Every message of the catalogues is said somewhere: what nobody says is translated for nothing.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// How often a word stands in a text.
fn count(text: &str, word: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .filter(|(at, _)| !text[..*at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
        .count()
}

#[test]
fn every_message_is_said_somewhere() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let catalogues = source.join("core/messages");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let mut messages = 0;
    let mut unsaid = Vec::new();
    for file in files.iter().filter(|file| file.starts_with(&catalogues)) {
        let area = file.file_stem().unwrap().to_str().unwrap();
        let own = fs::read_to_string(file).unwrap();
        // A file may call an area by a shorter name of its own.
        let called = |text: &str| {
            let renamed = text.split_once(&format!("{area} as ")).map(|(_, rest)| rest);
            let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            renamed.map_or_else(|| area.to_owned(), |rest| rest[..end(rest)].to_owned())
        };
        for line in own.lines() {
            let Some((name, _)) = line.trim_start().split_once(": \"") else { continue };
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') {
                continue;
            }
            messages += 1;
            let elsewhere = texts.iter().any(|text| count(text, &format!("{}::{name}", called(text))) > 0);
            if !elsewhere && count(&own, name) < 2 {
                unsaid.push(format!("{area}::{name}"));
            }
        }
    }
    assert!(messages > 300, "only {messages} messages were found");
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}: delete them");
}

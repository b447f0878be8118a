//! Packs on disk: one file, or a folder with `pack.md` and more files.

use std::fs;
use std::path::{Path, PathBuf};

use interview_practice_core::content::Pack;

use crate::{Finding, Outcome, read, read_json, read_translation};

/// How many folders deep a pack may be.
const MAX_FOLDERS: usize = 8;

/// How many files a pack may have.
const MAX_FILES: usize = 10_000;

/// How many bytes a file may have.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a pack from a Markdown file, a folder, or a compiled pack, which is known by its name's ending in `.json`.
///
/// Of a folder, `pack.md` and every other `.md` file below it are read, in the order of their paths; `README.md`, hidden files and
/// links to folders are not. What cannot be opened or is not UTF-8 is a finding like any other.
#[must_use]
pub fn read_path(path: &Path) -> Outcome {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) && !path.is_dir() {
        return match text_of(path) {
            Ok(text) => read_json(&name(path), &text),
            Err(finding) => Outcome { findings: vec![*finding], ..Outcome::default() },
        };
    }
    with_files(path, read)
}

/// Reads the translation of a pack, from a Markdown file or a folder, as [`read_translation`] does.
#[must_use]
pub fn read_translation_path(original: &Pack, path: &Path) -> Outcome {
    with_files(path, |files| read_translation(original, files))
}

fn with_files(path: &Path, read: impl FnOnce(&[(&str, &str)]) -> Outcome) -> Outcome {
    match read_files(path) {
        Ok(files) => {
            let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            read(&files)
        }
        Err(findings) => Outcome { findings, ..Outcome::default() },
    }
}

/// The names and texts of a pack's files.
///
/// # Errors
/// Every file that cannot be opened, is too large or is not UTF-8, and a folder without `pack.md`.
pub fn read_files(path: &Path) -> Result<Vec<(String, String)>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, 0, &mut paths, &mut findings);
        if !paths.contains(&path.join("pack.md")) && findings.is_empty() {
            let mend = "a pack is one `.md` file, or a folder with `pack.md` in it".to_owned();
            findings.push(Finding::about_file(&name(path), "there is no `pack.md` in this folder".to_owned(), mend));
        }
    } else {
        paths.push(path.to_owned());
    }
    let mut files = Vec::new();
    for path in paths {
        match text_of(&path) {
            Ok(text) => files.push((name(&path), text)),
            Err(finding) => findings.push(*finding),
        }
    }
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}

fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn collect(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>, findings: &mut Vec<Finding>) {
    let listed = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("the folder cannot be read: {error}");
            findings.push(Finding::about_file(&name(folder), message, "check its name and its rights".to_owned()));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with('.') {
            continue;
        }
        // A link's own type: links to folders are not followed, so there are no circles.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if depth < MAX_FOLDERS {
                collect(&path, depth + 1, paths, findings);
            } else {
                let message = format!("folders more than {MAX_FOLDERS} deep");
                findings.push(Finding::about_file(&name(&path), message, "move the files further up".to_owned()));
            }
        } else if file_name.ends_with(".md") && !file_name.eq_ignore_ascii_case("readme.md") && path.is_file() {
            if paths.len() == MAX_FILES {
                let message = format!("more than {MAX_FILES} files");
                findings.push(Finding::about_file(&name(&path), message, "put some of them together".to_owned()));
            }
            if paths.len() > MAX_FILES {
                return;
            }
            paths.push(path);
        }
    }
}

/// The text of a file.
///
/// # Errors
/// When it cannot be opened, is too large or is not UTF-8.
pub(crate) fn text_of(path: &Path) -> Result<String, Box<Finding>> {
    let about = |message: String, mend: &str| Box::new(Finding::about_file(&name(path), message, mend.to_owned()));
    let cannot =
        |error: std::io::Error| about(format!("the file cannot be read: {error}"), "check its name and its rights");
    let size = fs::metadata(path).map_err(cannot)?.len();
    if size > MAX_BYTES {
        let message = format!("the file has {size} bytes, where {MAX_BYTES} are the most");
        return Err(about(message, "split it into several files"));
    }
    let bytes = fs::read(path).map_err(cannot)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let mend = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16: save it as UTF-8",
            _ => "save it as UTF-8",
        };
        let byte = bytes.get(at).copied().unwrap_or_default();
        let message = format!("byte {at} (0x{byte:02x}) is not UTF-8");
        let valid = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
        Box::new(Finding::at(crate::Severity::Error, &name(path), &valid, at, message, mend.to_owned()))
    })
}

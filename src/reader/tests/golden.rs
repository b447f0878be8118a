//! Every folder in `tests/packs` is a case: what is read must give just the findings and the pack that stand beside it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use interview_practice_reader::{Outcome, read, read_files, read_json, write};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// The files of a case, named as seen from its folder.
fn files(case: &Path) -> Vec<(String, String)> {
    let folder = case.join("pack");
    let input = if folder.is_dir() { folder.clone() } else { case.join("pack.md") };
    let base = if folder.is_dir() { folder } else { case.to_owned() };
    let base = base.to_string_lossy().replace('\\', "/") + "/";
    let named = |(name, text): (String, String)| (name.strip_prefix(&base).unwrap().to_owned(), text);
    read_files(&input).unwrap().into_iter().map(named).collect()
}

fn outcome(files: &[(String, String)]) -> Outcome {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read(&files)
}

fn compare(case: &Path, name: &str, actual: Option<String>) {
    let path = case.join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        match actual {
            Some(text) => fs::write(path, text).unwrap(),
            None => drop(fs::remove_file(path)),
        }
        return;
    }
    let expected = fs::read_to_string(&path).ok().map(|text| text.replace("\r\n", "\n"));
    assert_eq!(expected, actual, "{}: what was read differs; see tests/packs/README.md", path.display());
}

#[test]
fn every_case_gives_its_findings_and_its_pack() {
    let cases = cases();
    assert!(cases.len() >= 10, "the cases are in their place");
    for case in cases {
        let outcome = outcome(&files(&case));
        let findings: String = outcome.findings.iter().map(|finding| format!("{finding}\n")).collect();
        compare(&case, "findings.txt", Some(findings));
        let json = outcome.pack.map(|pack| serde_json::to_string_pretty(&pack).unwrap() + "\n");
        compare(&case, "pack.json", json);
    }
}

#[test]
fn a_pack_survives_json_and_markdown() {
    let mut packs = 0;
    for case in cases() {
        let Some(pack) = outcome(&files(&case)).pack else { continue };
        let json = read_json("pack.json", &serde_json::to_string(&pack).unwrap());
        assert_eq!(json.pack.as_ref(), Some(&pack), "{}", case.display());
        let text = write(&pack);
        let again = read(&[("pack.md", &text)]);
        assert_eq!(again.pack.as_ref(), Some(&pack), "{}: {text}\n{:?}", case.display(), again.findings);
        packs += 1;
    }
    assert!(packs > 1);
}

#[test]
fn a_folder_means_the_same_as_its_files_in_one() {
    let case = cases().into_iter().find(|case| case.ends_with("complete")).unwrap();
    let files = files(&case);
    assert!(files.len() > 2);
    let mut one: String = files.iter().find(|(name, _)| name == "pack.md").unwrap().1.clone();
    for (_, text) in files.iter().filter(|(name, _)| name != "pack.md") {
        one.push('\n');
        // A further file's title is for its readers; within one file it would be reported.
        one.push_str(text.strip_prefix("# Fog\n").unwrap_or(text));
    }
    assert_eq!(read(&[("all.md", &one)]).pack, outcome(&files).pack);
}

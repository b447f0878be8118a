//! Every folder in `tests/coach` is a case: the coach must say of the answer just what stands beside it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use interview_practice_core::coach::{Line, Neighbours};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_case_gives_what_stands_beside_it() {
    let neighbours = fs::read(root().join("src/core/coach/neighbours.bin")).unwrap();
    let neighbours = Neighbours::from_bytes(&neighbours).unwrap();
    let folders = fs::read_dir(root().join("tests/coach")).unwrap().map(|entry| entry.unwrap().path());
    let cases: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    assert!(cases.len() >= 8, "the cases are in their place");
    for case in cases {
        let read = |name: &str| {
            fs::read_to_string(case.join(name)).unwrap_or_else(|error| panic!("{}: {name}: {error}", case.display()))
        };
        let line: Line<Value> = serde_json::from_str(&read("input.json")).unwrap();
        let settings: Value = serde_json::from_str(&read("settings.json")).unwrap();
        let with = settings.get("neighbours").and_then(Value::as_bool).expect("`neighbours` is true or false");
        let judged = line.judge(with.then_some(&neighbours));
        let actual = serde_json::to_string_pretty(&judged).unwrap() + "\n";
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(case.join("expected.json"), actual).unwrap();
        } else {
            let expected = read("expected.json").replace("\r\n", "\n");
            assert_eq!(expected, actual, "{}: see tests/coach/README.md", case.display());
        }
    }
}

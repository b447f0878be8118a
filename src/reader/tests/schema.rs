//! The published JSON Schema says what the model says: it passes what is written, and refuses what the model refuses.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeSet;

use interview_practice_reader::{read_json, read_path};
use jsonschema::Validator;
use serde_json::{Value, json};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../content/pack.schema.json")).unwrap()
}

fn complete() -> Value {
    serde_json::from_str(include_str!("../../../tests/packs/complete/pack.json")).unwrap()
}

fn validator() -> Validator {
    let schema = schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn every_compiled_pack_passes() {
    let validator = validator();
    let mut packs = 0;
    let golden =
        std::fs::read_dir(format!("{ROOT}/tests/packs")).unwrap().map(|entry| entry.unwrap().path().join("pack.json"));
    let content = std::fs::read_dir(format!("{ROOT}/content")).unwrap().map(|entry| entry.unwrap().path());
    for path in golden.filter(|path| path.exists()).chain(content.filter(|path| path.is_dir())) {
        let pack = read_path(&path).pack.unwrap_or_else(|| panic!("{} has no errors", path.display()));
        let json = serde_json::to_value(&pack).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{}", path.display());
        packs += 1;
    }
    assert!(packs > 2);
}

/// Every object of a JSON text, as a pointer.
fn objects(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(pointer.to_owned());
            fields.iter().for_each(|(name, value)| objects(value, &format!("{pointer}/{name}"), found));
        }
        Value::Array(entries) => {
            entries.iter().enumerate().for_each(|(n, value)| objects(value, &format!("{pointer}/{n}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_field_is_required_in_the_schema_just_where_the_model_requires_it() {
    let validator = validator();
    let complete = complete();
    let mut pointers = Vec::new();
    objects(&complete, "", &mut pointers);
    let mut compared = 0;
    for pointer in pointers {
        let names: Vec<String> = complete.pointer(&pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        for name in names {
            let mut pack = complete.clone();
            pack.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(&name);
            let read = serde_json::from_value::<interview_practice_core::content::Pack>(pack.clone());
            assert_eq!(validator.is_valid(&pack), read.is_ok(), "without {pointer}/{name}");
            // A value of another type is refused by both.
            let mut pack = complete.clone();
            pack.pointer_mut(&pointer).unwrap()[name.as_str()] = json!(1.5);
            assert!(!validator.is_valid(&pack), "{pointer}/{name} as a number");
            assert!(read_json("", &pack.to_string()).pack.is_none(), "{pointer}/{name} as a number");
            compared += 1;
        }
        let mut pack = complete.clone();
        pack.pointer_mut(&pointer).unwrap()["surplus"] = json!(1);
        assert!(!validator.is_valid(&pack), "a surplus field in {pointer}");
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn every_property_of_the_schema_is_one_of_the_model() {
    fn properties(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    found.extend(properties.keys().cloned());
                }
                fields.values().for_each(|value| properties(value, found));
            }
            Value::Array(entries) => entries.iter().for_each(|value| properties(value, found)),
            _ => {}
        }
    }
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.keys().cloned());
                fields.values().for_each(|value| keys(value, found));
            }
            Value::Array(entries) => entries.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let (mut of_schema, mut of_model) = (BTreeSet::new(), BTreeSet::new());
    properties(&schema(), &mut of_schema);
    keys(&complete(), &mut of_model);
    assert_eq!(of_schema, of_model);
}

#[test]
fn ids_and_addresses_are_as_narrow_as_in_the_model() {
    let validator = validator();
    let ids = ["a", "a-b", "a--b", "0", "", "-a", "a-", "A", "a b", "é", "a_b", &"a".repeat(64), &"a".repeat(65)];
    for id in ids {
        let mut pack = complete();
        pack["questions"][0]["pitfalls"][0]["id"] = json!(id);
        let fits = interview_practice_core::content::Id::new(id).is_ok();
        // The follow-up's reference to the old id is for `check` to find.
        assert_eq!(validator.is_valid(&pack), fits, "{id:?}");
    }
    let urls = [
        "https://a.example/x?y:z",
        "HTTP://a",
        "mailto:a@b.example",
        "../x",
        "#part",
        "a/b:c",
        "//host/x",
        "?q=a:b",
        "",
        "a b",
        "javascript:alert(1)",
        "JaVa\nscript:x",
        "data:text/html,x",
        "blob:x",
        "x",
        "a\tb",
    ];
    for url in urls {
        let mut pack = complete();
        pack["references"][1]["entries"][0]["url"] = json!(url);
        assert_eq!(validator.is_valid(&pack), interview_practice_core::content::Url::new(url).is_ok(), "{url:?}");
    }
}

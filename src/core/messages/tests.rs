//! Every message in every language, and what is filled into them.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::*;

fn all() -> Vec<(&'static str, Message)> {
    let mut all = Vec::new();
    for area in [
        debrief::ALL,
        coach::ALL,
        errors::ALL,
        guide::ALL,
        home::ALL,
        interviewer::ALL,
        made::ALL,
        mock::ALL,
        practice::ALL,
        progress::ALL,
        quiz::ALL,
        review::ALL,
        shell::ALL,
        voice::ALL,
    ] {
        all.extend_from_slice(area);
    }
    for area in [
        debrief::PLURALS,
        coach::PLURALS,
        guide::PLURALS,
        home::PLURALS,
        mock::PLURALS,
        practice::PLURALS,
        progress::PLURALS,
        quiz::PLURALS,
        review::PLURALS,
        shell::PLURALS,
        voice::PLURALS,
    ] {
        for (name, plural) in area {
            all.push((name, plural.one));
            all.push((name, plural.other));
        }
    }
    all
}

fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_message_is_written_in_every_language_with_the_same_values() {
    for (name, message) in all() {
        for language in Language::ALL {
            assert!(!message.text(language).trim().is_empty(), "{name} is empty in {}", language.tag());
            assert!(!message.text(language).contains('!'), "{name} shouts in {}", language.tag());
        }
        assert_eq!(names(message.en), names(message.es), "{name} has other values in Spanish");
    }
}

#[test]
fn values_are_filled_in_and_never_read_as_names() {
    let message = Message { en: "{a} of {b}, {c", es: "" };
    assert_eq!(message.fill(Language::En, &[("a", "{b}"), ("b", "2")]), "{b} of 2, {c");
}

#[test]
fn plurals_follow_the_number() {
    let plural =
        Plural { one: Message { en: "{n} item", es: "{n} tema" }, other: Message { en: "{n} items", es: "{n} temas" } };
    assert_eq!(plural.count(Language::En, 1), "1 item");
    assert_eq!(plural.count(Language::Es, 0), "0 temas");
    assert_eq!(plural.count(Language::Es, 1_000_000), "1000000 temas");
}

#[test]
fn a_tag_chooses_the_language() {
    assert_eq!(Language::of_tag("es-MX"), Language::Es);
    assert_eq!(Language::of_tag("EN_gb"), Language::En);
    assert_eq!(Language::of_tag(""), Language::En);
    assert_eq!(Language::of_tag("est"), Language::En);
}

#[test]
fn numbers_read_as_the_language_writes_them() {
    assert_eq!(percent(Language::En, 0.666), "67%");
    assert_eq!(percent(Language::Es, 2.0), "100\u{a0}%");
    assert_eq!(clock(245), "4:05");
    let parts = ["a".to_owned(), "b".to_owned(), "ideas".to_owned()];
    assert_eq!(join(Language::En, &parts), "a, b and ideas");
    assert_eq!(join(Language::Es, &parts), "a, b e ideas");
}

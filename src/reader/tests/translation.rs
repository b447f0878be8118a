//! A translation is laid over a pack by its ids: it brings words and nothing else.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use interview_practice_core::content::{ItemBody, Pack, plain_text};
use interview_practice_reader::{Outcome, Severity, read, read_path, read_translation, write};

const ORIGINAL: &str = include_str!("translation/pack.md");
const SPANISH: &str = include_str!("translation/es.md");

fn original() -> Pack {
    let outcome = read(&[("pack.md", ORIGINAL)]);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    outcome.pack.unwrap()
}

fn spanish(edit: impl Fn(&str) -> String) -> Outcome {
    read_translation(&original(), &[("es.md", &edit(SPANISH))])
}

fn errors(outcome: &Outcome) -> Vec<String> {
    let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{}:{}: {}", finding.line, finding.column, finding.message)).collect()
}

#[test]
fn words_are_the_translations_and_all_else_is_the_originals() {
    let outcome = spanish(str::to_owned);
    assert_eq!(errors(&outcome), [""; 0]);
    let (own, pack) = (original(), outcome.pack.unwrap());
    assert_eq!(pack.language, "es");
    assert_eq!(pack.id, own.id);
    let question = pack.question("rise").unwrap();
    assert_eq!(question.prompt, "¿Por qué sube la masa?");
    assert_eq!(
        (question.kind, question.seconds, &question.competencies),
        (own.questions[0].kind, own.questions[0].seconds, &own.questions[0].competencies)
    );
    assert_eq!(question.points[0].text, "Nombra la levadura");
    assert_eq!(question.points[0].concepts, own.questions[0].points[0].concepts);
    assert_eq!(question.points[1].text, own.questions[0].points[1].text, "not translated yet");
    assert_eq!(question.concepts[0].synonyms, ["levadura fresca"]);
    let ItemBody::Single { choices } = &pack.item("gas").unwrap().body else { panic!("{:?}", pack.items) };
    assert_eq!(choices.iter().map(|choice| plain_text(&choice.text)).collect::<Vec<_>>(), ["La levadura", "La sal"]);
    assert_eq!(choices.iter().map(|choice| choice.correct).collect::<Vec<_>>(), [true, false]);
    assert_eq!(pack.item("salt-slows").unwrap().body, own.item("salt-slows").unwrap().body);
    let ItemBody::Ordering { steps } = &pack.item("steps").unwrap().body else { panic!("{:?}", pack.items) };
    assert_eq!(steps.iter().map(|step| plain_text(&step.text)).collect::<Vec<_>>(), ["Mezclar", "Formar", "Hornear"]);
    assert_eq!(pack.problems(), []);
}

#[test]
fn every_id_of_the_original_is_still_there_so_progress_is_shared() {
    fn ids(pack: &Pack) -> Vec<String> {
        let json = serde_json::to_string(pack).unwrap();
        let ids = json
            .match_indices("\"id\":\"")
            .map(|(at, mark)| json[at + mark.len()..].split('"').next().unwrap().to_owned());
        ids.collect()
    }
    let outcome = spanish(str::to_owned);
    assert_eq!(ids(&outcome.pack.unwrap()), ids(&original()));
}

#[test]
fn what_is_not_translated_is_a_warning_at_its_place() {
    let warnings = spanish(str::to_owned).findings;
    let named = |what: &str| warnings.iter().any(|finding| finding.message.contains(what));
    assert!(warnings.iter().all(|finding| finding.severity == Severity::Warning), "{warnings:?}");
    assert!(named("the point `time` is not translated"), "{warnings:?}");
    assert!(named("the guide section `ovens` is not translated"), "{warnings:?}");
    assert!(!named("`rise`"), "{warnings:?}");
}

#[test]
fn what_does_not_fit_the_original_is_an_error_at_its_place() {
    for (from, to, message) in [
        ("{#rise}", "{#rises}", "the original has no question `rises`"),
        ("{#yeast}", "{#yeats}", "the original has no point `yeats`"),
        ("id: baker", "id: bakery", "the pack's id is `bakery`, the original's is `baker`"),
        ("[[gas: gas]]", "[[air: gas]]", "the text has other gaps than the original's"),
        ("{#salt-slows}", "{#gas}", "the item `gas` stands here a second time"),
        ("{#mix}", "{#knead}", "the original has no step `knead`"),
        ("1. Regular", "1. Regular\n2. Bien", "the rubric has other levels than the original's"),
    ] {
        assert!(SPANISH.contains(from), "{from}");
        let outcome = spanish(|text| text.replacen(from, to, 1));
        assert!(outcome.pack.is_none(), "{from}");
        assert!(errors(&outcome).iter().any(|error| error.contains(message)), "{message}: {:?}", errors(&outcome));
    }
}

#[test]
fn a_pack_laid_over_itself_is_itself() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/senior-software-engineer");
    let pack = read_path(content.as_ref()).pack.unwrap();
    let outcome = read_translation(&pack, &[("again.md", &write(&pack))]);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    assert_eq!(outcome.pack, Some(pack));
}

//! The first pack holds what it promises: ten questions in depth, and quiz items over every skill and every section of the guide.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use interview_practice_core::content::{ItemBody, Level, Pack, plain_text, plain_text_of_blocks};
use interview_practice_reader::read_path;
use serde_json::Value;

fn pack() -> Pack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    let outcome = read_path(&path);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    outcome.pack.unwrap()
}

#[test]
fn ten_questions_are_worked_out_in_depth() {
    let pack = pack();
    let questions: Vec<_> = pack.practice_questions().collect();
    assert_eq!(questions.len(), 10);
    for question in questions {
        let words = plain_text_of_blocks(&question.model_answer).split_whitespace().count();
        assert!((150..=350).contains(&words), "{}: a model answer of {words} words", question.id);
        assert!(question.points.len() >= 4, "{}: {} points", question.id, question.points.len());
        assert!(question.pitfalls.len() >= 3, "{}: {} pitfalls", question.id, question.pitfalls.len());
        assert!(question.follow_ups.len() >= 3, "{}: {} follow-ups", question.id, question.follow_ups.len());
        assert!(question.concepts.iter().any(|concept| !concept.synonyms.is_empty()), "{}", question.id);
        assert!(!question.competencies.is_empty() && !question.context.is_empty(), "{}", question.id);
        assert!(question.points.iter().all(|point| !point.concepts.is_empty()), "{}", question.id);
    }
}

#[test]
fn the_guide_has_seven_sections_on_eleven_skills() {
    let pack = pack();
    assert_eq!(pack.guide.len(), 7);
    let of = |level| pack.competencies.iter().filter(|competency| competency.level == level).count();
    assert_eq!((of(Level::MustHave), of(Level::Preferred)), (8, 3));
    for section in &pack.guide {
        assert!(plain_text_of_blocks(&section.body).split_whitespace().count() >= 40, "{}", section.id);
    }
    assert_eq!(pack.assessments.len(), 3);
    for assessment in &pack.assessments {
        assert!(assessment.rubric.len() >= 4 && pack.opening_prompts(&assessment.id).count() >= 5, "{}", assessment.id);
    }
}

#[test]
fn at_least_sixty_items_cover_every_skill_and_every_section() {
    let pack = pack();
    assert!(pack.items.len() >= 60, "{} items", pack.items.len());
    let mut skills: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &pack.items {
        item.competencies.iter().for_each(|id| *skills.entry(id.as_str()).or_default() += 1);
        item.section.iter().for_each(|id| *sections.entry(id.as_str()).or_default() += 1);
    }
    println!("{} items; {skills:?}; {sections:?}", pack.items.len());
    for competency in &pack.competencies {
        assert!(skills.get(competency.id.as_str()) >= Some(&3), "{}: {skills:?}", competency.id);
    }
    for section in &pack.guide {
        assert!(sections.get(section.id.as_str()) >= Some(&2), "{}: {sections:?}", section.id);
    }
}

#[test]
fn every_wrong_choice_says_why_and_no_choice_gives_itself_away() {
    let pack = pack();
    for item in &pack.items {
        let (ItemBody::Single { choices } | ItemBody::Multiple { choices }) = &item.body else {
            assert!(!item.explanation.is_empty(), "{}: no explanation", item.id);
            continue;
        };
        for choice in choices {
            let why = plain_text(&choice.explanation);
            assert!(choice.correct || why.split_whitespace().count() >= 4, "{}/{}: {why:?}", item.id, choice.id);
            let text = plain_text(&choice.text).to_lowercase();
            for clue in ["all of the above", "none of the above"] {
                assert!(!text.contains(clue), "{}/{}: {text}", item.id, choice.id);
            }
        }
        let length = |correct: bool| {
            let some = choices.iter().filter(|choice| choice.correct == correct);
            some.map(|choice| plain_text(&choice.text).chars().count()).max().unwrap()
        };
        assert!(length(true) <= 2 * length(false), "{}: the right choice is by far the longest", item.id);
    }
}

/// Every text that a reader sees.
fn texts<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) if !matches!(key, "code" | "url" | "id" | "format") => found.push(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, key, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| texts(value, key, found)),
        _ => {}
    }
}

#[test]
fn quotation_marks_and_apostrophes_are_typographic() {
    let json = serde_json::to_value(pack()).unwrap();
    let mut found = Vec::new();
    texts(&json, "", &mut found);
    assert!(found.len() > 2000);
    let straight: Vec<_> = found.into_iter().filter(|text| text.contains(['"', '\''])).collect();
    assert_eq!(straight, [""; 0]);
}

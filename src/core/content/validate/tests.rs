//! What a pack may get wrong, one mistake at a time in a small sound pack; and the compact form, whole and damaged.

use alloc::vec;

use super::*;
use crate::content::{Difficulty, Item, binary};

fn pack() -> Pack {
    let json = r#"{"format": "interview-practice-pack", "format_version": 1, "id": "tiny", "version": "1", "role": "Tester",
        "language": "en", "competencies": [{"id": "care", "name": "Care", "description": "Looks twice."}],
        "questions": [{"id": "why", "prompt": "Why?", "kind": "motivation", "seconds": 60, "competencies": ["care"],
            "points": [{"id": "reason", "text": "Gives a reason"}],
            "follow_ups": [{"id": "else", "text": "What else?", "points": ["reason"]}]}]}"#;
    serde_json::from_str(json).unwrap()
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn choice(id: &str, text: &str, correct: bool) -> Choice {
    Choice { id: Id::new(id).unwrap(), was: vec![], text: words(text), correct, explanation: words("Because.") }
}

fn item(body: ItemBody) -> Item {
    Item {
        id: Id::new("item").unwrap(),
        was: vec![],
        competencies: vec![],
        section: None,
        question: None,
        difficulty: Difficulty::Medium,
        stem: vec![Block::Paragraph(words("Which?"))],
        body,
        explanation: vec![],
    }
}

fn messages(pack: &Pack) -> Vec<String> {
    pack.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn a_small_pack_has_no_problems_and_survives_the_binary_form() {
    let pack = pack();
    assert_eq!(pack.problems(), []);
    assert_eq!(binary::decode(&binary::encode(&pack)), Ok(pack));
}

#[test]
fn a_reference_that_leads_nowhere_names_what_was_meant() {
    let mut pack = pack();
    pack.questions[0].competencies = vec![Id::new("car").unwrap()];
    pack.questions[0].follow_ups[0].points = vec![Id::new("outcome").unwrap()];
    assert_eq!(
        messages(&pack),
        [
            "questions[0].competencies: there is no competency `car`: did you mean `care`?",
            "questions[0].follow_ups[0].points: there is no point of assessment `outcome`",
        ]
    );
}

#[test]
fn ids_and_former_ids_may_not_clash() {
    let mut pack = pack();
    let mut twin = pack.questions[0].clone();
    twin.id = Id::new("whither").unwrap();
    twin.was = vec![Id::new("why").unwrap()];
    pack.questions.push(twin);
    assert_eq!(messages(&pack), ["questions[1].id: the id `why` stands here a second time: choose another"]);
}

#[test]
fn an_item_must_have_an_answer() {
    let mut pack = pack();
    pack.items = vec![item(ItemBody::Single { choices: vec![choice("a", "One", true), choice("b", "one ", true)] })];
    assert_eq!(
        messages(&pack),
        [
            "items[0].body.single.choices[1].text: `one ` stands here twice: make the two differ",
            "items[0].body: 2 correct choices, where there must be 1",
        ]
    );
}

#[test]
fn text_nested_too_deep_is_reported_and_not_followed() {
    let mut pack = pack();
    let mut block = Block::Paragraph(words("deep"));
    for _ in 0..500 {
        block = Block::Quote(vec![block]);
    }
    pack.summary = vec![block];
    assert_eq!(messages(&pack), ["summary: the text nests deeper than 16 levels: make it flatter"]);
}

#[test]
fn a_damaged_binary_is_refused_and_never_panics() {
    let bytes = binary::encode(&pack());
    assert_eq!(binary::decode(b"nothing"), Err(binary::BinaryError::NotAPack));
    for cut in 4..bytes.len() {
        assert_eq!(binary::decode(&bytes[..cut]), Err(binary::BinaryError::Damaged));
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let _ = binary::decode(&flipped);
        }
    }
}

#[test]
fn a_pack_full_of_wrong_references_gets_suggestions_for_the_first_ones_only() {
    let mut pack = pack();
    pack.questions[0].competencies = vec![Id::new("car").unwrap(); 150];
    let suggested = messages(&pack).iter().filter(|message| message.contains("did you mean `care`")).count();
    assert_eq!((pack.problems().len(), suggested), (150, 100));
}

#[test]
fn prompts_come_back_where_they_were_taken_from() {
    let mut whole = pack();
    let mut prompt = whole.questions[0].clone();
    prompt.id = Id::new("opening").unwrap();
    prompt.assessment = Some(Id::new("talk").unwrap());
    whole.questions.push(prompt);
    let mut split = whole.clone();
    let prompts = split.take_prompts();
    assert_eq!((split.questions.len(), prompts.len()), (1, 1));
    let prompts = binary::decode_prompts(&binary::encode_prompts(&prompts)).unwrap();
    split.add_prompts(prompts.clone());
    split.add_prompts(prompts);
    assert_eq!(split, whole);
    assert_eq!(binary::decode_prompts(&binary::encode(&whole)), Err(binary::BinaryError::NotAPack));
}

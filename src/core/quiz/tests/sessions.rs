//! Planning, going through, storing and summing up sessions.

use proptest::prelude::*;

use super::*;
use crate::content::{Difficulty, Id, ItemBody, ItemKind};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn plan(pack: &Pack, settings: &Settings, history: &History, seed: u64) -> Vec<String> {
    Session::plan(&ItemBank::new(pack), settings, history, seed).answers().map(|(id, _)| id.into()).collect()
}

fn authored() -> Settings {
    Settings { source: Source::Authored, ..Settings::default() }
}

fn seen(items: &[(&str, f64)]) -> History {
    let known = |(id, last_score): &(&str, f64)| {
        (String::from(*id), ItemHistory { attempts: 1, last_score: *last_score, last_at: 0 })
    };
    History { items: items.iter().map(known).collect() }
}

#[test]
fn a_session_holds_what_the_settings_ask_for() {
    let pack = small();
    let all = History::default();
    let sorted = |settings: &Settings, history: &History| {
        let mut ids = plan(&pack, settings, history, 1);
        ids.sort();
        ids
    };
    assert_eq!(sorted(&authored(), &all).len(), 6, "fewer than ten match, and that is what it says");
    assert_eq!(plan(&pack, &Settings { length: 5, ..authored() }, &all, 1).len(), 5);
    assert_eq!(sorted(&Settings { competencies: vec![id("oven")], ..authored() }, &all), ["match", "order", "truth"]);
    assert_eq!(sorted(&Settings { kinds: vec![ItemKind::Cloze], ..authored() }, &all), ["gap"]);
    assert_eq!(sorted(&Settings { difficulty: Some(Difficulty::Hard), ..authored() }, &all), ["match"]);
    assert_eq!(sorted(&Settings { question: Some(id("rise")), ..authored() }, &all), ["gap", "many", "one"]);
    assert_eq!(sorted(&Settings { section: Some(id("heat")), ..authored() }, &all), ["match"]);
    assert_eq!(sorted(&Settings { section: Some(id("start")), ..authored() }, &all), ["gap", "many", "one"]);
    assert_eq!(sorted(&Settings { question: Some(id("unknown")), ..authored() }, &all), [""; 0]);
    assert_eq!(sorted(&Settings { section: Some(id("unknown")), ..authored() }, &all), [""; 0]);
    let history = seen(&[("one", 0.5), ("gap", 1.0), ("match", 0.0)]);
    assert_eq!(sorted(&Settings { pool: Pool::Missed, ..authored() }, &history), ["match", "one"]);
    assert_eq!(sorted(&Settings { pool: Pool::Unseen, ..authored() }, &history), ["many", "order", "truth"]);
    assert_eq!(
        Session::available(&ItemBank::new(&pack), &Settings { pool: Pool::Unseen, ..authored() }, &history, 20),
        3
    );
}

#[test]
fn what_is_new_or_went_badly_comes_before_what_is_known() {
    let pack = small();
    let history = seen(&[("one", 1.0), ("many", 1.0), ("truth", 1.0), ("gap", 0.2)]);
    for seed in 0..50 {
        let mut ids = plan(&pack, &Settings { length: 3, ..authored() }, &history, seed);
        ids.sort();
        assert_eq!(ids, ["gap", "match", "order"]);
    }
}

#[test]
fn the_same_seed_plans_the_same_session_and_another_seed_another() {
    let pack = small();
    let orders: std::collections::BTreeSet<_> =
        (0..40).map(|seed| plan(&pack, &Settings::default(), &History::default(), seed)).collect();
    assert!(orders.len() > 10);
    assert_eq!(
        plan(&pack, &Settings::default(), &History::default(), 9),
        plan(&pack, &Settings::default(), &History::default(), 9)
    );
}

#[test]
fn items_of_one_question_are_kept_apart() {
    let pack = small();
    for seed in 0..200 {
        let ids = plan(&pack, &authored(), &History::default(), seed);
        let questions: Vec<_> = ids.iter().map(|id| pack.item(id).unwrap().question.clone()).collect();
        assert!(questions.windows(2).all(|two| two[0].is_none() || two[0] != two[1]), "{ids:?}");
    }
}

#[test]
fn a_session_goes_through_its_items_and_sums_up() {
    let pack = small();
    let bank = ItemBank::new(&pack);
    let mut session = Session::plan(&bank, &authored(), &History::default(), 4);
    let mut missed = Vec::new();
    while let Some(item) = session.current(&bank) {
        assert!(session.is_open() && session.given().is_none());
        let grade = if item.question == Some(id("rise")) {
            missed.push(item.id.clone());
            session.answer(&bank, &Response::Truth(false)).unwrap()
        } else {
            session.answer(&bank, &item.right_response()).unwrap()
        };
        assert_eq!(grade.correct, item.question != Some(id("rise")));
        assert_eq!(session.answer(&bank, &item.right_response()), Err(AnswerError::Answered));
        session = Session::decode(&session.encode()).unwrap();
        assert_eq!(session.fit(&bank), 0);
        assert!(session.given().is_some(), "a reload keeps the answer in sight");
        session.advance();
    }
    assert!(session.is_over());
    assert_eq!(session.answer(&bank, &Response::Truth(true)), Err(AnswerError::Over));
    let summary = session.summary(&bank);
    assert_eq!((summary.items, summary.answered, summary.correct), (6, 6, 3));
    assert_eq!(summary.score, 0.5);
    assert_eq!(summary.missed, missed);
    let by_id = |text: &str| summary.competencies.iter().find(|result| result.competency == text).unwrap();
    assert_eq!((by_id("dough").answered, by_id("dough").correct, by_id("dough").score), (4, 1, 0.25));
    assert_eq!((by_id("oven").answered, by_id("oven").correct, by_id("oven").score), (3, 3, 1.0));
    assert_eq!(
        summary.next,
        [
            Advice::Practise { question: id("rise") },
            Advice::RepeatMissed { items: 3 },
            Advice::Read { section: id("start") }
        ]
    );
    let again = Session::of(&bank, &summary.missed, &authored(), 5);
    assert_eq!(again.len(), 3);
}

#[test]
fn unanswered_items_count_neither_way() {
    let pack = small();
    let bank = ItemBank::new(&pack);
    let mut session = Session::plan(&bank, &authored(), &History::default(), 4);
    session.advance();
    let item = session.current(&bank).unwrap();
    session.answer(&bank, &item.right_response()).unwrap();
    session.finish();
    let summary = session.summary(&bank);
    assert_eq!((summary.items, summary.answered, summary.correct, summary.score), (6, 1, 1, 1.0));
    assert_eq!(summary.next, [Advice::Another]);
}

#[test]
fn with_feedback_at_the_end_an_answer_can_be_changed() {
    let pack = small();
    let bank = ItemBank::new(&pack);
    let settings = Settings { feedback: Feedback::AtEnd, ..authored() };
    let mut session = Session::plan(&bank, &settings, &History::default(), 4);
    session.answer(&bank, &Response::Choice("?".into())).unwrap();
    session.advance();
    session.back();
    let item = session.current(&bank).unwrap();
    session.answer(&bank, &item.right_response()).unwrap();
    session.finish();
    session.back();
    assert!(session.is_over());
    assert_eq!(session.summary(&bank).score, 1.0);
    let (shown, given) = session.review(&bank).next().unwrap();
    assert_eq!(shown, item);
    assert!(given.unwrap().1.correct);
}

#[test]
fn items_that_an_edit_removed_are_skipped_and_said_so() {
    let pack = small();
    let bank = ItemBank::new(&pack);
    let mut session = Session::plan(&bank, &authored(), &History::default(), 4);
    let ids: Vec<String> = session.answers().map(|(id, _)| id.into()).collect();
    for _ in 0..2 {
        let item = session.current(&bank).unwrap();
        session.answer(&bank, &item.right_response()).unwrap();
        session.advance();
    }
    // The first (answered), the third (current) and the last item go; the current one becomes the fourth.
    let mut edited = pack.clone();
    edited.items.retain(|item| ![&ids[0], &ids[2], &ids[5]].contains(&&String::from(item.id.as_str())));
    let bank = ItemBank::new(&edited);
    assert_eq!(session.answer(&bank, &Response::Truth(true)), Err(AnswerError::Gone));
    assert_eq!(session.fit(&bank), 2);
    assert_eq!((session.gone(), session.len(), session.position()), (2, 4, 2));
    assert_eq!(session.current(&bank).unwrap().id, ids[3]);
    assert_eq!(session.summary(&bank).answered, 2);
}

#[test]
fn what_was_chosen_is_still_chosen_when_an_edit_renames_it() {
    let before = small();
    let ids = ["one", "many", "match", "order"].map(String::from);
    let mut session = Session::of(&ItemBank::new(&before), &ids, &authored(), 3);
    while let Some(item) = session.current(&ItemBank::new(&before)) {
        session.answer(&ItemBank::new(&before), &item.right_response()).unwrap();
        session.advance();
    }
    let mut after = small();
    let rename = |id: &mut Id, was: &mut Vec<Id>| {
        was.push(id.clone());
        *id = Id::new(&alloc::format!("new-{id}")).unwrap();
    };
    for item in &mut after.items {
        match &mut item.body {
            ItemBody::Single { choices } | ItemBody::Multiple { choices } => {
                choices.iter_mut().for_each(|part| rename(&mut part.id, &mut part.was));
            }
            ItemBody::Matching { pairs } => pairs.iter_mut().for_each(|part| rename(&mut part.id, &mut part.was)),
            ItemBody::Ordering { steps } => steps.iter_mut().for_each(|part| rename(&mut part.id, &mut part.was)),
            _ => {}
        }
    }
    let bank = ItemBank::new(&after);
    let mut session = Session::decode(&session.encode()).unwrap();
    session.fit(&bank);
    let reviewed: Vec<_> = session.review(&bank).collect();
    assert_eq!(reviewed.len(), 4);
    for (item, given) in reviewed {
        assert!(given.is_some_and(|(given, judged)| given.correct && judged.correct), "{}", item.id);
    }
}

#[test]
fn a_stored_session_is_small_and_a_damaged_one_is_refused() {
    let pack = small();
    let bank = ItemBank::new(&pack);
    let mut session = Session::plan(&bank, &authored(), &History::default(), 4);
    while let Some(item) = session.current(&bank) {
        session.answer(&bank, &item.right_response()).unwrap();
        session.advance();
    }
    let bytes = session.encode();
    assert!(bytes.len() < 350, "{}", bytes.len());
    for cut in 0..bytes.len() {
        assert!(Session::decode(&bytes[..cut]).is_err());
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            if let Ok(mut session) = Session::decode(&flipped) {
                session.fit(&bank);
                session.advance();
                let summary = session.summary(&bank);
                assert!((0.0..=1.0).contains(&summary.score));
            }
        }
    }
}

proptest! {
    #[test]
    fn any_path_through_a_session_survives_a_reload(seed in any::<u64>(), length in 0_u16..30, steps in prop::collection::vec(0_u8..6, 0..40)) {
        let pack = small();
        let bank = ItemBank::new(&pack);
        let feedback = if seed % 2 == 0 { Feedback::AtOnce } else { Feedback::AtEnd };
        let settings = Settings { length, feedback, ..Settings::default() };
        let mut session = Session::plan(&bank, &settings, &History::default(), seed);
        prop_assert!(session.len() <= usize::from(length));
        for step in steps {
            match step {
                0 => session.advance(),
                1 => session.back(),
                2 if seed % 7 == 0 => session.finish(),
                3 => drop(session.answer(&bank, &Response::Choice("yeast".into()))),
                _ => {
                    if let Some(item) = session.current(&bank) {
                        drop(session.answer(&bank, &item.right_response()));
                    }
                }
            }
            prop_assert_eq!(Session::decode(&session.encode()), Ok(session.clone()));
            let summary = session.summary(&bank);
            prop_assert!((0.0..=1.0).contains(&summary.score) && !summary.next.is_empty());
            prop_assert_eq!(session.is_over(), session.current(&bank).is_none());
        }
    }
}

//! Statements of everything that can happen, on a small pack with an item of each kind.

use super::*;
use crate::progress::{ActorId, Log, MemoryStore, Mode, Now, Read, Space, Start, Value, Verdict};

fn pack() -> Pack {
    serde_json::from_str(include_str!("../quiz/tests/small.json")).unwrap()
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A log to which events are added while their statements are collected.
struct Course {
    pack: Pack,
    log: Log,
    at: i64,
    told: Vec<Statement>,
}

impl Course {
    fn new() -> Self {
        let (log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "baker"), ActorId(7), "1");
        Self { pack: pack(), log, at: 1_700_000_000_000, told: Vec::new() }
    }

    fn add(&mut self, kind: Kind, items: Option<u32>) -> EventId {
        let before = seen(&self.pack, self.log.state());
        self.at += 1000;
        let id = self.log.append(kind, Now { at: self.at, offset_minutes: 60 }).unwrap().record.id;
        let teller = Teller {
            pack: &self.pack,
            state: self.log.state(),
            language: Language::En,
            version: "1.2.3",
            account: &account("0123"),
        };
        let event = self.log.events().last().unwrap();
        let beside = Beside { items, seen: before, seed: None };
        let told = teller.tell(event, beside);
        assert_eq!(told, teller.tell(event, beside), "the same event tells the same");
        self.told.extend(told);
        id
    }

    fn start(&mut self, view: &str) -> EventId {
        self.add(Kind::Start(Start { view: name(view), settings: String::new(), seed: 3 }), None)
    }

    fn answer(&mut self, session: EventId, item: &str, score: f64, response: &[&str]) {
        let response = response.iter().map(|id| name(id)).collect();
        let answer = Answer {
            session: Some(session),
            item: name(item),
            question: None,
            score: Score::new(score),
            seconds: 70,
            response,
        };
        self.add(Kind::Answer(answer), None);
    }

    fn end(&mut self, session: EventId, score: f64, answered: u32, items: Option<u32>) {
        self.add(Kind::End(End { session, score: Score::new(score), answered, seconds: 100 }), items);
    }

    fn verbs(&self) -> Vec<Verb> {
        self.told.iter().map(|statement| statement.verb).collect()
    }
}

/// What stands at a path of names and numbers.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split(' ').try_fold(value, |value, step| match value {
        Value::Map(fields) => fields.get(step),
        Value::List(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn text(statement: &Statement, path: &str) -> String {
    match at(&statement.to_value(), path) {
        Some(Value::Text(text)) => text.clone(),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn the_namespace_is_the_name_of_our_base_among_urls() {
    let urls = Uuid([0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0, 0xc0, 0x4f, 0xd4, 0x30, 0xc8]);
    assert_eq!(Uuid::named(urls, BASE), NAMESPACE);
}

#[test]
fn a_session_is_launched_answered_and_passed_or_failed() {
    let mut course = Course::new();
    let session = course.start("quiz");
    let item = course.pack.items[0].id.to_string();
    course.answer(session, &item, 1.0, &[]);
    course.end(session, 0.8, 1, Some(1));
    let verbs = [Verb::Launched, Verb::Answered, Verb::Progressed, Verb::Completed, Verb::Passed];
    assert_eq!(course.verbs(), verbs);
    let again = course.start("review");
    course.answer(again, &item, 0.5, &[]);
    course.end(again, 0.799, 1, None);
    let left = course.start("quiz");
    course.end(left, 0.0, 0, Some(5));
    let more = [Verb::Launched, Verb::Answered, Verb::Completed, Verb::Failed, Verb::Launched, Verb::Terminated];
    assert_eq!(course.verbs()[verbs.len()..], more, "what was seen before is no progress");
    let ids: alloc::collections::BTreeSet<Uuid> = course.told.iter().map(|statement| statement.id).collect();
    assert_eq!(ids.len(), course.told.len(), "every statement has an id of its own");
    assert_eq!(course.told[0].id, Uuid::named(NAMESPACE, &session.to_string()));
    let last = course.told.last().unwrap().to_value();
    assert_eq!(at(&last, "result completion"), Some(&Value::Bool(false)));
    assert_eq!(at(&last, "result success"), None, "what was not completed is neither passed nor failed");
}

#[test]
fn every_kind_of_item_has_its_interaction_and_its_answer() {
    let pack = pack();
    let bank = ItemBank::new(&pack);
    let mut kinds = alloc::collections::BTreeSet::new();
    for id in bank.ids() {
        let one = activity::of_item(&pack, &bank.present(&id, 1).unwrap(), Language::En);
        let other = activity::of_item(&pack, &bank.present(&id, 1).unwrap(), Language::En);
        assert_eq!(one, other);
        assert!(one.id.starts_with("https://interview-practice.invalid/xapi/packs/baker/items/"), "{}", one.id);
        assert!(!one.name.trim().is_empty(), "{id}");
        let interaction = one.interaction.unwrap();
        kinds.insert(interaction.kind);
        for (list, parts) in &interaction.parts {
            let ids: alloc::collections::BTreeSet<&String> = parts.iter().map(|(id, _)| id).collect();
            assert_eq!(ids.len(), parts.len(), "{id}: ids are unique within `{list}`");
            assert!(parts.iter().all(|(part, text)| !part.is_empty() && !text.is_empty()), "{id}: {parts:?}");
        }
        let [correct] = interaction.correct.as_slice() else { panic!("{id}: one right answer") };
        let known = |part: &str| interaction.parts.iter().any(|(_, parts)| parts.iter().any(|(id, _)| id == part));
        if matches!(interaction.kind, "choice" | "sequencing") {
            assert!(correct.split(activity::AND).all(known), "{id}: {correct}");
        }
        if interaction.kind == "matching" {
            let pairs: Vec<(&str, &str)> =
                correct.split(activity::AND).map(|pair| pair.split_once(activity::WITH).unwrap()).collect();
            assert!(pairs.iter().all(|(left, right)| known(left) && known(right)), "{id}: {correct}");
        }
    }
    assert!(kinds.is_superset(&["choice", "true-false", "matching", "sequencing", "fill-in"].into()), "{kinds:?}");
}

#[test]
fn authored_choices_are_listed_alike_whatever_the_seed() {
    let pack = pack();
    let bank = ItemBank::new(&pack);
    for item in &pack.items {
        let of = |seed| activity::of_item(&pack, &bank.present(item.id.as_str(), seed).unwrap(), Language::En);
        assert_eq!(of(1), of(2), "{}", item.id);
    }
}

#[test]
fn an_answer_tells_of_the_choices_that_were_shown() {
    let mut course = Course::new();
    for word in ["Tea", "Salt", "Jam", "Packing", "Storage", "Delivery", "Cleaning", "Accounts"] {
        let mut more = course.pack.competencies[0].clone();
        more.id = crate::content::Id::new(&word.to_lowercase()).unwrap();
        more.name = word.into();
        course.pack.competencies.push(more);
    }
    let session = course.start("review");
    let bank = ItemBank::new(&course.pack);
    let shown = |id: &str, seed| activity::of_item(&course.pack, &bank.present(id, seed).unwrap(), Language::En);
    // An item made anew with each seed, so that others are its wrong choices.
    let (item, seed) = bank
        .ids()
        .into_iter()
        .flat_map(|id| (4..40).map(move |seed| (id.clone(), seed)))
        .find(|(id, seed)| shown(id, *seed) != shown(id, 3))
        .expect("some made item differs by its seed");
    let expected = shown(&item, seed);
    course.answer(session, &item, 1.0, &[]);
    let event = course.log.events().last().unwrap();
    let account = account("0123");
    let (pack, state) = (&course.pack, course.log.state());
    let teller = Teller { pack, state, language: Language::En, version: "1.2.3", account: &account };
    let told = teller.tell(event, Beside { items: None, seen: 100, seed: Some(seed) });
    assert_eq!(told[0].object, expected);
}

#[test]
fn a_typed_word_is_in_no_statement() {
    let mut course = Course::new();
    let session = course.start("quiz");
    let cloze = course.pack.items.iter().find(|item| item.body.kind() == crate::content::ItemKind::Cloze).unwrap();
    let id = cloze.id.to_string();
    course.answer(session, &id, 0.0, &["wrong"]);
    let answered = course.told.iter().find(|statement| statement.verb == Verb::Answered).unwrap();
    assert_eq!(answered.result.as_ref().unwrap().response, None);
}

#[test]
fn a_practised_question_is_a_performance_of_its_points() {
    let mut course = Course::new();
    let second = course.pack.questions[1].points[0].clone();
    course.pack.questions[0].points.push(second);
    let question = &course.pack.questions[0];
    let points: Vec<(Name, Verdict)> = question
        .points
        .iter()
        .zip([Verdict::Covered, Verdict::Partly].into_iter().cycle())
        .map(|(point, verdict)| (Name::from(&point.id), verdict))
        .collect();
    let first = points[0].0.to_string();
    let attempt = Attempt {
        session: None,
        question: Name::from(&question.id),
        mode: Mode::Spoken,
        seconds: 61,
        points,
        pitfalls: Vec::new(),
        text: None,
    };
    course.add(Kind::Attempt(attempt.clone()), None);
    let statement = &course.told[0];
    assert_eq!(text(statement, "object definition interactionType"), "performance");
    assert_eq!(text(statement, "object definition steps 0 id"), first);
    assert!(text(statement, "result response").starts_with(&[&first, "[.]covered[,]"].concat()));
    assert_eq!(text(statement, "result duration"), "PT61S");
    assert_eq!(text(statement, "context contextActivities parent 0 id"), activity::id(&course.pack, "", ""));
    let session = course.start("mock");
    course.add(Kind::Attempt(Attempt { session: Some(session), ..attempt }), None);
    let parent = activity::id(&course.pack, "views", "mock");
    assert_eq!(text(course.told.last().unwrap(), "context contextActivities parent 0 id"), parent);
}

#[test]
fn the_written_form_is_always_the_same() {
    let mut course = Course::new();
    let session = course.start("quiz");
    let written = serde_json::to_string_pretty(&course.told[0].to_value()).unwrap();
    assert_eq!(written, include_str!("launched.json").trim_end());
    course.add(Kind::Read(Read { section: name("any"), position: Score::FULL }), None);
    assert_eq!(course.told.len(), 1, "reading is nobody else's business");
    assert_eq!(
        text(&course.told[0], "context extensions https://interview-practice.invalid/xapi/session"),
        session.to_string()
    );
}

#[test]
fn the_account_names_nobody_and_is_the_store_s_own() {
    assert_eq!(account("a"), account("a"));
    assert_ne!(account("a"), account("b"));
    assert_eq!(account("a").len(), 36);
}

#[test]
fn ids_of_what_no_pack_would_name_so_are_still_iris() {
    let id = activity::id(&pack(), "items", "a b|ü%/x:y");
    assert_eq!(id, "https://interview-practice.invalid/xapi/packs/baker/items/a%20b%7C%C3%BC%25/x:y");
}

#[test]
fn the_full_score_is_one_hundred() {
    let outcome = Outcome { score: Some(Score::FULL), ..Outcome::default() };
    let mut course = Course::new();
    course.start("mock");
    let mut statement = course.told.remove(0);
    statement.result = Some(outcome);
    let value = statement.to_value();
    for (path, number) in [("scaled", 1), ("raw", 100), ("min", 0), ("max", 100)] {
        assert_eq!(at(&value, &["result score ", path].concat()), Some(&Value::Int(number)));
    }
}

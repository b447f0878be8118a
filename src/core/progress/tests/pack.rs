//! Progress and the pack it is about: former ids, and the summary.

use super::log::now;
use crate::content::Pack;
use crate::progress::{
    ActorId, Answer, Attempt, Kind, Log, MemoryStore, Mode, Name, Rate, Read, Score, Space, Target, Verdict, summary,
};
use crate::review::fsrs::Rating;

fn pack() -> Pack {
    serde_json::from_str(
        r#"{
            "format": "interview-practice-pack", "format_version": 1, "id": "pack", "version": "2.0.0", "role": "Baker",
            "language": "en",
            "competencies": [{"id": "heat", "name": "Heat", "description": "Knows ovens."}],
            "guide": [{"id": "start", "was": ["begin"], "title": "Start", "body": []}],
            "questions": [
                {"id": "bread", "was": ["loaf"], "prompt": "Bread?", "kind": "concept", "competencies": ["heat"], "seconds": 60,
                 "points": [{"id": "crust", "was": ["skin"], "text": "Names the crust"}, {"id": "crumb", "text": "Names the crumb"}],
                 "pitfalls": [{"id": "crumb", "was": ["vague"], "text": "Stays vague"}, {"id": "skin", "text": "Skips the skin"}],
                 "follow_ups": [{"id": "why", "was": ["how"], "text": "Why?"}],
                 "concepts": [{"id": "gluten", "was": ["protein"], "name": "gluten"}]},
                {"id": "cake", "prompt": "Cake?", "kind": "concept", "seconds": 60}
            ],
            "glossary": [{"id": "dough", "was": ["paste"], "term": "dough", "definition": []}],
            "items": [{"id": "oven", "was": ["stove"], "competencies": ["heat"], "stem": [], "body": {"true_false": {"answer": true}}}]
        }"#,
    )
    .unwrap()
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// When the log hears of the pack: before things are done, or after, as where the pack comes later than the events.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Before,
    After,
}

/// Does the same in a pack whose ids are these.
fn practise(question: &str, point: &str, pitfall: &str, item: &str, section: &str) -> Log {
    practise_in(Known::Before, question, point, pitfall, item, section)
}

fn practise_in(known: Known, question: &str, point: &str, pitfall: &str, item: &str, section: &str) -> Log {
    let store = Box::new(MemoryStore::default());
    let (mut log, _) = Log::open(store, Space::new("k", "pack"), ActorId(1), "1");
    if known == Known::Before {
        assert!(log.know(&pack()));
    }
    let attempt = Attempt {
        session: None,
        question: name(question),
        mode: Mode::Spoken,
        seconds: 60,
        points: vec![(name(point), Verdict::Missing), (name("crumb"), Verdict::Covered)],
        pitfalls: vec![name(pitfall)],
        text: None,
    };
    let attempted = log.append(Kind::Attempt(attempt), now(0)).unwrap().record.id;
    let answer = Answer {
        session: None,
        item: name(item),
        question: Some(name(question)),
        score: Score::new(0.5),
        seconds: 5,
        response: Vec::new(),
    };
    log.append(Kind::Answer(answer), now(1)).unwrap();
    log.append(Kind::Read(Read { section: name(section), position: Score::FULL }), now(2)).unwrap();
    let target = Target::point(&name(question), &name(point));
    let rate = Rate { target: target.clone(), rating: Rating::Hard, of: Some(attempted) };
    log.append(Kind::Rate(rate), now(3)).unwrap();
    log.append(Kind::Suspend(target), now(4)).unwrap();
    if known == Known::After {
        assert!(log.know(&pack()));
        assert!(!log.know(&pack()), "the second time it is no news");
    }
    log
}

#[test]
fn progress_survives_renamed_ids() {
    let former = practise("loaf", "skin", "vague", "stove", "begin");
    let present = practise("bread", "crust", "crumb", "oven", "start");
    assert_eq!(former.state(), present.state());
    let later = practise_in(Known::After, "loaf", "skin", "vague", "stove", "begin");
    assert_eq!(former.state(), later.state());
    assert!(former.state().suspended.contains(&"point:bread/crust".parse().unwrap()));
    assert_eq!(former.state().cards[&"point:bread/crust".parse().unwrap()].last.rating, Rating::Hard);
}

#[test]
fn made_items_go_by_the_present_ids_of_what_they_are_made_from() {
    for (former, present) in [
        ("strength:loaf/skin", "strength:bread/crust"),
        // A former point is a pitfall's present id, and the other way round: each list has names of its own.
        ("pitfall:loaf/skin", "pitfall:bread/skin"),
        ("pitfall:loaf/vague", "pitfall:bread/crumb"),
        ("digs:bread/how/skin", "digs:bread/why/crust"),
        ("challenge:loaf/vague/how", "challenge:bread/crumb/why"),
        ("listen:bread/skin/protein", "listen:bread/crust/gluten"),
        ("gap:loaf/protein", "gap:bread/gluten"),
        ("gap:loaf/paste", "gap:bread/dough"),
        ("match-terms:paste/other/paste", "match-terms:dough/other/dough"),
        ("exercises:loaf/heat", "exercises:bread/heat"),
        ("unheard-of:loaf", "unheard-of:loaf"),
    ] {
        let of = |item| practise("bread", "crust", "crumb", item, "start");
        assert_eq!(of(former).state(), of(present).state(), "{former}");
        assert!(of(former).state().items.contains_key(present), "{former}");
    }
}

#[test]
fn the_summary_is_plain_data() {
    let log = practise("bread", "crust", "crumb", "oven", "start");
    let summary = summary(&pack(), log.state(), now(5));
    let json = serde_json::to_value(&summary).unwrap();
    assert_eq!(json["pack"], "pack");
    assert_eq!(json["questions"][0]["id"], "bread");
    assert_eq!(json["questions"][0]["attempts"], 1);
    assert_eq!(json["questions"][0]["due"], "2023-11-14T22:18:50Z");
    assert_eq!(json["questions"][1]["due"], serde_json::Value::Null);
    assert_eq!(json["questions"][1]["mastery"], 0.0);
    assert_eq!(json["items"][0]["score"], 0.5);
    assert_eq!(json["competencies"][0]["total"], 2);
    assert_eq!(json["competencies"][0]["seen"], 2);
    let mastery = json["competencies"][0]["mastery"].as_f64().unwrap();
    assert!(mastery > 0.25 && mastery < 0.75, "{mastery}");
}

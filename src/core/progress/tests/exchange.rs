//! Moving progress between devices.

use proptest::prelude::*;

use super::arbitrary::events;
use super::log::{answer, append, now, open};
use crate::progress::{
    ActorId, Erased, Event, Import, ImportError, Kind, Log, MAX_EVENTS, MemoryStore, NeedsAnswer, Space, Value,
};

fn text(log: &Log) -> String {
    serde_json::to_string(&log.export("pack")).unwrap()
}

fn read(text: &str) -> Result<Import, ImportError> {
    Import::read(serde_json::from_str::<Value>(text).unwrap(), "pack")
}

fn document(events: &[Event]) -> String {
    let events: Vec<Value> = events.iter().map(Event::to_value).collect();
    format!(
        r#"{{"format":"interview-practice-progress","format_version":1,"pack":"pack","events":{}}}"#,
        serde_json::to_string(&events).unwrap()
    )
}

fn import(log: &mut Log, text: &str) -> (usize, usize, usize) {
    let imported = log.import(&read(text).unwrap(), Erased::LeaveOut, now(9_000)).unwrap();
    (imported.added, imported.known, imported.rejected)
}

#[test]
fn the_export_has_the_documented_form() {
    let mut log = open(&MemoryStore::default(), 0xab);
    append(&mut log, answer("a", 0.5), 0);
    assert_eq!(
        text(&log),
        concat!(
            r#"{"format":"interview-practice-progress","format_version":1,"pack":"pack","events":[{"#,
            r#""actor":"00000000000000ab","at":1700000000000,"clock":[1700000000000,0],"item":"a","kind":"answer","#,
            r#""offset":60,"pack_version":"1.0.0","response":["a"],"score":0.5,"seconds":9,"seq":1}]}"#
        )
    );
}

#[test]
fn importing_twice_adds_nothing_and_a_reload_keeps_it() {
    let mut from = open(&MemoryStore::default(), 1);
    for index in 0..100 {
        append(&mut from, answer("a", 1.0), index);
    }
    let store = MemoryStore::default();
    let mut to = open(&store, 2);
    append(&mut to, answer("b", 1.0), 50);
    let document = text(&from);
    let preview = to.preview(&read(&document).unwrap());
    assert_eq!((preview.added, preview.known, preview.answers), (100, 0, 100));
    assert_eq!(preview.span, Some((now(0), now(99))));
    assert_eq!(import(&mut to, &document), (100, 0, 0));
    assert_eq!(import(&mut to, &document), (0, 100, 0));
    assert_eq!(open(&store, 3).events(), to.events());
    assert_eq!(to.events().len(), 101);
}

#[test]
fn a_faulty_document_is_refused_with_its_place_and_changes_nothing() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    let good = text(&log);
    for (from, to, expected) in [
        ("interview-practice-progress", "other", "$.format: this is no exported progress"),
        ("\"format_version\":1", "\"format_version\":2", "$.format_version: a newer version wrote this file"),
        ("\"format_version\":1", "\"format_version\":0", "$.format_version: expected"),
        ("\"pack\":\"pack\"", "\"pack\":\"other\"", "$.pack: this is the progress of another pack, `other`"),
        ("\"events\":[", "\"events\":[7,", "$.events[0]: expected an event"),
        ("\"events\":[", "\"events\":[{},", "$.events[0].actor: expected"),
        ("\"seq\":1", "\"seq\":0", "$.events[0].seq: expected"),
        ("\"seq\":1", "\"seq\":4294967296", "$.events[0].seq: expected"),
        ("\"at\":1700000000000", "\"at\":-1", "$.events[0].at: expected"),
        ("\"score\":1", "\"score\":1.5", "$.events[0].score: expected a number between 0 and 1"),
        ("\"item\":\"a\"", "\"item\":\"<script>\"", "$.events[0].item: expected a name"),
        ("\"response\":[\"a\"]", "\"response\":[\"a\",\"b c\"]", "$.events[0].response[1]: expected a name"),
        ("\"clock\":[1700000000000,0]", "\"clock\":[1,2,3]", "$.events[0].clock: expected a clock"),
    ] {
        let broken = good.replace(from, to);
        assert_ne!(broken, good, "{from}");
        let error = read(&broken).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    assert_eq!(read("[]"), Err(ImportError::OtherFormat));
    let many = document(&[]).replace("[]", &format!("[{}0]", "0,".repeat(MAX_EVENTS)));
    assert_eq!(read(&many), Err(ImportError::TooMany));
}

#[test]
fn what_a_newer_build_wrote_is_kept_and_exported() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    let newer = text(&log).replace("\"seconds\":9", "\"seconds\":9,\"mood\":{\"calm\":[1,2.5,null]}");
    let newer = newer.replace(
        "}]}",
        "},{\"actor\":\"00000000000000ff\",\"seq\":7,\"at\":5,\"offset\":0,\"clock\":[5,1],\"pack_version\":\"2\",\"kind\":\"dream\",\"about\":\"x\"}]}",
    );
    let store = MemoryStore::default();
    let mut to = open(&store, 2);
    assert_eq!(import(&mut to, &newer), (2, 0, 0));
    let again = text(&open(&store, 3));
    assert_eq!(again, text(&to));
    for kept in ["\"mood\":{\"calm\":[1,2.5,null]}", "\"about\":\"x\"", "\"kind\":\"dream\""] {
        assert!(again.contains(kept), "{kept} in {again}");
    }
}

#[test]
fn an_event_that_contradicts_a_known_one_is_left_out() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    let forged = text(&log).replace("\"score\":1", "\"score\":0");
    let before = text(&log);
    assert_eq!(import(&mut log, &forged), (0, 0, 1));
    assert_eq!(text(&log), before);
}

#[test]
fn an_older_export_after_a_reset_asks_and_can_be_restored() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    append(&mut log, answer("a", 1.0), 0);
    append(&mut log, answer("b", 0.0), 1);
    let older = read(&text(&log)).unwrap();
    let before = log.state().clone();
    log.reset(now(2)).unwrap();
    assert_eq!(log.preview(&older).erased, 2);
    assert_eq!(log.import(&older, Erased::Ask, now(3)), Err(NeedsAnswer { erased: 2 }));
    assert_eq!(log.events().len(), 1);
    let left = log.import(&older, Erased::LeaveOut, now(3)).unwrap();
    assert_eq!((left.added, left.rejected), (0, 2));
    let restored = log.import(&older, Erased::Restore, now(3)).unwrap();
    assert_eq!((restored.added, restored.rejected), (2, 0));
    assert!(restored.restored.is_some());
    assert_eq!(log.state(), &before);
    assert_eq!(open(&store, 2).state(), &before);
    // Another device that knows nothing of all this ends up the same.
    let mut other = open(&MemoryStore::default(), 3);
    import(&mut other, &text(&log));
    assert_eq!(other.events(), log.events());
    // And one more reset erases it again.
    log.reset(now(4)).unwrap();
    assert_eq!(open(&store, 5).state().answered, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn import_is_a_union_in_any_order(
        events in events(40),
        picks in proptest::collection::vec(proptest::collection::vec(any::<prop::sample::Index>(), 0..30), 1..5),
        order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        // Without resets, which erase what is there when they arrive.
        let events: Vec<Event> = events.into_iter().filter(|event| !matches!(event.kind, Kind::Reset(_))).collect();
        prop_assume!(!events.is_empty());
        let documents: Vec<String> = picks
            .iter()
            .map(|picks| document(&picks.iter().map(|pick| pick.get(&events).clone()).collect::<Vec<_>>()))
            .collect();
        let fill = |order: &mut dyn Iterator<Item = usize>| {
            let space = Space::new("key", "pack");
            let store = MemoryStore::default();
            let (mut log, _) = Log::open(Box::new(store.clone()), space, ActorId(77), "1");
            for index in order {
                if let Some(document) = documents.get(index) {
                    import(&mut log, document);
                }
            }
            (text(&log), log.state().clone(), open(&store, 78).state().clone())
        };
        let plain = fill(&mut (0..4));
        prop_assert_eq!(&plain, &fill(&mut order.iter().copied()));
        prop_assert_eq!(&plain, &fill(&mut order.iter().chain(&order).copied()));
        prop_assert_eq!(plain.1, plain.2);
    }
}

//! Moving progress between devices.

use proptest::prelude::*;

use super::arbitrary::events;
use super::log::{answer, append, now, open};
use crate::progress::{
    ActorId, Attempt, Erased, Event, Import, ImportError, Kind, Log, MAX_AHEAD, MAX_EVENTS, MAX_HEADS, MAX_MILLIS,
    MemoryStore, Mode, Name, Space, TEXTS_BUDGET, Value,
};

fn text(log: &Log) -> String {
    serde_json::to_string(&log.export("pack")).unwrap()
}

fn read(text: &str) -> Result<Import, ImportError> {
    Import::read(serde_json::from_str::<Value>(text).unwrap(), "pack", now(9_000))
}

fn document(events: &[Event]) -> String {
    let events: Vec<Value> = events.iter().map(Event::to_value).collect();
    format!(
        r#"{{"format":"interview-practice-progress","format_version":1,"pack":"pack","events":{}}}"#,
        serde_json::to_string(&events).unwrap()
    )
}

fn import(log: &mut Log, text: &str) -> (usize, usize, usize) {
    let imported = log.import(&read(text).unwrap(), Erased::LeaveOut, now(9_000));
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
fn an_older_export_after_a_reset_is_left_out_or_restored() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    append(&mut log, answer("a", 1.0), 0);
    append(&mut log, answer("b", 0.0), 1);
    let older = read(&text(&log)).unwrap();
    let before = log.state().clone();
    log.reset(now(2)).unwrap();
    assert_eq!(log.preview(&older).erased, 2);
    let left = log.import(&older, Erased::LeaveOut, now(3));
    assert_eq!((left.added, left.rejected), (0, 2));
    assert_eq!(log.events().len(), 1);
    let restored = log.import(&older, Erased::Restore, now(3));
    assert_eq!((restored.added, restored.rejected), (2, 0));
    assert!(!restored.restored.is_empty());
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

#[test]
fn a_reset_that_a_later_one_took_the_place_of_is_nothing_to_restore() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    log.reset(now(1)).unwrap();
    append(&mut log, answer("b", 1.0), 2);
    let older = read(&text(&log)).unwrap();
    log.reset(now(3)).unwrap();
    let preview = log.preview(&older);
    assert_eq!((preview.erased, preview.known), (1, 1));
    log.import(&older, Erased::Restore, now(4));
    let again = log.preview(&older);
    assert_eq!((again.erased, again.added), (0, 0));
    let events = log.events().to_vec();
    assert_eq!(log.import(&older, Erased::Restore, now(5)).restored, []);
    assert_eq!(log.events(), events);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn foundis_a_union_in_any_order(
        events in events(40),
        picks in proptest::collection::vec(proptest::collection::vec(any::<prop::sample::Index>(), 0..30), 1..5),
        order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        // Without resets, which erase what is there when they arrive.
        let mut events: Vec<Event> = events.into_iter().filter(|event| !matches!(event.kind, Kind::Reset(_))).collect();
        // Clocks far ahead are refused.
        events.iter_mut().for_each(|event| event.clock.millis = event.clock.millis.min(now(0).at));
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

/// Resets and restores by hand, each of an actor of its own.
fn erasures(count: u32, heads: &str) -> String {
    let events: Vec<String> = (0..count)
        .map(|n| {
            let (at, kind) = (1_700_000_000_000_i64 + i64::from(n), if n % 3 == 2 { "restore" } else { "reset" });
            format!(
                r#"{{"actor":"{n:016x}","seq":1,"at":{at},"offset":0,"clock":[{at},0],"pack_version":"1","kind":"{kind}","heads":{heads}}}"#
            )
        })
        .collect();
    document(&[]).replace("[]", &format!("[{}]", events.join(",")))
}

#[test]
fn a_second_event_of_one_identity_has_no_say_in_what_is_erased() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    let mut events = log.events().to_vec();
    log.reset(now(1)).unwrap();
    append(&mut log, answer("b", 1.0), 2);
    events.extend(log.events().iter().cloned());
    let mut forged = events[2].clone();
    forged.kind = Kind::Restore([(ActorId(1), 1)].into());
    events.push(forged);
    let found = read(&document(&events)).unwrap();
    let mut other = open(&MemoryStore::default(), 2);
    let preview = other.preview(&found);
    assert_eq!((preview.added, preview.known, preview.erased), (2, 1, 1));
    let done = other.import(&found, Erased::LeaveOut, now(9));
    assert_eq!((done.added, done.known, done.rejected), (2, 1, 1));
}

#[test]
fn resets_and_restores_may_be_many_and_each_names_so_many_actors_at_most() {
    let heads = |count: u32| {
        let heads: Vec<String> = (0..count).map(|actor| format!(r#""{actor:016x}":1"#)).collect();
        format!("{{{}}}", heads.join(","))
    };
    let most = u32::try_from(MAX_HEADS).unwrap();
    let error = read(&erasures(1, &heads(most + 1))).unwrap_err().to_string();
    assert_eq!(error, "$.events[0].heads: expected at most 500 actors");
    let mut log = open(&MemoryStore::default(), 0xffff);
    append(&mut log, answer("a", 1.0), 0);
    let (added, known, rejected) = import(&mut log, &erasures(1_000, &heads(most)));
    assert_eq!((added + known + rejected, log.state().answered), (1_000, 1));
    assert!(read(&text(&log)).is_ok());
}

#[test]
fn a_clock_at_the_end_of_all_time_is_refused_and_a_reset_erases_what_one_far_ahead_left() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("a", 1.0), 0);
    let good = text(&log);
    let set = |millis: i64| good.replace("[1700000000000,0]", &format!("[{millis},4294967295]"));
    let error = read(&set(MAX_MILLIS)).unwrap_err().to_string();
    assert_eq!(error, "$.events[0].clock: expected a clock at most a hundred years ahead");
    // The farthest that is taken in: what happens later still comes later, and can be exported, imported and erased.
    let farthest = 1_767_225_600_000 + MAX_AHEAD;
    assert!(read(&set(farthest + 1)).is_err());
    let store = MemoryStore::default();
    let mut to = open(&store, 2);
    assert_eq!(import(&mut to, &set(farthest)), (1, 0, 0));
    append(&mut to, answer("b", 1.0), 9_001);
    let later = Import::read(serde_json::from_str(&text(&to)).unwrap(), "pack", now(70_000_000));
    assert_eq!(later.map(|later| to.preview(&later).known), Ok(2));
    to.reset(now(9_002)).unwrap();
    assert_eq!((to.events().len(), to.state().answered), (1, 0));
    assert_eq!(open(&store, 3).state().answered, 0);
}

#[test]
fn the_preview_says_what_a_reset_that_comes_along_would_erase() {
    let mut here = open(&MemoryStore::default(), 1);
    for index in 0..3 {
        append(&mut here, answer("a", 1.0), index);
    }
    let mut there = open(&MemoryStore::default(), 2);
    import(&mut there, &text(&here));
    append(&mut here, answer("a", 1.0), 10);
    there.reset(now(20)).unwrap();
    append(&mut there, answer("b", 1.0), 21);
    let document = text(&there);
    let preview = here.preview(&read(&document).unwrap());
    assert_eq!((preview.erases, preview.added, preview.erased), (3, 2, 0));
    assert_eq!(import(&mut here, &document), (2, preview.known, 0));
    assert_eq!((here.events().len(), here.state().answered), (3, 2));
    assert_eq!(here.preview(&read(&document).unwrap()).erases, 0);
}

#[test]
fn texts_come_along_when_they_are_wanted_and_only_within_their_budget() {
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, attempt("q", Some("t5")), 5);
    append(&mut log, attempt("q", Some("t6")), 6);
    append(&mut log, Kind::DeleteText(Some(Name::new("t5").unwrap())), 7);
    let spoken: Vec<(String, i64)> =
        log.state().texts().iter().map(|text| (text.name.to_string(), text.now.at)).collect();
    assert_eq!(spoken, [(String::from("t6"), now(6).at)]);
    let texts = Value::Map([("t6".into(), Value::text("Größer als <b>gedacht</b>"))].into());
    let document = serde_json::to_string(&log.export("pack").with_texts(&texts)).unwrap();
    let import = read(&document).unwrap();
    assert_eq!(import.texts(), [(Name::new("t6").unwrap(), String::from("Größer als <b>gedacht</b>"))]);
    assert_eq!(read(&text(&log)).unwrap().texts(), []);
    for (bad, expected) in [
        (r#""texts":7"#, "$.texts: expected texts by name"),
        (r#""texts":{"t6":7}"#, "$.texts.t6: expected a text"),
        (r#""texts":{"":"x"}"#, "$.texts.: expected a text"),
        (r#""texts":{"a b":"x"}"#, "$.texts.a b: expected a text"),
        (
            &format!(r#""texts":{{"t1":"{}","t2":"x"}}"#, "x".repeat(TEXTS_BUDGET)),
            "$.texts.t2: expected at most 5000000 bytes",
        ),
    ] {
        let broken = document.replace(&format!(r#""texts":{}"#, serde_json::to_string(&texts).unwrap()), bad);
        assert_ne!(broken, document);
        let error = read(&broken).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn the_preview_names_the_texts_that_come_and_those_that_go() {
    let names = |texts: &[Name]| texts.iter().map(Name::to_string).collect::<Vec<_>>().join(" ");
    let mut here = open(&MemoryStore::default(), 1);
    append(&mut here, attempt("q", Some("t1")), 1);
    append(&mut here, attempt("q", Some("t2")), 2);
    let mut there = open(&MemoryStore::default(), 2);
    import(&mut there, &text(&here));
    append(&mut there, attempt("q", Some("t3")), 3);
    append(&mut there, attempt("q", Some("t4")), 4);
    append(&mut there, Kind::DeleteText(Some(Name::new("t4").unwrap())), 5);
    append(&mut there, Kind::DeleteText(Some(Name::new("t2").unwrap())), 6);
    // What no answer speaks of comes along in vain.
    let texts = ["t1", "t3", "t4", "t9"].map(|name| (name.into(), Value::text("words")));
    let older = serde_json::to_string(&there.export("pack").with_texts(&Value::Map(texts.into()))).unwrap();
    let preview = here.preview(&read(&older).unwrap());
    assert_eq!((names(&preview.texts), names(&preview.deleted_texts)), ("t1 t3".into(), "t2".into()));
    assert_eq!(preview.restored_texts, []);
    import(&mut here, &older);
    let again = here.preview(&read(&older).unwrap());
    assert_eq!((names(&again.texts), names(&again.deleted_texts)), ("t1 t3".into(), String::new()));
    // A reset that comes along takes the texts with it.
    there.reset(now(7)).unwrap();
    let erasing = here.preview(&read(&text(&there)).unwrap());
    assert_eq!((names(&erasing.texts), names(&erasing.deleted_texts)), (String::new(), "t1 t3".into()));
    // After it, an older export has texts to bring back.
    let restoring = there.preview(&read(&older).unwrap());
    assert_eq!((names(&restoring.texts), names(&restoring.restored_texts)), (String::new(), "t1 t3".into()));
    assert_eq!((names(&restoring.deleted_texts), there.events().len()), (String::new(), 1));
}

fn attempt(question: &str, text: Option<&str>) -> Kind {
    Kind::Attempt(Attempt {
        session: None,
        question: Name::new(question).unwrap(),
        mode: Mode::Written,
        seconds: 60,
        points: Vec::new(),
        pitfalls: Vec::new(),
        text: text.map(|text| Name::new(text).unwrap()),
    })
}

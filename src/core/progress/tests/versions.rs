//! Builds of different ages on one store: the first form is read for ever, and what a newer build writes is left alone.

use super::log::{answer, append, now, open};
use crate::progress::bytes::{Writer, seal};
use crate::progress::{
    ActorId, Erased, EventId, Fields, Import, Kind, Log, MemoryStore, Name, Space, Store, StoreError, Value,
};
use std::cell::Cell;
use std::rc::Rc;

/// A store as the first build of each form left it (a key and its value a line, line breaks in it written as `|`), and what it exported.
const FORMS: [(&str, &str); 3] = [
    (include_str!("frozen/form-1.txt"), include_str!("frozen/form-1.json")),
    (include_str!("frozen/form-2.txt"), include_str!("frozen/form-2.json")),
    (include_str!("frozen/form-3.txt"), include_str!("frozen/form-3.json")),
];

fn thawed(form: &str) -> MemoryStore {
    let store = MemoryStore::default();
    for line in form.lines() {
        let (key, value) = line.split_once('\t').unwrap();
        store.set(key, &value.replace('|', "\n")).unwrap();
    }
    store
}

fn exported(log: &Log) -> serde_json::Value {
    serde_json::to_value(log.export("pack")).unwrap()
}

#[test]
fn every_form_is_read_for_ever() {
    for (form, export) in FORMS {
        let log = open(&thawed(form), 1);
        let document: serde_json::Value = serde_json::from_str(export).unwrap();
        assert!(log.events().len() > 60);
        assert_eq!(exported(&log), document);
        // And what was exported then is imported now.
        let mut other = open(&MemoryStore::default(), 2);
        let import = Import::read(serde_json::from_str(export).unwrap(), "pack", now(0)).unwrap();
        assert_eq!(other.import(&import, Erased::LeaveOut, now(0)).added, log.events().len());
        assert_eq!(other.state(), log.state());
    }
}

#[test]
fn the_last_frozen_form_is_the_one_that_is_written() {
    let [.., (form, export)] = FORMS;
    let store = MemoryStore::default();
    let mut log = open(&store, 0xfeed);
    work(&mut log);
    assert_eq!(exported(&log), serde_json::from_str::<serde_json::Value>(export).unwrap());
    assert_eq!(frozen(&store), form, "a new form wants frozen files of its own beside the former ones");
}

#[test]
fn the_first_form_is_brought_into_the_present_one_and_then_removed() {
    let store = thawed(FORMS[0].0);
    for actor in 1..=8 {
        append(&mut open(&store, actor), answer("a", 1.0), 9_000);
    }
    let before = open(&store, 0xff_fffe);
    let first = "interview-practice/1/key/pack/log/000000000000feed.0/";
    assert!(!store.keys(first).unwrap().is_empty());
    let mut log = open(&store, 0xff_ffff);
    assert_eq!(log.compact(), Ok(0), "not before the mirror holds it");
    let ids: Vec<EventId> = log.events().iter().map(|event| event.id).collect();
    log.acknowledged(ids);
    assert!(log.compact().unwrap() > 8);
    assert!(store.keys(first).unwrap().is_empty());
    assert_eq!(open(&store, 0xff_fff0).events(), before.events());
}

/// A quiz, and work of every kind from the seeds of the fuzz target.
fn work(log: &mut Log) {
    // The quiz first: not all that comes from elsewhere happened at whole seconds, and what follows that shares its clock.
    for index in 0..90 {
        append(log, answer(&format!("item-{}", index % 12), f64::from(index % 5) / 4.0), (index * 20).into());
    }
    let seed = include_str!("../../../../tests/fuzz/seeds/progress_import/each-kind.json");
    let import = Import::read(serde_json::from_str(seed).unwrap(), "pack", now(0)).unwrap();
    log.import(&import, Erased::LeaveOut, now(0));
}

fn frozen(store: &MemoryStore) -> String {
    let keys = store.keys("").unwrap();
    keys.iter().map(|key| format!("{key}\t{}\n", store.get(key).unwrap().unwrap().replace('\n', "|"))).collect()
}

/// Writes the frozen files of the present form; only for one that is to be kept beside the former ones.
#[test]
#[ignore = "writes files: FREEZE=1 cargo test -p interview-practice-core freeze -- --ignored"]
fn freeze() {
    if std::env::var_os("FREEZE").is_none() {
        return;
    }
    let store = MemoryStore::default();
    let mut log = open(&store, 0xfeed);
    work(&mut log);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("progress/tests/frozen");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("form-3.txt"), frozen(&store)).unwrap();
    std::fs::write(folder.join("form-3.json"), serde_json::to_string(&exported(&log)).unwrap()).unwrap();
}

/// A build to come: it writes kinds and fields that this one does not know, and segments in a form that it cannot read.
struct Newer {
    log: Log,
    store: MemoryStore,
    written: u32,
}

impl Newer {
    const PREFIX: &str = "interview-practice/1/key/pack/log/00000000000000ff.0/";

    fn new(store: &MemoryStore) -> Self {
        Self { log: open(store, 0xee), store: store.clone(), written: 0 }
    }

    fn write(&mut self) {
        self.written += 1;
        let number = i64::from(self.written);
        let fields = Fields::from([("depth".into(), Value::Int(number)), ("notes".into(), Value::List(Vec::new()))]);
        let kind = Kind::Other { kind: Name::new("whiteboard").unwrap(), fields };
        append(&mut self.log, kind, number * 2);
        // The same again in its own ledger in a form of its own, which only it can read.
        let mut writer = Writer::default();
        writer.byte(9);
        writer.signed(number);
        let key = format!("{}e{}", Self::PREFIX, self.written / 64);
        let block = self.store.get(&key).unwrap().map_or_else(String::new, |block| block + "\n");
        self.store.set(&key, &(block + &seal(writer.bytes))).unwrap();
    }

    fn blocks(&self) -> Vec<(String, String)> {
        let keys = self.store.keys(Self::PREFIX).unwrap();
        keys.into_iter().map(|key| (key.clone(), self.store.get(&key).unwrap().unwrap())).collect()
    }
}

#[test]
fn what_a_newer_build_adds_to_a_kind_is_kept_and_the_rest_of_the_segment_with_it() {
    let (store, mirror) = (MemoryStore::default(), MemoryStore::default());
    let mut newer = open(&store, 0xee);
    append(&mut newer, answer("a", 1.0), 0);
    let fields = Fields::from([("target".into(), Value::text("item:a")), ("reason".into(), Value::text("too easy"))]);
    append(&mut newer, Kind::Other { kind: Name::new("bury").unwrap(), fields }, 1);
    append(&mut newer, answer("b", 1.0), 2);
    let mut log = open(&store, 0xdd);
    assert_eq!(log.events().len(), 3);
    assert_eq!(log.state().buried.len(), 1, "what is known of it counts");
    let mut other = open(&mirror, 0xcc);
    let records = newer.pending(usize::MAX);
    assert_eq!(other.absorb_mirror(records.iter().map(|record| record.text.as_str())).damaged, 0);
    for log in [&mut log, &mut other] {
        assert_eq!(exported(log), exported(&newer));
    }
}

#[test]
fn an_older_and_a_newer_build_write_side_by_side_a_thousand_each_and_none_is_lost() {
    let store = MemoryStore::default();
    let mut newer = Newer::new(&store);
    let mut older = open(&store, 0xdd);
    for index in 0..1_000 {
        newer.write();
        append(&mut older, answer("a", 1.0), index * 2 + 1);
        if index % 100 == 99 {
            // The older one is closed and opened, takes over what it may, and knows all that it can read.
            let pending = older.pending(usize::MAX);
            older.acknowledged(pending.iter().map(|record| record.id));
            older = open_beside_newer(&store, 0xdd + u64::try_from(index).unwrap());
            let pending = older.pending(usize::MAX);
            older.absorb_mirror(pending.iter().map(|record| record.text.as_str()));
            older.compact().unwrap();
        }
    }
    let blocks = newer.blocks();
    assert_eq!(blocks.iter().map(|(_, block)| block.split('\n').count()).sum::<usize>(), 1_000);
    let all = open_beside_newer(&store, 1);
    let count = |kind: &str| all.events().iter().filter(|event| event.kind.name() == kind).count();
    assert_eq!((count("answer"), count("whiteboard")), (1_000, 1_000));
    // A reset erases what this build can read, and leaves what it cannot to those who can.
    let mut older = open_beside_newer(&store, 2);
    older.reset(now(9_999)).unwrap();
    assert_eq!(newer.blocks(), blocks);
}

fn open_beside_newer(store: &MemoryStore, actor: u64) -> Log {
    let (log, opened) = Log::open(Box::new(store.clone()), Space::new("key", "pack"), ActorId(actor), "1");
    assert_eq!((opened.set_aside, opened.trouble), (0, None));
    log
}

/// A store that says yes and writes nothing while it lies.
struct Lying {
    inner: MemoryStore,
    lies: Rc<Cell<bool>>,
}

impl Store for Lying {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if self.lies.get() { Ok(()) } else { self.inner.set(key, value) }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.inner.remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.inner.keys(prefix)
    }
}

#[test]
fn what_is_brought_into_a_new_place_is_kept_in_the_old_one_until_it_is_found_there() {
    let store = MemoryStore::default();
    for actor in 1..=10 {
        append(&mut open(&store, actor), answer("a", 1.0), 0);
    }
    let lies = Rc::new(Cell::new(false));
    let lying = Lying { inner: store.clone(), lies: lies.clone() };
    let (mut log, _) = Log::open(Box::new(lying), Space::new("key", "pack"), ActorId(99), "1");
    let ids: Vec<EventId> = log.events().iter().map(|event| event.id).collect();
    log.acknowledged(ids);
    lies.set(true);
    assert_eq!(log.compact(), Ok(0));
    assert_eq!(open(&store, 100).events().len(), 10);
    // The originals are all there still, and nothing was taken for written that is not.
    lies.set(false);
    assert_eq!(open(&store, 101).events().len(), 10);
}

//! Damage to what is stored: at most the damaged segment is set aside, and nothing ever panics.

use super::log::{answer, append, now, open};
use crate::progress::{ActorId, Event, EventId, Kind, Log, MemoryStore, Name, Now, Read, Score, Space, Store};
use crate::random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// Damages in every run of the tests.
const DAMAGES: usize = 10_000;

/// A store with the ledgers of a few writers.
fn filled() -> MemoryStore {
    let store = MemoryStore::default();
    for (actor, count) in [(11, 100), (22, 40), (33, 5)] {
        let mut log = open(&store, actor);
        for index in 0..count {
            append(&mut log, answer(&format!("item-{}-{}", actor, index % 90), 0.5), index);
            append(&mut log, Kind::Read(Read { section: Name::new("intro").unwrap(), position: Score::FULL }), index);
        }
    }
    store
}

fn copy(store: &MemoryStore) -> MemoryStore {
    let copy = MemoryStore::default();
    for key in store.keys("").unwrap() {
        copy.set(&key, &store.get(&key).unwrap().unwrap()).unwrap();
    }
    copy
}

fn ids(log: &Log) -> BTreeSet<EventId> {
    log.events().iter().map(|event| event.id).collect()
}

#[test]
fn a_flip_or_a_truncation_costs_at_most_its_segment() {
    let store = filled();
    let whole = open(&store, 1);
    let truth: BTreeMap<EventId, Event> = whole.events().iter().map(|event| (event.id, event.clone())).collect();
    let keys = store.keys("").unwrap();
    let mut random = Random::new(7);
    let mut harmless = 0;
    for _ in 0..DAMAGES {
        let damaged = copy(&store);
        let key = &keys[random.below(keys.len())];
        let mut text = store.get(key).unwrap().unwrap().into_bytes();
        let at = random.below(text.len());
        let truncated = random.below(4) == 0;
        if truncated {
            text.truncate(at);
        } else {
            text[at] ^= 1 << random.below(7);
        }
        let text = String::from_utf8(text).unwrap();
        damaged.set(key, &text).unwrap();
        let (log, opened) = Log::open(Box::new(damaged.clone()), Space::new("key", "pack"), ActorId(1), "1");
        assert!(log.events().iter().all(|event| truth.get(&event.id) == Some(event)), "{key} at {at}: invented");
        let lost: Vec<EventId> = truth.keys().filter(|id| !log.holds(**id)).copied().collect();
        let block = key.rsplit('/').next().unwrap().starts_with('e');
        if !block {
            assert_eq!(lost, [], "{key} at {at}: the other copy of the names was not used");
        } else if !truncated {
            // A flipped line break joins two segments.
            let joined = store.get(key).unwrap().unwrap().as_bytes()[at] == b'\n';
            let most = if joined { 128 } else { 64 };
            assert!(lost.len() <= most, "{key} at {at}: {} lost", lost.len());
            assert_eq!(lost.is_empty(), opened.set_aside == 0, "{key} at {at}");
        } else {
            // What was cut off is gone; what stands before the cut is whole but for the segment that was cut.
            let before = String::from_utf8(store.get(key).unwrap().unwrap().into_bytes()[..at].to_vec()).unwrap();
            let kept = before.matches('\n').count() * 64;
            let writer = key.split("/log/").nth(1).unwrap()[..16].parse::<ActorId>().unwrap();
            let held = log.events().iter().filter(|event| event.id.actor == writer).count();
            assert!(held >= kept, "{key} cut at {at}: {held} of {kept} left");
        }
        harmless += usize::from(lost.is_empty());
        // The damage is set aside once, and the log goes on.
        let mut again = Log::open(Box::new(damaged.clone()), Space::new("key", "pack"), ActorId(2), "1").0;
        assert_eq!(ids(&again), ids(&log));
        append(&mut again, answer("after", 1.0), 9_999);
    }
    assert!(harmless > DAMAGES / 10 && harmless < DAMAGES * 9 / 10, "{harmless}");
}

#[test]
fn what_hosts_and_learners_put_into_the_store_does_no_harm() {
    let mut random = Random::new(8);
    let prefix = Space::new("key", "pack").prefix().to_owned();
    for _ in 0..2_000 {
        let store = MemoryStore::default();
        append(&mut open(&store, 5), answer("a", 1.0), 0);
        for _ in 0..random.below(5) {
            let noise = |random: &mut Random, alphabet: &[u8], most: usize| -> String {
                (0..random.below(most)).map(|_| char::from(alphabet[random.below(alphabet.len())])).collect()
            };
            let tail = noise(&mut random, b"0123456789abcdef./nmelogtrpc%", 30);
            let folder = ["log/", "log/0000000000000005.0/", "log/0000000000000007.0/", "torn/", ""][random.below(5)];
            let value = noise(&mut random, b"AQEAAAB-_\nzZ09", 80);
            store.set(&[&prefix, folder, &tail].concat(), &value).unwrap();
        }
        let (mut log, opened) = Log::open(Box::new(store.clone()), Space::new("key", "pack"), ActorId(6), "1");
        assert_eq!((log.events().len(), opened.trouble), (1, None));
        log.append(answer("b", 1.0), Now { at: now(1).at, offset_minutes: 0 }).unwrap();
        log.compact().unwrap();
    }
}

//! How small the log is, so that years of work fit where browsers allow five megabytes at most.

use super::log::{START, open};
use crate::progress::ledger::MAX_BLOCK;
use crate::progress::{Answer, Event, Kind, MemoryStore, Name, Now, Rate, Score, Store, Target};
use crate::random::Random;
use crate::review::fsrs::Rating;

/// Reviews as people make them: sessions of twenty answers on 400 items of any length, a rating changed now and then.
fn work(count: u32) -> Vec<Event> {
    let mut log = open(&MemoryStore::default(), 7);
    let mut random = Random::named(3, "reviews");
    let mut at = START;
    let mut last = None;
    for n in 0..count {
        at += i64::try_from(4_000 + random.below(60_000)).unwrap() + if n % 20 == 0 { 40_000_000 } else { 0 };
        let item = Name::new(&format!("item-number-{}", random.below(400))).unwrap();
        let kind = match last.take() {
            Some((of, item)) if random.below(10) == 0 => {
                Kind::Rate(Rate { target: Target::Item(item), rating: Rating::Easy, of: Some(of) })
            }
            _ => Kind::Answer(Answer {
                session: None,
                item: item.clone(),
                question: None,
                score: Score::thousandths(if random.below(4) == 0 { 500 } else { 1000 }),
                seconds: u32::try_from(5 + random.below(90)).unwrap(),
                response: vec![Name::new(["a", "b", "c", "d"][random.below(4)]).unwrap()],
            }),
        };
        let id = log.append(kind, Now { at, offset_minutes: 60 }).unwrap().record.id;
        last = Some((id, item));
    }
    log.events().to_vec()
}

/// The characters of all keys and values, and the longest value.
fn measured(store: &MemoryStore) -> (usize, usize) {
    let texts: Vec<(String, String)> =
        store.keys("").unwrap().into_iter().map(|key| (key.clone(), store.get(&key).unwrap().unwrap())).collect();
    (
        texts.iter().map(|(key, text)| key.len() + text.len()).sum(),
        texts.iter().map(|(_, text)| text.len()).max().unwrap(),
    )
}

#[test]
fn two_hundred_thousand_reviews_fit_in_two_mebibytes_in_blocks_that_are_quick_to_write() {
    let events = work(20_000);
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    // Ten times the same work, ten years apart: a year of it is too quick to make anew 200,000 times here.
    let decade = 315_360_000_000;
    for round in 0..10_u32 {
        let shifted = events.iter().cloned().map(|mut event| {
            event.id.seq += round * 20_000;
            event.now.at += i64::from(round) * decade;
            event.clock.millis += i64::from(round) * decade;
            if let Kind::Rate(rate) = &mut event.kind {
                rate.of = rate.of.map(|of| crate::progress::EventId { seq: of.seq + round * 20_000, ..of });
            }
            event
        });
        log.absorb_events(shifted.collect());
    }
    assert_eq!(log.events().len(), 200_000);
    let (size, longest) = measured(&store);
    println!("{size} characters for 200,000 reviews, the longest value {longest}");
    assert!(size <= 2 << 20, "{size}");
    assert!(size <= 200_000 * 10, "{size}");
    assert!(longest <= MAX_BLOCK, "{longest}");
    assert_eq!(open(&store, 2).events().len(), 200_000);
}

#[test]
fn one_review_after_the_other_is_as_small() {
    let store = MemoryStore::default();
    // The writer of the work itself, so that what refers to an event stays near it.
    let mut log = open(&store, 7);
    for event in work(3_000) {
        log.append(event.kind, event.now).unwrap();
    }
    let (size, longest) = measured(&store);
    assert!(size <= 3_000 * 12, "the names of 400 items weigh more on few reviews, yet {size}");
    assert!(longest <= MAX_BLOCK);
}

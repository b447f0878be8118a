//! How small the log is, so that years of work fit where browsers allow five megabytes at most.

use super::log::{START, open};
use crate::progress::ledger::MAX_BLOCK;
use crate::progress::{Answer, End, Event, EventId, Kind, MemoryStore, Name, Now, Rate, Score, Start, Store, Target};
use crate::random::Random;
use crate::review::fsrs::Rating;

/// At least `count` reviews as people make them, in sessions: quizzes of ten and reviews of thirty, by turns, of 400 items that belong to
/// questions, ids as long as the first pack's; now and then several choices, a rating changed.
fn work(count: u32) -> Vec<Event> {
    let mut log = open(&MemoryStore::default(), 7);
    let mut random = Random::named(3, "reviews");
    let mut at = START;
    let mut reviews = 0;
    let mut quiz = false;
    let name = |text: &str| Name::new(text).unwrap();
    while reviews < count {
        quiz = !quiz;
        at += 20_000_000;
        let mut append = |kind, seconds: usize| {
            at += i64::try_from(seconds).unwrap() * 1000;
            log.append(kind, Now { at, offset_minutes: 60 }).unwrap().record.id
        };
        let view = name(if quiz { "quiz" } else { "review" });
        let seed = if quiz { u64::from(u32::MAX / 3) } else { 0 };
        let session = append(Kind::Start(Start { view, settings: String::new(), seed }), 0);
        let length = if quiz { 10 } else { 30 };
        for _ in 0..length {
            let item = random.below(400);
            let (item, question) =
                (name(&format!("choose-the-storage-{item}")), name(&format!("url-shortener-{}", item % 49)));
            let chosen = if random.below(5) == 0 { 3 } else { 1 };
            let seconds = 5 + random.below(90);
            let answer = Answer {
                session: Some(session),
                item: item.clone(),
                question: Some(question),
                score: Score::thousandths(if random.below(4) == 0 { 500 } else { 1000 }),
                seconds: u32::try_from(seconds).unwrap(),
                response: (0..chosen).map(|_| name(["a", "b", "c", "d"][random.below(4)])).collect(),
            };
            let id = append(Kind::Answer(answer), seconds + 4 + random.below(20));
            if !quiz && random.below(10) == 0 {
                append(Kind::Rate(Rate { target: Target::Item(item), rating: Rating::Easy, of: Some(id) }), 2);
            }
        }
        reviews += length;
        append(Kind::End(End { session, score: Score::thousandths(870), answered: length, seconds: length * 60 }), 3);
    }
    log.events().to_vec()
}

/// The same event so many decades later, when its writer has written `written` events in each decade.
fn later(event: &Event, decades: u32, written: usize) -> Event {
    let mut event = event.clone();
    let seqs = decades * u32::try_from(written).unwrap();
    let moved = |id: EventId| EventId { seq: id.seq + seqs, ..id };
    let millis = i64::from(decades) * 315_360_000_000;
    event.id = moved(event.id);
    event.now.at += millis;
    event.clock.millis += millis;
    match &mut event.kind {
        Kind::Answer(answer) => answer.session = answer.session.map(moved),
        Kind::Rate(rate) => rate.of = rate.of.map(moved),
        Kind::End(end) => end.session = moved(end.session),
        _ => {}
    }
    event
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
    for round in 0..10 {
        log.absorb_events(events.iter().map(|event| later(event, round, events.len())).collect());
    }
    assert_eq!((log.events().len(), log.state().answered), (10 * events.len(), 200_000));
    let (size, longest) = measured(&store);
    println!("{size} characters for 200,000 reviews, the longest value {longest}");
    assert!(size <= 2 << 20, "{size}");
    assert!(size <= 200_000 * 10, "{size}");
    assert!(longest <= MAX_BLOCK, "{longest}");
    assert_eq!(open(&store, 2).events(), log.events());
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
    println!("{size} characters for {} reviews, the longest value {longest}", log.state().answered);
    assert!(size <= 3_000 * 25, "the names of 400 items weigh more on few reviews, yet {size}");
    assert!(longest <= MAX_BLOCK);
}

//! What the log costs: characters a review, and the time to open a long one. Prints `bench<TAB>name<TAB>value<TAB>unit`.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and may stop"
)]

use std::time::Instant;

use interview_practice_core::progress::{
    ActorId, Answer, Event, EventId, Ids, Kind, Log, MemoryStore, Name, Now, Rate, Score, Space, Store, Target,
};
use interview_practice_core::review::fsrs::Rating;

const ITEMS: u32 = 400;
const START: i64 = 1_700_000_000_000;

/// The nth review of someone who works on 400 items: an answer, or now and then a rating by hand, every twenty seconds or so.
fn review(n: u32) -> (Kind, Now) {
    let item = Name::new(&format!("databases-item-{}", n.wrapping_mul(2_654_435_761) % ITEMS)).expect("a name");
    let now = Now { at: START + i64::from(n) * 20_000 + i64::from(n % 977) * 13, offset_minutes: 60 };
    if n % 5 == 4 {
        let rating = Rating::ALL[(n / 5 % 4) as usize];
        return (Kind::Rate(Rate { target: Target::Item(item), rating, of: None }), now);
    }
    let (score, chosen) = if n.is_multiple_of(3) { (Score::NONE, "b") } else { (Score::FULL, "a") };
    let response = vec![Name::new(chosen).expect("a name")];
    (Kind::Answer(Answer { session: None, item, question: None, score, seconds: 8 + n % 40, response }), now)
}

fn open(store: &MemoryStore, actor: u64) -> Log {
    Log::open(Box::new(store.clone()), Space::new("pack", "pack"), ActorId(actor), "1.0.0").0
}

/// A store that holds so many reviews.
fn filled(count: u32) -> MemoryStore {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    let events: Vec<Event> = {
        // Appending to a log in memory of its own gives each event its clock and number.
        let mut source = open(&MemoryStore::default(), 7);
        (0..count).for_each(|n| {
            let (kind, now) = review(n);
            source.append(kind, now).expect("within limits");
        });
        source.events().to_vec()
    };
    log.absorb_events(events);
    store
}

fn characters(store: &MemoryStore) -> usize {
    let keys = store.keys("").expect("in memory");
    keys.iter().map(|key| key.len() + store.get(key).expect("in memory").map_or(0, |text| text.len())).sum()
}

fn row(name: &str, value: impl std::fmt::Display, unit: &str) {
    println!("bench\tmemory: {name}\t{value}\t{unit}");
}

fn main() {
    let store = filled(100_000);
    let size = characters(&store);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    row("characters a review, of 100,000", format!("{:.2}", size as f64 / 100_000.0), "characters");
    let mut times: Vec<f64> = (0..5)
        .map(|actor| {
            let begun = Instant::now();
            let log = open(&store, 100 + actor);
            assert_eq!(log.events().len(), 100_000);
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    row("open 100,000 reviews, natively", format!("{:.0}", times[2]), "ms");
    let long = characters(&filled(200_000));
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    row("200,000 reviews in the store", format!("{:.3}", long as f64 / f64::from(1 << 20)), "MiB");
    let gaps: Vec<EventId> = (1..=400_000).rev().map(|n| EventId { actor: ActorId(1), seq: 2 * n }).collect();
    let begun = Instant::now();
    assert_eq!(gaps.into_iter().collect::<Ids>().head(ActorId(1)), 800_000);
    // As many as may be imported, and no two in a row: what work that takes must not grow with its square.
    row("note 400,000 ids with gaps, last first", format!("{:.0}", begun.elapsed().as_secs_f64() * 1000.0), "ms");
}

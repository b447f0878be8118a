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
    ActorId, Answer, End, Event, EventId, Ids, Kind, Log, MemoryStore, Name, Now, Score, Space, Start, Store,
};

const ITEMS: u32 = 400;
const SESSION: u32 = 20;
const START: i64 = 1_700_000_000_000;

/// What someone does who reviews items of the first pack's kind in sessions of twenty, every twenty seconds or so: so many answers, with the
/// beginning and the end of each session.
fn reviews(log: &mut Log, count: u32) {
    let name = |text: &str| Name::new(text).expect("a name");
    let mut session = None;
    for n in 0..count {
        let now = Now { at: START + i64::from(n) * 20_000 + i64::from(n % 977) * 13, offset_minutes: 60 };
        let mut append = |kind| log.append(kind, now).expect("within limits").record.id;
        if n % SESSION == 0 {
            session = Some(append(Kind::Start(Start { view: name("review"), settings: String::new(), seed: 0 })));
        }
        let item = n.wrapping_mul(2_654_435_761) % ITEMS;
        let (score, chosen) = if n.is_multiple_of(3) { (Score::NONE, "b") } else { (Score::FULL, "a") };
        append(Kind::Answer(Answer {
            session,
            item: name(&format!("databases-item-{item}")),
            question: Some(name(&format!("question-{}", item % 49))),
            score,
            seconds: 8 + n % 40,
            response: vec![name(chosen)],
        }));
        if let Some(session) = session.filter(|_| n % SESSION == SESSION - 1) {
            append(Kind::End(End { session, score: Score::new(0.7), answered: SESSION, seconds: SESSION * 20 }));
        }
    }
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
        reviews(&mut source, count);
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
            assert_eq!(log.state().answered, 100_000);
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

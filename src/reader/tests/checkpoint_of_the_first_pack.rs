//! Every memory of the first pack finds room where SCORM 1.2 grants 4,096 characters, however often and however differently it was answered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::path::Path;

use interview_practice_core::content::Pack;
use interview_practice_core::progress::{
    ActorId, Answer, Attempt, Card, Checkpoint, CheckpointNames, End, Kind, Log, MemoryStore, Mode, Name, Now, Rate,
    Read, SCORM_12, Score, Space, Start, State, Target, Verdict,
};
use interview_practice_core::quiz::ItemBank;
use interview_practice_core::review::fsrs::Rating;
use interview_practice_reader::read_path;

fn pack() -> Pack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    read_path(&path).pack.expect("the pack is sound")
}

/// How a learner goes about it.
#[derive(Clone, Copy)]
struct Manner {
    rounds: i64,
    /// Days between the rounds.
    apart: i64,
    /// In percent, how much of the pack is done in each round; what is left out comes in others.
    share: u64,
    /// Whether every item is answered by chance, and on one of the days between the rounds; else all in step.
    varied: bool,
}

/// The next of a row of numbers by chance (SplitMix64).
fn chance(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ *state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

fn learner(pack: &Pack, manner: Manner) -> Log {
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(1), "1");
    let bank = ItemBank::new(pack);
    let mut seed = 1;
    let mut number = 0_i64;
    for round in 0..manner.rounds {
        let start = 1_790_000_000_000 + round * manner.apart * 86_400_000;
        // What happens when, in this round; the order of a varied learner is the moments'.
        let mut happens: Vec<(i64, Kind)> = Vec::new();
        let mut at = |seed: &mut u64| {
            number += 1;
            let day = if manner.varied { chance(seed) % u64::try_from(manner.apart).unwrap() } else { 0 };
            start + i64::try_from(day).unwrap() * 86_400_000 + number % 1_000 * 40_000
        };
        for (place, (item, question)) in bank.all().iter().enumerate() {
            if chance(&mut seed) % 100 >= manner.share {
                continue;
            }
            let score = if manner.varied {
                // Some items are hard for this learner: of those more goes wrong.
                let hard = place % 5 < 2;
                match chance(&mut seed) % 10 {
                    0..=3 if hard => chance(&mut seed) as f64 / u64::MAX as f64,
                    0 => 0.0,
                    1 => 0.5,
                    _ => 1.0,
                }
            } else {
                [1.0, 1.0, 0.0, 0.6][(place + usize::try_from(round).unwrap()) % 4]
            };
            let answer = Answer {
                session: None,
                item: Name::new(item).unwrap(),
                question: question.map(Name::from),
                score: Score::new(score),
                seconds: 30,
                response: Vec::new(),
            };
            happens.push((at(&mut seed), Kind::Answer(answer)));
        }
        for question in pack.practice_questions() {
            if chance(&mut seed) % 100 >= manner.share {
                continue;
            }
            let mut verdict = {
                let mut steady = 0..;
                move |seed: &mut u64| {
                    let place = if manner.varied {
                        [0, 0, 0, 0, 1, 2][chance(seed) as usize % 6]
                    } else {
                        steady.next().unwrap() % 3
                    };
                    Verdict::ALL[place]
                }
            };
            let attempt = Attempt {
                session: None,
                question: Name::from(&question.id),
                mode: Mode::ALL[if manner.varied { chance(&mut seed) as usize % 3 } else { 0 }],
                seconds: if manner.varied { 40 + u32::try_from(chance(&mut seed) % 260).unwrap() } else { 150 },
                points: question.points.iter().map(|point| (Name::from(&point.id), verdict(&mut seed))).collect(),
                pitfalls: Vec::new(),
                text: None,
            };
            happens.push((at(&mut seed), Kind::Attempt(attempt)));
        }
        for section in &pack.guide {
            let read = Read { section: Name::from(&section.id), position: Score::FULL };
            happens.push((at(&mut seed), Kind::Read(read)));
        }
        happens.sort_by_key(|(at, _)| *at);
        for chunk in happens.chunks(20) {
            let mut append = |at: i64, kind| log.append(kind, Now { at, offset_minutes: 60 }).unwrap().record.id;
            let [(first, _), ..] = chunk else { continue };
            let start = Start { view: Name::new("quiz").unwrap(), settings: String::new(), seed: 1 };
            let session = append(*first, Kind::Start(start));
            let mut last = *first;
            for (at, kind) in chunk {
                let kind = match kind.clone() {
                    Kind::Answer(answer) => Kind::Answer(Answer { session: Some(session), ..answer }),
                    // What a learner says of an answer in a review counts in place of what it implies.
                    kind => kind,
                };
                let item =
                    if let Kind::Answer(answer) = &kind { Some(Target::Item(answer.item.clone())) } else { None };
                let event = append(*at, kind);
                if let (Some(target), true, 0) = (item, manner.varied, chance(&mut seed) % 4) {
                    let rating = Rating::ALL[chance(&mut seed) as usize % 4];
                    append(*at, Kind::Rate(Rate { target, rating, of: Some(event) }));
                }
                last = *at;
            }
            let end = End { session, score: Score::new(0.7), answered: 20, seconds: 600 };
            append(last, Kind::End(end));
        }
    }
    log
}

/// Where a learner returns to: nothing that was known may be lost, nor what was wrong be forgotten.
fn assert_kept(state: &State, read: &State) -> Worst {
    let mut worst = Worst::default();
    assert!(read.cards.keys().eq(state.cards.keys()), "every memory is there");
    for (target, card) in &state.cards {
        let kept = &read.cards[target];
        assert_eq!(kept.last.rating, card.last.rating);
        let earlier = f64::from(card.last.now.day() - kept.last.now.day());
        let item = matches!(target, Target::Item(_));
        assert!(
            earlier == 0.0 || item && (0.0..=kept.memory.stability / 8.0).contains(&earlier),
            "{target}: {earlier} days"
        );
        assert_eq!(kept.due_day().is_some(), card.due_day().is_some(), "days stay days, minutes stay minutes");
        assert_eq!(kept.memory.phase.name(), card.memory.phase.name());
        if let (Some(due), Some(kept)) = (card.due_day(), kept.due_day()) {
            let waits = f64::from(due - card.last.now.day());
            let off = f64::from((due - kept).abs());
            worst.days = worst.days.max(off);
            worst.share = worst.share.max((off - 1.0) / waits);
            worst.stability = worst.stability.max((kept_share(card, &read.cards[target]) - 1.0).abs());
        }
        worst.difficulty = worst.difficulty.max((kept.memory.difficulty - card.memory.difficulty).abs());
    }
    assert!(read.items.keys().eq(state.items.keys()));
    for (name, item) in &state.items {
        assert_eq!(read.items[name].missed(), item.missed());
        assert_eq!(read.items[name].last.share() >= 0.5, item.last.share() >= 0.5);
    }
    for (name, question) in &state.questions {
        assert_eq!(read.questions[name].points, question.points, "every verdict");
        assert_eq!(read.questions[name].known(), question.known());
    }
    assert_eq!(read.answered, state.answered);
    worst
}

fn kept_share(card: &Card, kept: &Card) -> f64 {
    kept.memory.stability / card.memory.stability
}

/// The most that a memory lost.
#[derive(Debug, Default)]
struct Worst {
    days: f64,
    share: f64,
    stability: f64,
    difficulty: f64,
}

#[test]
fn every_memory_fits_into_scorm_s_4096_characters_however_it_came_about() {
    let pack = pack();
    let bank = ItemBank::new(&pack);
    let names = CheckpointNames::of(&pack, bank.all());
    let steady = |rounds| Manner { rounds, apart: 3, share: 100, varied: false };
    let varied = |rounds, apart, share| Manner { rounds, apart, share, varied: true };
    let manners = [
        steady(1),
        steady(2),
        steady(6),
        varied(1, 14, 100),
        varied(3, 14, 100),
        varied(5, 9, 100),
        varied(5, 30, 70),
        varied(12, 20, 45),
        varied(30, 7, 30),
    ];
    for manner in manners {
        let log = learner(&pack, manner);
        let state = log.state();
        // The session under way needs its room as well: twenty items come to 200 to 300 bytes.
        let run: Vec<u8> = {
            let mut seed = 9;
            (0..300).map(|_| chance(&mut seed) as u8).collect()
        };
        let checkpoint = Checkpoint { state: state.clone(), run: run.clone() };
        let text = checkpoint.write(&names, SCORM_12);
        assert!(text.len() <= SCORM_12, "{}", text.len());
        let (read, taken, unknown) = Checkpoint::read(&text, &names).unwrap();
        println!(
            "{} rounds, {} days apart, {} % each, {}: {} of {SCORM_12} characters, {taken} of {} memories; without a limit {}",
            manner.rounds,
            manner.apart,
            manner.share,
            if manner.varied { "varied" } else { "in step" },
            text.len(),
            state.cards.len(),
            checkpoint.write(&names, usize::MAX).len(),
        );
        assert_eq!(unknown, 0, "no two names of the first pack share a hash");
        assert_eq!(read.run, run, "the session under way");
        let worst = assert_kept(state, &read.state);
        println!(
            "  kept of it: {} days, {} sessions, {} sections, at most {worst:?} off",
            read.state.days.len(),
            read.state.sessions.len(),
            read.state.sections.len(),
        );
        assert!(worst.share <= 0.25, "what waits is due at most a quarter of its wait sooner or later, and a day");
        assert!(worst.stability < 0.19 && worst.difficulty <= 0.5);
        assert_eq!(read.state.sections.len(), state.sections.len());
    }
}

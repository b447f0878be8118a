//! Everything in the first pack answered once finds room where SCORM 1.2 grants 4,096 characters; of what was answered more often, most does.
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
    ActorId, Answer, Attempt, Checkpoint, CheckpointNames, End, Kind, Log, MemoryStore, Mode, Name, Now, Read,
    SCORM_12, Score, Space, Start, Verdict,
};
use interview_practice_core::quiz::ItemBank;
use interview_practice_reader::read_path;

fn pack() -> Pack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    read_path(&path).pack.expect("the pack is sound")
}

/// A learner who has done everything so many times, some days apart.
fn diligent(pack: &Pack, rounds: i64) -> Log {
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(1), "1");
    let bank = ItemBank::new(pack);
    let mut number = 0_i64;
    for round in 0..rounds {
        let mut append = |log: &mut Log, kind| {
            number += 1;
            let at = 1_790_000_000_000 + round * 3 * 86_400_000 + number * 40_000;
            log.append(kind, Now { at, offset_minutes: 60 }).unwrap().record.id
        };
        for chunk in bank.all().chunks(20) {
            let start = Start { view: Name::new("quiz").unwrap(), settings: String::new(), seed: 1 };
            let session = append(&mut log, Kind::Start(start));
            for (place, (item, question)) in chunk.iter().enumerate() {
                let score = [1.0, 1.0, 0.0, 0.6][(place + usize::try_from(round).unwrap()) % 4];
                let answer = Answer {
                    session: Some(session),
                    item: Name::new(item).unwrap(),
                    question: question.map(Name::from),
                    score: Score::new(score),
                    seconds: 30,
                    response: Vec::new(),
                };
                append(&mut log, Kind::Answer(answer));
            }
            let end = End { session, score: Score::new(0.7), answered: 20, seconds: 600 };
            append(&mut log, Kind::End(end));
        }
        for question in pack.practice_questions() {
            let points = question.points.iter().zip(Verdict::ALL.into_iter().cycle());
            let attempt = Attempt {
                session: None,
                question: Name::from(&question.id),
                mode: Mode::Spoken,
                seconds: 150,
                points: points.map(|(point, verdict)| (Name::from(&point.id), verdict)).collect(),
                pitfalls: Vec::new(),
                text: None,
            };
            append(&mut log, Kind::Attempt(attempt));
        }
        for section in &pack.guide {
            append(&mut log, Kind::Read(Read { section: Name::from(&section.id), position: Score::FULL }));
        }
    }
    log
}

#[test]
fn everything_answered_once_fits_into_scorm_s_4096_characters_and_later_most() {
    let pack = pack();
    let bank = ItemBank::new(&pack);
    let names = CheckpointNames::of(&pack, bank.all());
    for (rounds, all) in [(1, true), (2, false), (6, false)] {
        let log = diligent(&pack, rounds);
        let state = log.state();
        let checkpoint = Checkpoint { state: state.clone(), run: Vec::new() };
        let text = checkpoint.write(&names, SCORM_12);
        assert!(text.len() <= SCORM_12, "{}", text.len());
        let (read, taken, unknown) = Checkpoint::read(&text, &names).unwrap();
        println!(
            "{rounds} rounds: {} of {SCORM_12} characters, {taken} of {} memories; without a limit {}",
            text.len(),
            state.cards.len(),
            checkpoint.write(&names, usize::MAX).len(),
        );
        assert_eq!(unknown, 0, "no two names of the first pack share a hash");
        assert_eq!(read.state.answered, state.answered);
        if all {
            assert!(read.state.items.keys().eq(state.items.keys()));
            assert!(read.state.cards.keys().eq(state.cards.keys()));
            for (name, item) in &state.items {
                assert_eq!(read.state.items[name].missed(), item.missed());
            }
        } else {
            assert!(taken * 2 > state.cards.len(), "even then most is kept: {taken} of {}", state.cards.len());
        }
    }
}

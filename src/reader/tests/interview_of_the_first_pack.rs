//! The mock interview on the bundled pack: that its levels tell good answers from others, and that every question is ready for it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::path::Path;
use std::sync::LazyLock;

use interview_practice_core::content::{Pack, Question, plain_text_of_blocks};
use interview_practice_core::interview::{Ask, History, Input, Interview, MAX_DEPTH, Report, Room, Stage};

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    interview_practice_reader::read_path(&path).pack.unwrap()
});

/// An interview whose answers `speak` gives, each taking a minute and a half.
fn run(assessments: &[String], minutes: u16, seed: u64, speak: &dyn Fn(&Question, &Ask) -> String) -> Report {
    let room = Room { pack: &PACK, neighbours: None };
    let mut interview = Interview::plan(&PACK, assessments, minutes, History::default(), seed).unwrap();
    let mut at = 0;
    interview = interview.next(&room, at, Input::Begin);
    while interview.stage() == Stage::Asking {
        at += 90_000;
        let turn = interview.current().unwrap();
        let text = speak(PACK.question(&turn.question).unwrap(), &turn.ask);
        interview = interview.next(&room, at, Input::Write(text)).next(&room, at, Input::Answer);
    }
    interview.report(&PACK)
}

fn model(question: &Question) -> String {
    plain_text_of_blocks(&question.model_answer)
}

/// The mean level over interviews with many seeds.
fn level(speak: &dyn Fn(&Question, &Ask) -> String) -> f64 {
    let levels: Vec<f64> =
        (0..40).flat_map(|seed| run(&[], 45, seed, speak).parts).filter_map(|part| part.level.map(f64::from)).collect();
    levels.iter().sum::<f64>() / levels.len() as f64
}

#[test]
fn every_assessment_has_openings_points_follow_ups_and_anchored_levels() {
    assert_eq!(PACK.assessments.len(), 3);
    for assessment in &PACK.assessments {
        let levels: Vec<u8> = assessment.rubric.iter().map(|step| step.level).collect();
        assert_eq!(levels, [1, 2, 3, 4, 5]);
        assert!(PACK.opening_prompts(&assessment.id).count() >= 12);
    }
    for question in &PACK.questions {
        let keyed = |id: &str| question.follow_ups.iter().any(|known| known.points.iter().any(|point| *point == id));
        assert!(question.points.len() >= 4 && question.pitfalls.len() >= 2 && question.follow_ups.len() >= 3);
        assert!(
            question.points.iter().all(|point| keyed(point.id.as_str())),
            "{} has a point without follow-up",
            question.id
        );
        assert!(!question.model_answer.is_empty());
    }
}

#[test]
fn levels_tell_model_answers_from_half_of_them_and_from_other_answers() {
    let whole = level(&|question, _| model(question));
    let half = level(&|question, _| {
        let text = model(question);
        text.chars().take(text.chars().count() / 2).collect()
    });
    let other = level(&|question, _| {
        let place = PACK.questions.iter().position(|known| known.id == question.id).unwrap();
        model(&PACK.questions[(place + 17) % PACK.questions.len()])
    });
    let idle = level(&|_, _| {
        "I would talk to the people involved, find out what they need, and then decide with care what to do about it all.".into()
    });
    println!("levels: model {whole:.2}, half {half:.2}, other {other:.2}, idle {idle:.2}");
    assert!(whole >= 4.0, "{whole}");
    assert!(half < whole && other < half && idle < other + 0.5, "{half} {other} {idle}");
    assert!(idle < 1.5, "{idle}");
}

#[test]
fn a_whole_interview_covers_every_assessment_and_digs_where_something_is_missing() {
    for seed in 0..60 {
        let report = run(&[], 45, seed, &|question, _| {
            let text = model(question);
            text.chars().take(text.chars().count() / 2).collect()
        });
        assert!(report.parts.iter().all(|part| part.spent > 0), "an assessment had no turn with seed {seed}");
        let follow_ups: usize = report.questions.iter().map(|asked| asked.turns.len() - 1).sum();
        assert!(follow_ups >= 3, "seed {seed}: {follow_ups}");
        assert!(report.questions.iter().all(|asked| asked.turns.len() <= MAX_DEPTH + 1));
        assert!(report.used <= 46 * 60_000);
        assert_eq!(Report::from_value(&report.to_value()).unwrap(), report);
    }
}

//! What the coach says of the first pack's own model answers must be true of them.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::Path;

use interview_practice_core::coach::{Band, Coach, Feedback, Neighbours, Step};
use interview_practice_core::content::{Pack, Question, QuestionKind, plain_text_of_blocks};
use interview_practice_reader::read_path;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pack() -> Pack {
    read_path(&root().join("content/senior-software-engineer")).pack.expect("the first pack is sound")
}

/// The pack's questions for practice, each with its model answer and what the coach says of that.
fn practised(pack: &Pack) -> Vec<(&Question, String, Feedback)> {
    let near = Neighbours::from_bytes(&std::fs::read(root().join("src/core/coach/neighbours.bin")).unwrap()).unwrap();
    let questions = pack.practice_questions().filter(|question| !question.model_answer.is_empty());
    let judged: Vec<_> = questions
        .map(|question| {
            let answer = plain_text_of_blocks(&question.model_answer);
            let feedback = Coach::for_question(question, pack, Some(&near)).assess(&answer);
            (question, answer, feedback)
        })
        .collect();
    assert_eq!(judged.len(), 10);
    judged
}

#[test]
fn model_answers_take_the_steps_of_their_kind() {
    let pack = pack();
    for (question, _, feedback) in practised(&pack) {
        let Some(structure) = feedback.structure else {
            assert!(matches!(question.kind, QuestionKind::Technical | QuestionKind::Motivation), "{}", question.id);
            continue;
        };
        let steps = structure.steps.iter();
        let missed: Vec<Step> = steps.filter(|step| step.evidence.is_none()).map(|step| step.step).collect();
        // This one speaks of load and of trade-offs, and indeed of no failure.
        let expected: &[Step] = if question.id == *"social-feed" { &[Step::Failure] } else { &[] };
        assert_eq!(missed, expected, "{}", question.id);
        if question.kind == QuestionKind::Behavioural {
            assert!(structure.first_person > structure.we, "{} tells of its own part", question.id);
        }
    }
}

#[test]
fn what_is_observed_of_their_delivery_is_true() {
    let pack = pack();
    for (question, answer, feedback) in practised(&pack) {
        let delivery = feedback.delivery;
        assert_eq!((&delivery.fillers, &delivery.hedges), (&vec![], &vec![]), "{}", question.id);
        let spoken = u32::try_from(answer.split_whitespace().count()).unwrap();
        assert!(delivery.words.abs_diff(spoken) * 20 < spoken, "{}: {} of {spoken} words", question.id, delivery.words);
        assert_eq!(delivery.suggested_seconds, Some(question.seconds));
        assert!(delivery.seconds <= question.seconds, "{} fits its time", question.id);
        for span in &delivery.long_sentences {
            assert!(span.of(&answer).split_whitespace().count() > 30, "{}: {}", question.id, span.of(&answer));
        }
    }
}

#[test]
fn they_cover_their_own_points_and_step_into_no_pitfall() {
    let pack = pack();
    let judged = practised(&pack);
    let (mut covered, mut all) = (0, 0);
    for (question, _, feedback) in &judged {
        assert_eq!(feedback.pitfalls, [], "{}", question.id);
        assert_eq!(feedback.doubts, [], "{}", question.id);
        assert!(feedback.points.iter().all(|point| point.band != Band::Missing), "{}", question.id);
        all += feedback.points.len();
        covered += feedback.points.iter().filter(|point| point.band == Band::Covered).count();
    }
    assert!(covered * 10 >= all * 8, "{covered} of {all} points are covered by their own model answers");
}

#[test]
fn answers_to_other_questions_cover_little() {
    let pack = pack();
    let judged = practised(&pack);
    let (mut covered, mut all) = (0, 0);
    for (question, ..) in &judged {
        let coach = Coach::for_question(question, &pack, None);
        for (other, answer, _) in judged.iter().filter(|(other, ..)| other.id != question.id) {
            let points = coach.assess(answer).points;
            assert!(points.iter().any(|point| point.band != Band::Covered), "{} answers {}", other.id, question.id);
            all += points.len();
            covered += points.iter().filter(|point| point.band == Band::Covered).count();
        }
    }
    assert!(covered * 4 <= all, "{covered} of {all} points are covered by answers to other questions");
}

//! Which opening question comes next: the assessments take turns, what was asked lately waits, weak competencies come sooner, kinds and
//! difficulties change, and what is left of the time decides what still fits.

use alloc::string::String;
use alloc::vec::Vec;

use super::session::Interview;
use super::turn::{Ask, Why};
use crate::content::{Assessment, Difficulty, Pack, Question};
use crate::random::Random;

/// With less than this left no other opening question is asked, in milliseconds.
const LEAST_LEFT: u32 = 90_000;
/// Kept for each assessment that had no question yet, in milliseconds.
const RESERVE: u32 = 150_000;
/// Minutes for which one opening question is the most.
const MINUTES_EACH: u16 = 2;
/// Below this mastery, in thousandths, a competency is weak.
const WEAK: u16 = 500;

/// A candidate and what speaks against it.
struct Candidate<'p> {
    question: &'p Question,
    /// First how lately it was asked, then what it costs, then the lot.
    key: (usize, u32, u64),
}

/// The next opening question: the place of its assessment, the question, and why it is asked. `None` when the time or the questions are
/// over.
pub(super) fn opening<'p>(interview: &Interview, pack: &'p Pack) -> Option<(u8, &'p Question, Why)> {
    let left = interview.left();
    let asked: Vec<&str> = openings(interview).map(|(_, id)| id).collect();
    let most = usize::from(interview.minutes() / MINUTES_EACH).max(1);
    if asked.len() >= most || (left < LEAST_LEFT && !asked.is_empty()) {
        return None;
    }
    let mut parts: Vec<(usize, usize)> = (0..interview.parts().len())
        .map(|part| (openings(interview).filter(|(known, _)| *known == part).count(), part))
        .collect();
    let waiting = parts.iter().filter(|(count, _)| *count == 0).count();
    while let Some(place) = (0..parts.len()).min_by_key(|place| parts.get(*place).copied()) {
        let (count, part) = parts.remove(place);
        let others = u32::try_from(waiting.saturating_sub(usize::from(count == 0))).unwrap_or(0);
        let room = left.saturating_sub(others.saturating_mul(RESERVE)).max(LEAST_LEFT);
        let fair = if waiting > 0 { left / u32::try_from(waiting).unwrap_or(1).max(1) } else { left };
        let assessment = interview.parts().get(part).and_then(|id| pack.assessment(id));
        if let Some(assessment) = assessment
            && let Some(best) = best(interview, pack, assessment, &asked, room, fair)
        {
            let why = why(interview, pack, best, &asked);
            return Some((u8::try_from(part).ok()?, best, why));
        }
    }
    None
}

/// Every opening question so far: the place of its assessment, and its id.
fn openings(interview: &Interview) -> impl Iterator<Item = (usize, &str)> {
    interview
        .turns()
        .iter()
        .filter(|turn| turn.ask == Ask::Opening)
        .map(|turn| (usize::from(turn.part), turn.question.as_str()))
}

/// The questions of an assessment: its own, and those for practice that exercise nothing but what it judges.
pub(super) fn pool<'p>(pack: &'p Pack, assessment: &'p Assessment) -> impl Iterator<Item = &'p Question> {
    pack.questions.iter().filter(move |question| match &question.assessment {
        Some(id) => *id == assessment.id,
        None => {
            !question.competencies.is_empty()
                && question.competencies.iter().all(|id| assessment.competencies.contains(id))
        }
    })
}

fn best<'p>(
    interview: &Interview,
    pack: &'p Pack,
    assessment: &'p Assessment,
    asked: &[&str],
    room: u32,
    fair: u32,
) -> Option<&'p Question> {
    let wanted = difficulty(interview, pack);
    let last = asked.last().and_then(|id| pack.question(id)).map(|question| question.kind);
    let candidates = pool(pack, assessment)
        .filter(|question| !asked.contains(&question.id.as_str()) && takes(question) / 3 * 2 <= room)
        .map(|question| {
            let same_kind =
                asked.iter().filter(|id| pack.question(id).is_some_and(|known| known.kind == question.kind)).count();
            let over = takes(question).saturating_sub(fair) / 60_000;
            let cost = u32::from(interview.history().mean(&question.competencies)) / 250
                + 2 * u32::try_from(steps(question.difficulty, wanted)).unwrap_or(0)
                + u32::try_from(same_kind).unwrap_or(0).min(3)
                + 2 * u32::from(last == Some(question.kind))
                + 2 * u32::from(question.assessment.is_none())
                + 4 * over;
            let mut lot = Random::named(interview.seed(), question.id.as_str());
            let jitter = u32::try_from(lot.below(3)).unwrap_or(0);
            let rank = interview.history().rank(question.id.as_str());
            // The first question is an easy one, whatever else speaks for another.
            let easy = if asked.is_empty() {
                100 * u32::try_from(steps(question.difficulty, Difficulty::Easy)).unwrap_or(0)
            } else {
                0
            };
            Candidate { question, key: (rank, cost + jitter + easy, lot.number()) }
        });
    candidates.min_by_key(|candidate| candidate.key).map(|candidate| candidate.question)
}

/// How long a question takes, in milliseconds.
fn takes(question: &Question) -> u32 {
    question.seconds.saturating_mul(1000)
}

/// What the next question should ask of the learner: easy first, then by how the last one went.
fn difficulty(interview: &Interview, pack: &Pack) -> Difficulty {
    match interview.last_share(pack) {
        _ if interview.turns().is_empty() => Difficulty::Easy,
        Some(share) if share >= 600 => Difficulty::Hard,
        Some(share) if share < 250 => Difficulty::Easy,
        _ => Difficulty::Medium,
    }
}

fn steps(one: Difficulty, other: Difficulty) -> usize {
    let place = |difficulty| match difficulty {
        Difficulty::Easy => 0_usize,
        Difficulty::Medium => 1,
        Difficulty::Hard => 2,
    };
    place(one).abs_diff(place(other))
}

fn why(interview: &Interview, pack: &Pack, question: &Question, asked: &[&str]) -> Why {
    if asked.is_empty() {
        return Why::WarmUp;
    }
    let weakest = question
        .competencies
        .iter()
        .filter_map(|id| Some((interview.history().mastery(id.as_str())?, id)))
        .min_by_key(|(mastery, _)| *mastery);
    if let Some((mastery, id)) = weakest
        && mastery < WEAK
    {
        return Why::Weak(String::from(id.as_str()));
    }
    let same_part = asked.iter().filter_map(|id| pack.question(id)).any(|known| known.kind == question.kind);
    if same_part { Why::Turn } else { Why::Variety }
}

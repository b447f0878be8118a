//! What comes after an answer: dig into a point, challenge a pitfall, ask a prepared follow-up, or move on.

use alloc::string::String;

use super::coverage::{Covered, coverage, turns_of};
use super::manner::Manner;
use super::session::Interview;
use super::turn::{Ask, Left, Turn, Why};
use super::{MAX_DEPTH, plan};
use crate::coach::Band;
use crate::content::{Pack, Question};

/// With less than this left no follow-up is asked, in milliseconds.
const LEAST_LEFT: u32 = 45_000;

/// What comes next within a question.
pub(super) enum Step {
    /// Another question on it.
    Ask(Ask, Why),
    /// The next opening question.
    Leave(Left),
}

/// What comes after the last answer to `question`, which stands in the interview already.
pub(super) fn after(interview: &Interview, question: &Question, pack: &Pack) -> Step {
    let Some(last) = interview.turns().last() else { return Step::Leave(Left::Nothing) };
    let depth = turns_of(interview.turns(), question.id.as_str()).count().saturating_sub(1);
    let before = depth
        .checked_sub(1)
        .and_then(|place| turns_of(interview.turns(), question.id.as_str()).nth(place))
        .map(|(_, turn)| turn.manner);
    if interview.left() == 0 {
        return Step::Leave(Left::Time);
    }
    match last.manner {
        Manner::Skipped => return Step::Leave(Left::Skipped),
        Manner::Silent => return Step::Leave(Left::Silent),
        Manner::Unsure if before == Some(Manner::Unsure) => return Step::Leave(Left::Unsure),
        _ => {}
    }
    if depth >= MAX_DEPTH {
        return Step::Leave(Left::Depth);
    }
    if interview.left() < LEAST_LEFT || is_over_budget(interview, question, pack) {
        return Step::Leave(Left::Time);
    }
    let asked = |ask: &Ask| turns_of(interview.turns(), question.id.as_str()).any(|(_, turn)| turn.ask == *ask);
    if let Some(step) = challenge(interview, question, last, &asked) {
        return step;
    }
    match last.manner {
        Manner::Long => return Step::Leave(Left::Long),
        Manner::Unread => {
            // One follow-up without knowing what was said is curiosity; more would be reading from a list.
            return match prepared(question, &asked).filter(|_| depth == 0) {
                Some(ask) => Step::Ask(ask, Why::Unread),
                None => Step::Leave(Left::Nothing),
            };
        }
        _ => {}
    }
    let covered = coverage(question, interview.turns());
    if let Some((ask, point)) = dig(interview, question, &covered, &asked) {
        let why = if last.manner == Manner::Unsure { Why::Narrower(point) } else { Why::Point(point) };
        return Step::Ask(ask, why);
    }
    let all = !covered.is_empty() && covered.iter().all(|point| point.band == Band::Covered);
    match prepared(question, &asked).filter(|_| depth == 0 && last.manner != Manner::Unsure) {
        Some(ask) => Step::Ask(ask, Why::Further),
        None if all => Step::Leave(Left::Covered),
        None => Step::Leave(Left::Nothing),
    }
}

/// Whether the question has had its share of the time: twice what is suggested for it, and never what the assessments that had no
/// question yet will need.
fn is_over_budget(interview: &Interview, question: &Question, pack: &Pack) -> bool {
    let began = turns_of(interview.turns(), question.id.as_str()).next().map_or(0, |(_, turn)| turn.from);
    let spent = interview.clock().used().saturating_sub(began);
    let waiting = (0..interview.parts().len())
        .filter(|part| !interview.turns().iter().any(|turn| usize::from(turn.part) == *part))
        .filter(|part| {
            let assessment = interview.parts().get(*part).and_then(|id| pack.assessment(id));
            assessment.is_some_and(|assessment| plan::pool(pack, assessment).next().is_some())
        });
    let shares = u32::try_from(waiting.count()).unwrap_or(u32::MAX - 1) + 1;
    let at_first = spent.saturating_add(interview.left());
    let fair = at_first / shares;
    spent >= question.seconds.saturating_mul(2_000).min(fair.saturating_sub(LEAST_LEFT / 2))
}

/// A challenge to a pitfall of the last answer that was not challenged before.
fn challenge(interview: &Interview, question: &Question, last: &Turn, asked: &dyn Fn(&Ask) -> bool) -> Option<Step> {
    let fresh = last.stepped.iter().find(|stepped| {
        let why = Why::Pitfall(stepped.pitfall.clone());
        !turns_of(interview.turns(), question.id.as_str()).any(|(_, turn)| turn.why == why)
    })?;
    let follow_up = question
        .follow_ups
        .iter()
        .filter(|known| known.pitfalls.iter().any(|id| *id == fresh.pitfall.as_str()))
        .map(|known| Ask::FollowUp(String::from(known.id.as_str())))
        .find(|ask| !asked(ask));
    let ask = follow_up.unwrap_or_else(|| Ask::Pitfall(fresh.pitfall.clone()));
    Some(Step::Ask(ask, Why::Pitfall(fresh.pitfall.clone())))
}

/// The point least covered that was not dug into yet, with the question that does so.
fn dig(
    interview: &Interview,
    question: &Question,
    covered: &[Covered],
    asked: &dyn Fn(&Ask) -> bool,
) -> Option<(Ask, String)> {
    let dug = |point: &str| {
        turns_of(interview.turns(), question.id.as_str())
            .any(|(_, turn)| matches!(&turn.why, Why::Point(id) | Why::Narrower(id) if id == point))
    };
    let open = covered.iter().filter(|point| point.band != Band::Covered && !dug(&point.point));
    // A prepared follow-up to the weakest point that has one; where none is prepared, the point itself.
    open.filter_map(|point| {
        let follow_up = question
            .follow_ups
            .iter()
            .filter(|known| known.points.iter().any(|id| *id == point.point.as_str()))
            .map(|known| Ask::FollowUp(String::from(known.id.as_str())))
            .find(|ask| !asked(ask));
        let unprepared =
            !question.follow_ups.iter().any(|known| known.points.iter().any(|id| *id == point.point.as_str()));
        match follow_up {
            Some(ask) => Some((0_u8, point, ask)),
            None if unprepared => Some((1, point, Ask::Point(point.point.clone()))),
            None => None,
        }
    })
    .min_by_key(|(order, point, _)| (*order, point.band, point.share))
    .map(|(_, point, ask)| (ask, point.point.clone()))
}

/// The first prepared follow-up that was not asked.
fn prepared(question: &Question, asked: &dyn Fn(&Ask) -> bool) -> Option<Ask> {
    question.follow_ups.iter().map(|known| Ask::FollowUp(String::from(known.id.as_str()))).find(|ask| !asked(ask))
}

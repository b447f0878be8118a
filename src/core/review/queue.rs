//! What is to be asked today.

use alloc::vec::Vec;

use super::fsrs::{MINUTE, Phase, Rating};
use crate::progress::{Card, Now, State, Target};

/// How far ahead of its time a step of minutes may be asked when nothing else is left.
pub const LEARN_AHEAD: i64 = 20 * MINUTE;

/// A target that is to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// What.
    pub target: Target,
    /// How likely it is to be recalled now, 0 to 1.
    pub recall: f64,
    /// How many days it is overdue; 0 when it is due today.
    pub overdue: i32,
}

/// How much of what is due the learner wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The reviews a day, those already done today included.
    pub a_day: u32,
    /// Whether to go on past today: everything that is due within this many days.
    pub days_ahead: i32,
}

/// Whether a target may be asked on `day`: neither suspended nor buried on that day.
#[must_use]
pub fn is_open(state: &State, target: &Target, day: i32) -> bool {
    !state.suspended.contains(target) && state.buried.get(target).is_none_or(|&buried| buried < day)
}

/// Whether a target is asked by itself. A point is while it was missed or half made last time (again or hard); one that was made well comes
/// with its question, instead of all points one by one after each answer.
#[must_use]
pub fn is_asked_alone(target: &Target, card: &Card) -> bool {
    !matches!(target, Target::Point(_)) || matches!(card.last.rating, Rating::Again | Rating::Hard)
}

/// The first day, from today on, on which a target may be asked that is not suspended.
#[must_use]
pub fn first_open_day(state: &State, target: &Target, today: i32) -> i32 {
    state.buried.get(target).map_or(today, |&buried| buried.saturating_add(1).max(today))
}

/// How far ahead to look.
#[derive(Debug, Clone, Copy, Default)]
struct Ahead {
    /// What waits days: so many days.
    days: i32,
    /// What waits minutes: so many milliseconds.
    millis: i64,
}

/// Whether a card is due at `now`, or so far `ahead`; what was reviewed today is not asked days ahead again.
fn is_due(card: &Card, now: Now, ahead: Ahead) -> bool {
    let today = now.day();
    match card.due_day() {
        Some(day) if card.last.now.day() == today => day <= today,
        Some(day) => day <= today.saturating_add(ahead.days),
        None => card.memory.due() <= now.at.saturating_add(ahead.millis),
    }
}

/// Everything that is due at `now` and that the pack still has (`known`), without a limit: steps of minutes first, then what is most likely to be forgotten.
///
/// A card that waits days is due all day, from four in the morning; the day is counted from the local day of its last
/// review, so travel and daylight saving neither lose nor double it. A point is left out while its whole question is due.
#[must_use]
pub fn due(state: &State, now: Now, known: &dyn Fn(&Target) -> bool) -> Vec<Due> {
    due_within(state, now, Ahead::default(), known)
}

fn due_within(state: &State, now: Now, ahead: Ahead, known: &dyn Fn(&Target) -> bool) -> Vec<Due> {
    let today = now.day();
    let asked = |target: &Target, card: &Card| {
        is_due(card, now, ahead) && is_asked_alone(target, card) && is_open(state, target, today) && known(target)
    };
    let mut list: Vec<Due> = state
        .cards
        .iter()
        .filter(|(target, card)| asked(target, card))
        .filter(|(target, _)| match target {
            Target::Point(_) => !target
                .question()
                .and_then(|question| crate::progress::Name::new(question).ok())
                .map(Target::Question)
                .is_some_and(|question| state.cards.get(&question).is_some_and(|card| asked(&question, card))),
            Target::Question(_) | Target::Item(_) => true,
        })
        .map(|(target, card)| Due {
            target: target.clone(),
            recall: card.memory.recall(now.at),
            overdue: card.due_day().map_or(0, |day| (today - day).max(0)),
        })
        .collect();
    let first = |due: &Due| {
        let learning = state.cards.get(&due.target).is_some_and(|card| card.memory.phase != Phase::Review);
        (!learning, due.recall)
    };
    list.sort_by(|a, b| {
        let ((a_waits, a_recall), (b_waits, b_recall)) = (first(a), first(b));
        a_waits.cmp(&b_waits).then(a_recall.total_cmp(&b_recall)).then_with(|| a.target.cmp(&b.target))
    });
    list
}

/// What is due at `now` within the learner's limits and still in the pack (`known`). Empty when today's work is done.
///
/// The limit is for what has been learnt: steps of minutes belong to what was begun today and always come.
#[must_use]
pub fn waiting(state: &State, now: Now, limits: Limits, known: &dyn Fn(&Target) -> bool) -> Vec<Due> {
    let done = state.days.get(&now.day()).map_or(0, |day| day.asked);
    let mut room = limits.a_day.saturating_sub(done);
    let learnt = |due: &Due| state.cards.get(&due.target).is_some_and(|card| card.memory.phase == Phase::Review);
    let mut list = due_within(state, now, Ahead { days: limits.days_ahead, millis: 0 }, known);
    list.retain(|due| {
        let fits = room > 0 || !learnt(due);
        room = room.saturating_sub(u32::from(learnt(due)));
        fits
    });
    list
}

/// What to ask at `now`: what is [`waiting`], or, when nothing is, the steps of minutes up to twenty minutes early, so that a session
/// can be finished in one sitting.
#[must_use]
pub fn queue(state: &State, now: Now, limits: Limits, known: &dyn Fn(&Target) -> bool) -> Vec<Due> {
    let mut list = waiting(state, now, limits, known);
    if list.is_empty() {
        // Soon may be tomorrow; what is put off until then stays so.
        list = due_within(state, now, Ahead { days: 0, millis: LEARN_AHEAD }, known);
        list.retain(|due| state.cards.get(&due.target).is_some_and(|card| card.due_day().is_none()));
    }
    list
}

/// The first day, from today on, on which something comes back that is neither suspended nor due already and that the pack still
/// has (`known`); `None` when nothing does.
#[must_use]
pub fn next_day(state: &State, now: Now, known: &dyn Fn(&Target) -> bool) -> Option<i32> {
    let today = now.day();
    let open = |(target, card): (&Target, &Card)| {
        let day = card.due_day().unwrap_or(today).max(first_open_day(state, target, today));
        let asked_later = day > today || !is_due(card, now, Ahead::default());
        let asked = is_asked_alone(target, card) && !state.suspended.contains(target);
        (asked_later && asked && known(target)).then_some(day)
    };
    state.cards.iter().filter_map(open).min()
}

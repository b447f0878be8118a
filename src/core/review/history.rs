//! How reviews went, and what is to come: leeches, forecast, heat map, retention.

use alloc::vec::Vec;

use super::queue::{first_open_day, is_asked_alone};
use crate::progress::{DayState, Now, State, Target};

/// A memory that was lost so often after it had been known is a leech: learning it another way pays more than another review.
/// Anki's default is 8; here questions are fewer and larger.
pub const LEECH_LAPSES: u32 = 6;
/// How many days the forecast shows.
pub const FORECAST_DAYS: usize = 30;
/// Over how many days retention is measured.
pub const RETENTION_DAYS: i32 = 30;

/// The leeches that are still asked and that the pack still has (`known`), worst first, each with how often it was lost.
#[must_use]
pub fn leeches(state: &State, known: &dyn Fn(&Target) -> bool) -> Vec<(Target, u32)> {
    let mut list: Vec<(Target, u32)> = state
        .cards
        .iter()
        .filter(|(target, card)| card.lapses >= LEECH_LAPSES && !state.suspended.contains(target) && known(target))
        .map(|(target, card)| (target.clone(), card.lapses))
        .collect();
    list.sort_by(|(a, a_lapses), (b, b_lapses)| b_lapses.cmp(a_lapses).then_with(|| a.cmp(b)));
    list
}

/// How many memories fall due today (with everything overdue and every step of minutes) and on each day that follows.
/// Left out are suspended ones, points that come with their question, and what the pack no longer has (not `known`); what is
/// buried counts for the day after.
#[must_use]
pub fn forecast(state: &State, now: Now, known: &dyn Fn(&Target) -> bool) -> [u32; FORECAST_DAYS] {
    let today = now.day();
    let mut days = [0_u32; FORECAST_DAYS];
    for (target, card) in &state.cards {
        if state.suspended.contains(target) || !is_asked_alone(target, card) || !known(target) {
            continue;
        }
        let day = card.due_day().unwrap_or(today).max(first_open_day(state, target, today));
        let ahead = day.saturating_sub(today);
        if let Some(count) = usize::try_from(ahead).ok().and_then(|ahead| days.get_mut(ahead)) {
            *count = count.saturating_add(1);
        }
    }
    days
}

/// The last `count` days, the last of them today, with what was done on each: for a calendar heat map.
#[must_use]
pub fn heat_map(state: &State, now: Now, count: u16) -> Vec<(i32, DayState)> {
    let today = now.day();
    let first = today.saturating_sub(i32::from(count).saturating_sub(1));
    (first..=today).take(count.into()).map(|day| (day, state.days.get(&day).cloned().unwrap_or_default())).collect()
}

/// How many days in a row, up to today, something was done. Today may still be to come.
#[must_use]
pub fn streak(state: &State, now: Now) -> u32 {
    let today = now.day();
    let worked = |day: i32| state.days.get(&day).is_some_and(|day| day.answered > 0 || day.reviews > 0);
    let last = if worked(today) { today } else { today.saturating_sub(1) };
    let mut length = 0;
    while worked(last.saturating_sub(i32::try_from(length).unwrap_or(i32::MAX))) {
        length += 1;
    }
    length
}

/// How well known memories were kept, against what was aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retention {
    /// Reviews of known memories in the last thirty days.
    pub tested: u32,
    /// Those that were recalled.
    pub kept: u32,
    /// The share aimed at, 0 to 1.
    pub target: f64,
}

impl Retention {
    /// The share that was kept, 0 to 1; `None` before anything was tested.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.tested > 0).then(|| f64::from(self.kept) / f64::from(self.tested))
    }
}

/// Retention over the last thirty days.
#[must_use]
pub fn retention(state: &State, now: Now) -> Retention {
    let today = now.day();
    retention_between(state, today.saturating_sub(RETENTION_DAYS - 1), today)
}

/// Retention in each of the last `weeks` spans of seven days, the last of which ends today, each with its first day.
#[must_use]
pub fn weekly_retention(state: &State, now: Now, weeks: u8) -> Vec<(i32, Retention)> {
    let today = now.day();
    let week = |ago: u8| {
        let last = today.saturating_sub(i32::from(ago) * 7);
        let first = last.saturating_sub(6);
        (first, retention_between(state, first, last))
    };
    (0..weeks).rev().map(week).collect()
}

fn retention_between(state: &State, first: i32, last: i32) -> Retention {
    let mut result = Retention { tested: 0, kept: 0, target: state.retention() };
    for day in state.days.range(first..=last).map(|(_, day)| day) {
        result.tested = result.tested.saturating_add(day.tested);
        result.kept = result.kept.saturating_add(day.kept);
    }
    result
}

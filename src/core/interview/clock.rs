//! The interview's clock: what counts, what was a pause, and what was time away.

use serde::{Deserialize, Serialize};

/// A longer gap between two moments is time away (a closed laptop, a reload much later): so many milliseconds of it count, as long as
/// the quietest living page takes to speak up (browsers let a hidden tab speak once a minute), the rest is recorded.
const GAP: u32 = 120_000;

/// A clock that is told the time. All durations are in milliseconds; together they are the time since it was started.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clock {
    /// The last moment it heard of; `None` before the start.
    last: Option<i64>,
    stopped: bool,
    used: u32,
    paused: u64,
    pauses: u16,
    away: u64,
    absences: u16,
}

impl Clock {
    /// Counts the time since the last moment, at most up to `limit` of counted time. A moment before the last one (a clock that was set
    /// back) counts nothing and is gone on from.
    pub(super) fn tick(&mut self, at: i64, limit: u32) {
        let Some(last) = self.last.replace(at) else { return };
        let gap = u64::try_from(at.saturating_sub(last)).unwrap_or(0);
        if self.stopped {
            self.paused = self.paused.saturating_add(gap);
            return;
        }
        let counted = u32::try_from(gap).unwrap_or(u32::MAX).min(GAP).min(limit.saturating_sub(self.used));
        let away = gap - u64::from(counted);
        self.used += counted;
        self.away = self.away.saturating_add(away);
        self.absences = self.absences.saturating_add(u16::from(away > 0));
    }

    /// Starts it; a second start changes nothing.
    pub(super) fn start(&mut self, at: i64) {
        self.last.get_or_insert(at);
    }

    pub(super) fn stop(&mut self) {
        if !self.stopped {
            self.stopped = true;
            self.pauses = self.pauses.saturating_add(1);
        }
    }

    pub(super) fn go_on(&mut self) {
        self.stopped = false;
    }

    /// Whether it was started.
    #[must_use]
    pub fn is_started(&self) -> bool {
        self.last.is_some()
    }

    /// Whether it is paused.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The time that counts.
    #[must_use]
    pub fn used(&self) -> u32 {
        self.used
    }

    /// The time paused.
    #[must_use]
    pub fn paused(&self) -> u64 {
        self.paused
    }

    /// How many pauses there were.
    #[must_use]
    pub fn pauses(&self) -> u16 {
        self.pauses
    }

    /// The time away beyond what counted.
    #[must_use]
    pub fn away(&self) -> u64 {
        self.away
    }

    /// How often the learner was away.
    #[must_use]
    pub fn absences(&self) -> u16 {
        self.absences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_counted_paused_or_away_and_nothing_else() {
        let mut clock = Clock::default();
        clock.tick(5, 10_000_000);
        let mut clock = Clock::default();
        clock.start(1_000);
        clock.tick(61_000, 10_000_000);
        clock.stop();
        clock.tick(100_000, 10_000_000);
        clock.go_on();
        // Away for ten minutes: two count.
        clock.tick(700_000, 10_000_000);
        assert_eq!((clock.used(), clock.paused(), clock.away()), (180_000, 39_000, 480_000));
        assert_eq!((clock.pauses(), clock.absences()), (1, 1));
    }

    #[test]
    fn a_clock_set_back_counts_nothing_and_goes_on() {
        let mut clock = Clock::default();
        clock.start(1_000_000);
        clock.tick(10, 10_000_000);
        clock.tick(1_010, 10_000_000);
        assert_eq!(clock.used(), 1_000);
    }

    #[test]
    fn no_more_is_counted_than_the_limit() {
        let mut clock = Clock::default();
        clock.start(0);
        clock.tick(90_000, 60_000);
        assert_eq!((clock.used(), clock.away(), clock.absences()), (60_000, 30_000, 1));
    }
}

//! Moments: the hybrid logical clock that orders events, and the day that a moment belongs to.

/// The latest moment that is taken for one, the end of the year 9999, in milliseconds of UTC.
pub const MAX_MILLIS: i64 = 253_402_300_799_999;

/// Days end at four in the morning.
const DAY_END_HOURS: i64 = 4;

/// A moment as the edge hands it in: UTC and the offset of the local time from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Minutes by which local time is ahead of UTC (the negative of what JavaScript's `getTimezoneOffset` gives).
    pub offset_minutes: i16,
}

impl Now {
    /// The moment with both numbers brought into their range, whatever a broken clock says.
    #[must_use]
    pub fn sound(self) -> Self {
        Self { at: self.at.clamp(0, MAX_MILLIS), offset_minutes: self.offset_minutes.clamp(-1440, 1440) }
    }

    /// The local day, which ends at four in the morning, counted from 1970.
    #[must_use]
    pub fn day(self) -> i32 {
        let sound = self.sound();
        let local = sound.at + (i64::from(sound.offset_minutes) - DAY_END_HOURS * 60) * 60_000;
        i32::try_from(local.div_euclid(86_400_000)).unwrap_or(0)
    }
}

/// A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): time as the device knows it, but never behind
/// any event already seen, with a counter between equal times.
///
/// The field order is the order of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Clock {
    /// The highest time seen, milliseconds of UTC, 0 to [`MAX_MILLIS`].
    pub millis: i64,
    /// Counts events within that time.
    pub tick: u32,
}

impl Clock {
    /// The clock of an event that happens at `at` after everything up to `self` was seen.
    ///
    /// A clock that a hostile file drove to its very end stays there; events then go by actor and number alone.
    #[must_use]
    pub fn next(self, at: i64) -> Self {
        let at = at.clamp(0, MAX_MILLIS);
        if at > self.millis {
            return Self { millis: at, tick: 0 };
        }
        match self.tick.checked_add(1) {
            Some(tick) => Self { millis: self.millis, tick },
            None if self.millis < MAX_MILLIS => Self { millis: self.millis + 1, tick: 0 },
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_goes_back() {
        let mut clock = Clock::default();
        for at in [5, 3, 3, 9, i64::MIN, i64::MAX, 2] {
            let next = clock.next(at);
            assert!(next > clock, "{next:?} after {clock:?}");
            clock = next;
        }
        let end = Clock { millis: MAX_MILLIS, tick: u32::MAX };
        assert_eq!(end.next(0), end);
        assert_eq!(Clock { millis: 7, tick: u32::MAX }.next(0), Clock { millis: 8, tick: 0 });
    }

    #[test]
    fn a_day_ends_at_four_in_the_morning() {
        // 2024-03-10, in New York: 03:59 and 04:00 local time, five hours behind.
        let at = |hour: i64, minute: i64, offset_minutes: i16| Now {
            at: (19_792 * 24 + hour) * 3_600_000 + minute * 60_000,
            offset_minutes,
        };
        assert_eq!(at(8, 59, -300).day(), 19_791);
        assert_eq!(at(9, 0, -300).day(), 19_792);
        // The same moments after the clocks went forward.
        assert_eq!(at(7, 59, -240).day(), 19_791);
        assert_eq!(at(8, 0, -240).day(), 19_792);
        assert_eq!(Now { at: i64::MIN, offset_minutes: i16::MIN }.day(), -2);
    }
}

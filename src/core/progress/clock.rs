//! Moments: the hybrid logical clock that orders events, and the day that a moment belongs to.

use alloc::string::String;

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

/// The date of a day counted from 1970 (see [`Now::day`]): year, month, day of the month.
///
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the leap day comes last.
#[must_use]
pub fn date_of_day(day: i32) -> (i32, u8, u8) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year_of_era + era * 400 + next_year;
    (i32::try_from(year).unwrap_or(i32::MAX), u8::try_from(month).unwrap_or(1), u8::try_from(of_month).unwrap_or(1))
}

/// The day, counted from 1970, of a date; `None` when there is no such date.
#[must_use]
pub fn day_of_date(year: i32, month: u8, of_month: u8) -> Option<i32> {
    let (y, m) = (i64::from(year), i64::from(month));
    let (years, months) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
    let of_year = (153 * months + 2) / 5 + i64::from(of_month) - 1;
    let of_era = years.rem_euclid(400) * 365 + years.rem_euclid(400) / 4 - years.rem_euclid(400) / 100 + of_year;
    let day = i32::try_from(years.div_euclid(400) * 146_097 + of_era - 719_468).ok()?;
    (date_of_day(day) == (year, month, of_month)).then_some(day)
}

/// A moment in milliseconds of UTC as RFC 3339 has it, to the second: `2024-02-29T12:00:00Z`.
#[must_use]
pub fn rfc3339(at: i64) -> String {
    let seconds = at.clamp(0, MAX_MILLIS) / 1000;
    let (year, month, day) = date_of_day(i32::try_from(seconds / 86_400).unwrap_or(0));
    let mut text = String::with_capacity(20);
    let mut put = |number: i64, digits: u32, after: char| {
        for place in (0..digits).rev() {
            let digit = number / 10_i64.pow(place) % 10;
            text.push(char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'));
        }
        text.push(after);
    };
    put(year.into(), 4, '-');
    put(month.into(), 2, '-');
    put(day.into(), 2, 'T');
    put(seconds / 3600 % 24, 2, ':');
    put(seconds / 60 % 60, 2, ':');
    put(seconds % 60, 2, 'Z');
    text
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
    fn dates_go_both_ways() {
        for (day, date) in [(0, (1970, 1, 1)), (19_782, (2024, 2, 29)), (-1, (1969, 12, 31)), (11_016, (2000, 2, 29))] {
            assert_eq!(date_of_day(day), date);
        }
        for day in (-800_000..3_000_000).step_by(13) {
            let (year, month, of_month) = date_of_day(day);
            assert_eq!(day_of_date(year, month, of_month), Some(day));
        }
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 4, 0)]
        {
            assert_eq!(day_of_date(year, month, day), None);
        }
        assert_eq!(rfc3339(1_709_208_000_999), "2024-02-29T12:00:00Z");
        assert_eq!(rfc3339(i64::MAX), "9999-12-31T23:59:59Z");
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

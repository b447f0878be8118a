//! FSRS-6: how well something is remembered, and when it should be asked again.
//!
//! Written against the published algorithm (open-spaced-repetition, "The Algorithm", FSRS-6) in `f64`, with its 21 default
//! parameters, learning steps of 1 and 10 minutes, a relearning step of 10 minutes and no fuzz. What the description leaves
//! open (whole days of elapsed time, which steps a rating takes, rounding half to even) follows the reference
//! implementation, PyPI `fsrs`; `vectors/` holds histories scheduled by it, which the tests compare with.

/// The default parameters w0 to w20 of FSRS-6.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// The shortest stability, in days.
const MIN_STABILITY: f64 = 0.001;
/// The longest interval between reviews, in days.
const MAX_INTERVAL: f64 = 36_500.0;
/// The recall that reviews aim for unless the learner chooses otherwise.
pub const DEFAULT_RETENTION: f64 = 0.9;

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// Twenty-four hours in milliseconds.
pub const DAY: i64 = 86_400_000;

/// The waits of something new, in milliseconds.
const LEARNING_STEPS: [i64; 2] = [MINUTE, 10 * MINUTE];
/// The waits of something forgotten, in milliseconds.
const RELEARNING_STEPS: [i64; 1] = [10 * MINUTE];

/// How well something was recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Not recalled, or wrongly.
    Again,
    /// Recalled with trouble or in part.
    Hard,
    /// Recalled.
    Good,
    /// Recalled without effort.
    Easy,
}

impl Rating {
    /// Every rating, from worst to best.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The rating's name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// The rating with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.name() == name)
    }

    /// The algorithm's number for it, 1 to 4.
    fn grade(self) -> f64 {
        match self {
            Self::Again => 1.0,
            Self::Hard => 2.0,
            Self::Good => 3.0,
            Self::Easy => 4.0,
        }
    }
}

/// Where something stands between new and known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// New: repeated within minutes. Holds the step, counted from 0.
    Learning(u8),
    /// Known: repeated after days.
    Review,
    /// Forgotten: repeated within minutes. Holds the step, counted from 0.
    Relearning(u8),
}

impl Phase {
    /// The phase's name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Learning(_) => "learning",
            Self::Review => "review",
            Self::Relearning(_) => "relearning",
        }
    }
}

/// What is known of one memory after its last review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Where it stands.
    pub phase: Phase,
    /// Days until recall falls to 90 %.
    pub stability: f64,
    /// How hard it is to keep, 1 to 10.
    pub difficulty: f64,
    /// When it was last reviewed, milliseconds of UTC.
    pub reviewed: i64,
    /// How long to wait from then on.
    pub wait: Wait,
}

/// How long to wait before something is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Milliseconds, within the day.
    Within(i64),
    /// Whole days.
    Days(i32),
}

impl Memory {
    /// The memory of something that was reviewed for the first time.
    #[must_use]
    pub fn first(rating: Rating, at: i64, retention: f64) -> Self {
        let stability = match rating {
            Rating::Again => W[0],
            Rating::Hard => W[1],
            Rating::Good => W[2],
            Rating::Easy => W[3],
        };
        let (phase, wait) = step(Phase::Learning(0), rating, stability, retention);
        Self { phase, stability, difficulty: clamp_difficulty(initial_difficulty(rating)), reviewed: at, wait }
    }

    /// A memory as it was kept somewhere else, its wait worked out anew.
    #[must_use]
    pub fn kept(phase: Phase, stability: f64, difficulty: f64, reviewed: i64, retention: f64) -> Self {
        let [first, second] = LEARNING_STEPS;
        let wait = match phase {
            Phase::Review => Wait::Days(interval(stability, retention)),
            Phase::Learning(0) => Wait::Within(first),
            Phase::Learning(_) => Wait::Within(second),
            Phase::Relearning(_) => Wait::Within(RELEARNING_STEPS[0]),
        };
        Self { phase, stability, difficulty: clamp_difficulty(difficulty), reviewed, wait }
    }

    /// The memory after one more review at `at` (milliseconds of UTC), aiming at `retention` (0 to 1).
    ///
    /// A review that seems to come before the last one (a clock was set back) counts as one on the same day.
    #[must_use]
    pub fn next(&self, rating: Rating, at: i64, retention: f64) -> Self {
        let elapsed = whole_days(self.reviewed, at);
        let stability = if elapsed < 1 {
            same_day_stability(self.stability, rating)
        } else {
            let recall = forgetting_curve(days_as_f64(elapsed), self.stability);
            if rating == Rating::Again {
                forgotten_stability(self.difficulty, self.stability, recall)
            } else {
                recalled_stability(self.difficulty, self.stability, recall, rating)
            }
        }
        .max(MIN_STABILITY);
        let (phase, wait) = step(self.phase, rating, stability, retention);
        Self { phase, stability, difficulty: next_difficulty(self.difficulty, rating), reviewed: at, wait }
    }

    /// How likely it is to be recalled at `now`, 0 to 1; whole days count, as in the reference implementation.
    #[must_use]
    pub fn recall(&self, now: i64) -> f64 {
        forgetting_curve(days_as_f64(whole_days(self.reviewed, now).max(0)), self.stability)
    }

    /// When it is due, milliseconds of UTC.
    #[must_use]
    pub fn due(&self) -> i64 {
        self.reviewed.saturating_add(match self.wait {
            Wait::Within(millis) => millis,
            Wait::Days(days) => i64::from(days).saturating_mul(DAY),
        })
    }
}

/// The next phase and wait after a rating, the stability being already that after the review.
fn step(phase: Phase, rating: Rating, stability: f64, retention: f64) -> (Phase, Wait) {
    let graduate = || (Phase::Review, Wait::Days(interval(stability, retention)));
    match phase {
        Phase::Learning(at) => {
            let [first, second] = LEARNING_STEPS;
            match (rating, at) {
                (Rating::Again, _) => (Phase::Learning(0), Wait::Within(first)),
                (Rating::Hard, 0) => (phase, Wait::Within((first + second) / 2)),
                (Rating::Hard, _) => (phase, Wait::Within(second)),
                (Rating::Good, 0) => (Phase::Learning(1), Wait::Within(second)),
                (Rating::Good | Rating::Easy, _) => graduate(),
            }
        }
        Phase::Review if rating == Rating::Again => {
            let [only] = RELEARNING_STEPS;
            (Phase::Relearning(0), Wait::Within(only))
        }
        Phase::Review => graduate(),
        Phase::Relearning(_) => {
            let [only] = RELEARNING_STEPS;
            match rating {
                Rating::Again => (Phase::Relearning(0), Wait::Within(only)),
                // With a single step, a hard recall waits one and a half times as long.
                Rating::Hard => (phase, Wait::Within(only + only / 2)),
                Rating::Good | Rating::Easy => graduate(),
            }
        }
    }
}

/// Whole days of 24 hours from `from` to `to`, rounded down (so negative when `to` is before `from`).
fn whole_days(from: i64, to: i64) -> i64 {
    to.saturating_sub(from).div_euclid(DAY)
}

#[expect(clippy::cast_precision_loss, reason = "a span of days is far below 2^53")]
fn days_as_f64(days: i64) -> f64 {
    days as f64
}

/// `FACTOR` of the forgetting curve: recall is exactly 90 % after as many days as the stability says.
fn factor() -> f64 {
    libm::pow(0.9, -1.0 / W[20]) - 1.0
}

/// R(t, S): recall after `days`.
fn forgetting_curve(days: f64, stability: f64) -> f64 {
    libm::pow(1.0 + factor() * days / stability, -W[20])
}

/// I(r, S): the days after which recall falls to `retention`, at least one.
#[expect(clippy::cast_possible_truncation, reason = "clamped to 1..=36500 before the cast")]
fn interval(stability: f64, retention: f64) -> i32 {
    let days = stability / factor() * (libm::pow(retention, -1.0 / W[20]) - 1.0);
    libm::rint(days).clamp(1.0, MAX_INTERVAL) as i32
}

/// D0(G), not clamped.
fn initial_difficulty(rating: Rating) -> f64 {
    W[4] - libm::exp(W[5] * (rating.grade() - 1.0)) + 1.0
}

fn clamp_difficulty(difficulty: f64) -> f64 {
    difficulty.clamp(1.0, 10.0)
}

/// D'(D, G): damped towards 10, then drawn a little towards the difficulty of something easy.
fn next_difficulty(difficulty: f64, rating: Rating) -> f64 {
    let change = -W[6] * (rating.grade() - 3.0);
    let damped = difficulty + change * (10.0 - difficulty) / 9.0;
    clamp_difficulty(W[7] * initial_difficulty(Rating::Easy) + (1.0 - W[7]) * damped)
}

/// S'(S, G) for a review on the same day, which leaves the memory no weaker unless it failed (the reference implementation
/// counts hard among the successes since 6.3, the published description does not yet).
fn same_day_stability(stability: f64, rating: Rating) -> f64 {
    let increase = libm::exp(W[17] * (rating.grade() - 3.0 + W[18])) * libm::pow(stability, -W[19]);
    stability * if rating >= Rating::Hard { increase.max(1.0) } else { increase }
}

/// S'r(D, S, R, G) after a successful recall.
fn recalled_stability(difficulty: f64, stability: f64, recall: f64, rating: Rating) -> f64 {
    let factor = match rating {
        Rating::Hard => W[15],
        Rating::Easy => W[16],
        Rating::Again | Rating::Good => 1.0,
    };
    let increase = libm::exp(W[8])
        * (11.0 - difficulty)
        * libm::pow(stability, -W[9])
        * (libm::exp((1.0 - recall) * W[10]) - 1.0)
        * factor;
    stability * (1.0 + increase)
}

/// S'f(D, S, R) after forgetting; never more than the same-day formula would leave.
fn forgotten_stability(difficulty: f64, stability: f64, recall: f64) -> f64 {
    let long_term = W[11]
        * libm::pow(difficulty, -W[12])
        * (libm::pow(stability + 1.0, W[13]) - 1.0)
        * libm::exp((1.0 - recall) * W[14]);
    long_term.min(stability / libm::exp(W[17] * W[18]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The interval history of rating 3 3 3 3 3 3 1 1 3 3 3 3 3, each at its due time, as published for these parameters.
    #[test]
    fn the_published_interval_history_is_reproduced() {
        use Rating::{Again, Good};
        let ratings = [Good, Good, Good, Good, Good, Good, Again, Again, Good, Good, Good, Good, Good];
        let mut at = 1_669_810_000_000;
        let mut memory: Option<Memory> = None;
        let mut days = Vec::new();
        for rating in ratings {
            let next = memory.map_or_else(
                || Memory::first(rating, at, DEFAULT_RETENTION),
                |memory| memory.next(rating, at, DEFAULT_RETENTION),
            );
            days.push((next.due() - at) / DAY);
            at = next.due();
            memory = Some(next);
        }
        assert_eq!(days, [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
    }

    #[derive(serde::Deserialize)]
    struct History {
        start: i64,
        reviews: Vec<(i64, usize)>,
        after: Vec<(f64, f64, String, i64)>,
    }

    #[test]
    fn every_step_of_the_stored_histories_equals_the_reference_implementation() {
        let histories: Vec<History> = serde_json::from_str(include_str!("vectors/histories.json")).unwrap();
        let mut steps = 0;
        for (number, history) in histories.iter().enumerate() {
            let mut at = history.start * 1000;
            let mut memory: Option<Memory> = None;
            assert_eq!(history.reviews.len(), history.after.len());
            for ((gap, grade), (stability, difficulty, phase, due)) in history.reviews.iter().zip(&history.after) {
                at += gap * 1000;
                let rating = Rating::ALL[grade - 1];
                let next = memory.map_or_else(
                    || Memory::first(rating, at, DEFAULT_RETENTION),
                    |memory| memory.next(rating, at, DEFAULT_RETENTION),
                );
                let near = |ours: f64, theirs: f64| (ours - theirs).abs() <= 1e-8 * theirs.max(1.0);
                assert!(near(next.stability, *stability), "history {number}: {next:?} is not {stability}");
                assert!(near(next.difficulty, *difficulty), "history {number}: {next:?} is not {difficulty}");
                assert_eq!(next.phase.name()[..3], *phase, "history {number}: {next:?}");
                assert_eq!((next.due() - at) / 1000, *due, "history {number}: {next:?}");
                memory = Some(next);
                steps += 1;
            }
        }
        assert!(steps > 300, "only {steps} steps");
    }

    #[test]
    fn a_clock_set_back_breaks_nothing() {
        let first = Memory::first(Rating::Good, 1_700_000_000_000, 0.9);
        let next = first.next(Rating::Good, 0, 0.9);
        assert!(next.stability.is_finite() && next.stability >= first.stability);
        assert!((next.recall(i64::MIN) - 1.0).abs() < 1e-12);
        assert!(next.recall(i64::MAX) >= 0.0);
    }

    #[test]
    fn numbers_stay_in_range_under_any_ratings() {
        let mut memory = Memory::first(Rating::Again, 0, 0.9);
        let mut at: i64 = 0;
        for turn in 0..5_000_u32 {
            let rating = Rating::ALL[(turn.wrapping_mul(2_654_435_761) >> 30) as usize];
            at += i64::from(turn % 97) * 7_777_777;
            memory = memory.next(rating, at, 0.9);
            assert!(memory.stability >= MIN_STABILITY && memory.stability.is_finite());
            assert!((1.0..=10.0).contains(&memory.difficulty));
        }
    }
}

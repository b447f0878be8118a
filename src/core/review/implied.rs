//! The rating that a result implies. The learner may replace it (a `rate` event that names the result).

use super::fsrs::Rating;
use crate::progress::{Score, Verdict};

/// Of an attempt, this share of the points makes it recalled.
const GOOD_SHARE: f64 = 0.8;
/// Of an answer or attempt, this share makes it recalled with trouble.
const HARD_SHARE: f64 = 0.5;

/// The rating of a graded quiz item: all right is good, half right is hard, less is again. Never easy, which only the learner
/// can say.
#[must_use]
pub fn of_answer(score: Score) -> Rating {
    if score == Score::FULL {
        Rating::Good
    } else if score.share() >= HARD_SHARE {
        Rating::Hard
    } else {
        Rating::Again
    }
}

/// The rating of one point of assessment.
#[must_use]
pub fn of_verdict(verdict: Verdict) -> Rating {
    match verdict {
        Verdict::Covered => Rating::Good,
        Verdict::Partly => Rating::Hard,
        Verdict::Missing => Rating::Again,
    }
}

/// The rating of a whole attempt from the share of its points (0 to 1) and whether a pitfall was admitted: four fifths without
/// a pitfall are good, half is hard, less is again.
#[must_use]
pub fn of_attempt(share: f64, pitfall: bool) -> Rating {
    if share < HARD_SHARE {
        Rating::Again
    } else if share < GOOD_SHARE || pitfall {
        Rating::Hard
    } else {
        Rating::Good
    }
}

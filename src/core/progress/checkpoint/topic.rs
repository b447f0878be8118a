//! What the numbers of a checkpoint are about, with what is known when they come: that makes their odds.

use super::bits::Topic;
use crate::review::fsrs::Rating;

/// Whatever is rare.
pub const REST: Topic = 0;
/// The session under way.
pub const RUN: Topic = 1;
/// When something happened.
pub const MOMENT: Topic = 2;
/// Whether a question was last tried when its memory was last reviewed.
pub const SAME: Topic = 3;
/// Whether a point was last reviewed when its question was.
pub const WITH_QUESTION: Topic = 101;
/// When something was reviewed, within some days.
const WITHIN: Topic = 102;
pub const MODE: Topic = 4;
pub const SECONDS: Topic = 5;
/// The numbers of a day, six of them.
pub const DAY: Topic = 6;
pub const SESSION: Topic = 12;
pub const SECTION: Topic = 13;

/// By the list.
const GAP: Topic = 14;
const KEPT: Topic = 17;
const ONCE: Topic = 20;
const REVIEWS: Topic = 23;
/// By the list and whether it was the first review.
const RATING: Topic = 26;
/// By the last rating.
const STABILITY: Topic = 32;
const DIFFICULTY: Topic = 36;
const PHASE: Topic = 40;
/// By the last rating, or that there is none.
const FULL: Topic = 44;
const SCORE: Topic = 49;
const VERDICT: Topic = 54;
/// By a smaller number that came before.
const LAPSES: Topic = 59;
const ATTEMPTS: Topic = 67;
const RIGHT: Topic = 75;
const STREAK: Topic = 83;
const KNOWN: Topic = 91;
/// Whether an item was answered once, by whether its memory was reviewed once.
const SINGLE: Topic = 99;

/// The three lists of what is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Items,
    Points,
    Questions,
}

impl List {
    fn place(self) -> Topic {
        match self {
            Self::Items => 0,
            Self::Points => 1,
            Self::Questions => 2,
        }
    }

    pub fn gap(self) -> Topic {
        GAP + self.place()
    }

    pub fn kept(self) -> Topic {
        KEPT + self.place()
    }

    pub fn once(self) -> Topic {
        ONCE + self.place()
    }

    pub fn reviews(self) -> Topic {
        REVIEWS + self.place()
    }

    pub fn rating(self, once: bool) -> Topic {
        RATING + self.place() * 2 + Topic::from(once)
    }
}

/// The moment within so many days, as a power of two.
pub fn moment(power: u32) -> Topic {
    if power == 0 { MOMENT } else { WITHIN + small(power) }
}

fn by(rating: Rating) -> Topic {
    match rating {
        Rating::Again => 0,
        Rating::Hard => 1,
        Rating::Good => 2,
        Rating::Easy => 3,
    }
}

/// The first few numbers each, all others together.
fn small(number: u32) -> Topic {
    Topic::try_from(number.min(7)).unwrap_or(7)
}

pub fn stability(rating: Rating) -> Topic {
    STABILITY + by(rating)
}

pub fn difficulty(rating: Rating) -> Topic {
    DIFFICULTY + by(rating)
}

pub fn phase(rating: Rating) -> Topic {
    PHASE + by(rating)
}

pub fn full(rating: Option<Rating>) -> Topic {
    FULL + rating.map_or(4, by)
}

pub fn score(rating: Option<Rating>) -> Topic {
    SCORE + rating.map_or(4, by)
}

pub fn verdict(rating: Option<Rating>) -> Topic {
    VERDICT + rating.map_or(4, by)
}

pub fn lapses(reviews: u32) -> Topic {
    LAPSES + small(reviews)
}

/// Of an item with so many reviews.
pub fn attempts(reviews: u32) -> Topic {
    ATTEMPTS + small(reviews)
}

pub fn right(attempts: u32) -> Topic {
    RIGHT + small(attempts)
}

/// Of an item that was so often right, the last time or not.
pub fn streak(right: u32, full: bool) -> Topic {
    STREAK + if full { small(right) } else { 0 }
}

/// Of a question with so many reviews.
pub fn known(reviews: u32) -> Topic {
    KNOWN + small(reviews)
}

pub fn single(reviews: u32) -> Topic {
    SINGLE + Topic::from(reviews == 1)
}

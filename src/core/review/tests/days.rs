//! Days under travel and clock changes: whatever the itinerary, no review is lost and none comes twice.

use proptest::prelude::*;

use super::*;

/// A quarter of an hour in milliseconds: what clocks change by, or a multiple of it.
const QUARTER: i64 = 15 * MINUTE;

/// The offsets of a learner who crosses the date line, lives through clock changes and visits places with odd quarters.
fn offset() -> impl Strategy<Value = i16> {
    prop::sample::select(vec![-720, -480, -420, -300, -240, 0, 60, 120, 330, 345, 540, 600, 660, 765, 840])
}

/// How long after the last stop, in quarters of an hour, at which offset, and how well something is recalled there.
fn itinerary() -> impl Strategy<Value = Vec<(i64, i16, usize)>> {
    prop::collection::vec((0..300_i64, offset(), 1..4_usize), 1..100)
}

#[test]
fn what_is_buried_tomorrow_comes_back_the_day_after() {
    let mut learner = Learner::new();
    learner.rates(&item("a"), Rating::Easy, at(0));
    // Buried in the morning on an island in the east, of which an island in the west has it the day before.
    let east = Now { at: NOON + 60 * DAY + 6 * 60 * MINUTE, offset_minutes: 840 };
    learner.does(Kind::Bury(item("a")), east);
    let west = Now { offset_minutes: -720, ..east };
    assert_eq!(west.day(), east.day() - 1);
    assert_eq!(next_day(learner.log.state(), west, &|_| true), Some(east.day() + 1));
    assert_eq!(forecast(learner.log.state(), west, &|_| true)[..4], [0, 0, 1, 0]);
}

proptest! {
    #[test]
    fn no_itinerary_loses_or_doubles_a_review(stops in itinerary()) {
        let mut learner = Learner::new();
        let mut time = NOON;
        learner.rates(&item("a"), Rating::Easy, at(0));
        let mut reviewed = vec![at(0).day()];
        for (quarters, offset_minutes, rating) in stops {
            time += quarters * QUARTER;
            let now = Now { at: time, offset_minutes };
            let day = learner.log.state().cards[&item("a")].due_day().unwrap();
            let due = !learner.due(now).is_empty();
            // Due from its own local day on, wherever the learner is by then, until it is reviewed; never before.
            prop_assert_eq!(due, now.day() >= day, "due on {}, now {:?}", day, now);
            if due {
                prop_assert!(reviewed.iter().all(|&before| before < now.day()), "twice on {}", now.day());
                let before = learner.log.state().days.clone();
                learner.rates(&item("a"), Rating::ALL[rating], now);
                // A past day stays as it was, whatever the offset is now.
                for (day, was) in before.iter().filter(|(day, _)| **day != now.day()) {
                    prop_assert_eq!(&learner.log.state().days[day], was);
                }
                reviewed.push(now.day());
            }
        }
        let days = &learner.log.state().days;
        prop_assert_eq!(days.values().map(|day| day.reviews).sum::<u32>() as usize, reviewed.len());
        prop_assert!(reviewed.iter().all(|day| days[day].reviews == 1));
        prop_assert_eq!(days.values().map(|day| day.asked).sum::<u32>() as usize, reviewed.len() - 1);
    }

    #[test]
    fn what_is_buried_stays_away_for_the_local_day_wherever_the_learner_flies(from in offset(), to in offset(), quarters in 0..200_i64) {
        let mut learner = Learner::new();
        learner.rates(&item("a"), Rating::Easy, at(0));
        let then = Now { at: NOON + 60 * DAY, offset_minutes: from };
        learner.does(Kind::Bury(item("a")), then);
        let now = Now { at: then.at + quarters * QUARTER, offset_minutes: to };
        prop_assert_eq!(learner.due(now).is_empty(), now.day() <= then.day());
    }

    #[test]
    fn the_forecast_counts_every_open_memory_once(cards in prop::collection::vec((0..4_usize, 0..40_i64), 0..30), to in offset()) {
        let mut learner = Learner::new();
        for (index, (rating, day)) in cards.iter().enumerate() {
            learner.rates(&item(&format!("i{index}")), Rating::ALL[*rating], days(*day));
        }
        let now = Now { at: NOON + 40 * DAY, offset_minutes: to };
        let coming = forecast(learner.log.state(), now, &|_| true);
        let within = |card: &crate::progress::Card| card.due_day().is_none_or(|day| day - now.day() < 30);
        let expected = learner.log.state().cards.values().filter(|card| within(card)).count();
        prop_assert_eq!(coming.iter().sum::<u32>() as usize, expected);
    }
}

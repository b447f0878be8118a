//! The fold by examples: a state brought up to date event by event is the fold.

use super::log::{append, open};
use crate::progress::{Kind, MemoryStore, Name, Rate, State, Target, fold};
use crate::review::fsrs::Rating;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

#[test]
fn a_rating_may_take_the_place_of_another_rating() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    let target = Target::Item(name("a"));
    let rate = |rating, of| Kind::Rate(Rate { target: target.clone(), rating, of });
    let first = append(&mut log, rate(Rating::Good, None), 0).record.id;
    append(&mut log, rate(Rating::Easy, Some(first)), 5);
    for state in [log.state(), &fold(&State::default(), log.events()), open(&store, 2).state()] {
        assert_eq!((state.cards[&target].last.rating, state.cards[&target].reviews), (Rating::Easy, 1));
        assert_eq!(state, log.state());
    }
}

//! The fold by examples: a state brought up to date event by event is the fold, and the fold's work grows as the events do.

use super::log::{append, open};
use crate::progress::state::LOOKED_AT;
use crate::progress::{Attempt, Event, Kind, MemoryStore, Mode, Name, Rate, State, Target, fold};
use crate::review::fsrs::Rating;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn attempt(text: &str) -> Kind {
    Kind::Attempt(Attempt {
        session: None,
        question: name("q"),
        mode: Mode::Written,
        seconds: 60,
        points: Vec::new(),
        pitfalls: Vec::new(),
        text: Some(name(text)),
    })
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

#[test]
fn a_deletion_speaks_of_what_was_kept_before_it() {
    let mut log = open(&MemoryStore::default(), 1);
    let left = |log: &crate::progress::Log| {
        let texts = log.state().texts();
        assert_eq!(log.state(), &fold(&State::default(), log.events()));
        texts.into_iter().map(|text| text.name.to_string()).collect::<Vec<_>>()
    };
    for (at, text) in [(0, "t1"), (1, "t2"), (2, "t3")] {
        append(&mut log, attempt(text), at);
    }
    append(&mut log, Kind::DeleteText(Some(name("t2"))), 3);
    assert_eq!(left(&log), ["t3", "t1"]);
    append(&mut log, attempt("t2"), 4);
    assert_eq!(left(&log), ["t2", "t3", "t1"]);
    append(&mut log, Kind::DeleteText(None), 5);
    append(&mut log, attempt("t1"), 6);
    assert_eq!(left(&log), ["t1"]);
}

#[test]
fn so_many_deletions_cost_the_fold_no_more_than_two_walks() {
    let count = 300;
    let mut log = open(&MemoryStore::default(), 1);
    for n in 0..count {
        append(&mut log, attempt(&format!("t{n}")), 2 * n);
        append(&mut log, Kind::DeleteText(Some(name(&format!("t{n}")))), 2 * n + 1);
    }
    let events: Vec<Event> = log.events().to_vec();
    LOOKED_AT.set(0);
    assert_eq!(fold(&State::default(), &events).texts(), []);
    assert!(LOOKED_AT.get() <= 2 * usize::try_from(count).unwrap(), "{} attempts were looked at", LOOKED_AT.get());
    // Nothing is looked at where nothing was deleted.
    LOOKED_AT.set(0);
    let _ = fold(&State::default(), &events[..1]);
    assert_eq!(LOOKED_AT.get(), 0);
}

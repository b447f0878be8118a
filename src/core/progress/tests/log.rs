//! The log by examples.

use std::cell::Cell;
use std::rc::Rc;

use crate::progress::ledger::MAX_BLOCK;
use crate::progress::{
    Absorbed, ActorId, Answer, Appended, Erased, Event, EventId, Import, Kind, Log, MemoryStore, Name, Now, Rate,
    Score, Space, Store, StoreError, Target,
};
use crate::review::fsrs::Rating;

pub const START: i64 = 1_700_000_000_000;

pub fn now(seconds: i64) -> Now {
    Now { at: START + seconds * 1000, offset_minutes: 60 }
}

pub fn open(store: &MemoryStore, actor: u64) -> Log {
    let (log, opened) = Log::open(Box::new(store.clone()), Space::new("key", "pack"), ActorId(actor), "1.0.0");
    assert_eq!((opened.set_aside, opened.newer, opened.trouble), (0, 0, None));
    log
}

pub fn answer(item: &str, score: f64) -> Kind {
    Kind::Answer(Answer {
        session: None,
        item: Name::new(item).unwrap(),
        question: None,
        score: Score::new(score),
        seconds: 9,
        response: vec![Name::new("a").unwrap()],
    })
}

pub fn append(log: &mut Log, kind: Kind, at: i64) -> Appended {
    let appended = log.append(kind, now(at)).unwrap();
    assert_eq!(appended.saved, Ok(()));
    appended
}

fn item(text: &str) -> Target {
    Target::Item(Name::new(text).unwrap())
}

#[test]
fn what_was_appended_is_there_after_a_reload() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    for index in 0..300 {
        append(&mut log, answer(&format!("item-{}", index % 40), 1.0), index);
    }
    let again = open(&store, 2);
    assert_eq!(again.events(), log.events());
    assert_eq!(again.state(), log.state());
    assert_eq!(again.state().answered, 300);
    assert_eq!(again.state().items.len(), 40);
}

#[test]
fn two_tabs_keep_everything_of_both() {
    let store = MemoryStore::default();
    let (mut one, mut two) = (open(&store, 1), open(&store, 2));
    for index in 0..100 {
        append(&mut one, answer("a", 1.0), index * 2);
        append(&mut two, answer("b", 0.0), index * 2 + 1);
    }
    for key in store.keys("").unwrap() {
        one.changed(&key);
        two.changed(&key);
    }
    assert_eq!(one.events(), two.events());
    assert_eq!(one.state(), two.state());
    assert_eq!(one.state(), open(&store, 3).state());
    assert_eq!(one.events().len(), 200);
}

#[test]
fn progress_of_one_pack_never_touches_anothers() {
    let store = MemoryStore::default();
    let spaces = [("a", "p"), ("a", "p2"), ("a/p", "x"), ("a", "p/x"), ("", "a")];
    for (index, (key, pack)) in spaces.into_iter().enumerate() {
        let space = Space::new(key, pack);
        let (mut log, _) = Log::open(Box::new(store.clone()), space, ActorId(index as u64), "1");
        assert!(log.events().is_empty(), "{key} {pack}");
        append(&mut log, answer("a", 1.0), 0);
    }
}

#[test]
fn the_learners_rating_replaces_the_implied_one_and_an_undo_takes_it_back() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    let answered = append(&mut log, answer("a", 1.0), 0).record.id;
    let implied = log.state().clone();
    let rate = Kind::Rate(Rate { target: item("a"), rating: Rating::Easy, of: Some(answered) });
    let rated = append(&mut log, rate, 5).record.id;
    let card = log.state().cards.get(&item("a")).unwrap();
    assert_eq!((card.last.rating, card.reviews), (Rating::Easy, 1));
    assert_eq!(log.state(), open(&store, 2).state());
    append(&mut log, Kind::Undo(rated), 6);
    assert_eq!(log.state(), &implied);
    append(&mut log, Kind::Undo(answered), 7);
    assert!(log.state().items.is_empty() && log.state().cards.is_empty());
}

#[test]
fn a_reset_erases_from_memory_and_from_the_store() {
    let store = MemoryStore::default();
    let mut other = open(&store, 9);
    append(&mut other, answer("secret-a", 1.0), 0);
    let mut log = open(&store, 1);
    append(&mut log, answer("secret-b", 1.0), 1);
    let reset = log.reset(now(2)).unwrap().pop().unwrap();
    assert_eq!(reset.saved, Ok(()));
    assert_eq!(reset.erased.unwrap().len(), 2);
    assert_eq!(log.events().len(), 1);
    assert_eq!(log.state().answered, 0);
    append(&mut log, answer("after", 1.0), 3);
    assert_eq!(open(&store, 3).events(), log.events());
    assert_eq!(store.keys("").unwrap().len(), 3, "only the ledger with the reset is left");
    // The other tab learns of it when it writes next, and keeps only what came later.
    append(&mut other, answer("late", 1.0), 4);
    assert_eq!(other.state().items.len(), 2);
    assert_eq!(open(&store, 4).state(), other.state());
}

#[test]
fn a_reset_makes_room_in_a_store_that_others_filled_and_is_made_good_where_the_store_refused_it() {
    for refused in [false, true] {
        let store = MemoryStore::default();
        for actor in 10..14 {
            let mut before = open(&store, actor);
            (0..20).for_each(|n| drop(append(&mut before, answer(&format!("secret-{actor}-{n}"), 1.0), n)));
        }
        let refusing = Refusing { inner: store.clone(), ..Refusing::default() };
        let (refuse, full) = (refusing.refuse.clone(), refusing.full_at.clone());
        let (mut log, _) = Log::open(Box::new(refusing), Space::new("key", "pack"), ActorId(1), "1");
        if refused {
            refuse.set(true);
        } else {
            full.set(Some(size(&store)));
        }
        let saved = log.reset(now(100)).unwrap().pop().unwrap().saved;
        assert_eq!(saved.is_err(), refused);
        refuse.set(false);
        log.reload();
        assert!(log.is_saved());
        assert_eq!(store.keys("").unwrap().len(), 3, "only the ledger with the reset is left");
        assert_eq!(open(&store, 2).events(), log.events());
    }
}

#[test]
fn a_reset_erases_what_the_mirror_held_though_it_is_read_only_later() {
    let mut before = open(&MemoryStore::default(), 9);
    let records: Vec<String> = (0..3).map(|n| append(&mut before, answer("secret", 1.0), n).record.text).collect();
    let mut log = open(&MemoryStore::default(), 1);
    append(&mut log, answer("also", 1.0), 10);
    log.reset(now(20)).unwrap();
    append(&mut log, answer("after", 1.0), 21);
    // Another tab that went on after the reset loses nothing by it.
    let late = append(&mut before, answer("late", 1.0), 30).record.text;
    let absorbed = log.absorb_mirror(records.iter().chain([&late]).map(String::as_str));
    assert_eq!((absorbed.added, absorbed.erased), (1, 3));
    assert_eq!(absorbed.reset.unwrap()[&ActorId(9)], 3);
    let items: Vec<&str> = log.state().items.keys().map(Name::as_str).collect();
    assert_eq!(items, ["after", "late"]);
    // What was brought in after the reset can no longer be told from what came before it.
    let older = Import::read(
        serde_json::from_value(serde_json::to_value(before.export("pack")).unwrap()).unwrap(),
        "pack",
        now(0),
    );
    let mut careful = open(&MemoryStore::default(), 2);
    careful.reset(now(20)).unwrap();
    careful.import(&older.unwrap(), Erased::LeaveOut, now(21));
    careful.absorb_mirror(records.iter().map(String::as_str));
    assert_eq!(careful.state().answered, 4);
    // Nor is anything erased that came by another way, though its number be lower.
    let mut careful = open(&MemoryStore::default(), 3);
    careful.reset(now(20)).unwrap();
    careful.overhear([records[0].as_str()]);
    assert_eq!(careful.absorb_mirror(records.iter().map(String::as_str)).reset, None);
    assert_eq!(careful.state().answered, 3);
    // Once it was read, nothing more of that kind can come.
    log.reset(now(40)).unwrap();
    append(&mut before, answer("later", 1.0), 41);
    let all: Vec<String> = before.pending(usize::MAX).into_iter().map(|record| record.text).collect();
    assert_eq!(log.absorb_mirror(all.iter().map(String::as_str)).reset, None);
}

#[test]
fn a_reset_of_more_openings_than_fit_in_a_block_comes_in_parts() {
    let store = MemoryStore::default();
    let mut log = open(&store, u64::MAX);
    let work: Vec<Event> = (0..1_200)
        .map(|actor| {
            let mut one = open(&MemoryStore::default(), actor);
            append(&mut one, answer("a", 1.0), 0);
            one.events()[0].clone()
        })
        .collect();
    log.absorb_events(work);
    for round in 1..3 {
        let parts = log.reset(now(round * 10)).unwrap();
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|part| part.record.text.len() <= MAX_BLOCK));
        assert_eq!(log.events().len(), 3, "those before it are erased as well");
    }
    assert_eq!(open(&store, 1).events(), log.events());
}

#[test]
fn what_could_not_be_written_is_written_later() {
    let store = MemoryStore::default();
    let refusing = Refusing { inner: store.clone(), ..Refusing::default() };
    let refuse = refusing.refuse.clone();
    let (mut log, _) = Log::open(Box::new(refusing), Space::new("key", "pack"), ActorId(1), "1");
    refuse.set(true);
    let appended = log.append(answer("a", 1.0), now(0)).unwrap();
    assert_eq!(appended.saved, Err(StoreError::Full));
    assert_eq!((log.state().answered, log.is_saved()), (1, false));
    refuse.set(false);
    append(&mut log, answer("b", 1.0), 1);
    assert!(log.is_saved());
    assert_eq!(open(&store, 2).events(), log.events());
}

#[test]
fn a_store_that_was_cleared_is_filled_again() {
    let store = MemoryStore::default();
    append(&mut open(&store, 7), answer("old", 1.0), 0);
    let mut log = open(&store, 1);
    append(&mut log, answer("a", 1.0), 1);
    for key in store.keys("").unwrap() {
        store.remove(&key).unwrap();
    }
    append(&mut log, answer("b", 1.0), 2);
    assert_eq!(log.events().len(), 3);
    assert_eq!(open(&store, 2).events(), log.events());
}

#[test]
fn old_ledgers_are_taken_over_only_when_the_mirror_holds_them() {
    let store = MemoryStore::default();
    for actor in 0..20 {
        append(&mut open(&store, actor), answer("a", 1.0), 60 - i64::try_from(actor).unwrap());
    }
    let keys = store.keys("").unwrap().len();
    let mut log = open(&store, 15);
    assert_eq!(log.compact(), Ok(0));
    assert_eq!(store.keys("").unwrap().len(), keys);
    let pending = log.pending(usize::MAX);
    assert_eq!(pending.len(), 20);
    log.absorb_mirror(pending.iter().map(|record| record.text.as_str()));
    assert_eq!(log.unmirrored(), 0);
    // Those of higher actors are left, for their owners may be about to take this one over.
    assert_eq!(log.compact(), Ok(15));
    assert_eq!(open(&store, 99).events(), log.events());
    assert_eq!(log.events().len(), 20);
}

#[test]
fn the_word_that_brings_back_goes_to_the_mirror_before_what_it_brings_back() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    append(&mut log, answer("a", 1.0), 0);
    let erased = append(&mut log, answer("b", 1.0), 1).record;
    let reset = log.reset(now(2)).unwrap().remove(0).record;
    log.append(Kind::Restore([(ActorId(1), 2)].into()), now(3)).unwrap();
    log.absorb([erased.text.as_str()]);
    let restore = EventId { actor: ActorId(1), seq: 4 };
    let order: Vec<EventId> = log.pending(usize::MAX).iter().map(|record| record.id).collect();
    assert_eq!(order, [restore, erased.id, reset.id]);
}

#[test]
fn the_mirror_is_not_taken_to_keep_what_was_erased() {
    let (store, elsewhere) = (MemoryStore::default(), MemoryStore::default());
    let mut log = open(&store, 1);
    let erased = append(&mut log, answer("a", 1.0), 0).record;
    log.reset(now(1)).unwrap();
    // The mirror still has it, and is told to erase it after this.
    assert_eq!(log.mirror_holds([erased.id]), [erased.id]);
    assert_eq!(log.absorb_mirror([erased.text.as_str()]).erased, 1);
    log.append(Kind::Restore([(ActorId(1), 1)].into()), now(2)).unwrap();
    let mut other = open(&elsewhere, 2);
    other.absorb([erased.text.as_str()]);
    log.absorb_events(other.events().to_vec());
    assert!(log.pending(usize::MAX).iter().any(|record| record.id == erased.id), "it is written anew");
}

#[test]
fn what_reading_the_store_again_finds_is_news_once() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    assert_eq!(log.with_news(Absorbed::default()), Absorbed::default());
    append(&mut open(&store, 2), answer("a", 1.0), 0);
    log.reload();
    assert_eq!(log.with_news(Absorbed { added: 1, ..Absorbed::default() }).added, 2);
    assert_eq!(log.with_news(Absorbed::default()), Absorbed::default());
    // Opening it is none: whoever opens it reads the whole.
    assert_eq!(open(&store, 3).with_news(Absorbed::default()), Absorbed::default());
}

#[test]
fn a_damaged_segment_is_set_aside_once_and_the_rest_loads() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    for index in 0..200 {
        append(&mut log, answer("a", 1.0), index);
    }
    let key = store.keys("").unwrap().into_iter().find(|key| key.ends_with("/e0")).unwrap();
    let block = store.get(&key).unwrap().unwrap();
    let mut lines: Vec<String> = block.split('\n').map(String::from).collect();
    assert_eq!(lines.len(), 4);
    lines[1].replace_range(10..11, "~");
    store.set(&key, &lines.join("\n")).unwrap();
    for (actor, set_aside) in [(2, 1), (3, 0)] {
        let (again, opened) = Log::open(Box::new(store.clone()), Space::new("key", "pack"), ActorId(actor), "1");
        assert_eq!((again.events().len(), opened.set_aside), (136, set_aside));
    }
    assert!(store.keys("").unwrap().iter().any(|key| key.contains("/torn/")));
    // Its writer, who still has it in memory, mends it with the next append.
    append(&mut log, answer("a", 1.0), 200);
    assert_eq!(open(&store, 4).events().len(), 201);
}

#[test]
fn a_segment_of_a_newer_build_is_left_alone() {
    let store = MemoryStore::default();
    append(&mut open(&store, 1), answer("a", 1.0), 0);
    let key = store.keys("").unwrap().into_iter().find(|key| key.ends_with("/e0")).unwrap();
    let newer = crate::progress::bytes::seal(vec![9, 1, 2, 3]);
    let block = store.get(&key).unwrap().unwrap() + "\n" + &newer;
    store.set(&key, &block).unwrap();
    let (log, opened) = Log::open(Box::new(store.clone()), Space::new("key", "pack"), ActorId(2), "1");
    assert_eq!((log.events().len(), opened.newer, opened.set_aside), (1, 1, 0));
    assert_eq!(store.get(&key), Ok(Some(block)));
}

#[test]
fn what_breaks_a_limit_is_refused_and_changes_nothing() {
    let store = MemoryStore::default();
    let mut log = open(&store, 1);
    let long = Kind::Setting { name: Name::new("a").unwrap(), value: "x".repeat(1001) };
    let fault = log.append(long, now(0)).unwrap_err();
    assert_eq!(fault.to_string(), "$.value: expected a text of at most 1000 characters");
    assert!(log.events().is_empty() && store.keys("").unwrap().is_empty());
    assert_eq!(append(&mut log, answer("a", 1.0), 0).record.id.seq, 1);
}

/// The characters of all keys and values.
pub fn size(store: &MemoryStore) -> usize {
    let keys = store.keys("").unwrap();
    keys.iter().map(|key| key.len() + store.get(key).unwrap().unwrap().len()).sum()
}

/// A store that refuses writes while it is told to, or from so many characters on.
#[derive(Default)]
struct Refusing {
    inner: MemoryStore,
    refuse: Rc<Cell<bool>>,
    full_at: Rc<Cell<Option<usize>>>,
}

impl Store for Refusing {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let before = self.inner.get(key)?.map_or(0, |before| key.len() + before.len());
        let after = size(&self.inner) - before + key.len() + value.len();
        if self.refuse.get() || self.full_at.get().is_some_and(|full| after > full) {
            return Err(StoreError::Full);
        }
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.inner.remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.inner.keys(prefix)
    }
}

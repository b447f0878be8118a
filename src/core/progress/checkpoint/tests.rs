//! A checkpoint is small, says the same again, and survives whatever is handed in as one.

use alloc::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::progress::tests::arbitrary::events;
use crate::progress::{ActorId, Target as OfTarget};
use crate::progress::{Answer, Event, Kind, Log, MemoryStore, Now, Score, Space, fold};

fn pack() -> Pack {
    serde_json::from_str(include_str!("../../quiz/tests/small.json")).unwrap()
}

fn names_of(pack: &Pack) -> Names {
    let bank = crate::quiz::ItemBank::new(pack);
    Names::of(pack, bank.all())
}

/// The names of the pack and of everything that a state speaks of.
fn names_for(state: &State) -> Names {
    let pack = pack();
    let mut names = names_of(&pack);
    let mut targets: BTreeSet<OfTarget> = state.cards.keys().cloned().collect();
    targets.extend(state.suspended.iter().chain(state.buried.keys()).cloned());
    targets.extend(state.items.keys().map(|name| OfTarget::Item(name.clone())));
    for (name, question) in &state.questions {
        targets.insert(OfTarget::Question(name.clone()));
        targets.extend(question.points.keys().map(|point| OfTarget::point(name, point)));
    }
    for (name, item) in &state.items {
        if let Some(question) = &item.question {
            names.prepares.insert(name.clone(), question.clone());
        }
    }
    for target in targets {
        names.add(Known::Target(target));
    }
    for section in state.sections.keys() {
        names.add(Known::Section(section.clone()));
    }
    names
}

fn folded(mut events: Vec<Event>) -> State {
    events.sort_by_key(Event::order);
    fold(&State::default(), &events)
}

proptest! {
    #[test]
    fn what_was_read_is_written_and_read_the_same(events in events(40), run: Vec<u8>, most in prop_oneof![Just(4_096_usize), 60_usize..2_000, Just(64_000)]) {
        let state = folded(events);
        let names = names_for(&state);
        let text = Checkpoint { state, run }.write(&names, most);
        prop_assert!(text.len() <= most);
        prop_assume!(!text.is_empty());
        let (read, _, unknown) = Checkpoint::read(&text, &names).unwrap();
        prop_assert_eq!(unknown, 0);
        let again = read.write(&names, most);
        prop_assert_eq!(read.write(&names, most), again.clone(), "the same gives the same");
        let (reread, ..) = Checkpoint::read(&again, &names).unwrap();
        prop_assert_eq!(reread, read);
    }

    #[test]
    fn with_room_enough_the_last_results_are_kept(events in events(40)) {
        let state = folded(events);
        let names = names_for(&state);
        let text = Checkpoint { state: state.clone(), run: Vec::new() }.write(&names, usize::MAX);
        let (read, ..) = Checkpoint::read(&text, &names).unwrap();
        let read = read.state;
        prop_assert_eq!(read.answered, state.answered);
        prop_assert_eq!(&read.settings, &state.settings);
        prop_assert_eq!(&read.days, &state.days);
        prop_assert_eq!(&read.suspended, &state.suspended);
        prop_assert_eq!(&read.buried, &state.buried);
        prop_assert_eq!(read.sessions.len(), state.sessions.len());
        prop_assert_eq!(read.interviews.len(), state.interviews.len());
        prop_assert!(read.items.keys().eq(state.items.keys()));
        for (name, item) in &state.items {
            let kept = &read.items[name];
            prop_assert_eq!((kept.attempts, kept.right, kept.streak, kept.missed()), (item.attempts, item.right, item.streak, item.missed()));
            prop_assert!((kept.last.share() - item.last.share()).abs() <= 1.0 / 32.0);
        }
        for (name, question) in &state.questions {
            if question.known() > 0 {
                prop_assert_eq!(read.questions[name].known(), question.known());
            }
            // No pack has such a name; in a target's text it would part the point from its question.
            let plain = |point: &&Name| !name.contains('/') && !point.contains('/');
            for (point, verdict) in question.points.iter().filter(|(point, _)| plain(point)) {
                prop_assert_eq!(read.questions[name].points.get(point), Some(verdict));
            }
        }
        prop_assert!(read.cards.keys().eq(state.cards.keys()));
        for (target, card) in &state.cards {
            let kept = &read.cards[target];
            prop_assert_eq!((kept.reviews, kept.last.rating), (card.reviews, card.last.rating));
            prop_assert!((0..HOUR).contains(&(card.last.now.at - kept.last.now.at)));
            prop_assert!((kept.memory.stability / card.memory.stability - 1.0).abs() < 0.05 || card.memory.stability < 0.0011);
            prop_assert!((kept.memory.difficulty - card.memory.difficulty).abs() < 0.08);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(bytes: Vec<u8>, text: String) {
        let names = names_of(&pack());
        for text in [text.clone(), [CHECKPOINT, &text].concat(), [CHECKPOINT, &crate::progress::bytes::seal(bytes.clone())].concat()] {
            let _ = Checkpoint::read(&text, &names);
        }
        // Past the checksum and the pack.
        let mut sound = (names.pack as u16).to_be_bytes().to_vec();
        sound.extend(bytes);
        let _ = Checkpoint::read(&[CHECKPOINT, &crate::progress::bytes::seal(sound)].concat(), &names);
    }

    #[test]
    fn a_single_changed_character_is_noticed(place: prop::sample::Index, other in "[A-Za-z0-9_-]") {
        let pack = pack();
        let names = names_of(&pack);
        let text = Checkpoint { state: answered(&pack), run: vec![1, 2, 3] }.write(&names, SCORM_12);
        let place = CHECKPOINT.len() + place.index(text.len() - CHECKPOINT.len());
        let mut changed = text.clone();
        changed.replace_range(place..=place, &other);
        prop_assert_eq!(Checkpoint::read(&changed, &names).is_ok(), changed == text);
    }
}

/// Every item answered once, by and by.
fn answered(pack: &Pack) -> State {
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(1), "1");
    for (place, (item, question)) in crate::quiz::ItemBank::new(pack).all().into_iter().enumerate() {
        let answer = Answer {
            session: None,
            item: Name::new(&item).unwrap(),
            question: question.map(Name::from),
            score: Score::new(if place % 3 == 0 { 0.5 } else { 1.0 }),
            seconds: 20,
            response: Vec::new(),
        };
        let at = 1_700_000_000_000 + i64::try_from(place).unwrap() * 60_000;
        log.append(Kind::Answer(answer), Now { at, offset_minutes: -300 }).unwrap();
    }
    log.state().clone()
}

#[test]
fn a_state_goes_on_from_its_checkpoint() {
    let pack = pack();
    let names = names_of(&pack);
    let text = Checkpoint { state: answered(&pack), run: Vec::new() }.write(&names, SCORM_12);
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(2), "1");
    let (checkpoint, taken, unknown) = Checkpoint::read(&text, &names).unwrap();
    assert_eq!((taken, unknown), (checkpoint.state.items.len(), 0));
    assert!(log.begin_on(checkpoint.state));
    let answer = |item: &str| {
        Kind::Answer(Answer {
            session: None,
            item: Name::new(item).unwrap(),
            question: None,
            score: Score::FULL,
            seconds: 1,
            response: Vec::new(),
        })
    };
    log.append(answer("one"), Now { at: 1_700_100_000_000, offset_minutes: 0 }).unwrap();
    assert_eq!(log.state().items["one"].attempts, 2);
    assert_eq!(log.state().cards[&Target::Item(Name::new("one").unwrap())].reviews, 2);
    assert!(!log.begin_on(State::default()), "not where something was done already");
    assert_eq!(log.state().items["one"].attempts, 2);
}

#[test]
fn what_the_pack_no_longer_has_is_left_out_and_the_rest_stays() {
    let mut pack = pack();
    let text = Checkpoint { state: answered(&pack), run: Vec::new() }.write(&names_of(&pack), SCORM_12);
    let before = pack.items.len();
    pack.items.remove(0);
    pack.version = "2".into();
    let (checkpoint, taken, unknown) = Checkpoint::read(&text, &names_of(&pack)).unwrap();
    assert!(unknown >= 1 && taken >= before - 1);
    assert!(!checkpoint.state.items.contains_key("one"));
    assert_eq!(checkpoint.state.items["many"].attempts, 1);
}

#[test]
fn a_checkpoint_that_is_not_ours_is_told_apart() {
    let mut pack = pack();
    let names = names_of(&pack);
    let text = Checkpoint::default().write(&names, SCORM_12);
    assert!(text.len() < 40, "{text}");
    assert!(Checkpoint::read(&text, &names).is_ok());
    pack.id = crate::content::Id::new("other").unwrap();
    assert_eq!(Checkpoint::read(&text, &names_of(&pack)), Err(CheckpointError::OtherPack));
    assert_eq!(Checkpoint::read("ip2.AAAA", &names), Err(CheckpointError::Newer));
    for damaged in ["", "ip1.", "ip1", "ip.x", "{}", "ip1.AAAAAAAA"] {
        assert_eq!(Checkpoint::read(damaged, &names), Err(CheckpointError::Damaged), "{damaged}");
    }
    assert_eq!(Checkpoint::default().write(&names, 8), "", "where nothing fits there is nothing");
}

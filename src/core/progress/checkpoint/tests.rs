//! A checkpoint is small, says the same again, and survives whatever is handed in as one.

use alloc::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::progress::tests::arbitrary::events;
use crate::progress::{ActorId, ItemState, Target as OfTarget};
use crate::progress::{
    Answer, Attempt, End, Event, Kind, Log, MemoryStore, Mode, Now, Read, Score, Space, Start, Value, Verdict, fold,
};

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
            // No pack has such names: in a target's text they would be cut, or part the point from its question.
            if question.points.keys().any(|point| name.len() + 1 + point.len() > Name::MAX_LENGTH) {
                continue;
            }
            let plain = |point: &&Name| !name.contains('/') && !point.contains('/');
            for (point, verdict) in question.points.iter().filter(|(point, _)| plain(point)) {
                prop_assert_eq!(read.questions[name].points.get(point), Some(verdict));
            }
        }
        prop_assert!(read.cards.keys().eq(state.cards.keys()));
        for (target, card) in &state.cards {
            let kept = &read.cards[target];
            prop_assert_eq!((kept.reviews, kept.last.rating), (card.reviews, card.last.rating));
            // Within the hour, as local time at the last review has them.
            prop_assert!((0..HOUR).contains(&(card.last.now.at - kept.last.now.at)) || card.last.now.at < 48 * HOUR);
            prop_assert!((kept.memory.stability / card.memory.stability - 1.0).abs() < 0.05 || card.memory.stability < 0.0011);
            prop_assert!((kept.memory.difficulty - card.memory.difficulty).abs() < 0.08);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(bytes: Vec<u8>, text: String) {
        let names = names_of(&pack());
        let _ = Checkpoint::read(&text, &names);
        // Past the checksum and the pack: as random bits of both forms have it.
        let mut sound = (names.pack as u16).to_be_bytes().to_vec();
        sound.extend(&bytes);
        for form in [FIRST_FORM, CHECKPOINT] {
            for text in [text.clone(), crate::progress::bytes::seal(bytes.clone()), crate::progress::bytes::seal(sound.clone())] {
                let _ = Checkpoint::read(&[form, &text].concat(), &names);
            }
        }
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

/// What a log comes to after a checkpoint.
fn checkpoint_of(log: &Log, names: &Names) -> Checkpoint {
    let text = Checkpoint { state: log.state().clone(), run: Vec::new() }.write(names, SCORM_12);
    Checkpoint::read(&text, names).unwrap().0
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
    let again = checkpoint_of(&log, &names);
    assert!(!log.begin_on(again.state.clone()), "not where something was done already");
    log.reset(Now { at: 1_700_200_000_000, offset_minutes: 0 }).unwrap();
    assert_eq!(log.state(), &State::default(), "a reset erases what came with the checkpoint too");
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(3), "1");
    assert!(log.begin_on(again.state));
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
fn what_was_renamed_since_is_found_by_its_former_name() {
    let mut pack = pack();
    let text = Checkpoint { state: rich(&pack), run: Vec::new() }.write(&names_of(&pack), SCORM_12);
    let (before, all, _) = Checkpoint::read(&text, &names_of(&pack)).unwrap();
    let id = |text: &str| crate::content::Id::new(text).unwrap();
    let question = &mut pack.questions[0];
    question.was.push(core::mem::replace(&mut question.id, id("lift")));
    let point = &mut pack.questions[1].points[0];
    point.was.push(core::mem::replace(&mut point.id, id("shine")));
    for item in &mut pack.items {
        if item.question.as_ref().is_some_and(|question| question.as_str() == "rise") {
            item.question = Some(id("lift"));
        }
    }
    let item = &mut pack.items[0];
    item.was.push(core::mem::replace(&mut item.id, id("first")));
    let (after, taken, unknown) = Checkpoint::read(&text, &names_of(&pack)).unwrap();
    assert_eq!((taken, unknown), (all, 0));
    let state = after.state;
    assert_eq!(state.items["first"].attempts, before.state.items["one"].attempts);
    assert_eq!(state.questions["lift"].known(), before.state.questions["rise"].known());
    assert!(state.questions["steam"].points.contains_key("shine"));
    assert!(state.cards.contains_key(&Target::point(&Name::new("lift").unwrap(), &Name::new("yeast").unwrap())));
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
    assert_eq!(Checkpoint::read("ip3.AAAA", &names), Err(CheckpointError::Newer));
    for damaged in ["", "ip1.", "ip1", "ip.x", "{}", "ip1.AAAAAAAA", "ip2.", "ip2.AAAAAAAA"] {
        assert_eq!(Checkpoint::read(damaged, &names), Err(CheckpointError::Damaged), "{damaged}");
    }
    assert_eq!(Checkpoint::default().write(&names, 8), "", "where nothing fits there is nothing");
}

/// A learner of the small pack who has done a little of everything.
fn rich(pack: &Pack) -> State {
    let (mut log, _) = Log::open(Box::new(MemoryStore::default()), Space::new("k", "p"), ActorId(7), "1");
    let bank = crate::quiz::ItemBank::new(pack);
    let mut at = 1_760_000_000_000_i64;
    let name = |text: &str| Name::new(text).unwrap();
    let mut append = |log: &mut Log, kind, hours: i64| {
        at += hours * HOUR + 61_000;
        log.append(kind, Now { at, offset_minutes: 330 }).unwrap().record.id
    };
    append(&mut log, Kind::Setting { name: name("retention"), value: "880".into() }, 0);
    for round in 0..4_usize {
        let start = Start { view: name("quiz"), settings: String::new(), seed: 3 };
        let session = append(&mut log, Kind::Start(start), 50);
        for (place, (item, question)) in bank.all().into_iter().enumerate() {
            if (place + round) % 3 == 0 {
                continue;
            }
            let answer = Answer {
                session: Some(session),
                item: Name::new(&item).unwrap(),
                question: question.map(Name::from),
                score: Score::new([1.0, 0.25, 1.0, 0.6, 0.0][(place * 3 + round) % 5]),
                seconds: 20,
                response: Vec::new(),
            };
            append(&mut log, Kind::Answer(answer), 0);
        }
        append(&mut log, Kind::End(End { session, score: Score::new(0.7), answered: 4, seconds: 90 }), 0);
        let question = &pack.questions[round % 2];
        let points = question.points.iter().map(|point| (Name::from(&point.id), Verdict::ALL[round % 3])).collect();
        let attempt = Attempt {
            session: None,
            question: Name::from(&question.id),
            mode: Mode::ALL[round % 3],
            seconds: 100 + u32::try_from(round).unwrap(),
            points,
            pitfalls: Vec::new(),
            text: None,
        };
        append(&mut log, Kind::Attempt(attempt), 3);
        append(
            &mut log,
            Kind::Read(Read {
                section: Name::from(&pack.guide[round % 2].id),
                position: Score::new(0.4 * round as f64),
            }),
            0,
        );
    }
    append(&mut log, Kind::Suspend(Target::Item(name("match"))), 0);
    append(&mut log, Kind::Bury(Target::Item(name("one"))), 0);
    append(&mut log, Kind::Interview(Value::Map([("length".into(), Value::Int(15))].into())), 1);
    log.state().clone()
}

/// The rich learner as the first form had it, with ever less room.
const FIRST_FORMS: [&str; 5] = [
    "ip1.REkMAB3ZVM8lPS5Mroytzo0t7dGcHBhGAgQHOQxYASrSkE5kIjVS0OQXkguNUjk4BauRgBG0KASq861apryolQs6rmZ0y8WbVap-75fLBydXNq6ZUkpuNUvc4Be9FrVyavKmjlUAtTNk9UroBambJ4kg0gM7TUyclTRqfdnILUJegMcI-hRbftBrszaE0YKg12ZqB3Mo6SOEfQqcHOgjFUjAzZuKPhQF2QekpJyTGGTUkmWsijJK0SakkzMknbcbRI4urS9ADR1G80jAGjqOfyvMrUji6tL0ANHaSAaUAaO0moq8ytSOLq0vQA0eAhUowBo8BMLrzK1I4urS9ADR5fokjAGjy_3SvMrSAGjzOOWsHAQZsZW5ndGgDHigy2re",
    "ip1.REkMAB3ZVM8lPS5Mroytzo0t7dGcHBhGAgQHOQxYASrSkE5kIjVS0OQXkguNUjk4BauRgBG0KASq861apryolQs6rmZ0y8WbVap-75fLBydXNq6ZUkpuNUvc4Be9FrVyavKmjlUAtTNk9UroBambJ4kg0gM7TUyclTRqfdnILUJegMcI-hRbftBrszaE0YKg12ZqB3Mo6SOEfQqcHOgjFUjAzZuKPhQF2QcS79qbww",
    "ip1.REkAAB3ZVE8lPS5Mroytzo0t7dGcHBhGAgQHOQxYEq0IIyERKWgQRILiSOQAlyMCNoAErzqapqSoWZczEyFm1Un7shYOTObUmRKbiS9wAnotTk1SI5VC1MyKldC1MyCSDSM7SmRKmiPuwgkJegMSPoC2_aF2ZoTRgqF2ZQuZR0kSPoJHOgjFUjAzSJBCq-Pp",
    "ip1.REkAAB3ZVE8lPS5Mroytzo0t7dGcHBhGAgQHLQxYEq0IIyERKWgQRILiSOQAlyMCNoAE14mXMxMhZtVJ-7IbW8SXuAEZD6FqZkVK6FqZkEkGkZ2lMiVNEfdhBIK5_1C7M0FEYKhdmULmQRiqRgZpEkE0ohM",
    "ip1.REkAAB3ZVE8lPS5Mroytzo0t7dGcHBhGAgQHHxiwJVoQRWJxJHIAScjAjaABD0MULUzJ0roWpmQog0jO0pk1TRH3YQSCuf9QuzNBRGCoXZlC5kEYqkYGaRIV7heR",
];

#[test]
fn the_first_form_is_read_as_ever() {
    let pack = pack();
    let names = names_of(&pack);
    let state = rich(&pack);
    for (less, text) in FIRST_FORMS.into_iter().enumerate() {
        let (Checkpoint { state: read, run }, taken, unknown) = Checkpoint::read(text, &names).unwrap();
        assert_eq!(unknown, 0);
        assert_eq!(run, [1, 2, 3]);
        assert_eq!((read.answered, &read.settings), (state.answered, &state.settings));
        assert_eq!((&read.suspended, &read.buried), (&state.suspended, &state.buried));
        assert_eq!(taken, read.cards.len());
        if less < 3 {
            assert!(read.cards.keys().eq(state.cards.keys()));
        }
        for (target, card) in &read.cards {
            let known = &state.cards[target];
            assert_eq!(card.last.rating, known.last.rating);
            assert!((card.memory.stability / known.memory.stability - 1.0).abs() < 0.05);
            assert!((card.memory.difficulty - known.memory.difficulty).abs() < 0.08);
            assert!((known.last.now.at - card.last.now.at).abs() < if less < 2 { HOUR } else { 24 * HOUR });
        }
        for (name, item) in &read.items {
            assert_eq!(item.missed(), state.items[name].missed());
            if less < 2 {
                assert_eq!((item.attempts, item.streak), (state.items[name].attempts, state.items[name].streak));
            }
        }
        for (name, question) in &read.questions {
            for (point, verdict) in &question.points {
                assert_eq!(Some(verdict), state.questions[name].points.get(point));
            }
        }
        assert_eq!(read.interviews.len(), usize::from(less == 0));
    }
    let (first, ..) = Checkpoint::read(FIRST_FORMS[0], &names).unwrap();
    assert_eq!(first.state.days, state.days);
    assert_eq!(first.state.sessions.len(), state.sessions.len());
    // What was read is written in the second form from then on, and loses nothing by it.
    let again = first.write(&names, SCORM_12);
    assert!(again.starts_with(CHECKPOINT) && again.len() < FIRST_FORMS[0].len());
    let (second, ..) = Checkpoint::read(&again, &names).unwrap();
    assert_eq!(second.state.cards.len(), first.state.cards.len());
    assert!(second.state.items.keys().eq(first.state.items.keys()));
    for (name, item) in &first.state.items {
        // The second form's hours are those of local time.
        let off = item.last_at.at - second.state.items[name].last_at.at;
        assert!((-HOUR..HOUR).contains(&off));
        assert_eq!(&ItemState { last_at: item.last_at, ..second.state.items[name].clone() }, item);
    }
}

#[test]
fn less_exact_steps_stay_where_they_are_on_finer_grids() {
    for precision in Precision::ALL {
        let (bits, steps) = precision.stability();
        assert!(f64::from(1_u32 << bits) / steps >= 32.0, "from a minute to the longest interval");
        assert!((8.0 / steps).fract() == 0.0);
        let (bits, sevenths) = precision.difficulty();
        for finer in Precision::ALL.into_iter().filter(|finer| finer.difficulty().1 < sevenths) {
            assert_eq!(sevenths % finer.difficulty().1, 0, "{precision:?} is no part of {finer:?}");
        }
        assert!(((1 << bits) - 1) * sevenths >= 9 * 7);
        for score in 0..32 {
            let coarse = midst(score >> precision.score(), precision.score());
            assert_eq!(midst(coarse >> precision.score(), precision.score()), coarse);
            for finer in Precision::ALL.into_iter().filter(|finer| finer.score() < precision.score()) {
                assert_eq!(midst(coarse >> finer.score(), finer.score()), coarse, "{finer:?}");
            }
            assert!(coarse.abs_diff(score) <= 5 && (coarse < 16) == (score < 16), "half right or less");
        }
    }
}

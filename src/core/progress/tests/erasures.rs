//! What is erased, held against the plain meaning of the words.

use proptest::prelude::*;

use crate::progress::fold::Words;
use crate::progress::{ActorId, Clock, Event, EventId, Heads, Kind, Name, Now, Read, Score, State};

/// Whether the last reset or restore after `event` that speaks of its number is a reset; a reset or restore itself goes only where later
/// resets say all that it says.
pub fn is_erased(events: &[Event], event: &Event) -> bool {
    let later = events.iter().filter(|word| word.order() > event.order());
    let covers = |heads: &Heads| heads.get(&event.id.actor).is_some_and(|&head| event.id.seq <= head);
    match &event.kind {
        Kind::Reset(said) | Kind::Restore(said) => {
            let said_later = |actor: ActorId, seq: u32| {
                later.clone().any(|word| match &word.kind {
                    Kind::Reset(heads) => heads.get(&actor).is_some_and(|&head| seq <= head),
                    _ => false,
                })
            };
            said_later(event.id.actor, event.id.seq) && said.iter().all(|(&actor, &seq)| said_later(actor, seq))
        }
        _ => {
            let last = later.rev().find(|word| match &word.kind {
                Kind::Reset(heads) | Kind::Restore(heads) => covers(heads),
                _ => false,
            });
            last.is_some_and(|word| matches!(word.kind, Kind::Reset(_)))
        }
    }
}

fn log() -> impl Strategy<Value = Vec<Event>> {
    let heads = proptest::collection::btree_map((0_u64..3).prop_map(ActorId), 0_u32..12, 0..3);
    let one = (0_u64..3, 0_i64..6, 0..5, heads);
    proptest::collection::vec(one, 0..24).prop_map(|words| {
        let mut events: Vec<Event> = Vec::new();
        for (actor, millis, kind, heads) in words {
            let actor = ActorId(actor);
            let seq = 1 + u32::try_from(events.iter().filter(|event| event.id.actor == actor).count()).unwrap();
            let kind = match kind {
                0 => Kind::Reset(heads),
                1 => Kind::Restore(heads),
                _ => Kind::Read(Read { section: Name::new("s").unwrap(), position: Score::FULL }),
            };
            events.push(Event {
                id: EventId { actor, seq },
                now: Now { at: millis, offset_minutes: 0 },
                clock: Clock { millis, tick: 0 },
                pack_version: Name::new("1").unwrap(),
                kind,
                extra: Default::default(),
            });
        }
        events.sort_by_key(Event::order);
        events
    })
}

proptest! {
    #[test]
    fn the_index_of_resets_and_restores_says_what_they_say(events in log()) {
        let base = State::default();
        let words = Words::of(&base, &events);
        for event in &events {
            prop_assert_eq!(words.erased(event), is_erased(&events, event), "{:?}", event);
        }
    }
}

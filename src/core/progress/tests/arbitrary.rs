//! Events of every kind, for property tests.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::progress::{
    ActorId, Answer, Attempt, Clock, End, Event, EventId, Fields, Heads, Kind, MAX_MILLIS, Mode, Name, Now, Rate, Read,
    Score, Start, Target, Value, Verdict,
};
use crate::review::fsrs::Rating;

pub fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        8 => "[a-e]{1,2}(-[0-9]{1,2})?",
        1 => "[!#-%(-;=?-\\[\\]-~]{1,320}",
    ]
    .prop_map(|text| Name::new(&text).unwrap())
}

pub fn event_id() -> impl Strategy<Value = EventId> {
    let seq = prop_oneof![9 => 1_u32..200, 1 => 1..=u32::MAX];
    (0_u64..4, seq).prop_map(|(actor, seq)| EventId { actor: ActorId(actor.wrapping_mul(0x9e37_79b9_7f4a_7c15)), seq })
}

pub fn heads() -> impl Strategy<Value = Heads> {
    vec(event_id(), 0..4).prop_map(|ids| ids.into_iter().map(|id| (id.actor, id.seq)).collect())
}

pub fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        name().prop_map(Target::Question),
        name().prop_map(Target::Item),
        (name(), name()).prop_map(|(question, point)| Target::point(&question, &point)),
    ]
}

fn score() -> impl Strategy<Value = Score> {
    prop_oneof![Just(Score::FULL), Just(Score::NONE), (0_u16..=1000).prop_map(Score::thousandths)]
}

pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (1 - (1_i64 << 53)..1 << 53).prop_map(Value::Int),
        // Few digits: `serde_json` rounds the last one of longer numbers.
        any::<i32>().prop_map(|number| Value::number(f64::from(number) / 64.0)),
        "\\PC{0,12}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            btree_map("[a-z]{1,4}", inner, 0..4).prop_map(Value::Map),
        ]
    })
}

/// Fields that no known kind has.
fn unknown_fields() -> impl Strategy<Value = Fields> {
    btree_map("x-[a-z]{1,4}", value(), 0..3)
}

pub fn kind() -> impl Strategy<Value = Kind> {
    let rating = (0_usize..4).prop_map(|index| Rating::ALL[index]);
    let points = vec((name(), (0_usize..3).prop_map(|index| Verdict::ALL[index])), 0..7);
    let answer = (option::of(event_id()), name(), option::of(name()), score(), any::<u32>(), vec(name(), 0..4));
    let attempt = (
        option::of(event_id()),
        name(),
        (0_usize..3).prop_map(|index| Mode::ALL[index]),
        0_u32..4000,
        points,
        vec(name(), 0..3),
        option::of(name()),
    );
    prop_oneof![
        6 => answer.prop_map(|(session, item, question, score, seconds, response)| {
            Kind::Answer(Answer { session, item, question, score, seconds, response })
        }),
        3 => attempt.prop_map(|(session, question, mode, seconds, points, pitfalls, text)| {
            Kind::Attempt(Attempt { session, question, mode, seconds, points, pitfalls, text })
        }),
        3 => (target(), rating, option::of(event_id())).prop_map(|(target, rating, of)| Kind::Rate(Rate { target, rating, of })),
        2 => event_id().prop_map(Kind::Undo),
        1 => (name(), score()).prop_map(|(section, position)| Kind::Read(Read { section, position })),
        1 => (name(), "\\PC{0,20}", any::<u64>()).prop_map(|(view, settings, seed)| Kind::Start(Start { view, settings, seed })),
        1 => (event_id(), score(), any::<u32>(), any::<u32>()).prop_map(|(session, score, answered, seconds)| {
            Kind::End(End { session, score, answered, seconds })
        }),
        1 => target().prop_map(Kind::Bury),
        1 => target().prop_map(Kind::Suspend),
        1 => target().prop_map(Kind::Resume),
        1 => (name(), "\\PC{0,20}").prop_map(|(name, value)| Kind::Setting { name, value }),
        1 => option::of(name()).prop_map(Kind::DeleteText),
        1 => heads().prop_map(Kind::Reset),
        1 => heads().prop_map(Kind::Restore),
        1 => value().prop_map(Kind::Interview),
        1 => (name(), unknown_fields()).prop_map(|(kind, fields)| Kind::Other {
            kind: Name::new(&format!("x-{}", &kind[..kind.len().min(200)])).unwrap(),
            fields,
        }),
    ]
}

/// Any event that could ever be written.
pub fn event() -> impl Strategy<Value = Event> {
    let at = prop_oneof![9 => 1_700_000_000_000_i64..1_700_600_000_000, 1 => 0..=MAX_MILLIS];
    let now = (at.clone(), -1440_i16..=1440).prop_map(|(at, offset_minutes)| Now { at, offset_minutes });
    let clock = (at, prop_oneof![9 => 0_u32..3, 1 => any::<u32>()]).prop_map(|(millis, tick)| Clock { millis, tick });
    (event_id(), now, clock, name(), kind(), unknown_fields()).prop_map(
        |(id, now, clock, pack_version, kind, extra)| {
            let extra = if matches!(kind, Kind::Other { .. }) { Fields::new() } else { extra };
            Event { id, now, clock, pack_version, kind, extra }
        },
    )
}

/// Events with distinct ids.
pub fn events(most: usize) -> impl Strategy<Value = Vec<Event>> {
    vec(event(), 0..most).prop_map(|mut events| {
        events.sort_by_key(|event| event.id);
        events.dedup_by_key(|event| event.id);
        events
    })
}

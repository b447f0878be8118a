//! Reading a segment's records back: whatever stands there, an event within all limits or nothing. Fields that a newer build has given to
//! a kind are kept beside what this one knows.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::bytes::Reader;
use super::super::clock::{Clock, MAX_MILLIS, Now};
use super::super::event::{
    ActorId, Answer, Attempt, End, Event, EventId, Kind, MAX_EXTRA, MAX_LIST, MAX_TEXT, Mode, Rate, Read, Score, Start,
    Target, Verdict,
};
use super::super::name::Name;
use super::super::names::Names;
use super::super::value::{Fields, MAX_DEPTH, Value, weight};
use super::bits::BitReader;
use super::{
    ANSWER, ATTEMPT, BIT_A, BIT_B, BIT_C, CHOICE, CHOICES, Context, Decoded, END, EXTRA, ITEM, MAX_EVENTS, MORE,
    NEW_ACTOR, NEW_CLOCK, NEW_OFFSET, NEW_SEQ, NEW_VERSION, PACKED, PAUSE, PLAIN, RATE, READ, SCORE, START, TAKEN,
    session_after,
};
use crate::review::fsrs::Rating;

fn read_link(from: EventId, reader: &mut Reader<'_>) -> Option<Option<EventId>> {
    Some(match reader.unsigned()? {
        0 => None,
        1 => Some(EventId { actor: ActorId(u64::from_le_bytes(reader.array()?)), seq: reader.u32()? }),
        back => {
            let back = u32::try_from(back - 1).ok()?;
            Some(EventId { actor: from.actor, seq: from.seq.checked_sub(back)? })
        }
    })
    .filter(|link| link.is_none_or(|link| link.seq > 0))
}

fn read_fields(reader: &mut Reader<'_>, room: u32) -> Option<Fields> {
    let room = room.checked_sub(1)?;
    let mut fields = Fields::new();
    for _ in 0..reader.size()? {
        let key = String::from(reader.text()?);
        fields.insert(key, read_value(reader, room)?);
    }
    Some(fields)
}

pub fn read_value(reader: &mut Reader<'_>, room: u32) -> Option<Value> {
    Some(match reader.byte()? {
        0 => Value::Null,
        1 => Value::Bool(false),
        2 => Value::Bool(true),
        3 => Value::whole(reader.signed()?),
        4 => Value::number(f64::from_bits(u64::from_le_bytes(reader.array()?))),
        5 => Value::text(reader.text()?),
        6 => {
            let inner = room.checked_sub(1)?;
            let mut list = Vec::new();
            for _ in 0..reader.size()? {
                list.push(read_value(reader, inner)?);
            }
            Value::List(list)
        }
        7 => Value::Map(read_fields(reader, room)?),
        _ => return None,
    })
}

/// The events that follow; `None` when they make no sense.
pub fn events(reader: &mut Reader<'_>, form: u8, names: &Names) -> Option<Decoded> {
    let count = reader.size()?;
    let mut context = Context::of(form);
    let bits = if form == PACKED { reader.size()? } else { 0 };
    let mut bits = BitReader::new(reader.take(bits)?);
    let mut events = Vec::with_capacity(count.min(MAX_EVENTS));
    for _ in 0..count {
        let mut unknown = false;
        let mut names = Lookup { names, unknown: &mut unknown };
        let usual = form == PACKED && bits.bit()?;
        let event = if usual {
            read_usual(&mut bits, &mut context, &mut names)
        } else {
            read_event(reader, &mut context, &mut names)
        };
        match event {
            Some(event) => events.push(event),
            None if unknown => return Some(Decoded { events, whole: false }),
            None => return None,
        }
    }
    (reader.is_empty() && bits.is_empty()).then_some(Decoded { events, whole: true })
}

/// Reads numbers of names.
struct Lookup<'n> {
    names: &'n Names,
    /// Set when a number was read that the table does not have.
    unknown: &'n mut bool,
}

impl<'n> Lookup<'n> {
    fn pair(&mut self, number: u64) -> Option<(&'n Name, Option<&'n Name>)> {
        let entry = u32::try_from(number).ok().and_then(|number| self.names.entry(number));
        *self.unknown |= entry.is_none();
        entry
    }

    fn name(&mut self, number: u64) -> Option<Name> {
        self.pair(number).map(|(name, _)| name.clone())
    }

    fn list(&mut self, reader: &mut Reader<'_>) -> Option<Vec<Name>> {
        let count = reader.size().filter(|&count| count <= MAX_LIST)?;
        (0..count).map(|_| self.name(reader.unsigned()?)).collect()
    }
}

/// Reads what stands in bits: the usual answer.
fn read_usual(bits: &mut BitReader<'_>, context: &mut Context, names: &mut Lookup<'_>) -> Option<Event> {
    let before = context.id?;
    let id = EventId { seq: before.seq.checked_add(1)?, ..before };
    let score = if bits.bit()? { Score::FULL } else { score_of(bits.bits(SCORE)?)? };
    let (item, question) = names.pair(bits.number(ITEM)?)?;
    let seconds = u32::try_from(bits.number(TAKEN)?).ok()?;
    let passed = i64::try_from(bits.number(PAUSE)?).ok()?.checked_add(seconds.into())?;
    let count = if bits.bit()? { 1 } else { usize::try_from(bits.number(CHOICES)?).ok()? };
    if count > MAX_LIST {
        return None;
    }
    let response = (0..count).map(|_| names.name(bits.number(CHOICE)?)).collect::<Option<_>>()?;
    let (session, item, question) = (context.session, item.clone(), question.cloned());
    let kind = Kind::Answer(Answer { session, item, question, score, seconds, response });
    let at = context.at.checked_add(passed.checked_mul(context.unit)?).filter(sound)?;
    let clock = context.expected_clock(at);
    context.follow(id, at, clock, kind, Fields::new())
}

/// Whether a moment can be, in milliseconds.
fn sound(millis: &i64) -> bool {
    (0..=MAX_MILLIS).contains(millis)
}

impl Context {
    /// The event that comes next, which the one after it is then held against.
    fn follow(&mut self, id: EventId, at: i64, clock: Clock, kind: Kind, extra: Fields) -> Option<Event> {
        let now = Now { at, offset_minutes: self.offset };
        let event = Event { id, now, clock, pack_version: self.version.clone()?, kind, extra };
        if id.seq == 0 {
            return None;
        }
        self.id = Some(id);
        self.at = at;
        self.clock = Some(clock);
        self.session = session_after(&event).unwrap_or(self.session);
        Some(event)
    }
}

fn read_event(reader: &mut Reader<'_>, context: &mut Context, names: &mut Lookup<'_>) -> Option<Event> {
    let tag = reader.byte()?;
    let more = if tag & MORE == 0 { 0 } else { reader.byte()? };
    if more & !(NEW_ACTOR | NEW_SEQ | NEW_OFFSET | NEW_CLOCK | NEW_VERSION | EXTRA) != 0 {
        return None;
    }
    let id = if more & NEW_ACTOR != 0 {
        context.clock = None;
        EventId { actor: ActorId(u64::from_le_bytes(reader.array()?)), seq: reader.u32()? }
    } else {
        let before = context.id?;
        let step = if more & NEW_SEQ == 0 { 1 } else { reader.u32()? };
        EventId { actor: before.actor, seq: before.seq.checked_add(step)? }
    };
    if more & NEW_OFFSET != 0 {
        context.offset = i16::try_from(reader.signed()?).ok().filter(|offset| (-1440..=1440).contains(offset))?;
    }
    let clock = match more & NEW_CLOCK {
        0 => None,
        _ => Some((reader.signed()?.checked_mul(context.unit)?, reader.u32()?)),
    };
    if more & NEW_VERSION != 0 {
        context.version = Some(names.name(reader.unsigned()?)?);
    }
    let mut extra = if more & EXTRA == 0 { Fields::new() } else { read_fields(reader, MAX_DEPTH)? };
    let at = context.at.checked_add(reader.signed()?.checked_mul(context.unit)?).filter(sound)?;
    let clock = match clock {
        None => context.expected_clock(at),
        Some((ahead, tick)) => Clock { millis: at.checked_add(ahead).filter(sound)?, tick },
    };
    let kind = read_kind(tag, id, context.session, names, &mut extra, reader)?;
    if weight(&extra) > MAX_EXTRA {
        return None;
    }
    context.follow(id, at, clock, kind, extra)
}

fn read_score(reader: &mut Reader<'_>) -> Option<Score> {
    score_of(reader.unsigned()?)
}

fn score_of(thousandths: u64) -> Option<Score> {
    let thousandths = u16::try_from(thousandths).ok().filter(|&number| number <= 1000)?;
    Some(Score::thousandths(thousandths))
}

fn read_kind(
    tag: u8,
    id: EventId,
    session: Option<EventId>,
    names: &mut Lookup<'_>,
    extra: &mut Fields,
    reader: &mut Reader<'_>,
) -> Option<Kind> {
    let has = |bit: u8| tag & bit != 0;
    Some(match tag & 15 {
        ANSWER => {
            let (item, question) = names.pair(reader.unsigned()?)?;
            Kind::Answer(Answer {
                item: item.clone(),
                question: question.cloned(),
                score: if has(BIT_A) { Score::FULL } else { read_score(reader)? },
                session: if has(BIT_B) { session } else { read_link(id, reader)? },
                seconds: reader.u32()?,
                response: if has(BIT_C) { Vec::from([names.name(reader.unsigned()?)?]) } else { names.list(reader)? },
            })
        }
        ATTEMPT => Kind::Attempt(Attempt {
            question: names.name(reader.unsigned()?)?,
            mode: match (has(BIT_A), has(BIT_B)) {
                (false, false) => Mode::Thought,
                (true, false) => Mode::Written,
                (false, true) => Mode::Spoken,
                (true, true) => return None,
            },
            session: if has(BIT_C) { session } else { read_link(id, reader)? },
            seconds: reader.u32()?,
            points: {
                let count = reader.size().filter(|&count| count <= MAX_LIST)?;
                let mut points = Vec::with_capacity(count);
                for _ in 0..count {
                    let number = reader.unsigned()?;
                    let verdict = match number % 3 {
                        0 => Verdict::Missing,
                        1 => Verdict::Partly,
                        _ => Verdict::Covered,
                    };
                    points.push((names.name(number / 3)?, verdict));
                }
                points
            },
            pitfalls: names.list(reader)?,
            text: match reader.text()? {
                "" => None,
                text => Some(Name::new(text).ok()?),
            },
        }),
        RATE => {
            let number = reader.unsigned()?;
            let name = names.name(number / 3)?;
            Kind::Rate(Rate {
                target: match number % 3 {
                    0 => Target::Question(name),
                    1 => Target::Point(name),
                    _ => Target::Item(name),
                },
                rating: match (has(BIT_B), has(BIT_A)) {
                    (false, false) => Rating::Again,
                    (false, true) => Rating::Hard,
                    (true, false) => Rating::Good,
                    (true, true) => Rating::Easy,
                },
                of: if has(BIT_C) { Some(read_link(id, reader)??) } else { None },
            })
        }
        READ => Kind::Read(Read {
            section: names.name(reader.unsigned()?)?,
            position: if has(BIT_A) { Score::FULL } else { read_score(reader)? },
        }),
        START => Kind::Start(Start {
            view: names.name(reader.unsigned()?)?,
            settings: String::from(reader.text().filter(|text| text.chars().count() <= MAX_TEXT)?),
            seed: reader.unsigned()?,
        }),
        END => Kind::End(End {
            session: if has(BIT_A) { session? } else { read_link(id, reader)?? },
            score: read_score(reader)?,
            answered: reader.u32()?,
            seconds: reader.u32()?,
        }),
        PLAIN => {
            let name = Name::new(reader.text()?).ok()?;
            let (kind, unknown) = Kind::from_fields(&name, read_fields(reader, MAX_DEPTH)?, "$").ok()?;
            extra.extend(unknown);
            kind
        }
        _ => return None,
    })
}

//! Segments: events as a short line of text.
//!
//! A segment is a sealed (checksummed, base64) row of records. A record says only what differs from the one before: same actor and next
//! number, same offset, clock as expected, same session cost nothing; times are differences; ids are numbers in a table of
//! names. A segment either refers to the table of the ledger it stands in, or carries a table of its own (a *record*, which
//! can travel alone: to the mirror, to another tab, past a crash).
//!
//! Every form ever written begins, once unsealed, with the number of its form; a higher number than the highest known comes from a
//! newer build and is left alone. There are two: in the first times are milliseconds, in the second whole seconds, which takes two bytes
//! less an event. Events happen at whole seconds; the first form is written where some of another origin do not.

use alloc::string::String;
use alloc::vec::Vec;

use super::bytes::{Reader, Writer, seal, unseal};
use super::clock::{Clock, MAX_MILLIS, Now};
use super::event::{
    ActorId, Answer, Attempt, End, Event, EventId, Kind, MAX_LIST, MAX_TEXT, Mode, Rate, Read, Score, Start, Target,
    Verdict,
};
use super::name::Name;
use super::names::Names;
use super::value::{Fields, MAX_DEPTH, Value};
use crate::review::fsrs::Rating;

/// The form whose times are milliseconds.
const MILLISECONDS: u8 = 1;
/// The form whose times are whole seconds, the highest that this build reads.
const SECONDS: u8 = 2;
/// The most events in a segment.
pub const MAX_EVENTS: usize = 64;

// What a record is about: the low four bits of its first byte.
const ANSWER: u8 = 0;
const ATTEMPT: u8 = 1;
const RATE: u8 = 2;
const READ: u8 = 3;
const START: u8 = 4;
const END: u8 = 5;
const PLAIN: u8 = 15;
/// In a record's first byte: a byte of the bits below follows.
const MORE: u8 = 1 << 4;
// The kind's own bits in a record's first byte.
const BIT_A: u8 = 1 << 5;
const BIT_B: u8 = 1 << 6;
const BIT_C: u8 = 1 << 7;

// In a record's second byte: what is not as expected.
const NEW_ACTOR: u8 = 1;
const NEW_SEQ: u8 = 1 << 1;
const NEW_OFFSET: u8 = 1 << 2;
const NEW_CLOCK: u8 = 1 << 3;
const NEW_VERSION: u8 = 1 << 4;
const EXTRA: u8 = 1 << 5;

/// Why a segment gave no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Its checksum or its content is wrong.
    Damaged,
    /// A newer build wrote it.
    Newer,
}

/// What a segment held.
#[derive(Debug)]
pub struct Decoded {
    /// The events up to the first that could not be read.
    pub events: Vec<Event>,
    /// Whether those are all. They are not when the ledger's table lacks a name, which a crash can cause.
    pub whole: bool,
}

/// One event as a text of its own, with the names it uses.
#[must_use]
pub fn encode_record(event: &Event) -> String {
    let mut names = Names::default();
    let mut body = Writer::default();
    let form = write_events(core::iter::once(event), &mut names, &mut body);
    let mut writer = Writer::default();
    writer.byte(form);
    writer.byte(1);
    names.write(&mut writer);
    writer.bytes.append(&mut body.bytes);
    seal(writer.bytes)
}

/// Events as one line that refers to `names`, to which it adds what is missing.
#[must_use]
pub fn encode<'e>(events: impl ExactSizeIterator<Item = &'e Event> + Clone, names: &mut Names) -> String {
    let mut body = Writer::default();
    let form = write_events(events, names, &mut body);
    let mut writer = Writer::default();
    writer.byte(form);
    writer.byte(0);
    writer.bytes.append(&mut body.bytes);
    seal(writer.bytes)
}

/// The events of a line or record; `names` is the table of the ledger it stands in.
///
/// # Errors
/// When nothing of it can be read.
pub fn decode(text: &str, names: &Names) -> Result<Decoded, Unreadable> {
    let bytes = unseal(text).ok_or(Unreadable::Damaged)?;
    let mut reader = Reader::new(&bytes);
    let unit = match reader.byte() {
        Some(MILLISECONDS) => 1,
        Some(SECONDS) => 1000,
        Some(0) | None => return Err(Unreadable::Damaged),
        Some(_) => return Err(Unreadable::Newer),
    };
    let own = match reader.byte() {
        Some(0) => None,
        Some(1) => Some(Names::read(&mut reader).ok_or(Unreadable::Damaged)?),
        _ => return Err(Unreadable::Damaged),
    };
    read_events(&mut reader, unit, own.as_ref().unwrap_or(names)).ok_or(Unreadable::Damaged)
}

/// What the next record is expected to continue.
#[derive(Debug, Default)]
struct Context {
    /// What times are counted in, in milliseconds.
    unit: i64,
    id: Option<EventId>,
    at: i64,
    offset: i16,
    clock: Option<Clock>,
    version: Option<Name>,
    session: Option<EventId>,
}

impl Context {
    /// The clock of an event that nothing else was seen before.
    fn expected_clock(&self, at: i64) -> Clock {
        self.clock.unwrap_or_default().next(at)
    }
}

/// Adds events to `writer` and tells in which form.
fn write_events<'e>(
    events: impl ExactSizeIterator<Item = &'e Event> + Clone,
    names: &mut Names,
    writer: &mut Writer,
) -> u8 {
    let whole = |event: &Event| event.now.at % 1000 == 0 && event.clock.millis % 1000 == 0;
    let (form, unit) = if events.clone().all(whole) { (SECONDS, 1000) } else { (MILLISECONDS, 1) };
    writer.size(events.len());
    let mut context = Context { unit, ..Context::default() };
    for event in events {
        write_event(event, &mut context, names, writer);
    }
    form
}

fn write_event(event: &Event, context: &mut Context, names: &mut Names, writer: &mut Writer) {
    let mut body = Writer::default();
    let mut more = 0;
    match context.id {
        Some(before) if before.actor == event.id.actor && event.id.seq > before.seq => {
            if event.id.seq - before.seq > 1 {
                more |= NEW_SEQ;
                body.unsigned((event.id.seq - before.seq).into());
            }
        }
        _ => {
            more |= NEW_ACTOR;
            body.bytes.extend(event.id.actor.0.to_le_bytes());
            body.unsigned(event.id.seq.into());
            context.clock = None;
        }
    }
    if event.now.offset_minutes != context.offset {
        more |= NEW_OFFSET;
        body.signed(event.now.offset_minutes.into());
    }
    if event.clock != context.expected_clock(event.now.at) {
        more |= NEW_CLOCK;
        body.signed(event.clock.millis.wrapping_sub(event.now.at) / context.unit);
        body.unsigned(event.clock.tick.into());
    }
    if context.version.as_ref() != Some(&event.pack_version) {
        more |= NEW_VERSION;
        body.unsigned(names.number(&event.pack_version, None).into());
    }
    if !event.extra.is_empty() {
        more |= EXTRA;
        write_fields(&event.extra, &mut body);
    }
    body.signed(event.now.at.wrapping_sub(context.at) / context.unit);
    let tag = write_kind(event, context.session, names, &mut body);
    if more == 0 {
        writer.byte(tag);
    } else {
        writer.byte(tag | MORE);
        writer.byte(more);
    }
    writer.bytes.append(&mut body.bytes);
    context.id = Some(event.id);
    context.at = event.now.at;
    context.offset = event.now.offset_minutes;
    context.clock = Some(event.clock);
    context.version = Some(event.pack_version.clone());
    context.session = session_after(event).unwrap_or(context.session);
}

/// The session that the next event is expected to belong to, when this one says.
fn session_after(event: &Event) -> Option<Option<EventId>> {
    match &event.kind {
        Kind::Start(_) => Some(Some(event.id)),
        Kind::Answer(answer) => Some(answer.session),
        Kind::Attempt(attempt) => Some(attempt.session),
        _ => None,
    }
}

fn bit(flag: bool, bit: u8) -> u8 {
    if flag { bit } else { 0 }
}

fn write_kind(event: &Event, session: Option<EventId>, names: &mut Names, writer: &mut Writer) -> u8 {
    match &event.kind {
        Kind::Answer(answer) => {
            let full = answer.score == Score::FULL;
            let same = answer.session == session;
            writer.unsigned(names.number(&answer.item, answer.question.as_ref()).into());
            if !full {
                writer.unsigned(answer.score.in_thousandths().into());
            }
            if !same {
                write_link(answer.session, event.id, writer);
            }
            writer.unsigned(answer.seconds.into());
            let single = answer.response.len() == 1;
            if !single {
                writer.size(answer.response.len());
            }
            for choice in &answer.response {
                writer.unsigned(names.number(choice, None).into());
            }
            ANSWER | bit(full, BIT_A) | bit(same, BIT_B) | bit(single, BIT_C)
        }
        Kind::Attempt(attempt) => {
            let same = attempt.session == session;
            writer.unsigned(names.number(&attempt.question, None).into());
            if !same {
                write_link(attempt.session, event.id, writer);
            }
            writer.unsigned(attempt.seconds.into());
            writer.size(attempt.points.len());
            for (point, verdict) in &attempt.points {
                writer.unsigned(u64::from(names.number(point, None)) * 3 + verdict_number(*verdict));
            }
            writer.size(attempt.pitfalls.len());
            for pitfall in &attempt.pitfalls {
                writer.unsigned(names.number(pitfall, None).into());
            }
            writer.text(attempt.text.as_deref().unwrap_or(""));
            let (mode_a, mode_b) = (attempt.mode == Mode::Written, attempt.mode == Mode::Spoken);
            ATTEMPT | bit(mode_a, BIT_A) | bit(mode_b, BIT_B) | bit(same, BIT_C)
        }
        Kind::Rate(rate) => {
            let (kind, name) = match &rate.target {
                Target::Question(name) => (0, name),
                Target::Point(name) => (1, name),
                Target::Item(name) => (2, name),
            };
            writer.unsigned(u64::from(names.number(name, None)) * 3 + kind);
            if rate.of.is_some() {
                write_link(rate.of, event.id, writer);
            }
            let low = matches!(rate.rating, Rating::Hard | Rating::Easy);
            let high = matches!(rate.rating, Rating::Good | Rating::Easy);
            RATE | bit(low, BIT_A) | bit(high, BIT_B) | bit(rate.of.is_some(), BIT_C)
        }
        Kind::Read(read) => {
            let through = read.position == Score::FULL;
            writer.unsigned(names.number(&read.section, None).into());
            if !through {
                writer.unsigned(read.position.in_thousandths().into());
            }
            READ | bit(through, BIT_A)
        }
        Kind::Start(start) => {
            writer.unsigned(names.number(&start.view, None).into());
            writer.text(&start.settings);
            writer.unsigned(start.seed);
            START
        }
        Kind::End(end) => {
            let same = Some(end.session) == session;
            if !same {
                write_link(Some(end.session), event.id, writer);
            }
            writer.unsigned(end.score.in_thousandths().into());
            writer.unsigned(end.answered.into());
            writer.unsigned(end.seconds.into());
            END | bit(same, BIT_A)
        }
        other => {
            writer.text(other.name());
            write_fields(&other.to_fields(), writer);
            PLAIN
        }
    }
}

fn verdict_number(verdict: Verdict) -> u64 {
    match verdict {
        Verdict::Missing => 0,
        Verdict::Partly => 1,
        Verdict::Covered => 2,
    }
}

/// Another event: 0 for none, 1 for one of another actor, else how far back it is among the actor's own, plus 1.
fn write_link(link: Option<EventId>, from: EventId, writer: &mut Writer) {
    match link {
        None => writer.unsigned(0),
        Some(link) if link.actor == from.actor && link.seq < from.seq => {
            writer.unsigned(u64::from(from.seq - link.seq) + 1);
        }
        Some(link) => {
            writer.unsigned(1);
            writer.bytes.extend(link.actor.0.to_le_bytes());
            writer.unsigned(link.seq.into());
        }
    }
}

fn read_link(from: EventId, reader: &mut Reader<'_>) -> Option<Option<EventId>> {
    Some(match reader.unsigned()? {
        0 => None,
        1 => Some(EventId { actor: ActorId(u64::from_le_bytes(reader.array()?)), seq: reader.u32()? }),
        back => {
            let back = u32::try_from(back - 1).ok()?;
            Some(EventId { actor: from.actor, seq: from.seq.checked_sub(back)? })
        }
    })
}

fn write_fields(fields: &Fields, writer: &mut Writer) {
    writer.size(fields.len());
    for (key, value) in fields {
        writer.text(key);
        write_value(value, writer);
    }
}

pub(super) fn write_value(value: &Value, writer: &mut Writer) {
    match value {
        Value::Null => writer.byte(0),
        Value::Bool(flag) => writer.byte(if *flag { 2 } else { 1 }),
        Value::Int(number) => {
            writer.byte(3);
            writer.signed(*number);
        }
        Value::Float(number) => {
            writer.byte(4);
            writer.bytes.extend(number.to_bits().to_le_bytes());
        }
        Value::Text(text) => {
            writer.byte(5);
            writer.text(text);
        }
        Value::List(list) => {
            writer.byte(6);
            writer.size(list.len());
            for value in list {
                write_value(value, writer);
            }
        }
        Value::Map(fields) => {
            writer.byte(7);
            write_fields(fields, writer);
        }
    }
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

pub(super) fn read_value(reader: &mut Reader<'_>, room: u32) -> Option<Value> {
    Some(match reader.byte()? {
        0 => Value::Null,
        1 => Value::Bool(false),
        2 => Value::Bool(true),
        3 => Value::Int(reader.signed()?),
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
fn read_events(reader: &mut Reader<'_>, unit: i64, names: &Names) -> Option<Decoded> {
    let count = reader.size()?;
    let mut context = Context { unit, ..Context::default() };
    let mut events = Vec::with_capacity(count.min(MAX_EVENTS));
    for _ in 0..count {
        let mut unknown = false;
        match read_event(reader, &mut context, names, &mut unknown) {
            Some(event) => events.push(event),
            None if unknown => return Some(Decoded { events, whole: false }),
            None => return None,
        }
    }
    reader.is_empty().then_some(Decoded { events, whole: true })
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

fn read_event(reader: &mut Reader<'_>, context: &mut Context, names: &Names, unknown: &mut bool) -> Option<Event> {
    let mut names = Lookup { names, unknown };
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
    let extra = if more & EXTRA == 0 { Fields::new() } else { read_fields(reader, MAX_DEPTH)? };
    let sound = |millis: &i64| (0..=MAX_MILLIS).contains(millis);
    let at = context.at.checked_add(reader.signed()?.checked_mul(context.unit)?).filter(sound)?;
    let clock = match clock {
        None => context.expected_clock(at),
        Some((ahead, tick)) => Clock { millis: at.checked_add(ahead).filter(sound)?, tick },
    };
    let kind = read_kind(tag, id, context.session, &mut names, reader)?;
    let now = Now { at, offset_minutes: context.offset };
    let event = Event { id, now, clock, pack_version: context.version.clone()?, kind, extra };
    if id.seq == 0 {
        return None;
    }
    context.id = Some(id);
    context.at = at;
    context.clock = Some(clock);
    context.session = session_after(&event).unwrap_or(context.session);
    Some(event)
}

fn read_score(reader: &mut Reader<'_>) -> Option<Score> {
    let thousandths = u16::try_from(reader.unsigned()?).ok().filter(|&number| number <= 1000)?;
    Some(Score::thousandths(thousandths))
}

fn read_kind(
    tag: u8,
    id: EventId,
    session: Option<EventId>,
    names: &mut Lookup<'_>,
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
            settings: String::from(reader.text().filter(|text| text.len() <= MAX_TEXT * 4)?),
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
            let (kind, extra) = Kind::from_fields(&name, read_fields(reader, MAX_DEPTH)?, "$").ok()?;
            extra.is_empty().then_some(kind)?
        }
        _ => return None,
    })
}

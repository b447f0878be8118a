//! Writing a segment's records.

use super::super::bytes::Writer;
use super::super::event::{Event, EventId, Kind, Mode, Score, Target, Verdict};
use super::super::names::Names;
use super::super::value::{Fields, Value};
use super::bits::{BitWriter, LIMIT};
use super::{
    ANSWER, ATTEMPT, BIT_A, BIT_B, BIT_C, CHOICE, CHOICES, Context, END, EXTRA, ITEM, MILLISECONDS, MORE, NEW_ACTOR,
    NEW_CLOCK, NEW_OFFSET, NEW_SEQ, NEW_VERSION, PACKED, PAUSE, PLAIN, RATE, READ, SCORE, START, TAKEN, session_after,
};
use crate::review::fsrs::Rating;

/// Adds events to `writer` in the form asked for, or in that of milliseconds where it takes that, and tells in which.
pub fn events<'e>(
    events: impl ExactSizeIterator<Item = &'e Event> + Clone,
    asked: u8,
    names: &mut Names,
    writer: &mut Writer,
) -> u8 {
    let whole = |event: &Event| event.now.at % 1000 == 0 && event.clock.millis % 1000 == 0;
    let form = if events.clone().all(whole) { asked } else { MILLISECONDS };
    writer.size(events.len());
    let mut context = Context::of(form);
    let (mut bits, mut bytes) = (BitWriter::default(), Writer::default());
    for event in events {
        let usual = (form == PACKED).then_some(&mut bits);
        write_event(event, &mut context, names, &mut bytes, usual);
    }
    if form == PACKED {
        writer.size(bits.bytes.len());
        writer.bytes.append(&mut bits.bytes);
    }
    writer.bytes.append(&mut bytes.bytes);
    form
}

/// Writes an event: where there are `bits`, and it is a usual answer, in those, else in bytes.
fn write_event(
    event: &Event,
    context: &mut Context,
    names: &mut Names,
    writer: &mut Writer,
    bits: Option<&mut BitWriter>,
) {
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
    if !bits.is_some_and(|bits| write_usual(event, more, context, names, bits)) {
        body.signed(event.now.at.wrapping_sub(context.at) / context.unit);
        let tag = write_kind(event, context.session, names, &mut body);
        if more == 0 {
            writer.byte(tag);
        } else {
            writer.byte(tag | MORE);
            writer.byte(more);
        }
        writer.bytes.append(&mut body.bytes);
    }
    context.id = Some(event.id);
    context.at = event.now.at;
    context.offset = event.now.offset_minutes;
    context.clock = Some(event.clock);
    context.version = Some(event.pack_version.clone());
    context.session = session_after(event).unwrap_or(context.session);
}

/// Writes a usual answer: the writer's next event, in the session that goes on, everything beside it as expected. `false`, and only a bit
/// that says so, for all else.
fn write_usual(event: &Event, more: u8, context: &Context, names: &mut Names, bits: &mut BitWriter) -> bool {
    // Between two answers passes what the second took, and a pause.
    let pause = |seconds: u32| {
        let pause = event.now.at.wrapping_sub(context.at) / context.unit - i64::from(seconds);
        u64::try_from(pause).ok().filter(|&pause| pause < LIMIT)
    };
    let answer = match &event.kind {
        Kind::Answer(answer) if more == 0 && answer.session == context.session => answer,
        _ => {
            bits.bit(false);
            return false;
        }
    };
    let Some(pause) = pause(answer.seconds) else {
        bits.bit(false);
        return false;
    };
    bits.bit(true);
    bits.bit(answer.score == Score::FULL);
    if answer.score != Score::FULL {
        bits.bits(answer.score.in_thousandths().into(), SCORE);
    }
    bits.number(names.number(&answer.item, answer.question.as_ref()).into(), ITEM);
    bits.number(answer.seconds.into(), TAKEN);
    bits.number(pause, PAUSE);
    bits.bit(answer.response.len() == 1);
    if answer.response.len() != 1 {
        bits.number(answer.response.len() as u64, CHOICES);
    }
    for choice in &answer.response {
        bits.number(names.number(choice, None).into(), CHOICE);
    }
    true
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

fn write_fields(fields: &Fields, writer: &mut Writer) {
    writer.size(fields.len());
    for (key, value) in fields {
        writer.text(key);
        write_value(value, writer);
    }
}

pub fn write_value(value: &Value, writer: &mut Writer) {
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

//! Segments: events as a short line of text.
//!
//! A segment is a sealed (checksummed, base64) row of records. A record says only what differs from the one before: same actor and next
//! number, same offset, clock as expected, same session cost nothing; times are differences; ids are numbers in a table of
//! names. A segment either refers to the table of the ledger it stands in, or carries a table of its own (a *record*, which
//! can travel alone: to the mirror, to another tab, past a crash).
//!
//! Every form ever written begins, once unsealed, with the number of its form; a higher number than the highest known comes from a
//! newer build and is left alone. There are three: in the first times are milliseconds, in the second whole seconds, which takes two bytes
//! less an event; in the third the usual answers stand in bits, in about half the room. Events happen at whole seconds, and the first
//! form is written where some of another origin do not; the second is that of records, which have nothing usual.

mod bits;
mod read;
mod write;

use alloc::string::String;
use alloc::vec::Vec;

use super::bytes::{Reader, Writer, seal, unseal};
use super::clock::Clock;
use super::event::{Event, EventId, Kind};
use super::name::Name;
use super::names::Names;
pub(super) use read::read_value;
pub(super) use write::write_value;

/// The form whose times are milliseconds.
const MILLISECONDS: u8 = 1;
/// The form whose times are whole seconds.
const SECONDS: u8 = 2;
/// The same with the usual answers in bits; the highest that this build reads.
const PACKED: u8 = 3;
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

// How the numbers of a usual answer are coded: the order of their code.
const ITEM: u32 = 8;
const TAKEN: u32 = 5;
const PAUSE: u32 = 5;
const CHOICES: u32 = 1;
const CHOICE: u32 = 3;
/// The bits of a score, in thousandths.
const SCORE: u32 = 10;

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
    let form = write::events(core::iter::once(event), SECONDS, &mut names, &mut body);
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
    let form = write::events(events, PACKED, names, &mut body);
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
    let form = match reader.byte() {
        Some(form @ MILLISECONDS..=PACKED) => form,
        Some(0) | None => return Err(Unreadable::Damaged),
        Some(_) => return Err(Unreadable::Newer),
    };
    let own = match reader.byte() {
        Some(0) => None,
        Some(1) => Some(Names::read(&mut reader).ok_or(Unreadable::Damaged)?),
        _ => return Err(Unreadable::Damaged),
    };
    read::events(&mut reader, form, own.as_ref().unwrap_or(names)).ok_or(Unreadable::Damaged)
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
    /// The context before the first record of a segment in this form.
    fn of(form: u8) -> Self {
        Self { unit: if form == MILLISECONDS { 1 } else { 1000 }, ..Self::default() }
    }

    /// The clock of an event that nothing else was seen before.
    fn expected_clock(&self, at: i64) -> Clock {
        self.clock.unwrap_or_default().next(at)
    }
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

//! Export and import: progress as one document that can move between devices.
//!
//! `{format: "interview-practice-progress", format_version: 1, pack, events: [...]}`. Importing is a union: twice, in any
//! order, from any number of devices gives the same. A document that is broken, newer or of another pack is refused as a whole.
//!
//! Where the learner wants it, `texts: {name: text}` holds the texts of answers, which are no part of the log; who does not know the field
//! leaves it.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::clock::Now;
use super::event::{ActorId, Event, EventId, Heads, Kind};
use super::fields::Fault;
use super::fold::Words;
use super::ids::Ids;
use super::log::{Log, Record};
use super::name::Name;
use super::state::State;
use super::store::MemoryStore;
use super::texts::TEXTS_BUDGET;
use super::value::{Fields, Value};

/// What the document calls itself.
pub const FORMAT: &str = "interview-practice-progress";
/// The version of the form that this build writes, and the highest that it reads.
pub const FORMAT_VERSION: i64 = 1;
/// The longest text that may be imported, in bytes. The edge checks it before it parses.
pub const MAX_IMPORT: usize = 64 << 20;
/// The most events in a document.
pub const MAX_EVENTS: usize = 400_000;
/// How far ahead of the moment of the import an event's clock may be, in milliseconds: a hundred years. Clocks go wrong, but every event
/// after one at the end of all time would share that clock, and no reset could come after it.
pub const MAX_AHEAD: i64 = 100 * 31_556_952_000;
/// No import happens earlier, whatever a device without a battery says: the beginning of 2026.
const EARLIEST: i64 = 1_767_225_600_000;

/// A log as a document, to be given to any serialiser (in the browser `Serializer::json_compatible()`).
#[derive(Debug)]
pub struct Export<'l> {
    pack: &'l str,
    events: &'l [Event],
    texts: Option<&'l Value>,
}

impl<'l> Export<'l> {
    /// The same with texts of answers: a map from their names.
    #[must_use]
    pub fn with_texts(self, texts: &'l Value) -> Self {
        Self { texts: Some(texts), ..self }
    }
}

impl Serialize for Export<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Export", 5)?;
        document.serialize_field("format", FORMAT)?;
        document.serialize_field("format_version", &FORMAT_VERSION)?;
        document.serialize_field("pack", self.pack)?;
        document.serialize_field("events", &Events(self.events))?;
        if let Some(texts) = self.texts {
            document.serialize_field("texts", texts)?;
        }
        document.end()
    }
}

struct Events<'l>(&'l [Event]);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for event in self.0 {
            list.serialize_element(&event.to_value())?;
        }
        list.end()
    }
}

/// Why a document was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// It is something else than exported progress.
    OtherFormat,
    /// A newer build wrote it, in this version of the form.
    Newer(i64),
    /// It is the progress of another pack, this one.
    OtherPack(String),
    /// It has more events than [`MAX_EVENTS`].
    TooMany,
    /// Something in it is wrong.
    Broken(Fault),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat => {
                f.write_str("$.format: this is no exported progress (expected `interview-practice-progress`)")
            }
            Self::Newer(version) => {
                f.write_str("$.format_version: a newer version wrote this file (form ")?;
                fmt::Display::fmt(version, f)?;
                f.write_str(", this one reads up to 1); update and try again")
            }
            Self::OtherPack(pack) => {
                f.write_str("$.pack: this is the progress of another pack, `")?;
                f.write_str(pack)?;
                f.write_str("`")
            }
            Self::TooMany => f.write_str("$.events: more than 400000 events"),
            Self::Broken(fault) => fmt::Display::fmt(fault, f),
        }
    }
}

impl core::error::Error for ImportError {}

/// A document that was read and found sound, but not imported yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    events: Vec<Event>,
    texts: Vec<(Name, String)>,
}

impl Import {
    /// Checks a document, already parsed, that is to be imported into the progress of `pack` at the moment `now`.
    ///
    /// # Errors
    /// When it is broken, newer, or of another pack.
    pub fn read(document: Value, pack: &str, now: Now) -> Result<Self, ImportError> {
        let Value::Map(mut fields) = document else { return Err(ImportError::OtherFormat) };
        if fields.get("format") != Some(&Value::text(FORMAT)) {
            return Err(ImportError::OtherFormat);
        }
        let fault = |path: &str, expected| ImportError::Broken(Fault::new(path, expected));
        match fields.get("format_version") {
            Some(&Value::Int(version)) if version > FORMAT_VERSION => return Err(ImportError::Newer(version)),
            Some(&Value::Int(FORMAT_VERSION)) => {}
            _ => return Err(fault("$.format_version", "a version from 1")),
        }
        match fields.remove("pack") {
            Some(Value::Text(theirs)) if theirs == pack => {}
            Some(Value::Text(theirs)) => return Err(ImportError::OtherPack(theirs.chars().take(80).collect())),
            _ => return Err(fault("$.pack", "a pack's id")),
        }
        let Some(Value::List(list)) = fields.remove("events") else { return Err(fault("$.events", "a list")) };
        if list.len() > MAX_EVENTS {
            return Err(ImportError::TooMany);
        }
        let texts = read_texts(fields.remove("texts")).map_err(ImportError::Broken)?;
        let mut events = Vec::with_capacity(list.len());
        let mut path = String::new();
        let latest = now.sound().at.max(EARLIEST) + MAX_AHEAD;
        for (index, value) in list.into_iter().enumerate() {
            path.clear();
            path.push_str("$.events[");
            path.push_str(&index.to_string());
            path.push(']');
            let event = Event::from_value(value, &path).map_err(ImportError::Broken)?;
            if event.clock.millis > latest {
                path.push_str(".clock");
                return Err(fault(&path, "a clock at most a hundred years ahead"));
            }
            events.push(event);
        }
        Ok(Self { events, texts })
    }

    /// The texts of answers that came along, by name. Only those that [`State::texts`] speaks of after the import are to be kept.
    #[must_use]
    pub fn texts(&self) -> &[(Name, String)] {
        &self.texts
    }
}

/// The texts that answers speak of.
fn spoken(state: &State) -> BTreeSet<Name> {
    state.texts().into_iter().map(|text| text.name).collect()
}

fn read_texts(found: Option<Value>) -> Result<Vec<(Name, String)>, Fault> {
    let fields = match found {
        None => Fields::new(),
        Some(Value::Map(fields)) => fields,
        Some(_) => return Err(Fault::new("$.texts", "texts by name")),
    };
    let mut room = TEXTS_BUDGET;
    let mut texts = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        let fault = |expected| Fault::new(&["$.texts.", &name.chars().take(80).collect::<String>()].concat(), expected);
        let (Ok(name), Value::Text(text)) = (Name::new(&name), value) else { return Err(fault("a text")) };
        room = room.checked_sub(text.len()).ok_or_else(|| fault("at most 5000000 bytes of texts"))?;
        texts.push((name, text));
    }
    Ok(texts)
}

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// How many events are new.
    pub added: usize,
    /// How many are known already.
    pub known: usize,
    /// How many contradict a known event of the same identity, and would be left out.
    pub rejected: usize,
    /// How many were erased by a reset, and would be left out unless they are restored.
    pub erased: usize,
    /// How many that are here would be erased by a reset that comes along.
    pub erases: usize,
    /// How many of the new ones are answers or attempts.
    pub answers: usize,
    /// When the first of the new ones happened, and the last.
    pub span: Option<(Now, Now)>,
    /// The texts that come along and that an answer speaks of afterwards. One that is kept already stays as it is.
    pub texts: Vec<Name>,
    /// The further ones when what a reset erased is restored.
    pub restored_texts: Vec<Name>,
    /// The texts that an answer speaks of now and none does afterwards: they would be deleted.
    pub deleted_texts: Vec<Name>,
}

/// What to do with events that a reset has erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// Leave them out.
    LeaveOut,
    /// Bring them back.
    Restore,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// How many events were new.
    pub added: usize,
    /// How many were known already.
    pub known: usize,
    /// How many were left out: they contradict a known event, or a reset had erased them.
    pub rejected: usize,
    /// The `restore` events that were added.
    pub restored: Vec<EventId>,
    /// When the document held a reset that was new: what it erased, for the mirror to delete too.
    pub reset: Option<Heads>,
}

/// An import that [`Log::prepare`] made ready.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// What brings back what a reset has erased, and what it brings back.
    pub(super) restores: Vec<Event>,
    restored: Vec<Event>,
    added: Vec<Event>,
    known: usize,
    rejected: usize,
}

impl Prepared {
    /// All events that it brings, for the mirror, which has to take all of them or none.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.events().map(Record::of).collect()
    }

    /// The texts of a document that an event here or among those it brings speaks of.
    #[must_use]
    pub fn texts(&self, import: &Import, state: &State) -> Vec<(Name, String)> {
        let spoken = state.texts();
        let speaks = |name: &Name| self.events().any(|event| event.kind.text() == Some(name.as_str()));
        let wanted = |(name, _): &&(Name, String)| spoken.iter().any(|text| text.name == *name) || speaks(name);
        import.texts().iter().filter(wanted).cloned().collect()
    }

    /// What comes of it, should nothing happen before it is taken in.
    #[must_use]
    pub fn prospect(&self) -> Imported {
        let restored = self.restores.iter().map(|event| event.id).collect();
        let added = self.added.len() + self.restored.len();
        Imported { added, known: self.known, rejected: self.rejected, restored, reset: None }
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        self.restores.iter().chain(&self.added).chain(&self.restored)
    }
}

/// The events of an import by what becomes of them.
struct Sorted {
    added: Vec<Event>,
    known: usize,
    rejected: usize,
    erased: Vec<Event>,
    erases: usize,
}

impl Log {
    /// All progress as a document.
    #[must_use]
    pub fn export<'l>(&'l self, pack: &'l str) -> Export<'l> {
        Export { pack, events: self.events(), texts: None }
    }

    /// What importing would do.
    #[must_use]
    pub fn preview(&self, import: &Import) -> Preview {
        let sorted = self.sort(import);
        let moments = || sorted.added.iter().map(|event| event.now);
        let first = moments().min_by_key(|now| now.at);
        let before = spoken(self.state());
        let after = |erased| self.texts_after(import, erased);
        let (left, restored) = match (before.is_empty() && import.texts.is_empty(), sorted.erased.is_empty()) {
            (true, _) => (BTreeSet::new(), BTreeSet::new()),
            (_, true) => (after(Erased::LeaveOut), BTreeSet::new()),
            _ => (after(Erased::LeaveOut), after(Erased::Restore)),
        };
        let along: BTreeSet<Name> = import.texts.iter().map(|(name, _)| name.clone()).collect();
        Preview {
            added: sorted.added.len(),
            known: sorted.known,
            rejected: sorted.rejected,
            erased: sorted.erased.len(),
            erases: sorted.erases,
            answers: sorted
                .added
                .iter()
                .filter(|event| matches!(event.kind, Kind::Answer(_) | Kind::Attempt(_)))
                .count(),
            span: first.zip(moments().max_by_key(|now| now.at)),
            texts: along.intersection(&left).cloned().collect(),
            restored_texts: along.intersection(&restored).filter(|name| !left.contains(*name)).cloned().collect(),
            deleted_texts: before.difference(&left).cloned().collect(),
        }
    }

    /// The texts that answers would speak of after an import: found out by doing it to a copy.
    fn texts_after(&self, import: &Import, erased: Erased) -> BTreeSet<Name> {
        let (mut copy, _) = Log::open(Box::<MemoryStore>::default(), self.space().clone(), ActorId(u64::MAX), "");
        copy.absorb_events(self.events().to_vec());
        copy.import(import, erased, Now { at: 0, offset_minutes: 0 });
        spoken(copy.state())
    }

    /// Takes in the events of a document. Of those that a reset has erased `erased` tells what becomes.
    pub fn import(&mut self, import: &Import, erased: Erased, now: Now) -> Imported {
        let prepared = self.prepare(import, erased, now);
        self.take(&prepared)
    }

    /// What importing a document would bring, for the mirror to hold all of it before [`Log::take`] writes any of it where it can be seen.
    pub fn prepare(&mut self, import: &Import, erased: Erased, now: Now) -> Prepared {
        let mut sorted = self.sort(import);
        let mut restores = Vec::new();
        if erased == Erased::LeaveOut {
            sorted.rejected += sorted.erased.len();
            sorted.erased.clear();
        } else if !sorted.erased.is_empty() {
            let mut heads = Heads::new();
            for event in &sorted.erased {
                let head = heads.entry(event.id.actor).or_default();
                *head = event.id.seq.max(*head);
            }
            restores = self.draft_restores(heads, &sorted.added, now);
        }
        let Sorted { added, known, rejected, erased: restored, .. } = sorted;
        Prepared { restores, added, restored, known, rejected }
    }

    /// Takes in what was prepared, whatever happened since.
    pub fn take(&mut self, prepared: &Prepared) -> Imported {
        self.keep_what_is_unread();
        let Prepared { added, restored, .. } = prepared;
        let reset = self.absorb_import(prepared.events().cloned().collect(), restored).reset;
        let left_out = added.iter().chain(restored).filter(|event| !self.holds(event.id)).count();
        let prospect = prepared.prospect();
        let (added, rejected) = (prospect.added - left_out, prospect.rejected + left_out);
        Imported { added, rejected, reset, ..prospect }
    }

    fn sort(&self, import: &Import) -> Sorted {
        let mut sorted = Sorted { added: Vec::new(), known: 0, rejected: 0, erased: Vec::new(), erases: 0 };
        // What both sides know of resets and restores decides what is erased.
        let words_of = |event: &&Event| matches!(event.kind, Kind::Reset(_) | Kind::Restore(_));
        let known: BTreeMap<EventId, &Event> = self.events().iter().map(|event| (event.id, event)).collect();
        // Of several events of one identity the first counts, and before all the one that is known.
        let mut seen = Ids::default();
        let mut first = |event: &Event| !known.contains_key(&event.id) && seen.insert(event.id);
        let news: Vec<(&Event, bool)> = import.events.iter().map(|event| (event, first(event))).collect();
        let fresh = news.iter().filter(|(_, first)| *first).map(|&(event, _)| event);
        let mut spoken: Vec<Event> = self.events().iter().chain(fresh).filter(words_of).cloned().collect();
        spoken.sort_by_key(Event::order);
        spoken.dedup_by_key(|event| event.id);
        let words = Words::of(&State::default(), &spoken);
        sorted.erases = self.events().iter().filter(|event| !words_of(event) && words.erased(event)).count();
        for (event, first) in news {
            if let Some(&known) = known.get(&event.id) {
                if known == event {
                    sorted.known += 1;
                } else {
                    sorted.rejected += 1;
                }
            } else if !first {
                sorted.known += 1;
            } else if words.erased(event) && words_of(&event) {
                // A reset that later ones took the place of is no more to be brought back than to be taken in.
                sorted.known += 1;
            } else if words.erased(event) {
                sorted.erased.push(event.clone());
            } else {
                sorted.added.push(event.clone());
            }
        }
        sorted
    }
}

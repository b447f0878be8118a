//! Events as plain data and back: the form in which they are exported, and the one place that checks events from outside.
//!
//! A field that this build does not know is kept with the event, and so is a kind that it does not know; a known field that
//! holds the wrong thing is a [`Fault`] with its place.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::clock::{Clock, MAX_MILLIS, Now};
use super::event::{
    ActorId, Answer, Attempt, End, Event, EventId, Heads, Kind, MAX_EXTRA, MAX_HEADS, MAX_LIST, MAX_TEXT, MAX_WEIGHT,
    Mode, Rate, Read, Score, Start, Target, Verdict,
};
use super::name::Name;
use super::value::{Fields, Value, weight};
use crate::review::fsrs::Rating;

/// What is wrong with plain data that should be an event, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A path as in `$.events[3].score`.
    pub path: String,
    /// What is expected there.
    pub expected: &'static str,
}

impl Fault {
    pub(super) fn new(path: &str, expected: &'static str) -> Self {
        Self { path: String::from(path), expected }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        f.write_str(": expected ")?;
        f.write_str(self.expected)
    }
}

impl core::error::Error for Fault {}

impl Event {
    /// The event as plain data.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut fields = self.kind.to_fields();
        for (key, value) in &self.extra {
            fields.insert(key.clone(), value.clone());
        }
        fields.insert("actor".into(), shown(&self.id.actor));
        fields.insert("seq".into(), Value::Int(self.id.seq.into()));
        fields.insert("at".into(), Value::Int(self.now.at));
        fields.insert("offset".into(), Value::Int(self.now.offset_minutes.into()));
        fields.insert(
            "clock".into(),
            Value::List(Vec::from([Value::Int(self.clock.millis), Value::Int(self.clock.tick.into())])),
        );
        fields.insert("pack_version".into(), Value::text(&self.pack_version));
        fields.insert("kind".into(), Value::text(self.kind.name()));
        Value::Map(fields)
    }

    /// The event that plain data at `path` describes.
    ///
    /// # Errors
    /// When a field is missing or holds the wrong thing, with its place.
    pub fn from_value(value: Value, path: &str) -> Result<Self, Fault> {
        let Value::Map(fields) = value else { return Err(Fault::new(path, "an event")) };
        let mut fields = Place { fields, path };
        let id = EventId {
            actor: fields.parsed("actor", "sixteen hexadecimal digits")?,
            seq: fields.int("seq", 1, u32::MAX, "a number from 1")?,
        };
        let now = Now {
            at: fields.int("at", 0, MAX_MILLIS, "milliseconds since 1970")?,
            offset_minutes: fields.int("offset", -1440, 1440, "minutes between -1440 and 1440")?,
        };
        let clock = fields.clock()?;
        let pack_version = fields.name("pack_version")?;
        let kind = fields.name("kind")?;
        let (kind, extra) = Kind::from_place(&kind, fields)?;
        Ok(Self { id, now, clock, pack_version, kind, extra })
    }
}

impl Kind {
    /// The kind's own fields as plain data.
    #[must_use]
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        let mut put = |key: &str, value: Value| {
            fields.insert(String::from(key), value);
        };
        match self {
            Self::Answer(answer) => {
                if let Some(session) = answer.session {
                    put("session", shown(&session));
                }
                put("item", Value::text(&answer.item));
                if let Some(question) = &answer.question {
                    put("question", Value::text(question));
                }
                put("score", share(answer.score));
                put("seconds", Value::Int(answer.seconds.into()));
                put("response", names(&answer.response));
            }
            Self::Attempt(attempt) => {
                if let Some(session) = attempt.session {
                    put("session", shown(&session));
                }
                put("question", Value::text(&attempt.question));
                put("mode", Value::text(attempt.mode.name()));
                put("seconds", Value::Int(attempt.seconds.into()));
                let pair = |(point, verdict): &(Name, Verdict)| {
                    Value::List(Vec::from([Value::text(point), Value::text(verdict.name())]))
                };
                put("points", Value::List(attempt.points.iter().map(pair).collect()));
                put("pitfalls", names(&attempt.pitfalls));
                if let Some(text) = &attempt.text {
                    put("text", Value::text(text));
                }
            }
            Self::Rate(rate) => {
                put("target", shown(&rate.target));
                put("rating", Value::text(rate.rating.name()));
                if let Some(of) = rate.of {
                    put("of", shown(&of));
                }
            }
            Self::Undo(event) => put("event", shown(event)),
            Self::Read(read) => {
                put("section", Value::text(&read.section));
                put("position", share(read.position));
            }
            Self::Start(start) => {
                put("view", Value::text(&start.view));
                put("settings", Value::text(&start.settings));
                // A text, because JavaScript's numbers hold 53 bits.
                put("seed", shown(&start.seed));
            }
            Self::End(end) => {
                put("session", shown(&end.session));
                put("score", share(end.score));
                put("answered", Value::Int(end.answered.into()));
                put("seconds", Value::Int(end.seconds.into()));
            }
            Self::Bury(target) | Self::Suspend(target) | Self::Resume(target) => put("target", shown(target)),
            Self::Setting { name, value } => {
                put("name", Value::text(name));
                put("value", Value::text(value));
            }
            Self::DeleteText(name) => {
                if let Some(name) = name {
                    put("text", Value::text(name));
                }
            }
            Self::Reset(heads) | Self::Restore(heads) => put(
                "heads",
                Value::Map(heads.iter().map(|(actor, seq)| (actor.to_string(), Value::Int((*seq).into()))).collect()),
            ),
            Self::Interview(report) => put("report", report.clone()),
            Self::Other { fields: kept, .. } => return kept.clone(),
        }
        fields
    }

    /// The kind called `name` with these fields, and the fields that it does not know.
    ///
    /// # Errors
    /// When a field is missing or holds the wrong thing, with its place below `path`.
    pub fn from_fields(name: &Name, fields: Fields, path: &str) -> Result<(Self, Fields), Fault> {
        Self::from_place(name, Place { fields, path })
    }

    fn from_place(name: &Name, mut fields: Place<'_>) -> Result<(Self, Fields), Fault> {
        let kind = match name.as_str() {
            "answer" => Self::Answer(Answer {
                session: fields.optional("session", Place::event)?,
                item: fields.name("item")?,
                question: fields.optional("question", Place::name)?,
                score: fields.score("score")?,
                seconds: fields.count("seconds")?,
                response: fields.names("response")?,
            }),
            "attempt" => Self::Attempt(Attempt {
                session: fields.optional("session", Place::event)?,
                question: fields.name("question")?,
                mode: fields.one_of("mode", Mode::from_name, "thought, written or spoken")?,
                seconds: fields.count("seconds")?,
                points: fields.list("points", "a point and a verdict", |value| match value {
                    Value::List(pair) => match pair.as_slice() {
                        [Value::Text(point), Value::Text(verdict)] => {
                            Some((Name::new(point).ok()?, Verdict::from_name(verdict)?))
                        }
                        _ => None,
                    },
                    _ => None,
                })?,
                pitfalls: fields.names("pitfalls")?,
                text: fields.optional("text", Place::name)?,
            }),
            "rate" => Self::Rate(Rate {
                target: fields.target()?,
                rating: fields.one_of("rating", Rating::from_name, "again, hard, good or easy")?,
                of: fields.optional("of", Place::event)?,
            }),
            "undo" => Self::Undo(fields.event("event")?),
            "read" => Self::Read(Read { section: fields.name("section")?, position: fields.score("position")? }),
            "session-start" => Self::Start(Start {
                view: fields.name("view")?,
                settings: fields.short_text("settings")?,
                seed: fields.parsed("seed", "a whole number as a text")?,
            }),
            "session-end" => Self::End(End {
                session: fields.event("session")?,
                score: fields.score("score")?,
                answered: fields.count("answered")?,
                seconds: fields.count("seconds")?,
            }),
            "bury" => Self::Bury(fields.target()?),
            "suspend" => Self::Suspend(fields.target()?),
            "resume" => Self::Resume(fields.target()?),
            "setting" => Self::Setting { name: fields.name("name")?, value: fields.short_text("value")? },
            "delete-text" => Self::DeleteText(fields.optional("text", Place::name)?),
            "reset" => Self::Reset(fields.heads()?),
            "restore" => Self::Restore(fields.heads()?),
            "interview" => {
                let report = fields.take("report", "a report")?;
                fields.within_weight(&report, "report")?;
                Self::Interview(report)
            }
            _ => {
                let kept = fields.rest(MAX_WEIGHT, "an event of at most 8000 bytes")?;
                return Ok((Self::Other { kind: name.clone(), fields: kept }, Fields::new()));
            }
        };
        Ok((kind, fields.rest(MAX_EXTRA, "at most 2000 bytes in unknown fields")?))
    }
}

fn shown(thing: &impl ToString) -> Value {
    Value::Text(thing.to_string())
}

fn share(score: Score) -> Value {
    Value::number(score.share())
}

fn names(list: &[Name]) -> Value {
    Value::List(list.iter().map(|name| Value::text(name)).collect())
}

/// Fields and where they stand; what is understood is taken out.
struct Place<'p> {
    fields: Fields,
    path: &'p str,
}

impl Place<'_> {
    fn fault(&self, key: &str, expected: &'static str) -> Fault {
        Fault { path: [self.path, key].join("."), expected }
    }

    fn take(&mut self, key: &str, expected: &'static str) -> Result<Value, Fault> {
        self.fields.remove(key).ok_or_else(|| self.fault(key, expected))
    }

    fn text(&mut self, key: &str, expected: &'static str) -> Result<String, Fault> {
        match self.take(key, expected)? {
            Value::Text(text) => Ok(text),
            _ => Err(self.fault(key, expected)),
        }
    }

    fn short_text(&mut self, key: &str) -> Result<String, Fault> {
        let expected = "a text of at most 1000 characters";
        let text = self.text(key, expected)?;
        if text.chars().count() > MAX_TEXT { Err(self.fault(key, expected)) } else { Ok(text) }
    }

    fn parsed<T: FromStr>(&mut self, key: &str, expected: &'static str) -> Result<T, Fault> {
        self.text(key, expected)?.parse().map_err(|_| self.fault(key, expected))
    }

    fn one_of<T>(&mut self, key: &str, from_name: fn(&str) -> Option<T>, expected: &'static str) -> Result<T, Fault> {
        from_name(&self.text(key, expected)?).ok_or_else(|| self.fault(key, expected))
    }

    fn name(&mut self, key: &str) -> Result<Name, Fault> {
        let expected = "a name (1 to 320 visible ASCII characters)";
        Name::new(&self.text(key, expected)?).map_err(|_| self.fault(key, expected))
    }

    fn event(&mut self, key: &str) -> Result<EventId, Fault> {
        self.parsed(key, "an event: its actor, a hyphen, its number")
    }

    fn target(&mut self) -> Result<Target, Fault> {
        self.parsed("target", "question:ID, point:QUESTION/POINT or item:ID")
    }

    fn int<T: TryFrom<i64> + Into<i64> + Copy>(
        &mut self,
        key: &str,
        least: T,
        most: T,
        expected: &'static str,
    ) -> Result<T, Fault> {
        match self.take(key, expected)? {
            Value::Int(number) if (least.into()..=most.into()).contains(&number) => {
                T::try_from(number).map_err(|_| self.fault(key, expected))
            }
            _ => Err(self.fault(key, expected)),
        }
    }

    fn count(&mut self, key: &str) -> Result<u32, Fault> {
        self.int(key, 0, u32::MAX, "a whole number from 0")
    }

    fn score(&mut self, key: &str) -> Result<Score, Fault> {
        let expected = "a number between 0 and 1";
        match self.take(key, expected)? {
            Value::Int(0) => Ok(Score::NONE),
            Value::Int(1) => Ok(Score::FULL),
            Value::Float(number) if (0.0..=1.0).contains(&number) => Ok(Score::new(number)),
            _ => Err(self.fault(key, expected)),
        }
    }

    fn list<T>(
        &mut self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Vec<T>, Fault> {
        let Value::List(list) = self.take(key, "a list")? else { return Err(self.fault(key, "a list")) };
        if list.len() > MAX_LIST {
            return Err(self.fault(key, "a list of at most 256 entries"));
        }
        list.iter()
            .enumerate()
            .map(|(index, value)| {
                read(value).ok_or_else(|| self.fault(&[key, "[", &index.to_string(), "]"].concat(), expected))
            })
            .collect()
    }

    fn names(&mut self, key: &str) -> Result<Vec<Name>, Fault> {
        self.list(key, "a name (1 to 320 visible ASCII characters)", |value| match value {
            Value::Text(text) => Name::new(text).ok(),
            _ => None,
        })
    }

    fn optional<T>(
        &mut self,
        key: &str,
        read: impl Fn(&mut Self, &str) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        if self.fields.contains_key(key) { read(self, key).map(Some) } else { Ok(None) }
    }

    fn clock(&mut self) -> Result<Clock, Fault> {
        let expected = "a clock: milliseconds and a count";
        let Value::List(pair) = self.take("clock", expected)? else { return Err(self.fault("clock", expected)) };
        match pair.as_slice() {
            [Value::Int(millis), Value::Int(tick)] if (0..=MAX_MILLIS).contains(millis) => {
                let tick = u32::try_from(*tick).map_err(|_| self.fault("clock", expected))?;
                Ok(Clock { millis: *millis, tick })
            }
            _ => Err(self.fault("clock", expected)),
        }
    }

    fn heads(&mut self) -> Result<Heads, Fault> {
        let expected = "for each actor its highest number";
        let Value::Map(map) = self.take("heads", expected)? else { return Err(self.fault("heads", expected)) };
        if map.len() > MAX_HEADS {
            return Err(self.fault("heads", "at most 500 actors"));
        }
        map.into_iter()
            .map(|(actor, seq)| {
                let seq = match seq {
                    Value::Int(seq) => u32::try_from(seq).ok(),
                    _ => None,
                };
                actor.parse::<ActorId>().ok().zip(seq).ok_or_else(|| self.fault("heads", expected))
            })
            .collect()
    }

    fn within_weight(&self, value: &Value, key: &str) -> Result<(), Fault> {
        if value.weight() > MAX_WEIGHT { Err(self.fault(key, "at most 8000 bytes")) } else { Ok(()) }
    }

    /// What was not taken.
    fn rest(self, most: usize, expected: &'static str) -> Result<Fields, Fault> {
        if weight(&self.fields) > most {
            return Err(Fault::new(self.path, expected));
        }
        Ok(self.fields)
    }
}

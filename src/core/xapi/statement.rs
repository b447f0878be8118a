//! Statements as typed data, and their one written form.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Uuid;
use crate::progress::{EventId, Fields, Score, Value, rfc3339};

/// What every id of ours begins with. The project owns no domain; `.invalid` (RFC 2606) is nobody's, so that no page can ever stand
/// where these ids seem to lead, and they mean the same on every host.
pub const BASE: &str = "https://interview-practice.invalid/xapi/";

/// Where the vocabulary of ADL stands.
const ADL: &str = "http://adlnet.gov/expapi/";

/// How far one has come, as a whole percentage: the extension of the cmi5 profile.
pub const PROGRESS: &str = "https://w3id.org/xapi/cmi5/result/extensions/progress";

/// What somebody did, as an xAPI 1.0.3 statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its identity, the same whenever the same event is told.
    pub id: Uuid,
    /// Who: the name of an account at [`BASE`] that stands for a progress store and nobody in particular.
    pub account: String,
    /// What was done.
    pub verb: Verb,
    /// With what.
    pub object: Activity,
    /// How it went.
    pub result: Option<Outcome>,
    /// Where and within what.
    pub context: Context,
    /// When, in milliseconds of UTC.
    pub at: i64,
}

/// What was done; all of them from ADL's vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// A session was begun.
    Launched,
    /// A quiz item was answered, or a question practised.
    Answered,
    /// A session was gone through to its end.
    Completed,
    /// A session was left before its end.
    Terminated,
    /// A completed session reached the pass mark.
    Passed,
    /// A completed session did not reach it.
    Failed,
    /// More of the pack has been seen than ever before.
    Progressed,
}

impl Verb {
    /// The verb's name, with which its id ends.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Launched => "launched",
            Self::Answered => "answered",
            Self::Completed => "completed",
            Self::Terminated => "terminated",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Progressed => "progressed",
        }
    }
}

/// What something is done with.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its id, an IRI below [`BASE`].
    pub id: String,
    /// The kind of activity, with which the id of its type ends (`course`, `assessment`, `cmi.interaction`).
    pub kind: &'static str,
    /// The language of its words, a BCP 47 tag.
    pub language: String,
    /// What it is called.
    pub name: String,
    /// For an activity that is answered, what there is to answer.
    pub interaction: Option<Interaction>,
}

/// What there is to answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    /// The sort of answer, as xAPI and SCORM name them (`choice`, `matching`, ...).
    pub kind: &'static str,
    /// Lists of what an answer is made of, by the property that holds them: id and words.
    pub parts: Vec<(&'static str, Vec<(String, String)>)>,
    /// The answers that are right, each in the form of its kind.
    pub correct: Vec<String>,
}

/// How something went.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// How right it was.
    pub score: Option<Score>,
    /// Whether that suffices.
    pub success: Option<bool>,
    /// Whether it was done to the end.
    pub completion: Option<bool>,
    /// The answer in the form of its kind of interaction; ids only, never what somebody typed.
    pub response: Option<String>,
    /// How long it took.
    pub seconds: Option<u32>,
    /// A further number, by the IRI that names it.
    pub extension: Option<(String, i64)>,
}

/// Where and within what something was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// What ties together all that this store's learner does with this pack.
    pub registration: Uuid,
    /// The id of the activity it is directly a part of.
    pub parent: Option<String>,
    /// The id of the activity that everything belongs to: the pack.
    pub grouping: String,
    /// The id of the question that an item prepares for.
    pub other: Option<String>,
    /// The session: the event that started it.
    pub session: Option<EventId>,
    /// The program and its version.
    pub platform: String,
    /// The interface's language, a BCP 47 tag.
    pub language: &'static str,
}

impl Statement {
    /// The statement as plain data: what is serialised, with names in alphabetical order. The same statement gives the same text,
    /// byte for byte.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let verb = self.verb.name();
        let account = map([("homePage", Value::text(BASE)), ("name", Value::text(&self.account))]);
        let mut fields = fields([
            ("id", shown(&self.id)),
            ("actor", map([("account", account), ("objectType", Value::text("Agent"))])),
            ("verb", map([("display", words("en", verb)), ("id", Value::Text([ADL, "verbs/", verb].concat()))])),
            ("object", self.object.to_value()),
            ("context", self.context.to_value()),
            ("timestamp", Value::Text(rfc3339(self.at))),
        ]);
        if let Some(result) = &self.result {
            put(&mut fields, "result", result.to_value());
        }
        Value::Map(fields)
    }
}

impl Activity {
    fn to_value(&self) -> Value {
        let mut definition = fields([
            ("type", Value::Text([ADL, "activities/", self.kind].concat())),
            ("name", words(&self.language, &self.name)),
        ]);
        if let Some(interaction) = &self.interaction {
            put(&mut definition, "interactionType", Value::text(interaction.kind));
            if !interaction.correct.is_empty() {
                let patterns = interaction.correct.iter().map(|pattern| Value::text(pattern)).collect();
                put(&mut definition, "correctResponsesPattern", Value::List(patterns));
            }
            for (name, parts) in &interaction.parts {
                let part = |(id, text): &(String, String)| {
                    map([("id", Value::text(id)), ("description", words(&self.language, text))])
                };
                put(&mut definition, name, Value::List(parts.iter().map(part).collect()));
            }
        }
        let mut fields = reference(&self.id);
        put(&mut fields, "definition", Value::Map(definition));
        Value::Map(fields)
    }
}

impl Outcome {
    fn to_value(&self) -> Value {
        let mut fields = Fields::new();
        if let Some(score) = self.score {
            let hundredths = Value::number(f64::from(score.in_thousandths()) / 10.0);
            let scaled = Value::number(score.share());
            let (min, max) = (Value::Int(0), Value::Int(100));
            put(&mut fields, "score", map([("scaled", scaled), ("raw", hundredths), ("min", min), ("max", max)]));
        }
        for (name, flag) in [("success", self.success), ("completion", self.completion)] {
            if let Some(flag) = flag {
                put(&mut fields, name, Value::Bool(flag));
            }
        }
        if let Some(response) = &self.response {
            put(&mut fields, "response", Value::text(response));
        }
        if let Some(seconds) = self.seconds {
            put(&mut fields, "duration", Value::Text(["PT", &seconds.to_string(), "S"].concat()));
        }
        if let Some((name, number)) = &self.extension {
            put(&mut fields, "extensions", map([(name, Value::Int(*number))]));
        }
        Value::Map(fields)
    }
}

impl Context {
    fn to_value(&self) -> Value {
        let mut activities = Fields::new();
        for (name, id) in [
            ("parent", self.parent.as_deref()),
            ("grouping", Some(self.grouping.as_str())),
            ("other", self.other.as_deref()),
        ] {
            if let Some(id) = id {
                put(&mut activities, name, Value::List(Vec::from([Value::Map(reference(id))])));
            }
        }
        let mut fields = fields([
            ("registration", shown(&self.registration)),
            ("contextActivities", Value::Map(activities)),
            ("platform", Value::text(&self.platform)),
            ("language", Value::text(self.language)),
        ]);
        if let Some(session) = self.session {
            put(&mut fields, "extensions", map([(&[BASE, "session"].concat(), shown(&session))]));
        }
        Value::Map(fields)
    }
}

/// An activity that is only named.
fn reference(id: &str) -> Fields {
    fields([("id", Value::text(id)), ("objectType", Value::text("Activity"))])
}

/// Words in one language.
fn words(language: &str, text: &str) -> Value {
    map([(language, Value::text(text))])
}

fn shown(thing: &dyn ToString) -> Value {
    Value::Text(thing.to_string())
}

fn put(fields: &mut Fields, name: &str, value: Value) {
    fields.insert(String::from(name), value);
}

fn fields<const N: usize>(named: [(&str, Value); N]) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in named {
        put(&mut fields, name, value);
    }
    fields
}

fn map<const N: usize>(named: [(&str, Value); N]) -> Value {
    Value::Map(fields(named))
}

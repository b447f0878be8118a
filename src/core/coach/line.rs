//! A question with an answer on one line, and what the coach says of it on another: what `coach --jsonl` reads and writes, for whoever
//! brings a JSON parser. Here, so that it can be held to be the same natively and in the browser.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Band, Coach, Context, Delivery, Doubt, Entry, Feedback, Neighbours, Span};

/// A line in; `points` and `pitfalls` are texts or objects with `id` and `text`, and may be missing.
#[derive(Deserialize)]
pub struct Line<Id> {
    id: Id,
    question: String,
    #[serde(default)]
    model_answer: String,
    #[serde(default)]
    points: Vec<Target>,
    #[serde(default)]
    pitfalls: Vec<Target>,
    answer: String,
}

/// A point or pitfall.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text or an object with `id` and `text`")]
enum Target {
    Text(String),
    Named { id: String, text: String },
}

impl Target {
    fn entry(&self) -> Entry<'_> {
        let (id, text) = match self {
            Self::Text(text) => (text, text),
            Self::Named { id, text } => (id, text),
        };
        Entry { id, text, links: Vec::new() }
    }
}

/// A line out. Points are named by id, or by text when they have none.
#[derive(Debug, Serialize)]
pub struct Judged<Id> {
    /// The line's own id, as it came.
    pub id: Id,
    /// How near the answer comes to what was hoped for, 0 to 1.
    pub score: f64,
    /// The points that are covered.
    pub covered: Vec<String>,
    /// The others.
    pub missing: Vec<String>,
    /// What else there is to say, in plain English.
    pub notes: Vec<String>,
}

impl<Id> Line<Id> {
    /// The coach for the line's question.
    #[must_use]
    pub fn coach(&self, neighbours: Option<&Neighbours>) -> Coach {
        let context = Context {
            question: &self.question,
            model_answer: &self.model_answer,
            points: self.points.iter().map(Target::entry).collect(),
            pitfalls: self.pitfalls.iter().map(Target::entry).collect(),
            ..Context::default()
        };
        Coach::new(&context, neighbours)
    }

    /// The line's answer.
    #[must_use]
    pub fn answer(&self) -> &str {
        &self.answer
    }

    /// Judges the line's answer.
    #[must_use]
    pub fn judge(self, neighbours: Option<&Neighbours>) -> Judged<Id> {
        let feedback = self.coach(neighbours).assess(&self.answer);
        let named = |covered: bool| {
            let points = feedback.points.iter().filter(|point| (point.band == Band::Covered) == covered);
            points.map(|point| point.id.clone()).collect()
        };
        Judged {
            id: self.id,
            score: feedback.score.value(),
            covered: named(true),
            missing: named(false),
            notes: notes(&feedback, &self.answer),
        }
    }
}

/// What else there is to say, in plain English.
fn notes(feedback: &Feedback, answer: &str) -> Vec<String> {
    let mut notes = Vec::new();
    for point in &feedback.points {
        if point.denied {
            notes.push(format!("says the contrary of: {}", point.id));
        } else if point.band == Band::Partly {
            notes.push(format!("partly covered: {}", point.id));
        }
    }
    for pitfall in &feedback.pitfalls {
        notes.push(format!("pitfall: {}{}", pitfall.id, quoted(&pitfall.evidence, answer)));
    }
    for doubt in &feedback.doubts {
        notes.push(
            match doubt {
                Doubt::Scrambled => "the words stand in no order",
                Doubt::Repetitive => "a few words come again and again",
                Doubt::Denied => "the answer calls its own words false",
                Doubt::Echo => "hardly more than the question's words",
                Doubt::CutOff => "too long: only the beginning was read",
            }
            .to_string(),
        );
    }
    let Delivery { fillers, hedges, long_sentences, .. } = &feedback.delivery;
    for (spans, what) in [(fillers, "fillers"), (hedges, "hedges")] {
        if !spans.is_empty() {
            notes.push(format!("{what}{}", quoted(spans, answer)));
        }
    }
    if !long_sentences.is_empty() {
        notes.push(format!("sentences hard to follow when heard: {}", long_sentences.len()));
    }
    notes
}

/// At most three places, each cut to its beginning.
fn quoted(spans: &[Span], answer: &str) -> String {
    let mut text = String::new();
    for (index, span) in spans.iter().take(3).enumerate() {
        let place = span.of(answer);
        let cut: String = place.chars().take(60).collect();
        text.push_str(if index == 0 { ": " } else { ", " });
        text.push('"');
        text.push_str(&cut);
        text.push_str(if cut.len() < place.len() { " ...\"" } else { "\"" });
    }
    text
}

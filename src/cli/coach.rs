//! `coach`: what does each of these answers cover? The widget's coach, over JSON lines.

use interview_practice_core::coach::{
    Band, Coach, Context, Delivery, Doubt, Entry, Feedback, Neighbours, NeighboursError, Span,
};
use serde::{Deserialize, Serialize};

use crate::jsonl::each_line;

/// The words that mean much the same, which the widget fetches when practice begins.
const NEIGHBOURS: &[u8] = include_bytes!("../core/coach/neighbours.bin");

/// Judges free answers as the widget's coach does.
///
/// Each line of standard input is {"id", "question", "model_answer", "points": [..], "pitfalls": [..], "answer"}, where points and
/// pitfalls may be missing and are texts or {"id", "text"}; each line of standard output is {"id", "score", "covered", "missing",
/// "notes"}, where covered and missing name the points by id, or by text when they have none.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Reads and writes one JSON object a line.
    #[arg(long, required = true)]
    jsonl: bool,
    /// Leaves out the neighbour resource, as the widget does until it has arrived.
    #[arg(long)]
    without_neighbours: bool,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    debug_assert!(arguments.jsonl, "the only form there is, and so required");
    let neighbours = (!arguments.without_neighbours).then(|| Neighbours::from_bytes(NEIGHBOURS)).transpose();
    let neighbours = neighbours.map_err(|error: NeighboursError| error.to_string())?;
    each_line(|attempt: Attempt| Ok(judge(attempt, neighbours.as_ref())))
}

#[derive(Deserialize)]
struct Attempt {
    id: serde_json::Value,
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

#[derive(Serialize)]
struct Judged {
    id: serde_json::Value,
    score: f64,
    covered: Vec<String>,
    missing: Vec<String>,
    notes: Vec<String>,
}

fn judge(attempt: Attempt, neighbours: Option<&Neighbours>) -> Judged {
    let context = Context {
        question: &attempt.question,
        model_answer: &attempt.model_answer,
        points: attempt.points.iter().map(Target::entry).collect(),
        pitfalls: attempt.pitfalls.iter().map(Target::entry).collect(),
        ..Context::default()
    };
    let feedback = Coach::new(&context, neighbours).assess(&attempt.answer);
    let named = |covered: bool| {
        let points = feedback.points.iter().filter(|point| (point.band == Band::Covered) == covered);
        points.map(|point| point.id.clone()).collect()
    };
    Judged {
        id: attempt.id,
        score: feedback.score.value(),
        covered: named(true),
        missing: named(false),
        notes: notes(&feedback, &attempt.answer),
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
            .to_owned(),
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
        text.push_str(&format!("\"{cut}{}\"", if cut.len() < place.len() { " ..." } else { "" }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(line: &str) -> Judged {
        judge(serde_json::from_str(line).unwrap(), None)
    }

    #[test]
    fn points_are_texts_or_objects_and_may_be_missing() {
        let line = r#"{"id": 7, "question": "What is a queue?", "answer": "A queue gives back the oldest element first.",
            "points": ["gives back the oldest element first", {"id": "lifo", "text": "is unlike a stack"}]}"#;
        let judged = judged(line);
        assert_eq!(judged.id, 7);
        assert_eq!(
            (judged.covered, judged.missing),
            (vec!["gives back the oldest element first".to_owned()], vec!["lifo".to_owned()])
        );
    }

    #[test]
    fn a_line_without_points_has_a_score() {
        let line =
            r#"{"id": "a", "question": "q", "model_answer": "first in, first out", "answer": "first in, first out"}"#;
        assert!(judged(line).score > 0.99);
    }

    #[test]
    fn the_embedded_resource_is_whole() {
        assert!(Neighbours::from_bytes(NEIGHBOURS).unwrap().len() > 1000);
    }

    #[test]
    fn notes_quote_the_answer() {
        let line = r#"{"id": 1, "question": "q", "answer": "Basically it is, um, a cache."}"#;
        assert_eq!(judged(line).notes, ["fillers: \"Basically\", \"um\""]);
    }
}

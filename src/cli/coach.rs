//! `coach`: what does each of these answers cover? The widget's coach, over JSON lines.

use interview_practice_core::coach::{Line, Neighbours, NeighboursError};

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
    each_line(|line: Line<serde_json::Value>| Ok(line.judge(neighbours.as_ref())))
}

#[cfg(test)]
mod tests {
    use interview_practice_core::coach::Judged;

    use super::*;

    fn judged(line: &str) -> Judged<serde_json::Value> {
        serde_json::from_str::<Line<serde_json::Value>>(line).unwrap().judge(None)
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

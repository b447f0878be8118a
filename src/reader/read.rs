//! From the files of a pack to the pack, with everything that is wrong in them.

use std::collections::BTreeSet;

use interview_practice_core::content::{Pack, Problem, ProblemKind};

use crate::finding::{Log, Place, quoted};
use crate::reading::{Reading, reference};
use crate::{Outcome, front_matter, markdown, outline, overlay, parts, problems};

/// Reads a pack from the names and texts of its files.
///
/// The file named `pack.md` comes first, the others in the order of their names: they mean the same as one file with their texts
/// one after the other. Every finding is listed, in the order of the files and their lines. The pack is there only when none
/// of the findings is an error.
///
/// ```
/// let text = "---\nid: tiny\nrole: Tester\nlanguage: en\nversion: 1.0.0\n---\n\n## Guide\n\n### Why test {#why}\n\nTo know.\n";
/// let outcome = interview_practice_reader::read(&[("pack.md", text)]);
/// assert!(outcome.findings.is_empty());
/// assert_eq!(outcome.pack.unwrap().guide[0].title, "Why test");
/// ```
#[must_use]
pub fn read(files: &[(&str, &str)]) -> Outcome {
    read_counting(files).0
}

/// Reads a pack and counts the steps that it took, so that a test can hold the reading to being linear.
#[doc(hidden)]
#[must_use]
pub fn read_counting(files: &[(&str, &str)]) -> (Outcome, u64) {
    let (pack, mut outcome, work) = read_regardless(files, None);
    if !outcome.has_errors() {
        outcome.pack = pack;
    }
    (outcome, work)
}

/// Reads the translation of a pack from the names and texts of its files: the outcome's pack is the original with the translation's
/// words, for the same progress.
///
/// A translation is written like the pack itself, with the same ids. It need not repeat what is no words: fields such as `Kind`, boxes of
/// choices, links; nor what is not translated yet, which is a warning.
#[must_use]
pub fn read_translation(original: &Pack, files: &[(&str, &str)]) -> Outcome {
    let (pack, mut outcome, _) = read_regardless(files, Some(original));
    if !outcome.has_errors() {
        outcome.pack = pack;
    }
    outcome
}

/// Reads a pack and keeps it, errors or not: what could be made of the files.
pub(crate) fn read_regardless(files: &[(&str, &str)], original: Option<&Pack>) -> (Option<Pack>, Outcome, u64) {
    let mut files = files.to_vec();
    files.sort_by(|(left, _), (right, _)| order(left).cmp(&order(right)));
    let mut reading = Reading {
        files: files.clone(),
        log: Log::default(),
        places: Default::default(),
        unwritten: Vec::new(),
        work: 0,
        original,
    };
    let Some(mut pack) = front_matter::empty_pack() else { return (None, Outcome::default(), 0) };
    let start = front_matter::read(&mut reading, &mut pack);
    let outline = outline::read(&mut reading, start);
    fill(&mut reading, &mut pack, outline);
    match original {
        None => {
            for problem in pack.problems() {
                report(&mut reading, problem);
            }
        }
        Some(original) => {
            pack = overlay::overlay(&mut reading, original, pack);
            // What the original gets wrong is reported with the original.
            let known: BTreeSet<String> = original.problems().iter().map(Problem::to_string).collect();
            for problem in pack.problems().into_iter().filter(|problem| !known.contains(&problem.to_string())) {
                let (message, mend) = problems::words(&problem.kind);
                let message = format!("{}: {message}", quoted(&problem.path));
                reading.log.problem(problem.severity(), Place { file: 0, at: 0 }, message, mend);
            }
        }
    }
    let work = reading.work;
    let findings = reading.log.into_findings(&files);
    (Some(pack), Outcome { pack: None, findings, unwritten_ids: reading.unwritten }, work)
}

/// Where a file comes: `pack.md` first, the one furthest up where there are several; the others by their names.
fn order(name: &str) -> (bool, usize, &str) {
    let parts = name.split(['/', '\\']);
    let is_main = parts.clone().next_back() == Some("pack.md");
    (!is_main, if is_main { parts.count() } else { 0 }, name)
}

fn fill(reading: &mut Reading<'_>, pack: &mut Pack, outline: outline::Outline<'_>) {
    if let Some(node) = outline.summary.first() {
        reading.mark("summary", node.place);
    }
    pack.summary = markdown::blocks(&outline.summary, &mut reading.log);
    pack.competencies = parts::competencies(reading, outline.competencies);
    pack.guide = parts::guide(reading, outline.guide);
    pack.questions = parts::questions(reading, outline.questions);
    pack.items = parts::quiz(reading, outline.quiz);
    pack.assessments = parts::mock_interview(reading, outline.assessments);
    pack.references = parts::references(reading, outline.references);
    pack.glossary = parts::glossary(reading, outline.glossary);
}

/// Reports a problem of the pack where its cause was written.
fn report(reading: &mut Reading<'_>, problem: Problem) {
    // Front matter and depth are reported where they are read, with better words.
    let known =
        matches!(problem.path.as_str(), "role" | "version" | "language") || problem.kind == ProblemKind::TooDeep;
    if known && reading.log.has_errors() {
        return;
    }
    let place = match &problem.kind {
        ProblemKind::UnknownId { id, .. } => reading.places.get(&reference(&problem.path, id)).copied(),
        _ => None,
    };
    let place = place.unwrap_or_else(|| reading.place_of(&problem.path));
    let (message, mend) = problems::words(&problem.kind);
    reading.log.problem(problem.severity(), place, message, mend);
}

//! `## Mock interview`.

use interview_practice_core::content::{Assessment, RubricLevel};

use super::{heads, lines, nothing_more};
use crate::fields::{self, Named};
use crate::markdown::{Node, blocks};
use crate::outline::Entry;
use crate::reading::Reading;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Competencies,
}

const FIELDS: [(&str, Field); 1] = [("Competencies", Field::Competencies)];

#[derive(Clone, Copy, PartialEq)]
enum Name {
    Rubric,
}

const NAMES: [(&str, Name); 1] = [("Rubric", Name::Rubric)];

/// Reads the part.
pub(crate) fn mock_interview(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<Assessment> {
    let heads = heads(reading, entries, "the assessment", "assessments");
    let mut assessments = Vec::with_capacity(heads.len());
    for mut head in heads {
        let title = head.heading.words(&mut reading.log);
        let mut fields = fields::take(reading, &mut head.nodes, &FIELDS, "an assessment");
        let competencies = fields.ids(reading, Field::Competencies);
        let competencies = reading.mark_ids(&format!("{}.competencies", head.path), competencies);
        let (mut body, mut levels) = (Vec::new(), Vec::new());
        for Named { name, place, nodes } in fields::sections(reading, head.place, head.nodes, &NAMES) {
            match name {
                None => body = blocks(&nodes, &mut reading.log),
                Some(Name::Rubric) => {
                    reading.mark(&format!("{}.rubric", head.path), place);
                    levels = rubric(reading, nodes);
                }
            }
        }
        assessments.push(Assessment { id: head.id, was: head.was, title, competencies, body, rubric: levels });
    }
    assessments
}

fn rubric(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>) -> Vec<RubricLevel> {
    let mut levels = Vec::new();
    for line in lines(reading, nodes, "the rubric", &[]) {
        if line.attributes.id.is_some() {
            let message = "a level of a rubric is named by its number: the id is left out";
            reading.log.warning(line.attributes.place, message, "take the braces out");
        }
        nothing_more(reading, &line.more, "a level of a rubric");
        let number = match line.number {
            None => {
                reading.log.warning(line.place, "a level without its number", "write `1. ...`, the lowest level first");
                u64::try_from(levels.len()).unwrap_or(u64::MAX).saturating_add(1)
            }
            Some(number) => number,
        };
        let Ok(level @ 1..) = u8::try_from(number) else {
            reading.log.error(line.place, format!("a rubric has no level {number}"), "count from 1, lowest first");
            continue;
        };
        levels.push(RubricLevel { level, text: line.leaf.words(&mut reading.log) });
    }
    levels
}

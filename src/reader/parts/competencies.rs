//! `## Competencies`.

use interview_practice_core::content::Competency;

use super::{LEVELS, heads};
use crate::fields;
use crate::markdown::{Kind, blocks};
use crate::outline::Entry;
use crate::reading::Reading;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Level,
}

const FIELDS: [(&str, Field); 1] = [("Level", Field::Level)];

/// Reads the part.
pub(crate) fn competencies(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<Competency> {
    let heads = heads(reading, entries, "the competency", "competencies");
    let mut competencies = Vec::with_capacity(heads.len());
    for mut head in heads {
        let name = head.heading.words(&mut reading.log);
        let mut fields = fields::take(reading, &mut head.nodes, &FIELDS, "a competency");
        let level = fields.choice(reading, Field::Level, &LEVELS).unwrap_or_default();
        let mut nodes = head.nodes.into_iter().skip_while(|node| matches!(node.kind, Kind::Comment)).peekable();
        let mut description = String::new();
        if let Some(node) = nodes.peek() {
            reading.mark(&format!("{}.description", head.path), node.place);
            if let Kind::Paragraph(leaf) = &node.kind {
                description = leaf.words(&mut reading.log);
                nodes.next();
            }
        }
        let rest: Vec<_> = nodes.collect();
        if let Some(node) = rest.first() {
            reading.mark(&format!("{}.body", head.path), node.place);
        }
        let body = blocks(&rest, &mut reading.log);
        competencies.push(Competency { id: head.id, was: head.was, name, level, description, body });
    }
    competencies
}

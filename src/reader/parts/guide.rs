//! `## Guide`.

use interview_practice_core::content::Section;

use super::{LEVELS, heads};
use crate::fields;
use crate::markdown::blocks;
use crate::outline::Entry;
use crate::reading::Reading;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Competencies,
    Questions,
    Lists,
}

const FIELDS: [(&str, Field); 3] =
    [("Competencies", Field::Competencies), ("Questions", Field::Questions), ("Lists", Field::Lists)];

/// Reads the part.
pub(crate) fn guide(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<Section> {
    let heads = heads(reading, entries, "the guide section", "guide");
    let mut sections = Vec::with_capacity(heads.len());
    for mut head in heads {
        let title = head.heading.words(&mut reading.log);
        let mut fields = fields::take(reading, &mut head.nodes, &FIELDS, "a guide section");
        let competencies = fields.ids(reading, Field::Competencies);
        let competencies = reading.mark_ids(&format!("{}.competencies", head.path), competencies);
        let questions = fields.ids(reading, Field::Questions);
        let questions = reading.mark_ids(&format!("{}.questions", head.path), questions);
        let lists = fields.choice(reading, Field::Lists, &LEVELS);
        if let Some(node) = head.nodes.first() {
            reading.mark(&format!("{}.body", head.path), node.place);
        }
        let body = blocks(&head.nodes, &mut reading.log);
        sections.push(Section { id: head.id, was: head.was, title, competencies, lists, questions, body });
    }
    sections
}

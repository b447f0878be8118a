//! `## Glossary`.

use interview_practice_core::content::Term;

use super::{former, lines, nothing_more};
use crate::fields::split_at_colon;
use crate::ids;
use crate::markdown::Node;
use crate::reading::Reading;

/// Reads the part.
pub(crate) fn glossary(reading: &mut Reading<'_>, nodes: Vec<Node<'_>>) -> Vec<Term> {
    let mut terms = Vec::new();
    for line in lines(reading, nodes, "the glossary", &["was"]) {
        nothing_more(reading, &line.more, "an entry of the glossary");
        let text = reading.text(line.leaf.place);
        match split_at_colon(&line.leaf, text) {
            Some((term, definition)) => {
                let term = term.words(&mut reading.log);
                terms.push((line.attributes, term, definition, line.place));
            }
            None => {
                reading.log.error(line.place, "a term without a definition", "write `- term: definition {#id}`");
            }
        }
    }
    let siblings = terms.iter().map(|(attributes, term, ..)| (attributes, term.as_str()));
    let ids = ids::assign(reading, "the term", "glossary", siblings);
    let mut glossary = Vec::with_capacity(terms.len());
    for (n, ((mut attributes, term, definition, place), id)) in terms.into_iter().zip(ids).enumerate() {
        reading.mark(&format!("glossary[{n}]"), place);
        let was = former(&mut attributes);
        glossary.push(Term { id, was, term, definition: definition.inlines(&mut reading.log) });
    }
    glossary
}

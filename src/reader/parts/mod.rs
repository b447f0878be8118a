//! One module for each part of a pack, and what they share: headings with ids, lists whose entries have ids.

mod cloze;
mod competencies;
mod glossary;
mod guide;
mod mock_interview;
mod questions;
mod quiz;
mod references;

pub(crate) use competencies::competencies;
pub(crate) use glossary::glossary;
pub(crate) use guide::guide;
pub(crate) use mock_interview::mock_interview;
pub(crate) use questions::{name_of as name_of_question_kind, questions};
pub(crate) use quiz::{name_of as name_of_item_kind, quiz};
pub(crate) use references::references;

use interview_practice_core::content::{Difficulty, Id, Level};

use crate::finding::Place;
use crate::ids;
use crate::markdown::{Attributes, Entry, Kind, Leaf, Node};
use crate::outline;
use crate::reading::Reading;

const LEVELS: [(&str, Level); 2] = [("must-have", Level::MustHave), ("preferred", Level::Preferred)];

const DIFFICULTIES: [(&str, Difficulty); 3] =
    [("easy", Difficulty::Easy), ("medium", Difficulty::Medium), ("hard", Difficulty::Hard)];

/// The heading of an entry, its ids, and what stands below it.
struct Head<'a> {
    id: Id,
    was: Vec<Id>,
    /// The heading's text, braces taken off.
    heading: Leaf<'a>,
    place: Place,
    /// Where its id stands, or would stand.
    id_place: Place,
    /// Its path in the compiled JSON.
    path: String,
    nodes: Vec<Node<'a>>,
}

/// Reads the headings of a part's entries.
fn heads<'a>(reading: &mut Reading<'_>, entries: Vec<outline::Entry<'a>>, what: &str, path: &str) -> Vec<Head<'a>> {
    let mut parts = Vec::with_capacity(entries.len());
    for (n, outline::Entry { mut heading, nodes }) in entries.into_iter().enumerate() {
        reading.mark(&format!("{path}[{n}]"), heading.place);
        let attributes = reading.attributes(&mut heading, &["was"]);
        let words = heading.words(&mut crate::finding::Log::default());
        parts.push((attributes, heading, words, nodes));
    }
    let siblings = parts.iter().map(|(attributes, _, words, _)| (attributes, words.as_str()));
    let ids = ids::assign(reading, what, path, siblings);
    let heads = parts.into_iter().zip(ids).enumerate().map(|(n, ((mut attributes, heading, _, nodes), id))| {
        let was = former(&mut attributes);
        Head { id, was, place: heading.place, id_place: attributes.place, heading, path: format!("{path}[{n}]"), nodes }
    });
    heads.collect()
}

/// The former ids that stand in braces.
fn former(attributes: &mut Attributes) -> Vec<Id> {
    attributes.values("was").0.into_iter().map(|(id, _)| id).collect()
}

/// An entry of a list whose entries mean something one by one.
struct Line<'a> {
    place: Place,
    attributes: Attributes,
    /// The first paragraph, braces taken off.
    leaf: Leaf<'a>,
    /// What follows it in the entry.
    more: Vec<Node<'a>>,
    number: Option<u64>,
    ticked: Option<bool>,
}

/// Reads the entries of a section that is a list. `what` names the section in messages, `keys` mean something in the braces.
fn lines<'a>(reading: &mut Reading<'_>, nodes: Vec<Node<'a>>, what: &str, keys: &[&str]) -> Vec<Line<'a>> {
    let lines = lines_with_boxes(reading, nodes, what, keys);
    for line in lines.iter().filter(|line| line.ticked.is_some()) {
        let message = format!("a check box means nothing in {what}: it is left out");
        reading.log.warning(line.place, message, "take it out");
    }
    lines
}

/// Like `lines`, for a list whose entries may have check boxes.
fn lines_with_boxes<'a>(reading: &mut Reading<'_>, nodes: Vec<Node<'a>>, what: &str, keys: &[&str]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::List { entries, .. } => {
                for entry in entries {
                    lines.extend(line(reading, entry, what, keys));
                }
            }
            Kind::Comment => {}
            Kind::Heading(level, leaf) => {
                let marks = "#".repeat(usize::from(level));
                let words = leaf.words(&mut crate::finding::Log::default());
                let message = format!("{} is no named section: it is left out", crate::finding::quoted(&words));
                let mend = format!("`{marks}` headings of your own can stand within text, not in {what}");
                reading.log.warning(node.place, message, mend);
            }
            _ => {
                let message = format!("text that is no entry of {what}: it is left out");
                reading.log.warning(node.place, message, "write it as `- ...`, or move it to where text is read");
            }
        }
    }
    lines
}

fn line<'a>(reading: &mut Reading<'_>, entry: Entry<'a>, what: &str, keys: &[&str]) -> Option<Line<'a>> {
    let Entry { place, number, ticked, nodes } = entry;
    reading.work += 1;
    let mut nodes = nodes.into_iter();
    match nodes.next() {
        Some(Node { kind: Kind::Paragraph(mut leaf), .. }) => {
            let attributes = reading.attributes(&mut leaf, keys);
            Some(Line { place, attributes, leaf, more: nodes.collect(), number, ticked })
        }
        Some(_) => {
            let message = format!("an entry of {what} must begin with its text: it is left out");
            reading.log.error(place, message, "write the text right after the list's mark");
            None
        }
        None => {
            let message = format!("an entry of {what} is empty");
            reading.log.error(place, message, "write its text, or take it out");
            None
        }
    }
}

/// Reports what an entry of one paragraph holds beyond it.
fn nothing_more(reading: &mut Reading<'_>, more: &[Node<'_>], what: &str) {
    if let Some(node) = more.iter().find(|node| !matches!(node.kind, Kind::Comment)) {
        let message = format!("{what} is one paragraph: what follows it is left out");
        reading.log.warning(node.place, message, "put it into the paragraph, or into an entry of its own");
    }
}

impl Line<'_> {
    /// The words of the entry, for deriving an id.
    fn words(&self) -> String {
        self.leaf.words(&mut crate::finding::Log::default())
    }
}

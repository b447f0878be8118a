//! `## References`.

use interview_practice_core::content::{Inline, Reference, ReferenceGroup};

use super::{lines, nothing_more};
use crate::markdown::Leaf;
use crate::outline::Entry;
use crate::reading::Reading;

/// Reads the part: groups, or one list without a group.
pub(crate) fn references(reading: &mut Reading<'_>, entries: Vec<Entry<'_>>) -> Vec<ReferenceGroup> {
    let mut groups = Vec::new();
    for Entry { mut heading, nodes } in entries {
        let attributes = reading.attributes(&mut heading, &[]);
        if attributes.id.is_some() {
            let message = "a group of references has no id: it is left out";
            reading.log.warning(attributes.place, message, "take the braces out");
        }
        let title = heading.words(&mut reading.log);
        let mut sources = Vec::new();
        for line in lines(reading, nodes, "a group of references", &[]) {
            if line.attributes.id.is_some() {
                let message = "a reference has no id: it is left out";
                reading.log.warning(line.attributes.place, message, "take the braces out");
            }
            nothing_more(reading, &line.more, "a reference");
            sources.push(reference(reading, line.leaf));
        }
        if !(title.is_empty() && sources.is_empty()) {
            groups.push(ReferenceGroup { title, entries: sources });
        }
    }
    groups
}

/// `Title (Publisher)` or `[Title](address) (Publisher)`.
fn reference(reading: &mut Reading<'_>, mut leaf: Leaf<'_>) -> Reference {
    let publisher = take_publisher(reading, &mut leaf);
    let place = leaf.place;
    let mut inlines = leaf.inlines(&mut reading.log);
    let mut url = None;
    if let [Inline::Link { url: address, text }] = inlines.as_slice() {
        url = Some(address.clone());
        inlines = text.clone();
    } else if inlines.iter().any(|inline| matches!(inline, Inline::Link { .. })) {
        let message = "a link within a title: its address is left out";
        reading.log.warning(place, message, "make the whole title the link: `[Title](https://...) (Publisher)`");
    }
    let title = interview_practice_core::content::plain_text(&inlines).trim().to_owned();
    if title.is_empty() {
        reading.log.error(place, "a reference without a title", "write `- Title (Publisher)`");
    }
    Reference { title, publisher, url }
}

/// Takes the last bracket off the text.
fn take_publisher(reading: &Reading<'_>, leaf: &mut Leaf<'_>) -> String {
    let file = reading.text(leaf.place);
    let letters = leaf.letters(file);
    let mut inside = Vec::new();
    let mut depth = 0_usize;
    let text = letters.iter().rposition(|letter| !letter.letter.is_whitespace()).map_or(0, |last| last + 1);
    for letter in letters.iter().take(text).rev() {
        match letter.letter {
            ')' if letter.plain => depth += 1,
            _ if depth == 0 => return String::new(),
            '(' if letter.plain => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            leaf.cut(letter.at, file);
            inside.reverse();
            let publisher: String = inside.into_iter().collect();
            return publisher.strip_suffix(')').unwrap_or(&publisher).trim().to_owned();
        }
        inside.push(letter.letter);
    }
    String::new()
}

//! The list of fields right below an entry's heading, and the named sections that follow its text.

use interview_practice_core::content::Id;

use crate::finding::{Place, quoted};
use crate::markdown::{Entry, Kind, Leaf, Node};
use crate::names::{Meant, list, look_up};
use crate::reading::Reading;

/// A field with its values, as the author wrote them.
#[derive(Debug)]
pub(crate) struct Field {
    /// Where its name stands.
    pub place: Place,
    /// The values that commas part.
    pub values: Vec<(String, Place)>,
}

/// The fields of an entry.
#[derive(Debug)]
pub(crate) struct Fields<T> {
    found: Vec<(T, Field)>,
}

/// Takes the list of fields off the beginning of an entry's text. A list is one of fields when at least one of its names is known, or
/// nearly; any other list belongs to the text.
pub(crate) fn take<T: Copy + PartialEq>(
    reading: &mut Reading<'_>,
    nodes: &mut Vec<Node<'_>>,
    table: &[(&'static str, T)],
    what: &str,
) -> Fields<T> {
    let mut fields = Fields { found: Vec::new() };
    let Some(Node { kind: Kind::List { ordered: false, entries }, place }) = nodes.first() else { return fields };
    let text = reading.text(*place);
    let split: Vec<(Place, Option<(Leaf<'_>, Leaf<'_>)>)> =
        entries.iter().map(|entry| (entry.place, name_and_value(entry, text))).collect();
    let names = split.iter().filter_map(|(_, parts)| parts.as_ref()).map(|(name, _)| plain(name, text));
    if !names.into_iter().any(|name| !matches!(look_up(&name, table), Meant::Nothing)) {
        return fields;
    }
    for (place, parts) in split {
        reading.work += 1;
        let Some((name, value)) = parts else {
            let message = format!("an entry among the fields of {what} that is no field: it is left out");
            reading.log.warning(place, message, "write `- Name: value`; put a list of the text after a paragraph");
            continue;
        };
        fields.add(reading, table, what, &name, value);
    }
    nodes.remove(0);
    fields
}

impl<T: Copy + PartialEq> Fields<T> {
    fn add(
        &mut self,
        reading: &mut Reading<'_>,
        table: &[(&'static str, T)],
        what: &str,
        name: &Leaf<'_>,
        value: Leaf<'_>,
    ) {
        let text = reading.text(name.place);
        let place = name.first();
        let name = plain(name, text);
        let field = match look_up(&name, table) {
            Meant::Exactly(field) => field,
            Meant::Nearly(field, near) => {
                let message = format!("unknown field {}: did you mean `{near}`?", quoted(&name));
                reading.log.warning(place, message, format!("write `{near}`; it is read as that"));
                field
            }
            Meant::Nothing => {
                let message = format!("unknown field {}: it is left out", quoted(&name));
                reading.log.warning(place, message, format!("the fields of {what}: {}", list(table)));
                return;
            }
        };
        if self.found.iter().any(|(other, _)| *other == field) {
            let message = format!("the field {} stands here a second time", quoted(&name));
            return reading.log.error(place, message, "keep one of the two; several values are parted by commas");
        }
        self.found.push((field, Field { place, values: values(&value, text) }));
    }

    /// Takes a field out.
    pub fn take(&mut self, field: T) -> Option<Field> {
        let n = self.found.iter().position(|(other, _)| *other == field)?;
        Some(self.found.swap_remove(n).1)
    }

    /// Takes a field whose values are ids.
    pub fn ids(&mut self, reading: &mut Reading<'_>, field: T) -> Vec<(Id, Place)> {
        let Some(field) = self.take(field) else { return Vec::new() };
        let mut ids = Vec::new();
        for (value, place) in field.values {
            match Id::new(&value) {
                Ok(id) => ids.push((id, place)),
                Err(_) => {
                    let mend = match Id::derive(&value) {
                        Some(id) => format!("write the id of what you mean, perhaps `{id}`"),
                        None => "write the id of what you mean, which stands in braces behind its heading".to_owned(),
                    };
                    reading.log.error(place, format!("{} is no id", quoted(&value)), mend);
                }
            }
        }
        ids
    }

    /// Takes a field with one value that is an id.
    pub fn id(&mut self, reading: &mut Reading<'_>, field: T, path: &str) -> Option<Id> {
        let ids = self.ids(reading, field);
        if let [_, (_, second), ..] = ids.as_slice() {
            reading.log.error(*second, "only one id can stand here", "keep one");
        }
        let (id, place) = ids.into_iter().next()?;
        reading.mark(path, place);
        Some(id)
    }

    /// Takes a field with one value out of a table.
    pub fn choice<V: Copy>(&mut self, reading: &mut Reading<'_>, field: T, table: &[(&'static str, V)]) -> Option<V> {
        self.take(field)?.choice(reading, table)
    }
}

impl Field {
    /// The value of a field that has just one.
    pub fn single(self, reading: &mut Reading<'_>) -> Option<(String, Place)> {
        if let Some((_, second)) = self.values.get(1) {
            reading.log.error(*second, "only one value can stand here", "keep one");
        }
        let first = self.values.into_iter().next();
        if first.is_none() {
            reading.log.error(self.place, "the field has no value", "write one after the colon, or take the field out");
        }
        first
    }

    /// The value of a field that has one out of a table.
    pub fn choice<V: Copy>(self, reading: &mut Reading<'_>, table: &[(&'static str, V)]) -> Option<V> {
        let (value, place) = self.single(reading)?;
        match look_up(&value, table) {
            Meant::Exactly(value) => Some(value),
            Meant::Nearly(meant, near) => {
                let message = format!("unknown value {}: did you mean `{near}`?", quoted(&value));
                reading.log.warning(place, message, format!("write `{near}`; it is read as that"));
                Some(meant)
            }
            Meant::Nothing => {
                let message = format!("unknown value {}", quoted(&value));
                reading.log.error(place, message, format!("write one of {}", list(table)));
                None
            }
        }
    }
}

fn name_and_value<'a>(entry: &Entry<'a>, text: &str) -> Option<(Leaf<'a>, Leaf<'a>)> {
    let [Node { kind: Kind::Paragraph(leaf), .. }] = entry.nodes.as_slice() else { return None };
    split_at_colon(leaf, text)
}

/// The two sides of the first colon that has a space, or nothing, behind it; a full-width colon needs none.
pub(crate) fn split_at_colon<'a>(leaf: &Leaf<'a>, text: &str) -> Option<(Leaf<'a>, Leaf<'a>)> {
    let narrow = leaf.split(text, ":", |rest| rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']));
    narrow.or_else(|| leaf.split(text, "：", |_| true))
}

fn plain(leaf: &Leaf<'_>, text: &str) -> String {
    leaf.letters(text).iter().map(|letter| letter.letter).collect::<String>().trim().to_owned()
}

/// The values that plain commas part, each with its place; empty ones are dropped.
pub(crate) fn values(leaf: &Leaf<'_>, text: &str) -> Vec<(String, Place)> {
    let letters = leaf.letters(text);
    let parts = letters.split(|letter| letter.plain && matches!(letter.letter, ',' | '，'));
    parts
        .filter_map(|part| {
            let value: String = part.iter().map(|letter| letter.letter).collect();
            let first = part.iter().find(|letter| !letter.letter.is_whitespace())?;
            Some((value.trim().to_owned(), Place { at: first.at, ..leaf.place }))
        })
        .collect()
}

/// A section of an entry: what stands under one of its `####` headings, or before the first.
#[derive(Debug)]
pub(crate) struct Named<'a, T> {
    /// Which one; `None` for what stands before the first.
    pub name: Option<T>,
    /// Where its heading stands.
    pub place: Place,
    /// What it holds.
    pub nodes: Vec<Node<'a>>,
}

/// Parts an entry's text at its named sections. Other headings stay in the text.
pub(crate) fn sections<'a, T: Copy + PartialEq>(
    reading: &mut Reading<'_>,
    place: Place,
    nodes: Vec<Node<'a>>,
    table: &[(&'static str, T)],
) -> Vec<Named<'a, T>> {
    let mut sections = vec![Named { name: None, place, nodes: Vec::new() }];
    for node in nodes {
        let name = match &node.kind {
            Kind::Heading(4, leaf) => {
                let text = reading.text(leaf.place);
                let written = plain(leaf, text);
                match look_up(&written, table) {
                    Meant::Exactly(name) => Some(name),
                    Meant::Nearly(name, near) => {
                        let message = format!("unknown section {}: did you mean `{near}`?", quoted(&written));
                        reading.log.warning(leaf.place, message, format!("write `#### {near}`; it is read as that"));
                        Some(name)
                    }
                    Meant::Nothing => None,
                }
            }
            _ => None,
        };
        match (name, sections.last_mut()) {
            (Some(name), _) => {
                if sections.iter().any(|section| section.name == Some(name)) {
                    let mend = "put the two together under one heading";
                    reading.log.error(node.place, "this section stands here a second time", mend);
                }
                sections.push(Named { name: Some(name), place: node.place, nodes: Vec::new() });
            }
            (None, Some(section)) => section.nodes.push(node),
            (None, None) => {}
        }
    }
    sections
}

//! The YAML between two lines of `---` that a pack begins with.

use interview_practice_core::content::{FORMAT, FORMAT_VERSION, Id, Pack};
use saphyr_parser::{Event, Parser, Span};

use crate::finding::{Place, quoted};
use crate::names::{Meant, list, look_up};
use crate::reading::Reading;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    Id,
    Role,
    Language,
    Version,
    Licence,
    Updated,
    Credits,
}

const FIELDS: [(&str, Field); 8] = [
    ("id", Field::Id),
    ("role", Field::Role),
    ("language", Field::Language),
    ("version", Field::Version),
    ("licence", Field::Licence),
    ("license", Field::Licence),
    ("updated", Field::Updated),
    ("credits", Field::Credits),
];

/// The longest front matter, in bytes: what is longer is a file whose front matter was never closed.
const LONGEST: usize = 16 * 1024;

/// Finds the front matter of a text: the bytes of the YAML, and the byte where the rest begins. The outer `None` means that
/// there is none, the inner one that it never ends.
#[must_use]
pub(crate) fn find(text: &str) -> Option<Option<(std::ops::Range<usize>, usize)>> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let mut yaml = None;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        match yaml {
            None if bare == "---" => yaml = Some(at + line.len()),
            None => return None,
            Some(begin) if at - begin > LONGEST => break,
            Some(begin) if bare == "---" || bare == "..." => return Some(Some((begin..at, at + line.len()))),
            Some(_) => {}
        }
        at += line.len();
    }
    yaml.map(|_| None)
}

/// Reads the front matter of the first file into `pack`; gives the byte where the text begins.
pub(crate) fn read(reading: &mut Reading<'_>, pack: &mut Pack) -> usize {
    let start = Place { file: 0, at: 0 };
    let text = reading.text(start);
    let (yaml, rest) = match find(text) {
        Some(Some(found)) => found,
        Some(None) => {
            let mend = "write a line of `---` after the last field; 16,384 bytes are the most that may stand before it";
            reading.log.error(start, "the front matter begins with `---` and does not end", mend);
            return text.len();
        }
        None => {
            let mend =
                "begin the file with a line of `---`, then `id:`, `role:`, `language:`, `version:`, then another `---`";
            reading.log.error(start, "the pack has no front matter", mend);
            return if text.starts_with('\u{feff}') { 3 } else { 0 };
        }
    };
    let written = text.get(yaml.clone()).unwrap_or_default();
    let (found, complete) = fields(reading, written, yaml.start);
    for (field, name, values, at) in found {
        let place = Place { at, ..start };
        reading.mark(name, place);
        let Some(values) = values else { continue };
        if field == Field::Credits {
            pack.credits = values.into_iter().map(|(value, _)| value).collect();
            continue;
        }
        let mut values = values.into_iter();
        let (Some((value, at)), None) = (values.next(), values.next()) else {
            let mend = format!("write `{name}: ...` on one line");
            reading.log.error(place, format!("`{name}` is one text, not a list"), mend);
            continue;
        };
        let place = Place { at, ..start };
        if value.trim().is_empty() && matches!(field, Field::Role | Field::Language | Field::Version) {
            reading.log.error(place, format!("`{name}` is empty"), format!("write `{name}: ...`"));
            continue;
        }
        match field {
            Field::Id => match Id::new(&value) {
                Ok(id) => pack.id = id,
                Err(_) => {
                    let message = format!("{} is no id", quoted(&value));
                    reading.log.error(place, message, crate::ids::mend(&value));
                }
            },
            Field::Language => pack.language = language(reading, value, place),
            Field::Updated => pack.updated = updated(reading, value, place),
            Field::Role => pack.role = value,
            Field::Version => pack.version = value,
            Field::Licence => pack.licence = value,
            Field::Credits => {}
        }
        reading.mark(name, place);
    }
    for (name, mend) in [
        ("id", "write `id: ` and a short name of a-z, 0-9 and hyphens, which never changes"),
        ("role", "write `role: ` and the role's title"),
        ("language", "write `language: ` and a BCP 47 tag such as `en`"),
        ("version", "write `version: 1.0.0`, and raise it with each release"),
    ] {
        if complete && !reading.places.contains_key(name) {
            reading.log.error(start, format!("the front matter has no `{name}`"), mend);
        }
    }
    rest
}

/// A pack with nothing in it, under an id that never leaves the reader: a pack that names none is an error.
pub(crate) fn empty_pack() -> Option<Pack> {
    Some(Pack {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        id: Id::new("pack").ok()?,
        version: String::new(),
        role: String::new(),
        language: String::new(),
        licence: String::new(),
        updated: String::new(),
        credits: Vec::new(),
        summary: Vec::new(),
        competencies: Vec::new(),
        guide: Vec::new(),
        questions: Vec::new(),
        items: Vec::new(),
        assessments: Vec::new(),
        references: Vec::new(),
        glossary: Vec::new(),
    })
}

fn language(reading: &mut Reading<'_>, value: String, place: Place) -> String {
    let mut parts = value.split('-');
    let primary = parts.next().unwrap_or_default();
    let fits = (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !fits {
        let message = format!("{} is no language tag", quoted(&value));
        reading.log.error(place, message, "write a BCP 47 tag such as `en`, `es` or `pt-BR`");
    }
    value
}

fn updated(reading: &mut Reading<'_>, value: String, place: Place) -> String {
    let numbers: Vec<Option<u32>> = value
        .split('-')
        .map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten())
        .collect();
    let fits = match numbers.as_slice() {
        [Some(1000..=9999), Some(1..=12)] => value.len() == 7,
        [Some(1000..=9999), Some(1..=12), Some(1..=31)] => value.len() == 10,
        _ => false,
    };
    if !fits {
        let message = format!("{} is no date", quoted(&value));
        reading.log.warning(place, message, "write it as `2026-11-24` or `2026-11`");
    }
    value
}

/// A field, its name, its values with their bytes in the file (`None` when they are no text), and its own byte.
type Found = (Field, &'static str, Option<Vec<(String, usize)>>, usize);

/// The known fields, and whether the YAML could be read to its end.
fn fields(reading: &mut Reading<'_>, yaml: &str, base: usize) -> (Vec<Found>, bool) {
    let mut events = Vec::new();
    let mut complete = true;
    for event in Parser::new_from_str(yaml) {
        reading.work += 1;
        match event {
            Ok((event, span)) => events.push((event, offset(yaml, &span, base))),
            Err(error) => {
                let marker = error.marker();
                let at = base + byte_of(yaml, marker.line(), marker.col());
                let message = format!("the front matter is no YAML: {}", error.info());
                let mend = "write each field as `name: value`; put a value with `: ` or `#` in it between quotes";
                reading.log.error(Place { file: 0, at }, message, mend);
                complete = false;
                break;
            }
        }
    }
    let mut events = events.into_iter().peekable();
    while matches!(events.peek(), Some((Event::StreamStart | Event::DocumentStart(_), _))) {
        events.next();
    }
    match events.next() {
        Some((Event::MappingStart(..), _)) => {}
        Some((Event::StreamEnd | Event::DocumentEnd, _)) | None => return (Vec::new(), complete),
        Some((_, at)) => {
            let mend = "write each field as `name: value` on a line of its own";
            reading.log.error(Place { file: 0, at }, "the front matter holds no fields", mend);
            return (Vec::new(), false);
        }
    }
    let mut found: Vec<Found> = Vec::new();
    while let Some((event, at)) = events.next() {
        let place = Place { file: 0, at };
        let key = match event {
            Event::MappingEnd => break,
            Event::Scalar(key, ..) => key,
            event => {
                skip(&event, &mut events);
                reading.log.error(place, "a field's name must be a plain word", "write `name: value`");
                continue;
            }
        };
        let Some((value, value_at)) = events.next() else { break };
        let values = match value {
            Event::Scalar(value, ..) => Some(vec![(value.into_owned(), value_at)]),
            Event::SequenceStart(..) => Some(sequence(reading, &mut events)),
            value => {
                skip(&value, &mut events);
                None
            }
        };
        let (field, name) = match look_up(&key, &FIELDS) {
            Meant::Exactly(field) => (field, name_of(field)),
            Meant::Nearly(field, near) => {
                let message = format!("unknown field {}: did you mean `{near}`?", quoted(&key));
                reading.log.warning(place, message, format!("write `{near}`; it is read as that"));
                (field, name_of(field))
            }
            Meant::Nothing => {
                let message = format!("unknown field {}: it is left out", quoted(&key));
                let mend = format!("the fields of the front matter: {}", list(&FIELDS));
                reading.log.warning(place, message, mend);
                continue;
            }
        };
        if found.iter().any(|(other, ..)| *other == field) {
            reading.log.error(place, format!("`{name}` stands here a second time"), "keep one of the two");
            continue;
        }
        if values.is_none() {
            let place = Place { file: 0, at: value_at };
            reading.log.error(place, format!("the value of `{name}` is no text"), "write plain text");
        }
        found.push((field, name, values, at));
    }
    (found, complete)
}

fn name_of(field: Field) -> &'static str {
    FIELDS.iter().find(|(_, other)| *other == field).map_or("", |(name, _)| name)
}

fn sequence<'a>(
    reading: &mut Reading<'_>,
    events: &mut impl Iterator<Item = (Event<'a>, usize)>,
) -> Vec<(String, usize)> {
    let mut values = Vec::new();
    let mut fits = true;
    while let Some((event, at)) = events.next() {
        match event {
            Event::SequenceEnd => break,
            Event::Scalar(value, ..) => values.push((value.into_owned(), at)),
            event => {
                skip(&event, events);
                let mend = "put the entry between quotes when it has `: ` in it";
                reading.log.error(Place { file: 0, at }, "an entry of this list is no plain text", mend);
                fits = false;
            }
        }
    }
    // What is no text was reported with its own place.
    if fits { values } else { Vec::new() }
}

/// Passes over what a container holds.
fn skip<'a>(event: &Event<'a>, events: &mut impl Iterator<Item = (Event<'a>, usize)>) {
    let mut depth = usize::from(matches!(event, Event::SequenceStart(..) | Event::MappingStart(..)));
    while depth > 0 {
        match events.next() {
            Some((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Some((Event::SequenceEnd | Event::MappingEnd, _)) => depth -= 1,
            Some(_) => {}
            None => break,
        }
    }
}

fn offset(yaml: &str, span: &Span, base: usize) -> usize {
    base + byte_of(yaml, span.start.line(), span.start.col())
}

/// The byte of a line (from 1) and column (from 0, in characters). Front matter is short, so the walk from its start is too.
fn byte_of(yaml: &str, line: usize, column: usize) -> usize {
    let start: usize = yaml.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = yaml.get(start..).unwrap_or_default();
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}

//! The table of names that the segments of one ledger share.
//!
//! An entry is one name, or two names joined by a space (an item and its question), so that what always goes together costs
//! one number. Entries are only ever added, so an entry's number never changes.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::bytes::{Reader, Writer, seal, unseal};
use super::name::Name;

/// The form of a sealed line of names.
const FORM: u8 = 1;
/// How many entries a line holds.
const LINE: usize = 64;
/// How many entries are kept under one key: of long ids no more than fit in a block.
pub const PART: usize = 128;

/// Names by number and numbers by name.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: Vec<Entry>,
    numbers: BTreeMap<String, u32>,
}

#[derive(Debug, Clone)]
struct Entry {
    first: Name,
    second: Option<Name>,
}

impl Entry {
    fn text(&self) -> String {
        let mut text = self.first.as_str().to_owned();
        if let Some(second) = &self.second {
            text.push(' ');
            text.push_str(second);
        }
        text
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(match text.split_once(' ') {
            None => Self { first: Name::new(text).ok()?, second: None },
            Some((first, second)) => Self { first: Name::new(first).ok()?, second: Some(Name::new(second).ok()?) },
        })
    }
}

impl Names {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of an entry, which is added when it is new.
    pub fn number(&mut self, first: &Name, second: Option<&Name>) -> u32 {
        let known = match second {
            None => self.numbers.get(first.as_str()),
            Some(_) => None,
        };
        if let Some(&number) = known {
            return number;
        }
        let entry = Entry { first: first.clone(), second: second.cloned() };
        let text = entry.text();
        if let Some(&number) = self.numbers.get(&text) {
            return number;
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text, number);
        self.entries.push(entry);
        number
    }

    /// The entry with this number.
    pub fn entry(&self, number: u32) -> Option<(&Name, Option<&Name>)> {
        let entry = self.entries.get(usize::try_from(number).ok()?)?;
        Some((&entry.first, entry.second.as_ref()))
    }

    /// Adds all entries to `writer`, each as what differs from the one before.
    pub fn write(&self, writer: &mut Writer) {
        write_entries(&self.entries, writer);
    }

    /// Reads what [`Names::write`] wrote.
    pub fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { entries: read_entries(reader)?, numbers: BTreeMap::new() })
    }

    /// One part of the table as sealed lines of text, each of which can be damaged without harm to the others.
    pub fn part(&self, part: usize) -> String {
        let mut text = String::new();
        let lines = self.entries.chunks(LINE).enumerate().skip(part * PART / LINE).take(PART / LINE);
        for (index, entries) in lines {
            let mut writer = Writer::default();
            writer.byte(FORM);
            writer.size(index * LINE);
            write_entries(entries, &mut writer);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&seal(writer.bytes));
        }
        text
    }

    /// The table from copies of its lines. What is damaged in one copy is taken from another; entries after the first that no
    /// copy has are left out, as their numbers would be wrong.
    pub fn from_lines<'t>(copies: impl Iterator<Item = &'t str>) -> Self {
        let mut lines: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
        for line in copies.flat_map(|copy| copy.split('\n')) {
            let Some((start, entries)) = read_line(line) else { continue };
            let known = lines.entry(start).or_default();
            // The last line grows; one copy may be a write ahead of the other.
            if known.len() < entries.len() {
                *known = entries;
            }
        }
        let mut table = Vec::new();
        for (start, entries) in lines {
            if start != table.len() {
                break;
            }
            table.extend(entries);
        }
        Self { entries: table, numbers: BTreeMap::new() }
    }
}

fn read_line(line: &str) -> Option<(usize, Vec<Entry>)> {
    let bytes = unseal(line)?;
    let mut reader = Reader::new(&bytes);
    if reader.byte()? != FORM {
        return None;
    }
    let start = usize::try_from(reader.unsigned()?).ok()?;
    let entries = read_entries(&mut reader)?;
    (reader.is_empty() && entries.len() <= LINE).then_some((start, entries))
}

fn write_entries(entries: &[Entry], writer: &mut Writer) {
    writer.size(entries.len());
    let mut before = String::new();
    for entry in entries {
        let text = entry.text();
        let shared = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        writer.size(shared);
        // Entries are ASCII, so every byte is a boundary.
        writer.text(text.get(shared..).unwrap_or(""));
        before = text;
    }
}

fn read_entries(reader: &mut Reader<'_>) -> Option<Vec<Entry>> {
    let count = reader.size()?;
    let mut entries = Vec::new();
    let mut text = String::new();
    for _ in 0..count {
        let shared = usize::try_from(reader.unsigned()?).ok().filter(|&shared| shared <= text.len())?;
        text.truncate(shared);
        text.push_str(reader.text()?);
        entries.push(Entry::from_text(&text)?);
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn table(count: usize) -> Names {
        let mut names = Names::default();
        for index in 0..count {
            assert_eq!(names.number(&name(&format!("item-{index}")), None) as usize, index);
        }
        names
    }

    #[test]
    fn a_pair_is_one_entry_and_numbers_stay() {
        let mut names = table(3);
        let (item, question) = (name("item-1"), name("q"));
        assert_eq!(names.number(&item, Some(&question)), 3);
        assert_eq!(names.number(&item, None), 1);
        assert_eq!(names.number(&item, Some(&question)), 3);
        assert_eq!(names.entry(3), Some((&item, Some(&question))));
        assert_eq!(names.entry(4), None);
    }

    #[test]
    fn either_copy_mends_the_other() {
        let names = table(200);
        let whole = [names.part(0), names.part(1)].join("\n");
        let lines: Vec<&str> = whole.split('\n').collect();
        assert_eq!(lines.len(), 4);
        let first = [lines[0], "damaged", lines[2]].join("\n");
        let second = ["", lines[1], lines[2], lines[3]].join("\n");
        let mended = Names::from_lines([first.as_str(), second.as_str()].into_iter());
        assert_eq!([mended.part(0), mended.part(1)].join("\n"), whole);
        // Without a second copy, what comes after the gap is not guessed at.
        assert_eq!(Names::from_lines([first.as_str()].into_iter()).len(), 64);
    }
}

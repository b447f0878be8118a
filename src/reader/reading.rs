//! What is known while a pack is being read: the files, the findings so far, the places of everything in the pack.

use std::collections::BTreeMap;

use interview_practice_core::content::{Id, Item, Pack, Question};

use crate::UnwrittenId;
use crate::finding::{Log, Place};
use crate::markdown::{Attributes, Leaf};

/// The state of a reading.
pub(crate) struct Reading<'a> {
    /// Names and texts.
    pub files: Vec<(&'a str, &'a str)>,
    /// The findings.
    pub log: Log,
    /// Where each part of the pack was written, by its path in the compiled JSON.
    pub places: BTreeMap<String, Place>,
    /// The ids that were derived.
    pub unwritten: Vec<UnwrittenId>,
    /// How many steps the reading took: events, fields and entries.
    pub work: u64,
    /// What a translation translates: it says what the translation need not repeat.
    pub original: Option<&'a Pack>,
}

impl<'a> Reading<'a> {
    /// The text of a file.
    pub fn text(&self, place: Place) -> &'a str {
        self.files.get(place.file).map_or("", |(_, text)| text)
    }

    /// The question that one of a translation translates.
    pub fn original_question(&self, id: &Id) -> Option<&'a Question> {
        self.original?.question(id.as_str())
    }

    /// The item that one of a translation translates.
    pub fn original_item(&self, id: &Id) -> Option<&'a Item> {
        self.original?.item(id.as_str())
    }

    /// Remembers where something was written.
    pub fn mark(&mut self, path: &str, place: Place) {
        self.work += 1;
        self.places.insert(path.to_owned(), place);
    }

    /// Remembers where each id of a list of references was written.
    pub fn mark_ids(&mut self, path: &str, ids: Vec<(Id, Place)>) -> Vec<Id> {
        for (id, place) in &ids {
            self.mark(path, *place);
            self.mark(&reference(path, id), *place);
        }
        ids.into_iter().map(|(id, _)| id).collect()
    }

    /// Takes the braces off a text.
    pub fn attributes(&mut self, leaf: &mut Leaf<'_>, keys: &[&str]) -> Attributes {
        let text = self.text(leaf.place);
        Attributes::take(leaf, text, keys, &mut self.log)
    }

    /// The place of a problem: of the path itself, or of the nearest thing around it.
    pub fn place_of(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return *place;
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = path.get(..end).unwrap_or_default(),
                None => return Place { file: 0, at: 0 },
            }
        }
    }
}

/// The path under which the place of one reference of several is kept.
pub(crate) fn reference(path: &str, id: &Id) -> String {
    format!("{path}#{id}")
}

//! Ids that the author wrote, or that are derived once and should be written down.

use std::collections::{BTreeMap, BTreeSet};

use interview_practice_core::content::Id;

use crate::UnwrittenId;
use crate::finding::Place;
use crate::markdown::Attributes;
use crate::reading::Reading;

/// Gives each of several siblings its id: the written one, or one derived from its words that no sibling has. A derived id is
/// a warning whose mend shows what to write.
pub(crate) fn assign<'b>(
    reading: &mut Reading<'_>,
    what: &str,
    path: &str,
    siblings: impl Iterator<Item = (&'b Attributes, &'b str)> + Clone,
) -> Vec<Id> {
    let mut taken: BTreeSet<Id> = siblings.clone().filter_map(|(attributes, _)| attributes.id.clone()).collect();
    let mut counts = BTreeMap::new();
    let mut ids = Vec::new();
    for (n, (attributes, words)) in siblings.enumerate() {
        reading.mark(&format!("{path}[{n}].id"), attributes.place);
        let id = match &attributes.id {
            Some(id) => id.clone(),
            None => {
                let Some(id) = derive(words, &mut taken, &mut counts) else { continue };
                if !attributes.failed {
                    note(reading, what, attributes, &id);
                }
                id
            }
        };
        ids.push(id);
    }
    ids
}

/// Notes an id that was derived.
fn note(reading: &mut Reading<'_>, what: &str, attributes: &Attributes, id: &Id) {
    let (text, message) = if attributes.braces {
        (format!("#{id} "), format!("the braces hold no id for {what}: rewording it would lose progress"))
    } else {
        (format!(" {{#{id}}}"), format!("{what} has no id: rewording it would lose progress"))
    };
    reading.log.warning(attributes.place, message, format!("write `{}`, or run `check --write-ids`", text.trim()));
    let Place { file, at } = attributes.place;
    let file = reading.files.get(file).map_or("", |(name, _)| name).to_owned();
    reading.unwritten.push(UnwrittenId { file, at, text });
}

/// What to say of a text that is no id.
pub(crate) fn mend(written: &str) -> String {
    match Id::derive(written) {
        Some(id) => format!("use a-z, 0-9 and inner hyphens, 64 at most: `{id}`"),
        None => "use a-z, 0-9 and inner hyphens, 64 at most, such as `cap-theorem`".to_owned(),
    }
}

/// Derives an id that is not taken yet, and takes it.
pub(crate) fn derive(words: &str, taken: &mut BTreeSet<Id>, counts: &mut BTreeMap<Id, usize>) -> Option<Id> {
    let base = Id::derive(words).or_else(|| Id::new(&format!("x{:08x}", hash(words))).ok())?;
    if taken.insert(base.clone()) {
        return Some(base);
    }
    let count = counts.entry(base.clone()).or_insert(1);
    let stem: String = base.as_str().chars().take(Id::MAX_LENGTH - 8).collect();
    loop {
        *count += 1;
        let id = Id::new(&format!("{}-{count}", stem.trim_end_matches('-'))).ok()?;
        if taken.insert(id.clone()) {
            return Some(id);
        }
    }
}

/// FNV-1a, 32 bits: a name for words in a script that ids cannot hold.
fn hash(words: &str) -> u32 {
    words.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

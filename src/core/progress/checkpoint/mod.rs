//! The checkpoint: the derived state as a short text, for stores that have room for a few thousand characters and none for a log.
//!
//! SCORM 1.2 grants 4,096 characters of suspend data. A checkpoint is `ip1.` and base64 of bits with a checksum; what it keeps of names
//! is a hash of each, as short as the pack's own names allow, so that a later version of the pack still finds what it
//! knows. Moments are kept by the hour, stability and difficulty in steps of a few percent; a memory that was reviewed once is
//! kept exactly, since its first rating says all.
//!
//! What does not fit is left out, the least needed first: reports of interviews, former sessions, statistics of days, the hour, counts,
//! places in the guide, then what is due last, and at the very end the session under way. The same state and limit give the same
//! text. Reading it back gives a state on which the log goes on ([`Log::begin_on`](super::Log::begin_on)).

mod bits;
mod read;
mod write;

#[cfg(test)]
mod tests;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::bytes::crc32;
use super::event::Target;
use super::name::Name;
use super::state::State;
use crate::content::{Id, Pack};

/// What every checkpoint of this form begins with.
pub const CHECKPOINT: &str = "ip1.";
/// What every checkpoint of any form begins with; no other export does.
pub const CHECKPOINT_MARK: &str = "ip";
/// The most characters of suspend data in SCORM 1.2.
pub const SCORM_12: usize = 4_096;

/// The shortest and the longest hash of a name, in bits.
const HASH: (u32, u32) = (16, 31);
/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;

/// What a checkpoint holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checkpoint {
    /// The derived state.
    pub state: State,
    /// The session under way, in a form that belongs to the edge; empty when there is none.
    pub run: Vec<u8>,
}

/// Why a checkpoint cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckpointError {
    /// It is something else, or damaged.
    Damaged,
    /// A newer build wrote it.
    Newer,
    /// It belongs to another pack.
    OtherPack,
    /// There is progress already, which might count twice.
    Occupied,
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "the checkpoint is damaged, so there is nothing to go on from; start anew",
            Self::Newer => "a newer version wrote this checkpoint; update and try again",
            Self::OtherPack => "this is the checkpoint of another pack",
            Self::Occupied => "there is progress here already, and a checkpoint is only taken in where there is none",
        })
    }
}

impl core::error::Error for CheckpointError {}

/// What a hash may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Known {
    Target(Target),
    Section(Name),
}

/// The names of a pack, by which a checkpoint is written and read.
#[derive(Debug, Clone)]
pub struct Names {
    pack: u32,
    known: Vec<(String, Known)>,
    /// For items, the question they prepare for.
    prepares: BTreeMap<Name, Name>,
}

impl Names {
    /// The names of a pack and of its items, each with the question it prepares for; generated items have to be among them.
    #[must_use]
    pub fn of<'a>(pack: &'a Pack, items: impl IntoIterator<Item = (String, Option<&'a Id>)>) -> Self {
        let mut names =
            Self { pack: crc32(pack.id.as_str().as_bytes()) >> 16, known: Vec::new(), prepares: BTreeMap::new() };
        for question in &pack.questions {
            let id = Name::from(&question.id);
            for point in &question.points {
                names.add(Known::Target(Target::point(&id, &Name::from(&point.id))));
            }
            names.add(Known::Target(Target::Question(id)));
        }
        for section in &pack.guide {
            names.add(Known::Section(Name::from(&section.id)));
        }
        for (item, question) in items {
            let Ok(item) = Name::new(&item) else { continue };
            if let Some(question) = question {
                names.prepares.insert(item.clone(), Name::from(question));
            }
            names.add(Known::Target(Target::Item(item)));
        }
        names
    }

    fn add(&mut self, known: Known) {
        let text = match &known {
            Known::Target(target) => target.to_string(),
            Known::Section(name) => of_section(name),
        };
        self.known.push((text, known));
    }

    /// The fewest bits that tell all these names and those of the pack apart.
    fn bits<'n>(&'n self, more: impl Iterator<Item = &'n str>) -> u32 {
        let mut all: Vec<&str> = self.known.iter().map(|(text, _)| text.as_str()).chain(more).collect();
        all.sort_unstable();
        all.dedup();
        let mut hashes: Vec<u32> = all.iter().map(|text| hash(text, 32)).collect();
        hashes.sort_unstable();
        let apart =
            |bits: &u32| hashes.windows(2).all(|pair| matches!(pair, [a, b] if a >> (32 - bits) != b >> (32 - bits)));
        (HASH.0..=HASH.1).find(apart).unwrap_or(HASH.1)
    }

    /// What each hash of so many bits stands for; of two names with one hash neither is known.
    fn by_hash(&self, bits: u32) -> BTreeMap<u32, Option<&Known>> {
        let mut map = BTreeMap::new();
        for (text, known) in &self.known {
            map.entry(hash(text, bits))
                .and_modify(|before| {
                    if *before != Some(known) {
                        *before = None;
                    }
                })
                .or_insert(Some(known));
        }
        map
    }
}

fn of_section(name: &Name) -> String {
    ["section:", name].concat()
}

/// The highest bits of a name's checksum.
fn hash(text: &str, bits: u32) -> u32 {
    crc32(text.as_bytes()) >> (32 - bits)
}

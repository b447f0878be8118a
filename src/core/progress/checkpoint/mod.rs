//! The checkpoint: the derived state as a short text, for stores that have room for a few thousand characters and none for a log.
//!
//! SCORM 1.2 grants 4,096 characters of suspend data. A checkpoint is `ip2.` and base64 of coded bits with a checksum; what it keeps of names
//! is a hash of each, as short as the pack's own names allow, so that a later version of the pack still finds what it
//! knows. (The shorter the hash, the sooner a name that is new in a later version is taken for a known one: with the first pack once in 1,200
//! times, at coarse precision once in 80.) A memory that was reviewed once is kept exactly, since its first rating says all.
//!
//! What does not fit is kept less exactly, and only then left out, the least needed first:
//!
//! | step | what it costs the learner |
//! | --- | --- |
//! | everything | a memory reviewed twice or more keeps its stability to 4.4 % (of 100 days until it is due, 4), its difficulty (1 to 10) to 0.07; moments keep their hour, scores of what was half right a 32nd |
//! | reports of interviews | they are gone |
//! | hours | a moment is the beginning of its local day: what waits days is due on the same day as before, recall is reckoned up to a day late |
//! | sessions but the last ten | |
//! | days but the last 28 | the older part of the heat map |
//! | middle precision | stability to 9 % (of 100 days, 9), difficulty to 0.21, scores to an 8th, how long an attempt took to 16 seconds |
//! | coarse precision | stability to 19 % (of 10 days until it is due, 2), difficulty to 0.43, scores to a quarter; an item of a stability of 16 days and more seems to have been reviewed up to an eighth of that earlier. Together a memory is due at most a quarter of its wait sooner or later |
//! | counts | how often something was answered is once or more than once |
//! | all sessions | |
//! | all days | |
//! | the guide | reading places |
//! | memories | an eighth at a time, what is due last first; in no history of the first pack that its test knows, thirty rounds of it or five of everything |
//! | the session under way | |
//!
//! Whether the last answer was all right, half right or less, the last verdicts, and what is suspended survive every step that keeps the
//! memory. The same state and limit give the same text. Reading it back gives a state on which the log goes on
//! ([`Log::begin_on`](super::Log::begin_on)). Checkpoints of the first form (`ip1.`) are read as ever.

mod bits;
mod read;
mod topic;
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
pub const CHECKPOINT: &str = "ip2.";
/// What those of the first form begin with, which is read only.
const FIRST_FORM: &str = "ip1.";
/// What every checkpoint of any form begins with; no other export does.
pub const CHECKPOINT_MARK: &str = "ip";
/// The most characters of suspend data in SCORM 1.2.
pub const SCORM_12: usize = 4_096;

/// The shortest and the longest hash of a name, in bits.
const HASH: (u32, u32) = (16, 31);
/// The most bits for which a salt is sought; with more, names are apart or there are far too many.
const HASH_TRIED: u32 = 24;
/// Bits of the salt: among so many ways to hash there is one that tells names apart by few bits.
const SALT: u32 = 12;
/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;
/// The hour at which a local day begins (see [`Now::day`](super::Now::day)).
const MORNING: i64 = 4;

/// How exactly memories are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Precision {
    Fine,
    Middle,
    Coarse,
}

impl Precision {
    const ALL: [Self; 3] = [Self::Fine, Self::Middle, Self::Coarse];

    /// Bits of a stability, and its steps to the doubling. Each grid is part of the finer one: what is read and written again, more
    /// exactly, stays what it is.
    fn stability(self) -> (u32, f64) {
        match self {
            Self::Fine => (8, 8.0),
            Self::Middle => (7, 4.0),
            Self::Coarse => (6, 2.0),
        }
    }

    /// Bits of a difficulty, and how many sevenths a step is; as with stability, each grid is part of the finer one.
    fn difficulty(self) -> (u32, u32) {
        match self {
            Self::Fine => (6, 1),
            Self::Middle => (5, 3),
            Self::Coarse => (4, 6),
        }
    }

    /// The fewest bits of a name's hash.
    fn hash(self) -> u32 {
        match self {
            Self::Fine => 20,
            Self::Middle => 18,
            Self::Coarse => HASH.0,
        }
    }

    /// Within how many days, as a power of two, it is kept when an item of this stability was reviewed.
    fn days(self, stability: f64) -> u32 {
        // The greatest that is no more than an eighth of it; 32 days at most.
        (1..=5).take_while(|power| self == Self::Coarse && stability >= f64::from(8_u32 << power)).last().unwrap_or(0)
    }

    /// How many of a score's five bits are left out.
    fn score(self) -> u32 {
        match self {
            Self::Fine => 0,
            Self::Middle => 2,
            Self::Coarse => 3,
        }
    }

    /// How many bits of an attempt's seconds are left out.
    fn seconds(self) -> u32 {
        if self == Self::Fine { 0 } else { 4 }
    }
}

/// What stands for all numbers that are the same without their lowest bits: the middle of four. It is that of the four around it where more
/// is left out, too, so that each grid is part of the finer one.
fn midst(number: u32, left_out: u32) -> u32 {
    (number << left_out) | if left_out > 1 { 2 } else { left_out }
}

/// The stability of a step on a grid with so many to the doubling.
fn stability_of(step: u32, steps: f64) -> f64 {
    libm::exp2(f64::from(step) / steps - 10.0)
}

/// How many bits a moment within some days has, where one of a day has `span`.
fn bits_within(span: u32, power: u32) -> u32 {
    // A span more than fits may be begun and not ended.
    span.saturating_sub(power) + 1
}

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
    /// The element keeps its progress itself, which a checkpoint is not part of: it would be gone with the page.
    Kept,
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "the checkpoint is damaged, so there is nothing to go on from; start anew",
            Self::Newer => "a newer version wrote this checkpoint; update and try again",
            Self::OtherPack => "this is the checkpoint of another pack",
            Self::Occupied => "there is progress here already, and a checkpoint is only taken in where there is none",
            Self::Kept => "a checkpoint is only taken in with storage=\"none\", where the host keeps the progress; import an export instead",
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
    /// The names of a pack and of its items, each with the question it prepares for; generated items have to be among them. What once had
    /// another name goes by both.
    #[must_use]
    pub fn of<'a>(pack: &'a Pack, items: impl IntoIterator<Item = (String, Option<&'a Id>)>) -> Self {
        let mut names =
            Self { pack: crc32(pack.id.as_str().as_bytes()) >> 16, known: Vec::new(), prepares: BTreeMap::new() };
        let mut former = Vec::new();
        for question in &pack.questions {
            let id = Name::from(&question.id);
            let ids: Vec<Name> = [&question.id].into_iter().chain(&question.was).map(Name::from).collect();
            for point in &question.points {
                let known = Known::Target(Target::point(&id, &Name::from(&point.id)));
                names.add(known.clone());
                // The first of all is the present one.
                let each = ids.iter().flat_map(|within| {
                    let parts = [&point.id].into_iter().chain(&point.was);
                    parts.map(move |part| Target::point(within, &Name::from(part)).to_string())
                });
                former.extend(each.skip(1).map(|text| (text, known.clone())));
            }
            let known = Known::Target(Target::Question(id));
            former.extend(ids.into_iter().skip(1).map(|id| (Target::Question(id).to_string(), known.clone())));
            names.add(known);
        }
        for section in &pack.guide {
            let known = Known::Section(Name::from(&section.id));
            former.extend(section.was.iter().map(|was| (of_section(&Name::from(was)), known.clone())));
            names.add(known);
        }
        let renamed = renamed(pack);
        for (item, question) in items {
            let Ok(item) = Name::new(&item) else { continue };
            if let Some(question) = question {
                names.prepares.insert(item.clone(), Name::from(question));
            }
            let known = Known::Target(Target::Item(item.clone()));
            let was = renamed.iter().filter_map(|(was, id)| before(&item, was, id));
            former.extend(was.map(|was| (Target::Item(was).to_string(), known.clone())));
            names.add(known);
        }
        // An id in use is never taken for a former one.
        former.retain(|(text, _)| names.known.iter().all(|(known, _)| known != text));
        names.known.extend(former);
        names
    }

    fn add(&mut self, known: Known) {
        let text = match &known {
            Known::Target(target) => target.to_string(),
            Known::Section(name) => of_section(name),
        };
        self.known.push((text, known));
    }

    /// The hash with the fewest bits, but at least so many, that tells all these names and those of the pack apart.
    fn hash<'n>(&'n self, more: impl Iterator<Item = &'n str>, least: u32) -> Hash {
        let mut all: Vec<u32> =
            self.known.iter().map(|(text, _)| text.as_str()).chain(more).map(|text| crc32(text.as_bytes())).collect();
        all.sort_unstable();
        all.dedup();
        // So many pairs, each of which may be alike: with more than nine to expect no salt will do.
        let pairs = all.len() * all.len() / 2;
        let mut taken = Vec::new();
        for bits in (least..=HASH_TRIED).filter(|bits| pairs >> bits <= 9) {
            taken.clear();
            taken.resize(1 << (bits - 5), 0_u32);
            let apart = (0..1 << SALT).map(|salt| Hash { bits, salt: Some(salt) }).find(|hash| {
                let place = |sum: &u32| {
                    let at = hash.of_sum(*sum);
                    (usize::try_from(at >> 5).unwrap_or(0), 1 << (at & 31))
                };
                let mut free = |sum: &u32| {
                    let (at, bit) = place(sum);
                    taken.get_mut(at).is_some_and(|taken| core::mem::replace(taken, *taken | bit) & bit == 0)
                };
                let count = all.iter().take_while(|sum| free(sum)).count();
                for sum in all.iter().take(count) {
                    if let Some(taken) = taken.get_mut(place(sum).0) {
                        *taken = 0;
                    }
                }
                count == all.len()
            });
            if let Some(hash) = apart {
                return hash;
            }
        }
        Hash { bits: HASH.1, salt: Some(0) }
    }

    /// What each hash stands for; of two names with one hash neither is known.
    fn by_hash(&self, hash: Hash) -> BTreeMap<u32, Option<&Known>> {
        let mut map = BTreeMap::new();
        for (text, known) in &self.known {
            map.entry(hash.of(text))
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

/// What items are named after, each by a former id and by the present one.
fn renamed(pack: &Pack) -> Vec<(&Id, &Id)> {
    let mut all: Vec<(&[Id], &Id)> = pack.items.iter().map(|item| (item.was.as_slice(), &item.id)).collect();
    all.extend(pack.competencies.iter().map(|competency| (competency.was.as_slice(), &competency.id)));
    all.extend(pack.glossary.iter().map(|term| (term.was.as_slice(), &term.id)));
    for question in &pack.questions {
        all.push((&question.was, &question.id));
        all.extend(question.points.iter().map(|part| (part.was.as_slice(), &part.id)));
        all.extend(question.pitfalls.iter().map(|part| (part.was.as_slice(), &part.id)));
        all.extend(question.follow_ups.iter().map(|part| (part.was.as_slice(), &part.id)));
        all.extend(question.concepts.iter().map(|part| (part.was.as_slice(), &part.id)));
    }
    all.into_iter().flat_map(|(was, id)| was.iter().map(move |was| (was, id))).collect()
}

/// The item's name when what it is named after, or one part of that, had its former id; `None` when it is named otherwise.
fn before(item: &Name, was: &Id, id: &Id) -> Option<Name> {
    if **item == *id.as_str() {
        return Some(Name::from(was));
    }
    let (template, parts) = item.split_once(':')?;
    let mut parts: Vec<&str> = parts.split('/').collect();
    *parts.iter_mut().find(|part| **part == id.as_str())? = was.as_str();
    Name::new(&[template, ":", &parts.join("/")].concat()).ok()
}

fn of_section(name: &Name) -> String {
    ["section:", name].concat()
}

/// A way to make a few bits of a name.
#[derive(Debug, Clone, Copy)]
struct Hash {
    bits: u32,
    /// The first form had none.
    salt: Option<u32>,
}

impl Hash {
    fn of(self, text: &str) -> u32 {
        self.of_sum(crc32(text.as_bytes()))
    }

    /// The highest bits of a name's checksum; with salt these are mixed first, since what is alike in a checksum stays so.
    fn of_sum(self, sum: u32) -> u32 {
        let mixed = self.salt.map_or(sum, |salt| {
            let sum = (sum ^ salt.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
            (sum ^ (sum >> 15)).wrapping_mul(0xc2b2_ae35)
        });
        mixed >> (32 - self.bits)
    }
}

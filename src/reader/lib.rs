//! Reads role packs from Markdown and compiled JSON and writes them as Markdown.
//!
//! [`read`] turns the files of a pack into a [`Pack`](interview_practice_core::content::Pack) and lists everything that is wrong in
//! them, each [`Finding`] with its place and its mend. `content/README.md` describes the format. Natively [`read_path`] takes a
//! file or folder; in a browser a module of its own, fetched only when a pack comes as Markdown, does the same for one text.
//!
//! The reader knows no clock, no network and no screen. Input may be hostile: depth and sizes are bounded, nothing panics, and the
//! work grows with the size of the input and no faster.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]

mod fields;
mod finding;
mod front_matter;
mod ids;
mod json;
mod markdown;
mod names;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod outline;
mod overlay;
mod parts;
mod problems;
mod read;
mod reading;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod write;

use interview_practice_core::content::Pack;

pub use finding::{Finding, Severity};
pub use json::read_json;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{read_files, read_path, read_translation_path};
pub use read::{read, read_counting, read_translation};
#[cfg(target_arch = "wasm32")]
pub use wasm::{explain_json, read_markdown};
pub use write::write;

/// What came of reading a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The pack, when no finding is an error.
    pub pack: Option<Pack>,
    /// Everything that is wrong, in the order of the files and their lines.
    pub findings: Vec<Finding>,
    /// The ids that were derived from words and should be written into the files, so that they outlive the words.
    pub unwritten_ids: Vec<UnwrittenId>,
}

/// An id that stands in no file yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwrittenId {
    /// The file that it belongs into.
    pub file: String,
    /// The byte before which it belongs.
    pub at: usize,
    /// What to insert there.
    pub text: String,
}

impl Outcome {
    /// Whether anything forbids the use of the pack.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Reads a pack that is one text. `name` stands for the file in findings.
#[must_use]
pub fn read_text(name: &str, text: &str) -> Outcome {
    read(&[(name, text)])
}

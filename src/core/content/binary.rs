//! The compact binary form of a pack, for bundling: four letters, a version, then the pack in postcard's wire format.
//!
//! It is a build product of the same release as the code that reads it, never an exchange format: another version is refused.

use alloc::vec::Vec;
use core::fmt;

use super::{Outline, Pack, Question};

const MAGIC: [u8; 4] = *b"ipk1";
const OUTLINE: [u8; 4] = *b"ipo1";
const PROMPTS: [u8; 4] = *b"ipq1";

/// Why bytes are no pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryError {
    /// They do not begin like a pack of this version.
    NotAPack,
    /// They begin like a pack but break off or hold impossible values.
    Damaged,
}

impl fmt::Display for BinaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPack => "not a pack of this version: build it again with the release that reads it",
            Self::Damaged => "the pack is damaged: fetch or build it again",
        })
    }
}

impl core::error::Error for BinaryError {}

/// Writes a pack.
#[must_use]
pub fn encode(pack: &Pack) -> Vec<u8> {
    // Writing into a vector has no way to fail; an empty result would be refused by `decode`.
    postcard::to_extend(pack, MAGIC.to_vec()).unwrap_or_default()
}

/// Reads a pack.
///
/// # Errors
/// [`BinaryError::NotAPack`] for bytes of another origin or version, [`BinaryError::Damaged`] for broken ones.
pub fn decode(bytes: &[u8]) -> Result<Pack, BinaryError> {
    let body = bytes.strip_prefix(&MAGIC).ok_or(BinaryError::NotAPack)?;
    postcard::from_bytes(body).map_err(|_| BinaryError::Damaged)
}

/// Writes an outline.
#[must_use]
pub fn encode_outline(outline: &Outline) -> Vec<u8> {
    postcard::to_extend(outline, OUTLINE.to_vec()).unwrap_or_default()
}

/// Reads an outline.
///
/// # Errors
/// As [`decode`].
pub fn decode_outline(bytes: &[u8]) -> Result<Outline, BinaryError> {
    let body = bytes.strip_prefix(&OUTLINE).ok_or(BinaryError::NotAPack)?;
    postcard::from_bytes(body).map_err(|_| BinaryError::Damaged)
}

/// Writes the questions that [`Pack::take_prompts`] took out.
#[must_use]
pub fn encode_prompts(prompts: &[Question]) -> Vec<u8> {
    postcard::to_extend(prompts, PROMPTS.to_vec()).unwrap_or_default()
}

/// Reads questions for [`Pack::add_prompts`].
///
/// # Errors
/// As [`decode`].
pub fn decode_prompts(bytes: &[u8]) -> Result<Vec<Question>, BinaryError> {
    let body = bytes.strip_prefix(&PROMPTS).ok_or(BinaryError::NotAPack)?;
    postcard::from_bytes(body).map_err(|_| BinaryError::Damaged)
}

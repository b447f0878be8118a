//! The optional word-neighbour resource: which words mean much the same.
//!
//! The file is made by `cargo xtask coach-resource` and fetched only when practice begins. Without it the coach knows spelling,
//! stems, and the concepts of the question, but not that "quick" is near "fast".
//!
//! Layout, version 1 (streams of like bytes, which compress well): `IPN1`; the number of levels, one byte; the numbers of words,
//! letters and pairs as LEB128; for each word, in order, how many letters it shares with the one before, then for each how many
//! follow; the letters; for each word how many pairs it begins; for each pair the low and then the high bytes of the gap to the
//! second word's number; the levels of all pairs, two to a byte, low half first.

use alloc::string::String;
use alloc::vec::Vec;

const MAGIC: &[u8] = b"IPN1";
const MAX_WORDS: usize = 50_000;
const MAX_PAIRS: usize = 500_000;

/// Words (as stems) with their near neighbours and how near they are.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    letters: String,
    /// Where each word's letters end, in alphabetical order of the words.
    ends: Vec<usize>,
    /// For each pair, both ways and sorted: one word, the other, the level.
    pairs: Vec<(u32, u32, u8)>,
    levels: u8,
}

/// Why bytes are not a neighbour resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeighboursError {
    /// They do not begin with the mark of version 1.
    NotAResource,
    /// They end too soon.
    CutShort,
    /// A number is out of range, or a word is out of order.
    Damaged,
}

impl core::fmt::Display for NeighboursError {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(match self {
            Self::NotAResource => "these bytes are not a neighbour resource of version 1",
            Self::CutShort => "the neighbour resource is cut short",
            Self::Damaged => "the neighbour resource is damaged",
        })
    }
}

impl core::error::Error for NeighboursError {}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], NeighboursError> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(NeighboursError::CutShort)?;
        self.0 = tail;
        Ok(head)
    }

    fn number(&mut self, most: usize) -> Result<usize, NeighboursError> {
        let mut value = 0_usize;
        for shift in [0_u32, 7, 14, 21] {
            let &byte = self.take(1)?.first().ok_or(NeighboursError::CutShort)?;
            value |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return if value <= most { Ok(value) } else { Err(NeighboursError::Damaged) };
            }
        }
        Err(NeighboursError::Damaged)
    }
}

impl Neighbours {
    /// Reads the resource.
    ///
    /// # Errors
    /// When the bytes are not a whole, undamaged resource of version 1.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NeighboursError> {
        let mut bytes = Bytes(bytes.strip_prefix(MAGIC).ok_or(NeighboursError::NotAResource)?);
        let levels = bytes.number(15)?;
        let words = bytes.number(MAX_WORDS)?;
        let letter_count = bytes.number(MAX_WORDS * 40)?;
        let pair_count = bytes.number(MAX_PAIRS)?;
        if levels == 0 {
            return Err(NeighboursError::Damaged);
        }
        let (shared, rest) = (bytes.take(words)?, bytes.take(words)?);
        let mut source = core::str::from_utf8(bytes.take(letter_count)?).map_err(|_| NeighboursError::Damaged)?;
        let mut letters = String::with_capacity(letter_count * 2);
        let mut ends = Vec::with_capacity(words);
        let (mut before, mut longest) = ((0, 0), 0);
        for (&shared, &rest) in shared.iter().zip(rest) {
            let start = letters.len();
            let common = before.0..before.0 + usize::from(shared);
            if common.end > before.1 {
                return Err(NeighboursError::Damaged);
            }
            let common: String = letters.get(common).ok_or(NeighboursError::Damaged)?.into();
            let (own, tail) = source.split_at_checked(usize::from(rest)).ok_or(NeighboursError::Damaged)?;
            source = tail;
            letters.push_str(&common);
            letters.push_str(own);
            if letters.get(start..) <= letters.get(before.0..before.1) && !ends.is_empty() {
                return Err(NeighboursError::Damaged);
            }
            before = (start, letters.len());
            longest = longest.max(letters.len() - start);
            ends.push(letters.len());
        }
        if longest > 64 {
            return Err(NeighboursError::Damaged);
        }
        let counts = bytes.take(words)?;
        let (low, high) = (bytes.take(pair_count)?, bytes.take(pair_count)?);
        let level_bytes = bytes.take(pair_count.div_ceil(2))?;
        let mut pairs = Vec::with_capacity(pair_count * 2);
        let mut gaps = low.iter().zip(high).map(|(&low, &high)| u32::from(low) | u32::from(high) << 8);
        let mut level_of = level_bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        for (word, &count) in (0_u32..).zip(counts) {
            let mut last = word;
            for _ in 0..count {
                let (Some(gap), Some(level)) = (gaps.next(), level_of.next()) else {
                    return Err(NeighboursError::Damaged);
                };
                last += gap + 1;
                if last as usize >= words || level == 0 || usize::from(level) > levels {
                    return Err(NeighboursError::Damaged);
                }
                pairs.push((word, last, level));
                pairs.push((last, word, level));
            }
        }
        if gaps.next().is_some() {
            return Err(NeighboursError::Damaged);
        }
        pairs.sort_unstable();
        let levels = u8::try_from(levels).map_err(|_| NeighboursError::Damaged)?;
        Ok(Self { letters, ends, pairs, levels })
    }

    /// How many words have neighbours.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word has a neighbour, as without a resource.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.letters.get(start..end).unwrap_or("")
    }

    fn number(&self, stem: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(stem) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
                core::cmp::Ordering::Equal => return u32::try_from(middle).ok(),
            }
        }
        None
    }

    /// The neighbours of a stem with their nearness, above 0 and at most 1.
    pub fn of(&self, stem: &str) -> impl Iterator<Item = (&str, f64)> {
        let number = self.number(stem);
        let first = number.map_or(self.pairs.len(), |number| self.pairs.partition_point(|&(one, ..)| one < number));
        self.pairs
            .iter()
            .skip(first)
            .take_while(move |&&(one, ..)| Some(one) == number)
            .map(|&(_, other, level)| (self.word(other as usize), f64::from(level) / f64::from(self.levels)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// fast, quick and slow; fast and quick are near at level 5 of 7.
    fn small() -> Vec<u8> {
        let mut bytes = b"IPN1\x07\x03\x0d\x01".to_vec();
        bytes.extend([0, 0, 0, 4, 5, 4]);
        bytes.extend(b"fastquickslow");
        bytes.extend([1, 0, 0, 0, 0, 5]);
        bytes
    }

    #[test]
    fn neighbours_are_found_both_ways() {
        let near = Neighbours::from_bytes(&small()).unwrap();
        assert_eq!(near.len(), 3);
        assert_eq!(near.of("fast").collect::<Vec<_>>(), [("quick", 5.0 / 7.0)]);
        assert_eq!(near.of("quick").collect::<Vec<_>>(), [("fast", 5.0 / 7.0)]);
        assert_eq!(near.of("slow").count() + near.of("absent").count(), 0);
    }

    #[test]
    fn other_bytes_are_refused_with_the_reason() {
        assert_eq!(Neighbours::from_bytes(b"PNG").unwrap_err(), NeighboursError::NotAResource);
        let whole = small();
        for length in 4..whole.len() {
            assert!(Neighbours::from_bytes(&whole[..length]).is_err());
        }
    }

    proptest! {
        #[test]
        fn damaged_bytes_never_panic(at in 4_usize..40, value: u8, tail in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut bytes = small();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
            bytes.extend(tail);
            if let Ok(near) = Neighbours::from_bytes(&bytes) {
                for word in ["fast", "quick", "slow"] {
                    prop_assert!(near.of(word).all(|(_, value)| value > 0.0 && value <= 1.0));
                }
            }
        }
    }
}

//! Numbers in as few bits as they need.
//!
//! The second form is written by an arithmetic coder: each bit has odds of its own, by what it is about and the bits before it, and these
//! learn as they go. What a learner's memories have in common is so paid for once. The first form, bits as they are, is read only.

use alloc::vec::Vec;

/// What a number is about: numbers of one topic share their odds.
pub type Topic = u16;

/// The topic of bits that are as good as random.
pub const RAW: Topic = Topic::MAX;

/// The odds that a topic has room for: those of [`tree`], then those of a number's length and of short numbers.
const NODES: usize = 384;
/// Where the odds of a number's length begin.
const LENGTH: u32 = 256;
/// Where the odds of short numbers begin.
const SHORT: u32 = 320;
/// As often as this has a bit been seen at most; then the past counts half.
const MOST: u8 = 250;

/// Odds of all topics, and the interval that what was coded so far leaves.
#[derive(Debug)]
struct Coder {
    /// How often each bit was 0 and 1, doubled and one more (Krichevsky and Trofimov, "The performance of universal encoding", 1981).
    seen: Vec<[u8; 2]>,
    low: u32,
    high: u32,
}

impl Coder {
    fn new() -> Self {
        Self { seen: Vec::new(), low: 0, high: u32::MAX }
    }

    fn odds(&mut self, topic: Topic, node: u32) -> Option<&mut [u8; 2]> {
        if topic == RAW {
            return None;
        }
        let at = usize::from(topic) * NODES + usize::try_from(node).ok()?;
        if self.seen.len() <= at {
            self.seen.resize(at + 1, [1, 1]);
        }
        self.seen.get_mut(at)
    }

    /// The last place of the interval that means 0.
    fn middle(&mut self, topic: Topic, node: u32) -> u32 {
        let [zeros, ones] = self.odds(topic, node).map_or([1, 1], |seen| seen.map(u64::from));
        // Never so sure that a bit costs nothing: what is read would have no end.
        let share = ((zeros << 16) / (zeros + ones)).clamp(128, (1 << 16) - 128);
        let width = u64::from(self.high - self.low);
        // Below the width, which is 32 bits.
        self.low + ((width * share) >> 16) as u32
    }

    fn learn(&mut self, topic: Topic, node: u32, middle: u32, bit: bool) {
        if bit {
            self.low = middle + 1;
        } else {
            self.high = middle;
        }
        if let Some(seen) = self.odds(topic, node) {
            let [zeros, ones] = seen;
            let count = if bit { &mut *ones } else { &mut *zeros };
            *count += 2;
            if *count > MOST {
                *seen = seen.map(|count| (count / 2) | 1);
            }
        }
    }

    /// The next byte that is certain.
    fn shift(&mut self) -> Option<u8> {
        let [first, ..] = self.low.to_be_bytes();
        let [last, ..] = self.high.to_be_bytes();
        if first != last {
            return None;
        }
        self.low <<= 8;
        self.high = self.high << 8 | 0xff;
        Some(first)
    }
}

/// The odds of a short number's next bit, from its length and the bits before; longer ones are as good as random.
fn of_short(topic: Topic, length: u32, node: u32) -> (Topic, u32) {
    if length <= 3 { (topic, SHORT + length * 8 + node) } else { (RAW, 0) }
}

/// The odds of a bit of a few, from those before; the first eight have some.
fn of_few(topic: Topic, node: u32) -> (Topic, u32) {
    if node < LENGTH { (topic, node) } else { (RAW, 0) }
}

/// Bits that are being written.
#[derive(Debug)]
pub struct BitWriter {
    bytes: Vec<u8>,
    coder: Coder,
}

impl BitWriter {
    pub fn new() -> Self {
        Self { bytes: Vec::new(), coder: Coder::new() }
    }

    fn bit(&mut self, (topic, node): (Topic, u32), bit: bool) {
        let middle = self.coder.middle(topic, node);
        self.coder.learn(topic, node, middle, bit);
        while let Some(byte) = self.coder.shift() {
            self.bytes.push(byte);
        }
    }

    /// The lowest `count` bits of a number, 0 to 32 of them.
    pub fn bits(&mut self, topic: Topic, number: u32, count: u32) {
        let mut node = 1_u32;
        for place in (0..count).rev() {
            let bit = number >> place & 1 == 1;
            self.bit(of_few(topic, node), bit);
            node = node.saturating_mul(2) | u32::from(bit);
        }
    }

    /// A truth.
    pub fn flag(&mut self, topic: Topic, flag: bool) {
        self.bits(topic, u32::from(flag), 1);
    }

    /// A number whose lowest `low` bits are as good as random and whose rest is mostly small (Exp-Golomb).
    pub fn number(&mut self, topic: Topic, number: u32, low: u32) {
        let high = (u64::from(number) >> low) + 1;
        let length = 63 - high.leading_zeros();
        for zeros in 0..length {
            self.bit((topic, LENGTH + zeros), false);
        }
        self.bit((topic, LENGTH + length), true);
        let mut node = 1;
        for place in (0..length).rev() {
            let bit = high >> place & 1 == 1;
            self.bit(of_short(topic, length, node), bit);
            node = node << 1 & 7 | u32::from(bit);
        }
        self.bits(RAW, number, low);
    }

    /// A number that is as often negative.
    pub fn signed(&mut self, topic: Topic, number: i32, low: u32) {
        self.number(topic, (number.wrapping_shl(1) ^ (number >> 31)).cast_unsigned(), low);
    }

    /// Bytes with their count.
    pub fn bytes(&mut self, topic: Topic, bytes: &[u8]) {
        self.number(topic, u32::try_from(bytes.len()).unwrap_or(u32::MAX), 5);
        for &byte in bytes {
            self.bits(topic, byte.into(), 8);
        }
    }

    /// Everything that was written.
    pub fn finish(mut self) -> Vec<u8> {
        // The first byte differs in the two ends: with zeros behind it, which are read where nothing is, this one lies between them.
        let [first, ..] = self.coder.low.to_be_bytes();
        self.bytes.push(first + 1);
        self.bytes
    }
}

/// Bits that are being read. Everything gives `None` where the bits end.
#[derive(Debug)]
pub struct BitReader<'b> {
    bytes: &'b [u8],
    /// The next bit of the first form, or the next byte of the second.
    at: usize,
    /// The second form's coder and the place within its interval.
    coder: Option<(Coder, u32)>,
}

impl<'b> BitReader<'b> {
    /// The first form.
    pub fn plain(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, coder: None }
    }

    /// The second form.
    pub fn coded(bytes: &'b [u8]) -> Self {
        let place = (0..4).fold(0, |place, at| place << 8 | u32::from(bytes.get(at).copied().unwrap_or(0)));
        Self { bytes, at: 4, coder: Some((Coder::new(), place)) }
    }

    fn bit(&mut self, (topic, node): (Topic, u32)) -> Option<bool> {
        let Some((coder, place)) = &mut self.coder else {
            let byte = *self.bytes.get(self.at / 8)?;
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            return Some(bit == 1);
        };
        // The last byte is the first of four in hand.
        if self.at > self.bytes.len() + 3 {
            return None;
        }
        let middle = coder.middle(topic, node);
        let bit = *place > middle;
        coder.learn(topic, node, middle, bit);
        while coder.shift().is_some() {
            *place = *place << 8 | u32::from(self.bytes.get(self.at).copied().unwrap_or(0));
            self.at += 1;
        }
        Some(bit)
    }

    pub fn bits(&mut self, topic: Topic, count: u32) -> Option<u32> {
        let (mut number, mut node) = (0, 1_u32);
        for _ in 0..count {
            let bit = u32::from(self.bit(of_few(topic, node))?);
            node = node.saturating_mul(2) | bit;
            number = number << 1 | bit;
        }
        Some(number)
    }

    pub fn flag(&mut self, topic: Topic) -> Option<bool> {
        Some(self.bits(topic, 1)? == 1)
    }

    pub fn number(&mut self, topic: Topic, low: u32) -> Option<u32> {
        let mut length = 0;
        while !self.bit((topic, LENGTH + length))? {
            length += 1;
            if length > 32 {
                return None;
            }
        }
        let (mut high, mut node) = (1_u64, 1);
        for _ in 0..length {
            let bit = self.bit(of_short(topic, length, node))?;
            node = node << 1 & 7 | u32::from(bit);
            high = high << 1 | u64::from(bit);
        }
        u32::try_from((high - 1) << low | u64::from(self.bits(RAW, low)?)).ok()
    }

    pub fn signed(&mut self, topic: Topic, low: u32) -> Option<i32> {
        let number = self.number(topic, low)?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub fn bytes(&mut self, topic: Topic) -> Option<Vec<u8>> {
        let count = self.number(topic, 5)?;
        // Byte by byte: a count alone must not make room for anything.
        (0..count).map(|_| self.bits(topic, 8).and_then(|byte| u8::try_from(byte).ok())).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_read_back(numbers: Vec<(u32, i32, bool)>, topics in proptest::collection::vec(0_u16..3, 1..4), low in 0_u32..32, bytes: Vec<u8>) {
            let all: Vec<_> = numbers.iter().copied().chain([(u32::MAX, i32::MIN, true), (0, 0, false)]).collect();
            let mut writer = BitWriter::new();
            for (&(number, signed, flag), &topic) in all.iter().zip(topics.iter().cycle()) {
                writer.number(topic, number, low);
                writer.signed(RAW, signed, low);
                writer.bits(topic, number, 32);
                writer.flag(topic, flag);
            }
            writer.bytes(1, &bytes);
            let written = writer.finish();
            let mut reader = BitReader::coded(&written);
            for (&(number, signed, flag), &topic) in all.iter().zip(topics.iter().cycle()) {
                prop_assert_eq!(reader.number(topic, low), Some(number));
                prop_assert_eq!(reader.signed(RAW, low), Some(signed));
                prop_assert_eq!(reader.bits(topic, 32), Some(number));
                prop_assert_eq!(reader.flag(topic), Some(flag));
            }
            prop_assert_eq!(reader.bytes(1), Some(bytes));
        }

        #[test]
        fn any_bytes_come_to_an_end_without_a_panic(bytes: Vec<u8>) {
            for mut reader in [BitReader::plain(&bytes), BitReader::coded(&bytes)] {
                while reader.number(1, 3).is_some() || reader.bytes(2).is_some() || reader.bits(RAW, 1).is_some() {}
            }
        }
    }

    #[test]
    fn what_is_always_the_same_costs_next_to_nothing() {
        let mut writer = BitWriter::new();
        for _ in 0..10_000 {
            writer.bits(0, 5, 3);
        }
        assert!(writer.finish().len() < 40);
    }
}

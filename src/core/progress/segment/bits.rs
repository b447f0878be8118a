//! Numbers in bits, for the many records that are alike.

use alloc::vec::Vec;

/// The longest number that is written, in bits.
const LONGEST: u32 = 40;
/// Numbers below this can be written.
pub const LIMIT: u64 = 1 << LONGEST;

/// Bits that are being written, the lowest of each byte first.
#[derive(Debug, Default)]
pub struct BitWriter {
    /// What was written so far.
    pub bytes: Vec<u8>,
    used: u32,
}

impl BitWriter {
    pub fn bit(&mut self, bit: bool) {
        let place = self.used % 8;
        if place == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << place;
        }
        self.used = self.used.wrapping_add(1);
    }

    /// The lowest `count` bits of a number.
    pub fn bits(&mut self, number: u64, count: u32) {
        (0..count).for_each(|place| self.bit(number >> place & 1 == 1));
    }

    /// A number below [`LIMIT`] by the exponential Golomb code of this order: those below 2^order take order + 1 bits, twice as many numbers
    /// two bits more, and so on (Teuhola, "A compression method for clustered bit-vectors", 1978).
    pub fn number(&mut self, number: u64, order: u32) {
        let raised = number + (1 << order);
        let length = raised.ilog2();
        (order..length).for_each(|_| self.bit(true));
        self.bit(false);
        self.bits(raised, length);
    }
}

/// Bits that are being read. Everything gives `None` at the first bit that is not there.
#[derive(Debug)]
pub struct BitReader<'b> {
    bytes: &'b [u8],
    used: usize,
}

impl<'b> BitReader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, used: 0 }
    }

    pub fn bit(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.used / 8)?;
        let bit = byte >> (self.used % 8) & 1 == 1;
        self.used += 1;
        Some(bit)
    }

    /// What [`BitWriter::bits`] wrote.
    pub fn bits(&mut self, count: u32) -> Option<u64> {
        (0..count).try_fold(0, |number, place| Some(number | u64::from(self.bit()?) << place))
    }

    /// What [`BitWriter::number`] wrote.
    pub fn number(&mut self, order: u32) -> Option<u64> {
        let mut length = order;
        while self.bit()? {
            length += 1;
            if length > LONGEST {
                return None;
            }
        }
        Some((self.bits(length)? | 1 << length) - (1 << order))
    }

    /// Whether nothing is left but what fills the last byte.
    pub fn is_empty(&mut self) -> bool {
        let filling = self.bytes.len() * 8 - self.used.min(self.bytes.len() * 8);
        filling < 8 && (0..filling).all(|_| self.bit() == Some(false))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_read_back(numbers in proptest::collection::vec((prop_oneof![0..20_u64, 0..LIMIT], 0_u32..10), 0..40)) {
            let mut writer = BitWriter::default();
            numbers.iter().for_each(|&(number, order)| writer.number(number, order));
            let mut reader = BitReader::new(&writer.bytes);
            for (number, order) in numbers {
                prop_assert_eq!(reader.number(order), Some(number));
            }
            prop_assert!(reader.is_empty());
            prop_assert_eq!(reader.bit(), None);
        }

        #[test]
        fn any_bits_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..20), order in 0_u32..10) {
            let mut reader = BitReader::new(&bytes);
            while let Some(number) = reader.number(order) {
                prop_assert!(number < 2 * LIMIT);
            }
        }
    }
}

//! Bits: numbers in as few as they need.

use alloc::vec::Vec;

/// Bits that are being written, the highest of a byte first.
#[derive(Debug, Default)]
pub struct BitWriter {
    pub bytes: Vec<u8>,
    /// How many bits of the last byte are free.
    free: u32,
}

impl BitWriter {
    /// The lowest `count` bits of a number, 0 to 32 of them.
    pub fn bits(&mut self, number: u32, count: u32) {
        for place in (0..count).rev() {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            self.free -= 1;
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(number >> place & 1 == 1) << self.free;
            }
        }
    }

    /// A truth.
    pub fn flag(&mut self, flag: bool) {
        self.bits(u32::from(flag), 1);
    }

    /// A number whose lowest `low` bits are as good as random and whose rest is mostly small (Exp-Golomb).
    pub fn number(&mut self, number: u32, low: u32) {
        let high = (u64::from(number) >> low) + 1;
        let length = 64 - high.leading_zeros();
        self.bits(0, length - 1);
        // The highest bit is the one that ends the zeros. A number beyond 32 bits ends in 33.
        if length > 32 {
            self.bits(1, 1);
        }
        self.bits(high as u32, length.min(32));
        self.bits(number, low);
    }

    /// A number that is as often negative.
    pub fn signed(&mut self, number: i32, low: u32) {
        self.number((number.wrapping_shl(1) ^ (number >> 31)).cast_unsigned(), low);
    }

    /// Bytes with their count.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(u32::try_from(bytes.len()).unwrap_or(u32::MAX), 5);
        for &byte in bytes {
            self.bits(byte.into(), 8);
        }
    }
}

/// Bits that are being read. Everything gives `None` where the bits end.
#[derive(Debug, Clone, Copy)]
pub struct BitReader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> BitReader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn bits(&mut self, count: u32) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            let byte = *self.bytes.get(self.at / 8)?;
            number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(number)
    }

    pub fn flag(&mut self) -> Option<bool> {
        Some(self.bits(1)? == 1)
    }

    pub fn number(&mut self, low: u32) -> Option<u32> {
        let mut zeros = 0;
        while self.bits(1)? == 0 {
            zeros += 1;
            if zeros > 32 {
                return None;
            }
        }
        let rest = self.bits(zeros)?;
        let high = (1_u64 << zeros | u64::from(rest)) - 1;
        u32::try_from(high << low | u64::from(self.bits(low)?)).ok()
    }

    pub fn signed(&mut self, low: u32) -> Option<i32> {
        let number = self.number(low)?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        let count = usize::try_from(self.number(5)?).ok()?;
        // More than there is left is nonsense, and must not make room for it.
        if count > self.bytes.len() {
            return None;
        }
        (0..count).map(|_| self.bits(8).and_then(|byte| u8::try_from(byte).ok())).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_read_back(numbers: Vec<(u32, i32, bool)>, low in 0_u32..32, bytes: Vec<u8>) {
            let mut writer = BitWriter::default();
            for &(number, signed, flag) in numbers.iter().chain(&[(u32::MAX, i32::MIN, true)]) {
                writer.number(number, low);
                writer.signed(signed, low);
                writer.flag(flag);
            }
            writer.bytes(&bytes);
            let mut reader = BitReader::new(&writer.bytes);
            for &(number, signed, flag) in numbers.iter().chain(&[(u32::MAX, i32::MIN, true)]) {
                prop_assert_eq!(reader.number(low), Some(number));
                prop_assert_eq!(reader.signed(low), Some(signed));
                prop_assert_eq!(reader.flag(), Some(flag));
            }
            prop_assert_eq!(reader.bytes(), Some(bytes));
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let mut reader = BitReader::new(&bytes);
            while reader.number(3).is_some() || reader.bytes().is_some() || reader.bits(1).is_some() {}
        }
    }
}

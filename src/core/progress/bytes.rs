//! Bytes: varints, a checksum, and base64 so that a text store can keep them.

use alloc::string::String;
use alloc::vec::Vec;

/// Bytes that are being written.
#[derive(Debug, Default)]
pub struct Writer {
    /// What was written so far.
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// LEB128: seven bits a byte, the lowest first.
    pub fn unsigned(&mut self, mut number: u64) {
        while let high @ 1.. = number >> 7 {
            self.bytes.push(low_byte(number) | 0x80);
            number = high;
        }
        self.bytes.push(low_byte(number) & 0x7f);
    }

    /// Zigzag, then LEB128: numbers near zero are short whatever their sign.
    pub fn signed(&mut self, number: i64) {
        self.unsigned(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// A count.
    pub fn size(&mut self, size: usize) {
        self.unsigned(u64::try_from(size).unwrap_or(u64::MAX));
    }

    /// A text with its length before it.
    pub fn text(&mut self, text: &str) {
        self.size(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

fn low_byte(number: u64) -> u8 {
    u8::try_from(number & 0xff).unwrap_or(0)
}

/// Bytes that are being read. Everything gives `None` at the first byte that is not there or makes no sense.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub fn signed(&mut self) -> Option<i64> {
        let number = self.unsigned()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.unsigned()?.try_into().ok()
    }

    /// A count of things that take at least a byte each, so never more than the bytes that are left.
    pub fn size(&mut self) -> Option<usize> {
        usize::try_from(self.unsigned()?).ok().filter(|&size| size <= self.bytes.len())
    }

    pub fn text(&mut self) -> Option<&'b str> {
        let size = self.size()?;
        core::str::from_utf8(self.take(size)?).ok()
    }
}

/// CRC-32 (IEEE 802.3, reflected polynomial 0xEDB88320), four bits at a time.
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = table();
    let mut crc = u32::MAX;
    for &byte in bytes {
        for nibble in [byte & 15, byte >> 4] {
            let index = usize::from(low_byte(u64::from(crc)) & 15 ^ nibble);
            crc = (crc >> 4) ^ TABLE.get(index).copied().unwrap_or(0);
        }
    }
    !crc
}

const fn table() -> [u32; 16] {
    let mut table = [0_u32; 16];
    let mut index = 0;
    while index < 16 {
        let mut crc = index as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        #[expect(clippy::indexing_slicing, reason = "the loop ends at the table's length")]
        {
            table[index] = crc;
        }
        index += 1;
    }
    table
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds `bytes` to `text` in base64 with the URL-safe alphabet and no padding (RFC 4648, section 5).
pub fn to_base64(bytes: &[u8], text: &mut String) {
    text.reserve(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = 0_u32;
        for (&byte, shift) in chunk.iter().zip([16, 8, 0]) {
            group |= u32::from(byte) << shift;
        }
        for shift in [18, 12, 6, 0].into_iter().take(chunk.len() + 1) {
            let index = usize::try_from((group >> shift) & 63).unwrap_or(0);
            text.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
        }
    }
}

/// The bytes that a base64 text stands for; `None` when it is none, or is not the one way to write them.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        Some(u32::from(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        }))
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0_u32;
        for (&byte, shift) in chunk.iter().zip([18, 12, 6, 0]) {
            group |= digit(byte)? << shift;
        }
        let [_, first, second, third] = group.to_be_bytes();
        match chunk.len() {
            4 => bytes.extend([first, second, third]),
            3 if third == 0 => bytes.extend([first, second]),
            2 if second == 0 && third == 0 => bytes.push(first),
            _ => return None,
        }
    }
    Some(bytes)
}

/// `bytes` with their checksum, as text.
#[must_use]
pub fn seal(mut bytes: Vec<u8>) -> String {
    let crc = crc32(&bytes);
    bytes.extend(crc.to_le_bytes());
    let mut text = String::new();
    to_base64(&bytes, &mut text);
    text
}

/// The bytes that were sealed as `text`; `None` when they are damaged.
#[must_use]
pub fn unseal(text: &str) -> Option<Vec<u8>> {
    let mut bytes = from_base64(text)?;
    let split = bytes.len().checked_sub(4)?;
    let (payload, crc) = bytes.split_at_checked(split)?;
    if crc != crc32(payload).to_le_bytes() {
        return None;
    }
    bytes.truncate(split);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    proptest! {
        #[test]
        fn numbers_and_texts_read_back(unsigned: u64, signed: i64, text: String) {
            let mut writer = Writer::default();
            writer.unsigned(unsigned);
            writer.signed(signed);
            writer.text(&text);
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.unsigned(), Some(unsigned));
            prop_assert_eq!(reader.signed(), Some(signed));
            prop_assert_eq!(reader.text(), Some(text.as_str()));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn base64_reads_back_and_has_one_form(bytes: Vec<u8>, noise in "[A-Za-z0-9_=-]{0,9}") {
            let mut text = String::new();
            to_base64(&bytes, &mut text);
            prop_assert_eq!(from_base64(&text), Some(bytes));
            if let Some(bytes) = from_base64(&noise) {
                let mut again = String::new();
                to_base64(&bytes, &mut again);
                prop_assert_eq!(again, noise);
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.unsigned().is_some() || reader.text().is_some() || reader.byte().is_some() {}
        }
    }
}

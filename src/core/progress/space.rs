//! Where the progress of one pack is kept.

use alloc::string::String;

/// Where the progress of one pack is kept: the keys `interview-practice/1/STORAGE-KEY/PACK/...`, both names percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    prefix: String,
}

impl Space {
    /// The space of a pack under a storage key.
    #[must_use]
    pub fn new(storage_key: &str, pack: &str) -> Self {
        let mut prefix = String::from("interview-practice/1/");
        for part in [storage_key, pack] {
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
                    prefix.push(char::from(byte));
                } else {
                    prefix.push('%');
                    for digit in [byte >> 4, byte & 15] {
                        prefix.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
                    }
                }
            }
            prefix.push('/');
        }
        Self { prefix }
    }

    /// What every key of the space begins with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

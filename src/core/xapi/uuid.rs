//! Names as UUIDs, version 5: the same name always gives the same UUID, so that a statement told twice is one statement.

use core::fmt;

/// A UUID (RFC 9562).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(
    /// Its sixteen bytes, in the order in which they are written.
    pub [u8; 16],
);

impl Uuid {
    /// What stands for a name within a namespace: version 5 (RFC 9562, section 5.5), the beginning of a SHA-1 hash.
    #[must_use]
    pub fn named(namespace: Self, name: &str) -> Self {
        let mut bytes = [0; 16];
        let hash = sha1(namespace.0.iter().copied().chain(name.bytes()));
        for (byte, hashed) in bytes.iter_mut().zip(hash.iter().flat_map(|word| word.to_be_bytes())) {
            *byte = hashed;
        }
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0f | 0x50;
        *variant = *variant & 0x3f | 0x80;
        Self(bytes)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            for digit in [byte >> 4, byte & 15] {
                fmt::Write::write_char(f, char::from_digit(digit.into(), 16).unwrap_or('0'))?;
            }
        }
        Ok(())
    }
}

/// SHA-1 (FIPS 180-4). Good for names; nothing secret rests on it.
fn sha1(message: impl Iterator<Item = u8>) -> [u32; 5] {
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut block = [0_u8; 64];
    let (mut length, mut at) = (0_u64, 0_usize);
    let mut put = |byte: u8, at: &mut usize| {
        if let Some(place) = block.get_mut(*at) {
            *place = byte;
        }
        *at += 1;
        if *at == block.len() {
            *at = 0;
            compress(&mut state, &block);
        }
    };
    for byte in message {
        put(byte, &mut at);
        length += 8;
    }
    put(0x80, &mut at);
    while at != 56 {
        put(0, &mut at);
    }
    for byte in length.to_be_bytes() {
        put(byte, &mut at);
    }
    state
}

fn compress(state: &mut [u32; 5], block: &[u8; 64]) {
    // The last sixteen words of the schedule, the oldest first.
    let mut words = [0_u32; 16];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, &byte| word << 8 | u32::from(byte));
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for round in 0..80 {
        let (mix, constant) = match round {
            0..20 => (b & c | !b & d, 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let [word, _, third, _, _, _, _, _, ninth, _, _, _, _, fourteenth, _, _] = words;
        let sum = a.rotate_left(5).wrapping_add(mix).wrapping_add(e).wrapping_add(constant).wrapping_add(word);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        words.rotate_left(1);
        let [.., last] = &mut words;
        *last = (word ^ third ^ ninth ^ fourteenth).rotate_left(1);
    }
    for (kept, new) in state.iter_mut().zip([a, b, c, d, e]) {
        *kept = kept.wrapping_add(new);
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};

    use super::*;

    fn hash(message: &str) -> String {
        sha1(message.bytes()).map(|word| alloc::format!("{word:08x}")).concat()
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hash("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hash(two_blocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(hash(&"a".repeat(1_000_000)), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    }

    #[test]
    fn a_name_gives_the_uuid_of_the_standard() {
        // RFC 9562, appendix A.4.
        let dns = Uuid([0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0, 0xc0, 0x4f, 0xd4, 0x30, 0xc8]);
        assert_eq!(Uuid::named(dns, "www.example.com").to_string(), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }
}

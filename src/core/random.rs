//! A small seeded generator, for everything in the core that chooses or shuffles.
//!
//! SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): eight bytes of state, equal
//! on every platform. It is for order and variety, never for secrets; the seed is handed in from the edge.

/// A stream of pseudorandom numbers that its seed decides.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of a seed for something that has a name (an item's id, say): streams of different names do not follow each
    /// other, so what one part draws never changes another part.
    #[must_use]
    pub fn named(seed: u64, name: &str) -> Self {
        let mut random = Self(seed ^ hash(name.as_bytes()));
        Self(random.number())
    }

    /// The next number, evenly spread over all of `u64`.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when `bound` is 0. Evenly spread for bounds below 2^32 (Lemire, "Fast random
    /// integer generation in an interval", 2019), which is more than a list here ever has.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::from(u32::try_from(bound).unwrap_or(u32::MAX));
        if bound == 0 {
            return 0;
        }
        let unfair = (1 << 32) % bound;
        loop {
            let product = (self.number() >> 32) * bound;
            if product & 0xFFFF_FFFF >= unfair {
                return usize::try_from(product >> 32).unwrap_or_default();
            }
        }
    }

    /// Puts a list in an order of its own, each order as likely as any other (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for n in (1..list.len()).rev() {
            list.swap(n, self.below(n + 1));
        }
    }
}

/// FNV-1a, 64 bits: a fixed hash for naming streams and comparing words, the same on every platform and in every release.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_algorithm() {
        let mut random = Random::new(1_234_567);
        let numbers: [u64; 5] = core::array::from_fn(|_| random.number());
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
        assert_eq!(hash(b"foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn a_bounded_number_is_evenly_spread() {
        let mut random = Random::new(7);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[random.below(6)] += 1;
        }
        // Six standard deviations of a binomial with n = 60,000 and p = 1/6 are 548.
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 548), "{counts:?}");
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }

    #[test]
    fn every_order_is_as_likely_as_any_other() {
        let mut orders = std::collections::BTreeMap::new();
        for seed in 0..24_000 {
            let mut list = [0, 1, 2, 3];
            Random::named(seed, "order").shuffle(&mut list);
            *orders.entry(list).or_insert(0_u32) += 1;
        }
        assert_eq!(orders.len(), 24);
        assert!(orders.values().all(|count| count.abs_diff(1000) < 190), "{orders:?}");
    }

    #[test]
    fn neighbouring_seeds_and_names_have_streams_of_their_own() {
        let first = |seed, name| Random::named(seed, name).number();
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..1000 {
            for name in ["a", "b", "ab"] {
                assert!(seen.insert(first(seed, name)));
            }
        }
    }
}

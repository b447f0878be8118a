//! How widely texts use a word: what every question of a pack speaks of tells little about an answer to one of them.

use alloc::string::String;
use alloc::vec::Vec;

use super::reading::Reading;

/// In how many texts each stem stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spread {
    texts: usize,
    /// Sorted by stem.
    counts: Vec<(String, usize)>,
}

impl Spread {
    /// Counts a stem once for each of the texts, which may consist of several readings. Texts without words do not count.
    pub(crate) fn over<'a, Text: IntoIterator<Item = &'a Reading>>(texts: impl IntoIterator<Item = Text>) -> Self {
        let mut spread = Self::default();
        let mut all: Vec<&str> = Vec::new();
        for text in texts {
            let mut own: Vec<&str> =
                text.into_iter().flat_map(|reading| &reading.tokens).map(|token| token.stem.as_str()).collect();
            own.sort_unstable();
            own.dedup();
            spread.texts += usize::from(!own.is_empty());
            all.append(&mut own);
        }
        all.sort_unstable();
        for stem in all {
            match spread.counts.last_mut() {
                Some((known, count)) if known == stem => *count += 1,
                _ => spread.counts.push((stem.into(), 1)),
            }
        }
        spread
    }

    /// How much a word tells: 1 when one text uses it or none; less the more use it, never less than half. The other half goes by its
    /// inverse document frequency, as a share of the highest that these texts allow.
    pub(crate) fn tells(&self, stem: &str) -> f64 {
        let at = self.counts.binary_search_by(|(known, _)| known.as_str().cmp(stem)).ok();
        let count = at.and_then(|at| self.counts.get(at)).map_or(1, |(_, count)| *count);
        let frequency = |count: usize| libm::log(1.0 + self.texts.max(1) as f64 / count as f64);
        (1.0 + frequency(count) / frequency(1)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::reading::read;
    use super::*;

    #[test]
    fn the_more_texts_use_a_word_the_less_it_tells() {
        let lexicon = Lexicon::new(true);
        let texts =
            ["Caches serve reads", "A cache expires, caches fill", "Queues and caches", "Locks guard caches", ""];
        let readings = texts.map(|text| read(text, &lexicon));
        let spread = Spread::over(readings.iter().map(core::slice::from_ref));
        let [everywhere, twice, once, nowhere] = ["cach", "and", "lock", "shard"].map(|stem| spread.tells(stem));
        assert_eq!((once, nowhere), (1.0, 1.0));
        assert_eq!(twice, 1.0);
        assert!((0.5..0.75).contains(&everywhere), "{everywhere}");
        assert_eq!(Spread::default().tells("cach"), 1.0);
        let together = Spread::over([&readings]);
        assert_eq!(together.tells("cach"), 1.0, "several readings can be one text");
    }
}

//! The English stemmer known as Porter2 (Martin Porter, "The English (Porter2) stemming algorithm", 2002).

/// The stem of a folded English word: `connection`, `connected` and `connecting` share `connect`.
///
/// Words of two letters or fewer, words longer than forty, and words with anything but the letters a to z and the apostrophe
/// are their own stems.
///
/// ```
/// use interview_practice_core::text::stem;
/// assert_eq!(stem("scalability"), stem("scalable"));
/// assert_eq!(stem("größe"), "größe");
/// ```
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() <= 2 || word.len() > 40 || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
        return word.to_owned();
    }
    if let Some(&(_, stem)) = EXCEPTIONS.iter().find(|(form, _)| *form == word) {
        return stem.to_owned();
    }
    let mut work = Work::new(word);
    work.step_0();
    work.step_1a();
    if !WHOLE.contains(&work.text()) {
        work.step_1b();
        work.step_1c();
        work.step_2();
        work.step_3();
        work.step_4();
        work.step_5();
    }
    work.letters.make_ascii_lowercase();
    work.letters
}

const EXCEPTIONS: [(&str, &str); 18] = [
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Left alone once the plural is gone.
const WHOLE: [&str; 8] = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Endings of step 2, longest first among those that share an end, with what replaces them.
const STEP_2: [(&str, &str); 24] = [
    ("ational", "ate"),
    ("ization", "ize"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const STEP_3: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const STEP_4: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
];

/// A word under the knife. `Y` stands for a consonantal y.
struct Work {
    letters: String,
    /// Where the regions after the first and second vowel-consonant pair begin.
    r1: usize,
    r2: usize,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn region(letters: &[u8], from: usize) -> usize {
    letters
        .iter()
        .zip(letters.iter().skip(1))
        .enumerate()
        .skip(from)
        .find(|(_, (before, at))| is_vowel(**before) && !is_vowel(**at))
        .map_or(letters.len(), |(index, _)| index + 2)
}

impl Work {
    fn new(word: &str) -> Self {
        let mut letters = String::with_capacity(word.len());
        let mut after_vowel = true;
        for letter in word.trim_start_matches('\'').chars() {
            let consonantal = letter == 'y' && after_vowel;
            letters.push(if consonantal { 'Y' } else { letter });
            after_vowel = !consonantal && letter.is_ascii() && is_vowel(letter as u8);
        }
        let r1 = ["gener", "commun", "arsen"]
            .iter()
            .find(|start| letters.starts_with(**start))
            .map_or_else(|| region(letters.as_bytes(), 0), |start| start.len());
        let r2 = region(letters.as_bytes(), r1);
        Self { letters, r1, r2 }
    }

    fn text(&self) -> &str {
        &self.letters
    }

    fn in_region(&self, start: usize, suffix: &str) -> bool {
        self.letters.len() >= start + suffix.len()
    }

    /// The letter `back` places before the last `skip` letters; `letter(2, 1)` of `stem` is `t`.
    fn letter(&self, skip: usize, back: usize) -> Option<u8> {
        let index = self.letters.len().checked_sub(skip + back)?;
        self.letters.as_bytes().get(index).copied()
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.letters.bytes().take(end).any(is_vowel)
    }

    fn cut(&mut self, count: usize) {
        self.letters.truncate(self.letters.len().saturating_sub(count));
    }

    fn replace(&mut self, suffix: &str, with: &str) {
        self.cut(suffix.len());
        self.letters.push_str(with);
    }

    fn step_0(&mut self) {
        for suffix in ["'s'", "'s", "'"] {
            if self.letters.ends_with(suffix) {
                self.cut(suffix.len());
                return;
            }
        }
    }

    fn step_1a(&mut self) {
        let length = self.letters.len();
        if self.letters.ends_with("sses") {
            self.cut(2);
        } else if self.letters.ends_with("ied") || self.letters.ends_with("ies") {
            self.cut(if length > 4 { 2 } else { 1 });
        } else if self.letters.ends_with("us") || self.letters.ends_with("ss") {
        } else if self.letters.ends_with('s') && self.has_vowel_before(length.saturating_sub(2)) {
            self.cut(1);
        }
    }

    fn step_1b(&mut self) {
        for suffix in ["eedly", "eed"] {
            if self.letters.ends_with(suffix) {
                if self.in_region(self.r1, suffix) {
                    self.replace(suffix, "ee");
                }
                return;
            }
        }
        for suffix in ["ingly", "edly", "ing", "ed"] {
            if self.letters.ends_with(suffix) {
                if self.has_vowel_before(self.letters.len() - suffix.len()) {
                    self.cut(suffix.len());
                    self.mend_after_1b();
                }
                return;
            }
        }
    }

    fn mend_after_1b(&mut self) {
        if ["at", "bl", "iz"].iter().any(|end| self.letters.ends_with(end)) {
            self.letters.push('e');
        } else if ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|end| self.letters.ends_with(end)) {
            self.cut(1);
        } else if self.r1 >= self.letters.len() && self.ends_in_short_syllable(0) {
            self.letters.push('e');
        }
    }

    /// Whether, without its last `skip` letters, the word ends in a short syllable.
    fn ends_in_short_syllable(&self, skip: usize) -> bool {
        match (self.letter(skip, 3), self.letter(skip, 2), self.letter(skip, 1)) {
            (None, Some(vowel), Some(last)) => is_vowel(vowel) && !is_vowel(last),
            (Some(first), Some(vowel), Some(last)) => {
                !is_vowel(first) && is_vowel(vowel) && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    fn step_1c(&mut self) {
        if self.letters.len() > 2
            && matches!(self.letter(0, 1), Some(b'y' | b'Y'))
            && self.letter(0, 2).is_some_and(|before| !is_vowel(before))
        {
            self.replace("y", "i");
        }
    }

    fn step_2(&mut self) {
        let Some(&(suffix, with)) = STEP_2.iter().find(|(suffix, _)| self.letters.ends_with(suffix)) else { return };
        let before = self.letter(suffix.len(), 1);
        let fits = match suffix {
            "ogi" => before == Some(b'l'),
            "li" => matches!(before, Some(b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't')),
            _ => true,
        };
        if fits && self.in_region(self.r1, suffix) {
            self.replace(suffix, with);
        }
    }

    fn step_3(&mut self) {
        let Some(&(suffix, with)) = STEP_3.iter().find(|(suffix, _)| self.letters.ends_with(suffix)) else { return };
        let region = if suffix == "ative" { self.r2 } else { self.r1 };
        if self.in_region(region.max(self.r1), suffix) {
            self.replace(suffix, with);
        }
    }

    fn step_4(&mut self) {
        let Some(suffix) = STEP_4.iter().find(|suffix| self.letters.ends_with(**suffix)) else { return };
        let fits = *suffix != "ion" || matches!(self.letter(3, 1), Some(b's' | b't'));
        if fits && self.in_region(self.r2, suffix) {
            self.cut(suffix.len());
        }
    }

    fn step_5(&mut self) {
        let last = self.letter(0, 1);
        let in_r1 = self.in_region(self.r1, "e");
        let in_r2 = self.in_region(self.r2, "e");
        let cut = match last {
            Some(b'e') => in_r2 || in_r1 && !self.ends_in_short_syllable(1),
            Some(b'l') => in_r2 && self.letter(0, 2) == Some(b'l'),
            _ => false,
        };
        if cut {
            self.cut(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_family_share_a_stem() {
        for family in [
            ["connect", "connected", "connection"],
            ["scale", "scales", "scaling"],
            ["replicate", "replicated", "replication"],
            ["index", "indexes", "indexed"],
            ["try", "tries", "tried"],
            ["plan", "planned", "planning"],
        ] {
            assert_eq!(stem(family[0]), stem(family[1]));
            assert_eq!(stem(family[0]), stem(family[2]));
        }
    }

    #[test]
    fn other_scripts_and_marks_pass_unchanged() {
        for word in ["größe", "память", "c++", "a", "3rd", ""] {
            assert_eq!(stem(word), word);
        }
    }

    #[test]
    fn stems_are_those_of_the_published_algorithm() {
        for line in include_str!("stem_examples.txt").lines() {
            let (word, expected) = line.split_once(' ').unwrap();
            assert_eq!(stem(word), expected, "stem of {word}");
        }
    }
}

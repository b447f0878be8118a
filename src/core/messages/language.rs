//! The languages of the interface, and which one to take.

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The language for a BCP 47 tag: its primary subtag decides; English for a language that is not spoken here.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        if primary.eq_ignore_ascii_case("es") { Self::Es } else { Self::En }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Whether a whole number takes the plural category "one" (Unicode CLDR: both languages only for 1).
    #[must_use]
    pub fn is_one(self, n: usize) -> bool {
        n == 1
    }
}

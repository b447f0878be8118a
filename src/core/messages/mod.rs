//! Everything that the interface says, in every language it speaks.
//!
//! A [`Message`] holds one sentence in all languages side by side, so that none can be forgotten; one file an area. What varies stands
//! in braces (`{role}`) and is filled in by [`Message::fill`]. A [`Plural`] has a form for each plural category of the Unicode
//! plural rules that its languages need. The words of a pack never stand here.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

mod language;

pub mod coach;
pub mod debrief;
pub mod errors;
pub mod guide;
pub mod home;
pub mod interviewer;
pub mod made;
pub mod mock;
pub mod practice;
pub mod progress;
pub mod quiz;
pub mod review;
pub mod shell;
pub mod voice;

pub use language::Language;

/// A sentence in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// In English.
    pub en: &'static str,
    /// In Spanish.
    pub es: &'static str,
}

/// A sentence whose form depends on the number `{n}` in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    /// For the category "one".
    pub one: Message,
    /// For every other number.
    pub other: Message,
}

impl Message {
    /// The sentence as it stands, for messages without braces.
    #[must_use]
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Es => self.es,
        }
    }

    /// The sentence with each `{name}` replaced by its value; a name without a value stays as it is.
    #[must_use]
    pub fn fill(&self, language: Language, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

impl Plural {
    /// The sentence for a number, which stands as `{n}` in it.
    #[must_use]
    pub fn count(&self, language: Language, n: usize) -> String {
        self.fill(language, n, &[])
    }

    /// The sentence for a number, with more values.
    #[must_use]
    pub fn fill(&self, language: Language, n: usize, values: &[(&str, &str)]) -> String {
        let number = n.to_string();
        let mut all = alloc::vec![("n", number.as_str())];
        all.extend_from_slice(values);
        let form = if language.is_one(n) { &self.one } else { &self.other };
        form.fill(language, &all)
    }
}

/// A short text about a share: "73 %", with the language's own spacing.
#[must_use]
pub fn percent(language: Language, share: f64) -> String {
    let whole = libm::round(share.clamp(0.0, 1.0) * 100.0);
    // Between 0 and 100, so the conversion is exact.
    let mut text = (whole as u8).to_string();
    text.push_str(match language {
        Language::En => "%",
        Language::Es => "\u{a0}%",
    });
    text
}

/// Minutes and seconds: "4:05".
#[must_use]
pub fn clock(seconds: u32) -> String {
    let mut text = (seconds / 60).to_string();
    text.push(':');
    let rest = (seconds % 60).to_string();
    if rest.len() < 2 {
        text.push('0');
    }
    text.push_str(&rest);
    text
}

/// Joins texts as the language joins a list of things: "a, b and c".
#[must_use]
pub fn join(language: Language, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.to_owned(),
        [start @ .., last] => {
            let mut text = start.join(", ");
            text.push_str(match language {
                Language::En => " and ",
                Language::Es if last.to_lowercase().starts_with(['i', 'í']) => " e ",
                Language::Es => " y ",
            });
            text.push_str(last);
            text
        }
    }
}

/// Writes an area's messages: `NAME: "English", "Spanish";` and `plural NAME: "one", "other"; "one", "other";`.
macro_rules! messages {
    ($($(#[doc = $doc:literal])* $name:ident: $en:literal, $es:literal;)*) => {
        $($(#[doc = $doc])* #[doc = $en] pub const $name: crate::messages::Message = crate::messages::Message { en: $en, es: $es };)*

        /// Every message of this area with its name, for the tests that hold the languages against each other.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, crate::messages::Message)] = &[$((stringify!($name), $name)),*];
    };
}

/// Writes an area's plurals: `NAME: "one", "other"; "one", "other";`, English first.
macro_rules! plurals {
    ($($name:ident: $en_one:literal, $en_other:literal; $es_one:literal, $es_other:literal;)*) => {
        $(#[doc = $en_other] pub const $name: crate::messages::Plural = crate::messages::Plural {
            one: crate::messages::Message { en: $en_one, es: $es_one },
            other: crate::messages::Message { en: $en_other, es: $es_other },
        };)*

        /// Every plural of this area with its name, for the tests.
        #[cfg(test)]
        pub(super) const PLURALS: &[(&str, crate::messages::Plural)] = &[$((stringify!($name), $name)),*];
    };
}

pub(crate) use {messages, plurals};

#[cfg(test)]
mod tests;

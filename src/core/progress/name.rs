//! Names that events refer to: ids of questions, points, items, choices, sections, settings.

use alloc::string::String;
use alloc::sync::Arc;
use core::borrow::Borrow;
use core::fmt;
use core::ops::Deref;

/// A short text that names something: 1 to [`Name::MAX_LENGTH`] visible ASCII characters, none of them `"`, `'`, `\`, `<`, `>`
/// or `&`.
///
/// Wider than a pack's [`Id`](crate::content::Id), because generated items are named by their template and the ids they are
/// made of (`template:part/part`). Cloning shares the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

/// A text that is no [`Name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidName;

impl Name {
    /// The longest name, in characters.
    pub const MAX_LENGTH: usize = 320;

    /// Takes a text as a name.
    ///
    /// # Errors
    /// When the text is empty, too long or holds a character that a name may not have.
    pub fn new(text: &str) -> Result<Self, InvalidName> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\' | b'<' | b'>' | b'&');
        if !text.is_empty() && text.len() <= Self::MAX_LENGTH && text.bytes().all(plain) {
            Ok(Self(Arc::from(text)))
        } else {
            Err(InvalidName)
        }
    }

    /// The name `outer/inner`, cut at the greatest length.
    #[must_use]
    pub fn within(outer: &Self, inner: &Self) -> Self {
        let mut text = String::with_capacity(outer.len() + 1 + inner.len());
        text.push_str(outer);
        text.push('/');
        text.push_str(inner);
        text.truncate(Self::MAX_LENGTH);
        Self(Arc::from(text))
    }

    /// What stands for a name that is none.
    pub(super) fn unknown() -> Self {
        Self(Arc::from("-"))
    }

    /// The name's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&crate::content::Id> for Name {
    fn from(id: &crate::content::Id) -> Self {
        Self(Arc::from(id.as_str()))
    }
}

impl TryFrom<&str> for Name {
    type Error = InvalidName;

    fn try_from(text: &str) -> Result<Self, InvalidName> {
        Self::new(text)
    }
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a name has 1 to 320 visible ASCII characters without quotes, backslash, angle brackets or ampersand",
        )
    }
}

impl core::error::Error for InvalidName {}

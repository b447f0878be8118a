//! The browser's storage areas behind the core's trait.

use interview_practice_core::progress::{Store, StoreError};
use wasm_bindgen::{JsCast, JsValue};

/// Which area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// `localStorage`.
    Local,
    /// `sessionStorage`.
    Session,
}

/// A storage area, asked for anew at each call: a browser may take it away or give it back at any time.
pub struct BrowserStore(
    /// Which area.
    pub Area,
);

impl BrowserStore {
    fn area(&self) -> Result<web_sys::Storage, StoreError> {
        let window = web_sys::window().ok_or(StoreError::Missing)?;
        let area = match self.0 {
            Area::Local => window.local_storage(),
            Area::Session => window.session_storage(),
        };
        area.map_err(|_| StoreError::Blocked)?.ok_or(StoreError::Missing)
    }
}

fn cause(error: &JsValue) -> StoreError {
    match error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        Some("SecurityError") => StoreError::Blocked,
        _ => StoreError::Failed,
    }
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.area()?.get_item(key).map_err(|error| cause(&error))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.area()?.set_item(key, value).map_err(|error| cause(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.area()?.remove_item(key).map_err(|error| cause(&error))
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let area = self.area()?;
        let length = area.length().map_err(|error| cause(&error))?;
        let mut keys = Vec::new();
        for n in 0..length {
            if let Some(key) = area.key(n).map_err(|error| cause(&error))?
                && key.starts_with(prefix)
            {
                keys.push(key);
            }
        }
        Ok(keys)
    }
}

/// Stores hold ASCII only; anything else of a learner's words is written as `%XXXXXX`, the character's number.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if (c.is_ascii_graphic() || c == ' ' || c == '\n') && c != '%' {
            escaped.push(c);
        } else {
            escaped.push('%');
            for shift in (0..6).rev() {
                escaped.push(char::from_digit((c as u32 >> (shift * 4)) & 15, 16).unwrap_or('0'));
            }
        }
    }
    escaped
}

/// The text behind [`escape`]; `None` for a text that is no such thing.
pub fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let (digits, behind) = after.split_at_checked(6)?;
        plain.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        rest = behind;
    }
    plain.push_str(rest);
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_from_ascii() {
        for text in ["", "plain words\nand lines", "100 % café \u{1f600}\u{0}", "%%%"] {
            assert!(escape(text).is_ascii());
            assert_eq!(unescape(&escape(text)).as_deref(), Some(text));
        }
        for broken in ["%", "%12", "%zzzzzz", "%ffffff", "%00d800", "%é12345"] {
            assert_eq!(unescape(broken), None, "{broken}");
        }
    }
}

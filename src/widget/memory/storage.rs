//! The browser's storage areas behind the core's trait.

use interview_practice_core::progress::{Store, StoreError};
use wasm_bindgen::{JsCast, JsValue};

/// Which area.
#[derive(Debug, Clone)]
pub enum Area {
    /// `localStorage`.
    Local,
    /// `sessionStorage`.
    Session,
    /// The loader's own, in memory, which outlives the widget and a trap.
    Page(web_sys::Storage),
}

/// A storage area, asked for anew at each call: a browser may take it away or give it back at any time.
pub struct BrowserStore(
    /// Which area.
    pub Area,
);

impl BrowserStore {
    fn area(&self) -> Result<web_sys::Storage, StoreError> {
        let window = web_sys::window().ok_or(StoreError::Missing)?;
        let area = match &self.0 {
            Area::Local => window.local_storage(),
            Area::Session => window.session_storage(),
            Area::Page(area) => return Ok(area.clone()),
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

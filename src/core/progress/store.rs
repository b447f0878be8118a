//! Where progress is kept: a few texts under keys, as `localStorage` keeps them.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;

/// Why a store did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// There is no storage here.
    Missing,
    /// Storage is there but may not be used (private mode, sandboxed or partitioned frame, policy).
    Blocked,
    /// There is no room left.
    Full,
    /// It failed in another way.
    Failed,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "there is no storage",
            Self::Blocked => "storage is blocked",
            Self::Full => "storage is full",
            Self::Failed => "storage failed",
        })
    }
}

impl core::error::Error for StoreError {}

/// Texts under keys. Every call sees what every other writer of the same store has written so far.
///
/// Keys are ASCII, and so are values except those of places. Methods take `&self` because the storage is outside and shared.
pub trait Store {
    /// The text under `key`.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Puts `value` under `key`, all of it or nothing.
    ///
    /// # Errors
    /// When the store cannot be written; it then holds what it held before.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;

    /// Removes `key`, if it is there.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// Every key that begins with `prefix`, in any order.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
}

/// A store in memory: for `storage="none"`, and for tests. Clones share their texts.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.try_borrow().map_err(|_| StoreError::Failed)?.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.texts.try_borrow_mut().map_err(|_| StoreError::Failed)?.insert(key.into(), value.into());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.texts.try_borrow_mut().map_err(|_| StoreError::Failed)?.remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let texts = self.texts.try_borrow().map_err(|_| StoreError::Failed)?;
        Ok(texts.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

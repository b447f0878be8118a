//! Places: where the learner is in a view, and what is written there but not done yet.
//!
//! A place is not an event. It is replaced at every step, lost without harm, and belongs to one view of one space; of two tabs
//! the last to write wins. Its text belongs to the view.

use alloc::string::String;
use alloc::vec::Vec;

use super::bytes::crc32;
use super::log::Log;
use super::name::Name;
use super::store::StoreError;

/// The longest place, in bytes.
pub const MAX_PLACE: usize = 200_000;

impl Log {
    /// Keeps where the learner is in a view (`quiz`, or `draft/` and a question's id, say). An empty text removes it.
    ///
    /// # Errors
    /// When the store cannot be written, and [`StoreError::Full`] for a text longer than [`MAX_PLACE`].
    pub fn save_place(&self, view: &Name, text: &str) -> Result<(), StoreError> {
        let key = self.place_key(view);
        if text.is_empty() {
            return self.store().remove(&key);
        }
        if text.len() > MAX_PLACE {
            return Err(StoreError::Full);
        }
        let sum = checksum(text);
        self.store().set(&key, &[&sum, text].concat())
    }

    /// Where the learner was in a view; `None` when nowhere, or when what was kept is damaged or cannot be read.
    #[must_use]
    pub fn place(&self, view: &Name) -> Option<String> {
        let mut kept = self.store().get(&self.place_key(view)).ok()??;
        let (sum, text) = kept.split_at_checked(8)?;
        if checksum(text) != sum {
            return None;
        }
        Some(kept.split_off(8))
    }

    /// The names of all places that begin with `folder`.
    #[must_use]
    pub fn places(&self, folder: &str) -> Vec<Name> {
        let base = [self.space().prefix(), PLACES].concat();
        let keys = self.store().keys(&[&base, folder].concat()).unwrap_or_default();
        keys.iter().filter_map(|key| Name::new(key.strip_prefix(&base)?).ok()).collect()
    }

    /// Removes every place of the space: what is written there is the learner's own as much as any event.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn forget_places(&self) -> Result<(), StoreError> {
        for key in self.store().keys(&[self.space().prefix(), PLACES].concat())? {
            self.store().remove(&key)?;
        }
        Ok(())
    }

    fn place_key(&self, view: &Name) -> String {
        [self.space().prefix(), PLACES, view].concat()
    }
}

/// Where all places are, below the prefix.
const PLACES: &str = "place/";

fn checksum(text: &str) -> String {
    let crc = crc32(text.as_bytes());
    (0..8).rev().filter_map(|digit| char::from_digit((crc >> (digit * 4)) & 15, 16)).collect()
}

#[cfg(test)]
mod tests {
    use alloc::boxed::Box;

    use super::*;
    use crate::progress::{ActorId, MemoryStore, Space, Store};

    #[test]
    fn a_place_survives_a_reload_and_damage_is_noticed() {
        let store = MemoryStore::default();
        let open = || Log::open(Box::new(store.clone()), Space::new("k", "p"), ActorId(1), "1").0;
        let view = Name::new("draft/cap").unwrap();
        assert_eq!(open().place(&view), None);
        open().save_place(&view, "Es war einmal, größer").unwrap();
        assert_eq!(open().place(&view).unwrap(), "Es war einmal, größer");
        let key = store.keys("").unwrap().pop().unwrap();
        for damaged in ["", "0", "00000000x", "größergrößer"] {
            store.set(&key, damaged).unwrap();
            assert_eq!(open().place(&view), None, "{damaged}");
        }
        open().save_place(&view, "").unwrap();
        assert!(store.keys("").unwrap().is_empty());
    }

    #[test]
    fn all_places_of_a_space_are_forgotten_and_no_others() {
        let store = MemoryStore::default();
        let open = |key| Log::open(Box::new(store.clone()), Space::new(key, "p"), ActorId(1), "1").0;
        let (view, draft) = (Name::new("quiz").unwrap(), Name::new("practice/cap").unwrap());
        for log in [open("k"), open("other")] {
            log.save_place(&view, "here").unwrap();
            log.save_place(&draft, "my words").unwrap();
        }
        open("k").forget_places().unwrap();
        assert_eq!((open("k").place(&view), open("k").place(&draft)), (None, None));
        assert_eq!(open("other").place(&draft).unwrap(), "my words");
    }
}

//! Recordings on this device, in a database of their own: that of the progress keeps its version for ever, and so its stores.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, IdbDatabase, IdbObjectStore, IdbTransactionMode};

use super::mirror::{begin, committed, factory, finished, keys_of, open_database};

const DATABASE: &str = "interview-practice-recordings";
const STORE: &str = "recordings";

/// The recordings of one space.
pub struct Recordings {
    database: IdbDatabase,
    prefix: String,
}

impl Recordings {
    /// Opens the recordings of the space with this prefix.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn open(prefix: String) -> Result<Self, JsValue> {
        Ok(Self { database: open_database(&factory()?, DATABASE, &[STORE]).await?, prefix })
    }

    /// Keeps a recording.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn put(&self, name: &str, sound: &Blob) -> Result<(), JsValue> {
        let store = self.begin(IdbTransactionMode::Readwrite)?;
        store.put_with_key(sound, &self.key(name))?;
        committed(&store.transaction()).await
    }

    /// A recording; `None` when there is none under this name.
    pub async fn sound(&self, name: &str) -> Option<Blob> {
        let store = self.begin(IdbTransactionMode::Readonly).ok()?;
        finished(&store.get(&self.key(name)).ok()?).await.ok()?.dyn_into().ok()
    }

    /// How many there are, and how many bytes they take.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn total(&self) -> Result<(usize, f64), JsValue> {
        let store = self.begin(IdbTransactionMode::Readonly)?;
        let found: Array = finished(&store.get_all_with_key(&keys_of(&self.prefix)?.into())?).await?.dyn_into()?;
        let bytes = found.iter().filter_map(|sound| Some(sound.dyn_into::<Blob>().ok()?.size())).sum();
        Ok((usize::try_from(found.length()).unwrap_or(0), bytes))
    }

    /// Deletes a recording.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn delete(&self, name: &str) -> Result<(), JsValue> {
        self.erase(&self.key(name)).await
    }

    /// Deletes every recording of the space.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn delete_all(&self) -> Result<(), JsValue> {
        self.erase(&keys_of(&self.prefix)?.into()).await
    }

    async fn erase(&self, keys: &JsValue) -> Result<(), JsValue> {
        let store = self.begin(IdbTransactionMode::Readwrite)?;
        store.delete(keys)?;
        committed(&store.transaction()).await
    }

    fn key(&self, name: &str) -> JsValue {
        [self.prefix.as_str(), name].concat().into()
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
        begin(&self.database, STORE, mode)
    }
}

impl Drop for Recordings {
    fn drop(&mut self) {
        // Closing waits for what is under way.
        self.database.close();
    }
}

//! Recordings on this device, in a database of their own: that of the progress keeps its version for ever, and so its stores.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::dynamic::{call, get, global, handle};

const DATABASE: &str = "interview-practice-recordings";
const STORE: &str = "recordings";

/// The recordings of one space.
pub struct Recordings {
    database: JsValue,
    prefix: String,
}

impl Recordings {
    /// Opens the recordings of the space with this prefix.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn open(prefix: String) -> Result<Self, JsValue> {
        let factory = global("indexedDB").ok_or(JsValue::UNDEFINED)?;
        let request = call(&factory, "open", &[DATABASE.into(), 1.into()])?;
        let upgrading = request.clone();
        let _upgrade = handle(&request, "onupgradeneeded", move |_| {
            let _ = call(&get(&upgrading, "result"), "createObjectStore", &[STORE.into()]);
        });
        Ok(Self { database: finished(&request).await?, prefix })
    }

    /// Keeps a recording.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn put(&self, name: &str, blob: &JsValue) -> Result<(), JsValue> {
        let store = self.store("readwrite")?;
        finished(&call(&store, "put", &[blob.clone(), self.key(name)])?).await.map(|_| ())
    }

    /// A recording; `None` when there is none under this name.
    pub async fn blob(&self, name: &str) -> Option<JsValue> {
        let store = self.store("readonly").ok()?;
        let found = finished(&call(&store, "get", &[self.key(name)]).ok()?).await.ok()?;
        (!found.is_undefined()).then_some(found)
    }

    /// How many there are, and how many bytes they take.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn total(&self) -> Result<(usize, f64), JsValue> {
        let store = self.store("readonly")?;
        let found = Array::from(&finished(&call(&store, "getAll", &[self.range()?])?).await?);
        let bytes = found.iter().filter_map(|blob| get(&blob, "size").as_f64()).sum();
        Ok((usize::try_from(found.length()).unwrap_or(0), bytes))
    }

    /// Deletes a recording.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn delete(&self, name: &str) -> Result<(), JsValue> {
        let store = self.store("readwrite")?;
        finished(&call(&store, "delete", &[self.key(name)])?).await.map(|_| ())
    }

    /// Deletes every recording of the space.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn delete_all(&self) -> Result<(), JsValue> {
        let store = self.store("readwrite")?;
        finished(&call(&store, "delete", &[self.range()?])?).await.map(|_| ())
    }

    fn store(&self, mode: &str) -> Result<JsValue, JsValue> {
        let transaction = call(&self.database, "transaction", &[STORE.into(), mode.into()])?;
        call(&transaction, "objectStore", &[STORE.into()])
    }

    fn key(&self, name: &str) -> JsValue {
        [self.prefix.as_str(), name].concat().into()
    }

    fn range(&self) -> Result<JsValue, JsValue> {
        let kind = global("IDBKeyRange").ok_or(JsValue::UNDEFINED)?;
        // U+FFFF sorts behind every character that a key may have.
        call(&kind, "bound", &[self.key(""), self.key("\u{ffff}")])
    }
}

impl Drop for Recordings {
    fn drop(&mut self) {
        // Closing waits for what is under way.
        let _ = call(&self.database, "close", &[]);
    }
}

/// Waits for a request and gives its result.
async fn finished(request: &JsValue) -> Result<JsValue, JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        super::dynamic::set(request, "onsuccess", resolve);
        super::dynamic::set(request, "onerror", reject);
    });
    JsFuture::from(promise).await?;
    Ok(get(request, "result"))
}

//! The mirror in IndexedDB: event records and the texts of answers, under keys that begin with the space's prefix.
//!
//! The database's version stays 1 for ever; another schema would take another name. A write is reported done when its transaction is.

use std::rc::Rc;

use interview_practice_core::progress::{EventId, Name, Record};
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

const DATABASE: &str = "interview-practice";
const EVENTS: &str = "events";
const TEXTS: &str = "texts";
/// Up to so many records are read one by one.
const FEW: usize = 100;

/// The mirror of one space. Clones share one connection, which is closed with the last of them.
#[derive(Clone)]
pub struct Mirror {
    connection: Rc<Connection>,
    prefix: String,
}

struct Connection(IdbDatabase);

impl Drop for Connection {
    fn drop(&mut self) {
        // Each of them holds the database, and it them.
        self.0.set_onversionchange(None);
        self.0.set_onclose(None);
        // Closing waits for what is under way.
        self.0.close();
    }
}

impl PartialEq for Mirror {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.connection, &other.connection)
    }
}

impl Mirror {
    /// Opens the mirror of the space with this prefix. `lost` is called once the browser takes the open database away, as it does when
    /// somebody clears the site's data.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn open(prefix: &str, lost: impl FnOnce() + 'static) -> Result<Self, JsValue> {
        let database = open_database(DATABASE, &[EVENTS, TEXTS]).await?;
        // Whoever wants to delete the database shall not have to wait for this page to be closed.
        let closing = database.clone();
        let lost = Closure::once_into_js(lost);
        let told = lost.clone();
        let close = Closure::once_into_js(move || {
            closing.close();
            let _ = told.unchecked_ref::<js_sys::Function>().call0(&JsValue::NULL);
        });
        database.set_onversionchange(Some(close.unchecked_ref()));
        database.set_onclose(Some(lost.unchecked_ref()));
        Ok(Self { connection: Rc::new(Connection(database)), prefix: prefix.to_owned() })
    }

    /// This mirror, or one that is opened for the moment.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn or_open(mirror: Option<Self>, prefix: &str) -> Result<Self, JsValue> {
        match mirror {
            Some(mirror) => Ok(mirror),
            None => Self::open(prefix, || ()).await,
        }
    }

    /// The records of these events; all of the space where these are many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn records(&self, ids: &[EventId]) -> Result<Vec<String>, JsValue> {
        if ids.len() > FEW {
            return self.all_in(EVENTS).await;
        }
        let mut records = Vec::new();
        for id in ids {
            let (_, store) = self.begin(EVENTS, IdbTransactionMode::Readonly)?;
            records.extend(finished(&store.get(&self.key(&id.to_string()))?).await?.as_string());
        }
        Ok(records)
    }

    /// Which events it holds: their names alone are quicker to read than their records.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events(&self) -> Result<Vec<EventId>, JsValue> {
        Ok(self.names_in(EVENTS).await?.iter().filter_map(|name| name.parse().ok()).collect())
    }

    async fn all_in(&self, name: &str) -> Result<Vec<String>, JsValue> {
        let (_, store) = self.begin(name, IdbTransactionMode::Readonly)?;
        let found: Array = finished(&store.get_all_with_key(&self.range()?.into())?).await?.dyn_into()?;
        Ok(found.iter().filter_map(|record| record.as_string()).collect())
    }

    /// How many characters the texts of the space take together.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn texts_size(&self) -> Result<usize, JsValue> {
        Ok(self.all_in(TEXTS).await?.iter().map(String::len).sum())
    }

    /// Writes event records, all of them or none.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn put(&self, records: &[Record]) -> Result<(), JsValue> {
        let (transaction, store) = self.begin(EVENTS, IdbTransactionMode::Readwrite)?;
        for record in records {
            let key = [self.prefix.as_str(), &record.id.to_string()].concat();
            store.put_with_key(&record.text.as_str().into(), &key.into())?;
        }
        committed(&transaction).await
    }

    async fn names_in(&self, name: &str) -> Result<Vec<String>, JsValue> {
        let (_, store) = self.begin(name, IdbTransactionMode::Readonly)?;
        self.names_of(&store).await
    }

    async fn names_of(&self, store: &IdbObjectStore) -> Result<Vec<String>, JsValue> {
        let keys: Array = finished(&store.get_all_keys_with_key(&self.range()?.into())?).await?.dyn_into()?;
        let names = keys.iter().filter_map(|key| Some(key.as_string()?.strip_prefix(&self.prefix)?.to_owned()));
        Ok(names.collect())
    }

    /// The names of the texts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn texts(&self) -> Result<Vec<String>, JsValue> {
        self.names_in(TEXTS).await
    }

    /// Deletes texts for good.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn erase_texts(&self, names: &[String]) -> Result<(), JsValue> {
        let (transaction, store) = self.begin(TEXTS, IdbTransactionMode::Readwrite)?;
        for name in names {
            store.delete(&self.key(name))?;
        }
        committed(&transaction).await
    }

    /// Deletes events for good; `false`, and nothing is deleted, when the mirror does not hold those any more of which it is `known` that it
    /// does, and no others: what another tab has written meanwhile may be the word that brings them back.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn erase(&self, events: &[EventId], known: &[EventId]) -> Result<bool, JsValue> {
        let (transaction, store) = self.begin(EVENTS, IdbTransactionMode::Readwrite)?;
        let names = self.names_of(&store).await?;
        if !names.iter().filter_map(|name| name.parse::<EventId>().ok()).eq(known.iter().copied()) {
            return Ok(false);
        }
        for event in events {
            store.delete(&self.key(&event.to_string()))?;
        }
        committed(&transaction).await.map(|()| true)
    }

    /// Writes texts of answers, all of them or none. One that is there already stays as it is; which are new is returned.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn put_texts(&self, texts: &[(Name, String)]) -> Result<Vec<String>, JsValue> {
        let there = self.names_in(TEXTS).await?;
        let (transaction, store) = self.begin(TEXTS, IdbTransactionMode::Readwrite)?;
        let mut new = Vec::new();
        for (name, text) in texts.iter().filter(|(name, _)| !there.iter().any(|known| known == name.as_str())) {
            store.put_with_key(&text.as_str().into(), &self.key(name))?;
            new.push(name.as_str().to_owned());
        }
        committed(&transaction).await?;
        Ok(new)
    }

    /// The text of an answer, when it is kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let (_, store) = self.begin(TEXTS, IdbTransactionMode::Readonly)?;
        Ok(finished(&store.get(&self.key(name))?).await?.as_string())
    }

    fn key(&self, name: &str) -> JsValue {
        [self.prefix.as_str(), name].concat().into()
    }

    fn range(&self) -> Result<IdbKeyRange, JsValue> {
        keys_of(&self.prefix)
    }

    fn begin(&self, name: &str, mode: IdbTransactionMode) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        begin(&self.connection.0, name, mode)
    }
}

/// Opens a database, with these stores the first time.
pub(super) async fn open_database(name: &str, stores: &'static [&'static str]) -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(name, 1)?;
    let upgrading: IdbOpenDbRequest = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(database) = upgrading.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            for name in stores {
                let _ = database.create_object_store(name);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    finished(&request).await?.dyn_into()
}

/// A transaction on one store.
pub(super) fn begin(
    database: &IdbDatabase,
    name: &str,
    mode: IdbTransactionMode,
) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
    let transaction = database.transaction_with_str_and_mode(name, mode)?;
    let store = transaction.object_store(name)?;
    Ok((transaction, store))
}

/// The keys that begin with a prefix.
pub(super) fn keys_of(prefix: &str) -> Result<IdbKeyRange, JsValue> {
    // U+FFFF sorts behind every character that a key may have.
    IdbKeyRange::bound(&prefix.into(), &[prefix, "\u{ffff}"].concat().into())
}

/// Waits for a request and gives its result.
pub(super) async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        let done = request.clone();
        let success = Closure::once_into_js(move || {
            let result = done.result().unwrap_or(JsValue::UNDEFINED);
            let _ = resolve.call1(&JsValue::NULL, &result);
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await
}

/// Waits until a transaction is done.
pub(super) async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ())
}

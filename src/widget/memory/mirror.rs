//! The mirror in IndexedDB: event records and the texts of answers, under keys that begin with the space's prefix.
//!
//! The database's version stays 1 for ever; another schema would take another name. A write is reported done when its transaction is.
//!
//! Where the browser has storage buckets, everything is there twice, the second time in a bucket of its own. Chromium keeps a bucket's
//! databases in one LevelDB; killed between the two writes that make a record of its log, it appends to the stump the next time, takes the log
//! for damaged the time after, and throws all of it away (<https://github.com/google/leveldb/issues/1287>). The two are written one after the
//! other, so that a kill that cuts both is rare indeed.

use std::rc::Rc;

use interview_practice_core::progress::{EventId, Name, Record};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "interview-practice";
const EVENTS: &str = "events";
const TEXTS: &str = "texts";
const STORES: &[&str] = &[EVENTS, TEXTS];
/// Up to so many records are read one by one.
const FEW: usize = 100;

/// A store, a key in it, and the key's value; none where it is to be deleted.
type Change = (&'static str, JsValue, Option<JsValue>);

/// The mirror of one space. Clones share one connection, which is closed with the last of them.
#[derive(Clone)]
pub struct Mirror {
    connection: Rc<Connection>,
    prefix: String,
}

struct Connection {
    main: IdbDatabase,
    spare: Option<Spare>,
}

/// The second database. Its requests are never answered once the bucket has been collected as garbage.
struct Spare {
    database: IdbDatabase,
    _bucket: JsValue,
}

impl Connection {
    fn databases(&self) -> impl Iterator<Item = &IdbDatabase> {
        [Some(&self.main), self.spare.as_ref().map(|spare| &spare.database)].into_iter().flatten()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        for database in self.databases() {
            // Each of them holds the database, and it them.
            database.set_onversionchange(None);
            database.set_onclose(None);
            // Closing waits for what is under way.
            database.close();
        }
    }
}

impl PartialEq for Mirror {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.connection, &other.connection)
    }
}

impl Mirror {
    /// Opens the mirror of the space with this prefix. `lost` is called once the browser takes an open database away, as it does when
    /// somebody clears the site's data.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn open(prefix: &str, lost: Box<dyn Fn()>) -> Result<Self, JsValue> {
        let main = open_database(&factory()?, DATABASE, STORES).await?;
        let lost = Closure::wrap(lost).into_js_value();
        heed(&main, &lost);
        let spare = open_spare().await.ok();
        if let Some(spare) = &spare {
            heed(&spare.database, &lost);
        }
        let mirror = Self { connection: Rc::new(Connection { main, spare }), prefix: prefix.to_owned() };
        if let Connection { main, spare: Some(Spare { database: spare, .. }) } = &*mirror.connection {
            for name in STORES {
                let _ = mirror.copy(name, main, spare).await;
                let _ = mirror.copy(name, spare, main).await;
            }
        }
        Ok(mirror)
    }

    /// Copies to a database what only another one holds.
    async fn copy(&self, name: &'static str, from: &IdbDatabase, to: &IdbDatabase) -> Result<(), JsValue> {
        let known = self.names_of(&begin(to, name, IdbTransactionMode::Readonly)?).await?;
        let store = begin(from, name, IdbTransactionMode::Readonly)?;
        let names = self.names_of(&store).await?;
        let missing = |found: &String| known.binary_search(found).is_err();
        if !names.iter().any(missing) {
            return Ok(());
        }
        // In the same transaction, so that they are those of the names.
        let values: Array = finished(&store.get_all_with_key(&self.range()?.into())?).await?.dyn_into()?;
        let changes = names.iter().zip(values).filter(|(found, _)| missing(found));
        let changes: Vec<Change> = changes.map(|(found, value)| (name, self.key(found), Some(value))).collect();
        write(to, &changes).await
    }

    /// Makes changes in both databases, in one transaction each. They are made once the second has them too, or cannot take them.
    async fn write(&self, changes: &[Change]) -> Result<(), JsValue> {
        write(&self.connection.main, changes).await?;
        self.write_spare(changes).await;
        Ok(())
    }

    async fn write_spare(&self, changes: &[Change]) {
        if let Some(spare) = &self.connection.spare {
            let _ = write(&spare.database, changes).await;
        }
    }

    /// This mirror, or one that is opened for the moment.
    ///
    /// # Errors
    /// When the browser has no IndexedDB, or refuses it here.
    pub async fn or_open(mirror: Option<Self>, prefix: &str) -> Result<Self, JsValue> {
        match mirror {
            Some(mirror) => Ok(mirror),
            None => Self::open(prefix, Box::new(|| ())).await,
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
            let store = self.read(EVENTS)?;
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
        let store = self.read(name)?;
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

    /// Writes event records and texts of answers, all of them or none. A text that is there already stays as it is; which are new is
    /// returned.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn put(&self, records: &[Record], texts: &[(Name, String)]) -> Result<Vec<String>, JsValue> {
        let there = if texts.is_empty() { Vec::new() } else { self.names_in(TEXTS).await? };
        let record = |record: &Record| (EVENTS, self.key(&record.id.to_string()), Some(record.text.as_str().into()));
        let mut changes: Vec<Change> = records.iter().map(record).collect();
        let mut new = Vec::new();
        for (name, text) in texts.iter().filter(|(name, _)| !there.iter().any(|known| known == name.as_str())) {
            changes.push((TEXTS, self.key(name), Some(text.as_str().into())));
            new.push(name.as_str().to_owned());
        }
        self.write(&changes).await?;
        Ok(new)
    }

    async fn names_in(&self, name: &str) -> Result<Vec<String>, JsValue> {
        self.names_of(&self.read(name)?).await
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
        self.write(&names.iter().map(|name| (TEXTS, self.key(name), None)).collect::<Vec<_>>()).await
    }

    /// Deletes events for good; `false`, and nothing is deleted, when the mirror does not hold those any more of which it is `known` that it
    /// does, and no others: what another tab has written meanwhile may be the word that brings them back.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn erase(&self, events: &[EventId], known: &[EventId]) -> Result<bool, JsValue> {
        let transaction = begin_writing(&self.connection.main)?;
        let names = self.names_of(&transaction.object_store(EVENTS)?).await?;
        if !names.iter().filter_map(|name| name.parse::<EventId>().ok()).eq(known.iter().copied()) {
            return Ok(false);
        }
        let changes: Vec<Change> = events.iter().map(|event| (EVENTS, self.key(&event.to_string()), None)).collect();
        change(&transaction, &changes)?;
        committed(&transaction).await?;
        self.write_spare(&changes).await;
        Ok(true)
    }

    /// The text of an answer, when it is kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        Ok(finished(&self.read(TEXTS)?.get(&self.key(name))?).await?.as_string())
    }

    fn key(&self, name: &str) -> JsValue {
        [self.prefix.as_str(), name].concat().into()
    }

    fn range(&self) -> Result<IdbKeyRange, JsValue> {
        keys_of(&self.prefix)
    }

    fn read(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        begin(&self.connection.main, name, IdbTransactionMode::Readonly)
    }
}

/// What the browser's own databases are opened with.
pub(super) fn factory() -> Result<IdbFactory, JsValue> {
    web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)
}

/// Opens the second database, where there are buckets.
async fn open_spare() -> Result<Spare, JsValue> {
    let buckets = Reflect::get(&Reflect::get(&js_sys::global(), &"navigator".into())?, &"storageBuckets".into())?;
    let open: Function = Reflect::get(&buckets, &"open".into())?.dyn_into()?;
    let opened: Promise = open.call1(&buckets, &DATABASE.into())?.dyn_into()?;
    let bucket = JsFuture::from(opened).await?;
    let factory = Reflect::get(&bucket, &"indexedDB".into())?.dyn_into()?;
    Ok(Spare { database: open_database(&factory, DATABASE, STORES).await?, _bucket: bucket })
}

/// Whoever wants to delete a database shall not have to wait for this page to be closed. `lost` hears of it, and of a database that is gone.
fn heed(database: &IdbDatabase, lost: &JsValue) {
    let (closing, told) = (database.clone(), lost.clone());
    let close = Closure::once_into_js(move || {
        closing.close();
        let _ = told.unchecked_ref::<Function>().call0(&JsValue::NULL);
    });
    database.set_onversionchange(Some(close.unchecked_ref()));
    database.set_onclose(Some(lost.unchecked_ref()));
}

/// Makes changes in one transaction.
async fn write(database: &IdbDatabase, changes: &[Change]) -> Result<(), JsValue> {
    let transaction = begin_writing(database)?;
    change(&transaction, changes)?;
    committed(&transaction).await
}

/// A transaction on all stores of the mirror.
fn begin_writing(database: &IdbDatabase) -> Result<IdbTransaction, JsValue> {
    let stores: Array = STORES.iter().map(|&name| JsValue::from(name)).collect();
    database.transaction_with_str_sequence_and_mode(&stores, IdbTransactionMode::Readwrite)
}

/// Makes changes, or none of them.
fn change(transaction: &IdbTransaction, changes: &[Change]) -> Result<(), JsValue> {
    let mut changes = changes.iter();
    let done = changes.try_for_each(|(name, key, value)| {
        let store = transaction.object_store(name)?;
        match value {
            Some(value) => store.put_with_key(value, key).map(|_| ()),
            None => store.delete(key).map(|_| ()),
        }
    });
    if done.is_err() {
        let _ = transaction.abort();
    }
    done
}

/// Opens a database, with these stores the first time.
pub(super) async fn open_database(
    factory: &IdbFactory,
    name: &str,
    stores: &'static [&'static str],
) -> Result<IdbDatabase, JsValue> {
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

/// A store in a transaction of its own.
pub(super) fn begin(database: &IdbDatabase, name: &str, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database.transaction_with_str_and_mode(name, mode)?.object_store(name)
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

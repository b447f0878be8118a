//! The mirror in IndexedDB: event records and the texts of answers, under keys that begin with the space's prefix.
//!
//! The database's version stays 1 for ever; another schema would take another name. A write is reported done when its transaction is.
//!
//! Where the browser has storage buckets, everything is there twice, the second time in a bucket of its own. Chromium keeps a bucket's
//! databases in one LevelDB; killed between the two writes that make a record of its log, it appends to the stump the next time, takes the log
//! for damaged the time after, and throws all of it away (<https://github.com/google/leveldb/issues/1287>). One kill meets one of the two.

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

/// A key, and its value; none where it is to be deleted.
type Change = (JsValue, Option<JsValue>);

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

impl Drop for Connection {
    fn drop(&mut self) {
        // Each of them holds the database, and it them.
        self.main.set_onversionchange(None);
        self.main.set_onclose(None);
        // Closing waits for what is under way.
        self.main.close();
        if let Some(spare) = &self.spare {
            spare.database.close();
        }
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
    pub async fn open(prefix: &str, lost: Box<dyn FnOnce()>) -> Result<Self, JsValue> {
        let main = open_database(&factory()?, DATABASE, STORES).await?;
        // Whoever wants to delete the database shall not have to wait for this page to be closed.
        let closing = main.clone();
        let lost = Closure::once_into_js(lost);
        let told = lost.clone();
        let close = Closure::once_into_js(move || {
            closing.close();
            let _ = told.unchecked_ref::<Function>().call0(&JsValue::NULL);
        });
        main.set_onversionchange(Some(close.unchecked_ref()));
        main.set_onclose(Some(lost.unchecked_ref()));
        let spare = open_spare().await.ok();
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
    async fn copy(&self, name: &str, from: &IdbDatabase, to: &IdbDatabase) -> Result<(), JsValue> {
        let (_, store) = begin(to, name, IdbTransactionMode::Readonly)?;
        let known = self.names_of(&store).await?;
        let (_, store) = begin(from, name, IdbTransactionMode::Readonly)?;
        let names = self.names_of(&store).await?;
        let missing = |name: &String| known.binary_search(name).is_err();
        if !names.iter().any(missing) {
            return Ok(());
        }
        // In the same transaction, so that they are those of the names.
        let values: Array = finished(&store.get_all_with_key(&self.range()?.into())?).await?.dyn_into()?;
        let changes = names.iter().zip(values).filter(|(name, _)| missing(name));
        write(to, name, &changes.map(|(name, value)| (self.key(name), Some(value))).collect::<Vec<_>>()).await
    }

    /// Makes changes in both databases, in one transaction each. They are made once the second has them too, or cannot take them.
    async fn write(&self, name: &str, changes: &[Change]) -> Result<(), JsValue> {
        write(&self.connection.main, name, changes).await?;
        self.write_spare(name, changes).await;
        Ok(())
    }

    async fn write_spare(&self, name: &str, changes: &[Change]) {
        if let Some(spare) = &self.connection.spare {
            let _ = write(&spare.database, name, changes).await;
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

    /// Writes event records, all of them or none.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn put(&self, records: &[Record]) -> Result<(), JsValue> {
        let put = |record: &Record| (self.key(&record.id.to_string()), Some(record.text.as_str().into()));
        self.write(EVENTS, &records.iter().map(put).collect::<Vec<_>>()).await
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
        self.write(TEXTS, &names.iter().map(|name| (self.key(name), None)).collect::<Vec<_>>()).await
    }

    /// Deletes events for good; `false`, and nothing is deleted, when the mirror does not hold those any more of which it is `known` that it
    /// does, and no others: what another tab has written meanwhile may be the word that brings them back.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn erase(&self, events: &[EventId], known: &[EventId]) -> Result<bool, JsValue> {
        let (transaction, store) = begin(&self.connection.main, EVENTS, IdbTransactionMode::Readwrite)?;
        let names = self.names_of(&store).await?;
        if !names.iter().filter_map(|name| name.parse::<EventId>().ok()).eq(known.iter().copied()) {
            return Ok(false);
        }
        let changes: Vec<Change> = events.iter().map(|event| (self.key(&event.to_string()), None)).collect();
        change(&transaction, &store, &changes)?;
        committed(&transaction).await?;
        self.write_spare(EVENTS, &changes).await;
        Ok(true)
    }

    /// Writes texts of answers, all of them or none. One that is there already stays as it is; which are new is returned.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn put_texts(&self, texts: &[(Name, String)]) -> Result<Vec<String>, JsValue> {
        let there = self.names_in(TEXTS).await?;
        let new: Vec<&(Name, String)> =
            texts.iter().filter(|(name, _)| !there.iter().any(|known| known == name.as_str())).collect();
        let changes: Vec<Change> =
            new.iter().map(|(name, text)| (self.key(name), Some(text.as_str().into()))).collect();
        self.write(TEXTS, &changes).await?;
        Ok(new.iter().map(|(name, _)| name.as_str().to_owned()).collect())
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
        begin(&self.connection.main, name, IdbTransactionMode::Readonly).map(|(_, store)| store)
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

/// Makes changes in one transaction.
async fn write(database: &IdbDatabase, name: &str, changes: &[Change]) -> Result<(), JsValue> {
    let (transaction, store) = begin(database, name, IdbTransactionMode::Readwrite)?;
    change(&transaction, &store, changes)?;
    committed(&transaction).await
}

/// Makes changes, or none of them.
fn change(transaction: &IdbTransaction, store: &IdbObjectStore, changes: &[Change]) -> Result<(), JsValue> {
    let mut changes = changes.iter();
    let done = changes.try_for_each(|(key, value)| match value {
        Some(value) => store.put_with_key(value, key).map(|_| ()),
        None => store.delete(key).map(|_| ()),
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

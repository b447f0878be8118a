//! A store that fails in every way a browser's can.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::progress::{Store, StoreError};

/// The storage of a browser: what tabs see, and what would be left of it after a kill.
#[derive(Debug, Default)]
pub struct Disk {
    /// What every tab sees.
    pub live: BTreeMap<String, String>,
    /// What has reached the disk.
    kept: BTreeMap<String, String>,
    /// What has not yet, in order.
    journal: Vec<(String, Option<String>)>,
    /// Why nothing can be read or written, if so.
    pub refused: Option<StoreError>,
    /// The most characters that fit.
    pub quota: Option<usize>,
    /// The writes that other pages were not told of yet: by whom, and the key.
    pub news: Vec<(u32, String)>,
}

impl Disk {
    pub fn put(&mut self, key: &str, value: Option<String>) {
        self.journal.push((key.into(), value.clone()));
        match value {
            Some(value) => self.live.insert(key.into(), value),
            None => self.live.remove(key),
        };
    }

    /// Everything reaches the disk.
    pub fn sync(&mut self) {
        self.journal.clear();
        self.kept.clone_from(&self.live);
    }

    /// How many characters there are.
    pub fn size(&self) -> usize {
        self.live.iter().map(|(key, value)| key.len() + value.len()).sum()
    }

    pub fn unsynced(&self) -> usize {
        self.journal.len()
    }

    /// The browser is killed: only the first `writes` since the last sync reached the disk, and of the next one the first `torn`
    /// characters, if any.
    pub fn kill(&mut self, writes: usize, torn: Option<usize>) {
        for (index, (key, value)) in self.journal.drain(..).enumerate() {
            match value {
                Some(value) if index < writes => self.kept.insert(key, value),
                None if index < writes => self.kept.remove(&key),
                Some(value) if index == writes => match torn {
                    Some(torn) => self.kept.insert(key, value.chars().take(torn).collect()),
                    None => None,
                },
                _ => None,
            };
        }
        self.live.clone_from(&self.kept);
        self.news.clear();
    }
}

/// What the elements of a page hold of the storage. When its fuse has burnt down, the page is dead and nothing it does has an effect.
#[derive(Debug, Clone)]
pub struct Handle {
    pub disk: Rc<RefCell<Disk>>,
    pub page: u32,
    /// How many more writes the page lives for.
    pub fuse: Rc<Cell<Option<u32>>>,
    /// How many characters of the write at which the fuse ends still get through; `None` for nothing of it.
    pub torn: Rc<Cell<Option<usize>>>,
}

impl Handle {
    pub fn is_dead(&self) -> bool {
        self.fuse.get() == Some(0)
    }

    fn ready(&self) -> Result<(), StoreError> {
        if self.is_dead() { Err(StoreError::Failed) } else { self.disk.borrow().refused.map_or(Ok(()), Err) }
    }

    fn write(&self, key: &str, value: Option<String>) -> Result<(), StoreError> {
        self.ready()?;
        let mut disk = self.disk.borrow_mut();
        if let (Some(quota), Some(value)) = (disk.quota, &value) {
            let others = disk.live.iter().filter(|(other, _)| *other != key);
            let size: usize = others.map(|(key, value)| key.len() + value.len()).sum();
            if size + key.len() + value.len() > quota {
                return Err(StoreError::Full);
            }
        }
        if let Some(fuse) = self.fuse.get() {
            self.fuse.set(Some(fuse - 1));
            if fuse == 1 {
                if let (Some(torn), Some(value)) = (self.torn.get(), value) {
                    disk.put(key, Some(value.chars().take(torn).collect()));
                }
                return Err(StoreError::Failed);
            }
        }
        disk.put(key, value);
        disk.news.push((self.page, key.into()));
        Ok(())
    }
}

impl Store for Handle {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.ready()?;
        Ok(self.disk.borrow().live.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write(key, Some(value.into()))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.write(key, None)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.ready()?;
        // In no particular order, as browsers give them.
        Ok(self.disk.borrow().live.keys().rev().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

//! What goes wrong.

use super::world::{Place, Tab, World};
use crate::progress::StoreError;

impl World {
    pub fn suffer(&mut self, at: usize, fault: usize) -> Result<(), String> {
        match fault {
            0 | 1 => return self.trap(at),
            2..5 => self.light_fuse(at),
            5 | 6 => self.kill(),
            7 => self.clear(),
            8 | 9 => self.flip(),
            10 | 11 => self.toggle(),
            12 => {
                let (page, skew) = (self.tabs[at].page, self.skew(4_000_000_000));
                self.tabs.iter_mut().filter(|tab| tab.page == page).for_each(|tab| tab.skew = skew);
            }
            13 | 14 => {
                let cut = self.random.below(6);
                self.mirror.cut = Some(cut);
                self.note(|| format!("the mirror will fail after {cut} records"));
            }
            _ => self.disk.borrow_mut().sync(),
        }
        Ok(())
    }

    /// The module traps and starts afresh on the same page, whose loader kept the unsaved events of each element.
    fn trap(&mut self, at: usize) -> Result<(), String> {
        let page = self.tabs[at].page;
        self.note(|| format!("page {page} traps"));
        let (trapped, others): (Vec<Tab>, Vec<Tab>) =
            core::mem::take(&mut self.tabs).into_iter().partition(|tab| tab.page == page);
        self.tabs = others;
        let mut beside = None;
        for tab in trapped {
            self.open(beside.take(), tab.unsaved)?;
            beside = self.tabs.last().map(Place::of);
        }
        Ok(())
    }

    /// The page will die after some more writes, or in the middle of one.
    fn light_fuse(&mut self, at: usize) {
        let fuse = 1 + u32::try_from(self.random.below(6)).unwrap();
        let torn = if self.chance(3) { Some(self.random.below(120)) } else { None };
        let tab = &self.tabs[at];
        tab.handle.fuse.set(Some(fuse));
        tab.handle.torn.set(torn);
        let page = tab.page;
        self.note(|| format!("page {page} will die at write {fuse}, torn {torn:?}"));
    }

    /// Takes away the tabs that died.
    pub fn bury(&mut self) {
        for at in (0..self.tabs.len()).rev() {
            if self.tabs[at].handle.is_dead() {
                let tab = self.tabs.remove(at);
                self.note(|| format!("tab {} is dead", tab.number));
                if tab.handle.torn.get().is_some() {
                    self.harm();
                }
            }
        }
    }

    /// The store no longer holds what it said it held.
    fn harm(&mut self) {
        self.saved.clear();
        self.damaged = true;
    }

    fn kill(&mut self) {
        let writes = self.disk.borrow().unsynced();
        let kept = self.random.below(writes + 1);
        let torn = if self.chance(3) { Some(self.random.below(200)) } else { None };
        self.note(|| format!("the browser is killed: {kept} of {writes} writes are kept, torn {torn:?}"));
        self.tabs.clear();
        self.disk.borrow_mut().kill(kept, torn);
        self.harm();
        // No tab is left that knows more than the disk.
        self.damaged = false;
    }

    fn clear(&mut self) {
        self.note(|| "the store is cleared".into());
        let keys: Vec<String> = self.disk.borrow().live.keys().cloned().collect();
        for key in keys {
            self.disk.borrow_mut().put(&key, None);
        }
        self.saved.clear();
    }

    fn flip(&mut self) {
        let mut disk = self.disk.borrow_mut();
        let which = self.random.below(disk.live.len());
        let Some((key, value)) = disk.live.iter().nth(which).map(|(key, value)| (key.clone(), value.clone())) else {
            return;
        };
        let mut bytes = value.into_bytes();
        let at = self.random.below(bytes.len());
        let bit = self.random.below(8);
        match bytes.get_mut(at) {
            Some(byte) if bit < 7 => *byte ^= 1 << bit,
            _ => bytes.truncate(at),
        }
        disk.put(&key, Some(String::from_utf8(bytes).unwrap()));
        drop(disk);
        self.note(|| format!("bit {bit} of character {at} of {key} flips"));
        self.harm();
    }

    fn toggle(&mut self) {
        let (refused, quota) = match self.random.below(5) {
            0 => (Some(StoreError::Blocked), None),
            1 => (Some(StoreError::Missing), None),
            // A browser never allows less than what is there already.
            2 | 3 => (None, Some(self.disk.borrow().size() + self.random.below(500))),
            _ => (None, None),
        };
        self.note(|| format!("the store refuses with {refused:?}, quota {quota:?}"));
        let mut disk = self.disk.borrow_mut();
        disk.refused = refused;
        disk.quota = quota;
    }
}

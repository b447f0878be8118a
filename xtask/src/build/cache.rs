//! Results that depend on nothing but a recipe and its input, kept in `target/` so that a second build is quick.

use std::time::Duration;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::site::hex;
use crate::project;

/// What has not been used for so long is removed.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The result of `make`, from the last time when recipe and input were the same.
pub fn keep(recipe: &str, input: &[u8], make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let mut hasher = Sha256::new();
    hasher.update(recipe.as_bytes());
    hasher.update([0]);
    hasher.update(input);
    let folder = project::cache();
    let path = folder.join(hex(&hasher.finalize()));
    if let Ok(kept) = std::fs::read(&path) {
        return Ok(kept);
    }
    let made = make()?;
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Written beside and renamed, so that a build that is broken off leaves nothing half written behind.
    let draft = path.with_extension(std::process::id().to_string());
    std::fs::write(&draft, &made)
        .and_then(|()| std::fs::rename(&draft, &path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(made)
}

/// Removes what is old; failing to is no reason to stop.
pub fn forget_old() {
    let Ok(entries) = std::fs::read_dir(project::cache()) else { return };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > KEPT) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

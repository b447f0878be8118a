//! The files of `dist/`, in memory until all are known.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384};

use crate::project;
use crate::settings::Settings;

/// Letters of the hash in a file's name: 64 bits, far more than enough to tell builds apart.
const HASH_LENGTH: usize = 16;

/// Every file by its path below `dist/`, folders separated by `/`.
#[derive(Debug, Default)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

/// A file that is named after its content.
#[derive(Debug)]
pub struct Hashed {
    /// The name within its folder.
    pub name: String,
    /// For `fetch(url, {integrity})`.
    pub integrity: String,
}

impl Site {
    /// Begins with everything in `www/`: the package's files in `npm/`, the rest as they lie.
    pub fn from_www(settings: &Settings) -> Result<Self> {
        let mut site = Self::default();
        let www = project::www();
        let mut folders = vec![www.clone()];
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&www)?.to_string_lossy().replace('\\', "/");
                if name.starts_with('.') || name.contains("/.") {
                    continue;
                }
                let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                let place = if settings.npm.files.contains(&name) { format!("npm/{name}") } else { name };
                site.files.insert(place, bytes);
            }
        }
        for name in &settings.npm.files {
            if !site.contains(&format!("npm/{name}")) {
                bail!("www/{name} is missing: wasm-pack.toml lists it in [npm] files");
            }
        }
        Ok(site)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The files, in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Whether there is such a file.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Adds or replaces a file.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Adds a file as `FOLDER/STEM-HASH.ENDING`.
    pub fn add_hashed(&mut self, folder: &str, stem: &str, ending: &str, bytes: Vec<u8>) -> Hashed {
        let hash: String = hex(&Sha256::digest(&bytes)).chars().take(HASH_LENGTH).collect();
        let name = format!("{stem}-{hash}.{ending}");
        let integrity = integrity(&bytes);
        self.add(format!("{folder}/{name}"), bytes);
        Hashed { name, integrity }
    }

    /// A file's bytes.
    pub fn get(&self, path: &str) -> Result<&[u8]> {
        self.files
            .get(path)
            .map(Vec::as_slice)
            .with_context(|| format!("{path} is missing: has www/ a file of that name?"))
    }

    /// Takes a file out.
    pub fn take(&mut self, path: &str) -> Result<Vec<u8>> {
        self.files.remove(path).with_context(|| format!("{path} is missing: has www/ a file of that name?"))
    }

    /// Rewrites a text file.
    pub fn edit(&mut self, path: &str, rewrite: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        let text = String::from_utf8(self.take(path)?).with_context(|| format!("{path} is not UTF-8"))?;
        let text = rewrite(&text).with_context(|| format!("in {path}"))?;
        self.add(path, text.into_bytes());
        Ok(())
    }

    /// Like [`Site::edit`], when there is such a file.
    pub fn edit_if_present(&mut self, path: &str, rewrite: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        if self.contains(path) { self.edit(path, rewrite) } else { Ok(()) }
    }

    /// A version of the given files: it changes exactly when a name or a byte does.
    pub fn version_of(&self, paths: &[&str]) -> String {
        let mut hasher = Sha256::new();
        for path in paths {
            let bytes = self.files.get(*path).map(Vec::as_slice).unwrap_or_default();
            hasher.update(path.as_bytes());
            hasher.update([0]);
            hasher.update(Sha256::digest(bytes));
        }
        hex(&hasher.finalize()).chars().take(HASH_LENGTH).collect()
    }

    /// Writes all files into a new folder and puts that in the place of `folder`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let next = beside(folder, "next");
        let last = beside(folder, "last");
        for left_over in [&next, &last] {
            remove(left_over)?;
        }
        for (path, bytes) in &self.files {
            let path = next.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
            }
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        if folder.exists() {
            std::fs::rename(folder, &last).with_context(|| format!("cannot move {} away", folder.display()))?;
        }
        std::fs::rename(&next, folder).with_context(|| format!("cannot put the build at {}", folder.display()))?;
        remove(&last)
    }
}

/// Whether a file's name carries its hash, so that a browser may keep it for ever.
pub fn is_hashed(name: &str) -> bool {
    name.rsplit_once('-').and_then(|(_, rest)| rest.split_once('.')).is_some_and(|(hash, _)| {
        hash.len() == HASH_LENGTH && hash.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
    })
}

/// What a browser compares a file with, for `integrity`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes)))
}

/// Bytes as lower case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A neighbour of `folder` of this process' own: two builds at a time do not write into one.
fn beside(folder: &Path, what: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{what}-{}", std::process::id()));
    folder.with_file_name(name)
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_is_told_from_others() {
        let mut site = Site::default();
        let hashed = site.add_hashed("npm", "reader-glue", "js", b"export {}".to_vec());
        assert!(is_hashed(&hashed.name), "{}", hashed.name);
        for name in ["interview-practice.js", "index.html", "icon-192.png", "widget-0123456789ABCDEF.wasm", "sw.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn the_integrity_is_the_one_that_browsers_compute() {
        // `printf '' | openssl dgst -sha384 -binary | base64`
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(Site::default().add_hashed("npm", "widget", "wasm", Vec::new()).integrity, empty);
    }

    #[test]
    fn the_version_changes_with_a_name_and_with_a_byte() {
        let version = |name: &str, byte: u8| {
            let mut site = Site::default();
            site.add(name, vec![byte]);
            site.version_of(&[name])
        };
        assert_eq!(version("a", 1), version("a", 1));
        assert_ne!(version("a", 1), version("a", 2));
        assert_ne!(version("a", 1), version("b", 1));
    }
}

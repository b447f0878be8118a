//! `wasm-pack.toml`, the one file of build settings.

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::project;

/// All of the file; it says itself what each entry is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub packs: Packs,
    pub npm: Npm,
    pub names: Names,
    pub scripts: Scripts,
    pub optimise: Optimise,
    pub precache: Precache,
    pub budget: Vec<Budget>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packs {
    pub bundled: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Npm {
    pub files: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub entry: String,
    pub runtime: String,
    pub xapi: String,
    pub widget: String,
    pub glue: String,
    pub reader: String,
    pub reader_glue: String,
    pub neighbours: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scripts {
    pub classic: Vec<String>,
    pub as_written: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Optimise {
    pub wasm_opt: Vec<String>,
    pub esbuild: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precache {
    pub leave_out: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    pub name: String,
    pub files: Vec<String>,
    pub brotli: u64,
}

/// Reads the file.
pub fn read() -> Result<Settings> {
    let path = project::root().join("wasm-pack.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is wrong", path.display()))
}

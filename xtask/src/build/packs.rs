//! Role packs from `content/` to their compact binary form.

use anyhow::{Result, bail};
use interview_practice_core::content::binary;
use interview_practice_reader::read_path;

use crate::project;

/// Compiles one bundled pack: the folder `content/ID/` or the file `content/ID.md`.
pub fn compile(id: &str) -> Result<Vec<u8>> {
    let content = project::root().join("content");
    let folder = content.join(id);
    let path = if folder.is_dir() { folder } else { content.join(format!("{id}.md")) };
    let outcome = read_path(&path);
    let Some(pack) = outcome.pack else {
        for finding in &outcome.findings {
            eprintln!("{finding}");
        }
        bail!("{} is no sound pack: {} findings above", path.display(), outcome.findings.len());
    };
    if pack.id.as_str() != id {
        bail!("{} calls itself `{}`: the folder, the pack's id and wasm-pack.toml must agree", path.display(), pack.id);
    }
    Ok(binary::encode(&pack))
}

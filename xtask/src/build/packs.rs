//! Role packs from `content/` to their compact binary form.

use anyhow::{Result, bail};
use interview_practice_core::content::{Outline, binary};
use interview_practice_core::quiz::ItemBank;
use interview_practice_reader::read_path;

use crate::project;

/// A bundled pack in its compact binary form.
pub struct Compiled {
    /// What the widget needs to start.
    pub outline: Vec<u8>,
    /// What the views need.
    pub pack: Vec<u8>,
    /// The questions that open mock interviews, fetched when a view asks for them; `None` when the pack has none.
    pub prompts: Option<Vec<u8>>,
}

/// Compiles one bundled pack: the folder `content/ID/` or the file `content/ID.md`.
pub fn compile(id: &str) -> Result<Compiled> {
    let content = project::root().join("content");
    let folder = content.join(id);
    let path = if folder.is_dir() { folder } else { content.join(format!("{id}.md")) };
    let outcome = read_path(&path);
    let Some(mut pack) = outcome.pack else {
        for finding in &outcome.findings {
            eprintln!("{finding}");
        }
        bail!("{} is no sound pack: {} findings above", path.display(), outcome.findings.len());
    };
    if pack.id.as_str() != id {
        bail!("{} calls itself `{}`: the folder, the pack's id and wasm-pack.toml must agree", path.display(), pack.id);
    }
    let outline = Outline::of(&pack, ItemBank::new(&pack).has_items());
    let prompts = pack.take_prompts();
    let prompts = (!prompts.is_empty()).then(|| binary::encode_prompts(&prompts));
    Ok(Compiled { outline: binary::encode_outline(&outline), pack: binary::encode(&pack), prompts })
}

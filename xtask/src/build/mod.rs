//! `cargo xtask build`: writes `dist/`.
//!
//! The files of `dist/` are put together in memory ([`Site`]), in the order in which they name each other: wasm, glue and packs; the
//! entry module, which names those; the service worker, which names everything. Then they are compressed (release) and written into a
//! new folder, which takes the place of `dist/` at the end: a running server never shows half a build.

mod cache;
mod compress;
mod npm;
mod packs;
mod scripts;
mod site;
mod wasm;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::settings::{self, Settings};
use crate::{process, project, tools};
use site::Site;

pub use site::is_hashed;

/// Builds everything; `release` optimises, minifies and compresses.
pub fn run(release: bool) -> Result<()> {
    let settings = settings::read()?;
    tools::wasm_target()?;
    if release {
        tools::rust_src()?;
        tools::npm_packages()?;
    }

    let step = process::heading("wasm");
    let widget = wasm::Crate { name: "interview-practice", resettable: true, chunked: true };
    let widget = wasm::build(&widget, release, &settings)?;
    let reader = wasm::Crate { name: "interview-practice-reader", resettable: false, chunked: false };
    let reader = wasm::build(&reader, release, &settings)?;
    step.done();

    let step = process::heading("packs and pages");
    let mut site = Site::from_www(&settings)?;
    if release {
        scripts::minify_styles(&mut site, &settings)?;
    }
    let mut files = Map::new();
    let names = &settings.names;

    let runtime = scripts::join(&mut site, &format!("npm/{}.js", names.runtime))?;
    let runtime = scripts::finish(&settings, "runtime.js", runtime, release)?;
    files.insert("runtime".into(), site.add_hashed("npm", &names.runtime, "js", runtime).name.into());

    let xapi = scripts::finish(&settings, "xapi.js", site.take(&format!("npm/{}.js", names.xapi))?, release)?;
    files.insert("xapi".into(), site.add_hashed("npm", &names.xapi, "js", xapi).name.into());

    let glue = scripts::finish(&settings, "glue.js", widget.glue, release)?;
    files.insert("glue".into(), site.add_hashed("npm", &names.glue, "js", glue).name.into());
    let wasm = site.add_hashed("npm", &names.widget, "wasm", widget.wasm);
    files.insert("wasm".into(), json!([wasm.name, wasm.integrity]));
    files.insert("chunks".into(), place_chunks(&mut site, widget.parts, &widget.chunks)?);

    let glue = scripts::finish(&settings, "reader-glue.js", reader.glue, release)?;
    let glue = site.add_hashed("npm", &names.reader_glue, "js", glue).name;
    let wasm = site.add_hashed("npm", &names.reader, "wasm", reader.wasm);
    files.insert("reader".into(), json!({ "glue": glue, "wasm": [wasm.name, wasm.integrity] }));

    // Fetched when practice begins.
    let path = project::root().join("src/core/coach/neighbours.bin");
    let neighbours = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let neighbours = site.add_hashed("npm", &names.neighbours, "bin", neighbours);
    files.insert("neighbours".into(), json!([neighbours.name, neighbours.integrity]));

    let mut bundled = Map::new();
    for id in &settings.packs.bundled {
        let compiled = packs::compile(id)?;
        let mut entry = Vec::new();
        let parts = [
            (format!("outline-{id}"), Some(compiled.outline)),
            (id.clone(), Some(compiled.pack)),
            (format!("prompts-{id}"), compiled.prompts),
        ];
        for (name, bytes) in parts {
            if let Some(bytes) = bytes {
                let file = site.add_hashed("npm/packs", &name, "bin", bytes);
                entry.extend([Value::from(format!("packs/{}", file.name)), file.integrity.into()]);
            }
        }
        bundled.insert(id.clone(), entry.into());
    }
    files.insert("packs".into(), bundled.into());
    files.insert("version".into(), project::VERSION.into());

    let entry = format!("npm/{}", names.entry);
    site.edit(&entry, |text| scripts::fill_in_addresses(text, "FILES", &files.into()))?;
    site.edit_if_present("npm/package.json", set_version)?;
    npm::add_licences(&mut site)?;
    npm::add_editor_data(&mut site)?;
    scripts::finish_all(&mut site, &settings, release)?;
    npm::add_integrity(&mut site)?;
    precache(&mut site, &settings, release)?;
    step.done();

    if release {
        let step = process::heading("compression");
        compress::add_compressed(&mut site)?;
        step.done();
    }
    site.write(&project::dist())?;
    cache::forget_old();
    println!("   dist/: {} files", site.len());
    Ok(())
}

/// Places the parts of a module that are fetched later, and names those of each chunk.
fn place_chunks(
    site: &mut Site,
    parts: BTreeMap<String, Vec<u8>>,
    chunks: &BTreeMap<String, Vec<String>>,
) -> Result<Value> {
    let placed: BTreeMap<String, Value> = parts
        .into_iter()
        .map(|(stem, bytes)| {
            let file = site.add_hashed("npm", &stem, "wasm", bytes);
            (stem, json!([file.name, file.integrity]))
        })
        .collect();
    let files = |parts: &Vec<String>| -> Result<Value> {
        let files = parts.iter().map(|part| placed.get(part).cloned().with_context(|| format!("no part {part}")));
        files.collect()
    };
    chunks.iter().map(|(chunk, parts)| Ok((chunk.clone(), files(parts)?))).collect()
}

/// Gives the publishable package the workspace's version.
fn set_version(text: &str) -> Result<String> {
    let mut manifest: Value = serde_json::from_str(text).context("not JSON")?;
    let manifest_object = manifest.as_object_mut().context("not a JSON object")?;
    manifest_object.insert("version".into(), project::VERSION.into());
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// Tells the service worker what to keep, and a version that changes exactly when any of it does.
fn precache(site: &mut Site, settings: &Settings, release: bool) -> Result<()> {
    const WORKER: &str = "sw.js";
    let left_out =
        |path: &str| path == WORKER || settings.precache.leave_out.iter().any(|start| path.starts_with(start.as_str()));
    let kept: Vec<&str> = site.paths().filter(|path| !left_out(path)).collect();
    let version = site.version_of(&kept);
    // A page is asked for by its folder.
    let urls: Vec<Value> =
        kept.iter().map(|path| Value::from(if *path == "index.html" { "./" } else { path })).collect();
    if !site.contains(WORKER) {
        return Ok(());
    }
    site.edit(WORKER, |text| {
        let text = scripts::fill_in(text, "PRECACHE", &urls.into())?;
        if scripts::has_mark(&text, "VERSION") { scripts::fill_in(&text, "VERSION", &version.into()) } else { Ok(text) }
    })?;
    let worker = site.take(WORKER)?;
    let worker = scripts::finish(settings, WORKER, worker, release)?;
    site.add(WORKER, worker);
    Ok(())
}

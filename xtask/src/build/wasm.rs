//! A crate to a wasm module and its glue: cargo, the cut into chunks, wasm-bindgen (both in this process, so that versions always
//! match), wasm-opt in release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use super::cache;
use crate::settings::Settings;
use crate::{process, project, tools};

/// A crate that runs in the browser.
#[derive(Debug)]
pub struct Crate {
    /// The package's name.
    pub name: &'static str,
    /// Whether the glue can start afresh after a trap, without fetching the module again.
    pub resettable: bool,
    /// Whether it marks code that is to be fetched later (its feature `chunks`).
    pub chunked: bool,
}

/// What the browser needs of it.
#[derive(Debug)]
pub struct Module {
    /// The JavaScript that knows how to call it.
    pub glue: Vec<u8>,
    /// The module.
    pub wasm: Vec<u8>,
    /// What was cut off from it, by file stem.
    pub parts: BTreeMap<String, Vec<u8>>,
    /// Each chunk's name, and the parts that it consists of.
    pub chunks: BTreeMap<String, Vec<String>>,
}

/// Builds one crate.
pub fn build(krate: &Crate, release: bool, settings: &Settings) -> Result<Module> {
    let compiled = compile(krate, release)?;
    let compiled = std::fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let recipe = format!("wasm-bindgen {} release={release} {krate:?}", wasm_bindgen_shared::version());
    let bound = cache::keep(&recipe, &compiled, || {
        let split =
            if krate.chunked { split(krate, &compiled)? } else { Split { main: compiled.clone(), ..Split::default() } };
        let (glue, wasm) = bind(krate, split.main, release)?;
        let bound = Bound { glue, wasm, parts: split.parts, chunks: split.chunks };
        postcard::to_stdvec(&bound).context("cannot keep the module")
    })?;
    let mut bound: Bound = postcard::from_bytes(&bound).context("the cache is damaged: remove target/xtask")?;
    if release {
        bound.wasm = optimise(&bound.wasm, settings)?;
        for part in bound.parts.values_mut() {
            *part = optimise(part, settings)?;
        }
    }
    Ok(Module { glue: bound.glue.into_bytes(), wasm: bound.wasm, parts: bound.parts, chunks: bound.chunks })
}

/// A module that was cut and bound, as the cache keeps it.
#[derive(Serialize, Deserialize)]
struct Bound {
    glue: String,
    wasm: Vec<u8>,
    parts: BTreeMap<String, Vec<u8>>,
    chunks: BTreeMap<String, Vec<String>>,
}

/// A module cut at its marks.
#[derive(Default)]
struct Split {
    main: Vec<u8>,
    parts: BTreeMap<String, Vec<u8>>,
    chunks: BTreeMap<String, Vec<String>>,
}

/// Cuts a module: what only marked functions reach goes into parts of its own, which share memory and table with the main one.
fn split(krate: &Crate, compiled: &[u8]) -> Result<Split> {
    let folder = project::cache().join(format!("split-{}-{}", krate.name, std::process::id()));
    let main = folder.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(compiled);
    options.output_dir = &folder;
    options.main_out_path = &main;
    let done = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("{} cannot be cut into chunks", krate.name))
        .and_then(|split| {
            let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
            let all: BTreeMap<String, Vec<String>> = split.prefetch_map.into_iter().collect();
            // What several chunks need is a part of its own; its number would change with any other, so its users name it.
            let stem = |file: &str| match file.strip_prefix("split_") {
                Some(chunk) => chunk.to_owned(),
                None => {
                    let users = all.iter().filter(|(_, parts)| parts.iter().any(|part| part == file));
                    users.fold("shared".to_owned(), |name, (chunk, _)| [&name, "-", chunk].concat())
                }
            };
            let parts = split.split_modules.iter().map(|path| {
                let file = path.file_stem().unwrap_or_default().to_string_lossy();
                Ok((stem(&file), read(path)?))
            });
            let chunks =
                all.iter().map(|(chunk, parts)| (chunk.clone(), parts.iter().map(|part| stem(part)).collect()));
            Ok(Split { main: read(&main)?, parts: parts.collect::<Result<_>>()?, chunks: chunks.collect() })
        });
    drop(std::fs::remove_dir_all(&folder));
    done
}

/// Runs cargo and gives the module's path.
fn compile(krate: &Crate, release: bool) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    // Each crate by itself: together they would switch on each other's features in what they share.
    cargo.args(["rustc", "--lib", "--package", krate.name, "--target", tools::WASM_TARGET]);
    cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    if release {
        cargo.args(["--profile", "wasm"]);
        // The standard library built for size, without what words a panic: a panic is a trap, which the loader handles. The
        // options are unstable; the stable compiler takes them all the same when told to.
        cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        cargo.env("RUSTC_BOOTSTRAP", "1");
        // Panic messages carry paths of sources: shorter ones weigh less, and tell nothing about the machine.
        let home = std::env::var_os("CARGO_HOME")
            .map_or_else(|| std::env::home_dir().unwrap_or_default().join(".cargo"), PathBuf::from);
        let flags = [
            "-Zunstable-options".to_owned(),
            "-Cpanic=immediate-abort".to_owned(),
            format!("--remap-path-prefix={}=", home.join("registry/src").display()),
            format!("--remap-path-prefix={}=", project::root().display()),
        ];
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    }
    if krate.chunked {
        // Where addresses stand in the code: the cut moves what they name. Only this crate is linked with that, so that both share what
        // they stand on.
        cargo.args(["--features", "chunks", "--", "-Clink-args=--emit-relocs"]);
    }
    let output = cargo.spawn().context("cannot start cargo")?.wait_with_output()?;
    if !output.status.success() {
        bail!("`{}` failed ({})", process::name(&cargo), output.status);
    }
    let stem = format!("{}.wasm", krate.name.replace('-', "_"));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message.get("reason").is_some_and(|reason| reason == "compiler-artifact"))
        .flat_map(|message| message.get("filenames").and_then(Value::as_array).cloned().unwrap_or_default())
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.file_name().is_some_and(|name| name == stem.as_str()))
        .with_context(|| format!("cargo made no {stem}: is the crate's type `cdylib`?"))
}

/// Runs wasm-bindgen over a compiled module.
fn bind(krate: &Crate, compiled: Vec<u8>, release: bool) -> Result<(String, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_bytes("widget", compiled)
        .web(true)?
        .typescript(false)
        // Names make traps readable while developing; they weigh a lot.
        .remove_name_section(release)
        .remove_producers_section(release)
        // The loader hands the module in. A default of `new URL(..., import.meta.url)` would send bundlers looking for a file.
        .omit_default_module_path(true)
        .reset_state_function(krate.resettable)
        // Chunks import the table and the stack pointer.
        .keep_lld_exports(krate.chunked)
        .generate_output()
        .with_context(|| format!("wasm-bindgen failed on {}", krate.name))?;
    let snippets = output.snippets().values().any(|scripts| !scripts.is_empty());
    if snippets || !output.local_modules().is_empty() || !output.npm_dependencies().is_empty() {
        // Nothing needs them so far; under hashed names they would want a place of their own.
        bail!("{}: a dependency brings JavaScript of its own, which the build does not place", krate.name);
    }
    let glue = output.js().to_owned();
    Ok((glue, output.wasm_mut().emit_wasm()))
}

/// Runs wasm-opt (npm's `binaryen`) over a module.
fn optimise(wasm: &[u8], settings: &Settings) -> Result<Vec<u8>> {
    let mut command = tools::npm_command("wasm-opt");
    command.args(&settings.optimise.wasm_opt);
    let recipe = format!("{} {}", tools::npm_installed()?, settings.optimise.wasm_opt.join(" "));
    cache::keep(&recipe, wasm, || {
        let folder = project::cache();
        std::fs::create_dir_all(&folder)?;
        let input = folder.join(format!("{}.in.wasm", std::process::id()));
        let output = input.with_extension("out.wasm");
        std::fs::write(&input, wasm)?;
        let optimised =
            process::run(command.arg(&input).arg("-o").arg(&output)).and_then(|()| Ok(std::fs::read(&output)?));
        drop(std::fs::remove_file(&input));
        drop(std::fs::remove_file(&output));
        optimised.context("wasm-opt failed")
    })
}

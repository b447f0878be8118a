//! A crate to a wasm module and its glue: cargo, wasm-bindgen (in this process, so that versions always match), wasm-opt in release.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
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
}

/// What the browser needs of it.
#[derive(Debug)]
pub struct Module {
    /// The JavaScript that knows how to call it.
    pub glue: Vec<u8>,
    /// The module.
    pub wasm: Vec<u8>,
}

/// Builds one crate.
pub fn build(krate: &Crate, release: bool, settings: &Settings) -> Result<Module> {
    let compiled = compile(krate, release)?;
    let compiled = std::fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    // One entry holds both: a length, the glue, the module.
    let recipe =
        format!("wasm-bindgen {} release={release} resettable={}", wasm_bindgen_shared::version(), krate.resettable);
    let bound = cache::keep(&recipe, &compiled, || {
        let (glue, wasm) = bind(krate, &compiled, release)?;
        Ok([&u64::try_from(glue.len())?.to_le_bytes(), glue.as_bytes(), &wasm].concat())
    })?;
    let (length, rest) = bound.split_first_chunk::<8>().context("the cache is damaged: remove target/xtask")?;
    let (glue, wasm) = rest
        .split_at_checked(usize::try_from(u64::from_le_bytes(*length))?)
        .context("the cache is damaged: remove target/xtask")?;
    let wasm = if release { optimise(krate, wasm, settings)? } else { wasm.to_vec() };
    Ok(Module { glue: glue.to_vec(), wasm })
}

/// Runs cargo and gives the module's path.
fn compile(krate: &Crate, release: bool) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    // Each crate by itself: together they would switch on each other's features in what they share.
    cargo.args(["build", "--lib", "--package", krate.name, "--target", tools::WASM_TARGET]);
    cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    if release {
        cargo.args(["--profile", "wasm"]);
        // Panic messages carry paths of sources: shorter ones weigh less, and tell nothing about the machine.
        let home = std::env::var_os("CARGO_HOME")
            .map_or_else(|| std::env::home_dir().unwrap_or_default().join(".cargo"), PathBuf::from);
        let flags = [
            format!("--remap-path-prefix={}=", home.join("registry/src").display()),
            format!("--remap-path-prefix={}=", project::root().display()),
        ];
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
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
fn bind(krate: &Crate, compiled: &[u8], release: bool) -> Result<(String, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_bytes("widget", compiled.to_vec())
        .web(true)?
        .typescript(false)
        // Names make traps readable while developing; they weigh a lot.
        .remove_name_section(release)
        .remove_producers_section(release)
        // The loader hands the module in. A default of `new URL(..., import.meta.url)` would send bundlers looking for a file.
        .omit_default_module_path(true)
        .reset_state_function(krate.resettable)
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

/// Runs wasm-opt (npm's `binaryen`) over a bound module.
fn optimise(krate: &Crate, wasm: &[u8], settings: &Settings) -> Result<Vec<u8>> {
    let mut command = tools::npm_command("wasm-opt");
    command.args(&settings.optimise.wasm_opt);
    let recipe = format!("{} {}", tools::npm_installed()?, settings.optimise.wasm_opt.join(" "));
    cache::keep(&recipe, wasm, || {
        let folder = project::cache();
        std::fs::create_dir_all(&folder)?;
        let input = folder.join(format!("{}-{}.in.wasm", krate.name, std::process::id()));
        let output = input.with_extension("out.wasm");
        std::fs::write(&input, wasm)?;
        let optimised =
            process::run(command.arg(&input).arg("-o").arg(&output)).and_then(|()| Ok(std::fs::read(&output)?));
        drop(std::fs::remove_file(&input));
        drop(std::fs::remove_file(&output));
        optimised.context("wasm-opt failed")
    })
}

//! The `wasm-bindgen` command as far as `wasm-pack` uses it, over the library that the build uses too.
//!
//! `wasm-pack` wants a `wasm-bindgen` of the exact version on `PATH`, and otherwise downloads or compiles one, for minutes. An option that
//! is not here is an error, never ignored.

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    if let [only] = arguments
        && (only == "--version" || only == "-V")
    {
        println!("wasm-bindgen {}", wasm_bindgen_shared::version());
        return Ok(());
    }
    let mut bindgen = Bindgen::new();
    bindgen.typescript(true);
    let (mut input, mut folder) = (None, None);
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("`{argument}` needs a value"));
        match argument {
            "--out-dir" => folder = Some(value()?),
            "--out-name" => {
                bindgen.out_name(value()?);
            }
            "--target" => match value()? {
                "web" => drop(bindgen.web(true)?),
                "bundler" => drop(bindgen.bundler(true)?),
                "nodejs" => drop(bindgen.nodejs(true)?),
                other => bail!("target `{other}` is not offered here"),
            },
            "--typescript" => {}
            "--no-typescript" => {
                bindgen.typescript(false);
            }
            "--debug" => {
                bindgen.debug(true);
            }
            "--omit-default-module-path" => {
                bindgen.omit_default_module_path(true);
            }
            option if option.starts_with('-') => bail!("option `{option}` is not offered here"),
            file if input.is_none() => {
                bindgen.input_path(file);
                input = Some(file);
            }
            extra => bail!("`{extra}` is one file too many"),
        }
    }
    input.context("the module to bind is missing")?;
    bindgen.generate(folder.context("`--out-dir` is missing")?)
}

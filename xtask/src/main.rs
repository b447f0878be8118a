//! The project's own commands, `cargo xtask COMMAND`: build, serve, test, size, bench.
//!
//! One file a command. What several need stands beside them: `project` (where things are), `settings` (`wasm-pack.toml`), `process`
//! (running programs) and `tools` (what must be installed, and how).

mod bench;
mod build;
mod coach_resource;
mod older;
mod process;
mod project;
mod serve;
mod settings;
mod size;
mod test;
mod tools;
mod wasm_bindgen;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

const USAGE: &str = "\
cargo xtask serve [--port N] [--release] [--no-build]   build, then serve dist/ on http://127.0.0.1:8080/
cargo xtask test [--thorough]                           every test, browsers included; --thorough adds the long campaigns
cargo xtask build [--release]                           write dist/, ready for any static host
cargo xtask size                                        the byte budget, on a release build
cargo xtask bench                                       the benchmark table
cargo xtask coach-resource                              the coach's word neighbours anew (rare, slow, needs Python)
";

/// Exit code for a command line that makes no sense, as is usual.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "build" => Options::parse(&rest, &["--release"]).map(|o| build::run(o.release)),
        "serve" => Options::parse(&rest, &["--port", "--release", "--no-build"])
            .map(|o| serve::run(o.port.unwrap_or(serve::DEFAULT_PORT), o.release, !o.no_build)),
        "test" => Options::parse(&rest, &["--thorough"]).map(|o| test::run(o.thorough)),
        "size" => Options::parse(&rest, &[]).map(|_| size::run()),
        "bench" => Options::parse(&rest, &[]).map(|_| bench::run()),
        "coach-resource" => Options::parse(&rest, &[]).map(|_| coach_resource::run()),
        // Not for people: `.ci/run` offers it to wasm-pack as the `wasm-bindgen` command.
        "wasm-bindgen" => Ok(wasm_bindgen::run(&rest)),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        "" => Err(anyhow::anyhow!("a command is missing")),
        other => Err(anyhow::anyhow!("`{other}` is no command")),
    };
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
        Err(usage) => {
            eprintln!("error: {usage:#}\n\n{USAGE}");
            ExitCode::from(WRONG_USAGE)
        }
    }
}

/// The options of all commands; each command accepts some of them.
#[derive(Debug, Default)]
struct Options {
    release: bool,
    thorough: bool,
    no_build: bool,
    port: Option<u16>,
}

impl Options {
    fn parse(arguments: &[String], accepted: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let (name, inline) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (argument.as_str(), None),
            };
            if !accepted.contains(&name) {
                bail!("`{argument}` is no option of this command");
            }
            match name {
                "--release" => options.release = true,
                "--thorough" => options.thorough = true,
                "--no-build" => options.no_build = true,
                _ => {
                    let value = inline.or_else(|| arguments.next().map(String::as_str));
                    let value = value.context("`--port` needs a number")?;
                    options.port = Some(value.parse().with_context(|| format!("`{value}` is no port"))?);
                }
            }
        }
        Ok(options)
    }
}

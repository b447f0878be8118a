//! `cargo xtask bench`: the benchmark table.
//!
//! A benchmark is any program that prints lines of the form `bench<TAB>name<TAB>value<TAB>unit`: natively a `[[bench]]` with
//! `harness = false` in any crate, in the browser a script `tests/bench/*.mjs`. This command builds for release, runs them all, and
//! prints what they measured as one table. What else they print is passed on.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::serve::Server;
use crate::{build, process, project, tools};

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Measurement {
    name: String,
    value: String,
    unit: String,
}

/// Runs all benchmarks and prints the table.
pub fn run() -> Result<()> {
    let chromium = tools::chromium()?;
    build::run(true)?;
    let mut measured = Vec::new();

    let step = process::heading("native benchmarks");
    let mut cargo = tools::cargo();
    cargo.args(["bench", "--workspace", "--benches"]);
    collect(&mut cargo, &mut measured)?;
    step.done();

    let step = process::heading("benchmarks in Chromium");
    let server = Server::bind(0)?;
    let url = server.url();
    std::thread::spawn(move || server.serve(project::dist()));
    for script in scripts() {
        let mut node = Command::new("node");
        node.arg(script).current_dir(project::root());
        node.env("IP_URL", &url).env("IP_DIST", project::dist()).env("IP_CHROMIUM", &chromium);
        collect(&mut node, &mut measured)?;
    }
    step.done();

    if measured.is_empty() {
        bail!("nothing was measured");
    }
    println!("\n{:<64} {:>14}", "benchmark", "result");
    for Measurement { name, value, unit } in measured {
        println!("{name:<64} {value:>14} {unit}");
    }
    Ok(())
}

fn scripts() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(project::tests().join("bench")) else { return Vec::new() };
    let mut scripts: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    scripts.retain(|path| path.extension().is_some_and(|ending| ending == "mjs"));
    scripts.sort();
    scripts
}

fn collect(command: &mut Command, measured: &mut Vec<Measurement>) -> Result<()> {
    let name = process::name(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{name}`"))?;
    for line in BufReader::new(child.stdout.take().context("no output to read")?).lines() {
        let line = line?;
        match measurement(&line) {
            Some(measurement) => measured.push(measurement),
            None => println!("{line}"),
        }
    }
    if !child.wait()?.success() {
        bail!("`{name}` failed");
    }
    Ok(())
}

fn measurement(line: &str) -> Option<Measurement> {
    let mut fields = line.split('\t');
    match (fields.next(), fields.next(), fields.next(), fields.next(), fields.next()) {
        (Some("bench"), Some(name), Some(value), Some(unit), None) => {
            Some(Measurement { name: name.into(), value: value.into(), unit: unit.into() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_has_four_fields() {
        let read = measurement("bench\tpack: decode\t1.25\tms").unwrap();
        assert_eq!((read.name.as_str(), read.value.as_str(), read.unit.as_str()), ("pack: decode", "1.25", "ms"));
        assert_eq!(measurement("bench\ttoo few\t1"), None);
        assert_eq!(measurement("running 0 tests"), None);
    }
}

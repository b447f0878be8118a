//! `cargo xtask test`: every test there is, and one line at the end that adds them up.
//!
//! A step that runs no test has not passed: a wrong folder or pattern would otherwise look like success.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::serve::Server;
use crate::{build, older, process, project, tools};

/// A test in a browser that takes longer hangs; so does a whole file of them, to which the runner gives the same time.
const BROWSER_TEST_MILLISECONDS: u32 = 600_000;

/// The same under `--thorough`, whose campaigns kill browsers for a quarter of an hour.
const THOROUGH_TEST_MILLISECONDS: u32 = 3_600_000;

/// Cases of each property under `--thorough`; the default is 256.
const THOROUGH_CASES: &str = "4096";

/// How many files of browser tests run side by side; each has a browser of its own, which waits more than it works.
const BROWSERS: u32 = 2;

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// A step's own result: what it counted, or one failure where it failed without saying in which test or ran none.
    fn of_step(self, what: &str, succeeded: bool) -> Self {
        if self == Self::default() && succeeded {
            eprintln!("error: {what} ran no test at all");
            return Self::ONE_FAILED;
        }
        if self.failed == 0 && !succeeded {
            eprintln!("error: {what} failed outside of its tests (see above)");
            return Self { failed: 1, ..self };
        }
        self
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs everything; `thorough` adds the tests that are marked `#[ignore]` for their length, and more cases of each property.
pub fn run(thorough: bool) -> Result<()> {
    // Before anything long: what is missing should be known at once.
    tools::wasm_target()?;
    tools::npm_packages()?;
    tools::npm_packages_of_frameworks()?;
    let chromium = tools::chromium()?;
    tools::learning_platforms()?;

    let mut total = Count::default();
    total += step("native tests", || native(thorough));
    let built = step("build for the browser", || build::run(false).map(|()| Count { passed: 1, failed: 0 }));
    if built.failed > 0 {
        total += built;
    } else {
        total += step("types of the JavaScript", types);
        total += step("what tests in Chromium need", || prepare().map(|()| Count { passed: 1, failed: 0 }));
        total += step("tests in Chromium", || browser(&chromium, thorough));
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        bail!("tests failed");
    }
    Ok(())
}

/// One part of the run; an error counts as a failure and does not keep the other parts from running.
fn step(name: &str, work: impl FnOnce() -> Result<Count>) -> Count {
    let heading = process::heading(name);
    let count = work().unwrap_or_else(|error| {
        eprintln!("error: {name}: {error:#}");
        Count::ONE_FAILED
    });
    heading.done();
    count
}

/// The tests of all crates on this machine.
fn native(thorough: bool) -> Result<Count> {
    let mut cargo = tools::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    if thorough {
        cargo.env("PROPTEST_CASES", THOROUGH_CASES).args(["--", "--include-ignored"]);
    }
    let mut count = Count::default();
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    for line in BufReader::new(child.stdout.take().context("cargo has no output")?).lines() {
        let line = line?;
        println!("{line}");
        count += summary_of_libtest(&line).unwrap_or_default();
    }
    Ok(count.of_step("cargo test", child.wait()?.success()))
}

/// Reads `test result: ok. 12 passed; 0 failed; ...`.
fn summary_of_libtest(line: &str) -> Option<Count> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        counts.split(';').find_map(|part| part.trim().strip_suffix(word)).and_then(|number| number.trim().parse().ok())
    };
    Some(Count { passed: number("passed")?, failed: number("failed")? })
}

/// The type checker over all JavaScript; each of its two configurations counts as one test.
fn types() -> Result<Count> {
    let mut count = Count::default();
    for configuration in ["tsconfig.json", "tsconfig.worker.json"] {
        let status = tools::npm_command("tsc")
            .args(["--project", configuration])
            .current_dir(project::tests())
            .status()
            .context("cannot start tsc")?;
        count += if status.success() { Count { passed: 1, failed: 0 } } else { Count::ONE_FAILED };
    }
    Ok(count)
}

/// Makes what the end-to-end tests need beside `dist/`.
fn prepare() -> Result<()> {
    process::run(Command::new("node").arg("tests/prepare.js").current_dir(project::root()))
}

/// The end-to-end tests, against two servers over `dist/`: the page's own origin and another one.
fn browser(chromium: &Path, thorough: bool) -> Result<Count> {
    let mut files = Vec::new();
    for folder in ["e2e", "frameworks"] {
        test_files(&project::tests().join(folder), &mut files)?;
    }
    if files.is_empty() {
        return Ok(Count::default().of_step("node --test", true));
    }
    let serve = || -> Result<String> {
        let server = Server::bind(0)?;
        let url = server.url();
        std::thread::spawn(move || server.serve(project::dist()));
        Ok(url)
    };
    let report = project::cache().join("browser-tests.tap");
    std::fs::create_dir_all(project::cache()).context("cannot make the cache folder")?;
    let mut node = Command::new("node");
    let limit = if thorough { THOROUGH_TEST_MILLISECONDS } else { BROWSER_TEST_MILLISECONDS };
    node.arg("--test").arg(format!("--test-timeout={limit}")).arg(format!("--test-concurrency={BROWSERS}"));
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"]);
    let mut destination = OsString::from("--test-reporter-destination=");
    destination.push(&report);
    node.arg(destination).args(files).current_dir(project::root());
    node.env("IP_URL", serve()?)
        .env("IP_URL_OTHER", serve()?)
        .env("IP_DIST", project::dist())
        .env("IP_CHROMIUM", chromium);
    if thorough {
        node.env("IP_THOROUGH", "1");
        match older::dist()? {
            Some(dist) => {
                node.env("IP_OLD_DIST", dist);
            }
            None => println!("no older build: this clone has no history"),
        }
    }
    let status = node.status().context("cannot start node")?;
    let report = std::fs::read_to_string(&report).context("node left no report")?;
    Ok(summary_of_tap(&report).of_step("node --test", status.success()))
}

/// Every `*.test.js` and `*.test.mjs` below a folder, in order.
fn test_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if name != "node_modules" {
                test_files(&path, files)?;
            }
        } else if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads the totals with which node's TAP report ends; what was cancelled has not passed.
fn summary_of_tap(report: &str) -> Count {
    let mut count = Count::default();
    for line in report.lines() {
        // Only the lines at the very margin: a test may print such a line of its own, further in.
        let Some((name, number)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) else { continue };
        let Ok(number) = number.trim().parse::<u64>() else { continue };
        match name {
            "pass" => count.passed = number,
            "fail" => count.failed += number,
            "cancelled" => count.failed += number,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_cargo_test_is_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(summary_of_libtest(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(summary_of_libtest("test result_of_a_thing ... ok"), None);
    }

    #[test]
    fn the_summary_of_node_is_read() {
        let report =
            "TAP version 13\nok 1 - a\n1..1\n# tests 5\n# suites 0\n# pass 2\n# fail 1\n# cancelled 2\n# skipped 0\n";
        assert_eq!(summary_of_tap(report), Count { passed: 2, failed: 3 });
    }

    #[test]
    fn a_step_without_tests_or_with_a_failure_outside_of_them_fails() {
        let passed = Count { passed: 3, failed: 0 };
        assert_eq!(passed.of_step("a", true), passed);
        assert_eq!(passed.of_step("a", false), Count { passed: 3, failed: 1 });
        assert_eq!(Count::default().of_step("a", true), Count::ONE_FAILED);
    }
}

//! What must be installed beside a bare Rust toolchain, and how: the wasm target, Node.js with its packages, Chromium.
//!
//! What is missing is installed where that is the custom (rustup always; the system's package client as root or under `CI`); otherwise
//! the error names the exact command.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::{process, project};

/// The target of everything that runs in a browser.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The Node.js that all npm packages here run on, in words. The pickiest is Vite, with which the pages of frameworks are built.
const NODE: &str = "20.19, 22.12 or newer";

/// Whether a Node.js of this version is one of [`NODE`]. Odd numbers before the next even one have long had their day.
fn is_new_enough(major: u32, minor: u32) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 12,
        _ => major > 22,
    }
}

/// The cargo that runs us, else the one on `PATH`.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    command
}

/// Adds the wasm target when the toolchain lacks it.
pub fn wasm_target() -> Result<()> {
    if has_wasm_target()? {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", WASM_TARGET]).current_dir(project::root());
    let advice = format!(
        "Rust's `{WASM_TARGET}` target is missing and could not be added.\n\
         With rustup: `rustup target add {WASM_TARGET}` (are you online?).\n\
         With your system's Rust: install its package for that target (Debian: `apt-get install libstd-rust-dev-wasm32`)."
    );
    process::run(&mut add).context(advice.clone())?;
    if !has_wasm_target()? {
        bail!("{advice}\nrustup reported success, but the `rustc` on PATH is another toolchain's.");
    }
    Ok(())
}

fn has_wasm_target() -> Result<bool> {
    let folder = rustc_prints(&["target-libdir", "--target", WASM_TARGET])?;
    // The folder alone can be left over from a removed target: look for the standard library itself.
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(false) };
    Ok(entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

/// Adds the standard library's sources when the toolchain lacks them: release builds compile it for size.
pub fn rust_src() -> Result<()> {
    let has = || rustc_prints(&["sysroot"]).map(|path| path.join("lib/rustlib/src/rust/library/Cargo.lock").is_file());
    if has()? {
        return Ok(());
    }
    let advice = "The standard library's sources, which release builds compile for size, are missing and could not be added.\n\
                  With rustup: `rustup component add rust-src` (are you online?).\n\
                  With your system's Rust: install its package of sources (Debian: `apt-get install rust-src`).";
    process::run(Command::new("rustup").args(["component", "add", "rust-src"]).current_dir(project::root()))
        .context(advice)?;
    if !has()? {
        bail!("{advice}\nrustup reported success, but the `rustc` on PATH is another toolchain's.");
    }
    Ok(())
}

/// A path that the compiler names.
fn rustc_prints(what: &[&str]) -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("--print")
        .args(what)
        .current_dir(project::root())
        .output()
        .context("cannot start `rustc`")?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// What names the installed npm packages and their versions: a hash of the lock file.
pub fn npm_installed() -> Result<String> {
    lock_hash(&project::tests())
}

fn lock_hash(folder: &Path) -> Result<String> {
    let lock = folder.join("package-lock.json");
    let lock = std::fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    Ok(Sha256::digest(&lock).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Installs the npm packages that tests and release builds need.
pub fn npm_packages() -> Result<()> {
    node()?;
    install_npm_packages(&project::tests(), "npm packages for tests and release builds")
}

/// Installs the npm packages of the pages in other people's frameworks.
pub fn npm_packages_of_frameworks() -> Result<()> {
    install_npm_packages(&project::tests().join("frameworks"), "npm packages of frameworks")
}

/// Installs what a folder's lock file names, when it is missing or older than that file.
fn install_npm_packages(folder: &Path, what: &str) -> Result<()> {
    let lock = lock_hash(folder)?;
    let stamp = folder.join("node_modules/.installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let step = process::heading(what);
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    process::run(&mut install).with_context(|| {
        format!("the npm packages could not be installed; `npm ci` in {} tells more", folder.display())
    })?;
    std::fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))?;
    step.done();
    Ok(())
}

/// A command of one of those packages.
pub fn npm_command(name: &str) -> Command {
    Command::new(project::tests().join("node_modules/.bin").join(name))
}

/// Checks that Node.js and npm are there, installing them where that is the custom.
pub fn node() -> Result<()> {
    if process::first_line("node", "--version").is_none() || process::first_line("npm", "--version").is_none() {
        install("Node.js with npm", &["nodejs", "npm"])?;
    }
    let version = process::first_line("node", "--version").context("Node.js cannot be started: is it on PATH?")?;
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    if !is_new_enough(numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) {
        bail!("Node.js {version} is too old: {NODE} is needed (https://nodejs.org/en/download)");
    }
    Ok(())
}

/// Finds Chromium (`CHROMIUM` names another one), installing it where that is the custom.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        let path = PathBuf::from(path);
        if !path.is_file() {
            bail!("CHROMIUM names {}, which is no file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    install("Chromium", &["chromium"])?;
    find_chromium().context("Chromium was installed but is not on PATH; set CHROMIUM to its path")
}

fn find_chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(on_path)
}

/// What the tests of learning platforms stand on: `xmllint` for manifests, Python with `venv` for the learning record store, which they
/// install from PyPI by themselves.
pub fn learning_platforms() -> Result<()> {
    if on_path("xmllint").is_none() {
        install("xmllint", &["libxml2-utils"])?;
    }
    let mut ask = Command::new("python3");
    let has_venv = ask.args(["-c", "import venv, ensurepip"]).output().is_ok_and(|output| output.status.success());
    if !has_venv {
        install("Python with venv", &["python3", "python3-venv"])?;
    }
    Ok(())
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Installs Debian packages as root or under `CI`; otherwise, or where there is no `apt-get`, says what to type.
fn install(what: &str, packages: &[&str]) -> Result<()> {
    let typed = format!("apt-get update && apt-get install -y {}", packages.join(" "));
    if on_path("apt-get").is_none() {
        bail!("{what} is missing: install it with your system's package client (on Debian and Ubuntu: `sudo {typed}`)");
    }
    let root = process::first_line("id", "-u").is_some_and(|id| id == "0");
    if !root && std::env::var_os("CI").is_none() {
        bail!("{what} is missing; to install it:\n\n    sudo sh -c '{typed}'\n");
    }
    let step = process::heading(&format!("{what}: {typed}"));
    let apt = |arguments: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    apt(&["-q", "update"]).and_then(|()| {
        let mut arguments = vec!["-q", "install", "-y"];
        arguments.extend(packages);
        apt(&arguments)
    })?;
    step.done();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_as_new_as_its_pickiest_package_asks() {
        for (major, minor) in [(20, 19), (22, 12), (23, 0), (24, 0)] {
            assert!(is_new_enough(major, minor), "{major}.{minor}");
        }
        for (major, minor) in [(18, 20), (20, 18), (21, 7), (22, 11)] {
            assert!(!is_new_enough(major, minor), "{major}.{minor}");
        }
    }

    #[test]
    fn the_packages_say_the_same_of_node() {
        for folder in ["tests", "tests/frameworks"] {
            let text = std::fs::read_to_string(project::root().join(folder).join("package.json")).unwrap();
            assert!(text.contains("\"node\": \"^20.19.0 || >=22.12.0\""), "{folder}");
        }
    }
}

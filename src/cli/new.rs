//! `new`: a starter pack to write on from.

use std::fs;
use std::path::{Path, PathBuf};

use crate::output::{say, write_whole};

/// Writes a starter pack into a new or empty folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder; its name becomes the pack's id.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

const PACK: &str = include_str!("starter/pack.md");
const QUESTION: &str = include_str!("starter/question.md");
const QUIZ: &str = include_str!("starter/quiz.md");

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    let folder = &arguments.folder;
    if let Ok(mut entries) = fs::read_dir(folder) {
        if entries.next().is_some() {
            return Err(format!("{} is not empty: name a new folder", folder.display()));
        }
    } else if folder.exists() {
        return Err(format!("{} is a file: name a new folder", folder.display()));
    }
    let (id, role) = names(folder)?;
    let made =
        |path: &Path| fs::create_dir_all(path).map_err(|error| format!("{} cannot be made: {error}", path.display()));
    made(&folder.join("questions"))?;
    let pack = PACK.replace("id: my-role", &format!("id: {id}")).replace("My Role", &role);
    write_whole(&folder.join("pack.md"), pack.as_bytes())?;
    write_whole(&folder.join("questions").join("01-first-question.md"), QUESTION.as_bytes())?;
    write_whole(&folder.join("quiz.md"), QUIZ.as_bytes())?;
    say(&format!("{}: a pack to write on from; check it with `interview-practice check`", folder.display()));
    Ok(true)
}

/// The pack's id and the role's title, after the folder's name.
fn names(folder: &Path) -> Result<(String, String), String> {
    let absolute = std::path::absolute(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(id) = interview_practice_core::content::Id::derive(&name) else {
        return Ok(("my-role".to_owned(), "My Role".to_owned()));
    };
    let words = id.as_str().split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    });
    Ok((id.to_string(), words.collect::<Vec<_>>().join(" ")))
}

//! `build`: the compiled pack.

use std::path::PathBuf;

use interview_practice_reader::{read_path, read_translation_path};

use crate::output::{show, write_whole};

/// Writes the compiled pack, which `pack="URL"` loads.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The pack: a Markdown file, a folder with a `pack.md`, or a compiled pack.
    pack: PathBuf,
    /// A translation of the pack, a Markdown file or a folder: the compiled pack speaks its language, for the same progress.
    #[arg(short, long, value_name = "TRANSLATION")]
    translation: Option<PathBuf>,
    /// The file to write.
    #[arg(short, long, value_name = "FILE.json")]
    output: PathBuf,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    let outcome = read_path(&arguments.pack);
    show(&outcome.findings);
    let Some(mut pack) = outcome.pack else { return Ok(false) };
    if let Some(translation) = &arguments.translation {
        let translated = read_translation_path(&pack, translation);
        show(&translated.findings);
        let Some(translated) = translated.pack else { return Ok(false) };
        pack = translated;
    }
    let mut json = serde_json::to_vec(&pack).map_err(|error| format!("the pack cannot be written as JSON: {error}"))?;
    json.push(b'\n');
    write_whole(&arguments.output, &json)?;
    Ok(true)
}

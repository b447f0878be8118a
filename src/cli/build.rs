//! `build`: the compiled pack.

use std::path::PathBuf;

use interview_practice_reader::read_path;

use crate::output::{show, write_whole};

/// Writes the compiled pack, which `pack="URL"` loads.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The pack: a Markdown file, a folder with a `pack.md`, or a compiled pack.
    pack: PathBuf,
    /// The file to write.
    #[arg(short, long, value_name = "FILE.json")]
    output: PathBuf,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    let outcome = read_path(&arguments.pack);
    show(&outcome.findings);
    let Some(pack) = outcome.pack else { return Ok(false) };
    let mut json = serde_json::to_vec(&pack).map_err(|error| format!("the pack cannot be written as JSON: {error}"))?;
    json.push(b'\n');
    write_whole(&arguments.output, &json)?;
    Ok(true)
}

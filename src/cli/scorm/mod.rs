//! `scorm`: a package that a learning management system imports as it is.
//!
//! It holds the element as it was built, the pack, a page with nothing but the element on it, and a script that speaks SCORM. The same
//! input gives the same bytes.

mod page;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, ValueEnum};
use interview_practice_reader::read_path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::output::{show, write_whole};
use page::{Grading, manifest, page};

/// The script that speaks SCORM.
const SCRIPT: &str = include_str!("scorm.js");
/// How the page looks around the element.
const STYLE: &str = include_str!("course.css");
/// The module that defines the element.
const ENTRY: &str = "interview-practice.js";
/// What the coach knows of words, beside the code; other binary files are packs.
const NEIGHBOURS: &str = "neighbours-";
/// What whoever passes the player on has to pass on with it: the code's licences, and what the sources of the word neighbours ask for.
const LICENCES: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT", "NOTICE.md"];
/// Files of the npm package that a course has no use for, by how their names begin.
const LEFT_OUT: &[&str] = &["embed", "reader-", "xapi-"];

/// Writes a SCORM package for learning management systems (Moodle and others). Needs the built element: `cargo xtask build --release`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The pack: a Markdown file, a folder with a `pack.md`, or a compiled pack.
    pack: PathBuf,
    /// The version of SCORM.
    #[arg(long)]
    version: Version,
    /// The built site, or its npm package alone.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,
    /// The score that passes, in percent, where the LMS does not say.
    #[arg(long, value_name = "PERCENT", default_value_t = 80, value_parser = clap::value_parser!(u8).range(0..=100))]
    mastery_score: u8,
    /// How many items a quiz needs at least to be graded.
    #[arg(long, value_name = "N", default_value_t = 10)]
    least_items: u16,
    /// The file to write.
    #[arg(short, long, value_name = "FILE.zip")]
    output: PathBuf,
}

/// A version of SCORM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Version {
    /// SCORM 1.2.
    #[value(name = "1.2")]
    Scorm12,
    /// SCORM 2004, 4th edition.
    #[value(name = "2004")]
    Scorm2004,
}

impl Version {
    fn name(self) -> &'static str {
        match self {
            Self::Scorm12 => "1.2",
            Self::Scorm2004 => "2004",
        }
    }
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    let player = match player(&arguments.dist) {
        Ok(player) => player,
        // Wrong usage, as by a missing argument: exit code 2.
        Err(message) => crate::Arguments::command().error(clap::error::ErrorKind::ValueValidation, message).exit(),
    };
    let outcome = read_path(&arguments.pack);
    show(&outcome.findings);
    let Some(pack) = outcome.pack else { return Ok(false) };
    let grading = Grading { mastery: arguments.mastery_score, items: arguments.least_items };
    let json = serde_json::to_vec(&pack).map_err(|error| format!("the pack cannot be written as JSON: {error}"))?;
    let mut files: BTreeMap<String, Vec<u8>> = player;
    files.insert("course.css".to_owned(), STYLE.into());
    files.insert("index.html".to_owned(), page(&pack, arguments.version, &grading).into());
    files.insert("pack.json".to_owned(), json);
    files.insert("scorm.js".to_owned(), SCRIPT.into());
    let names: Vec<String> = files.keys().cloned().collect();
    let manifest = manifest(&pack, arguments.version, &grading, &names);
    let bytes = packed(&manifest, &files).map_err(|error| format!("the package cannot be made: {error}"))?;
    write_whole(&arguments.output, &bytes)?;
    Ok(true)
}

/// The element's files, below `player/`: what the browser runs, and its licences.
fn player(dist: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let folder = [dist.join("npm"), dist.to_owned()].into_iter().find(|folder| folder.join(ENTRY).is_file());
    let folder = folder.ok_or_else(|| {
        format!(
            "{} holds no built element (npm/{ENTRY}). Build it with `cargo xtask build --release`, or name another folder with `--dist`",
            dist.display()
        )
    })?;
    let mut files = BTreeMap::new();
    collect(&folder, "player", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{name}/{file}");
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if ([".js", ".wasm"].iter().any(|ending| file.ends_with(ending))
            && !LEFT_OUT.iter().any(|start| file.starts_with(start)))
            || (file.starts_with(NEIGHBOURS) && file.ends_with(".bin"))
            || LICENCES.contains(&file.as_str())
        {
            files.insert(path, fs::read(entry.path()).map_err(cannot)?);
        }
    }
    Ok(())
}

/// The package: the manifest first, then the files in the order of their names, without anything of when or where it was made.
fn packed(manifest: &str, files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("imsmanifest.xml", options)?;
    zip.write_all(manifest.as_bytes())?;
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

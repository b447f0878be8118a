//! The SCORM package: what is in it, that it says the same again, and that nothing is left behind when it cannot be made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use zip::{CompressionMethod, ZipArchive};

/// A folder of its own, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ip-scorm-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A built element of a few bytes, with what does not belong into a package beside it.
    fn built(name: &str) -> Self {
        let folder = Self::new(name);
        for file in [
            "npm/interview-practice.js",
            "npm/interview-practice.js.br",
            "npm/runtime-0123456789abcdef.js",
            "npm/glue-0123456789abcdef.js",
            "npm/widget-0123456789abcdef.wasm",
            "npm/widget-0123456789abcdef.wasm.gz",
            "npm/reader-0123456789abcdef.wasm",
            "npm/reader-glue-0123456789abcdef.js",
            "npm/xapi-0123456789abcdef.js",
            "npm/neighbours-0123456789abcdef.bin",
            "npm/neighbours-0123456789abcdef.bin.br",
            "npm/LICENSE-APACHE",
            "npm/LICENSE-MIT",
            "npm/LICENSE-MIT.br",
            "npm/NOTICE.md",
            "npm/NOTICE.md.gz",
            "npm/README.md",
            "npm/embed.js",
            "npm/index.d.ts",
            "npm/package.json",
            "npm/custom-elements.json",
            "npm/packs/baker-0123456789abcdef.bin",
            "npm/views/mock-0123456789abcdef.wasm",
            "index.html",
            "sw.js",
        ] {
            let path = folder.0.join("dist").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn scorm(folder: &Folder, output: &str, more: &[&str]) -> Output {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs/complete/pack");
    Command::new(env!("CARGO_BIN_EXE_interview-practice"))
        .current_dir(&folder.0)
        .arg("scorm")
        .arg(pack)
        .args(["-o", output])
        .args(more)
        .output()
        .unwrap()
}

fn read(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

const LISTING: &[&str] = &[
    "imsmanifest.xml",
    "course.css",
    "index.html",
    "pack.json",
    "player/LICENSE-APACHE",
    "player/LICENSE-MIT",
    "player/NOTICE.md",
    "player/glue-0123456789abcdef.js",
    "player/interview-practice.js",
    "player/neighbours-0123456789abcdef.bin",
    "player/runtime-0123456789abcdef.js",
    "player/views/mock-0123456789abcdef.wasm",
    "player/widget-0123456789abcdef.wasm",
    "scorm.js",
];

#[test]
fn the_package_holds_what_the_course_needs_and_its_manifest_names_it_all() {
    let folder = Folder::built("listing");
    for version in ["1.2", "2004"] {
        let output = scorm(&folder, "course.zip", &["--version", version]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut archive = ZipArchive::new(Cursor::new(fs::read(folder.0.join("course.zip")).unwrap())).unwrap();
        let names: Vec<String> =
            (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned()).collect();
        assert_eq!(names, LISTING);
        for at in 0..archive.len() {
            let file = archive.by_index(at).unwrap();
            assert_eq!(file.compression(), CompressionMethod::Deflated);
            assert_eq!(file.last_modified().unwrap().year(), 1980);
        }
        let manifest = read(&mut archive, "imsmanifest.xml");
        for name in &names[1..] {
            assert!(manifest.contains(&format!("<file href=\"{name}\"/>")), "{name}");
        }
        assert_eq!(manifest.matches("<file ").count(), names.len() - 1);
        let expected = match version {
            "1.2" => ["<schemaversion>1.2<", "<adlcp:masteryscore>80<"],
            _ => ["<schemaversion>2004 4th Edition<", "<imsss:minNormalizedMeasure>0.8<"],
        };
        for part in expected {
            assert!(manifest.contains(part), "{part}");
        }
        let page = read(&mut archive, "index.html");
        assert!(page.contains("storage=\"none\""));
        for attribute in ["src=\"", "href=\""] {
            for (at, found) in page.match_indices(attribute) {
                let url = page[at + found.len()..].split('"').next().unwrap();
                assert!(names.iter().any(|name| name == url), "{url} is in the package");
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::built("same");
    for output in ["one.zip", "two.zip"] {
        assert!(scorm(&folder, output, &["--version", "2004", "--dist", "dist/npm"]).status.success());
    }
    assert_eq!(fs::read(folder.0.join("one.zip")).unwrap(), fs::read(folder.0.join("two.zip")).unwrap());
}

#[test]
fn the_mastery_score_and_the_least_number_of_items_are_options() {
    let folder = Folder::built("options");
    let more = ["--version", "1.2", "--mastery-score", "65", "--least-items", "3"];
    assert!(scorm(&folder, "course.zip", &more).status.success());
    let mut archive = ZipArchive::new(Cursor::new(fs::read(folder.0.join("course.zip")).unwrap())).unwrap();
    assert!(read(&mut archive, "imsmanifest.xml").contains("<adlcp:masteryscore>65<"));
    assert!(read(&mut archive, "index.html").contains("data-mastery=\"65\" data-items=\"3\""));
    let wrong = scorm(&folder, "none.zip", &["--version", "1.2", "--mastery-score", "101"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn without_a_built_element_it_says_how_to_build_one() {
    let folder = Folder::new("bare");
    let output = scorm(&folder, "course.zip", &["--version", "1.2"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cargo xtask build --release"));
    assert!(!folder.0.join("course.zip").exists());
}

#[test]
fn an_unsound_pack_leaves_no_file_behind() {
    let folder = Folder::built("unsound");
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs/no-front-matter/pack.md");
    let output = Command::new(env!("CARGO_BIN_EXE_interview-practice"))
        .current_dir(&folder.0)
        .args(["scorm", "--version", "1.2", "-o", "course.zip"])
        .arg(pack)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["dist"]);
}

//! Where things are.

use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub fn root() -> PathBuf {
    // Cargo sets the variable when it runs us; the compiled-in value serves a binary that is started by hand.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    if manifest.ends_with("xtask") { manifest.parent().map(Path::to_owned).unwrap_or(manifest) } else { manifest }
}

/// What the build writes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What is served as it is.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The browser tests, and the npm packages that they and release builds need.
pub fn tests() -> PathBuf {
    root().join("tests")
}

/// Results that depend on nothing but their input, kept between builds.
pub fn cache() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    root().join(target).join("xtask")
}

/// The project's version, the same for all crates.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

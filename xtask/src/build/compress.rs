//! `.br` and `.gz` beside each text, wasm and pack file, for hosts that serve them.

use std::io::Write as _;

use anyhow::{Context as _, Result};

use super::cache;
use super::site::Site;

/// Endings of what compresses; images are compressed already.
const ENDINGS: &[&str] = &["js", "css", "html", "json", "webmanifest", "svg", "txt", "md", "ts", "xml", "wasm", "bin"];

/// The best that brotli can do.
const BROTLI_QUALITY: i32 = 11;
/// The largest window that every browser accepts, as a power of two.
const BROTLI_WINDOW: i32 = 24;

/// Paths and contents.
type Files = Vec<(String, Vec<u8>)>;

/// Whether a file is served compressed.
pub fn is_compressible(path: &str) -> bool {
    // npm packs everything that begins with README, whatever the package lists; nobody serves it either.
    !path.ends_with("README.md") && path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Adds the compressed forms of everything that has them.
pub fn add_compressed(site: &mut Site) -> Result<()> {
    let sources: Vec<(&str, &[u8])> = site.iter().filter(|(path, _)| is_compressible(path)).collect();
    // Brotli at its best is slow, and files do not depend on each other.
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let results: Vec<Result<Files>> = std::thread::scope(|scope| {
        let work = || {
            let mut made = Files::new();
            while let Some((path, bytes)) = sources.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                made.push((format!("{path}.br"), cache::keep("brotli 11 24", bytes, || brotli(bytes))?));
                made.push((format!("{path}.gz"), cache::keep("gzip 9", bytes, || gzip(bytes))?));
            }
            Ok(made)
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow::anyhow!("a compressing thread stopped"))?)
            .collect()
    });
    for made in results {
        for (path, bytes) in made? {
            site.add(path, bytes);
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).context("brotli failed")?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // No name and no time in the header: the same bytes in give the same bytes out.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "to be or not to be ".repeat(500);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*super::brotli(text.as_bytes()).unwrap(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gzip(text.as_bytes()).unwrap()).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }
}

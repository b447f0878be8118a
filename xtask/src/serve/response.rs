//! Finding the file that a request asks for, and its headers.

use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::request::Request;
use crate::build;

/// An answer.
#[derive(Debug)]
pub struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Answers a request from a folder.
pub fn answer(request: &Request, folder: &Path) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        let mut response = Response::plain("405 Method Not Allowed", "Only GET and HEAD are answered here.\n");
        response.headers.push(("allow", "GET, HEAD".into()));
        return response;
    }
    let Some(path) = decode(&request.path) else {
        return Response::plain("400 Bad Request", "This address cannot be read.\n");
    };
    let asked = folder.join(&path);
    if asked.is_dir() {
        if !request.path.ends_with('/') {
            let mut response = Response::plain("308 Permanent Redirect", "This is a folder.\n");
            response.headers.push(("location", format!("{}/", request.path)));
            return response;
        }
        return file(request, folder, &path.join("index.html"));
    }
    file(request, folder, &path)
}

fn file(request: &Request, folder: &Path, path: &Path) -> Response {
    let Some(plain) = read(folder, path) else {
        return Response::plain("404 Not Found", "There is no such file.\n");
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut headers = vec![("content-type", mime_type(&name).to_owned()), ("vary", "accept-encoding".to_owned())];
    let compressed = |ending: &str| read(folder, &path.with_file_name(format!("{name}.{ending}")));
    let brotli = request.brotli.then(|| compressed("br")).flatten();
    let gzip = (brotli.is_none() && request.gzip).then(|| compressed("gz")).flatten();
    let body = if let Some(body) = brotli {
        headers.push(("content-encoding", "br".into()));
        body
    } else if let Some(body) = gzip {
        headers.push(("content-encoding", "gzip".into()));
        body
    } else {
        plain
    };
    let tag: String = Sha256::digest(&body).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    headers.push(("etag", tag.clone()));
    let cache = if build::is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.push(("cache-control", cache.into()));
    if path.starts_with("npm") {
        // The package is for embedding: pages of other origins load it.
        headers.push(("access-control-allow-origin", "*".into()));
        headers.push(("cross-origin-resource-policy", "cross-origin".into()));
    }
    if request.if_none_match.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return Response { status: "304 Not Modified", headers, body: Vec::new() };
    }
    Response { status: "200 OK", headers, body }
}

/// Reads a file; waits a moment when there is no folder at all, since a build may be putting the new one in its place.
fn read(folder: &Path, path: &Path) -> Option<Vec<u8>> {
    for _ in 0..20 {
        if folder.is_dir() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    std::fs::read(folder.join(path)).ok()
}

/// A request's path as a path below the folder: percent signs decoded; nothing that leads out of it or to a hidden file.
fn decode(path: &str) -> Option<PathBuf> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            bytes.push(digit(rest.next())? * 16 + digit(rest.next())?);
        } else {
            bytes.push(byte);
        }
    }
    let path = PathBuf::from(String::from_utf8(bytes).ok()?);
    let harmless = |part: Component<'_>| match part {
        Component::Normal(name) => {
            let name = name.to_string_lossy();
            !name.starts_with('.') && !name.contains(['\0', '\\', ':'])
        }
        _ => false,
    };
    path.components().all(harmless).then_some(path)
}

/// The types that matter to browsers; without `application/wasm`, wasm cannot be compiled while it streams.
fn mime_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "ts" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

impl Response {
    fn plain(status: &'static str, text: &str) -> Self {
        let headers =
            vec![("content-type", "text/plain; charset=utf-8".to_owned()), ("cache-control", "no-store".to_owned())];
        Self { status, headers, body: text.as_bytes().to_vec() }
    }

    /// Sends it.
    pub fn write(&self, out: &mut impl Write, request: &Request) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\ncontent-length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("x-content-type-options: nosniff\r\n");
        head.push_str(if request.close { "connection: close\r\n\r\n" } else { "\r\n" });
        out.write_all(head.as_bytes())?;
        if request.method != "HEAD" {
            out.write_all(&self.body)?;
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-serve-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("npm")).unwrap();
        std::fs::write(folder.join("index.html"), "<!doctype html>").unwrap();
        std::fs::write(folder.join("npm/widget-0123456789abcdef.wasm"), "plain").unwrap();
        std::fs::write(folder.join("npm/widget-0123456789abcdef.wasm.br"), "brotli").unwrap();
        folder
    }

    fn get(path: &str) -> Request {
        Request { method: "GET".into(), path: path.into(), ..Request::default() }
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_folder_answers_with_its_page_that_is_asked_for_again() {
        let folder = folder("page");
        let response = answer(&get("/"), &folder);
        assert_eq!((response.status, header(&response, "cache-control")), ("200 OK", Some("no-cache")));
        assert_eq!(header(&response, "content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(header(&response, "access-control-allow-origin"), None);
        assert_eq!(header(&answer(&get("/npm"), &folder), "location"), Some("/npm/"));
        let again = Request { if_none_match: header(&response, "etag").unwrap().into(), ..get("/") };
        assert_eq!(answer(&again, &folder).status, "304 Not Modified");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_hashed_file_is_kept_for_ever_and_comes_compressed_to_any_origin() {
        let folder = folder("hashed");
        let response = answer(&Request { brotli: true, ..get("/npm/widget-0123456789abcdef.wasm") }, &folder);
        assert_eq!(response.body, b"brotli");
        assert_eq!(header(&response, "content-type"), Some("application/wasm"));
        assert_eq!(header(&response, "content-encoding"), Some("br"));
        assert_eq!(header(&response, "access-control-allow-origin"), Some("*"));
        assert!(header(&response, "cache-control").unwrap().contains("immutable"));
        // No gzip form lies there: the plain one is sent.
        let response = answer(&Request { gzip: true, ..get("/npm/widget-0123456789abcdef.wasm") }, &folder);
        assert_eq!((response.body.as_slice(), header(&response, "content-encoding")), (b"plain".as_slice(), None));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../Cargo.toml",
            "/npm/%2e%2e/%2e%2e/x",
            "/.git/config",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/a%00b",
            "/%zz",
            "x",
        ] {
            assert!(decode(path).is_none(), "{path}");
        }
        assert_eq!(decode("/a%20b/c.js"), Some(PathBuf::from("a b/c.js")));
    }

    #[test]
    fn other_methods_are_refused() {
        let response = answer(&Request { method: "POST".into(), ..get("/") }, Path::new("/nowhere"));
        assert_eq!(response.status, "405 Method Not Allowed");
    }
}

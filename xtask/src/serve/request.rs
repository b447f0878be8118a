//! Reading requests: the little of HTTP/1.1 that browsers send for static files.

use std::io::{BufRead, ErrorKind, Read as _};

/// The longest head of a request; browsers send a few hundred bytes.
const LONGEST_HEAD: u64 = 32 * 1024;

/// What matters of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` or another.
    pub method: String,
    /// The path as sent, without its query.
    pub path: String,
    /// Compressions that the browser takes.
    pub brotli: bool,
    /// See `brotli`.
    pub gzip: bool,
    /// The entity tags that the browser has.
    pub if_none_match: String,
    /// Whether to close the connection after the answer.
    pub close: bool,
}

impl Request {
    /// Reads the next request; `None` when the browser has closed, fell silent, or sent what is no request.
    pub fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut head = reader.take(LONGEST_HEAD);
        let mut line = String::new();
        match head.read_line(&mut line) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::InvalidData) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(error),
        }
        let mut words = line.split_whitespace();
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Ok(None);
        };
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let mut request =
            Self { method: method.into(), path: path.into(), close: version != "HTTP/1.1", ..Self::default() };
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { return Ok(None) };
            request.note(name, value.trim());
        }
        Ok(Some(request))
    }

    fn note(&mut self, name: &str, value: &str) {
        if name.eq_ignore_ascii_case("accept-encoding") {
            (self.brotli, self.gzip) = (accepts(value, "br"), accepts(value, "gzip"));
        } else if name.eq_ignore_ascii_case("if-none-match") {
            self.if_none_match = value.to_owned();
        } else if name.eq_ignore_ascii_case("connection") {
            self.close |= value.eq_ignore_ascii_case("close");
        } else if name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding") {
            // A body is nothing that we read: what follows on this connection would be taken for a request.
            self.close = true;
        }
    }
}

/// Whether a list such as `gzip, br;q=0.5` takes a coding; a weight of nought refuses it.
fn accepts(list: &str, coding: &str) -> bool {
    list.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding))
            && parts.all(|parameter| {
                parameter.strip_prefix("q=").is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Request> {
        Request::read(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn a_request_keeps_what_matters() {
        let request =
            read("GET /a/b.js?x=1 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nIf-None-Match: \"e\"\r\n\r\n")
                .unwrap();
        let expected = Request {
            method: "GET".into(),
            path: "/a/b.js".into(),
            brotli: true,
            gzip: true,
            if_none_match: "\"e\"".into(),
            close: false,
        };
        assert_eq!(request, expected);
    }

    #[test]
    fn a_weight_of_nought_refuses() {
        assert!(accepts("gzip;q=0, br;q=0.1", "br"));
        assert!(!accepts("gzip;q=0, br", "gzip"));
        assert!(!accepts("identity", "br"));
    }

    #[test]
    fn what_is_no_request_ends_the_connection() {
        for text in ["", "\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read(&format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(40_000))), None);
    }
}

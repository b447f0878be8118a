//! `cargo xtask serve`: a small static server for `dist/`, for this machine only.
//!
//! It does what a good static host does: right MIME types, compressed forms by negotiation, hashed names kept for ever and all others asked
//! for again, and other origins let in to the package.

mod request;
mod response;

use std::io::{BufReader, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::{build, project};
use request::Request;

/// The port when none is named.
pub const DEFAULT_PORT: u16 = 8080;

/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);

/// Builds unless told not to, then serves until the process is stopped.
pub fn run(port: u16, release: bool, build_first: bool) -> Result<()> {
    // First, so that a port that is taken is told before a long build.
    let server = Server::bind(port)?;
    if build_first {
        build::run(release)?;
    }
    let folder = project::dist();
    if !folder.join("index.html").is_file() && !folder.join("npm").is_dir() {
        bail!("{} holds no build: run `cargo xtask build`, or `serve` without `--no-build`", folder.display());
    }
    println!("Serving {} (Ctrl+C stops)", server.url());
    println!("   the app    {}\n   embedded   {}examples/", server.url(), server.url());
    server.serve(folder);
    Ok(())
}

/// A server that listens already.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens on a port of the loopback interface; 0 takes any that is free.
    pub fn bind(port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {port} is taken by another program: stop it, or choose another port with `cargo xtask serve --port {}`",
                port.checked_add(1).unwrap_or(DEFAULT_PORT)
            ),
            _ => anyhow::Error::new(error).context(format!("cannot listen on port {port}")),
        })?;
        let address = listener.local_addr().context("cannot tell the server's address")?;
        Ok(Self { listener, address })
    }

    /// Where it is reached.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves a folder, each connection in a thread of its own.
    pub fn serve(self, folder: PathBuf) {
        let folder = Arc::new(folder);
        for connection in self.listener.incoming().flatten() {
            let folder = Arc::clone(&folder);
            // A browser that goes away in the middle is everyday; nobody needs to hear of it.
            std::thread::spawn(move || drop(converse(&connection, &folder)));
        }
    }
}

/// Answers one connection's requests until it closes.
fn converse(connection: &TcpStream, folder: &std::path::Path) -> std::io::Result<()> {
    connection.set_read_timeout(Some(IDLE))?;
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection);
    while let Some(request) = Request::read(&mut reader)? {
        let close = request.close;
        response::answer(&request, folder).write(&mut &*connection, &request)?;
        if close {
            break;
        }
    }
    Ok(())
}

//! Running other programs.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// Says what comes next; the returned value knows the seconds since.
pub fn heading(text: &str) -> Heading {
    println!("== {text}");
    Heading { begun: now() }
}

/// See [`heading`].
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    begun: Instant,
}

impl Heading {
    /// Says how long it took.
    pub fn done(self) {
        println!("   {:.1} s", self.begun.elapsed().as_secs_f64());
    }
}

#[expect(clippy::disallowed_methods, reason = "commands tell people how long they took")]
pub fn now() -> Instant {
    Instant::now()
}

/// Runs a command whose output goes to the terminal; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs a command over `input` and gives its standard output; standard error goes to the terminal.
pub fn filter(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let name = name(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // In a thread of its own: a program that writes before it has read everything would wait for us for ever.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    })?;
    if !output.status.success() {
        bail!("`{name}` failed ({})", output.status);
    }
    Ok(output.stdout)
}

/// The first line that a program prints, or nothing when it cannot be run.
pub fn first_line(program: impl AsRef<OsStr>, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// A command as a person would type it.
pub fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

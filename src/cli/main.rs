//! The `interview-practice` command: one file a subcommand, each with its arguments and a `run`.
//!
//! Exit codes: 0 when all went well, 1 for input that is wrong, 2 for wrong usage. Everything that is wrong goes to standard
//! error, one finding each with its place; what was asked for goes to standard output or the named file, whole or not at all.

mod build;
mod check;
mod coach;
mod jsonl;
mod new;
mod output;
mod schedule;
mod scorm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks and builds role packs for interview practice, also as SCORM courses; runs their coach and scheduler over JSON lines.
#[derive(Parser)]
#[command(name = "interview-practice", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The subcommands: a line here, a line in `main` and a file of its own is all that one needs.
#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    New(new::Arguments),
    Build(build::Arguments),
    Coach(coach::Arguments),
    Schedule(schedule::Arguments),
    Scorm(scorm::Arguments),
}

/// What a subcommand comes to: `Ok(true)` when all went well, `Ok(false)` when findings were shown, and an error that has not been
/// shown yet.
type Result = std::result::Result<bool, String>;

fn main() -> ExitCode {
    // Wrong usage ends here, with exit code 2 and the usage on standard error.
    let result = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Coach(arguments) => coach::run(&arguments),
        Command::Schedule(arguments) => schedule::run(&arguments),
        Command::Scorm(arguments) => scorm::run(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            output::complain(&format!("error: {message}"));
            ExitCode::from(1)
        }
    }
}

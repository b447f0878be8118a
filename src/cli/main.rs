//! The `interview-practice` command.

fn main() {}

//! The project's own commands: build, serve, test, size, bench.

fn main() {}

//! Benchmarks that link rooms.
fn main() {}

//! Room `app`: the monitor binary.
fn main() {}

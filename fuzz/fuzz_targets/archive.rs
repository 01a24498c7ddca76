//! Fuzzes the door `archive` (crates/intake/src/doors.rs).

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intake::doors::archive(bytes));

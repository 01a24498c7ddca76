//! Fuzzes the door `messages` (crates/intake/src/doors.rs).

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intake::doors::messages(bytes));

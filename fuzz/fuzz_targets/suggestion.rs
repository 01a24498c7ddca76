//! Fuzzes the door `suggestion` (crates/intake/src/doors.rs).

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intake::doors::suggestion(bytes));

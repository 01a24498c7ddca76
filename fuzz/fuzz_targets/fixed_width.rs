//! Fuzzes the door `fixed_width` (crates/intake/src/doors.rs).

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| intake::doors::fixed_width(bytes));

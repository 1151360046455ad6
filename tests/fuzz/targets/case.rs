#![no_main]
#[path = "../properties/case.rs"]
mod case;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| case::holds(bytes));

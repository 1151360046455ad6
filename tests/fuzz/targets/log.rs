#![no_main]
#[path = "../properties/log.rs"]
mod log;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| log::holds(bytes));

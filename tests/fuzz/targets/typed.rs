#![no_main]
#[path = "../properties/typed.rs"]
mod typed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| typed::holds(bytes));

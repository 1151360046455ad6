#![no_main]
#[path = "../properties/table.rs"]
mod table;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| table::holds(bytes));

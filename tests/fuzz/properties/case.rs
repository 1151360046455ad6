//! A case file of any bytes is read or refused, and what is read is saved and read back the same.

use menshen::storage::{StorageError, case_in};
use std::path::Path;

/// Panics where a case file of these bytes is a counterexample.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let path = Path::new("case.toml");
    let case = match case_in(path, text) {
        Ok(case) => case,
        Err(StorageError::Damaged { line, .. }) => {
            assert!(line <= text.lines().count() + 1, "a line that isn't there");
            return;
        }
        Err(_) => return,
    };
    let saved = toml::to_string(&case).expect("a case that was read can be written");
    let again = case_in(path, &saved).expect("and read again");
    assert_eq!(case, again);
}

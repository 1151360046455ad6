//! Files that have to be UTF-8 (TOML and JSON are by definition): what else they are is said by name,
//! and nothing of them is used.

use crate::domain::coded::{Args, args};
use crate::domain::encoding::is_gb18030;
use std::io;

/// The text of what was read, without a byte-order mark (Notepad puts one in front). Else the `reason`
/// for a failure's words, with `not_utf8` and `encoding` (empty where it isn't known) where that is it.
///
/// # Errors
/// It couldn't be read or isn't UTF-8.
pub fn text(read: io::Result<Vec<u8>>) -> Result<String, Args> {
    let bytes = read.map_err(|e| args([("reason", e.to_string())]))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let reason = e.utf8_error().to_string();
        let encoding = if is_gb18030(e.as_bytes()) {
            "GB18030"
        } else {
            ""
        };
        args([
            ("reason", reason),
            ("not_utf8", "1".to_owned()),
            ("encoding", encoding.to_owned()),
        ])
    })?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

//! The text of a table's file.

use super::super::super::Failure;
use crate::domain::coded::{Kind, args};
use crate::domain::import::{MOST_BYTES, NotText, table_text};
use std::io::Read;
use std::path::Path;

pub use crate::domain::encoding::Text;

/// Reads a file as UTF-8, UTF-16 with its mark, or GB18030.
///
/// # Errors
/// It can't be read, is too large, is a spreadsheet or PDF, or is in another encoding.
pub fn text_of(path: &Path) -> Result<Text, Failure> {
    let shown = path.display().to_string();
    let failed = |code: &str| Failure::new(code, Kind::Usage, args([("path", shown.clone())]));
    let unreadable = |e: std::io::Error| {
        let args = args([("path", shown.clone()), ("reason", e.to_string())]);
        Failure::new("import-unreadable", Kind::Usage, args)
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        let most = (MOST_BYTES / 1024 / 1024).to_string();
        let args = args([("path", shown), ("most", most)]);
        return Err(Failure::new("import-too-large", Kind::Usage, args));
    }
    table_text(&bytes).map_err(|not| match not {
        NotText::OtherFormat => failed("import-not-csv"),
        NotText::Encoding => failed("import-encoding"),
    })
}

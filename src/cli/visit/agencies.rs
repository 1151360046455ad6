//! The list of agencies a lender publishes, dropped in as a file.

use super::super::context::Context;
use crate::domain::coded::args;
use crate::domain::visit::agency_names;
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Names a list in the folder of a case is looked for under.
const IN_THE_CASE: [&str; 2] = ["agencies.csv", "agencies.txt"];

/// A list of agencies is a page or two; more than this is another file.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The names on the list given, or on the one in the folder of the case. A list that can't be read
/// is said and left out: somebody may be at the door, and the record must not wait for it.
///
/// `headings` is how the cells over such a list end.
pub fn published(context: &Context, given: Option<&Path>, headings: &[String]) -> Vec<String> {
    let path = given
        .map(Path::to_path_buf)
        .or_else(|| in_the_case(context));
    let Some(path) = path else { return Vec::new() };
    let shown = path.display().to_string();
    let names = text(&path).map(|text| agency_names(&text, headings));
    match names.filter(|names| !names.is_empty()) {
        Some(names) => {
            let count = names.len().to_string();
            context.note("visit.agencies_read", args([("count", count)]));
            names
        }
        None => {
            context.note("visit.agencies_not_read", args([("path", shown)]));
            Vec::new()
        }
    }
}

fn in_the_case(context: &Context) -> Option<PathBuf> {
    let folder = context.existing_case().ok()??;
    let files = IN_THE_CASE.iter().map(|name| folder.path().join(name));
    files.into_iter().find(|file| file.is_file())
}

/// The file's text: UTF-8, UTF-16 with its mark, or GB18030.
fn text(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
    if u64::try_from(bytes.len()).ok()? > MOST_BYTES {
        return None;
    }
    let (encoding, body) = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..)?),
        None if std::str::from_utf8(&bytes).is_ok() => (UTF_8, bytes.as_slice()),
        None => (GB18030, bytes.as_slice()),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(body)?;
    (!text.contains('\0')).then(|| text.into_owned())
}

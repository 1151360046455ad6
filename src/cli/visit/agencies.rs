//! The list of agencies a lender publishes, dropped in as a file.

use super::super::context::Context;
use crate::domain::coded::args;
use crate::domain::encoding::decoded;
use crate::domain::visit::agency_names;
use crate::storage::vault::is_open;
use std::io::Read;
use std::path::Path;

/// Names a list in the folder of a case is looked for under.
const IN_THE_CASE: [&str; 2] = ["agencies.csv", "agencies.txt"];

/// A list of agencies is a page or two; more than this is another file.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The names on the list given, or on the one in the folder of the case. A list that can't be read
/// is said and left out: somebody may be at the door, and the record must not wait for it.
///
/// `headings` is how the cells over such a list end.
pub fn published(context: &Context, given: Option<&Path>, headings: &[String]) -> Vec<String> {
    let list = match given {
        Some(path) => Some((path.display().to_string(), bytes_of(path))),
        None => in_the_case(context),
    };
    let Some((shown, bytes)) = list else {
        return Vec::new();
    };
    let text = bytes.and_then(|bytes| text(&bytes));
    let names = text.map(|text| agency_names(&text, headings));
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

/// The list in the folder of the case, and what is in it. While the case is shut its list is too:
/// then nothing is compared, and nothing is said to be wrong with it.
fn in_the_case(context: &Context) -> Option<(String, Option<Vec<u8>>)> {
    let folder = context.existing_case().ok()??;
    if folder.is_sealed() && !is_open(folder.path()) {
        return None;
    }
    let files = folder.files();
    let name = IN_THE_CASE.iter().find(|name| files.has(name))?;
    let path = files.path(name);
    let bytes = match folder.is_sealed() {
        true => files.read(name).ok().flatten(),
        false => bytes_of(&path),
    };
    Some((path.display().to_string(), bytes))
}

/// What a file holds, unless it is far more than a list.
fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The file's text: UTF-8, UTF-16 with its mark, or GB18030.
fn text(bytes: &[u8]) -> Option<String> {
    if u64::try_from(bytes.len()).ok()? > MOST_BYTES {
        return None;
    }
    decoded(bytes).map(|read| read.text)
}

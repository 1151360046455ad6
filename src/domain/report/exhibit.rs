//! Files under the numbers of the catalogue.

use crate::domain::evidence::{AttachmentRef, EntryKind};
use crate::domain::letter::catalogue::Told;

/// One file of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// From 1, the number of its row in the catalogue.
    pub number: usize,
    /// The entry that names it.
    pub seq: u64,
    /// What kind of entry that is.
    pub kind: EntryKind,
    /// The file.
    pub file: AttachmentRef,
}

impl Exhibit {
    /// The ending of its name, where that is plain letters and digits: never the name itself, which
    /// may hold a number of somebody's.
    pub fn ending(&self) -> Option<String> {
        let (_, ending) = self.file.name.rsplit_once('.')?;
        let plain =
            (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
        plain.then(|| ending.to_ascii_lowercase())
    }
}

/// The files of these entries in the order of the catalogue: by what happened, then by when.
pub fn exhibits(told: &[Told]) -> Vec<Exhibit> {
    let mut told: Vec<&Told> = told.iter().collect();
    told.sort_by_key(|t| t.kind);
    let files = told
        .into_iter()
        .flat_map(|t| t.files.iter().map(move |file| (t, file)));
    files
        .enumerate()
        .map(|(i, (t, file))| Exhibit {
            number: i + 1,
            seq: t.seq,
            kind: t.kind,
            file: file.clone(),
        })
        .collect()
}

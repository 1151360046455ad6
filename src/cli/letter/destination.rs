//! Where a letter goes besides the case: one form to one named file, or all forms into a folder.

use super::files::Format;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::domain::coded::{Kind, args};
use crate::storage::StorageError;
use crate::storage::files::{create_whole, replace_whole};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// Where `-o` sends the letter. The case keeps it in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Nowhere else.
    Case,
    /// To a file of this name.
    File { path: PathBuf, replace: bool },
    /// Into a folder, each form under its usual name.
    Folder { path: PathBuf, replace: bool },
}

impl Destination {
    /// What `-o`, `--format` and `--force` ask for, with the forms to write.
    ///
    /// # Errors
    /// `letter-output-format`: the name of the file and the forms asked for don't settle on one.
    pub fn chosen(
        context: &Context,
        matches: &ArgMatches,
    ) -> Result<(Destination, Vec<Format>), Failure> {
        let asked = asked_formats(matches);
        let usual = |asked: Vec<Format>| {
            if asked.is_empty() {
                Format::USUAL.to_vec()
            } else {
                asked
            }
        };
        let Some(given) = context.output() else {
            return Ok((Destination::Case, usual(asked)));
        };
        let path = std::path::absolute(&given).unwrap_or_else(|_| given.clone());
        let replace = matches.get_flag("force");
        if path.is_dir() || ends_as_folder(&given) {
            return Ok((Destination::Folder { path, replace }, usual(asked)));
        }
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        // With `--json` a `.json` file takes the result, as it does with every command.
        if context.json && ending == "json" {
            return Ok((Destination::Case, usual(asked)));
        }
        let format = match asked.as_slice() {
            [] => Format::of_ending(&ending),
            [one] => Some(*one).filter(|format| format.ending() == ending),
            _ => None,
        };
        let Some(format) = format else {
            let args = args([("path", given.display().to_string())]);
            return Err(Failure::new("letter-output-format", Kind::Usage, args));
        };
        Ok((Destination::File { path, replace }, vec![format]))
    }

    /// Checks before anything is asked that no file would be written over.
    ///
    /// # Errors
    /// `output-exists`, naming the first file that is there already.
    pub fn free(&self, stem: &str, endings: &[String]) -> Result<(), Failure> {
        let mut paths = match self {
            Destination::Case => Vec::new(),
            Destination::File { replace: true, .. } | Destination::Folder { replace: true, .. } => {
                Vec::new()
            }
            Destination::File { .. } | Destination::Folder { .. } => self.paths(stem, endings),
        }
        .into_iter();
        let there = paths.find(|path| path.symlink_metadata().is_ok());
        match there {
            None => Ok(()),
            Some(path) => Err(exists(&path)),
        }
    }

    /// The files of these endings there. Where one file is named, it is the first; another stands
    /// beside it.
    fn paths(&self, stem: &str, endings: &[String]) -> Vec<PathBuf> {
        let of = |(i, ending): (usize, &String)| match self {
            Destination::Case => None,
            Destination::File { path, .. } if i == 0 => Some(path.clone()),
            Destination::File { path, .. } => Some(beside(path, ending)),
            Destination::Folder { path, .. } => Some(path.join(format!("{stem}{ending}"))),
        };
        endings.iter().enumerate().filter_map(of).collect()
    }

    /// Writes the forms there; gives the files.
    ///
    /// # Errors
    /// The disk, or a file that has come to be there meanwhile.
    pub fn write(&self, stem: &str, forms: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Failure> {
        let mut written = Vec::new();
        let replace = match self {
            Destination::Case => return Ok(written),
            Destination::File { replace, .. } | Destination::Folder { replace, .. } => *replace,
        };
        let endings: Vec<String> = forms.iter().map(|(ending, _)| ending.clone()).collect();
        for (path, (_, bytes)) in self.paths(stem, &endings).into_iter().zip(forms) {
            let done = if replace {
                replace_whole(&path, bytes)
            } else {
                create_whole(&path, bytes)
            };
            match done {
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                    return Err(exists(&path));
                }
                Err(e) => return Err(StorageError::write(&path, &e).into()),
                Ok(()) => written.push(path),
            }
        }
        Ok(written)
    }
}

/// A file beside the one named, which bears its name with another ending: what goes with a letter.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}{ending}"))
}

fn exists(path: &Path) -> Failure {
    let args = args([
        ("path", path.display().to_string()),
        ("force", "1".to_owned()),
    ]);
    Failure::new("output-exists", Kind::Usage, args)
}

/// `letters/` says that a folder is meant, whether it is there or not.
fn ends_as_folder(given: &Path) -> bool {
    given.to_string_lossy().ends_with(std::path::is_separator)
}

/// The forms asked for, each once, in the order asked.
fn asked_formats(matches: &ArgMatches) -> Vec<Format> {
    let mut out: Vec<Format> = Vec::new();
    for name in matches.get_many::<String>("format").into_iter().flatten() {
        if let Some(format) = Format::named(name).filter(|f| !out.contains(f)) {
            out.push(format);
        }
    }
    out
}

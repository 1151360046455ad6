//! Where a bundle or a page goes.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::letter::file_part;
use crate::domain::coded::{Kind, args};
use crate::domain::loan::Loan;
use crate::storage::CaseFolder;
use crate::storage::vault::VaultError;
use std::path::{Path, PathBuf};

/// The folder in a case where bundles go that weren't sent elsewhere.
const IN_CASE: &str = "reports";

/// The folder of a bundle: what `-o` names, a folder of the usual name in one that is there, else one
/// in the case.
///
/// # Errors
/// Nothing is named and the case is sealed: what leaves it lies only where the person says.
pub fn of_bundle(
    context: &Context,
    folder: &CaseFolder,
    name: &str,
) -> Result<PathBuf, VaultError> {
    let Some(given) = context.output() else {
        if folder.is_sealed() {
            return Err(VaultError::OutputNeeded);
        }
        return Ok(folder.path().join(IN_CASE).join(name));
    };
    let path = std::path::absolute(&given).unwrap_or_else(|_| given.clone());
    let as_folder = given.to_string_lossy().ends_with(std::path::is_separator);
    // One of ours that is there already is replaced, or refused, and no other put into it.
    let ours = path.join(crate::storage::bundle::SUMS).exists();
    if as_folder || path.is_dir() && !ours {
        return Ok(path.join(name));
    }
    Ok(match ending(&path).as_str() {
        "zip" => path.with_extension(""),
        _ => path,
    })
}

/// `2026-11-21_投诉材料_12378_云帆消费金融`.
pub fn name(context: &Context, what: &str, to: &str, loan: Option<&Loan>) -> String {
    let mut name = format!("{}_{}", context.as_of(), context.paper.t(what));
    if !to.is_empty() {
        name.push_str(&format!("_{}", file_part(to)));
    }
    if let Some(loan) = loan {
        name.push_str(&format!("_{}", file_part(&loan.id)));
    }
    name
}

/// The file of `-o` for a page; none where it takes the result for a machine, as with every command.
pub fn page_file(context: &Context) -> Option<PathBuf> {
    let for_machine = |path: &Path| context.json && ending(path) == "json";
    context.output().filter(|path| !for_machine(path))
}

/// The ending of a file's name in small letters.
pub fn ending(path: &Path) -> String {
    let ending = path.extension().map(|e| e.to_string_lossy());
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// The failure for a file whose name doesn't say which form it is to have.
pub fn no_form(path: &Path, known: &str) -> Failure {
    let args = args([
        ("path", path.display().to_string()),
        ("known", known.to_owned()),
    ]);
    Failure::new("report-output-format", Kind::Usage, args)
}

//! Where a result goes: standard output, or the file of `-o` if it may be written.

use super::super::failure::Failure;
use super::Context;
use crate::domain::coded::{Kind, args};
use crate::storage::StorageError;
use std::io::Write;
use std::path::Path;

impl Context {
    /// May the file of `-o` be written? Asked before the work. `consent` is `--force`, where the
    /// command knows it.
    ///
    /// # Errors
    /// The file is there already without consent, or it would stand among the cases, which only the
    /// program's own storage writes.
    pub fn output_allowed(&self, consent: Option<bool>) -> Result<(), Failure> {
        let Some(path) = &self.output else {
            return Ok(());
        };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let shown = path.display().to_string();
        if self.is_among_cases(&path) {
            let args = args([("path", shown)]);
            return Err(Failure::new("output-in-case", Kind::Usage, args));
        }
        if path.symlink_metadata().is_ok_and(|m| !m.is_dir()) && consent != Some(true) {
            let force = if consent.is_some() { "1" } else { "" };
            let args = args([("path", shown), ("force", force.to_owned())]);
            return Err(Failure::new("output-exists", Kind::Usage, args));
        }
        Ok(())
    }

    /// Links are followed: another way to the same folder leads to the same evidence.
    fn is_among_cases(&self, path: &Path) -> bool {
        let Ok(home) = self.home() else {
            return false;
        };
        let cases = home.path().join("cases");
        let real = |path: &Path| path.canonicalize();
        let cases_real = real(&cases).unwrap_or_else(|_| cases.clone());
        let folder = path.parent().map(real).and_then(Result::ok);
        path.starts_with(&cases)
            || real(path).is_ok_and(|p| p.starts_with(&cases_real))
            || folder.is_some_and(|f| f.starts_with(&cases_real))
    }

    /// What was written out of a sealed case that was opened lies in the open: said with the file.
    pub fn say_not_sealed(&self) {
        if !self.silent && crate::storage::vault::has_opened() {
            self.note("seal.output-open", args([]));
        }
    }

    /// Text as it is, to standard output even where `-o` names a folder for files.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn put_out(&self, text: &str) -> Result<(), Failure> {
        print(text)
    }

    /// Text as it is, to standard output or `-o FILE`.
    ///
    /// # Errors
    /// The output file can't be written.
    pub fn put(&self, text: &str) -> Result<(), Failure> {
        match &self.output {
            None => print(text),
            Some(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                crate::storage::files::replace_whole(&path, text.as_bytes())
                    .map_err(|e| StorageError::write(&path, &e))?;
                self.note(
                    "context.written",
                    args([("path", path.display().to_string())]),
                );
                self.say_not_sealed();
                Ok(())
            }
        }
    }
}

/// Text as it is, to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever read our output has had enough (`| head`).
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(StorageError::write("(standard output)".as_ref(), &e).into()),
        Ok(()) => Ok(()),
    }
}

//! A drawing for the person before the screen.

use super::Context;
use std::io::{IsTerminal, Write};

impl Context {
    /// Lines drawn as they are, with their colours, on the person's terminal; nothing where
    /// standard error isn't one, or a program reads our output.
    pub fn draw(&self, lines: &str) {
        let mut stderr = std::io::stderr();
        if self.silent || self.json || !stderr.is_terminal() {
            return;
        }
        // Nothing can be done about a standard error that went away.
        let _ = stderr.write_all(lines.as_bytes());
    }

    /// Lines for the person on standard error, not wrapped: each is to be copied as it stands.
    pub fn note_lines(&self, lines: &[String]) {
        if self.silent || self.json {
            return;
        }
        let _ = writeln!(std::io::stderr(), "{}", lines.join("\n"));
    }

    /// Bytes to the file of `-o`, and says so.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn put_bytes(
        &self,
        path: &std::path::Path,
        bytes: &[u8],
    ) -> Result<(), super::super::Failure> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        crate::storage::files::replace_whole(&path, bytes)
            .map_err(|e| crate::storage::StorageError::write(&path, &e))?;
        self.note(
            "context.written",
            crate::domain::coded::args([("path", path.display().to_string())]),
        );
        Ok(())
    }
}

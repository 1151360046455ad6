//! Copies that a synced folder left beside a case's files, named when the case is opened.

use super::Context;
use crate::cli::log::on_one_line;
use crate::domain::coded::args;
use crate::storage::CaseFolder;
use crate::storage::beside::{Kept, copies_beside};

impl Context {
    /// The command names such copies in its result: they aren't said a second time.
    pub fn copies_are_in_the_result(&self) {
        self.copies_said.set(true);
    }

    /// Names files that look like another copy of the case or its log, once a run: what was changed
    /// on another computer may stand in them.
    pub(super) fn note_copies(&self, folder: &CaseFolder) {
        if self.copies_said.replace(true) {
            return;
        }
        for copy in copies_beside(folder.path()) {
            let key = match copy.of {
                Kept::Case => "context.case-copy-beside",
                Kept::Log => "context.log-copy-beside",
            };
            let name = on_one_line(&copy.name);
            self.note(key, args([("name", name)]));
        }
    }
}

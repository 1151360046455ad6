//! The surroundings of one case among several at the same table.

use super::Context;
use std::path::Path;

impl Context {
    /// The same surroundings for another case.
    pub fn for_case(&self, name: &str) -> Context {
        Context {
            home: self.home.clone(),
            case: Some(name.to_owned()),
            output: self.output.clone(),
            answers: self.answers.clone(),
            silent: self.silent,
            passphrase_file: self.passphrase_file.clone(),
            ..self.for_demo(Path::new(""), self.as_of, None)
        }
    }
}

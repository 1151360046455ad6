//! Surroundings for an English gloss of a paper.

use super::{Context, load};
use crate::cli::Failure;
use std::path::Path;

/// The language a letter is glossed in.
const GLOSS: &str = "en";

impl Context {
    /// The same surroundings with English in the place of the papers' words and of the rule book's.
    ///
    /// # Errors
    /// A text laid over the book can't be read.
    pub fn in_gloss(&self) -> Result<Context, Failure> {
        let texts = load(&self.library, GLOSS)?;
        Ok(Context {
            home: self.home.clone(),
            case: self.case.clone(),
            texts: texts.clone(),
            paper: texts,
            library: self.library.clone().in_language(GLOSS),
            ..self.for_demo(Path::new(""), self.as_of, None)
        })
    }
}

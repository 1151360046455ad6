//! What a finding rests on, as a person reads it: title and article, how binding, how well checked.

use super::Failure;
use super::context::Context;
use crate::content::load_conduct;
use crate::domain::conduct::ConductRule;
use crate::domain::law::{Confidence, Force, LawBook};
use crate::render::citations::{cited, cited_together};
use crate::render::texts::Texts;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The rule book as the source of citations.
pub struct Sources {
    law: LawBook,
    rules: BTreeMap<String, ConductRule>,
}

impl Sources {
    /// Reads the provisions and conduct rules in use.
    ///
    /// # Errors
    /// The book was rejected.
    pub fn load(context: &Context) -> Result<Sources, Failure> {
        let (law, rules) = load_conduct(&context.library_on_screen())?;
        Ok(Sources { law, rules })
    }

    /// The same for a paper: as the book is written, or in the language of the paper's gloss.
    ///
    /// # Errors
    /// The book was rejected.
    pub fn of_paper(context: &Context) -> Result<Sources, Failure> {
        let (law, rules) = load_conduct(&context.library)?;
        Ok(Sources { law, rules })
    }

    /// What these provisions or rules are, as they stood on a day; one that didn't hold that day is
    /// left out rather than cited wrongly. Articles of one instrument stand together.
    pub fn words(&self, texts: &Texts, ids: &[String], on: NaiveDate) -> Vec<String> {
        let provisions = ids.iter().flat_map(|id| match self.rules.get(id) {
            Some(rule) => rule.sources.as_slice(),
            None => std::slice::from_ref(id),
        });
        let citations: Vec<_> = provisions
            .filter_map(|provision| self.law.cite(provision, on).ok())
            .collect();
        cited_together(texts, &citations)
    }

    /// A provision as a letter names it: an Act or a regulation by title and article alone, since the
    /// letter's own words say how binding it is; anything weaker with its force.
    pub fn letter_words(&self, texts: &Texts, id: &str, on: NaiveDate) -> Option<String> {
        let citation = self.law.cite(id, on).ok()?;
        let plain =
            citation.confidence == Confidence::VerifiedText && citation.force == Force::Statute;
        Some(if plain {
            citation.to_string()
        } else {
            cited(texts, &citation)
        })
    }
}

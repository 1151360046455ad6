//! The contacts of a case held against the rules of conduct: what `log conduct` shows and what papers
//! for others say comes from here alone.

use super::Failure;
use super::context::Context;
use crate::content::load_conduct;
use crate::domain::case::Case;
use crate::domain::conduct::count::{Certainty, ConductCount, Wanted, count};
use crate::domain::conduct::{ConductRule, Lenders};
use crate::domain::evidence::EntryView;
use crate::domain::law::LawBook;
use crate::domain::letter::catalogue::Told as Entry;
use crate::render::conduct::Told;
use crate::render::texts::Texts;
use std::collections::{BTreeMap, BTreeSet};

/// The rules and the lenders a log is counted with.
pub struct Measure {
    /// What the rules rest on.
    pub law: LawBook,
    /// The rules, by id.
    pub rules: BTreeMap<String, ConductRule>,
    lenders: Lenders,
    wanted: Wanted,
}

impl Measure {
    /// The rules of the book, the lenders of this case.
    ///
    /// # Errors
    /// The rule book was rejected.
    pub fn load(
        context: &Context,
        case: Option<&Case>,
        wanted: Wanted,
    ) -> Result<Measure, Failure> {
        let (law, rules) = load_conduct(&context.library)?;
        Ok(Measure {
            law,
            rules,
            lenders: case.map(Lenders::of).unwrap_or_default(),
            wanted,
        })
    }

    /// Counts these entries, as they stand now.
    pub fn count(&self, views: &[EntryView]) -> ConductCount {
        count(views, &self.rules, &self.law, &self.lenders, &self.wanted)
    }

    /// Counts the entries a paper tells, and no other.
    pub fn count_told(&self, views: &[EntryView], told: &[Entry]) -> ConductCount {
        let seqs: BTreeSet<u64> = told.iter().map(|t| t.seq).collect();
        let views = views.iter().filter(|v| seqs.contains(&v.original.seq));
        self.count(&views.cloned().collect::<Vec<_>>())
    }

    /// A count in words.
    pub fn told<'a>(&'a self, texts: &'a Texts, count: &'a ConductCount) -> Told<'a> {
        Told {
            texts,
            count,
            rules: &self.rules,
            law: &self.law,
        }
    }
}

/// The rules a count touches for certain, each once.
pub fn touched(count: &ConductCount) -> BTreeSet<&str> {
    let certain = count.hits.iter();
    certain
        .filter(|hit| hit.certainty == Certainty::Certain)
        .map(|hit| hit.rule.as_str())
        .collect()
}

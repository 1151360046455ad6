//! Entries that cite provisions: each must exist and hold on the day the content stands for.

use super::law::Wording;
use super::law_checks::no_avoided_word;
use super::reader::Place;
use crate::content::problem::Problems;
use crate::domain::law::{Confidence, LawBook, LawError};
use chrono::NaiveDate;

/// What citing entries are checked against.
pub(super) struct Ground<'a> {
    pub(super) law: &'a LawBook,
    pub(super) wording: &'a Wording,
    pub(super) version: NaiveDate,
}

impl Ground<'_> {
    /// Adds a problem for each citation of something unknown or not in force on the content's date.
    pub(super) fn citations(
        &self,
        place: &Place,
        member: &str,
        ids: &[String],
        problems: &mut Problems,
    ) {
        for id in ids {
            match self.law.provision_on(id, self.version) {
                Ok(_) => {}
                // An older text may stand beside the one that took its place: each is cited for its own
                // days.
                Err(LawError::Ended {
                    successor: Some(next),
                    ..
                }) if ids.contains(&next) => {}
                Err(LawError::ProvisionUnknown { id }) => {
                    place.problem(problems, member, "content-unknown-provision", id);
                }
                Err(refusal) => place.problem(
                    problems,
                    member,
                    "content-citation-not-in-force",
                    refusal.to_string(),
                ),
            }
        }
    }

    /// A statement that rests on reports alone says so; none holds a word we avoid.
    pub(super) fn statement(
        &self,
        place: &Place,
        member: &str,
        text: &str,
        cites: &[String],
        problems: &mut Problems,
    ) {
        no_avoided_word(place, member, text, self.wording, problems);
        let mut cited = cites
            .iter()
            .filter_map(|id| self.law.provision(id).ok())
            .peekable();
        let only_reports =
            cited.peek().is_some() && cited.all(|p| p.confidence == Confidence::Secondary);
        if only_reports && !text.contains(&self.wording.reported) {
            place.problem(problems, member, "content-over-claim", member);
        }
    }
}

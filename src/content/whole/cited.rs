//! What is cited outside `law/` and `conduct/` is known and holds on the days it is cited for, and
//! letters name no law that has ended.

use super::raw::{line, listed, tables, text, texts, with_top};
use super::worded::in_use;
use crate::content::library::{Library, Source};
use crate::content::problem::Problems;
use crate::content::rules::RuleBook;
use crate::domain::law::Confidence;
use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

/// The days for which something is cited.
#[derive(Debug, Clone, Copy)]
enum Days {
    /// The day the content stands for.
    Now,
    /// Every day between the first and the last.
    All(NaiveDate, NaiveDate),
    /// The content's day, or some day between the first and the last: a rule about old contracts
    /// cites the text of their time beside the one that keeps it alive.
    Some(NaiveDate, NaiveDate),
}

/// Adds a problem for each citation that is unknown or doesn't hold.
pub(super) fn check(library: &Library, book: &RuleBook, problems: &mut Problems) {
    let mut checker = Checker { book, problems };
    for source in in_use(library.folder("findings")) {
        with_top(&source, |top| {
            for (_, list) in top {
                checker.all(&source, listed(list), Days::Now);
            }
        });
    }
    for source in in_use(library.folder("allocation")) {
        with_top(&source, |top| checker.members(&source, top, Days::Now));
    }
    for source in ["parameters", "deadlines"]
        .map(|f| library.folder(f))
        .concat()
    {
        with_top(&source, |top| {
            let values = tables(top, "values");
            let days = checker.span(
                values.first().and_then(|v| date(v, "from")),
                values.last().and_then(|v| date(v, "to")),
            );
            checker.members(&source, top, days);
        });
    }
    for source in library.folder("ceilings") {
        with_top(&source, |top| {
            for ceiling in tables(top, "ceiling") {
                let bound = |member: &str| date(ceiling.get(member)?.get_ref().as_table()?, "day");
                let days = checker.span(bound("contract_from"), bound("contract_to"));
                checker.members(&source, ceiling, days);
            }
        });
    }
    for source in library.folder("visit") {
        with_top(&source, |top| {
            for finding in tables(top, "finding") {
                checker.visit(&source, finding);
            }
        });
    }
    for source in in_use(library.folder("letters")) {
        with_top(&source, |top| {
            for clause in tables(top, "clause") {
                checker.all(&source, texts(clause, "citations"), Days::Now);
                checker.force(&source, clause);
                for member in ["text", "gloss", "online"] {
                    checker.names(&source, text(clause, member));
                }
            }
        });
    }
}

struct Checker<'b> {
    book: &'b RuleBook,
    problems: &'b mut Problems,
}

impl Checker<'_> {
    /// From the first day written in an entry to the last, which is the content's where it is open.
    fn span(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Days {
        let now = self.book.version;
        first.map_or(Days::Now, |first| Days::Some(first, last.unwrap_or(now)))
    }

    /// The `citations` of a table and of every table in it.
    fn members(&mut self, source: &Source, table: &DeTable<'_>, days: Days) {
        for (name, value) in table {
            match value.get_ref() {
                DeValue::Array(_) if name.get_ref() == "citations" => {
                    self.all(source, listed(value), days);
                }
                DeValue::Table(inner) => self.members(source, inner, days),
                _ => {}
            }
        }
    }

    /// The sources of a finding at the door, each for the days of a visit it may be cited for.
    fn visit(&mut self, source: &Source, finding: &DeTable<'_>) {
        let now = self.book.version;
        for cite in tables(finding, "cites") {
            let days = match (date(cite, "from"), date(cite, "until")) {
                (None, None) => Days::Now,
                (from, until) => Days::All(from.or(until).unwrap_or(now), until.unwrap_or(now)),
            };
            self.all(source, text(cite, "id").into_iter().collect(), days);
        }
    }

    fn all(&mut self, source: &Source, cited: Vec<(&str, usize)>, days: Days) {
        for (id, at) in cited {
            let at = line(source, at);
            if self.book.law.provision(id).is_err() && !self.book.conduct.contains_key(id) {
                let code = "content-unknown-provision";
                self.problems.add(&source.path, at, code, id);
            } else if !self.holds(id, days) {
                let code = "content-citation-not-in-force";
                self.problems.add(&source.path, at, code, id);
            }
        }
    }

    fn holds(&self, id: &str, days: Days) -> bool {
        let law = &self.book.law;
        let on = |day: NaiveDate| match self.book.conduct.get(id) {
            Some(rule) => rule.standing_on(law, day).is_ok(),
            None => law.provision_on(id, day).is_ok(),
        };
        match days {
            Days::Now => on(self.book.version),
            Days::All(first, last) => on(first) && on(last),
            Days::Some(first, last) => {
                let overlaps = law
                    .provision(id)
                    .is_ok_and(|p| p.validity.from <= last && !p.validity.ended_by(first));
                overlaps || on(self.book.version)
            }
        }
    }

    /// What a clause calls a law is one: each provision is as binding as its words say, and was read
    /// itself where it is named.
    fn force(&mut self, source: &Source, clause: &DeTable<'_>) {
        let said = text(clause, "force").map(|(word, _)| word);
        for (id, at) in texts(clause, "citations") {
            let Ok(provision) = self.book.law.provision(id) else {
                continue;
            };
            let force = serde_json::to_value(provision.force).unwrap_or_default();
            let read = provision.confidence == Confidence::VerifiedText;
            if force.as_str() != said || !read {
                let at = line(source, at);
                let code = "content-citation-force";
                self.problems.add(&source.path, at, code, id);
            }
        }
    }

    /// A letter is sent today: it names no law that has ended or hasn't begun.
    fn names(&mut self, source: &Source, words: Option<(&str, usize)>) {
        let Some((words, at)) = words else { return };
        for mention in self.book.law.outdated_mentions(words, self.book.version) {
            let at = line(source, at);
            let code = "content-outdated-law-named";
            self.problems
                .add(&source.path, at, code, mention.instrument);
        }
    }
}

fn date(table: &DeTable<'_>, member: &str) -> Option<NaiveDate> {
    text(table, member)?.0.parse().ok()
}

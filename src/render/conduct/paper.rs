//! The count in papers for somebody else: what is certain, what isn't known, the hours of each day.
//! What is only possible is never put to anybody there; it is named as not known.

use super::words::seqs;
use super::{MOST_SOURCES, Told, pictures};
use crate::domain::conduct::Voice;
use crate::domain::conduct::count::{Certainty, ConductCount, Hit};
use crate::domain::letter::Table;
use crate::render::report::{Block, Part, table};
use crate::render::screen::Grid;
use std::collections::{BTreeMap, BTreeSet};

/// A figure that says there was none.
const NO_CONTACT: &str = "0";

/// A rule touched for certain, as a paper says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The rule's name.
    pub name: String,
    /// One line a day and lender.
    pub days: Vec<String>,
    /// What it rests on, with how that is known.
    pub sources: String,
    /// The days alone.
    pub on: String,
    /// The entries, each once.
    pub entries: String,
    /// Is it known from reports only?
    pub reported: bool,
    /// Is it known from one report, and no more than a question?
    pub only_asked: bool,
}

/// What is certain of a count: the rest of it left out.
fn certain(count: &ConductCount) -> ConductCount {
    let mut certain = count.clone();
    certain
        .hits
        .retain(|hit| hit.certainty == Certainty::Certain);
    certain
}

impl Told<'_> {
    /// The rules touched for certain, the more strongly put first.
    pub fn touched(&self) -> Vec<Touched> {
        let count = certain(self.count);
        let told = Told {
            count: &count,
            ..*self
        };
        let name = |id: &str| self.rules.get(id).map_or("", |rule| rule.name.as_str());
        told.findings()
            .into_iter()
            .map(|finding| {
                let hits = count.hits.iter().filter(|h| h.rule == finding.rule);
                let latest = hits.clone().max_by_key(|h| h.day);
                let on: BTreeSet<String> = hits.clone().map(|h| h.day.to_string()).collect();
                let entries = hits.clone().flat_map(|h| &h.entries).map(|t| t.seq);
                let entries: BTreeSet<u64> = entries.collect();
                Touched {
                    name: name(&finding.rule).to_owned(),
                    days: finding.days,
                    sources: latest.map(|hit| self.few_sources(hit)).unwrap_or_default(),
                    on: on.into_iter().collect::<Vec<_>>().join("、"),
                    entries: seqs(self.texts, entries.into_iter()),
                    reported: hits.clone().all(|h| h.voice != Voice::State),
                    only_asked: latest.is_some_and(|h| h.voice == Voice::Ask),
                }
            })
            .collect()
    }

    /// What a hit rests on, in a line a stranger to the program can use.
    fn few_sources(&self, hit: &Hit) -> String {
        let mut sources = self.cited(hit);
        let count = sources.len();
        sources.truncate(MOST_SOURCES);
        let few = sources.join("；");
        if count <= MOST_SOURCES {
            return few;
        }
        let words = [("sources", few), ("count", count.to_string())];
        self.texts.say("conduct.paper.among-sources", words)
    }

    /// What isn't known, one line a member: it decides something, and nothing was made of it.
    pub fn not_known(&self) -> Vec<String> {
        let mut by_member: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
        for unknown in &self.count.unknowns {
            by_member
                .entry(unknown.member)
                .or_default()
                .insert(unknown.seq);
        }
        by_member
            .into_iter()
            .map(|(member, entries)| {
                let words = [
                    ("missing", self.missing(member)),
                    ("entries", seqs(self.texts, entries.into_iter())),
                ];
                self.texts.say("conduct.paper.not-known", words)
            })
            .collect()
    }

    /// The hours of each day with their table beneath; `None` where no contact is dated.
    pub fn hours_part(&self) -> Option<Part> {
        if self.count.days.is_empty() {
            return None;
        }
        let texts = self.texts;
        let mut part = Part::of(texts.t("conduct.heading-hours"));
        let drawn = pictures(self).into_iter().map(Block::Picture);
        part.blocks.extend(drawn);
        let days = without_empty_columns(self.day_table());
        part.table(texts.t("conduct.heading-days"), days);
        part.text(texts.t("conduct.cells"));
        Some(part)
    }

    /// The rules touched for certain, with their days; `None` where none is.
    pub fn touched_part(&self) -> Option<Part> {
        let touched = self.touched();
        if touched.is_empty() {
            return None;
        }
        let texts = self.texts;
        let mut part = Part::of(texts.t("conduct.paper.touched"));
        part.text(texts.t("conduct.paper.touched-lead"));
        for one in touched {
            let words = [
                ("name", one.name),
                ("sources", one.sources),
                ("asked", one.only_asked.to_string()),
            ];
            part.text(texts.say("conduct.paper.rule", words));
            part.items(one.days);
        }
        Some(part)
    }

    /// What isn't known, and what was left out or may have been written twice; `None` where there is
    /// nothing of the kind.
    pub fn open_part(&self) -> Option<Part> {
        let texts = self.texts;
        let (open, left_out) = (self.not_known(), self.left_out());
        if open.is_empty() && left_out.is_empty() {
            return None;
        }
        let mut part = Part::of(texts.t("conduct.paper.open"));
        if !open.is_empty() {
            part.text(texts.t("conduct.paper.open-lead"));
            part.items(open);
        }
        part.items(left_out);
        Some(part)
    }
}

/// A table without the columns of figures in which nothing stands but none.
fn without_empty_columns(grid: Grid) -> Table {
    let none = |column: usize| {
        let mut cells = grid.rows.iter().filter_map(|row| row.get(column));
        grid.figures.contains(&column) && cells.all(|cell| cell == NO_CONTACT)
    };
    let kept: Vec<usize> = (0..grid.head.len()).filter(|c| !none(*c)).collect();
    let of = |row: &Vec<String>| kept.iter().filter_map(|c| row.get(*c).cloned()).collect();
    let figures = kept.iter().enumerate();
    let figures: Vec<usize> = figures
        .filter(|(_, was)| grid.figures.contains(was))
        .map(|(place, _)| place)
        .collect();
    table(of(&grid.head), grid.rows.iter().map(of).collect(), &figures)
}

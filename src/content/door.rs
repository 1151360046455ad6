//! The door flow from `visit/*.toml`: raw shapes, then checked nodes. A node or finding of a later
//! layer replaces the earlier one with its id as a whole.

mod check;
mod raw;

use super::library::{ContentError, Library, Source};
use super::problem::{Problems, line_of};
use crate::domain::visit::{Concern, FindingBook, FollowUp, VisitFinding};
use crate::interview::door::{Door, DoorNode, QuietHours};
use check::Place;
use chrono::NaiveTime;
use std::collections::BTreeMap;
use toml::Spanned;

/// The checked door flow of a library.
///
/// # Errors
/// Everything wrong in the files of `visit/`, with file and line: not TOML or another shape, an id
/// given twice in one layer, a word that is none, an option that leads nowhere, more than seven
/// options, a node nobody can reach or leave, a finding without an entry.
pub fn load_door(library: &Library) -> Result<Door, ContentError> {
    let mut loading = Loading::default();
    for source in library.folder("visit") {
        loading.take(&source);
    }
    loading.finish()
}

#[derive(Default)]
struct Loading {
    problems: Problems,
    start: Option<Spanned<String>>,
    quiet_from: Option<NaiveTime>,
    quiet_until: Option<NaiveTime>,
    order: Vec<String>,
    nodes: BTreeMap<String, (DoorNode, Place)>,
    concerns: BTreeMap<VisitFinding, (Concern, Place)>,
    record_within: Option<u32>,
    list_headings: Option<Vec<String>>,
    follow_ups: Vec<(FollowUp, Place)>,
}

impl Loading {
    fn take(&mut self, source: &Source) {
        let file = match toml::from_str::<raw::File>(&source.text) {
            Ok(file) => file,
            Err(e) => {
                let line = e.span().map_or(0, |s| line_of(&source.text, s.start));
                let problems = &mut self.problems;
                return problems.add(&source.path, line, "content-not-toml", e.message());
            }
        };
        let mut reader = raw::Reader::new(source, &mut self.problems);
        if let Some(time) = &file.quiet_from {
            self.quiet_from = reader.time(time).or(self.quiet_from);
        }
        if let Some(time) = &file.quiet_until {
            self.quiet_until = reader.time(time).or(self.quiet_until);
        }
        self.record_within = file.record_within_minutes.or(self.record_within);
        self.list_headings = file.list_headings.or(self.list_headings.take());
        if file.start.is_some() {
            self.start = file.start;
        }
        for raw in file.node {
            let place = reader.place(&raw.id);
            let Some(node) = reader.node(raw) else {
                continue;
            };
            let before = self.nodes.get(&node.id);
            if before.is_some_and(|(_, p)| p.layer == place.layer) {
                reader.twice(&place, &node.id);
                continue;
            }
            if before.is_none() {
                self.order.push(node.id.clone());
            }
            self.nodes.insert(node.id.clone(), (node, place));
        }
        for raw in file.finding {
            let place = reader.place(&raw.code);
            let Some((kind, concern)) = reader.concern(raw) else {
                continue;
            };
            let before = self.concerns.get(&kind);
            if before.is_some_and(|(_, p)| p.layer == place.layer) {
                reader.twice(&place, kind.word());
                continue;
            }
            self.concerns.insert(kind, (concern, place));
        }
        for raw in file.follow_up {
            let place = reader.place(&raw.id);
            let Some(follow_up) = reader.follow_up(raw) else {
                continue;
            };
            let before = self.follow_ups.iter_mut();
            let mut before = before.filter(|(known, _)| known.id == follow_up.id);
            match before.next() {
                Some((_, p)) if p.layer == place.layer => reader.twice(&place, &follow_up.id),
                Some(known) => *known = (follow_up, place),
                None => self.follow_ups.push((follow_up, place)),
            }
        }
    }

    fn finish(mut self) -> Result<Door, ContentError> {
        let findings = self.concerns.into_iter().map(|(k, (c, _))| (k, c));
        let findings = FindingBook::new(findings);
        for kind in findings.missing() {
            let problems = &mut self.problems;
            problems.add("visit/findings.toml", 0, "content-missing", kind.word());
        }
        for (name, missing) in [
            ("start", self.start.is_none()),
            ("quiet_from", self.quiet_from.is_none()),
            ("quiet_until", self.quiet_until.is_none()),
            ("record_within_minutes", self.record_within.is_none()),
            ("list_headings", self.list_headings.is_none()),
        ] {
            if missing {
                let problems = &mut self.problems;
                problems.add("visit/door.toml", 0, "content-missing", name);
            }
        }
        let start = self.start.map(Spanned::into_inner).unwrap_or_default();
        check::check(&start, &self.nodes, &mut self.problems);
        check::check_follow_ups(&self.follow_ups, &self.nodes, &mut self.problems);
        let (Some(from), Some(until), Some(record_within), true) = (
            self.quiet_from,
            self.quiet_until,
            self.record_within,
            self.problems.is_empty(),
        ) else {
            return Err(ContentError::Rejected(self.problems.into_sorted()));
        };
        let mut nodes = self.nodes;
        let in_order = self.order.iter().filter_map(|id| nodes.remove(id));
        Ok(Door {
            start,
            quiet: QuietHours { from, until },
            nodes: in_order.map(|(node, _)| node).collect(),
            findings,
            follow_ups: self.follow_ups.into_iter().map(|(f, _)| f).collect(),
            record_within,
            list_headings: self.list_headings.unwrap_or_default(),
        })
    }
}

//! Taking members out of a tree one by one, collecting every problem with its path.

use super::node::Node;
use super::problem::{LoanProblem, date_code, money_code};
use super::terms::UNKNOWN;
use crate::domain::calendar;
use crate::domain::money::Money;
use crate::domain::rate::{Multiple, Rate};
use chrono::NaiveDate;
use std::fmt;
use std::ops::RangeInclusive;

/// Problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<LoanProblem>);

impl Problems {
    pub(super) fn add(&mut self, code: &'static str, member: impl Into<String>) {
        self.0.push(LoanProblem::new(code, member));
    }
}

/// Where a value stands in its loan; written out only where something is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'p> {
    /// The loan itself.
    Whole,
    /// A member of an object.
    Member(&'p Path<'p>, &'p str),
    /// A place in a list.
    Place(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Whole => Ok(()),
            Path::Member(Path::Whole, name) => f.write_str(name),
            Path::Member(before, name) => write!(f, "{before}.{name}"),
            Path::Place(before, place) => write!(f, "{before}.{place}"),
        }
    }
}

impl From<Path<'_>> for String {
    fn from(path: Path<'_>) -> String {
        path.to_string()
    }
}

/// The members of one object still to be taken. What is left at the end is unknown.
#[derive(Debug)]
pub(super) struct Reader<'p> {
    path: &'p Path<'p>,
    members: Vec<(String, Node)>,
    problems: &'p mut Problems,
}

/// A member with its path.
#[derive(Debug)]
pub(super) struct At<'p> {
    pub(super) path: Path<'p>,
    pub(super) node: Node,
}

impl<'p> Reader<'p> {
    /// The members of a node; repeated ones are refused and the first kept.
    fn open(path: &'p Path<'p>, node: Node, problems: &'p mut Problems) -> Option<Reader<'p>> {
        let Node::Members(written) = node else {
            problems.add("not-members", *path);
            return None;
        };
        let mut members: Vec<(String, Node)> = Vec::with_capacity(written.len());
        for (name, node) in written {
            if members.iter().any(|(known, _)| *known == name) {
                problems.add("repeated-member", Path::Member(path, &name));
            } else {
                members.push((name, node));
            }
        }
        Some(Reader {
            path,
            members,
            problems,
        })
    }

    pub(super) fn path(&self, name: &str) -> String {
        Path::Member(self.path, name).to_string()
    }

    pub(super) fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(known, _)| known == name)
    }

    /// Takes a member away, if it is there.
    pub(super) fn take(&mut self, name: &'static str) -> Option<At<'p>> {
        let index = self.members.iter().position(|(known, _)| known == name)?;
        let (_, node) = self.members.swap_remove(index);
        Some(At {
            path: Path::Member(self.path, name),
            node,
        })
    }

    /// Takes a member away if it says in one word that the fact isn't known.
    pub(super) fn says_unknown(&mut self, name: &str) -> bool {
        let says = |(known, node): &(String, Node)| {
            known == name && matches!(node, Node::Text(text) if text == UNKNOWN)
        };
        let place = self.members.iter().position(says);
        place.map(|index| self.members.swap_remove(index)).is_some()
    }

    /// Takes a required member; its absence is a problem.
    pub(super) fn need(&mut self, name: &'static str) -> Option<At<'p>> {
        let at = self.take(name);
        if at.is_none() {
            let path = self.path(name);
            self.problems.add("missing-member", path);
        }
        at
    }

    /// Every member not taken is unknown.
    pub(super) fn close(self) {
        for (name, _) in &self.members {
            self.problems
                .add("unknown-member", Path::Member(self.path, name));
        }
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        let at = self.take(name)?;
        self.problems.text(at)
    }

    pub(super) fn date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let at = self.take(name)?;
        self.problems.date(at)
    }

    pub(super) fn needed_date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let at = self.need(name)?;
        self.problems.date(at)
    }

    pub(super) fn money(&mut self, name: &'static str) -> Option<Money> {
        let at = self.take(name)?;
        self.problems.money(at)
    }

    pub(super) fn needed_money(&mut self, name: &'static str) -> Option<Money> {
        let at = self.need(name)?;
        self.problems.money(at)
    }

    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        let at = self.take(name)?;
        if let Node::Flag(flag) = at.node {
            return Some(flag);
        }
        self.problems.add("not-a-boolean", at.path);
        None
    }

    pub(super) fn count(&mut self, name: &'static str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let at = self.take(name)?;
        let Node::Whole(n) = at.node else {
            self.problems.add("not-an-integer", at.path);
            return None;
        };
        let count = u32::try_from(n).ok().filter(|n| bounds.contains(n));
        if count.is_none() {
            let problem = LoanProblem::new("count-out-of-range", at.path)
                .with("least", bounds.start())
                .with("most", bounds.end());
            self.problems.0.push(problem);
        }
        count
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        options: &[(&str, T)],
    ) -> Option<T> {
        let at = self.take(name)?;
        self.problems.choice(at, options)
    }

    pub(super) fn needed_choice<T: Copy>(
        &mut self,
        name: &'static str,
        options: &[(&str, T)],
    ) -> Option<T> {
        let at = self.need(name)?;
        self.problems.choice(at, options)
    }

    /// A list, each item read by `read`; absent is empty.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(At<'_>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        let Some(at) = self.take(name) else {
            return Vec::new();
        };
        let Node::List(items) = at.node else {
            self.problems.add("not-a-list", at.path);
            return Vec::new();
        };
        items
            .into_iter()
            .enumerate()
            .filter_map(|(i, node)| {
                let path = Path::Place(&at.path, i);
                read(At { path, node }, self.problems)
            })
            .collect()
    }

    /// A nested object, read by `read`.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let at = self.take(name)?;
        object(at, self.problems, read)
    }
}

impl Problems {
    pub(super) fn text(&mut self, at: At<'_>) -> Option<String> {
        match at.node {
            Node::Text(text) if text.trim().is_empty() => {
                self.add("empty-text", at.path);
                None
            }
            Node::Text(text) => Some(text),
            _ => {
                self.add("not-a-string", at.path);
                None
            }
        }
    }

    pub(super) fn date(&mut self, at: At<'_>) -> Option<NaiveDate> {
        let path = at.path;
        let text = self.text(at)?;
        calendar::date(&text)
            .map_err(|why| self.add(date_code(why), path))
            .ok()
    }

    pub(super) fn money(&mut self, at: At<'_>) -> Option<Money> {
        let path = at.path;
        let text = self.text(at)?;
        Money::parse(&text)
            .map_err(|why| self.add(money_code(why), path))
            .ok()
    }

    pub(super) fn rate(&mut self, at: At<'_>) -> Option<Rate> {
        let path = at.path;
        let text = self.text(at)?;
        Rate::parse(&text)
            .map_err(|_| self.add("bad-rate", path))
            .ok()
    }

    pub(super) fn multiple(&mut self, at: At<'_>) -> Option<Multiple> {
        let path = at.path;
        let text = self.text(at)?;
        Multiple::parse(&text)
            .map_err(|_| self.add("bad-rate", path))
            .ok()
    }

    pub(super) fn choice<T: Copy>(&mut self, at: At<'_>, options: &[(&str, T)]) -> Option<T> {
        let path = at.path;
        let text = self.text(at)?;
        let chosen = options.iter().find(|(id, _)| *id == text).map(|(_, v)| *v);
        if chosen.is_none() {
            let ids: Vec<&str> = options.iter().map(|(id, _)| *id).collect();
            let problem = LoanProblem::new("bad-choice", path).with("options", ids.join(", "));
            self.0.push(problem);
        }
        chosen
    }
}

/// Reads the members of a node and refuses those `read` leaves.
pub(super) fn object<T>(
    at: At<'_>,
    problems: &mut Problems,
    read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
) -> Option<T> {
    let At { path, node } = at;
    let mut reader = Reader::open(&path, node, problems)?;
    let value = read(&mut reader);
    reader.close();
    value
}

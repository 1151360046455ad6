//! The categories of a household's spending, from the rule book, and a household's lines summed by
//! the groups they belong to.

use super::Household;
use crate::domain::money::Money;
use serde::{Deserialize, Serialize};

/// When a group that comes to nothing is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskIfNothing {
    /// In every household: everyone eats.
    Always,
    /// Only where the household named it line by line.
    Named,
}

/// A group of categories: all that the short version shows of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// When nothing in it is asked about.
    pub ask_if_nothing: Option<AskIfNothing>,
}

/// A line that a household's month can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its id (`rent`, `electricity`).
    pub id: String,
    /// The id of its group.
    pub group: String,
    /// Can a household live and earn without it for a while?
    pub spare: bool,
    /// The line of the quick way that it is a part of; none where the quick way asks it by itself.
    pub within: Option<String>,
}

/// All of them, in the order they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories {
    /// The groups.
    pub groups: Vec<Group>,
    /// The lines.
    pub list: Vec<Category>,
}

/// What a household spends on a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupTotal {
    /// The group's id.
    pub group: String,
    /// Are these the lines one can do without for a while?
    pub spare: bool,
    /// Yuan a month, of the lines that are known.
    pub amount: Money,
    /// Lines that aren't known yet: with them it is more.
    pub unknown: usize,
}

impl Categories {
    /// The category of this id.
    pub fn get(&self, id: &str) -> Option<&Category> {
        self.list.iter().find(|category| category.id == id)
    }

    /// The group a line belongs to; of a line that the book no longer has, the last one.
    pub fn group_of(&self, id: &str) -> &str {
        let group = self.get(id).map(|category| category.group.as_str());
        let last = || self.groups.last().map(|group| group.id.as_str());
        group.or_else(last).unwrap_or_default()
    }

    /// Is it a line that only the full way asks for?
    pub fn is_detail(&self, id: &str) -> bool {
        self.get(id)
            .is_some_and(|category| category.within.is_some())
    }

    /// Was this household entered line by line?
    pub fn is_full(&self, household: &Household) -> bool {
        let told_apart = |s: &super::Source| s.id != super::ALL_INCOME;
        household.sources.iter().any(told_apart)
            || !household.resources.is_empty()
            || household.line_ids().any(|id| self.is_detail(id))
    }

    /// A household's spending by group, in order; groups it has no line in are left out, and so are
    /// those known to be nothing.
    pub fn totals(&self, household: &Household) -> Vec<GroupTotal> {
        let mut totals = Vec::new();
        for group in &self.groups {
            for spare in [false, true] {
                let lines = household.spending.iter();
                let here = |id: &str, is: bool| is == spare && self.group_of(id) == group.id;
                let amount = lines
                    .filter(|l| here(&l.id, l.spare))
                    .map(|l| l.amount)
                    .sum::<Money>();
                let is_spare = |id: &String| self.get(id).is_some_and(|c| c.spare);
                let unknown = household.unknown.iter();
                let unknown = unknown.filter(|id| here(id, is_spare(id))).count();
                if unknown > 0 || !amount.is_zero() {
                    totals.push(GroupTotal {
                        group: group.id.clone(),
                        spare,
                        amount,
                        unknown,
                    });
                }
            }
        }
        totals
    }
}

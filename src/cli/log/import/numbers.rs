//! The numbers of a table, each with its rows, and what the log says of them already.

use super::super::super::context::Context;
use crate::domain::evidence::{EntryView, masked_numbers};
use crate::domain::import::{Contact, Fate, number_cell};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfNumber {
    /// The loan it calls about.
    pub loan: Option<String>,
    /// Whom it said it acts for.
    pub principal: Option<String>,
    /// Whose people they said they are.
    pub employer: Option<String>,
}

/// One number of the table and its rows.
pub struct Group<'r> {
    /// The number; `None` where the table shows none.
    pub number: &'r Option<String>,
    /// The name it is kept under.
    pub name: Option<&'r str>,
    /// How many rows.
    pub rows: usize,
    /// The line of the first.
    pub first_line: u64,
}

/// The numbers of rows that would be new, the most frequent first.
pub fn groups<'r>(rows: &'r [Contact], fates: &[Fate]) -> Vec<Group<'r>> {
    let mut groups: BTreeMap<&Option<String>, Group<'r>> = BTreeMap::new();
    for (row, _) in rows
        .iter()
        .zip(fates)
        .filter(|(_, fate)| **fate == Fate::New)
    {
        let group = groups.entry(&row.number).or_insert(Group {
            number: &row.number,
            name: None,
            rows: 0,
            first_line: row.line,
        });
        group.rows += 1;
        group.name = group.name.or(row.name.as_deref());
    }
    let mut groups: Vec<Group<'r>> = groups.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.rows), group.first_line));
    groups
}

/// Numbers of entries, each with what the entries agree on.
pub fn of_the_log(views: &[EntryView]) -> BTreeMap<Option<String>, OfNumber> {
    let mut seen: BTreeMap<String, Vec<OfNumber>> = BTreeMap::new();
    for view in views.iter().filter(|v| !v.withdrawn) {
        let Some(members) = &view.current else {
            continue;
        };
        let party = members.get("party");
        let part = |name: &str| {
            let text = party?.get(name)?.as_str()?;
            Some(text.to_owned())
        };
        let number = part("phone").and_then(|number| number_cell(&number));
        let of = OfNumber {
            loan: members
                .get("loan")
                .and_then(Value::as_str)
                .map(str::to_owned),
            principal: part("principal"),
            employer: part("employer"),
        };
        if let (Some(number), true) = (number, of != OfNumber::default()) {
            seen.entry(number).or_default().push(of);
        }
    }
    let agreed = |list: &[OfNumber], of: fn(&OfNumber) -> &Option<String>| {
        let said: BTreeSet<&String> = list.iter().filter_map(|o| of(o).as_ref()).collect();
        let mut said = said.into_iter();
        said.next().cloned().filter(|_| said.next().is_none())
    };
    seen.into_iter()
        .map(|(number, list)| {
            let of = OfNumber {
                loan: agreed(&list, |o| &o.loan),
                principal: agreed(&list, |o| &o.principal),
                employer: agreed(&list, |o| &o.employer),
            };
            (Some(number), of)
        })
        // Numbers that called about several loans have to be asked about.
        .filter(|(_, of)| *of != OfNumber::default())
        .collect()
}

/// A number with its middle hidden, its name, and where it stands in the file: enough to know it by.
pub fn label(context: &Context, group: &Group<'_>) -> String {
    let number = match group.number {
        Some(number) => masked_numbers(number),
        None => context.texts.t("log-import.no-number"),
    };
    let values = [
        ("number", number),
        ("name", group.name.unwrap_or_default().to_owned()),
        ("rows", group.rows.to_string()),
        ("line", group.first_line.to_string()),
    ];
    context.texts.say("log-import.number", values)
}

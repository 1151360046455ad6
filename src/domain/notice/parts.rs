//! A notice taken apart.

use super::figures::{self, TimeLimit, WrittenAmount};
use super::links::{self, Link, LinkKind};
use super::names;
use super::numbers::{self, WrittenCaseNumber, WrittenPhone};
use super::plain::Plain;
use super::signs::{Found, signature, signs};
use super::{NoticeBook, comparison};
use crate::domain::identifier::PhoneForm;
use std::collections::BTreeSet;

/// Everything that can be read off a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The mark in 【…】.
    pub signature: Option<String>,
    /// What it says, senders first.
    pub said: Vec<Found>,
    /// Organisations it names.
    pub names: Vec<String>,
    /// Those of them that lend, by how their names end.
    pub lenders: Vec<String>,
    /// Case numbers.
    pub case_numbers: Vec<WrittenCaseNumber>,
    /// Numbers of letters.
    pub references: Vec<String>,
    /// Telephones.
    pub phones: Vec<WrittenPhone>,
    /// Last four digits of accounts.
    pub accounts: Vec<String>,
    /// Last four characters of contracts.
    pub contract_tails: Vec<String>,
    /// Links.
    pub links: Vec<Link>,
    /// Amounts.
    pub amounts: Vec<WrittenAmount>,
    /// Time limits.
    pub limits: Vec<TimeLimit>,
    /// All of that as signs, for the rules.
    pub signs: BTreeSet<String>,
    /// The notice without blanks, for comparing names.
    pub bare: String,
}

/// Signs that come from the form of a notice and not from its phrases.
pub const FORMAL_SIGNS: [&str; 22] = [
    "unsigned",
    "unclassified",
    "case-number",
    "case-number-wrong",
    "case-number-ahead",
    "reference",
    "phone",
    "mobile-phone",
    "foreign-phone",
    "account",
    "link",
    "short-link",
    "app-file",
    "looks-official",
    "government-link",
    "amount",
    "time-limit",
    "within-a-day",
    "lender-agrees",
    "lender-differs",
    "contract-differs",
    "amount-differs",
];

/// Takes a notice apart. `year` is the present one: a case can't have a later one.
pub fn parts(text: &str, book: &NoticeBook, year: u16) -> Parts {
    let plain = Plain::of(text);
    let (said, mut set) = signs(&plain, &book.signs);
    let numbers = numbers::numbers(&plain, &book.numbers);
    let links = links::links(&plain, &book.links);
    let amounts = figures::amounts(&plain, &book.figures);
    let limits = figures::time_limits(&plain, &book.figures);
    let names = names::names(&plain, &book.names);
    let ends = |name: &&String| book.lender_ends.iter().any(|e| name.contains(e.as_str()));
    let lenders: Vec<String> = names.iter().filter(ends).cloned().collect();
    let signature = signature(&plain);

    let mut sign = |is: bool, id: &str| {
        if is {
            set.insert(id.to_owned());
        }
    };
    let right = |n: &WrittenCaseNumber| n.read.is_ok();
    let ahead = |n: &WrittenCaseNumber| n.read.as_ref().is_ok_and(|c| c.year > year);
    let cases = &numbers.case_numbers;
    sign(cases.iter().any(|n| right(n) && !ahead(n)), "case-number");
    sign(!cases.iter().all(right), "case-number-wrong");
    sign(cases.iter().any(ahead), "case-number-ahead");
    sign(!numbers.references.is_empty(), "reference");
    sign(!numbers.phones.is_empty(), "phone");
    let of_form = |form| numbers.phones.iter().any(|p| p.form == form);
    sign(of_form(PhoneForm::Mobile), "mobile-phone");
    sign(of_form(PhoneForm::Foreign), "foreign-phone");
    sign(!numbers.accounts.is_empty(), "account");
    sign(!links.is_empty(), "link");
    let of_kind = |kind| links.iter().any(|l| l.kind == kind);
    sign(of_kind(LinkKind::Short), "short-link");
    sign(of_kind(LinkKind::AppFile), "app-file");
    sign(of_kind(LinkKind::LooksOfficial), "looks-official");
    sign(of_kind(LinkKind::Government), "government-link");
    sign(!amounts.is_empty(), "amount");
    sign(!limits.is_empty(), "time-limit");
    sign(limits.iter().any(|l| l.within_a_day), "within-a-day");
    let from_anyone = set.iter().any(|s| s.starts_with("from-"));
    let unnamed = if signature.is_some() || !names.is_empty() {
        "unclassified"
    } else {
        "unsigned"
    };
    if !from_anyone {
        set.insert(unnamed.to_owned());
    }
    Parts {
        signature,
        said,
        names,
        lenders,
        case_numbers: numbers.case_numbers,
        references: numbers.references,
        phones: numbers.phones,
        accounts: numbers.accounts,
        contract_tails: numbers.contract_tails,
        links,
        amounts,
        limits,
        signs: set,
        bare: comparison::bare(text),
    }
}

//! What was noted of the visitors, held against what the case and a published list say.

use super::observed::Visit;
use super::words::{Item, ItemResult, VisitFinding};
use crate::domain::identifier::{credit_code_faults, normalised_credit_code};
use crate::domain::money::Money;

/// What the case knows, for comparing with what was shown. A sealed case or none gives `None`
/// instead, and the items then say `not-checked`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFacts {
    /// Names of lenders, funders and guarantors in the case.
    pub lenders: Vec<String>,
    /// Loan numbers or their tails.
    pub loan_numbers: Vec<String>,
    /// Amounts the case has reconciled.
    pub amounts: Vec<Money>,
    /// Agencies on the list the lender publishes, as far as one is at hand.
    pub agencies: Vec<String>,
}

/// The comparisons, and the finding each gives rise to when it doesn't come out well.
pub(super) fn comparisons(
    visit: &Visit,
    known: Option<&KnownFacts>,
) -> [(Item, ItemResult, VisitFinding); 5] {
    let record = &visit.record;
    let compare = |shown: Option<&str>, matches: &dyn Fn(&KnownFacts, &str) -> Option<bool>| {
        let compared = shown.zip(known).and_then(|(s, k)| matches(k, s));
        match compared {
            Some(true) => ItemResult::Shown,
            Some(false) => ItemResult::Contradicts,
            None => ItemResult::NotChecked,
        }
    };
    let creditor = compare(record.principal.as_deref(), &|k, name| {
        (!k.lenders.is_empty()).then(|| k.lenders.iter().any(|l| same_name(l, name)))
    });
    let number = compare(record.loan_tail.as_deref(), &|k, tail| {
        let compared: Vec<bool> = k
            .loan_numbers
            .iter()
            .filter_map(|n| same_tail(n, tail))
            .collect();
        (!compared.is_empty()).then(|| compared.contains(&true))
    });
    let amount = compare(record.amount.as_deref(), &|k, text| {
        let claimed = Money::parse(text).ok()?;
        (!k.amounts.is_empty()).then(|| k.amounts.contains(&claimed))
    });
    // A list may be older than the mandate: not standing on it leaves the question open.
    let listed = match compare(record.employer.as_deref(), &|k, name| {
        (!k.agencies.is_empty()).then(|| k.agencies.iter().any(|a| same_name(a, name)))
    }) {
        ItemResult::Contradicts => ItemResult::Unclear,
        result => result,
    };
    [
        (
            Item::CreditorInCase,
            creditor,
            VisitFinding::CreditorNotInCase,
        ),
        (
            Item::LoanNumberInCase,
            number,
            VisitFinding::LoanNumberNotInCase,
        ),
        (Item::AmountInCase, amount, VisitFinding::AmountDiffers),
        (Item::AgencyListed, listed, VisitFinding::AgencyNotListed),
        (
            Item::CompanyCode,
            code_result(record.company_code.as_deref()),
            VisitFinding::CompanyCodeFaulty,
        ),
    ]
}

/// A code with a fault was as likely copied wrongly through a peephole as it is wrong: unclear.
fn code_result(written: Option<&str>) -> ItemResult {
    match written {
        None => ItemResult::NotChecked,
        Some(code) if credit_code_faults(&normalised_credit_code(code)).is_empty() => {
            ItemResult::Shown
        }
        Some(_) => ItemResult::Unclear,
    }
}

/// Names are the same when they agree but for spaces and the width of brackets. A part of a name is
/// not the name: a brand or an agency often carries a piece of the lender's.
fn same_name(known: &str, shown: &str) -> bool {
    let bare = |s: &str| {
        let kept = s.chars().filter(|c| !c.is_whitespace());
        kept.map(|c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect::<String>()
    };
    bare(known) == bare(shown)
}

/// A number agrees when the shorter of the two ends the longer. A piece of fewer than four
/// characters says nothing either way.
fn same_tail(known: &str, shown: &str) -> Option<bool> {
    let (known, shown) = (known.trim(), shown.trim());
    let shorter = known.chars().count().min(shown.chars().count());
    (shorter >= 4).then(|| known.ends_with(shown) || shown.ends_with(known))
}

/// The names on a published list: one a line, or a table of which every cell may be the name. A cell
/// of fewer than four characters, or without a letter, is none; nor is one above the first name that
/// ends as titles and column heads do (`headings`).
pub fn agency_names(text: &str, headings: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines() {
        let cells = line.split([',', '，', '\t', ';']).map(|cell| {
            cell.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{feff}')
        });
        let cells: Vec<&str> = cells.filter(|cell| may_name(cell)).collect();
        let heads = |cell: &&str| headings.iter().any(|end| cell.ends_with(end.as_str()));
        if names.is_empty() && cells.iter().any(heads) {
            continue;
        }
        for cell in cells {
            if !names.iter().any(|known| known == cell) {
                names.push(cell.to_owned());
            }
        }
    }
    names
}

fn may_name(cell: &str) -> bool {
    cell.chars().count() >= 4 && cell.chars().any(char::is_alphabetic)
}

//! A notice beside the case: lender, contract, amounts.

use super::figures::{AmountRole, WrittenAmount};
use super::parts::Parts;
use crate::domain::money::Money;
use serde::Serialize;

/// A loan of the case as far as a notice can be compared with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownLoan {
    /// The borrower's short name for it.
    pub id: String,
    /// Names in its papers: lender, platform, guarantor.
    pub names: Vec<String>,
    /// The contract's number.
    pub contract_number: Option<String>,
    /// Overdue by the contract, recomputed.
    pub overdue: Option<Money>,
    /// Everything, the part not yet due with its principal.
    pub everything: Option<Money>,
}

/// Does something of the notice agree with the case?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// The same.
    Agrees,
    /// Not the same.
    Differs,
    /// One of the two sides isn't there.
    NotCompared,
}

/// An amount of the notice beside a loan's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedAmount {
    /// As the notice has it.
    pub amount: Money,
    /// The loan.
    pub loan: String,
    /// Overdue by the contract.
    pub overdue: Option<Money>,
    /// Everything by the contract.
    pub everything: Option<Money>,
    /// Is it one of the two?
    pub agreement: Agreement,
}

/// A notice beside the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Is an organisation it names one of the case's?
    pub lender: Agreement,
    /// Is a contract's tail one of the case's?
    pub contract: Agreement,
    /// The loans it can be about.
    pub loans: Vec<String>,
    /// Amounts, each beside each of those loans.
    pub amounts: Vec<ComparedAmount>,
}

/// Compares; `None` where the case has no loans. `text` is the notice without blanks.
pub fn comparison(parts: &Parts, text: &str, known: &[KnownLoan]) -> Option<Comparison> {
    if known.is_empty() {
        return None;
    }
    let by_name: Vec<&KnownLoan> = known
        .iter()
        .filter(|loan| loan.names.iter().any(|name| is_named(name, text)))
        .collect();
    let has_names = known.iter().any(|l| !l.names.is_empty());
    let lender = if !by_name.is_empty() {
        Agreement::Agrees
    } else if has_names && !parts.lenders.is_empty() {
        Agreement::Differs
    } else {
        Agreement::NotCompared
    };
    let by_tail: Vec<&KnownLoan> = known
        .iter()
        .filter(|loan| parts.contract_tails.iter().any(|tail| has_tail(loan, tail)))
        .collect();
    let has_numbers = known.iter().any(|l| l.contract_number.is_some());
    let contract = if !by_tail.is_empty() {
        Agreement::Agrees
    } else if has_numbers && !parts.contract_tails.is_empty() {
        Agreement::Differs
    } else {
        Agreement::NotCompared
    };
    let about: Vec<&KnownLoan> = match (by_tail.is_empty(), by_name.is_empty()) {
        (false, _) => by_tail,
        (true, false) => by_name,
        // Another lender's amounts say nothing about this case's loans.
        (true, true) if lender == Agreement::Differs => Vec::new(),
        (true, true) => known.iter().collect(),
    };
    let owed = |a: &&WrittenAmount| matches!(a.role, AmountRole::Owed | AmountRole::Unsaid);
    let amounts = parts
        .amounts
        .iter()
        .filter(owed)
        .flat_map(|a| about.iter().map(move |loan| compared(a.amount, loan)))
        .collect();
    Some(Comparison {
        lender,
        contract,
        loans: about.iter().map(|l| l.id.clone()).collect(),
        amounts,
    })
}

/// Short names stand in too many places to say anything.
const SHORTEST_NAME: usize = 4;

fn is_named(name: &str, text: &str) -> bool {
    let bare = bare(name);
    bare.chars().count() >= SHORTEST_NAME && text.contains(&bare)
}

/// Without blanks, brackets in one form.
pub fn bare(text: &str) -> String {
    super::plain::Plain::of(text)
        .chars()
        .iter()
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn has_tail(loan: &KnownLoan, tail: &str) -> bool {
    let number = loan.contract_number.as_deref().map(bare);
    number.is_some_and(|n| n.ends_with(tail))
}

fn compared(amount: Money, loan: &KnownLoan) -> ComparedAmount {
    let figures: Vec<Money> = loan.overdue.into_iter().chain(loan.everything).collect();
    let agreement = if figures.is_empty() {
        Agreement::NotCompared
    } else if figures.contains(&amount) {
        Agreement::Agrees
    } else {
        Agreement::Differs
    };
    ComparedAmount {
        amount,
        loan: loan.id.clone(),
        overdue: loan.overdue,
        everything: loan.everything,
        agreement,
    }
}

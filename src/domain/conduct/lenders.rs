//! Whose claim a contact was about, by the loans of the case.

use crate::domain::case::Case;
use std::collections::BTreeMap;

/// The lenders of a case: agencies count with the one they act for, and loans of one lender count
/// together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lenders {
    /// Loan id to the lender's name; to the loan's own id where the case doesn't know the name.
    of_loans: BTreeMap<String, String>,
    /// Other names (product) that belong to one lender only.
    also: BTreeMap<String, Option<String>>,
}

impl Lenders {
    /// Of the loans of a case, settled ones too: a call about one was about its lender all the same.
    pub fn of(case: &Case) -> Lenders {
        let mut lenders = Lenders::default();
        for loan in &case.loans {
            let text = |name: &str| loan.get(name).and_then(toml::Value::as_str);
            if let Some(id) = text("id") {
                lenders.add(id, text("lender"), text("product"));
            }
        }
        lenders
    }

    /// Adds a loan by its id, with the names the case knows.
    pub fn add(&mut self, loan: &str, lender: Option<&str>, product: Option<&str>) {
        let name = lender.map(bare).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| loan.to_owned());
        if let Some(product) = product.map(bare).filter(|p| !p.is_empty()) {
            self.also
                .entry(product)
                .and_modify(|known| {
                    if known.as_ref() != Some(&name) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(name.clone()));
        }
        self.of_loans.insert(loan.to_owned(), name);
    }

    /// The lender of a loan; the loan's own id where the case doesn't know the loan or the name.
    pub fn of_loan(&self, loan: &str) -> String {
        let known = self.of_loans.get(loan).cloned();
        known.unwrap_or_else(|| loan.to_owned())
    }

    /// The lender an entry is about: that of the loan it names, else the one it was told. A product
    /// of one lender alone stands for that lender. `None` where the entry says neither.
    pub fn told(&self, loan: Option<&str>, principal: Option<&str>) -> Option<String> {
        if let Some(loan) = loan.filter(|l| !l.trim().is_empty()) {
            return Some(self.of_loan(loan));
        }
        let name = bare(principal?);
        if name.is_empty() {
            return None;
        }
        let as_product = self.also.get(&name).cloned().flatten();
        Some(match as_product {
            Some(lender) if !self.of_loans.values().any(|l| *l == name) => lender,
            _ => name,
        })
    }
}

/// A name without blanks: they are set anyhow in names typed by hand.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

//! Who lends, what was paid, what is claimed, and how to count.

use crate::domain::allocation::{OrderName, Spread};
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who lends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LenderKind {
    /// A bank.
    Bank,
    /// A licensed consumer-finance company.
    ConsumerFinance,
    /// A licensed small-loan company.
    MicroLoan,
    /// A person lending own money.
    PrivatePerson,
    /// A business that lends without a licence.
    UnlicensedBusiness,
    /// Not known.
    Unknown,
}

impl LenderKind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, LenderKind); 6] = [
        ("bank", LenderKind::Bank),
        ("consumer-finance", LenderKind::ConsumerFinance),
        ("micro-loan", LenderKind::MicroLoan),
        ("private-person", LenderKind::PrivatePerson),
        ("unlicensed-business", LenderKind::UnlicensedBusiness),
        ("unknown", LenderKind::Unknown),
    ];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        LenderKind::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("unknown", |(word, _)| word)
    }
}

/// One repayment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Repayment {
    /// The day.
    pub on: NaiveDate,
    /// Was it agreed that it reduces principal early?
    #[serde(skip_serializing_if = "is_false")]
    pub prepays: bool,
    /// How much.
    pub amount: Money,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_false(flag: &bool) -> bool {
    !flag
}

/// An amount on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DatedAmount {
    /// The day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// A guarantor says it has paid the lender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compensated {
    /// The day it names.
    pub on: NaiveDate,
    /// How much, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Who, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Somebody claims to have taken the debt over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssignmentClaimed {
    /// The day it was claimed.
    pub on: NaiveDate,
    /// By whom, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What a claim says it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimScope {
    /// What is overdue.
    Overdue,
    /// The whole debt, called in or not.
    Everything,
    /// It doesn't say.
    Unknown,
}

impl ClaimScope {
    /// Every scope with its word.
    pub const ALL: [(&'static str, ClaimScope); 3] = [
        ("overdue", ClaimScope::Overdue),
        ("everything", ClaimScope::Everything),
        ("unknown", ClaimScope::Unknown),
    ];
}

/// What the other side says is owed. A part it doesn't name is `None`, which is not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The day it is made for.
    pub on: NaiveDate,
    /// Where it was seen or heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What it covers.
    pub scope: ClaimScope,
    /// The sum.
    pub total: Money,
    /// Principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Money>,
    /// Interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<Money>,
    /// Default interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_interest: Option<Money>,
    /// Charges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charges: Option<Money>,
    /// Liquidated damages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liquidated_damages: Option<Money>,
    /// Enforcement costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforcement_costs: Option<Money>,
    /// The repayments the lender has booked, where it lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repayments: Option<Vec<DatedAmount>>,
}

/// What the principal is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrincipalBasis {
    /// The contract's amount.
    Contract,
    /// The amount received.
    Received,
}

impl PrincipalBasis {
    /// Every basis with its word.
    pub const ALL: [(&'static str, PrincipalBasis); 2] = [
        ("contract", PrincipalBasis::Contract),
        ("received", PrincipalBasis::Received),
    ];
}

/// How to count, completely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Which part of a due debt a repayment pays first.
    pub order: OrderName,
    /// Instalment by instalment, or part by part over all of them.
    pub spread: Spread,
    /// What the principal is.
    pub principal: PrincipalBasis,
}

/// How to count, as far as the borrower says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct StatedBasis {
    /// Which part of a due debt a repayment pays first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderName>,
    /// Instalment by instalment, or part by part over all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// What the principal is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<PrincipalBasis>,
}

impl StatedBasis {
    /// Is nothing said?
    pub fn is_silent(&self) -> bool {
        *self == StatedBasis::default()
    }
}

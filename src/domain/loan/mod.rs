//! One loan as the borrower knows it: what was agreed, what was paid, what is claimed.
//!
//! The members are those of the reconciliation format, version 1. A loan is read strictly (JSON
//! and TOML have one shape) and checked as a whole; every problem is named at once.

mod agreed;
mod check;
mod check_terms;
mod members;
mod node;
mod problem;
mod read;
mod reader;
mod shape;
mod terms;

pub use agreed::{
    Charge, ChargeAmount, ChargeKind, DefaultInterest, DefaultOn, EnforcementCosts, InterestBasis,
    LiquidatedDamages, PlanRow, RepaymentKind, YearDays,
};
pub use check::TERMS;
pub use members::{Form, LISTS, Member, ONE_OF, member_at, members};
pub use node::Node;
pub use problem::{CODES, LoanProblem};
pub use read::LONGEST_JSON;
pub use shape::{
    AssignmentClaimed, Basis, Claim, ClaimScope, Compensated, DatedAmount, LenderKind,
    PrincipalBasis, Repayment, StatedBasis,
};
pub use terms::{Terms, UNKNOWN};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// A loan, checked. `terms` is `None` where only a claim is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loan {
    /// The borrower's own short name for it.
    pub id: String,
    /// Who lends.
    pub lender_kind: LenderKind,
    /// Did a bank's or consumer-finance company's money come through a platform? Unknown: `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_assisted: Option<bool>,
    /// False where the borrower doesn't know whether there are other charges: none are counted, and
    /// the statement says that the figures leave them out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charges_known: Option<bool>,
    /// Names and numbers; kept for letters, never counted with.
    #[serde(flatten)]
    pub about: About,
    /// The day of the contract, where it isn't the day of the payout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_date: Option<NaiveDate>,
    /// What was agreed; `None` where only a claim is known.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
    /// What was paid, sorted by day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repayments: Vec<Repayment>,
    /// What the borrower says was paid without being sure that it was booked; never counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disputed_repayments: Vec<DatedAmount>,
    /// A guarantor says it has paid the lender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensated: Option<Compensated>,
    /// Somebody claims to have taken the debt over and hasn't proved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_claimed: Option<AssignmentClaimed>,
    /// The last demand that arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_demand_on: Option<NaiveDate>,
    /// The day a court took the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed_on: Option<NaiveDate>,
    /// How to count, as far as stated.
    #[serde(skip_serializing_if = "StatedBasis::is_silent")]
    pub basis: StatedBasis,
    /// What the other side says is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// The day the statement is made for.
    pub as_of: NaiveDate,
}

/// Names and numbers that describe a loan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// The lender's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lender: Option<String>,
    /// The product's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The contract's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_number: Option<String>,
    /// The platform it was taken through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The guarantor's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantor: Option<String>,
}

impl Loan {
    /// Reads a JSON object. The caller's `as_of` wins over the member, which may then be absent.
    ///
    /// # Errors
    /// Every problem found, in the order of the members.
    pub fn from_json(text: &str, as_of: Option<NaiveDate>) -> Result<Loan, Vec<LoanProblem>> {
        read::json(text).and_then(|node| check::loan(node, as_of))
    }

    /// Reads a TOML document of the same shape; dates are quoted.
    ///
    /// # Errors
    /// Every problem found, in the order of the members.
    pub fn from_toml(text: &str, as_of: Option<NaiveDate>) -> Result<Loan, Vec<LoanProblem>> {
        read::toml(text).and_then(|node| check::loan(node, as_of))
    }

    /// Reads a tree made elsewhere (answers of an interview, a part of a case file).
    ///
    /// # Errors
    /// Every problem found, in the order of the members.
    pub fn from_node(node: Node, as_of: Option<NaiveDate>) -> Result<Loan, Vec<LoanProblem>> {
        check::loan(node, as_of)
    }

    /// The same loan for a statement of another day.
    ///
    /// # Errors
    /// The payout or the contract lies after that day.
    pub fn with_as_of(&self, as_of: NaiveDate) -> Result<Loan, Vec<LoanProblem>> {
        let loan = Loan {
            as_of,
            ..self.clone()
        };
        let problems = check::against_as_of(&loan);
        if problems.is_empty() {
            Ok(loan)
        } else {
            Err(problems)
        }
    }

    /// As a TOML document that [`Loan::from_toml`] reads back to the same loan.
    ///
    /// # Errors
    /// The serialiser's; none is known for a checked loan.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// The day of the contract: the member, else the day of the payout.
    pub fn contracted_on(&self) -> Option<NaiveDate> {
        self.contract_date
            .or(self.terms.as_ref().map(|t| t.disbursed_on))
    }

    /// Was the rest called in by `day`, and when?
    pub fn called_in_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.terms
            .as_ref()
            .and_then(|t| t.accelerated_on)
            .filter(|on| *on <= day)
    }
}

impl<'de> Deserialize<'de> for Loan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Loan, D::Error> {
        let node = Node::deserialize(deserializer)?;
        check::loan(node, None).map_err(|problems| {
            let list: Vec<String> = problems
                .iter()
                .map(|p| format!("{} {}", p.code, p.member))
                .collect();
            serde::de::Error::custom(list.join("; "))
        })
    }
}

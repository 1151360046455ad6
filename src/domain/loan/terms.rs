//! What was agreed.

use super::agreed::{
    Charge, ChargeAmount, DefaultInterest, DefaultOn, EnforcementCosts, InterestBasis,
    LiquidatedDamages, PlanRow, RepaymentKind, YearDays,
};
use crate::domain::calendar::months_after;
use crate::domain::money::Money;
use crate::domain::rate::{PerDay, Rate, StatedRate};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// The word for a fact that the borrower says isn't known.
pub const UNKNOWN: &str = "unknown";

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The day of the payout.
    pub disbursed_on: NaiveDate,
    /// The contract's amount.
    pub contract_amount: Money,
    /// What arrived, where the borrower states it; see [`Terms::received`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disbursed_amount: Option<Money>,
    /// The contract's rate; absent beside rows, else only where the borrower says it isn't known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<StatedRate>,
    /// Did the borrower say that the rate isn't known?
    #[serde(
        rename = "rate",
        skip_serializing_if = "is_false",
        serialize_with = "unknown"
    )]
    pub rate_unknown: bool,
    /// How it is paid back.
    pub repayment: RepaymentKind,
    /// How many instalments; `None` with rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installments: Option<u32>,
    /// The first due date; `None` with rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_due: Option<NaiveDate>,
    /// The lender's own plan, sorted by due date; empty otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<PlanRow>,
    /// How a period's interest is counted; `None` where the borrower says it isn't known.
    #[serde(serialize_with = "basis_or_unknown")]
    pub interest_basis: Option<InterestBasis>,
    /// Charges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// Default interest; unknown: `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_interest: Option<DefaultInterest>,
    /// The year of an annual default rate.
    pub default_basis: YearDays,
    /// What default interest runs on.
    pub default_on: DefaultOn,
    /// Agreed damages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liquidated_damages: Option<LiquidatedDamages>,
    /// Proved costs of recovering the debt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforcement_costs: Option<EnforcementCosts>,
    /// The day the notice calling in the rest arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerated_on: Option<NaiveDate>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn is_false(flag: &bool) -> bool {
    !flag
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands over a reference
fn unknown<S: Serializer>(_: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(UNKNOWN)
}

fn basis_or_unknown<S: Serializer>(
    basis: &Option<InterestBasis>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match basis {
        Some(basis) => basis.serialize(serializer),
        None => serializer.serialize_str(UNKNOWN),
    }
}

impl Terms {
    /// Do the terms say every instalment? Without a rate or a way of counting its interest they
    /// don't, unless the lender's own rows do.
    pub fn settles_the_plan(&self) -> bool {
        self.interest_basis.is_some()
            && (self.rate.is_some() || self.repayment == RepaymentKind::Rows)
    }

    /// The contract rate a year, where known.
    pub fn contract_rate(&self) -> Option<Rate> {
        self.rate.map(StatedRate::contract_rate)
    }

    /// Charges deducted from the payout.
    pub fn kept_back(&self) -> Money {
        self.upfront(true).map(|(amount, _)| amount).sum()
    }

    /// Charges at the start that were paid separately.
    pub fn paid_separately(&self) -> Money {
        self.upfront(false).map(|(amount, _)| amount).sum()
    }

    /// What arrived: the stated amount, else the contract's amount less the charges kept back.
    pub fn received(&self) -> Money {
        self.disbursed_amount
            .unwrap_or(self.contract_amount - self.kept_back())
    }

    /// The contract's amount less what arrived.
    pub fn deducted(&self) -> Money {
        self.contract_amount - self.received()
    }

    /// Was any of what was kept back another company's charge?
    pub fn third_party_kept_back(&self) -> bool {
        self.upfront(true).any(|(_, third_party)| third_party)
    }

    /// Does another company charge anything?
    pub fn third_party_charges(&self) -> bool {
        self.charges.iter().any(|c| c.third_party)
    }

    /// Charges with every instalment.
    pub fn each_instalment(&self) -> Money {
        self.charges
            .iter()
            .map(|c| match c.amount {
                ChargeAmount::Each(amount) => amount,
                ChargeAmount::Upfront { .. } => Money::ZERO,
            })
            .sum()
    }

    /// Does the contract know charges with the instalments?
    pub fn has_instalment_charges(&self) -> bool {
        !self.each_instalment().is_zero() || self.rows.iter().any(|r| !r.charges.is_zero())
    }

    /// What a day of default costs; `None` while unknown.
    pub fn default_per_day(&self) -> Option<PerDay> {
        self.default_interest?
            .per_day(self.contract_rate(), self.default_basis)
            .map(PerDay::lowest_terms)
    }

    /// How many instalments were planned.
    pub fn planned_instalments(&self) -> u32 {
        match (self.repayment, self.installments) {
            (RepaymentKind::Rows, _) => u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            (RepaymentKind::Bullet, _) => 1,
            (_, n) => n.unwrap_or(1),
        }
    }

    /// Due date of the instalment with this number, counted from 1.
    pub fn due(&self, number: u32) -> Option<NaiveDate> {
        if number == 0 || number > self.planned_instalments() {
            return None;
        }
        match self.first_due {
            Some(first) if self.repayment != RepaymentKind::Rows => {
                Some(months_after(first, number - 1))
            }
            _ => self.rows.get(number as usize - 1).map(|row| row.due),
        }
    }

    /// The last planned due date.
    pub fn last_due(&self) -> Option<NaiveDate> {
        self.due(self.planned_instalments())
    }

    fn upfront(&self, kept: bool) -> impl Iterator<Item = (Money, bool)> {
        self.charges.iter().filter_map(move |c| match c.amount {
            ChargeAmount::Upfront { amount, kept_back } if kept_back == kept => {
                Some((amount, c.third_party))
            }
            _ => None,
        })
    }
}

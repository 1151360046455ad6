//! What can be agreed in a contract: kinds of repayment, ways of counting, charges, default interest.

use crate::domain::money::Money;
use crate::domain::rate::{Multiple, PerDay, Rate};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// How the loan is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepaymentKind {
    /// 等额本息: the same payment every period.
    EqualInstallment,
    /// 等额本金: the same principal every period.
    EqualPrincipal,
    /// 先息后本: interest every period, principal with the last.
    InterestFirst,
    /// 一次性还本付息: everything at once.
    Bullet,
    /// 等本等息: the same principal and the same interest every period.
    Flat,
    /// The lender's own plan, row by row.
    Rows,
}

impl RepaymentKind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, RepaymentKind); 6] = [
        ("equal-installment", RepaymentKind::EqualInstallment),
        ("equal-principal", RepaymentKind::EqualPrincipal),
        ("interest-first", RepaymentKind::InterestFirst),
        ("bullet", RepaymentKind::Bullet),
        ("flat", RepaymentKind::Flat),
        ("rows", RepaymentKind::Rows),
    ];
}

/// How a period's interest is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum InterestBasis {
    /// One whole month each period.
    #[default]
    #[serde(rename = "monthly")]
    Monthly,
    /// By days, over 360.
    #[serde(rename = "act/360")]
    Act360,
    /// By days, over 365.
    #[serde(rename = "act/365")]
    Act365,
}

impl InterestBasis {
    /// Every basis with its word.
    pub const ALL: [(&'static str, InterestBasis); 3] = [
        ("monthly", InterestBasis::Monthly),
        ("act/360", InterestBasis::Act360),
        ("act/365", InterestBasis::Act365),
    ];

    /// The year where days are counted; `monthly` counts a part of a month as act/360.
    pub fn year(self) -> YearDays {
        match self {
            InterestBasis::Monthly | InterestBasis::Act360 => YearDays::Act360,
            InterestBasis::Act365 => YearDays::Act365,
        }
    }
}

/// How many days an annual rate is spread over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum YearDays {
    /// 360.
    #[default]
    #[serde(rename = "act/360")]
    Act360,
    /// 365.
    #[serde(rename = "act/365")]
    Act365,
}

impl YearDays {
    /// Both with their words.
    pub const ALL: [(&'static str, YearDays); 2] =
        [("act/360", YearDays::Act360), ("act/365", YearDays::Act365)];

    /// The number.
    pub fn days(self) -> u32 {
        match self {
            YearDays::Act360 => 360,
            YearDays::Act365 => 365,
        }
    }
}

/// What default interest runs on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultOn {
    /// Unpaid principal.
    #[default]
    Principal,
    /// Unpaid principal and interest.
    PrincipalAndInterest,
}

impl DefaultOn {
    /// Both with their words.
    pub const ALL: [(&'static str, DefaultOn); 2] = [
        ("principal", DefaultOn::Principal),
        ("principal-and-interest", DefaultOn::PrincipalAndInterest),
    ];
}

/// The agreed default interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultInterest {
    /// So many times the contract rate.
    Multiple(Multiple),
    /// An annual rate.
    Annual(Rate),
    /// A daily rate.
    Daily(Rate),
    /// Agreed that there is none.
    Nothing,
}

impl DefaultInterest {
    /// What one day costs; `None` where it hangs on a contract rate that isn't known.
    pub fn per_day(self, contract_rate: Option<Rate>, year: YearDays) -> Option<PerDay> {
        match self {
            DefaultInterest::Multiple(multiple) => {
                contract_rate.map(|rate| PerDay::of_year(rate, year.days()).times(multiple))
            }
            DefaultInterest::Annual(rate) => Some(PerDay::of_year(rate, year.days())),
            DefaultInterest::Daily(rate) => Some(PerDay::of_day(rate)),
            DefaultInterest::Nothing => Some(PerDay::NOTHING),
        }
    }
}

impl Serialize for DefaultInterest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let (unit, value) = match self {
            DefaultInterest::Nothing => return serializer.serialize_str("none"),
            DefaultInterest::Multiple(m) => ("multiple", m.to_string()),
            DefaultInterest::Annual(r) => ("annual", r.to_string()),
            DefaultInterest::Daily(r) => ("daily", r.to_string()),
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(unit, &value)?;
        map.end()
    }
}

/// What a charge is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeKind {
    /// 服务费.
    Service,
    /// 担保费.
    Guarantee,
    /// 保险费.
    Insurance,
    /// 会员费.
    Membership,
    /// Anything else.
    Other,
}

impl ChargeKind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, ChargeKind); 5] = [
        ("service", ChargeKind::Service),
        ("guarantee", ChargeKind::Guarantee),
        ("insurance", ChargeKind::Insurance),
        ("membership", ChargeKind::Membership),
        ("other", ChargeKind::Other),
    ];
}

/// How much a charge is and when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeAmount {
    /// With every instalment.
    Each(Money),
    /// Once at the start.
    Upfront {
        /// How much.
        amount: Money,
        /// Deducted from the payout, rather than paid separately?
        kept_back: bool,
    },
}

/// A charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// What it is called.
    pub kind: ChargeKind,
    /// How much and when.
    pub amount: ChargeAmount,
    /// Does another company than the lender charge it?
    pub third_party: bool,
}

impl Serialize for Charge {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", &self.kind)?;
        match self.amount {
            ChargeAmount::Each(amount) => map.serialize_entry("each", &amount)?,
            ChargeAmount::Upfront { amount, kept_back } => {
                map.serialize_entry("upfront", &amount)?;
                map.serialize_entry("kept_back", &kept_back)?;
            }
        }
        if self.third_party {
            map.serialize_entry("third_party", &true)?;
        }
        map.end()
    }
}

/// Agreed damages for being late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiquidatedDamages {
    /// Once, with the first instalment still owing the day after it was due.
    Once(Money),
    /// For every instalment still owing the day after it was due.
    Each(Money),
}

/// What the lender may claim for recovering the debt and has proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EnforcementCosts {
    /// Owed from this day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// One row of the lender's own plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// Due date.
    pub due: NaiveDate,
    /// Principal.
    pub principal: Money,
    /// Interest.
    pub interest: Money,
    /// Charges.
    pub charges: Money,
}

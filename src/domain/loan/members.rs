//! Every member of the loan format with what it takes: the one list that reading back, changing a
//! single fact and the commented answer file go by. A test holds it against the check.

use super::agreed::{ChargeKind, DefaultOn, InterestBasis, RepaymentKind, YearDays};
use super::shape::{ClaimScope, LenderKind, PrincipalBasis};
use super::terms::UNKNOWN;
use crate::domain::allocation::{OrderName, Spread};

/// What a member takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Whole,
    /// Yuan, two decimals at most.
    Money,
    /// A day; `future`: one that may lie ahead.
    Date {
        /// May it lie after the day of the statement?
        future: bool,
    },
    /// A rate as a fraction of its unit (`0.234`).
    Rate,
    /// How many times something (`1.5`).
    Multiple,
    /// One of these words.
    Choice(Vec<&'static str>),
}

/// A member of the loan format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path; a `0` stands for any place in a list (`repayments.0.amount`).
    pub path: &'static str,
    /// What it takes.
    pub form: Form,
    /// Is it required in every loan?
    pub required: bool,
}

/// Objects that hold exactly one of several members: a new one takes the place of the old.
pub const ONE_OF: [&str; 3] = ["rate", "default_interest", "liquidated_damages"];

/// Lists of the format.
pub const LISTS: [&str; 5] = [
    "rows",
    "charges",
    "repayments",
    "disputed_repayments",
    "claim.repayments",
];

fn words<T>(all: &[(&'static str, T)]) -> Form {
    Form::Choice(all.iter().map(|(word, _)| *word).collect())
}

fn or_unknown(form: Form) -> Form {
    match form {
        Form::Choice(mut words) => {
            words.push(UNKNOWN);
            Form::Choice(words)
        }
        form => form,
    }
}

/// Every member, in the order a contract is read.
pub fn members() -> Vec<Member> {
    const PAST: Form = Form::Date { future: false };
    const ANY_DAY: Form = Form::Date { future: true };
    let list = [
        ("id", Form::Text),
        ("lender", Form::Text),
        ("lender_kind", words(&LenderKind::ALL)),
        ("platform_assisted", Form::Flag),
        ("charges_known", Form::Flag),
        ("product", Form::Text),
        ("platform", Form::Text),
        ("guarantor", Form::Text),
        ("contract_number", Form::Text),
        ("contract_date", PAST),
        ("disbursed_on", PAST),
        ("contract_amount", Form::Money),
        ("disbursed_amount", Form::Money),
        ("rate", Form::Choice(vec![UNKNOWN])),
        ("rate.annual", Form::Rate),
        ("rate.monthly", Form::Rate),
        ("rate.daily", Form::Rate),
        ("repayment", words(&RepaymentKind::ALL)),
        ("installments", Form::Whole),
        ("first_due", ANY_DAY),
        ("rows.0.due", ANY_DAY),
        ("rows.0.principal", Form::Money),
        ("rows.0.interest", Form::Money),
        ("rows.0.charges", Form::Money),
        ("interest_basis", or_unknown(words(&InterestBasis::ALL))),
        ("charges.0.kind", words(&ChargeKind::ALL)),
        ("charges.0.each", Form::Money),
        ("charges.0.upfront", Form::Money),
        ("charges.0.kept_back", Form::Flag),
        ("charges.0.third_party", Form::Flag),
        ("default_interest", Form::Choice(vec!["none"])),
        ("default_interest.multiple", Form::Multiple),
        ("default_interest.annual", Form::Rate),
        ("default_interest.daily", Form::Rate),
        ("default_basis", words(&YearDays::ALL)),
        ("default_on", words(&DefaultOn::ALL)),
        ("liquidated_damages.once", Form::Money),
        ("liquidated_damages.each", Form::Money),
        ("enforcement_costs.on", PAST),
        ("enforcement_costs.amount", Form::Money),
        ("accelerated_on", PAST),
        ("repayments.0.on", PAST),
        ("repayments.0.amount", Form::Money),
        ("repayments.0.prepays", Form::Flag),
        ("disputed_repayments.0.on", PAST),
        ("disputed_repayments.0.amount", Form::Money),
        ("compensated.on", PAST),
        ("compensated.amount", Form::Money),
        ("compensated.by", Form::Text),
        ("assignment_claimed.on", PAST),
        ("assignment_claimed.by", Form::Text),
        ("last_demand_on", PAST),
        ("filed_on", PAST),
        ("basis.order", words(&OrderName::ALL)),
        ("basis.spread", words(&Spread::ALL)),
        ("basis.principal", words(&PrincipalBasis::ALL)),
        ("claim.total", Form::Money),
        ("claim.on", PAST),
        ("claim.scope", words(&ClaimScope::ALL)),
        ("claim.source", Form::Text),
        ("claim.principal", Form::Money),
        ("claim.interest", Form::Money),
        ("claim.default_interest", Form::Money),
        ("claim.charges", Form::Money),
        ("claim.liquidated_damages", Form::Money),
        ("claim.enforcement_costs", Form::Money),
        ("claim.repayments.0.on", PAST),
        ("claim.repayments.0.amount", Form::Money),
        ("as_of", PAST),
    ];
    list.into_iter()
        .map(|(path, form)| Member {
            path,
            form,
            required: matches!(path, "id" | "lender_kind"),
        })
        .collect()
}

/// The member a path of a loan leads to, whatever the place in a list.
pub fn member_at(path: &[&str]) -> Option<Member> {
    let general: Vec<&str> = path
        .iter()
        .map(|step| {
            if step.bytes().all(|b| b.is_ascii_digit()) {
                "0"
            } else {
                step
            }
        })
        .collect();
    let general = general.join(".");
    members().into_iter().find(|m| m.path == general)
}

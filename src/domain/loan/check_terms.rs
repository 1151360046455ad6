//! The members that say what was agreed, read and held against each other.

use super::agreed::{
    Charge, ChargeAmount, ChargeKind, DefaultInterest, DefaultOn, EnforcementCosts, InterestBasis,
    LiquidatedDamages, PlanRow, RepaymentKind, YearDays,
};
use super::node::Node;
use super::reader::{At, Problems, Reader, object};
use super::terms::Terms;
use crate::domain::money::Money;
use crate::domain::rate::StatedRate;

/// Longest plan accepted.
const MOST_INSTALMENTS: u32 = 600;

pub(super) fn terms(reader: &mut Reader<'_>) -> Option<Terms> {
    let disbursed_on = reader.needed_date("disbursed_on");
    let contract_amount = reader.needed_money("contract_amount");
    let disbursed_amount = reader.money("disbursed_amount");
    let rate_written = reader.has("rate");
    let rate_unknown = reader.says_unknown("rate");
    let rate = reader.object("rate", stated_rate);
    let repayment = reader.needed_choice("repayment", &RepaymentKind::ALL);
    let by_rows = repayment == Some(RepaymentKind::Rows);
    let rows_written = reader.has("rows");
    let rows = reader.list("rows", plan_row);
    let least_most = if repayment == Some(RepaymentKind::Bullet) {
        1..=1
    } else {
        1..=MOST_INSTALMENTS
    };
    let count_written = reader.has("installments");
    let installments = reader.count("installments", least_most);
    let first_written = reader.has("first_due");
    let first_due = reader.date("first_due");
    let mut missing = Vec::new();
    if by_rows {
        if !rows_written {
            missing.push("rows");
        }
        if rows.len() > MOST_INSTALMENTS as usize {
            let path = reader.path("rows");
            reader.problems().add("count-out-of-range", path);
        }
        // Beside rows a count or a first day adds nothing; it is taken only if it says the same.
        let same_count = installments.is_none_or(|n| n as usize == rows.len());
        let same_first = first_due.is_none_or(|d| rows.first().is_none_or(|r| r.due == d));
        for (name, same) in [("installments", same_count), ("first_due", same_first)] {
            if !same {
                let path = reader.path(name);
                reader.problems().add("not-together", path);
            }
        }
    } else if repayment.is_some() {
        if rows_written {
            let path = reader.path("rows");
            reader.problems().add("not-together", path);
        }
        if !rate_written {
            missing.push("rate");
        }
        if !count_written && repayment != Some(RepaymentKind::Bullet) {
            missing.push("installments");
        }
        if !first_written {
            missing.push("first_due");
        }
    }
    for name in missing {
        let path = reader.path(name);
        reader.problems().add("missing-member", path);
    }
    let terms = Terms {
        disbursed_on: disbursed_on.unwrap_or_default(),
        contract_amount: contract_amount.unwrap_or_default(),
        disbursed_amount,
        rate,
        rate_unknown,
        repayment: repayment.unwrap_or(RepaymentKind::Rows),
        installments: installments.filter(|_| !by_rows),
        first_due: first_due.filter(|_| !by_rows),
        rows,
        interest_basis: if reader.says_unknown("interest_basis") {
            None
        } else {
            let stated = reader.choice("interest_basis", &InterestBasis::ALL);
            Some(stated.unwrap_or_default())
        },
        charges: reader.list("charges", charge),
        default_interest: reader
            .take("default_interest")
            .and_then(|at| default_interest(at, reader.problems())),
        default_basis: reader
            .choice("default_basis", &YearDays::ALL)
            .unwrap_or_default(),
        default_on: reader
            .choice("default_on", &DefaultOn::ALL)
            .unwrap_or_default(),
        liquidated_damages: reader.object("liquidated_damages", liquidated_damages),
        enforcement_costs: reader.object("enforcement_costs", |r| {
            let (on, amount) = (r.needed_date("on"), r.needed_money("amount"));
            Some(EnforcementCosts {
                on: on?,
                amount: amount?,
            })
        }),
        accelerated_on: reader.date("accelerated_on"),
    };
    let complete = disbursed_on.is_some() && contract_amount.is_some() && repayment.is_some();
    if !complete {
        return None;
    }
    amounts_received(&terms, reader);
    Some(terms)
}

fn amounts_received(terms: &Terms, reader: &mut Reader<'_>) {
    let mut add = |code, name: &str| {
        let path = reader.path(name);
        reader.problems().add(code, path);
    };
    if terms.contract_amount.is_zero() {
        add("amount-not-positive", "contract_amount");
    } else if terms.received() > terms.contract_amount {
        add("received-above-contract", "disbursed_amount");
    } else if terms.received() <= Money::ZERO {
        let name = if terms.disbursed_amount.is_some() {
            "disbursed_amount"
        } else {
            "charges"
        };
        add("nothing-received", name);
    }
}

fn stated_rate(r: &mut Reader<'_>) -> Option<StatedRate> {
    let name = one_of(r, &["annual", "monthly", "daily"], "rate-twice")?;
    let at = r.take(name)?;
    let path = at.path;
    let rate = r.problems().rate(at)?;
    let stated = match name {
        "annual" => StatedRate::Annual(rate),
        "monthly" => StatedRate::Monthly(rate),
        _ => StatedRate::Daily(rate),
    };
    if !stated.within_bounds() {
        r.problems().add("bad-rate", path);
        return None;
    }
    Some(stated)
}

fn default_interest(at: At<'_>, problems: &mut Problems) -> Option<DefaultInterest> {
    if matches!(at.node, Node::Text(_)) {
        return problems.choice(at, &[("none", DefaultInterest::Nothing)]);
    }
    object(at, problems, |r| {
        let name = one_of(r, &["multiple", "annual", "daily"], "rate-twice")?;
        let at = r.take(name)?;
        let path = at.path;
        if name == "multiple" {
            return r.problems().multiple(at).map(DefaultInterest::Multiple);
        }
        let rate = r.problems().rate(at)?;
        let (stated, agreed) = if name == "annual" {
            (StatedRate::Annual(rate), DefaultInterest::Annual(rate))
        } else {
            (StatedRate::Daily(rate), DefaultInterest::Daily(rate))
        };
        if !stated.within_bounds() {
            r.problems().add("bad-rate", path);
            return None;
        }
        Some(agreed)
    })
}

/// Which of these members is written; more than one is refused, and so is none.
fn one_of(r: &mut Reader<'_>, names: &[&'static str], twice: &'static str) -> Option<&'static str> {
    let written: Vec<&'static str> = names.iter().copied().filter(|n| r.has(n)).collect();
    if let [one] = written[..] {
        return Some(one);
    }
    let path = if written.is_empty() {
        r.path(names.first().copied().unwrap_or_default())
    } else {
        // They are known; the trouble is that they stand together.
        for name in &written {
            r.take(name);
        }
        r.path("").trim_end_matches('.').to_owned()
    };
    let code = if written.is_empty() {
        "missing-member"
    } else {
        twice
    };
    r.problems().add(code, path);
    None
}

fn plan_row(at: At<'_>, problems: &mut Problems) -> Option<PlanRow> {
    object(at, problems, |r| {
        let due = r.needed_date("due");
        let principal = r.needed_money("principal");
        let interest = r.needed_money("interest");
        let charges = r.money("charges").unwrap_or_default();
        Some(PlanRow {
            due: due?,
            principal: principal?,
            interest: interest?,
            charges,
        })
    })
}

fn charge(at: At<'_>, problems: &mut Problems) -> Option<Charge> {
    object(at, problems, |r| {
        let kind = r.needed_choice("kind", &ChargeKind::ALL);
        let third_party = r.flag("third_party").unwrap_or(false);
        let kept_back = r.flag("kept_back");
        let amount = match one_of(r, &["each", "upfront"], "not-together") {
            Some("each") => {
                if kept_back.is_some() {
                    let path = r.path("kept_back");
                    r.problems().add("not-together", path);
                }
                r.money("each").map(ChargeAmount::Each)
            }
            Some(_) => r.money("upfront").map(|amount| ChargeAmount::Upfront {
                amount,
                kept_back: kept_back.unwrap_or(true),
            }),
            None => None,
        };
        Some(Charge {
            kind: kind?,
            amount: amount?,
            third_party,
        })
    })
}

fn liquidated_damages(r: &mut Reader<'_>) -> Option<LiquidatedDamages> {
    match one_of(r, &["once", "each"], "not-together")? {
        "once" => r.money("once").map(LiquidatedDamages::Once),
        _ => r.money("each").map(LiquidatedDamages::Each),
    }
}

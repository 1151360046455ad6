//! A tree into a loan: every member read, then the members held against each other. Problems are
//! collected to the end; only a loan without any comes out.

use super::node::Node;
use super::problem::LoanProblem;
use super::reader::{At, Problems, Reader, object};
use super::shape::{
    AssignmentClaimed, Claim, ClaimScope, Compensated, DatedAmount, LenderKind, PrincipalBasis,
    Repayment, StatedBasis,
};
use super::terms::{
    Charge, ChargeAmount, ChargeKind, DefaultInterest, DefaultOn, EnforcementCosts, InterestBasis,
    LiquidatedDamages, PlanRow, RepaymentKind, Terms, YearDays,
};
use super::{About, Loan};
use crate::domain::allocation::{OrderName, Spread};
use crate::domain::money::Money;
use crate::domain::rate::StatedRate;
use chrono::NaiveDate;

/// Longest plan accepted.
const MOST_INSTALMENTS: u32 = 600;

/// Members that say what was agreed. Without any of them, a loan with a claim is a claim alone.
const TERMS: [&str; 16] = [
    "disbursed_on",
    "contract_amount",
    "disbursed_amount",
    "rate",
    "repayment",
    "installments",
    "first_due",
    "rows",
    "interest_basis",
    "charges",
    "default_interest",
    "default_basis",
    "default_on",
    "liquidated_damages",
    "enforcement_costs",
    "accelerated_on",
];

/// Checks a tree. The caller's day wins over the member.
pub(super) fn loan(node: Node, as_of: Option<NaiveDate>) -> Result<Loan, Vec<LoanProblem>> {
    let mut problems = Problems::default();
    let path = String::new();
    let loan = object(At { path, node }, &mut problems, |reader| {
        members(reader, as_of)
    });
    if let Some(loan) = &loan {
        problems.0.extend(against_as_of(loan));
        in_order(loan, &mut problems);
    }
    match loan {
        Some(loan) if problems.0.is_empty() => Ok(loan),
        _ => Err(problems.0),
    }
}

fn members(reader: &mut Reader<'_>, caller: Option<NaiveDate>) -> Option<Loan> {
    let id = reader.need("id").and_then(|at| reader.problems().text(at));
    let lender_kind = reader.needed_choice("lender_kind", &LenderKind::ALL);
    let platform_assisted = reader.flag("platform_assisted");
    let about = About {
        lender: reader.text("lender"),
        product: reader.text("product"),
        contract_number: reader.text("contract_number"),
        platform: reader.text("platform"),
        guarantor: reader.text("guarantor"),
    };
    let claim_alone = reader.has("claim") && !TERMS.iter().any(|name| reader.has(name));
    let contract_date = reader.date("contract_date");
    let terms = if claim_alone {
        Some(None)
    } else {
        terms(reader).map(Some)
    };
    let mut repayments = reader.list("repayments", repayment);
    let mut disputed_repayments = reader.list("disputed_repayments", dated_amount);
    // Before sorting, while a place in the file can still be named.
    let start = terms
        .as_ref()
        .and_then(|t| t.as_ref())
        .map(|t| t.disbursed_on);
    let early = |on: NaiveDate| start.is_some_and(|s| on < s);
    for (i, _) in repayments.iter().enumerate().filter(|(_, r)| early(r.on)) {
        reader
            .problems()
            .add("out-of-order", format!("repayments.{i}.on"));
    }
    for (i, _) in disputed_repayments
        .iter()
        .enumerate()
        .filter(|(_, r)| early(r.on))
    {
        let path = format!("disputed_repayments.{i}.on");
        reader.problems().add("out-of-order", path);
    }
    repayments.sort_unstable();
    disputed_repayments.sort_unstable();
    let compensated = reader.object("compensated", |r| {
        let on = r.needed_date("on");
        let (amount, by) = (r.money("amount"), r.text("by"));
        Some(Compensated {
            on: on?,
            amount,
            by,
        })
    });
    let assignment_claimed = reader.object("assignment_claimed", |r| {
        let (on, by) = (r.needed_date("on"), r.text("by"));
        Some(AssignmentClaimed { on: on?, by })
    });
    let last_demand_on = reader.date("last_demand_on");
    let filed_on = reader.date("filed_on");
    let basis = reader.object("basis", |r| {
        Some(StatedBasis {
            order: r.choice("order", &OrderName::ALL),
            spread: r.choice("spread", &Spread::ALL),
            principal: r.choice("principal", &PrincipalBasis::ALL),
        })
    });
    let claim = reader.object("claim", claim);
    let as_of = match caller {
        Some(day) => {
            reader.date("as_of"); // still refused where it is no date
            Some(day)
        }
        None => reader.needed_date("as_of"),
    };
    Some(Loan {
        id: id?,
        lender_kind: lender_kind?,
        platform_assisted,
        about,
        contract_date,
        terms: terms?,
        repayments,
        disputed_repayments,
        compensated,
        assignment_claimed,
        last_demand_on,
        filed_on,
        basis: basis.unwrap_or_default(),
        claim,
        as_of: as_of?,
    })
}

fn terms(reader: &mut Reader<'_>) -> Option<Terms> {
    let disbursed_on = reader.needed_date("disbursed_on");
    let contract_amount = reader.needed_money("contract_amount");
    let disbursed_amount = reader.money("disbursed_amount");
    let rate_written = reader.has("rate");
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
        repayment: repayment.unwrap_or(RepaymentKind::Rows),
        installments: installments.filter(|_| !by_rows),
        first_due: first_due.filter(|_| !by_rows),
        rows,
        interest_basis: reader
            .choice("interest_basis", &InterestBasis::ALL)
            .unwrap_or_default(),
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
    (disbursed_on?, contract_amount?, repayment?);
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
    let units: [(&str, fn(_) -> StatedRate); 3] = [
        ("annual", StatedRate::Annual),
        ("monthly", StatedRate::Monthly),
        ("daily", StatedRate::Daily),
    ];
    let name = one_of(r, &["annual", "monthly", "daily"], "rate-twice")?;
    let unit = units.iter().find(|(unit, _)| *unit == name)?.1;
    let at = r.take(name)?;
    let path = at.path.clone();
    let rate = unit(r.problems().rate(at)?);
    if !rate.within_bounds() {
        r.problems().add("bad-rate", path);
        return None;
    }
    Some(rate)
}

fn default_interest(at: At, problems: &mut Problems) -> Option<DefaultInterest> {
    if matches!(at.node, Node::Text(_)) {
        return problems.choice(at, &[("none", DefaultInterest::Nothing)]);
    }
    object(at, problems, |r| {
        let name = one_of(r, &["multiple", "annual", "daily"], "rate-twice")?;
        let at = r.take(name)?;
        let path = at.path.clone();
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
fn one_of<'n>(r: &mut Reader<'_>, names: &[&'n str], twice: &'static str) -> Option<&'n str> {
    let written: Vec<&str> = names.iter().copied().filter(|n| r.has(n)).collect();
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

fn plan_row(at: At, problems: &mut Problems) -> Option<PlanRow> {
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

fn charge(at: At, problems: &mut Problems) -> Option<Charge> {
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

fn repayment(at: At, problems: &mut Problems) -> Option<Repayment> {
    object(at, problems, |r| {
        let (on, amount) = (r.needed_date("on"), r.needed_money("amount"));
        let prepays = r.flag("prepays").unwrap_or(false);
        Some(Repayment {
            on: on?,
            prepays,
            amount: amount?,
        })
    })
}

fn dated_amount(at: At, problems: &mut Problems) -> Option<DatedAmount> {
    object(at, problems, |r| {
        let (on, amount) = (r.needed_date("on"), r.needed_money("amount"));
        Some(DatedAmount {
            on: on?,
            amount: amount?,
        })
    })
}

fn claim(r: &mut Reader<'_>) -> Option<Claim> {
    let on = r.needed_date("on");
    let source = r.text("source");
    let scope = r.needed_choice("scope", &ClaimScope::ALL);
    let total = r.needed_money("total");
    let listed = r.has("repayments");
    let mut repayments = r.list("repayments", dated_amount);
    repayments.sort_unstable();
    let claim = Claim {
        on: on.unwrap_or_default(),
        source,
        scope: scope.unwrap_or(ClaimScope::Unknown),
        total: total.unwrap_or_default(),
        principal: r.money("principal"),
        interest: r.money("interest"),
        default_interest: r.money("default_interest"),
        charges: r.money("charges"),
        liquidated_damages: r.money("liquidated_damages"),
        enforcement_costs: r.money("enforcement_costs"),
        repayments: listed.then_some(repayments),
    };
    (on?, scope?, total?);
    Some(claim)
}

/// The payout and the contract can't lie after the day of the statement.
pub(super) fn against_as_of(loan: &Loan) -> Vec<LoanProblem> {
    let disbursed_on = loan.terms.as_ref().map(|t| t.disbursed_on);
    [
        ("disbursed_on", disbursed_on),
        ("contract_date", loan.contract_date),
    ]
    .into_iter()
    .filter(|(_, day)| day.is_some_and(|d| d > loan.as_of))
    .map(|(name, _)| LoanProblem::new("date-after-as-of", name).with("as_of", loan.as_of))
    .collect()
}

/// Nothing happens to a loan before its payout, and rows follow each other.
fn in_order(loan: &Loan, problems: &mut Problems) {
    let Some(terms) = &loan.terms else { return };
    let start = terms.disbursed_on;
    let mut days: Vec<(String, NaiveDate)> = Vec::new();
    let mut push = |name: String, day: Option<NaiveDate>| days.extend(day.map(|d| (name, d)));
    push("first_due".into(), terms.first_due);
    push("accelerated_on".into(), terms.accelerated_on);
    push(
        "enforcement_costs.on".into(),
        terms.enforcement_costs.map(|c| c.on),
    );
    push("claim.on".into(), loan.claim.as_ref().map(|c| c.on));
    push("rows.0.due".into(), terms.rows.first().map(|r| r.due));
    for (name, day) in days {
        if day < start {
            problems.add("out-of-order", name);
        }
    }
    for (i, pair) in terms.rows.windows(2).enumerate() {
        if pair[1].due <= pair[0].due {
            problems.add("out-of-order", format!("rows.{}.due", i + 1));
        }
    }
}

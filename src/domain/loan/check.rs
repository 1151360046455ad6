//! A tree into a loan: every member read, then the members held against each other. Problems are
//! collected to the end; only a loan without any comes out.

use super::check_terms::terms;
use super::node::Node;
use super::problem::LoanProblem;
use super::reader::{At, Path, Problems, Reader, object};
use super::shape::{
    AssignmentClaimed, Claim, ClaimScope, Compensated, DatedAmount, LenderKind, PrincipalBasis,
    Repayment, StatedBasis,
};
use super::{About, Loan};
use crate::domain::allocation::{OrderName, Spread};
use chrono::NaiveDate;

/// Members that say what was agreed. Without any of them, a loan with a claim is a claim alone.
pub const TERMS: [&str; 16] = [
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
    let path = Path::Whole;
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
    let charges_known = reader.flag("charges_known");
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
        charges_known,
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

fn repayment(at: At<'_>, problems: &mut Problems) -> Option<Repayment> {
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

fn dated_amount(at: At<'_>, problems: &mut Problems) -> Option<DatedAmount> {
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
    let complete = on.is_some() && scope.is_some() && total.is_some();
    complete.then_some(claim)
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

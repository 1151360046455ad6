//! What each way pays whom in which month.

use super::{Ground, Lacks, LumpSum, Offered, Way, months_until};
use crate::domain::money::Money;
use crate::domain::plan::course::Owed;
use crate::domain::plan::{Debt, pro_rata_sums};

/// Who gets what.
pub(super) struct Rule {
    spread: Spread,
    /// The loan ended at the first payment, by its place.
    pub(super) lump: Option<(usize, LumpSum)>,
}

enum Spread {
    /// The same sums every month, one for each loan.
    Fixed(Vec<Money>),
    /// These sums, and those from that month on.
    Stepped(Vec<Money>, u32, Vec<Money>),
    /// A month's money to the first of these that still owes, what is over to the next.
    Ordered(Money, Vec<usize>),
}

impl Rule {
    fn fixed(sums: Vec<Money>) -> Rule {
        let spread = Spread::Fixed(sums);
        Rule { spread, lump: None }
    }

    fn ordered(capacity: Money, order: Vec<usize>) -> Rule {
        let spread = Spread::Ordered(capacity, order);
        Rule { spread, lump: None }
    }

    /// The payments of a month by the loans' places; more than is owed may stand there.
    pub(super) fn payments(&self, month: u32, owed: &[Owed]) -> Vec<(usize, Money)> {
        match &self.spread {
            Spread::Stepped(_, from, later) if month >= *from => listed(later),
            Spread::Fixed(sums) | Spread::Stepped(sums, ..) => listed(sums),
            Spread::Ordered(capacity, order) => {
                let mut left = *capacity;
                let mut out = Vec::new();
                for i in order {
                    let sum = left.min(owed[*i].total());
                    left -= sum;
                    out.push((*i, sum));
                }
                out
            }
        }
    }

    /// What each lender is offered.
    pub(super) fn offered(&self, ground: &Ground<'_>) -> Vec<Offered> {
        let each = ground.debts.iter().enumerate();
        each.map(|(i, debt)| Offered {
            loan: debt.loan.clone(),
            monthly: match &self.spread {
                Spread::Fixed(sums) | Spread::Stepped(sums, ..) => sums[i],
                Spread::Ordered(capacity, order) if order.first() == Some(&i) => *capacity,
                Spread::Ordered(..) => Money::ZERO,
            },
            later: match &self.spread {
                Spread::Stepped(_, _, later) => Some(later[i]),
                _ => None,
            },
        })
        .collect()
    }

    /// The loans in the order they are paid, where there is one.
    pub(super) fn order(&self, ground: &Ground<'_>) -> Vec<String> {
        match &self.spread {
            Spread::Ordered(_, order) => order
                .iter()
                .map(|i| ground.debts[*i].loan.clone())
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn listed(sums: &[Money]) -> Vec<(usize, Money)> {
    sums.iter().copied().enumerate().collect()
}

/// The rule of a way.
///
/// # Errors
/// What the way lacks.
pub(super) fn rule(way: Way, ground: &Ground<'_>) -> Result<Rule, Lacks> {
    let by_principal = |capacity| pro_rata_sums(capacity, ground.debts, ground.limits);
    match way {
        Way::ProRata | Way::Pause => Ok(Rule::fixed(by_principal(ground.capacity))),
        Way::Equal => equal(ground),
        Way::DearestFirst => Ok(Rule::ordered(ground.capacity, by_cost(ground.debts))),
        Way::SmallestFirst => Ok(Rule::ordered(ground.capacity, by_size(ground.debts)?)),
        Way::OneFirst => {
            let first = named(ground).ok_or(Lacks::FirstLoan)?;
            let mut order = by_cost(ground.debts);
            order.retain(|i| *i != first);
            order.insert(0, first);
            Ok(Rule::ordered(ground.capacity, order))
        }
        Way::StepUp => {
            let known = ground.particulars;
            let (more, from) = known
                .more
                .zip(known.more_from)
                .filter(|(more, _)| more.fen() > 0)
                .ok_or(Lacks::LaterIncome)?;
            let later = (ground.capacity + more).floor_to(ground.limits.step);
            let from = months_until(ground.as_of, from);
            let spread = Spread::Stepped(by_principal(ground.capacity), from, by_principal(later));
            Ok(Rule { spread, lump: None })
        }
        Way::LumpSum => lump_sum(ground),
        Way::Extension => extension(ground),
        Way::DueDate => match ground.particulars.payday {
            Some(1..=31) => Ok(Rule::fixed(by_principal(ground.capacity))),
            _ => Err(Lacks::Payday),
        },
    }
}

fn equal(ground: &Ground<'_>) -> Result<Rule, Lacks> {
    let count = i64::try_from(ground.debts.len()).unwrap_or(i64::MAX);
    let each = Money::from_fen(ground.capacity.fen() / count.max(1)).floor_to(ground.limits.step);
    if each.is_zero() {
        return Err(Lacks::Capacity);
    }
    Ok(Rule::fixed(vec![each; ground.debts.len()]))
}

/// Places by annual cost, the highest first; one that isn't known comes last. Of two alike the one
/// whose id comes first, so that the loans' order doesn't matter.
fn by_cost(debts: &[Debt]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..debts.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&debts[*a], &debts[*b]);
        b.annual_cost
            .cmp(&a.annual_cost)
            .then_with(|| a.loan.cmp(&b.loan))
    });
    order
}

/// Places by what is owed, the least first.
fn by_size(debts: &[Debt]) -> Result<Vec<usize>, Lacks> {
    if debts.iter().any(|d| d.total().is_none()) {
        return Err(Lacks::Figures);
    }
    let mut order: Vec<usize> = (0..debts.len()).collect();
    order.sort_by_key(|i| (debts[*i].total(), debts[*i].loan.clone()));
    Ok(order)
}

/// The place of the loan the borrower names.
fn named(ground: &Ground<'_>) -> Option<usize> {
    let id = ground.particulars.first_loan.as_ref()?;
    ground.debts.iter().position(|d| d.loan == *id)
}

fn lump_sum(ground: &Ground<'_>) -> Result<Rule, Lacks> {
    let lump = ground
        .particulars
        .lump
        .filter(|sum| sum.fen() > 0)
        .ok_or(Lacks::LumpSum)?;
    // A loan that was named is never exchanged for another because it is gone.
    let target = match (named(ground), &ground.particulars.first_loan) {
        (Some(named), _) => named,
        (None, Some(_)) => return Err(Lacks::FirstLoan),
        (None, None) => *by_size(ground.debts)?.first().ok_or(Lacks::Loans)?,
    };
    let debt = &ground.debts[target];
    let total = debt.total().ok_or(Lacks::Figures)?;
    let waiver = (total - lump).at_least_zero();
    let other = debt.overdue_other.ok_or(Lacks::Figures)?;
    // The others share what the household can keep as if that loan were gone.
    let mut rest = ground.debts.to_vec();
    rest.remove(target);
    let mut sums = pro_rata_sums(ground.capacity, &rest, ground.limits);
    sums.insert(target, Money::ZERO);
    Ok(Rule {
        spread: Spread::Fixed(sums),
        lump: Some((
            target,
            LumpSum {
                loan: debt.loan.clone(),
                amount: lump.min(total),
                waiver,
                waiver_of_principal: (waiver - other).at_least_zero(),
            },
        )),
    })
}

/// The fewest months over which all loans, each in equal sums rounded up to the step, fit into what
/// can be kept.
fn extension(ground: &Ground<'_>) -> Result<Rule, Lacks> {
    let totals: Option<Vec<Money>> = ground.debts.iter().map(Debt::total).collect();
    let totals = totals.ok_or(Lacks::Figures)?;
    let step = ground.limits.step;
    (1..=ground.limits.months_at_most)
        .map(|months| -> Vec<Money> {
            let each = totals.iter().map(|t| up_to(*t, months, step));
            each.collect()
        })
        .find(|sums| sums.iter().copied().sum::<Money>() <= ground.capacity)
        .map(Rule::fixed)
        .ok_or(Lacks::Room)
}

/// A total spread over months, rounded up to the step.
fn up_to(total: Money, months: u32, step: Money) -> Money {
    let parts = i64::from(months.max(1)) * step.fen().max(1);
    Money::from_fen((total.fen() + parts - 1) / parts * step.fen())
}

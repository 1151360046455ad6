//! The months of a way, one after the other.

use super::sums::Rule;
use super::{Course, Forecast, Ground};
use crate::domain::money::Money;
use crate::domain::plan::Term;
use crate::domain::plan::course::{Accrual, Owed};

/// Lets the months pass. The month's money goes where the rule says, never more than is owed.
pub(super) fn forecast(rule: &Rule, start: u32, ground: &Ground<'_>, accrual: Accrual) -> Forecast {
    let begun = ground.debts.iter().map(|d| Owed::new(d, accrual));
    let Some(mut owed) = begun.collect::<Option<Vec<Owed>>>() else {
        return Forecast {
            term: Term::Unknown,
            paid: None,
            loans: Vec::new(),
            by_month: Vec::new(),
            left_by_month: Vec::new(),
        };
    };
    let mut courses: Vec<Course> = (ground.debts.iter().zip(&owed))
        .map(|(debt, owed)| Course {
            loan: debt.loan.clone(),
            term: Term::TooLong,
            owed: owed.total(),
            accrued: Money::ZERO,
            paid: Money::ZERO,
            waived: Money::ZERO,
            left: owed.total(),
        })
        .collect();
    let (mut by_month, mut left_by_month) = (Vec::new(), Vec::new());
    for month in 1..=ground.limits.months_at_most {
        for (owed, course) in owed.iter_mut().zip(&mut courses) {
            course.accrued += owed.pass_month();
        }
        let mut spent = Money::ZERO;
        if month >= start {
            let lump = rule.lump.as_ref().filter(|_| month == start);
            if let Some((i, lump)) = lump {
                courses[*i].paid += owed[*i].pay(lump.amount);
                let rest = owed[*i].total();
                courses[*i].waived += owed[*i].pay(rest);
            }
            for (i, money) in rule.payments(month, &owed) {
                let taken = owed[i].pay(money);
                courses[i].paid += taken;
                spent += taken;
            }
        }
        for (owed, course) in owed.iter().zip(&mut courses) {
            course.left = owed.total();
            if course.left.is_zero() && course.term == Term::TooLong {
                course.term = Term::Months(month);
            }
        }
        by_month.push(spent);
        let left: Money = courses.iter().map(|c| c.left).sum();
        left_by_month.push(left);
        if left.is_zero() {
            break;
        }
    }
    let last = courses.iter().map(|c| match c.term {
        Term::Months(months) => Some(months),
        _ => None,
    });
    let last: Option<Vec<u32>> = last.collect();
    Forecast {
        term: match last.and_then(|terms| terms.into_iter().max()) {
            Some(months) => Term::Months(months),
            None => Term::TooLong,
        },
        paid: Some(courses.iter().map(|c| c.paid).sum()),
        loans: courses,
        by_month,
        left_by_month,
    }
}

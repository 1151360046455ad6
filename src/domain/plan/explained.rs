//! The working behind a way, for `--explain`.

use super::Term;
use super::course::{Accrual, Owed};
use super::way::{Ground, Way, WayPlan};
use crate::domain::coded::args;
use crate::domain::money::Money;
use crate::domain::working::Step;

/// The steps: how the sums were split, and how each loan fares both ways.
pub fn working(plan: &WayPlan, ground: &Ground<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let by_principal = matches!(
        plan.way,
        Way::ProRata | Way::Pause | Way::StepUp | Way::DueDate
    );
    let principal: Money = ground.debts.iter().map(|d| d.principal()).sum();
    for (debt, offered) in ground.debts.iter().zip(&plan.offered) {
        if by_principal {
            steps.push(Step {
                code: "plan-share",
                args: args([
                    ("loan", debt.loan.clone()),
                    ("capacity", ground.capacity.to_string()),
                    ("principal", debt.principal().to_string()),
                    ("all", principal.to_string()),
                ]),
                result: offered.monthly.to_string(),
            });
        }
    }
    if by_principal {
        steps.push(Step {
            code: "plan-share-left",
            args: args([]),
            result: plan.monthly().to_string(),
        });
    }
    for debt in ground.debts {
        let Some(mut owed) = Owed::new(debt, Accrual::Running) else {
            continue;
        };
        steps.push(Step {
            code: "plan-month",
            args: args([
                ("loan", debt.loan.clone()),
                ("overdue", debt.overdue_principal.to_string()),
                ("rest", debt.not_yet_due.to_string()),
            ]),
            result: owed.pass_month().to_string(),
        });
    }
    for (code, forecast) in [
        ("plan-course-frozen", &plan.frozen),
        ("plan-course-running", &plan.running),
    ] {
        for course in &forecast.loans {
            let months = match course.term {
                Term::Months(months) => months.to_string(),
                _ => ground.limits.months_at_most.to_string(),
            };
            steps.push(Step {
                code,
                args: args([
                    ("loan", course.loan.clone()),
                    ("months", months),
                    ("owed", course.owed.to_string()),
                    ("accrued", course.accrued.to_string()),
                    ("paid", course.paid.to_string()),
                    ("waived", course.waived.to_string()),
                ]),
                result: course.left.to_string(),
            });
        }
    }
    steps
}

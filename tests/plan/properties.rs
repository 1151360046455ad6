//! What must hold for every way, every household and every month.

use super::ways::ground;
use super::{LIMITS, any_debts};
use menshen::domain::money::Money;
use menshen::domain::plan::{
    Debt, Forecast, Month, Particulars, StrainKind, Way, WayPlan, strains, way_plan,
};
use proptest::prelude::*;

fn any_particulars() -> impl Strategy<Value = Particulars> {
    let days = 1i64..1_500;
    (
        0usize..6,
        days.clone(),
        1i64..60,
        days,
        1i64..2_000_000,
        1u32..=31,
    )
        .prop_map(|(first, pause, more, later, lump, payday)| {
            let today: chrono::NaiveDate = "2026-11-21".parse().unwrap();
            Particulars {
                first_loan: Some(format!("L{first}")),
                start_on: Some(today + chrono::Days::new(pause as u64)),
                more: Some(Money::from_fen(more * 1_000)),
                more_from: Some(today + chrono::Days::new(later as u64)),
                lump: Some(Money::from_fen(lump)),
                payday: Some(payday),
            }
        })
}

fn plans(capacity: Money, debts: &[Debt], known: &Particulars) -> Vec<WayPlan> {
    let ground = ground(capacity, debts, known);
    let each = Way::ALL.iter();
    each.filter_map(|(_, way)| way_plan(*way, &ground).ok())
        .collect()
}

fn conserves(forecast: &Forecast) -> Result<(), TestCaseError> {
    for course in &forecast.loans {
        let left = course.owed + course.accrued - course.paid - course.waived;
        prop_assert_eq!(left, course.left, "{}", &course.loan);
        prop_assert!(course.left >= Money::ZERO && course.accrued >= Money::ZERO);
    }
    let paid: Money = forecast.loans.iter().map(|c| c.paid).sum();
    prop_assert_eq!(forecast.paid, Some(paid));
    Ok(())
}

/// By loan, so that the order of the loans plays no part.
fn by_loan(plan: &WayPlan) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut sums: Vec<_> = plan
        .offered
        .iter()
        .map(|o| (o.loan.clone(), o.monthly))
        .collect();
    let mut courses: Vec<_> = plan
        .running
        .loans
        .iter()
        .map(|c| (c.loan.clone(), c.left))
        .collect();
    sums.sort();
    courses.sort();
    (
        sums,
        courses,
        plan.order.clone(),
        plan.frozen.term,
        plan.owed_then,
    )
}

proptest! {
    #[test]
    fn no_way_spends_more_in_any_month_than_can_be_kept(
        debts in any_debts(), steps in 0i64..500, known in any_particulars()
    ) {
        let capacity = Money::from_fen(steps * 1_000);
        for plan in plans(capacity, &debts, &known) {
            let most = match plan.way {
                Way::StepUp => capacity + known.more.unwrap(),
                _ => capacity,
            };
            prop_assert!(plan.monthly() <= capacity, "{:?}", plan.way);
            for forecast in [&plan.frozen, &plan.running] {
                prop_assert!(forecast.by_month.iter().all(|m| *m <= most), "{:?}", plan.way);
                prop_assert!(forecast.by_month.first().is_none_or(|m| *m <= capacity.max(most)));
            }
            let later: Money = plan.offered.iter().filter_map(|o| o.later).sum();
            prop_assert!(later <= most);
        }
    }

    #[test]
    fn before_the_known_day_a_way_that_steps_up_spends_no_more(
        debts in any_debts(), steps in 1i64..500, known in any_particulars()
    ) {
        let capacity = Money::from_fen(steps * 1_000);
        let today: chrono::NaiveDate = "2026-11-21".parse().unwrap();
        let Ok(plan) = way_plan(Way::StepUp, &ground(capacity, &debts, &known)) else { return Ok(()) };
        for (i, month) in plan.frozen.by_month.iter().enumerate() {
            let day = today.checked_add_months(chrono::Months::new(i as u32 + 1)).unwrap();
            if day < known.more_from.unwrap() {
                prop_assert!(*month <= capacity, "month {}", i + 1);
            }
        }
    }

    #[test]
    fn what_is_owed_accrued_paid_and_left_always_balance(
        debts in any_debts(), steps in 0i64..500, known in any_particulars()
    ) {
        for plan in plans(Money::from_fen(steps * 1_000), &debts, &known) {
            conserves(&plan.frozen)?;
            conserves(&plan.running)?;
            prop_assert!(plan.frozen.loans.iter().all(|c| c.accrued.is_zero()));
        }
    }

    #[test]
    fn the_order_of_the_loans_plays_no_part(
        debts in any_debts(), steps in 0i64..500, known in any_particulars()
    ) {
        let capacity = Money::from_fen(steps * 1_000);
        let mut turned = debts.clone();
        turned.reverse();
        let (one, other) = (plans(capacity, &debts, &known), plans(capacity, &turned, &known));
        prop_assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(by_loan(one), by_loan(other), "{:?}", one.way);
        }
    }

    #[test]
    fn a_worst_month_is_never_taken_for_better_than_the_usual(
        debts in any_debts(), steps in 1i64..500, worst in 0i64..900, reduced in 0i64..900
    ) {
        let usual = Money::from_fen(steps * 1_000);
        let month = Month {
            usual,
            worst: Some(Money::from_fen(worst * 1_000)),
            reduced: Money::from_fen(reduced * 1_000),
        };
        for plan in plans(usual, &debts, &Particulars::default()) {
            for strain in strains(&debts, &plan, month, LIMITS) {
                if matches!(strain.kind, StrainKind::WorstMonth | StrainKind::IncomeDown) {
                    prop_assert!(strain.capacity.unwrap() <= usual);
                    prop_assert!(strain.would.unwrap() <= strain.capacity.unwrap());
                }
            }
        }
    }
}

/// Sums up to the largest that a file holds, and a single fen.
fn huge_debts() -> impl Strategy<Value = Vec<Debt>> {
    const MOST: i64 = 99_999_999_999_999;
    let sum = || prop_oneof![Just(0), Just(1), Just(MOST), 0..=MOST];
    let one = (sum(), sum(), sum(), prop::option::of(0i64..400_000_000));
    prop::collection::vec(one, 1..4).prop_map(|list| {
        let debts = list.into_iter().enumerate();
        let rate = Some(rust_decimal::Decimal::ONE);
        debts
            .map(|(i, (overdue, other, rest, cost))| Debt {
                loan: format!("L{i}"),
                overdue_principal: Money::from_fen(overdue),
                overdue_other: Some(Money::from_fen(other)),
                not_yet_due: Money::from_fen(rest),
                annual_cost: cost,
                rate,
                default_rate: rate,
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_size_of_sums_breaks_a_way_or_a_strain(
        debts in huge_debts(), capacity in 0i64..=99_999_999_999_999, known in any_particulars()
    ) {
        let capacity = Money::from_fen(capacity).floor_to(LIMITS.step);
        let month = Month { usual: capacity, worst: Some(Money::ZERO), reduced: capacity };
        for plan in plans(capacity, &debts, &known) {
            prop_assert!(plan.monthly() <= capacity, "{:?}", plan.way);
            prop_assert!(plan.offered.iter().all(|o| o.monthly >= Money::ZERO));
            conserves(&plan.frozen)?;
            conserves(&plan.running)?;
            for strain in strains(&debts, &plan, month, LIMITS) {
                if strain.kind == StrainKind::WorstMonth {
                    prop_assert_eq!(strain.would, Some(Money::ZERO));
                }
            }
        }
    }
}

//! Budget and split: the worked household and what must hold for every one.

mod budget;
mod commands;
mod offers;
mod properties;
mod reckoned_twice;
mod sheet;
mod strains;
mod together;
mod ways;

use menshen::domain::budget::{Conventions, Household, Line};
use menshen::domain::money::Money;
use menshen::domain::plan::{Debt, Limits, Term, pro_rata};
use proptest::prelude::*;
use rust_decimal::Decimal;

const CONVENTIONS: Conventions = Conventions {
    reserve_percent: 10,
    step: Money::from_fen(1_000),
};
const LIMITS: Limits = Limits {
    step: Money::from_fen(1_000),
    months_at_most: 60,
};

fn yuan(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn household(income: &str, spending: &[&str]) -> Household {
    Household {
        income: yuan(income),
        spending: spending
            .iter()
            .map(|s| Line {
                id: "other".into(),
                amount: yuan(s),
                ..Line::default()
            })
            .collect(),
        ..Household::default()
    }
}

fn debt(loan: &str, overdue: &str, other: &str, rest: &str, cost: i64, rate: &str) -> Debt {
    let rate: Decimal = rate.parse().unwrap();
    Debt {
        loan: loan.into(),
        overdue_principal: yuan(overdue),
        overdue_other: Some(yuan(other)),
        not_yet_due: yuan(rest),
        annual_cost: Some(cost),
        rate: Some(rate),
        default_rate: Some(rate * Decimal::new(15, 1)),
    }
}

fn worked() -> Vec<Debt> {
    vec![
        debt("A1", "6266.71", "2467.30", "12309.34", 3111, "0.15"),
        debt("A2", "7558.78", "1376.61", "4898.30", 2340, "0.234"),
        debt("A3", "4078.35", "558.38", "0", 2390, "0.239"),
    ]
}

#[test]
fn the_worked_household_can_keep_800() {
    let month = household("4200", &["1100", "1050", "180", "79", "150", "120", "300"]);
    let surplus = month.surplus(CONVENTIONS);
    assert_eq!(surplus.reserve, yuan("420"));
    assert_eq!(surplus.surplus, yuan("801"));
    assert_eq!(surplus.capacity, yuan("800"));
}

#[test]
fn a_reserve_is_rounded_up_to_whole_yuan() {
    assert_eq!(
        household("4201", &[]).surplus(CONVENTIONS).reserve,
        yuan("421")
    );
    assert_eq!(
        household("4200.10", &[]).surplus(CONVENTIONS).reserve,
        yuan("421")
    );
}

#[test]
fn a_month_that_does_not_close_leaves_nothing_to_offer() {
    let surplus = household("2000", &["1900"]).surplus(CONVENTIONS);
    assert_eq!(surplus.surplus, yuan("0") - yuan("100"));
    assert_eq!(surplus.capacity, Money::ZERO);
}

#[test]
fn the_worked_split_is_430_280_90() {
    let plan = pro_rata(yuan("800"), &worked(), LIMITS);
    let monthly: Vec<Money> = plan.shares.iter().map(|s| s.monthly).collect();
    assert_eq!(monthly, [yuan("430"), yuan("280"), yuan("90")]);
    assert!(
        !plan.works,
        "with interest running 800 a month never clears it"
    );
    assert!(plan.works_if_frozen);
    assert_eq!(
        plan.shares[0].if_frozen,
        Term::Months(49),
        "21,043.35 / 430"
    );
}

#[test]
fn an_unknown_default_rate_gives_no_forecast() {
    let mut debts = worked();
    debts[0].default_rate = None;
    let plan = pro_rata(yuan("800"), &debts, LIMITS);
    assert_eq!(plan.shares[0].if_running, Term::Unknown);
    assert_eq!(plan.smallest_that_works, None);
    assert!(!plan.works);
}

#[test]
fn what_is_not_known_is_never_reckoned_as_nothing() {
    let mut debts = worked();
    debts[0].overdue_other = None;
    debts[1].rate = None;
    let plan = pro_rata(yuan("800"), &debts, LIMITS);
    assert_eq!(plan.shares[0].if_frozen, Term::Unknown);
    assert_eq!(plan.shares[1].if_running, Term::Unknown);
    assert_eq!(
        (plan.smallest_that_works, plan.smallest_if_frozen),
        (None, None)
    );
    let nothing = pro_rata(yuan("800"), &[], LIMITS);
    assert!(!nothing.works && !nothing.works_if_frozen);
    assert_eq!(nothing.smallest_that_works, None);
}

fn any_debts() -> impl Strategy<Value = Vec<Debt>> {
    let one = (
        0i64..5_000_000,
        0i64..500_000,
        0i64..5_000_000,
        0i64..60,
        0i64..3_600,
    );
    prop::collection::vec(one, 0..6).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(i, (overdue, other, rest, cost, rate))| Debt {
                loan: format!("L{i}"),
                overdue_principal: Money::from_fen(overdue),
                overdue_other: Some(Money::from_fen(other)),
                not_yet_due: Money::from_fen(rest),
                annual_cost: (cost > 0).then_some(cost),
                rate: Some(Decimal::new(rate, 4)),
                default_rate: Some(Decimal::new(rate * 3 / 2, 4)),
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_plan_never_goes_above_capacity_and_shares_all_of_it(debts in any_debts(), steps in 0i64..500) {
        let capacity = Money::from_fen(steps * 1_000);
        let plan = pro_rata(capacity, &debts, LIMITS);
        let sum: Money = plan.shares.iter().map(|s| s.monthly).sum();
        let anything = debts.iter().any(|d| !d.principal().is_zero());
        prop_assert_eq!(sum, if anything { capacity } else { Money::ZERO });
        prop_assert!(plan.shares.iter().all(|s| s.monthly.fen() % 1_000 == 0));
    }

    #[test]
    fn the_smallest_sum_works_and_one_step_less_does_not(debts in any_debts()) {
        for debt in debts {
            let alone = pro_rata(Money::ZERO, std::slice::from_ref(&debt), LIMITS);
            let (Some(smallest), false) = (alone.smallest_that_works, debt.principal().is_zero()) else { continue };
            let at = |monthly| pro_rata(monthly, std::slice::from_ref(&debt), LIMITS).works;
            prop_assert!(at(smallest));
            if !smallest.is_zero() {
                prop_assert!(!at(smallest - Money::from_fen(1_000)));
            }
        }
    }
}

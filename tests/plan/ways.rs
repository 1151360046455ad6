//! Every way against figures worked out by hand, and what each lacks.

use super::{LIMITS, yuan};
use chrono::NaiveDate;
use menshen::domain::money::Money;
use menshen::domain::plan::{
    ChosenWay, Debt, Ground, Lacks, Particulars, Term, Way, WayPlan, way_plan, working,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    capacity: String,
    as_of: NaiveDate,
    particulars: Particulars,
    debt: Vec<RawDebt>,
    way: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDebt {
    loan: String,
    overdue_principal: String,
    overdue_other: String,
    default_rate: String,
    annual_cost: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    way: String,
    sums: Vec<String>,
    later: Option<Vec<String>>,
    first_on: NaiveDate,
    frozen: Vec<u32>,
    running: Option<Vec<u32>>,
    paid: String,
    paid_running: Option<String>,
    owed_then: Option<String>,
}

fn vector() -> (Vector, Vec<Debt>) {
    let vector: Vector = toml::from_str(include_str!("../vectors/plan/ways.toml")).unwrap();
    let debts = vector
        .debt
        .iter()
        .map(|d| Debt {
            loan: d.loan.clone(),
            overdue_principal: yuan(&d.overdue_principal),
            overdue_other: Some(yuan(&d.overdue_other)),
            not_yet_due: Money::ZERO,
            annual_cost: Some(d.annual_cost),
            rate: None,
            default_rate: Some(d.default_rate.parse().unwrap()),
        })
        .collect();
    (vector, debts)
}

pub fn ground<'p>(capacity: Money, debts: &'p [Debt], known: &'p Particulars) -> Ground<'p> {
    Ground {
        capacity,
        debts,
        limits: LIMITS,
        pause_months: 3,
        particulars: known,
        as_of: "2026-11-21".parse().unwrap(),
    }
}

fn terms(forecast: &menshen::domain::plan::Forecast) -> Vec<u32> {
    let months = forecast.loans.iter().map(|c| match c.term {
        Term::Months(months) => months,
        other => panic!("{} {other:?}", c.loan),
    });
    months.collect()
}

#[test]
fn every_way_comes_to_the_figures_worked_out_by_hand() {
    let (vector, debts) = vector();
    assert!(vector.way.len() >= 9);
    for expected in &vector.way {
        let name = &expected.way;
        let way = Way::of_word(name).unwrap();
        let ground = Ground {
            as_of: vector.as_of,
            ..ground(yuan(&vector.capacity), &debts, &vector.particulars)
        };
        let plan = way_plan(way, &ground).unwrap();
        let sums: Vec<Money> = plan.offered.iter().map(|o| o.monthly).collect();
        let wanted: Vec<Money> = expected.sums.iter().map(|s| yuan(s)).collect();
        assert_eq!(sums, wanted, "{name}");
        let later: Option<Vec<Money>> = plan.offered.iter().map(|o| o.later).collect();
        let wanted = expected.later.as_ref();
        let wanted = wanted.map(|l| l.iter().map(|s| yuan(s)).collect::<Vec<_>>());
        assert_eq!(later, wanted, "{name}");
        assert_eq!(plan.first_on, expected.first_on, "{name}");
        assert_eq!(terms(&plan.frozen), expected.frozen, "{name}");
        assert_eq!(plan.frozen.paid, Some(yuan(&expected.paid)), "{name}");
        if let Some(running) = &expected.running {
            assert_eq!(&terms(&plan.running), running, "{name}");
        }
        if let Some(paid) = &expected.paid_running {
            assert_eq!(plan.running.paid, Some(yuan(paid)), "{name}");
        }
        if let Some(owed) = &expected.owed_then {
            assert_eq!(plan.owed_then, Some(yuan(owed)), "{name}");
        }
    }
}

/// 500 once: L2 is the smaller (660), so 160 have to be waived, of which 60 are not principal and
/// 100 are. L1 gets all of 300 a month: 4 months. Paid 500 + 1,200.
#[test]
fn a_lump_sum_ends_the_smallest_loan_and_names_what_must_be_waived() {
    let (_, debts) = vector();
    let known = Particulars {
        lump: Some(yuan("500")),
        ..Particulars::default()
    };
    let plan = way_plan(Way::LumpSum, &ground(yuan("300"), &debts, &known)).unwrap();
    let lump = plan.lump.as_ref().unwrap();
    assert_eq!(lump.loan, "L2");
    assert_eq!(lump.amount, yuan("500"));
    assert_eq!(lump.waiver, yuan("160"));
    assert_eq!(lump.waiver_of_principal, yuan("100"));
    assert_eq!(terms(&plan.frozen), [4, 1]);
    assert_eq!(plan.frozen.paid, Some(yuan("1700")));
    assert_eq!(plan.frozen.loans[1].waived, yuan("160"));

    let enough = Particulars {
        lump: Some(yuan("900")),
        first_loan: Some("L2".into()),
        ..Particulars::default()
    };
    let plan = way_plan(Way::LumpSum, &ground(yuan("300"), &debts, &enough)).unwrap();
    let lump = plan.lump.unwrap();
    assert_eq!((lump.amount, lump.waiver), (yuan("660"), Money::ZERO));
}

#[test]
fn a_day_of_the_month_that_a_month_lacks_is_its_last() {
    let (_, debts) = vector();
    let first = |day| {
        let known = Particulars {
            payday: Some(day),
            ..Particulars::default()
        };
        let plan = way_plan(Way::DueDate, &ground(yuan("300"), &debts, &known)).unwrap();
        plan.first_on.to_string()
    };
    assert_eq!(first(31), "2026-11-30");
    assert_eq!(first(22), "2026-11-22");
    assert_eq!(first(21), "2026-12-21", "today is too late to pay on");
}

#[test]
fn a_way_says_what_it_lacks() {
    let (_, debts) = vector();
    let nothing = Particulars::default();
    let lacks = |way, capacity: &str, debts: &[Debt]| {
        way_plan(way, &ground(yuan(capacity), debts, &nothing)).unwrap_err()
    };
    assert_eq!(lacks(Way::OneFirst, "300", &debts), Lacks::FirstLoan);
    assert_eq!(lacks(Way::StepUp, "300", &debts), Lacks::LaterIncome);
    assert_eq!(lacks(Way::LumpSum, "300", &debts), Lacks::LumpSum);
    assert_eq!(lacks(Way::DueDate, "300", &debts), Lacks::Payday);
    assert_eq!(lacks(Way::ProRata, "0", &debts), Lacks::Capacity);
    assert_eq!(lacks(Way::Equal, "10", &debts), Lacks::Capacity);
    assert_eq!(lacks(Way::Extension, "20", &debts), Lacks::Room);
    assert_eq!(lacks(Way::ProRata, "300", &[]), Lacks::Loans);
    let mut unknown = debts;
    unknown[0].overdue_other = None;
    assert_eq!(lacks(Way::SmallestFirst, "300", &unknown), Lacks::Figures);
    assert_eq!(lacks(Way::Extension, "300", &unknown), Lacks::Figures);
    let plan = way_plan(Way::ProRata, &ground(yuan("300"), &unknown, &nothing)).unwrap();
    assert_eq!(plan.frozen.term, Term::Unknown);
    assert_eq!((plan.frozen.paid, plan.owed_then), (None, None));
}

/// 15 % is known, what a default costs isn't: frozen has an end, running has none to name.
#[test]
fn an_unknown_rate_leaves_only_the_frozen_course() {
    let (_, mut debts) = vector();
    debts[1].default_rate = None;
    let known = Particulars::default();
    let plan = way_plan(Way::ProRata, &ground(yuan("300"), &debts, &known)).unwrap();
    assert_eq!(plan.frozen.term, Term::Months(7));
    assert_eq!(plan.running.term, Term::Unknown);
    assert_eq!(plan.owed_then, None);
}

#[test]
fn the_working_adds_up_to_what_is_left() {
    let (_, debts) = vector();
    let known = Particulars::default();
    let ground = ground(yuan("300"), &debts, &known);
    let plan: WayPlan = way_plan(Way::ProRata, &ground).unwrap();
    let steps = working(&plan, &ground);
    let of = |code: &str| steps.iter().filter(|s| s.code == code).count();
    assert_eq!(of("plan-share"), 2);
    assert_eq!(of("plan-month"), 2);
    assert_eq!(of("plan-course-running"), 2);
    let month = steps.iter().find(|s| s.code == "plan-month").unwrap();
    assert_eq!(month.result, "12.00", "1,200.00 × 12 % ÷ 12");
    for step in steps.iter().filter(|s| s.code.starts_with("plan-course")) {
        let sum = |name: &str| yuan(&step.args[name]);
        let left = sum("owed") + sum("accrued") - sum("paid") - sum("waived");
        assert_eq!(left.to_string(), step.result);
    }
}

#[test]
fn a_way_that_was_picked_is_read_back_as_it_was_written() {
    let chosen = ChosenWay {
        way: Way::StepUp,
        particulars: Particulars {
            more: Some(yuan("200")),
            more_from: Some("2027-03-01".parse().unwrap()),
            ..Particulars::default()
        },
        on: "2026-11-21".parse().unwrap(),
    };
    let text = toml::to_string(&chosen).unwrap();
    assert_eq!(toml::from_str::<ChosenWay>(&text).unwrap(), chosen);
    assert!(toml::from_str::<ChosenWay>("way = \"none\"\non = \"2026-11-21\"").is_err());
}

#[test]
fn a_loan_named_for_a_lump_sum_is_never_exchanged_for_another() {
    let (_, debts) = vector();
    let known = |first: Option<&str>| Particulars {
        first_loan: first.map(str::to_owned),
        lump: Some(yuan("3000")),
        ..Particulars::default()
    };
    let plan = |known: &Particulars| way_plan(Way::LumpSum, &ground(yuan("800"), &debts, known));
    assert!(plan(&known(None)).unwrap().lump.is_some());
    // Settled since it was named.
    assert_eq!(plan(&known(Some("gone"))), Err(Lacks::FirstLoan));
}

/// Monthly days that a month doesn't have fall on its last one; the next is never today.
#[test]
fn a_payday_falls_on_the_last_day_where_the_month_is_shorter() {
    let (_, debts) = vector();
    for (as_of, payday, first_on) in [
        ("2026-01-30", 31, "2026-01-31"),
        ("2026-01-31", 31, "2026-02-28"),
        ("2028-01-31", 30, "2028-02-29"),
        ("2027-02-28", 31, "2027-03-31"),
        ("2028-02-29", 29, "2028-03-29"),
        ("2026-12-31", 1, "2027-01-01"),
    ] {
        let known = Particulars {
            payday: Some(payday),
            ..Particulars::default()
        };
        let ground = Ground {
            as_of: as_of.parse().unwrap(),
            ..ground(yuan("800"), &debts, &known)
        };
        let plan = way_plan(Way::DueDate, &ground).unwrap();
        assert_eq!(plan.first_on.to_string(), first_on, "{as_of}, {payday}");
    }
}

//! What must hold for every loan: money is conserved, order of writing and cuts in time change
//! nothing, a ceiling never raises anything.

use super::BOOK;
use chrono::{Days, NaiveDate};
use menshen::domain::accrual::Accrual;
use menshen::domain::loan::Loan;
use menshen::domain::money::Money;
use menshen::domain::rate::{PerDay, Rate};
use menshen::domain::statement::{Options, Statement, reconcile};
use proptest::prelude::*;

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 15).expect("a date")
}

fn after(days: u64) -> NaiveDate {
    start() + Days::new(days)
}

prop_compose! {
    /// A loan as JSON, its repayments in the order generated.
    fn any_loan()(
        yuan in 1_000u32..200_000,
        kind in prop::sample::select(vec!["equal-installment", "equal-principal", "interest-first", "bullet", "flat"]),
        count in 1u32..14,
        rate in prop::sample::select(vec!["0", "0.08", "0.15", "0.234", "0.36"]),
        basis in prop::sample::select(vec!["monthly", "act/360", "act/365"]),
        default in prop::option::of(prop::sample::select(vec!["1", "1.3", "1.5"])),
        order in prop::sample::select(vec!["civil-code-561", "lender-practice"]),
        spread in prop::sample::select(vec!["by-installment", "whole-loan"]),
        charge in 0u32..300,
        damages in 0u32..100,
        repayments in prop::collection::vec((0u64..500, 1u64..2_000_000, any::<bool>()), 0..8),
        called_in in prop::option::of(1u64..500),
        as_of in 0u64..520,
    ) -> serde_json::Value {
        let list: Vec<_> = repayments
            .iter()
            .map(|(day, fen, prepays)| serde_json::json!({
                "on": after(*day),
                "amount": Money::from_fen(*fen as i64),
                "prepays": prepays,
            }))
            .collect();
        let mut loan = serde_json::json!({
            "id": "P", "lender_kind": "bank", "disbursed_on": start(),
            "contract_amount": yuan.to_string(), "rate": {"annual": rate},
            "repayment": kind, "installments": if kind == "bullet" { 1 } else { count },
            "first_due": after(31), "interest_basis": basis,
            "charges": [{"kind": "service", "each": charge.to_string()}],
            "liquidated_damages": {"each": damages.to_string()},
            "basis": {"order": order, "spread": spread},
            "repayments": list, "as_of": after(as_of),
        });
        if let Some(multiple) = default {
            loan["default_interest"] = serde_json::json!({"multiple": multiple});
        }
        if let Some(day) = called_in {
            loan["accelerated_on"] = serde_json::json!(after(day));
        }
        loan
    }
}

fn read(loan: &serde_json::Value) -> Loan {
    Loan::from_json(&loan.to_string(), None).expect("sound")
}

fn made(loan: &Loan) -> Statement {
    reconcile(loan, &BOOK, &Options::default())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn money_is_conserved(written in any_loan()) {
        let loan = read(&written);
        let statement = made(&loan);
        let counted: Money = loan.repayments.iter().filter(|r| r.on <= loan.as_of).map(|r| r.amount).sum();
        let principal = loan.terms.as_ref().expect("terms").contract_amount;
        let bases = std::iter::once(&statement.figures).chain(statement.alternatives.iter().map(|a| &a.figures));
        for figures in bases {
            let paid = &figures.paid;
            match (paid.total, paid.unapplied) {
                (Some(total), Some(unapplied)) => prop_assert_eq!(total + unapplied, counted),
                // A surplus beside a default interest that isn't known: how it divides isn't either.
                (total, unapplied) => prop_assert!(
                    total.is_none() && unapplied.is_none() && paid.default_interest.is_none()
                ),
            }
            prop_assert_eq!(paid.principal.unwrap() + figures.outstanding.principal.unwrap(), principal);
            if let Some(default_interest) = paid.default_interest {
                let parts = paid.principal.unwrap() + paid.interest.unwrap() + default_interest
                    + paid.charges.unwrap() + paid.liquidated_damages.unwrap() + paid.enforcement_costs.unwrap();
                prop_assert_eq!(parts, paid.total.unwrap());
            }
        }
    }

    #[test]
    fn the_order_of_writing_changes_nothing(written in any_loan(), turn in 0usize..8) {
        let mut turned = written.clone();
        let list = turned["repayments"].as_array_mut().expect("a list");
        if !list.is_empty() {
            let by = turn % list.len();
            list.rotate_left(by);
            list.reverse();
        }
        prop_assert_eq!(made(&read(&turned)), made(&read(&written)));
    }

    #[test]
    fn a_cut_span_gives_the_same_interest(
        fen in 0i64..10_000_000_000, parts in 0i64..10_000_000_000, cuts in prop::collection::vec(1u64..400, 0..10), end in 400u64..900,
    ) {
        let balance = Money::from_fen(fen);
        let rate = PerDay::of_year(Rate::from_parts(parts), 360);
        let mut whole = Accrual::starting(start());
        whole.advance(balance, after(end));
        let mut cut = Accrual::starting(start());
        let mut booked = Money::ZERO;
        for day in cuts {
            cut.advance(balance, after(day));
            // What is booked at each stop is the rounded sum so far less what was booked before.
            booked += cut.interest(rate) - booked;
        }
        cut.advance(balance, after(end));
        booked += cut.interest(rate) - booked;
        prop_assert_eq!(booked, whole.interest(rate));
    }

    #[test]
    fn a_repayment_of_nothing_changes_no_debt(written in any_loan(), day in 0u64..500) {
        let mut more = written.clone();
        more["repayments"].as_array_mut().expect("a list").push(serde_json::json!({"on": after(day), "amount": "0"}));
        prop_assert_eq!(made(&read(&more)).figures, made(&read(&written)).figures);
    }

    #[test]
    fn a_ceiling_never_raises_anything(written in any_loan()) {
        for ceiling in made(&read(&written)).ceilings {
            if let (Some(limit), Some(charged), Some(excess)) = (ceiling.limit, ceiling.charged, ceiling.excess) {
                prop_assert!(excess >= Money::ZERO && excess <= charged);
                prop_assert_eq!(charged - excess, charged.min(limit));
            }
        }
    }

    #[test]
    fn a_plan_repays_its_principal(written in any_loan()) {
        let options = Options { explain: false, schedule: true };
        let loan = read(&written);
        let rows = reconcile(&loan, &BOOK, &options).schedule;
        let principal: Money = rows.iter().map(|r| r.row.principal).sum();
        prop_assert_eq!(principal, loan.terms.expect("terms").contract_amount);
        prop_assert!(rows.iter().all(|r| r.row.principal >= Money::ZERO && r.row.balance >= Money::ZERO));
    }

    #[test]
    fn noise_is_refused_without_a_panic(text in ".{0,200}") {
        prop_assert!(Loan::from_json(&text, None).is_err());
        prop_assert!(Loan::from_toml(&text, None).is_err());
    }
}

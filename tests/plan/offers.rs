//! What lenders offer back, against offers worked out by hand; how a part payment is booked.

use super::yuan;
use chrono::NaiveDate;
use menshen::content::{Library, load_legal_book};
use menshen::domain::agreement::AgreedFigures;
use menshen::domain::allocation::{Component, OrderName};
use menshen::domain::loan::Loan;
use menshen::domain::money::Money;
use menshen::domain::plan::booked;
use menshen::domain::plan::counter_offer::{
    CounterOffer, Form, Missed, Reckoned, Weight, WhileKept, judgement,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    offer: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    verdict: String,
    sum: Option<String>,
    heaviest: Option<String>,
    points: Vec<String>,
    form: Form,
    figures: AgreedFigures,
    first_on: Option<NaiveDate>,
    waived: Option<Money>,
    waiver_written: Option<bool>,
    fee: Option<Money>,
    missed: Option<Missed>,
    while_kept: Option<WhileKept>,
    payee: Option<String>,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reckoned() -> Reckoned {
    Reckoned {
        everything: Some(yuan("12000")),
        claimed: Some(yuan("12500")),
        room: Some(yuan("500")),
        months_at_most: 60,
        days_to_check: 3,
        as_of: day("2026-11-21"),
    }
}

fn cases() -> Vec<(Case, CounterOffer)> {
    let vector: Vector = toml::from_str(include_str!("../vectors/plan/offers.toml")).unwrap();
    let each = vector.offer.into_iter().map(|case| {
        let offer = CounterOffer {
            loan: "A1".into(),
            on: day("2026-11-21"),
            form: case.form,
            figures: case.figures,
            first_on: case.first_on,
            waived: case.waived,
            waiver_written: case.waiver_written,
            fee: case.fee,
            missed: case.missed,
            while_kept: case.while_kept,
            payee: case.payee.clone(),
        };
        (case, offer)
    });
    each.collect()
}

#[test]
fn every_offer_is_found_to_be_what_it_is() {
    let cases = cases();
    assert!(cases.len() >= 5);
    for (case, offer) in cases {
        let found = judgement(&offer, &reckoned());
        let name = &case.name;
        assert_eq!(found.verdict.word(), case.verdict, "{name}");
        assert_eq!(found.offering.sum, case.sum.as_deref().map(yuan), "{name}");
        let heaviest = case.heaviest.as_deref().map(yuan);
        assert_eq!(found.offering.heaviest, heaviest, "{name}");
        let open = |w: Weight| matches!(w, Weight::Hold | Weight::Ask);
        let points: Vec<&str> = found
            .findings
            .iter()
            .filter(|f| open(f.weight))
            .map(|f| f.code)
            .collect();
        assert_eq!(points, case.points, "{name}");
    }
}

/// 12,000.00 owed and 24 × 500.00 paid is no cost at all; 24 × 560.00 = 13,440.00 is one.
#[test]
fn the_cost_of_an_offer_is_nothing_where_no_more_is_paid() {
    let (_, mut offer) = cases().remove(0);
    let cost = |offer: &CounterOffer| judgement(offer, &reckoned()).offering.cost.unwrap();
    assert_eq!(cost(&offer).percent().as_deref(), Some("0.00%"));
    offer.figures.each = Some(yuan("560"));
    let rate = cost(&offer).rate().unwrap();
    assert!((0.11..0.13).contains(&rate), "{rate}");
}

#[test]
fn without_a_household_nothing_is_called_within_reach() {
    let (_, offer) = cases().remove(0);
    let unknown = Reckoned {
        room: None,
        everything: None,
        ..reckoned()
    };
    let found = judgement(&offer, &unknown);
    let codes: Vec<&str> = found.findings.iter().map(|f| f.code).collect();
    assert_eq!(found.verdict.word(), "hold");
    assert!(codes.contains(&"room-unknown") && codes.contains(&"owed-unknown"));
    assert!(!codes.contains(&"within-room"));
    assert_eq!(found.offering.cost, None);
}

#[test]
fn an_offer_is_read_back_as_it_was_written() {
    for (_, offer) in cases() {
        let text = toml::to_string(&offer).unwrap();
        assert_eq!(toml::from_str::<CounterOffer>(&text).unwrap(), offer);
    }
}

/// A1 owes since 2026-07-15, of that instalment: interest 18,576.05 × 15 % ÷ 12 = 232.20; default
/// interest 1,222.40 × 22.5 % ÷ 360 × 129 days = 98.56; charges 240.00; principal 1,222.40.
/// By law interest, default interest, then 430.00 − 330.76 = 99.24 of principal. As lenders write it
/// charges 240.00, default interest 98.56, and 91.44 of the interest.
#[test]
fn a_part_payment_is_booked_order_by_order() {
    let loan = Loan::from_toml(include_str!("../../content/demo/a1.toml"), None).unwrap();
    let book = load_legal_book(&Library::built_in()).unwrap();
    let orders = booked(&loan, &book, yuan("430")).unwrap();
    let told: Vec<(OrderName, Vec<(Component, String)>)> = orders
        .iter()
        .map(|b| {
            assert!(b.waits.is_zero());
            let parts = b.parts.iter().map(|p| (p.part, p.amount.to_string()));
            (b.order, parts.collect())
        })
        .collect();
    let part = |part, sum: &str| (part, sum.to_owned());
    assert_eq!(
        told,
        [
            (
                OrderName::CivilCode561,
                vec![
                    part(Component::Interest, "232.20"),
                    part(Component::DefaultInterest, "98.56"),
                    part(Component::Principal, "99.24"),
                ]
            ),
            (
                OrderName::LenderPractice,
                vec![
                    part(Component::Charges, "240.00"),
                    part(Component::DefaultInterest, "98.56"),
                    part(Component::Interest, "91.44"),
                ]
            ),
        ]
    );
}

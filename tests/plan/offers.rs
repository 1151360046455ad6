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
    CounterOffer, Form, Judgement, Missed, Reckoned, Weight, WhileKept, judgement,
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

/// The first offer, changed.
fn judged(change: impl FnOnce(&mut CounterOffer)) -> Judgement {
    let (_, mut offer) = cases().remove(0);
    change(&mut offer);
    judgement(&offer, &reckoned())
}

fn codes(found: &Judgement) -> Vec<&str> {
    found.findings.iter().map(|f| f.code).collect()
}

#[test]
fn a_fee_that_is_not_known_is_never_taken_for_none() {
    let found = judged(|offer| offer.fee = None);
    assert_eq!(found.offering.sum, None);
    assert_eq!(found.offering.cost, None);
    assert!(codes(&found).contains(&"fee-unknown"));
    assert!(!codes(&found).contains(&"not-above-owed"));
    // Above what is owed without it already: that is said, and that the fee isn't in it.
    let found = judged(|offer| {
        offer.fee = None;
        offer.figures.each = Some(yuan("560"));
        offer.figures.total = Some(yuan("13440"));
    });
    let above = found.findings.iter().find(|f| f.code == "above-owed");
    let args = &above.unwrap().args;
    assert_eq!(args["difference"], "1440.00");
    let words = |args| crate::support::TEXTS.say("offer.finding.above-owed", args);
    assert!(words(args).contains("费用还不清楚"), "{}", words(args));
    let mut known = args.clone();
    known.insert("fee", "0.00".to_owned());
    assert!(words(&known).contains("连费用一共 13,440.00 元"));
}

#[test]
fn odd_figures_add_up_or_are_said_not_to() {
    let figures =
        |total: &str, first: Option<&str>, count, each: Option<&str>, last: Option<&str>| {
            let figures = AgreedFigures {
                total: Some(yuan(total)),
                first: first.map(yuan),
                count: Some(count),
                each: each.map(yuan),
                last: last.map(yuan),
            };
            judged(|offer| offer.figures = figures)
        };
    for (name, found, sum, heaviest, code) in [
        // 3 × 333.33 = 999.99: a fen short of 1,000.00.
        (
            "a fen short",
            figures("1000", None, 3, Some("333.33"), None),
            Some("999.99"),
            Some("333.33"),
            "parts-below-total",
        ),
        // 2 × 333.33 + 333.34
        (
            "the last takes the fen",
            figures("1000", None, 3, Some("333.33"), Some("333.34")),
            Some("1000.00"),
            Some("333.34"),
            "adds-up",
        ),
        // The only instalment is the last: what each would be isn't paid.
        (
            "one instalment",
            figures("700", Some("300"), 1, Some("900"), Some("400")),
            Some("700.00"),
            Some("400.00"),
            "adds-up",
        ),
        (
            "one instalment, named as the last",
            figures("400", None, 1, None, Some("400")),
            Some("400.00"),
            Some("400.00"),
            "adds-up",
        ),
        // A sum once; an instalment left standing from an earlier answer counts for nothing.
        (
            "once",
            figures("9000", Some("9000"), 0, Some("9999"), None),
            Some("9000.00"),
            Some("9000.00"),
            "adds-up",
        ),
        (
            "nothing at once and nothing later",
            figures("9000", None, 0, None, None),
            None,
            None,
            "cannot-add",
        ),
        (
            "more instalments than anything lasts",
            figures("9000", None, 601, Some("15"), None),
            None,
            Some("15.00"),
            "cannot-add",
        ),
    ] {
        assert_eq!(found.offering.sum, sum.map(yuan), "{name}");
        assert_eq!(found.offering.heaviest, heaviest.map(yuan), "{name}");
        assert!(codes(&found).contains(&code), "{name}: {:?}", codes(&found));
    }
}

#[test]
fn the_largest_figures_and_a_first_day_long_ago_break_nothing() {
    let most = Some(yuan("999999999999.99"));
    let found = judged(|offer| {
        offer.figures = AgreedFigures {
            total: most,
            first: most,
            count: Some(600),
            each: most,
            last: most,
        };
        offer.fee = most;
        offer.first_on = Some(day("1900-02-28"));
    });
    // The first payment, 600 instalments and the fee.
    let sum = 602 * yuan("999999999999.99").fen();
    assert_eq!(found.offering.sum, Some(Money::from_fen(sum)));
    assert!(codes(&found).contains(&"first-day-passed"));
}

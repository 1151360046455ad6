//! The last day of a period: by hand-checked vectors, and for every day of thirteen years.

use super::{day, every_day, weekends};
use chrono::{Datelike, NaiveDate, Weekday};
use menshen::content::{Library, load_deadline_rules, load_law, load_rest_days};
use menshen::domain::deadline::{
    Actor, Anchor, DeadlineState, EventKind, deadlines, next_of_series,
};
use menshen::domain::law::Confidence;
use menshen::domain::loan::LenderKind;
use menshen::domain::period::{Length, Period};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    period: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    about: String,
    event: String,
    days: Option<u32>,
    months: Option<u32>,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    workdays: Vec<String>,
    #[serde(default)]
    years_known: Vec<i32>,
    counted_last: String,
    last: String,
    safe: String,
    #[serde(default)]
    known: bool,
}

#[test]
fn periods_end_where_the_vectors_say() {
    let vectors: Vectors = toml::from_str(include_str!("../vectors/due/periods.toml")).unwrap();
    assert!(vectors.period.len() > 10);
    for v in vectors.period {
        let mut rest = weekends();
        rest.holidays = v.holidays.iter().map(|d| day(d)).collect();
        rest.workdays = v.workdays.iter().map(|d| day(d)).collect();
        rest.years_known = v.years_known;
        let length = match (v.days, v.months) {
            (Some(days), None) => Length::Days(days),
            (None, Some(months)) => Length::Months(months),
            _ => panic!("{}: one length", v.about),
        };
        let period = Period::new(day(&v.event), length, Some(&rest));
        assert_eq!(period.counted_last, day(&v.counted_last), "{}", v.about);
        assert_eq!(period.last, day(&v.last), "{}", v.about);
        assert_eq!(period.safe, day(&v.safe), "{}", v.about);
        assert_eq!(period.holidays_known, Some(v.known), "{}", v.about);
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[test]
fn every_day_of_thirteen_years_can_start_a_period_of_days() {
    let rest = weekends();
    let mut counted = 0;
    for event in every_day() {
        for days in [1, 7, 15, 20, 30, 60] {
            let period = Period::new(event, Length::Days(days), Some(&rest));
            // An independent count: the day after the event is the first.
            let walked = event.iter_days().skip(1).nth(days as usize - 1).unwrap();
            assert_eq!(period.counted_last, walked);
            assert!(!is_weekend(period.last), "{event} + {days}");
            let moved = (period.last - period.counted_last).num_days();
            assert_eq!(
                moved,
                match walked.weekday() {
                    Weekday::Sat => 2,
                    Weekday::Sun => 1,
                    _ => 0,
                }
            );
            assert!(period.safe <= period.counted_last && period.safe >= event);
            assert!(!is_weekend(period.safe) || period.safe == event);
            assert_eq!(period.holidays_known, Some(false));
            counted += 1;
        }
    }
    assert_eq!(counted, 4748 * 6);
}

#[test]
fn every_day_of_thirteen_years_can_start_a_period_of_months() {
    for event in every_day() {
        for months in [1, 3, 12, 36] {
            let period = Period::new(event, Length::Months(months), None);
            let last = period.last;
            let index = |d: NaiveDate| i64::from(d.year()) * 12 + i64::from(d.month0());
            assert_eq!(index(last), index(event) + i64::from(months));
            let month_end = last.succ_opt().unwrap().day() == 1;
            assert!(last.day() == event.day() || (month_end && last.day() < event.day()));
            assert_eq!(period.holidays_known, None);
        }
    }
}

fn anchor(kind: EventKind, on: NaiveDate, lender_kind: Option<LenderKind>) -> Anchor {
    Anchor {
        id: "D1".into(),
        kind,
        on,
        loan: None,
        lender_kind,
        note: None,
        done_on: None,
    }
}

#[test]
fn every_kind_on_every_day_has_a_line_and_no_day_comes_before_its_event() {
    let library = Library::built_in();
    let rules = load_deadline_rules(&library).unwrap();
    let calendars = load_rest_days(&library).unwrap();
    let kinds = EventKind::RECORDED
        .into_iter()
        .chain([EventKind::Letter, EventKind::Plan]);
    for kind in kinds {
        for on in every_day().step_by(3) {
            let all = deadlines(&[anchor(kind, on, None)], &rules, &calendars);
            assert!(!all.is_empty(), "{kind:?} {on}");
            for d in &all {
                assert!(d.day().is_none_or(|day| day >= on), "{kind:?} {on}");
                let known = d.rule.is_none() || d.rule.unwrap().length_on(on).is_some();
                assert_eq!(d.period.is_some(), known);
                let state = d.state(on);
                assert_ne!(state, DeadlineState::Past, "{kind:?} {on}");
            }
        }
    }
}

#[test]
fn of_one_complaint_only_the_next_answer_is_shown_and_small_lenders_have_none() {
    let library = Library::built_in();
    let rules = load_deadline_rules(&library).unwrap();
    let calendars = load_rest_days(&library).unwrap();
    let of = |lender| {
        let complaint = anchor(EventKind::Complaint, day("2026-11-03"), lender);
        deadlines(&[complaint], &rules, &calendars)
    };
    let all = of(Some(LenderKind::Bank));
    assert_eq!(all.len(), 3);
    for (on, name) in [
        ("2026-11-18", "complaint-reply"),
        ("2026-11-19", "complaint-reply-complex"),
        ("2026-12-04", "complaint-reply-longest"),
        ("2027-03-01", "complaint-reply-longest"),
    ] {
        let shown = next_of_series(&all, day(on));
        let names: Vec<&str> = shown.iter().map(|d| d.name()).collect();
        assert_eq!(names, [name], "{on}");
    }
    let none = of(Some(LenderKind::MicroLoan));
    assert_eq!(none.len(), 1);
    assert_eq!(none[0].state(day("2026-11-21")), DeadlineState::NoRule);
}

#[test]
fn days_of_rest_at_the_end_ask_for_haste() {
    let library = Library::built_in();
    let rules = load_deadline_rules(&library).unwrap();
    let calendars = load_rest_days(&library).unwrap();
    // Fifteen days end on Sunday, 6 December: until Monday, to be safe until Friday.
    let order = anchor(EventKind::PaymentOrder, day("2026-11-21"), None);
    let all = deadlines(&[order], &rules, &calendars);
    let state = |on: &str| all[0].state(day(on));
    assert_eq!(all[0].by, Actor::You);
    assert_eq!(all[0].day(), Some(day("2026-12-04")));
    assert_eq!(state("2026-12-03"), DeadlineState::Ahead);
    assert_eq!(state("2026-12-04"), DeadlineState::Now);
    assert_eq!(state("2026-12-07"), DeadlineState::Now);
    assert_eq!(state("2026-12-08"), DeadlineState::Past);
}

#[test]
fn every_rule_rests_on_what_it_cites_and_claims_no_more() {
    let library = Library::built_in();
    let law = load_law(&library).unwrap();
    let rules = load_deadline_rules(&library).unwrap();
    assert!(rules.len() >= 11);
    for rule in rules {
        for id in &rule.quantity.citations {
            let provision = law.provision(id).unwrap();
            // A number known from reports alone isn't made surer by standing here.
            assert!(
                rule.quantity.confidence >= provision.confidence,
                "{}",
                rule.id
            );
            if provision.confidence == Confidence::Secondary {
                assert_eq!(provision.article, None, "{}", rule.id);
            }
        }
    }
}

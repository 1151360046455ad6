//! Times of day near the edges of the quiet hours, exact, about, by the day, and lasting.

use super::counted;
use menshen::domain::conduct::Lenders;
use menshen::domain::conduct::count::Certainty;
use serde_json::{Value, json};

/// What a contact from then to then says about the quiet hours.
fn quiet(kind: &str, precision: &str, at: &str, until: Option<&str>) -> Option<Certainty> {
    let full = |text: &str| match text.contains('T') {
        true => format!("{text}+08:00"),
        false => text.to_owned(),
    };
    let mut content = json!({
        "kind": kind, "summary": "x", "occurred_at": full(at), "precision": precision,
        "direction": "in", "target": "borrower", "consented": false, "people": 2, "answered": true,
    });
    if let Some(until) = until {
        content["occurred_until"] = Value::String(full(until));
    }
    let counted = counted(&[content], &Lenders::default());
    let hits = counted.hits.iter().filter(|h| h.rule == "quiet-hours");
    hits.map(|h| h.certainty).min()
}

const CERTAIN: Option<Certainty> = Some(Certainty::Certain);
const POSSIBLE: Option<Certainty> = Some(Certainty::Possible);

#[test]
fn exact_times_at_the_edges() {
    for (at, expected) in [
        ("2026-10-20T21:59", None),
        ("2026-10-20T21:59:59", None),
        ("2026-10-20T22:00", CERTAIN),
        ("2026-10-20T00:00", CERTAIN),
        ("2026-10-20T07:59:59", CERTAIN),
        ("2026-10-20T08:00", None),
    ] {
        assert_eq!(quiet("call", "exact", at, None), expected, "{at}");
    }
}

#[test]
fn times_about_right_and_days_alone() {
    for (precision, at, expected) in [
        ("about", "2026-10-20T20:59", None),
        ("about", "2026-10-20T21:00", POSSIBLE),
        ("about", "2026-10-20T22:59", POSSIBLE),
        // Certainly at night, but of which day?
        ("about", "2026-10-20T23:30", POSSIBLE),
        ("about", "2026-10-20T03:00", CERTAIN),
        ("about", "2026-10-20T07:00", POSSIBLE),
        ("about", "2026-10-20T06:59", CERTAIN),
        ("about", "2026-10-20T09:01", None),
        ("day", "2026-10-20", POSSIBLE),
        ("day", "2026-10-20T23:00", POSSIBLE),
    ] {
        assert_eq!(
            quiet("call", precision, at, None),
            expected,
            "{precision} {at}"
        );
    }
}

#[test]
fn what_lasted_into_the_night_was_in_it() {
    for (kind, at, until, expected) in [
        ("visit", "2026-10-20T21:30", "2026-10-20T22:00", None),
        ("visit", "2026-10-20T21:30", "2026-10-20T22:01", CERTAIN),
        ("call", "2026-10-20T21:58", "2026-10-20T22:03", CERTAIN),
        ("message", "2026-10-20T21:00", "2026-10-20T22:00", CERTAIN),
        // The last at half past eight in the morning: whether any came at night isn't told.
        ("message", "2026-10-20T21:00", "2026-10-21T08:30", POSSIBLE),
        ("message", "2026-10-20T09:00", "2026-10-20T20:00", None),
    ] {
        assert_eq!(
            quiet(kind, "exact", at, Some(until)),
            expected,
            "{kind} {at}–{until}"
        );
    }
}

#[test]
fn a_time_taken_from_the_clock_at_the_writing_is_no_time() {
    // Written at ten in the morning, and "about" the same minute: it was before that.
    assert_eq!(quiet("call", "about", "2026-11-21T10:00", None), POSSIBLE);
    assert_eq!(quiet("call", "about", "2026-11-20T10:00", None), None);
}

//! Going through an offer.

use super::{CounterOffer, Missed, WhileKept};
use crate::domain::annual_cost::{Cost, Flow, internal_rate};
use crate::domain::calendar::{days, months_after};
use crate::domain::coded::{Args, args};
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::Serialize;

/// What an offer is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoned {
    /// Everything by the contract, recomputed; unknown where a figure is.
    pub everything: Option<Money>,
    /// What the lender claims.
    pub claimed: Option<Money>,
    /// What can be kept a month for this loan: capacity less what the other lenders are offered.
    /// Unknown where the household's month is.
    pub room: Option<Money>,
    /// The longest term of a plan, in months.
    pub months_at_most: u32,
    /// A first payment sooner than so many days leaves no time to check.
    pub days_to_check: i64,
    /// The day it is gone through.
    pub as_of: NaiveDate,
}

/// How a point weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Agree to nothing before it is cleared up.
    Hold,
    /// To be asked.
    Ask,
    /// Good to know.
    Note,
    /// In order, as far as answered.
    Fine,
}

/// A point of an offer. Words: `offer.finding.<code>`, what to ask back: `offer.ask.<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferFinding {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// How it weighs.
    pub weight: Weight,
    /// Values for its words: yuan as exact text, days as dates.
    pub args: Args,
}

/// What an offer adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Something has to be cleared up first.
    Hold,
    /// Something is to be asked.
    Ask,
    /// Nothing in the answers is open; the agreement itself is still to be read.
    NothingOpen,
}

impl Doubt {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            Doubt::Hold => "hold",
            Doubt::Ask => "ask",
            Doubt::NothingOpen => "nothing-open",
        }
    }
}

/// What all of it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Offering {
    /// Everything paid under it, the fee included; unknown where an instalment or the fee is.
    pub sum: Option<Money>,
    /// The largest sum in one month.
    pub heaviest: Option<Money>,
    /// What it costs a year, taking what is owed today as lent today.
    pub cost: Option<Cost>,
}

/// An offer, gone through.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// In one word.
    pub verdict: Doubt,
    /// What it comes to.
    pub offering: Offering,
    /// The points, gravest first.
    pub findings: Vec<OfferFinding>,
}

struct Points(Vec<OfferFinding>);

impl Points {
    fn add(&mut self, weight: Weight, code: &'static str, args: Args) {
        self.0.push(OfferFinding { code, weight, args });
    }

    fn plain(&mut self, weight: Weight, code: &'static str) {
        self.add(weight, code, Args::new());
    }
}

/// Goes through an offer.
pub fn judgement(offer: &CounterOffer, reckoned: &Reckoned) -> Judgement {
    let mut points = Points(Vec::new());
    let offering = offering(offer, reckoned);
    in_writing(offer, &mut points);
    payee(offer, &mut points);
    adding_up(offer, reckoned, &offering, &mut points);
    month(offer, reckoned, &offering, &mut points);
    length(offer, reckoned, &mut points);
    first_day(offer, reckoned, &mut points);
    waiver(offer, &mut points);
    besides(offer, &mut points);
    let mut findings = points.0;
    findings.sort_by_key(|f| f.weight);
    let verdict = match findings.first().map(|f| f.weight) {
        Some(Weight::Hold) => Doubt::Hold,
        Some(Weight::Ask) => Doubt::Ask,
        _ => Doubt::NothingOpen,
    };
    Judgement {
        verdict,
        offering,
        findings,
    }
}

fn offering(offer: &CounterOffer, reckoned: &Reckoned) -> Offering {
    let figures = &offer.figures;
    // A fee that isn't known is not nothing: with it the sum isn't known either.
    let sum = figures.sum().zip(offer.fee).map(|(s, fee)| s + fee);
    Offering {
        sum,
        // The first payment may be made in a month of its own.
        heaviest: figures.heaviest_instalment().max(figures.first),
        cost: reckoned
            .everything
            .filter(|all| all.fen() > 0)
            .and_then(|all| cost(offer, all, reckoned.as_of)),
    }
}

/// The rate at which the payments are worth what is owed today, on actual days, act/365. Without a
/// first day the instalments are taken to begin a month from today.
fn cost(offer: &CounterOffer, owed: Money, as_of: NaiveDate) -> Option<Cost> {
    let figures = &offer.figures;
    let count = figures.count.filter(|n| *n <= 600)?;
    let first_on = offer.first_on.filter(|day| *day > as_of);
    let first_on = first_on.unwrap_or_else(|| months_after(as_of, 1));
    let at_once = figures.first.unwrap_or_default() + offer.fee?;
    // What is paid at once lowers what is owed; an instalment follows on its own day.
    let mut flows = vec![Flow {
        at: 0,
        amount: at_once - owed,
    }];
    for number in 0..count {
        let last = figures.last.filter(|_| number + 1 == count);
        flows.push(Flow {
            at: days(as_of, months_after(first_on, number)),
            amount: last.or(figures.each)?,
        });
    }
    Some(internal_rate(&flows, 365))
}

fn in_writing(offer: &CounterOffer, points: &mut Points) {
    match offer.form {
        form if form.is_written() => points.plain(Weight::Fine, "written"),
        super::Form::Message => points.plain(Weight::Hold, "only-a-message"),
        _ => points.plain(Weight::Hold, "only-spoken"),
    }
}

fn payee(offer: &CounterOffer, points: &mut Points) {
    match offer.payee.as_deref() {
        Some("leave-and-call") => points.plain(Weight::Hold, "payee-leave"),
        Some("contradicts") => points.plain(Weight::Hold, "payee-contradicts"),
        Some("consistent") => points.plain(Weight::Fine, "payee-consistent"),
        Some(_) => points.plain(Weight::Ask, "payee-incomplete"),
        None => points.plain(Weight::Ask, "payee-not-said"),
    }
}

fn adding_up(offer: &CounterOffer, known: &Reckoned, all: &Offering, points: &mut Points) {
    let figures = &offer.figures;
    match (figures.sum(), figures.total) {
        (Some(sum), Some(total)) if sum == total => {
            points.add(Weight::Fine, "adds-up", args([("sum", sum.to_string())]));
        }
        (Some(sum), Some(total)) => {
            let more = sum > total;
            let difference = if more { sum - total } else { total - sum };
            let values = args([
                ("sum", sum.to_string()),
                ("total", total.to_string()),
                ("difference", difference.to_string()),
            ]);
            let code = if more {
                "parts-above-total"
            } else {
                "parts-below-total"
            };
            points.add(Weight::Hold, code, values);
        }
        _ => points.plain(Weight::Ask, "cannot-add"),
    }
    let whole = figures.total.max(figures.sum());
    let Some(whole) = whole.map(|w| w + offer.fee.unwrap_or_default()) else {
        return;
    };
    let Some(everything) = known.everything else {
        points.plain(Weight::Ask, "owed-unknown");
        return;
    };
    let mut values = args([
        ("whole", whole.to_string()),
        ("everything", everything.to_string()),
    ]);
    if let Some(fee) = offer.fee {
        values.insert("fee", fee.to_string());
    }
    if let Some(claimed) = known.claimed {
        values.insert("claimed", claimed.to_string());
    }
    if whole <= everything {
        // With a fee that isn't known it may still come to more.
        if offer.fee.is_some() {
            points.add(Weight::Fine, "not-above-owed", values);
        }
        return;
    }
    values.insert("difference", (whole - everything).to_string());
    if let Some(percent) = all.cost.and_then(Cost::percent) {
        values.insert("percent", percent);
    }
    points.add(Weight::Ask, "above-owed", values);
}

fn month(offer: &CounterOffer, known: &Reckoned, all: &Offering, points: &mut Points) {
    let Some(room) = known.room else {
        points.plain(Weight::Hold, "room-unknown");
        return;
    };
    let Some(heaviest) = all.heaviest else {
        points.plain(Weight::Ask, "month-unknown");
        return;
    };
    let values = args([("month", heaviest.to_string()), ("room", room.to_string())]);
    if heaviest <= room {
        points.add(Weight::Fine, "within-room", values);
    } else if offer.figures.first == Some(heaviest) && offer.figures.each.is_none_or(|e| e <= room)
    {
        points.add(Weight::Hold, "first-above-room", values);
    } else {
        points.add(Weight::Hold, "above-room", values);
    }
}

fn length(offer: &CounterOffer, known: &Reckoned, points: &mut Points) {
    let Some(count) = offer.figures.count.filter(|n| *n > known.months_at_most) else {
        return;
    };
    let values = args([
        ("count", count.to_string()),
        ("most", known.months_at_most.to_string()),
    ]);
    points.add(Weight::Ask, "too-long", values);
}

fn first_day(offer: &CounterOffer, known: &Reckoned, points: &mut Points) {
    let Some(on) = offer.first_on else {
        points.plain(Weight::Ask, "first-day-unknown");
        return;
    };
    let ahead = days(known.as_of, on);
    let values = args([("on", on.to_string()), ("days", ahead.to_string())]);
    if ahead < 0 {
        points.add(Weight::Ask, "first-day-passed", values);
    } else if ahead < known.days_to_check {
        points.add(Weight::Ask, "first-day-soon", values);
    } else {
        points.add(Weight::Fine, "first-day", values);
    }
}

fn waiver(offer: &CounterOffer, points: &mut Points) {
    let written = offer.waiver_written == Some(true) && offer.form.is_written();
    match offer.waived {
        None => points.plain(Weight::Ask, "waiver-unknown"),
        Some(sum) if sum.is_zero() => points.plain(Weight::Note, "no-waiver"),
        Some(sum) => {
            let values = args([("waived", sum.to_string())]);
            if written {
                points.add(Weight::Fine, "waiver-written", values);
            } else {
                points.add(Weight::Hold, "waiver-not-written", values);
            }
        }
    }
}

/// What a missed payment does, what accrues meanwhile, and what is charged besides.
fn besides(offer: &CounterOffer, points: &mut Points) {
    match offer.missed {
        Some(Missed::Grace) => points.plain(Weight::Fine, "missed-grace"),
        Some(Missed::WaiverLost) => points.plain(Weight::Ask, "missed-waiver-lost"),
        Some(Missed::AllDue) => points.plain(Weight::Ask, "missed-all-due"),
        Some(Missed::NotSaid) | None => points.plain(Weight::Ask, "missed-not-said"),
    }
    match offer.while_kept {
        Some(WhileKept::Stopped) => points.plain(Weight::Fine, "interest-stopped"),
        Some(WhileKept::GoesOn) => points.plain(Weight::Ask, "interest-goes-on"),
        Some(WhileKept::NotSaid) | None => points.plain(Weight::Ask, "interest-not-said"),
    }
    match offer.fee {
        None => points.plain(Weight::Ask, "fee-unknown"),
        Some(fee) if fee.is_zero() => points.plain(Weight::Fine, "no-fee"),
        Some(fee) => points.add(Weight::Hold, "fee", args([("fee", fee.to_string())])),
    }
}

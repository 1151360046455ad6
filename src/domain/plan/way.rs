//! Ways of spending what a household can keep on its lenders. Each is reckoned twice: with nothing
//! more accruing, and with interest going on. None ever spends more in a month than the household
//! can keep in that month; a lump sum comes out of money named for it alone.

mod forecast;
mod sums;

use super::course::Accrual;
use super::{Debt, Limits, Term};
use crate::domain::calendar::months_after;
use crate::domain::money::Money;
use chrono::{Datelike, NaiveDate};
use forecast::forecast;
use serde::{Deserialize, Serialize};
use sums::rule;

/// A way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By unpaid principal.
    ProRata,
    /// The same sum to each.
    Equal,
    /// Everything to the loan that costs most a year, then the next.
    DearestFirst,
    /// Everything to the loan on which least is owed, then the next.
    SmallestFirst,
    /// Everything to a loan the borrower names, then by cost.
    OneFirst,
    /// Nothing until a named day, then by unpaid principal.
    Pause,
    /// By unpaid principal, and more from the day more comes in.
    StepUp,
    /// One loan ended with a sum paid at once and the rest of it waived; the others by principal.
    LumpSum,
    /// Each loan spread evenly over the fewest months in which all of them fit.
    Extension,
    /// By unpaid principal, paid on the day after which there is money.
    DueDate,
}

impl Way {
    /// Every way with its word, in the order they are shown.
    pub const ALL: [(&'static str, Way); 10] = [
        ("pro-rata", Way::ProRata),
        ("equal", Way::Equal),
        ("dearest-first", Way::DearestFirst),
        ("smallest-first", Way::SmallestFirst),
        ("one-first", Way::OneFirst),
        ("pause", Way::Pause),
        ("step-up", Way::StepUp),
        ("lump-sum", Way::LumpSum),
        ("extension", Way::Extension),
        ("due-date", Way::DueDate),
    ];

    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        Way::ALL
            .iter()
            .find(|(_, way)| *way == self)
            .map_or("", |(word, _)| word)
    }

    /// The way of this word.
    pub fn of_word(word: &str) -> Option<Way> {
        Way::ALL
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, way)| *way)
    }

    /// Does every loan get its part by unpaid principal?
    pub fn is_by_principal(self) -> bool {
        matches!(self, Way::ProRata | Way::Pause | Way::StepUp | Way::DueDate)
    }

    /// Does it differ from the split by principal only in which lender gets what?
    pub fn parts_lenders(self) -> bool {
        self == Way::Equal || self.is_one_by_one()
    }

    /// Does one lender after the other get everything?
    pub fn is_one_by_one(self) -> bool {
        matches!(self, Way::DearestFirst | Way::SmallestFirst | Way::OneFirst)
    }
}

/// What the borrower says beside the household's month. All of it may be left open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    /// The loan that is to come first, or to be ended with a lump sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_loan: Option<String>,
    /// The day of the first payment after a pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_on: Option<NaiveDate>,
    /// So much more a month can be kept, in yuan …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Money>,
    /// … from this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_from: Option<NaiveDate>,
    /// Money that can be given once, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lump: Option<Money>,
    /// The day of the month on which there is money, 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payday: Option<u32>,
}

/// The way that was picked, as a case keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenWay {
    /// Which.
    pub way: Way,
    /// What it was reckoned with.
    #[serde(default)]
    pub particulars: Particulars,
    /// The day it was picked.
    pub on: NaiveDate,
}

/// What every way is reckoned from.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'p> {
    /// What can be kept a month.
    pub capacity: Money,
    /// The loans.
    pub debts: &'p [Debt],
    /// The rule book's conventions.
    pub limits: Limits,
    /// A pause without a day lasts so many months.
    pub pause_months: u32,
    /// What else is known.
    pub particulars: &'p Particulars,
    /// The day it is reckoned for; months are counted from it.
    pub as_of: NaiveDate,
}

/// What a way lacks to be reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lacks {
    /// Nothing can be kept, or not a step for each.
    Capacity,
    /// No loan to spend it on.
    Loans,
    /// Which loan comes first.
    FirstLoan,
    /// How much more comes in, and from when.
    LaterIncome,
    /// How much can be given once.
    LumpSum,
    /// The day of the month.
    Payday,
    /// What is owed on a loan.
    Figures,
    /// What the household must spend.
    Spending,
    /// Even over the longest term the loans together need more than can be kept.
    Room,
}

impl Lacks {
    /// Stable kebab-case word.
    pub fn word(self) -> &'static str {
        match self {
            Lacks::Capacity => "capacity",
            Lacks::Loans => "loans",
            Lacks::FirstLoan => "first-loan",
            Lacks::LaterIncome => "later-income",
            Lacks::LumpSum => "lump-sum",
            Lacks::Payday => "payday",
            Lacks::Figures => "figures",
            Lacks::Spending => "spending",
            Lacks::Room => "room",
        }
    }
}

/// What a lender is offered a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// The loan's id.
    pub loan: String,
    /// Yuan a month from the first payment; nothing where its turn comes later.
    pub monthly: Money,
    /// Yuan a month once more comes in, where the way steps up.
    pub later: Option<Money>,
}

/// A loan ended with one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LumpSum {
    /// The loan's id.
    pub loan: String,
    /// What is paid.
    pub amount: Money,
    /// What the lender has to waive for it, as of the day it is reckoned for.
    pub waiver: Money,
    /// Of that, principal: the part a lender gives up least easily.
    pub waiver_of_principal: Money,
}

/// How one loan fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Course {
    /// The loan's id.
    pub loan: String,
    /// When it is cleared, in months from the day it is reckoned for.
    pub term: Term,
    /// What was owed at the start.
    pub owed: Money,
    /// What accrued.
    pub accrued: Money,
    /// What was paid.
    pub paid: Money,
    /// What was waived.
    pub waived: Money,
    /// What is still owed. Always owed + accrued − paid − waived.
    pub left: Money,
}

/// How a way fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// When the last loan is cleared.
    pub term: Term,
    /// All that is paid until then, or within the longest term; unknown where a figure is.
    pub paid: Option<Money>,
    /// One entry a loan, in the order given; none where a figure is unknown.
    pub loans: Vec<Course>,
    /// Paid in each month out of what the household can keep; a lump sum is not in it.
    #[serde(skip_serializing)]
    pub by_month: Vec<Money>,
    /// Still owed after each month.
    #[serde(skip_serializing)]
    pub left_by_month: Vec<Money>,
}

/// A way, reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayPlan {
    /// Which.
    pub way: Way,
    /// The day of the first payment.
    pub first_on: NaiveDate,
    /// One entry a loan, in the order given.
    pub offered: Vec<Offered>,
    /// The order in which loans are paid, where one comes after the other.
    pub order: Vec<String>,
    /// The loan ended at once, where one is.
    pub lump: Option<LumpSum>,
    /// With nothing more accruing.
    pub frozen: Forecast,
    /// With interest going on.
    pub running: Forecast,
    /// Still owed with interest going on in the month in which it would otherwise be over, or at
    /// the end of the longest term.
    pub owed_then: Option<Money>,
}

impl WayPlan {
    /// Yuan a month over all loans, before anything steps up.
    pub fn monthly(&self) -> Money {
        self.offered.iter().map(|o| o.monthly).sum()
    }

    /// What one loan is offered a month.
    pub fn sum_of(&self, loan: &str) -> Money {
        let own = self.offered.iter().find(|o| o.loan == loan);
        own.map_or(Money::ZERO, |o| o.monthly)
    }
}

/// Reckons a way.
///
/// # Errors
/// What it lacks.
pub fn way_plan(way: Way, ground: &Ground<'_>) -> Result<WayPlan, Lacks> {
    if ground.debts.is_empty() {
        return Err(Lacks::Loans);
    }
    if ground.capacity < ground.limits.step {
        return Err(Lacks::Capacity);
    }
    let rule = rule(way, ground)?;
    let first_on = first_on(way, ground);
    let start = months_until(ground.as_of, first_on);
    let frozen = forecast(&rule, start, ground, Accrual::Frozen);
    let running = forecast(&rule, start, ground, Accrual::Running);
    let until = match frozen.term {
        Term::Months(months) => months,
        _ => ground.limits.months_at_most,
    };
    let last = usize::try_from(until).unwrap_or(0).saturating_sub(1);
    let owed_then = match running.term {
        Term::Unknown => None,
        // Over before then: nothing is left.
        _ => Some(running.left_by_month.get(last).copied().unwrap_or_default()),
    };
    Ok(WayPlan {
        way,
        first_on,
        offered: rule.offered(ground),
        order: rule.order(ground),
        lump: rule.lump.map(|(_, lump)| lump),
        frozen,
        running,
        owed_then,
    })
}

/// The day of the first payment: a month from now, unless the way says otherwise.
fn first_on(way: Way, ground: &Ground<'_>) -> NaiveDate {
    match (way, ground.particulars.payday) {
        (Way::Pause, _) => ground
            .particulars
            .start_on
            .unwrap_or_else(|| months_after(ground.as_of, ground.pause_months.max(1))),
        (Way::DueDate, Some(day)) => next_payday(ground.as_of, day),
        _ => months_after(ground.as_of, 1),
    }
}

/// The next day after this one that is so many of its month, or the month's last.
fn next_payday(after: NaiveDate, day: u32) -> NaiveDate {
    let of_month = |any: NaiveDate| {
        let first = any.with_day(1).unwrap_or(any);
        (28..=day)
            .rev()
            .chain([day.clamp(1, 28)])
            .find_map(|d| first.with_day(d))
            .unwrap_or(first)
    };
    let here = of_month(after);
    if here > after {
        return here;
    }
    let first = after.with_day(1).unwrap_or(after);
    of_month(months_after(first, 1))
}

/// Whole months from one day until another is reached, at least one.
pub(super) fn months_until(from: NaiveDate, day: NaiveDate) -> u32 {
    (1..1_200)
        .find(|months| months_after(from, *months) >= day)
        .unwrap_or(1_200)
}

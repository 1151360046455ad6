//! A case at a glance, for the borrower and whoever sits beside them: what is said against what was
//! recomputed, the plan's course, the contacts by hour, the days to come. Every drawing has its
//! figures in a table beneath; a figure that isn't known is said to be unknown and drawn as nothing.

mod course;
mod hours;
mod limits;
mod sums;

use super::conduct::Told;
use super::dates::long_date;
use super::report::{Block, Page, Part, table};
use super::texts::Texts;
use crate::domain::money::Money;
use crate::domain::plan::WayPlan;
use chrono::NaiveDate;

pub use course::shown_months;

/// Sums of one loan; `None` is a sum that isn't known, or that nobody has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanSums {
    /// The loan's id and its lender.
    pub name: String,
    /// What the other side says.
    pub claimed: Option<Money>,
    /// What was recomputed for what the claim covers.
    pub recomputed: Option<Money>,
    /// The first less the second.
    pub difference: Option<Money>,
    /// Of the second, what is overdue.
    pub overdue: Option<Money>,
}

/// A day to come or passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The id of `menshen due`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The day; `None` where the rule book can't count it.
    pub day: Option<NaiveDate>,
}

/// The plan the case goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The plan, reckoned for the day.
    pub plan: WayPlan,
    /// Its name.
    pub way: String,
    /// Loans it leaves out because their figures aren't known.
    pub left_out: Vec<String>,
}

/// What the page is made from.
pub struct Glance<'a> {
    /// The words.
    pub texts: &'a Texts,
    /// The day it stands for.
    pub as_of: NaiveDate,
    /// Loan by loan.
    pub loans: Vec<LoanSums>,
    /// The plan, or in words why there is none.
    pub outlook: Result<Outlook, String>,
    /// The contacts, counted.
    pub contacts: Told<'a>,
    /// What comes first first; what is done is left out.
    pub limits: Vec<Limit>,
    /// What the page says of the book it rests on.
    pub book: Vec<String>,
}

impl Glance<'_> {
    /// The page.
    pub fn page(&self) -> Page {
        let as_of = [("as_of", long_date(self.as_of))];
        let mut foot = vec![self.t("foot")];
        foot.extend(self.book.iter().cloned());
        Page {
            title: self.t("title"),
            lead: vec![self.texts.say("report.page.lead", as_of), self.t("own")],
            parts: vec![
                self.sums(),
                self.course(),
                self.limits_ahead(),
                self.contacts_by_hour(),
            ],
            foot,
            skip: self.texts.t("report.skip"),
            ..Page::default()
        }
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(&format!("report.page.{key}"))
    }

    fn sum(&self, sum: Option<Money>) -> String {
        sum.map_or_else(|| self.t("unknown"), Money::grouped)
    }

    fn head<const N: usize>(&self, names: [&str; N]) -> Vec<String> {
        names.map(|name| self.t(&format!("column.{name}"))).to_vec()
    }

    fn sums(&self) -> Part {
        let mut part = Part::of(self.t("sums.title"));
        if self.loans.is_empty() {
            part.text(self.t("sums.none"));
            return part;
        }
        part.text(self.t("sums.lead"));
        if let Some(picture) = sums::picture(self) {
            part.blocks.push(Block::Picture(picture));
        }
        let row = |loan: &LoanSums| {
            vec![
                loan.name.clone(),
                match loan.claimed {
                    Some(claimed) => claimed.grouped(),
                    None => self.t("not-said"),
                },
                self.sum(loan.recomputed),
                self.sum(loan.difference),
                self.sum(loan.overdue),
            ]
        };
        let head = self.head(["loan", "claimed", "recomputed", "difference", "overdue"]);
        let rows = self.loans.iter().map(row).collect();
        part.table(part.heading.clone(), table(head, rows, &[1, 2, 3, 4]));
        part
    }

    fn course(&self) -> Part {
        let mut part = Part::of(self.t("course.title"));
        let outlook = match &self.outlook {
            Ok(outlook) => outlook,
            Err(why) => {
                part.text(why.clone());
                return part;
            }
        };
        for line in course::words(self, outlook) {
            part.text(line);
        }
        if let Some(picture) = course::picture(self, outlook) {
            part.blocks.push(Block::Picture(picture));
        }
        let head = self.head(["month", "left-frozen", "left-running"]);
        let rows = course::rows(self, outlook);
        part.table(part.heading.clone(), table(head, rows, &[1, 2]));
        part
    }

    fn limits_ahead(&self) -> Part {
        let mut part = Part::of(self.t("limits.title"));
        if self.limits.is_empty() {
            part.text(self.t("limits.none"));
            return part;
        }
        part.text(self.t("limits.lead"));
        if let Some(picture) = limits::picture(self) {
            part.blocks.push(Block::Picture(picture));
        }
        let row = |limit: &Limit| {
            let day = limit.day.map(long_date);
            vec![
                limit.id.clone(),
                day.unwrap_or_else(|| self.t("unknown")),
                limits::distance(self, limit),
                limit.title.clone(),
            ]
        };
        let head = self.head(["id", "day", "distance", "what"]);
        let rows = self.limits.iter().map(row).collect();
        part.table(part.heading.clone(), table(head, rows, &[]));
        part
    }

    fn contacts_by_hour(&self) -> Part {
        let mut part = Part::of(self.t("contacts.title"));
        // The rest of the summary points at findings that stand on a page of their own.
        for line in self.contacts.summary().into_iter().take(1) {
            part.text(line);
        }
        if self.contacts.count.days.is_empty() {
            return part;
        }
        part.text(self.t("contacts.lead"));
        part.text(self.texts.t("conduct.picture.caption"));
        let (picture, left_out) = hours::picture(self);
        if left_out > 0 {
            let count = [("count", left_out)];
            part.text(self.texts.say("conduct.picture.skipped", count));
        }
        part.blocks.push(Block::Picture(picture));
        let days = self.contacts.day_table();
        let beneath = table(days.head, days.rows, &days.figures);
        part.table(part.heading.clone(), beneath);
        part.text(self.texts.t("conduct.cells"));
        part
    }
}

/// Width of every drawing in its own units: a telephone's, so that letters keep their size there.
const WIDE: i64 = 360;

/// `part` of `room`, as `whole` is of it; nothing where there is no whole.
fn share(room: i64, part: i64, whole: i64) -> i64 {
    let long = i128::from(room) * i128::from(part) / i128::from(whole.max(1));
    i64::try_from(long).unwrap_or(0)
}

/// Height and width as a drawing wants them.
fn size(high: i64) -> (usize, usize) {
    let units = |n: i64| usize::try_from(n).unwrap_or(0);
    (units(WIDE), units(high))
}

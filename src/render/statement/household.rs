//! All loans of a household on one page.

use super::{amount, compared_on};
use crate::domain::money::Money;
use crate::domain::statement::{Statement, Sum, Totals};
use crate::render::dates::short_date;
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;
use chrono::NaiveDate;

/// The days the figures of several loans are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// All of the one day the page is made for.
    One,
    /// Some are of the day of their claim: each row says its own, what is overdue is of `as_of`.
    Several {
        /// The day the page is made for.
        as_of: NaiveDate,
    },
}

impl Days {
    /// Of these statements.
    pub fn of<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Days {
        let of_another_day = |s: &&Statement| figures_of(s) != s.as_of;
        match statements.into_iter().find(of_another_day) {
            Some(statement) => Days::Several {
                as_of: statement.as_of,
            },
            None => Days::One,
        }
    }
}

/// The day the figures beside a claim are of: the claim's, else the statement's.
pub fn figures_of(statement: &Statement) -> NaiveDate {
    compared_on(statement).unwrap_or(statement.as_of)
}

/// All loans summed: one line each and the sum; what isn't known of one is said, not added as zero.
pub fn totals_screen(texts: &Texts, statements: &[Statement], totals: &Totals) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("statement.totals-title"));
    let days = Days::of(statements);
    let column = |c: &str| texts.t(&format!("statement.totals.{c}"));
    let mut head = ["loan", "claimed", "recomputed", "difference"]
        .map(column)
        .to_vec();
    let overdue = match &days {
        Days::One => column("overdue"),
        Days::Several { as_of } => {
            head.push(column("compared-on"));
            texts.say(
                "statement.totals.overdue-on",
                [("on", short_date(*as_of, *as_of))],
            )
        }
    };
    head.push(overdue);
    let mut grid = Grid {
        figures: (1..head.len()).collect(),
        head,
        ..Grid::default()
    };
    for statement in statements {
        let total = statement.comparison().into_iter().next_back();
        let claimed = statement.claim.as_ref().map(|c| c.total);
        let mut row = vec![
            statement.id.clone(),
            claimed.map_or_else(|| texts.t("statement.not-given"), Money::grouped),
            amount(texts, recomputed(statement)),
            total
                .as_ref()
                .and_then(|l| l.difference)
                .map_or_else(|| texts.t("statement.no-difference"), Money::grouped),
        ];
        if days != Days::One {
            row.push(short_date(figures_of(statement), statement.as_of));
        }
        row.push(amount(texts, statement.figures.overdue.total));
        grid.rows.push(row);
    }
    let mut sum = vec![
        texts.t("statement.totals.sum"),
        amount(texts, totals.claimed.known),
        amount(texts, totals.recomputed.known),
        // A difference of sums that leave out different loans would mean nothing.
        totals
            .claimed
            .complete()
            .zip(totals.recomputed.complete())
            .map_or_else(
                || texts.t("statement.no-difference"),
                |(c, r)| (c - r).grouped(),
            ),
    ];
    if days != Days::One {
        sum.push(texts.t("statement.no-difference"));
    }
    sum.push(amount(texts, totals.overdue.known));
    grid.rows.push(sum);
    screen.grid(grid);
    if days != Days::One {
        screen.text(texts.t("statement.totals.several-days"));
    }
    left_out(texts, statements, totals, &mut screen);
    screen
}

/// Which loans each sum leaves out, by name: a sum that isn't of all must not pass for it.
fn left_out(texts: &Texts, statements: &[Statement], totals: &Totals, screen: &mut Screen) {
    let mut say = |column: &str, sum: Sum, amount: fn(&Statement) -> Option<Money>| {
        if sum.unknown == 0 {
            return;
        }
        let lacking = statements.iter().filter(|s| amount(s).is_none());
        let ids: Vec<&str> = lacking.map(|s| s.id.as_str()).collect();
        let key = format!("statement.totals.left-out.{column}");
        screen.text(texts.say(&key, [("loans", texts.listed(&ids))]));
    };
    say("claimed", totals.claimed, |s| {
        s.claim.as_ref().map(|c| c.total)
    });
    say("recomputed", totals.recomputed, recomputed);
    say("overdue", totals.overdue, |s| s.figures.overdue.total);
}

/// What the loan gives for what its claim covers.
fn recomputed(statement: &Statement) -> Option<Money> {
    statement.comparison().last().and_then(|l| l.recomputed)
}

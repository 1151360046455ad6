//! What `menshen plan` shows.

use crate::domain::budget::{Household, Surplus};
use crate::domain::money::Money;
use crate::domain::plan::{Plan, Share, Term};
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;

/// A plan with the longest time it may take.
pub(super) struct Outlook<'p> {
    pub plan: &'p Plan,
    /// Months.
    pub most: u32,
}

impl Outlook<'_> {
    /// Words about the plan, which may name that time.
    fn say(&self, texts: &Texts, key: &str) -> String {
        texts.say(&format!("plan.screen.{key}"), [("most", self.most)])
    }

    /// Words about the smallest sum a month that ends the loans in that time.
    fn smallest(&self, texts: &Texts, key: &str, sum: Money) -> String {
        let args = [("most", self.most.to_string()), ("sum", sum.grouped())];
        texts.say(&format!("plan.screen.{key}"), args)
    }
}

/// The month, what it can keep, the split and whether it ends. While spending is unknown nothing is
/// split.
pub(super) fn plan_screen(
    texts: &Texts,
    household: &Household,
    surplus: &Surplus,
    outlook: &Outlook<'_>,
    left_out: &[String],
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("plan.screen.month"));
    let mut grid = Grid {
        head: vec![String::new(), texts.t("plan.screen.yuan")],
        figures: vec![1],
        ..Grid::default()
    };
    let mut row = |name: String, amount: Money| grid.rows.push(vec![name, amount.grouped()]);
    row(texts.t("plan.income.short"), surplus.income);
    for line in &household.spending {
        row(
            texts.t(&format!("plan.spending.{}.short", line.id)),
            -line.amount,
        );
    }
    if !surplus.arrears.is_zero() {
        row(texts.t("plan.arrears.short"), -surplus.arrears);
    }
    row(texts.t("plan.reserve.short"), -surplus.reserve);
    row(texts.t("plan.screen.surplus"), surplus.surplus);
    screen.grid(grid);
    if !household.unknown.is_empty() {
        let names: Vec<String> = household
            .unknown
            .iter()
            .map(|id| texts.t(&format!("plan.spending.{id}.short")))
            .collect();
        screen.text(texts.say("plan.screen.unknown", [("names", texts.listed(&names))]));
    }
    if surplus.capacity.is_zero() {
        nothing_left(texts, outlook, &mut screen);
        left_out_words(texts, left_out, &mut screen);
        return screen;
    }
    let key = if household.unknown.is_empty() {
        "plan.screen.capacity"
    } else {
        "plan.screen.capacity-at-most"
    };
    screen.text(texts.say(key, [("capacity", surplus.capacity.grouped())]));
    // An upper bound isn't split: a share of it would be quoted as a sum that can be kept.
    if household.unknown.is_empty() && !outlook.plan.shares.is_empty() {
        screen.title(texts.t("plan.screen.split"));
        screen.grid(shares(texts, outlook));
        verdict(texts, outlook, &mut screen);
    }
    left_out_words(texts, left_out, &mut screen);
    screen
}

/// Loans that can't be reckoned yet took no part in the split, and will need a share of it.
fn left_out_words(texts: &Texts, left_out: &[String], screen: &mut Screen) {
    for id in left_out {
        screen.text(texts.say("plan.screen.left-out", [("loan", id)]));
    }
}

fn shares(texts: &Texts, outlook: &Outlook<'_>) -> Grid {
    let mut grid = Grid {
        head: ["loan", "monthly", "if-frozen", "if-running"]
            .map(|c| texts.t(&format!("plan.screen.column.{c}")))
            .to_vec(),
        figures: vec![1, 2, 3],
        ..Grid::default()
    };
    for share in &outlook.plan.shares {
        grid.rows.push(vec![
            share.loan.clone(),
            share.monthly.grouped(),
            term(texts, outlook, share.if_frozen),
            term(texts, outlook, share.if_running),
        ]);
    }
    grid
}

fn term(texts: &Texts, outlook: &Outlook<'_>, term: Term) -> String {
    match term {
        Term::Months(months) => texts.say("plan.screen.months", [("months", months)]),
        Term::TooLong => outlook.say(texts, "too-long"),
        Term::Unknown => texts.t("statement.unknown"),
    }
}

/// Does it work? Said plainly, with the smallest sum that would and what else can be asked for;
/// where a rate or a sum is unknown, that is said and nothing is forecast.
fn verdict(texts: &Texts, outlook: &Outlook<'_>, screen: &mut Screen) {
    let plan = outlook.plan;
    let unknown = |term: fn(&Share) -> Term| plan.shares.iter().any(|s| term(s) == Term::Unknown);
    if plan.works {
        screen.text(outlook.say(texts, "works"));
        screen.text(texts.t("plan.screen.assumption"));
        return;
    }
    if plan.works_if_frozen && unknown(|s| s.if_running) {
        screen.text(texts.t("plan.screen.works-if-frozen-else-unknown"));
    } else if plan.works_if_frozen {
        screen.text(outlook.say(texts, "works-if-frozen"));
    } else if unknown(|s| s.if_frozen) {
        screen.text(texts.t("plan.screen.term-unknown"));
    } else {
        screen.text(outlook.say(texts, "does-not-work"));
        if let Some(sum) = plan.smallest_if_frozen {
            screen.text(outlook.smallest(texts, "smallest-frozen", sum));
        }
    }
    if let Some(sum) = plan.smallest_that_works {
        screen.text(outlook.smallest(texts, "smallest-running", sum));
    }
    screen.text(texts.t("plan.screen.assumption"));
    screen.text(texts.t("plan.screen.ask-else"));
}

fn nothing_left(texts: &Texts, outlook: &Outlook<'_>, screen: &mut Screen) {
    screen.text(texts.t("plan.screen.nothing-left"));
    if let Some(sum) = outlook.plan.smallest_if_frozen.filter(|s| !s.is_zero()) {
        screen.text(outlook.smallest(texts, "smallest-frozen", sum));
    }
    screen.text(texts.t("plan.screen.ask-else"));
}

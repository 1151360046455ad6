//! All loans of a household on one page.

use super::amount;
use crate::domain::money::Money;
use crate::domain::statement::{Statement, Sum, Totals};
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;

/// All loans summed: one line each and the sum; what isn't known of one is said, not added as zero.
pub fn totals_screen(texts: &Texts, statements: &[Statement], totals: &Totals) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("statement.totals-title"));
    let mut grid = Grid {
        head: ["loan", "claimed", "recomputed", "difference", "overdue"]
            .map(|c| texts.t(&format!("statement.totals.{c}")))
            .to_vec(),
        figures: vec![1, 2, 3, 4],
        ..Grid::default()
    };
    for statement in statements {
        let total = statement.comparison().into_iter().next_back();
        let claimed = statement.claim.as_ref().map(|c| c.total);
        grid.rows.push(vec![
            statement.id.clone(),
            claimed.map_or_else(|| texts.t("statement.not-given"), Money::grouped),
            amount(texts, recomputed(statement)),
            total
                .as_ref()
                .and_then(|l| l.difference)
                .map_or_else(|| texts.t("statement.no-difference"), Money::grouped),
            amount(texts, statement.figures.overdue.total),
        ]);
    }
    grid.rows.push(vec![
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
        amount(texts, totals.overdue.known),
    ]);
    screen.grid(grid);
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
        screen.text(texts.say(&key, [("loans", ids.join("、"))]));
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

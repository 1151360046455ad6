//! Where facts are missing: the ends between which the figures lie, and what was tried.

use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::loan::InterestBasis;
use crate::domain::money::Money;
use crate::domain::rate::Rate;
use crate::domain::statement::{Assumption, Statement};

/// The ranges of a statement; nothing where no fact is missing.
pub fn ranges(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let Some(ranges) = &statement.ranges else {
        return;
    };
    screen.title(texts.t("ranges.title"));
    if !ranges.assumptions.is_empty() {
        screen.text(texts.t("ranges.why"));
    }
    let mut grid = Grid {
        head: ["figure", "low", "high"]
            .map(|c| texts.t(&format!("ranges.column.{c}")))
            .to_vec(),
        figures: vec![1, 2],
        ..Grid::default()
    };
    for range in &ranges.figures {
        let name = range.figure.replace(['.', '_'], "-");
        grid.rows.push(vec![
            texts.t(&format!("ranges.figure.{name}")),
            range.low.grouped(),
            range
                .high
                .map_or_else(|| texts.t("ranges.no-high"), Money::grouped),
        ]);
    }
    screen.grid(grid);
    for assumption in &ranges.assumptions {
        screen.item("-", assumed(texts, assumption));
    }
    for member in &ranges.unbounded {
        screen.item("-", texts.t(&format!("ranges.unbounded-{member}")));
    }
}

/// One missing fact, what was tried for it, and which paper would settle it.
fn assumed(texts: &Texts, assumption: &Assumption) -> String {
    let word = |v: &String| match Rate::parse(v) {
        Ok(rate) if assumption.member == "rate" => {
            let values = [("rate", rate.percent())];
            texts.say("ranges.value.percent", values)
        }
        _ => value(texts, v),
    };
    let values: Vec<String> = assumption.values.iter().map(word).collect();
    let member = assumption.member.replace('_', "-");
    texts.say(
        &format!("ranges.assumed.{member}"),
        [
            ("values", texts.listed(&values)),
            ("why", assumption.why.clone()),
        ],
    )
}

fn value(texts: &Texts, word: &str) -> String {
    let is_basis = InterestBasis::ALL.iter().any(|(known, _)| *known == word);
    match word {
        "none" => texts.t("ranges.value.none"),
        _ if is_basis => texts.t(&format!("ranges.value.{}", word.replace('/', "-"))),
        times => texts.say("ranges.value.multiple", [("times", times.to_owned())]),
    }
}

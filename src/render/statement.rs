//! A statement as a screen: claimed, recomputed, the difference by part; what to do and what is
//! unknown are told by [`findings`], all loans together by [`household`].

mod findings;
mod household;

pub use household::{Days, figures_of, totals_screen};

use super::bar::Bars;
use super::dates::short_date;
use super::ranges::ranges;
use super::rules::word as named;
use super::schedule::schedule;
use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::allocation::Component;
use crate::domain::annual_cost::Cost;
use crate::domain::coded::args;
use crate::domain::finding::Finding;
use crate::domain::loan::{ClaimScope, Loan};
use crate::domain::money::Money;
use crate::domain::statement::{Against, ComparisonLine, Statement};
use chrono::NaiveDate;
use findings::{ceilings, findings, missing};

/// An amount for people, or the word for "not known".
pub fn amount(texts: &Texts, money: Option<Money>) -> String {
    money.map_or_else(|| texts.t("statement.unknown"), Money::grouped)
}

/// The words for ids of provisions, as they stood on the statement's day.
pub type Cited<'c> = &'c dyn Fn(&[String]) -> Vec<String>;

/// One loan's statement.
/// `cited` gives the words for the ids of provisions.
pub fn statement_screen(
    texts: &Texts,
    loan: &Loan,
    statement: &Statement,
    cited: Cited<'_>,
) -> Screen {
    let mut screen = Screen::new();
    let name = match &loan.about.lender {
        Some(lender) => format!("{} {lender}", loan.id),
        None => loan.id.clone(),
    };
    let heading = [("loan", name), ("as_of", texts.day(statement.as_of))];
    screen.title(texts.say("statement.title", args(heading)));
    headline(texts, statement, &mut screen);
    if let Some(on) = compared_on(statement).filter(|on| *on != statement.as_of) {
        // Two days on one page: each part says which is its own.
        screen.text(texts.say("statement.compared-on", [("on", texts.day(on))]));
    }
    comparison(texts, statement, &mut screen);
    bars(texts, statement, &mut screen);
    let mut of_the_day = Screen::new();
    position(texts, statement, &mut of_the_day);
    accrued_note(texts, statement, &mut of_the_day);
    cost(texts, statement, &mut of_the_day);
    alternatives(texts, statement, &mut of_the_day);
    ranges(texts, statement, &mut of_the_day);
    let other_day = compared_on(statement).is_some_and(|on| on != statement.as_of);
    if other_day && !of_the_day.is_empty() {
        let day = [("as_of", texts.day(statement.as_of))];
        screen.text(texts.say("statement.from-here-on", day));
    }
    screen.append(of_the_day);
    let (unknown, known): (Vec<&Finding>, Vec<&Finding>) = statement
        .findings
        .iter()
        .partition(|f| f.code == "fact-missing");
    findings(texts, &known, cited, &mut screen);
    missing(texts, &unknown, &mut screen);
    ceilings(texts, statement, cited, &mut screen);
    schedule(texts, statement, &mut screen);
    if !statement.working.is_empty() {
        screen.title(texts.t("statement.working-title"));
        screen.text(texts.t("statement.working-rounding"));
        for step in &statement.working {
            let mut values = step.args.clone();
            // A ceiling is told by its name, not by its id.
            if let Some(id) = values.get("id").filter(|_| step.code == "ceiling") {
                let name = texts.t(&format!("ceilings.{id}.name"));
                values.insert("id", name);
            }
            let words = texts.say(&format!("working.{}", step.code), &values);
            screen.item(
                "-",
                texts.say(
                    "statement.working-line",
                    [("step", words), ("result", step.result.clone())],
                ),
            );
        }
    }
    screen.title(texts.t("statement.basis-title"));
    let version = [("version", statement.content_version.clone())];
    screen.text(texts.say("statement.basis", args(version)));
    screen
}

/// The first sentence a person reads.
fn headline(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let claimed = statement.claim.as_ref().map(|c| c.total);
    let difference = statement.comparison().last().and_then(|l| l.difference);
    let text = match (claimed, difference) {
        (Some(claimed), Some(difference)) if difference.fen() > 0 => texts.say(
            "statement.headline-above",
            args([
                ("claimed", claimed.grouped()),
                ("difference", difference.grouped()),
            ]),
        ),
        (Some(claimed), Some(difference)) if difference.fen() < 0 => texts.say(
            "statement.headline-below",
            args([
                ("claimed", claimed.grouped()),
                ("difference", (-difference).grouped()),
            ]),
        ),
        (Some(claimed), Some(_)) => texts.say(
            "statement.headline-same",
            args([("claimed", claimed.grouped())]),
        ),
        (Some(claimed), None) => texts.say(
            "statement.headline-unknown",
            args([("claimed", claimed.grouped())]),
        ),
        (None, _) => match statement.figures.overdue.total {
            Some(total) => texts.say(
                "statement.headline-no-claim",
                args([("overdue", total.grouped())]),
            ),
            None => texts.t("statement.headline-nothing"),
        },
    };
    screen.text(text);
}

/// The day the claim and the figures beside it are of; `None` where nothing is claimed.
pub fn compared_on(statement: &Statement) -> Option<NaiveDate> {
    statement.claim.as_ref().map(|claim| claim.on)
}

/// Part by part; two tables where the claim doesn't say what it covers.
fn comparison(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let lines = statement.comparison();
    let both = lines.iter().any(|l| l.against == Against::Overdue)
        && lines.iter().any(|l| l.against == Against::Everything);
    let recomputed = lines.iter().any(|l| l.recomputed.is_some());
    for against in [Against::Overdue, Against::Everything] {
        // With nothing recomputed, what the claim covers makes no difference to the table.
        if both && !recomputed && against == Against::Overdue {
            continue;
        }
        let chosen: Vec<&ComparisonLine> = lines.iter().filter(|l| l.against == against).collect();
        if chosen.is_empty() {
            continue;
        }
        if both && recomputed {
            let key = match against {
                Against::Overdue => "statement.against-overdue",
                Against::Everything => "statement.against-everything",
            };
            screen.text(texts.t(key));
        }
        screen.grid(comparison_grid(texts, statement, &chosen));
    }
}

/// The claim beside what the loan gives, where both are known.
fn bars(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let lines = statement.comparison();
    let totals: Vec<&ComparisonLine> = lines.iter().filter(|l| l.component.is_none()).collect();
    let claimed = totals.first().and_then(|l| l.claimed);
    let known: Option<Vec<(Against, Money)>> = totals
        .iter()
        .map(|l| Some((l.against, l.recomputed?)))
        .collect();
    let (Some(claimed), Some(known)) = (claimed, known) else {
        return;
    };
    let mut rows = vec![(texts.t("bar.claimed"), claimed)];
    let one = known.len() == 1;
    rows.extend(known.into_iter().map(|(against, sum)| {
        let key = match against {
            _ if one => "bar.recomputed",
            Against::Overdue => "bar.overdue",
            Against::Everything => "bar.everything",
        };
        (texts.t(key), sum)
    }));
    screen.bars(Bars { rows });
}

fn comparison_grid(texts: &Texts, statement: &Statement, lines: &[&ComparisonLine]) -> Grid {
    let mut head = ["part", "claimed", "recomputed", "difference"]
        .map(|c| texts.t(&format!("statement.column.{c}")));
    if let Some(on) = compared_on(statement).filter(|on| *on != statement.as_of) {
        let day = [("on", short_date(on, statement.as_of))];
        head[2] = texts.say("statement.column.recomputed-on", day);
    }
    let mut grid = Grid {
        head: head.to_vec(),
        figures: vec![1, 2, 3],
        ..Grid::default()
    };
    let recomputed = lines.iter().any(|l| l.recomputed.is_some());
    for line in lines {
        // Parts that nobody claims and the loan doesn't give only take up room; one that isn't known
        // is shown as such, unless nothing at all could be recomputed.
        let silent = line.claimed.is_none() && line.recomputed.map_or(!recomputed, Money::is_zero);
        if line.component.is_some() && silent {
            continue;
        }
        let part = line.component.map_or("total", Component::member);
        grid.rows.push(vec![
            texts.t(&format!("statement.part.{}", part.replace('_', "-"))),
            line.claimed
                .map_or_else(|| texts.t("statement.not-given"), Money::grouped),
            amount(texts, line.recomputed),
            line.difference
                .map_or_else(|| texts.t("statement.no-difference"), Money::grouped),
        ]);
    }
    grid
}

/// A claim for everything is held against what is due and the principal not yet due. Interest
/// accrued since the last due date stands in the settlement and not in that difference: said, so
/// that nobody quotes the one for the other.
fn accrued_note(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let figures = &statement.figures;
    let everything = statement
        .claim
        .as_ref()
        .filter(|c| c.scope == ClaimScope::Everything && c.on == statement.as_of);
    let (Some(claim), Some(settlement), Some(sum), Some(waiting)) = (
        everything,
        figures.settlement.total,
        figures.everything_total(),
        figures.paid.unapplied,
    ) else {
        return;
    };
    let accrued = settlement + waiting - sum;
    if !accrued.is_zero() {
        let rest = claim.total - settlement;
        screen.text(texts.say(
            "statement.accrued-note",
            args([("accrued", accrued.grouped()), ("rest", rest.grouped())]),
        ));
    }
}

/// Other ways of counting, where they give other figures; each in words with its two sums.
fn alternatives(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let mut grid = Grid {
        head: ["basis", "overdue", "settlement"]
            .map(|c| texts.t(&format!("statement.alternative.{c}")))
            .to_vec(),
        figures: vec![1, 2],
        ..Grid::default()
    };
    let leading = &statement.figures;
    for other in &statement.alternatives {
        let figures = &other.figures;
        let same = figures.overdue.total == leading.overdue.total
            && figures.settlement.total == leading.settlement.total;
        if same {
            continue;
        }
        let word =
            |set: &str, value: &str| texts.t(&format!("statement.alternative.{set}.{value}"));
        let mut name = match &other.guess {
            Some(guess) => texts.say(
                &format!(
                    "statement.alternative.guess.{}",
                    guess.member.replace('_', "-")
                ),
                [("value", guess.value.clone())],
            ),
            None => word("order", &named(&other.basis.order)),
        };
        if other.guess.is_none() {
            name.push_str(&word("spread", &named(&other.basis.spread)));
            if other.basis.principal != statement.basis.principal {
                name.push_str(&word("principal", &named(&other.basis.principal)));
            }
        }
        grid.rows.push(vec![
            name,
            amount(texts, figures.overdue.total),
            amount(texts, figures.settlement.total),
        ]);
    }
    if !grid.rows.is_empty() {
        screen.title(texts.t("statement.alternative.title"));
        screen.text(texts.t("statement.alternative.why"));
        screen.grid(grid);
    }
}

fn position(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let overdue = &statement.figures.overdue;
    match (overdue.since, overdue.installments) {
        (Some(since), Some(installments)) => {
            screen.text(texts.say(
                "statement.overdue",
                args([
                    ("installments", installments.to_string()),
                    ("since", texts.day(since)),
                    ("days", overdue.days.unwrap_or(0).to_string()),
                    (
                        "total",
                        overdue.total.map_or_else(String::new, Money::grouped),
                    ),
                ]),
            ));
        }
        (None, Some(0)) => {
            screen.text(texts.t("statement.not-overdue"));
        }
        _ => {}
    }
    if let Some(rest) = statement.figures.not_yet_due.principal {
        screen.text(texts.say(
            "statement.not-yet-due",
            args([("principal", rest.grouped())]),
        ));
    }
    if statement.figures.outstanding.principal.is_some() {
        let settlement = statement.figures.settlement.total;
        let total = settlement.map_or_else(String::new, Money::grouped);
        screen.text(texts.say("statement.settlement", args([("total", total)])));
    }
}

fn cost(texts: &Texts, statement: &Statement, screen: &mut Screen) {
    let Some(cost) = &statement.annual_cost else {
        return;
    };
    if let (Some(nominal), Some(effective)) = (cost.nominal.percent(), cost.effective.percent()) {
        screen.text(texts.say(
            "statement.annual-cost",
            args([("nominal", nominal), ("effective", effective)]),
        ));
    } else if [cost.effective, cost.xirr].contains(&Cost::AboveRange) {
        screen.text(texts.t("statement.annual-cost-above"));
    }
}

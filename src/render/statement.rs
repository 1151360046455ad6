//! A statement as a screen: claimed, recomputed, the difference by part, what to do, what is unknown.

use super::bar::Bars;
use super::dates::long_date;
use super::ranges::ranges;
use super::rules::word as named;
use super::schedule::schedule;
use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::allocation::Component;
use crate::domain::annual_cost::Cost;
use crate::domain::ceiling::{Applies, CeilingAnswer};
use crate::domain::coded::args;
use crate::domain::finding::{Finding, Severity};
use crate::domain::loan::{ClaimScope, Loan};
use crate::domain::money::Money;
use crate::domain::statement::{Against, ComparisonLine, Statement, Sum, Totals};

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
    let heading = [("loan", name), ("as_of", long_date(statement.as_of))];
    screen.title(texts.say("statement.title", args(heading)));
    headline(texts, statement, &mut screen);
    comparison(texts, statement, &mut screen);
    bars(texts, statement, &mut screen);
    position(texts, statement, &mut screen);
    accrued_note(texts, statement, &mut screen);
    cost(texts, statement, &mut screen);
    alternatives(texts, statement, &mut screen);
    ranges(texts, statement, &mut screen);
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
        for step in &statement.working {
            let words = texts.say(&format!("working.{}", step.code), &step.args);
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
        screen.grid(comparison_grid(texts, &chosen));
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

fn comparison_grid(texts: &Texts, lines: &[&ComparisonLine]) -> Grid {
    let mut grid = Grid {
        head: ["part", "claimed", "recomputed", "difference"]
            .map(|c| texts.t(&format!("statement.column.{c}")))
            .to_vec(),
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
                    ("since", long_date(since)),
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

fn applies_word(applies: Applies) -> &'static str {
    match applies {
        Applies::Yes => "yes",
        Applies::No => "no",
        Applies::Depends => "depends",
    }
}

fn ceilings(texts: &Texts, statement: &Statement, cited: Cited<'_>, screen: &mut Screen) {
    // What was never written for this kind of lender is left out here; `--json` has every answer.
    let told = |c: &&CeilingAnswer| {
        c.applies != Applies::No || texts.has(&format!("ceilings.tell-no.{}", c.why))
    };
    let list: Vec<&CeilingAnswer> = statement.ceilings.iter().filter(told).collect();
    if list.is_empty() {
        return;
    }
    screen.title(texts.t("statement.ceilings-title"));
    for ceiling in list {
        let name = texts.t(&format!("ceilings.{}.name", ceiling.id));
        let applies = texts.t(&format!(
            "statement.applies.{}",
            applies_word(ceiling.applies)
        ));
        let why = texts.t(&format!("ceilings.why.{}", ceiling.why));
        screen.item(
            "-",
            texts.say(
                "statement.ceiling",
                [
                    ("name", name),
                    ("applies", applies),
                    ("why", why),
                    ("sources", cited(&ceiling.citations).join("；")),
                ],
            ),
        );
    }
}

/// Findings, the most urgent first, each with its next step.
pub fn findings(texts: &Texts, list: &[&Finding], cited: Cited<'_>, screen: &mut Screen) {
    if list.is_empty() {
        return;
    }
    screen.title(texts.t("statement.findings-title"));
    let mut sorted: Vec<&Finding> = list.to_vec();
    sorted.sort_by_key(|f| f.severity);
    for (i, finding) in sorted.iter().enumerate() {
        let key = format!("findings.{}", finding.code);
        let mut values = finding.args.clone();
        if let Some(id) = values.get("ceiling").cloned() {
            values.insert("ceiling", texts.t(&format!("ceilings.{id}.name")));
        }
        let word = match finding.severity {
            Severity::ActNow => "act-now",
            Severity::Dispute => "dispute",
            Severity::Ask => "ask",
            Severity::Note => "note",
        };
        let line = texts.say(
            "statement.finding",
            [
                ("severity", texts.t(&format!("statement.severity.{word}"))),
                ("title", texts.say(&format!("{key}.title"), &values)),
                ("text", texts.say(&format!("{key}.text"), &values)),
                ("next", texts.say(&format!("{key}.next"), &values)),
                ("sources", cited(&finding.citations).join("；")),
            ],
        );
        screen.item(format!("{}.", i + 1), line);
    }
}

/// What is unknown and where it is to be had.
fn missing(texts: &Texts, list: &[&Finding], screen: &mut Screen) {
    if list.is_empty() {
        return;
    }
    screen.title(texts.t("statement.missing-title"));
    for finding in list {
        let title = texts.say("findings.fact-missing.title", &finding.args);
        let text = texts.say("findings.fact-missing.text", &finding.args);
        let next = texts.say("findings.fact-missing.next", &finding.args);
        screen.item(
            "-",
            texts.say(
                "statement.missing-line",
                [("title", title), ("text", text), ("next", next)],
            ),
        );
    }
}

/// A sum, with the number of loans it leaves out because theirs isn't known.
fn sum(texts: &Texts, sum: Sum) -> String {
    let known = amount(texts, sum.known);
    if sum.unknown == 0 || sum.known.is_none() {
        return known;
    }
    texts.say(
        "statement.totals.partial",
        args([("known", known), ("unknown", sum.unknown.to_string())]),
    )
}

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
            amount(texts, total.as_ref().and_then(|l| l.recomputed)),
            total
                .as_ref()
                .and_then(|l| l.difference)
                .map_or_else(|| texts.t("statement.no-difference"), Money::grouped),
            amount(texts, statement.figures.overdue.total),
        ]);
    }
    grid.rows.push(vec![
        texts.t("statement.totals.sum"),
        sum(texts, totals.claimed),
        sum(texts, totals.recomputed),
        // A difference of sums that leave out different loans would mean nothing.
        totals
            .claimed
            .complete()
            .zip(totals.recomputed.complete())
            .map_or_else(
                || texts.t("statement.no-difference"),
                |(c, r)| (c - r).grouped(),
            ),
        sum(texts, totals.overdue),
    ]);
    screen.grid(grid);
    screen
}

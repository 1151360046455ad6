//! Loans of a case: read for a day, listed, paid off, put away and taken back.

mod line;
mod problem;

pub use problem::{problem_words, refused};

use super::Failure;
use super::context::Context;
use crate::domain::case::{Case, LoanState, Offer, SetAside, loan_id};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{Loan, LoanProblem};
use crate::domain::money::Money;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::flow::Kind as AnswerKind;
use crate::interview::reading;
use crate::render::case::state_words;
use crate::render::dates::short_date;
use crate::render::screen::{Grid, Screen};
use crate::render::statement::{Days, figures_of};
use crate::render::texts::Texts;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::json;
use toml::Table;

/// The loans of a case that count, for the day: neither paid off nor put away.
///
/// # Errors
/// One has become unreadable; every problem is listed.
pub fn counted(context: &Context, case: &Case) -> Result<Vec<Loan>, Failure> {
    case.counted_loans()
        .map(|table| checked(context, table))
        .collect()
}

/// A stored loan for the day.
///
/// # Errors
/// Every problem of it.
pub fn checked(context: &Context, table: &Table) -> Result<Loan, Failure> {
    problems_or_loan(context, table).map_err(|problems| {
        let id = loan_id(table).unwrap_or_default().to_owned();
        Failure::new("loan-damaged", Kind::Case, args([("id", id)]))
            .with_details(problem_words(context, &problems))
    })
}

/// The answers of an interview as a loan.
///
/// # Errors
/// Together they make none; the draft is still there to mend them.
pub fn consistent(context: &Context, table: &Table) -> Result<Loan, Failure> {
    problems_or_loan(context, table).map_err(|problems| {
        Failure::new("answers-not-consistent", Kind::Usage, args([]))
            .with_details(problem_words(context, &problems))
    })
}

/// A table as a loan for the day, or all that is wrong with it.
pub fn problems_or_loan(context: &Context, table: &Table) -> Result<Loan, Vec<LoanProblem>> {
    let text = toml::to_string(table).unwrap_or_default();
    Loan::from_toml(&text, Some(context.as_of()))
}

/// A checked loan as the case file keeps it.
///
/// # Errors
/// The serialiser's; none is known for a checked loan.
pub fn as_stored(loan: &Loan) -> Result<Table, Failure> {
    let reason = |e: String| Failure::new("internal", Kind::Internal, args([("reason", e)]));
    let text = loan.to_toml().map_err(|e| reason(e.to_string()))?;
    toml::from_str(&text).map_err(|e| reason(e.to_string()))
}

/// The stored loan of this id.
///
/// # Errors
/// There is none; the ids there are are named.
pub fn stored<'c>(case: &'c Case, id: &str) -> Result<&'c Table, Failure> {
    case.loan(id).ok_or_else(|| {
        let known: Vec<&str> = case.loan_ids().collect();
        let args = args([("id", id.to_owned()), ("known", known.join("、"))]);
        Failure::new("loan-not-found", Kind::Case, args)
    })
}

/// `menshen case loans`: one line each, those set aside too.
///
/// # Errors
/// The case can't be read.
pub fn list(context: &Context) -> Result<(), Failure> {
    let texts = &context.texts;
    let case = context.open_case()?.load()?;
    let book = context.legal_book()?;
    // One loan that can't be read any more must not hide the others.
    let statement = |table| {
        let loan = problems_or_loan(context, table).ok()?;
        Some(reconcile(&loan, book, &Options::default()))
    };
    let statements: Vec<Option<Statement>> = case.loans.iter().map(statement).collect();
    let days = Days::of(statements.iter().flatten());
    let mut grid = Grid {
        head: columns(texts, days),
        figures: match days {
            Days::One => vec![2, 3, 4],
            Days::Several { .. } => vec![2, 3, 4, 5],
        },
        wraps: vec![(1, 8)],
        ..Grid::default()
    };
    let mut rows = Vec::new();
    for (table, statement) in case.loans.iter().zip(&statements) {
        let id = loan_id(table).unwrap_or_default();
        let state = case.loan_states.get(id);
        let figures = statement.as_ref().map(Figures::of);
        let shown = |amount: Option<Money>| {
            amount.map_or_else(|| texts.t("statement.unknown"), Money::grouped)
        };
        let lender = table.get("lender").and_then(toml::Value::as_str);
        let words = match (state, statement) {
            (Some(state), _) => state_words(texts, state),
            (None, None) => texts.t("case.unreadable"),
            (None, Some(_)) => texts.t("case.state.counts"),
        };
        let [claimed, recomputed, overdue] = figures
            .as_ref()
            .map_or([None; 3], |f| [f.claimed, f.recomputed, f.overdue]);
        let on = statement.as_ref().map(figures_of);
        let mut row = vec![
            id.to_owned(),
            lender.unwrap_or_default().to_owned(),
            claimed.map_or_else(|| texts.t("statement.not-given"), Money::grouped),
            shown(recomputed),
            shown(overdue),
            words,
        ];
        if days != Days::One {
            row.insert(
                4,
                on.map_or_else(String::new, |on| short_date(on, context.as_of())),
            );
        }
        grid.rows.push(row);
        rows.push(json!({
            "id": id, "lender": lender, "claimed": claimed, "recomputed": recomputed,
            "recomputed_on": on, "overdue": overdue, "overdue_on": statement.as_ref().map(|s| s.as_of), "readable": statement.is_some(), "state": state,
        }));
    }
    let mut screen = Screen::new();
    if rows.is_empty() {
        screen.text(texts.t("case.no-loans"));
    }
    screen.grid(grid);
    context.emit(&screen, &json!({"ok": true, "loans": rows}))
}

/// The heads of the list; where figures are of several days, one column says which.
fn columns(texts: &Texts, days: Days) -> Vec<String> {
    let column = |c: &str| texts.t(&format!("case.loans-column.{c}"));
    let mut head = ["loan", "lender", "claimed", "recomputed"]
        .map(column)
        .to_vec();
    match days {
        Days::One => head.push(column("overdue")),
        Days::Several { as_of } => head.extend([
            column("compared-on"),
            texts.say(
                "case.loans-column.overdue-on",
                [("on", short_date(as_of, as_of))],
            ),
        ]),
    }
    head.push(column("state"));
    head
}

/// What is said of a loan in one line.
pub struct Figures {
    /// What the other side says.
    pub claimed: Option<Money>,
    /// For what the claim covers; without a claim, what would end the loan.
    pub recomputed: Option<Money>,
    /// Of it, what is overdue.
    pub overdue: Option<Money>,
}

impl Figures {
    /// Those of a reconciliation.
    pub fn of(statement: &Statement) -> Figures {
        let recomputed = match &statement.claim {
            Some(_) => statement.comparison().last().and_then(|l| l.recomputed),
            None => statement.figures.settlement.total,
        };
        Figures {
            claimed: statement.claim.as_ref().map(|c| c.total),
            recomputed,
            overdue: statement.figures.overdue.total,
        }
    }
}

fn text_of<'m>(matches: &'m ArgMatches, id: &str) -> &'m str {
    matches.get_one::<String>(id).map_or("", String::as_str)
}

/// A value of the command line, read as one of a file.
///
/// # Errors
/// Why it can't be used, in words.
pub fn read_value(context: &Context, kind: &AnswerKind, text: &str) -> Result<String, Failure> {
    let rejected = match reading::read_in_file(kind, text, context.as_of()) {
        Ok(reading) => match reading.value.given() {
            Some(value) => return Ok(value.to_owned()),
            None => reading::Rejected::new("empty"),
        },
        Err(rejected) => rejected,
    };
    Err(value_refused(context, &rejected))
}

/// The failure for a value that can't be used.
pub fn value_refused(context: &Context, rejected: &reading::Rejected) -> Failure {
    let words = context
        .texts
        .say(&format!("rejected.{}", rejected.code), &rejected.args);
    Failure::new("fact-rejected", Kind::Usage, args([("why", words)]))
}

/// `menshen case settle`: paid off, by the borrower's word.
///
/// # Errors
/// No such loan, the day or the amount can't be used, it is set aside already, or the disk.
pub fn settle(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let day = read_value(
        context,
        &AnswerKind::Date { future: false },
        text_of(matches, "on"),
    )?;
    let on: NaiveDate = day.parse().unwrap_or_else(|_| context.as_of());
    let amount = match matches.get_one::<String>("amount") {
        Some(text) => Money::parse(&read_value(context, &AnswerKind::Money, text)?).ok(),
        None => None,
    };
    let state = LoanState {
        state: SetAside::Settled,
        on,
        amount,
    };
    let id = text_of(matches, "loan");
    let (table, offer) = put_aside(context, id, state.clone())?;
    let mut screen = Screen::new();
    screen.text(
        context
            .texts
            .say("case.settled", [("id", id), ("on", &day)]),
    );
    // What the contract gives for that day: a sum far from it is worth a question.
    let expected = problems_or_loan(context, &table)
        .ok()
        .and_then(|loan| loan.with_as_of(on).ok())
        .map(|loan| {
            context
                .legal_book()
                .map(|b| reconcile(&loan, b, &Options::default()))
        })
        .transpose()?
        .and_then(|statement| statement.figures.settlement.total);
    if let Some(expected) = expected.filter(|e| amount != Some(*e)) {
        let args = [
            ("on", day.clone()),
            ("expected", expected.grouped()),
            ("amount", amount.map_or_else(String::new, Money::grouped)),
        ];
        screen.text(context.texts.say("case.settled-expected", args));
    }
    say_offer(context, &mut screen, offer.as_ref());
    screen.text(context.texts.t("case.settled-proof"));
    let json = json!({"ok": true, "id": id, "state": state, "expected": expected, "offer_withdrawn": offer});
    context.emit(&screen, &json)
}

/// `menshen case archive-loan`: put away, taken back with `restore-loan`.
///
/// # Errors
/// No such loan, it is set aside already, or the disk.
pub fn archive(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let state = LoanState {
        state: SetAside::Archived,
        on: context.as_of(),
        amount: None,
    };
    let id = text_of(matches, "loan");
    let (_, offer) = put_aside(context, id, state.clone())?;
    let mut screen = Screen::new();
    screen.text(context.texts.say("case.archived", [("id", id)]));
    say_offer(context, &mut screen, offer.as_ref());
    context.emit(
        &screen,
        &json!({"ok": true, "id": id, "state": state, "offer_withdrawn": offer}),
    )
}

fn put_aside(
    context: &Context,
    id: &str,
    state: LoanState,
) -> Result<(Table, Option<Offer>), Failure> {
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let table = stored(&case, id)?.clone();
    if let Some(before) = case.loan_states.get(id) {
        let words = state_words(&context.texts, before);
        let args = args([("id", id.to_owned()), ("state", words)]);
        return Err(Failure::new("loan-set-aside", Kind::Case, args));
    }
    let offer = case.set_aside(id, state);
    folder.save(&case, &lock)?;
    Ok((table, offer))
}

fn say_offer(context: &Context, screen: &mut Screen, offer: Option<&Offer>) {
    if let Some(offer) = offer {
        let args = [
            ("id", offer.loan.clone()),
            ("monthly", offer.monthly.grouped()),
        ];
        screen.text(context.texts.say("case.offer-withdrawn", args));
    }
}

/// `menshen case restore-loan`: counts again.
///
/// # Errors
/// No such loan, it isn't set aside, or the disk.
pub fn restore(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let id = text_of(matches, "loan");
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    stored(&case, id)?;
    let Some(before) = case.loan_states.remove(id) else {
        let args = args([("id", id.to_owned())]);
        return Err(Failure::new("loan-not-set-aside", Kind::Case, args));
    };
    folder.save(&case, &lock)?;
    let mut screen = Screen::new();
    let was = state_words(&context.texts, &before);
    screen.text(
        context
            .texts
            .say("case.restored", [("id", id), ("was", &was)]),
    );
    context.emit(&screen, &json!({"ok": true, "id": id, "was": before}))
}

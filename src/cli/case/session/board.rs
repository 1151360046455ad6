//! What is known, missing and urgent in a case.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::super::{confirm, due, plan, tonight};
use super::typist::Typist;
use crate::domain::case::Case;
use crate::domain::coded::args;
use crate::domain::guide::{Standing, Todo, first_three};
use crate::domain::statement::{Options, Statement, reconcile, totals};
use crate::render::texts::Texts;

/// How many days that press, and how many that are still ahead, are named before the rest is counted.
const DAYS_SHOWN: usize = 3;

/// A case at a glance.
pub(super) struct Board {
    pub known: Vec<String>,
    pub missing: Vec<String>,
    /// Loans for which somebody says they are to be paid now.
    pub new_payee: Option<String>,
    /// What a court's papers ask for, one line a day that isn't over.
    pub court: Vec<String>,
    /// Days that have passed or come within the week, and those a court set running.
    pub pressing: Vec<String>,
    /// The days further ahead.
    pub days: Vec<String>,
    pub first: Vec<Todo>,
    pub statements: Vec<Statement>,
}

impl Board {
    /// Looks at a case. Without consent that is what is missing first, unless the borrower types.
    ///
    /// # Errors
    /// A loan, the log or the rule book can't be read.
    pub fn of(context: &Context, case: &Case, typist: Typist) -> Result<Board, Failure> {
        let book = context.legal_book()?;
        let statements: Vec<Statement> = confirm::loans(context, case)?
            .iter()
            .map(|loan| reconcile(loan, book, &Options::default()))
            .collect();
        let standing = tonight::standing(context, case, &statements)?;
        let all = due::open_days(context, &context.texts, case)?;
        let court = all.iter().filter_map(|day| court_line(&context.texts, day));
        let court = court.collect();
        let (pressing, ahead): (Vec<_>, Vec<_>) = all.into_iter().partition(|day| day.is_urgent);
        let lines = |days: Vec<due::OpenDay>| days.into_iter().map(|day| day.line).collect();
        let new_payee = (!standing.new_payee.is_empty()).then(|| {
            let loans = [("loans", context.texts.listed(&standing.new_payee))];
            context.texts.say("session.line.new-payee", loans)
        });
        let mut known = known(context, case, &statements, &standing)?;
        if typist == Typist::Borrower {
            known.insert(0, context.texts.t("session.line.borrower-types"));
        }
        Ok(Board {
            known,
            missing: missing(context, case, &standing, typist),
            new_payee,
            court,
            pressing: lines(pressing),
            days: lines(ahead),
            first: first_three(&standing),
            statements,
        })
    }

    /// What can't wait; days left out are counted in the words of `more`.
    pub fn urgent(&self, texts: &Texts, more: &str) -> Vec<String> {
        let pressing = first_of(texts, &self.pressing, more);
        self.new_payee.iter().cloned().chain(pressing).collect()
    }

    /// The next days further ahead; those left out are counted in the words of `more`.
    pub fn ahead(&self, texts: &Texts, more: &str) -> Vec<String> {
        first_of(texts, &self.days, more)
    }
}

fn court_line(texts: &Texts, day: &due::OpenDay) -> Option<String> {
    let court = day.court?;
    let word = if day.is_past { "past" } else { court.id() };
    Some(texts.say(&format!("take-home.court.{word}"), [("day", &day.line)]))
}

fn first_of(texts: &Texts, days: &[String], more: &str) -> Vec<String> {
    let mut shown: Vec<String> = days.iter().take(DAYS_SHOWN).cloned().collect();
    if days.len() > DAYS_SHOWN {
        shown.push(texts.say(more, [("count", days.len() - DAYS_SHOWN)]));
    }
    shown
}

fn known(
    context: &Context,
    case: &Case,
    statements: &[Statement],
    standing: &Standing,
) -> Result<Vec<String>, Failure> {
    let texts = &context.texts;
    let mut out = Vec::new();
    if !statements.is_empty() {
        let overdue = totals(statements).overdue;
        let unknown = match overdue.unknown {
            0 => String::new(),
            count => count.to_string(),
        };
        let words = args([
            ("loans", statements.len().to_string()),
            (
                "overdue",
                overdue.known.map_or_else(String::new, |m| m.grouped()),
            ),
            ("unknown", unknown),
        ]);
        out.push(texts.say("session.line.loans", words));
    }
    if let Some(household) = case.household.as_ref().filter(|h| h.is_complete()) {
        let capacity = household.surplus(plan::conventions(context)?).capacity;
        out.push(match capacity.is_zero() {
            true => texts.t("session.line.no-capacity"),
            false => texts.say("session.line.capacity", [("capacity", capacity.grouped())]),
        });
    }
    if let Some(entries @ 1..) = standing.entries {
        out.push(texts.say("session.line.entries", [("entries", entries)]));
    }
    if let Some(consent) = case.counsel.standing_consent(context.as_of()) {
        let until = [("until", context.texts.day(consent.keep_until))];
        out.push(texts.say("session.line.consent", until));
    }
    Ok(out)
}

fn missing(context: &Context, case: &Case, standing: &Standing, typist: Typist) -> Vec<String> {
    let line = |key: &str| context.texts.t(&format!("session.line.{key}"));
    let of = |key: &str, loans: &[String]| {
        let loans = [("loans", context.texts.listed(loans))];
        context.texts.say(&format!("session.line.{key}"), loans)
    };
    let mut out = Vec::new();
    let agreed = case.counsel.standing_consent(context.as_of()).is_some();
    if typist == Typist::Helper && !agreed {
        out.push(line("no-consent"));
    }
    if standing.loans.is_empty() {
        out.push(line("no-loans"));
    }
    if !standing.in_question.is_empty() {
        out.push(of("not-reckoned", &standing.in_question));
    }
    let asked = |id: &&String| !standing.statement_asked.contains(id);
    let unasked: Vec<String> = standing.in_question.iter().filter(asked).cloned().collect();
    if !unasked.is_empty() {
        out.push(of("no-statement", &unasked));
    }
    if !standing.budgeted {
        out.push(line("no-household"));
    } else if standing.spending_unknown {
        out.push(line("household-open"));
    }
    match standing.entries {
        None | Some(0) => out.push(line("no-entries")),
        Some(_) if standing.anchored_through == 0 => out.push(line("no-anchor")),
        Some(_) => {}
    }
    out
}

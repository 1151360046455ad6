//! Which loan a letter is about.

use crate::cli::Failure;
use crate::cli::context::Context;
use crate::cli::facts;
use crate::cli::loan::{checked, counted};
use crate::domain::case::{Case, SetAside};
use crate::domain::ceiling::LegalBook;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{About, Facts, Letter};
use crate::domain::loan::Loan;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::render::case::state_words;

/// The loan a letter is about with its reconciliation, or none.
pub struct Subject {
    known: Option<(Loan, Statement)>,
}

impl Subject {
    /// Reconciles the loan.
    pub fn new(loan: Option<Loan>, book: &LegalBook) -> Subject {
        let known = loan.map(|loan| {
            let statement = reconcile(&loan, book, &Options::default());
            (loan, statement)
        });
        Subject { known }
    }

    /// The loan.
    pub fn loan(&self) -> Option<&Loan> {
        self.known.as_ref().map(|(loan, _)| loan)
    }

    /// The loan with its reconciliation.
    pub fn known(&self) -> Option<(&Loan, &Statement)> {
        self.known.as_ref().map(|(loan, of)| (loan, of))
    }

    /// Its id; empty where there is none.
    pub fn id(&self) -> &str {
        self.loan().map_or("", |loan| loan.id.as_str())
    }

    /// What is known of how it ended, and of letters sent about it before.
    pub fn add(&self, facts: &mut Facts, context: &Context, case: &Case) {
        if let Some(state) = case.loan_states.get(self.id()) {
            facts.flag("has-settled", state.state == SetAside::Settled);
            facts.value("settled_on", Some(context.paper.day(state.on)));
            let amount = state.amount.map(|m| facts::sum(&context.paper, m));
            facts.value("settled_amount", amount);
        }
        let sent = |letter: &str| {
            let of_loan = case.sent.iter().filter(|s| s.loan == self.id());
            of_loan.filter(|s| s.letter == letter).map(|s| s.on).max()
        };
        for (letter, name) in [("C1", "statement-asked"), ("C2", "plan-asked")] {
            let on = sent(letter).map(|day| context.paper.day(day));
            facts.flag(name, on.is_some());
            facts.value(&format!("{}_on", name.replace('-', "_")), on);
        }
    }
}

/// The loan of this name, the only one there is, or the one picked; none where the letter can do
/// without.
///
/// # Errors
/// There is none to write about, none was named, or it is in another state than the letter says.
pub fn chosen(
    context: &Context,
    case: &Case,
    letter: &Letter,
    wanted: Option<&str>,
) -> Result<Option<Loan>, Failure> {
    let settled = letter.about == About::SettledLoan;
    let loans = match letter.about {
        About::SettledLoan => of_settled(context, case)?,
        About::AnyLoan => [counted(context, case)?, of_settled(context, case)?].concat(),
        About::OpenLoan | About::LoanOrNone => counted(context, case)?,
    };
    let known: Vec<String> = loans.iter().map(|l| l.id.clone()).collect();
    if let Some(wanted) = wanted {
        return match loans.into_iter().find(|l| l.id == wanted) {
            Some(loan) => Ok(Some(loan)),
            None => Err(not_this(context, case, wanted, settled, &known)),
        };
    }
    let asks = context.manner.interactive && context.answers.is_none();
    match loans.as_slice() {
        [_, ..] if letter.about == About::LoanOrNone && asks => one_or_none(context, &loans),
        _ if letter.about == About::LoanOrNone => Ok(None),
        [] if settled => Err(not_settled(case, "")),
        [] => Err(no_loan(case, "", &known)),
        [only] => Ok(Some(only.clone())),
        several if asks => {
            let prompt = context.texts.t("letter.pick-loan");
            crate::terminal::pick(&prompt, &named(several), context.manner)
                .and_then(|i| several.get(i).cloned())
                .map(Some)
                .ok_or_else(super::interrupted)
        }
        _ => {
            let args = args([("known", context.texts.listed(&known))]);
            Err(Failure::new("letter-loan-needed", Kind::AnswerNeeded, args)
                .with_needed(vec!["loan".into()]))
        }
    }
}

/// One of the loans, or none of them.
fn one_or_none(context: &Context, loans: &[Loan]) -> Result<Option<Loan>, Failure> {
    let mut names = named(loans);
    names.push(context.texts.t("letter.pick-no-loan"));
    let prompt = context.texts.t("letter.pick-about");
    let picked = crate::terminal::pick(&prompt, &names, context.manner);
    Ok(loans.get(picked.ok_or_else(super::interrupted)?).cloned())
}

/// Each loan by its short name and what it is known by: nobody has to remember which is A2.
fn named(loans: &[Loan]) -> Vec<String> {
    let name = |loan: &Loan| {
        let about = [&loan.about.product, &loan.about.lender];
        let about = about.into_iter().flatten().map(String::as_str);
        let parts: Vec<&str> = std::iter::once(loan.id.as_str()).chain(about).collect();
        parts.join("  ")
    };
    loans.iter().map(name).collect()
}

fn of_settled(context: &Context, case: &Case) -> Result<Vec<Loan>, Failure> {
    case.loan_ids()
        .filter(|id| {
            let state = case.loan_states.get(*id);
            state.is_some_and(|s| s.state == SetAside::Settled)
        })
        .filter_map(|id| case.loan(id))
        .map(|table| checked(context, table))
        .collect()
}

fn no_loan(case: &Case, loan: &str, known: &[String]) -> Failure {
    let aside: Vec<&str> = case.loan_states.keys().map(String::as_str).collect();
    let args = args([
        ("loan", loan.to_owned()),
        ("known", known.join("、")),
        ("aside", aside.join("、")),
    ]);
    Failure::new("letter-no-loan", Kind::Case, args)
}

fn not_settled(case: &Case, loan: &str) -> Failure {
    let open: Vec<&str> = case
        .loan_ids()
        .filter(|id| !case.loan_states.contains_key(*id))
        .collect();
    let args = args([("loan", loan.to_owned()), ("known", open.join("、"))]);
    Failure::new("letter-not-settled", Kind::Case, args)
}

fn not_this(
    context: &Context,
    case: &Case,
    wanted: &str,
    settled: bool,
    known: &[String],
) -> Failure {
    if settled && case.loan(wanted).is_some() {
        return not_settled(case, wanted);
    }
    let Some(state) = case.loan_states.get(wanted) else {
        return no_loan(case, wanted, known);
    };
    let is_settled = state.state == SetAside::Settled;
    let mut said = Args::new();
    said.insert("loan", wanted.to_owned());
    said.insert("state", state_words(&context.texts, state));
    said.insert("settled", if is_settled { "1" } else { "" }.to_owned());
    said.insert("known", context.texts.listed(known));
    Failure::new("letter-loan-set-aside", Kind::Case, said)
}

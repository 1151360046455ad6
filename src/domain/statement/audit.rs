//! Many loans, one a line.

use super::{Options, reconcile};
use crate::domain::ceiling::LegalBook;
use crate::domain::loan::{Loan, LoanProblem, Node};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Serialize)]
struct Refusal<'r> {
    id: Option<&'r str>,
    line: usize,
    ok: bool,
    error: Reason<'r>,
}

#[derive(Serialize)]
struct Reason<'r> {
    code: &'r str,
    member: &'r str,
    message: String,
}

/// One line in, one line out (without its end): the statement, or the first problem of the loan.
/// `line` is counted from 1; `message` finds the words of a problem.
pub fn audit_line(
    line: usize,
    text: &str,
    as_of: Option<NaiveDate>,
    book: &LegalBook,
    options: &Options,
    message: &dyn Fn(&LoanProblem) -> String,
) -> String {
    let problems = match Loan::from_json(text, as_of) {
        Ok(loan) => {
            // Serialising plain structures into a string has no way to fail.
            return serde_json::to_string(&reconcile(&loan, book, options)).unwrap_or_default();
        }
        Err(problems) => problems,
    };
    let id = readable_id(text);
    let refusal = problems.first().map(|problem| Refusal {
        id: id.as_deref(),
        line,
        ok: false,
        error: Reason {
            code: problem.code,
            member: &problem.member,
            message: message(&on_line(problem, line)),
        },
    });
    serde_json::to_string(&refusal).unwrap_or_default()
}

/// The problem with the line of the batch: within itself a loan stands on its first line always.
fn on_line(problem: &LoanProblem, line: usize) -> LoanProblem {
    let mut problem = problem.clone();
    if let Some(named) = problem.args.get_mut("line") {
        *named = line.to_string();
    }
    problem
}

/// The id of a loan that was refused for something else.
fn readable_id(text: &str) -> Option<String> {
    let Ok(Node::Members(members)) = serde_json::from_str(text) else {
        return None;
    };
    members.into_iter().find_map(|(name, node)| match node {
        Node::Text(id) if name == "id" => Some(id),
        _ => None,
    })
}

//! Many loans, one a line: from a file, or from the cases a home keeps.

use super::{Options, reconcile};
use crate::domain::case::loan_id;
use crate::domain::ceiling::LegalBook;
use crate::domain::loan::{LONGEST_JSON, Loan, LoanProblem, Node};
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

/// An answer with the case it belongs to.
#[derive(Serialize)]
struct InCase<'c, A> {
    case: &'c str,
    #[serde(flatten)]
    answer: A,
}

/// Where an answer stands among those for cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasePlace<'c> {
    /// The case's name.
    pub case: &'c str,
    /// The number of the answer's line, counted from 1.
    pub line: usize,
}

/// How the lines of a batch are answered.
#[derive(Clone, Copy)]
pub struct Audit<'a> {
    /// The rule book.
    pub book: &'a LegalBook,
    /// What to give besides the figures.
    pub options: Options,
    /// The caller's day, which wins over that of a line.
    pub as_of: Option<NaiveDate>,
    /// Finds the words of a problem.
    pub message: &'a (dyn Fn(&LoanProblem) -> String + Sync),
}

impl Audit<'_> {
    /// One line in, one line out, put behind what stands in `out`, with its end: the statement, or
    /// the first problem of the loan. `line` is counted from 1. Answers whether it was a statement.
    pub fn answer(&self, line: usize, text: &str, out: &mut Vec<u8>) -> bool {
        let loan = Loan::from_json(text, self.as_of);
        // Serialising plain structures into memory has no way to fail.
        let _ = match &loan {
            Ok(loan) => {
                serde_json::to_writer(&mut *out, &reconcile(loan, self.book, &self.options))
            }
            Err(problems) => {
                let id = readable_id(text);
                let refusal = problems.first().map(|problem| Refusal {
                    id: id.as_deref(),
                    line,
                    ok: false,
                    error: Reason {
                        code: problem.code,
                        member: &problem.member,
                        message: (self.message)(&on_line(problem, line)),
                    },
                });
                serde_json::to_writer(&mut *out, &refusal)
            }
        };
        out.push(b'\n');
        loan.is_ok()
    }

    /// The answer for a stored loan of a case: as [`Audit::answer`] gives it, with the case's name
    /// first. Answers whether it was a statement.
    pub fn answer_stored(
        &self,
        at: CasePlace<'_>,
        stored: &toml::Table,
        out: &mut Vec<u8>,
    ) -> bool {
        let text = toml::to_string(stored).unwrap_or_default();
        let loan = Loan::from_toml(&text, self.as_of);
        match &loan {
            Ok(loan) => put(at, reconcile(loan, self.book, &self.options), out),
            Err(problems) => {
                let refusal = problems.first().map(|problem| Refusal {
                    id: loan_id(stored),
                    line: at.line,
                    ok: false,
                    error: Reason {
                        code: problem.code,
                        member: &problem.member,
                        message: (self.message)(problem),
                    },
                });
                put(at, refusal, out);
            }
        }
        loan.is_ok()
    }

    /// The line for a case whose loans can't be reached, with the reason.
    pub fn refuse_case(&self, at: CasePlace<'_>, code: &str, message: String, out: &mut Vec<u8>) {
        let refusal = Refusal {
            id: None,
            line: at.line,
            ok: false,
            error: Reason {
                code,
                member: "",
                message,
            },
        };
        put(at, refusal, out);
    }
}

fn put(at: CasePlace<'_>, answer: impl Serialize, out: &mut Vec<u8>) {
    let case = at.case;
    // Serialising plain structures into memory has no way to fail.
    let _ = serde_json::to_writer(&mut *out, &InCase { case, answer });
    out.push(b'\n');
}

/// The problem with the line of the batch: within itself a loan stands on its first line always.
fn on_line(problem: &LoanProblem, line: usize) -> LoanProblem {
    let mut problem = problem.clone();
    if let Some(named) = problem.args.get_mut("line") {
        *named = line.to_string();
    }
    problem
}

/// The id of a loan that was refused for something else. Of a line that is too long only parts may be
/// left, and no id is looked for.
fn readable_id(text: &str) -> Option<String> {
    if text.len() > LONGEST_JSON {
        return None;
    }
    let Ok(Node::Members(members)) = serde_json::from_str(text) else {
        return None;
    };
    members.into_iter().find_map(|(name, node)| match node {
        Node::Text(id) if name == "id" => Some(id),
        _ => None,
    })
}

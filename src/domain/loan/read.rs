//! Bytes into a tree. A document that can't be read at all is one problem with its line.

use super::node::Node;
use super::problem::LoanProblem;

/// The longest JSON text of a loan, in bytes: room for ten thousand repayments. Without a bound one
/// line of a batch could take all the memory there is.
pub const LONGEST_JSON: usize = 1 << 20;

/// Reads one JSON value.
pub(super) fn json(text: &str) -> Result<Node, Vec<LoanProblem>> {
    if text.len() > LONGEST_JSON {
        let problem = LoanProblem::new("too-long", "").with("most", LONGEST_JSON);
        return Err(vec![problem.with("line", 1)]);
    }
    serde_json::from_str(text)
        .map_err(|e| vec![LoanProblem::new("not-readable", "").with("line", e.line())])
}

/// Reads a TOML document. The parser itself refuses a repeated member, so its complaint is turned
/// into ours.
pub(super) fn toml(text: &str) -> Result<Node, Vec<LoanProblem>> {
    toml::from_str(text).map_err(|e| {
        let span = e.span().unwrap_or(0..0);
        let before = text.get(..span.start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let problem = if e.message().starts_with("duplicate key") {
            LoanProblem::new("repeated-member", text.get(span).unwrap_or(""))
        } else {
            LoanProblem::new("not-readable", "")
        };
        vec![problem.with("line", line)]
    })
}

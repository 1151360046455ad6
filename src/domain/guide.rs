//! Where a case stands and what to do first, on both tracks: settle, and stay safe.

use super::coded::{Args, args};
use serde::Serialize;

/// What the guide goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Ids of all loans.
    pub loans: Vec<String>,
    /// Loans whose sum isn't known or is claimed higher than recomputed.
    pub in_question: Vec<String>,
    /// Loans for which a request for a statement (C1) was written.
    pub statement_asked: Vec<String>,
    /// Was the household's month worked out?
    pub budgeted: bool,
    /// Is some of its spending still unknown?
    pub spending_unknown: bool,
    /// Can anything be offered a month?
    pub can_offer: bool,
    /// Loans for which a request for an arrangement (C2) is worth writing: something is overdue, the
    /// creditor isn't in doubt, and the time for suing hasn't perhaps run out.
    pub arrangeable: Vec<String>,
    /// Loans for which one was written already.
    pub arrangement_asked: Vec<String>,
    /// What lenders offered back: the loan, and how many points are to be cleared up or asked.
    pub counter_offers: Vec<(String, usize)>,
    /// Loans for which a lender agreed to what was asked, and no agreed payment is recorded yet.
    pub agreed: Vec<String>,
    /// Was a letter written of which it isn't recorded that it went out?
    pub letters_unsent: bool,
    /// Letters that went out and weren't answered by the day set for it, with their loans.
    pub unanswered: Vec<(String, String)>,
    /// Loans that somebody else says they have taken over or paid.
    pub new_payee: Vec<String>,
    /// Entries in the log; `None` if there is no log yet.
    pub entries: Option<usize>,
    /// Up to which entry an anchor was put somewhere; 0 where none was.
    pub anchored_through: u64,
}

/// The two tracks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Towards an arrangement.
    Settle,
    /// Home, family, money, evidence.
    Safe,
}

/// One thing to do. Words: `tonight.<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Todo {
    /// Which track.
    pub track: Track,
    /// Stable code.
    pub code: &'static str,
    /// Values for its words.
    pub args: Args,
}

/// The three things to do first, at least one on each track.
pub fn first_three(standing: &Standing) -> Vec<Todo> {
    let settle = settle(standing);
    let safe = safe(standing);
    // What endangers money tonight goes before any letter.
    let urgent = !standing.new_payee.is_empty();
    let (first, second) = if urgent {
        (safe, settle)
    } else {
        (settle, safe)
    };
    let mut out: Vec<Todo> = Vec::new();
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    out.extend(first.next());
    out.extend(second.next());
    let rest: Vec<Todo> = if urgent {
        second.chain(first).collect()
    } else {
        first.chain(second).collect()
    };
    out.extend(rest.into_iter().take(3usize.saturating_sub(out.len())));
    out
}

fn todo(track: Track, code: &'static str, args: Args) -> Todo {
    Todo { track, code, args }
}

fn settle(standing: &Standing) -> Vec<Todo> {
    let mut out = Vec::new();
    if standing.loans.is_empty() {
        out.push(todo(Track::Settle, "confirm-first", Args::new()));
        return out;
    }
    for (loan, open) in &standing.counter_offers {
        let code = if *open > 0 {
            "answer-offer"
        } else {
            "read-offer"
        };
        let values = args([("loan", loan.clone()), ("open", open.to_string())]);
        out.push(todo(Track::Settle, code, values));
    }
    let offered = |loan: &&String| standing.counter_offers.iter().any(|(of, _)| of == *loan);
    for loan in standing.agreed.iter().filter(|loan| !offered(loan)) {
        let values = args([("loan", loan.clone())]);
        out.push(todo(Track::Settle, "check-agreed", values));
    }
    if let Some((letter, loan)) = standing.unanswered.first() {
        let values = args([("letter", letter.clone()), ("loan", loan.clone())]);
        out.push(todo(Track::Settle, "follow-up", values));
    }
    let unasked: Vec<&String> = standing
        .in_question
        .iter()
        .filter(|l| !standing.statement_asked.contains(l))
        .collect();
    if let Some(loan) = unasked.first() {
        let more = unasked.len() - 1;
        let values = args([("loan", (*loan).clone()), ("more", more.to_string())]);
        out.push(todo(
            Track::Settle,
            if more > 0 {
                "write-c1-more"
            } else {
                "write-c1"
            },
            values,
        ));
    }
    if !standing.budgeted {
        out.push(todo(Track::Settle, "plan", Args::new()));
    } else if standing.spending_unknown {
        out.push(todo(Track::Settle, "plan-rest", Args::new()));
    } else if let Some(loan) = standing
        .arrangeable
        .iter()
        .find(|l| !standing.arrangement_asked.contains(l))
    {
        let code = if standing.can_offer {
            "write-c2"
        } else {
            "write-c2-pause"
        };
        out.push(todo(Track::Settle, code, args([("loan", loan.clone())])));
    }
    if standing.letters_unsent {
        out.push(todo(Track::Settle, "send-and-note", Args::new()));
    }
    out
}

fn safe(standing: &Standing) -> Vec<Todo> {
    let mut out = Vec::new();
    if let Some(loan) = standing.new_payee.first() {
        out.push(todo(
            Track::Safe,
            "no-new-payee",
            args([("loan", loan.clone())]),
        ));
    }
    match standing.entries {
        None | Some(0) => out.push(todo(Track::Safe, "log-first", Args::new())),
        Some(entries) => out.extend(anchor(entries, standing.anchored_through)),
    }
    out.push(todo(Track::Safe, "door", Args::new()));
    out
}

/// To put an anchor somewhere, while there are entries newer than the last one.
fn anchor(entries: usize, through: u64) -> Option<Todo> {
    let newer = (entries as u64).checked_sub(through).filter(|n| *n > 0)?;
    let values = args([
        ("entries", newer.to_string()),
        ("through", through.to_string()),
    ]);
    let code = if through == 0 {
        "anchor"
    } else {
        "anchor-newer"
    };
    Some(todo(Track::Safe, code, values))
}

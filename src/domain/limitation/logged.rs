//! What the log of a case says that may have set a period going anew.

use super::{Restart, Restarted};
use crate::domain::evidence::{EntryKind, EntryView, OccurredAt};
use serde_json::Value;

/// The entries that count for one loan, and those that can't be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Logged {
    /// Entries that name the loan.
    pub restarts: Vec<Restarted>,
    /// Contacts of the other side that name no loan: they are not counted for any.
    pub unassigned: usize,
}

/// Reads the entries that stand, as they stand after their corrections. A struck entry, an attempt
/// nobody answered and what reached somebody else than the borrower say nothing of the period.
pub fn logged(views: &[EntryView], loan: &str) -> Logged {
    let mut out = Logged::default();
    for view in views.iter().filter(|v| !v.withdrawn) {
        let Some(restart) = restart(view) else {
            continue;
        };
        match view.text("loan") {
            Some(named) if named == loan => out.restarts.push(restart),
            Some(_) => {}
            None => out.unassigned += 1,
        }
    }
    out
}

fn restart(view: &EntryView) -> Option<Restarted> {
    let members = view.current.as_ref()?;
    let kind = EntryKind::from_id(view.text("kind")?)?;
    let incoming = view.text("direction") != Some("out");
    let reached = view.text("target").is_none_or(|who| who == "borrower")
        && members.get("answered") != Some(&Value::Bool(false));
    let by = match kind {
        EntryKind::Payment => Restart::Payment,
        EntryKind::Agreement => Restart::Agreement,
        EntryKind::Call | EntryKind::Message | EntryKind::Letter | EntryKind::Visit
            if incoming && reached =>
        {
            Restart::Contact
        }
        _ => return None,
    };
    Some(Restarted {
        on: OccurredAt::parse(view.text("occurred_at")?)?.date,
        by,
        entry: Some(view.original.seq),
    })
}

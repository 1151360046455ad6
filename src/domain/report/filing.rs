//! Where a complaint went already, by the log, and what is new since.

use crate::domain::evidence::{EntryKind, EntryView, OccurredAt};
use chrono::NaiveDate;

/// The member of an entry that says to which channel a complaint went.
pub const TO: &str = "filed_to";
/// The member with the number it was given there.
pub const RECEIPT: &str = "receipt";

/// A complaint that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// The entry of the log.
    pub entry: u64,
    /// The id of the channel.
    pub to: String,
    /// The day.
    pub on: NaiveDate,
    /// The number given for it.
    pub receipt: Option<String>,
}

/// Is an entry about this loan, or about none in particular?
fn concerns(view: &EntryView, loan: Option<&str>) -> bool {
    match (view.text("loan"), loan) {
        (Some(its), Some(wanted)) => its == wanted,
        _ => true,
    }
}

/// The complaints that went out about a loan, in the order they were written down. Only those that
/// say where they went.
pub fn filings(views: &[EntryView], loan: Option<&str>) -> Vec<Filing> {
    let out = views.iter().filter(|v| !v.withdrawn && concerns(v, loan));
    out.filter(|v| kind(v) == Some(EntryKind::Complaint))
        .filter_map(|view| {
            Some(Filing {
                entry: view.original.seq,
                to: view.text(TO)?.to_owned(),
                on: OccurredAt::parse(view.text("occurred_at")?)?.date,
                receipt: view.text(RECEIPT).map(str::to_owned),
            })
        })
        .collect()
}

fn kind(view: &EntryView) -> Option<EntryKind> {
    view.text("kind").and_then(EntryKind::from_id)
}

/// Entries written down after a complaint that are news for whoever gets the next one: what the
/// other side did or answered. What the borrower sent isn't.
pub fn news_since(views: &[EntryView], filing: &Filing, loan: Option<&str>) -> Vec<u64> {
    let news = |view: &&EntryView| {
        let told = matches!(
            kind(view),
            Some(
                EntryKind::Visit
                    | EntryKind::Call
                    | EntryKind::Message
                    | EntryKind::Letter
                    | EntryKind::Statement
                    | EntryKind::Complaint
            )
        );
        let ours = view.text("direction") == Some("out");
        view.original.seq > filing.entry && told && !ours && !view.withdrawn
    };
    let all = views.iter().filter(|view| concerns(view, loan));
    all.filter(news).map(|view| view.original.seq).collect()
}

//! Every contact in a line, for a spreadsheet: neutral ones too.

use super::Told;
use crate::domain::evidence::masked_numbers;
use crate::render::report;
use crate::render::rules::word;

const COLUMNS: [&str; 8] = [
    "seq", "when", "kind", "lender", "caller", "bearing", "rules", "open",
];

/// The contacts as CSV. `None` where it can't be written, which memory alone could cause.
pub fn csv(told: &Told<'_>) -> Option<String> {
    let texts = told.texts;
    let head = COLUMNS.map(|name| texts.t(&format!("conduct.column.{name}")));
    let mut rows = Vec::with_capacity(told.count.contacts.len());
    for contact in &told.count.contacts {
        let hits = told.count.hits.iter();
        let mut rules: Vec<String> = Vec::new();
        for hit in hits.filter(|h| h.entries.iter().any(|t| t.seq == contact.seq)) {
            let name = told.rules.get(&hit.rule).map(|r| r.name.clone());
            let sure = texts.t(&format!("conduct.certainty.{}", word(&hit.certainty)));
            let words = texts.say(
                "conduct.csv-rule",
                [("name", name.unwrap_or_default()), ("sure", sure)],
            );
            if !rules.contains(&words) {
                rules.push(words);
            }
        }
        let unknowns = told.count.unknowns.iter();
        let open: Vec<String> = unknowns
            .filter(|u| u.seq == contact.seq)
            .map(|u| told.missing(u.member))
            .collect();
        let shown = |words: &Option<String>| words.as_deref().map(masked_numbers);
        rows.push(vec![
            contact.seq.to_string(),
            contact.occurred_at.clone(),
            texts.t(&format!("log.kind.{}", contact.kind)),
            shown(&contact.lender).unwrap_or_default(),
            shown(&contact.caller).unwrap_or_default(),
            texts.t(&format!("conduct.bearing.{}", word(&contact.bearing))),
            texts.series(&rules),
            texts.listed(&open),
        ]);
    }
    let bytes = report::csv(&report::table(head.to_vec(), rows, &[]))?;
    String::from_utf8(bytes).ok()
}

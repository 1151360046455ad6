//! Every contact in a line, for a spreadsheet: neutral ones too.

use super::Told;
use crate::domain::evidence::masked_numbers;
use crate::render::rules::word;

/// A byte-order mark, without which Chinese Windows reads the file as GBK.
const MARK: &[u8] = "\u{feff}".as_bytes();

const COLUMNS: [&str; 8] = [
    "seq", "when", "kind", "lender", "caller", "bearing", "rules", "open",
];

/// The contacts as CSV in UTF-8 with a byte-order mark. `None` where it can't be written, which
/// memory alone could cause.
pub fn csv(told: &Told<'_>) -> Option<String> {
    let texts = told.texts;
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    out.write_record(COLUMNS.map(|name| texts.t(&format!("conduct.column.{name}"))))
        .ok()?;
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
            .map(|u| texts.t(&format!("conduct.missing.{}", u.member.replace('.', "-"))))
            .collect();
        let caller = contact.caller.as_deref().map(masked_numbers);
        out.write_record(
            [
                contact.seq.to_string(),
                contact.occurred_at.clone(),
                texts.t(&format!("log.kind.{}", contact.kind)),
                contact
                    .lender
                    .as_deref()
                    .map(masked_numbers)
                    .unwrap_or_default(),
                caller.unwrap_or_default(),
                texts.t(&format!("conduct.bearing.{}", word(&contact.bearing))),
                rules.join("；"),
                open.join("、"),
            ]
            .map(|cell| inert(&cell)),
        )
        .ok()?;
    }
    String::from_utf8(out.into_inner().ok()?).ok()
}

/// Words that can't start a formula, full-width signs included.
fn inert(words: &str) -> String {
    let starts = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
    match words.chars().next() {
        Some(first) if starts(first) => format!("'{words}"),
        _ => words.to_owned(),
    }
}

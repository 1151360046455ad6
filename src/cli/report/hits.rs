//! How often each rule of conduct was touched, by what the recorder confirmed. The one place where a
//! report takes such counts from.

use crate::domain::letter::Table;
use crate::domain::letter::catalogue::Told;
use crate::render::report::table;
use crate::render::texts::Texts;
use std::collections::BTreeMap;

/// A row a rule: its words, in how many entries it was confirmed, which those are. Empty where none
/// was.
pub fn hits(texts: &Texts, told: &[Told]) -> Table {
    let mut by_rule: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in told {
        let codes = one.members.get("conduct").and_then(|c| c.as_array());
        for code in codes.into_iter().flatten().filter_map(|c| c.as_str()) {
            by_rule.entry(code).or_default().push(one.seq.to_string());
        }
    }
    let rows = by_rule.into_iter().map(|(code, entries)| {
        let key = format!("log.word.conduct.{code}");
        let name = if texts.has(&key) {
            texts.t(&key)
        } else {
            code.to_owned()
        };
        vec![name, entries.len().to_string(), entries.join("、")]
    });
    let head = ["rule", "times", "entries"].map(|c| texts.t(&format!("report.column.{c}")));
    table(head.to_vec(), rows.collect(), &[1])
}

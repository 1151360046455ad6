//! Ranges, lists of entries and rows of figures in words.

use crate::domain::conduct::Figures;
use crate::domain::conduct::count::Range;
use crate::render::texts::Texts;

/// A count as a person says it: exact, from–to, or at least.
pub fn range(texts: &Texts, range: &Range) -> String {
    let least = range.at_least.to_string();
    match range.at_most {
        Some(_) if range.is_exact() => texts.say("conduct.range.exact", [("count", least)]),
        Some(most) if range.at_least == 0 => {
            texts.say("conduct.range.at-most", [("most", most.to_string())])
        }
        Some(most) => {
            let words = [("least", least), ("most", most.to_string())];
            texts.say("conduct.range.between", words)
        }
        None if range.at_least == 0 => texts.t("conduct.range.open"),
        None => texts.say("conduct.range.at-least", [("least", least)]),
    }
}

/// A count in a cell: `4`, `2–4`, `1+`.
pub fn cell(range: &Range) -> String {
    match range.at_most {
        Some(_) if range.is_exact() => range.at_least.to_string(),
        Some(most) => format!("{}–{most}", range.at_least),
        None => format!("{}+", range.at_least),
    }
}

/// The figures of a row, in the order of the columns.
pub fn figures_row(figures: &Figures) -> Vec<String> {
    [
        figures.connected,
        figures.robot,
        figures.unanswered,
        figures.messages,
        figures.visits,
        figures.letters,
        figures.third_parties,
    ]
    .iter()
    .map(cell)
    .collect()
}

/// Numbers of entries in one line: `1、2、5`; runs of three and more as `5–9`.
pub fn seqs(texts: &Texts, numbers: impl Iterator<Item = u64>) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for seq in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(seq) => *last = seq,
            _ => runs.push((seq, seq)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => texts.listed(&[first.to_string(), last.to_string()]),
            _ => format!("{first}–{last}"),
        })
        .collect();
    texts.listed(&words)
}

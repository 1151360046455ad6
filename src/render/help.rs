//! Help laid out for a width. The argument parser aligns help by its own lines and never wraps them;
//! here each line is wrapped by Chinese rules, and in a narrow window an explanation stands below its
//! argument instead of beside it.

use super::wrap::{width, wrap};
use crate::render::wrap::colon_after;

/// Below this many columns for the explanations, they stand on lines of their own.
const BESIDE_AT_LEAST: usize = 28;
/// How far an explanation on a line of its own is indented.
const BELOW: usize = 6;

/// The parser's help text for a window this wide. Lines of a block under a heading share one column
/// of explanations, which is kept where there is room for it.
pub fn laid_out(help: &str, columns: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in help.lines() {
        let line = line.trim_end();
        match parts(line) {
            _ if width(line) <= columns && columns >= width_beside(line) => {
                out.push(heading(line));
            }
            Some((lead, at, explanation)) if columns >= at + BESIDE_AT_LEAST => {
                let blank = format!("{lead}{}", " ".repeat(at - width(lead)));
                out.extend(wrap(&format!("{blank}{explanation}"), columns, at));
            }
            Some((lead, _, explanation)) => {
                out.extend(wrap(lead, columns, BELOW));
                let indent = " ".repeat(BELOW);
                out.extend(wrap(&format!("{indent}{explanation}"), columns, BELOW));
            }
            None => {
                let indent = if line.starts_with(' ') { BELOW } else { 0 };
                out.extend(wrap(line, columns, indent));
            }
        }
    }
    out.join("\n") + "\n"
}

/// The parser ends its headings with a half-width colon.
fn heading(line: &str) -> String {
    match line.strip_suffix(':') {
        Some(title) if !line.starts_with(' ') => {
            format!("{title}{}", colon_after(title).trim_end())
        }
        _ => line.to_owned(),
    }
}

/// The columns a line needs for its explanation to stand beside it as the others of its block do.
fn width_beside(line: &str) -> usize {
    parts(line).map_or(0, |(_, at, _)| at + BESIDE_AT_LEAST)
}

/// An indented line in two: an argument or an example, and after two blanks or more its explanation,
/// with the column that begins in.
fn parts(line: &str) -> Option<(&str, usize, &str)> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if indent == 0 {
        return None;
    }
    // A short name may be missing: `      --home <…>  …` is indented further, not in parts.
    let gap = text.find("  ")?;
    let (lead, rest) = line.split_at(indent + gap);
    let explanation = rest.trim_start();
    let at = width(lead) + rest.len() - explanation.len();
    Some((lead, at, explanation))
}

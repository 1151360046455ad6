//! Width in columns and wrapping by Chinese rules.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns a text takes; Chinese characters take two, ambiguous ones count as one.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A line may not begin with these.
const NO_START: &str = "，。、；：？！）】》〉〕］」』”’％%,.;:?!)]}元";
/// A line may not end with these.
const NO_END: &str = "（【《〈〔［「『“‘([{¥￥";

/// Pieces that stay together: a word or number, or one wide character.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in text.chars() {
        let wide = c.width().unwrap_or(0) > 1;
        // `12.50 元`: the blank before what may not begin a line is no place to break either.
        if NO_START.contains(c) && out.len() > 1 && out.last().is_some_and(|last| last == " ") {
            out.pop();
            if let Some(before) = out.last_mut() {
                before.push(' ');
            }
        }
        let glue = out.last().is_some_and(|last| {
            let last_char = last.chars().next_back().unwrap_or(' ');
            NO_START.contains(c)
                || NO_END.contains(last_char)
                // A straight quote belongs to what it opens, or else to what it closes.
                || last == "\""
                || (c == '"' && last_char != ' ')
                || (!wide && c != ' ' && last_char != ' ' && last_char.width().unwrap_or(0) == 1)
        });
        match out.last_mut() {
            Some(last) if glue => last.push(c),
            _ => out.push(c.to_string()),
        }
    }
    out
}

/// Between the entries of a line of keys: `? why   < back`.
const BETWEEN_KEYS: &str = "   ";

/// Wraps a line of keys, or a row of columns that has no room, so that no entry is torn apart; `None`
/// where one alone is too wide.
fn by_entry(text: &str, columns: usize, indent: usize) -> Option<Vec<String>> {
    if width(text) <= columns {
        return Some(vec![text.trim_end().to_owned()]);
    }
    let lead = text
        .split_at(text.len() - text.trim_start_matches(' ').len())
        .0;
    let mut lines: Vec<String> = Vec::new();
    let entries = text
        .split(BETWEEN_KEYS)
        .map(|entry| entry.trim_matches(' '));
    for entry in entries.filter(|entry| !entry.is_empty()) {
        let joined = lines
            .last()
            .map(|line| format!("{line}{BETWEEN_KEYS}{entry}"));
        match joined.filter(|line| width(line) <= columns) {
            Some(line) => {
                lines.pop();
                lines.push(line);
            }
            None if lines.is_empty() => lines.push(format!("{lead}{entry}")),
            None => lines.push(format!("{}{entry}", " ".repeat(indent))),
        }
    }
    lines
        .iter()
        .all(|line| width(line) <= columns)
        .then_some(lines)
}

/// Wraps one paragraph to `columns`; lines after the first are indented by `indent` columns.
/// A piece wider than the line is cut rather than run over the edge.
pub fn wrap(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let columns = columns.max(indent + 4);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        if paragraph.trim_start().contains(BETWEEN_KEYS)
            && let Some(whole) = by_entry(paragraph, columns, indent)
        {
            lines.extend(whole);
            continue;
        }
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let room = columns.saturating_sub(width(&line));
            if width(&piece) <= room {
                line.push_str(&piece);
                continue;
            }
            if line.trim().is_empty() || width(&piece) > columns - indent {
                for c in piece.chars() {
                    if width(&line) + c.width().unwrap_or(0) > columns {
                        lines.push(line.trim_end().to_owned());
                        line = " ".repeat(indent);
                    }
                    line.push(c);
                }
                continue;
            }
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            line.push_str(piece.trim_start());
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The colon behind a name, of the width of its writing: `名字：`, `name: `.
pub fn colon_after(name: &str) -> &'static str {
    if name.is_ascii() { ": " } else { "：" }
}

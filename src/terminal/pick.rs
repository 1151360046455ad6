//! One of a list by arrow keys, where the terminal can; by number everywhere else.

use super::Manner;
use crate::render::wrap::width;
use dialoguer::Select;
use std::io::{BufRead, Write};

/// Lets a person pick from a list; `None` when they leave it.
///
/// Arrow lists are silent to screen readers and impossible in dumb terminals: in plain mode the
/// same list is numbered and read as a line.
pub fn pick(prompt: &str, items: &[String], manner: Manner) -> Option<usize> {
    if items.is_empty() {
        return None;
    }
    if manner.plain {
        let mut out = std::io::stderr();
        let mut text = format!("{prompt}\n");
        for (i, item) in items.iter().enumerate() {
            text.push_str(&format!("  {}  {item}\n", i + 1));
        }
        let _ = write!(out, "{text}> ").and_then(|()| out.flush());
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).ok()?;
        let number: usize = line.trim().parse().ok()?;
        return number.checked_sub(1).filter(|i| *i < items.len());
    }
    // An item wider than the terminal would leave old rows behind.
    let room = manner.columns.saturating_sub(4);
    let cut: Vec<String> = items.iter().map(|i| shortened(i, room)).collect();
    let picked = Select::new()
        .with_prompt(prompt)
        .items(&cut)
        .default(0)
        .interact_opt();
    if picked.is_err() {
        // An interrupted list leaves the cursor hidden.
        let _ = console::Term::stderr().show_cursor();
    }
    picked.ok().flatten()
}

fn shortened(text: &str, room: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + 2 > room {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

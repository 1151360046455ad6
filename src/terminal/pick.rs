//! One of a list: by number, or by arrow keys where the person asked for them.

use super::{Manner, TerminalPrompter};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::render::texts::Texts;
use crate::render::wrap::width;
use console::{Key, Term};
use dialoguer::theme::{SimpleTheme, Theme};
use std::io;
use std::sync::OnceLock;

/// The words around a list: help, keys, what was wrong. Lists are offered in places that know only
/// their own prompt.
static WORDS: OnceLock<Texts> = OnceLock::new();

/// Gives the lists their words; the first ones given stay.
pub fn speak(texts: &Texts) {
    // A second context of the same run speaks the same language.
    let _ = WORDS.set(texts.clone());
}

/// Lets a person pick from a list; `None` when they leave it.
///
/// Numbers are the default everywhere: arrow lists are silent to screen readers and impossible in
/// dumb terminals, so they are drawn only where they were asked for.
pub fn pick(prompt: &str, items: &[String], manner: Manner) -> Option<usize> {
    let texts = WORDS.get()?;
    if items.is_empty() {
        return None;
    }
    if manner.arrows && !manner.plain {
        return by_arrows(prompt, items, manner, texts);
    }
    let page = Page {
        body: vec![Say::Plain(without_note(prompt).to_owned())],
        choices: items
            .iter()
            .enumerate()
            .map(|(i, item)| Choice {
                key: (i + 1).to_string(),
                label: Say::Plain(item.clone()),
            })
            .collect(),
        ..Page::default()
    };
    let mut prompter = TerminalPrompter::new(texts, manner);
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return None;
        };
        let number = plain_form(&line).parse::<usize>().ok();
        match number
            .and_then(|n| n.checked_sub(1))
            .filter(|i| *i < items.len())
        {
            Some(picked) => return Some(picked),
            None => prompter.show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

/// What stands in brackets at the end of a prompt tells of the arrow keys.
fn without_note(prompt: &str) -> &str {
    match prompt.rfind('（') {
        Some(at) if at > 0 && prompt.ends_with('）') => &prompt[..at],
        _ => prompt,
    }
}

/// The list with a mark that moves. Keys are read here, with the looks of dialoguer: its own loop
/// ends the program by the signal at Ctrl-C, with the cursor hidden. Here the cursor is never hidden.
fn by_arrows(prompt: &str, items: &[String], manner: Manner, texts: &Texts) -> Option<usize> {
    let term = Term::stderr();
    // An item wider than the terminal would leave old rows behind.
    let room = manner.columns.saturating_sub(4);
    let items: Vec<String> = items.iter().map(|i| shortened(i, room)).collect();
    let mut marked = 0;
    loop {
        let rows = draw(&term, prompt, &items, marked).ok()?;
        let key = term.read_key_raw().ok()?;
        match key {
            Key::ArrowUp => marked = marked.checked_sub(1).unwrap_or(items.len() - 1),
            Key::ArrowDown | Key::Tab => marked = (marked + 1) % items.len(),
            Key::Enter => return Some(marked),
            Key::Escape | Key::CtrlC | Key::Unknown | Key::Char('\u{3}' | '\u{4}' | '!') => {
                return None;
            }
            Key::Char('#') => {
                let mut prompter = TerminalPrompter::new(texts, manner);
                let help = Page {
                    body: vec![Say::key("interview.help")],
                    keys: Some(Say::key("interview.help-keys")),
                    ..Page::default()
                };
                if !matches!(prompter.ask(&help), Reply::Line(_)) {
                    return None;
                }
                continue;
            }
            Key::Char(digit) => {
                let number = digit.to_digit(10).and_then(|n| usize::try_from(n).ok());
                match number
                    .and_then(|n| n.checked_sub(1))
                    .filter(|i| *i < items.len())
                {
                    Some(picked) => return Some(picked),
                    None => {
                        term.write_line(&texts.t("rejected.no-such-number")).ok()?;
                        continue;
                    }
                }
            }
            _ => {}
        }
        term.clear_last_lines(rows).ok()?;
    }
}

/// Draws the list; gives the number of rows it took.
fn draw(term: &Term, prompt: &str, items: &[String], marked: usize) -> io::Result<usize> {
    let mut text = String::new();
    let looks = SimpleTheme;
    let failed = |_| io::Error::other("drawing");
    looks
        .format_select_prompt(&mut text, prompt)
        .map_err(failed)?;
    text.push('\n');
    let head = text.lines().map(|line| rows_of(line, term)).sum::<usize>();
    for (i, item) in items.iter().enumerate() {
        looks
            .format_select_prompt_item(&mut text, item, i == marked)
            .map_err(failed)?;
        text.push('\n');
    }
    term.write_str(&text)?;
    Ok(head + items.len())
}

/// How many rows of the terminal a line takes.
fn rows_of(line: &str, term: &Term) -> usize {
    let columns = usize::from(term.size().1).max(1);
    width(line).div_ceil(columns).max(1)
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

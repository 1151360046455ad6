//! What happened, asked of the person: several things at once, and of each the way it happened.

use super::QUESTION;
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::load_cards;
use crate::domain::coded::{Args, Kind};
use crate::domain::visit::Recovery;
use crate::interview::door::Card;
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use std::collections::BTreeMap;

/// What the person says happened; several at once, by number.
///
/// # Errors
/// Nobody can be asked, or the person left.
pub(super) fn asked<'r>(
    context: &Context,
    recoveries: &[&'r Recovery],
) -> Result<Vec<&'r Recovery>, Failure> {
    context.need_terminal(vec![QUESTION.to_owned()])?;
    let cards = load_cards(&context.library)?;
    let mut prompter = context.prompter();
    let first: Vec<&Recovery> = recoveries
        .iter()
        .copied()
        .filter(|r| r.of.is_none())
        .collect();
    let labels = first
        .iter()
        .map(|r| format!("after.happened.{}.title", r.id));
    let labels = labels.chain(["after.none".to_owned()]);
    let page = Page {
        body: vec![
            Say::key("after.calm"),
            Say::key("after.danger"),
            Say::key("after.ask"),
        ],
        choices: numbered(labels),
        keys: Some(Say::key("after.keys")),
        ..Page::default()
    };
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return Err(left());
        };
        let line = plain_form(&line);
        match line.as_str() {
            "!" => return Err(left()),
            "9" => show(card_lines(&cards, "call-110"), &mut prompter)?,
            "0" => show(pause(), &mut prompter)?,
            numbers => match picked(&first, numbers) {
                Some(chosen) => return told_closer(recoveries, chosen, &mut prompter),
                None => prompter.show(&[Say::key("after.wrong")]),
            },
        }
    }
}

/// Where what happened has ways, the one that fits, by number; it stays open where nobody can say.
fn told_closer<'r>(
    recoveries: &[&'r Recovery],
    chosen: Vec<&'r Recovery>,
    prompter: &mut dyn Prompter,
) -> Result<Vec<&'r Recovery>, Failure> {
    let mut closer = Vec::with_capacity(chosen.len());
    for recovery in chosen {
        let of_this = |r: &&&Recovery| r.of.as_deref() == Some(recovery.id.as_str());
        let ways: Vec<&Recovery> = recoveries.iter().filter(of_this).copied().collect();
        closer.push(match ways.as_slice() {
            [] => recovery,
            ways => way(recovery, ways, prompter)?.unwrap_or(recovery),
        });
    }
    Ok(closer)
}

fn way<'r>(
    recovery: &Recovery,
    ways: &[&'r Recovery],
    prompter: &mut dyn Prompter,
) -> Result<Option<&'r Recovery>, Failure> {
    let title = |r: &Recovery| format!("after.happened.{}.title", r.id);
    let labels = ways.iter().map(|way| title(way));
    let labels = labels.chain(["after.way-unsaid".to_owned()]);
    let page = Page {
        body: vec![Say::with(
            "after.way-ask",
            [("what", format!("@{}", title(recovery)))],
        )],
        choices: numbered(labels),
        ..Page::default()
    };
    loop {
        let Reply::Line(line) = prompter.ask(&page) else {
            return Err(left());
        };
        let line = plain_form(&line);
        match line.parse::<usize>() {
            _ if line == "!" => return Err(left()),
            Ok(number) if number == ways.len() + 1 => return Ok(None),
            Ok(number) if (1..=ways.len()).contains(&number) => {
                return Ok(ways.get(number - 1).copied());
            }
            _ => prompter.show(&[Say::key("after.wrong")]),
        }
    }
}

fn numbered(labels: impl Iterator<Item = String>) -> Vec<Choice> {
    labels
        .enumerate()
        .map(|(i, label)| Choice {
            key: (i + 1).to_string(),
            label: Say::key(label),
        })
        .collect()
}

fn left() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}

/// What the numbers stand for, each once, in the order of the list; the last number is "none".
fn picked<'r>(recoveries: &[&'r Recovery], numbers: &str) -> Option<Vec<&'r Recovery>> {
    let apart = |c: char| !c.is_ascii_digit();
    if numbers.chars().any(|c| apart(c) && !" ,;.、和".contains(c)) {
        return None;
    }
    let keys: Vec<usize> = numbers
        .split(apart)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let none = recoveries.len() + 1;
    match keys.as_slice() {
        [] => None,
        [only] if *only == none => Some(Vec::new()),
        keys if keys.iter().any(|k| *k == 0 || *k >= none) => None,
        keys => {
            let chosen = recoveries.iter().enumerate();
            let chosen = chosen.filter(|(i, _)| keys.contains(&(i + 1)));
            Some(chosen.map(|(_, recovery)| *recovery).collect())
        }
    }
}

fn card_lines(cards: &BTreeMap<String, Card>, id: &str) -> Vec<Say> {
    let card = cards.get(id);
    card.map_or_else(Vec::new, |card| {
        let keys = [&card.title].into_iter().chain(&card.lines);
        keys.cloned().map(Say::key).collect()
    })
}

/// The calm screen. It doesn't say that the door is locked: here nobody knows.
fn pause() -> Vec<Say> {
    vec![Say::key("after.pause"), Say::key("after.pause-line")]
}

/// Shows lines until Enter.
fn show(body: Vec<Say>, prompter: &mut dyn Prompter) -> Result<(), Failure> {
    let page = Page {
        body,
        keys: Some(Say::key("visit.card_keys")),
        ..Page::default()
    };
    match prompter.ask(&page) {
        Reply::Line(_) => Ok(()),
        Reply::Interrupted | Reply::Closed => Err(left()),
    }
}

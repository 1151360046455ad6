//! The door, live: one screen, one key, Enter. Keys 1 to 7 answer, 8 goes back, 9 shows the 110
//! card, 0 pauses; each is there on every screen and each returns to where one was.

use super::graph::Card;
use super::walk::{DoorFlow, Step};
use crate::interview::answers::{Answers, Value};
use crate::interview::engine::Edge;
use crate::interview::prompter::{Choice, Page, Prompter, Reply, Say};
use crate::interview::reading::plain_form;
use std::collections::BTreeMap;

/// The card of key 9.
pub const CARD_110: &str = "call-110";
/// The card of key 0.
pub const CARD_PAUSE: &str = "pause";

/// The answer that somebody else presses the keys while the borrower speaks.
const HELPER: &str = "helper";
/// The question it answers.
const HOST: &str = "who-is-home";

/// How the door was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoorEnding {
    /// The way through the screens is complete; the record follows.
    Recorded(Answers),
    /// Ctrl-C or a closed window; the answers so far are kept.
    Left(Answers),
}

/// Asks screen by screen until the way ends or the person leaves. Each answer is stamped and kept
/// before the next screen is shown.
pub fn ask_at_the_door(
    flow: &DoorFlow<'_>,
    cards: &BTreeMap<String, Card>,
    start: Answers,
    prompter: &mut dyn Prompter,
    edge: &mut dyn Edge,
) -> DoorEnding {
    let mut answers = start;
    let mut notice: Vec<Say> = Vec::new();
    loop {
        let walk = flow.walk(&answers);
        let Some(step) = walk.waiting() else {
            return DoorEnding::Recorded(answers);
        };
        let helped = walk.chosen_before(HOST, HELPER);
        let line = match prompter.ask(&page(step, helped, std::mem::take(&mut notice))) {
            Reply::Line(line) => plain_form(&line),
            Reply::Interrupted | Reply::Closed => return DoorEnding::Left(answers),
        };
        let shown = match line.as_str() {
            "9" => show_card(cards, CARD_110, prompter),
            "0" => show_card(cards, CARD_PAUSE, prompter),
            "8" => {
                let before = walk.steps.iter().rev().find(|s| s.chosen.is_some());
                match before {
                    Some(before) => {
                        answers.remove(&before.id);
                        edge.keep(&answers);
                    }
                    None => notice.push(Say::key("visit.first_screen")),
                }
                true
            }
            key => match key.parse::<usize>().map(|k| chosen(step, k)) {
                Ok(Chosen::Open(option, card)) => {
                    let value = Value::Given(option.to_owned());
                    answers.set(&step.id, value, Some(edge.now()));
                    edge.keep(&answers);
                    card.is_none_or(|card| show_card(cards, card, prompter))
                }
                Ok(Chosen::UsedUp) => {
                    notice.push(Say::key("visit.already_noted"));
                    true
                }
                Ok(Chosen::None) | Err(_) => {
                    notice.push(Say::key("visit.wrong_key"));
                    true
                }
            },
        };
        if !shown {
            return DoorEnding::Left(answers);
        }
    }
}

enum Chosen<'d> {
    /// An option, with the card it shows.
    Open(&'d str, Option<&'d str>),
    /// An option that was chosen before and is offered once.
    UsedUp,
    /// No option has this key.
    None,
}

fn chosen<'d>(step: &Step<'d>, key: usize) -> Chosen<'d> {
    match step.open.iter().find(|(k, _)| *k == key) {
        Some((_, option)) => Chosen::Open(&option.id, option.card.as_deref()),
        None if (1..=step.node.options.len()).contains(&key) => Chosen::UsedUp,
        None => Chosen::None,
    }
}

/// Two lines at most, one sentence to read aloud and by whom, the options, the keys that are always
/// there.
fn page(step: &Step<'_>, helped: bool, notice: Vec<Say>) -> Page {
    let text = format!("visit.door.{}", step.node.id);
    let sentence = match step.from {
        Some((node, option)) if option.says => {
            format!("@visit.door.{}.then.{}", node.id, option.id)
        }
        _ => format!("@{text}.say"),
    };
    let mut body = notice;
    body.push(Say::key(format!("{text}.ask")));
    let reader = if helped {
        "visit.say_borrower"
    } else {
        "visit.say"
    };
    body.push(Say::with(reader, [("sentence", sentence)]));
    let choices = step.open.iter().map(|(key, option)| Choice {
        key: key.to_string(),
        label: Say::key(format!("{text}.options.{}", option.id)),
    });
    Page {
        body,
        choices: choices.collect(),
        keys: Some(Say::key("visit.keys")),
        ..Page::default()
    }
}

/// Shows a card until Enter; false if the person left. A card that isn't there is passed over: at
/// the door nothing may stop the flow.
pub fn show_card(cards: &BTreeMap<String, Card>, id: &str, prompter: &mut dyn Prompter) -> bool {
    let Some(card) = cards.get(id) else {
        return true;
    };
    let mut body = vec![Say::key(card.title.clone())];
    body.extend(card.lines.iter().cloned().map(Say::key));
    let page = Page {
        body,
        keys: Some(Say::key("visit.card_keys")),
        ..Page::default()
    };
    matches!(prompter.ask(&page), Reply::Line(_))
}

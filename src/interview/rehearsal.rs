//! A rehearsed visit, scene by scene: the same keys as at the door, nothing kept, and the word
//! "practice" on every screen.

use super::door::{AnswersProblem, Card, WrongAnswer};
use super::prompter::{Choice, Page, Prompter, Reply, Say};
use super::reading::plain_form;
use crate::domain::visit::{Played, Scenario, Scene, SceneOption, played};
use std::collections::BTreeMap;
use toml::Spanned;

/// The card of key 9.
const CARD_110: &str = "call-110";
/// The card of key 0.
const CARD_PAUSE: &str = "pause";

/// Values for the words of scenes: the lender, the amount and so on, by placeholder.
pub type Values = Vec<(String, String)>;

/// How a rehearsal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RehearsalEnding {
    /// Played to its end: what was chosen, by scene.
    Played(BTreeMap<String, String>),
    /// The person had enough, and said so with a key.
    Stopped,
    /// Ctrl-C or a closed window.
    Left,
}

/// Plays a scenario with the person at the terminal.
pub fn rehearse(
    scenario: &Scenario,
    values: &Values,
    cards: &BTreeMap<String, Card>,
    prompter: &mut dyn Prompter,
) -> RehearsalEnding {
    let mut choices: BTreeMap<String, String> = BTreeMap::new();
    let mut notice: Vec<Say> = Vec::new();
    loop {
        let so_far = played(scenario, &choices);
        let Some(scene) = so_far.waiting else {
            return RehearsalEnding::Played(choices);
        };
        let page = page(&so_far, scene, values, std::mem::take(&mut notice));
        let line = match prompter.ask(&page) {
            Reply::Line(line) => plain_form(&line),
            Reply::Interrupted | Reply::Closed => return RehearsalEnding::Left,
        };
        let aside = match line.as_str() {
            "9" => card_110(cards, prompter),
            "0" => pause(cards, prompter),
            "8" => {
                match so_far.steps.last() {
                    Some((before, _)) => {
                        choices.remove(&before.id);
                    }
                    None => notice.push(Say::key("rehearse.first_screen")),
                }
                Aside::Back
            }
            key => {
                match chosen(scene, key) {
                    Some(option) => {
                        choices.insert(scene.id.clone(), option.id.clone());
                    }
                    None => notice.push(Say::key("visit.wrong_key")),
                }
                Aside::Back
            }
        };
        match aside {
            Aside::Back => {}
            Aside::Stopped => return RehearsalEnding::Stopped,
            Aside::Left => return RehearsalEnding::Left,
        }
    }
}

/// What became of a look away from the scene.
enum Aside {
    Back,
    Stopped,
    Left,
}

fn chosen<'s>(scene: &'s Scene, key: &str) -> Option<&'s SceneOption> {
    let place = key.parse::<usize>().ok()?.checked_sub(1)?;
    scene.options.get(place)
}

/// What was just said, what is seen and heard, what can be done, the keys that are always there.
fn page(so_far: &Played<'_>, scene: &Scene, values: &Values, notice: Vec<Say>) -> Page {
    let step = (so_far.steps.len() + 1).to_string();
    let mut body = vec![Say::with("rehearse.step", [("step", step)])];
    body.extend(notice);
    let said = so_far.steps.last().and_then(|(_, o)| o.says.as_ref());
    if let Some(sentence) = said {
        let sentence = format!("@{sentence}");
        body.push(Say::with("rehearse.said", [("sentence", sentence)]));
    }
    body.push(Say::Key(scene.text.clone(), values.clone()));
    body.push(Say::key("rehearse.ask"));
    let choices = scene.options.iter().enumerate().map(|(i, option)| Choice {
        key: (i + 1).to_string(),
        label: Say::key(option.label.clone()),
    });
    Page {
        body,
        choices: choices.collect(),
        keys: Some(Say::key("rehearse.keys")),
        ..Page::default()
    }
}

/// The lines of a card under a first line of practice. A card that isn't there leaves that line.
fn card(cards: &BTreeMap<String, Card>, id: &str, first: &str, keys: &str) -> Page {
    let mut body = vec![Say::key(first)];
    if let Some(card) = cards.get(id) {
        body.push(Say::key(card.title.clone()));
        body.extend(card.lines.iter().cloned().map(Say::key));
    }
    Page {
        body,
        keys: Some(Say::key(keys)),
        ..Page::default()
    }
}

fn card_110(cards: &BTreeMap<String, Card>, prompter: &mut dyn Prompter) -> Aside {
    let page = card(cards, CARD_110, "rehearse.card", "rehearse.card_keys");
    match prompter.ask(&page) {
        Reply::Line(_) => Aside::Back,
        Reply::Interrupted | Reply::Closed => Aside::Left,
    }
}

/// The calm screen: on with Enter, out with a second 0.
fn pause(cards: &BTreeMap<String, Card>, prompter: &mut dyn Prompter) -> Aside {
    let page = card(cards, CARD_PAUSE, "rehearse.pause", "rehearse.pause_keys");
    match prompter.ask(&page) {
        Reply::Line(line) => match plain_form(&line).as_str() {
            "0" => Aside::Stopped,
            "9" => card_110(cards, prompter),
            _ => Aside::Back,
        },
        Reply::Interrupted | Reply::Closed => Aside::Left,
    }
}

/// Choices from a file, replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChoices {
    /// What was chosen, by scene.
    pub choices: BTreeMap<String, String>,
    /// Scenes named in the file that the way through never reached.
    pub unused: Vec<String>,
}

/// The member of a file of choices that names the scenario; no scene is called so.
const SCENARIO: &str = "scenario";

/// The scenario a file of choices is for, where it says so.
pub fn scenario_named_in(text: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(text).ok()?;
    table.get(SCENARIO)?.as_str().map(str::to_owned)
}

/// Reads the choices of a rehearsal from a TOML file: the scene's id as key, the option's as value,
/// and beside them, if it likes, the scenario's name.
///
/// # Errors
/// Not TOML; scenes or options that aren't there, each with its line; choices still lacking.
pub fn read_choices(scenario: &Scenario, text: &str) -> Result<FileChoices, AnswersProblem> {
    let line_of = |offset: usize| {
        text.get(..offset)
            .map_or(1, |t| t.matches('\n').count() + 1)
    };
    let table: BTreeMap<Spanned<String>, toml::Value> =
        toml::from_str(text).map_err(|e| AnswersProblem::NotToml {
            line: e.span().map_or(1, |span| line_of(span.start)),
        })?;
    let mut choices = BTreeMap::new();
    let mut wrong = Vec::new();
    let answers = table.iter().filter(|(id, _)| id.get_ref() != SCENARIO);
    for (id, value) in answers {
        let scene = scenario.scene(id.get_ref());
        let option = value.as_str().filter(|given| {
            scene.is_some_and(|scene| scene.options.iter().any(|o| o.id == *given))
        });
        match (scene, option) {
            (Some(scene), Some(option)) => {
                choices.insert(scene.id.clone(), option.to_owned());
            }
            (scene, _) => wrong.push(WrongAnswer {
                line: line_of(id.span().start),
                id: id.get_ref().clone(),
                code: match scene {
                    Some(_) => "unknown-option",
                    None => "unknown-question",
                },
            }),
        }
    }
    let way = played(scenario, &choices);
    let missing: Vec<String> = way.waiting.iter().map(|scene| scene.id.clone()).collect();
    if !wrong.is_empty() {
        wrong.sort();
        return Err(AnswersProblem::Wrong { wrong, missing });
    }
    if !missing.is_empty() {
        return Err(AnswersProblem::Missing { missing });
    }
    let met = |id: &str| way.steps.iter().any(|(scene, _)| scene.id == id);
    let unused = choices.keys().filter(|id| !met(id)).cloned().collect();
    Ok(FileChoices { choices, unused })
}

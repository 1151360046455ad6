//! `menshen visit after`: what can still be done about what happened, and the rest of the record.

use super::super::Failure;
use super::super::ask;
use super::super::citing::Sources;
use super::super::context::Context;
use super::super::log;
use crate::content::{load_cards, load_recoveries};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::EntryView;
use crate::domain::visit::{Recovery, happened, record_gaps};
use crate::interview::door::Card;
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The id of the one question.
const QUESTION: &str = "happened";

/// The entry of a visit, and what it doesn't say yet.
struct Noted {
    seq: u64,
    view: EntryView,
    gaps: Vec<&'static str>,
    /// Members that count in complaints and aren't said: paths and names.
    open: (Vec<&'static str>, String),
}

/// Shows the steps, from the entry named, from the answers file or from what the person says.
///
/// # Errors
/// The entry isn't there or is of another kind, the answers can't be used, nobody can be asked, or
/// the person left.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let recoveries = load_recoveries(&context.library)?;
    let noted = match matches.get_one::<u64>("entry-number") {
        Some(seq) => Some(noted(context, *seq)?),
        None => None,
    };
    let of_entry = noted.as_ref().and_then(|n| n.view.current.as_ref());
    let of_entry = of_entry.map(|members| happened(&recoveries, members));
    let chosen: Vec<&Recovery> = match (of_entry, &context.answers) {
        (_, Some(path)) => from_file(&recoveries, &ask::read_answers(path)?, path)?,
        (Some(found), None) => found,
        (None, None) => asked(context, &recoveries)?,
    };
    let (screen, shown) = screen(context, &chosen, noted.as_ref())?;
    let record = noted
        .as_ref()
        .map(|n| json!({"entry": n.seq, "missing": n.gaps, "open": n.open.0}));
    context.emit(
        &screen,
        &json!({"ok": true, "happened": shown, "record": record}),
    )?;
    match &noted {
        Some(noted) if !noted.open.0.is_empty() && can_be_asked(context) => {
            completed(context, noted.seq)
        }
        _ => Ok(()),
    }
}

fn can_be_asked(context: &Context) -> bool {
    context.manner.interactive && context.answers.is_none() && !context.json
}

fn noted(context: &Context, seq: u64) -> Result<Noted, Failure> {
    let view = log::entry(context, seq)?;
    let is_visit = view.text("kind") == Some("visit") && !view.withdrawn;
    let Some(members) = view.current.as_ref().filter(|_| is_visit) else {
        let args = args([("seq", seq.to_string())]);
        return Err(Failure::new("after-not-a-visit", Kind::Usage, args));
    };
    let gaps = record_gaps(members);
    let open = log::open_of(context, &view);
    Ok(Noted {
        seq,
        gaps,
        open,
        view,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    happened: Vec<String>,
}

fn from_file<'r>(
    recoveries: &'r [Recovery],
    text: &str,
    path: &std::path::Path,
) -> Result<Vec<&'r Recovery>, Failure> {
    toml::from_str::<toml::Table>(text).map_err(|e| ask::not_toml(path, text, &e))?;
    let known: Vec<&str> = recoveries.iter().map(|r| r.id.as_str()).collect();
    let refused = |wrong: String| {
        let args = args([("wrong", wrong), ("known", known.join(" "))]);
        Failure::new("after-answers", Kind::Usage, args)
    };
    let file = toml::from_str::<File>(text).map_err(|_| refused(String::new()))?;
    let wrong: Vec<String> = file
        .happened
        .iter()
        .filter(|id| !known.contains(&id.as_str()))
        .cloned()
        .collect();
    if !wrong.is_empty() {
        return Err(refused(wrong.join(" ")));
    }
    let chosen = recoveries.iter().filter(|r| file.happened.contains(&r.id));
    Ok(chosen.collect())
}

/// What the person says happened; several at once, by number.
fn asked<'r>(context: &Context, recoveries: &'r [Recovery]) -> Result<Vec<&'r Recovery>, Failure> {
    context.need_terminal(vec![QUESTION.to_owned()])?;
    let cards = load_cards(&context.library)?;
    let mut prompter = context.prompter();
    let labels = recoveries
        .iter()
        .map(|r| format!("after.happened.{}.title", r.id));
    let labels = labels.chain(["after.none".to_owned()]);
    let page = Page {
        body: vec![
            Say::key("after.calm"),
            Say::key("after.danger"),
            Say::key("after.ask"),
        ],
        choices: labels
            .enumerate()
            .map(|(i, label)| Choice {
                key: (i + 1).to_string(),
                label: Say::key(label),
            })
            .collect(),
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
            numbers => match picked(recoveries, numbers) {
                Some(chosen) => return Ok(chosen),
                None => prompter.show(&[Say::key("after.wrong")]),
            },
        }
    }
}

fn left() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}

/// What the numbers stand for, each once, in the order of the list; the last number is "none".
fn picked<'r>(recoveries: &'r [Recovery], numbers: &str) -> Option<Vec<&'r Recovery>> {
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
            Some(chosen.map(|(_, recovery)| recovery).collect())
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

fn screen(
    context: &Context,
    chosen: &[&Recovery],
    noted: Option<&Noted>,
) -> Result<(Screen, Vec<Value>), Failure> {
    let texts = &context.texts;
    let sources = Sources::load(context)?;
    let day = context.as_of();
    let mut screen = Screen::new();
    let mut shown = Vec::new();
    screen.title(texts.t("after.title"));
    screen.text(texts.t("after.calm"));
    screen.text(texts.t("after.danger"));
    match (noted, chosen.is_empty()) {
        (Some(n), false) => screen.text(texts.say("after.from-entry", [("seq", n.seq)])),
        (Some(n), true) => screen.text(texts.say("after.nothing-in-entry", [("seq", n.seq)])),
        (None, true) => screen.text(texts.t("after.nothing")),
        (None, false) => &mut screen,
    };
    for recovery in chosen {
        let key = |part: &str, name: &str| {
            texts.t(&format!("after.happened.{}.{part}.{name}", recovery.id))
        };
        screen.title(texts.t(&format!("after.happened.{}.title", recovery.id)));
        screen.text(texts.t("after.steps"));
        for (i, step) in recovery.steps.iter().enumerate() {
            screen.item(format!("{}.", i + 1), key("steps", step));
        }
        screen.text(texts.t("after.keep"));
        for name in &recovery.keep {
            screen.item("-", key("keep", name));
        }
        if !recovery.limits.is_empty() {
            screen.text(texts.t("after.limits"));
        }
        for name in &recovery.limits {
            screen.item("-", key("limits", name));
        }
        if !recovery.letters.is_empty() {
            screen.text(texts.t("after.letters"));
        }
        for letter in &recovery.letters {
            screen.item("-", texts.say("after.letter-line", [("letter", letter)]));
        }
        let ids: Vec<String> = recovery.concern.cited_on(day).map(str::to_owned).collect();
        let cited = sources.words(texts, &ids, day);
        if !cited.is_empty() {
            screen.text(texts.say("after.sources", [("ids", cited.join("；"))]));
        }
        shown.push(json!({
            "id": recovery.id,
            "steps": recovery.steps,
            "keep": recovery.keep,
            "limits": recovery.limits,
            "letters": recovery.letters,
            "citations": ids,
        }));
    }
    record(context, noted, &mut screen);
    screen.gap();
    screen.text(texts.t(if chosen.is_empty() {
        "after.comfort-nothing"
    } else {
        "after.comfort"
    }));
    Ok((screen, shown))
}

/// The record: what belongs in it, and what this entry still lacks.
fn record(context: &Context, noted: Option<&Noted>, screen: &mut Screen) {
    let texts = &context.texts;
    screen.title(texts.t("after.record-title"));
    screen.text(texts.t("after.record"));
    let Some(noted) = noted else {
        screen.text(texts.t("after.record-new"));
        return;
    };
    let seq = noted.seq;
    if noted.gaps.is_empty() {
        screen.text(texts.say("after.record-full", [("seq", seq)]));
    } else {
        let names: Vec<String> = noted
            .gaps
            .iter()
            .map(|gap| texts.t(&format!("after.field.{gap}")))
            .collect();
        let words = [("seq", seq.to_string()), ("members", names.join("、"))];
        screen.text(texts.say("after.record-open", words));
        screen.text(texts.say("after.record-amend", [("seq", seq)]));
    }
    if !noted.open.0.is_empty() {
        screen.text(texts.say("after.record-counted", [("members", &noted.open.1)]));
        screen.text(texts.say("after.record-complete", [("seq", seq)]));
    }
}

/// Offers to fill in at once what an entry leaves open.
fn completed(context: &Context, seq: u64) -> Result<(), Failure> {
    let choice = |key: &str, label: &str| Choice {
        key: key.to_owned(),
        label: Say::key(label),
    };
    let page = Page {
        body: vec![Say::key("after.complete-ask")],
        choices: vec![
            choice("1", "after.complete-now"),
            choice("2", "after.complete-later"),
        ],
        ..Page::default()
    };
    match context.prompter().ask(&page) {
        Reply::Line(line) if plain_form(&line) == "1" => log::complete(context, seq),
        // The steps were shown; anything but a yes leaves the rest for later.
        _ => Ok(()),
    }
}

//! `menshen visit after`: what can still be done about what happened, and the rest of the record.

mod asking;

use super::super::Failure;
use super::super::ask;
use super::super::citing::Sources;
use super::super::context::Context;
use super::super::log;
use crate::content::load_recoveries;
use crate::domain::coded::{Kind, args};
use crate::domain::evidence::EntryView;
use crate::domain::visit::{Recovery, happened, record_gaps, without_told_closer};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::render::screen::Screen;
use asking::asked;
use clap::ArgMatches;
use serde::Deserialize;
use serde_json::{Value, json};

/// The id of the one question.
const QUESTION: &str = "happened";

/// Kinds of entries it can have happened in.
const KINDS: [&str; 3] = ["visit", "call", "message"];

/// The entry it happened in, and what it doesn't say yet.
struct Noted {
    seq: u64,
    /// Was somebody at the door? A call or a message has no eight parts to be noted.
    at_door: bool,
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
    let at_door = noted.as_ref().is_none_or(|n| n.at_door);
    let possible: Vec<&Recovery> = recoveries
        .iter()
        .filter(|r| at_door || !r.at_door)
        .collect();
    let chosen: Vec<&Recovery> = match (of_entry, &context.answers) {
        (_, Some(path)) => from_file(&recoveries, &ask::read_answers(path)?, path)?,
        // What was said on the telephone is noted in words: what happened is asked.
        (Some(found), None) if found.is_empty() && !at_door && can_be_asked(context) => {
            asked(context, &possible)?
        }
        (Some(found), None) => found,
        (None, None) => asked(context, &possible)?,
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
    let kind = view.text("kind").filter(|kind| KINDS.contains(kind));
    let at_door = kind == Some("visit");
    let fits = kind.is_some() && !view.withdrawn;
    let Some(members) = view.current.as_ref().filter(|_| fits) else {
        let args = args([("seq", seq.to_string())]);
        return Err(Failure::new("after-not-a-visit", Kind::Usage, args));
    };
    let gaps = match at_door {
        true => record_gaps(members),
        false => Vec::new(),
    };
    let open = log::open_of(context, &view);
    Ok(Noted {
        seq,
        at_door,
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
    Ok(without_told_closer(chosen.collect()))
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
    let opening = match noted.is_none_or(|n| n.at_door) {
        true => ["after.title", "after.calm", "after.danger"],
        false => [
            "after.title-contact",
            "after.calm-contact",
            "after.danger-contact",
        ],
    };
    let [title, calm, danger] = opening.map(|key| texts.t(key));
    screen.title(title);
    screen.text(calm);
    screen.text(danger);
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
            screen.text(texts.say("after.sources", [("ids", context.texts.series(&cited))]));
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
    if noted.is_none_or(|n| n.at_door) {
        screen.text(texts.t("after.record"));
    }
    let Some(noted) = noted else {
        screen.text(texts.t("after.record-new"));
        return;
    };
    let seq = noted.seq;
    if !noted.at_door {
        screen.text(texts.say("after.record-amend", [("seq", seq)]));
    } else if noted.gaps.is_empty() {
        screen.text(texts.say("after.record-full", [("seq", seq)]));
    } else {
        let names: Vec<String> = noted
            .gaps
            .iter()
            .map(|gap| texts.t(&format!("after.field.{gap}")))
            .collect();
        let words = [
            ("seq", seq.to_string()),
            ("members", context.texts.listed(&names)),
        ];
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

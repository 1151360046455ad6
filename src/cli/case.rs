//! `menshen case`: new, list, use; what is stored read back, changed and struck; the loans' states.

mod change;
mod chosen;
mod consent;
mod export;
mod handover;
mod household;
mod keep;
mod notes;
mod passphrase;
mod receive;
mod recovery;
mod seal;
mod session;
mod show;
mod stats;
mod unseal;
mod value;

pub use show::unfinished;

use super::Failure;
use super::context::Context;
use super::{ask, loan};
use crate::content::load_flow;
use crate::domain::case::fact::BorrowerFact;
use crate::domain::coded::{Args, Kind, args};
use crate::interview::{Answers, Value};
use crate::render::case::borrower_facts;
use crate::render::screen::{Grid, Screen};
use crate::storage::log::Log;
use crate::storage::{CaseFolder, INBOX};
use clap::ArgMatches;
use serde_json::json;
use value::borrower_value;

/// Runs the subcommand.
///
/// # Errors
/// As each subcommand says.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let name = |m: &ArgMatches| m.get_one::<String>("name").cloned();
    match matches.subcommand() {
        Some(("new", m)) => new(context, &name(m).unwrap_or_default()),
        Some(("use", m)) => choose(context, name(m)),
        Some(("show", m)) => show::run(context, m),
        Some(("borrower", _)) => borrower(context),
        Some(("set", m)) => change::set(context, m),
        Some(("strike", m)) => change::strike(context, m),
        Some(("loans", _)) => loan::list(context),
        Some(("settle", m)) => loan::settle(context, m),
        Some(("archive-loan", m)) => loan::archive(context, m),
        Some(("restore-loan", m)) => loan::restore(context, m),
        Some(("seal", m)) => seal::run(context, m),
        Some(("unseal", _)) => unseal::run(context),
        Some(("passphrase", m)) => passphrase::run(context, m),
        Some(("recovery", _)) => recovery::run(context),
        Some(("rename", m)) => keep::rename(context, m),
        Some(("archive", m)) => keep::archive(context, m),
        Some(("restore", m)) => keep::restore(context, m),
        Some(("delete", m)) => keep::delete(context, m),
        Some(("export", m)) => export::run(context, m),
        Some(("receive", m)) => receive::run(context, m),
        Some(("handover", m)) => handover::run(context, m),
        Some(("consent", m)) => consent::run(context, m),
        Some(("note", m)) => notes::run(context, m),
        Some(("session", m)) => session::run(context, m),
        Some(("stats", m)) => stats::run(context, m),
        _ => list(context),
    }
}

/// Makes a case. What was put in `inbox` before there was one stays there and would be out of sight
/// from now on: it is said where it is.
fn new(context: &Context, name: &str) -> Result<(), Failure> {
    let home = context.home()?;
    let folder = home.make_case(name, context.clock.today())?;
    let inbox = home.case(INBOX)?;
    let mut screen = made_screen(context, "case.made", &folder);
    let mut json = made_json(&folder);
    if folder.name() != INBOX && inbox.exists() {
        let entries = entries(&inbox);
        let loans = inbox.load().ok().map(|c| c.loans.len());
        // What can't be counted is there all the same.
        if entries != Some(0) || loans != Some(0) {
            let shown = |count: Option<usize>| match count {
                Some(count) => count.to_string(),
                None => context.texts.t("case.unreadable"),
            };
            let counts = [("entries", shown(entries)), ("loans", shown(loans))];
            screen.text(context.texts.say("case.inbox-stays", counts));
            json["inbox"] = json!({"entries": entries, "loans": loans});
        }
    }
    context.emit(&screen, &json)
}

/// How many entries the log of a case has; `None` where it can't be read.
fn entries(folder: &CaseFolder) -> Option<usize> {
    let log = Log::of_case(folder.path());
    if !log.exists() {
        return Some(0);
    }
    crate::storage::log::entries(&log.path())
        .ok()
        .map(|list| list.len())
}

fn choose(context: &Context, name: Option<String>) -> Result<(), Failure> {
    let home = context.home()?;
    let name = match name {
        Some(name) => name,
        None => {
            context.need_terminal(vec!["name".into()])?;
            let cases = home.cases()?;
            let picked =
                crate::terminal::pick(&context.texts.t("case.pick"), &cases, context.manner);
            match picked.and_then(|i| cases.get(i).cloned()) {
                Some(name) => name,
                None => return Err(Failure::new("interrupted", Kind::Interrupted, Args::new())),
            }
        }
    };
    said(context, "case.in-use", &home.use_case(&name)?)
}

fn said(context: &Context, key: &str, folder: &CaseFolder) -> Result<(), Failure> {
    context.emit(&made_screen(context, key, folder), &made_json(folder))
}

fn made_screen(context: &Context, key: &str, folder: &CaseFolder) -> Screen {
    let path = folder.path().display().to_string();
    let mut screen = Screen::new();
    let words = args([("name", folder.name().into()), ("path", path)]);
    screen.text(context.texts.say(key, words));
    screen
}

fn made_json(folder: &CaseFolder) -> serde_json::Value {
    let path = folder.path().display().to_string();
    json!({"ok": true, "name": folder.name(), "path": path})
}

fn list(context: &Context) -> Result<(), Failure> {
    let home = context.home()?;
    let current = home.current()?;
    let mut grid = Grid {
        head: [
            "case.column.name",
            "case.column.loans",
            "case.column.entries",
            "case.column.in-use",
        ]
        .map(|k| context.texts.t(k))
        .to_vec(),
        figures: vec![1, 2],
        ..Grid::default()
    };
    let mut cases = Vec::new();
    let put_away = home.archived()?;
    let mut run_out = Vec::new();
    for name in home.cases()? {
        let in_use = current.as_deref() == Some(name.as_str());
        // One damaged case must not hide the others.
        let folder = home.case(&name)?;
        let case = folder.load().ok();
        let loans = case.as_ref().map(|c| c.loans.len());
        let counsel = case.map(|c| c.counsel).unwrap_or_default();
        let delete_by = counsel.delete_by();
        let stands = counsel.standing_consent(context.as_of()).is_some();
        if let Some(day) = delete_by.filter(|_| !stands) {
            let said = [("name", name.clone()), ("on", day.to_string())];
            run_out.push(context.texts.say("cases.until", said));
        }
        let entries = entries(&folder);
        let archived = put_away.contains(&name);
        let sealed = folder.is_sealed();
        let shown = |count: Option<usize>| match count {
            Some(count) => count.to_string(),
            None if sealed => context.texts.t("seal.in-the-list"),
            None => context.texts.t("case.unreadable"),
        };
        let mark = if in_use {
            context.texts.t("case.mark-in-use")
        } else {
            String::new()
        };
        if !archived {
            let row = vec![name.clone(), shown(loans), shown(entries), mark];
            grid.rows.push(row);
        }
        cases.push(json!({
            "name": name, "in_use": in_use, "loans": loans, "entries": entries, "sealed": sealed,
            "archived": archived, "delete_by": delete_by,
        }));
    }
    let mut screen = Screen::new();
    if cases.is_empty() {
        screen.text(context.texts.t("case.none"));
    }
    screen.grid(grid);
    for (key, names) in [
        ("cases.put-away", put_away),
        ("cases.overdue-deletion", run_out),
    ] {
        if !names.is_empty() {
            let names = [("names", context.texts.listed(&names))];
            screen.text(context.texts.say(key, names));
        }
    }
    context.emit(&screen, &json!({"ok": true, "cases": cases}))
}

/// Who the case is about, asked; what is known is offered, and an empty answer takes nothing away.
fn borrower(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "borrower")?;
    let lock = folder.lock()?;
    let draft = folder.draft("borrower");
    let mut case = folder.load()?;
    let mut known = Answers::new();
    for (name, fact) in BorrowerFact::ALL {
        if let Some(value) = case.borrower.fact(fact) {
            known.set(
                &format!("borrower.{name}"),
                Value::Given(value.into()),
                None,
            );
        }
    }
    let answers = ask::answers(context, &flow, &known, &draft, &|_, _| Vec::new(), &lock)?;
    for (name, fact) in BorrowerFact::ALL {
        if let Some(text) = answers.given(&format!("borrower.{name}")) {
            *case.borrower.fact_mut(fact) = Some(borrower_value(context, fact, text)?);
        } else {
            // Enter keeps what stands, so a fact passed over was never there or was struck by its word.
            *case.borrower.fact_mut(fact) = None;
        }
    }
    folder.save(&case, &lock)?;
    draft.remove()?;
    let mut screen = Screen::new();
    for fact in borrower_facts(&context.texts, &case) {
        let args = [("label", fact.label), ("value", fact.value)];
        screen.item("-", context.texts.say("case.fact", args));
    }
    context.emit(&screen, &json!({"ok": true, "borrower": case.borrower}))
}

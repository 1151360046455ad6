//! `menshen case session`: counselor and borrower at one table. What is known, missing and urgent on
//! one screen; a number starts the step it names; everything is kept as it is answered.

mod board;
mod pages;

use super::super::Failure;
use super::super::context::Context;
use super::chosen::{line, line_of};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::interview::reading::plain_form;
use crate::interview::{Prompter, Say};
use crate::render::dates::long_date;
use crate::render::screen::Screen;
use crate::storage::{CaseFolder, Home};
use board::Board;
use clap::ArgMatches;
use serde_json::json;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The steps in the order of their numbers, from 1.
const KEYS: [&str; 8] = [
    "case", "consent", "confirm", "plan", "log", "note", "pages", "lock",
];

/// Options that hold for every step of the session as they hold for it.
const PASSED_ON: [&str; 5] = ["home", "content", "as-of", "lang", "passphrase-file"];

/// Runs the session; where nobody can be asked, shows its one screen.
///
/// # Errors
/// The case can't be read, its passphrase isn't given, or the disk refuses. Leaving is no error.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(to) = matches.get_one::<String>("pages") {
        let folder = context.open_case()?;
        return write_pages(context, &folder, Path::new(to), true);
    }
    if !context.can_ask() || context.json {
        let folder = context.existing_case()?;
        let case = folder.as_ref().map(CaseFolder::load).transpose()?;
        return shown_once(context, folder.as_ref(), case.as_ref());
    }
    let session = Session {
        context,
        home: context.home()?,
        passed_on: passed_on(matches),
    };
    let mut name = match context.named_case() {
        Some(name) => Some(name.to_owned()),
        None => session.home.current()?,
    };
    loop {
        match session.step(&mut name) {
            Ok(()) => {}
            Err(failure) if failure.kind == Kind::Interrupted => break,
            Err(failure) => {
                crate::storage::vault::forget_all();
                return Err(failure);
            }
        }
    }
    crate::storage::vault::forget_all();
    context.note("session.ended", args([]));
    Ok(())
}

/// The options passed on to every step.
fn passed_on(matches: &ArgMatches) -> Vec<OsString> {
    let mut out = Vec::new();
    for id in PASSED_ON {
        if matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
            && let Some(value) = matches.get_one::<String>(id)
        {
            out.extend([format!("--{id}").into(), value.into()]);
        }
    }
    if matches.get_flag("plain") {
        out.push("--plain".into());
    }
    out
}

struct Session<'a> {
    context: &'a Context,
    home: Home,
    passed_on: Vec<OsString>,
}

impl Session<'_> {
    /// The screen, a number, the step.
    ///
    /// # Errors
    /// The person ended the session, or the case can't be read.
    fn step(&self, name: &mut Option<String>) -> Result<(), Failure> {
        let context = self.context;
        let folder = match name {
            Some(name) => Some(self.home.case(name)?).filter(CaseFolder::exists),
            None => None,
        };
        let mut screen = match &folder {
            None => {
                let mut screen = Screen::new();
                screen.text(context.texts.t("session.none"));
                screen
            }
            Some(folder) => {
                context.unlock(folder)?;
                let within = context.for_case(folder.name());
                screen(&within, folder, &folder.load()?)?
            }
        };
        for (number, key) in (1..).zip(KEYS) {
            let words = context.texts.t(&format!("session.key.{key}"));
            screen.item(format!("{number}."), words);
        }
        context.show(&screen);
        let typed = line_of(context, Say::key("session.ask"), "session.keys")?;
        let number = plain_form(&typed).parse::<usize>().ok();
        let key = number.and_then(|n| KEYS.get(n.checked_sub(1)?).copied());
        let done = match (key, &folder) {
            (Some("case"), _) => self.other_case(name),
            // Who leaves here leaves the session: it isn't opened again unasked.
            (Some("lock"), folder) => return self.lock(folder.as_ref()),
            (Some(step), Some(folder)) => self.on_case(step, folder),
            _ => {
                let mut prompter = context.prompter();
                prompter.show(&[Say::key("rejected.no-such-number")]);
                Ok(())
            }
        };
        match done {
            // Left one step: the table is still there.
            Err(failure) if failure.kind == Kind::Interrupted => Ok(()),
            Err(failure) => {
                self.say(&failure);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// A step that needs a case.
    fn on_case(&self, step: &str, folder: &CaseFolder) -> Result<(), Failure> {
        match step {
            "note" => {
                let text = self.line("session.note")?;
                self.command(folder, &["case", "note", "--", &text]);
            }
            "pages" => {
                let context = self.context;
                let usual = PathBuf::from(format!("{}_{}", folder.name(), context.as_of()));
                let shown = [("usual", usual.display().to_string())];
                let typed = line(context, Say::with("session.pages-folder", shown))?;
                let to = match typed.trim() {
                    "" => usual,
                    typed => PathBuf::from(typed),
                };
                let within = context.for_case(folder.name());
                write_pages(&within, folder, &to, false)?;
            }
            "consent" => self.command(folder, &["case", "consent"]),
            "log" => self.command(folder, &["log", "add"]),
            step => self.command(folder, &[step]),
        }
        Ok(())
    }

    fn line(&self, key: &str) -> Result<String, Failure> {
        line(self.context, Say::key(key))
    }

    /// A case of this name: the one that is there, else a new one. It is in use from now on.
    fn other_case(&self, name: &mut Option<String>) -> Result<(), Failure> {
        let typed = self.line("session.name")?;
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(());
        }
        if self.home.case(typed)?.exists() {
            self.home.use_case(typed)?;
        } else {
            self.home.make_case(typed, self.context.clock.today())?;
        }
        *name = Some(typed.to_owned());
        Ok(())
    }

    fn say(&self, failure: &Failure) {
        let said = failure.text(&self.context.texts, self.context.manner.columns);
        self.context.prompter().show(&[Say::Plain(said)]);
    }

    /// Runs a command on the case in front, as if it had been typed; what it says it says itself.
    fn command(&self, folder: &CaseFolder, words: &[&str]) {
        let mut line: Vec<OsString> = vec!["menshen".into()];
        line.extend(self.passed_on.iter().cloned());
        line.extend(["--case".into(), folder.name().into()]);
        line.extend(words.iter().map(OsString::from));
        // The step's own end is no end of the session.
        let _ = super::super::run(line);
    }

    /// Wipes the screen and forgets every key; Enter, and for a sealed case the passphrase, go on.
    fn lock(&self, folder: Option<&CaseFolder>) -> Result<(), Failure> {
        crate::storage::vault::forget_all();
        crate::terminal::wiped();
        let context = self.context;
        context.note("session.locked", args([]));
        match folder {
            Some(folder) if folder.is_sealed() => {
                self.line("session.locked-back")?;
                context.unlock(folder)?;
            }
            _ => {
                context.note("session.locked-open", args([]));
                self.line("session.locked-back")?;
            }
        }
        crate::terminal::wiped();
        Ok(())
    }
}

/// The case in front: what is known, missing, urgent.
fn screen(context: &Context, folder: &CaseFolder, case: &Case) -> Result<Screen, Failure> {
    let texts = &context.texts;
    let board = Board::of(context, case)?;
    let mut screen = Screen::new();
    let words = [
        ("name", folder.name().to_owned()),
        ("on", long_date(context.as_of())),
    ];
    screen.title(texts.say("session.title", words));
    for (key, lines) in [
        ("urgent", &board.urgent),
        ("missing", &board.missing),
        ("known", &board.known),
    ] {
        let lines = match lines.is_empty() {
            true => texts.t("session.nothing"),
            false => lines.join("；"),
        };
        screen.item(texts.t(&format!("session.{key}")), lines);
    }
    Ok(screen)
}

fn shown_once(
    context: &Context,
    folder: Option<&CaseFolder>,
    case: Option<&Case>,
) -> Result<(), Failure> {
    let (Some(folder), Some(case)) = (folder, case) else {
        let mut screen = Screen::new();
        screen.text(context.texts.t("case.none"));
        return context.emit(&screen, &json!({"ok": true, "name": null}));
    };
    let board = Board::of(context, case)?;
    let json = json!({
        "ok": true, "name": folder.name(), "as_of": context.as_of(), "known": board.known,
        "missing": board.missing, "urgent": board.urgent, "first": board.first,
        "delete_by": case.counsel.delete_by(),
    });
    context.emit(&screen(context, folder, case)?, &json)
}

fn write_pages(
    context: &Context,
    folder: &CaseFolder,
    to: &Path,
    tells: bool,
) -> Result<(), Failure> {
    let case = folder.load()?;
    let to = std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
    let paths = pages::written(context, folder, &case, &to)?;
    let shown = to.display().to_string();
    let mut screen = Screen::new();
    screen.text(context.texts.say("session.pages", [("folder", shown)]));
    screen.text(context.texts.t("session.pages-check"));
    let paths: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    if tells {
        return context.emit(&screen, &json!({"ok": true, "files": paths}));
    }
    context.show(&screen);
    Ok(())
}

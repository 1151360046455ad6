//! `menshen case session`: counselor and borrower at one table. What is known, missing and urgent on
//! one screen; a number starts the step it names; everything is kept as it is answered.

mod board;
mod front;
mod pages;
mod shown;
mod typist;

use super::super::Failure;
use super::super::context::Context;
use super::chosen::{line, line_of};
use crate::domain::case::Case;
use crate::domain::case::counsel::Consent;
use crate::domain::coded::{Kind, args};
use crate::interview::reading::plain_form;
use crate::interview::{Prompter, Say};
use crate::render::screen::Screen;
use crate::storage::{CaseFolder, Home};
use clap::ArgMatches;
use serde_json::json;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use typist::Typist;

/// The steps in the order of their numbers, from 1.
const KEYS: [&str; 8] = [
    "case", "consent", "confirm", "plan", "log", "note", "pages", "lock",
];

/// Steps that ask for accounts and money, which are agreed to separately.
const MONEY: [&str; 2] = ["confirm", "plan"];

/// Steps that show what came of them, to be read before the screen of the session comes back.
const READ_OUT: [&str; 2] = ["confirm", "plan"];

/// What a step puts into the case, by the word the consent has for it.
const PUTS_IN: [(&str, &str); 3] = [
    ("confirm", "loans"),
    ("plan", "household"),
    ("log", "records"),
];

/// Options that hold for every step of the session as they hold for it.
const PASSED_ON: [&str; 5] = ["home", "content", "as-of", "lang", "passphrase-file"];

/// Runs the session; where nobody can be asked, shows its one screen.
///
/// # Errors
/// The case can't be read, its passphrase isn't given, the borrower's consent doesn't stand and nobody
/// can be asked, or the disk refuses. Leaving is no error.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(to) = matches.get_one::<String>("pages") {
        let folder = context.open_case()?;
        return write_pages(context, &folder, Typist::Helper, Path::new(to), true);
    }
    if !context.can_ask() || context.json {
        let folder = context.existing_case()?;
        let case = folder.as_ref().map(CaseFolder::load).transpose()?;
        // A program that only looks (`--json`) is told what is missing; whoever sends answers or pipes
        // them in means to go on.
        let only_looks = context.json && context.answers.is_none();
        if let (Some(folder), Some(case), false) = (&folder, &case, only_looks) {
            typist::needed(context, folder.name(), &case.counsel)?;
        }
        return shown::once(context, folder.as_ref(), case.as_ref());
    }
    let home = context.home()?;
    let name = match context.named_case() {
        Some(name) => Some(name.to_owned()),
        None => home.current()?,
    };
    let mut session = Session {
        context,
        home,
        passed_on: passed_on(matches),
        name,
        borrower_types: BTreeSet::new(),
        made: None,
    };
    loop {
        match session.step() {
            Ok(()) => {}
            // Without consent that was said already, and nothing was stored.
            Err(failure) if failure.is_said() => {
                crate::storage::vault::forget_all();
                return Ok(());
            }
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
    /// The case in front.
    name: Option<String>,
    /// Cases whose borrowers type for themselves tonight.
    borrower_types: BTreeSet<String>,
    /// The case this session made last, and the one that was in use before.
    made: Option<front::Made>,
}

impl Session<'_> {
    /// The screen, a number, the step.
    ///
    /// # Errors
    /// The person ended the session, or the case can't be read.
    fn step(&mut self) -> Result<(), Failure> {
        let context = self.context;
        let folder = match &self.name {
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
                if !context.unlock_or_turn_away(folder)? {
                    let done = self.other_case();
                    return self.said(done);
                }
                let case = folder.load()?;
                let Some(typist) = self.typist(folder.name(), &case) else {
                    return self.leave_asked(folder, &case);
                };
                let within = context.for_case(folder.name());
                shown::screen(&within, folder, &case, typist)?
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
            (Some("case"), _) => self.other_case(),
            // Who leaves here leaves the session: it isn't opened again unasked.
            (Some("lock"), folder) => return self.lock(folder.as_ref()),
            (Some(step), Some(folder)) => self.on_case(step, folder),
            _ => {
                let mut prompter = context.prompter();
                prompter.show(&[Say::key("rejected.no-such-number")]);
                Ok(())
            }
        };
        self.said(done)
    }

    /// Leaving one step leaves the table where it was; what went wrong is said.
    ///
    /// # Errors
    /// The borrower's leave was refused: the session is at its end.
    fn said(&self, done: Result<(), Failure>) -> Result<(), Failure> {
        match done {
            Err(failure) if failure.is_said() => Err(failure),
            Err(failure) if failure.kind != Kind::Interrupted => {
                self.say(&failure);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Who types into this case; `None` where that has to be asked first.
    fn typist(&self, name: &str, case: &Case) -> Option<Typist> {
        let agreed = case.counsel.standing_consent(self.context.as_of());
        match agreed {
            Some(_) => Some(Typist::Helper),
            None => self
                .borrower_types
                .contains(name)
                .then_some(Typist::Borrower),
        }
    }

    /// A step that needs a case.
    fn on_case(&mut self, step: &str, folder: &CaseFolder) -> Result<(), Failure> {
        let case = folder.load()?;
        let agreed = case.counsel.standing_consent(self.context.as_of());
        if MONEY.contains(&step) && agreed.is_some_and(|consent| !consent.sensitive) {
            self.context.note("consent.not-sensitive", args([]));
            return Ok(());
        }
        if let Some(kind) = agreed.and_then(|consent| left_out(step, consent)) {
            let kind = self
                .context
                .texts
                .t(&format!("consent.consent.kinds.options.{kind}"));
            self.context
                .note("session.not-among", args([("kind", kind)]));
        }
        match step {
            "note" => {
                let text = self.line("session.note")?;
                let _ = self.command(folder, &["case", "note", "--", &text]);
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
                let typist = self.typist(folder.name(), &case).unwrap_or(Typist::Helper);
                write_pages(&within, folder, typist, &to, false)?;
            }
            "consent" => {
                let _ = self.command(folder, &["case", "consent"]);
            }
            "log" => {
                let _ = self.command(folder, &["log", "add"]);
            }
            step => {
                let is_done = self.command(folder, &[step]) == ExitCode::SUCCESS;
                if is_done && READ_OUT.contains(&step) {
                    self.line("session.read-on")?;
                }
            }
        }
        Ok(())
    }

    fn line(&self, key: &str) -> Result<String, Failure> {
        line(self.context, Say::key(key))
    }

    fn say(&self, failure: &Failure) {
        let said = failure.text(&self.context.texts, self.context.manner.columns);
        self.context.prompter().show(&[Say::Plain(said)]);
    }

    /// Runs a command on the case in front, as if it had been typed; what it says it says itself.
    fn command(&self, folder: &CaseFolder, words: &[&str]) -> ExitCode {
        let mut line: Vec<OsString> = vec!["menshen".into()];
        line.extend(self.passed_on.iter().cloned());
        line.extend(["--case".into(), folder.name().into()]);
        line.extend(words.iter().map(OsString::from));
        // The step's own end is no end of the session.
        super::super::run(line)
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
                // A file with the passphrase may lie beside the machine: only a person opens it again.
                context.unlock_by_hand(folder)?;
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

/// What a step puts in, where the consent doesn't name it.
fn left_out(step: &str, consent: &Consent) -> Option<&'static str> {
    let (_, kind) = PUTS_IN.into_iter().find(|(of, _)| *of == step)?;
    (!consent.kinds.iter().any(|agreed| agreed == kind)).then_some(kind)
}

fn write_pages(
    context: &Context,
    folder: &CaseFolder,
    typist: Typist,
    to: &Path,
    tells: bool,
) -> Result<(), Failure> {
    let case = folder.load()?;
    let to = std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
    let paths = pages::written(context, folder, &case, typist, &to)?;
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

//! `menshen audit --cases`: the loans of every case kept here, case by case.

use super::lines::{Answers, Arrival};
use super::{Failure, Feed, batch};
use crate::cli::context::Context;
use crate::domain::case::Case;
use crate::domain::coded::args;
use crate::domain::statement::{Audit, CasePlace};
use crate::storage::vault::{self, Passphrase, VaultError};
use crate::storage::{Home, StorageError};
use clap::ArgMatches;
use std::sync::mpsc::SyncSender;
use toml::Table;

/// A case as it was found.
struct Found {
    name: String,
    /// The number of its first line in the answers.
    first: usize,
    /// Its loans that count, or why they can't be reached.
    loans: Result<Vec<Table>, Failure>,
    /// How many of its loans are paid off or put away.
    set_aside: usize,
}

impl Found {
    /// How many lines answer it.
    fn lines(&self) -> usize {
        self.loans.as_ref().map_or(1, Vec::len)
    }
}

/// Answers the loans of all cases in the order of their names, or of the one named with `--case`.
/// Cases put away only where asked for. A case that can't be opened or read has a line of its own
/// with the reason.
///
/// # Errors
/// The home or the passphrase's file can't be read; else as for a file.
pub(super) fn run(
    context: &Context,
    matches: &ArgMatches,
    audit: Audit<'_>,
) -> Result<(), Failure> {
    let texts = &context.texts;
    let home = context.home()?;
    let (names, put_away) = names(context, &home, matches.get_flag("archived"))?;
    let passphrase = context.given_passphrase()?;
    // As every other command sees the loans of a case: on the day asked for, or today.
    let audit = Audit {
        as_of: Some(context.as_of()),
        ..audit
    };
    context.note("audit-cases.stays", args([]));
    let cases = names.len();
    let feed = Feed {
        name: home.path().display().to_string(),
        words: "audit-cases",
        size: Some(cases as u64),
        read: move |to: &SyncSender<Arrival<Found>>| read(&home, names, passphrase.as_ref(), to),
    };
    let answered = batch(context, feed, &|found| {
        answers(&audit, found, &|failure| {
            texts.say(&format!("errors.{}.message", failure.code), &failure.args)
        })
    })?;
    let Some(progress) = answered else {
        return Ok(());
    };
    // What has no line is said here and nowhere else: also where nobody sits at a terminal.
    let mut words = progress.counts();
    words.extend(args([
        ("cases", cases.to_string()),
        ("put_away", put_away.to_string()),
    ]));
    context.note("audit-cases.done", words);
    if context.output().is_some() {
        context.say_not_sealed();
    }
    Ok(())
}

/// The names of the cases to answer, and how many that are put away are left out.
fn names(
    context: &Context,
    home: &Home,
    with_put_away: bool,
) -> Result<(Vec<String>, usize), Failure> {
    if let Some(name) = context.named_case() {
        return Ok((vec![home.existing(name)?.name().to_owned()], 0));
    }
    let mut names = home.cases()?;
    if with_put_away {
        return Ok((names, 0));
    }
    let all = names.len();
    let put_away = home.archived()?;
    names.retain(|name| !put_away.contains(name));
    let left_out = all - names.len();
    Ok((names, left_out))
}

/// Reads one case after the other. Ends early when nobody takes them any more.
fn read(
    home: &Home,
    names: Vec<String>,
    passphrase: Option<&Passphrase>,
    to: &SyncSender<Arrival<Found>>,
) {
    let mut first = 1;
    for name in names {
        let case = case_of(home, &name, passphrase);
        let kept = case.as_ref().map_or(0, |case| case.loans.len());
        let loans = case.map(|case| case.counted_loans().cloned().collect::<Vec<Table>>());
        let counted = loans.as_ref().map_or(0, Vec::len);
        let found = Found {
            name,
            first,
            loans,
            set_aside: kept - counted,
        };
        first += found.lines();
        if to.send(Arrival::Piece(found)).is_err() {
            return;
        }
    }
    // Nobody takes it where the batch was stopped.
    let _ = to.send(Arrival::End);
}

/// The case of this name. One that another program is at may be about to change: its figures aren't
/// taken.
fn case_of(home: &Home, name: &str, passphrase: Option<&Passphrase>) -> Result<Case, Failure> {
    let folder = home.existing(name)?;
    if folder.is_sealed() {
        let passphrase = passphrase.ok_or(VaultError::Shut)?;
        vault::open(folder.path(), passphrase)?;
    }
    let lock = match folder.lock() {
        Err(locked @ StorageError::Locked { .. }) => return Err(locked.into()),
        // A disk that can only be read from has no locks, and nothing changes on it.
        taken => taken.ok(),
    };
    let case = folder.load()?;
    drop(lock);
    Ok(case)
}

/// The answers to one case. `message` finds the words for why it can't be reached.
fn answers(audit: &Audit<'_>, found: &Found, message: &dyn Fn(&Failure) -> String) -> Answers {
    let mut answers = Answers {
        count: found.lines(),
        set_aside: found.set_aside,
        read: 1,
        ..Answers::default()
    };
    let at = |line| CasePlace {
        case: &found.name,
        line,
    };
    let out = &mut answers.bytes;
    match &found.loans {
        Ok(loans) => {
            for (line, loan) in (found.first..).zip(loans) {
                let stated = audit.answer_stored(at(line), loan, out);
                answers.refused += usize::from(!stated);
            }
        }
        Err(failure) => {
            audit.refuse_case(at(found.first), &failure.code, message(failure), out);
            answers.refused = 1;
        }
    }
    answers
}

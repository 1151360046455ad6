//! Which case a command on whole cases is about, and asking before something can't be undone.

use super::super::Failure;
use super::super::context::Context;
use crate::domain::coded::{Args, Kind, args};
use crate::interview::reading::{plain_form, yes_or_no};
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::storage::{CaseFolder, INBOX};
use clap::ArgMatches;

/// The case named on the line, by `--case`, or in use; it isn't opened, and none is made.
///
/// # Errors
/// There is none of that name, or none at all.
pub(super) fn chosen(context: &Context, matches: &ArgMatches) -> Result<CaseFolder, Failure> {
    let home = context.home()?;
    let named = matches.get_one::<String>("name").map(String::as_str);
    let name = match named.or(context.named_case()) {
        Some(name) => name.to_owned(),
        None => home.current()?.unwrap_or_else(|| INBOX.to_owned()),
    };
    Ok(home.existing(&name)?)
}

/// Asks for the name of the case, then for a yes: a deletion is never one key. `--yes NAME` stands
/// for both.
///
/// # Errors
/// The name is another, nobody can be asked, or the person left: nothing was deleted. False: the
/// person thought better of it.
pub(super) fn deletion_agreed(
    context: &Context,
    name: &str,
    yes: Option<&String>,
) -> Result<bool, Failure> {
    deletion_can_be_agreed(context, name, yes)?;
    if yes.is_some() {
        return Ok(true);
    }
    let typed = line(
        context,
        Say::with("cases.delete.type-name", [("name", name.to_owned())]),
    )?;
    if typed.trim() != name {
        return Err(other_name(name));
    }
    sure(context, name)
}

/// Refuses before any work what [`deletion_agreed`] would refuse after it without asking.
///
/// # Errors
/// `--yes` has another name, or it isn't there and nobody can be asked.
pub(super) fn deletion_can_be_agreed(
    context: &Context,
    name: &str,
    yes: Option<&String>,
) -> Result<(), Failure> {
    match yes {
        Some(given) if given == name => Ok(()),
        Some(_) => Err(other_name(name)),
        None if context.can_ask() => Ok(()),
        None => {
            let needed = vec!["yes".to_owned()];
            let failure = Failure::new("case-delete-unasked", Kind::AnswerNeeded, named(name));
            Err(failure.with_needed(needed))
        }
    }
}

fn other_name(name: &str) -> Failure {
    Failure::new("case-delete-name", Kind::Usage, named(name))
}

fn named(name: &str) -> Args {
    args([("name", name.to_owned())])
}

/// One line from the person, who may leave with `!` or Ctrl-C.
///
/// # Errors
/// The person left.
pub(super) fn line(context: &Context, asked: Say) -> Result<String, Failure> {
    line_of(context, asked, "cases.keys")
}

/// The same with a line of keys of its own.
///
/// # Errors
/// The person left.
pub(super) fn line_of(context: &Context, asked: Say, keys: &str) -> Result<String, Failure> {
    let page = Page {
        body: vec![asked],
        keys: Some(Say::key(keys)),
        fresh: true,
        ..Page::default()
    };
    line_of_page(context, &page)
}

/// A yes or a no; an empty line is a no.
///
/// # Errors
/// The person left.
fn sure(context: &Context, name: &str) -> Result<bool, Failure> {
    let choice = |number: &str, which: &str| Choice {
        key: number.to_owned(),
        label: Say::key(format!("cases.delete.sure-{which}")),
    };
    let page = Page {
        body: vec![Say::with("cases.delete.sure", [("name", name.to_owned())])],
        choices: vec![choice("1", "yes"), choice("2", "no")],
        keys: Some(Say::key("cases.keys")),
        fresh: true,
        ..Page::default()
    };
    loop {
        let line = line_of_page(context, &page)?;
        if line.trim().is_empty() {
            return Ok(false);
        }
        match yes_or_no(&line) {
            Some(yes) => return Ok(yes),
            None => context
                .prompter()
                .show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

/// One line in answer to a page, from the person, who may leave with `!` or Ctrl-C.
///
/// # Errors
/// The person left.
pub(super) fn line_of_page(context: &Context, page: &Page) -> Result<String, Failure> {
    let mut prompter = context.prompter();
    loop {
        let left = || Failure::new("interrupted", Kind::Interrupted, Args::new());
        let Reply::Line(line) = prompter.ask(page) else {
            return Err(left());
        };
        match plain_form(&line).as_str() {
            "!" | "退出" => return Err(left()),
            "#" | "求助" => prompter.show(&[Say::key("interview.help")]),
            _ => return Ok(line),
        }
    }
}

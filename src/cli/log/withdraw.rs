//! `menshen log withdraw`: striking out an entry that should never have been one, after a second
//! look. It stays where it is, and can't be brought back.

use super::super::Failure;
use super::super::ask;
use super::super::context::Context;
use super::add;
use super::amend::{self, Target};
use crate::content::load_flow;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::withdrawal;
use crate::interview::reading::{plain_form, yes_or_no};
use crate::interview::{Answers, Choice, Page, Prompter, Reply, Say, Value as Answer};
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::json;

/// Strikes an entry out: at a terminal after it was shown and confirmed; elsewhere where a file of
/// answers confirms it, or the line gives the reason.
///
/// # Errors
/// Nothing was written.
pub fn withdraw(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let target = amend::target(context, super::seq(matches)?)?;
    let reason = matches
        .get_one::<String>("reason")
        .map(|reason| reason.trim().to_owned())
        .filter(|reason| !reason.is_empty());
    let decided = if context.answers.is_some() {
        from_file(context, &target, reason)?
    } else if context.manner.interactive {
        asked(context, &target, reason)?
    } else if reason.is_some() {
        Decided::Withdraw(reason)
    } else {
        context.need_terminal(vec!["reason".to_owned(), "confirm".to_owned()])?;
        Decided::Keep
    };
    match decided {
        Decided::Withdraw(reason) => write(context, &target, reason.as_deref(), matches),
        Decided::Keep => {
            let seq = target.seq();
            let mut screen = Screen::new();
            let kept = context.texts.say("log-withdraw.kept", [("seq", seq)]);
            screen.text(kept);
            let json = json!({"ok": true, "amends": seq, "changed": [], "entries": []});
            context.emit(&screen, &json)
        }
    }
}

/// What the person made up their mind to.
enum Decided {
    /// Strike it out, for this reason if they gave one.
    Withdraw(Option<String>),
    /// Leave it.
    Keep,
}

fn from_file(
    context: &Context,
    target: &Target,
    reason: Option<String>,
) -> Result<Decided, Failure> {
    let flow = load_flow(&context.library, "log-withdraw")?;
    let draft = target.draft("log-withdraw");
    let lock = target.folder.lock()?;
    let mut known = Answers::new();
    if let Some(reason) = reason {
        known.set("reason", Answer::Given(reason), None);
    }
    let nothing_aside = |_: &str, _: &Answers| Vec::new();
    let answers = ask::answers(context, &flow, &known, &draft, &nothing_aside, &lock)?;
    let given = |id: &str| answers.get(id).and_then(Answer::given).map(str::to_owned);
    Ok(match given("confirm").as_deref() {
        Some("true") => Decided::Withdraw(given("reason")),
        _ => Decided::Keep,
    })
}

/// The entry shown, what a withdrawal does and doesn't do, the reason, and a confirmation that an
/// empty line never gives.
fn asked(context: &Context, target: &Target, reason: Option<String>) -> Result<Decided, Failure> {
    amend::show_first(context, &target.view)?;
    let mut prompter = context.prompter();
    let seq = target.seq().to_string();
    prompter.show(&[Say::with(
        "log-withdraw.what-it-does",
        [("seq", seq.clone())],
    )]);
    let reason = match reason {
        Some(reason) => Some(reason),
        None => {
            let page = Page {
                body: vec![Say::key("log-withdraw.reason.ask")],
                keys: Some(Say::key("log-withdraw.reason.keys")),
                ..Page::default()
            };
            let line = answered(&mut prompter, &page)?;
            Some(line.trim().to_owned()).filter(|line| !line.is_empty())
        }
    };
    let choice = |key: &str, text: &str| Choice {
        key: key.to_owned(),
        label: Say::key(format!("log-withdraw.confirm.{text}")),
    };
    let page = Page {
        body: vec![Say::with("log-withdraw.confirm.ask-of", [("seq", seq)])],
        choices: vec![choice("1", "yes"), choice("2", "no")],
        keys: Some(Say::key("log-withdraw.confirm.keys")),
        ..Page::default()
    };
    loop {
        let line = answered(&mut prompter, &page)?;
        if line.is_empty() {
            return Ok(Decided::Keep);
        }
        match yes_or_no(&line) {
            Some(true) => return Ok(Decided::Withdraw(reason)),
            Some(false) => return Ok(Decided::Keep),
            None => prompter.show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

/// One line; the person may leave with `!` or Ctrl-C, and nothing was written.
fn answered(prompter: &mut dyn Prompter, page: &Page) -> Result<String, Failure> {
    loop {
        let left = || Failure::new("interrupted", Kind::Interrupted, args([]));
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

fn write(
    context: &Context,
    target: &Target,
    reason: Option<&str>,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let content = withdrawal(target.seq(), reason)
        .map_err(|problems| add::rejected(context, &[(None, problems)]))?;
    let contents = std::slice::from_ref(&content);
    let force = matches.get_flag("force");
    let appended = super::append(context, &target.folder, contents, force)?;
    let mut screen = Screen::new();
    let words = [
        ("seq", amend::last_seq(&appended).to_string()),
        ("target", target.seq().to_string()),
    ];
    screen.text(context.texts.say("log.withdrawn", words));
    super::say(context, &mut screen, "log-withdraw.what-now", Args::new());
    let changed = ["withdrawn".to_owned()];
    amend::finish(context, target, screen, &content, &appended, &changed)
}

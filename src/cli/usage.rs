//! clap's own words are English: its kinds of error are mapped to ours.

use super::failure::Failure;
use crate::domain::coded::{Args, Kind, args};
use crate::render::texts::Texts;
use clap::error::{ContextKind, ContextValue, ErrorKind};

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(list)) => list
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、"),
        _ => String::new(),
    }
}

/// Is this an amount below zero, taken for an option by its sign?
fn is_negative_number(arg: &str) -> bool {
    let figures = arg.strip_prefix('-').unwrap_or_default();
    figures.starts_with(|c: char| c.is_ascii_digit())
}

/// The command a person may have meant by another word for it (`核对` for `对账`).
fn near_word(texts: &Texts, given: &str) -> Option<String> {
    texts.get(&format!("near-words.{given}")).map(str::to_owned)
}

/// A failure in our words for what the argument parser refused.
pub fn failure(error: &clap::Error, texts: &Texts) -> Failure {
    let arg = context(error, ContextKind::InvalidArg);
    // What isn't the name of an option is something a person typed: a number meant for a question,
    // perhaps. It is never said back.
    let arg_name = if arg.starts_with('-') {
        arg.split('=').next().unwrap_or_default().to_owned()
    } else {
        String::new()
    };
    let (code, args) = match error.kind() {
        ErrorKind::UnknownArgument if is_negative_number(&arg) => {
            ("usage-negative-number", Args::new())
        }
        ErrorKind::UnknownArgument => {
            let near = context(error, ContextKind::SuggestedArg);
            (
                "usage-unknown-argument",
                args([("arg", arg_name), ("near", near)]),
            )
        }
        ErrorKind::InvalidSubcommand => {
            // A mistyped command is a word; with a digit in it, it may be a number of somebody's.
            let mut given = context(error, ContextKind::InvalidSubcommand);
            if given.chars().any(char::is_numeric) {
                given.clear();
            }
            let near = near_word(texts, &given)
                .unwrap_or_else(|| context(error, ContextKind::SuggestedSubcommand));
            (
                "usage-unknown-command",
                args([("arg", given), ("near", near)]),
            )
        }
        ErrorKind::MissingSubcommand => {
            let known = context(error, ContextKind::ValidSubcommand);
            ("usage-command-missing", args([("known", known)]))
        }
        ErrorKind::MissingRequiredArgument => ("usage-argument-missing", args([("arg", arg)])),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = context(error, ContextKind::ValidValue);
            ("usage-bad-value", args([("arg", arg), ("known", known)]))
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            ("usage-conflict", args([("arg", arg), ("other", other)]))
        }
        ErrorKind::InvalidUtf8 => ("usage-not-utf8", Args::new()),
        _ => ("usage-other", args([("arg", arg)])),
    };
    Failure::new(code, Kind::Usage, args)
}

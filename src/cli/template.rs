//! `--answers-template`: a file with every question of a flow explained, to be filled and given
//! back with `--answers`.

mod visit;

use super::Failure;
use super::context::Context;
use crate::content::load_flow;
use crate::domain::coded::{Kind as FailureKind, args};
use crate::domain::loan::{Form, LISTS, Member, members};
use crate::interview::engine::word;
use crate::interview::flow::{Kind, Question};
use crate::interview::questionnaire::{Condition, Entry};
use crate::render::case::member_key;
use crate::render::template::{Place, template};
use clap::ArgMatches;

/// Prints the template of the command at hand.
///
/// # Errors
/// The command asks nothing, or the file of `-o` can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |m: &ArgMatches, id: &str| m.get_one::<String>(id).cloned();
    let (command, flow) = match matches.subcommand() {
        Some(("confirm", m)) if !m.get_flag("edit") => {
            return put(context, "confirm", &loan_places(context));
        }
        Some(("confirm", m)) => {
            let id = text(m, "loan").unwrap_or_default();
            (format!("confirm {id} --edit"), "confirm".to_owned())
        }
        Some(("plan", m)) if m.subcommand_name() == Some("offer") => {
            ("plan offer".to_owned(), "offer".to_owned())
        }
        Some(("plan", m)) if m.subcommand().is_some() => return Err(none()),
        Some(("plan", m)) if m.get_flag("full") => ("plan --full".to_owned(), "budget".to_owned()),
        Some(("plan", _)) => ("plan".to_owned(), "plan".to_owned()),
        Some(("letter", m)) if matches!(m.subcommand_name(), Some("sent" | "replied" | "call")) => {
            let name = m.subcommand_name().unwrap_or_default();
            (format!("letter {name}"), format!("letter-{name}"))
        }
        Some(("letter", m)) => {
            let letter = text(m, "letter").unwrap_or_default().to_ascii_uppercase();
            let flow = format!("letter-{}", letter.to_ascii_lowercase());
            if letter.is_empty()
                || context
                    .library
                    .file(&format!("flows/{flow}.toml"))
                    .is_empty()
            {
                return Err(none());
            }
            (format!("letter {letter}"), flow)
        }
        Some(("log", m)) if m.subcommand_name() == Some("add") => {
            ("log add".to_owned(), "log-add".to_owned())
        }
        Some(("log", m)) if m.subcommand_name() == Some("amend") => {
            let seq = m.subcommand().and_then(|(_, m)| text(m, "seq"));
            let seq = seq.unwrap_or_default();
            (format!("log amend {seq}"), "log-amend".to_owned())
        }
        Some(("visit", _)) => {
            return put(context, "visit", &visit::places(context)?);
        }
        Some(("case", m)) if m.subcommand_name() == Some("borrower") => {
            ("case borrower".to_owned(), "borrower".to_owned())
        }
        Some(("case", m)) if m.subcommand_name() == Some("consent") => {
            ("case consent".to_owned(), "consent".to_owned())
        }
        Some(("check", m)) if matches!(m.subcommand_name(), Some("payee" | "agreement")) => {
            let name = m.subcommand_name().unwrap_or_default();
            (format!("check {name}"), format!("check-{name}"))
        }
        Some(("report", m)) => {
            let name = m.subcommand_name().unwrap_or_default();
            let flow = super::report::questions(context, name)?.ok_or_else(none)?;
            let places: Vec<Place> = flow
                .entries
                .iter()
                .map(|entry| question_place(context, entry))
                .collect();
            return put(context, &format!("report {name}"), &places);
        }
        _ => return Err(none()),
    };
    let flow = super::letter::for_file(load_flow(&context.library, &flow)?);
    let places: Vec<Place> = flow
        .entries
        .iter()
        .map(|entry| question_place(context, entry))
        .collect();
    put(context, &command, &places)
}

fn none() -> Failure {
    Failure::new("template-none", FailureKind::Usage, args([]))
}

fn put(context: &Context, command: &str, places: &[Place]) -> Result<(), Failure> {
    context.put(&template(&context.texts, command, places))
}

fn question_place(context: &Context, entry: &Entry) -> Place {
    let texts = &context.texts;
    let question = &entry.question;
    let mut lines = explained(context, &question.text);
    if let Kind::Choice(options) | Kind::Several(options) = &question.kind {
        lines.extend(options.iter().map(|o| option(context, &question.text, o)));
    }
    lines.push(texts.t(&format!("template.form.{}", word(&question.kind))));
    let when: Vec<String> = entry.when.iter().map(|c| condition(context, c)).collect();
    let any: Vec<String> = entry
        .when_any
        .iter()
        .map(|c| condition(context, c))
        .collect();
    for (key, parts) in [("template.when", when), ("template.when-any", any)] {
        if !parts.is_empty() {
            let joiner = texts.t(&format!("{key}-joiner"));
            lines.push(texts.say(key, [("conditions", parts.join(&joiner))]));
        }
    }
    lines.push(texts.t(need(question)));
    Place {
        title: short(context, &question.text),
        lines,
        assignment: format!("{} = {}", question.id, empty(&question.kind)),
    }
}

fn need(question: &Question) -> &'static str {
    match (question.required, question.unknown) {
        (true, _) => "template.required",
        (false, true) => "template.may-be-unknown",
        (false, false) => "template.optional",
    }
}

fn condition(context: &Context, condition: &Condition) -> String {
    let args = [
        ("id", condition.id.clone()),
        ("is", condition.is.join(" / ")),
    ];
    context.texts.say("template.condition", args)
}

fn empty(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo | Kind::Count { .. } => "",
        Kind::DatedAmounts | Kind::Rows | Kind::Files | Kind::Amounts | Kind::Several(_) => "[]",
        _ => "\"\"",
    }
}

fn short(context: &Context, key: &str) -> String {
    let texts = &context.texts;
    let short = texts.get(&format!("{key}.short"));
    short.map_or_else(|| texts.t(&format!("{key}.ask")), str::to_owned)
}

/// What is asked, why, and where the fact is to be had.
fn explained(context: &Context, key: &str) -> Vec<String> {
    let texts = &context.texts;
    ["ask", "why", "fetch"]
        .iter()
        .filter_map(|part| {
            let words = texts.get(&format!("{key}.{part}"))?;
            Some(texts.say(&format!("template.{part}"), [("words", words)]))
        })
        .collect()
}

fn option(context: &Context, key: &str, option: &str) -> String {
    let words = context.texts.t(&format!("{key}.options.{option}"));
    let args = [("id", option.to_owned()), ("words", words)];
    context.texts.say("template.option", args)
}

/// Every member of the loan format; the members of a list stand together before one worked line.
fn loan_places(context: &Context) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut open: Option<&str> = None;
    for member in members() {
        let list = LISTS.iter().copied().find(|list| {
            member
                .path
                .strip_prefix(list)
                .is_some_and(|rest| rest.starts_with(".0."))
        });
        match (list, places.last_mut()) {
            (None, _) => places.push(member_place(context, &member)),
            (Some(name), Some(place)) if open == list => {
                let lines = list_member_lines(context, name, &member);
                place.lines.extend(lines);
            }
            (Some(name), _) => places.push(list_place(context, name, &member)),
        }
        open = list;
    }
    places
}

fn member_place(context: &Context, member: &Member) -> Place {
    let texts = &context.texts;
    let key = member_key(texts, member.path);
    let mut lines = explained(context, &key);
    if let Form::Choice(words) = &member.form {
        lines.extend(words.iter().map(|word| option(context, &key, word)));
    }
    lines.push(texts.t(&format!("template.form.{}", form_word(&member.form))));
    if let Some(note) = texts.get(&format!(
        "template.member.{}",
        member.path.replace('.', "-")
    )) {
        lines.push(note.to_owned());
    }
    let need = if member.required {
        "template.required"
    } else if matches!(&member.form, Form::Choice(words) if words.contains(&"unknown")) {
        "template.leave-out"
    } else {
        "template.leave-out-unknown"
    };
    lines.push(texts.t(need));
    let value = match member.form {
        Form::Flag | Form::Whole => "",
        _ => "\"\"",
    };
    Place {
        title: short(context, &key),
        lines,
        assignment: format!("{} = {value}", member.path),
    }
}

fn list_place(context: &Context, list: &str, first: &Member) -> Place {
    let texts = &context.texts;
    let key = member_key(texts, list);
    let mut lines = explained(context, &key);
    lines.push(texts.t("template.leave-out-unknown"));
    lines.push(texts.t("template.list"));
    lines.extend(list_member_lines(context, list, first));
    let example = texts.t(&format!("loan.example.{}", list.replace('.', "-")));
    Place {
        title: short(context, &key),
        lines,
        assignment: format!("{list} = [\n  {example},\n]"),
    }
}

fn list_member_lines(context: &Context, list: &str, member: &Member) -> Vec<String> {
    let texts = &context.texts;
    let key = member_key(texts, member.path);
    let name = member.path.get(list.len() + 3..).unwrap_or(member.path);
    let ask = texts.t(&format!("{key}.ask"));
    let mut lines = vec![texts.say("template.list-member", [("name", name), ("ask", &ask)])];
    if let Form::Choice(words) = &member.form {
        lines.extend(words.iter().map(|word| option(context, &key, word)));
    }
    lines
}

fn form_word(form: &Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Flag => "yes-no",
        Form::Whole => "count",
        Form::Money => "money",
        Form::Date { .. } => "date",
        Form::Rate => "rate",
        Form::Multiple => "factor",
        Form::Choice(_) => "choice",
    }
}

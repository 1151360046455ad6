//! The command line: clap definitions, every word of them from the texts.

mod cases;
mod check;
mod conduct;
mod everybody;
mod listed;
mod report;
mod wordless;

pub use wordless::wordless;

use crate::domain::plan::Way;
use crate::render::texts::Texts;
use clap::{Arg, ArgAction, ArgGroup, Command};
use listed::with_usage;

fn option(texts: &Texts, id: &'static str, value: &str) -> Arg {
    Arg::new(id)
        .long(id)
        .value_name(texts.t(&format!("arguments.value.{value}")))
        .help(texts.t(&format!("arguments.{id}")))
        .hide_possible_values(true)
}

fn flag(texts: &Texts, id: &'static str) -> Arg {
    Arg::new(id)
        .long(id)
        .action(ArgAction::SetTrue)
        .help(texts.t(&format!("arguments.{id}")))
}

fn positional(texts: &Texts, id: &'static str) -> Arg {
    Arg::new(id)
        .value_name(texts.t(&format!("arguments.value.{id}")))
        .help(texts.t(&format!("arguments.{id}")))
}

/// A subcommand with its words, its Chinese name and its example.
fn command(texts: &Texts, path: &str, name: &'static str) -> Command {
    let key = format!("commands.{path}");
    let mut command = Command::new(name)
        .about(texts.t(&format!("{key}.about")))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .help_template(texts.t("commands.template"))
        .subcommand_help_heading(texts.t("commands.commands-heading"))
        .subcommand_value_name(texts.t("arguments.value.command"));
    if let Some(example) = texts.get(&format!("{key}.example")) {
        command = command.after_help(texts.say("commands.example", [("example", example)]));
    }
    // clap would label the alias in English; its Chinese name stands in front of the sentence.
    if let Some(alias) = texts.get(&format!("{key}.alias")) {
        let about = texts.t(&format!("{key}.about"));
        command = command
            .alias(alias.to_owned())
            .about(format!("{alias}  {about}"));
    }
    command.next_help_heading(texts.t("commands.own-heading"))
}

/// The whole command line.
pub fn definition(texts: &Texts) -> Command {
    with_usage(commands(texts), texts, "")
}

/// The program itself with the options of every command, without the commands.
fn program(texts: &Texts) -> Command {
    let globals = texts.t("commands.global-heading");
    let global = |arg: Arg| arg.global(true).help_heading(globals.clone());
    command(texts, "menshen", "menshen")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(texts.t("arguments.version"))
                .help_heading(globals.clone()),
        )
        .arg(global(option(texts, "home", "folder")))
        .arg(global(option(texts, "case", "name")))
        .arg(global(option(texts, "as-of", "date")))
        .arg(global(
            option(texts, "lang", "lang").value_parser(crate::content::LANGUAGES),
        ))
        .arg(global(flag(texts, "plain")))
        .arg(global(flag(texts, "arrows")))
        .arg(global(flag(texts, "json")))
        .arg(global(option(texts, "content", "folder")))
        .arg(global(option(texts, "answers", "file")))
        .arg(global(flag(texts, "answers-template")))
        .arg(global(option(texts, "output", "file").short('o')))
        .arg(global(option(texts, "passphrase-file", "file")))
}

fn commands(texts: &Texts) -> Command {
    program(texts)
        .subcommands([
            confirm(texts),
            plan(texts),
            letter(texts),
            due(texts),
            visit(texts),
            log(texts),
            cases::case(texts),
            check::check(texts),
            rules(texts),
            report::command_line(texts),
            command(texts, "audit", "audit")
                .arg(positional(texts, "file").help(texts.t("arguments.audit-file")))
                .arg(flag(texts, "cases").conflicts_with("file"))
                .arg(flag(texts, "archived").requires("cases"))
                .arg(flag(texts, "explain"))
                .arg(flag(texts, "schedule")),
            command(texts, "demo", "demo")
                .arg(positional(texts, "folder").help(texts.t("arguments.demo-folder"))),
        ])
        .subcommands(everybody::command_lines(texts))
}

fn confirm(texts: &Texts) -> Command {
    command(texts, "confirm", "confirm")
        .arg(positional(texts, "loan"))
        .arg(flag(texts, "edit").requires("loan"))
        .arg(option(texts, "repayments", "file").conflicts_with_all(["edit", "rows"]))
        .arg(option(texts, "rows", "file").conflicts_with("edit"))
        .arg(flag(texts, "explain"))
        .arg(flag(texts, "schedule"))
        .arg(flag(texts, "force"))
}

fn plan(texts: &Texts) -> Command {
    let day = clap::value_parser!(u32).range(1..=31);
    let ways: Vec<&str> = Way::ALL.iter().map(|(word, _)| *word).collect();
    let ways = command(texts, "plan.ways", "ways")
        .arg(option(texts, "way", "way").value_parser(ways))
        .arg(option(texts, "first", "loan"))
        .arg(option(texts, "start", "date"))
        .arg(option(texts, "more", "amount"))
        .arg(option(texts, "more-from", "date"))
        .arg(option(texts, "lump", "amount"))
        .arg(option(texts, "payday", "number").value_parser(day))
        .arg(flag(texts, "explain"));
    // `--full` and `--short` mean something else where letters and entries are shown.
    let own = |id: &'static str| flag(texts, id).help(texts.t(&format!("arguments.{id}-budget")));
    command(texts, "plan", "plan")
        .arg(own("full"))
        .subcommands([
            command(texts, "plan.budget", "budget").arg(own("short")),
            ways,
            command(texts, "plan.stress", "stress").arg(option(texts, "worst", "amount")),
            command(texts, "plan.offer", "offer")
                .arg(option(texts, "loan", "loan"))
                .arg(flag(texts, "show")),
        ])
}

fn letter(texts: &Texts) -> Command {
    let about = || {
        let letter = positional(texts, "letter").help(texts.t("arguments.letter-written"));
        [letter, option(texts, "loan", "loan")]
    };
    command(texts, "letter", "letter")
        .arg(positional(texts, "letter"))
        .arg(flag(texts, "force"))
        .arg(option(texts, "loan", "loan"))
        .arg(
            option(texts, "format", "format")
                .value_parser(["docx", "html", "text", "online", "sms", "chat", "script"])
                .value_delimiter(',')
                .action(ArgAction::Append),
        )
        .arg(flag(texts, "gloss"))
        .args_conflicts_with_subcommands(true)
        .subcommands([
            command(texts, "letter.sent", "sent").args(about()),
            command(texts, "letter.replied", "replied").args(about()),
            command(texts, "letter.call", "call").args(about()),
            command(texts, "letter.tone", "tone")
                .arg(positional(texts, "file").help(texts.t("arguments.tone-file"))),
        ])
}

fn due(texts: &Texts) -> Command {
    let on = || option(texts, "on", "date").help(texts.t("arguments.due-on"));
    let loan = || option(texts, "loan", "loan");
    let note = || option(texts, "note", "text");
    let id = || positional(texts, "due-id").required(true);
    command(texts, "due", "due")
        .arg(flag(texts, "ics"))
        .arg(flag(texts, "full-titles").requires("ics"))
        .subcommands([
            command(texts, "due.add", "add")
                .arg(positional(texts, "due-kind"))
                .args([on(), loan(), note()]),
            command(texts, "due.change", "change")
                .arg(id())
                .args([on(), loan(), note()]),
            command(texts, "due.done", "done")
                .arg(id())
                .arg(flag(texts, "undo")),
        ])
}

fn visit(texts: &Texts) -> Command {
    command(texts, "visit", "visit")
        .arg(flag(texts, "rehearse"))
        .arg(flag(texts, "large"))
        .arg(option(texts, "agencies", "file"))
        .subcommands([
            command(texts, "visit.rehearse", "rehearse")
                .arg(positional(texts, "scenario"))
                .arg(option(texts, "seed", "number").value_parser(clap::value_parser!(u64)))
                .arg(flag(texts, "list").conflicts_with_all(["scenario", "seed"])),
            command(texts, "visit.cards", "cards").arg(flag(texts, "force")),
            command(texts, "visit.join", "join"),
            command(texts, "visit.after", "after")
                .arg(positional(texts, "entry-number").value_parser(clap::value_parser!(u64))),
        ])
}

fn attach(texts: &Texts) -> Arg {
    option(texts, "attach", "file").action(ArgAction::Append)
}

fn log_add(texts: &Texts) -> Command {
    // With one of these the entry stands on the line, so its words must be there too.
    let on_the_line = |arg: Arg| arg.requires("text").conflicts_with("entry");
    let value = |id: &'static str, value: &str| on_the_line(option(texts, id, value));
    let sign = |id: &'static str| on_the_line(flag(texts, id));
    command(texts, "log.add", "add")
        .arg(positional(texts, "kind"))
        .arg(positional(texts, "text"))
        .arg(value("when", "moment"))
        .arg(on_the_line(attach(texts)))
        .arg(value("loan", "loan"))
        .arg(value("phone", "phone"))
        .arg(value("from", "name"))
        .arg(value("principal", "name"))
        .arg(value("quote", "text"))
        .arg(sign("answered").conflicts_with("missed"))
        .arg(sign("missed"))
        .arg(sign("robot"))
        .arg(value("target", "who"))
        .arg(value("direction", "direction"))
        .arg(value("people", "number"))
        .arg(value("amount", "amount"))
        .arg(value("grade", "grade"))
        .arg(sign("about"))
        .arg(option(texts, "entry", "file").conflicts_with_all(["kind", "text"]))
        .arg(flag(texts, "force"))
}

/// `log` with these subcommands.
fn log_of(texts: &Texts, subcommands: impl IntoIterator<Item = Command>) -> Command {
    command(texts, "log", "log")
        .subcommand_required(true)
        .subcommands(subcommands)
}

fn log(texts: &Texts) -> Command {
    let seq = || positional(texts, "seq").required(true);
    let list = command(texts, "log.list", "list")
        .arg(option(texts, "kind", "kind"))
        .arg(option(texts, "day", "date").conflicts_with_all(["from-day", "to"]))
        .arg(option(texts, "from-day", "date").long("from"))
        .arg(option(texts, "to", "date"))
        .arg(option(texts, "loan", "loan"))
        .arg(option(texts, "phone", "phone"))
        .arg(option(texts, "word", "word"));
    log_of(
        texts,
        [
            log_add(texts),
            list,
            command(texts, "log.import", "import")
                .arg(positional(texts, "table").required(true))
                .arg(option(texts, "kind", "kind").help(texts.t("arguments.table-kind")))
                .arg(flag(texts, "dry-run"))
                .arg(flag(texts, "with-duplicates"))
                .arg(flag(texts, "full").help(texts.t("arguments.every-row")))
                .arg(flag(texts, "force")),
            command(texts, "log.show", "show")
                .arg(seq())
                .arg(flag(texts, "full")),
            command(texts, "log.open", "open"),
            command(texts, "log.complete", "complete")
                .arg(seq())
                .arg(flag(texts, "force")),
            command(texts, "log.amend", "amend")
                .arg(seq())
                .arg(option(texts, "set", "set").action(ArgAction::Append))
                .arg(option(texts, "conduct", "id").action(ArgAction::Append))
                .arg(attach(texts))
                .arg(flag(texts, "force")),
            command(texts, "log.withdraw", "withdraw")
                .arg(seq())
                .arg(option(texts, "reason", "reason"))
                .arg(flag(texts, "force")),
            command(texts, "log.verify", "verify")
                .arg(positional(texts, "file"))
                .arg(option(texts, "anchor", "anchor").action(ArgAction::Append)),
            report::withhold(texts),
            command(texts, "log.anchor", "anchor")
                .arg(option(texts, "kept-at", "where"))
                .arg(
                    option(texts, "kept-anchor", "anchor")
                        .long("anchor")
                        .requires("kept-at"),
                )
                .arg(flag(texts, "kept-list").long("list"))
                .arg(flag(texts, "request"))
                .arg(option(texts, "answer", "file"))
                .group(
                    ArgGroup::new("anchor-does")
                        .args(["kept-at", "kept-list", "request", "answer"])
                        .multiple(false),
                ),
            conduct::log_conduct(texts),
        ],
    )
}

fn rules(texts: &Texts) -> Command {
    command(texts, "rules", "rules")
        .subcommand_required(true)
        .subcommands([
            command(texts, "rules.search", "search").arg(positional(texts, "word").required(true)),
            command(texts, "rules.show", "show")
                .arg(positional(texts, "id").required(true))
                .arg(option(texts, "on", "date")),
            command(texts, "rules.sources", "sources").arg(flag(texts, "single")),
            command(texts, "rules.channels", "channels")
                .arg(positional(texts, "matter").conflicts_with_all(["for", "loan"]))
                .arg(option(texts, "for", "lender-kind").conflicts_with("loan"))
                .arg(option(texts, "loan", "loan")),
            command(texts, "rules.changes", "changes"),
            command(texts, "rules.stale", "stale"),
            command(texts, "rules.check", "check").arg(
                positional(texts, "folder")
                    .help(texts.t("arguments.rules-folder"))
                    .required(true),
            ),
        ])
}

//! The arguments of `menshen case`.

use super::{command, flag, option, positional};
use crate::render::texts::Texts;
use clap::{ArgAction, Command};

/// `menshen case`.
pub(super) fn case(texts: &Texts) -> Command {
    let loan = || positional(texts, "loan").required(true);
    command(texts, "case", "case")
        .subcommand_required(true)
        .subcommands([
            command(texts, "case.new", "new").arg(positional(texts, "name").required(true)),
            command(texts, "case.list", "list"),
            command(texts, "case.use", "use").arg(positional(texts, "name")),
            command(texts, "case.show", "show").arg(flag(texts, "paths")),
            command(texts, "case.borrower", "borrower"),
            command(texts, "case.set", "set")
                .arg(positional(texts, "path").required(true))
                .arg(
                    positional(texts, "new-value")
                        .required(true)
                        .num_args(1..)
                        .allow_negative_numbers(true),
                ),
            command(texts, "case.strike", "strike")
                .arg(positional(texts, "path").required(true))
                .arg(flag(texts, "force")),
            command(texts, "case.loans", "loans"),
            command(texts, "case.settle", "settle")
                .arg(loan())
                .arg(
                    option(texts, "on", "date")
                        .help(texts.t("arguments.settled-on"))
                        .required(true),
                )
                .arg(option(texts, "amount", "amount").help(texts.t("arguments.settled-amount"))),
            command(texts, "case.archive-loan", "archive-loan").arg(loan()),
            command(texts, "case.restore-loan", "restore-loan").arg(loan()),
            command(texts, "case.seal", "seal")
                .arg(option(texts, "recipient", "public-key").action(ArgAction::Append)),
            command(texts, "case.unseal", "unseal"),
            command(texts, "case.passphrase", "passphrase").arg(option(
                texts,
                "new-passphrase-file",
                "file",
            )),
            command(texts, "case.recovery", "recovery"),
        ])
        .subcommands(of_whole_cases(texts))
        .subcommands(at_the_table(texts))
}

/// What is done to a case as a whole.
fn of_whole_cases(texts: &Texts) -> [Command; 7] {
    let name = || positional(texts, "name");
    let named = || name().required(true);
    let yes = || option(texts, "yes", "name");
    [
        command(texts, "case.rename", "rename")
            .arg(named())
            .arg(positional(texts, "new-name").required(true)),
        command(texts, "case.archive", "archive").arg(named()),
        command(texts, "case.restore", "restore").arg(named()),
        command(texts, "case.delete", "delete")
            .arg(named())
            .arg(yes()),
        command(texts, "case.export", "export").arg(name()),
        command(texts, "case.receive", "receive")
            .arg(positional(texts, "parcel").required_unless_present("new-key"))
            .arg(option(texts, "as-name", "name"))
            .arg(option(texts, "key-file", "file"))
            .arg(option(texts, "new-key", "file").conflicts_with("parcel"))
            .arg(flag(texts, "force").help(texts.t("arguments.force-receive"))),
        command(texts, "case.handover", "handover")
            .arg(name())
            .arg(
                option(texts, "to-key", "public-key")
                    .long("to")
                    .required(true),
            )
            .arg(option(texts, "person", "who").required(true))
            .arg(flag(texts, "remove"))
            .arg(yes().requires("remove")),
    ]
}

/// What is done while counselor and borrower sit together, and across cases.
fn at_the_table(texts: &Texts) -> [Command; 4] {
    [
        command(texts, "case.consent", "consent")
            .arg(flag(texts, "withdraw"))
            .arg(
                option(texts, "on", "date")
                    .help(texts.t("arguments.withdrawn-on"))
                    .requires("withdraw"),
            )
            .arg(
                flag(texts, "show")
                    .conflicts_with("withdraw")
                    .help(texts.t("arguments.show-consent")),
            ),
        command(texts, "case.note", "note")
            .arg(positional(texts, "text").help(texts.t("arguments.note-text"))),
        command(texts, "case.session", "session").arg(option(texts, "pages", "folder")),
        command(texts, "case.stats", "stats")
            .arg(
                flag(texts, "csv")
                    .help(texts.t("arguments.stats-csv"))
                    .conflicts_with("jsonl"),
            )
            .arg(flag(texts, "jsonl")),
    ]
}

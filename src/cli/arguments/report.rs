//! The arguments of papers for somebody else, and of a copy of the log.

use super::{command, flag, option, positional};
use crate::render::texts::Texts;
use clap::{ArgAction, Command};

/// `menshen log withhold`.
pub(super) fn withhold(texts: &Texts) -> Command {
    let kept = option(texts, "keep", "numbers");
    command(texts, "log.withhold", "withhold")
        .arg(positional(texts, "seqs").num_args(0..))
        .arg(kept.num_args(1..).action(ArgAction::Append))
        .arg(flag(texts, "force"))
}

/// `menshen report`.
pub(super) fn command_line(texts: &Texts) -> Command {
    let loan = || option(texts, "loan", "loan");
    let entries = || option(texts, "entries", "numbers");
    let channel = || option(texts, "channel", "channel").long("to");
    let count = || clap::value_parser!(u64).range(1..);
    // What every bundle takes.
    let bundle = |of: Command| {
        of.args([loan(), entries()])
            .arg(
                option(texts, "unmasked", "field")
                    .value_parser(["own", "callers", "log", "files"])
                    .value_delimiter(',')
                    .action(ArgAction::Append),
            )
            .arg(flag(texts, "no-files"))
            .arg(option(texts, "file-limit", "number").value_parser(count()))
            .arg(option(texts, "files-at-most", "number").value_parser(count()))
            .arg(flag(texts, "force").help(texts.t("arguments.force-bundle")))
    };
    command(texts, "report", "report")
        .subcommand_required(true)
        .subcommands([
            bundle(command(texts, "report.complaint", "complaint").arg(channel())),
            bundle(command(texts, "report.police", "police")),
            bundle(command(texts, "report.court", "court")),
            command(texts, "report.timeline", "timeline")
                .args([loan(), entries()])
                .arg(flag(texts, "force")),
            command(texts, "report.summary", "summary")
                .arg(flag(texts, "own-whole"))
                .arg(flag(texts, "force")),
            command(texts, "report.page", "page").arg(flag(texts, "force")),
            command(texts, "report.filed", "filed")
                .arg(channel())
                .arg(option(texts, "on", "date").help(texts.t("arguments.filed-on")))
                .arg(option(texts, "receipt", "text"))
                .arg(loan())
                .arg(option(texts, "attach", "file").action(ArgAction::Append)),
        ])
}

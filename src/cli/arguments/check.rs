//! The arguments of `menshen check`.

use super::{command, option, positional};
use crate::render::texts::Texts;
use clap::Command;

/// `menshen check`.
pub(super) fn check(texts: &Texts) -> Command {
    let code = || positional(texts, "code").required(true);
    command(texts, "check", "check")
        .subcommand_required(true)
        .subcommands([
            command(texts, "check.uscc", "uscc").arg(code()),
            command(texts, "check.id", "id"),
            command(texts, "check.case-number", "case-number").arg(code()),
            command(texts, "check.notice", "notice")
                .arg(positional(texts, "file").help(texts.t("arguments.notice-file"))),
            command(texts, "check.words", "words")
                .arg(option(texts, "file", "file").help(texts.t("arguments.words-file"))),
            command(texts, "check.payee", "payee").arg(option(texts, "loan", "loan")),
            command(texts, "check.agreement", "agreement").arg(option(texts, "loan", "loan")),
            command(texts, "check.file", "file")
                .arg(positional(texts, "file-to-check").required(true)),
        ])
}

//! `menshen log conduct`.

use super::{command, flag, option};
use crate::render::texts::Texts;
use clap::Command;

/// Counting what was done, over the log.
pub(super) fn log_conduct(texts: &Texts) -> Command {
    command(texts, "log.conduct", "conduct")
        .arg(option(texts, "from-day", "date").long("from"))
        .arg(option(texts, "to", "date"))
        .arg(option(texts, "loan", "loan"))
        .arg(option(texts, "rule", "id"))
        .arg(flag(texts, "csv").conflicts_with_all(["json", "format"]))
        .arg(
            option(texts, "format", "format")
                .help(texts.t("arguments.conduct-format"))
                .value_parser(["text", "html", "csv", "json"]),
        )
}

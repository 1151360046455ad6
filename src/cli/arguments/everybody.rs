//! The arguments of what isn't about a case: the computer, shells, `man`.

use super::{command, flag, positional};
use crate::cli::shell::SHELLS;
use crate::render::texts::Texts;
use clap::Command;

/// `menshen doctor`, `menshen completions`, `menshen man`.
pub(super) fn command_lines(texts: &Texts) -> [Command; 3] {
    let shell = positional(texts, "shell").required(true);
    let folder = positional(texts, "folder").required(true);
    [
        command(texts, "doctor", "doctor"),
        command(texts, "completions", "completions").arg(
            shell
                .value_parser(SHELLS)
                .ignore_case(true)
                .hide_possible_values(true),
        ),
        command(texts, "man", "man")
            .arg(folder.help(texts.t("arguments.man-folder")))
            .arg(flag(texts, "force").help(texts.t("arguments.force-pages"))),
    ]
}

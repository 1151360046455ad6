//! How a command's arguments are listed in its help, and its usage line.

use crate::render::texts::Texts;
use clap::{Arg, ArgAction, Command};

/// The help option, and what a command's own arguments are listed as: first those without a name in
/// the order they are typed, then its options. Added last, so that a command's own heading comes
/// before the one of every command.
fn with_help(command: Command, texts: &Texts) -> Command {
    /// Arguments without a name come before the options, which are counted from here.
    const OPTIONS_FROM: usize = 100;
    let mut place = 0;
    command
        .mut_args(|arg| {
            place += 1;
            let first = if arg.is_positional() { 0 } else { OPTIONS_FROM };
            arg.display_order(first + place)
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(texts.t("arguments.help"))
                .help_heading(texts.t("commands.global-heading"))
                .display_order(0),
        )
}

/// clap writes `[OPTIONS]` and `<COMMAND>` into usage lines; ours are made from the definition.
pub(super) fn with_usage(command: Command, texts: &Texts, lead: &str) -> Command {
    let mut command = with_help(command, texts);
    let path = format!("{lead}{}", command.get_name());
    let mut usage = path.clone();
    for arg in command.get_positionals() {
        let name = arg
            .get_value_names()
            .and_then(|n| n.first())
            .map_or("", |n| n.as_str());
        let part = if arg.is_required_set() {
            format!(" <{name}>")
        } else {
            format!(" [{name}]")
        };
        usage.push_str(&part);
    }
    if command.has_subcommands() {
        let name = texts.t("arguments.value.command");
        let part = if command.is_subcommand_required_set() {
            format!(" <{name}>")
        } else {
            format!(" [{name}]")
        };
        usage.push_str(&part);
    }
    usage.push_str(&format!(" [{}]", texts.t("arguments.value.options")));
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |c| with_usage(c, texts, &format!("{path} ")));
    }
    command.override_usage(usage)
}

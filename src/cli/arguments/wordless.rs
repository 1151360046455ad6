//! Just enough of the command line to understand one command.

use crate::render::texts::Texts;
use clap::Command;
use std::collections::BTreeMap;
use std::ffi::OsString;

/// The definition of the command these arguments begin with, without a word of help: most of a short
/// command's time would go into describing all others. `None` where they don't begin with the name of
/// a command that has no commands of its own. What this can't parse is for
/// [`definition`](super::definition) too, which knows the words to say so.
pub fn wordless(args: &[OsString]) -> Option<Command> {
    let texts = Texts::new(BTreeMap::new());
    let mut names = args.iter().skip(1).map_while(|arg| arg.to_str());
    let second = args.get(2).and_then(|arg| arg.to_str());
    let command = match names.next()? {
        "log" if second == Some("add") => super::log_of(&texts, [super::log_add(&texts)]),
        "confirm" => super::confirm(&texts),
        "due" => super::due(&texts),
        "log" => super::log(&texts),
        "case" => super::cases::case(&texts),
        _ => return None,
    };
    let mut last = &command;
    // Where another name may follow it may be a Chinese one, and those stand in the texts.
    while last.has_subcommands() {
        last = last.find_subcommand(names.next()?)?;
    }
    Some(super::program(&texts).subcommand(command))
}

//! `menshen completions` and `menshen man`: what a shell and `man` know of the program, made from its
//! own definition.

use super::context::Context;
use super::{Failure, arguments::definition};
use crate::domain::coded::{Kind, args};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use crate::storage::StorageError;
use crate::storage::files::{create_whole, replace_whole};
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::json;
use std::path::Path;

/// The shells, as `completions` names them.
pub const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// Headings clap writes in English, each with the key of ours.
const HEADINGS: [(&str, &str); 7] = [
    (".SH NAME", "name"),
    (".SH SYNOPSIS", "synopsis"),
    (".SH DESCRIPTION", "description"),
    (".SH OPTIONS", "options"),
    (".SH SUBCOMMANDS", "subcommands"),
    (".SH VERSION", "version"),
    (".SH EXTRA", "example"),
];

/// Prints the completions of a shell, or writes them to `-o`.
///
/// # Errors
/// The output can't be written.
pub fn completions(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let named = matches.get_one::<String>("shell");
    let shell = named.and_then(|name| name.parse::<Shell>().ok());
    let Some(shell) = shell else {
        return Err(internal("shell"));
    };
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut definition(&context.texts),
        "menshen",
        &mut script,
    );
    let script = String::from_utf8(script).map_err(|_| internal("utf-8"))?;
    if !context.json {
        return context.put(&script);
    }
    let json = json!({"ok": true, "shell": shell.to_string(), "script": script});
    context.put(&format!("{json}\n"))
}

/// Writes a page of `man` for every command into a folder.
///
/// # Errors
/// A page is there already without `--force`, or the disk refuses.
pub fn man(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = matches.get_one::<String>("folder");
    let folder = Path::new(folder.map_or("", String::as_str));
    let mut pages = Vec::new();
    let mut program = definition(&context.texts);
    // The options of every command are handed down before any is looked at by itself.
    program.build();
    collect(program, None, &context.texts, &mut pages)?;
    std::fs::create_dir_all(folder).map_err(|e| StorageError::write(folder, &e))?;
    for (name, page) in &pages {
        let path = folder.join(name);
        let written = match matches.get_flag("force") {
            true => replace_whole(&path, page),
            false => create_whole(&path, page),
        };
        written.map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => {
                let path = path.display().to_string();
                let args = args([("path", path), ("force", "1".to_owned())]);
                Failure::new("output-exists", Kind::Usage, args)
            }
            _ => StorageError::write(&path, &e).into(),
        })?;
    }
    let names: Vec<&String> = pages.iter().map(|(name, _)| name).collect();
    let mut screen = Screen::new();
    let said = [
        ("count", names.len().to_string()),
        ("folder", folder.display().to_string()),
    ];
    screen.text(context.texts.say("shell.man-written", said));
    context.emit(&screen, &json!({"ok": true, "files": names}))
}

/// Lines that end where they end, no word cut: a line of Chinese has few blanks, and widening those few to
/// an even margin tears it apart; a name such as `MENSHEN_HOME` must stay one.
const LEFT: &str = ".nh\n.ad l\n";

/// The page of a command and of every one below it: name and bytes.
fn collect(
    command: Command,
    above: Option<&str>,
    texts: &Texts,
    pages: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), Failure> {
    let name = match above {
        Some(above) => format!("{above}-{}", command.get_name()),
        None => command.get_name().to_owned(),
    };
    for below in command.get_subcommands() {
        collect(below.clone(), Some(&name), texts, pages)?;
    }
    let command = command
        .name(name.clone())
        .version(env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    Man::new(command)
        .manual(texts.t("shell.manual"))
        .render(&mut page)
        .map_err(|e| internal(&e.to_string()))?;
    let page = String::from_utf8(page).map_err(|_| internal("utf-8"))?;
    // The example brings its heading from the help, where no other stands above it.
    let example = texts.say("commands.example", [("example", "")]);
    let example = example.trim();
    let lines = page
        .lines()
        .filter(|line| line.trim() != example)
        .map(|line| {
            let heading = HEADINGS.iter().find(|(english, _)| *english == line);
            match heading {
                Some((_, key)) => {
                    let ours = texts.t(&format!("shell.heading.{key}"));
                    format!(".SH {ours}\n")
                }
                None if line.starts_with(".TH ") => format!("{line}\n{LEFT}"),
                None => format!("{line}\n"),
            }
        });
    pages.push((format!("{name}.1"), lines.collect::<String>().into_bytes()));
    Ok(())
}

fn internal(reason: &str) -> Failure {
    Failure::new(
        "internal",
        Kind::Internal,
        args([("reason", reason.to_owned())]),
    )
}

//! clap definitions and one file a command: glue only.

mod arguments;
mod ask;
mod audit;
mod case;
mod check;
mod citing;
mod clock;
mod confirm;
mod contacts;
mod context;
mod demo;
mod doctor;
mod due;
mod facts;
mod failure;
mod letter;
mod loan;
mod log;
mod plan;
mod report;
mod rules;
mod shell;
mod template;
mod tonight;
mod usage;
mod utf8;
mod visit;

pub use arguments::definition;
pub use clock::Clock;
pub use context::Context;
pub use failure::Failure;

use crate::content::Library;
use crate::domain::coded::{Kind, args};
use crate::terminal::Manner;
use clap::ArgMatches;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program on these arguments.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    // The standard library ends a program whose tables get no random keys. Asked for here, that is
    // before anything is read or written and never in the middle of it.
    std::hint::black_box(std::hash::RandomState::new());
    let args: Vec<OsString> = args.into_iter().collect();
    let json = args.iter().any(|a| a == "--json");
    let library = Library::built_in();
    let lang = context::lang_of(&args);
    let texts = match context::load(&library, lang) {
        Ok(texts) => texts,
        Err(e) => {
            // The built-in texts are checked by tests; without them there are no words to say it in.
            let _ = writeln!(std::io::stderr(), "{e:?}");
            return ExitCode::from(Kind::Internal.exit_code());
        }
    };
    if !json {
        context::warn_of_window(&texts);
    }
    let understood = arguments::wordless(&args).and_then(|d| d.try_get_matches_from(&args).ok());
    let parsed = understood.map_or_else(|| definition(&texts).try_get_matches_from(&args), Ok);
    let matches = match parsed {
        Ok(matches) => matches,
        Err(e) if matches!(e.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let columns = Manner::detect(true, json, None).columns;
            let help = crate::render::help::laid_out(&e.to_string(), columns);
            let _ = write!(std::io::stdout(), "{help}");
            return ExitCode::SUCCESS;
        }
        Err(e) => return report(&usage::failure(&e, &texts), &texts, json),
    };
    let context = match Context::new(&matches, texts, library) {
        Ok(context) => context,
        Err(failure) => {
            let library = Library::built_in();
            return match context::load(&library, lang) {
                Ok(texts) => report(&failure, &texts, json),
                Err(_) => ExitCode::from(failure.kind.exit_code()),
            };
        }
    };
    match dispatch(&context, &matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure, &context.texts, json),
    }
}

fn dispatch(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    context.output_allowed(consent(matches))?;
    if matches.get_flag("answers-template") {
        return template::run(context, matches);
    }
    match matches.subcommand() {
        Some(("confirm", m)) => confirm::run(context, m),
        Some(("plan", m)) => plan::command(context, m),
        Some(("letter", m)) => letter::run(context, m),
        Some(("due", m)) => due::run(context, m),
        Some(("audit", m)) => audit::run(context, m),
        Some(("check", m)) => check::run(context, m),
        Some(("report", m)) => report::run(context, m),
        Some(("rules", m)) => rules::run(context, m),
        Some(("log", m)) => log::run(context, m),
        Some(("visit", m)) => visit::run(context, m),
        Some(("demo", m)) => demo::run(context, m),
        Some(("case", m)) => case::run(context, m),
        Some(("doctor", _)) => doctor::run(context),
        Some(("completions", m)) => shell::completions(context, m),
        Some(("man", m)) => shell::man(context, m),
        // A command that is defined and not done here must not pass for done.
        Some((name, _)) => Err(Failure::new(
            "internal",
            Kind::Internal,
            args([("reason", name.to_owned())]),
        )),
        None => tonight::run(context),
    }
}

/// Was `--force` given? `None` where the command doesn't know it.
fn consent(matches: &ArgMatches) -> Option<bool> {
    let here = matches.try_get_one::<bool>("force").ok().flatten().copied();
    here.or_else(|| matches.subcommand().and_then(|(_, m)| consent(m)))
}

/// Says what went wrong, to people or to machines, and gives the exit code.
fn report(failure: &Failure, texts: &crate::render::texts::Texts, json: bool) -> ExitCode {
    if failure.is_said() {
        return ExitCode::from(failure.kind.exit_code());
    }
    let manner = Manner::detect(true, json, None);
    if json {
        let _ = writeln!(std::io::stdout(), "{}", failure.json(texts));
    }
    let _ = write!(std::io::stderr(), "{}", failure.text(texts, manner.columns));
    ExitCode::from(failure.kind.exit_code())
}

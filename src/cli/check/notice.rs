//! `menshen check notice`: a message or letter taken apart and answered. Nothing of it is stored.

use super::known;
use crate::cli::Failure;
use crate::cli::citing::Sources;
use crate::cli::context::{Context, RestsOn};
use crate::content::load_notices;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::encoding::{Text, decoded as text_of};
use crate::domain::notice::{Appraisal, notice};
use crate::interview::{Page, Prompter, Reply, Say};
use crate::render::notice::{Beside, notice as notice_screen, notice_json};
use chrono::Datelike;
use clap::ArgMatches;
use std::io::{IsTerminal, Read};

/// A notice is no longer than this, in characters.
const LONGEST: usize = 20_000;
/// More bytes than that many characters can have are not read.
const MOST_BYTES: u64 = 100_000;

/// Reads the notice from a file, from standard input or from the person, and answers it.
///
/// # Errors
/// There is nothing to read, it isn't text or too long; the case in use can't be read.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let file = matches.get_one::<String>("file").filter(|f| *f != "-");
    let text = match file {
        Some(path) => read_as(context, from_file(path)?),
        None if std::io::stdin().is_terminal() => {
            context.need_terminal(vec!["notice".into()])?;
            pasted(context, "notice.paste")?
        }
        None => read_as(context, from_stream(std::io::stdin())?),
    };
    if text.trim().is_empty() {
        let needed = vec!["notice".to_owned()];
        return Err(
            Failure::new("notice-empty", Kind::AnswerNeeded, Args::new()).with_needed(needed),
        );
    }
    if text.chars().count() > LONGEST {
        return Err(too_long());
    }
    let (book, channels) = load_notices(&context.library)?;
    let loans = match known::case(context)? {
        Some(case) => known::loans(context, &case)?,
        None => Vec::new(),
    };
    let year = u16::try_from(context.as_of().year()).unwrap_or(u16::MAX);
    let notice = notice(&text, &book, &loans, year);
    let sources = sources(context, &notice.appraisal)?;
    let beside = Beside {
        channels: &channels,
        sources: &sources,
        findings: "notice.finding",
        verdict: "notice.verdict",
    };
    context.rests_on(RestsOn::Papers, context.as_of())?;
    let screen = notice_screen(&context.texts, &notice, beside);
    context.emit(&screen, &notice_json(&notice))
}

/// For each finding what it rests on, in words.
///
/// # Errors
/// The rule book was rejected.
pub(super) fn sources(
    context: &Context,
    appraisal: &Appraisal,
) -> Result<Vec<Vec<String>>, Failure> {
    let sources = Sources::load(context)?;
    let cited = |ids: &[String]| sources.words(&context.texts, ids, context.as_of());
    Ok(appraisal
        .findings
        .iter()
        .map(|f| cited(&f.citations))
        .collect())
}

fn from_file(path: &str) -> Result<Text, Failure> {
    let unreadable = |e: std::io::Error| {
        let args = args([("path", path.to_owned()), ("reason", e.to_string())]);
        Failure::new("notice-unreadable", Kind::Usage, args)
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    from_stream(file)
}

fn from_stream(stream: impl Read) -> Result<Text, Failure> {
    let mut bytes = Vec::new();
    // A stream that breaks off is read as far as it came; an empty one is refused by the caller.
    let _ = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_long());
    }
    decoded(&bytes).ok_or_else(|| Failure::new("notice-not-text", Kind::Usage, Args::new()))
}

/// The text of a notice: UTF-8, UTF-16 with its mark, or GB18030, which is what a Chinese Windows
/// shell pipes. Control characters are in no message: they are what is left of a picture or a
/// spreadsheet.
pub(super) fn decoded(bytes: &[u8]) -> Option<Text> {
    let read = text_of(bytes)?;
    let stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1a}');
    let no_text = read.foreign() == Some("GB18030") && read.text.contains(stray);
    (!no_text).then_some(read)
}

/// The text, with a word to the person where it wasn't UTF-8.
pub(super) fn read_as(context: &Context, read: Text) -> String {
    context.note_encoding(&read);
    read.text
}

fn too_long() -> Failure {
    let max = args([("max", LONGEST.to_string())]);
    Failure::new("notice-too-long", Kind::Usage, max)
}

/// Lines until two empty ones or the end of input. One empty line may stand inside a letter; were
/// it the end, the rest of a paste would run in the person's shell.
pub(super) fn pasted(context: &Context, invitation: &str) -> Result<String, Failure> {
    let mut prompter = context.prompter();
    prompter.show(&[Say::key(invitation)]);
    let mut text = String::new();
    let mut ending = false;
    loop {
        match prompter.ask(&Page::default()) {
            Reply::Line(line) if line.trim().is_empty() => {
                if ending {
                    return Ok(text);
                }
                if !text.is_empty() {
                    prompter.show(&[Say::key("notice.paste-more")]);
                }
                ending = true;
                text.push('\n');
            }
            Reply::Line(line) => {
                // A paste arrives as one line with line ends inside: an empty line after it ends all.
                ending = line.contains(['\n', '\r']);
                text.push_str(&line);
                text.push('\n');
            }
            Reply::Closed => return Ok(text),
            Reply::Interrupted => {
                return Err(Failure::new("interrupted", Kind::Interrupted, Args::new()));
            }
        }
    }
}

//! `menshen log add`.

use super::super::Failure;
use super::super::ask;
use super::super::context::Context;
use super::super::utf8;
use super::{copying, members, show, when, words};
use crate::content::load_flow;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::{
    AttachmentRef, Content, ContentProblem, EntryKind, OccurredAt, masked_numbers, members_of,
    open_members,
};
use crate::interview::{Answers, Value as Answer};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use crate::storage::log::Appended;
use clap::ArgMatches;
use serde_json::{Map, Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Options of one entry on one line, and the members they fill.
const OPTIONS: [(&str, &str); 10] = [
    ("quote", "quote"),
    ("direction", "direction"),
    ("phone", "party.phone"),
    ("principal", "party.principal"),
    ("from", "party.employer"),
    ("target", "target"),
    ("people", "people"),
    ("amount", "amount"),
    ("loan", "loan"),
    ("grade", "grade"),
];

/// Options without a value, the members they fill and the values these get.
const SIGNS: [(&str, &str, bool); 3] = [
    ("answered", "answered", true),
    ("missed", "answered", false),
    ("robot", "robot", true),
];

/// Members that the line about an entry holds; attachments have lines of their own.
const IN_THE_LINE: [&str; 5] = ["kind", "occurred_at", "precision", "summary", "attachments"];

/// Adds one entry from the command line, many from a file, or one that is asked for.
///
/// # Errors
/// Nothing was added.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |id: &str| matches.get_one::<String>(id);
    let force = matches.get_flag("force");
    if let Some(path) = text("entry") {
        let contents = from_text(context, &read_all(path)?)?;
        let appended = super::append(context, &context.open_case()?, &contents, force)?;
        return report(context, &contents, &appended);
    }
    let kind = match text("kind") {
        None => None,
        Some(word) => Some(words::kind_of(&context.texts, word).ok_or_else(|| {
            let known = words::known_kinds(&context.texts);
            words::unknown_kind(&context.texts, word, known, true)
        })?),
    };
    match (kind, text("text")) {
        (Some(kind), Some(summary)) => one_line(context, kind, summary, matches),
        (kind, _) => interview_entry(context, kind, force),
    }
}

/// The entry asked for, question by question, or from a file of answers. A kind named already is
/// offered at its question.
fn interview_entry(context: &Context, kind: Option<EntryKind>, force: bool) -> Result<(), Failure> {
    let flow = load_flow(&context.library, "log-add")?;
    let folder = context.open_case()?;
    let draft = folder.draft(&flow.id);
    let lock = folder.lock()?;
    let mut known = Answers::new();
    if let Some(kind) = kind {
        known.set("kind", Answer::Given(kind.id().to_owned()), None);
    }
    let nothing_aside = |_: &str, _: &Answers| Vec::new();
    let answers = ask::answers(context, &flow, &known, &draft, &nothing_aside, &lock)?;
    let (mut written, attach) = members::answered(&answers);
    if members::day_alone_mended(&mut written) {
        context.note("log.added.day-alone", Args::new());
    }
    let mut entry = members::assembled(written);
    check(context, entry.clone())?;
    copying::check(&attach)?;
    let copies = copied_into(context, &folder, &attach, &mut entry)?;
    let contents = [check(context, entry)?];
    let appended = super::append_with_copies(context, &folder, &contents, &copies, force)?;
    // Only what is on disk in the log may leave the draft.
    draft.remove()?;
    report(context, &contents, &appended)
}

/// Left at the question of the time: what was typed on the line is kept as an unfinished interview.
fn kept_for_later(
    context: &Context,
    kind: EntryKind,
    summary: &str,
    entry: &Map<String, Value>,
) -> Result<Failure, Failure> {
    let flow = load_flow(&context.library, "log-add")?;
    let mut answers = Answers::new();
    let mut given = |id: &str, text: &str| answers.set(id, Answer::Given(text.to_owned()), None);
    given("kind", kind.id());
    given("summary", summary);
    for (_, member) in OPTIONS {
        let steps = format!("/{}", member.replace('.', "/"));
        let value = Value::Object(entry.clone());
        let written = value.pointer(&steps).and_then(Value::as_str);
        if let (Some(text), Some(_)) = (written, flow.question(member)) {
            given(member, text);
        }
    }
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    ask::begun(context, &flow.id, &folder.draft(&flow.id), answers)?;
    drop(lock);
    Ok(ask::left(true))
}

fn one_line(
    context: &Context,
    kind: EntryKind,
    summary: &str,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let said = match matches.get_one::<String>("when") {
        Some(text) => Some(when::of_option(context, text)?),
        None => None,
    };
    let written = from_options(context, matches)?;
    refuse_foreign(context, kind, &written)?;
    let mut entry = members::assembled(written);
    // Asked only when nothing else on the line has been refused.
    let said = match said {
        None if context.manner.interactive => match when::asked(context) {
            Err(failure) if failure.kind == Kind::Interrupted => {
                return Err(kept_for_later(context, kind, summary, &entry)?);
            }
            told => told?,
        },
        said => said,
    };
    let (occurred_at, precision) = match said {
        Some(told) => {
            let about = told.about || matches.get_flag("about");
            (
                told.at.to_string(),
                when::Told { about, ..told }.precision(),
            )
        }
        // Nobody said when it happened: the time of writing may stand for it, but not as exact.
        None => {
            context.note("log.added.when-taken", Args::new());
            (context.clock.stamp(), "about")
        }
    };
    for (name, value) in [
        ("kind", kind.id()),
        ("occurred_at", &occurred_at),
        ("precision", precision),
        ("summary", summary),
    ] {
        entry.insert(name.to_owned(), value.into());
    }
    let attach: Vec<PathBuf> = matches
        .get_many::<String>("attach")
        .map(|paths| paths.map(PathBuf::from).collect())
        .unwrap_or_default();
    // All that can be refused is refused before the first file is copied.
    check(context, entry.clone())?;
    copying::check(&attach)?;
    let folder = context.open_case()?;
    if let Some(loan) = matches.get_one::<String>("loan") {
        super::note_unknown_loan(context, &folder, loan);
    }
    let copies = copied_into(context, &folder, &attach, &mut entry)?;
    let contents = [check(context, entry)?];
    let force = matches.get_flag("force");
    let appended = super::append_with_copies(context, &folder, &contents, &copies, force)?;
    report(context, &contents, &appended)
}

/// Copies files in and names them among the members of an entry.
///
/// # Errors
/// The person stopped, or a copy failed: none of them was added.
pub(super) fn copied_into(
    context: &Context,
    folder: &CaseFolder,
    files: &[PathBuf],
    members: &mut Map<String, Value>,
) -> Result<Vec<AttachmentRef>, Failure> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let copies = copying::copied(context, folder, files)?;
    members.insert("attachments".to_owned(), json!(copies));
    Ok(copies)
}

/// The members that options fill.
fn from_options(context: &Context, matches: &ArgMatches) -> Result<Vec<members::Written>, Failure> {
    let mut reader = members::Reader::default();
    for (option, path) in OPTIONS {
        if let Some(text) = matches.get_one::<String>(option) {
            reader.take(context, path, text);
        }
    }
    let mut written = reader.finish()?;
    for (option, path, value) in SIGNS {
        if matches.get_flag(option) {
            written.push((path.to_owned(), Value::Bool(value)));
        }
    }
    Ok(written)
}

/// Refuses what an entry of this kind doesn't have: people at the door of a telephone call.
fn refuse_foreign(
    context: &Context,
    kind: EntryKind,
    written: &[members::Written],
) -> Result<(), Failure> {
    let known = members_of(kind);
    let foreign: Vec<&str> = written
        .iter()
        .map(|(path, _)| path.as_str())
        .filter(|path| !known.contains(path))
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let words = args([
        ("kind", words::kind_name(&context.texts, kind.id())),
        ("members", members::labels(context, &foreign)),
    ]);
    Err(Failure::new("log-options-not-of-kind", Kind::Usage, words))
}

/// Checks members put together.
///
/// # Errors
/// Everything wrong with them.
pub(super) fn check(context: &Context, members: Map<String, Value>) -> Result<Content, Failure> {
    Content::check(members).map_err(|problems| rejected(context, &[(None, problems)]))
}

/// All that is wrong in all entries: nothing is written while anything is.
pub(super) fn rejected(
    context: &Context,
    entries: &[(Option<usize>, Vec<ContentProblem>)],
) -> Failure {
    let mut details = Vec::new();
    for (line, problems) in entries {
        for problem in problems {
            let said = context.texts.say(
                &format!("log.problem.{}", problem.code),
                [("member", words::on_one_line(&problem.member))],
            );
            details.push(match line {
                Some(line) => context.texts.say(
                    "log.problem-on-line",
                    [("line", line.to_string()), ("problem", said)],
                ),
                None => said,
            });
        }
    }
    let count = args([("count", details.len().to_string())]);
    Failure::new("log-entry-rejected", Kind::Usage, count).with_details(details)
}

fn read_all(path: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match path {
        "-" => std::io::stdin().read_to_end(&mut bytes).map(|_| bytes),
        path => std::fs::read(Path::new(path)),
    };
    utf8::text(read).map_err(|mut args| {
        args.insert("path", path.to_owned());
        Failure::new("log-entry-unreadable", Kind::Usage, args)
    })
}

/// One content object over as many lines as it likes, or one on each line.
fn from_text(context: &Context, text: &str) -> Result<Vec<Content>, Failure> {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let Some((_, first)) = lines.first() else {
        return Err(Failure::new("log-entry-empty", Kind::Usage, Args::new()));
    };
    let first_stands_alone = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    if lines.len() > 1 && !first_stands_alone {
        return match Content::read(text) {
            Ok(content) => Ok(vec![content]),
            Err(problems) => Err(rejected(context, &[(None, problems)])),
        };
    }
    let numbered = lines.len() > 1;
    let mut contents = Vec::with_capacity(lines.len());
    let mut wrong = Vec::new();
    for (number, line) in lines {
        match Content::read(line) {
            Ok(content) => contents.push(content),
            Err(problems) => wrong.push((numbered.then_some(number), problems)),
        }
    }
    if wrong.is_empty() {
        Ok(contents)
    } else {
        Err(rejected(context, &wrong))
    }
}

/// Prints the entries back, with their numbers.
fn report(context: &Context, contents: &[Content], appended: &Appended) -> Result<(), Failure> {
    let mut screen = Screen::new();
    let mut entries = Vec::new();
    for (content, written) in contents.iter().zip(&appended.entries) {
        let seq = written.place.seq;
        let recorded_at = written
            .place
            .recorded_at
            .map(|time| time.to_string())
            .unwrap_or_default();
        screen.text(context.texts.say(
            "log.added.entry",
            [
                ("seq", seq.to_string()),
                (
                    "kind",
                    words::kind_name(&context.texts, content.kind().id()),
                ),
                (
                    "when",
                    words::told_moment(&context.texts, content.members()),
                ),
                (
                    "summary",
                    words::on_one_line(&masked_numbers(
                        content.text("summary").unwrap_or_default(),
                    )),
                ),
            ],
        ));
        if contents.len() == 1 {
            show::further_members(context, &mut screen, content.members(), &IN_THE_LINE);
        }
        for attachment in content.attachments() {
            screen.item(
                "-",
                context.texts.say(
                    "log.added.attachment",
                    [
                        (
                            "name",
                            words::on_one_line(&masked_numbers(&attachment.name)),
                        ),
                        ("size", attachment.size.to_string()),
                        ("sha256", attachment.sha256),
                    ],
                ),
            );
        }
        entries.push(json!({
            "seq": seq,
            "recorded_at": recorded_at,
            "hash": written.place.hash.to_string(),
            "content": content.members(),
        }));
    }
    screen.text(
        context
            .texts
            .say("log.added.on-disk", [("count", entries.len().to_string())]),
    );
    if contents.iter().any(|c| !c.attachments().is_empty()) {
        super::say(context, &mut screen, "log.added.original", Args::new());
    }
    if contents.iter().any(|c| is_later(c, context)) {
        super::say(context, &mut screen, "log.added.future", Args::new());
    }
    super::say_circumstances(context, appended, &mut screen);
    if let ([content], [written]) = (contents, appended.entries.as_slice()) {
        let open = open_members(content.members());
        super::say_open(context, &mut screen, written.place.seq, &open);
    }
    let mut json = json!({
        "ok": true,
        "log_id": appended.log_id,
        "begun": appended.begun,
        "torn_moved_to": appended.torn_moved_to.as_ref().map(|p| p.display().to_string()),
        "clock_stepped_back": appended.clock_stepped_back,
        "joined_to_damage": !appended.joined_to_damage.is_empty(),
    });
    if let ([one], Some(object)) = (entries.as_slice(), json.as_object_mut()) {
        for name in ["seq", "recorded_at", "hash"] {
            object.insert(name.to_owned(), one[name].clone());
        }
    }
    json["entries"] = entries.into();
    context.emit(&screen, &json)
}

/// Does it speak of a time that hasn't come?
fn is_later(content: &Content, context: &Context) -> bool {
    let now = OccurredAt::parse(&context.clock.stamp());
    let said = content.text("occurred_at").and_then(OccurredAt::parse);
    matches!((now, said), (Some(now), Some(said)) if now.is_before(&said))
}

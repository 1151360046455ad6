//! `menshen log amend` and `menshen log complete`: entries that correct earlier ones. Nothing
//! written before is ever changed.

use super::super::Failure;
use super::super::ask;
use super::super::context::Context;
use super::{add, confirmed, copying, members, show, words};
use crate::content::load_flow;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::{
    Content, EntryKind, EntryView, MemberKind, OccurredAt, amended, member_kind, members_of,
    overlaid,
};
use crate::interview::flow::Kind as Asked;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Prompter, Say, Value as Answer, reading};
use crate::render::screen::Screen;
use crate::storage::log::{Appended, entries};
use crate::storage::{CaseFolder, Draft};
use clap::ArgMatches;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

const FLOW: &str = "log-amend";

/// An entry that can be amended, and where it stands.
pub(super) struct Target {
    /// The case it stands in.
    pub folder: CaseFolder,
    /// The entry with what was said of it later.
    pub view: EntryView,
    pub(super) current: Map<String, Value>,
}

impl Target {
    /// Its number.
    pub fn seq(&self) -> u64 {
        self.view.original.seq
    }

    /// A draft for this entry alone: answers about one must not be offered for another.
    pub fn draft(&self, name: &str) -> Draft {
        self.folder.draft(&format!("{name}-{}", self.seq()))
    }
}

/// What is to be changed.
struct Wanted {
    members: Vec<members::Written>,
    attach: Vec<PathBuf>,
    /// The answers' draft, once they are in the log.
    draft: Option<Draft>,
}

/// Amends an entry: with `--set` and `--attach` at once, else question by question or from a file
/// of answers.
///
/// # Errors
/// Nothing was written.
pub fn amend(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let target = target(context, super::seq(matches)?)?;
    let sets: Vec<&String> = matches.get_many("set").unwrap_or_default().collect();
    let attach: Vec<PathBuf> = matches
        .get_many::<String>("attach")
        .map(|paths| paths.map(PathBuf::from).collect())
        .unwrap_or_default();
    let rules: Vec<String> = matches
        .get_many::<String>("conduct")
        .map(|ids| ids.cloned().collect())
        .unwrap_or_default();
    let wanted = if sets.is_empty() && attach.is_empty() && rules.is_empty() {
        let flow = load_flow(&context.library, FLOW)?;
        asked(context, &target, &flow, FLOW)?
    } else {
        let mut members = from_sets(context, &target, &sets)?;
        members.extend(confirmed::with(context, &target.current, &rules)?);
        Wanted {
            members,
            attach,
            draft: None,
        }
    };
    write(context, &target, wanted, matches.get_flag("force"))
}

/// Amends an entry by what another command asked, each as `member=value`, and prints it back.
///
/// # Errors
/// Nothing was written.
pub(super) fn set(context: &Context, seq: u64, sets: &[String]) -> Result<(), Failure> {
    let target = target(context, seq)?;
    let sets: Vec<&String> = sets.iter().collect();
    let wanted = Wanted {
        members: from_sets(context, &target, &sets)?,
        attach: Vec::new(),
        draft: None,
    };
    write(context, &target, wanted, false)
}

/// Asks for what an entry leaves open, and nothing else.
///
/// # Errors
/// Nothing was written.
pub fn complete(context: &Context, seq: u64, force: bool) -> Result<(), Failure> {
    let target = target(context, seq)?;
    let open = show::open(&target.view);
    if open.is_empty() {
        let seq = target.seq();
        let mut screen = Screen::new();
        screen.text(context.texts.say("log.complete.nothing", [("seq", seq)]));
        let json = json!({"ok": true, "amends": seq, "changed": [], "entries": []});
        return context.emit(&screen, &json);
    }
    let mut flow = load_flow(&context.library, FLOW)?;
    flow.entries
        .retain(|entry| open.contains(&entry.question.id.as_str()));
    for entry in &mut flow.entries {
        entry.when.clear();
        entry.when_any.clear();
    }
    let wanted = asked(context, &target, &flow, "log-complete")?;
    write(context, &target, wanted, force)
}

/// The entry to be amended.
///
/// # Errors
/// It isn't there, is an amendment itself, was withdrawn, or its content can't be read.
pub(super) fn target(context: &Context, seq: u64) -> Result<Target, Failure> {
    let log = super::existing_log(context)?;
    let views = overlaid(entries(&log.path())?);
    let view = show::found(&views, seq)?;
    let refused = |code: &str| Failure::new(code, Kind::Usage, args([("seq", seq.to_string())]));
    if let Some(target) = view.original.amends() {
        let words = args([("seq", seq.to_string()), ("target", target.to_string())]);
        return Err(Failure::new("log-is-amendment", Kind::Usage, words));
    }
    if view.withdrawn {
        return Err(refused("log-withdrawn"));
    }
    let current = view
        .current
        .clone()
        .ok_or_else(|| refused("log-not-readable"))?;
    Ok(Target {
        folder: context.open_case()?,
        view: view.clone(),
        current,
    })
}

/// The members of `--set member=value`.
fn from_sets(
    context: &Context,
    target: &Target,
    sets: &[&String],
) -> Result<Vec<members::Written>, Failure> {
    let mut given = Vec::with_capacity(sets.len());
    for set in sets {
        let pair = set.split_once('=').map(|(path, text)| (path.trim(), text));
        given.push(pair.ok_or_else(|| Failure::new("log-set-form", Kind::Usage, Args::new()))?);
    }
    let kind = kind_after(context, target, &given);
    refuse_unknown(context, kind, &given)?;
    let mut reader = members::Reader::default();
    for (path, text) in given {
        reader.take(context, path, text);
    }
    let mut written = reader.finish()?;
    written.extend(precision_following(&target.current, &written));
    if let Some((_, Value::String(loan))) = written.iter().find(|(path, _)| path == "loan") {
        super::note_unknown_loan(context, &target.folder, loan);
    }
    Ok(written)
}

/// The kind the entry has once these are set.
fn kind_after(context: &Context, target: &Target, given: &[(&str, &str)]) -> Option<EntryKind> {
    let set = given.iter().rev().find(|(path, _)| *path == "kind");
    match set {
        Some((_, word)) => words::kind_of(&context.texts, word),
        None => target.view.text("kind").and_then(EntryKind::from_id),
    }
}

/// Refuses what an entry of this kind doesn't have, all of it at once.
fn refuse_unknown(
    context: &Context,
    kind: Option<EntryKind>,
    given: &[(&str, &str)],
) -> Result<(), Failure> {
    let known = kind.map_or_else(|| members_of(EntryKind::Visit), members_of);
    let is_member = |path: &str| member_kind(path).is_some();
    let foreign: Vec<&str> = given
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| !is_member(path) || kind.is_some() && !known.contains(path))
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let mut details: Vec<String> = Vec::new();
    for path in &foreign {
        let key = match is_member(path) {
            true => "log.set.not-of-this-kind",
            false => "log.set.no-such-member",
        };
        let words = [("member", members::nameable(context, path))];
        details.push(context.texts.say(key, words));
    }
    let known: Vec<String> = known
        .iter()
        .map(|path| {
            format!(
                "{path}{}",
                context.texts.aside(members::label(context, path))
            )
        })
        .collect();
    let kind = kind.map_or_else(String::new, |k| words::kind_name(&context.texts, k.id()));
    let words = args([("kind", kind), ("known", context.texts.listed(&known))]);
    Err(Failure::new("log-set-unknown-member", Kind::Usage, words).with_details(details))
}

/// A day without a time isn't exact to the minute, and a time isn't a day alone: where only the time
/// was corrected, what is said of its precision follows.
fn precision_following(
    current: &Map<String, Value>,
    written: &[members::Written],
) -> Option<members::Written> {
    let given = |path: &str| written.iter().find(|(other, _)| other == path);
    let (_, time) = given("occurred_at")?;
    if given("precision").is_some() {
        return None;
    }
    let has_time = OccurredAt::parse(time.as_str()?)?.time.is_some();
    let stands = current.get("precision").and_then(Value::as_str);
    let follows = match (has_time, stands) {
        (false, _) => "day",
        (true, Some("day") | None) => "exact",
        (true, Some(_)) => return None,
    };
    Some(("precision".to_owned(), follows.into()))
}

/// What was answered: each question offers what stands, and Enter keeps it.
fn asked(
    context: &Context,
    target: &Target,
    flow: &Questionnaire,
    draft: &str,
) -> Result<Wanted, Failure> {
    if context.answers.is_none() {
        let ids = flow.entries.iter().map(|e| e.question.id.clone());
        context.need_terminal(ids.collect())?;
        show_first(context, &target.view)?;
    }
    let known = members::known(&target.current);
    let draft = target.draft(draft);
    let lock = target.folder.lock()?;
    let nothing_aside = |_: &str, _: &Answers| Vec::new();
    let answers = ask::answers(context, flow, &known, &draft, &nothing_aside, &lock)?;
    note_what_cannot_be_emptied(context, &answers, &known);
    let (mut members, attach) = members::answered(&answers);
    members.retain(|(path, value)| !is_same_text(context, &target.current, path, value));
    Ok(Wanted {
        members,
        attach,
        draft: Some(draft),
    })
}

/// The entry as it stands, and as it was first written.
///
/// # Errors
/// The rule book was rejected.
pub(super) fn show_first(context: &Context, view: &EntryView) -> Result<(), Failure> {
    let screen = show::entry(context, view, false, show::late_after(context)?);
    let text = screen.lay_out(context.manner.columns, context.manner.plain);
    let lines: Vec<Say> = text.lines().map(|l| Say::Plain(l.to_owned())).collect();
    context.prompter().show(&lines);
    Ok(())
}

/// An amendment can change what was recorded, not take it away; said instead of passed over.
fn note_what_cannot_be_emptied(context: &Context, answers: &Answers, known: &Answers) {
    let emptied: Vec<&str> = answers
        .iter()
        .filter(|a| a.value == Answer::Unknown && known.get(&a.id).is_some())
        .map(|a| a.id.as_str())
        .collect();
    if !emptied.is_empty() {
        let members = members::labels(context, &emptied);
        context.note("log.amended.kept", args([("members", members)]));
    }
}

/// Words offered for editing come back on one line: what was recorded over several lines isn't
/// changed by Enter.
fn is_same_text(
    context: &Context,
    current: &Map<String, Value>,
    path: &str,
    value: &Value,
) -> bool {
    let (Some(Value::String(stands)), Value::String(given)) = (members::at(current, path), value)
    else {
        return false;
    };
    let is_text = matches!(
        member_kind(path),
        Some(MemberKind::Text | MemberKind::Phone)
    );
    let on_one_line = reading::read(&Asked::Text, stands, context.as_of());
    is_text && on_one_line.is_ok_and(|r| r.value.given() == Some(given))
}

fn write(
    context: &Context,
    target: &Target,
    mut wanted: Wanted,
    force: bool,
) -> Result<(), Failure> {
    let refused = |problems| add::rejected(context, &[(None, problems)]);
    // All that can be refused is refused before the first file is copied.
    let amendment = amended(target.seq(), &target.current, &wanted.members).map_err(refused)?;
    copying::check(&wanted.attach)?;
    let mut copies = Vec::new();
    let amendment = if wanted.attach.is_empty() {
        amendment
    } else {
        let mut list = match target.current.get("attachments") {
            Some(Value::Array(list)) => list.clone(),
            _ => Vec::new(),
        };
        copies = copying::copied(context, &target.folder, &wanted.attach)?;
        list.extend(copies.iter().map(|attachment| json!(attachment)));
        wanted.members.push(("attachments".to_owned(), list.into()));
        amended(target.seq(), &target.current, &wanted.members).map_err(refused)?
    };
    let Some(content) = amendment.amendment else {
        let mut screen = Screen::new();
        screen.text(context.texts.t("log.amended.nothing"));
        if let Some(draft) = wanted.draft {
            draft.remove()?;
        }
        let json = json!({"ok": true, "amends": target.seq(), "changed": [], "entries": []});
        return context.emit(&screen, &json);
    };
    let contents = std::slice::from_ref(&content);
    let appended = super::append_with_copies(context, &target.folder, contents, &copies, force)?;
    if let Some(draft) = wanted.draft {
        // Only what is on disk in the log may leave the draft.
        draft.remove()?;
    }
    let mut screen = Screen::new();
    let words = [
        ("seq", last_seq(&appended).to_string()),
        ("target", target.seq().to_string()),
        ("members", members::labels(context, &amendment.changed)),
    ];
    screen.text(context.texts.say("log.amended.entry", words));
    show::further_members(context, &mut screen, content.members(), &["kind", "amends"]);
    if !wanted.attach.is_empty() {
        super::say(context, &mut screen, "log.added.original", Args::new());
    }
    finish(
        context,
        target,
        screen,
        &content,
        &appended,
        &amendment.changed,
    )
}

/// The number of the last entry written.
pub(super) fn last_seq(appended: &Appended) -> u64 {
    appended.entries.last().map_or(0, |e| e.place.seq)
}

/// What was written, printed back, with what a person must know about it.
pub(super) fn finish(
    context: &Context,
    target: &Target,
    mut screen: Screen,
    content: &Content,
    appended: &Appended,
    changed: &[String],
) -> Result<(), Failure> {
    screen.text(context.texts.say("log.added.on-disk", [("count", 1)]));
    super::say_circumstances(context, appended, &mut screen);
    let place = appended.entries.last().map(|e| &e.place);
    let entry = json!({
        "seq": place.map(|p| p.seq),
        "recorded_at": place.and_then(|p| p.recorded_at).map(|t| t.to_string()),
        "hash": place.map(|p| p.hash.to_string()),
        "content": content.members(),
    });
    let json = json!({
        "ok": true,
        "log_id": appended.log_id,
        "seq": entry["seq"],
        "recorded_at": entry["recorded_at"],
        "hash": entry["hash"],
        "amends": target.seq(),
        "changed": changed,
        "torn_moved_to": appended.torn_moved_to.as_ref().map(|p| p.display().to_string()),
        "clock_stepped_back": appended.clock_stepped_back,
        "joined_to_damage": !appended.joined_to_damage.is_empty(),
        "entries": [entry],
    });
    context.emit(&screen, &json)
}

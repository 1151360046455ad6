//! What isn't known, asked one by one. Each answer is an amendment of its own; the log is counted
//! anew after each, so that nothing is asked that no longer decides anything.

use super::super::super::Failure;
use super::super::super::contacts::Measure;
use super::super::super::context::Context;
use super::super::amend;
use super::views;
use crate::domain::conduct::count::{ConductCount, DOUBLE, Unknown};
use crate::domain::evidence::{EntryView, MemberKind, member_kind};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Reply, Say};
use crate::render::screen::Screen;
use std::collections::BTreeSet;

/// Members whose answer is often the same for a lender's other entries, with the key of the question.
const OFTEN_ALIKE: [(&str, &str); 2] = [
    ("consented", "conduct.ask-same"),
    ("unreachable", "conduct.ask-same-unreachable"),
];

/// What came of one question.
enum Answer {
    /// The member's value, as it is written on the command line.
    Given(String),
    /// Not known, or for later.
    Skipped,
    /// No more questions.
    Left,
}

/// Offers to ask; whatever was answered stands in the log when this returns.
///
/// # Errors
/// An amendment can't be written.
pub(super) fn offered(
    context: &Context,
    measure: &Measure,
    counted: ConductCount,
) -> Result<(), Failure> {
    let askable = counted.unknowns.iter().filter(|u| u.member != DOUBLE);
    let count = askable.count();
    if count == 0 {
        return Ok(());
    }
    let begin = Page {
        body: vec![Say::with("conduct.offer", [("count", count.to_string())])],
        choices: choices(&["conduct.offer-now", "conduct.offer-later"]),
        ..Page::default()
    };
    if !matches!(chosen(context, &begin), Some(1)) {
        return Ok(());
    }
    let mut counted = counted;
    let mut skipped: BTreeSet<(u64, &'static str)> = BTreeSet::new();
    loop {
        let next = counted
            .unknowns
            .iter()
            .find(|u| u.member != DOUBLE && !skipped.contains(&(u.seq, u.member)));
        let Some(unknown) = next else { break };
        match asked(context, unknown, &views(context)?) {
            Answer::Left => break,
            Answer::Skipped => {
                skipped.insert((unknown.seq, unknown.member));
            }
            Answer::Given(text) => {
                let mut sets = vec![format!("{}={text}", unknown.member)];
                if unknown.member == "occurred_at" {
                    sets.push("precision=exact".to_owned());
                }
                // What can't be read is said, and asked again; a full disk ends it.
                match amend::set(context, unknown.seq, &sets) {
                    Ok(()) => {
                        if let Some((key, alike)) = alike(&counted, unknown)
                            && same_for_all(context, key, unknown, alike.len())
                        {
                            for seq in alike {
                                amend::set(context, seq, &sets)?;
                            }
                        }
                        counted = measure.count(&views(context)?);
                    }
                    Err(failure) if failure.code == "log-member-rejected" => {
                        let lines = failure.details.iter().cloned().map(Say::Plain);
                        context.prompter().show(&lines.collect::<Vec<_>>());
                    }
                    Err(failure) => return Err(failure),
                }
            }
        }
    }
    let mut screen = Screen::new();
    screen.title(context.texts.t("conduct.heading-now"));
    for line in measure.told(&context.texts, &counted).summary() {
        screen.text(line);
    }
    context.emit(&screen, &serde_json::Value::Null)
}

/// Other entries of the same lender that the same answer may decide, with the key of the question: who
/// agreed to be called at night, or could be reached all the time, rarely did so call by call. `None`
/// where there are none, or the lender isn't recorded.
fn alike(counted: &ConductCount, unknown: &Unknown) -> Option<(&'static str, Vec<u64>)> {
    let lender = |seq: u64| {
        let found = counted.contacts.iter().find(|c| c.seq == seq);
        found.and_then(|c| c.lender.as_ref())
    };
    let (member, key) = OFTEN_ALIKE
        .into_iter()
        .find(|(member, _)| *member == unknown.member)?;
    let own = lender(unknown.seq)?;
    let others = counted.unknowns.iter();
    let others: Vec<u64> = others
        .filter(|u| u.member == member && u.seq != unknown.seq && lender(u.seq) == Some(own))
        .map(|u| u.seq)
        .collect();
    (!others.is_empty()).then_some((key, others))
}

/// Whether the answer holds for so many others too.
fn same_for_all(context: &Context, key: &str, unknown: &Unknown, count: usize) -> bool {
    let words = [
        ("seq", unknown.seq.to_string()),
        ("count", count.to_string()),
    ];
    let page = Page {
        body: vec![Say::with(key, words)],
        choices: choices(&["conduct.ask-same-yes", "conduct.ask-same-no"]),
        ..Page::default()
    };
    chosen(context, &page) == Some(1)
}

/// One question about one entry.
fn asked(context: &Context, unknown: &Unknown, views: &[EntryView]) -> Answer {
    let member = unknown.member.replace('.', "-");
    let seq = unknown.seq.to_string();
    let mut body = Vec::new();
    if let Some(view) = views.iter().find(|v| v.original.seq == unknown.seq) {
        let cells = super::super::list::told(context, view);
        body.push(Say::Plain(cells));
    }
    body.push(Say::with(
        format!("conduct.ask.{member}"),
        [("seq", seq), ("of", String::new())],
    ));
    let words: Vec<(String, String)> = match member_kind(unknown.member) {
        Some(MemberKind::Truth) => ["yes", "no"]
            .map(|word| {
                let name = context.texts.t(&format!("log.word.{word}"));
                (name.clone(), name)
            })
            .to_vec(),
        Some(MemberKind::Word(words)) => words
            .iter()
            .map(|word| {
                let name = format!("log.word.{}.{word}", unknown.member);
                ((*word).to_owned(), context.texts.t(&name))
            })
            .collect(),
        _ => Vec::new(),
    };
    if words.is_empty() {
        body.push(Say::key("conduct.ask-typed"));
        let page = Page {
            body,
            ..Page::default()
        };
        return match line(context, &page) {
            None => Answer::Left,
            Some(text) => match plain_form(&text).as_str() {
                "" | "不知道" => Answer::Skipped,
                "0" | "!" => Answer::Left,
                _ => Answer::Given(text.trim().to_owned()),
            },
        };
    }
    let mut labels: Vec<Choice> = words
        .iter()
        .enumerate()
        .map(|(place, (_, label))| Choice {
            key: (place + 1).to_string(),
            label: Say::Plain(label.clone()),
        })
        .collect();
    let more = choices(&["conduct.ask-unknown", "conduct.ask-stop"]);
    labels.extend(more.into_iter().enumerate().map(|(place, choice)| Choice {
        key: (words.len() + place + 1).to_string(),
        ..choice
    }));
    let page = Page {
        body,
        choices: labels,
        ..Page::default()
    };
    match chosen(context, &page) {
        Some(number) if number <= words.len() => words
            .into_iter()
            .nth(number - 1)
            .map_or(Answer::Skipped, |(word, _)| Answer::Given(word)),
        Some(number) if number == words.len() + 1 => Answer::Skipped,
        _ => Answer::Left,
    }
}

fn choices(keys: &[&str]) -> Vec<Choice> {
    keys.iter()
        .enumerate()
        .map(|(place, key)| Choice {
            key: (place + 1).to_string(),
            label: Say::key(*key),
        })
        .collect()
}

/// The number typed for a choice; `None` where the person left.
fn chosen(context: &Context, page: &Page) -> Option<usize> {
    loop {
        let text = line(context, page)?;
        let number = plain_form(&text).parse().ok();
        match number.filter(|n| (1..=page.choices.len()).contains(n)) {
            Some(number) => return Some(number),
            None => context
                .prompter()
                .show(&[Say::key("rejected.no-such-number")]),
        }
    }
}

fn line(context: &Context, page: &Page) -> Option<String> {
    match context.prompter().ask(page) {
        Reply::Line(text) => Some(text),
        Reply::Interrupted | Reply::Closed => None,
    }
}

//! `conduct/*.toml` into conduct rules.

use super::citing::Ground;
use super::reader::{Entry, Placed, by_id, with_table};
use crate::content::library::Library;
use crate::content::problem::Problems;
use crate::domain::conduct::{
    ConductRule, Counted, CountedOver, EXCEPTIONS, Fact, MinuteOfDay, Threshold, Trigger,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How a threshold is spelled in a file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ThresholdKind {
    QuietHours,
    AtMostPerDay,
    AtLeastPeople,
}

/// Reads and checks `conduct/`.
pub(super) fn load(
    library: &Library,
    ground: &Ground<'_>,
    problems: &mut Problems,
) -> BTreeMap<String, ConductRule> {
    let mut rules = Vec::new();
    for source in &library.folder("conduct") {
        with_table(source, problems, |top, problems| {
            for entry in top.tables("rule") {
                rules.extend(rule(entry, problems));
            }
        });
    }
    let rules = by_id(rules, |r: &ConductRule| &r.id, problems);
    for Placed { value, place, .. } in rules.values() {
        ground.citations(place, "sources", &value.sources, problems);
        ground.statement(place, "zh", &value.zh, &value.sources, problems);
        ground.statement(
            place,
            "complaint",
            &value.complaint,
            &value.sources,
            problems,
        );
        // What is said at the door asks for something and claims nothing: only the words are checked.
        ground.statement(place, "say", &value.say, &[], problems);
    }
    rules.into_iter().map(|(id, r)| (id, r.value)).collect()
}

fn rule(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<ConductRule>> {
    let id = entry.text("id");
    let name = entry.text("name");
    let zh = entry.text("zh");
    let en = entry.text("en");
    let qualifiers = entry.texts("qualifiers");
    let had_threshold = entry.table("threshold");
    let threshold = had_threshold.and_then(|t| threshold(t, problems));
    let trigger = match entry.table("trigger") {
        Some(table) => Some(trigger(table, threshold, problems)),
        None => {
            entry.text("trigger");
            None
        }
    };
    let unless = entry.optional_text("unless").and_then(|word| {
        let known = EXCEPTIONS.into_iter().find(|name| *name == word);
        if known.is_none() {
            entry.problem("unless", "content-unknown-word", format!("unless {word}"));
        }
        known
    });
    let sources = entry.some_texts("sources");
    let complaint = entry.text("complaint");
    let say = entry.text("say");
    let caution = entry.optional_text("caution");
    let read = (|| {
        Some(ConductRule {
            id: id?,
            name: name?,
            zh: zh?,
            en: en?,
            qualifiers,
            threshold,
            trigger: trigger?,
            unless,
            sources: sources?,
            complaint: complaint?,
            say: say?,
            caution,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn threshold(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Threshold> {
    let threshold = match entry.word::<ThresholdKind>("kind") {
        Some(ThresholdKind::QuietHours) => {
            let from = hour(&mut entry, "from");
            let until = hour(&mut entry, "until");
            from.zip(until)
                .map(|(from, until)| Threshold::QuietHours { from, until })
        }
        Some(ThresholdKind::AtMostPerDay) => {
            let count = entry.count("count");
            let counted = entry.word::<Counted>("counted");
            let over = entry.word::<CountedOver>("over");
            (|| {
                Some(Threshold::AtMostPerDay {
                    count: count?,
                    counted: counted?,
                    over: over?,
                })
            })()
        }
        Some(ThresholdKind::AtLeastPeople) => entry
            .count("count")
            .map(|count| Threshold::AtLeastPeople { count }),
        None => None,
    };
    entry.finish(problems);
    threshold
}

fn hour(entry: &mut Entry<'_>, member: &str) -> Option<MinuteOfDay> {
    let text = entry.text(member)?;
    let hour = MinuteOfDay::parse(&text);
    if hour.is_none() {
        entry.problem(member, "content-bad-hour", format!("{member} {text}"));
    }
    hour
}

fn trigger(mut entry: Entry<'_>, threshold: Option<Threshold>, problems: &mut Problems) -> Trigger {
    let mut facts = Vec::new();
    for (member, to_fact) in [
        ("kind", Fact::Kind as fn(Vec<String>) -> Fact),
        ("channel", Fact::Channel),
        ("target", Fact::Target),
    ] {
        let words = known_words(&mut entry, member);
        if !words.is_empty() {
            facts.push(to_fact(words));
        }
    }
    facts.extend(
        known_words(&mut entry, "direction")
            .into_iter()
            .map(Fact::Direction),
    );
    facts.extend(entry.optional_flag("answered").map(Fact::Answered));
    facts.extend(entry.optional_flag("robot").map(Fact::Robot));
    for (member, fact) in [
        ("in_quiet_hours", Fact::InQuietHours),
        ("too_few_people", Fact::TooFewPeople),
        ("confirmed", Fact::Confirmed),
    ] {
        if entry.optional_flag(member) == Some(true) {
            let fits = matches!(
                (&fact, threshold),
                (Fact::InQuietHours, Some(Threshold::QuietHours { .. }))
                    | (Fact::TooFewPeople, Some(Threshold::AtLeastPeople { .. }))
                    | (Fact::Confirmed, _)
            );
            if !fits {
                entry.problem(member, "content-trigger-without-threshold", member);
            }
            facts.push(fact);
        }
    }
    if !facts.iter().any(|f| matches!(f, Fact::Kind(_))) {
        entry.problem("kind", "content-missing-member", "kind");
    }
    entry.finish(problems);
    Trigger { facts }
}

fn known_words(entry: &mut Entry<'_>, member: &str) -> Vec<String> {
    let words = entry.texts(member);
    for word in &words {
        if !Fact::words(member).contains(&word.as_str()) {
            entry.problem(member, "content-unknown-word", format!("{member} {word}"));
        }
    }
    words
}

//! `notices/*.toml`: phrases, words beside numbers, and the rules for what they add up to.

use super::citing::Ground;
use super::reader::{Entry, Place, Placed, by_id, with_table};
use crate::content::library::Library;
use crate::content::problem::Problems;
use crate::domain::guidance::Channel;
use crate::domain::notice::{
    AmountRole, FORMAL_SIGNS, Grade, NoticeBook, Phrase, Rule, Sign, SignPart,
};
use std::collections::{BTreeMap, BTreeSet};

/// Reads and checks `notices/`.
pub(super) fn load(
    library: &Library,
    ground: &Ground<'_>,
    channels: &BTreeMap<String, Channel>,
    problems: &mut Problems,
) -> NoticeBook {
    let mut book = NoticeBook::default();
    let (mut signs, mut rules, mut payee_rules) = (Vec::new(), Vec::new(), Vec::new());
    for source in &library.folder("notices") {
        with_table(source, problems, |top, problems| {
            words(top, &mut book, problems);
            for entry in top.tables("sign") {
                signs.extend(sign(entry, problems));
            }
            for entry in top.tables("finding") {
                rules.extend(rule(entry, problems));
            }
            for entry in top.tables("payee_finding") {
                payee_rules.extend(rule(entry, problems));
            }
        });
    }
    let signs = in_order(signs, |s: &Sign| &s.id, problems);
    let mut known: BTreeSet<String> = FORMAL_SIGNS.iter().map(|s| (*s).to_owned()).collect();
    for Placed { value, .. } in &signs {
        if value.part == SignPart::Sender {
            known.insert(format!("from-{}", value.id));
            known.insert(format!("names-{}", value.id));
        } else {
            known.insert(value.id.clone());
        }
    }
    let rules = in_order(rules, |r: &Rule| &r.id, problems);
    for Placed { value, place, .. } in &rules {
        for (member, list) in [
            ("all", &value.all),
            ("any", &value.any),
            ("none", &value.none),
        ] {
            for id in list.iter().filter(|id| !known.contains(*id)) {
                place.problem(problems, member, "content-unknown-sign", id.clone());
            }
        }
    }
    // The signs of a payment are its questions and answers; a test holds them to the flow.
    let payee_rules = in_order(payee_rules, |r: &Rule| &r.id, problems);
    for Placed { value, place, .. } in rules.iter().chain(&payee_rules) {
        grounded(value, place, ground, channels, problems);
    }
    book.signs.signs = signs.into_iter().map(|p| p.value).collect();
    book.rules = rules.into_iter().map(|p| p.value).collect();
    book.payee_rules = payee_rules.into_iter().map(|p| p.value).collect();
    book
}

/// Entries merged by id, in the order they are written: rules of one grade stand in that order.
fn in_order<T>(
    read: Vec<Placed<T>>,
    id: impl Fn(&T) -> &str + Copy,
    problems: &mut Problems,
) -> Vec<Placed<T>> {
    let mut order: Vec<String> = Vec::new();
    for entry in &read {
        let id = id(&entry.value).to_owned();
        if !order.contains(&id) {
            order.push(id);
        }
    }
    let mut merged = by_id(read, id, problems);
    order.iter().filter_map(|id| merged.remove(id)).collect()
}

fn grounded(
    rule: &Rule,
    place: &Place,
    ground: &Ground<'_>,
    channels: &BTreeMap<String, Channel>,
    problems: &mut Problems,
) {
    ground.citations(place, "cites", &rule.cites, problems);
    for id in rule.channels.iter().filter(|c| !channels.contains_key(*c)) {
        place.problem(problems, "channels", "content-unknown-channel", id.clone());
    }
}

fn rule(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Rule>> {
    let id = entry.text("id");
    let grade = entry.word::<Grade>("grade");
    let all = entry.texts("all");
    let any = entry.texts("any");
    if all.is_empty() && any.is_empty() {
        // A rule without a condition would be said of every notice.
        entry.problem("id", "content-missing-member", "all, any");
    }
    let none = entry.texts("none");
    let steps = entry.texts("steps");
    let avoid = entry.texts("avoid");
    let channels = entry.texts("channels");
    let cites = entry.texts("cites");
    let read = (|| {
        Some(Rule {
            id: id?,
            grade: grade?,
            all,
            any,
            none,
            steps,
            avoid,
            channels,
            cites,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn sign(mut entry: Entry<'_>, problems: &mut Problems) -> Option<Placed<Sign>> {
    let id = entry.text("id");
    let part = entry.word::<SignPart>("part");
    let stated = entry.some_texts("any");
    let any = phrases(&mut entry, "any", stated.unwrap_or_default());
    let own = entry.texts("own");
    let own = phrases(&mut entry, "own", own);
    let unless = entry.texts("unless");
    let unless = phrases(&mut entry, "unless", unless);
    let read = (|| {
        Some(Sign {
            id: id?,
            part: part?,
            any,
            own,
            unless,
        })
    })();
    let placed = read.map(|value| entry.placed(value));
    entry.finish(problems);
    placed
}

fn phrases(entry: &mut Entry<'_>, member: &str, texts: Vec<String>) -> Vec<Phrase> {
    let mut out = Vec::new();
    for text in texts {
        match Phrase::parse(&text) {
            Some(phrase) => out.push(phrase),
            None => entry.problem(member, "content-empty-text", text),
        }
    }
    out
}

/// `[words]`: each list replaces that of an earlier layer where it is given.
fn words(top: &mut Entry<'_>, book: &mut NoticeBook, problems: &mut Problems) {
    let Some(mut entry) = top.table("words") else {
        return;
    };
    let mut list = |member: &str, into: &mut Vec<String>| {
        let given = entry.texts(member);
        if !given.is_empty() {
            *into = given;
        }
    };
    list("account", &mut book.numbers.account);
    list("contract", &mut book.numbers.contract);
    list("reference", &mut book.numbers.reference);
    list("case_number", &mut book.numbers.case_number);
    list("short_hosts", &mut book.links.short_hosts);
    list("official_words", &mut book.links.official_words);
    list("official_ends", &mut book.links.official_ends);
    list("app_files", &mut book.links.app_files);
    list("name_ends", &mut book.names.ends);
    list("name_stops", &mut book.names.stops);
    list("name_never", &mut book.names.never);
    list("lender_ends", &mut book.lender_ends);
    let introductions = entry.texts("introductions");
    let introductions = phrases(&mut entry, "introductions", introductions);
    if !introductions.is_empty() {
        book.signs.introductions = introductions;
    }
    let at_once = entry.texts("at_once");
    let at_once = phrases(&mut entry, "at_once", at_once);
    if !at_once.is_empty() {
        book.figures.at_once = at_once;
    }
    for (role, member) in [
        (AmountRole::Owed, "owed"),
        (AmountRole::Settling, "settling"),
        (AmountRole::Fee, "fee"),
    ] {
        let given = entry.texts(member);
        if !given.is_empty() {
            book.figures.roles.retain(|(r, _)| *r != role);
            book.figures
                .roles
                .extend(given.into_iter().map(|w| (role, w)));
        }
    }
    entry.finish(problems);
}

//! Contacts held against the rules: by rule, day and lender, and by the number called where a rule
//! says so.

use super::contact::{Contact, Shape};
use super::count::{Certainty, DOUBLE, Hit, Range, Silent, Touch};
use super::figures::within;
use super::{ConductRule, Counted, CountedOver, Fact, Reading, Threshold};
use crate::domain::evidence::Days;
use crate::domain::law::{Confidence, LawBook};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What was found.
pub(super) struct Found {
    /// Rules touched or possibly touched, by day and rule.
    pub hits: Vec<Hit>,
    /// Rules that didn't hold on the day.
    pub silent: Vec<Silent>,
}

/// What contacts are counted together by. A part that isn't recorded is `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    lender: Option<String>,
    called: Option<String>,
}

impl Group {
    /// Can what is recorded like this belong to the other group?
    fn may_be(&self, other: &Group) -> bool {
        fits(&self.lender, &other.lender) && fits(&self.called, &other.called)
    }
}

fn fits(mine: &Option<String>, theirs: &Option<String>) -> bool {
    mine.is_none() || mine == theirs
}

/// A contact that a rule counts on a day, for certain or perhaps.
struct Candidate<'a> {
    contact: &'a Contact,
    group: Group,
    missing: Vec<&'static str>,
}

/// Holds contacts against rules.
pub(super) fn tally(
    contacts: &[Contact],
    rules: &[&ConductRule],
    law: &LawBook,
    wanted: Days,
) -> Found {
    let mut found = Found {
        hits: Vec::new(),
        silent: Vec::new(),
    };
    for rule in rules {
        let mut by_day: BTreeMap<NaiveDate, Vec<Candidate<'_>>> = BTreeMap::new();
        for contact in contacts.iter().filter(|c| !c.is_helpful()) {
            let Some(missing) = missing_for(rule, contact) else {
                continue;
            };
            for (day, open) in days_of(rule, contact) {
                if !within(wanted, day) {
                    continue;
                }
                let mut missing = missing.clone();
                for member in open {
                    if !missing.contains(&member) {
                        missing.push(member);
                    }
                }
                by_day.entry(day).or_default().push(Candidate {
                    contact,
                    group: group_of(rule, contact),
                    missing,
                });
            }
        }
        for (day, candidates) in by_day {
            on_a_day(rule, law, day, &candidates, &mut found);
        }
    }
    found.hits.sort_by(|a, b| {
        let order = |h: &Hit| (h.day, h.rule.clone(), h.lender.clone(), h.called.clone());
        order(a).cmp(&order(b))
    });
    found
}

/// What a rule asks of a contact and its entry doesn't say; `None` where the entry speaks against it.
fn missing_for(rule: &ConductRule, contact: &Contact) -> Option<Vec<&'static str>> {
    let conduct: Vec<&str> = contact.conduct.iter().map(String::as_str).collect();
    let facts = contact.facts(&conduct);
    let threshold = rule.threshold.as_ref();
    let mut missing = match rule.trigger.reads(&rule.id, threshold, &facts) {
        Reading::NotMet => return None,
        Reading::Met => Vec::new(),
        Reading::NotRecorded(members) => members,
    };
    if let (true, Some(threshold)) = (rule.trigger.facts.contains(&Fact::InQuietHours), threshold) {
        missing.retain(|member| *member != "occurred_at");
        missing.extend(quiet_unless(threshold, contact)?);
    }
    if let Some(Threshold::AtMostPerDay {
        counted: Counted::ConnectedInteractiveCalls,
        ..
    }) = threshold
    {
        match contact.was_interactive() {
            Ok(false) => return None,
            Ok(true) => {}
            Err(member) => missing.push(member),
        }
    }
    if let Some(exception) = rule.unless {
        match contact.exceptions.get(exception) {
            Some(true) => return None,
            Some(false) => {}
            None => missing.push(exception),
        }
    }
    if contact.perhaps_same_as.is_some() {
        missing.push(DOUBLE);
    }
    Some(missing)
}

/// The days a contact can be counted on, and for each what is missing to say that it was then.
fn days_of(rule: &ConductRule, contact: &Contact) -> Vec<(NaiveDate, Vec<&'static str>)> {
    let shapes = contact.shapes(answered_by(rule));
    let spans: Vec<Vec<NaiveDate>> = shapes
        .iter()
        .map(|shape| contact.time.days(*shape == Shape::Several))
        .collect();
    let dated = spans.iter().all(|days| days.len() == 1);
    let all: BTreeSet<NaiveDate> = spans.iter().flatten().copied().collect();
    all.into_iter()
        .map(|day| {
            let mut missing = Vec::new();
            if !dated {
                missing.push("occurred_at");
            }
            // One call that lasted or several missed ones, which may be of other days.
            let on = |days: &Vec<NaiveDate>| (days.contains(&day), days.len() == 1);
            if spans.first().map(on) != spans.last().map(on) {
                missing.push("answered");
            }
            (day, missing)
        })
        .collect()
}

/// What is missing to say that a contact was in quiet hours; `None` where it wasn't.
fn quiet_unless(threshold: &Threshold, contact: &Contact) -> Option<Vec<&'static str>> {
    let shapes = contact.shapes(None);
    let readings: Vec<Reading> = shapes
        .iter()
        .map(|shape| contact.time.quiet(threshold, *shape))
        .collect();
    if readings.iter().all(|r| *r == Reading::NotMet) {
        return None;
    }
    if readings.iter().all(|r| *r == Reading::Met) {
        return Some(Vec::new());
    }
    let open = readings
        .iter()
        .any(|r| matches!(r, Reading::NotRecorded(_)));
    // One call that lasted or several missed ones: with the time known, the answer tells.
    let mut missing = Vec::new();
    if open {
        missing.push("occurred_at");
    }
    if readings.first() != readings.last() {
        missing.push("answered");
    }
    Some(missing)
}

/// Whether the calls a rule counts were answered, where it says so.
fn answered_by(rule: &ConductRule) -> Option<bool> {
    rule.trigger.facts.iter().find_map(|fact| match fact {
        Fact::Answered(answered) => Some(*answered),
        _ => None,
    })
}

/// What a contact is counted together by.
fn group_of(rule: &ConductRule, contact: &Contact) -> Group {
    let called = match rule.threshold {
        Some(Threshold::AtMostPerDay {
            over: CountedOver::SameNumber,
            ..
        }) => contact.target.clone(),
        _ => None,
    };
    Group {
        lender: contact.lender.clone(),
        called,
    }
}

fn on_a_day(
    rule: &ConductRule,
    law: &LawBook,
    day: NaiveDate,
    candidates: &[Candidate<'_>],
    found: &mut Found,
) {
    let Ok(standing) = rule.standing_on(law, day) else {
        found.silent.push(Silent {
            rule: rule.id.clone(),
            day,
            entries: candidates.iter().map(|c| c.contact.seq).collect(),
        });
        return;
    };
    let confidence = standing.sources.iter().map(|p| p.confidence).min();
    for group in groups(rule, candidates) {
        let touches = touches(rule, &group, candidates);
        let count = touches.iter().fold(Range::NONE, |sum, touch| {
            sum.and(if touch.certain {
                touch.times
            } else {
                touch.times.perhaps()
            })
        });
        let limit = limit(rule);
        if count.at_most.is_some_and(|most| most <= limit) {
            continue;
        }
        let certainty = if count.at_least > limit {
            Certainty::Certain
        } else {
            Certainty::Possible
        };
        found.hits.push(Hit {
            rule: rule.id.clone(),
            day,
            lender: group.lender,
            called: group.called,
            count,
            limit,
            certainty,
            voice: standing.voice,
            force: standing.force,
            confidence: confidence.unwrap_or(Confidence::Secondary),
            sources: standing.sources.iter().map(|p| p.id.clone()).collect(),
            entries: touches,
        });
    }
}

/// The most contacts that are still within a rule.
fn limit(rule: &ConductRule) -> u32 {
    match rule.threshold {
        Some(Threshold::AtMostPerDay { count, .. }) => count,
        _ => 0,
    }
}

/// Does the rule count how often, rather than whether?
fn counts(rule: &ConductRule) -> bool {
    matches!(rule.threshold, Some(Threshold::AtMostPerDay { .. }))
}

/// What is counted together. Where a rule counts how often, contacts of which the lender (or the
/// number called) isn't recorded may belong to any group, and stand for themselves only where there
/// is none they could belong to.
fn groups(rule: &ConductRule, candidates: &[Candidate<'_>]) -> Vec<Group> {
    let told: BTreeSet<&Group> = candidates.iter().map(|c| &c.group).collect();
    let stands = |group: &&Group| {
        !counts(rule)
            || !told
                .iter()
                .any(|other| *other != *group && group.may_be(other))
    };
    told.iter().copied().filter(stands).cloned().collect()
}

/// The contacts that belong, or may belong, to a group.
fn touches(rule: &ConductRule, group: &Group, candidates: &[Candidate<'_>]) -> Vec<Touch> {
    let by_number = matches!(
        rule.threshold,
        Some(Threshold::AtMostPerDay {
            over: CountedOver::SameNumber,
            ..
        })
    );
    candidates
        .iter()
        .filter(|candidate| match counts(rule) {
            true => candidate.group.may_be(group),
            false => candidate.group == *group,
        })
        .map(|candidate| {
            let mut missing = candidate.missing.clone();
            if counts(rule) {
                if candidate.group.lender.is_none() {
                    missing.push("party.principal");
                }
                if by_number && candidate.group.called.is_none() && !missing.contains(&"target") {
                    missing.push("target");
                }
            }
            let times = candidate.contact.times(answered_by(rule));
            let certain = missing.is_empty();
            if counts(rule) && !times.is_exact() {
                missing.push("times");
            }
            Touch {
                seq: candidate.contact.seq,
                certain,
                times,
                missing,
            }
        })
        .collect()
}

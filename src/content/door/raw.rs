//! The shapes of `visit/*.toml` as they stand, and the reading of their words.

use super::check::Place;
use crate::content::library::Source;
use crate::content::problem::{Problems, line_of};
use crate::domain::finding::Severity;
use crate::domain::visit::{
    Concern, Demand, Effect, FollowUp, FollowUpKind, Host, Item, ItemResult, Occasion, Outcome,
    VisitFinding, VisitorRole,
};
use crate::interview::door::{DoorNode, DoorOption, Goto};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) start: Option<Text>,
    pub(super) quiet_from: Option<Text>,
    pub(super) quiet_until: Option<Text>,
    pub(super) record_within_minutes: Option<u32>,
    pub(super) list_headings: Option<Vec<String>>,
    #[serde(default)]
    pub(super) node: Vec<Node>,
    #[serde(default)]
    pub(super) finding: Vec<Finding>,
    #[serde(default)]
    pub(super) follow_up: Vec<Following>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    pub(super) id: Text,
    option: Vec<Choice>,
    only_when: Option<OnlyWhen>,
    #[serde(default)]
    only_in_quiet_hours: bool,
    otherwise: Option<String>,
    usual: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnlyWhen {
    question: String,
    is: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    id: Text,
    goto: String,
    again: Option<String>,
    when_ended: Option<String>,
    #[serde(default)]
    once: bool,
    #[serde(default)]
    closes: bool,
    #[serde(default)]
    continues: bool,
    #[serde(default)]
    says: bool,
    #[serde(default)]
    leaves: bool,
    card: Option<String>,
    outcome: Option<Text>,
    again_outcome: Option<Text>,
    #[serde(default)]
    items: BTreeMap<String, Text>,
    #[serde(default)]
    findings: Vec<Text>,
    conduct: Option<String>,
    demand: Option<Text>,
    met: Option<Text>,
    visitor: Option<Text>,
    host: Option<Text>,
    #[serde(default)]
    recorded: bool,
    #[serde(default)]
    police_called: bool,
    occasion: Option<Text>,
    #[serde(default)]
    follows: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Finding {
    pub(super) code: Text,
    severity: Text,
    #[serde(default)]
    cites: Vec<Cite>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cite {
    id: String,
    from: Option<Text>,
    until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Following {
    pub(super) id: Text,
    kind: Text,
    letter: Option<String>,
    #[serde(default)]
    findings: Vec<Text>,
    #[serde(default)]
    demands: Vec<Text>,
    #[serde(default)]
    visitors: Vec<Text>,
    outcome: Option<Text>,
}

/// Reads one file's raw shapes; what can't be read is reported and left out.
pub(super) struct Reader<'a> {
    source: &'a Source,
    problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, problems: &'a mut Problems) -> Reader<'a> {
        Reader { source, problems }
    }

    pub(super) fn place(&self, text: &Text) -> Place {
        Place {
            file: self.source.path.clone(),
            line: line_of(&self.source.text, text.span().start),
            layer: self.source.layer,
        }
    }

    pub(super) fn twice(&mut self, place: &Place, id: &str) {
        let problems = &mut self.problems;
        problems.add(&place.file, place.line, "content-duplicate-id", id);
    }

    pub(super) fn time(&mut self, text: &Text) -> Option<NaiveTime> {
        let read = NaiveTime::parse_from_str(text.get_ref(), "%H:%M").ok();
        self.or_bad(read, text)
    }

    fn date(&mut self, text: Option<&Text>) -> Option<NaiveDate> {
        let text = text?;
        let read = text.get_ref().parse().ok();
        self.or_bad(read, text)
    }

    fn or_bad<T>(&mut self, read: Option<T>, text: &Text) -> Option<T> {
        if read.is_none() {
            let place = self.place(text);
            let problems = &mut self.problems;
            problems.add(&place.file, place.line, "content-bad-value", text.get_ref());
        }
        read
    }

    fn word<T>(&mut self, from_word: fn(&str) -> Option<T>, text: Option<&Text>) -> Option<T> {
        let text = text?;
        let read = from_word(text.get_ref());
        if read.is_none() {
            let place = self.place(text);
            let problems = &mut self.problems;
            problems.add(
                &place.file,
                place.line,
                "content-unknown-word",
                text.get_ref(),
            );
        }
        read
    }

    fn words<T>(&mut self, from_word: fn(&str) -> Option<T>, texts: &[Text]) -> Vec<T> {
        let read = texts.iter().filter_map(|t| self.word(from_word, Some(t)));
        read.collect()
    }

    pub(super) fn node(&mut self, raw: Node) -> Option<DoorNode> {
        let place = self.place(&raw.id);
        let mut options: Vec<DoorOption> = Vec::new();
        for choice in raw.option {
            if options.iter().any(|o| o.id == *choice.id.get_ref()) {
                let place = self.place(&choice.id);
                self.twice(&place, choice.id.get_ref());
                continue;
            }
            options.push(self.option(choice));
        }
        if options.is_empty() {
            let problems = &mut self.problems;
            problems.add(
                &place.file,
                place.line,
                "content-missing",
                format!("{}.option", raw.id.get_ref()),
            );
            return None;
        }
        Some(DoorNode {
            id: raw.id.into_inner(),
            options,
            only_when: raw.only_when.map(|w| (w.question, w.is)),
            only_in_quiet_hours: raw.only_in_quiet_hours,
            otherwise: raw.otherwise,
            usual: raw.usual,
        })
    }

    fn option(&mut self, raw: Choice) -> DoorOption {
        let mut items = Vec::new();
        for (name, result) in &raw.items {
            let result = self.word(ItemResult::from_word, Some(result));
            let place = self.place(&raw.id);
            match (Item::from_word(name), result) {
                (Some(item), Some(result)) => items.push((item, result)),
                (None, _) => {
                    let problems = &mut self.problems;
                    problems.add(&place.file, place.line, "content-unknown-word", name);
                }
                (Some(_), None) => {}
            }
        }
        let findings = self.words(VisitFinding::from_word, &raw.findings);
        DoorOption {
            goto: goto(raw.goto),
            goto_again: raw.again.map(goto),
            goto_when_ended: raw.when_ended.map(goto),
            once: raw.once,
            closes: raw.closes,
            continues: raw.continues,
            says: raw.says,
            leaves: raw.leaves,
            card: raw.card,
            outcome_again: self.word(Outcome::from_word, raw.again_outcome.as_ref()),
            effect: Effect {
                items,
                outcome: self.word(Outcome::from_word, raw.outcome.as_ref()),
                findings,
                conduct: raw.conduct,
                demand: self.word(Demand::from_word, raw.demand.as_ref()),
                met: self.word(Demand::from_word, raw.met.as_ref()),
                visitor: self.word(VisitorRole::from_word, raw.visitor.as_ref()),
                host: self.word(Host::from_word, raw.host.as_ref()),
                recorded: raw.recorded,
                police_called: raw.police_called,
                occasion: self.word(Occasion::from_word, raw.occasion.as_ref()),
                follows: raw.follows,
            },
            id: raw.id.into_inner(),
        }
    }

    pub(super) fn follow_up(&mut self, raw: Following) -> Option<FollowUp> {
        Some(FollowUp {
            kind: self.word(FollowUpKind::from_word, Some(&raw.kind))?,
            letter: raw.letter,
            findings: self.words(VisitFinding::from_word, &raw.findings),
            demands: self.words(Demand::from_word, &raw.demands),
            visitors: self.words(VisitorRole::from_word, &raw.visitors),
            outcome: self.word(Outcome::from_word, raw.outcome.as_ref()),
            id: raw.id.into_inner(),
        })
    }

    pub(super) fn concern(&mut self, raw: Finding) -> Option<(VisitFinding, Concern)> {
        let kind = self.word(VisitFinding::from_word, Some(&raw.code))?;
        let citations = raw
            .cites
            .into_iter()
            .map(|c| {
                (
                    c.id,
                    self.date(c.from.as_ref()),
                    self.date(c.until.as_ref()),
                )
            })
            .collect();
        let severity = self.word(severity_of, Some(&raw.severity))?;
        Some((
            kind,
            Concern {
                severity,
                citations,
            },
        ))
    }
}

fn goto(word: String) -> Goto {
    if word == "end" {
        Goto::End
    } else {
        Goto::Node(word)
    }
}

fn severity_of(word: &str) -> Option<Severity> {
    match word {
        "act-now" => Some(Severity::ActNow),
        "dispute" => Some(Severity::Dispute),
        "ask" => Some(Severity::Ask),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

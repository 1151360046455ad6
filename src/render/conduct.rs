//! Contacts counted over the log, in words: a few lines to take in first, each rule touched with its
//! days, what isn't known with the command that adds it, and what was left out.

mod csv;
mod html;
mod json;
mod page;
mod paper;
mod picture;
mod svg;
mod tables;
mod words;

pub use csv::csv;
pub use html::html;
pub use json::json;
pub use page::screen;
pub use paper::Touched;
pub(super) use picture::is_quiet;
pub use picture::picture;
pub use svg::{pictures, svg};

use super::citations::cited_together;
use super::rules::named;
use super::texts::Texts;
use crate::domain::conduct::count::{Bearing, Certainty, ConductCount, Hit};
use crate::domain::conduct::{ConductRule, Threshold, Voice};
use crate::domain::evidence::masked_numbers;
use crate::domain::law::LawBook;
use std::collections::BTreeMap;
use words::{range, seqs};

/// A count and what is needed to say it.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The words.
    pub texts: &'a Texts,
    /// What was counted.
    pub count: &'a ConductCount,
    /// The rules it was held against.
    pub rules: &'a BTreeMap<String, ConductRule>,
    /// What they rest on.
    pub law: &'a LawBook,
}

/// A rule touched or possibly touched, told once for all its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Its name, and how sure it is.
    pub title: String,
    /// What it says.
    pub says: String,
    /// One line a day and lender.
    pub days: Vec<String>,
    /// How strongly it may be put.
    pub voice: String,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What must not be concluded.
    pub caution: Option<String>,
    /// What may be written; nothing while it is only possible.
    pub sentence: Option<String>,
}

/// Something not known, and the command that adds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The question.
    pub question: String,
    /// The command, whole.
    pub command: String,
}

/// How a rule is told in the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// Touched, and its text was read.
    Stated,
    /// Touched, and known from reports: asked, not claimed.
    Asked,
    /// Something isn't known.
    Possible,
}

impl Sure {
    fn of(certainty: Certainty, voice: Voice) -> Sure {
        match (certainty, voice) {
            (Certainty::Possible, _) => Sure::Possible,
            (Certainty::Certain, Voice::State) => Sure::Stated,
            (Certainty::Certain, Voice::Report | Voice::Ask) => Sure::Asked,
        }
    }
}

/// Of what a rule rests on, the most binding.
const MOST_SOURCES: usize = 3;

impl Told<'_> {
    /// What it comes to, for somebody who reads no further: counts, what is touched, how sure, what
    /// first.
    pub fn summary(&self) -> Vec<String> {
        let texts = self.texts;
        let count = self.count;
        if count.contacts.is_empty() {
            return vec![texts.t("conduct.none")];
        }
        let bearing = |wanted: Bearing| {
            let number = count.contacts.iter().filter(|c| c.bearing == wanted);
            number.count().to_string()
        };
        let mut lines = vec![texts.say(
            "conduct.summary.entries",
            [
                ("entries", count.contacts.len().to_string()),
                ("days", count.days.len().to_string()),
                ("neutral", bearing(Bearing::Neutral)),
                ("helpful", bearing(Bearing::Helpful)),
                ("own", bearing(Bearing::Own)),
            ],
        )];
        let order = self.order();
        for (key, wanted) in [
            ("state", Sure::Stated),
            ("report", Sure::Asked),
            ("possible", Sure::Possible),
        ] {
            let names: Vec<&str> = order
                .iter()
                .filter(|(_, certainty, voice)| Sure::of(*certainty, *voice) == wanted)
                .filter_map(|(id, ..)| Some(self.rules.get(*id)?.name.as_str()))
                .collect();
            if !names.is_empty() {
                let words = [
                    ("count", names.len().to_string()),
                    ("names", texts.series(&names)),
                ];
                lines.push(texts.say(&format!("conduct.summary.{key}"), words));
            }
        }
        let certain = order.iter().any(|(_, c, _)| *c == Certainty::Certain);
        lines.push(texts.t(match (order.is_empty(), certain) {
            (true, _) => "conduct.summary.nothing",
            (false, true) => "conduct.summary.next",
            (false, false) => "conduct.summary.next-ask",
        }));
        lines.push(texts.t("conduct.summary.debt"));
        lines
    }

    /// The rules with hits, those touched for certain first, then the more strongly put.
    fn order(&self) -> Vec<(&str, Certainty, Voice)> {
        let mut best: BTreeMap<&str, (Certainty, Voice)> = BTreeMap::new();
        for hit in &self.count.hits {
            let standing = (hit.certainty, hit.voice);
            best.entry(&hit.rule)
                .and_modify(|known| *known = (*known).min(standing))
                .or_insert(standing);
        }
        let mut order: Vec<(&str, (Certainty, Voice))> = best.into_iter().collect();
        order.sort_by_key(|(rule, standing)| (*standing, *rule));
        order
            .into_iter()
            .map(|(rule, (certainty, voice))| (rule, certainty, voice))
            .collect()
    }

    /// Every rule touched or possibly touched.
    pub fn findings(&self) -> Vec<Finding> {
        self.order()
            .into_iter()
            .filter_map(|(rule, certainty, _)| self.finding(self.rules.get(rule)?, certainty))
            .collect()
    }

    fn finding(&self, rule: &ConductRule, certainty: Certainty) -> Option<Finding> {
        let texts = self.texts;
        let hits: Vec<&Hit> = self
            .count
            .hits
            .iter()
            .filter(|h| h.rule == rule.id)
            .collect();
        let latest = hits.iter().max_by_key(|h| h.day)?;
        let key = match (certainty, latest.voice) {
            (Certainty::Possible, _) => "possible",
            (Certainty::Certain, Voice::Ask) => "ask",
            (Certainty::Certain, Voice::Report) => "report",
            (Certainty::Certain, Voice::State) => "state",
        };
        let words = [("name", rule.name.clone())];
        let sentence = (certainty == Certainty::Certain).then(|| rule.complaint.clone());
        Some(Finding {
            rule: rule.id.clone(),
            title: texts.say(&format!("conduct.title.{key}"), words),
            says: rule.zh.clone(),
            days: hits.iter().map(|hit| self.day_line(rule, hit)).collect(),
            voice: match certainty {
                Certainty::Certain => named(texts, "voice", &latest.voice),
                Certainty::Possible => texts.t("conduct.voice-possible"),
            },
            sources: self.sources(latest),
            caution: rule.caution.clone(),
            sentence,
        })
    }

    /// What a hit rests on, as it stood on its day; of many the first, and where the rest is.
    fn sources(&self, hit: &Hit) -> Vec<String> {
        let mut out = self.cited(hit);
        if out.len() > MOST_SOURCES {
            let words = [("count", out.len().to_string()), ("rule", hit.rule.clone())];
            out.truncate(MOST_SOURCES);
            out.push(self.texts.say("conduct.more-sources", words));
        }
        out
    }

    /// All that a hit rests on, the most binding first.
    fn cited(&self, hit: &Hit) -> Vec<String> {
        let sources = hit.sources.iter();
        let citations: Vec<_> = sources
            .filter_map(|id| self.law.cite(id, hit.day).ok())
            .collect();
        cited_together(self.texts, &citations)
    }

    fn day_line(&self, rule: &ConductRule, hit: &Hit) -> String {
        let texts = self.texts;
        let counted = matches!(rule.threshold, Some(Threshold::AtMostPerDay { .. }));
        let called = hit.called.as_ref();
        let called = called.map(|who| texts.t(&format!("log.word.target.{who}")));
        let mut line = texts.say(
            if counted {
                "conduct.day.counted"
            } else {
                "conduct.day.each"
            },
            [
                ("day", hit.day.to_string()),
                ("lender", self.lender(hit.lender.as_deref())),
                ("called", called.unwrap_or_default()),
                ("count", range(texts, &hit.count)),
                ("limit", hit.limit.to_string()),
                ("entries", seqs(texts, hit.entries.iter().map(|t| t.seq))),
            ],
        );
        if hit.certainty == Certainty::Possible {
            let mut missing: Vec<&str> = Vec::new();
            for member in hit.entries.iter().flat_map(|t| &t.missing) {
                if !missing.contains(member) {
                    missing.push(member);
                }
            }
            let names = missing.into_iter().map(|member| self.missing(member));
            let names: Vec<String> = names.collect();
            let words = [("missing", texts.listed(&names))];
            line.push_str(&texts.say("conduct.day.open", words));
        }
        line
    }

    /// A member that isn't recorded, in words.
    fn missing(&self, member: &str) -> String {
        let key = format!("conduct.missing.{}", member.replace('.', "-"));
        self.texts.t(&key)
    }

    /// A lender's name, or that none is recorded.
    pub fn lender(&self, name: Option<&str>) -> String {
        let name = name.map(masked_numbers);
        name.unwrap_or_else(|| self.texts.t("conduct.lender-unknown"))
    }

    /// What isn't known and decides, each with its command.
    pub fn open(&self) -> Vec<Open> {
        self.count
            .unknowns
            .iter()
            .map(|unknown| {
                let member = unknown.member.replace('.', "-");
                let words = [
                    ("seq", unknown.seq.to_string()),
                    ("of", unknown.same_as.unwrap_or_default().to_string()),
                ];
                Open {
                    question: self
                        .texts
                        .say(&format!("conduct.ask.{member}"), words.clone()),
                    command: self.texts.say(&format!("conduct.command.{member}"), words),
                }
            })
            .collect()
    }

    /// What wasn't counted, and why.
    pub fn left_out(&self) -> Vec<String> {
        let texts = self.texts;
        let count = self.count;
        let mut lines = Vec::new();
        for (key, list) in [
            ("withdrawn", &count.withdrawn),
            ("unread", &count.unread),
            ("other-lenders", &count.other_lenders),
        ] {
            if !list.is_empty() {
                let words = [("entries", seqs(texts, list.iter().copied()))];
                lines.push(texts.say(&format!("conduct.left-out.{key}"), words));
            }
        }
        for double in &count.doubles {
            let key = if double.certain { "same" } else { "perhaps" };
            let words = [
                ("seq", double.seq.to_string()),
                ("of", double.of.to_string()),
            ];
            lines.push(texts.say(&format!("conduct.double.{key}"), words));
        }
        let mut silent: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for one in &count.silent {
            silent.entry(&one.rule).or_default().extend(&one.entries);
        }
        for (rule, mut entries) in silent {
            entries.sort_unstable();
            entries.dedup();
            let name = self.rules.get(rule).map(|r| r.name.clone());
            let words = [
                ("name", name.unwrap_or_default()),
                ("entries", seqs(texts, entries.into_iter())),
            ];
            lines.push(texts.say("conduct.left-out.silent", words));
        }
        lines
    }

    /// Contacts that touch no rule, that helped, or that the borrower made, one line a sort.
    pub fn others(&self) -> Vec<String> {
        let of = |bearing: Bearing| {
            let found = self.count.contacts.iter();
            found.filter(move |c| c.bearing == bearing).map(|c| c.seq)
        };
        [
            ("neutral", Bearing::Neutral),
            ("helpful", Bearing::Helpful),
            ("own", Bearing::Own),
        ]
        .into_iter()
        .filter(|(_, bearing)| of(*bearing).next().is_some())
        .map(|(key, bearing)| {
            let words = [("entries", seqs(self.texts, of(bearing)))];
            self.texts.say(&format!("conduct.others.{key}"), words)
        })
        .collect()
    }
}

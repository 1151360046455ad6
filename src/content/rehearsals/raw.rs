//! The shapes of `rehearsals/*.toml` as they stand, and the reading of their words.

use super::Place;
use crate::content::library::Source;
use crate::content::problem::{Problems, line_of};
use crate::domain::finding::Severity;
use crate::domain::money::Money;
use crate::domain::visit::{
    Cast, Concern, Lesson, Manner, Next, Scenario, Scene, SceneOption, Side,
};
use crate::interview::door::Door;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) lesson: Vec<RawLesson>,
    #[serde(default, rename = "move")]
    pub(super) moves: Vec<RawMove>,
    #[serde(default)]
    pub(super) cast: Vec<RawCast>,
    #[serde(default)]
    pub(super) scenario: Vec<RawScenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLesson {
    id: Text,
    side: Text,
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
pub(super) struct RawMove {
    pub(super) id: Text,
    /// `node.option`: the sentence the live door says after that answer; `node`: that of its screen;
    /// `own`: a sentence under `rehearse.move.<id>.say`.
    says: Option<Text>,
    #[serde(default)]
    lessons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCast {
    lender: String,
    agency: String,
    visitor: String,
    badge: String,
    amount: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScenario {
    id: Text,
    manner: Text,
    practises: String,
    #[serde(default)]
    scene: Vec<RawScene>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScene {
    id: String,
    /// Where every option leads that `to` doesn't name.
    next: String,
    moves: Vec<Text>,
    #[serde(default)]
    to: BTreeMap<String, String>,
    /// What an option teaches in this scene, in place of what its move teaches.
    #[serde(default)]
    lessons: BTreeMap<String, Vec<String>>,
}

/// A thing a borrower can do, wherever it is offered.
#[derive(Debug, Clone)]
pub(super) struct Move {
    says: Option<String>,
    pub(super) lessons: Vec<String>,
}

/// Reads one file's raw shapes; what can't be read is reported and left out.
pub(super) struct Reader<'a> {
    source: &'a Source,
    door: &'a Door,
    problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        source: &'a Source,
        door: &'a Door,
        problems: &'a mut Problems,
    ) -> Reader<'a> {
        Reader {
            source,
            door,
            problems,
        }
    }

    /// Keeps an entry, in place of one of an earlier layer.
    pub(super) fn put<T>(
        &mut self,
        kept: &mut BTreeMap<String, (T, Place)>,
        id: String,
        value: T,
        place: Place,
    ) {
        if kept.get(&id).is_some_and(|(_, p)| p.layer == place.layer) {
            let problems = &mut self.problems;
            problems.add(&place.file, place.line, "content-duplicate-id", id);
            return;
        }
        kept.insert(id, (value, place));
    }

    fn place(&self, text: &Text) -> Place {
        Place {
            file: self.source.path.clone(),
            line: line_of(&self.source.text, text.span().start),
            layer: self.source.layer,
        }
    }

    fn wrong(&mut self, code: &'static str, text: &Text, detail: impl Into<String>) {
        let place = self.place(text);
        self.problems.add(&place.file, place.line, code, detail);
    }

    fn word<T>(&mut self, from_word: fn(&str) -> Option<T>, text: &Text) -> Option<T> {
        let read = from_word(text.get_ref());
        if read.is_none() {
            self.wrong("content-unknown-word", text, text.get_ref());
        }
        read
    }

    fn date(&mut self, text: Option<&Text>) -> Option<NaiveDate> {
        let text = text?;
        let read = text.get_ref().parse().ok();
        if read.is_none() {
            self.wrong("content-bad-value", text, text.get_ref());
        }
        read
    }

    pub(super) fn lesson(&mut self, raw: &RawLesson) -> Option<(Lesson, Place)> {
        let mut citations = Vec::with_capacity(raw.cites.len());
        for cite in &raw.cites {
            let from = self.date(cite.from.as_ref());
            let until = self.date(cite.until.as_ref());
            citations.push((cite.id.clone(), from, until));
        }
        let side = self.word(Side::from_word, &raw.side)?;
        let severity = self.word(severity_of, &raw.severity)?;
        let lesson = Lesson {
            id: raw.id.get_ref().clone(),
            side,
            concern: Concern {
                severity,
                citations,
            },
        };
        Some((lesson, self.place(&raw.id)))
    }

    pub(super) fn cast(&mut self, raw: &RawCast) -> Option<Cast> {
        let Ok(amount) = Money::parse(raw.amount.get_ref()) else {
            self.wrong("content-bad-value", &raw.amount, raw.amount.get_ref());
            return None;
        };
        Some(Cast {
            lender: raw.lender.clone(),
            agency: raw.agency.clone(),
            visitor: raw.visitor.clone(),
            badge: raw.badge.clone(),
            amount,
        })
    }

    pub(super) fn move_of(&mut self, raw: &RawMove) -> (Move, Place) {
        let says = raw.says.as_ref().and_then(|says| {
            if says.get_ref() == "own" {
                return Some(format!("rehearse.move.{}.say", raw.id.get_ref()));
            }
            let key = self.sentence(says.get_ref());
            if key.is_none() {
                self.wrong("rehearsal-unknown", says, says.get_ref());
            }
            key
        });
        let lessons = raw.lessons.clone();
        (Move { says, lessons }, self.place(&raw.id))
    }

    /// The text key of a sentence of the live door.
    fn sentence(&self, name: &str) -> Option<String> {
        match name.split_once('.') {
            None => self
                .door
                .node(name)
                .map(|_| format!("visit.door.{name}.say")),
            Some((node, option)) => {
                let says = self.door.node(node)?.option(option)?.says;
                says.then(|| format!("visit.door.{node}.then.{option}"))
            }
        }
    }

    pub(super) fn scenario(
        &mut self,
        raw: RawScenario,
        moves: &BTreeMap<String, (Move, Place)>,
    ) -> Option<(Scenario, Place)> {
        let place = self.place(&raw.id);
        let id = raw.id.get_ref().clone();
        for scene in raw.scene.iter().filter(|s| s.moves.is_empty()) {
            let detail = format!("{id}.{}.moves", scene.id);
            self.wrong("content-missing", &raw.id, detail);
        }
        let scenes = raw.scene.into_iter().map(|s| self.scene(&id, s, moves));
        let scenes = scenes.collect();
        let manner = self.word(Manner::from_word, &raw.manner)?;
        let scenario = Scenario {
            id,
            manner,
            practises: raw.practises,
            scenes,
        };
        Some((scenario, place))
    }

    fn scene(
        &mut self,
        scenario: &str,
        raw: RawScene,
        moves: &BTreeMap<String, (Move, Place)>,
    ) -> Scene {
        let mut options: Vec<SceneOption> = Vec::new();
        for name in &raw.moves {
            let id = name.get_ref();
            if options.iter().any(|o| o.id == *id) {
                self.wrong("content-duplicate-id", name, id);
                continue;
            }
            let Some((label, says, usual)) = self.act(id, moves) else {
                self.wrong("rehearsal-unknown", name, id);
                continue;
            };
            let to = raw.to.get(id).unwrap_or(&raw.next);
            options.push(SceneOption {
                id: id.clone(),
                label,
                says,
                lessons: raw.lessons.get(id).cloned().unwrap_or(usual),
                next: next(to),
            });
        }
        // A name that no option has would be a slip that changes nothing, and so is never noticed.
        for lost in raw.to.keys().chain(raw.lessons.keys()) {
            if !options.iter().any(|o| o.id == *lost) {
                let detail = format!("{scenario}.{} {lost}", raw.id);
                let line = raw.moves.first().map_or(0, |m| self.place(m).line);
                let problems = &mut self.problems;
                problems.add(&self.source.path, line, "rehearsal-unknown", detail);
            }
        }
        Scene {
            text: format!("rehearse.scenario.{scenario}.scenes.{}", raw.id),
            id: raw.id,
            options,
        }
    }

    /// Label, sentence and lessons of a move, or of an answer the live door offers.
    fn act(
        &self,
        id: &str,
        moves: &BTreeMap<String, (Move, Place)>,
    ) -> Option<(String, Option<String>, Vec<String>)> {
        if let Some((mv, _)) = moves.get(id) {
            let label = format!("rehearse.move.{id}.label");
            return Some((label, mv.says.clone(), mv.lessons.clone()));
        }
        let (node, option) = id.split_once('.')?;
        self.door.node(node)?.option(option)?;
        let label = format!("visit.door.{node}.options.{option}");
        Some((label, self.sentence(id), Vec::new()))
    }
}

fn next(word: &str) -> Next {
    if word == "end" {
        Next::End
    } else {
        Next::Scene(word.to_owned())
    }
}

pub(in crate::content) fn severity_of(word: &str) -> Option<Severity> {
    match word {
        "act-now" => Some(Severity::ActNow),
        "dispute" => Some(Severity::Dispute),
        "ask" => Some(Severity::Ask),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

//! A rehearsed visit: scenes played at the door, and what the choices made in them amount to.
//! Nothing of it is ever recorded; nobody real is judged by it.

use super::appraisal::Concern;
use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

worded! {
    /// How the visitor of a scenario behaves.
    Manner {
        /// In proper form: what is asked for is shown, and a no is taken for a no.
        Orderly = "orderly",
        /// Papers or behaviour don't fit what the rules ask for.
        Improper = "improper",
        /// Behaviour for which one leaves the door and calls 110.
        Danger = "danger",
    }
}

worded! {
    /// Which way a lesson speaks; what can't be taken back first.
    Side {
        /// Something was given away: a name, a signature, money, the way in.
        GivenAway = "given-away",
        /// Something that was there to be seen or asked was passed over.
        Overlooked = "overlooked",
        /// Something was kept, asked or checked.
        WentWell = "went-well",
    }
}

/// What one choice teaches. Its words are those of `rehearse.lesson.<id>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Stable id, kebab-case.
    pub id: String,
    /// Which way it speaks.
    pub side: Side,
    /// How grave it is, and what it rests on.
    pub concern: Concern,
}

/// Where a choice leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// To a scene of the same scenario.
    Scene(String),
    /// The visitor is gone.
    End,
}

/// One thing the borrower can do in a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneOption {
    /// Id of the move, or `node.option` of the live door's own answer.
    pub id: String,
    /// Text key of its words.
    pub label: String,
    /// Text key of the sentence read aloud with it: the live door's own where there is one.
    pub says: Option<String>,
    /// Ids of what it teaches here.
    pub lessons: Vec<String>,
    /// Where it leads.
    pub next: Next,
}

/// One screen: what is seen and heard, and what can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Stable id, kebab-case; also the id of its question.
    pub id: String,
    /// Text key of what is seen and heard.
    pub text: String,
    /// Options by key, 1 first; at most seven.
    pub options: Vec<SceneOption>,
}

/// One visit to practise on. The loader lets no scenario in whose scenes can come round again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Stable id, kebab-case.
    pub id: String,
    /// How its visitor behaves.
    pub manner: Manner,
    /// Id of the lesson to practise where nothing went wrong.
    pub practises: String,
    /// Scenes; the first opens.
    pub scenes: Vec<Scene>,
}

impl Scenario {
    /// A scene by id.
    pub fn scene(&self, id: &str) -> Option<&Scene> {
        self.scenes.iter().find(|s| s.id == id)
    }

    /// The most screens any way through it has.
    pub fn longest(&self) -> usize {
        fn from(scenario: &Scenario, id: &str, left: usize) -> usize {
            let Some(scene) = scenario.scene(id).filter(|_| left > 0) else {
                return 0;
            };
            let further = scene.options.iter().map(|option| match &option.next {
                Next::Scene(next) => from(scenario, next, left - 1),
                Next::End => 0,
            });
            1 + further.max().unwrap_or(0)
        }
        let first = self.scenes.first();
        first.map_or(0, |scene| from(self, &scene.id, self.scenes.len()))
    }
}

/// Names and figures for a visitor, all invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// The lender.
    pub lender: String,
    /// The collection agency.
    pub agency: String,
    /// Family name and form of address of the visitor.
    pub visitor: String,
    /// Staff number.
    pub badge: String,
    /// The amount named.
    pub amount: Money,
}

/// Everything there is to practise on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rehearsals {
    /// Scenarios in their order.
    pub scenarios: Vec<Scenario>,
    /// Lessons by id.
    pub lessons: BTreeMap<String, Lesson>,
    /// Invented names and figures.
    pub casts: Vec<Cast>,
}

impl Rehearsals {
    /// A scenario by id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }

    /// The scenario a seed stands for: every one of them comes up, one seed after the other.
    pub fn scenario_of(&self, seed: u64) -> Option<&Scenario> {
        picked(&self.scenarios, seed)
    }

    /// The names and figures a seed stands for; they change once all scenarios came round.
    pub fn cast_of(&self, seed: u64) -> Option<&Cast> {
        let round = u64::try_from(self.scenarios.len().max(1)).unwrap_or(1);
        picked(&self.casts, seed / round + seed % round)
    }
}

fn picked<T>(list: &[T], seed: u64) -> Option<&T> {
    let count = u64::try_from(list.len()).ok().filter(|n| *n > 0)?;
    usize::try_from(seed % count).ok().and_then(|i| list.get(i))
}

/// The way through a scenario so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played<'s> {
    /// Scenes with what was chosen in them, in order.
    pub steps: Vec<(&'s Scene, &'s SceneOption)>,
    /// The scene that waits for a choice; none at the end.
    pub waiting: Option<&'s Scene>,
}

/// Replays choices, each the id of an option, by the id of their scene. A choice the scene doesn't
/// offer counts as not made.
pub fn played<'s>(scenario: &'s Scenario, choices: &BTreeMap<String, String>) -> Played<'s> {
    let mut steps = Vec::new();
    let mut at = scenario.scenes.first();
    // No scene can come round again; the bound keeps even a wrong book finite.
    while let Some(scene) = at.filter(|_| steps.len() < scenario.scenes.len()) {
        let chosen = choices.get(&scene.id);
        let Some(option) = chosen.and_then(|id| scene.options.iter().find(|o| o.id == *id)) else {
            return Played {
                steps,
                waiting: Some(scene),
            };
        };
        steps.push((scene, option));
        at = match &option.next {
            Next::Scene(id) => scenario.scene(id),
            Next::End => None,
        };
    }
    Played {
        steps,
        waiting: None,
    }
}

/// A lesson met on the way, with the sources that hold on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taught {
    /// Id of the lesson.
    pub id: String,
    /// Ids of the provisions and conduct rules it rests on.
    pub citations: Vec<String>,
}

/// What a rehearsal adds up to: each lesson once, gravest first, with the sources of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debrief {
    /// What was given away.
    pub given_away: Vec<Taught>,
    /// What was passed over.
    pub overlooked: Vec<Taught>,
    /// What went well.
    pub went_well: Vec<Taught>,
    /// Id of the one lesson to practise next: the gravest thing given away, else the gravest passed
    /// over, else what the scenario is there for.
    pub practise: String,
}

/// Sums up what was chosen.
pub fn debrief(
    scenario: &Scenario,
    played: &Played<'_>,
    lessons: &BTreeMap<String, Lesson>,
    on: NaiveDate,
) -> Debrief {
    let mut met: Vec<&Lesson> = Vec::new();
    let chosen = played.steps.iter().flat_map(|(_, option)| &option.lessons);
    for lesson in chosen.filter_map(|id| lessons.get(id)) {
        if !met.contains(&lesson) {
            met.push(lesson);
        }
    }
    // Stable: of two as grave, the one met first stands first.
    met.sort_by_key(|lesson| lesson.concern.severity);
    let of = |side: Side| met.iter().filter(move |l| l.side == side).copied();
    let practise = of(Side::GivenAway).chain(of(Side::Overlooked)).next();
    let taught = |side: Side| of(side).map(|l| taught(l, on)).collect();
    Debrief {
        practise: practise.map_or_else(|| scenario.practises.clone(), |l| l.id.clone()),
        given_away: taught(Side::GivenAway),
        overlooked: taught(Side::Overlooked),
        went_well: taught(Side::WentWell),
    }
}

fn taught(lesson: &Lesson, on: NaiveDate) -> Taught {
    Taught {
        id: lesson.id.clone(),
        citations: lesson.concern.cited_on(on).map(str::to_owned).collect(),
    }
}

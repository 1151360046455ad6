//! Checks over a scenario as a whole: every arrow leads somewhere, every scene can be reached, none
//! comes round again, and none is too long for a screen.

use super::Place;
use crate::content::problem::Problems;
use crate::domain::visit::{Next, Scenario};
use crate::interview::door::MAX_OPTIONS;
use std::collections::BTreeSet;

/// Reports everything that is wrong between the scenes. `known` tells whether a lesson exists.
pub(super) fn check(
    scenario: &Scenario,
    place: &Place,
    known: &dyn Fn(&str) -> bool,
    problems: &mut Problems,
) {
    let mut wrong = |code: &'static str, detail: String| {
        problems.add(&place.file, place.line, code, detail);
    };
    if !known(&scenario.practises) {
        wrong(
            "rehearsal-unknown",
            format!("{}.practises {}", scenario.id, scenario.practises),
        );
    }
    if scenario.scenes.is_empty() {
        wrong("content-missing", format!("{}.scene", scenario.id));
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for scene in &scenario.scenes {
        let here = format!("{}.{}", scenario.id, scene.id);
        if !seen.insert(&scene.id) {
            wrong("content-duplicate-id", here.clone());
        }
        if scene.options.len() > MAX_OPTIONS {
            wrong("door-too-many-options", here.clone());
        }
        for option in &scene.options {
            if let Next::Scene(to) = &option.next
                && scenario.scene(to).is_none()
            {
                let detail = format!("{here}.{} {to}", option.id);
                wrong("door-unknown-target", detail);
            }
            for lesson in option.lessons.iter().filter(|l| !known(l)) {
                let detail = format!("{here}.{} {lesson}", option.id);
                wrong("rehearsal-unknown", detail);
            }
        }
        if reached(scenario, &scene.id).contains(scene.id.as_str()) {
            wrong("rehearsal-endless", here);
        }
    }
    if let Some(first) = scenario.scenes.first() {
        let met = reached(scenario, &first.id);
        for scene in scenario.scenes.iter().skip(1) {
            if !met.contains(scene.id.as_str()) {
                wrong("door-unreachable", format!("{}.{}", scenario.id, scene.id));
            }
        }
    }
}

/// The scenes that can follow a scene, near or far.
fn reached<'s>(scenario: &'s Scenario, from: &str) -> BTreeSet<&'s str> {
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut todo: Vec<&str> = vec![from];
    while let Some(scene) = todo.pop().and_then(|id| scenario.scene(id)) {
        for option in &scene.options {
            if let Next::Scene(to) = &option.next
                && met.insert(to)
            {
                todo.push(to);
            }
        }
    }
    met
}

//! Checks over the door's nodes as a whole: every arrow leads somewhere, every screen can be
//! reached and left, and none is too long.

use crate::content::library::Layer;
use crate::content::problem::Problems;
use crate::domain::visit::FollowUp;
use crate::interview::door::{DoorNode, Goto, MAX_OPTIONS, RECORD_IDS};
use std::collections::{BTreeMap, BTreeSet};

/// Where an id stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) layer: Layer,
}

type Nodes = BTreeMap<String, (DoorNode, Place)>;

/// Reports everything that is wrong between the nodes.
pub(super) fn check(start: &str, nodes: &Nodes, problems: &mut Problems) {
    if !start.is_empty() && !nodes.contains_key(start) {
        problems.add("visit/door.toml", 0, "door-unknown-target", start);
    }
    let known = |id: &str| nodes.contains_key(id);
    for (node, place) in nodes.values() {
        let mut wrong = |code: &'static str, detail: String| {
            problems.add(&place.file, place.line, code, detail);
        };
        if RECORD_IDS.contains(&node.id.as_str()) {
            wrong("content-duplicate-id", node.id.clone());
        }
        if node.options.len() > MAX_OPTIONS {
            wrong("door-too-many-options", node.id.clone());
        }
        if node.option(&node.usual).is_none() {
            wrong(
                "door-unknown-target",
                format!("{}.usual {}", node.id, node.usual),
            );
        }
        if let Some(otherwise) = node.otherwise.as_deref().filter(|id| !known(id)) {
            wrong(
                "door-unknown-target",
                format!("{}.otherwise {otherwise}", node.id),
            );
        }
        if (node.only_in_quiet_hours || node.only_when.is_some()) && node.otherwise.is_none() {
            wrong("content-missing", format!("{}.otherwise", node.id));
        }
        if let Some((question, is)) = &node.only_when {
            let asked = nodes.get(question).map(|(n, _)| n);
            let options = |o: &String| asked.is_some_and(|n| n.option(o).is_some());
            if let Some(lost) = is.iter().find(|o| !options(o)) {
                let detail = format!("{}.only_when {question} {lost}", node.id);
                wrong("door-unknown-target", detail);
            }
        }
        for option in &node.options {
            let ways = [
                Some(&option.goto),
                option.goto_again.as_ref(),
                option.goto_when_ended.as_ref(),
            ];
            for way in ways.into_iter().flatten() {
                if let Goto::Node(to) = way
                    && !known(to)
                {
                    wrong(
                        "door-unknown-target",
                        format!("{}.{} {to}", node.id, option.id),
                    );
                }
            }
        }
        if circles(node, nodes) {
            wrong("door-endless-skip", node.id.clone());
        }
    }
    if known(start) {
        check_ways(start, nodes, problems);
    }
}

/// Reports what an option says follows and no entry tells of.
pub(super) fn check_follow_ups(
    follow_ups: &[(FollowUp, Place)],
    nodes: &Nodes,
    problems: &mut Problems,
) {
    for (node, place) in nodes.values() {
        for id in node.options.iter().flat_map(|o| &o.effect.follows) {
            if !follow_ups.iter().any(|(known, _)| known.id == *id) {
                problems.add(&place.file, place.line, "content-missing", id);
            }
        }
    }
}

/// Does passing over this node lead back to it?
fn circles(node: &DoorNode, nodes: &Nodes) -> bool {
    let mut at = node.otherwise.as_deref();
    for _ in 0..nodes.len() {
        match at {
            Some(id) if id == node.id => return true,
            Some(id) => at = nodes.get(id).and_then(|(n, _)| n.otherwise.as_deref()),
            None => return false,
        }
    }
    false
}

/// All nodes one step further, and whether the record is.
fn ways_on(node: &DoorNode) -> (BTreeSet<&str>, bool) {
    let mut next: BTreeSet<&str> = node.otherwise.as_deref().into_iter().collect();
    let mut ends = false;
    for option in &node.options {
        let ways = [
            Some(&option.goto),
            option.goto_again.as_ref(),
            option.goto_when_ended.as_ref(),
        ];
        for way in ways.into_iter().flatten() {
            match way {
                Goto::Node(to) => {
                    next.insert(to);
                }
                Goto::End => ends = true,
            }
        }
    }
    (next, ends)
}

fn check_ways(start: &str, nodes: &Nodes, problems: &mut Problems) {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut todo = vec![start];
    while let Some(id) = todo.pop() {
        if let Some((node, _)) = nodes.get(id)
            && reached.insert(id)
        {
            todo.extend(ways_on(node).0);
        }
    }
    // Nodes with a way to the record, found by widening until nothing is added.
    let mut leaving: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = leaving.len();
        for (id, (node, _)) in nodes {
            let (next, ends) = ways_on(node);
            if ends || next.iter().any(|n| leaving.contains(n)) {
                leaving.insert(id);
            }
        }
        if leaving.len() == before {
            break;
        }
    }
    for (id, (_, place)) in nodes {
        if !reached.contains(id.as_str()) {
            problems.add(&place.file, place.line, "door-unreachable", id);
        }
        if !leaving.contains(id.as_str()) {
            problems.add(&place.file, place.line, "door-no-way-out", id);
        }
    }
}

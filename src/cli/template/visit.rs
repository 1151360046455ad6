//! The places of a visit's answer file: the door's screens, then the record made afterwards.

use super::{empty, explained, option, short};
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::load_door;
use crate::interview::door::{Door, DoorNode, DoorOption, Goto, RECORD_IDS, record_question};
use crate::interview::engine::word;
use crate::render::template::Place;
use std::collections::BTreeSet;

/// Where a screen can be come to from more answers than this, they aren't listed.
const WAYS_LISTED: usize = 3;

/// Every screen of the door and every question of the record.
///
/// # Errors
/// The rule book's door was rejected.
pub fn places(context: &Context) -> Result<Vec<Place>, Failure> {
    let door = load_door(&context.library)?;
    // The second screen of a question is part of it in a file.
    let second: BTreeSet<&str> = door
        .nodes
        .iter()
        .flat_map(|node| node.continuations().map(|(_, to)| to))
        .collect();
    let screens = door
        .nodes
        .iter()
        .filter(|node| !second.contains(node.id.as_str()));
    let mut places: Vec<Place> = screens
        .map(|node| screen_place(context, &door, node))
        .collect();
    places.extend(RECORD_IDS.iter().map(|id| record_place(context, id)));
    Ok(places)
}

fn screen_place(context: &Context, door: &Door, node: &DoorNode) -> Place {
    let texts = &context.texts;
    let key = format!("visit.door.{}", node.id);
    let mut lines = explained(context, &key);
    let listed = |key: &str, node: &DoorNode| -> Vec<String> {
        let told = node.options.iter().filter(|o| !o.continues);
        told.map(|o| option(context, key, &o.id)).collect()
    };
    lines.extend(listed(&key, node));
    for second in node.continuations().filter_map(|(_, to)| door.node(to)) {
        lines.extend(listed(&format!("visit.door.{}", second.id), second));
    }
    let several = node.options.iter().any(|o| o.closes);
    lines.push(if several {
        let named: Vec<String> = node
            .options
            .iter()
            .filter(|o| !o.closes && !o.continues)
            .take(2)
            .map(|o| format!("\"{}\"", o.id))
            .collect();
        let example = [("example", named.join(", "))];
        texts.say("template.form.door-several", example)
    } else {
        texts.t("template.form.choice")
    });
    if node.only_in_quiet_hours {
        let hours = [
            ("from", door.quiet.from.format("%H:%M").to_string()),
            ("until", door.quiet.until.format("%H:%M").to_string()),
        ];
        lines.push(texts.say("template.door-quiet", hours));
    }
    lines.push(asked_when(context, door, node));
    Place {
        title: short(context, &key),
        lines,
        assignment: format!("{} = {}", node.id, if several { "[]" } else { "\"\"" }),
    }
}

/// The answers after which the screen comes, where they can be told in a line.
fn asked_when(context: &Context, door: &Door, node: &DoorNode) -> String {
    let texts = &context.texts;
    if node.id == door.start {
        return texts.t("template.required");
    }
    let mut ways: Vec<(String, Vec<String>)> = Vec::new();
    before(door, &node.id, &mut ways);
    let condition = |(id, is): &(String, Vec<String>)| {
        let args = [("id", id.clone()), ("is", is.join(" / "))];
        texts.say("template.condition", args)
    };
    if ways.is_empty() || ways.len() > WAYS_LISTED {
        return texts.t("template.door-on-the-way");
    }
    let ways: Vec<String> = ways.iter().map(condition).collect();
    let mut said = ways.join(&texts.t("template.when-any-joiner"));
    if let Some(only) = &node.only_when {
        said.push_str(&texts.t("template.when-joiner"));
        said.push_str(&condition(only));
    }
    texts.say("template.when-any", [("conditions", said)])
}

/// The answers that lead to a screen, also through one that is passed over on the way.
fn before(door: &Door, id: &str, ways: &mut Vec<(String, Vec<String>)>) {
    for node in &door.nodes {
        let leads = |o: &&DoorOption| {
            let places = [
                Some(&o.goto),
                o.goto_again.as_ref(),
                o.goto_when_ended.as_ref(),
            ];
            let here = |goto: &&Goto| matches!(goto, Goto::Node(to) if to == id);
            !o.continues && places.into_iter().flatten().any(|goto| here(&goto))
        };
        let options: Vec<String> = node
            .options
            .iter()
            .filter(leads)
            .map(|o| o.id.clone())
            .collect();
        // In a file the second screen's answers stand under the first.
        let leading = |first: &&DoorNode| first.continuations().any(|(_, to)| to == node.id);
        let name = &door.nodes.iter().find(leading).unwrap_or(node).id;
        if !options.is_empty() && name != id {
            match ways.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => known.extend(
                    options
                        .into_iter()
                        .filter(|o| !known.contains(o))
                        .collect::<Vec<_>>(),
                ),
                None => ways.push((name.clone(), options)),
            }
        }
        if node.otherwise.as_deref() == Some(id) && node.id != id {
            before(door, &node.id, ways);
        }
    }
}

fn record_place(context: &Context, id: &str) -> Place {
    let texts = &context.texts;
    let question = record_question(id);
    let mut lines = explained(context, &question.text);
    // A list of names is written as a list, though it is asked for in one line.
    let list = matches!(id, "witnesses");
    let (form, value) = if list {
        ("texts", "[]")
    } else {
        (word(&question.kind), empty(&question.kind))
    };
    lines.push(texts.t(&format!("template.form.{form}")));
    lines.push(texts.t("template.optional"));
    Place {
        title: short(context, &question.text),
        lines,
        assignment: format!("{id} = {value}"),
    }
}

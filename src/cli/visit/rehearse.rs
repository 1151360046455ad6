//! `menshen visit rehearse`: a visitor to practise on. Nothing is opened for writing, nothing kept.

use super::super::Failure;
use super::super::ask;
use super::super::citing::Sources;
use super::super::context::Context;
use crate::content::{load_cards, load_rehearsals};
use crate::domain::coded::{Kind, args};
use crate::domain::money::Money;
use crate::domain::visit::{Cast, Rehearsals, Scenario, debrief, played};
use crate::interview::Prompter;
use crate::interview::Say;
use crate::interview::rehearsal::{
    RehearsalEnding, Values, read_choices, rehearse, scenario_named_in,
};
use crate::render::rehearsal::{debriefing, list};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Seeds that are drawn are short enough to be read out and typed.
const DRAWN_BELOW: u16 = 10_000;

/// Plays a scenario: the one named on the line or in the answers, or the one the seed stands for.
///
/// # Errors
/// There is no such scenario, the answers lack or spoil something, nobody can be asked, or the
/// person left in the middle.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let rehearsals = load_rehearsals(&context.library)?;
    if matches.get_flag("list") {
        return listed(context, &rehearsals);
    }
    let seed = match matches.get_one::<u64>("seed") {
        Some(seed) => *seed,
        None => drawn()?,
    };
    let answers = match &context.answers {
        Some(path) => Some(ask::read_answers(path)?),
        None => None,
    };
    let in_file = answers.as_deref().and_then(scenario_named_in);
    let named = matches.get_one::<String>("scenario").cloned().or(in_file);
    let scenario = match &named {
        Some(id) => rehearsals.scenario(id),
        None => rehearsals.scenario_of(seed),
    };
    let Some(scenario) = scenario else {
        let args = args([("scenario", named.unwrap_or_default())]);
        return Err(Failure::new("rehearsal-not-there", Kind::Usage, args));
    };
    let (values, own) = values(context, &rehearsals, seed);
    let choices = match &answers {
        Some(text) => from_file(context, scenario, text)?,
        None => match asked(context, scenario, &values, own)? {
            Some(choices) => choices,
            None => return Ok(()),
        },
    };
    let way = played(scenario, &choices);
    let summed = debrief(scenario, &way, &rehearsals.lessons, context.as_of());
    let sources = Sources::load(context)?;
    let cited = |ids: &[String]| sources.words(&context.texts, ids, context.as_of());
    let mut screen = debriefing(&context.texts, scenario, &values, &summed, &cited);
    let again = [
        ("scenario", scenario.id.clone()),
        ("seed", seed.to_string()),
    ];
    screen.text(context.texts.say("rehearse.again", again));
    screen.text(context.texts.t("rehearse.more"));
    let chosen: Vec<Value> = way
        .steps
        .iter()
        .map(|(scene, option)| json!({"scene": scene.id, "choice": option.id}))
        .collect();
    let json = json!({
        "ok": true,
        "practice": true,
        "scenario": scenario.id,
        "manner": scenario.manner,
        "seed": seed,
        "choices": chosen,
        "given_away": summed.given_away,
        "overlooked": summed.overlooked,
        "went_well": summed.went_well,
        "practise": summed.practise,
    });
    context.emit(&screen, &json)
}

fn listed(context: &Context, rehearsals: &Rehearsals) -> Result<(), Failure> {
    let scenarios: Vec<Value> = rehearsals
        .scenarios
        .iter()
        .map(|s| {
            let scenes: Vec<Value> = s
                .scenes
                .iter()
                .map(|scene| {
                    let options: Vec<&str> = scene.options.iter().map(|o| o.id.as_str()).collect();
                    json!({"id": scene.id, "options": options})
                })
                .collect();
            json!({"id": s.id, "manner": s.manner, "scenes": scenes})
        })
        .collect();
    let json = json!({"ok": true, "practice": true, "scenarios": scenarios});
    context.emit(&list(&context.texts, rehearsals), &json)
}

fn from_file(
    context: &Context,
    scenario: &Scenario,
    text: &str,
) -> Result<BTreeMap<String, String>, Failure> {
    let read = read_choices(scenario, text)?;
    if !read.unused.is_empty() {
        context.note(
            "rehearse.unused",
            args([("list", context.texts.listed(&read.unused))]),
        );
    }
    Ok(read.choices)
}

/// The choices of the person at the terminal; `None` when they had enough.
fn asked(
    context: &Context,
    scenario: &Scenario,
    values: &Values,
    own: bool,
) -> Result<Option<BTreeMap<String, String>>, Failure> {
    let first = scenario.scenes.first().map(|scene| scene.id.clone());
    context.need_terminal(first.into_iter().collect())?;
    let cards = load_cards(&context.library)?;
    let mut prompter = context.prompter();
    prompter.show(&[Say::key("rehearse.begin")]);
    if own {
        prompter.show(&[Say::key("rehearse.own-figures")]);
    }
    match rehearse(scenario, values, &cards, &mut prompter) {
        RehearsalEnding::Played(choices) => Ok(Some(choices)),
        RehearsalEnding::Stopped => {
            prompter.show(&[Say::key("rehearse.left")]);
            Ok(None)
        }
        RehearsalEnding::Left => Err(Failure::new("interrupted", Kind::Interrupted, args([]))),
    }
}

/// Names and figures for the visitor's lines: the case's own lender and claimed amount where there
/// is one, invented ones otherwise. Nothing else of the case is used.
fn values(context: &Context, rehearsals: &Rehearsals, seed: u64) -> (Values, bool) {
    let invented = rehearsals.cast_of(seed);
    let of = |member: fn(&Cast) -> &String| invented.map(member).cloned().unwrap_or_default();
    let own = own_figures(context);
    let used_own = own.is_some();
    let (lender, amount) = own.unwrap_or_else(|| {
        let amount = invented.map(|cast| cast.amount).unwrap_or_default();
        (of(|cast| &cast.lender), amount)
    });
    let values = [
        ("lender", lender),
        ("amount", amount.grouped()),
        ("agency", of(|cast| &cast.agency)),
        ("visitor", of(|cast| &cast.visitor)),
        ("badge", of(|cast| &cast.badge)),
    ];
    let values = values.into_iter().map(|(k, v)| (k.to_owned(), v));
    (values.collect(), used_own)
}

/// Lender and claimed amount of the first loan that has both. A case that can't be read is no
/// reason not to practise.
fn own_figures(context: &Context) -> Option<(String, Money)> {
    let case = context.existing_case().ok()??.load().ok()?;
    let loans = super::super::confirm::loans(context, &case).ok()?;
    loans.iter().find_map(|loan| {
        let lender = loan.about.lender.clone()?;
        let claimed = loan.claim.as_ref()?.total;
        Some((lender, claimed))
    })
}

fn drawn() -> Result<u64, Failure> {
    let mut bytes = [0; 2];
    if !super::super::log::random(&mut bytes) {
        return Err(crate::storage::log::LogError::NoRandom.into());
    }
    Ok(u64::from(u16::from_be_bytes(bytes) % DRAWN_BELOW))
}

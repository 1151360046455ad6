//! `menshen case set` and `strike`: one stored fact changed or taken away, under the checks it was
//! stored under.

use super::super::Failure;
use super::super::context::Context;
use super::super::{loan, plan};
use super::household::{set_household, strike_household};
use super::value::{borrower_value, loan_value};
use crate::content::{load_budget_categories, load_flow};
use crate::domain::budget::ALL_INCOME;
use crate::domain::case::fact::{BorrowerFact, FactError, FactPath};
use crate::domain::case::tree::{put_at, take_at, value_at};
use crate::domain::case::{Case, loan_id};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::member_at;
use crate::domain::money::Money;
use crate::interview::flow::Kind as AnswerKind;
use crate::render::case::{counter_offer_words, masked, member_words};
use crate::render::screen::Screen;
use clap::ArgMatches;
use serde_json::json;
use toml::{Table, Value};

/// What was there and what is there now, for the screen (masked) and for machines (whole).
#[derive(Debug, Default)]
pub(super) struct Change {
    pub old: Shown,
    pub new: Shown,
    /// Texts to say besides.
    pub notes: Vec<&'static str>,
}

#[derive(Debug, Default)]
pub(super) struct Shown {
    words: Option<String>,
    value: serde_json::Value,
}

impl Shown {
    pub(super) fn new(words: String, value: impl serde::Serialize) -> Shown {
        Shown {
            words: Some(words),
            value: serde_json::to_value(value).unwrap_or_default(),
        }
    }
}

/// `menshen case set PATH VALUE…`.
///
/// # Errors
/// No fact has this path, the value can't be used, or the loan no longer holds together with it.
pub fn set(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let values: Vec<&str> = matches
        .get_many::<String>("new-value")
        .map(|v| v.map(String::as_str).collect())
        .unwrap_or_default();
    if values.iter().all(|v| v.trim().is_empty()) {
        // A blank is a slip: taking a fact away is a command of its own.
        return Err(Failure::new("fact-blank", Kind::Usage, args([])));
    }
    changed(context, matches, |case, path, text| match path {
        FactPath::Borrower(fact) => set_borrower(context, case, *fact, &values.join(" ")),
        FactPath::Household(fact) => set_household(context, case, fact, &values, text),
        FactPath::Loan { id, steps } => set_loan(context, case, id, steps, &values, text),
        FactPath::Offer(id) => set_offer(context, case, id, values[0]),
        FactPath::CounterOffer(_) | FactPath::Letter(_) => {
            Err(FactError::Fixed { path: text.into() }.into())
        }
    })
}

/// `menshen case strike PATH`.
///
/// # Errors
/// No fact has this path, nothing is stored there, or the rest makes no sense without it.
pub fn strike(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let force = matches.get_flag("force");
    changed(context, matches, |case, path, text| match path {
        FactPath::Borrower(fact) => {
            let old = case.borrower.fact_mut(*fact).take();
            let old = old.ok_or_else(|| absent(text))?;
            Ok(Change {
                old: Shown::new(masked(*fact, &old), old),
                ..Change::default()
            })
        }
        FactPath::Household(fact) => strike_household(context, case, fact, text),
        FactPath::Loan { id, steps } if steps.is_empty() => {
            if !force {
                return Err(Failure::new(
                    "loan-strike-whole",
                    Kind::Usage,
                    args([("id", id.clone())]),
                ));
            }
            let old = case.remove_loan(id);
            Ok(Change {
                old: Shown::new(id.clone(), old),
                ..Change::default()
            })
        }
        FactPath::Loan { id, steps } => strike_member(context, case, id, steps, text),
        FactPath::Offer(id) => {
            let old = case.take_offer(id).ok_or_else(|| absent(text))?;
            Ok(Change {
                old: Shown::new(yuan(context, old.monthly), old),
                ..Change::default()
            })
        }
        FactPath::CounterOffer(id) => {
            let old = case.take_counter_offer(id).ok_or_else(|| absent(text))?;
            Ok(Change {
                old: Shown::new(counter_offer_words(&context.texts, &old), old),
                ..Change::default()
            })
        }
        FactPath::Letter(number) => {
            if *number > case.letters.len() {
                return Err(absent(text));
            }
            let old = case.letters.remove(number - 1);
            Ok(Change {
                old: Shown::new(old.file.clone(), old),
                notes: vec!["case.letter-file-stays"],
                ..Change::default()
            })
        }
    })
}

pub(super) fn absent(path: &str) -> Failure {
    FactError::Absent { path: path.into() }.into()
}

/// Loads, changes, saves and tells. Nothing is written unless the change holds.
fn changed(
    context: &Context,
    matches: &ArgMatches,
    change: impl FnOnce(&mut Case, &FactPath, &str) -> Result<Change, Failure>,
) -> Result<(), Failure> {
    let text = matches.get_one::<String>("path").map_or("", |p| p.trim());
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let path = FactPath::parse(text, &case, &categories(context)?)?;
    let Change { old, new, notes } = change(&mut case, &path, text)?;
    folder.save(&case, &lock)?;
    let texts = &context.texts;
    let nothing = || texts.t("case.not-yet");
    let mut screen = Screen::new();
    screen.text(texts.say(
        "case.changed",
        [
            ("path", text.to_owned()),
            ("old", old.words.unwrap_or_else(nothing)),
            ("new", new.words.unwrap_or_else(nothing)),
        ],
    ));
    for note in notes {
        screen.text(texts.t(note));
    }
    context.emit(
        &screen,
        &json!({"ok": true, "path": text, "old": old.value, "new": new.value}),
    )
}

/// The household's places that can be asked for: lines by their category, sources by their path.
fn categories(context: &Context) -> Result<Vec<String>, Failure> {
    let categories = load_budget_categories(&context.library)?;
    let flow = load_flow(&context.library, "budget")?;
    let sources = flow.entries.into_iter().map(|e| e.question.id);
    let lines = categories.list.into_iter().map(|category| category.id);
    let all = format!("sources.{ALL_INCOME}");
    Ok(lines
        .chain(sources.filter(|id| id.starts_with("sources.")))
        .chain([all])
        .collect())
}

pub(super) fn yuan(context: &Context, amount: Money) -> String {
    context
        .texts
        .say("case.yuan", [("amount", amount.grouped())])
}

fn set_borrower(
    context: &Context,
    case: &mut Case,
    fact: BorrowerFact,
    text: &str,
) -> Result<Change, Failure> {
    let value = borrower_value(context, fact, text)?;
    let old = case.borrower.fact_mut(fact).replace(value.clone());
    let shown = |v: String| Shown::new(masked(fact, &v), v);
    Ok(Change {
        old: old.map(shown).unwrap_or_default(),
        new: shown(value),
        notes: Vec::new(),
    })
}

fn set_offer(context: &Context, case: &mut Case, id: &str, text: &str) -> Result<Change, Failure> {
    let monthly =
        Money::parse(&loan::read_value(context, &AnswerKind::Money, text)?).unwrap_or_default();
    let room = plan::room_for(context, case, id)?;
    if monthly > room {
        let args = args([("monthly", monthly.grouped()), ("capacity", room.grouped())]);
        return Err(Failure::new("letter-above-capacity", Kind::Case, args));
    }
    let Some(offer) = case.offers.iter_mut().find(|o| o.loan == id) else {
        return Err(absent(&format!("offers.{id}")));
    };
    let old = std::mem::replace(&mut offer.monthly, monthly);
    // The forecast was made for the old sum.
    offer.months = None;
    offer.as_of = context.as_of();
    Ok(Change {
        old: Shown::new(yuan(context, old), old),
        new: Shown::new(yuan(context, monthly), monthly),
        notes: Vec::new(),
    })
}

/// A loan's member in words, or its lines where it is a list or an object.
fn loan_shown(context: &Context, steps: &[&str], value: Option<&Value>) -> Shown {
    let Some(value) = value else {
        return Shown::default();
    };
    let words = member_at(steps)
        .and_then(|m| member_words(&context.texts, &m, value))
        .unwrap_or_else(|| value.to_string());
    Shown::new(words, value)
}

fn set_loan(
    context: &Context,
    case: &mut Case,
    id: &str,
    steps: &[String],
    values: &[&str],
    path: &str,
) -> Result<Change, Failure> {
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    if steps.is_empty() {
        return Err(FactError::NoSuchPath.into());
    }
    let old_table = loan::stored(case, id)?.clone();
    let value = loan_value(context, &steps, values)?;
    let mut table = old_table.clone();
    match value {
        Some(value) => {
            if !put_at(&mut table, &steps, value) {
                return Err(FactError::NoSuchPath.into());
            }
        }
        // "Don't know yet" of a member that may stay open is its absence.
        None => {
            take_at(&mut table, &steps).ok_or_else(|| absent(path))?;
        }
    }
    keep(context, case, id, &table)?;
    Ok(Change {
        old: loan_shown(context, &steps, value_at(&old_table, &steps)),
        new: loan_shown(context, &steps, value_at(&table, &steps)),
        notes: if steps == ["id"] {
            vec!["case.renamed"]
        } else {
            Vec::new()
        },
    })
}

fn strike_member(
    context: &Context,
    case: &mut Case,
    id: &str,
    steps: &[String],
    path: &str,
) -> Result<Change, Failure> {
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let mut table = loan::stored(case, id)?.clone();
    let old = take_at(&mut table, &steps).ok_or_else(|| absent(path))?;
    keep(context, case, id, &table)?;
    Ok(Change {
        old: loan_shown(context, &steps, Some(&old)),
        ..Change::default()
    })
}

/// Puts the changed loan into the case if it holds together; every problem is listed otherwise.
fn keep(context: &Context, case: &mut Case, id: &str, table: &Table) -> Result<(), Failure> {
    if let Err(problems) = loan::problems_or_loan(context, table) {
        let details = loan::problem_words(context, &problems);
        let args = args([("id", id.to_owned()), ("count", details.len().to_string())]);
        return Err(Failure::new("fact-breaks-loan", Kind::Usage, args).with_details(details));
    }
    let new = loan_id(table).unwrap_or(id).to_owned();
    if new != id && case.loan(&new).is_some() {
        return Err(Failure::new(
            "loan-name-in-use",
            Kind::Case,
            args([("id", new)]),
        ));
    }
    case.replace_loan(id, table.clone());
    Ok(())
}

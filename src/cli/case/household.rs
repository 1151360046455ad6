//! `menshen case set` and `strike` for a fact of the household's month.

use super::super::context::Context;
use super::super::{Failure, loan};
use super::change::{Change, Shown, absent, yuan};
use super::value::says_unknown;
use crate::content::load_budget_categories;
use crate::domain::budget::{ALL_INCOME, Cadence, Entry, Household, Line, Source};
use crate::domain::case::Case;
use crate::domain::case::fact::{FactError, HouseholdFact};
use crate::domain::money::Money;
use crate::interview::flow::Kind;
use crate::interview::reading::{Rejected, month_by_month, yes_or_no};

/// A fact of the month set to what was written.
///
/// # Errors
/// There is no month yet, the value can't be used, or the fact is a sum of others.
pub(super) fn set_household(
    context: &Context,
    case: &mut Case,
    fact: &HouseholdFact,
    values: &[&str],
    path: &str,
) -> Result<Change, Failure> {
    let Some(household) = &mut case.household else {
        return Err(FactError::NoHousehold.into());
    };
    // Months are written one beside the other, with or without quotes.
    let text = values.join(" ");
    let notes = vec!["case.plan-stale"];
    let (old, new) = match fact {
        HouseholdFact::Whole => return Err(FactError::NoSuchPath.into()),
        HouseholdFact::Irregular => irregular(context, household, &text)?,
        HouseholdFact::Income if !household.sources.is_empty() => {
            return Err(FactError::Summed { path: path.into() }.into());
        }
        _ if says_unknown(&text) => {
            let open = matches!(
                fact,
                HouseholdFact::Spending(_)
                    | HouseholdFact::Resource(_)
                    | HouseholdFact::ResourceOn(_)
            );
            if !open || !can_be_open(fact) {
                return Err(FactError::Required { path: path.into() }.into());
            }
            let old = shown(context, household, fact);
            match fact {
                // What comes once is still there; how much isn't known.
                HouseholdFact::Resource(kind) => household.resource_mut(*kind).amount = None,
                _ => {
                    household.strike(fact);
                }
            }
            (old, unknown(context))
        }
        _ => {
            let old = shown(context, household, fact);
            put(context, household, fact, &text)?;
            (old, shown(context, household, fact))
        }
    };
    Ok(Change { old, new, notes })
}

fn unknown(context: &Context) -> Shown {
    Shown::new(context.texts.t("case.unknown"), "unknown")
}

fn irregular(
    context: &Context,
    household: &mut Household,
    text: &str,
) -> Result<(Shown, Shown), Failure> {
    let yes = yes_or_no(text)
        .ok_or_else(|| loan::value_refused(context, &Rejected::new("yes-no-form")))?;
    let shown = |yes: bool| {
        let key = if yes { "interview.yes" } else { "interview.no" };
        Shown::new(context.texts.t(key), yes)
    };
    let old = std::mem::replace(&mut household.irregular, yes);
    Ok((shown(old), shown(yes)))
}

/// The fact as it stands.
fn shown(context: &Context, household: &Household, fact: &HouseholdFact) -> Shown {
    if let HouseholdFact::ResourceOn(kind) = fact {
        let on = household.resource(*kind).and_then(|r| r.on);
        return on
            .map(|on| Shown::new(on.to_string(), on))
            .unwrap_or_default();
    }
    let amount = household.amount(fact);
    amount
        .map(|amount| Shown::new(yuan(context, amount), amount))
        .unwrap_or_default()
}

fn put(
    context: &Context,
    household: &mut Household,
    fact: &HouseholdFact,
    text: &str,
) -> Result<(), Failure> {
    let read = |kind: &Kind, text: &str| loan::read_value(context, kind, text);
    let entry = |text: &str| -> Result<Entry, Failure> {
        let text = read(&Kind::Periodic, text)?;
        Ok(Entry::parse(&text).unwrap_or_else(|| Entry::monthly(Money::ZERO)))
    };
    match fact {
        HouseholdFact::Spending(id) => {
            let categories = load_budget_categories(&context.library)?;
            let spare = categories.get(id).is_some_and(|category| category.spare);
            let mut entry = entry(text)?;
            if entry.note.is_none() {
                // A new figure says nothing against the note.
                let old = household.spending.iter().find(|l| l.id == *id);
                entry.note = old.and_then(|l| l.note.clone());
            }
            household.put_line(Line::entered(id.clone(), entry, spare));
        }
        HouseholdFact::Source(id) => {
            let months = month_by_month(text).map_err(|e| loan::value_refused(context, &e))?;
            let source = if months.lines().count() > 1 && entry(text).is_err() {
                let read = |month: &str| read(&Kind::Amounts, month);
                let months: Result<Vec<String>, Failure> = months.lines().map(read).collect();
                let months = months?
                    .iter()
                    .filter_map(|m| Money::parse(m).ok())
                    .collect();
                Source::varying(id.clone(), months)
            } else {
                Some(Source::steady(id.clone(), entry(text)?))
            };
            if let Some(source) = source {
                household.put_source(source);
            }
        }
        HouseholdFact::Income => {
            let entry = entry(text)?;
            household.income = entry.stated.a_month();
            if entry.note.is_some() || entry.stated.every != Cadence::Month {
                household.put_source(Source::steady(ALL_INCOME, entry));
            }
        }
        HouseholdFact::ResourceOn(kind) => {
            let day = read(&Kind::Date { future: true }, text)?;
            household.resource_mut(*kind).on = day.parse().ok();
        }
        _ => {
            let amount = read(&Kind::Money, text)?;
            household.set_amount(fact, Money::parse(&amount).unwrap_or_default());
        }
    }
    Ok(())
}

/// May it stay open? `plan` asks for income and food in any case.
fn can_be_open(fact: &HouseholdFact) -> bool {
    match fact {
        HouseholdFact::Spending(id) => id != "food",
        HouseholdFact::Whole | HouseholdFact::Income | HouseholdFact::Irregular => false,
        _ => true,
    }
}

/// A fact of the month taken away.
///
/// # Errors
/// There is no month yet, nothing is stored there, or the month makes no sense without it.
pub(super) fn strike_household(
    context: &Context,
    case: &mut Case,
    fact: &HouseholdFact,
    path: &str,
) -> Result<Change, Failure> {
    let Some(household) = &mut case.household else {
        return Err(FactError::NoHousehold.into());
    };
    if *fact == HouseholdFact::Whole {
        let old = case.household.take();
        // Offers rest on the month: without it nobody could say that they can be kept.
        case.offers.clear();
        return Ok(Change {
            old: Shown::new(context.texts.t("case.household.title"), old),
            notes: vec!["case.offers-gone"],
            ..Change::default()
        });
    }
    let required = || FactError::Required { path: path.into() };
    if !can_be_open(fact) {
        return Err(required().into());
    }
    let there = match fact {
        HouseholdFact::Resource(kind) => household.resource(*kind).is_some(),
        HouseholdFact::ResourceOn(kind) => {
            household.resource(*kind).is_some_and(|r| r.on.is_some())
        }
        _ => household.amount(fact).is_some(),
    };
    if !there {
        return Err(absent(path));
    }
    let old = shown(context, household, fact);
    if !household.strike(fact) {
        return Err(required().into());
    }
    let new = if matches!(fact, HouseholdFact::Spending(_)) {
        unknown(context)
    } else {
        Shown::default()
    };
    Ok(Change {
        old,
        new,
        notes: vec!["case.plan-stale"],
    })
}

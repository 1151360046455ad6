//! `menshen plan budget`: the household's month as a sheet, and what `plan` says besides its page.

use super::conventions;
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::content::load_budget_categories;
use crate::domain::budget::{Categories, Doubt, Household, Surplus, doubts};
use crate::domain::case::fact::FactError;
use crate::domain::coded::{Kind, args};
use crate::domain::money::Money;
use crate::render::budget::{
    Month, Sheet, Version, csv, html, line_name, resources, screen, sheet,
};
use crate::render::screen::Screen;
use crate::render::texts::Texts;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::Path;

/// Columns of a sheet saved as text.
const TEXT_COLUMNS: usize = 72;

/// Runs the command.
///
/// # Errors
/// The case can't be read or has no month yet, or the file of `-o` can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let version = if matches.get_flag("short") {
        Version::Short
    } else {
        Version::Full
    };
    let case = context.existing_case()?.map(|folder| folder.load());
    let household = case.transpose()?.and_then(|case| case.household);
    let household = household.ok_or(FactError::NoHousehold)?;
    let categories = load_budget_categories(&context.library)?;
    let surplus = household.surplus(conventions(context)?);
    let month = Month {
        household: &household,
        surplus: &surplus,
        categories: &categories,
        as_of: context.as_of(),
    };
    // What leaves the screen may be shown to a lender.
    let words = match version == Version::Short || context.output().is_some() {
        true => &context.paper,
        false => &context.texts,
    };
    let page = sheet(words, &month, version);
    if let (Some(path), false) = (context.output(), context.json) {
        return context.put(&saved(&page, &path)?);
    }
    let said = match version {
        Version::Short => short_json(&month),
        Version::Full => full_json(&month),
    };
    let mut shown = screen(&page);
    match version {
        Version::Short => {
            shown.gap();
            shown.text(context.texts.t("budget.sheet.short-what"));
        }
        Version::Full => {
            let found = doubts(&household, &surplus, &categories, None);
            shown.append(doubts_screen(&context.texts, &found));
        }
    }
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(&shown, &said)
}

/// The sheet in the form its file's name asks for: a page, a table, else text.
fn saved(sheet: &Sheet, path: &Path) -> Result<String, Failure> {
    let ending = path.extension().and_then(|e| e.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => Ok(html(sheet)),
        "csv" => {
            let bytes = csv(sheet).and_then(|bytes| String::from_utf8(bytes).ok());
            let reason = args([("reason", "csv".to_owned())]);
            bytes.ok_or_else(|| Failure::new("internal", Kind::Internal, reason))
        }
        _ => Ok(screen(sheet).lay_out(TEXT_COLUMNS, false)),
    }
}

/// What a lender may see, and nothing else.
fn short_json(month: &Month<'_>) -> Value {
    let surplus = month.surplus;
    let offered = month.household.is_complete().then_some(surplus.capacity);
    json!({
        "ok": true,
        "version": "short",
        "as_of": month.as_of,
        "irregular": month.household.irregular,
        "income": surplus.income,
        "groups": month.categories.totals(month.household),
        "necessary": surplus.necessary,
        "spare": surplus.spare,
        "arrears": surplus.arrears,
        "reserve": surplus.reserve,
        "surplus": surplus.surplus,
        "capacity": offered,
    })
}

fn full_json(month: &Month<'_>) -> Value {
    let found = doubts(month.household, month.surplus, month.categories, None);
    json!({
        "ok": true,
        "version": "full",
        "as_of": month.as_of,
        "household": month.household,
        "mean_income": month.household.mean_income(),
        "groups": month.categories.totals(month.household),
        "surplus": month.surplus,
        "doubts": found,
    })
}

/// What `plan` says besides: the mean beside the lowest month, what could be stopped, what comes only
/// once, what is worth asking, and where the sheets are.
pub(super) fn beside(
    texts: &Texts,
    household: &Household,
    surplus: &Surplus,
    categories: &Categories,
    found: &[Doubt],
) -> Screen {
    let mut screen = Screen::new();
    if let Some(mean) = household.mean_income() {
        let args = [
            ("lowest", household.income.grouped()),
            ("mean", mean.grouped()),
        ];
        screen.text(texts.say("budget.beside.mean", args));
    }
    if !surplus.spare.is_zero() {
        let lines = household.spending.iter();
        let spare = lines.filter(|l| l.spare && !l.amount.is_zero());
        let names: Vec<String> = spare.map(|l| line_name(texts, &l.id)).collect();
        let args = [
            ("amount", surplus.spare.grouped()),
            ("names", texts.listed(&names)),
        ];
        screen.text(texts.say("budget.beside.spare", args));
    }
    for words in resources(texts, household) {
        screen.text(words);
    }
    screen.append(doubts_screen(texts, found));
    screen.gap();
    if !categories.is_full(household) {
        screen.text(texts.t("budget.beside.full-offered"));
    }
    screen.text(texts.t("budget.beside.versions"));
    screen
}

fn doubts_screen(texts: &Texts, found: &[Doubt]) -> Screen {
    let mut screen = Screen::new();
    if found.is_empty() {
        return screen;
    }
    screen.title(texts.t("budget.beside.ask"));
    for doubt in found {
        screen.item("-", doubt_words(texts, doubt));
    }
    screen
}

fn doubt_words(texts: &Texts, doubt: &Doubt) -> String {
    let sum = |name: &'static str, sum: &Money| (name, sum.grouped());
    let key = format!("budget.doubt.{}", doubt.code());
    match doubt {
        Doubt::Nothing { group } => texts.t(&format!("{key}.{group}")),
        Doubt::IncomeAboveEarlier { earlier, now } => {
            texts.say(&key, [sum("earlier", earlier), sum("now", now)])
        }
        Doubt::MonthDoesNotClose { short } => texts.say(&key, [sum("short", short)]),
        Doubt::NoReserve | Doubt::FamilyInIncome | Doubt::FamilyLoan => texts.t(&key),
    }
}

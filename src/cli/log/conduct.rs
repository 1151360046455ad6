//! `menshen log conduct`: what the log adds up to against the rules about contact.

mod asking;

use super::super::Failure;
use super::super::contacts::Measure;
use super::super::context::{Context, RestsOn};
use super::when;
use crate::domain::coded::{Kind, args};
use crate::domain::conduct::count::Wanted;
use crate::domain::evidence::{Days, EntryView, overlaid};
use crate::render::conduct::{csv, html, json, screen};
use crate::storage::log::entries;
use clap::ArgMatches;
use std::path::Path;

/// Columns of a count saved as text.
const TEXT_COLUMNS: usize = 72;

/// In which form it is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Html,
    Csv,
    Json,
}

/// Counts, shows, and at a terminal offers to ask for what isn't known.
///
/// # Errors
/// There is no log, it or the rule book can't be read, an option names nothing, or the file of `-o`
/// can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let measure = measure(context, matches)?;
    let counted = measure.count(&views(context)?);
    let told = measure.told(&context.texts, &counted);
    context.rests_on(RestsOn::Book, context.as_of())?;
    let as_of = context.as_of().to_string();
    let output = context.output();
    match form(context, matches, output.as_deref()) {
        Some(Form::Html) => return context.put(&html(&told, &as_of)),
        Some(Form::Json) => return context.put(&format!("{}\n", json(&told, &as_of))),
        Some(Form::Text) => {
            let page = screen(&told, TEXT_COLUMNS, context.manner.plain);
            return context.put(&page.lay_out(TEXT_COLUMNS, context.manner.plain));
        }
        Some(Form::Csv) => {
            let reason = args([("reason", "csv".to_owned())]);
            let table = csv(&told);
            let table = table.ok_or_else(|| Failure::new("internal", Kind::Internal, reason))?;
            return context.put(&table);
        }
        None => {}
    }
    let page = screen(&told, context.manner.columns, context.manner.plain);
    context.emit(&page, &json(&told, &as_of))?;
    if !context.json && context.can_ask() && !counted.unknowns.is_empty() {
        asking::offered(context, &measure, counted)?;
    }
    Ok(())
}

/// The log as it stands now.
fn views(context: &Context) -> Result<Vec<EntryView>, Failure> {
    let log = super::existing_log(context)?;
    Ok(overlaid(entries(&log.path())?))
}

/// The form asked for, or the one the name of the file of `-o` asks for; `None` for the screen.
fn form(context: &Context, matches: &ArgMatches, output: Option<&Path>) -> Option<Form> {
    if matches.get_flag("csv") {
        return Some(Form::Csv);
    }
    let asked = matches.get_one::<String>("format").map(String::as_str);
    let ending = output.and_then(|path| path.extension()?.to_str().map(str::to_ascii_lowercase));
    let word = match (asked, context.json) {
        (Some(word), _) => word,
        (None, true) => return None,
        (None, false) => ending.as_deref().or(output.map(|_| "text"))?,
    };
    Some(match word {
        "html" | "htm" => Form::Html,
        "csv" => Form::Csv,
        "json" => Form::Json,
        _ => Form::Text,
    })
}

fn measure(context: &Context, matches: &ArgMatches) -> Result<Measure, Failure> {
    let text = |id: &str| matches.get_one::<String>(id);
    let day = |id: &str| text(id).map(|text| when::day(context, text)).transpose();
    let days = Days {
        from: day("from-day")?,
        to: day("to")?,
    };
    if let (Some(from), Some(to)) = (days.from, days.to)
        && to < from
    {
        let words = args([("from", from.to_string()), ("to", to.to_string())]);
        return Err(Failure::new("log-day-order", Kind::Usage, words));
    }
    let case = context.existing_case()?.map(|folder| folder.load());
    let case = case.transpose()?;
    let rule = text("rule").cloned();
    let loan = text("loan").cloned();
    let known = |id: &String| case.as_ref().is_some_and(|case| case.loan(id).is_some());
    if let Some(loan) = loan.as_ref().filter(|id| !known(id)) {
        let words = args([("loan", super::words::on_one_line(loan))]);
        return Err(Failure::new("conduct-no-loan", Kind::Usage, words));
    }
    let wanted = Wanted {
        days,
        loan,
        rule: rule.clone(),
    };
    let measure = Measure::load(context, case.as_ref(), wanted)?;
    if let Some(rule) = rule.filter(|id| !measure.rules.contains_key(id)) {
        let known: Vec<&str> = measure.rules.keys().map(String::as_str).collect();
        let words = args([("rule", rule), ("known", known.join(" "))]);
        return Err(Failure::new("conduct-no-rule", Kind::Usage, words));
    }
    Ok(measure)
}

//! The plan a case goes by, for pages that show it.

use super::super::Failure;
use super::super::context::Context;
use super::reckoning::Reckoning;
use crate::domain::case::Case;
use crate::domain::plan::{Lacks, Particulars, Way};
use crate::render::page::Outlook;

/// The way that was picked, by unpaid principal where none was; or in words what it lacks.
///
/// # Errors
/// A loan can't be read, or the rule book lacks a convention for the day.
pub fn outlook(context: &Context, case: &Case) -> Result<Result<Outlook, String>, Failure> {
    let texts = &context.texts;
    let Some(household) = &case.household else {
        return Ok(Err(texts.t("report.page.course.no-household")));
    };
    let reckoning = Reckoning::new(context, case, household)?;
    let chosen = case.way.as_ref();
    let way = chosen.map_or(Way::ProRata, |chosen| chosen.way);
    let particulars: Particulars =
        chosen.map_or_else(Particulars::default, |chosen| chosen.particulars.clone());
    // With spending not known what can be kept is only an upper bound: nothing is built on it.
    let plan = match reckoning.is_firm() {
        true => reckoning.way(way, &particulars),
        false => Err(Lacks::Spending),
    };
    let name = texts.t(&format!("plans.way.{}.short", way.word()));
    Ok(match plan {
        Ok(plan) => Ok(Outlook {
            plan,
            way: name,
            left_out: reckoning.left_out,
        }),
        Err(lacks) => {
            let most = reckoning.limits.months_at_most;
            let key = format!("plans.lacks.{}", lacks.word());
            let why = texts.say(&key, [("most", most)]);
            let said = [("way", name), ("why", why)];
            Err(texts.say("report.page.course.lacks", said))
        }
    })
}

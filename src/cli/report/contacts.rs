//! The contacts of the one sheet: what they add up to, in a few lines.

use crate::cli::Failure;
use crate::cli::contacts::Measure;
use crate::cli::context::Context;
use crate::domain::case::Case;
use crate::domain::conduct::count::Wanted;
use crate::domain::evidence::EntryView;
use crate::domain::letter::catalogue::Told;
use crate::render::report::Part;

/// Rules with a line of their own.
const LINES_SHOWN: usize = 6;

/// Adds the rules touched for certain, each with its entries, and how much isn't known.
///
/// # Errors
/// The rule book was rejected.
pub fn counted_contacts(
    context: &Context,
    case: &Case,
    views: &[EntryView],
    told: &[Told],
    part: &mut Part,
) -> Result<(), Failure> {
    let texts = &context.paper;
    let measure = Measure::load(context, Some(case), Wanted::default())?;
    let count = measure.count_told(views, told);
    let touched = measure.told(texts, &count).touched();
    let lines: Vec<String> = touched
        .iter()
        .take(LINES_SHOWN)
        .map(|one| {
            let said = [
                ("name", one.name.clone()),
                ("days", one.on.clone()),
                ("entries", one.entries.clone()),
                ("reported", one.reported.to_string()),
            ];
            texts.say("report.summary.touched", said)
        })
        .collect();
    if !lines.is_empty() {
        part.text(texts.t("report.summary.touched-lead"));
        part.items(lines);
    }
    let more = touched.len().saturating_sub(LINES_SHOWN);
    if more > 0 {
        let said = [("count", more.to_string())];
        part.text(texts.say("report.summary.touched-more", said));
    }
    let open = count.unknowns.len();
    if open > 0 {
        let said = [("count", open.to_string())];
        part.text(texts.say("report.summary.not-known", said));
    }
    Ok(())
}

//! The guide: where the case stands and the three things to do first. `menshen` alone shows it; the
//! end of a step names the next one and where the guide is.

use super::Failure;
use super::context::{Context, RestsOn};
use crate::domain::case::Case;
use crate::domain::coded::args;
use crate::domain::guide::{Standing, Track, first_three};
use crate::domain::statement::{Options, Statement, reconcile, totals};
use crate::render::screen::Screen;
use serde_json::json;

/// How many of the next days the guide names.
const DATES_SHOWN: usize = 3;
/// The letters that ask for an arrangement.
const ARRANGING: [&str; 2] = ["C2", "C8"];
/// How every outcome begins that agrees to what was asked.
const AGREED: &str = "agreed";

/// `menshen` alone.
///
/// # Errors
/// The case can't be read.
pub fn run(context: &Context) -> Result<(), Failure> {
    let case = match context.existing_case()? {
        Some(folder) => folder.load()?,
        None => Case::new(context.as_of()),
    };
    let book = context.legal_book()?;
    let statements: Vec<Statement> = super::confirm::loans(context, &case)?
        .iter()
        .map(|loan| reconcile(loan, book, &Options::default()))
        .collect();
    let standing = standing(context, &case, &statements)?;
    let screen = screen(context, &case, &statements)?;
    if !statements.is_empty() {
        context.rests_on(RestsOn::Reckoning, context.as_of())?;
    }
    context.emit(
        &screen,
        &json!({
            "ok": true,
            "loans": standing.loans,
            "entries": standing.entries,
            "first": first_three(&standing),
            "dates": super::due::next_days(context, &case, DATES_SHOWN)?,
        }),
    )
}

/// Where a case stands, for the guide and for a session.
///
/// # Errors
/// The log's length or the household's rules can't be read.
pub(super) fn standing(
    context: &Context,
    case: &Case,
    statements: &[Statement],
) -> Result<Standing, Failure> {
    let asked = |letter: &str| -> Vec<String> {
        case.letters
            .iter()
            .filter(|l| l.letter == letter)
            .map(|l| l.loan.clone())
            .collect()
    };
    let in_question = statements
        .iter()
        .filter(|s| {
            let above = s
                .comparison()
                .iter()
                .any(|l| l.difference.is_some_and(|d| d.fen() > 0));
            above || s.figures.overdue.total.is_none()
        })
        .map(|s| s.id.clone())
        .collect();
    let new_payee: Vec<String> = case
        .counted_loans()
        .filter(|l| l.contains_key("assignment_claimed") || l.contains_key("compensated"))
        .filter_map(|l| l.get("id").and_then(toml::Value::as_str).map(str::to_owned))
        .collect();
    let arrangeable = statements
        .iter()
        .filter(|s| {
            let something_overdue = s.figures.overdue.total.is_none_or(|t| !t.is_zero());
            let time_in_doubt = s.findings.iter().any(|f| f.code.starts_with("limitation-"));
            something_overdue && !time_in_doubt && !new_payee.contains(&s.id)
        })
        .map(|s| s.id.clone())
        .collect();
    let conventions = super::plan::conventions(context)?;
    let surplus = case.household.as_ref().map(|h| h.surplus(conventions));
    Ok(Standing {
        loans: statements.iter().map(|s| s.id.clone()).collect(),
        in_question,
        statement_asked: asked("C1"),
        budgeted: surplus.is_some(),
        spending_unknown: case.household.as_ref().is_some_and(|h| !h.is_complete()),
        can_offer: surplus.is_some_and(|s| !s.capacity.is_zero()),
        arrangeable,
        arrangement_asked: asked("C2"),
        counter_offers: super::plan::open_points(context, case, statements)?,
        agreed: case
            .last_sendings()
            .filter(|s| ARRANGING.contains(&s.letter.as_str()))
            .filter(|s| statements.iter().any(|of| of.id == s.loan))
            .filter(|s| {
                let agreed = s.reply.as_ref().filter(|r| r.outcome.starts_with(AGREED));
                agreed.is_some_and(|r| !case.is_agreed(&s.loan, r.on))
            })
            .map(|s| s.loan.clone())
            .collect(),
        letters_unsent: case
            .letters
            .iter()
            .any(|l| !case.sent.iter().any(|s| s.is_of(l))),
        unanswered: case
            .last_sendings()
            .filter(|s| s.is_unanswered(context.as_of()))
            .filter(|s| !case.dates.done.contains_key(&s.id()))
            .filter(|s| !case.loan_states.contains_key(&s.loan))
            .map(|s| (s.letter.clone(), s.loan.clone()))
            .collect(),
        new_payee,
        entries: super::log::count(context)?,
        anchored_through: super::log::anchored_through(context)?,
    })
}

/// [`next_step`] for a case as it is stored.
///
/// # Errors
/// A loan or the log's length can't be read.
pub fn next_step_of(context: &Context, case: &Case) -> Result<Screen, Failure> {
    let book = context.legal_book()?;
    let statements: Vec<Statement> = super::confirm::loans(context, case)?
        .iter()
        .map(|loan| reconcile(loan, book, &Options::default()))
        .collect();
    next_step(context, case, &statements)
}

/// The end of a step in two lines: what to do next, and how to see the whole guide. More would push
/// the step's own result out of the window.
///
/// # Errors
/// The log's length can't be read.
pub fn next_step(
    context: &Context,
    case: &Case,
    statements: &[Statement],
) -> Result<Screen, Failure> {
    let texts = &context.texts;
    let standing = standing(context, case, statements)?;
    let mut screen = Screen::new();
    screen.gap();
    if let Some(todo) = first_three(&standing).first() {
        let text = texts.say(&format!("tonight.{}.text", todo.code), &todo.args);
        screen.text(texts.say("tonight.next", [("text", text)]));
    }
    screen.text(texts.t("tonight.whole"));
    Ok(screen)
}

/// The guide as a screen.
///
/// # Errors
/// The log's length can't be read.
pub fn screen(context: &Context, case: &Case, statements: &[Statement]) -> Result<Screen, Failure> {
    let texts = &context.texts;
    let standing = standing(context, case, statements)?;
    let mut screen = Screen::new();
    screen.title(texts.t("tonight.stand-title"));
    if standing.loans.is_empty() && !case.loans.is_empty() {
        screen.text(texts.t("case.none-counts"));
    } else if standing.loans.is_empty() {
        screen.text(texts.t("tonight.stand-none"));
    } else {
        let overdue = totals(statements).overdue;
        let unknown = Some(overdue.unknown).filter(|n| *n > 0);
        screen.text(texts.say(
            "tonight.stand-loans",
            args([
                ("loans", standing.loans.len().to_string()),
                (
                    "overdue",
                    overdue.known.map_or_else(String::new, |m| m.grouped()),
                ),
                (
                    "unknown",
                    unknown.map_or_else(String::new, |n| n.to_string()),
                ),
            ]),
        ));
    }
    if let Some(household) = &case.household {
        let surplus = household.surplus(super::plan::conventions(context)?);
        if surplus.capacity.is_zero() {
            screen.text(texts.t("tonight.stand-no-plan"));
        } else if household.unknown.is_empty() {
            screen.text(texts.say(
                "tonight.stand-capacity",
                [("capacity", surplus.capacity.grouped())],
            ));
        } else {
            screen.text(texts.t("tonight.stand-spending-unknown"));
        }
    }
    if let Some(entries) = standing.entries {
        screen.text(texts.say("tonight.stand-log", [("entries", entries)]));
    }
    if let Some(folder) = context.existing_case()?
        && let Some(unfinished) = super::case::unfinished(context, &folder)?
    {
        screen.text(unfinished);
    }
    let dates = super::due::next_days(context, case, DATES_SHOWN)?;
    if !dates.is_empty() {
        screen.title(texts.t("tonight.dates-title"));
        for line in dates {
            screen.item("-", line);
        }
        screen.text(texts.t("tonight.dates-more"));
    }
    screen.title(texts.t("tonight.title"));
    for (i, todo) in first_three(&standing).iter().enumerate() {
        let track = match todo.track {
            Track::Settle => texts.t("tonight.track.settle"),
            Track::Safe => texts.t("tonight.track.safe"),
        };
        let text = texts.say(&format!("tonight.{}.text", todo.code), &todo.args);
        screen.item(
            format!("{}.", i + 1),
            texts.say("tonight.line", [("track", track), ("text", text)]),
        );
    }
    screen.title(texts.t("tonight.gate-title"));
    screen.text(texts.t("tonight.gate"));
    screen.gap();
    screen.text(texts.t("tonight.help"));
    Ok(screen)
}

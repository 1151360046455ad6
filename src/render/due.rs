//! Time limits as a person reads them: which day, how it was counted, what to do, what it rests on.

use super::screen::Screen;
use super::texts::Texts;
use crate::domain::case::dates::Dates;
use crate::domain::coded::{Args, args};
use crate::domain::deadline::{Actor, Deadline, DeadlineState, EventKind};
use crate::domain::evidence::masked_numbers;
use crate::domain::limitation::{Restart, Restarted, Standing, Why};
use crate::domain::period::{Length, Period};
use chrono::NaiveDate;

/// A time limit with what it rests on, in words.
#[derive(Debug, Clone)]
pub struct Cited<'d, 'r> {
    /// The time limit.
    pub deadline: &'d Deadline<'r>,
    /// Title, article, force of each source.
    pub sources: Vec<String>,
}

/// The limitation period of one loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanPeriod {
    /// The loan's id.
    pub loan: String,
    /// Where it stands.
    pub standing: Standing,
    /// Entries of the log that may matter and name no loan.
    pub unassigned: usize,
    /// The end lies before the first day the rule book has a length for.
    pub older_law: bool,
}

/// All that is shown.
#[derive(Debug)]
pub struct DuePage<'p> {
    /// The day it stands for.
    pub as_of: NaiveDate,
    /// What comes first first.
    pub items: Vec<Cited<'p, 'p>>,
    /// Ids of what needs no more looking at.
    pub done: Vec<String>,
    /// Loan by loan.
    pub periods: Vec<LoanPeriod>,
    /// What limitation rests on.
    pub period_sources: Vec<String>,
    /// What must be said of days of rest, where the holidays of a year aren't known.
    pub rest_days: Option<String>,
}

/// The screen of `menshen due`.
pub fn due_screen(texts: &Texts, page: &DuePage<'_>) -> Screen {
    let mut screen = Screen::new();
    let state = |c: &Cited<'_, '_>| c.deadline.state(page.as_of);
    let (passed, ahead): (Vec<_>, Vec<_>) = page
        .items
        .iter()
        .partition(|c| state(c) == DeadlineState::Past);
    if page.items.is_empty() {
        screen.title(texts.t("due.ahead-title"));
        screen.text(texts.t("due.none"));
        for kind in [
            "payment-order",
            "suit-papers",
            "complaint",
            "promised-payment",
        ] {
            screen.item("-", texts.t(&format!("due.example.{kind}")));
        }
    }
    for (key, group) in [("due.passed-title", passed), ("due.ahead-title", ahead)] {
        if group.is_empty() {
            continue;
        }
        screen.title(texts.t(key));
        // Letters of one day ask for an answer by one day: what is the same is said once.
        let alike = |a: &&Cited<'_, '_>, b: &&Cited<'_, '_>| {
            let same = |c: &Cited<'_, '_>| {
                let d = c.deadline;
                (d.anchor.kind, d.name().to_owned(), d.period)
            };
            a.deadline.anchor.kind == EventKind::Letter && same(a) == same(b)
        };
        for (i, run) in group.chunk_by(alike).enumerate() {
            if i > 0 {
                screen.gap();
            }
            for cited in run {
                let line = due_line(texts, cited.deadline, page.as_of);
                screen.item(&cited.deadline.anchor.id, line);
            }
            if let Some(cited) = run.first() {
                explanation(texts, &mut screen, cited, page.as_of);
            }
        }
    }
    if let Some(note) = &page.rest_days {
        screen.gap();
        screen.text(note);
    }
    if !page.periods.is_empty() {
        screen.title(texts.t("due.limitation-title"));
        for period in &page.periods {
            for (i, words) in period_words(texts, period).into_iter().enumerate() {
                let mark = if i == 0 { period.loan.as_str() } else { " " };
                screen.item(mark, words);
            }
        }
        let unassigned = page.periods.iter().map(|p| p.unassigned).max();
        if let Some(count) = unassigned.filter(|n| *n > 0) {
            screen.text(texts.say("due.limitation.unassigned", [("count", count)]));
        }
        screen.text(texts.t("due.limitation-limits"));
        if !page.period_sources.is_empty() {
            let sources = [("sources", texts.series(&page.period_sources))];
            screen.text(texts.say("due.sources", sources));
        }
    }
    screen.gap();
    if !page.done.is_empty() {
        screen.text(texts.say("due.done-ids", [("ids", texts.listed(&page.done))]));
    }
    screen.text(texts.t("due.how"));
    screen
}

/// One line: the day, how far it is, what it is about.
pub fn due_line(texts: &Texts, deadline: &Deadline<'_>, as_of: NaiveDate) -> String {
    let Some(period) = deadline.period else {
        return texts.say("due.line-no-day", of_anchor(texts, deadline));
    };
    let mut values = of_anchor(texts, deadline);
    let day = match deadline.by {
        Actor::You if deadline.state(as_of) == DeadlineState::Ahead => period.safe,
        _ => period.last,
    };
    let days = (day - as_of).num_days();
    let left = match days {
        0 => texts.t("due.left.today"),
        1.. => texts.say("due.left.ahead", [("days", days)]),
        _ => texts.say("due.left.passed", [("days", -days)]),
    };
    values.extend(args([("day", texts.day_with_weekday(day)), ("left", left)]));
    texts.say("due.line", values)
}

/// The days a case keeps, for reading it back.
pub fn recorded_days(texts: &Texts, dates: &Dates) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("due.case-title"));
    if dates.is_empty() {
        screen.text(texts.t("due.case-none"));
    }
    for fact in &dates.facts {
        let note = fact.note.as_deref().map(masked_numbers);
        let values = args([
            ("id", fact.id()),
            (
                "kind",
                texts.t(&format!("due.kind.{}.name", fact.kind.id())),
            ),
            ("day", texts.day_with_weekday(fact.on)),
            ("loan", fact.loan.clone().unwrap_or_default()),
            ("note", note.unwrap_or_default()),
        ]);
        screen.item("-", texts.say("due.case-line", values));
    }
    if !dates.done.is_empty() {
        let ids: Vec<&str> = dates.done.keys().map(String::as_str).collect();
        screen.text(texts.say("due.case-done", [("ids", texts.listed(&ids))]));
    }
    screen
}

/// The title alone, without the loan.
pub fn due_title(texts: &Texts, deadline: &Deadline<'_>) -> String {
    let values = of_anchor(texts, deadline);
    texts.say(&format!("due.rule.{}.title", deadline.name()), values)
}

fn of_anchor(texts: &Texts, deadline: &Deadline<'_>) -> Args {
    let anchor = &deadline.anchor;
    let key = format!("due.rule.{}.title", deadline.name());
    let note = anchor.note.clone().unwrap_or_default();
    let mut values = args([
        ("id", anchor.id.clone()),
        ("loan", anchor.loan.clone().unwrap_or_default()),
        ("note", masked_numbers(&note)),
        (
            "kind",
            texts.t(&format!("due.kind.{}.name", anchor.kind.id())),
        ),
        ("event", anchor.on.to_string()),
    ]);
    let title = if texts.has(&key) {
        texts.say(&key, &values)
    } else {
        String::new()
    };
    values.insert("title", title);
    values
}

/// How it was counted, what to do, what it rests on.
fn explanation(texts: &Texts, screen: &mut Screen, cited: &Cited<'_, '_>, as_of: NaiveDate) {
    let deadline = cited.deadline;
    let values = of_anchor(texts, deadline);
    let state = deadline.state(as_of);
    match (deadline.period, deadline.rule) {
        (Some(period), Some(_)) => {
            screen.item(" ", counted(texts, deadline, &period, as_of));
        }
        (None, Some(_)) => {
            screen.item(" ", texts.say("due.no-value", &values));
        }
        (None, None) => {
            screen.item(" ", texts.say("due.no-rule", &values));
        }
        (Some(_), None) => {}
    }
    let part = match state {
        DeadlineState::Past => "late",
        _ => "do",
    };
    if deadline.period.is_some() {
        let key = format!("due.rule.{}.{part}", deadline.name());
        screen.item(" ", texts.say(&key, &values));
    }
    // A letter's note is its number, which stands in the title.
    let is_letter = matches!(
        deadline.anchor.kind,
        EventKind::Letter | EventKind::LetterSent
    );
    if !is_letter && !values["note"].is_empty() {
        screen.item(" ", texts.say("due.note", &values));
    }
    if !cited.sources.is_empty() {
        let sources = [("sources", texts.series(&cited.sources))];
        screen.item(" ", texts.say("due.sources", sources));
    }
}

/// Which day is the last one, and why.
fn counted(texts: &Texts, deadline: &Deadline<'_>, period: &Period, as_of: NaiveDate) -> String {
    let kind = deadline.anchor.kind.id();
    let happened = texts.t(&format!("due.kind.{kind}.happened"));
    let (unit, count) = match period.length {
        Length::Days(count) => ("days", count),
        Length::Months(count) => ("months", count),
    };
    let words = args([
        ("event", period.event.to_string()),
        ("happened", happened),
        ("count", count.to_string()),
        ("counted", period.counted_last.to_string()),
        ("weekday", texts.weekday(period.counted_last)),
        ("last", texts.day_with_weekday(period.last)),
        ("safe", texts.day_with_weekday(period.safe)),
    ]);
    let mut out = texts.say(&format!("due.counted.{unit}"), &words);
    if period.moved() {
        out.push_str(&texts.say("due.counted.moved", &words));
    }
    let in_time = deadline.by == Actor::You && as_of <= period.safe;
    if in_time && period.safe != period.last {
        out.push_str(&texts.say("due.counted.safe", &words));
    }
    out
}

/// Where limitation stands for a loan: the answer, then what the answer leaves open.
pub fn period_words(texts: &Texts, period: &LoanPeriod) -> Vec<String> {
    let say = |what: &str, values: Args| texts.say(&format!("due.limitation.{what}"), values);
    let day = |day: NaiveDate| day.to_string();
    let cause = |by: &Restarted| restart_words(texts, by);
    let mut out = Vec::new();
    match &period.standing {
        Standing::InCourt { since } => out.push(say("in-court", args([("since", day(*since))]))),
        Standing::NotBegun { last_due, until } => out.push(say(
            "not-begun",
            args([("last_due", day(*last_due)), ("until", day(*until))]),
        )),
        Standing::Running {
            until,
            restarted,
            perhaps_until,
            perhaps_by,
        } => {
            let by = restarted.as_ref().map(cause).unwrap_or_default();
            out.push(say("running", args([("until", day(*until)), ("by", by)])));
            if let (Some(until), Some(by)) = (perhaps_until, perhaps_by) {
                let values = args([("until", day(*until)), ("by", cause(by))]);
                out.push(say("perhaps-later", values));
            }
        }
        Standing::Doubtful { ended, until, by } => out.push(say(
            "doubtful",
            args([
                ("ended", day(*ended)),
                ("until", day(*until)),
                ("by", cause(by)),
            ]),
        )),
        Standing::MayHaveRun { ended, restarted } => {
            let by = restarted.as_ref().map(cause).unwrap_or_default();
            let values = args([("ended", day(*ended)), ("by", by)]);
            out.push(say("may-have-run", values));
        }
        Standing::ActedAfter { ended, act } => out.push(say(
            "acted-after",
            args([("ended", day(*ended)), ("act", cause(act))]),
        )),
        Standing::Unknown { why } => out.push(say(
            match why {
                Why::NoLastDue => "no-last-due",
                Why::NoRule => "no-rule",
            },
            Args::new(),
        )),
    }
    if is_trap(&period.standing) {
        out.push(say("trap", Args::new()));
    }
    if period.older_law {
        out.push(say("older-law", Args::new()));
    }
    out
}

/// Is this where a signature, a promise or a small payment costs a defence?
fn is_trap(standing: &Standing) -> bool {
    matches!(
        standing,
        Standing::Doubtful { .. } | Standing::MayHaveRun { .. } | Standing::ActedAfter { .. }
    )
}

fn restart_words(texts: &Texts, by: &Restarted) -> String {
    let kind = match by.by {
        Restart::Demand => "demand",
        Restart::Payment => "payment",
        Restart::Agreement => "agreement",
        Restart::Contact => "contact",
        Restart::Notice => "notice",
        Restart::Request => "request",
    };
    let entry = by.entry.map(|seq| seq.to_string()).unwrap_or_default();
    let values = args([("on", by.on.to_string()), ("entry", entry)]);
    texts.say(&format!("due.restart.{kind}"), values)
}

//! `menshen report complaint`: a bundle for one channel, refused where the complaint would be turned
//! away.

use super::assembled::{Purpose, assembled};
use super::wanted::Wanted;
use crate::cli::Failure;
use crate::cli::context::{Context, RestsOn};
use crate::cli::due;
use crate::cli::letter::{Answered, Order, answered, loan_for};
use crate::content::{RuleBook, load_destinations, load_flow};
use crate::domain::case::Case;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::evidence::EntryView;
use crate::domain::guidance::Channel;
use crate::domain::loan::Loan;
use crate::domain::report::{Destination, Filing, Level, filings, news_since};
use crate::render::screen::Screen;
use clap::ArgMatches;

/// The letter of a complaint about conduct.
const LETTER: &str = "C5";
/// The question whether somebody else has the matter.
const HANDLED: &str = "gate.handled";

/// Asks, refuses what must be refused, writes the bundle.
///
/// # Errors
/// No such channel, a refusal with its reason, a question is open, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let wanted = Wanted::of(matches)?;
    let book = RuleBook::load(&context.library)?;
    let to = matches.get_one::<String>("channel").map(String::as_str);
    let destination = destination(context, &book, to)?;
    let channel = channel_of(&book, &destination.id)?;
    let folder = context.open_case()?;
    let case = folder.load()?;
    let loan = loan_for(context, &case, LETTER, wanted.loan.as_deref())?;
    let views = due::views(context)?;
    let id = loan.as_ref().map(|l| l.id.as_str());
    let earlier = filings(&views, id);
    something_new(context, &case, &views, (&book, &destination), &earlier, id)?;
    let level = destination.level.word().to_owned();
    let order = Order {
        letter: LETTER,
        entries: wanted.entries.clone(),
        first: load_flow(&context.library, "report-complaint")?,
        settled: vec![("fact.complaint_level", level)],
        suggested: asked_before(context, &case, &earlier, id),
        own_numbers: wanted.own_numbers,
        told_numbers: wanted.told_numbers,
    };
    let answered = answered(context, &folder, loan, order)?;
    would_be_taken(context, &case, &destination, channel, &answered)?;
    let purpose = Purpose {
        kind: "complaint",
        to: destination.id.clone(),
        destination: Some(&destination),
    };
    let mut done = assembled(context, &folder, &answered, &wanted, &purpose)?;
    said_of_channel(
        context,
        &book,
        &destination,
        channel,
        answered.loan(),
        &mut done.screen,
    );
    if let Some(object) = done.json.as_object_mut() {
        object.insert("to".to_owned(), destination.id.clone().into());
        object.insert("channel".to_owned(), serde_json::json!(channel));
    }
    context.rests_on(RestsOn::Letter, context.as_of())?;
    context.tell(&done.screen, &done.json)
}

/// The destination of this id or name; at a terminal the one picked.
///
/// # Errors
/// There is none, or none was named and nobody can be asked.
pub fn destination(
    context: &Context,
    book: &RuleBook,
    named: Option<&str>,
) -> Result<Destination, Failure> {
    let all = load_destinations(&context.library)?;
    let name = |d: &Destination| book.channels.get(&d.id).map_or("", |c| c.name.as_str());
    let lines: Vec<String> = all
        .iter()
        .map(|d| format!("{}  {}", d.id, name(d)))
        .collect();
    let found = match named {
        Some(named) => all.iter().position(|d| d.id == named || name(d) == named),
        None if context.can_ask() => {
            let prompt = context.texts.t("report.pick-channel");
            let picked = crate::terminal::pick(&prompt, &lines, context.manner);
            let left = || Failure::new("interrupted", Kind::Interrupted, Args::new());
            Some(picked.ok_or_else(left)?)
        }
        None => {
            let known = args([("known", context.texts.series(&lines))]);
            return Err(
                Failure::new("report-channel-needed", Kind::AnswerNeeded, known)
                    .with_needed(vec!["to".to_owned()]),
            );
        }
    };
    found.and_then(|i| all.get(i).cloned()).ok_or_else(|| {
        let asked = named.unwrap_or_default().to_owned();
        let args = args([("asked", asked), ("known", context.texts.series(&lines))]);
        Failure::new("report-channel-unknown", Kind::Usage, args)
    })
}

/// The channel of a destination.
///
/// # Errors
/// The rule book has none of this id, which its check refuses.
pub fn channel_of<'b>(book: &'b RuleBook, id: &str) -> Result<&'b Channel, Failure> {
    book.channels.get(id).ok_or_else(|| {
        let reason = args([("reason", id.to_owned())]);
        Failure::new("internal", Kind::Internal, reason)
    })
}

/// What went to the lender before, by the log and the letters sent.
fn asked_before(
    context: &Context,
    case: &Case,
    earlier: &[Filing],
    loan: Option<&str>,
) -> Vec<(&'static str, String)> {
    let destinations = load_destinations(&context.library).unwrap_or_default();
    let own = |to: &str| {
        let mut lenders = destinations.iter().filter(|d| d.level == Level::Lender);
        lenders.any(|d| d.id == to)
    };
    let filed = earlier.iter().rev().find(|f| own(&f.to));
    let sent = case.sent.iter().rev();
    let mut sent = sent.filter(|s| s.letter == LETTER && Some(s.loan.as_str()) == loan);
    let (on, number) = match (filed, sent.next()) {
        (Some(filing), _) => (filing.on, filing.receipt.clone()),
        (None, Some(sending)) => (sending.on, sending.proof.clone()),
        (None, None) => return Vec::new(),
    };
    let mut out = vec![
        ("fact.complained", "true".to_owned()),
        ("fact.complained_on", on.to_string()),
    ];
    out.extend(number.map(|number| ("fact.ticket", number)));
    out
}

/// The same complaint once more, or to a second body, only with something new: what happened since, an
/// answer, or that none came by its day.
fn something_new(
    context: &Context,
    case: &Case,
    views: &[EntryView],
    (book, destination): (&RuleBook, &Destination),
    earlier: &[Filing],
    loan: Option<&str>,
) -> Result<(), Failure> {
    let Some(last) = earlier.iter().max_by_key(|f| f.entry) else {
        return Ok(());
    };
    if !news_since(views, last, loan).is_empty() {
        return Ok(());
    }
    let days = due::reply_days(context, case, last.entry)?;
    let by = days.first().copied();
    let silent = by.is_some_and(|by| context.as_of() > by);
    if silent && destination.id != last.to {
        return Ok(());
    }
    let args = args([
        ("on", context.texts.day(last.on)),
        (
            "to",
            book.channels
                .get(&last.to)
                .map_or(last.to.clone(), |c| c.name.clone()),
        ),
        ("entry", last.entry.to_string()),
        ("by", by.map(|by| context.texts.day(by)).unwrap_or_default()),
    ]);
    Err(Failure::new("report-nothing-new", Kind::Case, args))
}

/// Refuses what the destination would turn away, by the case and by the answers.
fn would_be_taken(
    context: &Context,
    case: &Case,
    destination: &Destination,
    channel: &Channel,
    answered: &Answered,
) -> Result<(), Failure> {
    let name = || ("to", channel.name.clone());
    let asked_first = answered.answers.given("fact.complained") == Some("true");
    if destination.lender_first && !asked_first {
        return Err(Failure::new(
            "report-lender-first",
            Kind::Case,
            args([name()]),
        ));
    }
    let id = answered.loan().map(|l| l.id.as_str());
    let in_court = case.dates.facts.iter().find(|fact| {
        let about = fact.loan.is_none() || fact.loan.as_deref() == id;
        about && fact.kind.is_before_court() && !case.dates.done.contains_key(&fact.id())
    });
    match (answered.answers.given(HANDLED), in_court) {
        (Some("court-same"), _) => Err(Failure::new("report-in-court", Kind::Case, args([name()]))),
        (Some("elsewhere"), _) => Err(Failure::new("report-elsewhere", Kind::Case, args([name()]))),
        // What the case records and what was answered speak against one another.
        (Some("nobody") | None, Some(fact)) => {
            let args = args([("on", context.texts.day(fact.on)), ("id", fact.id())]);
            Err(Failure::new("report-court-recorded", Kind::Case, args))
        }
        _ => Ok(()),
    }
}

/// What the channel asks for, how long it takes, what it turns away, and the next step.
fn said_of_channel(
    context: &Context,
    book: &RuleBook,
    destination: &Destination,
    channel: &Channel,
    loan: Option<&Loan>,
    screen: &mut Screen,
) {
    let texts = &context.texts;
    screen.title(texts.say("report.channel.title", [("name", &channel.name)]));
    screen.text(channel.zh.clone());
    let mut item = |key: &str, value: &str| {
        let key = format!("channels.{key}");
        screen.item("-", texts.say(&key, [("value", value)]));
    };
    if !channel.needs.is_empty() {
        item("needs", &context.texts.series(&channel.needs));
    }
    match (&channel.clock, destination.level) {
        (Some(clock), _) => item("clock", clock),
        (None, _) => item("clock", &texts.t("report.channel.clock-unknown")),
    }
    if !channel.refuses.is_empty() {
        item("refuses", &context.texts.series(&channel.refuses));
    }
    if let Some(caution) = &channel.caution {
        item("caution", caution);
    }
    let kind = loan.map_or("unknown", |l| l.lender_kind.word());
    let on_route = book
        .route_for_lender(kind)
        .is_some_and(|r| r.steps.contains(&destination.id));
    if destination.lender_first && !on_route {
        let said = [("kind", texts.t(&format!("channels.kind.{kind}")))];
        screen.text(texts.say("report.channel.other-route", said));
    }
    screen.title(texts.t("report.next.title"));
    screen.text(texts.t("report.next.read"));
    let said = [("to", &destination.id)];
    screen.text(texts.say("report.next.complaint", said));
}

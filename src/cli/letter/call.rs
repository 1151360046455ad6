//! `menshen letter call`: the script and the cards while a call goes on, and the entry afterwards.

mod live;
mod record;

use super::sent::lender;
use super::short;
use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::content::{load_flow, load_letter, load_replies};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::letter::{Effect, Facts, Letter, ShortForm};
use crate::domain::plan::Way;
use crate::interview::call::{HEARD, ReplyBook};
use crate::interview::flow::{Kind as Takes, Question};
use crate::interview::questionnaire::Entry;
use crate::interview::{Answers, Say, Value};
use crate::render::dates::long_date;
use crate::render::letter::script;
use clap::ArgMatches;

/// The question of an answers file which cards were used; at a terminal they are keys.
const HEARD_IN_FILE: &str = "call.heard";

/// What the call is about.
pub(super) struct Subject {
    pub(super) letter: Letter,
    /// The loan's id; empty where none was named and there isn't just one.
    pub(super) loan: String,
    /// Empty where it isn't known.
    pub(super) lender: String,
}

/// Runs the command.
///
/// # Errors
/// The letter has no script, nobody can be asked, the person left (the draft is kept), or the log
/// can't be written.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let subject = subject(context, &case, matches)?;
    let book = load_replies(&context.library)?;
    let mut flow = load_flow(&context.library, "letter-call")?;
    let (answers, heard) = if let Some(path) = &context.answers {
        flow.entries.push(in_file());
        let answers = ask::from_file(context, &flow, &Answers::new(), path)?;
        let heard = named(&book, &answers)?;
        (answers, heard)
    } else {
        context.need_terminal(ask::needed(&flow, &Answers::new()))?;
        let script = script_said(context, &case, &subject)?;
        live::told(context, &folder, &book, &script, &flow)?
    };
    record::write(context, &folder, &subject, &answers, &heard)?;
    // Only what is on disk in the log may leave the draft.
    Ok(folder.draft(live::DRAFT).remove()?)
}

fn in_file() -> Entry {
    Entry {
        question: Question {
            id: HEARD_IN_FILE.to_owned(),
            text: format!("letter-call.{HEARD_IN_FILE}"),
            kind: Takes::Text,
            required: false,
            unknown: false,
            private: false,
        },
        when: Vec::new(),
        when_any: Vec::new(),
    }
}

/// The cards a file names, as keys pressed without a time.
fn named(book: &ReplyBook, answers: &Answers) -> Result<Answers, Failure> {
    let mut out = Answers::new();
    let list = answers.given(HEARD_IN_FILE).unwrap_or_default();
    let between = |c: char| matches!(c, '、' | ',' | '，' | ';' | '；') || c.is_whitespace();
    for id in list.split(between).filter(|id| !id.is_empty()) {
        if !book.replies().any(|known| known == id) {
            let known: Vec<&str> = book.replies().collect();
            let args = args([("reply", id.to_owned()), ("known", known.join("、"))]);
            return Err(Failure::new("call-reply-unknown", Kind::Usage, args));
        }
        out.set(&format!("{HEARD}{id}"), Value::Given("true".into()), None);
    }
    Ok(out)
}

/// The letter whose script is read, and the loan. Without a name: the one for an arrangement, if
/// one was written, else the one that asks for figures.
fn subject(context: &Context, case: &Case, matches: &ArgMatches) -> Result<Subject, Failure> {
    let wanted = matches.get_one::<String>("loan");
    let counted: Vec<&str> = case
        .counted_loans()
        .filter_map(|l| l.get("id").and_then(toml::Value::as_str))
        .collect();
    let loan = match (wanted, counted.as_slice()) {
        (Some(loan), _) if case.loan(loan).is_none() => {
            let known: Vec<&str> = case.loan_ids().collect();
            let args = args([
                ("id", loan.clone()),
                ("known", context.texts.listed(&known)),
            ]);
            return Err(Failure::new("loan-not-found", Kind::Case, args));
        }
        (Some(loan), _) => loan.clone(),
        (None, [only]) => (*only).to_owned(),
        // Time runs while the telephone rings: the call is recorded without a loan.
        (None, _) => String::new(),
    };
    let asked_for_terms = |l: &&crate::domain::case::LetterRecord| {
        l.letter == "C2" && (loan.is_empty() || l.loan == loan)
    };
    let id = match matches.get_one::<String>("letter") {
        Some(id) => id.to_ascii_uppercase(),
        None if case.letters.iter().any(|l| asked_for_terms(&l)) => "C2".to_owned(),
        None => "C1".to_owned(),
    };
    let known = super::situation::letters(context);
    if !known.contains(&id) {
        let args = args([("id", id), ("known", context.texts.listed(&known))]);
        return Err(Failure::new("letter-unknown", Kind::Usage, args));
    }
    let letter = load_letter(&context.library, &id)?;
    if !letter.short.contains(&ShortForm::Script) {
        let has = |id: &&String| {
            load_letter(&context.library, id).is_ok_and(|l| l.short.contains(&ShortForm::Script))
        };
        let known: Vec<String> = known.iter().filter(has).cloned().collect();
        let args = args([
            ("title", letter.title),
            ("known", context.texts.listed(&known)),
        ]);
        return Err(Failure::new("letter-no-script", Kind::Usage, args));
    }
    Ok(Subject {
        lender: lender(case, &loan),
        letter,
        loan,
    })
}

/// What is read first. Made from the case file alone, so that it is there at once.
fn script_said(context: &Context, case: &Case, subject: &Subject) -> Result<Vec<Say>, Failure> {
    let mut facts = Facts::default();
    facts.value("name", case.borrower.name.clone());
    facts.value("as_of", Some(long_date(context.as_of())));
    facts.value(
        "lender",
        Some(subject.lender.clone()).filter(|l| !l.is_empty()),
    );
    let member = |name: &str| {
        let loan = case.loan(&subject.loan)?;
        loan.get(name)?.as_str().map(str::to_owned)
    };
    facts.value("contract_number", member("contract_number"));
    if let Some(state) = case.loan_states.get(&subject.loan) {
        facts.value("settled_on", Some(long_date(state.on)));
    }
    short::add(&mut facts, &Answers::new());
    let offer = case.offers.iter().find(|o| o.loan == subject.loan);
    facts.value("monthly_short", offer.map(|o| o.monthly.grouped()));
    // By telephone the same is asked for as in the letter: the sum, or the pause that was picked.
    let day = offer.and_then(|o| o.first_on);
    let day = day.filter(|day| *day > context.as_of()).map(long_date);
    let paused = case.way.as_ref().is_some_and(|w| w.way == Way::Pause);
    facts.flag("request-pause", paused);
    facts.flag("request-instalments", !paused);
    facts.value("first_on", day.clone());
    facts.value("until", day);
    let frame = super::files::frame(context);
    let script = script(&subject.letter, &facts, &frame).map_err(super::files::unfilled)?;
    let mut said = Vec::new();
    if subject.letter.effects.contains(&Effect::RestartsLimitation) {
        said.push(Say::key("call.limitation"));
    }
    if subject.loan.is_empty() {
        said.push(Say::key("call.no-loan"));
    }
    let (seconds, _) = short::seconds(context, &script).unwrap_or_default();
    said.push(Say::with("call.read", [("seconds", seconds.to_string())]));
    said.extend(script.lines.into_iter().map(Say::Plain));
    Ok(said)
}

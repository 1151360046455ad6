//! `menshen letter`: C1 and C2 from the facts of the case.

use super::Failure;
use super::ask;
use super::context::Context;
use super::facts;
use crate::content::{load_flow, load_legal_book, load_letter};
use crate::domain::case::{Borrower, Case, LetterRecord};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Effect, Letter};
use crate::domain::limitation::{Limitation, limitation};
use crate::domain::loan::Loan;
use crate::domain::money::Money;
use crate::domain::schedule::Plan;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::{Answers, Say, Value};
use crate::render::dates::long_date;
use crate::render::letter::{Frame, letter_text};
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use chrono::NaiveDate;
use clap::ArgMatches;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

/// Letters that can be written.
const LETTERS: [&str; 2] = ["C1", "C2"];

/// Runs the command.
///
/// # Errors
/// No such letter or loan, a fact that must be asked, a gate that refuses, or the disk.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let id = match matches.get_one::<String>("letter") {
        Some(id) => id.to_ascii_uppercase(),
        None => {
            context.need_terminal(vec!["letter".into()])?;
            let names = LETTERS
                .map(|l| context.texts.t(&format!("letter.name.{l}")))
                .to_vec();
            let picked =
                crate::terminal::pick(&context.texts.t("letter.pick"), &names, context.manner);
            picked
                .map(|i| LETTERS[i].to_owned())
                .ok_or_else(interrupted)?
        }
    };
    if !LETTERS.contains(&id.as_str()) {
        return Err(Failure::new(
            "letter-unknown",
            Kind::Usage,
            args([("id", id)]),
        ));
    }
    let loan = chosen_loan(
        context,
        &case,
        matches.get_one::<String>("loan").map(String::as_str),
    )?;
    let letter = load_letter(&context.library, &id)?;
    let book = load_legal_book(&context.library)?;
    let statement = reconcile(&loan, &book, &Options::default());
    let written = write(context, &folder, &letter, &loan, &statement)?;

    let mut screen = Screen::new();
    if letter.effects.is_empty() {
        screen.text(context.texts.t("letter.c1-safe"));
    }
    let path = written.path.display().to_string();
    screen.text(
        context
            .texts
            .say("letter.written", [("path", path.clone())]),
    );
    if !written.missing.is_empty() {
        screen.text(
            context
                .texts
                .say("letter.missing", [("list", written.missing.join("、"))]),
        );
    }
    screen.text(context.texts.t("letter.review-yourself"));
    screen.gap();
    for line in written.text.lines() {
        screen.text(line);
    }
    let case = folder.load()?;
    let statements: Vec<Statement> = super::confirm::loans(context, &case)?
        .iter()
        .map(|l| reconcile(l, &book, &Options::default()))
        .collect();
    screen.append(super::tonight::screen(context, &case, &statements)?);
    context.emit(
        &screen,
        &json!({
            "ok": true, "letter": letter.id, "loan": loan.id, "path": path,
            "missing": written.missing, "text": written.text,
        }),
    )
}

fn interrupted() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}

fn chosen_loan(context: &Context, case: &Case, wanted: Option<&str>) -> Result<Loan, Failure> {
    let loans = super::confirm::loans(context, case)?;
    let known: Vec<String> = loans.iter().map(|l| l.id.clone()).collect();
    let no_loan = |loan: &str| {
        let args = args([("loan", loan.to_owned()), ("known", known.join("、"))]);
        Failure::new("letter-no-loan", Kind::Case, args)
    };
    if let Some(wanted) = wanted {
        return loans
            .iter()
            .find(|l| l.id == wanted)
            .cloned()
            .ok_or_else(|| no_loan(wanted));
    }
    match loans.as_slice() {
        [] => Err(no_loan("")),
        [only] => Ok(only.clone()),
        several if context.manner.interactive && context.answers.is_none() => {
            let picked =
                crate::terminal::pick(&context.texts.t("letter.pick-loan"), &known, context.manner);
            picked
                .and_then(|i| several.get(i).cloned())
                .ok_or_else(interrupted)
        }
        _ => {
            let args = args([("known", known.join("、"))]);
            Err(Failure::new("letter-loan-needed", Kind::AnswerNeeded, args)
                .with_needed(vec!["loan".into()]))
        }
    }
}

/// Writes one letter to one lender from the answers file.
///
/// # Errors
/// As [`run`].
pub fn write_to(context: &Context, letter: &str, loan: &str) -> Result<Written, Failure> {
    let folder = context.open_case()?;
    let loan = chosen_loan(context, &folder.load()?, Some(loan))?;
    let letter = load_letter(&context.library, letter)?;
    let book = load_legal_book(&context.library)?;
    write(
        context,
        &folder,
        &letter,
        &loan,
        &reconcile(&loan, &book, &Options::default()),
    )
}

/// What was written.
pub struct Written {
    /// Where.
    pub path: std::path::PathBuf,
    /// The text.
    pub text: String,
    /// Names of facts still to be filled in.
    pub missing: Vec<String>,
}

fn write(
    context: &Context,
    folder: &CaseFolder,
    letter: &Letter,
    loan: &Loan,
    statement: &Statement,
) -> Result<Written, Failure> {
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let flow = load_flow(
        &context.library,
        &format!("letter-{}", letter.id.to_ascii_lowercase()),
    )?;
    // A draft belongs to one letter to one lender.
    let draft = folder.draft(&format!("{}-{}", flow.id, file_part(&loan.id)));
    let years = {
        let book = load_legal_book(&context.library)?;
        let value = book
            .parameters
            .value("limitation-years", context.as_of())?
            .value;
        value.to_u32().unwrap_or(0)
    };
    let known = known_answers(&case, loan, letter);
    let room = super::plan::room_for(context, &case, &loan.id).ok();
    let aside = |id: &str, answers: &Answers| -> Vec<Say> {
        match id {
            "limitation.understood" => vec![effect_words(answers, years, context.as_of())],
            "request.kind" | "request.monthly" => vec![room_words(&room)],
            _ => Vec::new(),
        }
    };
    let answers = ask::answers(context, &flow, &known, &draft, &aside, &lock)?;
    if letter.effects.contains(&Effect::RestartsLimitation) {
        if let Say::Key(key, values) = effect_words(&answers, years, context.as_of()) {
            let values = values
                .into_iter()
                .filter(|(k, _)| k == "until" || k == "ended");
            let said: Args = values
                .map(|(k, v)| (if k == "until" { "until" } else { "ended" }, v))
                .collect();
            context.note(&key, said);
        }
        if answers.given("limitation.understood") != Some("write") {
            draft.remove()?;
            return Err(Failure::new("letter-not-wanted", Kind::Case, Args::new()));
        }
        gate(context, &case, loan, &answers)?;
    }
    remember_borrower(&mut case.borrower, &answers);
    let facts = facts::of_letter(context, &case, loan, statement, &answers)?;
    let frame = frame(context);
    let missing: Vec<String> = letter
        .missing(&facts)
        .into_iter()
        .map(|m| frame.labels.get(&m).cloned().unwrap_or(m))
        .collect();
    let text = letter_text(letter, &facts, &frame).map_err(|e| {
        Failure::new(
            "letter-clause",
            Kind::Content,
            args([("clause", e.clause), ("reason", e.reason)]),
        )
    })?;
    let path = folder.write_letter(&stem(context, letter, loan), "txt", &text)?;
    let file = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    case.letters.push(LetterRecord {
        letter: letter.id.clone(),
        loan: loan.id.clone(),
        on: context.as_of(),
        file,
    });
    folder.save(&case, &lock)?;
    draft.remove()?;
    Ok(Written {
        path,
        text,
        missing,
    })
}

/// `2026-11-21_协商还款申请_云帆消费金融_尾号0020`; the version is added where the file is written.
fn stem(context: &Context, letter: &Letter, loan: &Loan) -> String {
    let name = context.texts.t(&format!("letter.file.{}", letter.id));
    let lender = loan.about.lender.clone().unwrap_or_else(|| loan.id.clone());
    let mut stem = format!("{}_{name}_{}", context.as_of(), file_part(&lender));
    if let Some(number) = &loan.about.contract_number {
        let tail: Vec<char> = number.chars().rev().take(4).collect();
        let tail: String = tail.into_iter().rev().collect();
        stem.push_str(
            &context
                .texts
                .say("letter.file-tail", [("tail", file_part(&tail))]),
        );
    }
    stem
}

/// A part of a file name that every system takes.
fn file_part(text: &str) -> String {
    let bad = |c: char| c.is_control() || c.is_whitespace() || "\\/:*?\"<>|.".contains(c);
    let kept: String = text.chars().filter(|c| !bad(*c)).take(20).collect();
    if kept.is_empty() { "_".into() } else { kept }
}

/// What the letter does to limitation, by the dates given.
fn effect_words(answers: &Answers, years: u32, as_of: NaiveDate) -> Say {
    let day = |id: &str| answers.given(id).and_then(|d| d.parse::<NaiveDate>().ok());
    let key = "letter.effect.restarts-limitation";
    match limitation(
        day("limitation.last_due_on"),
        day("limitation.last_demand_on"),
        years,
        as_of,
    ) {
        Limitation::Running { until } => {
            Say::with(format!("{key}.running"), [("until", long_date(until))])
        }
        Limitation::MayHaveRun { ended } => {
            Say::with(format!("{key}.may-have-run"), [("ended", long_date(ended))])
        }
        Limitation::Unknown => Say::key(format!("{key}.unknown")),
    }
}

/// What can be offered on this loan, said before it is asked.
fn room_words(room: &Option<Money>) -> Say {
    match room {
        None => Say::key("letter.room-unknown"),
        Some(room) if room.is_zero() => Say::key("letter.room-none"),
        Some(room) => Say::with("letter.room", [("room", room.grouped())]),
    }
}

/// What the case knows already: nothing is typed twice.
fn known_answers(case: &Case, loan: &Loan, letter: &Letter) -> Answers {
    let mut answers = Answers::new();
    let mut given = |id: &str, text: Option<String>| {
        if let Some(text) = text {
            answers.set(id, Value::Given(text), None);
        }
    };
    given("borrower.name", case.borrower.name.clone());
    given("borrower.phone", case.borrower.phone.clone());
    if letter.id == "C2" {
        let last = loan.terms.as_ref().and_then(|terms| {
            let rows = Plan::new(terms, Plan::principal_of(terms, terms.contract_amount)).rows();
            let last = rows.last().map(|row| row.due);
            // A notice calling in the rest makes everything due that day.
            terms.accelerated_on.or(last).map(|day| day.to_string())
        });
        given("limitation.last_due_on", last);
        given(
            "limitation.last_demand_on",
            loan.last_demand_on.map(|d| d.to_string()),
        );
    }
    answers
}

fn remember_borrower(borrower: &mut Borrower, answers: &Answers) {
    // An empty answer never takes a stored fact away.
    if let Some(name) = answers.given("borrower.name") {
        borrower.name = Some(name.to_owned());
    }
    if let Some(phone) = answers.given("borrower.phone") {
        borrower.phone = Some(phone.to_owned());
    }
}

/// A request is refused where it would promise what the household can't keep, or say nothing of
/// one's own.
fn gate(context: &Context, case: &Case, loan: &Loan, answers: &Answers) -> Result<(), Failure> {
    let words = answers.given("reason.words").unwrap_or_default();
    let sentences = words
        .split(['。', '！', '？', '；', '.', '!', '?', ';'])
        .filter(|s| !s.trim().is_empty());
    if sentences.count() < 2 {
        return Err(Failure::new("letter-own-words", Kind::Usage, Args::new()));
    }
    if answers.given("request.kind") == Some("instalments") {
        let room = super::plan::room_for(context, case, &loan.id)?;
        let monthly = answers
            .given("request.monthly")
            .and_then(|m| Money::parse(m).ok());
        if let Some(monthly) = monthly.filter(|m| *m > room) {
            let args = args([("monthly", monthly.grouped()), ("capacity", room.grouped())]);
            return Err(Failure::new("letter-above-capacity", Kind::Case, args));
        }
    }
    Ok(())
}

fn frame(context: &Context) -> Frame {
    let texts = &context.texts;
    let labels = texts
        .keys()
        .filter_map(|key| key.strip_prefix("letter.label."))
        .map(|name| (name.to_owned(), texts.t(&format!("letter.label.{name}"))))
        .collect();
    Frame {
        gap: texts.get("letter.gap").unwrap_or_default().to_owned(),
        labels,
        attachments: texts.t("letter.attachments"),
        civility: vec![texts.t("letter.civility-1"), texts.t("letter.civility-2")],
        date: long_date(context.as_of()),
        numerals: texts
            .t("letter.numerals")
            .chars()
            .map(String::from)
            .collect(),
    }
}

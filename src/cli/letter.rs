//! `menshen letter`: C1 and C2 from the facts of the case.

mod destination;
mod files;
mod gate;
mod written;

pub use written::Written;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::due::{self, Weighing};
use super::facts::{self, Personal};
use crate::content::{load_flow, load_legal_book, load_letter};
use crate::domain::case::{Case, LetterRecord, SetAside};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Effect, Letter};
use crate::domain::loan::Loan;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::{Answers, Say};
use crate::render::case::state_words;
use crate::render::letter::plain_text;
use crate::storage::CaseFolder;
use clap::ArgMatches;
use destination::Destination;
use files::{Format, Forms};
use written::{file_name, missing, written_screen};

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
            let names = LETTERS
                .map(|l| context.texts.t(&format!("letter.name.{l}")))
                .to_vec();
            if !context.can_ask() {
                return Err(
                    Failure::new("letter-needed", Kind::AnswerNeeded, Args::new())
                        .with_details(names)
                        .with_needed(vec!["letter".into()]),
                );
            }
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
    let (destination, formats) = Destination::chosen(context, matches)?;
    let written = write(
        context,
        &folder,
        &letter,
        &loan,
        &statement,
        &formats,
        &destination,
    )?;

    let mut screen = written_screen(context, &letter, &written);
    let case = folder.load()?;
    let statements: Vec<Statement> = super::confirm::loans(context, &case)?
        .iter()
        .map(|l| reconcile(l, &book, &Options::default()))
        .collect();
    screen.append(super::tonight::next_step(context, &case, &statements)?);
    context.rests_on(RestsOn::Letter, context.as_of())?;
    let json = written.json(&letter.id, &loan.id);
    if destination == Destination::Case {
        context.emit(&screen, &json)
    } else {
        // The file of `-o` is the letter: what came of it is told on standard output.
        context.tell(&screen, &json)
    }
}

fn interrupted() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}

fn chosen_loan(context: &Context, case: &Case, wanted: Option<&str>) -> Result<Loan, Failure> {
    let loans = super::confirm::loans(context, case)?;
    let known: Vec<String> = loans.iter().map(|l| l.id.clone()).collect();
    let no_loan = |loan: &str| {
        let aside: Vec<&str> = case.loan_states.keys().map(String::as_str).collect();
        let args = args([
            ("loan", loan.to_owned()),
            ("known", known.join("、")),
            ("aside", aside.join("、")),
        ]);
        Failure::new("letter-no-loan", Kind::Case, args)
    };
    if let Some(wanted) = wanted {
        if let Some(state) = case.loan_states.get(wanted) {
            let settled = if state.state == SetAside::Settled {
                "1"
            } else {
                ""
            };
            let args = args([
                ("loan", wanted.to_owned()),
                ("state", state_words(&context.texts, state)),
                ("settled", settled.to_owned()),
                ("known", known.join("、")),
            ]);
            return Err(Failure::new("letter-loan-set-aside", Kind::Case, args));
        }
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
    let statement = reconcile(&loan, &book, &Options::default());
    write(
        context,
        &folder,
        &letter,
        &loan,
        &statement,
        &Format::USUAL,
        &Destination::Case,
    )
}

/// Asks what the letter needs, refuses what it must, writes the files and records them.
fn write(
    context: &Context,
    folder: &CaseFolder,
    letter: &Letter,
    loan: &Loan,
    statement: &Statement,
    formats: &[Format],
    destination: &Destination,
) -> Result<Written, Failure> {
    let stem = files::stem(context, letter, loan);
    destination.free(context, &stem, formats)?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let flow = load_flow(
        &context.library,
        &format!("letter-{}", letter.id.to_ascii_lowercase()),
    )?;
    // A draft belongs to one letter to one lender.
    let draft = folder.draft(&format!("{}-{}", flow.id, files::file_part(&loan.id)));
    let weighing = Weighing::new(context)?;
    let period = due::known_of(context, &case, loan, &due::views(context)?).known;
    let known = gate::known_answers(&case, loan, letter);
    let room = super::plan::room_for(context, &case, &loan.id).ok();
    let aside = |id: &str, answers: &Answers| -> Vec<Say> {
        match id {
            "limitation.understood" => {
                vec![gate::effect_words(answers, &period, &weighing)]
            }
            "request.kind" | "request.monthly" => vec![gate::room_words(&room)],
            _ => Vec::new(),
        }
    };
    let answers = ask::answers(context, &flow, &known, &draft, &aside, &lock)?;
    if letter.effects.contains(&Effect::RestartsLimitation) {
        if let Say::Key(key, values) = gate::effect_words(&answers, &period, &weighing) {
            let names = ["until", "ended", "acted", "since"];
            let said: Args = values
                .into_iter()
                .filter_map(|(given, day)| Some((*names.iter().find(|n| **n == given)?, day)))
                .collect();
            context.note(&key, said);
        }
        if answers.given("limitation.understood") != Some("write") {
            // A reason written before is the person's own words: kept aside, never thrown away.
            let mut said = Args::new();
            if draft
                .load()?
                .is_some_and(|kept| kept.contains("\"reason.words\""))
            {
                draft.set_aside(&context.clock.stamp())?;
                said.insert("aside", "1".to_owned());
            } else {
                draft.remove()?;
            }
            return Err(Failure::new("letter-not-wanted", Kind::Case, said));
        }
        gate::gate(context, &case, loan, &answers)?;
        gate::days_ahead(context, &answers)?;
    }
    let personal = gate::personal(&answers)?;
    gate::remember_borrower(&mut case.borrower, &answers, &personal);
    let of_letter =
        |personal: &Personal| facts::of_letter(context, &case, loan, statement, &answers, personal);
    let facts = of_letter(&personal)?;
    let masked = of_letter(&personal.masked())?;
    let mut forms = Forms::new(letter, &facts, &masked, &files::frame(context))?;
    forms.mark(context.before_sending()?);
    let files = forms.files(context, formats)?;
    let paths = folder.write_letter(&stem, &files)?;
    case.letters.push(LetterRecord {
        letter: letter.id.clone(),
        loan: loan.id.clone(),
        on: context.as_of(),
        file: paths
            .first()
            .map(|path| file_name(path))
            .unwrap_or_default(),
    });
    folder.save(&case, &lock)?;
    draft.remove()?;
    let copies = destination.write(&stem, &files)?;
    Ok(Written {
        files: formats.iter().copied().zip(paths).collect(),
        copies,
        text: plain_text(&forms.document),
        online: forms.online,
        missing: missing(context, letter.missing(&facts)),
        disclosure: personal.disclosure,
        shows_numbers: ["phone", "id_number"]
            .iter()
            .any(|name| facts.values.contains_key(*name)),
        shows_id: personal.id_number.is_some(),
    })
}

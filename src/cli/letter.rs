//! `menshen letter`: C1 and C2 from the facts of the case.

mod files;
mod gate;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::due::{self, Weighing};
use super::facts::{self, Disclosure, Personal};
use crate::content::{load_flow, load_legal_book, load_letter};
use crate::domain::case::{Case, LetterRecord};
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Effect, Letter};
use crate::domain::loan::Loan;
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::{Answers, Say};
use crate::render::letter::plain_text;
use crate::render::screen::Screen;
use crate::storage::CaseFolder;
use clap::ArgMatches;
use files::{Format, Forms};
use serde_json::json;
use std::path::{Path, PathBuf};

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
    let formats = chosen_formats(matches);
    let written = write(context, &folder, &letter, &loan, &statement, &formats)?;

    let mut screen = written_screen(context, &letter, &written);
    let case = folder.load()?;
    let statements: Vec<Statement> = super::confirm::loans(context, &case)?
        .iter()
        .map(|l| reconcile(l, &book, &Options::default()))
        .collect();
    screen.append(super::tonight::screen(context, &case, &statements)?);
    context.rests_on(RestsOn::Letter, context.as_of())?;
    context.emit(&screen, &written.json(&letter.id, &loan.id))
}

/// The forms asked for, each once, in the order asked; the usual ones where none is.
fn chosen_formats(matches: &ArgMatches) -> Vec<Format> {
    let mut out: Vec<Format> = Vec::new();
    for name in matches.get_many::<String>("format").into_iter().flatten() {
        if let Some(format) = Format::named(name).filter(|f| !out.contains(f)) {
            out.push(format);
        }
    }
    if out.is_empty() {
        out.extend(Format::USUAL);
    }
    out
}

/// What was written and where, what is still missing, and the letter itself.
fn written_screen(context: &Context, letter: &Letter, written: &Written) -> Screen {
    let texts = &context.texts;
    let mut screen = Screen::new();
    if letter.effects.is_empty() {
        screen.text(texts.t("letter.c1-safe"));
    }
    let folder = written.files.first().and_then(|(_, path)| path.parent());
    if let Some(folder) = folder {
        screen.text(texts.say("letter.written", [("folder", folder.display())]));
    }
    for (_, path) in &written.files {
        screen.item("-", file_name(path));
    }
    let online = written.has(Format::Online);
    let whole = written.files.iter().any(|(f, _)| *f != Format::Online);
    if whole && written.shows_numbers && written.disclosure == Disclosure::Full {
        let id = if written.shows_id { "1" } else { "" };
        screen.text(texts.say("letter.copy-said.official", [("id", id)]));
    } else if whole && written.shows_numbers {
        screen.text(texts.t("letter.copy-said.masked"));
    }
    if online {
        screen.text(match written.online.as_slice() {
            [one] => {
                let characters = one.chars().count();
                texts.say("letter.written-online", [("characters", characters)])
            }
            parts => texts.say("letter.written-parts", [("count", parts.len())]),
        });
    }
    if !written.missing.is_empty() {
        screen.text(texts.t("letter.missing"));
        for gap in &written.missing {
            let args = [("label", &gap.label), ("where", &gap.found_at)];
            screen.item("-", texts.say("letter.missing-item", args));
        }
    }
    screen.text(texts.t("letter.review-yourself"));
    screen.gap();
    let shown = if whole {
        written.text.clone()
    } else {
        written.online.join("\n\n")
    };
    for line in shown.lines() {
        screen.text(line);
    }
    screen
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
    let statement = reconcile(&loan, &book, &Options::default());
    write(context, &folder, &letter, &loan, &statement, &Format::USUAL)
}

/// What was written.
pub struct Written {
    /// Each form with its file.
    pub files: Vec<(Format, PathBuf)>,
    /// The letter as plain text.
    pub text: String,
    /// The short version, in parts if it is too long for one.
    pub online: Vec<String>,
    /// Facts still to be filled in.
    pub missing: Vec<Missing>,
    /// Does it show the personal numbers whole?
    pub disclosure: Disclosure,
    /// Does it show a personal number at all?
    pub shows_numbers: bool,
    /// Does it show an identity number?
    pub shows_id: bool,
}

/// A fact still to be filled in.
pub struct Missing {
    /// Its name in the book.
    pub id: String,
    /// Its name on the letter.
    pub label: String,
    /// Where it is to be had.
    pub found_at: String,
}

impl Written {
    fn has(&self, format: Format) -> bool {
        self.files.iter().any(|(written, _)| *written == format)
    }

    fn json(&self, letter: &str, loan: &str) -> serde_json::Value {
        let files: Vec<serde_json::Value> = self
            .files
            .iter()
            .map(|(format, path)| json!({"format": format.name(), "path": path.display().to_string()}))
            .collect();
        let gaps: Vec<serde_json::Value> = self
            .missing
            .iter()
            .map(|gap| json!({"id": gap.id, "label": gap.label, "where": gap.found_at}))
            .collect();
        let labels: Vec<&str> = self.missing.iter().map(|gap| gap.label.as_str()).collect();
        json!({
            "ok": true,
            "letter": letter,
            "loan": loan,
            "path": self.files.first().map(|(_, path)| path.display().to_string()),
            "files": files,
            "copy": match self.disclosure {
                Disclosure::Full => "official",
                Disclosure::Masked => "masked",
            },
            "missing": labels,
            "gaps": gaps,
            "text": self.text,
            "online": self.online,
        })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn missing(context: &Context, names: Vec<String>) -> Vec<Missing> {
    names
        .into_iter()
        .map(|id| Missing {
            label: context.texts.t(&format!("letter.label.{id}")),
            found_at: context.texts.t(&format!("letter.where.{id}")),
            id,
        })
        .collect()
}

/// Asks what the letter needs, refuses what it must, writes the files and records them.
fn write(
    context: &Context,
    folder: &CaseFolder,
    letter: &Letter,
    loan: &Loan,
    statement: &Statement,
    formats: &[Format],
) -> Result<Written, Failure> {
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
            draft.remove()?;
            return Err(Failure::new("letter-not-wanted", Kind::Case, Args::new()));
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
    let paths = folder.write_letter(
        &files::stem(context, letter, loan),
        &forms.files(context, formats)?,
    )?;
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
    Ok(Written {
        files: formats.iter().copied().zip(paths).collect(),
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

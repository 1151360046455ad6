//! `menshen letter`: a letter from the facts of the case.

mod call;
mod destination;
mod enclosed;
mod entry_tables;
mod files;
mod gate;
mod gloss;
mod known;
mod objections;
mod own_facts;
mod refusals;
mod sent;
mod short;
mod situation;
mod subject;
mod told;
mod tone;
mod written;

pub use enclosed::{Answered, Enclosed, Order, answered, in_bundle, loan_for};
pub use entry_tables::{incidents, moment};
pub use files::file_part;
pub use tone::for_file;
pub use written::Written;

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::due::{self, Weighing};
use super::facts::{self, Personal};
use crate::content::{load_flow, load_legal_book, load_letter};
use crate::domain::case::LetterRecord;
use crate::domain::coded::{Args, Kind, args};
use crate::domain::letter::{Effect, Facts, Letter};
use crate::domain::limitation::Known;
use crate::interview::{Answers, Say};
use crate::render::letter::plain_text;
use crate::storage::CaseFolder;
use crate::storage::vault::VaultError;
use clap::ArgMatches;
use destination::Destination;
use files::{Format, Forms};
use gloss::Glossing;
use objections::Holding;
use subject::Subject;
use told::Telling;
use written::{Gloss, OwnWords, file_name, missing, written_screen};

/// Runs the command.
///
/// # Errors
/// No such letter or loan, a fact that must be asked, a gate that refuses, or the disk.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("tone", m)) => return tone::run(context, m),
        Some(("sent", m)) => return sent::sent(context, m),
        Some(("replied", m)) => return sent::replied(context, m),
        Some(("call", m)) => return call::run(context, m),
        _ => {}
    }
    let folder = context.open_case()?;
    let case = folder.load()?;
    let wanted = matches.get_one::<String>("letter");
    if wanted.is_some_and(|word| word == situation::LIST) {
        return situation::list(context, &case);
    }
    let id = match wanted {
        Some(id) => id.to_ascii_uppercase(),
        None => situation::asked(context, &case)?,
    };
    let known = situation::letters(context);
    if !known.contains(&id) {
        let args = args([("id", id), ("known", context.texts.listed(&known))]);
        return Err(Failure::new("letter-unknown", Kind::Usage, args));
    }
    let letter = load_letter(&context.library, &id)?;
    let (destination, formats) = Destination::chosen(context, matches)?;
    if folder.is_sealed() && destination == Destination::Case {
        return Err(VaultError::OutputNeeded.into());
    }
    short::offered(context, &letter, &formats)?;
    let glossing = Glossing::asked(context, matches, &letter, &formats)?;
    // What the log lacks is said before anybody has to think which loan it is.
    Telling::new(context, &letter, &due::views(context)?, None).ready(&letter)?;
    let wanted = matches.get_one::<String>("loan").map(String::as_str);
    let loan = subject::chosen(context, &case, &letter, wanted)?;
    let book = load_legal_book(&context.library)?;
    let subject = Subject::new(loan, &book);
    let request = Request {
        formats: &formats,
        destination: &destination,
        glossing: glossing.as_ref(),
    };
    let written = write(context, &folder, &letter, &subject, &request)?;

    let mut screen = written_screen(context, &letter, &written);
    let case = folder.load()?;
    screen.append(super::tonight::next_step_of(context, &case)?);
    context.rests_on(RestsOn::Letter, context.as_of())?;
    let json = written.json(&letter.id, subject.id());
    if destination == Destination::Case {
        context.emit(&screen, &json)
    } else {
        // The file of `-o` is the letter: what came of it is told on standard output.
        context.tell(&screen, &json)
    }
}

/// The question whether to write a letter at all, knowing what it does to limitation.
const DECISION: &str = "limitation.understood";

pub(super) fn interrupted() -> Failure {
    Failure::new("interrupted", Kind::Interrupted, Args::new())
}

/// Writes one letter to one lender from the answers file.
///
/// # Errors
/// As [`run`].
pub fn write_to(context: &Context, letter: &str, loan: &str) -> Result<Written, Failure> {
    let folder = context.open_case()?;
    let letter = load_letter(&context.library, letter)?;
    let loan = subject::chosen(context, &folder.load()?, &letter, Some(loan))?;
    let book = load_legal_book(&context.library)?;
    write(
        context,
        &folder,
        &letter,
        &Subject::new(loan, &book),
        &Request {
            formats: &Format::USUAL,
            destination: &Destination::Case,
            glossing: None,
        },
    )
}

/// What is to be written, and where.
struct Request<'a> {
    formats: &'a [Format],
    destination: &'a Destination,
    /// Where an English gloss was asked for.
    glossing: Option<&'a Glossing>,
}

/// Asks what the letter needs, refuses what it must, writes the files and records them.
fn write(
    context: &Context,
    folder: &CaseFolder,
    letter: &Letter,
    subject: &Subject,
    request: &Request<'_>,
) -> Result<Written, Failure> {
    let Request {
        formats,
        destination,
        glossing,
    } = *request;
    let stem = files::stem(context, letter, subject.loan());
    let endings = formats.iter().map(|format| format.file_ending(context));
    let endings: Vec<String> = endings
        .chain(glossing.map(|g| g.file_ending(context)))
        .collect();
    destination.free(&stem, &endings)?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let flow = load_flow(
        &context.library,
        &format!("letter-{}", letter.id.to_ascii_lowercase()),
    )?;
    let mut flow = tone::with_question(context, flow);
    // A draft belongs to one letter to one lender.
    let draft = folder.draft(&format!("{}-{}", flow.id, file_part(subject.id())));
    let weighing = Weighing::new(context)?;
    let views = due::views(context)?;
    let period = match subject.loan() {
        Some(loan) => due::known_of(context, &case, loan, &views).known,
        None => Known::default(),
    };
    let told = Telling::new(context, letter, &views, subject.loan());
    told.ready(letter)?;
    let room = super::plan::room_for(context, &case, subject.id());
    let mut known = known::answers(&case, subject.loan(), letter, &told);
    known::planned(&mut known, context, &case, subject.id(), &room);
    known::sent_before(&mut known, context, &case, subject.id());
    let at_terminal = context.manner.interactive && context.answers.is_none();
    let asked_once = if at_terminal {
        known::left_out(&mut flow, &known, &told)
    } else {
        Vec::new()
    };
    let restarts = letter.effects.contains(&Effect::RestartsLimitation);
    let decides = flow.question(DECISION).is_some();
    let first = flow.entries.first().map(|e| e.question.id.clone());
    let aside = |id: &str, answers: &Answers| -> Vec<Say> {
        let mut said = match id {
            DECISION => vec![gate::effect_words(
                &context.texts,
                answers,
                &period,
                &weighing,
            )],
            "request.kind" | "request.monthly" => vec![gate::room_words(&room)],
            refusals::AFTER_COURT_DAY => refusals::court_day_words(context, answers),
            own_facts::ENTRIES => told.offered(context),
            own_facts::OWN_WORDS => refusals::no_objection_words(letter, answers),
            _ => Vec::new(),
        };
        if Some(id) == first.as_deref() {
            let mut before = gate::effects_said(context, letter);
            if restarts && !decides {
                before.push(gate::effect_words(
                    &context.texts,
                    answers,
                    &period,
                    &weighing,
                ));
            }
            before.extend(gate::kept_words(&context.texts, &known, &asked_once));
            said.splice(0..0, before);
        }
        said
    };
    let holding = Holding {
        context,
        letter,
        told: &told,
        room: &room,
    };
    let check = |answers: &Answers| holding.objections(answers);
    let mut answers = ask::checked_answers(context, &flow, &known, &draft, &aside, &check, &lock)?;
    for id in asked_once {
        if let Some(value) = known.get(id) {
            answers.set(id, value.clone(), None);
        }
    }
    if context.answers.is_some() && letter.id != "C1" {
        for key in gate::effect_keys(context, letter) {
            context.note(&key, Args::new());
        }
    }
    if restarts {
        // A person was told before deciding: it is said again only where the days were changed.
        let said = gate::effect_words(&context.texts, &answers, &period, &weighing);
        let told_before = context.answers.is_none()
            && said == gate::effect_words(&context.texts, &known, &period, &weighing);
        if let (false, Say::Key(key, values)) = (told_before, said) {
            let names = ["until", "ended", "acted", "since"];
            let said: Args = values
                .into_iter()
                .filter_map(|(given, day)| Some((*names.iter().find(|n| **n == given)?, day)))
                .collect();
            context.note(&key, said);
        }
        if decides && answers.given(DECISION) != Some("write") {
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
    }
    // What the words may turn into is judged once they are final.
    let (answers, tone) = tone::reviewed(context, &flow, answers)?;
    if let Some(refusal) = holding.refusals(&answers).into_iter().next() {
        return Err(refusal.failure);
    }
    let told = told.chosen(&answers)?;
    let court_day = refusals::refuse(context, letter, &answers)?;
    let personal = gate::personal(&answers)?;
    gate::remember_borrower(&mut case.borrower, &answers, &personal);
    let of_letter = |context: &Context, personal: &Personal| -> Result<Facts, Failure> {
        let about = subject.known();
        let mut facts = facts::of_letter(context, &case, about, &answers, personal)?;
        own_facts::add(&mut facts, context, &flow, &answers, personal);
        told.add(&mut facts, context, &answers, personal)?;
        facts.value("court_day", court_day.map(|day| context.paper.day(day)));
        subject.add(&mut facts, context, &case);
        short::add(&mut facts, &answers);
        facts::cite(&mut facts, context, letter)?;
        Ok(facts)
    };
    let facts = of_letter(context, &personal)?;
    gate::cites_few(letter, &facts)?;
    let masked = of_letter(context, &personal.masked())?;
    let frame = files::frame(context);
    let mut forms = Forms::new(letter, &facts, &masked, &frame)?;
    let fixed = forms.fixed_percent;
    forms.mark(context.before_sending()?);
    let mut files = forms.files(context, formats)?;
    let gloss = match glossing {
        None => None,
        // The same facts, said in English.
        Some(g) => Some(g.text(&of_letter(g.context(), &personal)?)?),
    };
    if let (Some(g), Some(text)) = (glossing, &gloss) {
        files.push((g.file_ending(context), text.clone().into_bytes()));
    }
    // Nothing open is put into a sealed case: the letter stands where the person said, and there alone.
    let sealed = folder.is_sealed();
    let paths = match sealed {
        true => destination.write(&stem, &files)?,
        false => folder.write_letter(&stem, &files)?,
    };
    case.letters.push(LetterRecord {
        letter: letter.id.clone(),
        loan: subject.id().to_owned(),
        on: context.as_of(),
        file: paths
            .first()
            .map(|path| file_name(path))
            .unwrap_or_default(),
    });
    folder.save(&case, &lock)?;
    draft.remove()?;
    let copies = match sealed {
        true => Vec::new(),
        false => destination.write(&stem, &files)?,
    };
    if sealed {
        context.say_not_sealed();
    }
    // The gloss was written last.
    let gloss = gloss.zip(paths.last()).map(|(text, path)| Gloss {
        path: path.clone(),
        text,
    });
    Ok(Written {
        files: formats.iter().copied().zip(paths).collect(),
        copies,
        gloss,
        text: plain_text(&forms.document),
        online: forms.online,
        short: forms.short,
        tone,
        missing: missing(context, letter.missing(&facts)),
        disclosure: personal.disclosure,
        shows_numbers: ["phone", "id_number"]
            .iter()
            .any(|name| letter.shows(&facts, name)),
        shows_id: personal.id_number.is_some(),
        fixed_percent: fixed,
        own_words: OwnWords::of(letter, &flow, &answers),
        doubts: told.doubts(context),
    })
}

//! Letters put together for a bundle: asked with the bundle's own questions, filled from the entries it
//! names, and stored nowhere.

use super::files::{self, Format, Forms};
use super::objections::Holding;
use super::own_facts::{self, ENTRIES, OWN_WORDS};
use super::subject::{self, Subject};
use super::told::Telling;
use super::written::missing;
use super::{gate, known, refusals, short, tone};
use crate::cli::Failure;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::facts::{self, Disclosure, Personal};
use crate::content::{load_flow, load_letter};
use crate::domain::case::Case;
use crate::domain::letter::catalogue::Told;
use crate::domain::letter::{Facts, Letter};
use crate::domain::loan::Loan;
use crate::interview::questionnaire::Questionnaire;
use crate::interview::{Answers, Say, Value};
use crate::storage::CaseFolder;
use chrono::NaiveDate;

/// The letter that lists the evidence.
pub const CATALOGUE: &str = "C13";

/// The words of the question which entries leave: an empty line names none.
const NAMED: &str = "report-named.entries";

/// What a bundle wants of a letter.
pub struct Order<'a> {
    /// `C5`, `C6`, `C9`.
    pub letter: &'a str,
    /// The entries that were named, as the question takes them.
    pub entries: Option<String>,
    /// The bundle's own questions, asked first.
    pub first: Questionnaire,
    /// Answers that follow from the bundle: the letter's questions for them aren't asked.
    pub settled: Vec<(&'static str, String)>,
    /// Answers the case and the log suggest.
    pub suggested: Vec<(&'static str, String)>,
    /// The borrower's own numbers, whole or not.
    pub own_numbers: Disclosure,
    /// Numbers in what is told, whole or not.
    pub told_numbers: Disclosure,
}

/// A letter whose questions are answered.
pub struct Answered {
    /// The letter.
    pub letter: Letter,
    /// What it is about.
    subject: Subject,
    /// The answers, those of the bundle's own questions among them.
    pub answers: Answers,
    flow: Questionnaire,
    own: Personal,
    told: Personal,
    telling: Telling,
}

/// What one letter of a bundle is put together from.
struct Draft<'a> {
    letter: &'a Letter,
    flow: &'a Questionnaire,
    answers: &'a Answers,
    telling: &'a Telling,
    court_day: Option<NaiveDate>,
}

/// A letter as files.
pub struct Enclosed {
    /// Its title.
    pub title: String,
    /// Endings and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Names of facts still to be filled in.
    pub missing: Vec<String>,
}

/// The loan a letter of this id would be about; refuses what its entries lack before anybody is
/// asked anything.
///
/// # Errors
/// There is no such loan, several and none named, or the log lacks what the letter needs.
pub fn loan_for(
    context: &Context,
    case: &Case,
    letter: &str,
    wanted: Option<&str>,
) -> Result<Option<Loan>, Failure> {
    let letter = load_letter(&context.library, letter)?;
    Telling::new(context, &letter, &due::views(context)?, None).ready(&letter)?;
    subject::chosen(context, case, &letter, wanted)
}

/// Asks what the bundle and its letter need.
///
/// # Errors
/// The letter's own refusals, nobody can be asked, or the person left; the draft is kept.
pub fn answered(
    context: &Context,
    folder: &CaseFolder,
    loan: Option<Loan>,
    order: Order<'_>,
) -> Result<Answered, Failure> {
    let letter = load_letter(&context.library, order.letter)?;
    let views = due::views(context)?;
    let told = Telling::new(context, &letter, &views, loan.as_ref());
    told.ready(&letter)?;
    let subject = Subject::new(loan, context.legal_book()?);
    let name = format!("letter-{}", letter.id.to_ascii_lowercase());
    let flow = tone::with_question(context, load_flow(&context.library, &name)?);
    let lock = folder.lock()?;
    let case = folder.load()?;
    let offered = offered(context, &letter, &told, subject.loan())?;
    let mut known = known::answers(&case, subject.loan(), &letter, &told);
    known::sent_before(&mut known, context, &case, subject.id());
    let given = |text: &String| Value::Given(text.clone());
    // Whom they said they work for is taken from the entries that were named, and from no other.
    known.remove("fact.agency");
    if let Some(numbers) = &order.entries {
        let mut named = Answers::new();
        named.set(ENTRIES, given(numbers), None);
        let named = offered.chosen(&named)?;
        if let Some(agency) = named.only_employer() {
            known.set("fact.agency", given(&agency), None);
        }
    }
    for (id, text) in &order.suggested {
        known.set(id, given(text), None);
    }
    let mut settled = order.settled.clone();
    settled.push(("copy", copy_of(order.own_numbers).to_owned()));
    settled.extend(order.entries.clone().map(|numbers| (ENTRIES, numbers)));
    let mut asked = order.first.clone();
    asked.entries.extend(flow.entries.iter().cloned());
    settle(&mut asked, &settled);
    for entry in &mut asked.entries {
        // Nothing leaves that wasn't named.
        let names = entry.question.id == ENTRIES && !told.is_empty();
        if names {
            entry.question.required = true;
            entry.question.text = NAMED.to_owned();
        }
    }
    let room = crate::cli::plan::room_for(context, &case, subject.id());
    let holding = Holding {
        context,
        letter: &letter,
        told: &offered,
        room: &room,
    };
    let draft = folder.loan_draft(&asked.id, subject.id());
    let aside = |id: &str, answers: &Answers| -> Vec<Say> {
        match id {
            ENTRIES => offered.offered(context),
            refusals::AFTER_COURT_DAY => refusals::court_day_words(context, answers),
            OWN_WORDS => refusals::no_objection_words(&letter, answers),
            _ => Vec::new(),
        }
    };
    let check = |answers: &Answers| holding.objections(answers);
    let mut answers = ask::checked_answers(context, &asked, &known, &draft, &aside, &check, &lock)?;
    for (id, text) in &settled {
        answers.set(id, given(text), None);
    }
    let (answers, _) = tone::reviewed(context, &flow, answers)?;
    if let Some(refusal) = holding.refusals(&answers).into_iter().next() {
        return Err(refusal.failure);
    }
    let telling = match told.is_empty() {
        true => told.clone(),
        false => told.chosen(&answers)?,
    };
    let own = gate::personal(&answers)?;
    let told = Personal {
        disclosure: order.told_numbers,
        ..own.clone()
    };
    draft.remove()?;
    Ok(Answered {
        letter,
        subject,
        answers,
        flow,
        own,
        told,
        telling,
    })
}

/// The entries to choose from: those the letter tells, or for one that tells none all there are.
fn offered(
    context: &Context,
    letter: &Letter,
    told: &Telling,
    loan: Option<&Loan>,
) -> Result<Telling, Failure> {
    if !letter.entries.is_empty() {
        return Ok(told.clone());
    }
    let catalogue = load_letter(&context.library, CATALOGUE)?;
    Ok(Telling::new(
        context,
        &catalogue,
        &due::views(context)?,
        loan,
    ))
}

/// The option of the letter's question where it goes.
fn copy_of(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Full => "official",
        Disclosure::Masked => "masked",
    }
}

/// All that a bundle asks: its own questions and those of its letter that don't follow from it. Which
/// channel it is stands on the line.
///
/// # Errors
/// The rule book was rejected.
pub fn in_bundle(
    context: &Context,
    first: Questionnaire,
    letter: &str,
) -> Result<Questionnaire, Failure> {
    let mut flow = first;
    let of_letter = load_flow(&context.library, &format!("letter-{letter}"))?;
    flow.entries.extend(of_letter.entries);
    let follow = ["copy", "fact.complaint_level"];
    flow.entries.retain_mut(|entry| {
        entry.when.retain(|c| !follow.contains(&c.id.as_str()));
        !follow.contains(&entry.question.id.as_str())
    });
    Ok(flow)
}

/// Takes out the questions whose answers follow, and those that depend on another answer to them.
fn settle(flow: &mut Questionnaire, settled: &[(&'static str, String)]) {
    let answer = |id: &str| settled.iter().find(|(s, _)| *s == id).map(|(_, text)| text);
    flow.entries.retain_mut(|entry| {
        let fails = |id: &str, is: &[String]| answer(id).is_some_and(|text| !is.contains(text));
        let out = entry.when.iter().any(|c| fails(&c.id, &c.is));
        entry.when.retain(|c| answer(&c.id).is_none());
        !out && answer(&entry.question.id).is_none()
    });
}

impl Answered {
    /// The loan.
    pub fn loan(&self) -> Option<&Loan> {
        self.subject.loan()
    }

    /// The entries the letter tells; none where it tells none.
    pub fn entries(&self) -> &[Told] {
        self.telling.entries()
    }

    /// The letter itself.
    ///
    /// # Errors
    /// It can't be put together.
    pub fn enclosed(&self, context: &Context, case: &Case) -> Result<Enclosed, Failure> {
        let court_day = refusals::refuse(context, &self.letter, &self.answers)?;
        let draft = Draft {
            letter: &self.letter,
            flow: &self.flow,
            answers: &self.answers,
            telling: &self.telling,
            court_day,
        };
        self.put_together(context, case, &draft)
    }

    /// The catalogue of these entries, with the answers given for the letter.
    ///
    /// # Errors
    /// It can't be put together.
    pub fn catalogue(
        &self,
        context: &Context,
        case: &Case,
        telling: &Telling,
    ) -> Result<Enclosed, Failure> {
        let letter = load_letter(&context.library, CATALOGUE)?;
        let flow = load_flow(&context.library, "letter-c13")?;
        let mut answers = self.answers.clone();
        // They were written for the other letter.
        answers.set(OWN_WORDS, Value::Skipped, None);
        let open = ask::unasked(&flow, &answers);
        let draft = Draft {
            letter: &letter,
            flow: &flow,
            answers: &open,
            telling,
            court_day: None,
        };
        self.put_together(context, case, &draft)
    }

    /// What is shown as evidence: the entries of the letter; for one that tells none, those that were
    /// named.
    ///
    /// # Errors
    /// A number that isn't among them.
    pub fn shown(&self, context: &Context) -> Result<Option<Telling>, Failure> {
        let letter = load_letter(&context.library, CATALOGUE)?;
        let views = due::views(context)?;
        let all = Telling::new(context, &letter, &views, self.loan());
        let of_letter: Vec<String> = self.entries().iter().map(|t| t.seq.to_string()).collect();
        let of_letter = Some(of_letter.join(",")).filter(|numbers| !numbers.is_empty());
        let named = self.answers.given(ENTRIES).map(str::to_owned);
        let Some(numbers) = of_letter.or(named) else {
            return Ok(None);
        };
        let mut answers = Answers::new();
        answers.set(ENTRIES, Value::Given(numbers), None);
        all.chosen(&answers).map(Some)
    }

    fn put_together(
        &self,
        context: &Context,
        case: &Case,
        draft: &Draft<'_>,
    ) -> Result<Enclosed, Failure> {
        let Draft {
            letter,
            flow,
            answers,
            telling,
            ..
        } = *draft;
        // The case itself stays as it is: what was answered here may be meant for here alone.
        let mut case = case.clone();
        gate::remember_borrower(&mut case.borrower, &self.answers, &self.own);
        let of_letter = |own: &Personal, told: &Personal| -> Result<Facts, Failure> {
            let about = self.subject.known();
            let mut facts = facts::of_letter(context, &case, about, answers, own)?;
            own_facts::add(&mut facts, context, flow, answers, told);
            telling.add(&mut facts, context, answers, told)?;
            facts.value(
                "court_day",
                draft.court_day.map(|day| context.paper.day(day)),
            );
            self.subject.add(&mut facts, context, &case);
            short::add(&mut facts, answers);
            facts::cite(&mut facts, context, letter)?;
            Ok(facts)
        };
        let facts = of_letter(&self.own, &self.told)?;
        gate::cites_few(letter, &facts)?;
        let masked = of_letter(&self.own.masked(), &self.told.masked())?;
        let forms = Forms::new(letter, &facts, &masked, &files::frame(context))?;
        let labels = missing(context, letter.missing(&facts));
        Ok(Enclosed {
            title: letter.title.clone(),
            files: forms.files(context, &Format::USUAL)?,
            missing: labels.into_iter().map(|gap| gap.label).collect(),
        })
    }
}

//! `menshen plan offer`: what a lender offers back, typed in, gone through and kept.

mod typed;

use super::super::Failure;
use super::super::ask;
use super::super::citing::Sources;
use super::super::context::{Context, RestsOn};
use super::super::due;
use super::super::letter::file_part;
use super::reckoning::months;
use super::room_for;
use crate::content::{load_flow, load_notices};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::loan::Loan;
use crate::domain::notice::{Appraisal, appraisal, payee_signs};
use crate::domain::plan::counter_offer::{
    CounterOffer, Form, Judgement, Reckoned, Weight, judgement,
};
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::Answers;
use crate::render::due::period_words;
use crate::render::plan::{OfferPage, offer_screen};
use clap::ArgMatches;
use serde_json::json;
use typed::{counter_offer, known_answers, of_word, word};

/// What agreeing does to limitation rests on.
const LIMITATION: [&str; 2] = ["CC-195", "LIM-14"];

/// Asks or reads the offer, says what it adds up to and keeps it in the case; with `--show` only
/// says what the one kept adds up to today.
///
/// # Errors
/// Answers are missing or wrong, no loan is meant, or the case can't be read or written.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "offer")?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let loan = loan_meant(context, &case, matches)?;
    let kept = case.counter_offers.iter().find(|o| o.loan == loan.id);
    if matches.get_flag("show") {
        let none = args([("loan", loan.id.clone())]);
        let kept = kept.ok_or_else(|| Failure::new("plan-offer-none", Kind::Case, none))?;
        return tell(context, &case, &loan, kept, None);
    }
    // A draft belongs to the offer of one lender.
    let draft = folder.draft(&format!("{}-{}", flow.id, file_part(&loan.id)));
    let known = kept.map(known_answers).unwrap_or_default();
    let answers = ask::answers(context, &flow, &known, &draft, &|_, _| Vec::new(), &lock)?;

    let paid_to = payee(context, &answers, &loan)?;
    let offer = counter_offer(context, &loan, &answers, paid_to.as_ref());
    case.put_counter_offer(offer.clone());
    folder.save(&case, &lock)?;
    draft.remove()?;
    tell(context, &case, &loan, &offer, paid_to.as_ref())
}

/// Goes through an offer and shows what came of it. What the answers about the payee meant is known
/// only while they are there.
fn tell(
    context: &Context,
    case: &Case,
    loan: &Loan,
    offer: &CounterOffer,
    paid_to: Option<&Appraisal>,
) -> Result<(), Failure> {
    let statement = reconcile(loan, context.legal_book()?, &Options::default());
    let against = against(context, case, loan, &statement)?;
    let found = judgement(offer, &against);
    let texts = &context.texts;
    let payee: Vec<String> = paid_to
        .iter()
        .flat_map(|p| &p.findings)
        .map(|f| texts.t(&format!("payee.finding.{}", f.id)))
        .collect();
    let periods = due::periods(context, case)?;
    let own = periods.iter().find(|p| p.loan == loan.id);
    let limitation = own.map(|p| period_words(texts, p)).unwrap_or_default();
    let ids: Vec<String> = LIMITATION.iter().map(|id| (*id).to_owned()).collect();
    let cited = Sources::load(context)?.words(texts, &ids, context.as_of());
    let screen = offer_screen(
        texts,
        &OfferPage {
            offer,
            judgement: &found,
            everything: against.everything,
            claimed: against.claimed,
            room: against.room,
            payee: &payee,
            limitation: &limitation,
            cited: &cited,
        },
    );
    context.rests_on(RestsOn::Papers, context.as_of())?;
    context.emit(
        &screen,
        &json!({
            "ok": true, "offer": offer, "verdict": found.verdict, "offering": found.offering,
            "findings": found.findings, "everything": against.everything,
            "claimed": against.claimed, "room": against.room, "payee": paid_to,
        }),
    )
}

/// The offers kept in the case on which no payment is agreed yet: the loan, and how many points are
/// to be cleared up or asked today.
///
/// # Errors
/// The rule book lacks a convention for the day.
pub fn open_points(
    context: &Context,
    case: &Case,
    statements: &[Statement],
) -> Result<Vec<(String, usize)>, Failure> {
    if case.counter_offers.is_empty() {
        return Ok(Vec::new());
    }
    let loans = crate::cli::confirm::loans(context, case)?;
    let mut out = Vec::new();
    let open_still = |o: &&CounterOffer| !case.is_agreed(&o.loan, o.on);
    for offer in case.counter_offers.iter().filter(open_still) {
        let known = loans
            .iter()
            .zip(statements)
            .find(|(l, _)| l.id == offer.loan);
        let Some((loan, statement)) = known else {
            continue;
        };
        let found = judgement(offer, &against(context, case, loan, statement)?);
        out.push((offer.loan.clone(), open(&found)));
    }
    Ok(out)
}

fn open(found: &Judgement) -> usize {
    let open = |w: Weight| matches!(w, Weight::Hold | Weight::Ask);
    found.findings.iter().filter(|f| open(f.weight)).count()
}

/// The loan named, or the only one there is.
fn loan_meant(context: &Context, case: &Case, matches: &ArgMatches) -> Result<Loan, Failure> {
    let loans = crate::cli::confirm::loans(context, case)?;
    let known: Vec<String> = loans.iter().map(|l| l.id.clone()).collect();
    if let Some(id) = matches.get_one::<String>("loan") {
        let args = args([("id", id.clone()), ("known", context.texts.listed(&known))]);
        let missing = Failure::new("loan-not-found", Kind::Case, args);
        return loans.into_iter().find(|l| l.id == *id).ok_or(missing);
    }
    match loans.as_slice() {
        [] => Err(Failure::new("plan-offer-no-loan", Kind::Case, args([]))),
        [only] => Ok(only.clone()),
        _ if context.can_ask() => {
            let prompt = context.texts.t("offer.pick-loan");
            crate::terminal::pick(&prompt, &known, context.manner)
                .and_then(|i| loans.get(i).cloned())
                .ok_or_else(crate::cli::letter::interrupted)
        }
        _ => {
            let args = args([("known", context.texts.listed(&known))]);
            Err(Failure::new("letter-loan-needed", Kind::AnswerNeeded, args))
        }
    }
}

fn against(
    context: &Context,
    case: &Case,
    loan: &Loan,
    statement: &Statement,
) -> Result<Reckoned, Failure> {
    Ok(Reckoned {
        everything: statement.figures.everything_total(),
        claimed: loan.claim.as_ref().map(|c| c.total),
        room: room_for(context, case, &loan.id).ok(),
        months_at_most: months(context, "plan-months-at-most")?,
        days_to_check: i64::from(months(context, "offer-days-to-check")?),
        as_of: context.as_of(),
    })
}

/// What the answers about the payee add up to, by the rules of `check payee`; nothing where nobody
/// said where the money goes.
fn payee(context: &Context, answers: &Answers, loan: &Loan) -> Result<Option<Appraisal>, Failure> {
    if answers.given("offer.payee_said") != Some("true") {
        return Ok(None);
    }
    let (book, _) = load_notices(&context.library)?;
    let about = &loan.about;
    let names = [&about.lender, &about.platform, &about.guarantor];
    let lenders: Vec<String> = names.into_iter().flatten().cloned().collect();
    let written = of_word(answers, "offer.form", &Form::ALL).is_some_and(Form::is_written);
    let given = answers
        .iter()
        .filter(|a| a.id.starts_with("payee."))
        .map(|a| (a.id.as_str(), word(&a.value)))
        .chain([
            ("payee.purpose", "settlement"),
            ("payee.written", if written { "true" } else { "false" }),
        ]);
    let signs = payee_signs(given, answers.given("payee.name"), &lenders);
    Ok(Some(appraisal(&signs, &book.payee_rules)))
}

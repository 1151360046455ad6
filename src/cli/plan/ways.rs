//! `menshen plan ways`: other ways of spending what the household can keep, side by side; one of
//! them picked.

use super::super::Failure;
use super::super::citing::Sources;
use super::super::context::{Context, RestsOn};
use super::super::due;
use super::reckoning::{Reckoning, offers_of};
use crate::cli::loan::{read_value, stored};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::domain::money::Money;
use crate::domain::plan::{
    ChosenWay, Lacks, Particulars, Way, WayPlan, booked, pro_rata_sums, working,
};
use crate::interview::flow::Kind as AnswerKind;
use crate::render::due::period_words;
use crate::render::plan::{LoanBooked, Reckoned, WaysPage, lacks_words, ways_screen};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};

/// What the order of booking rests on.
const BOOKING: &str = "CC-561";
/// What a promise or a part payment does to limitation rests on.
const LIMITATION: [&str; 2] = ["CC-195", "LIM-14"];

/// Shows the ways; with `--way` the one named becomes the case's offers.
///
/// # Errors
/// No month was asked yet, something on the line can't be used, the way named can't be reckoned, or
/// the case can't be read or written.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let reckoning = Reckoning::of_case(context, &case)?;
    let said = particulars(context, matches, &case)?;
    let particulars = reckoning.completed(&said);
    let ways = all_ways(&reckoning, &particulars);
    if let Some(word) = matches.get_one::<String>("way") {
        pick(context, &mut case, &reckoning, &said, &ways, word)?;
        folder.save(&case, &lock)?;
    }
    let explained = if matches.get_flag("explain") {
        explained(&reckoning, &particulars, &ways, case.way.as_ref())
    } else {
        Vec::new()
    };
    let loan_bookings = bookings(context, &reckoning)?;
    let periods = due::periods(context, &case)?;
    let limitation: Vec<(String, Vec<String>)> = periods
        .iter()
        .map(|p| (p.loan.clone(), period_words(&context.texts, p)))
        .collect();
    let in_doubt = reckoning
        .loans
        .iter()
        .filter(|l| l.assignment_claimed.is_some() || l.compensated.is_some());
    let new_payee: Vec<String> = in_doubt.map(|l| l.id.clone()).collect();
    let sources = Sources::load(context)?;
    let cited = |ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        sources.words(&context.texts, &ids, context.as_of())
    };
    let screen = ways_screen(
        &context.texts,
        &WaysPage {
            ground: &reckoning.ground(&particulars),
            at_hand: particulars.lump.filter(|_| said.lump.is_none()),
            arrears: reckoning.surplus.arrears,
            ways: &ways,
            chosen: case.way.as_ref(),
            booked: &loan_bookings,
            limitation: &limitation,
            new_payee: &new_payee,
            cited: [&cited(&[BOOKING]), &cited(&LIMITATION)],
            left_out: &reckoning.left_out,
            working: &explained,
        },
    );
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    let listed: Vec<Value> = ways.iter().map(|(way, r)| way_json(*way, r)).collect();
    let booked: Vec<Value> = loan_bookings
        .iter()
        .map(|b| json!({"loan": b.loan, "amount": b.amount, "orders": b.booked}))
        .collect();
    let working: Vec<Value> = explained
        .iter()
        .map(|(way, steps)| json!({"way": way, "steps": steps}))
        .collect();
    context.emit(
        &screen,
        &json!({
            "ok": true, "capacity": reckoning.surplus.capacity, "arrears": reckoning.surplus.arrears,
            "ways": listed, "particulars": particulars, "chosen": case.way, "offers": case.offers,
            "booked": booked, "limitation": periods_json(&limitation), "new_payee": new_payee,
            "left_out": reckoning.left_out, "unknown_spending": reckoning.household.unknown,
            "working": working,
        }),
    )
}

/// Every way, reckoned. While spending is unknown none is.
fn all_ways(reckoning: &Reckoning, particulars: &Particulars) -> Vec<Reckoned> {
    Way::ALL
        .iter()
        .map(|(_, way)| {
            if reckoning.is_firm() {
                (*way, reckoning.way(*way, particulars))
            } else {
                (*way, Err(Lacks::Spending))
            }
        })
        .collect()
}

fn periods_json(periods: &[(String, Vec<String>)]) -> Vec<Value> {
    let each = periods.iter();
    each.map(|(loan, words)| json!({"loan": loan, "words": words}))
        .collect()
}

fn way_json(way: Way, reckoned: &Result<WayPlan, Lacks>) -> Value {
    match reckoned {
        Ok(plan) => json!({"way": way, "plan": plan}),
        Err(lacks) => json!({"way": way, "lacks": lacks}),
    }
}

/// What was said on the line, else what the way picked before was reckoned with.
fn particulars(
    context: &Context,
    matches: &ArgMatches,
    case: &Case,
) -> Result<Particulars, Failure> {
    let before = case.way.as_ref().map(|w| w.particulars.clone());
    let mut known = before.unwrap_or_default();
    if let Some(id) = matches.get_one::<String>("first") {
        stored(case, id)?;
        known.first_loan = Some(id.clone());
    }
    let money = |id: &str| -> Result<Option<Money>, Failure> {
        let Some(text) = matches.get_one::<String>(id) else {
            return Ok(None);
        };
        let text = read_value(context, &AnswerKind::Money, text)?;
        Ok(Money::parse(&text).ok())
    };
    known.more = money("more")?.or(known.more);
    known.lump = money("lump")?.or(known.lump);
    known.start_on = day(context, matches, "start")?.or(known.start_on);
    known.more_from = day(context, matches, "more-from")?.or(known.more_from);
    let payday = matches.get_one::<u32>("payday").copied();
    known.payday = payday.or(known.payday);
    Ok(known)
}

/// A day that has to lie ahead.
fn day(context: &Context, matches: &ArgMatches, id: &str) -> Result<Option<NaiveDate>, Failure> {
    let Some(text) = matches.get_one::<String>(id) else {
        return Ok(None);
    };
    let text = read_value(context, &AnswerKind::Date { future: true }, text)?;
    let day: Option<NaiveDate> = text.parse().ok();
    match day.filter(|day| *day <= context.as_of()) {
        Some(day) => {
            let args = args([("option", format!("--{id}")), ("day", day.to_string())]);
            Err(Failure::new("plan-day-passed", Kind::Usage, args))
        }
        None => Ok(day),
    }
}

/// Makes a way the case's own: what C2 offers from now on.
fn pick(
    context: &Context,
    case: &mut Case,
    reckoning: &Reckoning,
    particulars: &Particulars,
    ways: &[Reckoned],
    word: &str,
) -> Result<(), Failure> {
    let Some((way, reckoned)) = ways.iter().find(|(way, _)| way.word() == word) else {
        return Ok(());
    };
    match reckoned {
        Ok(plan) => {
            case.offers = offers_of(plan, context.as_of());
            case.way = Some(ChosenWay {
                way: *way,
                particulars: particulars.clone(),
                on: context.as_of(),
            });
            Ok(())
        }
        Err(lacks) => {
            let why = lacks_words(&context.texts, *lacks, reckoning.limits.months_at_most);
            let way = context.texts.t(&format!("plans.way.{word}.short"));
            let args = args([("way", way), ("why", why)]);
            Err(Failure::new("plan-way-lacks", Kind::Case, args))
        }
    }
}

/// The working of the way that was picked; of the split by principal where none was.
fn explained(
    reckoning: &Reckoning,
    particulars: &Particulars,
    ways: &[Reckoned],
    chosen: Option<&ChosenWay>,
) -> Vec<(Way, Vec<crate::domain::working::Step>)> {
    let wanted = chosen.map_or(Way::ProRata, |c| c.way);
    let ground = reckoning.ground(particulars);
    ways.iter()
        .filter(|(way, _)| *way == wanted)
        .filter_map(|(way, r)| Some((*way, working(r.as_ref().ok()?, &ground))))
        .collect()
}

/// How a month's payment on each loan would be booked, by what the split by principal gives it.
fn bookings(context: &Context, reckoning: &Reckoning) -> Result<Vec<LoanBooked>, Failure> {
    // No sum is named while spending is unknown.
    if !reckoning.is_firm() {
        return Ok(Vec::new());
    }
    let book = context.legal_book()?;
    let sums = pro_rata_sums(
        reckoning.surplus.capacity,
        &reckoning.debts,
        reckoning.limits,
    );
    Ok(reckoning
        .debts
        .iter()
        .zip(sums)
        .filter(|(_, amount)| !amount.is_zero())
        .filter_map(|(debt, amount)| {
            let loan = reckoning.loans.iter().find(|l| l.id == debt.loan)?;
            Some(LoanBooked {
                loan: debt.loan.clone(),
                amount,
                booked: booked(loan, book, amount),
            })
        })
        .collect())
}

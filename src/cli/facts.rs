//! What a letter may say: values and flags from the case, its figures in figures and capitals.

use super::Failure;
use super::context::Context;
use crate::domain::case::Case;
use crate::domain::letter::Facts;
use crate::domain::loan::{ClaimScope, Loan};
use crate::domain::money::Money;
use crate::domain::statement::Statement;
use crate::interview::Answers;
use crate::render::capitals::capitals;
use crate::render::dates::long_date;
use crate::render::texts::Texts;
use chrono::{Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

fn sum(texts: &Texts, money: Money) -> String {
    match capitals(money) {
        Some(capitals) => texts.say(
            "letter.figures",
            [("figures", money.grouped()), ("capitals", capitals)],
        ),
        None => money.grouped(),
    }
}

/// The facts for C1 and C2.
///
/// # Errors
/// The rule book lacks a convention for the day.
pub fn of_letter(
    context: &Context,
    case: &Case,
    loan: &Loan,
    statement: &Statement,
    answers: &Answers,
) -> Result<Facts, Failure> {
    let mut facts = Facts::default();
    about(&mut facts, context, case, loan);
    figures(&mut facts, context, loan, statement);
    household(&mut facts, context, case)?;
    request(&mut facts, context, case, loan, answers);
    let book = crate::content::load_legal_book(&context.library)?;
    let days = book
        .parameters
        .value("reply-days-asked", context.as_of())?
        .value;
    let by = context
        .as_of()
        .checked_add_days(Days::new(days.to_u64().unwrap_or(15)));
    facts.value("reply_by", by.map(long_date));
    Ok(facts)
}

fn about(facts: &mut Facts, context: &Context, case: &Case, loan: &Loan) {
    let texts = &context.texts;
    facts.value("lender", loan.about.lender.clone());
    facts.value("product", loan.about.product.clone());
    facts.value("platform", loan.about.platform.clone());
    facts.value("contract_number", loan.about.contract_number.clone());
    facts.value("name", case.borrower.name.clone());
    facts.value("phone", case.borrower.phone.clone());
    facts.value("as_of", Some(long_date(context.as_of())));
    if let Some(terms) = &loan.terms {
        facts.flag("has-terms", true);
        facts.value("disbursed_on", Some(long_date(terms.disbursed_on)));
        facts.value("contract_amount", Some(sum(texts, terms.contract_amount)));
        facts.value(
            "disbursed_amount",
            terms.disbursed_amount.map(|m| sum(texts, m)),
        );
        facts.flag(
            "third-party-charge",
            terms.charges.iter().any(|c| c.third_party),
        );
    }
    facts.flag(
        "assignment-claimed",
        loan.assignment_claimed.is_some() || loan.compensated.is_some(),
    );
}

fn figures(facts: &mut Facts, context: &Context, loan: &Loan, statement: &Statement) {
    let texts = &context.texts;
    let paid: Vec<_> = loan
        .repayments
        .iter()
        .filter(|r| r.on <= loan.as_of)
        .collect();
    if let Some(last) = paid.last() {
        facts.flag("has-repayments", true);
        facts.value(
            "paid_total",
            Some(sum(texts, paid.iter().map(|r| r.amount).sum())),
        );
        facts.value("paid_count", Some(paid.len().to_string()));
        facts.value("last_paid_on", Some(long_date(last.on)));
    }
    if !loan.disputed_repayments.is_empty() {
        facts.flag("has-disputed", true);
        let list: Vec<String> = loan
            .disputed_repayments
            .iter()
            .map(|r| format!("{}{}", long_date(r.on), sum(texts, r.amount)))
            .collect();
        facts.value("disputed", Some(list.join("、")));
    }
    let overdue = statement.figures.overdue.total;
    if let (Some(overdue), Some(rest)) = (overdue, statement.figures.not_yet_due.principal) {
        facts.flag("figures-known", true);
        facts.value("overdue_total", Some(sum(texts, overdue)));
        facts.value("not_yet_due", Some(sum(texts, rest)));
    }
    if let Some(claim) = &loan.claim {
        facts.flag("has-claim", true);
        facts.value("claim_on", Some(long_date(claim.on)));
        facts.value("claim_source", claim.source.clone());
        facts.value("claim_total", Some(sum(texts, claim.total)));
        let scope = match claim.scope {
            ClaimScope::Overdue => "letter.scope-overdue",
            ClaimScope::Everything => "letter.scope-everything",
            ClaimScope::Unknown => "letter.scope-unknown",
        };
        facts.value("claim_scope", Some(texts.t(scope)));
        // A claim that doesn't say what it covers gives two differences: neither is asserted.
        let certain = claim.scope != ClaimScope::Unknown;
        let difference = statement.comparison().last().and_then(|l| l.difference);
        if let Some(difference) = difference.filter(|d| certain && d.fen() > 0) {
            facts.flag("claim-above", true);
            facts.value("difference", Some(sum(texts, difference)));
        }
    }
}

fn household(facts: &mut Facts, context: &Context, case: &Case) -> Result<(), Failure> {
    let texts = &context.texts;
    let Some(household) = &case.household else {
        return Ok(());
    };
    let surplus = household.surplus(super::plan::conventions(context)?);
    facts.flag("has-household", true);
    facts.value("income", Some(sum(texts, surplus.income)));
    facts.value(
        "irregular",
        household.irregular.then(String::new).map(|_| "true".into()),
    );
    facts.value("necessary", Some(sum(texts, surplus.necessary)));
    let items: Vec<String> = household
        .spending
        .iter()
        .filter(|l| !l.amount.is_zero())
        .map(|l| {
            let name = texts.t(&format!("plan.spending.{}.short", l.id));
            texts.say(
                "letter.spending-item",
                [("name", name), ("amount", l.amount.grouped())],
            )
        })
        .collect();
    facts.value("spending", Some(items.join("、")));
    facts.value("reserve", Some(sum(texts, surplus.reserve)));
    facts.value(
        "arrears",
        Some(surplus.arrears)
            .filter(|m| !m.is_zero())
            .map(|m| sum(texts, m)),
    );
    facts.value("capacity", Some(sum(texts, surplus.capacity)));
    facts.value("loan_count", Some(case.loans.len().to_string()));
    Ok(())
}

fn request(facts: &mut Facts, context: &Context, case: &Case, loan: &Loan, answers: &Answers) {
    let texts = &context.texts;
    let day = |id: &str| {
        answers
            .given(id)
            .and_then(|d| d.parse::<NaiveDate>().ok())
            .map(long_date)
    };
    facts.value(
        "reason_words",
        answers.given("reason.words").map(str::to_owned),
    );
    facts.value(
        "reason_proof",
        answers.given("reason.proof").map(str::to_owned),
    );
    facts.value("reason_on", day("reason.on"));
    if let Some(kind) = answers.given("request.kind") {
        facts.flag(&format!("request-{kind}"), true);
    }
    let monthly = answers
        .given("request.monthly")
        .and_then(|m| Money::parse(m).ok());
    facts.value("monthly", monthly.map(|m| sum(texts, m)));
    facts.value("first_on", day("request.first_on"));
    facts.value("until", day("request.until"));
    // The forecast holds only for the sum it was made for.
    let offer = case
        .offers
        .iter()
        .find(|o| o.loan == loan.id && Some(o.monthly) == monthly);
    if let Some(months) = offer.and_then(|o| o.months) {
        facts.flag("months-known", true);
        facts.value("months", Some(months.to_string()));
    }
}

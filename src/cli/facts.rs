//! What a letter may say: values and flags from the case, its figures in figures and capitals.

use super::Failure;
use super::citing::Sources;
use super::context::Context;
use crate::content::load_budget_categories;
use crate::domain::budget::{Categories, Household, Surplus};
use crate::domain::case::Case;
use crate::domain::identifier::{mask_identity, mask_mobile};
use crate::domain::letter::{Facts, Letter, Row, Table};
use crate::domain::loan::{ClaimScope, Loan};
use crate::domain::money::Money;
use crate::domain::statement::Statement;
use crate::interview::Answers;
use crate::render::budget::{group_name, unknown_groups};
use crate::render::capitals::capitals;
use crate::render::letter::with_numbers_masked;
use crate::render::texts::Texts;
use chrono::{Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

pub(super) fn sum(texts: &Texts, money: Money) -> String {
    match capitals(money) {
        // A gloss only says that the letter has the amount in capitals too.
        Some(capitals) => texts.say(
            "letter.figures",
            [("figures", money.grouped()), ("capitals", capitals)],
        ),
        None => money.grouped(),
    }
}

/// Does a copy show personal numbers whole?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// Signed on paper, or uploaded where the lender itself asks for it.
    Full,
    /// Everywhere else.
    Masked,
}

/// The personal numbers a letter may carry, as they were typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// Digits.
    pub phone: Option<String>,
    /// Eighteen characters; never stored.
    pub id_number: Option<String>,
    /// How they are shown.
    pub disclosure: Disclosure,
}

impl Personal {
    /// The same numbers for a masked copy.
    pub fn masked(&self) -> Personal {
        Personal {
            disclosure: Disclosure::Masked,
            ..self.clone()
        }
    }

    /// A number as this copy shows it.
    fn shown(&self, number: String, mask: fn(&str) -> String) -> String {
        match self.disclosure {
            Disclosure::Full => number,
            Disclosure::Masked => mask(&number),
        }
    }

    /// Free words as this copy shows them.
    pub(super) fn words(&self, words: &str) -> String {
        self.shown(words.to_owned(), with_numbers_masked)
    }
}

/// The facts for a letter about a loan, or about none, personal numbers shown as `personal` says.
///
/// # Errors
/// The rule book lacks a convention for the day.
pub fn of_letter(
    context: &Context,
    case: &Case,
    subject: Option<(&Loan, &Statement)>,
    answers: &Answers,
    personal: &Personal,
) -> Result<Facts, Failure> {
    let mut facts = Facts::default();
    borrower(&mut facts, case, personal);
    facts.value("as_of", Some(context.paper.day(context.as_of())));
    if let Some((loan, statement)) = subject {
        facts.flag("has-loan", true);
        about(&mut facts, context, loan);
        figures(&mut facts, context, loan, statement);
        household(&mut facts, context, case)?;
        request(&mut facts, context, case, loan, answers, personal);
    }
    let book = crate::content::load_legal_book(&context.library)?;
    let days = book
        .parameters
        .value("reply-days-asked", context.as_of())?
        .value;
    let by = context
        .as_of()
        .checked_add_days(Days::new(days.to_u64().unwrap_or(15)));
    facts.value("reply_by", by.map(|day| context.paper.day(day)));
    Ok(facts)
}

/// The provisions a letter rests on as they stand on its day: each as a value `law_<id>`, with an
/// underscore for each hyphen; those that don't hold are marked as lapsed.
///
/// # Errors
/// The rule book was rejected.
pub fn cite(facts: &mut Facts, context: &Context, letter: &Letter) -> Result<(), Failure> {
    let ids = letter.citations();
    if ids.is_empty() {
        return Ok(());
    }
    let sources = Sources::of_paper(context)?;
    for id in ids {
        match sources.letter_words(&context.paper, id, context.as_of()) {
            Some(words) => facts.value(&format!("law_{}", id.replace('-', "_")), Some(words)),
            None => {
                facts.lapsed.insert(id.to_owned());
            }
        }
    }
    Ok(())
}

fn borrower(facts: &mut Facts, case: &Case, personal: &Personal) {
    facts.value("name", case.borrower.name.clone());
    let phone = personal
        .phone
        .clone()
        .or_else(|| case.borrower.phone.clone());
    facts.value(
        "phone",
        phone.map(|number| personal.shown(number, mask_mobile)),
    );
    // Left blank is left out: the last four, stored earlier, stay in the case.
    let number = personal.id_number.clone();
    let id_number = number.map(|number| personal.shown(number, mask_identity));
    facts.flag("has-id-number", id_number.is_some());
    facts.value("id_number", id_number);
}

fn about(facts: &mut Facts, context: &Context, loan: &Loan) {
    let texts = &context.paper;
    facts.value("lender", loan.about.lender.clone());
    facts.value("product", loan.about.product.clone());
    facts.value("platform", loan.about.platform.clone());
    facts.value("contract_number", loan.about.contract_number.clone());
    if let Some(terms) = &loan.terms {
        facts.flag("has-terms", true);
        facts.value("disbursed_on", Some(texts.day(terms.disbursed_on)));
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
    let texts = &context.paper;
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
        facts.value("last_paid_on", Some(texts.day(last.on)));
    }
    if !loan.disputed_repayments.is_empty() {
        facts.flag("has-disputed", true);
        let list: Vec<String> = loan
            .disputed_repayments
            .iter()
            .map(|r| {
                let parts = [("day", texts.day(r.on)), ("amount", sum(texts, r.amount))];
                texts.say("letter.disputed-item", parts)
            })
            .collect();
        facts.value("disputed", Some(texts.listed(&list)));
    }
    // Where something was kept back, the figure by the contract must not stand alone: neither does.
    let kept_back = loan
        .terms
        .as_ref()
        .filter(|t| t.received() != t.contract_amount);
    facts.flag("kept-back", kept_back.is_some());
    facts.value("received", kept_back.map(|t| sum(texts, t.received())));
    let whole = kept_back.is_none();
    let overdue = statement.figures.overdue.total.filter(|_| whole);
    if let (Some(overdue), Some(rest)) = (overdue, statement.figures.not_yet_due.principal) {
        facts.flag("figures-known", true);
        facts.value("overdue_total", Some(sum(texts, overdue)));
        facts.value("not_yet_due", Some(sum(texts, rest)));
    }
    if let Some(claim) = &loan.claim {
        facts.flag("has-claim", true);
        facts.value("claim_on", Some(texts.day(claim.on)));
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
        if let Some(difference) = difference.filter(|d| certain && whole && d.fen() > 0) {
            facts.flag("claim-above", true);
            facts.value("difference", Some(sum(texts, difference)));
        }
    }
}

fn household(facts: &mut Facts, context: &Context, case: &Case) -> Result<(), Failure> {
    let texts = &context.paper;
    let Some(household) = &case.household else {
        return Ok(());
    };
    let surplus = household.surplus(super::plan::conventions(context)?);
    facts.flag("has-household", true);
    facts.flag("has-capacity", !surplus.capacity.is_zero());
    facts.value("irregular", household.irregular.then(|| "true".into()));
    facts.value("capacity", Some(sum(texts, surplus.capacity)));
    let categories = load_budget_categories(&context.library)?;
    let unknown = unknown_spending(texts, household, &categories);
    facts.flag("household-unknown", !unknown.is_empty());
    facts.value(
        "unknown_spending",
        (!unknown.is_empty()).then(|| texts.listed(&unknown)),
    );
    let table = household_table(texts, household, &surplus, &categories);
    facts.tables.insert("household".into(), table);
    // How the sum is split is worth saying only where there is more than one to split it over.
    let shared = Some(case.offers.len()).filter(|n| *n > 1);
    facts.value("loan_count", shared.map(|n| n.to_string()));
    // That it is split by principal is said only of a way that does.
    let by_principal = case.way.as_ref().is_none_or(|w| w.way.is_by_principal());
    facts.value("by_principal", by_principal.then(|| "true".into()));
    Ok(())
}

fn spending_name(texts: &Texts, id: &str) -> String {
    texts.t(&format!("plan.spending.{id}.short"))
}

fn unknown_spending(texts: &Texts, household: &Household, categories: &Categories) -> Vec<String> {
    if categories.is_full(household) {
        return unknown_groups(texts, &categories.totals(household));
    }
    let ids = household.unknown.iter();
    ids.map(|id| spending_name(texts, id)).collect()
}

/// The month from income to what can be offered. Its lines add up: the surplus stands before it is
/// rounded down.
fn household_table(
    texts: &Texts,
    household: &Household,
    surplus: &Surplus,
    categories: &Categories,
) -> Table {
    let mut table = Table {
        head: vec![
            texts.t("letter.table.item"),
            texts.t("letter.table.monthly"),
        ],
        rows: Vec::new(),
        figures: [1].into(),
    };
    let mut row = |name: String, figure: String, strong: bool| {
        let cells = vec![name, figure];
        table.rows.push(Row { cells, strong });
    };
    let item = |name: String| texts.say("letter.table.spending", [("name", name)]);
    row(
        texts.t("letter.table.income"),
        surplus.income.grouped(),
        true,
    );
    row(
        texts.t("letter.table.necessary"),
        surplus.necessary.grouped(),
        true,
    );
    if categories.is_full(household) {
        // A lender sees group totals: what was entered line by line stays with the household.
        for total in categories.totals(household).iter().filter(|t| !t.spare) {
            let name = item(group_name(texts, total));
            row(name, total.amount.grouped(), false);
        }
    } else {
        for line in household.spending.iter().filter(|l| !l.amount.is_zero()) {
            row(
                item(spending_name(texts, &line.id)),
                line.amount.grouped(),
                false,
            );
        }
        for name in unknown_spending(texts, household, categories) {
            row(item(name), texts.t("letter.table.unknown"), false);
        }
    }
    if !surplus.spare.is_zero() {
        let name = texts.t("budget.letter.spare");
        row(name, surplus.spare.grouped(), true);
    }
    if !surplus.arrears.is_zero() {
        row(
            texts.t("letter.table.arrears"),
            surplus.arrears.grouped(),
            true,
        );
    }
    row(
        texts.t("letter.table.reserve"),
        surplus.reserve.grouped(),
        true,
    );
    if surplus.surplus.fen() < 0 {
        row(
            texts.t("letter.table.shortfall"),
            (-surplus.surplus).grouped(),
            true,
        );
    } else {
        row(
            texts.t("letter.table.surplus"),
            surplus.surplus.grouped(),
            true,
        );
        row(
            texts.t("letter.table.capacity"),
            surplus.capacity.grouped(),
            true,
        );
    }
    table
}

fn request(
    facts: &mut Facts,
    context: &Context,
    case: &Case,
    loan: &Loan,
    answers: &Answers,
    personal: &Personal,
) {
    let texts = &context.paper;
    let day = |id: &str| {
        answers
            .given(id)
            .and_then(|d| d.parse::<NaiveDate>().ok())
            .map(|day| texts.day(day))
    };
    let words = |id: &str| answers.given(id).map(|text| personal.words(text));
    facts.value("reason_words", words("reason.words"));
    facts.value("reason_proof", words("reason.proof"));
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

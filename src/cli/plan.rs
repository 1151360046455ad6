//! `menshen plan`: the household's month, what it can keep, the split over the lenders.

use super::Failure;
use super::ask;
use super::context::{Context, RestsOn};
use super::tonight;
use crate::content::load_flow;
use crate::domain::budget::{Conventions, Household, Line, Surplus};
use crate::domain::case::{Case, Offer};
use crate::domain::coded::{Kind, args};
use crate::domain::loan::{DefaultInterest, Loan};
use crate::domain::money::Money;
use crate::domain::plan::{Debt, Limits, Plan, Share, Term, pro_rata};
use crate::domain::statement::{Options, Statement, reconcile};
use crate::interview::{Answers, Value};
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

/// Runs the command.
///
/// # Errors
/// The answers lack or spoil something, nobody can be asked, or the case can't be read or written.
pub fn run(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let flow = load_flow(&context.library, "plan")?;
    let lock = folder.lock()?;
    let draft = folder.draft("plan");
    let mut case = folder.load()?;
    let known = case
        .household
        .as_ref()
        .map(known_answers)
        .unwrap_or_default();
    let answers = ask::answers(context, &flow, &known, &draft, &|_, _| Vec::new(), &lock)?;
    let household = household(&answers);
    let surplus = household.surplus(conventions(context)?);
    case.household = Some(household.clone());

    let book = context.legal_book()?;
    let loans = super::confirm::loans(context, &case)?;
    let statements: Vec<Statement> = loans
        .iter()
        .map(|l| reconcile(l, book, &Options::default()))
        .collect();
    let (debts, left_out) = debts(&loans, &statements);
    let limits = limits(context)?;
    let most = limits.months_at_most;
    let plan = pro_rata(surplus.capacity, &debts, limits);
    // With spending not known the capacity is only an upper bound: nothing is offered on it.
    let offered = |share: &&Share| household.unknown.is_empty() && !share.monthly.is_zero();
    case.offers = plan
        .shares
        .iter()
        .filter(offered)
        .map(|s| Offer {
            loan: s.loan.clone(),
            monthly: s.monthly,
            months: match s.if_frozen {
                Term::Months(months) => Some(months),
                _ => None,
            },
            as_of: context.as_of(),
        })
        .collect();
    folder.save(&case, &lock)?;
    draft.remove()?;

    let mut screen = plan_screen(
        &context.texts,
        &household,
        &surplus,
        &Outlook { plan: &plan, most },
        &left_out,
    );
    screen.append(tonight::next_step(context, &case, &statements)?);
    context.rests_on(RestsOn::Reckoning, context.as_of())?;
    context.emit(
        &screen,
        &json!({"ok": true, "household": household, "surplus": surplus, "plan": plan, "left_out": left_out}),
    )
}

fn parameter(context: &Context, id: &str) -> Result<Decimal, Failure> {
    let book = context.legal_book()?;
    Ok(book.parameters.value(id, context.as_of())?.value)
}

/// A parameter that isn't the number it should be: never taken for nothing.
fn unusable(id: &str) -> Failure {
    Failure::new(
        "internal",
        Kind::Internal,
        args([("reason", id.to_owned())]),
    )
}

/// The rule book's conventions for a household's month.
///
/// # Errors
/// The book has no such convention for the day.
pub fn conventions(context: &Context) -> Result<Conventions, Failure> {
    let percent = parameter(context, "reserve-share")? * Decimal::ONE_HUNDRED;
    Ok(Conventions {
        reserve_percent: percent.to_i64().ok_or_else(|| unusable("reserve-share"))?,
        step: step(context)?,
    })
}

fn step(context: &Context) -> Result<Money, Failure> {
    let step = parameter(context, "capacity-step")?;
    Money::round_from_yuan(step)
        .filter(|m| m.fen() > 0)
        .ok_or_else(|| unusable("capacity-step"))
}

fn limits(context: &Context) -> Result<Limits, Failure> {
    let months = parameter(context, "plan-months-at-most")?;
    Ok(Limits {
        step: step(context)?,
        months_at_most: months
            .to_u32()
            .ok_or_else(|| unusable("plan-months-at-most"))?,
    })
}

fn money(answers: &Answers, id: &str) -> Option<Money> {
    answers.given(id).and_then(|text| Money::parse(text).ok())
}

fn household(answers: &Answers) -> Household {
    let mut household = Household {
        income: money(answers, "income").unwrap_or_default(),
        irregular: answers.given("irregular") == Some("true"),
        reserve: money(answers, "reserve"),
        arrears: money(answers, "arrears"),
        ..Household::default()
    };
    for answered in answers.iter() {
        let Some(id) = answered.id.strip_prefix("spending.") else {
            continue;
        };
        match money(answers, &answered.id) {
            Some(amount) => {
                household.spending.push(Line {
                    id: id.to_owned(),
                    amount,
                    note: None,
                });
            }
            None => household.unknown.push(id.to_owned()),
        }
    }
    household
}

/// What the case has already, as answers to start from.
fn known_answers(household: &Household) -> Answers {
    let mut answers = Answers::new();
    for id in &household.unknown {
        answers.set(&format!("spending.{id}"), Value::Unknown, None);
    }
    let mut given = |id: &str, text: String| answers.set(id, Value::Given(text), None);
    given("irregular", household.irregular.to_string());
    given("income", household.income.to_string());
    for line in &household.spending {
        given(&format!("spending.{}", line.id), line.amount.to_string());
    }
    for (id, amount) in [
        ("arrears", household.arrears),
        ("reserve", household.reserve),
    ] {
        if let Some(amount) = amount {
            given(id, amount.to_string());
        }
    }
    answers
}

/// Loans that can be split over, and the ids of those whose figures aren't known.
fn debts(loans: &[Loan], statements: &[Statement]) -> (Vec<Debt>, Vec<String>) {
    let mut debts = Vec::new();
    let mut left_out = Vec::new();
    for (loan, statement) in loans.iter().zip(statements) {
        match debt(loan, statement) {
            Some(debt) if debt.total().is_some_and(Money::is_zero) => {}
            Some(debt) => debts.push(debt),
            None => left_out.push(loan.id.clone()),
        }
    }
    (debts, left_out)
}

fn debt(loan: &Loan, statement: &Statement) -> Option<Debt> {
    let terms = loan.terms.as_ref()?;
    let overdue = &statement.figures.overdue;
    let rate = terms.rate.map(|r| r.contract_rate());
    let default_rate = match terms.default_interest {
        Some(DefaultInterest::Multiple(times)) => rate.map(|r| r.times(times).decimal()),
        Some(DefaultInterest::Annual(rate)) => Some(rate.decimal()),
        Some(DefaultInterest::Daily(rate)) => Some(rate.decimal() * Decimal::from(360)),
        Some(DefaultInterest::Nothing) => Some(Decimal::ZERO),
        None => None,
    };
    let principal = overdue.principal?;
    Some(Debt {
        loan: loan.id.clone(),
        overdue_principal: principal,
        overdue_other: overdue.total.map(|total| total - principal),
        not_yet_due: statement.figures.not_yet_due.principal?,
        annual_cost: statement
            .annual_cost
            .as_ref()
            .and_then(|c| c.as_stated())
            .and_then(|r| i64::try_from(r.parts()).ok()),
        rate: rate.map(|r| r.decimal()),
        default_rate,
    })
}

/// A plan with the longest time it may take.
struct Outlook<'p> {
    plan: &'p Plan,
    /// Months.
    most: u32,
}

impl Outlook<'_> {
    /// Words about the plan, which may name that time.
    fn say(&self, texts: &Texts, key: &str) -> String {
        texts.say(&format!("plan.screen.{key}"), [("most", self.most)])
    }

    /// Words about the smallest sum a month that ends the loans in that time.
    fn smallest(&self, texts: &Texts, key: &str, sum: Money) -> String {
        let args = [("most", self.most.to_string()), ("sum", sum.grouped())];
        texts.say(&format!("plan.screen.{key}"), args)
    }
}

fn plan_screen(
    texts: &Texts,
    household: &Household,
    surplus: &Surplus,
    outlook: &Outlook<'_>,
    left_out: &[String],
) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("plan.screen.month"));
    let mut grid = Grid {
        head: vec![String::new(), texts.t("plan.screen.yuan")],
        figures: vec![1],
        ..Grid::default()
    };
    let mut row = |name: String, amount: Money| grid.rows.push(vec![name, amount.grouped()]);
    row(texts.t("plan.income.short"), surplus.income);
    for line in &household.spending {
        row(
            texts.t(&format!("plan.spending.{}.short", line.id)),
            -line.amount,
        );
    }
    if !surplus.arrears.is_zero() {
        row(texts.t("plan.arrears.short"), -surplus.arrears);
    }
    row(texts.t("plan.reserve.short"), -surplus.reserve);
    row(texts.t("plan.screen.surplus"), surplus.surplus);
    screen.grid(grid);
    if !household.unknown.is_empty() {
        let names: Vec<String> = household
            .unknown
            .iter()
            .map(|id| texts.t(&format!("plan.spending.{id}.short")))
            .collect();
        screen.text(texts.say("plan.screen.unknown", [("names", names.join("、"))]));
    }
    if surplus.capacity.is_zero() {
        nothing_left(texts, outlook, &mut screen);
        left_out_words(texts, left_out, &mut screen);
        return screen;
    }
    let key = if household.unknown.is_empty() {
        "plan.screen.capacity"
    } else {
        "plan.screen.capacity-at-most"
    };
    screen.text(texts.say(key, [("capacity", surplus.capacity.grouped())]));
    if !outlook.plan.shares.is_empty() {
        screen.title(texts.t("plan.screen.split"));
        screen.grid(shares(texts, outlook));
        verdict(texts, outlook, &mut screen);
    }
    left_out_words(texts, left_out, &mut screen);
    screen
}

/// Loans that can't be reckoned yet took no part in the split, and will need a share of it.
fn left_out_words(texts: &Texts, left_out: &[String], screen: &mut Screen) {
    for id in left_out {
        screen.text(texts.say("plan.screen.left-out", [("loan", id)]));
    }
}

fn shares(texts: &Texts, outlook: &Outlook<'_>) -> Grid {
    let mut grid = Grid {
        head: ["loan", "monthly", "if-frozen", "if-running"]
            .map(|c| texts.t(&format!("plan.screen.column.{c}")))
            .to_vec(),
        figures: vec![1, 2, 3],
        ..Grid::default()
    };
    for share in &outlook.plan.shares {
        grid.rows.push(vec![
            share.loan.clone(),
            share.monthly.grouped(),
            term(texts, outlook, share.if_frozen),
            term(texts, outlook, share.if_running),
        ]);
    }
    grid
}

fn term(texts: &Texts, outlook: &Outlook<'_>, term: Term) -> String {
    match term {
        Term::Months(months) => texts.say("plan.screen.months", [("months", months)]),
        Term::TooLong => outlook.say(texts, "too-long"),
        Term::Unknown => texts.t("statement.unknown"),
    }
}

/// Does it work? Said plainly, with the smallest sum that would and what else can be asked for;
/// where a rate or a sum is unknown, that is said and nothing is forecast.
fn verdict(texts: &Texts, outlook: &Outlook<'_>, screen: &mut Screen) {
    let plan = outlook.plan;
    let unknown = |term: fn(&Share) -> Term| plan.shares.iter().any(|s| term(s) == Term::Unknown);
    if plan.works {
        screen.text(outlook.say(texts, "works"));
        screen.text(texts.t("plan.screen.assumption"));
        return;
    }
    if plan.works_if_frozen && unknown(|s| s.if_running) {
        screen.text(texts.t("plan.screen.works-if-frozen-else-unknown"));
    } else if plan.works_if_frozen {
        screen.text(outlook.say(texts, "works-if-frozen"));
    } else if unknown(|s| s.if_frozen) {
        screen.text(texts.t("plan.screen.term-unknown"));
    } else {
        screen.text(outlook.say(texts, "does-not-work"));
        if let Some(sum) = plan.smallest_if_frozen {
            screen.text(outlook.smallest(texts, "smallest-frozen", sum));
        }
    }
    if let Some(sum) = plan.smallest_that_works {
        screen.text(outlook.smallest(texts, "smallest-running", sum));
    }
    screen.text(texts.t("plan.screen.assumption"));
    screen.text(texts.t("plan.screen.ask-else"));
}

fn nothing_left(texts: &Texts, outlook: &Outlook<'_>, screen: &mut Screen) {
    screen.text(texts.t("plan.screen.nothing-left"));
    if let Some(sum) = outlook.plan.smallest_if_frozen.filter(|s| !s.is_zero()) {
        screen.text(outlook.smallest(texts, "smallest-frozen", sum));
    }
    screen.text(texts.t("plan.screen.ask-else"));
}

/// What a request for instalments may offer on this loan: never more than capacity less what the
/// other loans are offered.
///
/// # Errors
/// No plan was made yet, or there is nothing to offer.
pub fn room_for(context: &Context, case: &Case, loan: &str) -> Result<Money, Failure> {
    let Some(household) = &case.household else {
        return Err(Failure::new("letter-plan-needed", Kind::Case, args([])));
    };
    if !household.unknown.is_empty() {
        return Err(Failure::new(
            "letter-spending-unknown",
            Kind::Case,
            args([]),
        ));
    }
    let capacity = household.surplus(conventions(context)?).capacity;
    let others: Money = case
        .offers
        .iter()
        .filter(|o| o.loan != loan)
        .map(|o| o.monthly)
        .sum();
    Ok((capacity - others).at_least_zero())
}

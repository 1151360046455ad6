//! A case read back in words: the borrower, the household, each loan member by member, offers,
//! letters, what is in the log and what was left half done.

mod household;
mod negotiation;

pub use household::household_facts;
pub use negotiation::counter_offer_words;

use super::due::recorded_days;
use super::screen::{Grid, Screen};
use super::texts::Texts;
use crate::domain::case::fact::BorrowerFact;
use crate::domain::case::tree::value_at;
use crate::domain::case::{Case, LoanState, loan_id};
use crate::domain::identifier::{mask_identity, mask_mobile};
use crate::domain::loan::{Form, LISTS, Member, members};
use crate::domain::money::Money;
use crate::domain::statement::FallingDue;
use toml::{Table, Value};

/// What is read back.
#[derive(Debug, Clone, Copy)]
pub struct ReadBack<'c> {
    /// The case's name.
    pub name: &'c str,
    /// Its folder.
    pub path: &'c str,
    /// What it holds.
    pub case: &'c Case,
    /// How many entries its log has; `None` where there is no log yet.
    pub entries: Option<usize>,
    /// Unfinished interviews, in words.
    pub drafts: &'c [String],
    /// Show the path of each fact, to change it by?
    pub paths: bool,
}

/// One fact in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its path in the case.
    pub path: String,
    /// What it is.
    pub label: String,
    /// How it stands, private numbers masked.
    pub value: String,
}

/// The whole case.
pub fn case_screen(texts: &Texts, what: &ReadBack<'_>) -> Screen {
    let case = what.case;
    let mut screen = Screen::new();
    screen.title(texts.say("case.title", [("name", what.name)]));
    screen.text(texts.say("case.where", [("path", what.path)]));
    screen.title(texts.t("case.who"));
    lines(texts, &mut screen, borrower_facts(texts, case), what.paths);
    screen.title(texts.t("case.household.title"));
    match &case.household {
        Some(household) => {
            let facts = household_facts(texts, household);
            lines(texts, &mut screen, facts, what.paths);
        }
        None => {
            screen.text(texts.t("case.household.none"));
        }
    }
    for loan in &case.loans {
        let id = loan_id(loan).unwrap_or_default();
        screen.title(texts.say("case.loan-title", [("id", id)]));
        if let Some(state) = case.loan_states.get(id) {
            screen.text(state_words(texts, state));
        }
        lines(texts, &mut screen, loan_facts(texts, loan), what.paths);
    }
    if case.loans.is_empty() {
        screen.title(texts.t("case.loans"));
        screen.text(texts.t("case.no-loans"));
    }
    negotiation::append(texts, &mut screen, what);
    screen.append(recorded_days(texts, &case.dates));
    screen.title(texts.t("case.rest"));
    match what.entries {
        Some(entries @ 1..) => screen.text(texts.say("case.entries", [("entries", entries)])),
        Some(0) | None => screen.text(texts.t("case.entries-none")),
    };
    for draft in what.drafts {
        screen.text(draft);
    }
    screen.gap();
    let how = if what.paths {
        "case.how-to-change"
    } else {
        "case.how-to-see-paths"
    };
    screen.text(texts.t(how));
    screen
}

fn lines(texts: &Texts, screen: &mut Screen, facts: Vec<Fact>, paths: bool) {
    for fact in facts {
        let key = if paths {
            "case.fact-with-path"
        } else {
            "case.fact"
        };
        let args = [
            ("label", fact.label),
            ("value", fact.value),
            ("path", fact.path),
        ];
        screen.item("-", texts.say(key, args));
    }
}

/// The borrower's facts; what isn't filled in is there and says so.
pub fn borrower_facts(texts: &Texts, case: &Case) -> Vec<Fact> {
    BorrowerFact::ALL
        .iter()
        .map(|(name, fact)| Fact {
            path: format!("borrower.{name}"),
            label: texts.t(&format!("borrower.borrower.{name}.short")),
            value: case
                .borrower
                .fact(*fact)
                .map_or_else(|| texts.t("case.not-yet"), |v| masked(*fact, v)),
        })
        .collect()
}

/// A fact of the borrower as a screen may show it: the name as typed, numbers masked.
pub fn masked(fact: BorrowerFact, value: &str) -> String {
    match fact {
        BorrowerFact::Name => value.to_owned(),
        BorrowerFact::Phone => mask_mobile(value),
        BorrowerFact::IdTail => mask_identity(value),
    }
}

fn yes_no(texts: &Texts, yes: bool) -> String {
    texts.t(if yes { "interview.yes" } else { "interview.no" })
}

/// The text key of a member of a loan: that of its question, else of its own.
pub fn member_key(texts: &Texts, path: &str) -> String {
    let asked = format!("confirm.{path}");
    if texts.has(&format!("{asked}.short")) {
        asked
    } else {
        format!("loan.member.{path}")
    }
}

/// A stored loan, member by member in words; lists one line an item.
pub fn loan_facts(texts: &Texts, loan: &Table) -> Vec<Fact> {
    let id = loan_id(loan).unwrap_or_default();
    let mut facts = Vec::new();
    let mut listed: Vec<&str> = Vec::new();
    for member in members() {
        if let Some(list) = LISTS.iter().find(|l| in_list(member.path, l)) {
            if !listed.contains(list) {
                listed.push(list);
                facts.extend(item_facts(texts, loan, id, list));
            }
            continue;
        }
        let path: Vec<&str> = member.path.split('.').collect();
        let Some(value) = value_at(loan, &path).and_then(|v| member_words(texts, &member, v))
        else {
            continue;
        };
        facts.push(Fact {
            path: format!("loans.{id}.{}", member.path),
            label: texts.t(&format!("{}.short", member_key(texts, member.path))),
            value,
        });
    }
    facts
}

fn in_list(path: &str, list: &str) -> bool {
    path.strip_prefix(list)
        .is_some_and(|rest| rest.starts_with(".0."))
}

fn item_facts(texts: &Texts, loan: &Table, id: &str, list: &str) -> Vec<Fact> {
    let path: Vec<&str> = list.split('.').collect();
    let items = value_at(loan, &path).and_then(Value::as_array);
    let label = texts.t(&format!("{}.short", member_key(texts, list)));
    let fact = |(i, item): (usize, &Value)| Fact {
        path: format!("loans.{id}.{list}.{i}"),
        label: label.clone(),
        value: item_words(texts, list, item),
    };
    items.into_iter().flatten().enumerate().map(fact).collect()
}

fn item_words(texts: &Texts, list: &str, item: &Value) -> String {
    let member = |name: &str| match item.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Boolean(flag)) => flag.to_string(),
        _ => String::new(),
    };
    let (key, names): (&str, &[&'static str]) = match list {
        "rows" => (
            "loan.item.rows",
            &["due", "principal", "interest", "charges"],
        ),
        "charges" => (
            "loan.item.charges",
            &["each", "upfront", "kept_back", "third_party"],
        ),
        _ => ("loan.item.repayments", &["on", "amount", "prepays"]),
    };
    let mut args: Vec<(&str, String)> = names.iter().map(|n| (*n, member(n))).collect();
    if list == "charges" {
        let kind = format!("confirm.charges.0.kind.options.{}", member("kind"));
        args.push(("kind", texts.t(&kind)));
    }
    texts.say(key, args)
}

/// A value of a member in words; `None` for an object, whose members stand for themselves.
pub fn member_words(texts: &Texts, member: &Member, value: &Value) -> Option<String> {
    Some(match (&member.form, value) {
        (Form::Choice(_), Value::String(word)) => {
            let key = member_key(texts, member.path);
            texts.t(&format!("{key}.options.{word}"))
        }
        (Form::Money, Value::String(text)) => {
            let grouped = Money::parse(text).map_or_else(|_| text.clone(), Money::grouped);
            texts.say("case.yuan", [("amount", grouped)])
        }
        (Form::Rate, Value::String(text)) => percent(text),
        (Form::Multiple, Value::String(text)) => texts.say("case.times", [("times", text)]),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Boolean(yes)) => yes_no(texts, *yes),
        (_, Value::Integer(number)) => number.to_string(),
        _ => return None,
    })
}

/// A fraction as a percentage, exactly: `0.0005` → `0.05%`.
fn percent(fraction: &str) -> String {
    use rust_decimal::Decimal;
    fraction.parse::<Decimal>().map_or_else(
        |_| fraction.to_owned(),
        |f| format!("{}%", (f * Decimal::ONE_HUNDRED).normalize()),
    )
}

/// Why a loan doesn't count any more.
pub fn state_words(texts: &Texts, state: &LoanState) -> String {
    let args = [
        ("on", state.on.to_string()),
        (
            "amount",
            state.amount.map_or_else(String::new, Money::grouped),
        ),
    ];
    texts.say(&format!("case.state.{}", state.state.word()), args)
}

/// What falls due in the months ahead, and what it leaves out.
pub fn falling_due_screen(texts: &Texts, ahead: &FallingDue) -> Screen {
    let mut screen = Screen::new();
    screen.title(texts.t("case.ahead.title"));
    let mut grid = Grid {
        head: ["month", "total", "loans"]
            .map(|c| texts.t(&format!("case.ahead.{c}")))
            .to_vec(),
        figures: vec![1],
        ..Grid::default()
    };
    for month in &ahead.months {
        let parts: Vec<String> = month
            .loans
            .iter()
            .map(|share| format!("{} {}", share.loan, share.amount.grouped()))
            .collect();
        grid.rows.push(vec![
            month.month.clone(),
            month.total.grouped(),
            texts.listed(&parts),
        ]);
    }
    if ahead.months.iter().all(|m| m.loans.is_empty()) {
        screen.text(texts.t("case.ahead.nothing"));
    } else {
        screen.grid(grid);
    }
    if !ahead.unknown.is_empty() {
        screen.text(texts.say(
            "case.ahead.unknown",
            [("loans", texts.listed(&ahead.unknown))],
        ));
    }
    screen.text(texts.t("case.ahead.note"));
    screen
}

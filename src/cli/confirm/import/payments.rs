//! A list of payments into the repayments of a loan.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::questions::Questions;
use super::{Sheet, Understood};
use crate::domain::import::{
    Column, Payment, Payments, Reading, Sign, payments, repeated, twins, understood_payees,
    understood_sign,
};
use crate::domain::loan::Loan;
use crate::interview::Say;
use crate::render::import::payments_screen;
use serde_json::json;

/// Lists the payees of an account of years would fill the screen: the most frequent come first, and
/// a list may be cut by the bank's own search before it is saved.
const MOST_PAYEES: usize = 40;

/// Reads the list, asks what it leaves open, and puts the new payments into the loan.
pub(super) fn understood(
    context: &Context,
    questions: &mut Questions<'_>,
    sheet: &Sheet,
    loan: &Loan,
    mut table: toml::Table,
) -> Result<Understood, Failure> {
    let sign = sign(questions, sheet)?;
    let payees = payees(questions, sheet)?;
    let mut reading = Reading {
        columns: &sheet.columns,
        words: &sheet.names.words,
        sign,
        neutral: false,
        payees: payees.as_deref(),
        from: loan.terms.as_ref().map(|t| t.disbursed_on),
        to: context.as_of(),
    };
    let mut found = payments(&sheet.table, &reading);
    let neutral = found.left_out.iter();
    let neutral = neutral.filter(|l| l.reason == "direction-unknown").count();
    if neutral > 0 {
        let body = vec![Say::with(
            "import.ask.neutral",
            [("count", neutral.to_string())],
        )];
        reading.neutral = chosen(questions, "neutral", body, ["count", "leave"])? == Some(0);
        questions.settled()?;
        found = payments(&sheet.table, &reading);
    }
    let known = twins(&found.used, &loan.repayments);
    let again = repeated(&found.used);
    let mut dropped: Vec<usize> = Vec::new();
    if !known.is_empty() {
        let body = vec![
            Say::with(
                "import.ask.duplicates",
                [("count", known.len().to_string())],
            ),
            Say::Plain(listed(context, &found, &known)),
        ];
        if chosen(questions, "duplicates", body, ["skip", "add"])? == Some(0) {
            dropped.extend(&known);
        }
    }
    let again: Vec<usize> = again.into_iter().filter(|p| !dropped.contains(p)).collect();
    if !again.is_empty() {
        let body = vec![
            Say::with("import.ask.repeated", [("count", again.len().to_string())]),
            Say::Plain(listed(context, &found, &again)),
        ];
        if chosen(questions, "repeated", body, ["keep", "once"])? == Some(1) {
            dropped.extend(&again);
        }
    }
    questions.settled()?;
    let kept: Vec<&Payment> = found
        .used
        .iter()
        .enumerate()
        .filter(|(place, _)| !dropped.contains(place))
        .map(|(_, payment)| payment)
        .collect();
    put(&mut table, &kept);
    let names = sheet.columns.names(&sheet.table.header);
    let screen = payments_screen(&context.texts, &found, &dropped, &names, sheet.encoding);
    let columns: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|(column, name)| (column.member().to_owned(), (*name).into()))
        .collect();
    let doubles: Vec<&Payment> = dropped.iter().filter_map(|p| found.used.get(*p)).collect();
    let json = json!({
        "kind": "repayments", "encoding": sheet.encoding, "columns": columns,
        "used": kept, "doubles_left_out": doubles, "left_out": found.left_out,
        "stated_sum": found.stated_sum.map(|(line, sum)| json!({"line": line, "sum": sum})),
    });
    Ok(Understood {
        new: kept.len(),
        table,
        screen,
        json,
    })
}

fn chosen(
    questions: &mut Questions<'_>,
    id: &str,
    body: Vec<Say>,
    words: [&str; 2],
) -> Result<Option<usize>, Failure> {
    let options = words.map(|word| (word.to_owned(), Say::key(format!("import.{id}.{word}"))));
    questions.one(id, body, &options)
}

/// What a minus means, where amounts of both signs stand in one column.
fn sign(questions: &mut Questions<'_>, sheet: &Sheet) -> Result<Sign, Failure> {
    let understood = understood_sign(&sheet.table, &sheet.columns, &sheet.names.words);
    if let Some(sign) = understood {
        return Ok(sign);
    }
    let body = vec![Say::key("import.ask.sign")];
    let place = chosen(questions, "sign", body, ["positive", "negative"])?;
    questions.settled()?;
    Ok(match place {
        Some(1) => Sign::PaymentsNegative,
        _ => Sign::PaymentsPositive,
    })
}

/// Which payees are this loan's, where the list names several.
fn payees(questions: &mut Questions<'_>, sheet: &Sheet) -> Result<Option<Vec<String>>, Failure> {
    if sheet.columns.place(Column::Payee).is_none() {
        return Ok(None);
    }
    let mut list = understood_payees(&sheet.table, &sheet.columns, &sheet.names.words);
    if list.len() < 2 {
        return Ok(None);
    }
    let more = list.len().saturating_sub(MOST_PAYEES);
    list.truncate(MOST_PAYEES);
    let options: Vec<(String, Say)> = list
        .iter()
        .map(|(payee, lines)| {
            let values = [("payee", payee.clone()), ("lines", lines.to_string())];
            (payee.clone(), Say::with("import.payee", values))
        })
        .collect();
    let mut body = vec![Say::key("import.ask.payees")];
    if more > 0 {
        body.push(Say::with(
            "import.ask.payees-more",
            [("count", more.to_string())],
        ));
    }
    let places = questions.some("payees", body, &options)?;
    questions.settled()?;
    let of = |place: usize| list.get(place).map(|(payee, _)| payee.clone());
    Ok(places.map(|places| places.into_iter().filter_map(of).collect()))
}

/// Payments by their lines, for a question about them.
fn listed(context: &Context, found: &Payments, places: &[usize]) -> String {
    let one = |payment: &Payment| {
        let values = [
            ("line", payment.line.to_string()),
            ("on", payment.on.to_string()),
            ("amount", payment.amount.grouped()),
        ];
        context.texts.say("import.payment", values)
    };
    let list = places.iter().filter_map(|p| found.used.get(*p)).map(one);
    list.collect::<Vec<String>>().join("；")
}

/// Adds the payments to the members of a loan.
fn put(table: &mut toml::Table, payments: &[&Payment]) {
    if payments.is_empty() {
        return;
    }
    let list = table
        .entry("repayments")
        .or_insert_with(|| toml::Value::Array(Vec::new()));
    if let toml::Value::Array(list) = list {
        for payment in payments {
            let mut entry = toml::Table::new();
            entry.insert("on".into(), payment.on.to_string().into());
            entry.insert("amount".into(), payment.amount.to_string().into());
            list.push(toml::Value::Table(entry));
        }
    }
}

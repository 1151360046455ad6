//! A lender's table into the rows of a loan.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::questions::Questions;
use super::{Sheet, Understood};
use crate::domain::coded::{Kind, args};
use crate::domain::import::{Instalment, instalments};
use crate::domain::loan::{Loan, Terms};
use crate::domain::money::Money;
use crate::interview::Say;
use crate::render::import::{left_out_words, plan_screen};
use serde_json::json;
use std::path::Path;

/// Members that a plan of rows takes the place of.
const REPLACED: [&str; 2] = ["installments", "first_due"];

/// Reads the plan and puts it in the place of the one the loan has.
pub(super) fn understood(
    context: &Context,
    questions: &mut Questions<'_>,
    sheet: &Sheet,
    loan: &Loan,
    mut table: toml::Table,
    path: &Path,
) -> Result<Understood, Failure> {
    let found = instalments(&sheet.table, &sheet.columns, &sheet.names.words);
    if !found.unreadable.is_empty() || found.used.is_empty() {
        let unreadable = &found.unreadable;
        let lines: Vec<String> = unreadable
            .iter()
            .map(|l| left_out_words(&context.texts, l))
            .collect();
        let args = args([
            ("path", path.display().to_string()),
            ("count", lines.len().to_string()),
        ]);
        return Err(Failure::new("import-rows-incomplete", Kind::Usage, args).with_details(lines));
    }
    // Charges with every instalment and charges in the rows would be counted twice.
    let in_rows = found.used.iter().any(|i| !i.row.charges.is_zero());
    let each = loan
        .terms
        .as_ref()
        .map_or(Money::ZERO, Terms::each_instalment);
    if in_rows && !each.is_zero() {
        let body = vec![Say::with("import.ask.charges", [("each", each.grouped())])];
        let options = ["replace", "both"]
            .map(|word| (word.to_owned(), Say::key(format!("import.charges.{word}"))));
        let chosen = questions.one("charges", body, &options)?;
        questions.settled()?;
        if chosen == Some(0) {
            without_each(&mut table);
        }
    }
    put(&mut table, &found.used);
    let replaces = loan.terms.is_some();
    let names = sheet.columns.names(&sheet.table.header);
    let contract = loan.terms.as_ref().map(|t| t.contract_amount);
    let screen = plan_screen(&context.texts, &found, &names, sheet.encoding, contract);
    let columns: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|(column, name)| (column.member().to_owned(), (*name).into()))
        .collect();
    let json = json!({
        "kind": "rows", "encoding": sheet.encoding, "columns": columns,
        "used": found.used, "left_out": found.left_out, "replaces": replaces,
    });
    Ok(Understood {
        new: found.used.len(),
        table,
        screen,
        json,
    })
}

/// Takes the charges with every instalment away; those at the start stay.
fn without_each(table: &mut toml::Table) {
    if let Some(toml::Value::Array(charges)) = table.get_mut("charges") {
        charges.retain(|charge| charge.get("each").is_none());
    }
}

fn put(table: &mut toml::Table, rows: &[Instalment]) {
    let list = rows
        .iter()
        .map(|Instalment { row, .. }| {
            let mut entry = toml::Table::new();
            entry.insert("due".into(), row.due.to_string().into());
            for (name, amount) in [
                ("principal", row.principal),
                ("interest", row.interest),
                ("charges", row.charges),
            ] {
                entry.insert(name.into(), amount.to_string().into());
            }
            toml::Value::Table(entry)
        })
        .collect();
    for name in REPLACED {
        table.remove(name);
    }
    table.insert("repayment".into(), "rows".into());
    table.insert("rows".into(), toml::Value::Array(list));
}

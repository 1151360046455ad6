//! A table of any bytes: every line is used or named with a reason, none twice, none dropped.

use chrono::NaiveDate;
use menshen::content::{Library, load_column_names, load_contact_names};
use menshen::domain::evidence::OccurredAt;
use menshen::domain::import::{
    Column, ColumnNames, ContactKind, ContactReading, ContactWords, Reading, Sign, Table,
    already_known, calls, contact_columns, instalments, messages, payments, repeated,
    repeated_contacts, table_text, understood_payees, understood_sign, unsure_of_contacts,
};
use std::sync::LazyLock;

static NAMES: LazyLock<ColumnNames> =
    LazyLock::new(|| load_column_names(&Library::built_in()).expect("built in"));
static CONTACT_NAMES: LazyLock<(ColumnNames, ContactWords)> =
    LazyLock::new(|| load_contact_names(&Library::built_in()).expect("built in"));

/// Panics where a table of these bytes is a counterexample.
pub fn holds(bytes: &[u8]) {
    let Ok(read) = table_text(bytes) else {
        return;
    };
    let text = read.text;
    of_payments(&text);
    of_contacts(&text);
}

/// The lines of a table, each once.
fn lines(table: &Table) -> Vec<u64> {
    let mut lines = table.before.clone();
    lines.extend(table.lines.iter().map(|line| line.number));
    lines.sort_unstable();
    lines
}

fn each_once(table: &Table, spoken_of: impl Iterator<Item = u64>) {
    let mut found: Vec<u64> = spoken_of.collect();
    found.sort_unstable();
    assert_eq!(found, lines(table));
}

fn of_payments(text: &str) {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
    if let Ok(table) = Table::read(text, &NAMES, &Column::OF_PAYMENTS) {
        let columns = NAMES.find(&Column::OF_PAYMENTS, &table.header);
        let _ = NAMES.unsure_of_payments(&columns, &table.header);
        let _ = understood_payees(&table, &columns, &NAMES.words);
        let sign = understood_sign(&table, &columns, &NAMES.words);
        for neutral in [false, true] {
            let found = payments(
                &table,
                &Reading {
                    columns: &columns,
                    words: &NAMES.words,
                    sign: sign.unwrap_or(Sign::PaymentsPositive),
                    neutral,
                    payees: None,
                    from: Some(day(2020, 1, 1)),
                    to: day(2026, 11, 21),
                },
            );
            let used = found.used.iter().map(|p| p.line);
            each_once(&table, used.chain(found.left_out.iter().map(|l| l.line)));
            let _ = (found.sum(), repeated(&found.used));
        }
    }
    if let Ok(table) = Table::read(text, &NAMES, &Column::OF_PLAN) {
        let columns = NAMES.find(&Column::OF_PLAN, &table.header);
        let _ = NAMES.unsure_of_plan(&columns, &table.header);
        let found = instalments(&table, &columns, &NAMES.words);
        let used = found.used.iter().map(|row| row.line);
        // A row before the one above it was read and is named besides.
        let unreadable = found
            .unreadable
            .iter()
            .filter(|l| l.reason != "not-in-order");
        let left = found.left_out.iter().chain(unreadable);
        each_once(&table, used.chain(left.map(|l| l.line)));
    }
}

fn of_contacts(text: &str) {
    let (names, words) = &*CONTACT_NAMES;
    for kind in [ContactKind::Calls, ContactKind::Messages] {
        let Ok(table) = Table::read(text, names, kind.columns()) else {
            continue;
        };
        let columns = contact_columns(kind, names, &table.header);
        let _ = unsure_of_contacts(kind, &columns, &table.header);
        for year in [None, Some(2026)] {
            let reading = ContactReading {
                columns: &columns,
                words,
                year,
                now: OccurredAt::parse("2026-11-21T20:00:00+08:00").expect("a time"),
            };
            let found = match kind {
                ContactKind::Calls => calls(&table, &reading),
                ContactKind::Messages => messages(&table, &reading),
            };
            let used = found.used.iter().map(|row| row.line);
            each_once(&table, used.chain(found.left_out.iter().map(|l| l.line)));
            let _ = (
                repeated_contacts(&found.used),
                already_known(&found.used, &[]),
            );
        }
    }
}

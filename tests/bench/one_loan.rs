//! What one loan costs. `cargo bench --bench one_loan` gives medians; with `COUNT=name,times` in its
//! environment it only repeats one of them so often, for a tool that counts instructions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use divan::{Bencher, black_box};
use menshen::content::{Library, load_legal_book};
use menshen::domain::annual_cost::{Flow, internal_rate};
use menshen::domain::ceiling::LegalBook;
use menshen::domain::loan::{Loan, LoanProblem};
use menshen::domain::money::Money;
use menshen::domain::rate::Rate;
use menshen::domain::schedule::equal_payment;
use menshen::domain::statement::{Audit, Options, reconcile};
use std::fmt::Write;
use std::sync::LazyLock;

static BOOK: LazyLock<LegalBook> =
    LazyLock::new(|| load_legal_book(&Library::built_in()).expect("the built-in book is sound"));

/// The most instalments a loan may state.
const MOST: u32 = 600;

/// How the repayments of a loan were made.
#[derive(Clone, Copy)]
enum Paid {
    /// Each in full on its due date.
    OnTime,
    /// Each ten days late and one in four short, so that default interest runs and all four ways of
    /// counting are replayed.
    LateAndShort,
}

/// A loan of `count` instalments with as many repayments, as a line of a batch.
fn line(count: u32, paid: Paid) -> String {
    let first = (2020, 9);
    let month = |k: u32| {
        let months = first.0 * 12 + first.1 - 1 + k;
        (months / 12, months % 12 + 1)
    };
    let rate = Rate::parse("0.15").expect("a rate");
    let planned = equal_payment(Money::from_fen(3_000_000), rate, count).fen() + 24_000;
    let (full, short) = [planned, planned * 2 / 3].map(Money::from_fen).into();
    let mut repayments = String::new();
    for k in 0..count {
        let (year, month) = month(k);
        let (day, amount) = match paid {
            Paid::OnTime => (15, full),
            Paid::LateAndShort if k % 4 == 3 => (25, short),
            Paid::LateAndShort => (25, full),
        };
        let comma = if k == 0 { "" } else { "," };
        write!(
            repayments,
            r#"{comma}{{"on":"{year}-{month:02}-{day}","amount":"{amount}"}}"#
        )
        .expect("memory takes what is written");
    }
    let (year, month) = month(count + 1);
    format!(
        r#"{{"id":"A1","lender_kind":"bank","platform_assisted":true,"disbursed_on":"2020-08-15",
        "contract_amount":"30000.00","rate":{{"annual":"0.15"}},"repayment":"equal-installment",
        "installments":{count},"first_due":"2020-09-15","default_interest":{{"multiple":"1.5"}},
        "charges":[{{"kind":"guarantee","each":"240.00"}}],"repayments":[{repayments}],
        "as_of":"{year}-{month:02}-20"}}"#
    )
}

fn loan(count: u32, paid: Paid) -> Loan {
    let allowed = format!("\"installments\":{},", count.min(MOST));
    let stated = format!("\"installments\":{count},");
    let line = line(count, paid).replace(&stated, &allowed);
    let mut loan = Loan::from_json(&line, None).unwrap_or_else(|problems| panic!("{problems:?}"));
    // More than a file may state: only growth is looked at there.
    if let Some(terms) = &mut loan.terms {
        terms.installments = Some(count);
    }
    loan
}

/// The payout and 36 monthly payments on actual dates.
fn flows() -> Vec<Flow> {
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut at = 0;
    let start = Flow {
        at,
        amount: Money::from_fen(-3_000_000),
    };
    let payments = days.iter().cycle().take(36).map(|days| {
        at += days;
        Flow {
            at,
            amount: Money::from_fen(104_000),
        }
    });
    std::iter::once(start).chain(payments).collect()
}

fn reconciled(count: u32, paid: Paid) -> impl Fn() {
    let loan = loan(count, paid);
    LazyLock::force(&BOOK);
    move || {
        black_box(reconcile(black_box(&loan), &BOOK, &Options::default()));
    }
}

fn answered(count: u32, paid: Paid) -> impl Fn() {
    let line = line(count, paid);
    let words = |_: &LoanProblem| String::new();
    LazyLock::force(&BOOK);
    move || {
        let audit = Audit {
            book: &BOOK,
            options: Options::default(),
            as_of: None,
            message: &words,
        };
        let mut out = Vec::with_capacity(16 * 1024);
        assert!(audit.answer(1, black_box(&line), &mut out));
        black_box(out);
    }
}

fn solved() -> impl Fn() {
    let flows = flows();
    move || {
        black_box(internal_rate(black_box(&flows), 365));
    }
}

/// One loan, 24 instalments and 24 repayments: the figures alone, without working.
#[divan::bench(args = [12, 24, 120, 360])]
fn reconciled_on_time(bencher: Bencher<'_, '_>, count: u32) {
    bencher.bench_local(reconciled(count, Paid::OnTime));
}

#[divan::bench(args = [12, 24, 120, 360])]
fn reconciled_late_and_short(bencher: Bencher<'_, '_>, count: u32) {
    bencher.bench_local(reconciled(count, Paid::LateAndShort));
}

/// The same from a line of JSON to a line of JSON.
#[divan::bench(args = [24])]
fn answered_on_time(bencher: Bencher<'_, '_>, count: u32) {
    bencher.bench_local(answered(count, Paid::OnTime));
}

#[divan::bench(args = [24])]
fn answered_late_and_short(bencher: Bencher<'_, '_>, count: u32) {
    bencher.bench_local(answered(count, Paid::LateAndShort));
}

/// The annual cost of 36 payments.
#[divan::bench]
fn cost_of_36_payments(bencher: Bencher<'_, '_>) {
    bencher.bench_local(solved());
}

/// Repeats one measure so often and does nothing else: two counts of instructions, subtracted, give
/// what one costs.
fn repeat(asked: &str) {
    let (name, times) = asked.split_once(',').expect("name,times");
    let work: Box<dyn Fn()> = match name.split_once(':').unwrap_or((name, "24")) {
        ("on-time", count) => Box::new(reconciled(count.parse().expect("a count"), Paid::OnTime)),
        ("late", count) => Box::new(reconciled(
            count.parse().expect("a count"),
            Paid::LateAndShort,
        )),
        ("answered", count) => Box::new(answered(
            count.parse().expect("a count"),
            Paid::LateAndShort,
        )),
        ("cost", _) => Box::new(solved()),
        _ => panic!("no measure is called {name}"),
    };
    for _ in 0..times.parse().expect("a number of times") {
        work();
    }
}

fn main() {
    match std::env::var("COUNT") {
        Ok(asked) => repeat(&asked),
        Err(_) => divan::main(),
    }
}

//! Whatever is typed at a question is understood or refused, and what was understood is understood
//! the same way again: an answer may be shown, gone back to and confirmed.

use chrono::NaiveDate;
use menshen::domain::chain::{Anchor, RecordedAt};
use menshen::domain::evidence::{OccurredAt, masked_numbers};
use menshen::domain::identifier::{
    CaseNumber, PhoneForm, card_last_four, credit_code_faults, identity_faults, mask_identity,
    mask_mobile, normalised_credit_code,
};
use menshen::domain::import::{amount_cell, day_cell, moment_cell, number_cell};
use menshen::domain::money::Money;
use menshen::domain::rate::Rate;
use menshen::interview::Value;
use menshen::interview::flow::Kind;
use menshen::interview::reading::{
    percent, plain_form, read, read_in_file, read_now, says_unknown,
};

/// One kind of answer for each first byte; the second says whether the canonical form, typed, must
/// be read as itself.
fn kind(byte: u8) -> (Kind, bool) {
    let options = || ["call", "visit", "message"].map(str::to_owned).to_vec();
    match byte % 21 {
        0 => (Kind::Money, true),
        1 => (Kind::Date { future: false }, true),
        2 => (Kind::Date { future: true }, true),
        3 => (Kind::Moment, true),
        // A person's `0.234` is asked about; a file's isn't.
        4 => (Kind::Rate, false),
        5 => (Kind::Factor, true),
        6 => (Kind::Count { min: 1, max: 600 }, true),
        7 => (Kind::Choice(options()), false),
        8 => (Kind::YesNo, false),
        9 => (Kind::Text, true),
        10 => (Kind::CallerNumber, true),
        11 => (Kind::Phone, true),
        12 => (Kind::Identity, true),
        13 => (Kind::IdentityTail, true),
        14 => (Kind::ContractNumber, true),
        15 => (Kind::DatedAmounts, true),
        16 => (Kind::Rows, true),
        17 => (Kind::Files, false),
        18 => (Kind::Periodic, true),
        19 => (Kind::Amounts, true),
        _ => (Kind::Several(options()), false),
    }
}

/// Panics where this line is a counterexample; the first byte chooses the kind of the question.
pub fn holds(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let Ok(line) = std::str::from_utf8(rest) else {
        return;
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    let (kind, again) = kind(*first);
    let _ = read_now(&kind, line, today, "2026-11-21T20:00:00+08:00");
    let _ = read_in_file(&kind, line, today);
    if let Ok(reading) = read(&kind, line, today)
        && let Value::Given(value) = &reading.value
        && again
    {
        let twice = read(&kind, value, today);
        assert_eq!(
            twice.as_ref().map(|r| &r.value),
            Ok(&reading.value),
            "{kind:?}"
        );
    }
    words_of(line);
    numbers_of(line);
}

fn words_of(line: &str) {
    let plain = plain_form(line);
    assert_eq!(plain_form(&plain), plain);
    let _ = (says_unknown(line), percent(line));
    let masked = masked_numbers(line);
    let shown = masked.split(|c: char| !c.is_ascii_digit());
    assert!(
        shown
            .map(PhoneForm::of)
            .all(|form| form != Some(PhoneForm::Mobile)),
        "a number shown"
    );
}

fn numbers_of(line: &str) {
    if let Ok(number) = CaseNumber::parse(line) {
        assert_eq!(CaseNumber::parse(&number.to_string()).as_ref(), Ok(&number));
    }
    let _ = (identity_faults(line), mask_identity(line));
    let _ = (PhoneForm::of(line), mask_mobile(line), card_last_four(line));
    let _ = credit_code_faults(&normalised_credit_code(line));
    let _ = (amount_cell(line), day_cell(line), number_cell(line));
    let _ = (moment_cell(line, Some(2026)), moment_cell(line, None));
    if let Ok(amount) = Money::parse(line) {
        assert_eq!(Money::parse(&amount.to_string()), Ok(amount));
    }
    let _ = Rate::parse(line).map(|rate| rate.percent());
    if let Some(at) = OccurredAt::parse(line) {
        assert_eq!(at.to_string(), line);
    }
    if let Some(at) = RecordedAt::parse(line) {
        assert_eq!(at.to_string(), line);
    }
    if let Ok(anchor) = line.parse::<Anchor>() {
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
    }
}

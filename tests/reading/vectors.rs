//! Every line of the vector files.

use super::{Case, today, vectors};
use chrono::NaiveTime;
use menshen::interview::Value;
use menshen::interview::flow::Kind;
use menshen::interview::reading::{
    Rejected, clock_of, percent, plain_form, read, read_in_file, read_moment, read_phone,
    read_rate_with_unit,
};

/// Holds a result against its case; returns what differs.
fn difference(case: &Case, result: &Result<String, Rejected>) -> Option<String> {
    let right = match (result, &case.rejected) {
        (Ok(value), None) => Some(value) == case.gives.as_ref(),
        (Err(refusal), Some(code)) => {
            let arg_is = |name: &str, wanted: &Option<String>| {
                wanted.is_none() || refusal.args.get(name) == wanted.as_ref()
            };
            refusal.code == code && arg_is("first", &case.first) && arg_is("second", &case.second)
        }
        _ => false,
    };
    (!right).then(|| format!("{case:?}\n   got {result:?}"))
}

fn check(name: &str, reading: impl Fn(&str) -> Result<String, Rejected>) {
    let cases = vectors(name);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| difference(case, &reading(&case.line)))
        .collect();
    assert!(
        wrong.is_empty(),
        "{name}: {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Checks a kind, and that what it gives is read again as itself.
fn check_kind(name: &str, kind: &Kind) {
    check(name, |line| {
        read(kind, line, today()).map(|reading| match reading.value {
            Value::Given(text) => {
                // What a file then holds is read again as itself.
                let again = read_in_file(kind, &text, today()).map(|r| r.value);
                assert_eq!(again, Ok(Value::Given(text.clone())), "{name}: {line}");
                text
            }
            other => panic!("{name}: {line} gave {other:?}"),
        })
    });
}

#[test]
fn amounts() {
    check_kind("amounts", &Kind::Money);
}

#[test]
fn dates() {
    check_kind("dates", &Kind::Date { future: false });
    check_kind("dates_future", &Kind::Date { future: true });
}

#[test]
fn moments() {
    check_kind("moments", &Kind::Moment);
}

#[test]
fn moments_by_the_clock_keep_how_sure_they_are() {
    let clock = NaiveTime::from_hms_opt(20, 0, 0);
    for case in vectors("moments_now") {
        let found = read_moment(&case.line, today(), clock);
        let about = found.as_ref().is_ok_and(|moment| moment.about);
        assert_eq!(about, case.about.unwrap_or(false), "{case:?}");
        let result = found.map(|moment| moment.canonical());
        assert_eq!(difference(&case, &result), None);
    }
    // A clock of another day says nothing about this one.
    assert_eq!(clock_of("2026-11-21T20:00:00+08:00", today()), clock);
    assert_eq!(clock_of("2026-11-22T20:00:00+08:00", today()), None);
}

#[test]
fn phones_or_words() {
    for (line, expected) in [
        ("138 1234 5678", Ok("13812345678")),
        ("+86 021-55550101", Ok("02155550101")),
        ("未显示", Ok("未显示")),
        ("尾号1234", Ok("尾号1234")),
        ("2", Err("phone-form")),
        ("１２", Err("phone-form")),
        ("--", Err("empty")),
        ("", Err("empty")),
    ] {
        let found = read(&Kind::CallerNumber, line, today());
        let found = found
            .as_ref()
            .map(|r| r.value.given().unwrap())
            .map_err(|r| r.code);
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn rates() {
    check_kind("rates", &Kind::Rate);
    check("rates_with_unit", |line| {
        read_rate_with_unit(line).map(|(unit, fraction)| format!("{} {fraction}", unit.member()))
    });
    check("rates_in_file", |line| {
        read_in_file(&Kind::Rate, line, today()).map(|r| r.value.given().unwrap().to_owned())
    });
    check_kind("factors", &Kind::Factor);
    check_kind("periodic", &Kind::Periodic);
    assert_eq!(percent("0.234"), "23.4%");
    assert_eq!(percent("not a rate"), "not a rate");
}

#[test]
fn counts_and_choices() {
    check_kind("counts", &Kind::Count { min: 1, max: 360 });
    check_kind("yes_no", &Kind::YesNo);
    let options = ["bank", "micro-loan", "unknown"]
        .map(str::to_owned)
        .to_vec();
    check_kind("choices", &Kind::Choice(options));
}

#[test]
fn lists() {
    check_kind("dated_amounts", &Kind::DatedAmounts);
    check_kind("rows", &Kind::Rows);
}

#[test]
fn words_paths_and_telephones() {
    check_kind("texts", &Kind::Text);
    check_kind("files", &Kind::Files);
    check("phones", |line| {
        read_phone(line).map(|(form, digits)| format!("{} {digits}", form.word()))
    });
}

#[test]
fn numbers_of_ones_own() {
    check_kind("own_phones", &Kind::Phone);
    check_kind("own_identities", &Kind::Identity);
    check_kind("identity_tails", &Kind::IdentityTail);
    check_kind("contract_numbers", &Kind::ContractNumber);
    let long = "9".repeat(65);
    let refusal = read(&Kind::ContractNumber, &long, today()).unwrap_err();
    assert_eq!(refusal.code, "text-too-long");
}

#[test]
fn numbers_of_a_person_are_read_back_masked() {
    let echo = |kind: &Kind, line: &str| read(kind, line, today()).unwrap().echo;
    assert_eq!(
        echo(&Kind::Phone, "138 0000 5678").as_deref(),
        Some("138****5678")
    );
    assert_eq!(
        echo(&Kind::Identity, "11010519491231002x").as_deref(),
        Some("110***********002X")
    );
}

#[test]
fn text_has_a_longest_length() {
    let longest = "字".repeat(2_000);
    assert!(read(&Kind::Text, &longest, today()).is_ok());
    let refusal = read(&Kind::Text, &format!("{longest}字"), today()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.args["max"].as_str()),
        ("text-too-long", "2000")
    );
}

#[test]
fn what_differs_from_what_was_typed_is_read_back() {
    let echo = |kind: &Kind, line: &str| read(kind, line, today()).unwrap().echo;
    assert_eq!(echo(&Kind::Money, "1.2万").as_deref(), Some("12,000.00"));
    assert_eq!(echo(&Kind::Money, "12000").as_deref(), Some("12,000.00"));
    assert_eq!(echo(&Kind::Money, "999.99").as_deref(), Some("999.99"));
    assert_eq!(echo(&Kind::Money, "５００").as_deref(), Some("500.00"));
    assert_eq!(echo(&Kind::Money, "五百").as_deref(), Some("500.00"));
    let day = Kind::Date { future: false };
    assert_eq!(echo(&day, "昨天").as_deref(), Some("2026-11-20"));
    assert_eq!(echo(&day, "2026-11-20"), None);
    assert_eq!(
        echo(&Kind::Moment, "昨晚10点半").as_deref(),
        Some("2026-11-20 22:30")
    );
    assert_eq!(echo(&Kind::Rate, "百分之十五").as_deref(), Some("15%"));
    assert_eq!(echo(&Kind::Rate, "15%"), None);
    assert_eq!(echo(&Kind::YesNo, "y"), None);
}

#[test]
fn the_first_week_and_month_of_a_year_reach_back_into_the_last() {
    let new_year = chrono::NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    let day = |line: &str| {
        let reading = read(&Kind::Date { future: false }, line, new_year).unwrap();
        reading.value.given().unwrap().to_owned()
    };
    assert_eq!(day("上个月15号"), "2025-12-15");
    assert_eq!(day("上周三"), "2025-12-24");
    assert_eq!(day("12月31日"), "2025-12-31");
    assert_eq!(day("1月3日"), "2025-01-03");
    assert_eq!(day("三天前"), "2025-12-30");
}

#[test]
fn steering_keys_of_any_input_method() {
    for (typed, plain) in [
        ("？", "?"),
        ("＜", "<"),
        ("《", "<"),
        ("！", "!"),
        (" Ｑ\u{3000}", "Q"),
        ("\u{200b}", ""),
    ] {
        assert_eq!(plain_form(typed), plain);
    }
}

//! No line, however strange, ends the program; and what it writes itself it can read.

use super::today;
use menshen::domain::money::Money;
use menshen::interview::Value;
use menshen::interview::flow::Kind;
use menshen::interview::reading::{read, read_in_file, read_phone, read_rate_with_unit};
use menshen::render::capitals::capitals;
use proptest::prelude::*;

/// Twelve digits of yuan and two of fen.
const MOST_FEN: i64 = 99_999_999_999_999;

fn kinds() -> Vec<Kind> {
    vec![
        Kind::Choice(vec!["a".into(), "b".into()]),
        Kind::YesNo,
        Kind::Money,
        Kind::Date { future: false },
        Kind::Date { future: true },
        Kind::Moment,
        Kind::Rate,
        Kind::Factor,
        Kind::Count {
            min: 0,
            max: u32::MAX,
        },
        Kind::Text,
        Kind::DatedAmounts,
        Kind::Rows,
        Kind::Files,
    ]
}

/// Strings of the characters our forms are made of, which come nearer to the edges than any others.
fn near_forms() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(
            "0123456789,.-/: ;%年月日号周上下个天前后昨今晚早夜点半刻分厘元角整百千万亿零一二两三十壹拾仟负约kw¥T+Z息利率化之每期①（），。"
                .chars()
                .collect::<Vec<_>>(),
        ),
        0..14,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

fn survives(line: &str) -> Result<(), TestCaseError> {
    for kind in kinds() {
        match read(&kind, line, today()) {
            Ok(reading) => {
                prop_assert!(reading.value.given().is_some_and(|v| !v.is_empty()));
                // What was stored is never asked about again, nor read as something else.
                let stored = reading.value.given().unwrap_or_default();
                let again = read_in_file(&kind, stored, today()).map(|r| r.value);
                // But a path may carry quotes within quotes, and a rate of 100 % or more is asked about.
                let asked_anew = matches!(kind, Kind::Files | Kind::Rate);
                prop_assert!(
                    asked_anew || again == Ok(reading.value.clone()),
                    "{:?} {:?}",
                    kind,
                    stored
                );
            }
            Err(refusal) => prop_assert!(!refusal.code.is_empty()),
        }
    }
    if let Ok((_, fraction)) = read_rate_with_unit(line) {
        prop_assert!(!fraction.is_empty());
    }
    if let Ok((_, digits)) = read_phone(line) {
        prop_assert!(!digits.is_empty());
    }
    Ok(())
}

fn amount_of(line: &str) -> Option<String> {
    let reading = read(&Kind::Money, line, today()).ok()?;
    reading.value.given().map(str::to_owned)
}

proptest! {
    #[test]
    fn any_line(line in any::<String>()) {
        survives(&line)?;
    }

    #[test]
    fn lines_near_our_forms(line in near_forms()) {
        survives(&line)?;
    }

    #[test]
    fn figures_and_capitals_are_read_as_written(fen in prop_oneof![0..=MOST_FEN, 0..=10_000_000_i64]) {
        let money = Money::from_fen(fen);
        let canonical = Some(money.to_string());
        prop_assert_eq!(amount_of(&money.to_string()), canonical.clone());
        prop_assert_eq!(amount_of(&money.grouped()), canonical.clone());
        prop_assert_eq!(amount_of(&format!("{}元", money.grouped())), canonical.clone());
        let in_capitals = capitals(money).unwrap();
        prop_assert_eq!(amount_of(&in_capitals), canonical.clone());
        prop_assert_eq!(amount_of(in_capitals.trim_start_matches("人民币")), canonical);
    }

    #[test]
    fn round_amounts_in_capitals_are_read_as_written(yuan in 0_i64..1_000, zeros in 0_u32..9, rest in 0_i64..100) {
        let money = Money::from_fen(yuan * 10_i64.pow(zeros) * 100 + rest);
        let in_capitals = capitals(money).unwrap();
        prop_assert_eq!(amount_of(&in_capitals), Some(money.to_string()));
        prop_assert!(!in_capitals.contains("零零"));
        prop_assert!(!in_capitals.contains("零元") || money.fen() == 0, "{}", in_capitals);
    }

    #[test]
    fn days_are_read_as_written(back in 0_u64..15_000) {
        let day = today() - chrono::Days::new(back);
        for form in [day.to_string(), day.format("%Y%m%d").to_string(), crate::support::TEXTS.day_with_weekday(day)] {
            let reading = read(&Kind::Date { future: false }, &form, today()).unwrap();
            prop_assert_eq!(reading.value, Value::Given(day.to_string()));
        }
    }
}

//! Capital numerals and long dates, as letters write them.

use crate::support::TEXTS;
use chrono::NaiveDate;
use menshen::domain::money::Money;
use menshen::render::capitals::capitals;
use menshen::render::dates::long_date;

#[test]
fn amounts_in_capitals() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/vectors/reading/capitals.tsv"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let mut seen = 0;
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let (figure, wanted) = line.split_once('\t').unwrap();
        let money = Money::parse(figure).unwrap();
        assert_eq!(capitals(money).as_deref(), Some(wanted), "{figure}");
        seen += 1;
    }
    assert!(seen >= 40, "only {seen} vectors");
}

#[test]
fn beyond_what_is_read_capitals_still_hold() {
    let trillion = Money::from_fen(100_000_000_000_000);
    assert_eq!(capitals(trillion).as_deref(), Some("人民币壹万亿元整"));
    assert!(capitals(Money::from_fen(i64::MAX)).is_some());
}

#[test]
fn a_negative_amount_has_no_capitals() {
    assert_eq!(capitals(Money::from_fen(-1)), None);
    assert_eq!(capitals(Money::from_fen(i64::MIN)), None);
}

#[test]
fn days_without_leading_zeros() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    assert_eq!(long_date(day(2026, 1, 5)), "2026年1月5日");
    assert_eq!(
        TEXTS.day_with_weekday(day(2026, 11, 21)),
        "2026年11月21日（星期六）"
    );
    let week: Vec<_> = (16..=22).map(|d| TEXTS.weekday(day(2026, 11, d))).collect();
    assert_eq!(
        week.join(" "),
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日"
    );
}

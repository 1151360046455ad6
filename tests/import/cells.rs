//! Single cells.

use chrono::NaiveDate;
use menshen::domain::import::{NotAmount, NotDay, amount_cell, day_cell};
use menshen::domain::money::Money;

#[test]
fn amounts_as_exports_write_them() {
    for (cell, fen) in [
        ("1694.60", 169_460),
        ("1,694.60", 169_460),
        ("¥1,694.6", 169_460),
        ("￥1694.6元", 169_460),
        ("１，６９４．６０", 169_460),
        ("-300", -30_000),
        ("(300.00)", -30_000),
        ("¥-300.00", -30_000),
        ("-¥300.00", -30_000),
        ("+12", 1_200),
        ("=\"200.00\"", 20_000),
        ("0.00", 0),
        ("100.000", 10_000),
        ("007.50", 750),
        ("1,234,567.89", 123_456_789),
        ("\t20.00\t", 2_000),
    ] {
        assert_eq!(amount_cell(cell), Ok(Money::from_fen(fen)), "{cell}");
    }
    for cell in [
        "1.234,56",
        "12,34",
        "1,2345.00",
        "12a",
        "三百",
        "1.005",
        "--3",
        "$3",
        "1e3",
        ",",
        ".",
        "1,,000",
        "9999999999999",
    ] {
        assert_eq!(amount_cell(cell), Err(NotAmount::Form), "{cell}");
    }
    for cell in ["", " ", "-", "/", "--"] {
        assert_eq!(amount_cell(cell), Err(NotAmount::Empty), "{cell}");
    }
}

#[test]
fn days_as_exports_write_them() {
    let fifth = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    for cell in [
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "20260105",
        "2026-01-05 10:22:33",
        "2026/1/5 10:22",
        "2026-01-05T10:22:33+08:00",
        "20260105102233",
        "2026年1月5日",
        "2026年1月5日 10时",
        "２０２６－０１－０５",
        "=\"20260105\"",
        "\t2026-01-05\t",
    ] {
        assert_eq!(day_cell(cell), Ok(fifth), "{cell}");
    }
    for (cell, why) in [
        ("", NotDay::Empty),
        ("5/1/2026", NotDay::Doubtful),
        ("26", NotDay::Form),
        ("01-05-26", NotDay::Doubtful),
        ("46027", NotDay::Serial),
        ("2026-02-30", NotDay::Form),
        ("20261301", NotDay::Form),
        ("昨天", NotDay::Form),
        ("1826-01-05", NotDay::Form),
    ] {
        assert_eq!(day_cell(cell), Err(why), "{cell}");
    }
}

//! Columns as wide as what stands in them.

use menshen::domain::letter::{Row, Table};
use menshen::render::letter::{columns, lies_on_its_side};

/// Units of a line and of half a character, as on an upright page of the Word file.
const LINE: usize = 8845;
const HALF: usize = 105;

fn table(rows: &[&[&str]], figures: &[usize]) -> Table {
    let cells = |row: &[&str]| row.iter().map(|c| (*c).to_owned()).collect();
    Table {
        head: cells(rows[0]),
        rows: rows[1..]
            .iter()
            .map(|row| Row {
                cells: cells(row),
                strong: false,
            })
            .collect(),
        figures: figures.iter().copied().collect(),
    }
}

#[test]
fn a_short_table_fits_and_its_words_take_what_is_over() {
    let short = table(&[&["项目", "每月（元）"], &["房租", "1,100.00"]], &[1]);
    let laid = columns(&short, LINE, HALF);
    assert!(laid.fits);
    assert_eq!(laid.widths.iter().sum::<usize>(), LINE);
    // 每月（元） is ten half characters, with three kept free.
    assert_eq!(laid.widths[1], 13 * HALF);
}

#[test]
fn a_long_story_gets_the_room_and_no_day_or_file_name_falls_apart() {
    let story =
        "两名男子到住处敲门，一人出示工作证，要求当场付款并签字，本人没有签、没有付。".repeat(3);
    let rows: &[&[&str]] = &[
        &["序号", "时间", "对方", "经过", "联系了谁、谁在场", "文件"],
        &[
            "1",
            "2026年11月16日19:35",
            "安澜信息咨询有限公司",
            &story,
            "本人",
            "REC_1118.m4a",
        ],
    ];
    let long = table(rows, &[]);
    let laid = columns(&long, LINE, HALF);
    assert!(!laid.fits);
    assert_eq!(laid.widths.iter().sum::<usize>(), LINE);
    let half: Vec<usize> = laid.widths.iter().map(|w| w / HALF).collect();
    assert_eq!(half[0], 7, "{half:?}");
    assert!(half[3] > half[1] && half[3] > half[4], "{half:?}");
    assert!(half[1] >= 13 && half[5] >= 15, "{half:?}");
}

#[test]
fn whatever_stands_in_it_a_table_is_as_wide_as_the_line() {
    for count in 1..=12 {
        for length in [0, 1, 5, 40, 400] {
            let cells: Vec<String> = (0..count).map(|c| "字".repeat(length * (c % 3))).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let one = table(&[&cells, &cells], &[]);
            let laid = columns(&one, LINE, HALF);
            assert_eq!(laid.widths.len(), count);
            assert_eq!(laid.widths.iter().sum::<usize>(), LINE, "{count} {length}");
            assert!(laid.widths.iter().all(|w| *w >= 3 * HALF), "{laid:?}");
            assert_eq!(lies_on_its_side(&one), count > 6);
        }
    }
}

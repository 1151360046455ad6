//! Anchors as a person takes, keeps and checks them.

use crate::support::{Home, Terminal, arg, unwrapped};
use menshen::domain::chain::Anchor;
use menshen::domain::guide::{Standing, first_three};
use menshen::render::qr::Code;

/// A case with two entries, and its anchor.
fn anchored() -> (Home, String) {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&["log", "add", "电话", "第一通"]);
    home.done(&["log", "add", "电话", "第二通"]);
    let line = home.done(&["log", "anchor"]);
    assert_eq!(line.lines().count(), 1);
    (home, line.trim().to_owned())
}

/// Reads a QR code off a picture with a decoder that isn't ours: `dark` says where it is dark.
fn decoded(width: usize, height: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        if dark(x, y) { 0 } else { 255 }
    });
    let codes = picture.detect_grids();
    assert_eq!(codes.len(), 1);
    codes[0].decode().unwrap().1
}

/// Half blocks back to modules, each four pixels wide.
fn decoded_blocks(lines: &[String]) -> String {
    let rows: Vec<Vec<(bool, bool)>> = lines
        .iter()
        .map(|line| {
            line.chars()
                .map(|c| match c {
                    '█' => (false, false),
                    '▀' => (false, true),
                    '▄' => (true, false),
                    ' ' => (true, true),
                    other => panic!("{other:?} in a code"),
                })
                .collect()
        })
        .collect();
    let width = rows[0].len();
    decoded(width * 4, rows.len() * 8, |x, y| {
        let (upper, lower) = rows[y / 8][x / 4];
        if y % 8 < 4 { upper } else { lower }
    })
}

fn longest() -> String {
    format!(
        "menshen:1:{}:{}:{}",
        "9f".repeat(16),
        u64::MAX,
        "0a".repeat(32)
    )
}

#[test]
fn the_code_in_the_terminal_is_the_line() {
    let (_, line) = anchored();
    for text in [line, longest()] {
        let code = Code::of(&text).unwrap();
        let drawn = code.half_blocks();
        let lines: Vec<String> = drawn
            .lines()
            .map(|l| {
                l.split_once('m')
                    .unwrap()
                    .1
                    .split('\u{1b}')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert!(lines.iter().all(|l| l.chars().count() == code.columns()));
        assert_eq!(decoded_blocks(&lines), text);
    }
}

#[test]
fn an_anchor_of_an_ordinary_log_fits_a_window_of_80_by_24() {
    let text = format!(
        "menshen:1:{}:{}:{}",
        "9f".repeat(16),
        999_999,
        "0a".repeat(32)
    );
    let code = Code::of(&text).unwrap();
    assert!(code.half_blocks().lines().count() <= 23);
    assert!(code.columns() <= 80);
}

#[test]
fn a_person_at_a_terminal_sees_a_code_that_reads_as_the_line() {
    let (home, line) = anchored();
    let mut terminal = Terminal::sized(&home, &["log", "anchor"], 80, 60);
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    let lines: Vec<String> = screen
        .lines()
        .filter(|l| l.contains(['█', '▀', '▄']))
        .map(str::to_owned)
        .collect();
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap();
    let padded: Vec<String> = lines.iter().map(|l| format!("{l:<width$}")).collect();
    assert_eq!(decoded_blocks(&padded), line);
    assert!(screen.replace('\n', "").contains(&line), "{screen}");
}

#[test]
fn a_plain_or_narrow_terminal_gets_groups_of_four_that_read_back() {
    let (home, line) = anchored();
    let ran = home.run(&["log", "anchor", "--plain"]);
    assert_eq!(ran.out.trim(), line);
    assert!(!ran.err.contains('█'), "{ran:?}");
    let from = ran.err.find("menshen:1:\n").unwrap();
    let typed = &ran.err[from..];
    assert!(typed.lines().all(|l| l.chars().count() <= 41), "{typed}");
    assert_eq!(typed.parse::<Anchor>().unwrap().to_string(), line);
    let wide_colons = typed.replace(':', "：");
    let found = home.json(&["log", "verify", "--anchor", &wide_colons]);
    assert_eq!(found["notices"][0]["code"], "anchored-through");
}

#[test]
fn pictures_hold_the_line_and_nothing_else() {
    let (home, line) = anchored();
    let png = home.beside("anchor.png");
    let ran = home.run(&["log", "anchor", "-o", arg(&png)]);
    assert_eq!((ran.code, ran.out.trim()), (0, line.as_str()), "{ran:?}");
    let bytes = std::fs::read(&png).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let row = frame.line_size;
    let dark = |x: usize, y: usize| pixels[y * row + x / 8] >> (7 - x % 8) & 1 == 0;
    assert_eq!(decoded(width, height, dark), line);
    assert!(
        !bytes
            .windows(4)
            .any(|w| [b"tEXt", b"tIME", b"eXIf"].contains(&w.try_into().unwrap()))
    );

    let svg = home.beside("anchor.SVG");
    home.done(&["log", "anchor", "-o", arg(&svg)]);
    let text = std::fs::read_to_string(&svg).unwrap();
    let squares: Vec<(usize, usize)> = text
        .split('M')
        .filter_map(|part| {
            part.strip_suffix("h1v1h-1z")
                .or(part.split("h1v1h-1z").next())
        })
        .filter_map(|at| at.split_once(' '))
        .filter_map(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)))
        .collect();
    assert!(squares.len() > 400, "{}", squares.len());
    let edge = squares.iter().map(|s| s.0.max(s.1)).max().unwrap() + 5;
    let set: std::collections::BTreeSet<_> = squares.into_iter().collect();
    let read = decoded(edge * 4, edge * 4, |x, y| set.contains(&(x / 4, y / 4)));
    assert_eq!(read, line);

    let text = home.beside("anchor.txt");
    home.done(&["log", "anchor", "-o", arg(&text)]);
    assert_eq!(std::fs::read_to_string(text).unwrap().trim(), line);
}

#[test]
fn what_was_put_somewhere_is_noted_listed_and_used() {
    let (home, line) = anchored();
    assert_eq!(
        home.json(&["log", "anchor", "--list"])["kept"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let noted = home.json(&["log", "anchor", "--kept-at", "小王的微信"]);
    assert_eq!(noted["kept"]["anchor"], line);
    assert_eq!(noted["kept"]["noted_at"], "2026-11-21T20:00:00+08:00");
    home.done(&["log", "add", "电话", "第三通"]);
    // An older one, put away after another entry was written.
    home.done(&["log", "anchor", "--kept-at", "纸上", "--anchor", &line]);
    let listed = home.json(&["log", "anchor", "--list"]);
    assert_eq!(listed["kept"][1]["kept_at"], "纸上");
    assert_eq!(
        (&listed["kept"][1]["anchor"], &listed["newer_entries"]),
        (&line.into(), &1.into())
    );
    let said = home.done(&["log", "anchor", "--list"]);
    assert!(
        said.contains("小王的微信") && said.contains("到第 2 条"),
        "{said}"
    );

    // Cutting off the end is found from the list alone, and the words say what a list is worth.
    let said = unwrapped(&home.done(&["log", "verify"]));
    assert!(said.contains("能改记录的人也能改它"), "{said}");
    let log = home.case("甲").join("evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    let cut: String = text.split_inclusive('\n').take(2).collect();
    std::fs::write(&log, cut).unwrap();
    let ran = home.run(&["log", "verify", "--json"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!(ran.json()["faults"][0]["code"], "anchor-line-missing");
}

#[test]
fn an_anchor_of_another_log_is_not_noted() {
    let (home, _) = anchored();
    let (_, other) = anchored();
    let args = ["log", "anchor", "--kept-at", "纸上", "--anchor", &other];
    home.refused(&args, "anchor-not-of-this-log", 4);
    assert!(!home.case("甲").join("anchors.toml").exists());
}

#[test]
fn what_a_given_anchor_proves_is_said() {
    let (home, line) = anchored();
    let said = unwrapped(&home.done(&["log", "verify", "--anchor", &line]));
    assert!(
        said.contains("锚自己不带日期") && said.contains("不能说明"),
        "{said}"
    );
    let said = unwrapped(&home.done(&["log", "verify"]));
    assert!(said.contains("单凭这份文件看不出来"), "{said}");
}

#[test]
fn a_damaged_list_is_said_and_not_written_over() {
    let (home, _) = anchored();
    let list = home.case("甲").join("anchors.toml");
    for text in [
        "format = \"menshen-anchors\"\nversion = 1\n[[kept]]\nanchor = \"menshen:1:x\"\n",
        "half wri",
    ] {
        std::fs::write(&list, text).unwrap();
        for args in [&["log", "verify"][..], &["log", "anchor", "--kept-at", "x"]] {
            home.refused(args, "storage-damaged", 1);
        }
        assert_eq!(std::fs::read_to_string(&list).unwrap(), text);
    }
}

#[test]
fn the_guide_reminds_of_entries_no_anchor_reaches() {
    let codes = |entries, anchored_through| -> Vec<&'static str> {
        let standing = Standing {
            entries: Some(entries),
            anchored_through,
            ..Standing::default()
        };
        first_three(&standing).iter().map(|t| t.code).collect()
    };
    assert!(codes(3, 0).contains(&"anchor"));
    assert!(codes(3, 2).contains(&"anchor-newer"));
    for code in codes(3, 3) {
        assert!(!code.starts_with("anchor"), "{code}");
    }
    let (home, _) = anchored();
    home.done(&["log", "anchor", "--kept-at", "纸上"]);
    assert!(!home.done(&[]).contains("menshen log anchor"));
    home.done(&["log", "add", "电话", "第三通"]);
    let said = unwrapped(&home.done(&[]));
    assert!(
        said.contains("到第2条") && said.contains("menshenloganchor"),
        "{said}"
    );
}

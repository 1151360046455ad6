//! The door in the windows people have: small, large type, plain, pulled about, flooded with keys; and
//! drafts that an earlier or a later door left.

use crate::support::{Home, Key, TEXTS, Terminal};
use menshen::render::large::set_wide;
use serde_json::{Value, json};

const WAY: &[(&str, &str)] = &[
    ("danger", "2"),
    ("who-is-home", "2"),
    ("recording", "1"),
    ("who", "6"),
    ("who-else", "4"),
    ("leave", "1"),
    ("after", "1"),
    ("already", "1"),
];

fn rows_used(terminal: &Terminal) -> usize {
    let screen = terminal.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let last = lines.iter().rposition(|l| !l.trim().is_empty());
    last.map_or(0, |last| last + 1)
}

/// The words without the blanks large type puts between them.
fn close(words: &str) -> String {
    words.split_whitespace().collect()
}

#[test]
fn large_type_shows_one_thing_at_a_time_in_both_windows() {
    for (columns, rows) in [(80, 24), (40, 15)] {
        let home = Home::new();
        let mut terminal = Terminal::sized(&home, &["visit", "--large"], columns, rows);
        for (place, (id, typed)) in WAY.iter().enumerate() {
            let ask = close(&TEXTS.t(&format!("visit.door.{id}.ask")));
            terminal.settled().prompt();
            let screen = terminal.screen();
            assert!(close(&screen).contains(&ask), "{columns} {id}:\n{screen}");
            assert!(rows_used(&terminal) <= usize::from(rows), "{id}:\n{screen}");
            // Nothing of the screen before is left.
            if let Some((before, _)) = place.checked_sub(1).map(|p| WAY[p]) {
                let gone = close(&TEXTS.t(&format!("visit.door.{before}.ask")));
                assert!(!close(&screen).contains(&gone), "{id}:\n{screen}");
            }
            let keys = close(&TEXTS.t("visit.keys"));
            assert!(close(&screen).contains(&keys), "{id}:\n{screen}");
            // There is room for wide type in the larger window.
            let first: String = TEXTS.t(&format!("visit.door.{id}.ask"));
            let wide = set_wide(&first.chars().take(4).collect::<String>());
            assert!(columns < 80 || screen.contains(&wide), "{id}:\n{screen}");
            terminal.line(typed);
        }
        terminal.shows("2026");
        terminal.line("!");
        terminal.settled();
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    }
}

#[test]
fn large_and_plain_sets_no_blanks_between_characters_and_moves_no_cursor() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["visit", "--large", "--plain"], 80, 24);
    terminal.question("visit.door.danger").line("2");
    terminal.question("visit.door.who-is-home");
    let all = String::from_utf8_lossy(&terminal.stream()).into_owned();
    assert!(!all.contains('\x1b'), "{all:?}");
    let ask: String = TEXTS.t("visit.door.danger.ask").chars().take(12).collect();
    assert!(all.contains(&ask), "{all}");
}

#[test]
fn a_plain_door_is_walked_in_the_smallest_window() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["visit", "--plain"], 40, 15);
    for (id, typed) in WAY {
        terminal.question(&format!("visit.door.{id}")).line(typed);
    }
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.expect("序号 1");
    assert_eq!(terminal.end(), 0);
    let entry = home.json(&["log", "show", "1"])["content"].clone();
    assert_eq!(entry["party"]["role"], "guard");
    assert_eq!(entry["visit"]["recorded"], true);
    let answers = entry["visit"]["answers"].as_array().unwrap();
    assert_eq!(answers.len(), WAY.len());
    assert!(
        answers.iter().all(|a| a["at"].is_string()),
        "every answer is stamped"
    );
}

#[test]
fn a_window_pulled_narrow_is_laid_out_anew_from_the_next_screen() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["visit"], 80, 24);
    terminal.question("visit.door.danger").line("2");
    terminal.question("visit.door.who-is-home");
    terminal.resize(40, 15).settled();
    terminal.line("1");
    terminal.question("visit.door.recording").line("1");
    terminal.question("visit.door.who").settled();
    let screen = terminal.screen();
    let option = TEXTS.t("visit.door.who.options.other");
    assert!(screen.contains(&option), "{screen}");
    // No line was cut by the window: the sentence to read stands on two of its own.
    let say = TEXTS.t("visit.door.who.say");
    assert!(close(&screen).contains(&close(&say)), "{screen}");
    terminal.press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn a_flood_of_keys_answers_nothing_by_itself_and_loses_nothing() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["visit"], 80, 24);
    terminal.question("visit.door.danger").line("2");
    terminal.question("visit.door.who-is-home");
    // A key held down, a cat on the keyboard, a paste with line ends, Enter held down.
    terminal.type_text(&"1".repeat(400)).press(Key::Enter);
    terminal.paste("1\n1\n1\n").press(Key::Enter);
    terminal.type_text("；‘＃asdf１").press(Key::Enter);
    for _ in 0..40 {
        terminal.press(Key::Enter);
    }
    terminal.settled().prompt();
    let draft = home.case("inbox").join("drafts/visit.json");
    let kept = super::draft(&draft);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0], ("danger".to_owned(), json!({"given": "no"})));
    terminal.line("1");
    terminal.question("visit.door.recording");
}

#[test]
fn a_call_for_an_appointment_is_told_by_keys_and_kept_as_a_call() {
    let home = Home::new();
    let mut terminal = Terminal::sized(&home, &["visit"], 40, 15);
    for (id, typed) in [
        ("danger", "3"),
        ("caller", "2"),
        ("appointment", "1"),
        ("said", "3"),
        ("said", "7"),
        ("already", "1"),
    ] {
        terminal.question(&format!("visit.door.{id}")).line(typed);
    }
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.expect("序号 1");
    assert_eq!(terminal.end(), 0);
    let entry = home.json(&["log", "show", "1"])["content"].clone();
    assert_eq!(entry["kind"], "call");
    assert_eq!(entry["visit"]["findings"], json!(["said-tell-others"]));
    assert!(entry.get("people").is_none());
}

/// A draft as the door of the first version left it, in the case that is used where none was chosen.
fn with_draft(version: u32) -> Home {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["visit"]);
    for (id, typed) in [
        ("danger", "2"),
        ("who-is-home", "1"),
        ("recording", "1"),
        ("who", "3"),
    ] {
        terminal.question(&format!("visit.door.{id}")).line(typed);
    }
    terminal.question("visit.door.lawyer").press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    let path = home.case("inbox").join("drafts/visit.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut draft: Value = serde_json::from_str(&text).unwrap();
    draft["version"] = json!(version);
    std::fs::write(&path, draft.to_string()).unwrap();
    home
}

#[test]
fn a_draft_of_the_first_door_is_read_and_the_new_screen_is_asked() {
    let home = with_draft(1);
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal
        .expect(&TEXTS.t("visit.resume_on"))
        .prompt()
        .line("1");
    // The first door asked no lawyer for a licence.
    terminal.question("visit.door.lawyer").line("1");
    terminal.question("visit.door.mandate");
}

#[test]
fn a_draft_of_a_later_door_is_put_aside_by_name_and_nobody_waits() {
    let home = with_draft(9);
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.question("visit.door.danger");
    let said: String = terminal.everything().split_whitespace().collect();
    assert!(said.contains("读不了，原样另存在"), "{said}");
    assert!(said.contains("drafts"), "{said}");
    let folder = home.case("inbox").join("drafts");
    let aside: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert_eq!(aside.len(), 1, "kept as it was");
}

#[test]
fn the_published_list_is_a_file_in_either_encoding() {
    let answers = r#"
danger = "no"
who-is-home = "borrower"
recording = "cannot"
who = "agency"
work-id = "partly"
mandate = "none"
leave = "left"
after = "fine"
already = "nothing"
[party]
employer = "安澜信息咨询（河南）有限公司"
"#;
    // 安澜信息咨询(河南)有限公司 in GB18030.
    let legacy = b"\xb0\xb2\xc0\xbd\xd0\xc5\xcf\xa2\xd7\xc9\xd1\xaf(\xba\xd3\xc4\xcf)\xd3\xd0\xcf\xde\xb9\xab\xcb\xbe\n";
    let utf8 = "序号,名称\n1,安澜信息咨询(河南)有限公司\n";
    for (name, bytes) in [("名单.txt", &legacy[..]), ("名单.csv", utf8.as_bytes())] {
        let home = Home::new();
        let file = home.file("visit.toml", answers);
        let list = home.file(name, bytes);
        let list = list.to_str().unwrap();
        let args = [
            "visit",
            "--answers",
            file.to_str().unwrap(),
            "--agencies",
            list,
        ];
        let told = home.json(&args);
        let listed = told["items"].as_array().unwrap();
        let listed = listed.iter().find(|i| i["id"] == "agency-listed").unwrap();
        assert_eq!(listed["result"], "shown", "{name}");
        assert!(
            told["consistent"]
                .as_array()
                .unwrap()
                .contains(&json!("agency-listed"))
        );
    }
    // A list that isn't there stops nobody; it is said, and nothing is compared.
    let home = Home::new();
    let file = home.file("visit.toml", answers);
    let args = [
        "visit",
        "--answers",
        file.to_str().unwrap(),
        "--agencies",
        "没有.csv",
    ];
    let ran = home.run(&args);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("名单没有读成"), "{}", ran.err);
}

//! Step 3 at a terminal: somebody is at the door, and only number keys are needed.

use crate::support::{Home, Key, TEXTS, Terminal, arg};
use serde_json::Value;

/// The keys of an evening visit: two people, one badge seen in part, a mandate with the wrong seal
/// and out of date, a signature and a payment asked for, gone when asked to go.
const DOOR: &[(&str, &str)] = &[
    ("danger", "2"),
    ("who-is-home", "1"),
    ("recording", "1"),
    ("who", "2"),
    ("work-id", "2"),
    ("mandate", "1"),
    ("mandate-fault", "1"),
    ("mandate-fault", "2"),
    ("mandate-fault", "5"),
    ("demand", "4"),
    ("demand", "5"),
    ("demand-pay", "2"),
    ("demand", "7"),
    ("conduct", "1"),
    ("leave", "1"),
    ("after", "1"),
    ("already", "1"),
];

const RECORD: &[(&str, &str)] = &[
    ("occurred_at", "今天19:35"),
    ("occurred_until", "今天19:49"),
    ("people", "2"),
    ("party.employer", "安澜信息咨询"),
    ("party.name", ""),
    ("party.badge", "A0372"),
    ("company_code", ""),
    ("party.principal", ""),
    ("loan_tail", ""),
    ("amount_named", ""),
    ("quote", "先还五百表示诚意。"),
    ("papers", ""),
    ("witnesses", "合租室友"),
    ("attachments", ""),
    ("police_slip", ""),
];

const ANSWERS: &str = r#"
occurred_at = "2026-11-21 19:35"
occurred_until = "2026-11-21 19:49"
people = 2
quote = "先还五百表示诚意。"
witnesses = ["合租室友"]
danger = "no"
who-is-home = "borrower"
recording = "started"
who = "agency"
work-id = "partly"
mandate = "shown"
mandate-fault = ["seal-not-creditor", "expired"]
demand = ["sign", "pay-scan"]
conduct = "none"
leave = "left"
after = "fine"
already = "nothing"

[party]
employer = "安澜信息咨询"
badge = "A0372"
"#;

fn through_the_door(terminal: &mut Terminal) {
    terminal.answer_all("visit.door", DOOR);
}

fn entry(home: &Home) -> Value {
    home.json(&["log", "show", "1"])["content"].clone()
}

#[test]
fn the_visit_told_at_the_door_is_the_visit_of_the_file() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["visit"]);
    through_the_door(&mut terminal);
    terminal.shows(&TEXTS.t("visit.comfort"));
    for (id, typed) in RECORD {
        terminal.question(&format!("visit.record.{id}")).line(typed);
    }
    terminal.review().press(Key::Enter);
    terminal.shows("序号 1");
    assert_eq!(terminal.end(), 0);
    assert!(!home.case("inbox").join("drafts/visit.json").exists());

    let other = Home::new();
    let file = other.file("visit.toml", ANSWERS);
    let told = other.json(&["visit", "--answers", arg(&file)]);
    assert_eq!(told["outcome"], "end");
    assert_eq!(told["entry"], 1);
    let (mut asked, mut read) = (entry(&home), entry(&other));
    for content in [&mut asked, &mut read] {
        // Live, every key has its time; a file has none to give.
        let answers = content["visit"]["answers"].as_array_mut();
        for answer in answers.into_iter().flatten() {
            answer.as_object_mut().unwrap().remove("at");
        }
    }
    assert_eq!(asked, read);
    assert_eq!(home.json(&["log", "verify"])["result"], "holds");
}

#[test]
fn a_minute_in_a_visit_file_gets_no_seconds() {
    let home = Home::new();
    let file = include_str!("../../content/demo/visit.toml");
    let file = home.file("visit.toml", file);
    home.json(&["visit", "--answers", arg(&file)]);
    let content = home.json(&["log", "show", "1"])["content"].clone();
    assert_eq!(content["occurred_at"], "2026-11-16T19:35+08:00");
}

#[test]
fn cards_pause_and_back_are_on_every_screen_and_lead_back_to_it() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.question("visit.door.danger").line("8");
    terminal.shows(&TEXTS.t("visit.first_screen"));
    terminal.question("visit.door.danger").line("２");
    terminal.question("visit.door.who-is-home").line("9");
    terminal
        .expect("110")
        .prompt()
        .shows(&TEXTS.t("visit.card_keys"));
    terminal.press(Key::Enter);
    terminal.question("visit.door.who-is-home").line("0");
    terminal.expect(&TEXTS.t("visit.card_keys")).prompt();
    terminal.press(Key::Enter);
    terminal.question("visit.door.who-is-home");
    for wrong in ["7", "是", "", "123", "开门"] {
        terminal.line(wrong);
        terminal.shows(&TEXTS.t("visit.wrong_key"));
        terminal.question("visit.door.who-is-home");
    }
    terminal.line("１");
    terminal.question("visit.door.recording").line("８");
    terminal.question("visit.door.who-is-home").line("1");
    terminal.question("visit.door.recording");
}

#[test]
fn ctrl_c_at_the_door_keeps_the_visit_for_later() {
    let home = Home::new();
    let script = "trap : INT; \"$MENSHEN\" visit; echo \"code=$?\"; stty -a";
    let mut terminal = Terminal::shell(&home, script);
    terminal.answer_all("visit.door", &DOOR[..5]);
    terminal
        .question("visit.door.mandate")
        .press(Key::Interrupt);
    terminal.expect("code=130");
    terminal.shows("已答的存好了");
    terminal.end();
    assert!(terminal.has_cursor());
    let screen = terminal.screen();
    assert!(screen.split_whitespace().any(|w| w == "echo"), "{screen}");
    assert!(!home.case("inbox").join("evidence.jsonl").exists());

    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.expect(&TEXTS.t("visit.resume_on")).prompt();
    // The card is a key away before the visit goes on.
    terminal.shows("2026-11-21 20:00").line("9");
    terminal
        .expect(&TEXTS.t("visit.card_keys"))
        .prompt()
        .line("");
    terminal.expect(&TEXTS.t("visit.resume_on")).prompt();
    terminal.line("１");
    terminal.answer_all("visit.door", &DOOR[5..]);
    // Enough for tonight: what was told at the door is an entry all the same.
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.shows("序号 1");
    assert_eq!(terminal.end(), 0);
    let content = entry(&home);
    assert_eq!(content["kind"], "visit");
}

#[test]
fn nothing_is_said_to_be_kept_where_nothing_was() {
    let home = Home::new();
    for args in [&["visit"][..], &["visit", "--rehearse"]] {
        let mut terminal = Terminal::start(&home, args);
        terminal.question("visit.door.danger");
        if args.len() > 1 {
            terminal.line("2").question("visit.door.who-is-home");
        }
        terminal.press(Key::Interrupt);
        assert_eq!(terminal.end(), 130);
        assert!(!terminal.screen().contains("已答的存好了"), "{args:?}");
    }
}

#[test]
fn files_named_before_the_record_was_left_are_in_the_entry() {
    for leaving in ["!\r", "\x03", "\x04"] {
        let home = Home::new();
        home.file("录音.amr", b"#!AMR\n");
        let mut terminal = Terminal::start(&home, &["visit"]);
        through_the_door(&mut terminal);
        for (id, typed) in RECORD.iter().take_while(|(id, _)| *id != "attachments") {
            terminal.question(&format!("visit.record.{id}")).line(typed);
        }
        terminal
            .question("visit.record.attachments")
            .line("录音.amr");
        terminal
            .question("visit.record.attachments")
            .send(leaving.as_bytes());
        terminal.shows("序号 1");
        assert_eq!(terminal.end(), 0);
        let content = entry(&home);
        assert_eq!(content["attachments"][0]["name"], "录音.amr", "{leaving:?}");
        assert_eq!(content["quote"], "先还五百表示诚意。");
    }
}

#[test]
fn a_damaged_draft_never_keeps_the_door_waiting() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let folder = home.case("甲").join("drafts");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("visit.json"), "{\"format\":").unwrap();
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.question("visit.door.danger").press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
    // Put aside, not thrown away.
    let kept: Vec<Vec<u8>> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| std::fs::read(e.unwrap().path()).unwrap())
        .collect();
    assert!(kept.contains(&b"{\"format\":".to_vec()));
}

#[test]
fn a_rehearsal_leaves_nothing() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["visit", "--rehearse"]);
    through_the_door(&mut terminal);
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.shows(&TEXTS.t("visit.rehearsed"));
    assert_eq!(terminal.end(), 0);
    assert!(!home.path().exists());
}

#[test]
fn danger_is_asked_first_and_leads_to_the_police() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["visit"]);
    terminal.question("visit.door.danger").line("1");
    terminal.question("visit.door.call-110").line("1");
    terminal.question("visit.door.waiting").line("1");
    terminal.question("visit.door.after").line("1");
    terminal.question("visit.door.already").line("1");
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.shows("序号 1");
    assert_eq!(terminal.end(), 0);
}

//! The door as a person meets it: one key and Enter.

use super::{cards, door, texts};
use menshen::interview::door::{DoorEnding, DoorFlow, ask_at_the_door};
use menshen::interview::engine::Edge;
use menshen::interview::{Answers, Page, Prompter, Reply, Say, Value};

struct Script {
    lines: Vec<&'static str>,
    pages: Vec<Page>,
}

impl Prompter for Script {
    fn ask(&mut self, page: &Page) -> Reply {
        self.pages.push(page.clone());
        if self.lines.is_empty() {
            return Reply::Closed;
        }
        Reply::Line(self.lines.remove(0).to_owned())
    }

    fn show(&mut self, _lines: &[Say]) {}
}

struct Desk {
    ticks: u32,
    kept: Vec<Answers>,
}

impl Edge for Desk {
    fn now(&mut self) -> String {
        self.ticks += 1;
        format!("2026-11-16T19:35:{:02}+08:00", self.ticks)
    }

    fn keep(&mut self, answers: &Answers) {
        self.kept.push(answers.clone());
    }
}

fn play(start: Answers, lines: &[&'static str]) -> (DoorEnding, Script, Desk) {
    let door = door();
    let arrived = chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let flow = DoorFlow::new(&door, arrived.and_hms_opt(19, 35, 0));
    let mut script = Script {
        lines: lines.to_vec(),
        pages: Vec::new(),
    };
    let mut desk = Desk {
        ticks: 0,
        kept: Vec::new(),
    };
    let ending = ask_at_the_door(&flow, &cards(), start, &mut script, &mut desk);
    (ending, script, desk)
}

fn keys(page: &Page) -> Vec<String> {
    page.body
        .iter()
        .map(|s| match s {
            Say::Key(key, _) => key.clone(),
            Say::Plain(text) => text.clone(),
        })
        .collect()
}

/// The worked case by number keys, some of them full-width.
const EVENING: &[&str] = &[
    "2", "1", "１", "2", "2", "1", "1", "2", "5", "4", "5", "7", "1", "1", "1", "1",
];

#[test]
fn number_keys_lead_through_and_every_answer_is_stamped_and_kept_at_once() {
    let (ending, _, desk) = play(Answers::new(), EVENING);
    let DoorEnding::Recorded(answers) = ending else {
        panic!("left");
    };
    assert_eq!(answers.iter().count(), EVENING.len());
    assert!(answers.iter().all(|a| a.at.is_some()));
    assert_eq!(desk.kept.len(), EVENING.len(), "one save for each key");
    assert_eq!(desk.kept.last(), Some(&answers));
    assert_eq!(answers.given("mandate-fault.2"), Some("expired"));
    assert_eq!(answers.given("demand.2"), Some("pay-now"));
}

#[test]
fn a_closed_window_loses_nothing_and_the_next_start_goes_on() {
    let (ending, _, desk) = play(Answers::new(), &EVENING[..7]);
    let DoorEnding::Left(answers) = ending else {
        panic!("recorded");
    };
    assert_eq!(desk.kept.last(), Some(&answers));
    let (ending, script, _) = play(answers, &EVENING[7..]);
    assert!(matches!(ending, DoorEnding::Recorded(_)));
    assert_eq!(keys(&script.pages[0])[0], "visit.door.mandate-fault.ask");
}

#[test]
fn on_every_screen_nine_is_the_card_zero_the_pause_and_both_come_back() {
    for done in 0..EVENING.len() {
        for (key, card) in [("9", "cards.call-110.title"), ("０", "cards.pause.title")] {
            let mut lines = EVENING[..done].to_vec();
            lines.extend([key, ""]);
            let (ending, script, desk) = play(Answers::new(), &lines);
            assert!(matches!(ending, DoorEnding::Left(_)));
            let pages = &script.pages;
            assert_eq!(keys(&pages[done + 1])[0], card);
            assert_eq!(pages[done + 2], pages[done], "back where one was");
            assert_eq!(desk.kept.len(), done, "nothing was answered by it");
        }
    }
}

#[test]
fn a_page_is_short_and_has_one_sentence_to_read_aloud() {
    let (_, script, _) = play(Answers::new(), EVENING);
    let texts = texts();
    for page in &script.pages {
        let body = keys(page);
        assert_eq!(body.len(), 2, "{body:?}");
        assert!(page.choices.len() <= 7);
        let Say::Key(key, args) = &page.body[1] else {
            panic!("words of no key");
        };
        assert_eq!(key, "visit.say");
        let sentence = args[0].1.strip_prefix('@').unwrap();
        assert!(texts.has(sentence), "{sentence}");
        assert_eq!(page.keys, Some(Say::key("visit.keys")));
    }
    let after_sign = &script.pages[10];
    let Say::Key(_, args) = &after_sign.body[1] else {
        panic!("words of no key");
    };
    assert_eq!(
        args[0].1, "@visit.door.demand.then.sign",
        "the refusal to read aloud"
    );
}

#[test]
fn eight_goes_back_and_a_wrong_key_is_said() {
    let (ending, script, _) = play(Answers::new(), &["8", "4", "x", "", "2", "8", "1"]);
    let DoorEnding::Left(answers) = ending else {
        panic!("recorded");
    };
    assert_eq!(keys(&script.pages[1])[0], "visit.first_screen");
    for wrong in 2..=4 {
        assert_eq!(keys(&script.pages[wrong])[0], "visit.wrong_key");
    }
    assert_eq!(answers.get("danger"), Some(&Value::Given("yes".into())));
    assert_eq!(answers.iter().count(), 1);
}

#[test]
fn an_option_used_up_is_said_to_be_noted() {
    let mut lines = EVENING[..10].to_vec();
    lines.push("4");
    let (_, script, desk) = play(Answers::new(), &lines);
    assert_eq!(keys(script.pages.last().unwrap())[0], "visit.already_noted");
    assert_eq!(desk.kept.len(), 10);
}

#[test]
fn a_card_follows_the_answer_it_belongs_to() {
    let (_, script, _) = play(Answers::new(), &["2", "3", ""]);
    assert_eq!(keys(&script.pages[2])[0], "cards.co-resident.title");
    assert_eq!(keys(&script.pages[3])[0], "visit.door.leave.ask");
}

#[test]
fn what_is_not_to_be_read_aloud_is_not_announced_so() {
    let texts = texts();
    let aloud = texts.say("visit.say", [("sentence", "请你们离开。")]);
    assert_eq!(aloud, "请照着念：请你们离开。");
    let quiet = texts.say(
        "visit.say",
        [("sentence", texts.t("visit.door.who-is-home.then.child"))],
    );
    assert!(quiet.starts_with('（'), "{quiet}");
}

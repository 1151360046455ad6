//! The door as a person meets it: one key and Enter.

use super::{cards, door, texts};
use menshen::interview::door::{DoorEnding, DoorFlow, ask_at_the_door};
use menshen::interview::engine::Edge;
use menshen::interview::{Answers, Page, Prompter, Reply, Say, Value};
use std::collections::BTreeMap;

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
    "2", "1", "１", "2", "2", "1", "1", "2", "5", "4", "5", "2", "7", "1", "1", "1", "1",
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
    assert_eq!(answers.given("demand-pay"), Some("pay-scan"));
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
    let (ending, script, _) = play(Answers::new(), &["8", "7", "x", "", "2", "8", "1"]);
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

/// The answers that lead to every screen of the door, found by trying every way.
fn every_screen() -> BTreeMap<String, Answers> {
    let door = door();
    let arrived = chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let flow = DoorFlow::new(&door, arrived.and_hms_opt(22, 35, 0));
    let mut found: BTreeMap<String, Answers> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut todo = std::collections::VecDeque::from([Answers::new()]);
    while let Some(answers) = todo.pop_front() {
        let walk = flow.walk(&answers);
        let Some(step) = walk.waiting() else { continue };
        // Where the talk is to be ended, other screens follow.
        let ended = walk.outcome() >= menshen::domain::visit::Outcome::End;
        if !seen.insert((step.node.id.clone(), ended)) {
            continue;
        }
        for (_, option) in &step.open {
            let mut further = answers.clone();
            further.set(&step.id, Value::Given(option.id.clone()), None);
            todo.push_back(further);
        }
        found.entry(step.node.id.clone()).or_insert(answers);
    }
    assert_eq!(found.len(), door.nodes.len(), "every screen is come to");
    found
}

#[test]
fn from_every_screen_there_is_one_key_to_the_police_one_to_rest_and_one_back() {
    let door = door();
    let arrived = chrono::NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let flow = DoorFlow::new(&door, arrived.and_hms_opt(22, 35, 0));
    for (node, answers) in every_screen() {
        let mut script = Script {
            lines: vec!["9", "", "0", "", "8"],
            pages: Vec::new(),
        };
        let mut desk = Desk {
            ticks: 0,
            kept: Vec::new(),
        };
        let cards = cards();
        let before = answers.iter().count();
        let ending = ask_at_the_door(&flow, &cards, answers, &mut script, &mut desk);
        let DoorEnding::Left(left) = ending else {
            panic!("{node} ended");
        };
        let firsts: Vec<String> = script.pages.iter().map(|p| keys(p)[0].clone()).collect();
        let ask = format!("visit.door.{node}.ask");
        assert_eq!(firsts[0], ask);
        assert_eq!(firsts[1], "cards.call-110.title", "{node}");
        assert_eq!(firsts[2], ask, "back where one was");
        assert_eq!(firsts[3], "cards.pause.title", "{node}");
        assert_eq!(firsts[4], ask);
        // Back takes away one answer and no more; on the first screen there is none to take.
        assert_eq!(left.iter().count(), before.saturating_sub(1), "{node}");
    }
}

#[test]
fn with_somebody_else_at_the_keys_the_screen_says_who_reads_aloud() {
    let (_, script, _) = play(Answers::new(), &["2", "2", "1"]);
    let read_by = |page: &Page| keys(page)[1].clone();
    let wanted = [
        "visit.say",
        "visit.say",
        "visit.say_borrower",
        "visit.say_borrower",
    ];
    let said: Vec<String> = script.pages.iter().map(read_by).collect();
    assert_eq!(said, wanted);
}

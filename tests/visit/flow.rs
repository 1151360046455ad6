//! Every way through the door, walked.

use super::{day, door, texts};
use menshen::domain::visit::Outcome;
use menshen::interview::door::{Door, DoorFlow, Goto, MAX_OPTIONS, RECORD_IDS, Walk, question_id};
use menshen::interview::{Answers, Flow, Kind, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How many things one path may name on a question answered several times. Without a bound the
/// orders of nine demands alone are hundreds of thousands of paths that differ in nothing.
const NAMED_AT_MOST: usize = 1;

struct Walker<'d> {
    door: &'d Door,
    flow: DoorFlow<'d>,
    longest: usize,
    outcomes: BTreeSet<Outcome>,
    ends_met: BTreeSet<String>,
    seen: BTreeSet<(String, BTreeSet<String>)>,
    /// The screens that can be come to from each screen, itself among them.
    ahead: BTreeMap<String, BTreeSet<String>>,
}

/// The screens that can be come to from each screen.
fn ahead(door: &Door) -> BTreeMap<String, BTreeSet<String>> {
    let from = |id: &str| {
        let mut met = BTreeSet::new();
        let mut todo = vec![id.to_owned()];
        while let Some(id) = todo.pop() {
            if !met.insert(id.clone()) {
                continue;
            }
            let node = door.node(&id).unwrap();
            todo.extend(node.otherwise.clone());
            for option in &node.options {
                let ways = [
                    Some(&option.goto),
                    option.goto_again.as_ref(),
                    option.goto_when_ended.as_ref(),
                ];
                todo.extend(ways.into_iter().flatten().filter_map(|goto| match goto {
                    Goto::Node(to) => Some(to.clone()),
                    Goto::End => None,
                }));
            }
        }
        met
    };
    let nodes = door.nodes.iter();
    nodes.map(|n| (n.id.clone(), from(&n.id))).collect()
}

impl Walker<'_> {
    fn walk(&mut self, answers: &Answers) {
        let walk = self.flow.walk(answers);
        self.longest = self.longest.max(walk.steps.len());
        let Some(step) = walk.waiting() else {
            assert!(walk.ended, "a way that neither asks nor ends: {answers:?}");
            let visit = self.flow.visit(answers, day("2026-11-21")).unwrap();
            assert!(!visit.occurred_at.is_empty());
            self.outcomes.insert(walk.outcome());
            let next = self.flow.path(answers).next.unwrap();
            assert_eq!(next.id, RECORD_IDS[0], "the record follows");
            return;
        };
        self.ends_met.insert(step.node.id.clone());
        assert!(walk.steps.len() < 60, "too long: {answers:?}");
        assert!(!step.open.is_empty(), "{} offers nothing", step.id);
        assert!(step.open.len() <= MAX_OPTIONS);
        // What lies ahead depends on the screen, on what was used up or may count twice, on who
        // came, and on how grave it is; two ways alike in these go on alike. What no way leads back
        // to matters no more.
        let here = step.node.id.as_str();
        let ahead = &self.ahead[here];
        let behind = walk
            .steps
            .iter()
            .filter_map(|s| s.chosen.map(|o| (s.node, o)));
        let mut matters: BTreeSet<String> = behind
            .filter(|(node, o)| {
                let counts = o.once || o.goto_again.is_some();
                let gathers = node.options.iter().any(|o| o.closes);
                counts && ahead.contains(&node.id) && (!gathers || node.id == here)
            })
            .map(|(node, o)| format!("{}.{}", node.id, o.id))
            .collect();
        // A screen ahead may be asked after some answers only: those answers matter.
        for id in ahead {
            if let Some((question, _)) = &self.door.node(id).unwrap().only_when {
                let given = behind_of(&walk, question);
                matters.insert(format!("{question} = {given:?}"));
            }
        }
        matters.insert(format!("{:?}", walk.outcome()));
        if !self.seen.insert((here.to_owned(), matters)) {
            return;
        }
        let named = walk
            .steps
            .iter()
            .filter(|s| s.node.id == step.node.id && s.chosen.is_some_and(|o| o.once))
            .count();
        let gathers = step.node.options.iter().any(|o| o.closes);
        for (_, option) in &step.open {
            if gathers && named >= NAMED_AT_MOST && !option.closes {
                continue;
            }
            let mut further = answers.clone();
            further.set(&step.id, Value::Given(option.id.clone()), None);
            self.walk(&further);
        }
    }
}

/// The latest answer to a question.
fn behind_of<'d>(walk: &Walk<'d>, question: &str) -> Option<&'d str> {
    let mut of_node = walk.steps.iter().rev().filter(|s| s.node.id == question);
    of_node.find_map(|s| s.chosen).map(|o| o.id.as_str())
}

fn walk_all(arrived: &str) -> (usize, usize, BTreeSet<Outcome>, BTreeSet<String>) {
    let door = door();
    let arrived = chrono::NaiveDateTime::parse_from_str(arrived, "%Y-%m-%d %H:%M").unwrap();
    let mut walker = Walker {
        flow: DoorFlow::new(&door, Some(arrived)),
        door: &door,
        longest: 0,
        outcomes: BTreeSet::new(),
        ends_met: BTreeSet::new(),
        seen: BTreeSet::new(),
        ahead: ahead(&door),
    };
    walker.walk(&Answers::new());
    assert_eq!(walker.door.nodes.len(), door.nodes.len());
    (
        walker.seen.len(),
        walker.longest,
        walker.outcomes,
        walker.ends_met,
    )
}

#[test]
fn every_way_ends_in_the_record() {
    let (states, longest, outcomes, met) = walk_all("2026-11-16 22:30");
    assert!(states > 150, "{states}");
    assert!(longest > 10, "{longest}");
    let all: BTreeSet<Outcome> = Outcome::ALL.iter().copied().collect();
    assert_eq!(outcomes, all);
    let every: BTreeSet<String> = door().nodes.iter().map(|n| n.id.clone()).collect();
    assert_eq!(met, every, "every screen is met on some way");
}

#[test]
fn by_day_the_hour_is_not_asked() {
    let door = door();
    for (time, asked) in [
        ("08:00", false),
        ("19:35", false),
        ("21:59", false),
        ("22:00", true),
        ("03:00", true),
        ("07:59", true),
    ] {
        let at = format!("2026-11-16 {time}");
        let arrived = chrono::NaiveDateTime::parse_from_str(&at, "%Y-%m-%d %H:%M").unwrap();
        let flow = DoorFlow::new(&door, Some(arrived));
        let mut answers = Answers::new();
        for (id, value) in [
            ("danger", "no"),
            ("who-is-home", "borrower"),
            ("recording", "started"),
        ] {
            answers.set(id, Value::Given(value.into()), None);
        }
        let next = flow.path(&answers).next.unwrap();
        assert_eq!(next.id, if asked { "hour" } else { "who" }, "{time}");
    }
    // With no time known nothing is made of the hour.
    let flow = DoorFlow::new(&door, None);
    let mut answers = Answers::new();
    answers.set("danger", Value::Given("no".into()), None);
    answers.set("who-is-home", Value::Given("borrower".into()), None);
    answers.set("recording", Value::Given("cannot".into()), None);
    assert_eq!(flow.path(&answers).next.unwrap().id, "who");
}

#[test]
fn the_record_asks_each_field_and_none_is_required() {
    let door = door();
    let flow = DoorFlow::new(&door, None);
    let mut answers = Answers::new();
    for (id, value) in [
        ("danger", "yes"),
        ("call-110", "called"),
        ("waiting", "gone"),
        ("after", "fine"),
        ("already", "nothing"),
    ] {
        answers.set(id, Value::Given(value.into()), None);
    }
    let mut asked = Vec::new();
    while let Some(question) = flow.path(&answers).next {
        assert!(!question.required, "{}", question.id);
        assert!(!matches!(question.kind, Kind::Choice(_)));
        answers.set(&question.id, Value::Skipped, None);
        asked.push(question.id);
    }
    assert_eq!(asked, RECORD_IDS);
    let visit = flow.visit(&answers, day("2026-11-21")).unwrap();
    assert_eq!(visit.outcome(), Outcome::Call110);
    assert_eq!(
        visit.occurred_at, "2026-11-21",
        "the day alone, not an invented hour"
    );
}

#[test]
fn keys_never_move_when_an_option_is_used_up() {
    let door = door();
    let flow = DoorFlow::new(&door, None);
    let mut answers = Answers::new();
    for (id, value) in [
        ("danger", "no"),
        ("who-is-home", "borrower"),
        ("recording", "started"),
        ("who", "lender"),
        ("work-id", "shown"),
        ("creditor", "known"),
        ("amount", "on-paper"),
        ("call-back", "confirmed"),
        ("demand", "sign"),
    ] {
        answers.set(id, Value::Given(value.into()), None);
    }
    let walk = flow.walk(&answers);
    let step = walk.waiting().unwrap();
    assert_eq!(step.id, question_id("demand", 2));
    let keys: Vec<usize> = step.open.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, [1, 2, 3, 5, 6, 7], "4 is used up, the others stay");
    let (node, option) = step.from.unwrap();
    let sentence = format!("visit.door.{}.then.{}", node.id, option.id);
    assert!(texts().has(&sentence), "the refusal is there to read aloud");
}

#[test]
fn rude_once_is_a_warning_rude_twice_ends_the_talk() {
    let door = door();
    let flow = DoorFlow::new(&door, None);
    let mut answers = Answers::new();
    for (id, value) in [
        ("danger", "no"),
        ("who-is-home", "borrower"),
        ("recording", "started"),
        ("who", "lender"),
        ("work-id", "shown"),
        ("creditor", "known"),
        ("amount", "on-paper"),
        ("call-back", "confirmed"),
        ("demand", "nothing-more"),
        ("conduct", "insult"),
    ] {
        answers.set(id, Value::Given(value.into()), None);
    }
    let walk = flow.walk(&answers);
    assert_eq!(walk.waiting().unwrap().id, "talk");
    assert_eq!(walk.outcome(), Outcome::Continue);
    answers.set("talk", Value::Given("pressure".into()), None);
    answers.set("conduct.2", Value::Given("insult".into()), None);
    let walk = flow.walk(&answers);
    assert_eq!(walk.waiting().unwrap().id, "leave");
    assert_eq!(walk.outcome(), Outcome::End);
    answers.set("leave", Value::Given("stayed".into()), None);
    answers.set("leave.2", Value::Given("stayed".into()), None);
    let walk = flow.walk(&answers);
    assert_eq!(walk.waiting().unwrap().id, "call-110");
    assert_eq!(walk.outcome(), Outcome::Call110);
}

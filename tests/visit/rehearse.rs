//! Practice: every visitor walked through every way, and nothing kept of any of it.

use super::{cards, day, texts};
use crate::support::{Home, Key, TEXTS, Terminal, arg, with_case};
use menshen::content::{ContentError, Library, load_conduct, load_rehearsals};
use menshen::domain::visit::{Debrief, Manner, Rehearsals, Scenario, Side, debrief, played};
use menshen::interview::door::Card;
use menshen::interview::rehearsal::{RehearsalEnding, Values, read_choices, rehearse};
use menshen::interview::{Page, Prompter, Reply, Say};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static CARDS: LazyLock<BTreeMap<String, Card>> = LazyLock::new(cards);

type Choices = BTreeMap<String, String>;

fn book() -> Rehearsals {
    load_rehearsals(&Library::built_in()).unwrap()
}

fn values() -> Values {
    ["lender", "amount", "agency", "visitor", "badge"]
        .map(|name| (name.to_owned(), format!("<{name}>")))
        .to_vec()
}

struct Script {
    lines: Vec<String>,
    pages: Vec<Page>,
}

impl Prompter for Script {
    fn ask(&mut self, page: &Page) -> Reply {
        self.pages.push(page.clone());
        if self.lines.is_empty() {
            return Reply::Closed;
        }
        Reply::Line(self.lines.remove(0))
    }

    fn show(&mut self, _lines: &[Say]) {}
}

fn play(scenario: &Scenario, lines: &[&str]) -> (RehearsalEnding, Vec<Page>) {
    let mut script = Script {
        lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        pages: Vec::new(),
    };
    let ending = rehearse(scenario, &values(), &CARDS, &mut script);
    (ending, script.pages)
}

fn said(page: &Page) -> Vec<String> {
    let texts = &*TEXTS;
    let lines = page.body.iter().chain(&page.keys);
    lines
        .map(|say| match say {
            Say::Key(key, args) => {
                let args: Vec<(String, String)> = args
                    .iter()
                    .map(|(k, v)| {
                        let v = v.strip_prefix('@').map_or(v.clone(), |key| texts.t(key));
                        (k.clone(), v)
                    })
                    .collect();
                assert!(texts.has(key), "{key}");
                texts.say(key, args)
            }
            Say::Plain(text) => text.clone(),
        })
        .collect()
}

/// Every way through a scenario, as keys and as choices.
fn ways(scenario: &Scenario) -> Vec<(Vec<String>, Choices)> {
    let mut done = Vec::new();
    let mut open = vec![(Vec::new(), Choices::new())];
    while let Some((keys, choices)) = open.pop() {
        let Some(scene) = played(scenario, &choices).waiting else {
            done.push((keys, choices));
            continue;
        };
        for (i, option) in scene.options.iter().enumerate() {
            let mut keys: Vec<String> = keys.clone();
            keys.push((i + 1).to_string());
            let mut choices: Choices = choices.clone();
            choices.insert(scene.id.clone(), option.id.clone());
            open.push((keys, choices));
        }
    }
    done
}

#[test]
fn every_way_through_every_visit_ends_with_one_thing_to_practise() {
    let (book, texts) = (book(), texts());
    let mut walked = 0;
    for scenario in &book.scenarios {
        for (keys, choices) in ways(scenario) {
            walked += 1;
            assert!(keys.len() <= scenario.longest(), "{}", scenario.id);
            let lines: Vec<&str> = keys.iter().map(String::as_str).collect();
            let (ending, pages) = play(scenario, &lines);
            assert_eq!(ending, RehearsalEnding::Played(choices.clone()));
            assert_eq!(pages.len(), keys.len());
            let way = played(scenario, &choices);
            let summed = debrief(scenario, &way, &book.lessons, day("2026-11-21"));
            let practise = format!("rehearse.lesson.{}.practise", summed.practise);
            assert!(texts.has(&practise), "{practise}");
            let taught = [&summed.given_away, &summed.overlooked, &summed.went_well];
            let taught = taught.iter().map(|l| l.len()).sum::<usize>();
            assert!(taught > 0, "{} {keys:?} teaches nothing", scenario.id);
        }
    }
    assert!(walked > 500, "{walked}");
}

#[test]
fn from_every_scene_nine_is_the_card_zero_the_calm_screen_and_each_says_practice() {
    for scenario in &book().scenarios {
        let mut met = BTreeSet::new();
        for (keys, choices) in ways(scenario) {
            let way = played(scenario, &choices);
            for (i, (scene, _)) in way.steps.iter().enumerate() {
                if !met.insert(scene.id.clone()) {
                    continue;
                }
                for (key, card) in [("9", "cards.call-110.title"), ("０", "cards.pause.title")] {
                    let mut lines: Vec<&str> = keys[..i].iter().map(String::as_str).collect();
                    lines.extend([key, ""]);
                    let (ending, pages) = play(scenario, &lines);
                    assert_eq!(ending, RehearsalEnding::Left);
                    assert_eq!(pages[i + 1].body[1], Say::key(card));
                    assert_eq!(pages[i + 2], pages[i], "back where one was");
                    for page in &pages {
                        let words = said(page);
                        assert!(words[0].contains("练习"), "{words:?}");
                        assert!(words.last().unwrap().contains("练习"), "{words:?}");
                        assert!(page.choices.len() <= 7);
                    }
                }
                let mut lines: Vec<&str> = keys[..i].iter().map(String::as_str).collect();
                lines.extend(["0", "0"]);
                let (ending, pages) = play(scenario, &lines);
                assert_eq!(ending, RehearsalEnding::Stopped);
                assert!(said(pages.last().unwrap()).concat().contains("12356"));
                // On the calm screen the 110 card is one key away too.
                *lines.last_mut().unwrap() = "9";
                let (_, pages) = play(scenario, &lines);
                assert_eq!(pages[i + 2].body[1], Say::key("cards.call-110.title"));
            }
        }
        assert_eq!(met.len(), scenario.scenes.len(), "{}", scenario.id);
    }
}

#[test]
fn eight_goes_back_and_a_wrong_key_is_said() {
    let book = book();
    let scenario = book.scenario("agency-own-seal").unwrap();
    let (_, pages) = play(scenario, &["8", "x", "7", "１", "8"]);
    assert_eq!(pages[1].body[1], Say::key("rehearse.first_screen"));
    assert_eq!(pages[2].body[1], Say::key("visit.wrong_key"));
    assert_eq!(pages[3].body[1], Say::key("visit.wrong_key"));
    assert_eq!(said(&pages[4])[0], "【练习】第 2 幕");
    assert_eq!(pages[5], pages[0]);
}

#[test]
fn the_book_has_lawful_and_unlawful_visitors_and_words_for_all() {
    let (book, texts) = (book(), texts());
    assert!(book.scenarios.len() >= 12, "{}", book.scenarios.len());
    for manner in Manner::ALL {
        let of = book.scenarios.iter().filter(|s| s.manner == *manner);
        assert!(of.count() >= 2, "{manner:?}");
    }
    let mut moves = BTreeSet::new();
    let mut lessons = BTreeSet::new();
    for scenario in &book.scenarios {
        for part in ["title", "reveal"] {
            let key = format!("rehearse.scenario.{}.{part}", scenario.id);
            assert!(texts.has(&key), "{key}");
        }
        let practise = format!("rehearse.lesson.{}.practise", scenario.practises);
        assert!(texts.has(&practise), "{practise}");
        for scene in &scenario.scenes {
            let heard = texts.say(&scene.text, values());
            assert!(
                !heard.contains("{{") && heard.chars().count() <= 150,
                "{heard}"
            );
            for option in &scene.options {
                assert!(texts.has(&option.label), "{}", option.label);
                assert!(
                    option.says.iter().all(|s| texts.has(s)),
                    "{:?}",
                    option.says
                );
                moves.insert(option.id.clone());
                lessons.extend(option.lessons.iter().cloned());
            }
        }
    }
    for lesson in book.lessons.values() {
        let has = |part: &str| texts.has(&format!("rehearse.lesson.{}.{part}", lesson.id));
        assert!(has("did") && has("why"), "{}", lesson.id);
        assert!(
            has("practise") || lesson.side == Side::WentWell,
            "{}",
            lesson.id
        );
        assert!(
            lessons.contains(&lesson.id),
            "{} is taught nowhere",
            lesson.id
        );
    }
    // No words that nothing uses.
    for key in texts.keys().filter(|k| k.starts_with("rehearse.move.")) {
        let id = key.split('.').nth(2).unwrap();
        assert!(moves.contains(id), "{key}");
    }
    for key in texts.keys().filter(|k| k.starts_with("rehearse.lesson.")) {
        let id = key.split('.').nth(2).unwrap();
        assert!(book.lessons.contains_key(id), "{key}");
    }
}

#[test]
fn every_lesson_rests_on_what_the_rule_book_holds() {
    let (law, rules) = load_conduct(&Library::built_in()).unwrap();
    for lesson in book().lessons.values() {
        for (id, from, until) in &lesson.concern.citations {
            if let Some(rule) = rules.get(id) {
                assert!(!rule.sources.is_empty());
                continue;
            }
            for on in [*from, *until, Some(day("2026-11-21"))]
                .into_iter()
                .flatten()
            {
                let inside = from.is_none_or(|f| f <= on) && until.is_none_or(|u| on <= u);
                assert!(
                    !inside || law.cite(id, on).is_ok(),
                    "{}: {id} {on}",
                    lesson.id
                );
            }
        }
    }
}

#[test]
fn our_own_words_speak_calmly_and_judge_nobody() {
    let texts = texts();
    for key in texts
        .keys()
        .filter(|k| k.starts_with("rehearse.") || k.starts_with("after."))
    {
        let words = texts.get(key).unwrap();
        for never in [
            "骗子",
            "罪犯",
            "假警察",
            "老赖",
            "停息挂账",
            "反催收",
            "违法",
            "必须",
            "立刻",
        ] {
            assert!(!words.contains(never), "{key}: {words}");
        }
        // A visitor may say 你; we don't.
        let heard = key.contains(".scenes.");
        assert!(
            heard || !words.contains('你') || words.contains("你们"),
            "{key}: {words}"
        );
    }
}

fn summed(id: &str, chosen: &[(&str, &str)]) -> Debrief {
    let book = book();
    let scenario = book.scenario(id).unwrap();
    let choices = chosen
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let choices: Choices = choices.collect();
    let way = played(scenario, &choices);
    assert!(way.waiting.is_none(), "{:?}", way.waiting);
    debrief(scenario, &way, &book.lessons, day("2026-11-21"))
}

fn ids(taught: &[menshen::domain::visit::Taught]) -> Vec<&str> {
    taught.iter().map(|t| t.id.as_str()).collect()
}

#[test]
fn what_was_given_away_comes_first_and_the_gravest_is_what_to_practise() {
    let seal = "mandate-fault.seal-not-creditor";
    let good = summed(
        "agency-own-seal",
        &[
            ("knock", "ask-mandate"),
            ("mandate", seal),
            ("press", "call-office"),
        ],
    );
    assert!(good.given_away.is_empty() && good.overlooked.is_empty());
    assert_eq!(
        ids(&good.went_well),
        ["flaw-seen", "checked-office", "asked-mandate"]
    );
    assert_eq!(good.practise, "flaw-seen");
    let poor = summed(
        "agency-own-seal",
        &[
            ("knock", "confirm-name"),
            ("mandate", "mandate-fault.nothing"),
            ("press", "let-in"),
        ],
    );
    assert_eq!(ids(&poor.given_away), ["let-in", "name-confirmed"]);
    assert_eq!(ids(&poor.overlooked), ["flaw-unseen"]);
    assert_eq!(poor.practise, "let-in");
    assert_eq!(poor.given_away[0].citations, ["CC-1033"]);
}

#[test]
fn the_law_of_the_day_is_the_one_that_is_cited() {
    let book = book();
    let scenario = book.scenario("blocks-door").unwrap();
    let choices = Choices::from([
        ("leaving".to_owned(), "push-out".to_owned()),
        ("foot".to_owned(), "call-110".to_owned()),
    ]);
    let way = played(scenario, &choices);
    for (on, cited, not) in [
        ("2025-12-31", "PSO-43", "PSN-51"),
        ("2026-01-01", "PSN-51", "PSO-43"),
    ] {
        let summed = debrief(scenario, &way, &book.lessons, day(on));
        let citations = &summed.given_away[0].citations;
        assert!(citations.contains(&cited.to_owned()) && !citations.contains(&not.to_owned()));
    }
}

#[test]
fn seeds_bring_every_visitor_and_then_other_names() {
    let book = book();
    let count = book.scenarios.len() as u64;
    let met: BTreeSet<&str> = (0..count)
        .map(|seed| book.scenario_of(seed).unwrap().id.as_str())
        .collect();
    assert_eq!(met.len() as u64, count);
    assert_ne!(book.cast_of(0), book.cast_of(count));
    assert_eq!(
        book.scenario_of(u64::MAX),
        book.scenario_of(u64::MAX % count)
    );
    assert!(book.cast_of(u64::MAX).is_some());
}

#[test]
fn a_file_of_choices_is_read_whole_and_refused_by_line() {
    let book = book();
    let scenario = book.scenario("night").unwrap();
    let read = read_choices(scenario, "knock = \"record\"\nstays = \"ask-again\"").unwrap();
    assert_eq!(read.choices.len(), 2);
    let wrong = read_choices(scenario, "knock = \"sing\"\nwho = \"record\"").unwrap_err();
    assert_eq!(
        menshen::domain::coded::Coded::args(&wrong)["list"],
        "1: knock unknown-option\n2: who unknown-question"
    );
    assert!(read_choices(scenario, "knock = ").is_err());
    assert!(
        read_choices(scenario, "knock = \"record\"").is_err(),
        "one is lacking"
    );
    let police = book.scenario("says-police").unwrap();
    let text = "knock = \"check-police\"\nanswer = \"call-110\"\nmoney = \"transfer\"";
    assert_eq!(read_choices(police, text).unwrap().unused, ["money"]);
}

/// What is laid over, and the code it is refused with.
const BROKEN: &[(&str, &str)] = &[
    ("x = 1", "content-not-toml"),
    (
        "[[lesson]]\nid = \"a\"\nside = \"up\"\nseverity = \"ask\"",
        "content-unknown-word",
    ),
    (
        "[[lesson]]\nid = \"a\"\nside = \"went-well\"\nseverity = \"ask\"\ncites = [{ id = \"CC-192\", from = \"soon\" }]",
        "content-bad-value",
    ),
    (
        "[[move]]\nid = \"a\"\nsays = \"nowhere\"",
        "rehearsal-unknown",
    ),
    (
        "[[move]]\nid = \"a\"\nlessons = [\"none\"]",
        "rehearsal-unknown",
    ),
    (
        "[[move]]\nid = \"a\"\n[[move]]\nid = \"a\"",
        "content-duplicate-id",
    ),
    (
        "[[cast]]\nlender = \"甲\"\nagency = \"乙\"\nvisitor = \"丙\"\nbadge = \"1\"\namount = \"much\"",
        "content-bad-value",
    ),
    (
        "[[scenario]]\nid = \"a\"\nmanner = \"orderly\"\npractises = \"signed\"",
        "content-missing",
    ),
];

/// Scenes of a scenario, and the code it is refused with.
const BROKEN_SCENES: &[(&str, &str)] = &[
    ("id = \"s\"\nnext = \"end\"\nmoves = []", "content-missing"),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sing\"]",
        "rehearsal-unknown",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"who.nobody\"]",
        "rehearsal-unknown",
    ),
    (
        "id = \"s\"\nnext = \"gone\"\nmoves = [\"sign\"]",
        "door-unknown-target",
    ),
    (
        "id = \"s\"\nnext = \"s\"\nmoves = [\"sign\"]",
        "rehearsal-endless",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sign\"]\nto = { argue = \"end\" }",
        "rehearsal-unknown",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sign\"]\nlessons = { sign = [\"none\"] }",
        "rehearsal-unknown",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sign\", \"sign\"]",
        "content-duplicate-id",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sign\"]\n[[scenario.scene]]\nid = \"t\"\nnext = \"end\"\nmoves = [\"sign\"]",
        "door-unreachable",
    ),
    (
        "id = \"s\"\nnext = \"end\"\nmoves = [\"sign\", \"argue\", \"let-in\", \"record\", \"ask-who\", \"ask-card\", \"pay-code\", \"transfer\"]",
        "door-too-many-options",
    ),
];

#[test]
fn a_broken_book_is_refused_with_its_code_and_place() {
    let head = "[[scenario]]\nid = \"new\"\nmanner = \"orderly\"\npractises = \"signed\"\n[[scenario.scene]]\n";
    let scenes = BROKEN_SCENES
        .iter()
        .map(|(s, code)| (format!("{head}{s}"), *code));
    let files = BROKEN.iter().map(|(s, code)| ((*s).to_owned(), *code));
    for (text, code) in files.chain(scenes) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("rehearsals")).unwrap();
        std::fs::write(folder.path().join("rehearsals/own.toml"), &text).unwrap();
        let mut library = Library::built_in();
        library.lay(folder.path()).unwrap();
        let Err(ContentError::Rejected(problems)) = load_rehearsals(&library) else {
            panic!("accepted: {text}");
        };
        let codes: Vec<&str> = problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, [code], "{text}: {problems:?}");
        assert_eq!(problems[0].file, "rehearsals/own.toml");
        assert!(problems[0].line > 0, "{problems:?}");
    }
}

#[test]
fn a_scenario_laid_over_takes_the_place_of_the_one_with_its_id() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("rehearsals")).unwrap();
    let own = "[[scenario]]\nid = \"night\"\nmanner = \"orderly\"\npractises = \"signed\"\n[[scenario.scene]]\nid = \"knock\"\nnext = \"end\"\nmoves = [\"sign\"]";
    std::fs::write(folder.path().join("rehearsals/own.toml"), own).unwrap();
    let mut library = Library::built_in();
    library.lay(folder.path()).unwrap();
    let laid = load_rehearsals(&library).unwrap();
    assert_eq!(laid.scenario("night").unwrap().scenes.len(), 1);
    assert_eq!(laid.scenarios.len(), book().scenarios.len());
}

#[test]
fn nothing_is_stored_and_the_result_says_practice() {
    let home = with_case("甲");
    let before = home.kept();
    let file = home.file("night.toml", "knock = \"open-door\"\nstays = \"let-in\"");
    let args = [
        "visit",
        "rehearse",
        "night",
        "--seed",
        "5",
        "--answers",
        arg(&file),
    ];
    let result = home.json(&args);
    assert_eq!(result["practice"], true);
    assert_eq!(result["given_away"][0]["id"], "let-in");
    assert_eq!(result["manner"], "improper");
    let shown = home.done(&args);
    assert!(
        shown.contains("练习") && shown.contains("民法典"),
        "{shown}"
    );
    assert!(shown.contains("12356"));
    let listed = home.json(&["visit", "rehearse", "--list"]);
    assert_eq!(
        listed["scenarios"].as_array().unwrap().len(),
        book().scenarios.len()
    );
    assert_eq!(home.kept(), before);
    let empty = Home::new();
    let named = "scenario = \"night\"\nknock = \"record\"\nstays = \"ask-again\"";
    let file = empty.file("named.toml", named);
    let result = empty.json(&["visit", "rehearse", "--answers", arg(&file)]);
    assert_eq!(result["scenario"], "night");
    let file = empty.file("night.toml", "knock = \"record\"\nstays = \"ask-again\"");
    empty.done(&["visit", "rehearse", "night", "--answers", arg(&file)]);
    assert!(!empty.path().exists(), "not even a home was made");
}

#[test]
fn the_cases_own_lender_and_amount_are_used_and_nothing_else_of_it() {
    let home = with_case("甲");
    let mut terminal = Terminal::start(
        &home,
        &["visit", "rehearse", "agency-complete", "--seed", "0"],
    );
    terminal.expect("第 1 幕").prompt();
    let screen = terminal.screen();
    assert!(screen.contains("取自您的档案"), "{screen}");
    let lender = menshen_lender();
    assert!(
        screen.replace(['\n', ' '], "").contains(&lender),
        "{screen}"
    );
    terminal
        .line("1")
        .expect("第 2 幕")
        .line("4")
        .expect("第 3 幕");
    assert!(terminal.prompt().screen().contains("21,600.00"));
    terminal.press(Key::Interrupt);
    assert_eq!(terminal.end(), 130);
}

fn menshen_lender() -> String {
    let a1: toml::Table = toml::from_str(crate::support::A1).unwrap();
    a1["lender"].as_str().unwrap().to_owned()
}

#[test]
fn without_a_terminal_it_says_which_scene_waits() {
    let home = Home::new();
    let refused = home.refused(&["visit", "rehearse", "night"], "answers-needed", 5);
    assert!(refused.to_string().contains("knock"), "{refused}");
}

#[test]
fn the_live_door_can_still_be_walked_without_keeping_anything() {
    for args in [&["visit", "rehearse", "live"][..], &["visit", "--rehearse"]] {
        let home = with_case("甲");
        let before = home.kept();
        let file = home.file("v.toml", super::vector_danger());
        let result = home.json(&[args, &["--answers", arg(&file)]].concat());
        assert_eq!(result["outcome"], "call-110", "{result}");
        assert_eq!(result["entry"], serde_json::Value::Null);
        assert_eq!(home.kept(), before);
    }
}

/// One rehearsal as it is seen, screen by screen.
fn seen(columns: u16) -> String {
    let home = Home::new();
    let args = ["visit", "rehearse", "pay-now", "--seed", "0"];
    let mut terminal = Terminal::sized(&home, &args, columns, 24);
    let mut seen = String::new();
    terminal.expect("第 1 幕").prompt();
    seen.push_str(&terminal.screen());
    terminal.line("2").expect("第 2 幕").prompt();
    seen.push_str(&format!("\n====\n{}", terminal.screen()));
    terminal.line("1").expect("--list");
    assert_eq!(terminal.end(), 0);
    seen.push_str(&format!("\n====\n{}", terminal.screen()));
    let lines: Vec<&str> = seen.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned() + "\n"
}

#[test]
fn a_rehearsal_looks_as_it_did_on_a_usual_and_on_a_narrow_terminal() {
    for columns in [80, 40] {
        let name = format!("rehearsal-{columns}.txt");
        let path = super::vectors().join(&name);
        let seen = seen(columns);
        if std::env::var_os("MENSHEN_WRITE_VECTORS").is_some() {
            std::fs::write(&path, &seen).unwrap();
        }
        assert_eq!(seen, super::vector(&name), "{name}");
    }
}

//! An import of calls, an import of payments, a confirmation and a change of the case are killed, or
//! told that the disk failed, at every one of their calls to the kernel; two of them at once; a disk
//! with no room or that can't be written.

use super::faults_injected::{OF_THE_DISK, Scene, calls, each_of, traced};
use crate::nothing_sent::traced::can_trace;
use crate::support::{A1, BINARY, Home, Ran, arg, with_case};
use menshen::domain::chain::Outcome;
use menshen::storage::log::entries;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Rows of the list of calls below that are new.
const ROWS: usize = 3;

const CALLS: &str = "号码,日期,时间,类型,时长\n\
    13812345678,2026-11-19,19:35:02,来电,95\n\
    13812345678,2026-11-19,19:50:10,未接来电,0\n\
    02866668888,2026-11-20,09:05:10,来电,30\n";

const PAYMENTS: &str = "还款日期,还款金额\n2026-10-15,300.00\n2026-11-15,200.00\n";

/// A run that changes a case, with the files of the case before it and after it undisturbed.
struct Change {
    scene: Scene,
    before: Vec<u8>,
    after: Vec<u8>,
    /// Lines in the log before and after.
    rows: (usize, usize),
}

fn case_file(home: &Home) -> PathBuf {
    home.case("甲").join("case.toml")
}

fn log_file(home: &Home) -> PathBuf {
    home.case("甲").join("evidence.jsonl")
}

fn recorded(home: &Home) -> usize {
    match log_file(home).exists() {
        true => entries(&log_file(home)).unwrap().len(),
        false => 0,
    }
}

impl Change {
    fn of(name: &'static str, home: Home, args: &[&str]) -> Change {
        let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
        let before = std::fs::read(case_file(&home)).unwrap();
        let whole = home.copied();
        let given: Vec<&str> = args.iter().map(String::as_str).collect();
        whole.done(&given);
        let after = std::fs::read(case_file(&whole)).unwrap();
        let rows = (recorded(&home), recorded(&whole));
        assert!(
            before != after || rows.0 != rows.1,
            "{name}: changes nothing"
        );
        let scene = Scene { name, home, args };
        Change {
            scene,
            before,
            after,
            rows,
        }
    }

    /// After any fault: the case file is the old one or the new one to the byte, every entry read is
    /// whole, what was reported is there, and the same run goes through afterwards, doubling nothing.
    /// Gives whether the change is there.
    fn sound_afterwards(&self, home: &Home, output: &Output, at: &str) -> bool {
        let at = format!("{}, {at}", self.scene.name);
        let reported = String::from_utf8_lossy(&output.stdout).contains("\"ok\":true");
        let stands = std::fs::read(case_file(home)).unwrap_or_else(|e| panic!("{at}: {e}"));
        assert!(
            stands == self.before || stands == self.after,
            "{at}: half a case"
        );
        let old_log = std::fs::read(log_file(&self.scene.home)).unwrap_or_default();
        let log = std::fs::read(log_file(home)).unwrap_or_default();
        assert!(log.starts_with(&old_log), "{at}: what stood before changed");
        let count = recorded(home);
        assert!(
            (self.rows.0..=self.rows.1).contains(&count),
            "{at}: {count}"
        );
        let there = stands == self.after && count == self.rows.1;
        assert!(there || !reported, "{at}: reported and not there");
        assert_eq!(home.run(&["case", "show", "--json"]).code, 0, "{at}");
        if count > 0 {
            let found = super::verify(&home.case("甲"));
            assert_eq!(found.result, Outcome::Holds, "{at}: {found:?}");
        }
        if there {
            return true;
        }
        // Nothing is left that blocks whoever tries again.
        let again: Vec<&str> = self.scene.args.iter().map(String::as_str).collect();
        let ran = home.run(&again);
        assert_eq!(ran.code, 0, "{at}: {ran:?}");
        assert_eq!(
            std::fs::read(case_file(home)).unwrap(),
            self.after,
            "{at}: again"
        );
        assert_eq!(recorded(home), self.rows.1, "{at}: again");
        false
    }
}

fn changes() -> Vec<Change> {
    let case = with_case("甲");
    case.done(&["log", "add", "电话", "第一条", "--when", "2026-11-18"]);
    let answers =
        "[import]\nnumbers = \"all\"\nlender = \"A1\"\nowner = \"borrower\"\nstore = true\n";
    let store = "[import]\nstore = true\n";
    let prepared = |files: &[(&str, &str)]| {
        let home = case.copied();
        for (name, text) in files {
            home.file(name, text);
        }
        home
    };
    let second = A1.replace("id = \"A1\"", "id = \"B1\"");
    assert_ne!(second, A1);
    vec![
        Change::of(
            "an import of calls",
            prepared(&[("calls.csv", CALLS), ("import.toml", answers)]),
            &[
                "log",
                "import",
                "calls.csv",
                "--answers",
                "import.toml",
                "--json",
            ],
        ),
        Change::of(
            "an import of payments",
            prepared(&[("paid.csv", PAYMENTS), ("import.toml", store)]),
            &[
                "confirm",
                "A1",
                "--repayments",
                "paid.csv",
                "--answers",
                "import.toml",
                "--json",
                "--force",
            ],
        ),
        Change::of(
            "a confirmation",
            prepared(&[("second.toml", &second)]),
            &[
                "confirm",
                "--answers",
                "second.toml",
                "--case",
                "甲",
                "--force",
                "--json",
            ],
        ),
        Change::of(
            "a change of one fact",
            prepared(&[]),
            &["case", "set", "household.reserve", "500", "--json"],
        ),
    ]
}

#[test]
fn killed_at_any_call_of_an_import_or_a_save_the_case_is_the_old_one_or_the_new_one() {
    let tracing = can_trace();
    if !tracing {
        eprintln!(
            "CANNOT TRACE: strace is not here or not allowed. The program is killed after ever \
             longer times instead, which meets many of its calls and not each."
        );
    }
    each_of(&changes(), |change| {
        if !tracing {
            return killed_by_the_clock(change);
        }
        let calls = calls(&change.scene);
        let (mut killed, mut there) = (0, 0);
        for (name, count) in &calls {
            let home = change.scene.home.copied();
            let inject = format!("inject={name}:signal=KILL:when={count}");
            let options = ["-o", "/dev/null", "-e", &inject];
            let output = traced(&home, &options, &change.scene.args);
            killed += usize::from(!output.status.success());
            let at = format!("killed at {name} {count}");
            there += usize::from(change.sound_afterwards(&home, &output, &at));
        }
        assert!(
            killed * 10 >= calls.len() * 8,
            "{killed} of {}",
            calls.len()
        );
        assert!(there > 0 && there < killed, "{there} of {killed}");
        format!(
            "{}: killed at {killed} of {} calls, the change was there {there} times and whole",
            change.scene.name,
            calls.len()
        )
    });
}

fn killed_by_the_clock(change: &Change) -> String {
    const TIMES: u32 = 40;
    let mut there = 0;
    for step in 0..TIMES {
        let home = change.scene.home.copied();
        let args: Vec<&str> = change.scene.args.iter().map(String::as_str).collect();
        let mut child = home
            .command(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(600) * step);
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        let at = format!("killed after step {step}");
        there += u32::from(change.sound_afterwards(&home, &output, &at));
    }
    format!(
        "{}: killed {TIMES} times, the change was there {there}",
        change.scene.name
    )
}

#[test]
fn failing_at_any_call_of_an_import_or_a_save_nothing_reported_is_missing() {
    if !can_trace() {
        eprintln!(
            "CANNOT TRACE: strace is not here or not allowed. That each single call may fail was \
             NOT looked at; a disk that fills at any byte is looked at beside this test."
        );
        return a_disk_with_no_room_or_that_cant_be_written_leaves_the_case_as_it_was();
    }
    each_of(&changes(), |change| {
        let (mut failed, mut reported) = (0, 0);
        for (name, count) in calls(&change.scene) {
            let Some((_, error)) = OF_THE_DISK.iter().find(|(of, _)| *of == name) else {
                continue;
            };
            let home = change.scene.home.copied();
            let inject = format!("inject={name}:error={error}:when={count}");
            let options = ["-o", "/dev/null", "-e", &inject];
            let output = traced(&home, &options, &change.scene.args);
            let code = output.status.code();
            let at = format!("{name} {count} failed");
            assert!(
                code.is_some_and(|c| c < 70),
                "{}: {at}: {code:?}",
                change.scene.name
            );
            let said = String::from_utf8_lossy(&output.stdout).contains("\"ok\":true");
            assert!(code != Some(0) || said, "{}: {at}", change.scene.name);
            change.sound_afterwards(&home, &output, &at);
            failed += usize::from(code != Some(0));
            reported += usize::from(said);
        }
        assert!(failed > 5, "{}: {failed}", change.scene.name);
        format!(
            "{}: {failed} failures said, {reported} changes reported and there",
            change.scene.name
        )
    });
}

/// The largest file may have this many bytes: writing past it fails, as on a full disk.
fn with_room(home: &Home, bytes: usize, args: &[&str]) -> Ran {
    let mut command = Command::new("bash");
    let script = "trap '' XFSZ; exec prlimit --fsize=\"$1\" \"$0\" \"${@:2}\"";
    command
        .args(["-c", script, BINARY, &bytes.to_string()])
        .args(args);
    home.surround(&mut command);
    Ran::of(command, args)
}

#[test]
fn a_disk_with_no_room_or_that_cant_be_written_leaves_the_case_as_it_was() {
    for change in changes() {
        let args: Vec<&str> = change.scene.args.iter().map(String::as_str).collect();
        let grown = match change.rows.0 == change.rows.1 {
            true => change.after.len(),
            false => {
                let whole = change.scene.home.copied();
                whole.done(&args);
                std::fs::read(log_file(&whole)).unwrap().len()
            }
        };
        let mut refused = 0;
        for room in (0..grown).step_by(grown / 12).chain([grown - 1]) {
            let home = change.scene.home.copied();
            let before = home.kept();
            let ran = with_room(&home, room, &args);
            assert_eq!(ran.code, 1, "{room}: {ran:?}");
            ran.said_plainly();
            assert_eq!(
                home.kept(),
                before,
                "{}: room for {room}",
                change.scene.name
            );
            refused += 1;
        }
        let home = change.scene.home.copied();
        let before = home.kept();
        let ran = crate::cli::disk::read_only(&home, &args);
        assert_eq!(ran.code, 1, "{ran:?}");
        ran.said_plainly();
        assert_eq!(home.kept(), before, "{}: read-only", change.scene.name);
        eprintln!(
            "{}: refused {refused} times for want of room and on a read-only disk, nothing changed",
            change.scene.name
        );
    }
}

/// Either waits its turn or is told that the other has the case; what was said to be kept is kept.
#[test]
fn two_programs_that_save_at_once_lose_nothing_that_was_reported() {
    const ROUNDS: usize = 6;
    let home = with_case("甲");
    let mut reported = BTreeSet::new();
    let (mut refused, mut number) = (0, 0);
    for _ in 0..ROUNDS {
        let running: Vec<_> = (0..3)
            .map(|_| {
                number += 1;
                let id = format!("B{number}");
                let text = A1.replace("id = \"A1\"", &format!("id = \"{id}\""));
                let file = home.file(&format!("{id}.toml"), text);
                let args = ["confirm", "--answers", arg(&file), "--case", "甲", "--json"];
                let child = home
                    .command(&args)
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                (id, child)
            })
            .collect();
        for (id, child) in running {
            let output = child.wait_with_output().unwrap();
            let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            if output.status.success() {
                assert_eq!(said["ok"], true);
                reported.insert(id);
            } else {
                assert_eq!(said["error"]["code"], "case-locked", "{said}");
                refused += 1;
            }
        }
    }
    let text = std::fs::read_to_string(case_file(&home)).unwrap();
    let case = menshen::storage::case_in(&case_file(&home), &text).unwrap();
    for id in &reported {
        assert!(case.loan(id).is_some(), "{id} was reported and isn't there");
    }
    assert_eq!(case.loans.len(), 1 + reported.len());
    assert!(reported.len() >= ROUNDS, "{}", reported.len());
    eprintln!(
        "{} saved by programs at once, {refused} told to try again, none lost",
        reported.len()
    );
}

/// Rows of an import are entries like any other where the clock shows an earlier time.
#[test]
fn an_import_after_the_clock_stepped_back_is_whole_and_says_so() {
    let change = &changes()[0];
    let home = change.scene.home.copied();
    let args: Vec<&str> = change.scene.args.iter().map(String::as_str).collect();
    let mut command = home.command(&args);
    command.env("MENSHEN_TEST_CLOCK", "2026-11-21T19:59:59+08:00");
    let ran = Ran::of(command, &args);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["written"], ROWS);
    let found = home.json(&["log", "verify"]);
    assert_eq!(found["result"], "holds");
    assert_eq!(
        super::damage::notices(&found, "clock-stepped-back").len(),
        1
    );
}

//! An append is killed, or told that the disk failed, at every one of its calls to the kernel.
//!
//! With `strace` each call is met exactly. Where tracing isn't possible the program is killed after
//! ever longer times instead, and the test says that it could do no better.

use crate::nothing_sent::traced::can_trace;
use crate::support::{BINARY, Home, arg};
use menshen::domain::chain::Outcome;
use menshen::storage::log::entries;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// What is being written when the fault comes.
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) home: Home,
    pub(super) args: Vec<String>,
}

/// The first entry of a log, one more entry, one with a file.
fn scenes() -> Vec<Scene> {
    let add = |more: &[&str]| -> Vec<String> {
        [
            "log",
            "add",
            "电话",
            "新的一条",
            "--when",
            "2026-11-20",
            "--json",
        ]
        .iter()
        .chain(more)
        .map(|a| (*a).to_owned())
        .collect()
    };
    let empty = Home::new();
    empty.done(&["case", "new", "甲"]);
    let begun = empty.copied();
    begun.done(&["log", "add", "电话", "第一条", "--when", "2026-11-20"]);
    let with_file = begun.copied();
    with_file.file("a.png", b"\x89PNG\r\n\x1a\n");
    vec![
        Scene {
            name: "the first entry",
            home: empty,
            args: add(&[]),
        },
        Scene {
            name: "one more entry",
            home: begun,
            args: add(&[]),
        },
        Scene {
            name: "an entry with a file",
            home: with_file,
            args: add(&["--attach", "a.png"]),
        },
    ]
}

fn log(home: &Home) -> PathBuf {
    home.case("甲").join("evidence.jsonl")
}

/// The append under `strace` with these options.
pub(super) fn traced(home: &Home, options: &[&str], args: &[String]) -> Output {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq"])
        .args(options)
        .arg(BINARY)
        .args(args);
    home.surround(&mut command);
    command.output().unwrap()
}

/// Calls that reach outside the program's memory. Between two of them nothing on the disk changes, so
/// being killed at any other call is being killed at the next of these.
const OUTSIDE: &[&str] = &[
    "openat",
    "close",
    "read",
    "write",
    "pread64",
    "pwrite64",
    "writev",
    "lseek",
    "statx",
    "newfstatat",
    "fstat",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "chmod",
    "fchmod",
    "flock",
    "getdents64",
    "copy_file_range",
    "sendfile",
    "getrandom",
];

/// The calls of a run from the first that touches the home on: each by its name and which of
/// that name it is.
pub(super) fn calls(scene: &Scene) -> Vec<(String, usize)> {
    let home = scene.home.copied();
    let trace = home.beside("trace.txt");
    let output = traced(&home, &["-o", arg(&trace)], &scene.args);
    assert!(output.status.success());
    let text = std::fs::read_to_string(&trace).unwrap();
    let kept = home.path().display().to_string();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let mut begun = false;
    for line in text.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, _)) = call.split_once('(') else {
            continue;
        };
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        begun |= line.contains(&kept) && !name.starts_with("execve");
        if begun && OUTSIDE.contains(&name) {
            found.push((name.to_owned(), *count));
        }
    }
    assert!(
        found.len() > 20,
        "{}: only {} calls",
        scene.name,
        found.len()
    );
    found
}

/// After any fault: what stood before stands to the byte, what was reported is there, everything
/// read is whole, and the log goes on. Gives whether the new entry is there.
fn sound_afterwards(scene: &Scene, home: &Home, output: &Output, at: &str) -> bool {
    let at = format!("{}, {at}", scene.name);
    let before = std::fs::read(log(&scene.home)).unwrap_or_default();
    let after = std::fs::read(log(home)).unwrap_or_default();
    assert!(
        after.starts_with(&before),
        "{at}: what stood before changed"
    );
    let reported = String::from_utf8_lossy(&output.stdout).contains("\"ok\":true");
    let feeds = before.iter().filter(|b| **b == b'\n').count();
    let before_count = feeds.saturating_sub(1);
    let list = if log(home).exists() {
        entries(&log(home)).unwrap()
    } else {
        Vec::new()
    };
    let known = ["第一条", "新的一条"];
    for entry in &list {
        let content = entry.content.as_ref().unwrap();
        let words = content["summary"].as_str().unwrap();
        assert!(
            known.contains(&words),
            "{at}: half an entry was read: {entry:?}"
        );
    }
    let there = list.len() > before_count;
    assert!(there || !reported, "{at}: reported and not there");
    assert!(list.len() <= before_count + 1, "{at}");
    let added = super::append(&home.case("甲"), &[super::note("之后")]).unwrap();
    assert_eq!(added.entries[0].place.seq as usize, list.len() + 1, "{at}");
    let found = super::verify(&home.case("甲"));
    assert_eq!(found.result, Outcome::Holds, "{at}: {found:?}");
    there
}

/// One thread to each scene: they share nothing.
fn each_scene(run: impl Fn(&Scene) -> String + Sync) {
    each_of(&scenes(), run);
}

/// The same for scenes of another kind.
pub(super) fn each_of<S: Sync>(scenes: &[S], run: impl Fn(&S) -> String + Sync) {
    std::thread::scope(|scope| {
        let running: Vec<_> = scenes
            .iter()
            .map(|scene| scope.spawn(|| run(scene)))
            .collect();
        for one in running {
            eprintln!("{}", one.join().unwrap());
        }
    });
}

#[test]
fn killed_at_any_call_of_an_append_nothing_half_written_is_read_as_whole() {
    if !can_trace() {
        eprintln!(
            "CANNOT TRACE: strace is not here or not allowed. The append is killed after ever \
             longer times instead, which meets many of its calls and not each."
        );
        return each_scene(killed_by_the_clock);
    }
    each_scene(|scene| {
        let calls = calls(scene);
        let (mut killed, mut there) = (0, 0);
        for (name, count) in &calls {
            let home = scene.home.copied();
            let inject = format!("inject={name}:signal=KILL:when={count}");
            let output = traced(&home, &["-o", "/dev/null", "-e", &inject], &scene.args);
            killed += usize::from(!output.status.success());
            let at = format!("killed at {name} {count}");
            there += usize::from(sound_afterwards(scene, &home, &output, &at));
        }
        // Copying a file runs beside a thread that waits: a few calls come in another order, or one
        // less often. Those runs end unharmed and are looked at all the same.
        assert!(
            killed * 10 >= calls.len() * 8,
            "{killed} of {}",
            calls.len()
        );
        assert!(there > 0 && there < killed, "{there} of {killed}");
        format!(
            "{}: killed at {killed} of {} calls, the entry was there {there} times and whole",
            scene.name,
            calls.len()
        )
    });
}

fn killed_by_the_clock(scene: &Scene) -> String {
    const TIMES: u32 = 60;
    let (mut killed, mut there) = (0, 0);
    for step in 0..TIMES {
        let home = scene.home.copied();
        let args: Vec<&str> = scene.args.iter().map(String::as_str).collect();
        let mut child = home
            .command(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(400) * step);
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        killed += u32::from(!output.status.success());
        let at = format!("killed after step {step}");
        there += u32::from(sound_afterwards(scene, &home, &output, &at));
    }
    format!(
        "{}: killed {killed} of {TIMES} times, the entry was there {there} times",
        scene.name
    )
}

/// Calls through which a disk says that it has no room or is failing.
pub(super) const OF_THE_DISK: &[(&str, &str)] = &[
    ("openat", "EIO"),
    ("write", "ENOSPC"),
    ("fsync", "EIO"),
    ("rename", "EIO"),
    ("linkat", "ENOSPC"),
    ("mkdir", "ENOSPC"),
    ("ftruncate", "EIO"),
    ("flock", "ENOLCK"),
    ("getrandom", "EIO"),
    ("read", "EIO"),
    ("lseek", "EIO"),
    ("statx", "EIO"),
];

#[test]
fn failing_at_any_call_to_the_disk_nothing_reported_is_missing() {
    if !can_trace() {
        eprintln!(
            "CANNOT TRACE: strace is not here or not allowed. That each single call may fail was \
             NOT looked at; a disk that fills at any byte is looked at beside this test."
        );
        return a_failing_standard_output_is_no_success();
    }
    each_scene(|scene| {
        let (mut failed, mut reported) = (0, 0);
        for (name, count) in calls(scene) {
            let Some((_, error)) = OF_THE_DISK.iter().find(|(of, _)| *of == name) else {
                continue;
            };
            let home = scene.home.copied();
            let inject = format!("inject={name}:error={error}:when={count}");
            let output = traced(&home, &["-o", "/dev/null", "-e", &inject], &scene.args);
            let code = output.status.code();
            assert!(
                code.is_some_and(|c| c < 70),
                "{}: {name} {count}: {code:?}",
                scene.name
            );
            let said = String::from_utf8_lossy(&output.stdout).contains("\"ok\":true");
            assert!(code != Some(0) || said, "{}: {name} {count}", scene.name);
            let at = format!("{name} {count} failed");
            sound_afterwards(scene, &home, &output, &at);
            failed += usize::from(code != Some(0));
            reported += usize::from(said);
        }
        assert!(failed > 5, "{failed}");
        format!(
            "{}: {failed} failures said, {reported} entries reported and there",
            scene.name
        )
    });
}

/// What is left to look at without tracing: the answer itself can't be written.
fn a_failing_standard_output_is_no_success() {
    for scene in scenes() {
        let home = scene.home.copied();
        let args: Vec<&str> = scene.args.iter().map(String::as_str).collect();
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let status = home.command(&args).stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(1), "{}", scene.name);
    }
}

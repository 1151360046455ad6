//! Sealing, sealing again and opening, killed at every call that changes the disk. What is found
//! afterwards is the one case or the other, whole and openable, and of a sealed one nothing to read.
//!
//! Between two such calls nothing on the disk changes, so being killed at any other call is being
//! killed at the next of these.

use super::{is_settled, passphrase, planted, readable, sealed, with};
use crate::nothing_sent::traced::can_trace;
use crate::support::{BINARY, Home, arg, contents};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// What is under way when the program is killed.
struct Scene {
    name: &'static str,
    home: Home,
    args: Vec<String>,
    /// The bytes of the open case, before or after.
    open: BTreeMap<PathBuf, Vec<u8>>,
}

/// Calls that change what stands on the disk.
const CHANGING: &[&str] = &[
    "write",
    "writev",
    "pwrite64",
    "fsync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "mkdirat",
    "copy_file_range",
];

/// The files of the case by their names in its folder.
fn files(home: &Home) -> BTreeMap<PathBuf, Vec<u8>> {
    let case = home.case("甲");
    contents(&case)
        .into_iter()
        .map(|(path, bytes)| (path.strip_prefix(&case).unwrap().to_owned(), bytes))
        .collect()
}

fn scenes() -> Vec<Scene> {
    let open_home = Home::new();
    planted(&open_home);
    let open = files(&open_home);
    let sealed_home = open_home.copied();
    assert_eq!(with(&sealed_home, &["case", "seal"]).code, 0);
    let scene = |name, home: &Home, args: &[&str]| {
        let home = home.copied();
        let file = passphrase(&home);
        let given = ["--passphrase-file", arg(&file)];
        Scene {
            name,
            args: args.iter().chain(&given).map(|a| (*a).to_owned()).collect(),
            home,
            open: open.clone(),
        }
    };
    let other = age::x25519::Identity::generate().to_public().to_string();
    vec![
        scene("sealing", &open_home, &["case", "seal"]),
        scene("opening", &sealed_home, &["case", "unseal"]),
        scene(
            "sealing to one more key",
            &sealed_home,
            &["case", "seal", "--recipient", &other],
        ),
    ]
}

fn traced(home: &Home, options: &[&str], args: &[String]) -> Output {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq"])
        .args(options)
        .arg(BINARY)
        .args(args);
    home.surround(&mut command);
    command.output().unwrap()
}

/// The scene in a home of its own; the passphrase file is the copy's.
fn staged(scene: &Scene) -> (Home, Vec<String>) {
    let home = scene.home.copied();
    let mut args = scene.args.clone();
    let file = passphrase(&home);
    *args.last_mut().unwrap() = arg(&file).to_owned();
    (home, args)
}

/// The changing calls from the first that touches the change on.
fn calls(scene: &Scene) -> Vec<(String, usize)> {
    let (home, args) = staged(scene);
    let trace = home.beside("trace.txt");
    let output = traced(&home, &["-o", arg(&trace)], &args);
    assert!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(&trace).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let mut begun = false;
    for line in text.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, _)) = call.split_once('(') else {
            continue;
        };
        let count = counts.entry(name.to_owned()).or_default();
        *count += 1;
        begun |= line.contains(".menshen-change");
        if begun && CHANGING.contains(&name) {
            found.push((name.to_owned(), *count));
        }
    }
    assert!(
        found.len() > 30,
        "{}: only {} calls",
        scene.name,
        found.len()
    );
    found
}

/// After the next program has looked at the home: one case or the other, whole. Gives whether it is
/// sealed.
fn whole_afterwards(scene: &Scene, home: &Home, at: &str) -> bool {
    let at = format!("{}, {at}", scene.name);
    let case = home.case("甲");
    home.done(&["case", "list"]);
    assert!(is_settled(&case), "{at}: something is left over");
    let is_sealed = case.join("case.pub").exists();
    if is_sealed {
        assert_eq!(readable(&case), Vec::<String>::new(), "{at}");
        let opened = with(home, &["case", "unseal"]);
        assert_eq!(opened.code, 0, "{at}: {opened:?}");
    }
    assert_eq!(files(home), scene.open, "{at}");
    is_sealed
}

/// Every how manieth call is met: all of them where the machine has time (`MENSHEN_TEST_ALL_CALLS`).
fn stride(calls: usize) -> usize {
    match std::env::var_os("MENSHEN_TEST_ALL_CALLS") {
        Some(_) => 1,
        None => (calls / 8).max(1),
    }
}

#[test]
fn killed_at_any_call_the_case_is_whole_and_a_sealed_one_says_nothing() {
    let scenes = scenes();
    std::thread::scope(|scope| {
        let running: Vec<_> = scenes
            .iter()
            .map(|scene| scope.spawn(move || killed(scene)))
            .collect();
        for one in running {
            eprintln!("{}", one.join().unwrap());
        }
    });
}

fn killed(scene: &Scene) -> String {
    if !can_trace() {
        eprintln!("CANNOT TRACE: killed after ever longer times instead of at each call.");
        return killed_by_the_clock(scene);
    }
    let calls = calls(scene);
    let stride = stride(calls.len());
    // The last calls put the new case in place of the old one: each of them is met.
    let last = calls.len().saturating_sub(16);
    let met = calls
        .iter()
        .enumerate()
        .filter(|(i, (name, _))| i % stride == 0 || (*i >= last && name != "write"));
    let (mut count, mut sealed) = (0, 0);
    for (_, (name, when)) in met {
        let (home, args) = staged(scene);
        let inject = format!("inject={name}:signal=KILL:when={when}");
        let output = traced(&home, &["-o", "/dev/null", "-e", &inject], &args);
        assert!(!output.status.success(), "{name} {when} wasn't met");
        let at = format!("killed at {name} {when}");
        sealed += usize::from(whole_afterwards(scene, &home, &at));
        count += 1;
    }
    assert!(count > 8, "{count}");
    format!(
        "{}: killed at {count} of {} calls, sealed afterwards {sealed} times, whole always",
        scene.name,
        calls.len()
    )
}

fn killed_by_the_clock(scene: &Scene) -> String {
    const TIMES: u32 = 24;
    let (mut count, mut sealed) = (0, 0);
    for step in 0..TIMES {
        let (home, args) = staged(scene);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut child = home
            .command(&args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(25) * step);
        let _ = child.kill();
        count += u32::from(!child.wait().unwrap().success());
        sealed += usize::from(whole_afterwards(scene, &home, &format!("step {step}")));
    }
    format!(
        "{}: killed {count} of {TIMES} times, sealed {sealed} times",
        scene.name
    )
}

/// A disk with no room, a disk that fails: what stood before stands, and nothing is left over.
#[test]
fn a_disk_that_refuses_leaves_the_case_as_it_was() {
    if !can_trace() {
        eprintln!("CANNOT TRACE: a disk that refuses can't be shown here.");
        return;
    }
    let home = Home::new();
    sealed(&home);
    let file = passphrase(&home);
    let args = ["case", "unseal", "--passphrase-file", arg(&file)].map(str::to_owned);
    let before = files(&home);
    let mut refused = 0;
    for (call, error) in [
        ("write", "ENOSPC"),
        ("fsync", "EIO"),
        ("mkdir", "ENOSPC"),
        ("linkat", "EIO"),
        ("renameat2", "EIO"),
    ] {
        let home = home.copied();
        let inject = format!("inject={call}:error={error}:when=1+");
        let path = format!("trace={call}");
        let output = traced(
            &home,
            &["-o", "/dev/null", "-e", &path, "-e", &inject],
            &args,
        );
        if output.status.success() {
            continue;
        }
        refused += 1;
        home.done(&["case", "list"]);
        assert_eq!(files(&home), before, "{call} {error}");
        assert!(is_settled(&home.case("甲")), "{call} {error}");
    }
    assert!(refused >= 3, "{refused}");
}

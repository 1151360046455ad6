//! The disk and other programs: what can't be read or written is said, and what stood there stands.

use crate::support::{BINARY, HOUSEHOLD, Home, Ran, arg, contents, loan, set_mode, with_case};
use std::fs::File;
use std::path::Path;
use std::process::Command;

/// A user id that owns nothing here.
const NOBODY: &str = "65534";

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// Runs the binary as this user. Who isn't root becomes it in a user namespace of its own: files
/// still are what they are to the user we are.
pub fn as_user(home: &Home, id: &str, args: &[&str], around: impl Fn(&mut Command)) -> Ran {
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", id, "--regid", id, "--clear-groups", "--"]);
        // The folder it was built in may lie where such a user can't look. Another process copies
        // it: a file we hold open for writing could not be run by a test beside this one.
        let copy = home.beside("menshen");
        let copied = Command::new("cp").arg(BINARY).arg(&copy).status().unwrap();
        assert!(copied.success());
        let folder = home.beside("");
        set_mode(&folder, 0o755);
        command.arg(copy);
        command
    } else {
        let mut command = Command::new("unshare");
        command.args(["--map-user", id, "--", BINARY]);
        command
    };
    command.args(args);
    home.surround(&mut command);
    around(&mut command);
    Ran::of(command, args)
}

/// Runs the binary as a user that file modes apply to.
pub fn as_plain_user(home: &Home, args: &[&str]) -> Ran {
    if is_root() {
        as_user(home, NOBODY, args, |_| ())
    } else {
        home.run(args)
    }
}

/// Gives every folder and file below this one these modes.
pub fn set_modes(path: &Path, folders: u32, files: u32) {
    let mode = if path.is_dir() { folders } else { files };
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            set_modes(&entry.unwrap().path(), folders, files);
        }
    }
    set_mode(path, mode);
}

/// Runs the binary as such a user, with a home that can't be written while it runs.
pub fn read_only(home: &Home, args: &[&str]) -> Ran {
    set_modes(&home.beside(""), 0o755, 0o644);
    set_modes(&home.path(), 0o555, 0o444);
    let ran = as_plain_user(home, args);
    set_modes(&home.path(), 0o755, 0o644);
    ran
}

/// Runs the binary with the size of files limited to this many blocks of 1024 bytes. Writing more
/// fails instead of killing the program.
pub fn with_file_limit(home: &Home, blocks: u32, args: &[&str]) -> Ran {
    let mut command = Command::new("bash");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    command.args(["-c", &script, BINARY]).args(args);
    home.surround(&mut command);
    Ran::of(command, args)
}

#[test]
fn a_read_only_home_is_said_and_nothing_changes() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "x"]);
    let plan = home.file("household.toml", HOUSEHOLD);
    let attached = home.file("a.png", b"\x89PNG\r\n\x1a\n");
    let before = home.kept();
    set_modes(&home.beside(""), 0o755, 0o644);
    set_modes(&home.path(), 0o555, 0o444);
    for (args, code) in [
        (&["case", "new", "乙", "--json"][..], "storage-write"),
        (&["case", "use", "甲", "--json"], "storage-write"),
        (
            &["plan", "--answers", arg(&plan), "--json"],
            "storage-write",
        ),
        (&["log", "add", "电话", "y", "--json"], "log-unwritable"),
        (
            &[
                "log",
                "add",
                "电话",
                "y",
                "--attach",
                arg(&attached),
                "--json",
            ],
            "attachment-unwritable",
        ),
    ] {
        as_plain_user(&home, args).refusal(code, 1);
    }
    // Reading goes on.
    for args in [
        &["case", "show"][..],
        &["confirm", "A1"],
        &["log", "list"],
        &["log", "verify"],
        &[],
    ] {
        let ran = as_plain_user(&home, args);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    set_modes(&home.path(), 0o755, 0o644);
    assert_eq!(home.kept(), before);
}

#[test]
fn a_home_that_may_not_be_looked_into_is_said() {
    let home = with_case("甲");
    let before = home.kept();
    let closed = if is_root() { 0o700 } else { 0o000 };
    set_mode(&home.path(), closed);
    let ran = as_plain_user(&home, &["case", "show", "--json"]);
    set_mode(&home.path(), 0o700);
    ran.refusal("storage-read", 1);
    assert_eq!(home.kept(), before);
}

#[test]
fn a_file_in_place_of_a_folder_is_said() {
    let home = Home::new();
    let in_the_way = home.file("home", "mine");
    for args in [&["case", "new", "甲"][..], &["log", "add", "电话", "x"]] {
        let ran = home.run(&[args, &["--json"]].concat());
        assert_eq!(ran.code, 1, "{ran:?}");
        ran.said_plainly();
        assert_eq!(std::fs::read_to_string(&in_the_way).unwrap(), "mine");
    }
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let home = with_case("甲");
    home.done(&["log", "add", "电话", "x"]);
    let plan = home.file("household.toml", HOUSEHOLD);
    let loan = loan(&home);
    let before = home.kept();
    for (args, code) in [
        (
            &["plan", "--answers", arg(&plan), "--json"][..],
            "storage-disk-full",
        ),
        (
            &[
                "confirm",
                "--answers",
                arg(&loan),
                "--case",
                "甲",
                "--force",
                "--json",
            ],
            "storage-disk-full",
        ),
        (&["case", "new", "乙", "--json"], "storage-disk-full"),
        (&["log", "add", "电话", "y", "--json"], "log-disk-full"),
    ] {
        let ran = with_file_limit(&home, 0, args);
        // Pipes have no size: the refusal itself can be said.
        ran.refusal(code, 1);
        let after: Vec<_> = home
            .kept()
            .into_iter()
            .filter(|(_, b)| !b.is_empty())
            .collect();
        let standing: Vec<_> = before.clone().into_iter().collect();
        assert_eq!(after, standing, "{args:?}");
    }
    let big = home.file("big.mp4", vec![7; 64 * 1024]);
    let args = ["log", "add", "电话", "y", "--attach", arg(&big), "--json"];
    let error = with_file_limit(&home, 8, &args).refusal("attachment-disk-full", 1);
    assert_eq!(error["args"]["size"], "65536");
    assert_eq!(contents(&home.case("甲").join("attachments")).len(), 0);
    assert_eq!(home.json(&["log", "verify"])["result"], "holds");
    assert_eq!(home.json(&["log", "add", "电话", "y"])["seq"], 2);
}

#[test]
fn standard_output_on_a_full_disk_is_said() {
    let home = with_case("甲");
    let mut command = home.command(&["confirm", "A1"]);
    let full = File::options().write(true).open("/dev/full").unwrap();
    command.stdout(full).stderr(std::process::Stdio::piped());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("盘满了"), "{said}");
}

#[test]
fn a_case_open_elsewhere_is_said_and_left_alone() {
    let home = with_case("甲");
    let plan = home.file("household.toml", HOUSEHOLD);
    let loan = loan(&home);
    let before = home.kept();
    let lock = File::options()
        .write(true)
        .open(home.case("甲").join("case.lock"))
        .unwrap();
    lock.try_lock().unwrap();
    for args in [
        &["plan", "--answers", arg(&plan)][..],
        &[
            "confirm",
            "--answers",
            arg(&loan),
            "--case",
            "甲",
            "--force",
        ],
        &["letter", "C1", "--loan", "A1", "--answers", arg(&plan)],
    ] {
        home.refused(args, "case-locked", 1);
        assert_eq!(home.kept(), before);
    }
    // Reading and recording go on: neither changes the case.
    home.json(&["confirm", "A1"]);
    home.json(&["case", "show"]);
    home.json(&["log", "add", "上门", "正在敲门"]);
    drop(lock);
    home.json(&["plan", "--answers", arg(&plan)]);
}

#[test]
fn a_folder_that_is_not_there_is_not_made_for_the_output() {
    let home = with_case("甲");
    let out = home.beside("not/there/out.txt");
    home.refused(&["confirm", "A1", "-o", arg(&out)], "storage-write", 1);
    assert!(!home.beside("not").exists());
    let folder = home.beside("folder");
    std::fs::create_dir(&folder).unwrap();
    home.refused(&["confirm", "A1", "-o", arg(&folder)], "storage-write", 1);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_file_is_never_found_half_written() {
    // Written aside and renamed: nothing but whole files is left after any number of refusals.
    let home = with_case("甲");
    let plan = home.file("household.toml", HOUSEHOLD);
    for blocks in 0..3 {
        with_file_limit(&home, blocks, &["plan", "--answers", arg(&plan)]);
    }
    for path in home.kept().keys() {
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(!name.starts_with(".menshen-"), "left behind: {name}");
    }
    home.json(&["case", "show"]);
}

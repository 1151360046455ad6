//! Two programs at one case: one seals it while the other copies a file in.

use super::{passphrase, planted, readable};
use crate::support::{Home, Ran, arg};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take before the test fails.
const DEADLINE: Duration = Duration::from_secs(60);

/// A file of the case that keeps a sealing busy, in bytes: a second and more, so that it is met in the
/// middle of it by a test that has to wait for a processor too.
const IN_THE_CASE: usize = 10 << 20;

/// A file whose copying in takes long enough to be met in the middle of it, in bytes; the same holds.
const COPIED_IN: u64 = 96 << 20;

fn waited_for(what: &str, mut seen: impl FnMut() -> bool) {
    let started = Instant::now();
    while !seen() {
        assert!(started.elapsed() < DEADLINE, "waited for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let done = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(done.success());
}

fn files_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn has_half_copy(case: &Path) -> bool {
    let files = std::fs::read_dir(case).unwrap().flatten();
    let mut names = files.map(|file| file.file_name().into_string().unwrap());
    names.any(|name| name.starts_with(".menshen-copy-"))
}

/// `log add --attach` that is at its copy while another program looks through the case to seal it, has
/// it done before the case is sealed, and comes to its line after that. The line is refused.
pub fn added_while_sealed(home: &Home) -> Ran {
    planted(home);
    let kept = home.file("kept.bin", vec![7; IN_THE_CASE]);
    home.done(&[
        "log",
        "add",
        "备注",
        "大文件",
        "--when",
        "2026-11-01",
        "--attach",
        arg(&kept),
    ]);
    let long = home.beside("long.bin");
    std::fs::File::create(&long)
        .and_then(|file| file.set_len(COPIED_IN))
        .unwrap();
    let secret = passphrase(home);
    let case = home.case("甲");
    let started = |args: &[&str]| {
        let mut command = home.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let before = files_in(&case.join("attachments"));
    let args = [
        "log",
        "add",
        "备注",
        "录像",
        "--when",
        "2026-11-02",
        "--json",
        "--attach",
        arg(&long),
    ];
    let adding = started(&args);
    waited_for("the copy", || has_half_copy(&case));
    signal(&adding, "-STOP");
    assert!(has_half_copy(&case), "the copy was made too soon");
    let mut sealing = started(&["case", "seal", "--passphrase-file", arg(&secret)]);
    // What it seals is settled once the first of the files is begun.
    waited_for("the sealing", || {
        files_in(&case.join(".menshen-change/new/attachments")) > 0
    });
    signal(&sealing, "-STOP");
    assert!(!case.join("case.pub").exists(), "it was sealed too soon");
    signal(&adding, "-CONT");
    waited_for("the whole copy", || {
        files_in(&case.join("attachments")) > before
    });
    // It waits for the log now, and only for so long: the sealing has all the time it needs.
    signal(&adding, "-STOP");
    signal(&sealing, "-CONT");
    assert!(sealing.wait().unwrap().success());
    signal(&adding, "-CONT");
    Ran::from_output(adding.wait_with_output().unwrap(), &args)
}

#[test]
fn a_copy_made_while_the_case_was_sealed_does_not_stay_in_the_open() {
    let home = Home::new();
    let ran = added_while_sealed(&home);
    ran.refusal("log-sealed-meanwhile", 1);
    let case = home.case("甲");
    assert_eq!(readable(&case), Vec::<String>::new());
    let open = std::fs::read_dir(case.join("attachments")).unwrap();
    let open: Vec<_> = open
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".age"))
        .collect();
    assert!(open.is_empty(), "{open:?}");
    assert!(home.beside("long.bin").exists());
    home.file("small.txt", "要求当晚还款");
    // The same again is sealed on its way in, and the log holds.
    let again = [
        "log",
        "add",
        "备注",
        "小文件",
        "--when",
        "2026-11-02",
        "--attach",
        "small.txt",
    ];
    home.done(&again);
    assert_eq!(super::with(&home, &["log", "verify"]).code, 0);
}

//! Whole runs, every call to the kernel watched: no connection is opened and no program started.

use crate::support::{BINARY, Home, arg};
use std::path::Path;
use std::process::Command;

/// Runs one after the other in one home: the example, entries with a file, reading, checking,
/// anchors, the guide.
const RUNS: &[&[&str]] = &[
    &["--help"],
    &["demo", "example"],
    &["case", "new", "甲"],
    &["log", "add", "电话", "说明天上门", "--attach", "shot.png"],
    &["log", "list"],
    &["log", "verify"],
    &["log", "anchor"],
    &["case", "show"],
    &["due"],
    &[],
];

/// Calls that make or use a connection, or start another program. A `socketpair` is joined to
/// itself alone.
const FORBIDDEN: &[&str] = &[
    "socket(",
    "connect(",
    "bind(",
    "listen(",
    "accept(",
    "accept4(",
    "sendto(",
    "sendmsg(",
    "sendmmsg(",
    "recvfrom(",
    "recvmsg(",
    "io_uring_setup(",
];

pub fn have(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success())
}

/// Can this machine trace? A container may have the program and forbid its use.
pub fn can_trace() -> bool {
    have("strace")
        && Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .status()
            .is_ok_and(|s| s.success())
}

#[cfg(target_os = "linux")]
#[test]
fn no_run_opens_a_connection_or_starts_a_program() {
    let home = Home::new();
    home.file("shot.png", b"\x89PNG\r\n\x1a\n");
    let tracing = can_trace();
    if !tracing {
        eprintln!(
            "CANNOT TRACE: strace is not here or not allowed. The open files of each run are \
             looked at instead, which misses a connection opened and closed between two looks."
        );
    }
    let mut calls = 0;
    for run in RUNS {
        if tracing {
            calls += traced(&home, run);
        } else {
            watched(&home, run);
            calls += 1;
        }
    }
    assert!(calls >= RUNS.len());
    eprintln!("{} runs, {calls} calls looked at", RUNS.len());
}

/// Without `HOME` the C library would look the user up, and ask a daemon by a socket for it.
#[cfg(target_os = "linux")]
#[test]
fn without_a_home_nobody_is_asked_who_the_user_is() {
    if !can_trace() {
        eprintln!("CANNOT TRACE: not looked at");
        return;
    }
    let home = Home::new();
    let trace = home.beside("trace.txt");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", arg(&trace), BINARY, "case", "list"]);
    home.surround(&mut command);
    command.env_remove("HOME").env_remove("MENSHEN_HOME");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("找不到存放档案的文件夹"), "{said}");
    let text = std::fs::read_to_string(&trace).unwrap();
    assert!(text.lines().count() > 20, "{text}");
    assert!(!FORBIDDEN.iter().any(|call| text.contains(call)), "{text}");
    assert!(!text.contains("passwd"), "{text}");
}

/// Traces a run; gives how many calls to the kernel it made.
fn traced(home: &Home, run: &[&str]) -> usize {
    let trace = home.beside("trace.txt");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-o", arg(&trace), BINARY])
        .args(run);
    home.surround(&mut command);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{run:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read_to_string(&trace).unwrap();
    let mut started = 0;
    let mut calls = 0;
    for line in text.lines() {
        // Each line begins with the process's number.
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        calls += 1;
        started += usize::from(call.starts_with("execve"));
        let forbidden = FORBIDDEN.iter().any(|f| call.starts_with(f));
        assert!(!forbidden, "menshen {}: {line}", run.join(" "));
    }
    assert_eq!(started, 1, "menshen {} started a program", run.join(" "));
    assert!(
        calls > 20,
        "the trace of menshen {} is empty",
        run.join(" ")
    );
    calls
}

/// Looks at the open files of a run as often as it can until it ends: none is a socket.
fn watched(home: &Home, run: &[&str]) {
    let mut child = home
        .command(run)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let folder = format!("/proc/{}/fd", child.id());
    loop {
        if let Ok(files) = std::fs::read_dir(Path::new(&folder)) {
            for file in files.filter_map(Result::ok) {
                let target = std::fs::read_link(file.path()).unwrap_or_default();
                assert!(!target.starts_with("socket:"), "menshen {}", run.join(" "));
            }
        }
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{run:?}");
            return;
        }
    }
}

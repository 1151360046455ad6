//! Adding to a log on disk.

use super::{NOW, append, append_at, codes, content, note, sample, verify};
use menshen::domain::coded::{Coded, Kind};
use menshen::storage::lock::Lock;
use menshen::storage::log::{Log, LogError, Surroundings, entries};
use serde_json::json;
use std::time::Duration;

#[test]
fn what_is_written_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let first = append(folder.path(), &[note("第一条")]).unwrap();
    assert!(first.begun);
    let second = append_at(
        folder.path(),
        NOW + 1,
        &[note("第二条"), note("第三条")],
        false,
    )
    .unwrap();
    assert!(!second.begun);
    let seqs: Vec<u64> = second.entries.iter().map(|e| e.place.seq).collect();
    assert_eq!(seqs, [2, 3]);
    let found = verify(folder.path());
    assert!(found.ok, "{:?}", found.faults);
    assert_eq!(found.entries, 3);
    let read = entries(&Log::of_case(folder.path()).path()).unwrap();
    let said: Vec<String> = read
        .iter()
        .map(|e| {
            e.content.as_ref().unwrap()["summary"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(said, ["第一条", "第二条", "第三条"]);
    assert_eq!(read[1].recorded_at, "2026-11-21T10:00:01+08:00");
    assert_eq!(read[2].hash, Some(second.entries[1].place.hash));
}

#[test]
fn no_two_lines_share_a_salt() {
    let folder = tempfile::tempdir().unwrap();
    append(folder.path(), &[note("一"), note("一"), note("一")]).unwrap();
    let text = std::fs::read_to_string(Log::of_case(folder.path()).path()).unwrap();
    let mut salts: Vec<&str> = text
        .split("\"salt\":\"")
        .skip(1)
        .map(|s| &s[..64])
        .collect();
    salts.dedup();
    assert_eq!(salts.len(), 3);
}

#[cfg(unix)]
#[test]
fn files_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let log = sample(folder.path());
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&log), 0o600);
    assert_eq!(mode(&folder.path().join("evidence.lock")), 0o600);
    assert_eq!(mode(&folder.path().join("attachments")), 0o700);
    let attachment = folder.path().join("attachments").join("07".repeat(16));
    assert_eq!(mode(&attachment), 0o600);
}

#[test]
fn two_at_the_same_moment_both_end_up_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for name in ["甲", "乙"] {
            let path = folder.path();
            scope.spawn(move || {
                for i in 0..50 {
                    append(path, &[note(&format!("{name}{i}"))]).unwrap();
                }
            });
        }
    });
    let found = verify(folder.path());
    assert!(found.ok, "{:?}", found.faults);
    assert_eq!(found.entries, 100);
    let read = entries(&Log::of_case(folder.path()).path()).unwrap();
    for name in ["甲", "乙"] {
        let said: Vec<String> = read
            .iter()
            .map(|e| {
                e.content.as_ref().unwrap()["summary"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .filter(|s| s.starts_with(name))
            .collect();
        let expected: Vec<String> = (0..50).map(|i| format!("{name}{i}")).collect();
        assert_eq!(said, expected);
    }
}

#[test]
fn a_long_line_and_a_long_log_cost_the_end_only() {
    let folder = tempfile::tempdir().unwrap();
    let long = note(&"很长".repeat(60_000));
    append(folder.path(), &[note("短"), long.clone(), note("短"), long]).unwrap();
    append(folder.path(), &[note("之后")]).unwrap();
    let many: Vec<_> = (0..2000).map(|i| note(&i.to_string())).collect();
    append(folder.path(), &many).unwrap();
    append(folder.path(), &[note("最后")]).unwrap();
    let found = verify(folder.path());
    assert!(found.ok);
    assert_eq!(found.entries, 2006);
}

#[test]
fn a_clock_that_stepped_back_is_said_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    append(folder.path(), &[note("先")]).unwrap();
    let back = append_at(folder.path(), NOW - 3600, &[note("后")], false).unwrap();
    assert!(back.clock_stepped_back);
    let found = verify(folder.path());
    assert!(found.ok);
    assert!(super::notice_codes(&found).contains(&"clock-stepped-back"));
}

fn change(folder: &std::path::Path, from: &str, to: &str) {
    let path = Log::of_case(folder).path();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_log_whose_end_fails_is_joined_only_by_name() {
    let folder = tempfile::tempdir().unwrap();
    append(folder.path(), &[note("第一条"), note("第二条")]).unwrap();
    change(folder.path(), "第二条", "第三条");
    let before = std::fs::read(Log::of_case(folder.path()).path()).unwrap();
    let error = append(folder.path(), &[note("之后")]).unwrap_err();
    assert_eq!(error.code(), "log-last-line-fails");
    assert_eq!(error.kind(), Kind::Integrity);
    assert_eq!(
        std::fs::read(Log::of_case(folder.path()).path()).unwrap(),
        before
    );
    let forced = append_at(folder.path(), NOW, &[note("之后")], true).unwrap();
    assert_eq!(forced.joined_to_damage[0].code, "commitment-mismatch");
    assert_eq!(codes(&verify(folder.path())), [(3, "commitment-mismatch")]);
}

#[test]
fn a_last_line_that_cannot_be_read_is_stepped_over_by_name() {
    let folder = tempfile::tempdir().unwrap();
    append(folder.path(), &[note("第一条"), note("第二条")]).unwrap();
    let path = Log::of_case(folder.path()).path();
    let text = std::fs::read_to_string(&path).unwrap();
    let first_two: String = text.split_inclusive('\n').take(2).collect();
    std::fs::write(&path, format!("{first_two}这不是一条记录\n")).unwrap();
    assert_eq!(
        append(folder.path(), &[note("之后")]).unwrap_err().code(),
        "log-last-line-fails"
    );
    append_at(folder.path(), NOW, &[note("之后")], true).unwrap();
    assert_eq!(codes(&verify(folder.path())), [(3, "not-an-object")]);
}

#[test]
fn the_last_lines_join_to_the_line_before_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    append(folder.path(), &[note("一"), note("二"), note("三")]).unwrap();
    let path = Log::of_case(folder.path()).path();
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    std::fs::write(&path, [lines[0], lines[1], lines[3]].concat()).unwrap();
    let error = append(folder.path(), &[note("之后")]).unwrap_err();
    assert!(matches!(error, LogError::LastLineFails { ref flaws, .. } if flaws.len() == 2));
}

#[test]
fn an_amendment_speaks_of_an_entry_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let amendment = |seq: u64| content(json!({"kind": "amendment", "amends": seq, "people": 1}));
    append(folder.path(), &[note("一"), amendment(1)]).unwrap();
    for wrong in [
        vec![amendment(3)],
        vec![amendment(2)],
        vec![amendment(4), note("x")],
        vec![note("x"), amendment(1), amendment(4)],
    ] {
        let error = append(folder.path(), &wrong).unwrap_err();
        assert_eq!(error.code(), "log-nothing-to-amend");
        assert_eq!(error.kind(), Kind::Usage);
    }
    append(folder.path(), &[note("二"), amendment(3), amendment(1)]).unwrap();
    assert!(verify(folder.path()).ok);
}

#[test]
fn an_entry_names_only_attachments_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    let naming = |size: u64| {
        content(json!({
            "kind": "note", "occurred_at": "2026-11-20", "summary": "x", "attachments": [{
                "id": "07".repeat(16), "name": "a", "sha256": "0".repeat(64), "size": size,
                "media_type": "text/plain",
            }],
        }))
    };
    let error = append(folder.path(), &[naming(8)]).unwrap_err();
    assert_eq!(error.code(), "log-attachment-absent");
    assert!(append(folder.path(), &[naming(9)]).is_ok());
}

#[test]
fn another_program_that_does_not_finish_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let held = Lock::take(folder.path(), Duration::ZERO).unwrap();
    let busy = Log::of_case(folder.path())
        .waiting(Duration::from_millis(20))
        .append(
            &[note("x")],
            false,
            &mut Surroundings {
                now: &mut || NOW,
                random: &mut |_| true,
            },
        );
    assert_eq!(busy.unwrap_err().code(), "log-busy");
    assert!(!Log::of_case(folder.path()).exists());
    drop(held);
    assert!(append(folder.path(), &[note("x")]).is_ok());
}

#[test]
fn a_file_that_is_no_log_is_left_alone() {
    for (text, code) in [
        ("", "log-not-a-log"),
        ("购物清单\n", "log-not-a-log"),
        (
            "{\"format\":\"menshen-evidence\",\"version\":2}\n",
            "log-newer",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = Log::of_case(folder.path()).path();
        std::fs::write(&path, text).unwrap();
        let error = append_at(folder.path(), NOW, &[note("x")], true).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_beginning_cut_short_is_moved_aside_and_the_log_begun_anew() {
    for torn in ["{", "{\"created_at\":\"2026", "乱"] {
        let folder = tempfile::tempdir().unwrap();
        let path = Log::of_case(folder.path()).path();
        std::fs::write(&path, torn).unwrap();
        assert!(menshen::storage::log::is_torn(&path).unwrap());
        let appended = append(folder.path(), &[note("x")]).unwrap();
        assert!(appended.begun);
        let aside = appended.torn_moved_to.unwrap();
        assert_eq!(std::fs::read_to_string(aside).unwrap(), torn);
        assert_eq!(appended.entries[0].place.seq, 1);
        assert!(!menshen::storage::log::is_torn(&path).unwrap());
    }
}

#[test]
fn a_first_line_that_lacks_its_line_feed_gets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = Log::of_case(folder.path()).path();
    append(folder.path(), &[note("x")]).unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    let first = whole.lines().next().unwrap();
    std::fs::write(&path, first).unwrap();
    let appended = append(folder.path(), &[note("y")]).unwrap();
    assert_eq!((appended.begun, appended.torn_moved_to), (false, None));
    let after = std::fs::read_to_string(&path).unwrap();
    assert_eq!(after.lines().next().unwrap(), first);
    assert_eq!(after.lines().count(), 2);
}

#[test]
fn no_clock_and_no_randomness_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::of_case(folder.path());
    let mut none = Surroundings {
        now: &mut || NOW,
        random: &mut |_| false,
    };
    let error = log.append(&[note("x")], false, &mut none).unwrap_err();
    assert_eq!(error.code(), "log-no-random");
    let mut far = Surroundings {
        now: &mut || i64::MAX,
        random: &mut |_| true,
    };
    assert_eq!(
        log.append(&[note("x")], false, &mut far)
            .unwrap_err()
            .code(),
        "log-clock"
    );
    assert!(!log.exists());
}

#[test]
fn a_log_that_cannot_be_read_or_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = menshen::storage::log::verify_case(folder.path(), Vec::new()).unwrap_err();
    assert_eq!(missing.code(), "log-missing");
    let path = Log::of_case(folder.path()).path();
    std::fs::create_dir(&path).unwrap();
    let unwritable = append(folder.path(), &[note("x")]).unwrap_err();
    assert_eq!(unwritable.code(), "log-unwritable");
    assert!(unwritable.args()["path"].ends_with("evidence.jsonl"));
    assert_eq!(entries(&path).unwrap_err().code(), "log-unreadable");
}

/// Run as a process of its own by the next test, under a limit on the size of files.
#[cfg(unix)]
#[test]
#[ignore = "only a child of the_disk_is_full"]
fn child_with_little_room() {
    let folder = std::path::PathBuf::from(std::env::var_os("LITTLE_ROOM").unwrap());
    append(&folder, &[note("装得下")]).unwrap();
    let before = std::fs::read(Log::of_case(&folder).path()).unwrap();
    let error = append(&folder, &[note(&"装不下".repeat(400))]).unwrap_err();
    assert_eq!(error.code(), "log-disk-full");
    // What was not reported as written isn't there, not even in part.
    assert_eq!(std::fs::read(Log::of_case(&folder).path()).unwrap(), before);
    let big = folder.join("big.mp4");
    let error = menshen::storage::attachments::copy_in(&folder, &big, [1; 16]).unwrap_err();
    assert_eq!(error.code(), "attachment-disk-full");
    let left = std::fs::read_dir(folder.join("attachments"))
        .unwrap()
        .count();
    assert_eq!(left, 0);
}

#[cfg(unix)]
#[test]
fn the_disk_is_full() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("big.mp4"), vec![1; 100_000]).unwrap();
    // A limit of 1024 or 512 bytes times four, as shells count; a write beyond it fails, since the
    // signal that would end the process is ignored.
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "log::append::child_with_little_room",
            "--nocapture",
        ])
        .env("LITTLE_ROOM", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
    assert!(verify(folder.path()).ok);
}

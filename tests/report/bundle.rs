//! A bundle as its receiver has it: what is in it, what isn't, and that it can be checked.

use super::{CALLER, CARD, CARD_IN_FOURS, IDENTITY, PHONE, answered, complaint, with_entries};
use crate::support::{Home, arg, contents};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

fn written(home: &Home, more: &[&str]) -> (PathBuf, Value) {
    let file = answered(home, "nobody", false);
    let ran = complaint(home, "lender-desk", &file, more);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.json();
    (PathBuf::from(told["folder"].as_str().unwrap()), told)
}

/// Every run of bytes that leaves: files, and what is packed in them.
fn all_bytes(name: &str, bytes: &[u8], out: &mut Vec<(String, Vec<u8>)>) {
    out.push((name.to_owned(), bytes.to_vec()));
    if !bytes.starts_with(b"PK") {
        return;
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for i in 0..archive.len() {
        let mut member = archive.by_index(i).unwrap();
        let mut inside = Vec::new();
        member.read_to_end(&mut inside).unwrap();
        let name = format!("{name}!{}", member.name());
        out.push((name.clone(), name.as_bytes().to_vec()));
        all_bytes(&name, &inside, out);
    }
}

fn leaves(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for (path, bytes) in contents(folder) {
        all_bytes(&path.display().to_string(), &bytes, &mut out);
    }
    let archive = folder.with_extension("zip");
    let archive = if archive.exists() {
        archive
    } else {
        PathBuf::from(format!("{}.zip", folder.display()))
    };
    all_bytes("zip", &std::fs::read(archive).unwrap(), &mut out);
    assert!(out.len() > 30, "{}", out.len());
    out
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn no_number_of_anybody_leaves_whole() {
    let home = with_entries();
    let (folder, told) = written(&home, &[]);
    assert_eq!(told["log_withheld_for_numbers"], json!([2]));
    let leaves = leaves(&folder);
    for (name, bytes) in &leaves {
        for number in [IDENTITY, PHONE, CALLER, CARD, CARD_IN_FOURS] {
            assert!(!holds(bytes, number), "{number} in {name}");
        }
        assert!(!holds(bytes, "私事"), "an entry nobody named in {name}");
    }
    let masked = |words: &str| leaves.iter().any(|(_, bytes)| holds(bytes, words));
    assert!(masked("138****5678") && masked("139****5678") && masked("110***********002X"));
}

#[test]
fn what_was_asked_for_whole_is_whole_and_nothing_else() {
    let home = with_entries();
    let (folder, _) = written(&home, &["--unmasked", "own"]);
    let leaves = leaves(&folder);
    let whole = |words: &str| leaves.iter().any(|(_, bytes)| holds(bytes, words));
    assert!(whole(IDENTITY), "the borrower's own");
    assert!(!whole(CALLER) && !whole(CARD), "not whoever called");
    let (folder, told) = written(&home, &["--unmasked", "callers,log", "--force"]);
    assert_eq!(told["log_open"], json!([1, 2]));
    let log = std::fs::read_to_string(folder.join("记录/evidence.jsonl")).unwrap();
    assert!(log.contains(CALLER));
}

#[test]
fn a_text_with_numbers_stays_at_home_until_asked_for() {
    let home = with_entries();
    let file = home.file("聊天.txt", format!("{CALLER}：还钱"));
    home.done(&["log", "amend", "2", "--attach", arg(&file)]);
    let (folder, told) = written(&home, &[]);
    assert_eq!(told["exhibits"].as_array().unwrap().len(), 1);
    assert_eq!(told["left_at_home"][0]["with_numbers"], true);
    assert!(
        leaves(&folder)
            .iter()
            .all(|(_, bytes)| !holds(bytes, CALLER))
    );
    let (_, told) = written(&home, &["--unmasked", "files", "--force"]);
    assert_eq!(told["exhibits"].as_array().unwrap().len(), 2);
    let (_, told) = written(&home, &["--no-files", "--force"]);
    assert_eq!(told["exhibits"], json!([]));
    assert_eq!(told["left_at_home"].as_array().unwrap().len(), 2);
}

#[test]
fn the_receivers_program_checks_it_and_finds_a_change() {
    let home = with_entries();
    let (folder, _) = written(&home, &[]);
    let run = |more: &[&str]| {
        let program = folder.join("记录/校验.py");
        let mut call = Command::new("python3");
        // The standard library alone, nothing of this machine's settings.
        let ran = call.arg("-I").arg(program).args(more).output().unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        (ran.status.code().unwrap(), out)
    };
    let (code, out) = run(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("3 条记录前后相连。1 条有内容") && out.contains("[2, 3]"),
        "{out}"
    );
    assert!(out.contains("1 个和记录里写的一致，证据1_"), "{out}");
    let cover = std::fs::read_to_string(folder.join("0_目录和校验说明.html")).unwrap();
    let at = cover.find("menshen:1:").unwrap();
    let anchor = cover[at..].split('<').next().unwrap();
    let (code, out) = run(&[anchor]);
    assert!(code == 0 && out.contains("锚对得上：第 3 条"), "{out}");
    let (code, out) = run(&[&anchor.replace(":3:", ":2:")]);
    assert!(code == 4 && out.contains("锚对不上"), "{out}");
    let log = folder.join("记录/evidence.jsonl");
    let text = std::fs::read_to_string(&log).unwrap();
    for (changed, why) in [
        (
            text.replace("要求当晚还款", "要求当晚 还款"),
            "第 1 条的内容改过",
        ),
        (
            text.replace("2026-11-21T20:00:00", "2026-11-21T20:00:01"),
            "不通过",
        ),
        (
            text.lines()
                .take(2)
                .chain(text.lines().skip(3))
                .map(|l| format!("{l}\n"))
                .collect(),
            "和前后对不上",
        ),
        (text.trim_end().to_owned(), "末尾缺换行"),
    ] {
        std::fs::write(&log, changed).unwrap();
        let (code, out) = run(&[]);
        assert!(code == 4 && out.contains(why), "{why}: {out}");
    }
    let lines = include_str!("../../content/reports/verify.py")
        .lines()
        .count();
    // A stranger reads it before running it.
    assert!(lines <= 90, "{lines} lines");
}

#[test]
fn the_receivers_program_finds_a_changed_and_a_missing_file() {
    let home = with_entries();
    let (folder, _) = written(&home, &[]);
    let run = || {
        let ran = Command::new("python3")
            .args(["-I", "-S"])
            .arg(folder.join("记录/校验.py"))
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        (ran.status.code().unwrap(), out)
    };
    let (code, out) = run();
    assert!(code == 0 && out.contains("个文件都在，内容一致"), "{out}");
    for name in ["3_时间线.csv", "证据"] {
        let path = match folder.join(name) {
            path if path.is_dir() => std::fs::read_dir(path)
                .unwrap()
                .next()
                .unwrap()
                .unwrap()
                .path(),
            path => path,
        };
        let before = std::fs::read(&path).unwrap();
        let mut changed = before.clone();
        *changed.last_mut().unwrap() ^= 1;
        std::fs::write(&path, changed).unwrap();
        let (code, out) = run();
        assert!(code == 4 && out.contains("里写的不一样"), "{out}");
        std::fs::remove_file(&path).unwrap();
        let (code, out) = run();
        assert!(code == 4 && out.contains("少了文件"), "{out}");
        std::fs::write(&path, before).unwrap();
    }
    std::fs::remove_file(folder.join("SHA256SUMS.txt")).unwrap();
    let (code, out) = run();
    assert!(code == 0 && out.contains("没有和它比"), "{out}");
}

#[test]
fn a_file_changed_since_it_was_recorded_stops_the_bundle() {
    let home = with_entries();
    let case = home.path().join("cases/甲");
    let kept = std::fs::read_dir(case.join("attachments")).unwrap();
    let kept = kept.map(|file| file.unwrap().path()).next().unwrap();
    std::fs::write(&kept, "换过了").unwrap();
    let file = answered(&home, "nobody", false);
    let ran = complaint(&home, "lender-desk", &file, &[]);
    let error = ran.refusal("withhold-attachment-fails", 4);
    let id = kept.file_name().unwrap().to_str().unwrap();
    let named = error["args"]["details"][0].as_str().unwrap();
    for part in ["第 1 条", "20261018_224700.txt", "不一样", id] {
        assert!(named.contains(part), "{part}: {named}");
    }
    std::fs::remove_file(&kept).unwrap();
    let ran = complaint(&home, "lender-desk", &file, &[]);
    let error = ran.refusal("withhold-attachment-fails", 4);
    let named = error["args"]["details"][0].as_str().unwrap();
    assert!(named.contains("不见了"), "{named}");
    let left = std::fs::read_dir(case.join("reports")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing half written stays");
}

#[test]
fn the_same_case_on_the_same_day_gives_the_same_bytes() {
    let home = with_entries();
    let zip = |told: &Value| std::fs::read(told["zip"].as_str().unwrap()).unwrap();
    let (_, told) = written(&home, &[]);
    let first = zip(&told);
    let (folder, told) = written(&home, &["--force"]);
    assert!(zip(&told) == first, "the archive differs");
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS.txt")).unwrap();
    let files = contents(&folder);
    assert_eq!(sums.lines().count() + 1, files.len());
    let mut archive = zip::ZipArchive::new(Cursor::new(first)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    assert!(names.iter().all(|n| n.contains("投诉材料")), "{names:?}");
    let member = archive.by_index(0).unwrap();
    let time = member.last_modified().unwrap();
    assert_eq!(
        (time.year(), time.month(), time.day(), time.hour()),
        (2026, 11, 21, 0)
    );
}

#[test]
fn what_is_there_is_replaced_only_where_asked_and_ours() {
    let home = with_entries();
    let (folder, _) = written(&home, &[]);
    let file = answered(&home, "nobody", false);
    complaint(&home, "lender-desk", &file, &[]).refusal("output-exists", 2);
    std::fs::write(folder.join("我的话.txt"), "别删").unwrap();
    complaint(&home, "lender-desk", &file, &["--force"]).refusal("report-folder-foreign", 2);
    assert_eq!(
        std::fs::read_to_string(folder.join("我的话.txt")).unwrap(),
        "别删"
    );
}

#[cfg(unix)]
#[test]
fn everything_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = with_entries();
    let (folder, told) = written(&home, &[]);
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    for path in contents(&folder).keys() {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    assert_eq!(mode(Path::new(told["zip"].as_str().unwrap())), 0o600);
    assert_eq!(mode(&folder), 0o700);
}

#[test]
fn the_numbers_of_exhibits_are_those_of_the_catalogue() {
    let home = with_entries();
    let film = home.file("20261101.txt", "短信截图的文字\n");
    home.done(&["log", "amend", "2", "--attach", arg(&film)]);
    let (folder, told) = written(&home, &[]);
    let catalogue = std::fs::read_to_string(folder.join("2_证据目录.txt")).unwrap();
    for exhibit in told["exhibits"].as_array().unwrap() {
        let number = exhibit["number"].as_u64().unwrap();
        let hash = &exhibit["sha256"].as_str().unwrap()[..12];
        let row = catalogue.lines().find(|l| l.contains(hash)).unwrap();
        assert!(row.contains(&format!("序号：{number}；")), "{row}");
    }
    assert_eq!(told["exhibits"].as_array().unwrap().len(), 2);
}

#[test]
fn the_name_and_the_agency_are_of_this_bundle() {
    let home = with_entries();
    home.done(&[
        "log",
        "add",
        "上门",
        "两人上门",
        "--when",
        "2026-11-05T10:00+08:00",
        "--from",
        "某某公司",
    ]);
    home.done(&["log", "amend", "4", "--set", "party.employer=没有选的公司"]);
    let before = home.kept();
    let (folder, _) = written(&home, &[]);
    let letter = std::fs::read_to_string(folder.join("1_投诉书.txt")).unwrap();
    assert!(letter.contains("李某"), "{letter}");
    assert!(!letter.contains("没有选的公司"), "{letter}");
    for (path, bytes) in before {
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{}", path.display());
    }
}

#[test]
fn limits_of_the_form_at_hand_are_held_against_the_files() {
    let home = with_entries();
    let file = answered(&home, "nobody", false);
    let big = home.file("20261019.txt", "一".repeat(500_000));
    home.done(&["log", "amend", "1", "--attach", arg(&big)]);
    let call = [
        "report",
        "complaint",
        "--to",
        "lender-desk",
        "--answers",
        arg(&file),
    ];
    let said = home.done(&call);
    assert!(said.contains("没有查到"), "{said}");
    let out = home.beside("out");
    let more = ["--file-limit", "1", "--files-at-most", "1", "-o", arg(&out)];
    let said = home.done(&[&call[..], &more].concat());
    assert!(
        !said.contains("没有查到") && said.contains("1048576"),
        "{said}"
    );
    assert!(out.join("SHA256SUMS.txt").exists() && home.beside("out.zip").exists());
}

#[test]
fn the_police_and_the_court_get_theirs() {
    let home = with_entries();
    let police = home.file(
        "police.toml",
        "entries = \"1\"\n[fact]\nstation = \"某派出所\"\nplace = \"家里\"\n[own]\nwords = \"夜里打来。家里人都醒了。\"\n",
    );
    let told = home.json(&["report", "police", "--answers", arg(&police)]);
    assert_eq!(told["entries"], json!([1]));
    let court = home.file(
        "court.toml",
        "entries = \"1\"\n[fact]\ncourt = \"order\"\nreceived_on = \"2026-11-15\"\namount_wrong = true\n\
         payments_missing = false\ncreditor_unclear = false\ntoo_old = false\n",
    );
    let told = home.json(&["report", "court", "--loan", "A1", "--answers", arg(&court)]);
    assert_eq!(told["kind"], "court");
    assert_eq!(told["entries"], json!([1]));
    let alone = std::fs::read_to_string(&court)
        .unwrap()
        .replace("entries = \"1\"\n", "");
    let court = home.file("alone.toml", alone);
    let out = home.beside("court");
    let call = [
        "report",
        "court",
        "--loan",
        "A1",
        "--answers",
        arg(&court),
        "-o",
        arg(&out),
    ];
    let told = home.json(&call);
    assert_eq!(
        told["entries"],
        json!([]),
        "nothing leaves that wasn't named"
    );
    assert!(!out.join("记录").exists());
}

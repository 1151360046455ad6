//! Papers on a full disk, in a folder that may not be written, and where something of somebody else's
//! lies in the way: nothing half written is left as if whole, and what stood there stands.

use super::{PHONE, answered, complaint, with_entries};
use crate::cli::disk::{as_plain_user, set_modes, with_file_limit};
use crate::support::{Home, arg, contents, set_mode};
use std::path::{Path, PathBuf};

/// Answers for the police and for a court.
fn for_others(home: &Home) -> (PathBuf, PathBuf) {
    let borrower = format!("[borrower]\nname = \"李某\"\nphone = \"{PHONE}\"\n");
    let police = format!(
        "entries = \"1\"\n[fact]\nstation = \"河边派出所\"\nplace = \"家门口\"\ncarrier = \"本人手机\"\n{borrower}"
    );
    let court = format!(
        "entries = \"1\"\n[fact]\ncourt = \"suit\"\ncourt_name = \"某某人民法院\"\n\
         received_on = \"2026-11-10\"\ncase_number = \"（2026）豫0105民初1234号\"\nopponent = \"江河银行\"\n\
         amount_wrong = true\npayments_missing = false\ncreditor_unclear = false\ntoo_old = false\n\
         penalty_high = false\nmediate = false\ncarrier = \"本人手机\"\n{borrower}"
    );
    (
        home.file("police.toml", police),
        home.file("court.toml", court),
    )
}

/// Every paper with its answers, and the name it is to have.
fn papers(home: &Home) -> Vec<(Vec<String>, &'static str)> {
    let complained = answered(home, "nobody", false);
    let (police, court) = for_others(home);
    let with = |name: &str, more: &[&str]| -> Vec<String> {
        let words = [&["report", name], more].concat();
        words.into_iter().map(str::to_owned).collect()
    };
    let to = ["--to", "lender-desk", "--answers", arg(&complained)];
    let about = ["--loan", "A1", "--answers"];
    let police = [&about[..], &[arg(&police)]].concat();
    let court = [&about[..], &[arg(&court)]].concat();
    vec![
        (with("complaint", &to), "x"),
        (with("police", &police), "x"),
        (with("court", &court), "x"),
        (with("summary", &[]), "x.docx"),
        (with("timeline", &[]), "x.html"),
        (with("page", &[]), "x.html"),
    ]
}

/// The call with this target, for a machine.
fn call<'c>(words: &'c [String], target: &'c Path, more: &[&'c str]) -> Vec<&'c str> {
    let words = words.iter().map(String::as_str);
    let out = ["-o", arg(target), "--json"];
    words.chain(out).chain(more.iter().copied()).collect()
}

#[test]
fn a_full_disk_leaves_no_part_of_a_paper_and_the_error_names_it() {
    let home = with_entries();
    for (words, name) in papers(&home) {
        let out = home.beside(&format!("out-{}", words[1]));
        std::fs::create_dir(&out).unwrap();
        let target = out.join(name);
        let args = call(&words, &target, &[]);
        // Blocks of a kilobyte: the first file fails, a page of a bundle, a Word file.
        for blocks in [0, 2, 16] {
            let ran = with_file_limit(&home, blocks, &args);
            if ran.code == 0 && target.is_file() {
                std::fs::remove_file(&target).unwrap();
                continue;
            }
            assert_eq!(ran.code, 1, "{blocks}: {ran:?}");
            let error = ran.json()["error"].clone();
            assert_eq!(error["code"], "storage-disk-full", "{blocks}: {error}");
            let path = error["args"]["path"].as_str().unwrap();
            let ours = path.starts_with(arg(&out)) || path.starts_with(arg(&home.path()));
            assert!(ours && !path.contains("/.menshen-"), "{path}");
            let left: Vec<_> = std::fs::read_dir(&out).unwrap().collect();
            assert!(left.is_empty(), "{words:?} {blocks}: {left:?}");
        }
        home.done(&args);
        // One that is there is replaced whole or not at all.
        let before = contents(&out);
        if name == "x" {
            let again = call(&words, &target, &["--force"]);
            let error = with_file_limit(&home, 16, &again).refusal("storage-disk-full", 1);
            let path = error["args"]["path"].as_str().unwrap();
            assert!(path.starts_with(arg(&target)), "{path}");
            assert_eq!(contents(&out), before, "{words:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named_and_stays_empty() {
    let home = with_entries();
    let papers = papers(&home);
    let out = home.beside("out");
    std::fs::create_dir(&out).unwrap();
    set_modes(&home.beside(""), 0o777, 0o666);
    for (words, name) in papers {
        let target = out.join(name);
        set_mode(&out, 0o555);
        let ran = as_plain_user(&home, &call(&words, &target, &[]));
        set_mode(&out, 0o777);
        let error = ran.refusal("storage-write", 1);
        let path = error["args"]["path"].as_str().unwrap();
        assert!(path.starts_with(arg(&out)), "{path}");
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0, "{words:?}");
    }
}

#[test]
fn what_somebody_else_put_in_the_way_is_never_replaced() {
    let home = with_entries();
    let answers = answered(&home, "nobody", false);
    let out = home.beside("out");
    std::fs::create_dir(&out).unwrap();
    let (folder, archive) = (out.join("材料 1"), out.join("材料 1.zip"));
    let args = |more: &[&'static str]| -> Vec<String> {
        let out = ["-o", arg(&folder)].map(str::to_owned);
        let more = more.iter().map(|word| (*word).to_owned());
        out.into_iter().chain(more).collect()
    };
    let run = |more: &[&'static str]| {
        let args = args(more);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        complaint(&home, "lender-desk", &answers, &args)
    };
    // A file where the folder would come, a file that is no archive of ours, a folder in its place.
    for (path, is_folder) in [(&folder, false), (&archive, false), (&archive, true)] {
        match is_folder {
            true => std::fs::create_dir(path).unwrap(),
            false => std::fs::write(path, "我的").unwrap(),
        }
        run(&[]).refusal("output-exists", 2);
        let error = run(&["--force"]).refusal("report-folder-foreign", 2);
        assert_eq!(
            error["args"]["file"],
            path.file_name().unwrap().to_str().unwrap()
        );
        let names: Vec<_> = std::fs::read_dir(&out).unwrap().flatten().collect();
        assert_eq!(names.len(), 1, "{names:?}");
        match is_folder {
            true => std::fs::remove_dir(path).unwrap(),
            false => {
                assert_eq!(std::fs::read(path).unwrap(), "我的".as_bytes());
                std::fs::remove_file(path).unwrap();
            }
        }
    }
    run(&[]).json();
    run(&["--force"]).json();
    assert!(folder.is_dir() && archive.is_file());
}

#[test]
fn a_changed_attachment_is_named_with_its_entry() {
    let home = with_entries();
    let kept = contents(&home.case("甲").join("attachments"));
    let path = kept.keys().next().unwrap().clone();
    let path = home.case("甲").join("attachments").join(path);
    std::fs::write(&path, "换过的\n").unwrap();
    let file = answered(&home, "nobody", false);
    for more in [&[][..], &["--no-files"]] {
        let ran = complaint(&home, "lender-desk", &file, more);
        assert_eq!(ran.code, 4, "{ran:?}");
        let said = ran.json().to_string();
        let id = path.file_name().unwrap().to_str().unwrap();
        assert!(
            said.contains("20261018_224700.txt") && said.contains(id),
            "{said}"
        );
        assert!(!home.case("甲").join("reports").exists());
    }
}

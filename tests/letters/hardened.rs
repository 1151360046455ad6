//! What keeps a letter from harming who writes it: words that admit, papers that aren't there, sums that
//! can't be kept, numbers that must not leave; and letters of a counselor's own.

use super::{
    LETTERS, done, everything_known, file, frame, letter, menshen, nothing_known, picture, refused,
    rich, root, thin,
};
use menshen::domain::letter::{Effect, Facts, Gate, admission, names_nothing};
use menshen::render::letter::{Document, online_parts, plain_text};
use std::collections::BTreeSet;

/// Numbers of people, planted in everything a letter can take words from.
const PLANTED: [&str; 4] = [
    "13812345678",
    "13900139000",
    "11010519491231002X",
    "110105194912310021",
];

fn words(key: &str) -> Vec<String> {
    let texts =
        menshen::content::load_texts(&menshen::content::Library::built_in(), "zh-CN").unwrap();
    texts[key].split_whitespace().map(str::to_owned).collect()
}

#[test]
fn an_admission_is_found_unless_it_is_denied_or_somebody_elses() {
    let (signs, turned) = (
        words("letter.admission.signs"),
        words("letter.admission.turned"),
    );
    for admits in [
        "我承认欠款。",
        "钱确实欠你们，只是现在没工作。",
        "他们打到单位；我愿意还，请别再打",
        "下个月会还清",
        "我不懂法，但是一定还",
    ] {
        assert!(admission(admits, &signs, &turned).is_some(), "{admits}");
    }
    for tells in [
        "他们把我欠钱的事告诉了同事。",
        "他让我承认欠款，我没有签。",
        "我不承认这个数。",
        "对方说我同意还，我没有说过。",
        "我每天按时上班，愿意把账对清。",
        "",
    ] {
        assert_eq!(admission(tells, &signs, &turned), None, "{tells}");
    }
}

#[test]
fn no_papers_is_no_proof_however_it_is_said() {
    let none = words("letter.no-proof");
    for said in ["没有", "无。", " 暂无 ", "——", "还没有！"] {
        assert!(names_nothing(said, &none), "{said}");
    }
    for said in ["离职证明", "没有工资条，有银行流水"] {
        assert!(!names_nothing(said, &none), "{said}");
    }
}

#[test]
fn own_words_that_admit_are_refused_where_the_letter_admits_nothing() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let own = "[own]\nwords = \"他们打到单位。我承认欠款。\"\n";
    for (id, facts) in [
        ("C3", ""),
        ("C4", "[fact]\nkind = \"lawyer\"\n"),
        ("C10", "[fact]\nchange = \"unclear\"\n"),
    ] {
        assert!(letter(id).gates.contains(&Gate::NoAdmission), "{id}");
        let answers = file(home.path(), "admits.toml", &format!("{own}{facts}"));
        let call = ["letter", id, "--loan", "A1", "--answers", &answers];
        assert_eq!(
            refused(home.path(), &call),
            ("letter-admission".into(), 1),
            "{id}"
        );
        let said = menshen(home.path(), &call);
        let said = String::from_utf8(said.stderr).unwrap();
        assert!(!said.contains("单位"), "typed words repeated: {said}");
    }
    assert!(!home.path().join("cases/甲/letters").exists());
}

#[test]
fn what_a_letter_does_in_law_is_declared_and_said_with_a_file_of_answers_too() {
    let acts: Vec<&str> = LETTERS
        .into_iter()
        .filter(|id| !letter(id).effects.is_empty())
        .collect();
    assert_eq!(acts, ["C2", "C8"]);
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let request = std::fs::read_to_string(root().join("content/demo/letter-c2.toml")).unwrap();
    let answers = file(home.path(), "request.toml", &request);
    for id in acts {
        assert!(letter(id).effects.contains(&Effect::AcknowledgesDebt));
        let ran = menshen(
            home.path(),
            &["letter", id, "--loan", "A1", "--answers", &answers],
        );
        assert!(ran.status.success());
        let said = String::from_utf8(ran.stderr).unwrap().replace('\n', "");
        for words in ["承认有这笔借款", "重新计算"] {
            assert!(said.contains(words), "{id}: {said}");
        }
    }
}

#[test]
fn every_letter_keeps_whole_numbers_out_of_every_file_of_a_masked_copy() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    rich(home);
    let [own, caller, id_number, other] = PLANTED;
    let photo = picture(home, &format!("截图{caller}.png"));
    let entry = format!(
        "kind = \"visit\"\noccurred_at = \"2026-11-20T10:12+08:00\"\nprecision = \"exact\"\n\
         summary = \"来电{caller}，念出{other}\"\nquote = \"{caller}加我\"\ngrade = \"documented\"\n\
         direction = \"in\"\npeople = 2\ntarget = \"colleague\"\n\
         attachments = [\"{photo}\"]\n[party]\nprincipal = \"{caller}\"\nemployer = \"某某{caller}\"\n"
    );
    let entry = file(home, "entry.toml", &entry);
    done(home, &["log", "add", "--answers", &entry]);
    let who = format!(
        "copy = \"masked\"\n[borrower]\nname = \"甲某\"\nphone = \"{own}\"\nid_number = \"{id_number}\"\n"
    );
    // Whoever isn't known to be the lender learns no identity number, so none is asked for.
    let reachable = format!("copy = \"masked\"\n[borrower]\nname = \"甲某\"\nphone = \"{own}\"\n");
    let request = std::fs::read_to_string(root().join("content/demo/letter-c2.toml")).unwrap();
    let text = format!("请打{caller}，证件{other}");
    let mut searched = 0;
    for id in &LETTERS[2..] {
        let facts: String = match *id {
            "C3" => format!("hours = \"{text}\"\nchannel = \"{text}\"\n"),
            "C4" => format!("kind = \"lawyer\"\nsender = \"{text}\"\nfile_number = \"{text}\"\n"),
            "C5" => format!(
                "complaint_level = \"authority\"\ncomplaint_to = \"{text}\"\nagency = \"{text}\"\ncomplained = true\ncomplained_on = \"2026-11-10\"\nticket = \"{text}\"\nwanted = \"{text}\"\n"
            ),
            "C6" => format!(
                "station = \"{text}\"\nplace = \"{text}\"\nresponse = \"{text}\"\nharm = \"{text}\"\n"
            ),
            "C7" => format!(
                "record = \"wrong\"\ncredit_to = \"{text}\"\nreport_number = \"{text}\"\nshown = \"{text}\"\nright_value = \"{text}\"\ncredit_proof = \"{text}\"\nstatement = \"{text}\"\n"
            ),
            "C8" => {
                format!("mediation_to = \"{text}\"\ntried = \"{text}\"\navailable = \"{text}\"\n")
            }
            "C9" => format!(
                "court = \"suit\"\nreceived_on = \"2026-11-14\"\ncourt_name = \"{text}\"\ncase_number = \"{text}\"\nopponent = \"{text}\"\namount_wrong = true\npayments_missing = true\ncreditor_unclear = false\ntoo_old = false\n"
            ),
            "C10" => format!(
                "change = \"assigned\"\nnew_creditor = \"{text}\"\ntold_words = \"{text}\"\n"
            ),
            "C13" => format!("carrier = \"{text}\"\n"),
            _ => String::new(),
        };
        let facts = if facts.is_empty() {
            facts
        } else {
            format!("[fact]\n{facts}")
        };
        let words = format!("[own]\nwords = \"{text}。还有{text}。\"\n");
        let who = match *id {
            "C11" => "[borrower]\nname = \"甲某\"\n".to_owned(),
            "C13" => "copy = \"masked\"\n[borrower]\nname = \"甲某\"\n".to_owned(),
            // A sender nobody has verified isn't given the number of a document.
            "C4" | "C10" => reachable.clone(),
            _ => who.clone(),
        };
        let answers = if *id == "C8" {
            format!("copy = \"masked\"\n{request}\n{facts}")
        } else {
            format!("{who}{words}{facts}")
        };
        let answers = file(home, "letter.toml", &answers);
        if *id == "C12" {
            done(home, &["case", "settle", "A1", "--on", "2026-11-19"]);
        }
        let said = done(
            home,
            &[
                "letter",
                id,
                "--loan",
                "A1",
                "--answers",
                &answers,
                "--format",
                "docx,html,text,online",
                "--gloss",
            ],
        );
        if *id == "C12" {
            done(home, &["case", "restore-loan", "A1"]);
        }
        let mut outputs = vec![said.to_string().into_bytes()];
        for written in said["files"].as_array().unwrap() {
            // The parts of the Word file are stored as they are, so their text can be looked for.
            outputs.push(std::fs::read(written["path"].as_str().unwrap()).unwrap());
        }
        let gloss = said["gloss"]["path"].as_str().unwrap();
        outputs.push(std::fs::read(gloss).unwrap());
        assert_eq!(outputs.len(), 6, "{id}");
        for output in outputs {
            let text = String::from_utf8_lossy(&output);
            for number in PLANTED {
                assert!(!text.contains(number), "{number} in {id}: {text}");
            }
            searched += 1;
        }
    }
    assert_eq!(searched, 66);
}

#[test]
fn every_letter_is_whole_with_each_flag_alone_and_with_all_but_one() {
    let frame = frame();
    for id in &LETTERS[2..] {
        let letter = letter(id);
        let all: BTreeSet<String> = letter.flags().into_iter().map(str::to_owned).collect();
        let mut sets = vec![BTreeSet::new(), all.clone()];
        for flag in &all {
            sets.push(BTreeSet::from([flag.clone()]));
            sets.push(all.iter().filter(|f| *f != flag).cloned().collect());
        }
        for flags in sets {
            for known in [everything_known(&letter), nothing_known(&letter)] {
                let gaps = known.values.len() < everything_known(&letter).values.len();
                let facts = Facts {
                    flags: flags.clone(),
                    ..known
                };
                let text = plain_text(&Document::new(&letter, &facts, &frame).unwrap());
                for sign in [
                    "{{",
                    "{%",
                    "undefined",
                    "【待填：】",
                    "。。",
                    "，。",
                    "「」",
                    "（）",
                ] {
                    assert!(!text.contains(sign), "{sign} in {id} {flags:?}:\n{text}");
                }
                // A fact only the short version shows has its gap there.
                let online = online_parts(&letter, &facts, &frame).unwrap().concat();
                let text = text + &online;
                let missing = letter.missing(&facts);
                assert_eq!(
                    text.contains("【待填："),
                    !missing.is_empty(),
                    "{id} {flags:?}"
                );
                assert!(gaps || missing.is_empty(), "{id}: {missing:?}");
                for name in missing {
                    assert!(
                        text.contains(&format!("【待填：{}】", frame.labels[&name])),
                        "{name}"
                    );
                }
                let chosen = letter.chosen(&facts);
                let ids: BTreeSet<&str> = chosen.iter().map(|c| c.id.as_str()).collect();
                assert_eq!(ids.len(), chosen.len(), "{id}: a clause twice");
            }
        }
    }
}

#[test]
fn the_share_of_fixed_text_is_always_said() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let own = "[own]\nwords = \"十月二十五日，同事周某说有人打电话到单位。我每天按时上班，愿意把账对清。\"\n";
    for (answers, words) in [("", "加上您自己的经过"), (own, "其余是您自己的事实")]
    {
        let answers = file(home.path(), "c3.toml", answers);
        let call = ["letter", "C3", "--loan", "T1", "--answers", &answers];
        let percent = done(home.path(), &call)["fixed_percent"].to_string();
        let ran = menshen(home.path(), &call);
        let screen = String::from_utf8(ran.stdout).unwrap().replace('\n', "");
        for words in [words, &format!("{percent}% 是固定的文字")] {
            assert!(screen.contains(words), "{words}: {screen}");
        }
    }
}

#[test]
fn a_catalogue_has_room_for_pages_and_minutes_and_says_what_is_proved_once() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let (first, second) = (
        picture(home.path(), "IMG_20261120_1.png"),
        picture(home.path(), "IMG_20261120_2.png"),
    );
    let entry = format!(
        "kind = \"visit\"\noccurred_at = \"2026-11-20T10:12+08:00\"\nprecision = \"exact\"\n\
         summary = \"两人敲门后离开。\"\ngrade = \"recorded\"\ndirection = \"in\"\n\
         attachments = [\"{first}\", \"{second}\"]\n"
    );
    let entry = file(home.path(), "entry.toml", &entry);
    done(home.path(), &["log", "add", "--answers", &entry]);
    let answers = file(home.path(), "c13.toml", "[fact]\ncarrier = \"本人手机\"\n");
    let call = ["letter", "C13", "--answers", &answers];
    let said = done(home.path(), &call);
    let text = said["text"].as_str().unwrap();
    for words in ["上门的图片", "页码或时长：______", "同序号1"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(text.matches("两人敲门后离开").count(), 1, "{text}");
    let ran = menshen(home.path(), &call);
    let screen = String::from_utf8(ran.stdout).unwrap().replace('\n', "");
    assert!(screen.contains("打印以后，对着原件手写"), "{screen}");
    let html = said["files"][1]["path"].as_str().unwrap();
    assert!(
        std::fs::read_to_string(html)
            .unwrap()
            .contains("A4 landscape")
    );
}

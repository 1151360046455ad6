//! Every letter from C3 on, for a rich case, a thin one and one without a workable plan: compared
//! with files a person has read, and held to what no letter may say.

use super::{
    LETTERS, done, everything_known, file, letter, menshen, nothing_known, picture, refused, rich,
    root, thin,
};
use serde_json::Value;
use std::path::Path;

const PHONE: &str = "13812345678";
const ID: &str = "11010519491231002X";
const CALLER: &str = "13800138000";

/// What no letter may say.
const FORBIDDEN: [&str; 22] = [
    "停息挂账",
    "反催收",
    "老赖",
    "必须",
    "立刻",
    "你们违法",
    "没钱",
    "一定还",
    "保证",
    "全部减免",
    "否则",
    "曝光",
    "恶意",
    "骗子",
    "诈骗",
    "黑社会",
    "还不上",
    "贫困",
    "罪",
    "跪求",
    "可怜",
    "倾家荡产",
];

pub fn add(home: &Path, entry: &str) {
    let answers = file(home, "entry.toml", entry);
    done(home, &["log", "add", "--answers", &answers]);
}

/// Two entries with files: one told to a colleague and written down weeks later, one of a day alone.
pub fn told(home: &Path) {
    let call = picture(home, "通话.png");
    let message = picture(home, "mmexport1761000000.png");
    add(
        home,
        &format!(
            "kind = \"call\"\noccurred_at = \"2026-10-25T10:12+08:00\"\nprecision = \"exact\"\n\
         summary = \"有人打电话给同事周某，说起本人欠款的事，来电{CALLER}。\"\n\
         quote = \"让他今天还\"\ngrade = \"documented\"\ndirection = \"in\"\nanswered = true\n\
         target = \"colleague\"\nattachments = [\"{call}\"]\n"
        ),
    );
    add(
        home,
        &format!(
            "kind = \"message\"\noccurred_at = \"2026-11-20\"\nprecision = \"day\"\n\
         summary = \"短信称债权已转让给中原恒信资产，要求向新账户还款。\"\ngrade = \"documented\"\n\
         direction = \"in\"\ntarget = \"borrower\"\nattachments = [\"{message}\"]\n"
        ),
    );
}

/// The answers of a full letter; C8 asks for `kind`.
pub fn full(id: &str, pause: bool) -> String {
    let own = "[own]\nwords = \"十月二十五日，同事周某说有人打电话到单位。我每天按时上班，愿意把账对清。\"\n";
    let facts = match id {
        "C3" => "hours = \"工作日12:00-13:00\"\nchannel = \"App消息\"\n",
        "C4" if pause => {
            "kind = \"lender\"\nreceived_on = \"2026-11-18\"\nreceived_way = \"app\"\nclaimed_sum = \"21600.00\"\nproposed = true\nproposed_on = \"2026-11-10\"\nticket = \"20261110001\"\n"
        }
        "C4" => {
            "kind = \"lawyer\"\nsender = \"某某律师事务所\"\nclaimed_creditor = \"江河银行\"\nreceived_on = \"2026-11-18\"\nreceived_way = \"post\"\nfile_number = \"2026-118\"\nclaimed_sum = \"21600.00\"\nproposed = true\nproposed_on = \"2026-11-10\"\n"
        }
        "C5" if pause => {
            "complaint_level = \"authority\"\ncomplaint_to = \"某市地方金融管理局\"\nagency = \"安澜信息咨询\"\ncomplained = true\ncomplained_on = \"2026-11-10\"\nticket = \"20261110001\"\n"
        }
        "C5" => {
            "complaint_level = \"lender\"\nagency = \"安澜信息咨询\"\ncomplained = true\ncomplained_on = \"2026-11-10\"\nticket = \"20261110001\"\nwanted = \"请提供委托机构的名称。\"\n"
        }
        "C6" => {
            "station = \"建设路派出所\"\nplace = \"某小区3号楼\"\nresponse = \"没有接话，记下了号码\"\nharm = \"同住的人不敢开门。\"\nkeep = true\n"
        }
        "C7" => {
            "record = \"wrong\"\ncredit_to = \"江河银行\"\nreport_number = \"2026111800001\"\nreport_on = \"2026-11-18\"\nshown = \"2026年6月逾期一期\"\nright_value = \"2026年6月已按期还款\"\ncredit_proof = \"银行回单\"\nstatement = \"本人2026年6月已按期还款。\"\n"
        }
        "C8" => {
            "mediation_to = \"某街道人民调解委员会\"\ntried = \"十一月十八日联系过客服，没有得到方案。\"\navailable = \"周末\"\n"
        }
        "C9" if pause => {
            "court = \"suit\"\nreceived_on = \"2026-11-14\"\ncourt_name = \"某区人民法院\"\ncase_number = \"（2026）豫0105民初12号\"\nopponent = \"某资产管理公司\"\namount_wrong = true\npayments_missing = false\ncreditor_unclear = true\ntoo_old = true\npenalty_high = true\nmediate = true\n"
        }
        "C9" => {
            "court = \"order\"\nreceived_on = \"2026-11-14\"\ncourt_name = \"某区人民法院\"\ncase_number = \"（2026）豫0105民督12号\"\nopponent = \"某资产管理公司\"\namount_wrong = true\npayments_missing = true\ncreditor_unclear = false\ntoo_old = false\n"
        }
        "C10" if pause => {
            "change = \"guarantor\"\nnew_creditor = \"信同融担\"\ntold_on = \"2026-10-28\"\ntold_words = \"来电称已代偿，今后还给他们\"\n"
        }
        "C10" => {
            "change = \"assigned\"\nnew_creditor = \"中原恒信资产\"\ntold_on = \"2026-10-28\"\ntold_words = \"短信称债权已转让，要求向新账户还款。\"\n"
        }
        "C13" => "carrier = \"本人手机\"\n",
        _ => "",
    };
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!("[fact]\n{facts}")
    };
    if id == "C8" {
        let request = if pause {
            "kind = \"pause\"\nuntil = \"2027-03-01\"\n"
        } else {
            "kind = \"instalments\"\nmonthly = \"430.00\"\nfirst_on = \"2026-12-15\"\n"
        };
        return format!(
            "[limitation]\nunderstood = \"write\"\n[reason]\non = \"2026-06-30\"\n\
             words = \"六月三十日公司裁员。现在送货，收入少了一半。\"\nproof = \"离职证明\"\n\
             [request]\n{request}{facts}"
        );
    }
    format!("{own}{facts}")
}

/// The answers without which a letter isn't written, and no more.
fn bare(id: &str) -> String {
    match id {
        "C4" => "[fact]\nkind = \"agency\"\n".into(),
        "C7" => "[fact]\nrecord = \"wrong\"\ncredit_proof = \"银行回单\"\n".into(),
        "C8" => full("C8", true).split("[fact]").next().unwrap().to_owned(),
        "C9" => "[fact]\ncourt = \"order\"\nreceived_on = \"2026-11-14\"\namount_wrong = true\npayments_missing = false\ncreditor_unclear = false\ntoo_old = false\n".into(),
        "C10" => "[fact]\nchange = \"unclear\"\n".into(),
        _ => String::new(),
    }
}

pub fn personal(id: &str, copy: &str) -> String {
    let name = "[borrower]\nname = \"甲某\"\n";
    match id {
        "C11" => name.to_owned(),
        "C13" => format!("copy = \"{copy}\"\n{name}"),
        "C4" | "C10" => format!("copy = \"{copy}\"\n{name}phone = \"{PHONE}\"\n"),
        _ => format!("copy = \"{copy}\"\n{name}phone = \"{PHONE}\"\nid_number = \"{ID}\"\n"),
    }
}

pub fn call(home: &Path, id: &str, loan: &str, answers: &str) -> Value {
    let answers = file(home, "letter.toml", answers);
    let mut call = vec![
        "letter",
        id,
        "--answers",
        &answers,
        "--format",
        "text,online",
        "--gloss",
    ];
    if id != "C13" {
        call.extend(["--loan", loan]);
    }
    done(home, &call)
}

/// Settles the loan, for the letter that is about one paid off.
fn settle(home: &Path, id: &str, loan: &str) {
    if id == "C12" {
        let paid = ["case", "settle", loan, "--on", "2026-11-19"];
        let amount: &[&str] = match loan {
            "A1" => &["--amount", "1694.60"],
            _ => &[],
        };
        done(home, &[&paid[..], amount].concat());
    }
}

fn assert_vector(name: &str, made: &str) {
    let vector = root().join("tests/vectors/letters").join(name);
    if std::env::var_os("MENSHEN_UPDATE_VECTORS").is_some() {
        std::fs::write(&vector, made).unwrap();
    }
    assert_eq!(made, std::fs::read_to_string(&vector).unwrap(), "{name}");
}

/// The case with everything, the one of a text message, or the one that can offer no sum.
fn prepared(case: &str, home: &Path) {
    if case == "rich" {
        rich(home);
    } else {
        thin(home);
    }
    if case == "unplanned" {
        let household = "income = \"2600.00\"\nirregular = true\n[spending]\nrent = \"1300.00\"\n\
            food = \"1000.00\"\ntransport = \"100.00\"\nphone = \"59.00\"\nutilities = \"150.00\"\n\
            medicine = \"100.00\"\nchildren = \"0\"\nparents = \"200.00\"\nother = \"0\"\n";
        let household = file(home, "household.toml", household);
        done(home, &["plan", "--answers", &household]);
    }
    told(home);
}

/// One letter of a prepared case.
fn written_in(home: &Path, case: &str, id: &str, copy: &str) -> Value {
    let loan = if case == "rich" { "A1" } else { "T1" };
    let answers = match case {
        "rich" => format!("{}{}", personal(id, copy), full(id, false)),
        "thin" => bare(id),
        _ => format!("{}{}", personal(id, copy), full(id, true)),
    };
    settle(home, id, loan);
    let said = call(home, id, loan, &answers);
    if id == "C12" {
        done(home, &["case", "restore-loan", loan]);
    }
    said
}

fn written(case: &str, id: &str, copy: &str) -> Value {
    let home = tempfile::tempdir().unwrap();
    prepared(case, home.path());
    written_in(home.path(), case, id, copy)
}

#[test]
fn every_letter_for_a_rich_case_a_thin_one_and_one_without_a_workable_plan() {
    for case in ["rich", "thin", "unplanned"] {
        let home = tempfile::tempdir().unwrap();
        prepared(case, home.path());
        for id in &LETTERS[2..] {
            let said = written_in(home.path(), case, id, "masked");
            let online: Vec<&str> = said["online"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p.as_str().unwrap())
                .collect();
            let text = format!(
                "{}\n---\n{}\n",
                said["text"].as_str().unwrap(),
                online.join("\n")
            );
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{word} in {case} {id}:\n{text}");
            }
            for number in [PHONE, ID, CALLER] {
                assert!(!text.contains(number), "{number} in {case} {id}");
            }
            for sign in ["〈", "{{", "undefined", "[letter", "：。", "（）"] {
                assert!(!text.contains(sign), "{sign} in {case} {id}:\n{text}");
            }
            // A form's box holds six hundred characters, a letter two pages.
            assert_eq!(online.len(), 1, "{case} {id}");
            assert!(online[0].chars().count() <= 600, "{case} {id}");
            let letter = said["text"].as_str().unwrap();
            let characters = letter.chars().filter(|c| !c.is_whitespace()).count();
            assert!(characters <= 1200, "{case} {id}: {characters}");
            assert_eq!(
                text.contains("【待填："),
                !said["gaps"].as_array().unwrap().is_empty(),
                "{case} {id}"
            );
            assert_vector(&format!("{case}-{}.txt", id.to_lowercase()), &text);
            super::gloss::assert_follows(&said, &format!("{case} {id}"));
            if case == "rich" {
                let name = format!("{case}-{}.gloss.txt", id.to_lowercase());
                super::gloss::assert_vector(&name, &said);
            }
        }
    }
}

#[test]
fn the_copy_handed_in_shows_numbers_whole_and_the_short_one_never() {
    for id in ["C5", "C6", "C9"] {
        let said = written("rich", id, "official");
        let text = said["text"].as_str().unwrap();
        assert!(text.contains(PHONE) && text.contains(ID), "{id}");
        assert!(!said["online"].to_string().contains(PHONE), "{id}");
        assert_eq!(text.contains(CALLER), id != "C9", "{id}");
    }
}

#[test]
fn no_letter_rests_on_more_than_two_provisions() {
    for id in LETTERS {
        let letter = letter(id);
        let mut facts = everything_known(&letter);
        let all: Vec<String> = letter.flags().into_iter().map(str::to_owned).collect();
        // Papers of a court are of one sort, and a payment comes from one side.
        for left_out in ["court-order", "court-suit"] {
            facts.flags = all.iter().filter(|f| *f != left_out).cloned().collect();
            let chosen = letter.chosen(&facts);
            let cited: std::collections::BTreeSet<&String> =
                chosen.iter().flat_map(|c| &c.citations).collect();
            assert!(cited.len() <= 2, "{id}: {cited:?}");
        }
    }
}

#[test]
fn a_clause_whose_provision_does_not_hold_is_left_out() {
    let letter = letter("C7");
    let mut facts = nothing_known(&letter);
    assert!(letter.chosen(&facts).iter().any(|c| c.id == "ask-check"));
    facts.lapsed.insert("CRR-25".into());
    assert!(!letter.chosen(&facts).iter().any(|c| c.id == "ask-check"));
}

#[test]
fn a_letter_is_refused_where_it_would_be_false_or_of_no_use() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    rich(home);
    let order = full("C9", false);
    let late = order.replace("2026-11-14", "2026-11-01");
    let reasonless = order.replace("= true", "= false");
    let cases = [
        ("C5", String::new(), "letter-no-incident"),
        ("C6", String::new(), "letter-no-entry"),
        ("C13", String::new(), "letter-no-file"),
        ("C12", String::new(), "letter-not-settled"),
        (
            "C7",
            "[fact]\nrecord = \"right\"\n".into(),
            "letter-record-right",
        ),
        (
            "C8",
            full("C8", false).replace("430", "1430"),
            "letter-above-capacity",
        ),
        ("C9", late, "letter-objection-too-late"),
        ("C9", reasonless, "letter-no-objection"),
    ];
    for (id, answers, code) in cases {
        let answers = file(home, "refused.toml", &answers);
        let call = ["letter", id, "--loan", "A1", "--answers", &answers];
        assert_eq!(refused(home, &call), (code.into(), 1), "{id}");
    }
    assert!(!home.join("cases/甲/letters").exists());
    told(home);
    let answers = file(home, "entries.toml", "entries = \"第9条\"\n");
    let call = ["letter", "C5", "--loan", "A1", "--answers", &answers];
    assert_eq!(refused(home, &call), ("letter-entry-unknown".into(), 2));
}

#[test]
fn an_answer_to_a_suit_is_still_written_after_its_day_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let answers = full("C9", true).replace("2026-11-14", "2026-10-01");
    let answers = file(home.path(), "c9.toml", &answers);
    let ran = menshen(
        home.path(),
        &["letter", "C9", "--loan", "A1", "--answers", &answers],
    );
    assert!(ran.status.success());
    let said = String::from_utf8(ran.stderr).unwrap().replace('\n', "");
    assert!(
        said.contains("已经过去") && said.contains("开庭一定要去"),
        "{said}"
    );
}

#[test]
fn only_the_entries_named_are_told() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    told(home.path());
    let said = call(home.path(), "C5", "A1", "entries = \"2\"\n");
    let text = said["text"].as_str().unwrap();
    assert!(text.contains("共1件") && !text.contains("周某"), "{text}");
}

#[test]
fn the_catalogue_says_what_will_be_asked_about() {
    let said = written("rich", "C13", "masked");
    let doubts = said["doubts"].to_string();
    for words in [
        "几天以后才记的",
        "可能改过名",
        "没有准确的时间",
        "从聊天里转存",
    ] {
        assert!(doubts.contains(words), "{words}: {doubts}");
    }
}

#[test]
fn a_letter_of_ones_own_words_is_less_of_the_books() {
    let home = tempfile::tempdir().unwrap();
    thin(home.path());
    let skipped = call(home.path(), "C3", "T1", "");
    let own = call(home.path(), "C3", "T1", &full("C3", false));
    let share = |said: &Value| said["fixed_percent"].as_u64().unwrap();
    assert!(
        share(&skipped) > 90 && share(&own) < share(&skipped),
        "{skipped} {own}"
    );
    assert_eq!(skipped["own_words"], "skipped");
    assert_eq!(own["own_words"], "given");
    let answers = file(home.path(), "c3.toml", "[own]\nwords = \"愿意对账\"\n");
    let ran = menshen(
        home.path(),
        &["letter", "C3", "--loan", "T1", "--answers", &answers],
    );
    let screen = String::from_utf8(ran.stdout).unwrap().replace('\n', "");
    assert!(
        screen.contains("只有一句") && screen.contains("是固定的文字"),
        "{screen}"
    );
}

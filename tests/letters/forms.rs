//! Three cases written in every form and compared with files a person has read, and the Word file
//! opened by another program.

use super::{done, file, read_docx, rich, root, thin};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const FORMATS: &str = "docx,html,text,online";

fn written(said: &Value, format: &str) -> PathBuf {
    let files = said["files"].as_array().unwrap();
    let found = files.iter().find(|f| f["format"] == format).unwrap();
    PathBuf::from(found["path"].as_str().unwrap())
}

/// Compares with the vector; `MENSHEN_UPDATE_VECTORS=1` writes it anew, to be read before it is kept.
fn assert_vector(name: &str, path: &Path) {
    let vector = root().join("tests/vectors/letters").join(name);
    let made = std::fs::read_to_string(path).unwrap();
    if std::env::var_os("MENSHEN_UPDATE_VECTORS").is_some() {
        std::fs::write(&vector, &made).unwrap();
    }
    let expected = std::fs::read_to_string(&vector).unwrap();
    assert_eq!(made, expected, "{name}");
}

fn assert_vectors(case: &str, said: &Value) {
    assert_vector(&format!("{case}.txt"), &written(said, "text"));
    assert_vector(&format!("{case}.html"), &written(said, "html"));
    assert_vector(&format!("{case}.online.txt"), &written(said, "online"));
    super::gloss::assert_follows(said, case);
    super::gloss::assert_vector(&format!("{case}.gloss.txt"), said);
}

fn rich_c2(home: &Path) -> Value {
    rich(home);
    let answers = std::fs::read_to_string(root().join("content/demo/letter-c2.toml")).unwrap();
    let personal = "\n[borrower]\nname = \"甲某\"\nphone = \"13812345678\"\n\
                    id_number = \"11010519491231002X\"\n";
    let answers = format!("copy = \"official\"\n{answers}{personal}");
    let answers = file(home, "c2.toml", &answers);
    done(
        home,
        &[
            "letter",
            "C2",
            "--loan",
            "A1",
            "--answers",
            &answers,
            "--format",
            FORMATS,
            "--gloss",
        ],
    )
}

fn thin_c1(home: &Path) -> Value {
    thin(home);
    let answers = file(home, "c1.toml", "");
    done(
        home,
        &[
            "letter",
            "C1",
            "--answers",
            &answers,
            "--format",
            FORMATS,
            "--gloss",
        ],
    )
}

fn pause_c2(home: &Path) -> Value {
    thin(home);
    let household = "irregular = true\nincome = \"2600.00\"\n[spending]\nrent = \"1300.00\"\n\
        food = \"1000.00\"\ntransport = \"100.00\"\nphone = \"59.00\"\nutilities = \"150.00\"\n\
        medicine = \"unknown\"\nchildren = \"0\"\nparents = \"200.00\"\nother = \"0\"\n";
    let household = file(home, "household.toml", household);
    done(home, &["plan", "--answers", &household]);
    let answers = file(
        home,
        "c2.toml",
        "[limitation]\nlast_due_on = \"unknown\"\nlast_demand_on = \"2026-11-20\"\nunderstood = \"write\"\n\
         [reason]\non = \"2026-09-01\"\nproof = \"停工通知\"\n\
         words = \"2026年9月厂里停工，只发基本工资。复工要等通知，我的电话13912345678一直开着。\"\n\
         [request]\nkind = \"pause\"\nuntil = \"2027-03-01\"\n\
         [borrower]\nname = \"乙某\"\nphone = \"13912345678\"\n",
    );
    done(
        home,
        &[
            "letter",
            "C2",
            "--answers",
            &answers,
            "--format",
            FORMATS,
            "--gloss",
        ],
    )
}

#[test]
fn a_rich_case_a_thin_one_and_one_without_a_workable_plan() {
    for (case, write) in [
        ("rich-c2", rich_c2 as fn(&Path) -> Value),
        ("thin-c1", thin_c1),
        ("pause-c2", pause_c2),
    ] {
        let home = tempfile::tempdir().unwrap();
        assert_vectors(case, &write(home.path()));
    }
}

#[test]
fn the_same_letter_is_the_same_bytes_on_every_run() {
    let homes = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [first, second] = homes.each_ref().map(|home| rich_c2(home.path()));
    for format in ["docx", "html", "text", "online"] {
        let bytes = |said: &Value| std::fs::read(written(said, format)).unwrap();
        assert!(bytes(&first).len() > 500);
        assert_eq!(bytes(&first), bytes(&second), "{format}");
    }
}

#[test]
fn the_word_file_is_laid_out_for_a_lenders_desk() {
    let home = tempfile::tempdir().unwrap();
    let docx = read_docx(&written(&rich_c2(home.path()), "docx"));
    assert_eq!(docx["page"], json!(["11906", "16838"]));
    let margins = &docx["margins"];
    let sides = ["top", "bottom", "left", "right"].map(|side| margins[side].clone());
    // 3.7, 3.5, 2.8, 2.6 cm in twentieths of a point.
    assert_eq!(json!(sides), json!(["2098", "1984", "1587", "1474"]));
    assert_eq!(docx["without_font"], json!([]));
    assert_eq!(docx["default_font"], "仿宋");
    assert_eq!(docx["external"], false);
    assert_eq!(docx["footer"], json!([["center", "PAGE"]]));
    let style = |id: &str, what: &str| docx["styles"][id][what].clone();
    assert_eq!(style("LetterTitle", "font"), "宋体");
    assert_eq!(style("LetterTitle", "half_points"), "44");
    assert_eq!(style("LetterTitle", "align"), "center");
    assert_eq!(style("LetterBody", "font"), "仿宋");
    assert_eq!(style("LetterBody", "half_points"), "24");
    assert_eq!(style("LetterBody", "line"), "560");
    assert_eq!(style("LetterBody", "first_line"), "480");
    assert_eq!(style("LetterSignature", "align"), "right");
    assert_eq!(style("LetterSignature", "right"), "960");

    let paragraphs = docx["paragraphs"].as_array().unwrap();
    let of_style = |id: &str| -> Vec<&str> {
        let found = paragraphs.iter().filter(|p| p["style"] == id);
        found.map(|p| p["text"].as_str().unwrap()).collect()
    };
    assert_eq!(of_style("LetterTitle"), ["协商还款申请"]);
    assert_eq!(
        of_style("LetterHeading"),
        [
            "一、借款情况",
            "二、逾期的原因",
            "三、目前的收入和开支",
            "四、申请事项",
            "五、请书面确认的内容"
        ]
    );
    assert_eq!(
        of_style("LetterSignature"),
        [
            "申请人（签名）：甲某",
            "身份证号：11010519491231002X",
            "2026年11月21日"
        ]
    );
    let text: String = paragraphs
        .iter()
        .map(|p| p["text"].as_str().unwrap())
        .collect();
    assert!(
        text.contains("每月偿还430.00元（人民币肆佰叁拾元整）"),
        "{text}"
    );
}

#[test]
fn the_household_is_a_real_table_whose_figures_add_up() {
    let home = tempfile::tempdir().unwrap();
    let docx = read_docx(&written(&rich_c2(home.path()), "docx"));
    let tables = docx["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 1);
    let rows = tables[0].as_array().unwrap();
    let fen = |row: &Value| -> i64 {
        assert_eq!(row[1]["align"], "right", "{row}");
        let figure = row[1]["text"].as_str().unwrap();
        figure.replace([',', '.'], "").parse().unwrap()
    };
    assert_eq!(rows[0][1]["align"], "right");
    let named = |name: &str| {
        let row = rows
            .iter()
            .find(|r| r[0]["text"].as_str().unwrap().trim_start_matches("减：") == name);
        fen(row.unwrap_or_else(|| panic!("{name}")))
    };
    let items = rows
        .iter()
        .filter(|r| r[0]["text"].as_str().unwrap().starts_with('　'));
    let spent: i64 = items.map(fen).sum();
    assert_eq!(spent, named("必要开支"));
    assert_eq!(spent, 297_900);
    assert_eq!(named("到手收入") - spent - named("备用"), named("结余"));
    assert_eq!(named("每月最多能用于还款（结余取整）"), 80_000);
}

#[test]
fn gaps_are_marked_in_every_form_and_listed_with_where_to_find_them() {
    let home = tempfile::tempdir().unwrap();
    let said = thin_c1(home.path());
    let gaps = said["gaps"].as_array().unwrap();
    let shown: Vec<String> = gaps
        .iter()
        .map(|gap| format!("【待填：{}】", gap["label"].as_str().unwrap()))
        .collect();
    assert_eq!(shown.len(), 4, "{shown:?}");
    assert!(
        gaps.iter()
            .all(|gap| !gap["where"].as_str().unwrap().is_empty())
    );
    let docx = read_docx(&written(&said, "docx"));
    let paragraphs = docx["paragraphs"].as_array().unwrap();
    let marked: Vec<&str> = paragraphs
        .iter()
        .flat_map(|p| p["marked"].as_array().unwrap())
        .map(|text| text.as_str().unwrap())
        .collect();
    let html = std::fs::read_to_string(written(&said, "html")).unwrap();
    let text = std::fs::read_to_string(written(&said, "text")).unwrap();
    for gap in &shown {
        assert!(marked.contains(&gap.as_str()), "{gap} in {marked:?}");
        assert!(html.contains(&format!("<mark>{gap}</mark>")), "{gap}");
        assert!(text.contains(gap), "{gap}");
    }
    assert_eq!(marked.len(), shown.len());
}

#[test]
fn the_page_fetches_nothing_and_prints_on_a4() {
    let home = tempfile::tempdir().unwrap();
    let html = std::fs::read_to_string(written(&rich_c2(home.path()), "html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    for word in [
        "http:", "https:", "<script", "<link", "<img", "src=", "url(", "@import",
    ] {
        assert!(!html.contains(word), "{word}");
    }
    assert!(html.contains("size: A4") && html.contains("default-src 'none'"));
    assert_eq!(
        html.matches("<table>").count(),
        html.matches("</table>").count()
    );
    assert_eq!(html.matches("<p").count(), html.matches("</p>").count());
}

#[test]
fn a_long_story_comes_online_in_marked_parts() {
    let home = tempfile::tempdir().unwrap();
    rich(home.path());
    let words = "本人在工地受伤，住院四十二天，出院后在家休养，其间没有收入。".repeat(30);
    let answers = file(
        home.path(),
        "c2.toml",
        &format!(
            "[limitation]\nunderstood = \"write\"\n[reason]\non = \"2026-06-30\"\nwords = \"{words}\"\nproof = \"病历\"\n\
             [request]\nkind = \"instalments\"\nmonthly = \"430.00\"\nfirst_on = \"2026-12-15\"\n"
        ),
    );
    let said = done(
        home.path(),
        &[
            "letter",
            "C2",
            "--loan",
            "A1",
            "--answers",
            &answers,
            "--format",
            "online",
        ],
    );
    let parts = said["online"].as_array().unwrap();
    assert!(parts.len() >= 3, "{}", parts.len());
    let mut whole = String::new();
    for (i, part) in parts.iter().enumerate() {
        let part = part.as_str().unwrap();
        assert!(part.chars().count() <= 600, "{}", part.chars().count());
        let mark = format!("（{}/{}）", i + 1, parts.len());
        let rest = part.strip_prefix(&mark).unwrap();
        assert!(
            i + 1 == parts.len() || rest.ends_with(['。', '；', '：']),
            "{rest}"
        );
        whole.push_str(rest);
    }
    assert!(whole.contains(&words));
    let file = std::fs::read_to_string(written(&said, "online")).unwrap();
    assert_eq!(file.matches("（1/").count(), 1);
}

//! The month line by line: asked, stored, shown in two versions, saved in three forms.

use crate::support::{HOUSEHOLD, Home, arg};
use serde_json::Value;

/// A rider's month: income that changes, sums by the week and the year, one line not known.
const RIDER: &str = r#"
[has]
sources = ["varying", "partner"]
groups = ["utilities", "transport", "leisure"]
resources = ["savings", "family-loan"]
[sources]
varying = ["4200", "3800", "5100"]
partner = "1500；妻子王某在超市"
[spending]
rent = "1100"
food = "260 每周；自己做饭"
property-fee = "0"
electricity = "120"
water = "60/季度"
gas = "unknown"
heating = "1200/采暖季"
transport = "0"
work-tools = "300；=1+1"
subscriptions = "25"
gifts = "0"
leisure = "100"
[resources.savings]
amount = "2000"
on = "2026-12-15"
"#;

fn with_rider() -> Home {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = home.file("rider.toml", RIDER);
    home.done(&["plan", "--answers", arg(&file)]);
    home
}

fn sum(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn the_full_month_of_a_file() {
    let home = Home::new();
    let file = home.file("rider.toml", RIDER);
    let said = home.json(&["plan", "--answers", arg(&file)]);
    assert_eq!(said["surplus"]["income"], "5300.00");
    assert_eq!(said["mean_income"], "5866.67");
    // 1,100 + 1,126.67 + 120 + 20 + 100 + 300
    assert_eq!(said["surplus"]["necessary"], "2766.67");
    assert_eq!(said["surplus"]["spare"], "125.00");
    assert_eq!(said["household"]["unknown"][0], "gas");
    assert_eq!(said["household"]["resources"][0]["amount"], "2000.00");
    assert!(said["household"]["resources"][1]["amount"].is_null());
    let screen = home.done(&["plan", "--answers", arg(&file)]);
    let screen: String = screen.split_whitespace().collect();
    assert!(screen.contains("收入按最低的一个月算"), "{screen}");
    assert!(screen.contains("不要借新的还旧的"), "{screen}");
    assert!(screen.contains("家人借给的钱也是一笔新的债"), "{screen}");
}

#[test]
fn the_short_version_has_totals_and_nobodys_words() {
    let home = with_rider();
    let full = home.json(&["plan", "budget"]);
    let short = home.json(&["plan", "budget", "--short"]);
    for name in ["income", "necessary", "spare", "reserve", "surplus"] {
        assert_eq!(short[name], full["surplus"][name], "{name}");
    }
    let groups = short["groups"].as_array().unwrap();
    let total: i64 = groups.iter().map(|g| sum(&g["amount"])).sum();
    assert_eq!(total, sum(&short["necessary"]) + sum(&short["spare"]));
    assert!(
        short["capacity"].is_null(),
        "nothing is offered while gas is not known"
    );
    let screen = home.done(&["plan", "budget", "--short"]);
    for text in [screen, short.to_string()] {
        for word in [
            "王某",
            "自己做饭",
            "妻子",
            "1+1",
            "配偶",
            "存款",
            "燃气费",
            "电费",
            "savings",
            "gas",
        ] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn it_is_saved_as_text_a_page_and_a_table() {
    let home = with_rider();
    for (short, ending) in [
        (false, "csv"),
        (true, "csv"),
        (false, "html"),
        (true, "html"),
        (true, "txt"),
    ] {
        let path = home
            .file("x", "")
            .with_file_name(format!("sheet-{short}.{ending}"));
        let mut args = vec!["plan", "budget", "-o", arg(&path)];
        if short {
            args.push("--short");
        }
        home.done(&args);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.contains("自己做饭"), !short, "{ending}");
        match ending {
            "csv" => {
                let body = text.strip_prefix('\u{feff}').unwrap();
                assert!(
                    body.lines().count() > 8
                        && body.matches("\r\n").count() == body.lines().count()
                );
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .from_reader(body.as_bytes());
                let mut cells = 0;
                for row in reader.records() {
                    for cell in &row.unwrap() {
                        assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
                        cells += 1;
                    }
                }
                assert!(cells > 16);
                assert_eq!(body.contains("'=1+1"), !short);
            }
            "html" => {
                assert!(text.starts_with("<!DOCTYPE html>"));
                for word in ["http:", "https:", "<script", "<link", "src=", "url("] {
                    assert!(!text.contains(word), "{word}");
                }
                assert_eq!(text.matches("<td").count(), text.matches("</td>").count());
            }
            _ => assert!(
                text.contains("到手收入合计") && text.contains("结余"),
                "{text}"
            ),
        }
    }
}

#[test]
fn without_a_month_there_is_no_sheet() {
    let home = Home::new();
    let said = home.refused(&["plan", "budget"], "fact-no-household", 1);
    assert!(said.to_string().contains("menshen plan"), "{said}");
}

#[test]
fn facts_of_the_full_month_are_changed_one_by_one() {
    let home = with_rider();
    for (path, value) in [
        ("household.sources.varying", "4000 3900"),
        ("household.sources.wages", "200 每周"),
        ("household.spending.food", "300 每周"),
        ("household.spending.heating", "不知道"),
        ("household.spending.subscriptions", "10；视频"),
        ("household.resources.gift.amount", "1000"),
        ("household.resources.gift.on", "2027-01-05"),
        ("household.resources.savings", "不知道"),
    ] {
        home.done(&["case", "set", path, value]);
    }
    home.done(&["case", "strike", "household.resources.family-loan"]);
    home.done(&["case", "strike", "household.sources.partner"]);
    let said = home.json(&["plan", "budget"]);
    let household = &said["household"];
    // 3,900 and 200 × 52 ÷ 12 = 866.67
    assert_eq!(household["income"], "4766.67");
    let line = |id: &str| {
        let lines = household["spending"].as_array().unwrap();
        lines
            .iter()
            .find(|l| l["id"] == id)
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(line("food")["amount"], "1300.00");
    assert_eq!(line("food")["note"], "自己做饭");
    assert_eq!(line("subscriptions")["spare"], true);
    assert_eq!(line("subscriptions")["note"], "视频");
    assert!(line("heating").is_null());
    let resources = household["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 2);
    assert!(resources[0]["amount"].is_null());
    assert_eq!(resources[1]["on"], "2027-01-05");
    let shown = home.done(&["case", "show", "--paths"]);
    for path in ["household.sources.varying", "household.resources.gift.on"] {
        assert!(
            shown.replace(['\n', ' '], "").contains(path),
            "{path}: {shown}"
        );
    }
}

#[test]
fn the_quick_month_and_old_files_stay_as_they_were() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    let file = home.file("household.toml", HOUSEHOLD);
    let said = home.json(&["plan", "--answers", arg(&file)]);
    let household = said["household"].as_object().unwrap();
    let names: Vec<&str> = household.keys().map(String::as_str).collect();
    assert_eq!(names, ["income", "irregular", "spending", "unknown"]);
    assert_eq!(said["surplus"]["surplus"], "801.00");
    assert_eq!(said["surplus"]["capacity"], "800.00");
    // Taken on to the full way: what can be carried over is, and a part is asked for its whole.
    let full = home.file("full.toml", "[spending]\nproperty-fee = \"0\"\nelectricity = \"90\"\nwater = \"20\"\ngas = \"40\"\nheating = \"0\"\ncare = \"0\"\nwork-tools = \"0\"\n");
    let said = home.json(&["plan", "--full", "--answers", arg(&full)]);
    assert_eq!(said["surplus"]["necessary"], "2979.00");
    assert_eq!(said["household"]["sources"][0]["id"], "wages");
    // And back: the parts of a line are its sum.
    let none = home.file("none.toml", "");
    let said = home.json(&["plan", "--answers", arg(&none)]);
    assert_eq!(said["surplus"]["surplus"], "801.00");
    let lines = said["household"]["spending"].as_array().unwrap();
    let utilities = lines.iter().find(|l| l["id"] == "utilities").unwrap();
    assert_eq!(utilities["amount"], "150.00");
}

#[test]
fn the_template_of_the_full_way_is_accepted_when_filled() {
    let home = Home::new();
    let text = home.done(&["plan", "--full", "--answers-template"]);
    let filled: String = text
        .lines()
        .map(|line| match line {
            "#has.sources = []" => "has.sources = [\"pension\"]\n".to_owned(),
            "#has.groups = []" => "has.groups = [\"health\"]\n".to_owned(),
            "#sources.pension = \"\"" => "sources.pension = \"9600/季度\"\n".to_owned(),
            "#spending.rent = \"\"" => "spending.rent = \"1500；房贷\"\n".to_owned(),
            "#spending.food = \"\"" => "spending.food = \"900\"\n".to_owned(),
            "#spending.medicine = \"\"" => "spending.medicine = \"260\"\n".to_owned(),
            line => format!("{line}\n"),
        })
        .collect();
    let file = home.file("filled.toml", &filled);
    let said = home.json(&["plan", "--full", "--answers", arg(&file)]);
    assert_eq!(said["surplus"]["income"], "3200.00");
    assert_eq!(said["household"]["unknown"][0], "care");
}

#[test]
fn a_list_of_a_file_must_name_what_there_is() {
    let home = Home::new();
    let file = home.file(
        "wrong.toml",
        "[has]\nsources = [\"lottery\"]\ngroups = \"phone\"\n",
    );
    let said = home.refused(&["plan", "--answers", arg(&file)], "answers-rejected", 2);
    let details = said.to_string();
    assert!(
        details.contains("has.sources") && details.contains("has.groups"),
        "{details}"
    );
}

#[test]
fn a_letter_has_groups_of_what_was_entered_line_by_line() {
    let home = Home::new();
    home.done(&["case", "new", "甲"]);
    home.done(&[
        "confirm",
        "--answers",
        arg(&crate::support::loan(&home)),
        "--case",
        "甲",
    ]);
    let file = home.file(
        "rider.toml",
        RIDER.replace("gas = \"unknown\"", "gas = \"30\""),
    );
    home.done(&["plan", "--answers", arg(&file)]);
    let request = home.file("c2.toml", crate::support::REQUEST);
    let letter = home.json(&["letter", "C2", "--loan", "A1", "--answers", arg(&request)]);
    let text = letter["text"].as_str().unwrap();
    assert!(
        text.contains("水电燃气") && text.contains("其他开支"),
        "{text}"
    );
    for word in ["电费", "会员", "自己做饭", "王某"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn what_comes_once_stays_where_the_quick_way_does_not_ask_about_it() {
    let home = with_rider();
    let file = home.file("household.toml", HOUSEHOLD);
    let said = home.json(&["plan", "--answers", arg(&file)]);
    let resources = said["household"]["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 2, "{said}");
    assert_eq!(resources[0]["amount"], "2000.00");
    assert!(resources[1]["amount"].is_null());
}

#[test]
fn a_sum_too_large_for_the_case_file_is_refused_before_it_is_stored() {
    let home = with_rider();
    let kept = home.kept();
    // A trillion a week, less a fen, is more a month than a file may hold.
    let text = HOUSEHOLD.replace("\"4200.00\"", "\"999999999999.99/week\"");
    assert_ne!(text, HOUSEHOLD);
    let file = home.file("huge.toml", text);
    let said = home.refused(&["plan", "--answers", arg(&file)], "answers-rejected", 2);
    assert!(said.to_string().contains("income"), "{said}");
    // Each fits; all together don't.
    let both = RIDER
        .replace("\"4200\", \"3800\", \"5100\"", "\"999999999999\"")
        .replace("1500；妻子王某在超市", "999999999999");
    let file = home.file("both.toml", both);
    home.refused(
        &["plan", "--answers", arg(&file)],
        "storage-not-read-back",
        1,
    );
    assert_eq!(home.kept(), kept);
}

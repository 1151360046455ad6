//! `--answers-template`: every template as printed assigns nothing; filled, it is accepted.

use super::Home;
use menshen::domain::money::Money;

/// Takes the `#` off the assignment of each id and fills it; every id must be there once.
fn filled(template: &str, answers: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = template.lines().map(str::to_owned).collect();
    for (id, value) in answers {
        let lead = format!("#{id} = ");
        let bare = lead.trim_end();
        let places: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.starts_with(&lead) || l.as_str() == bare)
            .map(|(i, _)| i)
            .collect();
        assert_eq!(places.len(), 1, "{id} in\n{template}");
        let line = places[0];
        if lines[line].ends_with('[') {
            // A list: its worked line and its end go with it.
            lines.drain(line + 1..line + 3);
        }
        lines[line] = format!("{id} = {value}");
    }
    lines.join("\n")
}

fn template(home: &Home, command: &[&str]) -> String {
    let text = home.done(&[command, &["--answers-template"]].concat());
    let table: toml::Table = toml::from_str(&text).unwrap();
    assert!(table.is_empty(), "{command:?} assigns as printed");
    assert!(
        !text.contains("# [") && !text.contains("：["),
        "a text is missing: {text}"
    );
    text
}

#[test]
fn the_loan_of_a_contract() {
    let home = Home::new();
    let text = template(&home, &["confirm"]);
    for member in menshen::domain::loan::members() {
        let listed = member.path.split_once(".0.").map(|(list, _)| list);
        let lead = format!("\n#{} =", listed.unwrap_or(member.path));
        assert!(text.contains(&lead), "{} is missing", member.path);
    }
    let file = home.write(
        "loan.toml",
        &filled(
            &text,
            &[
                ("id", "\"B1\""),
                ("lender_kind", "\"bank\""),
                ("platform_assisted", "true"),
                ("disbursed_on", "\"2026-02-20\""),
                ("contract_amount", "\"18000.00\""),
                ("rate.annual", "\"0.234\""),
                ("repayment", "\"equal-installment\""),
                ("installments", "12"),
                ("first_due", "\"2026-03-20\""),
                (
                    "charges",
                    "[{ kind = \"guarantee\", each = \"40.00\", third_party = true }]",
                ),
                ("default_interest.multiple", "\"1.5\""),
                ("enforcement_costs.on", "\"2026-10-01\""),
                ("enforcement_costs.amount", "\"50.00\""),
                ("accelerated_on", "\"2026-11-01\""),
                (
                    "repayments",
                    "[{ on = \"2026-03-20\", amount = \"1736.85\" }]",
                ),
                ("claim.on", "\"2026-11-21\""),
                ("claim.scope", "\"everything\""),
                ("claim.total", "\"19000.00\""),
                ("claim.principal", "\"17000.00\""),
                (
                    "claim.repayments",
                    "[{ on = \"2026-03-20\", amount = \"1736.85\" }]",
                ),
                ("basis.order", "\"lender-practice\""),
            ],
        ),
    );
    let statement = home.json(&["confirm", "--answers", &file, "--case", "小李"]);
    assert_eq!(statement["id"], "B1");
    assert_eq!(statement["basis"]["order"], "lender-practice");
    assert_eq!(
        home.loan("B1")["accelerated_on"].as_str(),
        Some("2026-11-01")
    );
}

#[test]
fn every_worked_line_of_a_list_is_accepted() {
    let home = Home::new();
    let text = template(&home, &["confirm"]);
    let mut text = filled(
        &text,
        &[
            ("id", "\"B2\""),
            ("lender_kind", "\"unknown\""),
            ("disbursed_on", "\"2026-05-20\""),
            ("contract_amount", "\"900.00\""),
            ("repayment", "\"rows\""),
            ("claim.on", "\"2026-11-21\""),
            ("claim.scope", "\"unknown\""),
            ("claim.total", "\"900.00\""),
        ],
    );
    for list in menshen::domain::loan::LISTS {
        let head = format!("#{list} = [\n#");
        assert!(text.contains(&head), "{list}");
        text = text.replace(&head, &format!("{list} = [\n"));
        let start = text.find(&format!("{list} = [\n")).unwrap();
        let end = start + text[start..].find("\n#]").unwrap();
        text.replace_range(end..end + 3, "\n]");
    }
    let file = home.write("rows.toml", &text);
    let statement = home.json(&["confirm", "--answers", &file]);
    assert_eq!(statement["id"], "B2");
    let paid = |part: &str| Money::parse(statement["paid"][part].as_str().unwrap()).unwrap();
    assert_eq!(paid("total") + paid("unapplied"), Money::from_fen(169_460));
}

#[test]
fn the_households_month() {
    let home = Home::new();
    let text = template(&home, &["plan"]);
    let file = home.write(
        "plan.toml",
        &filled(
            &text,
            &[
                ("irregular", "false"),
                ("income", "\"4200.00\""),
                ("spending.rent", "\"1100.00\""),
                ("spending.food", "\"1050.00\""),
                ("spending.medicine", "\"unknown\""),
                ("reserve", "\"420.00\""),
            ],
        ),
    );
    let plan = home.json(&["plan", "--answers", &file]);
    assert_eq!(plan["surplus"]["income"], "4200.00");
    let unknown: Vec<&str> = plan["household"]["unknown"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| u.as_str().unwrap())
        .collect();
    assert!(unknown.contains(&"medicine") && !unknown.contains(&"rent"));
}

#[test]
fn both_letters() {
    let home = Home::with_demo();
    let text = template(&home, &["letter", "C1"]);
    let file = home.write("c1.toml", &filled(&text, &[("borrower.name", "\"甲某\"")]));
    let letter = home.json(&["letter", "C1", "--loan", "A1", "--answers", &file]);
    assert_eq!(letter["letter"], "C1");
    let text = template(&home, &["letter", "c2"]);
    let file = home.write(
        "c2.toml",
        &filled(
            &text,
            &[
                ("limitation.understood", "\"write\""),
                ("reason.on", "\"2026-06-20\""),
                ("reason.words", "\"六月起厂里停工。现在做临时工。\""),
                ("reason.proof", "\"停工通知照片\""),
                ("request.kind", "\"instalments\""),
                ("request.monthly", "\"430.00\""),
                ("request.first_on", "\"2026-12-15\""),
                ("borrower.phone", "\"13800005678\""),
            ],
        ),
    );
    let letter = home.json(&["letter", "C2", "--loan", "A1", "--answers", &file]);
    assert_eq!(letter["letter"], "C2");
    assert!(letter["text"].as_str().unwrap().contains("430.00"));
}

#[test]
fn an_entry_of_the_log_and_the_borrower() {
    let home = Home::new();
    let text = template(&home, &["log", "add"]);
    let file = home.write(
        "entry.toml",
        &filled(
            &text,
            &[
                ("kind", "\"call\""),
                ("occurred_at", "\"2026-11-20 22:47\""),
                ("precision", "\"exact\""),
                ("summary", "\"来电约三分钟\""),
                ("direction", "\"in\""),
                ("answered", "true"),
                ("grade", "\"memory\""),
            ],
        ),
    );
    let entry = home.json(&["log", "add", "--answers", &file]);
    assert_eq!(entry["seq"], 1);
    let text = template(&home, &["case", "borrower"]);
    let file = home.write(
        "b.toml",
        &filled(&text, &[("borrower.id_tail", "\"002X\"")]),
    );
    let said = home.json(&["case", "borrower", "--answers", &file]);
    assert_eq!(said["borrower"]["id_tail"], "002X");
}

/// `answers` of the demo as the lines of its file, tables opened into dotted names.
fn demo_answers(name: &str) -> Vec<(String, String)> {
    fn open(lead: &str, table: &toml::Table, out: &mut Vec<(String, String)>) {
        for (name, value) in table {
            let id = format!("{lead}{name}");
            match value {
                toml::Value::Table(inner) => open(&format!("{id}."), inner, out),
                value => out.push((id, value.to_string())),
            }
        }
    }
    let path = format!("{}/content/demo/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut out = Vec::new();
    open("", &table, &mut out);
    out
}

fn filled_from_demo(template: &str, demo: &str) -> String {
    let answers = demo_answers(demo);
    let pairs: Vec<(&str, &str)> = answers
        .iter()
        .map(|(id, value)| (id.as_str(), value.as_str()))
        .collect();
    filled(template, &pairs)
}

#[test]
fn filled_with_the_demos_answers_every_template_is_accepted() {
    let home = Home::with_demo();
    for (command, demo) in [
        (&["plan"][..], "household"),
        (&["letter", "C1", "--loan", "A2"], "letter-c1"),
        (&["letter", "C2", "--loan", "A1"], "letter-c2"),
        (&["visit"], "visit"),
    ] {
        let text = template(&home, command);
        let file = home.write("filled.toml", &filled_from_demo(&text, demo));
        let said = home.json(&[command, &["--answers", &file]].concat());
        assert_eq!(said["ok"], true, "{command:?}");
        if demo == "visit" {
            assert_eq!(said["outcome"], "end");
            assert_eq!(said["entry"], 1);
        }
    }
    let text = template(&home, &["log", "amend", "1"]);
    assert!(text.contains("menshen log amend 1 --answers"), "{text}");
    let file = home.write(
        "amend.toml",
        &filled(&text, &[("quote", "\"先还五百表示诚意，今天就要。\"")]),
    );
    let said = home.json(&["log", "amend", "1", "--answers", &file]);
    assert_eq!(said["amends"], 1);
    assert_eq!(said["changed"][0], "quote");
}

#[test]
fn the_visits_template_explains_every_screen_and_every_question_of_the_record() {
    let home = Home::new();
    let text = template(&home, &["visit"]);
    let door = menshen::content::load_door(&menshen::content::Library::built_in()).unwrap();
    let second: Vec<&str> = door
        .nodes
        .iter()
        .flat_map(|n| n.continuations().map(|(_, to)| to))
        .collect();
    for node in &door.nodes {
        let placed = text.contains(&format!("\n#{} =", node.id));
        assert_eq!(placed, !second.contains(&node.id.as_str()), "{}", node.id);
        for option in node.options.iter().filter(|o| !o.continues) {
            assert!(
                text.contains(&format!("\"{}\"  ", option.id)),
                "{}",
                option.id
            );
        }
        assert!(
            !text.contains(&format!("{} 写的是", second[0])),
            "a second screen is no question of a file"
        );
    }
    for id in menshen::interview::door::RECORD_IDS {
        assert!(text.contains(&format!("\n#{id} =")), "{id}");
    }
}

#[test]
fn a_template_left_as_it_is_asks_for_what_is_needed() {
    let home = Home::new();
    let file = home.write("empty.toml", &template(&home, &["plan"]));
    let output = home.run(&["plan", "--answers", &file, "--json"]);
    assert_eq!(output.status.code(), Some(5));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let needed = said["error"]["args"]["needed"].as_array().unwrap();
    assert!(needed.iter().any(|n| n == "income"));
}

#[test]
fn it_says_when_a_question_counts_and_what_may_be_written() {
    let home = Home::new();
    let text = template(&home, &["letter", "C2"]);
    assert!(
        text.contains("只有这样才要答：request.kind 写的是 instalments。"),
        "{text}"
    );
    let text = template(&home, &["confirm"]);
    assert!(
        text.contains("\"consumer-finance\"  消费金融公司"),
        "{text}"
    );
    assert!(
        text.contains("去哪里找：银行流水里放款那天的一笔"),
        "{text}"
    );
    let to_file = home.path().join("t.toml");
    home.done(&[
        "confirm",
        "--answers-template",
        "-o",
        to_file.to_str().unwrap(),
    ]);
    assert_eq!(std::fs::read_to_string(to_file).unwrap(), text);
}

#[test]
fn a_command_that_asks_nothing_has_none() {
    let home = Home::new();
    for command in [
        &["rules", "sources", "--answers-template"][..],
        &["letter", "C99", "--answers-template"],
        &["--answers-template"],
    ] {
        assert_eq!(
            home.refused(command),
            ("template-none".to_owned(), 2),
            "{command:?}"
        );
    }
}

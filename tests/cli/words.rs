//! What the commands say to a person: days beside figures, help within the window, near words for a
//! mistyped command, the next step in two lines.

use crate::support::{A1, Home, TEXTS, Terminal, arg, unwrapped, with_case};
use menshen::content::Library;
use menshen::render::help::laid_out;
use menshen::render::wrap::width;

/// A key shown for want of a text: `[loan.member.rate.ask]`.
fn raw_key(text: &str) -> Option<&str> {
    text.split('[').skip(1).find_map(|rest| {
        let (inside, _) = rest.split_once(']')?;
        let key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        let dotted = inside.contains('.') && inside.starts_with(|c: char| c.is_ascii_lowercase());
        (dotted && inside.chars().all(key)).then_some(inside)
    })
}

/// The path of every command and subcommand.
fn commands() -> Vec<Vec<String>> {
    fn below(command: &clap::Command, path: &[String], out: &mut Vec<Vec<String>>) {
        out.push(path.to_vec());
        for inner in command.get_subcommands() {
            let path = [path, &[inner.get_name().to_owned()]].concat();
            below(inner, &path, out);
        }
    }
    let mut out = Vec::new();
    below(&menshen::cli::definition(&TEXTS), &[], &mut out);
    out
}

#[test]
fn no_template_and_no_help_shows_a_key_for_want_of_a_text() {
    let home = with_case("甲");
    let paths = commands();
    assert!(paths.len() > 30, "{paths:?}");
    for path in &paths {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let help = home.done(&[&words[..], &["--help"]].concat());
        assert_eq!(raw_key(&help), None, "{path:?}");
    }
    for call in [
        &["confirm"][..],
        &["plan"],
        &["letter", "C1"],
        &["letter", "C2"],
        &["visit"],
        &["log", "add"],
        &["case", "borrower"],
        &["check", "payee"],
        &["check", "agreement"],
    ] {
        let template = home.done(&[call, &["--answers-template"]].concat());
        assert!(template.lines().count() > 10, "{call:?}: {template}");
        assert_eq!(raw_key(&template), None, "{call:?}");
    }
    assert_eq!(
        raw_key("去 [loan.member.rate.ask]"),
        Some("loan.member.rate.ask")
    );
}

#[test]
fn help_stays_within_the_window() {
    let home = Home::new();
    for columns in [40, 80] {
        let mut script = format!("stty rows 200 cols {columns}\n");
        for path in [
            &["confirm"][..],
            &["log", "add"],
            &["log", "amend"],
            &["check"],
        ] {
            script.push_str(&format!("\"$MENSHEN\" {} --help\n", path.join(" ")));
        }
        let mut terminal = Terminal::shell(&home, &script);
        terminal.end();
        let shown = terminal.everything();
        assert!(shown.contains("各命令通用："), "{shown}");
        for line in shown.lines() {
            assert!(width(line.trim_end()) <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn an_explanation_stands_beside_its_argument_or_below_it() {
    let help = "头\n\n参数:\n      --home <夹>  一二三四五六七八九十一二三四五六七八九十\n  -o           短\n";
    assert_eq!(
        laid_out(help, 50),
        "头\n\n参数：\n      --home <夹>  一二三四五六七八九十一二三四五\n                   六七八九十\n  -o           短\n"
    );
    assert_eq!(
        laid_out(help, 30),
        "头\n\n参数：\n      --home <夹>\n      一二三四五六七八九十一二\n      三四五六七八九十\n  -o\n      短\n"
    );
}

#[test]
fn help_names_the_file_each_command_takes() {
    let home = Home::new();
    let help = |path: &[&str]| home.done(&[path, &["--help"]].concat());
    assert!(!help(&["audit"]).contains("当前档案的记录"));
    assert!(!help(&["demo"]).contains("[文件夹]  文件夹\n"));
    assert!(help(&["confirm"]).contains("--repayments"));
}

#[test]
fn figures_of_two_days_on_one_page_say_their_day() {
    let home = with_case("甲");
    let earlier = A1.replace(
        "claim = { on = \"2026-11-21\"",
        "claim = { on = \"2026-11-19\"",
    );
    assert_ne!(earlier, A1);
    let file = home.file("earlier.toml", earlier);
    home.done(&[
        "confirm",
        "--answers",
        arg(&file),
        "--case",
        "甲",
        "--force",
    ]);
    let one = home.done(&["confirm", "A1"]);
    assert!(
        one.contains("先按对方说数的那天（2026年11月19日）来比"),
        "{one}"
    );
    assert!(one.contains("按合同算的（11-19）"), "{one}");
    assert!(one.contains("下面是截至 2026年11月21日 的"), "{one}");
    for call in [&["case", "loans"][..], &["confirm"]] {
        let page = home.done(call);
        for words in ["按哪天比", "逾期（11-21）", "11-19"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(!page.contains("其中逾期"), "{page}");
    }
    let listed = home.json(&["case", "loans"]);
    assert_eq!(listed["loans"][0]["recomputed_on"], "2026-11-19");
    assert_eq!(listed["loans"][0]["overdue_on"], "2026-11-21");
}

#[test]
fn figures_of_one_day_need_no_day_each() {
    let home = with_case("甲");
    let page = home.done(&["confirm"]);
    assert!(page.contains("其中逾期"), "{page}");
    assert!(
        !page.contains("按哪天比") && !page.contains("先按对方说数"),
        "{page}"
    );
}

#[test]
fn a_step_ends_with_the_next_one_and_the_guide_stays_where_it_is() {
    let home = with_case("甲");
    let empty = home.file("c1.toml", "");
    for call in [
        &["confirm"][..],
        &["letter", "C1", "--loan", "A1", "--answers", arg(&empty)],
    ] {
        let said = home.done(call);
        assert!(said.contains("下一步："), "{said}");
        assert!(said.contains("敲 menshen。"), "{said}");
        for part in ["【现在到哪一步】", "【付任何一笔钱以前】"] {
            assert!(!said.contains(part), "{said}");
        }
    }
    let guide = home.done(&[]);
    assert!(guide.contains("【付任何一笔钱以前】"), "{guide}");
}

#[test]
fn a_broken_book_of_ones_own_keeps_nobody_waiting_at_the_door() {
    let home = with_case("甲");
    let own = home.path().join("content/law");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("bad.toml"), "x=").unwrap();
    let visit = home.file("visit.toml", include_str!("../../content/demo/visit.toml"));
    let ran = home.run(&["visit", "--answers", arg(&visit), "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(unwrapped(&ran.err).contains("按内置的规则书来"), "{ran:?}");
    assert!(ran.json()["outcome"].is_string(), "{ran:?}");
    home.refused(&["confirm"], "content-rejected", 3);
}

#[test]
fn the_day_to_work_for_is_taken_as_people_say_it() {
    let home = with_case("甲");
    for (said, day) in [("昨天", "2026-11-20"), ("11月18日", "2026-11-18")] {
        let statement = home.json(&["confirm", "A1", "--as-of", said]);
        assert_eq!(statement["as_of"], day);
    }
    home.refused(&["confirm", "--as-of", "那天"], "usage-bad-day", 2);
}

#[test]
fn a_word_for_a_command_leads_to_the_command() {
    let home = Home::new();
    for (word, command) in [
        ("核对", "对账"),
        ("协商", "函件"),
        ("敲门", "上门"),
        ("记录", "留证"),
        ("证据", "留证"),
    ] {
        let ran = home.run(&[word]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.contains(&format!("是不是想写 {command}")),
            "{ran:?}"
        );
        assert!(home.done(&[command, "--help"]).contains("用法："));
    }
}

#[test]
fn an_amount_below_zero_is_refused_as_one() {
    let home = with_case("甲");
    let call = ["case", "set", "loans.A1.claim.total", "-5"];
    let ran = home.run(&call);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("新内容用不了") && !ran.err.contains("-5"),
        "{ran:?}"
    );
    home.refused(&["case", "settle", "A1", "-5"], "usage-negative-number", 2);
}

#[test]
fn a_number_that_is_nobodys_own_reaches_no_letter() {
    let home = with_case("甲");
    for number in ["123", "95500", "1380000567"] {
        let ran = home.run(&["case", "set", "borrower.phone", number]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(!ran.err.contains(number), "{ran:?}");
        let answers = home.file("c1.toml", format!("[borrower]\nphone = \"{number}\"\n"));
        let call = ["letter", "C1", "--loan", "A1", "--answers", arg(&answers)];
        home.refused(&call, "answers-rejected", 2);
    }
    home.done(&["case", "set", "borrower.phone", "138 1234 5678"]);
    assert!(home.done(&["case", "show"]).contains("138****5678"));
}

#[test]
fn a_problem_of_a_file_of_answers_is_named_with_its_line() {
    let home = Home::new();
    let file = home.file("b.toml", A1.replace("\"30000.00\"", "\"3万\""));
    let line = A1
        .lines()
        .position(|l| l.starts_with("contract_amount"))
        .unwrap()
        + 1;
    let ran = home.run(&["confirm", "--answers", arg(&file)]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let said = unwrapped(&ran.err);
    assert!(said.contains(&format!("第{line}行：合同金额")), "{said}");
    assert!(
        said.contains("\"1694.60\"") && said.contains("b.toml"),
        "{said}"
    );
}

#[test]
fn letters_are_named_where_none_was_chosen() {
    let home = with_case("甲");
    let error = home.refused(&["letter"], "letter-needed", 5);
    assert_eq!(crate::support::ids(&error, "needed"), ["letter"]);
    let said = home.run(&["letter"]).err;
    assert!(
        said.contains("对账") && said.contains("协商还款申请"),
        "{said}"
    );
}

#[test]
fn letters_have_one_word_for_the_other_side() {
    let clauses = Library::built_in().folder("letters");
    assert!(clauses.len() >= 2);
    for source in clauses {
        for line in source.text.lines() {
            let both = line.contains("贵司") && line.contains("贵方");
            assert!(!both, "{}: {line}", source.path);
        }
    }
}

#[test]
fn the_longest_plan_is_named_as_the_book_has_it() {
    let home = with_case("甲");
    let book = include_str!("../../content/parameters/plan-months-at-most.toml");
    let own = home.path().join("content/parameters");
    std::fs::create_dir_all(&own).unwrap();
    let shorter = book.replace("value = \"60\"", "value = \"36\"");
    assert_ne!(shorter, book);
    std::fs::write(own.join("plan-months-at-most.toml"), shorter).unwrap();
    let household = crate::support::household(&home);
    let said = home.done(&["plan", "--answers", arg(&household)]);
    assert!(
        said.contains("36 个月") && !said.contains("60 个月"),
        "{said}"
    );
}

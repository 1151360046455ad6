//! Every command in every manner of printing: a narrow window with `--plain`, a usual one with
//! `NO_COLOR`, both languages. The commands are found in the program's own definition, so that a new
//! one can't be forgotten here.

use crate::support::{Home, TEXTS, Terminal};
use clap::Command;
use menshen::render::wrap::width;

/// How each command is called on the demo's home, nobody at the keyboard: `|` parts the calls, and
/// `DEMO` stands for the folder of the demo's answers. What refuses and says why is printed too.
const CALLS: &[(&str, &str)] = &[
    ("", "|--version"),
    ("confirm", "|A1|A2 --explain --schedule|A9"),
    ("plan", "--answers DEMO/household.toml|"),
    ("plan budget", "|--short"),
    ("plan ways", "|--explain"),
    ("plan stress", ""),
    ("plan offer", "|--loan A1"),
    (
        "letter",
        "|list|C1 --loan A2 --answers DEMO/letter-c1.toml\
         |C2 --loan A1 --answers DEMO/letter-c2.toml\
         |C2 --loan A1 --answers DEMO/letter-c2.toml --format online,sms,chat,script",
    ),
    ("letter sent", ""),
    ("letter replied", ""),
    ("letter call", ""),
    ("letter tone", "words.txt"),
    ("due", ""),
    ("due add", "promised-payment --on 2026-12-05 --loan A2"),
    ("due change", "D1 --on 2026-12-06"),
    ("due done", "D1"),
    ("visit", "|--rehearse --answers DEMO/visit.toml"),
    ("visit rehearse", "--list|"),
    ("visit cards", ""),
    ("visit join", ""),
    ("visit after", "|6"),
    ("log", ""),
    ("log add", "电话 要求当晚还款"),
    ("log list", "|--phone 13800000000"),
    (
        "log import",
        "calls.csv --dry-run|calls.csv --dry-run --full",
    ),
    ("log show", "1|1 --full"),
    ("log open", ""),
    ("log complete", "1"),
    ("log amend", "1 --set summary=改了"),
    ("log withdraw", "1"),
    ("log verify", ""),
    ("log withhold", "1|9"),
    ("log anchor", "|--list"),
    ("log conduct", ""),
    ("case", ""),
    ("case new", "小王"),
    ("case list", ""),
    ("case use", "示例"),
    ("case show", "|--paths"),
    ("case borrower", ""),
    ("case set", "borrower.phone 13800005678"),
    ("case strike", "borrower.id_tail"),
    ("case loans", ""),
    ("case settle", "A3 --on 2026-11-20"),
    ("case archive-loan", "A2"),
    ("case restore-loan", "A2"),
    ("case seal", ""),
    ("case unseal", ""),
    ("case passphrase", ""),
    ("case recovery", ""),
    ("case rename", "小王 小李"),
    ("case archive", "小李"),
    ("case restore", "小李"),
    ("case delete", "小李 --yes 小李"),
    ("case export", ""),
    ("case receive", ""),
    ("case handover", ""),
    ("case consent", "--show|"),
    ("case note", "下次带合同来|"),
    ("case session", ""),
    ("case stats", ""),
    ("check", ""),
    ("check uscc", "91350100M000100Y43"),
    ("check id", ""),
    ("check case-number", "（2026）豫0105民初1234号"),
    ("check notice", "words.txt"),
    ("check words", "--file words.txt"),
    ("check payee", "--loan A1"),
    ("check agreement", "--loan A1"),
    ("check file", "words.txt"),
    ("rules", ""),
    ("rules search", "上门"),
    ("rules show", "PSN-50|quiet-hours"),
    ("rules sources", "|--single"),
    ("rules channels", "|--loan A1|credit-record|nowhere"),
    ("rules changes", ""),
    ("rules stale", ""),
    ("rules check", "rules"),
    ("report", ""),
    ("report complaint", "--to lender-desk --loan A2"),
    ("report police", ""),
    ("report court", "--loan A1"),
    ("report timeline", ""),
    ("report summary", ""),
    ("report page", ""),
    ("report filed", "--to lender-desk --on 2026-11-20 --loan A2"),
    // One answer a line, for programs: only its help is for people.
    ("audit", ""),
    ("demo", "again"),
    ("doctor", ""),
    // A script for a shell.
    ("completions", ""),
    ("man", "man"),
];

/// What can't be broken without harm and stands alone on its line: a hash, an anchor to be copied
/// whole, a path.
fn is_unbreakable(line: &str) -> bool {
    let word = line.trim();
    !word.contains(' ') && (word.starts_with("menshen:1:") || word.starts_with('/'))
}

/// Every command there is, by the words it is called with.
fn commands(of: &Command, path: &str, out: &mut Vec<String>) {
    out.push(path.to_owned());
    for below in of.get_subcommands() {
        commands(below, format!("{path} {}", below.get_name()).trim(), out);
    }
}

/// Each call with what it printed, in a window of this width.
fn printed(lang: &str, columns: usize, options: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    commands(&menshen::cli::definition(&TEXTS), "", &mut all);
    let home = Home::new();
    home.done(&["demo", "--lang", lang]);
    home.file(
        "words.txt",
        "22点47分还打给我妈妈，请转到个人账户，案号（2026）豫0105民初1234号",
    );
    home.file(
        "calls.csv",
        "对方号码,时间,类型,时长\n13800005678,2026-11-16 22:47,被叫,00:03:00\n",
    );
    std::fs::create_dir(home.beside("rules")).unwrap();
    let answers = format!("{}/content/demo", env!("CARGO_MANIFEST_DIR"));
    let mut script = format!("stty rows 200 cols {columns} -opost\nexport NO_COLOR=1\n");
    let mut calls = Vec::new();
    for command in all {
        let known = CALLS.iter().find(|(path, _)| *path == command);
        let (_, with) =
            known.unwrap_or_else(|| panic!("how is `{command}` called? say it in CALLS"));
        calls.push(format!("{command} --help"));
        for arguments in with.split('|') {
            let arguments = arguments.replace("DEMO", &answers);
            calls.push(format!("{command} {arguments}").trim().to_owned());
        }
    }
    for call in &calls {
        script.push_str(&format!(
            "echo '@@{call}'; \"$MENSHEN\" --home \"$MENSHEN_HOME/demo\" --lang {lang} {options} {call} </dev/null\n"
        ));
    }
    let mut terminal = Terminal::shell(&home, &script);
    terminal.end();
    let out = terminal.everything();
    let found: Vec<(String, String)> = out
        .split("@@")
        .skip(1)
        .map(|part| {
            let (call, text) = part.split_once('\n').unwrap();
            (call.to_owned(), text.to_owned())
        })
        .collect();
    assert_eq!(found.len(), calls.len());
    found
}

/// What is wrong with a line for somebody with a narrow window, an old terminal or a screen reader.
fn faults(line: &str, columns: usize, plain: bool) -> Vec<&'static str> {
    let drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
    [
        ("too wide", width(line) > columns && !is_unbreakable(line)),
        ("steers the terminal", line.contains('\u{1b}')),
        ("drawn", plain && line.contains(drawn)),
        ("blanks at the end", line.ends_with(char::is_whitespace)),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(fault, _)| fault)
    .collect()
}

fn hold(lang: &str, columns: usize, options: &str) {
    let plain = options.contains("--plain");
    let mut wrong = Vec::new();
    for (call, text) in printed(lang, columns, options) {
        assert!(!text.trim().is_empty(), "menshen {call} prints nothing");
        assert!(!text.contains("panicked"), "menshen {call}: {text}");
        for line in text.lines() {
            for fault in faults(line, columns, plain) {
                wrong.push(format!(
                    "menshen {call} ({lang}, {columns}): {fault}: {line}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_call_is_kept_for_a_command_that_is_gone() {
    let mut all = Vec::new();
    commands(&menshen::cli::definition(&TEXTS), "", &mut all);
    for (path, _) in CALLS {
        assert!(all.iter().any(|known| known == path), "{path}");
    }
}

#[test]
fn plain_in_a_narrow_window() {
    hold("zh-CN", 40, "--plain");
}

#[test]
fn plain_in_a_narrow_window_in_english() {
    hold("en", 40, "--plain");
}

#[test]
fn without_colours_in_a_usual_window() {
    hold("zh-CN", 80, "");
}

#[test]
fn without_colours_in_a_usual_window_in_english() {
    hold("en", 80, "");
}

#[test]
fn what_belongs_to_a_command_stands_before_what_belongs_to_all() {
    let home = Home::new();
    for lang in ["zh-CN", "en"] {
        let words = |key: &str| {
            let texts = menshen::content::load_texts(&menshen::content::Library::built_in(), lang);
            menshen::render::texts::Texts::new(texts.unwrap()).t(key)
        };
        let help = home.done(&["log", "add", "--help", "--lang", lang]);
        let at = |words: &str| {
            help.find(words)
                .unwrap_or_else(|| panic!("{words} in {help}"))
        };
        let own = at(&words("commands.own-heading"));
        let text = at(&format!("[{}]  ", words("arguments.value.text")));
        let attach = at("--attach");
        let all = at(&words("commands.global-heading"));
        assert!(own < text && text < attach && attach < all, "{help}");
        assert!(all < at("--help"), "{help}");
    }
}

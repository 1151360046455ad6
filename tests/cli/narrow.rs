//! The whole walk over the demo's case in a narrow window, in a usual one and for a screen reader:
//! nothing runs over the edge, no line begins or ends with a sign that may not stand there, no
//! figure is broken.

use crate::support::{Home, TEXTS, Terminal};
use menshen::render::wrap::width;

/// A line may not begin with these, leading blanks aside.
const NO_START: &str = "。，；：！？）』」》、〕";
/// A line may not end with these.
const NO_END: &str = "（「《〔";

/// Every command of the walk that shows something, answers from the demo's files.
fn walk() -> Vec<String> {
    let demo = |name: &str| format!("{}/content/demo/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let mut commands: Vec<String> = [
        "",
        "confirm",
        "confirm A1",
        "confirm A2 --explain --schedule",
        "case show",
        "case show --paths",
        "case loans",
        "case list",
        "log list",
        "log show 1",
        "log verify",
        "rules show PSN-50",
        "rules sources",
        "check id 11010519491231002X",
        "confirm A9",
        "letter",
    ]
    .map(str::to_owned)
    .to_vec();
    commands.push(format!("plan --answers {}", demo("household")));
    commands.push("plan ways".to_owned());
    commands.push("plan stress".to_owned());
    commands.push(format!(
        "letter C1 --loan A2 --answers {}",
        demo("letter-c1")
    ));
    commands.push(format!(
        "letter C2 --loan A1 --answers {}",
        demo("letter-c2")
    ));
    commands.push(format!("visit --rehearse --answers {}", demo("visit")));
    if TEXTS.has("commands.due.about") {
        commands.push("due".to_owned());
    }
    commands
}

/// What the commands show in a window of this width, each with its command.
fn shown(columns: usize, options: &str) -> Vec<(String, String)> {
    let home = Home::new();
    home.done(&["demo"]);
    // Entries and cases of the home of the demo, at a terminal that nobody types at.
    let mut script = format!("stty rows 200 cols {columns}\n");
    for command in walk() {
        script.push_str(&format!(
            "echo '@@{command}'; \"$MENSHEN\" --home \"$MENSHEN_HOME/demo\" {options} {command} </dev/null\n"
        ));
    }
    let mut terminal = Terminal::shell(&home, &script);
    terminal.end();
    let out = terminal.everything();
    out.split("@@")
        .skip(1)
        .map(|part| {
            let (command, text) = part.split_once('\n').unwrap();
            (command.to_owned(), text.to_owned())
        })
        .collect()
}

/// Amounts as they stand in a text, whole.
fn amounts(text: &str) -> Vec<String> {
    let figure = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let mut found: Vec<String> = text
        .split(|c| !figure(c))
        .map(|word| word.trim_matches(['.', ',']))
        .filter(|word| word.rsplit_once('.').is_some_and(|(_, fen)| fen.len() == 2))
        .map(str::to_owned)
        .collect();
    found.sort();
    found
}

fn hold(columns: usize, options: &str) -> Vec<(String, String)> {
    let all = shown(columns, options);
    assert_eq!(all.len(), walk().len());
    for (command, text) in &all {
        assert!(!text.trim().is_empty(), "{command} shows nothing");
        assert!(!text.contains('\u{1b}'), "{command} steers the terminal");
        for line in text.lines() {
            let at = format!("menshen {command} at {columns} {options}: {line}");
            assert!(width(line) <= columns, "too wide: {at}");
            let bare = line.trim();
            assert!(!bare.starts_with(|c| NO_START.contains(c)), "{at}");
            assert!(!bare.ends_with(|c| NO_END.contains(c)), "{at}");
            let drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
            assert!(!line.contains(drawn), "drawn: {at}");
        }
    }
    all
}

#[test]
fn the_whole_walk_reads_well_in_any_window() {
    let wide = hold(80, "");
    for (columns, options) in [(40, ""), (80, "--plain"), (40, "--plain")] {
        for ((command, text), (_, usual)) in hold(columns, options).iter().zip(&wide) {
            // The long lines of `log list` are cut to the window there.
            if command != "log list" {
                assert_eq!(
                    amounts(text),
                    amounts(usual),
                    "{command} at {columns} {options}"
                );
            }
        }
    }
}

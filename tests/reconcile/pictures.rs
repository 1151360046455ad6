//! The bar of the claim beside the recomputation, and the plan with its states in words.

use crate::support::{A1, Home, TEXTS, arg};
use menshen::domain::statement::{Options, RowState, reconcile};

fn shown(columns: u16, options: &[&str]) -> String {
    let home = Home::new();
    let file = home.file("a1.toml", A1);
    let args = [&["confirm", "--answers", arg(&file)], options].concat();
    let mut terminal = crate::support::Terminal::sized(&home, &args, columns, 400);
    assert_eq!(terminal.end(), 0);
    terminal.screen()
}

#[test]
fn the_longer_sum_has_the_longer_bar_and_no_line_is_too_long() {
    for columns in [40_u16, 80] {
        let screen = shown(columns, &[]);
        let bars: Vec<&str> = screen.lines().filter(|l| l.contains("##")).collect();
        assert_eq!(bars.len(), 2, "{screen}");
        let length = |line: &str| line.chars().filter(|c| *c == '#').count();
        assert!(
            length(bars[0]) > length(bars[1]) || columns == 40,
            "{bars:?}"
        );
        assert!(
            bars[0].contains("21,600.00") && bars[1].contains("21,043.35"),
            "{bars:?}"
        );
        for line in &bars {
            assert!(
                menshen::render::wrap::width(line.trim_end()) <= usize::from(columns),
                "{line}"
            );
        }
    }
}

#[test]
fn plain_says_the_sums_in_words() {
    let screen = shown(80, &["--plain"]);
    assert!(!screen.contains('#'), "{screen}");
    for (key, sum) in [
        ("bar.claimed", "21,600.00"),
        ("bar.recomputed", "21,043.35"),
    ] {
        let line = format!("{}：{sum}", TEXTS.t(key));
        assert!(screen.contains(&line), "{line}\n{screen}");
    }
}

#[test]
fn every_row_says_in_a_word_where_it_stands() {
    let screen = shown(80, &["--schedule"]);
    let late = TEXTS.say("schedule.state.overdue", [("days", "129")]);
    for words in [
        late,
        TEXTS.t("schedule.state.paid"),
        TEXTS.t("schedule.state.not-yet-due"),
    ] {
        assert!(screen.contains(&words), "{words}\n{screen}");
    }
}

#[test]
fn the_states_of_a_plan() {
    let states = |toml: &str| -> Vec<RowState> {
        let options = Options {
            explain: false,
            schedule: true,
        };
        let statement = reconcile(&super::loan(toml), &super::BOOK, &options);
        statement.schedule.iter().map(|row| row.state).collect()
    };
    let three = r#"
        id = "P"
        lender_kind = "bank"
        disbursed_on = "2026-01-10"
        contract_amount = "3000.00"
        rate = { annual = "0.12" }
        repayment = "equal-principal"
        installments = 3
        first_due = "2026-02-10"
        default_interest = "none"
        as_of = "2026-03-10"
    "#;
    assert_eq!(
        states(three),
        [RowState::Overdue, RowState::DueToday, RowState::NotYetDue]
    );
    let part = format!("{three}\nrepayments = [{{ on = \"2026-02-10\", amount = \"500.00\" }}]");
    assert_eq!(states(&part)[0], RowState::PartPaid);
    let paid = part.replace("500.00", "1030.00");
    assert_eq!(
        states(&paid),
        [RowState::Paid, RowState::DueToday, RowState::NotYetDue]
    );
    let called = format!("{three}\naccelerated_on = \"2026-02-20\"");
    assert_eq!(
        states(&called),
        [RowState::Overdue, RowState::CalledIn, RowState::CalledIn]
    );
    let ended = format!(
        "{three}\nrepayments = [{{ on = \"2026-02-10\", amount = \"3030.00\", prepays = true }}]"
    );
    assert_eq!(
        states(&ended),
        [RowState::Paid, RowState::Ended, RowState::Ended]
    );
}

/// The table that the README shows is what the program gives for the built-in case.
#[test]
fn the_figures_of_the_readme() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for id in ["a1", "a2", "a3"] {
        let path = root.join(format!("content/demo/{id}.toml"));
        let statement = super::statement(&std::fs::read_to_string(path).unwrap());
        let total = statement.comparison().pop().unwrap();
        let figures = [
            total.claimed,
            total.recomputed,
            total.difference,
            statement.figures.overdue.total,
        ];
        let cells = figures.map(|f| f.unwrap().grouped()).join(" | ");
        let line = readme
            .lines()
            .find(|l| l.starts_with(&format!("| {}", id.to_uppercase())));
        assert!(line.unwrap().contains(&cells), "{id}: {cells}");
    }
}

//! The end of the period for suing on a day of rest.

use super::command::OLD;
use crate::support::Home;

/// The third year ends on Saturday 2026-11-21: nobody may be told one thing by the time limits and
/// another by the statement on the Sunday after it.
#[test]
fn the_statement_and_the_time_limits_weigh_the_period_alike_over_a_weekend() {
    let loan = OLD.replace("2022-01-10", "2023-06-21");
    for (as_of, state, found) in [
        ("2026-11-21", "running", false),
        ("2026-11-22", "running", false),
        ("2026-11-23", "running", false),
        ("2026-11-24", "may-have-run", true),
    ] {
        let home = Home::new();
        home.done(&["case", "new", "甲"]);
        let file = home.file("old.toml", &loan);
        let file = file.to_str().unwrap();
        home.done(&["confirm", "--answers", file, "--case", "甲"]);
        let due = home.json(&["due", "--as-of", as_of]);
        assert_eq!(due["limitation"][0]["limitation"]["state"], state, "{due}");
        let statement = home.json(&["confirm", "旧", "--as-of", as_of]).to_string();
        assert_eq!(statement.contains("limitation-unknown"), found, "{as_of}");
        assert!(!statement.contains("limitation-may-have-run"), "{as_of}");
    }
}

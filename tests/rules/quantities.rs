//! Quantities, time limits and what is said of notices, as entries of the book; and a quantity a
//! counselor lays over it by the words of the help alone.

use super::shipped::{book, day};
use crate::support::Home;
use menshen::content::check_folder;
use serde_json::Value;

fn ids(found: &Value, kind: &str) -> Vec<String> {
    let list = found[kind].as_array().unwrap();
    let id = |entry: &Value| entry["id"].as_str().unwrap().to_owned();
    list.iter().map(id).collect()
}

#[test]
fn every_entry_can_be_shown_by_its_id() {
    let home = Home::new();
    let book = book();
    let quantities = book.parameters.iter().map(|q| (q.id.clone(), "parameter"));
    let deadlines = book.deadlines.iter().map(|d| (d.id.clone(), "deadline"));
    for (id, kind) in quantities.chain(deadlines).chain([
        ("notice.lawyer-letter".into(), "papers"),
        ("payee.cash".into(), "papers"),
    ]) {
        assert!(book.knows(&id), "{id}");
        let shown = home.json(&["rules", "show", &id]);
        assert_eq!(shown["kind"], kind, "{id}");
        let page = home.done(&["rules", "show", &id]);
        assert!(
            !page.contains("[rules.") && !page.contains("[due."),
            "{page}"
        );
    }
    for (id, rule) in book.all_said_of_papers() {
        assert_eq!(book.said_of_papers(&id), Some(rule));
    }
}

#[test]
fn they_are_found_listed_and_aged() {
    let home = Home::new();
    let found = home.json(&["rules", "search", "支付令"]);
    assert!(ids(&found, "deadlines").contains(&"payment-order-objection".to_owned()));
    assert!(ids(&found, "papers").contains(&"notice.payment-order".to_owned()));
    let found = home.json(&["rules", "search", "报价利率"]);
    assert_eq!(ids(&found, "parameters"), ["lpr-1y"]);
    let sources = home.json(&["rules", "sources"]);
    assert_eq!(ids(&sources, "deadlines").len(), book().deadlines.len());
    assert_eq!(
        ids(&sources, "parameters").len(),
        book().parameters.iter().count()
    );
    let stale = home.json(&["rules", "stale", "--as-of", "2027-06-30"]);
    let stale = ids(&stale, "stale");
    for id in ["lpr-1y", "suit-answer", "limitation-years"] {
        assert!(stale.iter().any(|s| s == id), "{id}");
    }
}

/// The file of the help, letter by letter.
fn from_the_help(home: &Home) -> String {
    let help = home.done(&["rules", "check", "--help"]);
    let members = ["id =", "checked =", "verified_to =", "values ="];
    let lines = help.lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| members.iter().any(|m| line.starts_with(m)))
        .collect();
    assert_eq!(lines.len(), members.len(), "{help}");
    lines.join("\n")
}

#[test]
fn a_new_rate_written_after_the_help_adds_to_the_history() {
    let home = Home::new();
    home.file("own/parameters/lpr.toml", from_the_help(&home));
    let own = home.beside("own");
    let laid = check_folder(&own).unwrap().parameters;
    let shipped = &book().parameters;
    let mut on = day("2019-08-20");
    while on < day("2026-10-20") {
        assert_eq!(
            laid.value("lpr-1y", on).unwrap().value,
            shipped.value("lpr-1y", on).unwrap().value
        );
        on = on.succ_opt().unwrap();
    }
    assert!(shipped.value("lpr-1y", day("2026-10-20")).is_err());
    assert_eq!(
        laid.value("lpr-1y", day("2026-10-20"))
            .unwrap()
            .value
            .to_string(),
        "0.03"
    );
    assert!(laid.value("lpr-1y", day("2026-11-19")).is_ok());
    assert!(laid.value("lpr-1y", day("2026-11-20")).is_err());
    let own = own.to_str().unwrap();
    let shown = home.json(&["rules", "show", "lpr-1y", "--content", own]);
    assert_eq!(shown["book"]["corrections"][0]["ids"][0], "lpr-1y");
}

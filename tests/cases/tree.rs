//! Values of a stored loan by their path, and the list of members against the check.

use menshen::domain::case::tree::{put_at, take_at, value_at};
use menshen::domain::loan::{Loan, members};
use toml::Value;

fn table(text: &str) -> toml::Table {
    toml::from_str(text).unwrap()
}

#[test]
fn values_are_found_put_and_taken() {
    let mut loan = table("id = \"A\"\nclaim = { total = \"1\" }\nrows = [{ due = \"x\" }]");
    assert_eq!(
        value_at(&loan, &["rows", "0", "due"]),
        Some(&Value::from("x"))
    );
    assert_eq!(value_at(&loan, &["rows", "1", "due"]), None);
    assert!(put_at(&mut loan, &["rows", "1", "due"], "y".into()));
    assert!(!put_at(&mut loan, &["rows", "5", "due"], "z".into()));
    assert!(!put_at(&mut loan, &["id", "x"], "z".into()));
    assert!(put_at(&mut loan, &["basis", "order"], "o".into()));
    assert_eq!(
        take_at(&mut loan, &["claim", "total"]),
        Some(Value::from("1"))
    );
    assert!(!loan.contains_key("claim"), "what is empty goes too");
    assert_eq!(take_at(&mut loan, &["claim", "total"]), None);
    take_at(&mut loan, &["rows", "0", "due"]);
    assert_eq!(
        loan["rows"],
        Value::Array(vec![Value::Table(table("due = \"y\""))])
    );
}

#[test]
fn one_of_several_takes_the_place_of_the_other() {
    let mut loan = table(
        "rate = { annual = \"0.1\" }\ncharges = [{ kind = \"service\", upfront = \"9\", kept_back = false }]",
    );
    put_at(&mut loan, &["rate", "daily"], "0.0005".into());
    assert_eq!(loan["rate"], Value::Table(table("daily = \"0.0005\"")));
    put_at(&mut loan, &["charges", "0", "each"], "5".into());
    let charge = table("kind = \"service\"\neach = \"5\"");
    assert_eq!(loan["charges"], Value::Array(vec![Value::Table(charge)]));
}

/// The check knows every member listed, and the list every member the check reads: the source of
/// the check is searched for the names it takes.
#[test]
fn the_list_of_members_is_the_formats() {
    for member in members() {
        let steps: Vec<&str> = member.path.split('.').collect();
        let mut loan = table("id = \"A\"\nlender_kind = \"bank\"");
        assert!(
            put_at(&mut loan, &steps, Value::from("")),
            "{}",
            member.path
        );
        let text = toml::to_string(&loan).unwrap();
        let problems = Loan::from_toml(&text, None).unwrap_err();
        let unknown = problems.iter().find(|p| p.code == "unknown-member");
        assert!(unknown.is_none(), "{}: {unknown:?}", member.path);
    }
    let names: Vec<&str> = members()
        .iter()
        .flat_map(|m| m.path.split('.').collect::<Vec<_>>())
        .collect();
    let mut seen = 0;
    for source in ["check.rs", "check_terms.rs"] {
        let path = format!("{}/src/domain/loan/{source}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        for call in [
            "date(\"",
            "money(\"",
            "text(\"",
            "choice(\"",
            "flag(\"",
            "count(\"",
            "list(\"",
            "object(\"",
            "need(\"",
        ] {
            for part in text.split(call).skip(1) {
                let name = part.split('"').next().unwrap();
                seen += 1;
                assert!(names.contains(&name), "{name} of {source} isn't listed");
            }
        }
    }
    assert!(seen > 50, "only {seen} names were seen");
}

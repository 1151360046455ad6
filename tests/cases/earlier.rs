//! A case file of an earlier time is read whole, and nothing of it is lost when it is written again.

use super::Home;

const BEFORE: &str = include_str!("../vectors/cases/before-ways.toml");

fn stored(home: &Home) -> toml::Table {
    let text = std::fs::read_to_string(home.case_file()).unwrap();
    toml::from_str(&text).unwrap()
}

#[test]
fn a_file_from_before_is_read_by_every_command_and_loses_nothing() {
    let home = Home::new();
    std::fs::write(home.case_file(), BEFORE).unwrap();
    let before: toml::Table = toml::from_str(BEFORE).unwrap();
    assert_eq!(stored(&home), before);
    let budget = home.json(&["plan", "budget"]);
    assert_eq!(budget["surplus"]["income"], "4200.00");
    // 4,200 − 1,100 − 1,050 − 50 − 420
    assert_eq!(budget["surplus"]["surplus"], "1580.00");
    assert_eq!(budget["household"]["unknown"][0], "children");
    let ways = home.json(&["plan", "ways"]);
    assert_eq!(ways["offers"][0]["monthly"], "430.00");
    assert!(ways["chosen"].is_null());
    for call in [&["due"][..], &["letter", "list"], &["case", "show"], &[]] {
        assert_eq!(home.json(call)["ok"], true, "{call:?}");
    }
    assert_eq!(stored(&home), before, "looking changes nothing");

    home.done(&["case", "set", "borrower.name", "乙某"]);
    let mut expected = before;
    expected["borrower"]["name"] = "乙某".into();
    assert_eq!(stored(&home), expected);
}

//! `menshen check agreement`: fourteen points, and figures that add up or don't.

use crate::support::{Home, arg, unwrapped, with_case};
use menshen::domain::agreement::{
    AgreedFigures, AgreementGround, FigureFinding, POINTS, PointState, agreement_check,
};
use menshen::domain::money::Money;
use serde_json::json;

fn yuan(text: &str) -> Option<Money> {
    Some(Money::parse(text).unwrap())
}

#[test]
fn the_parts_add_up_to_the_fen() {
    let agreed = AgreedFigures {
        total: yuan("8734.01"),
        first: yuan("500"),
        count: Some(19),
        each: yuan("433.37"),
        last: yuan("433.35"),
    };
    // 500 + 18 × 433.37 + 433.35
    assert_eq!(agreed.sum(), yuan("8734.01"));
    let check = |agreed: &AgreedFigures| {
        agreement_check(|_| PointState::Unknown, agreed, &AgreementGround::default())
    };
    assert_eq!(check(&agreed).figures, [FigureFinding::AddsUp]);
    let short = AgreedFigures {
        last: None,
        ..agreed
    };
    let found = check(&short);
    assert_eq!(found.figures, [FigureFinding::DoesNotAddUp]);
    assert_eq!(found.difference, yuan("0.02"));
    let unknown = AgreedFigures {
        each: None,
        ..agreed
    };
    assert_eq!(check(&unknown).sum, None);
    assert_eq!(check(&unknown).figures, [FigureFinding::CannotAdd]);
    let at_once = AgreedFigures {
        count: Some(0),
        each: None,
        last: None,
        first: yuan("8734.01"),
        ..agreed
    };
    assert_eq!(check(&at_once).figures, [FigureFinding::AddsUp]);
    assert_eq!(found.points.len(), 14);
    assert_eq!(found.open().count(), 14);
}

fn file(points: &str, figures: &str) -> String {
    let mut text = String::from("[agreement]\n");
    for point in POINTS {
        text.push_str(&format!("{} = {points}\n", point.replace('-', "_")));
    }
    text + figures
}

#[test]
fn all_written_is_still_not_called_safe() {
    let home = Home::new();
    let figures = "total = \"1000\"\ncount = 2\neach = \"500\"\n";
    let path = home.file("a.toml", file("true", figures));
    let found = home.json(&["check", "agreement", "--answers", arg(&path)]);
    assert_eq!(found["open"], json!([]));
    assert_eq!(found["figures"], json!(["adds-up"]));
    assert_eq!(found["sum"], "1000.00");
    let said = unwrapped(&home.done(&["check", "agreement", "--answers", arg(&path)]));
    assert!(said.contains("不等于可以放心付"), "{said}");
    assert!(!home.path().exists());
}

#[test]
fn what_is_open_comes_with_the_words_to_ask_for_it() {
    let home = with_case("甲");
    let figures = "total = \"30000\"\ncount = 10\neach = \"2900\"\n";
    let path = home.file("a.toml", file("\"unknown\"", figures));
    let args = [
        "check",
        "agreement",
        "--loan",
        "A1",
        "--answers",
        arg(&path),
    ];
    let found = home.json(&args);
    assert_eq!(found["open"].as_array().unwrap().len(), 14);
    let shown = json!(["does-not-add-up", "above-everything", "above-room"]);
    assert_eq!(found["figures"], shown, "{found}");
    assert_eq!(found["difference"], "-1000.00");
    let said = unwrapped(&home.done(&args));
    for words in ["请写明收款户名", "差1,000.00元", "21,043.35"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains('['), "{said}");
}

#[test]
fn a_point_left_out_is_asked_for_by_its_id() {
    let home = Home::new();
    let path = home.file("a.toml", "[agreement]\nparties = true\n");
    let error = home.refused(
        &["check", "agreement", "--answers", arg(&path)],
        "answers-needed",
        5,
    );
    let needed = crate::support::ids(&error, "needed");
    assert!(needed.contains(&"agreement.copy".to_owned()), "{needed:?}");
}

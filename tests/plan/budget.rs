//! The household's month: periods, sources, groups, what isn't known, and the questions it raises.

use super::{CONVENTIONS, yuan};
use menshen::content::{Library, load_budget_categories};
use menshen::domain::budget::{
    Cadence, Categories, Entry, Household, Line, Resource, ResourceKind, Source, Stated, doubts,
};
use menshen::domain::money::Money;
use menshen::interview::Kind;
use menshen::interview::reading::{month_by_month, read};
use proptest::prelude::*;

fn categories() -> Categories {
    load_budget_categories(&Library::built_in()).unwrap()
}

fn line(id: &str, amount: &str) -> Line {
    Line {
        id: id.into(),
        amount: yuan(amount),
        ..Line::default()
    }
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/vectors/plan/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn periods_are_read_as_people_write_them_and_reckoned_by_one_rule() {
    let rows = rows("periods.tsv");
    assert!(rows.len() >= 20);
    for row in rows {
        let [written, stored, a_month] = row.as_slice() else {
            panic!("{row:?}");
        };
        let reading =
            read(&Kind::Periodic, written, day()).unwrap_or_else(|e| panic!("{written}: {e:?}"));
        let canonical = reading.value.given().unwrap();
        assert_eq!(canonical, stored, "{written}");
        let entry = Entry::parse(canonical).unwrap();
        assert_eq!(entry.stated.a_month(), yuan(a_month), "{written}");
        // What is stored can be given back as an answer.
        let again = read(&Kind::Periodic, canonical, day()).unwrap();
        assert_eq!(again.value.given(), Some(stored.as_str()));
    }
}

#[test]
fn months_may_stand_in_one_line() {
    assert_eq!(
        month_by_month("4200 3,800、5100元").unwrap(),
        "4200\n3,800\n5100元"
    );
    assert_eq!(
        month_by_month("4200，3800；5100").unwrap(),
        "4200\n3800\n5100"
    );
    assert_eq!(month_by_month("4200").unwrap(), "4200");
}

#[test]
fn a_space_that_may_group_thousands_is_asked_about() {
    for (line, first) in [
        ("3 800", "3800"),
        ("３　８００", "3800"),
        ("4200 3 800元", "3800元"),
        ("12 345 678", "12345678"),
        ("900 850", "900850"),
    ] {
        let refused = month_by_month(line).unwrap_err();
        assert_eq!(refused.code, "doubtful-months", "{line}");
        assert_eq!(refused.args["first"], first, "{line}");
    }
    for line in [
        "4200 3800",
        "900、850",
        "3800 0 4200",
        "3,800 4,200",
        "3800元 420元",
    ] {
        assert!(month_by_month(line).is_ok(), "{line}");
    }
}

#[test]
fn several_are_picked_by_number_or_by_id() {
    let kind = Kind::Several(["a", "b", "c"].map(str::to_owned).to_vec());
    let picked = |line: &str| read(&kind, line, day()).map(|r| format!("{:?}", r.value));
    assert_eq!(picked("３、1"), Ok("Many([\"a\", \"c\"])".into()));
    assert_eq!(picked("c c"), Ok("Many([\"c\"])".into()));
    assert_eq!(picked("0"), Ok("Many([])".into()));
    assert_eq!(picked("都没有"), Ok("Many([])".into()));
    assert_eq!(picked("1 4").unwrap_err().code, "choice-range");
    assert_eq!(picked("").unwrap_err().code, "empty");
}

#[test]
fn income_that_changes_counts_by_its_lowest_month() {
    let months = ["4200", "3800", "5100"].map(yuan).to_vec();
    let source = Source::varying("varying", months).unwrap();
    assert_eq!(source.amount, yuan("3800"));
    // 13,100 ÷ 3 = 4,366.666…
    assert_eq!(source.mean(), yuan("4366.67"));
    let mut household = Household::default();
    household.put_source(source);
    household.put_source(Source::steady("family", Entry::monthly(yuan("300"))));
    assert_eq!(household.income, yuan("4100"));
    assert_eq!(household.mean_income(), Some(yuan("4666.67")));
    assert!(household.irregular);
    household.take_source("family");
    assert_eq!(household.income, yuan("3800"));
    household.put_source(Source::steady("varying", Entry::monthly(yuan("4000"))));
    assert!(!household.irregular && household.mean_income().is_none());
    assert_eq!(Source::varying("varying", Vec::new()), None);
}

#[test]
fn what_can_be_stopped_goes_out_all_the_same() {
    let household = Household {
        income: yuan("4200"),
        spending: vec![
            line("food", "2979"),
            Line {
                spare: true,
                ..line("subscriptions", "25")
            },
        ],
        ..Household::default()
    };
    let surplus = household.surplus(CONVENTIONS);
    assert_eq!(
        (surplus.necessary, surplus.spare),
        (yuan("2979"), yuan("25"))
    );
    assert_eq!(surplus.surplus, yuan("776"));
    assert_eq!(surplus.capacity, yuan("770"));
}

#[test]
fn what_comes_once_is_no_part_of_the_month() {
    let mut household = Household {
        income: yuan("4200"),
        ..Household::default()
    };
    let before = household.surplus(CONVENTIONS);
    household.resources.push(Resource {
        kind: ResourceKind::Savings,
        amount: Some(yuan("9000")),
        on: None,
    });
    assert_eq!(household.surplus(CONVENTIONS), before);
}

#[test]
fn a_month_is_asked_about_where_something_hardly_can_be() {
    let codes = |household: &Household, earlier: Option<&Household>| -> Vec<String> {
        let surplus = household.surplus(CONVENTIONS);
        let found = doubts(household, &surplus, &categories(), earlier);
        let json = serde_json::to_value(&found).unwrap();
        let words = |doubt: &serde_json::Value| {
            let word = |name: &str| doubt[name].as_str().unwrap_or_default().to_owned();
            format!("{}{}", word("code"), word("group"))
        };
        json.as_array().unwrap().iter().map(words).collect()
    };
    let sound = Household {
        income: yuan("4200"),
        spending: vec![
            line("food", "1050"),
            line("medicine", "120"),
            line("children", "0"),
        ],
        ..Household::default()
    };
    assert!(codes(&sound, Some(&sound)).is_empty());
    let mut poor = sound.clone();
    poor.spending = vec![
        line("food", "0"),
        line("medicine", "0"),
        line("school", "0"),
    ];
    assert_eq!(
        codes(&poor, None),
        ["nothingfood", "nothinghealth", "nothingchildren"]
    );
    // Not known is not nothing.
    poor.spending.clear();
    poor.unknown = ["food", "care", "school"].map(str::to_owned).to_vec();
    assert!(codes(&poor, None).is_empty());
    let richer = Household {
        income: yuan("4200.01"),
        ..sound.clone()
    };
    assert_eq!(codes(&richer, Some(&sound)), ["income-above-earlier"]);
    let mut open = sound.clone();
    open.reserve = Some(Money::ZERO);
    open.spending.push(line("rent", "4000"));
    assert_eq!(codes(&open, None), ["month-does-not-close", "no-reserve"]);
    let mut helped = sound;
    helped.put_source(Source::steady("family", Entry::monthly(yuan("500"))));
    helped.resource_mut(ResourceKind::FamilyLoan);
    assert_eq!(
        helped.income,
        yuan("4700"),
        "what wasn't told apart stays in the sum"
    );
    assert_eq!(codes(&helped, None), ["family-in-income", "family-loan"]);
}

fn any_line() -> impl Strategy<Value = (Line, bool)> {
    let ids: Vec<String> = categories().list.into_iter().map(|c| c.id).collect();
    let cadence = prop::sample::select(Cadence::ALL.map(|(_, cadence)| cadence).to_vec());
    (
        prop::sample::select(ids),
        0i64..5_000_000,
        cadence,
        any::<bool>(),
    )
        .prop_map(|(id, fen, every, known)| {
            let spare = categories().get(&id).is_some_and(|c| c.spare);
            let stated = Stated {
                amount: Money::from_fen(fen),
                every,
            };
            let entry = Entry { stated, note: None };
            (Line::entered(id, entry, spare), known)
        })
}

fn any_household() -> impl Strategy<Value = Household> {
    let lines = prop::collection::btree_map(0usize..40, any_line(), 0..12);
    (lines, 0i64..2_000_000).prop_map(|(lines, income)| {
        let mut household = Household {
            income: Money::from_fen(income),
            ..Household::default()
        };
        for (line, known) in lines.into_values() {
            if household.line_ids().any(|id| id == line.id) {
                continue;
            }
            if known {
                household.spending.push(line);
            } else {
                household.unknown.push(line.id);
            }
        }
        household
    })
}

proptest! {
    #[test]
    fn a_period_and_its_month_agree_within_half_a_fen(fen in 0i64..100_000_000_000_000) {
        for (_, every) in Cadence::ALL {
            let a_month = every.a_month(Money::from_fen(fen)).fen();
            let (year, of_months) = (i128::from(fen) * i128::from(every.times_a_year()), i128::from(a_month) * 12);
            prop_assert!((year - of_months).abs() <= 6, "{every:?}");
        }
    }

    #[test]
    fn the_order_of_lines_says_nothing(household in any_household()) {
        let mut turned = household.clone();
        turned.spending.reverse();
        turned.unknown.reverse();
        prop_assert_eq!(turned.surplus(CONVENTIONS), household.surplus(CONVENTIONS));
        prop_assert_eq!(categories().totals(&turned), categories().totals(&household));
    }

    #[test]
    fn the_short_version_sums_to_the_full_one(household in any_household()) {
        let totals = categories().totals(&household);
        let surplus = household.surplus(CONVENTIONS);
        let sum = |spare: bool| -> Money { totals.iter().filter(|t| t.spare == spare).map(|t| t.amount).sum() };
        prop_assert_eq!(sum(false), surplus.necessary);
        prop_assert_eq!(sum(true), surplus.spare);
        let open: usize = totals.iter().map(|t| t.unknown).sum();
        prop_assert_eq!(open, household.unknown.len());
    }

    #[test]
    fn what_is_not_known_is_never_nothing(household in any_household(), amount in 1i64..100_000) {
        let Some(id) = household.unknown.first().cloned() else { return Ok(()) };
        prop_assert!(!household.is_complete());
        let mut known = household.clone();
        known.put_line(Line { id, amount: Money::from_fen(amount), ..Line::default() });
        // Once it is known there is less: what was said before was an upper bound.
        prop_assert!(known.surplus(CONVENTIONS).surplus < household.surplus(CONVENTIONS).surplus);
        prop_assert!(known.surplus(CONVENTIONS).capacity <= household.surplus(CONVENTIONS).capacity);
        prop_assert_eq!(known.unknown.len() + 1, household.unknown.len());
    }

    #[test]
    fn a_household_comes_back_from_its_file_as_it_was(household in any_household()) {
        let text = toml::to_string(&household).unwrap();
        prop_assert_eq!(toml::from_str::<Household>(&text).unwrap(), household);
    }

    #[test]
    fn no_line_of_anything_breaks_the_reading(line in "[0-9一二两半每/周月年季天；; 元.]{0,12}") {
        if let Ok(reading) = read(&Kind::Periodic, &line, day()) {
            let stored = reading.value.given().unwrap_or_default().to_owned();
            prop_assert!(Entry::parse(&stored).is_some(), "{line}: {stored}");
        }
    }
}

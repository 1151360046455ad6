//! What a bad month does to a plan.

use super::ways::ground;
use super::{LIMITS, debt, worked, yuan};
use menshen::domain::money::Money;
use menshen::domain::plan::{Month, Particulars, Strain, StrainKind, Way, strains, way_plan};

fn tried(debts: &[menshen::domain::plan::Debt], month: Month) -> Vec<Strain> {
    let known = Particulars::default();
    let plan = way_plan(Way::ProRata, &ground(month.usual, debts, &known)).unwrap();
    strains(debts, &plan, month, LIMITS)
}

fn of(strains: &[Strain], kind: StrainKind) -> &Strain {
    strains.iter().find(|s| s.kind == kind).unwrap()
}

/// 4,200 × 0.8 = 3,360; less 2,979 and a reserve of 336 leaves 45, so 40. Nobody said what the worst
/// month is: it isn't taken for the usual one.
#[test]
fn the_worked_plan_breaks_with_a_fifth_less_and_without_a_freeze() {
    let month = Month {
        usual: yuan("800"),
        worst: None,
        reduced: yuan("40"),
    };
    let found = tried(&worked(), month);
    assert_eq!(found.len(), 2 + 3 + 1);
    let worst = of(&found, StrainKind::WorstMonth);
    assert_eq!(
        (worst.holds, worst.would, worst.capacity),
        (None, None, None)
    );
    let less = of(&found, StrainKind::IncomeDown);
    assert_eq!((less.holds, less.would), (Some(false), Some(yuan("40"))));
    let frozen = of(&found, StrainKind::NotFrozen);
    assert_eq!(frozen.holds, Some(false));
    assert!(frozen.would.unwrap() > yuan("800"));
}

/// One loan of 1,200 at 1 % a month: clearing it in 60 months takes at least
/// 1,200 × 0.01 ÷ (1 − 1.01⁻⁶⁰) = 26.69, so 30 in whole tens; 300 a month does it in 5.
#[test]
fn what_would_hold_is_named() {
    let debts = [debt("L1", "1200", "0", "0", 12, "0.08")];
    assert_eq!(debts[0].default_rate.unwrap().to_string(), "0.120");
    let month = Month {
        usual: yuan("300"),
        worst: Some(yuan("250")),
        reduced: yuan("310"),
    };
    let found = tried(&debts, month);
    let worst = of(&found, StrainKind::WorstMonth);
    assert_eq!((worst.holds, worst.would), (Some(false), Some(yuan("250"))));
    let less = of(&found, StrainKind::IncomeDown);
    assert_eq!(
        less.capacity,
        Some(yuan("300")),
        "never better than the usual month"
    );
    for kind in [StrainKind::Refused, StrainKind::NotFrozen] {
        let strain = of(&found, kind);
        assert_eq!((strain.holds, strain.would), (Some(true), Some(yuan("30"))));
    }
}

#[test]
fn an_unknown_rate_leaves_the_refusal_open() {
    let mut debts = [debt("L1", "1200", "0", "0", 12, "0.08")];
    debts[0].default_rate = None;
    let usual = yuan("300");
    let month = Month {
        usual,
        worst: Some(Money::ZERO),
        reduced: usual,
    };
    let found = tried(&debts, month);
    for kind in [StrainKind::Refused, StrainKind::NotFrozen] {
        let strain = of(&found, kind);
        assert_eq!((strain.holds, strain.would), (None, None));
    }
    assert_eq!(of(&found, StrainKind::WorstMonth).would, Some(Money::ZERO));
}

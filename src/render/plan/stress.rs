//! What a bad month does to a plan.

use crate::domain::coded::{Args, args};
use crate::domain::money::Money;
use crate::domain::plan::{Strain, StrainKind, Term, WayPlan};
use crate::render::screen::Screen;
use crate::render::texts::Texts;

/// What the page shows.
pub struct StressPage<'p> {
    /// The plan that is tried.
    pub plan: &'p WayPlan,
    /// How it fares.
    pub strains: &'p [Strain],
    /// By how many per cent income falls.
    pub drop_percent: &'p str,
    /// The longest term, in months.
    pub most: u32,
}

/// One item a strain: does it hold, and which sum would.
pub fn stress_screen(texts: &Texts, page: &StressPage<'_>) -> Screen {
    let mut screen = Screen::new();
    let way = texts.t(&format!("plans.way.{}.short", page.plan.way.word()));
    let sums: Vec<String> = page
        .plan
        .offered
        .iter()
        .filter(|o| !o.monthly.is_zero())
        .map(|o| format!("{} {}", o.loan, o.monthly.grouped()))
        .collect();
    screen.title(texts.t("plans.stress.title"));
    let args = [
        ("way", way),
        ("sums", texts.listed(&sums)),
        ("monthly", page.plan.monthly().grouped()),
    ];
    screen.text(texts.say("plans.stress.lead", args));
    // Of one loan the refusal of its lender is that of all of them, which is told last.
    let one_loan = page.plan.offered.len() == 1;
    let told = |s: &&Strain| !(one_loan && s.kind == StrainKind::Refused);
    for strain in page.strains.iter().filter(told) {
        let mark = match strain.holds {
            Some(true) => "plans.stress.holds",
            Some(false) => "plans.stress.breaks",
            None => "plans.stress.unknown",
        };
        let words = strain_words(texts, strain, page);
        screen.item(
            texts.say("joined.heading", [("what", texts.t(mark))]),
            words,
        );
    }
    screen.gap();
    // A month that can be paid says nothing of whether the loans ever end.
    if page.plan.frozen.term == Term::TooLong {
        screen.text(texts.say("plans.stress.never", [("most", page.most)]));
    }
    screen.text(texts.t("plans.stress.what-then"));
    screen.text(texts.t("plan.screen.ask-else"));
    screen.text(texts.t("plans.stress.assumption"));
    screen
}

/// A strain in one or two sentences.
pub fn strain_words(texts: &Texts, strain: &Strain, page: &StressPage<'_>) -> String {
    let state = match strain.holds {
        Some(true) => "holds",
        Some(false) => "breaks",
        None => "unknown",
    };
    let mut values: Args = args([
        ("percent", page.drop_percent.to_owned()),
        ("most", page.most.to_string()),
        ("monthly", page.plan.monthly().grouped()),
    ]);
    values.extend(strain.loan.clone().map(|loan| ("loan", loan)));
    let sum = |name, money: Option<Money>| money.map(|m| (name, m.grouped()));
    values.extend(sum("capacity", strain.capacity));
    values.extend(sum("would", strain.would));
    if strain.would.is_some_and(Money::is_zero) {
        values.insert("empty", "1".to_owned());
    }
    if let (Some(would), Some(capacity)) = (strain.would, strain.capacity)
        && would > capacity
    {
        values.insert("short", (would - capacity).grouped());
    }
    texts.say(
        &format!("plans.stress.{}.{state}", strain.kind.word()),
        &values,
    )
}

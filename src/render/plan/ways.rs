//! The ways side by side.

use super::term_words;
use crate::domain::coded::{Args, args};
use crate::domain::money::Money;
use crate::domain::plan::{Booked, ChosenWay, Ground, Lacks, Term, Way, WayPlan};
use crate::domain::working::Step;
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;

/// A way, reckoned or not.
pub type Reckoned = (Way, Result<WayPlan, Lacks>);

/// How a payment on one loan would be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanBooked {
    /// The loan's id.
    pub loan: String,
    /// The payment: what the split by principal gives it a month.
    pub amount: Money,
    /// Order by order; `None` where a figure it turns on is unknown.
    pub booked: Option<Vec<Booked>>,
}

/// What the page shows.
pub struct WaysPage<'p> {
    /// What it was reckoned from.
    pub ground: &'p Ground<'p>,
    /// Yuan the household has once, where a lump sum was reckoned from that and not from one named.
    pub at_hand: Option<Money>,
    /// Paid on household and secured arrears each month, before any lender.
    pub arrears: Money,
    /// The ways.
    pub ways: &'p [Reckoned],
    /// The way that was picked.
    pub chosen: Option<&'p ChosenWay>,
    /// How part payments would be booked.
    pub booked: &'p [LoanBooked],
    /// Where limitation stands, sentence by sentence, each with its loan.
    pub limitation: &'p [(String, Vec<String>)],
    /// Ids of loans that somebody else says they have taken over or paid.
    pub new_payee: &'p [String],
    /// What the sentences about booking and about limitation rest on.
    pub cited: [&'p [String]; 2],
    /// Ids of loans that can't be reckoned.
    pub left_out: &'p [String],
    /// The working of the ways shown, where it was asked for.
    pub working: &'p [(Way, Vec<Step>)],
}

impl WaysPage<'_> {
    /// The ways worth telling apart: with one loan, those that only choose between lenders come to
    /// the same.
    fn shown(&self) -> impl Iterator<Item = &Reckoned> {
        let one = self.has_one_loan();
        let picked = self.chosen.map(|c| c.way);
        let all = self.ways.iter();
        all.filter(move |(way, _)| !one || !way.parts_lenders() || picked == Some(*way))
    }

    fn has_one_loan(&self) -> bool {
        self.ground.debts.len() == 1
    }
}

/// The ways in one table, what to know before a payment, a sentence on each, how to pick one.
pub fn ways_screen(texts: &Texts, page: &WaysPage<'_>) -> Screen {
    let mut screen = Screen::new();
    let spending_open = |(_, reckoned): &Reckoned| *reckoned == Err(Lacks::Spending);
    if page.ways.iter().any(spending_open) {
        screen.title(texts.t("plans.title-open"));
    } else {
        let capacity = page.ground.capacity.grouped();
        screen.title(texts.say("plans.title", [("capacity", &capacity)]));
    }
    if !page.arrears.is_zero() {
        let arrears = page.arrears.grouped();
        screen.text(texts.say("plans.arrears-first", [("arrears", arrears)]));
    }
    screen.grid(table(texts, page));
    let any = page.ways.iter().any(|(_, reckoned)| reckoned.is_ok());
    if any {
        screen.text(texts.t("plans.table-note"));
        if page.has_one_loan() {
            screen.text(texts.t("plans.one-loan"));
        }
        truth(texts, page, &mut screen);
        before_paying(texts, page, &mut screen);
        screen.title(texts.t("plans.each-title"));
    }
    for (way, reckoned) in page.shown() {
        if let Ok(plan) = reckoned {
            let mark = texts.t(&format!("plans.way.{}.short", way.word()));
            screen.item("-", texts.labelled(mark, sentence(texts, page, plan)));
        }
    }
    open_ways(texts, page, &mut screen);
    for id in page.left_out {
        screen.text(texts.say("plan.screen.left-out", [("loan", id)]));
    }
    working_lines(texts, page, &mut screen);
    if any {
        screen.gap();
        match page.chosen {
            Some(chosen) => {
                let way = texts.t(&format!("plans.way.{}.short", chosen.way.word()));
                screen.text(texts.say("plans.picked", [("way", way)]));
            }
            None => {
                screen.text(texts.t("plans.none-picked"));
            }
        }
        screen.text(texts.t("plans.how-to-pick"));
    }
    screen
}

fn table(texts: &Texts, page: &WaysPage<'_>) -> Grid {
    let most = page.ground.limits.months_at_most;
    let mut grid = Grid {
        head: ["way", "first-on", "frozen", "paid", "running", "owed-then"]
            .map(|c| texts.t(&format!("plans.column.{c}")))
            .to_vec(),
        figures: vec![2, 3, 4, 5],
        ..Grid::default()
    };
    let sum =
        |money: Option<Money>| money.map_or_else(|| texts.t("statement.unknown"), Money::grouped);
    for (way, reckoned) in page.shown() {
        let Ok(plan) = reckoned else { continue };
        grid.rows.push(vec![
            texts.t(&format!("plans.way.{}.short", way.word())),
            plan.first_on.to_string(),
            term_words(texts, plan.frozen.term, most),
            sum(plan.frozen.paid),
            term_words(texts, plan.running.term, most),
            sum(plan.owed_then),
        ]);
    }
    grid
}

/// Said plainly: does any way end the loans while interest goes on?
fn truth(texts: &Texts, page: &WaysPage<'_>, screen: &mut Screen) {
    // What a waiver ends says nothing of what the household can pay off.
    let without_waiver = |p: &&WayPlan| p.lump.as_ref().is_none_or(|l| l.waiver.is_zero());
    let plans = || {
        let reckoned = page.ways.iter().filter_map(|(_, r)| r.as_ref().ok());
        reckoned.filter(without_waiver)
    };
    let ends = |term: Term| matches!(term, Term::Months(_));
    let most = [("most", page.ground.limits.months_at_most)];
    let key = if plans().any(|p| ends(p.running.term)) {
        return;
    } else if plans().any(|p| p.running.term == Term::Unknown) {
        "plans.truth-unknown"
    } else if plans().any(|p| ends(p.frozen.term)) {
        "plans.truth-only-frozen"
    } else {
        "plans.truth-none"
    };
    screen.text(texts.say(key, most));
}

fn before_paying(texts: &Texts, page: &WaysPage<'_>, screen: &mut Screen) {
    let [booking, limitation] = page.cited;
    screen.title(texts.t("plans.before-title"));
    for loan in page.new_payee {
        screen.item(
            "-",
            texts.say("tonight.no-new-payee.text", [("loan", loan)]),
        );
    }
    screen.text(with_sources(texts, texts.t("plans.booking-lead"), booking));
    for loan in page.booked {
        let amount = loan.amount.grouped();
        let Some(orders) = &loan.booked else {
            let args = [("loan", loan.loan.clone()), ("amount", amount)];
            screen.item("-", texts.say("plans.booking-unknown", args));
            continue;
        };
        let told: Vec<String> = orders.iter().map(|b| order_words(texts, b)).collect();
        let args = [
            ("loan", loan.loan.clone()),
            ("amount", amount),
            ("orders", texts.series(&told)),
        ];
        screen.item("-", texts.say("plans.booking-line", args));
    }
    screen.text(texts.t("plans.booking-ask"));
    screen.text(with_sources(
        texts,
        texts.t("plans.limitation-lead"),
        limitation,
    ));
    for (loan, words) in page.limitation {
        screen.item("-", texts.labelled(loan, words.join("")));
    }
}

fn with_sources(texts: &Texts, words: String, sources: &[String]) -> String {
    if sources.is_empty() {
        return words;
    }
    format!("{words}{}", texts.aside(texts.series(sources)))
}

fn order_words(texts: &Texts, booked: &Booked) -> String {
    let name = crate::domain::allocation::OrderName::ALL
        .iter()
        .find(|(_, order)| *order == booked.order)
        .map_or("", |(word, _)| word);
    let mut parts: Vec<String> = booked
        .parts
        .iter()
        .map(|paid| {
            let part = paid.part.member().replace('_', "-");
            let part = texts.t(&format!("statement.part.{part}"));
            format!("{part} {}", paid.amount.grouped())
        })
        .collect();
    if !booked.waits.is_zero() {
        let args = [("sum", booked.waits.grouped())];
        parts.push(texts.say("plans.booking-waits", args));
    }
    let args = [
        ("order", texts.t(&format!("plans.order.{name}"))),
        ("parts", texts.listed(&parts)),
    ];
    texts.say("plans.booking-order", args)
}

/// A plain sentence on a way, with its sums.
fn sentence(texts: &Texts, page: &WaysPage<'_>, plan: &WayPlan) -> String {
    let sums = |pick: &dyn Fn(&crate::domain::plan::Offered) -> Option<Money>| {
        let each = plan.offered.iter().filter_map(|o| {
            let sum = pick(o).filter(|s| !s.is_zero())?;
            Some(format!("{} {}", o.loan, sum.grouped()))
        });
        texts.listed(&each.collect::<Vec<String>>())
    };
    let mut values = args([
        ("sums", sums(&|o| Some(o.monthly))),
        ("later", sums(&|o| o.later)),
        ("first_on", plan.first_on.to_string()),
        ("order", texts.listed(&plan.order)),
        ("first", plan.order.first().cloned().unwrap_or_default()),
    ]);
    if let Some(from) = page.ground.particulars.more_from {
        values.insert("from", from.to_string());
    }
    let kept = page.ground.capacity - plan.monthly();
    if !kept.is_zero() {
        values.insert("kept", kept.grouped());
    }
    if let Some(lump) = &plan.lump {
        if let Some(at_hand) = page.at_hand {
            values.insert("at_hand", at_hand.grouped());
        }
        values.insert("loan", lump.loan.clone());
        values.insert("amount", lump.amount.grouped());
        if !lump.waiver.is_zero() {
            values.insert("waiver", lump.waiver.grouped());
        }
        if !lump.waiver_of_principal.is_zero() {
            values.insert("of_principal", lump.waiver_of_principal.grouped());
        }
    }
    let terms: Vec<String> = plan
        .frozen
        .loans
        .iter()
        .map(|c| {
            let term = term_words(texts, c.term, page.ground.limits.months_at_most);
            format!("{} {term}", c.loan)
        })
        .collect();
    let mut words = texts.say(&format!("plans.way.{}.say", plan.way.word()), &values);
    if !terms.is_empty() {
        words.push_str(&texts.say("plans.terms", [("terms", texts.listed(&terms))]));
    }
    words
}

/// What a way lacks, in words.
pub fn lacks_words(texts: &Texts, lacks: Lacks, most: u32) -> String {
    texts.say(&format!("plans.lacks.{}", lacks.word()), [("most", most)])
}

fn open_ways(texts: &Texts, page: &WaysPage<'_>, screen: &mut Screen) {
    let most = page.ground.limits.months_at_most;
    let open: Vec<(Way, Lacks)> = page
        .shown()
        .filter_map(|(way, reckoned)| Some((*way, *reckoned.as_ref().err()?)))
        .collect();
    let all_alike = open.len() == page.shown().count() && open.windows(2).all(|w| w[0].1 == w[1].1);
    if let (true, Some((_, lacks))) = (all_alike, open.first()) {
        screen.text(lacks_words(texts, *lacks, most));
        return;
    }
    if !open.is_empty() {
        screen.title(texts.t("plans.open-title"));
    }
    for (way, lacks) in open {
        let way = texts.t(&format!("plans.way.{}.short", way.word()));
        screen.item("-", texts.labelled(way, lacks_words(texts, lacks, most)));
    }
}

fn working_lines(texts: &Texts, page: &WaysPage<'_>, screen: &mut Screen) {
    for (way, steps) in page.working {
        let way = texts.t(&format!("plans.way.{}.short", way.word()));
        screen.title(texts.say("plans.working-title", [("way", way)]));
        for step in steps {
            let values: Args = step.args.clone();
            let words = texts.say(&format!("plans.working.{}", step.code), &values);
            let args = [("step", words), ("result", step.result.clone())];
            screen.item("-", texts.say("statement.working-line", args));
        }
    }
}

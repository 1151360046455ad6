//! What a lender offers back, gone through.

use crate::domain::money::Money;
use crate::domain::plan::counter_offer::{CounterOffer, Judgement, OfferFinding, Weight};
use crate::render::screen::{Grid, Screen};
use crate::render::texts::Texts;

/// What the page shows.
pub struct OfferPage<'p> {
    /// The offer.
    pub offer: &'p CounterOffer,
    /// What it was found to be.
    pub judgement: &'p Judgement,
    /// Everything by the contract, recomputed.
    pub everything: Option<Money>,
    /// What the lender claims.
    pub claimed: Option<Money>,
    /// What can be kept a month for this loan.
    pub room: Option<Money>,
    /// What the answers about the payee mean, each in one sentence.
    pub payee: &'p [String],
    /// What agreeing does to limitation by this loan's dates.
    pub limitation: &'p [String],
    /// What the sentence about limitation rests on.
    pub cited: &'p [String],
}

/// The verdict, the figures side by side, the points, what to ask back.
pub fn offer_screen(texts: &Texts, page: &OfferPage<'_>) -> Screen {
    let mut screen = Screen::new();
    let loan = [("loan", &page.offer.loan)];
    screen.title(texts.say("offer.title", loan));
    let verdict = page.judgement.verdict.word();
    screen.text(texts.t(&format!("offer.verdict.{verdict}")));
    screen.grid(figures(texts, page));
    for (title, weight) in [
        ("hold", Weight::Hold),
        ("ask", Weight::Ask),
        ("note", Weight::Note),
        ("fine", Weight::Fine),
    ] {
        let of_weight = || {
            page.judgement
                .findings
                .iter()
                .filter(|f| f.weight == weight)
        };
        if of_weight().next().is_none() {
            continue;
        }
        screen.title(texts.t(&format!("offer.title-{title}")));
        for finding in of_weight() {
            screen.item("-", words(texts, "finding", finding));
            if finding.code.starts_with("payee-") {
                for sentence in page.payee {
                    screen.item("  ", sentence);
                }
            }
        }
    }
    ask_back(texts, page, &mut screen);
    screen.title(texts.t("offer.title-limitation"));
    let lead = texts.t("offer.limitation");
    if page.cited.is_empty() {
        screen.text(lead);
    } else {
        screen.text(format!("{lead}{}", texts.aside(texts.series(page.cited))));
    }
    for sentence in page.limitation {
        screen.text(sentence);
    }
    screen.gap().text(texts.say("offer.next", loan));
    screen.text(texts.t("offer.limit"));
    screen
}

fn words(texts: &Texts, what: &str, finding: &OfferFinding) -> String {
    texts.say(&format!("offer.{what}.{}", finding.code), &finding.args)
}

fn figures(texts: &Texts, page: &OfferPage<'_>) -> Grid {
    let mut grid = Grid {
        head: vec![String::new(), texts.t("plan.screen.yuan")],
        figures: vec![1],
        ..Grid::default()
    };
    let offering = &page.judgement.offering;
    let figures = &page.offer.figures;
    for (name, sum) in [
        ("total", figures.total),
        ("sum", offering.sum),
        ("claimed", page.claimed),
        ("everything", page.everything),
        ("heaviest", offering.heaviest),
        ("room", page.room),
    ] {
        let shown = sum.map_or_else(|| texts.t("statement.unknown"), Money::grouped);
        grid.rows
            .push(vec![texts.t(&format!("offer.figure.{name}")), shown]);
    }
    grid
}

/// Sentences to be read out or copied, only about what is open.
fn ask_back(texts: &Texts, page: &OfferPage<'_>, screen: &mut Screen) {
    let asks: Vec<String> = page
        .judgement
        .findings
        .iter()
        .filter(|f| matches!(f.weight, Weight::Hold | Weight::Ask))
        .filter(|f| texts.has(&format!("offer.ask.{}", f.code)))
        .map(|f| words(texts, "ask", f))
        .collect();
    if asks.is_empty() {
        return;
    }
    screen.title(texts.t("offer.title-back"));
    screen.text(texts.t("offer.back-lead"));
    for (i, ask) in asks.into_iter().enumerate() {
        screen.item(format!("{}.", i + 1), ask);
    }
}

//! Plans on a screen: the ways side by side, what a bad month does to one, what a lender offers back.

mod offer;
mod stress;
mod ways;

pub use offer::{OfferPage, offer_screen};
pub use stress::{StressPage, strain_words, stress_screen};
pub use ways::{LoanBooked, Reckoned, WaysPage, lacks_words, ways_screen};

use super::texts::Texts;
use crate::domain::plan::Term;

/// A term, with the longest there is.
fn term_words(texts: &Texts, term: Term, most: u32) -> String {
    match term {
        Term::Months(months) => texts.say("plan.screen.months", [("months", months)]),
        Term::TooLong => texts.say("plan.screen.too-long", [("most", most)]),
        Term::Unknown => texts.t("statement.unknown"),
    }
}
